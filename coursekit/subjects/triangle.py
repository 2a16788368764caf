"""Three countries as a triangle of good and broken sides, and two of them in a game."""

from itertools import product

import pandas
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from coursekit import charts, style

SIDES = ["China–Russia", "China–US", "Russia–US"]
# Which two countries a side joins.
ENDS = {
    "China–Russia": ("China", "Russia"),
    "China–US": ("China", "United States"),
    "Russia–US": ("Russia", "United States"),
}
GOOD, BROKEN = 1, -1
WORDS = {GOOD: "good", BROKEN: "broken"}

MENAGE, ROMANTIC, MARRIAGE, VETO = (
    "ménage à trois",
    "romantic triangle",
    "stable marriage",
    "unit veto",
)
TYPES = [MENAGE, ROMANTIC, MARRIAGE, VETO]  # by the number of broken sides
BALANCED, UNBALANCED = "balanced", "unbalanced"

THEORY = (
    "The rule of balance as in Doreian and Mrvar; types from Dittmer (1981, abstract), except "
    "unit veto. The pairing is ours"
)


def table(rows, names: list[str]) -> pandas.DataFrame:
    """Combinations as a table, numbered from 1.

    Parameters
    ----------
    rows : combinations, such as `product` makes them.
    names : a name for each column.
    """
    frame = pandas.DataFrame(list(rows), columns=names)
    frame.index = pandas.RangeIndex(1, len(frame) + 1)
    return frame


def patterns() -> pandas.DataFrame:
    """The eight triangles, each side good (1) or broken (-1): the columns of `SIDES`."""
    return table(product([GOOD, BROKEN], repeat=3), SIDES)


# --- The two theories ----------------------------------------------------------------------


def balance(signs) -> str:
    """What balance theory calls a triangle: balanced where the product of its signs is +1."""
    first, second, third = signs
    return BALANCED if first * second * third == GOOD else UNBALANCED


def kind(signs) -> str:
    """The type of a triangle after Dittmer: it depends on the number of broken sides only."""
    return TYPES[list(signs).count(BROKEN)]


def pivot(signs) -> str | None:
    """The country with two good sides across from the one broken side, or None."""
    if kind(signs) != ROMANTIC:
        return None
    broken = SIDES[list(signs).index(BROKEN)]
    return next(country for country in style.COUNTRY if country not in ENDS[broken])


def pair(signs) -> tuple[str, str] | None:
    """The two countries of a stable marriage, or None."""
    if kind(signs) != MARRIAGE:
        return None
    return ENDS[SIDES[list(signs).index(GOOD)]]


def judge(frame: pandas.DataFrame) -> pandas.DataFrame:
    """Every triangle with what the two theories call it.

    Parameters
    ----------
    frame : has the columns of `SIDES`, with 1 and -1.

    Returns
    -------
    The sides in words, then "balance theory", "type" (after Dittmer) and "pivot".
    """
    signs = [tuple(row) for row in frame[SIDES].itertuples(index=False)]
    return pandas.DataFrame(
        {
            **{side: frame[side].map(WORDS) for side in SIDES},
            "balance theory": [balance(each) for each in signs],
            "type": [kind(each) for each in signs],
            "pivot": [pivot(each) for each in signs],
        },
        index=frame.index,
    )


def change(signs, side: str) -> tuple[int, ...]:
    """The triangle after one side has turned from good to broken or back."""
    return tuple(-sign if name == side else sign for name, sign in zip(SIDES, signs, strict=True))


# --- Triangles drawn -----------------------------------------------------------------------

CORNERS = {"China": (-0.5, 0.0), "Russia": (0.5, 0.0), "United States": (0.0, 0.82)}
LETTERS = {"China": "C", "Russia": "R", "United States": "US"}
SHORT = {"China": "China", "Russia": "Russia", "United States": "US"}


def _sheet(height: float) -> tuple:
    """An empty sheet measured in inches: no ticks and no frame, which also makes it quick."""
    figure = Figure(figsize=(charts.WIDTH, height))
    bare = {"xticks": [], "yticks": [], "frame_on": False}
    axis = figure.add_axes((0, 0, 1, 1), **bare, xlim=(0, charts.WIDTH), ylim=(0, height))
    return figure, axis


def _triangles(axis, spots: list[tuple], size: float, marker: float) -> None:
    """Triangles of one size: a line for a good side, dashes and a cross for a broken one.

    All marks of a kind are one artist, which takes a third of the time of single ones.

    Parameters
    ----------
    spots : for each triangle its signs, and the middle of its base (left, low).
    size : length of the base.
    marker : diameter of a corner, in points; the pivot has a ring around it.
    """
    lines = {GOOD: ([], []), BROKEN: ([], [])}
    crosses, rings = ([], []), ([], [])
    corners = {country: ([], []) for country in CORNERS}
    for signs, left, low in spots:
        at = {name: (left + x * size, low + y * size) for name, (x, y) in CORNERS.items()}
        for side, sign in zip(SIDES, signs, strict=True):
            (x1, y1), (x2, y2) = (at[name] for name in ENDS[side])
            _add(lines[sign], (x1, y1), (x2, y2), (float("nan"), float("nan")))
            if sign == BROKEN:
                _add(crosses, ((x1 + x2) / 2, (y1 + y2) / 2))
        for country, place in at.items():
            _add(corners[country], place)
            letters = {"color": style.CARD, "fontweight": "bold", "zorder": 5}
            middle = {"ha": "center", "va": "center_baseline", "fontsize": marker * 0.5}
            axis.text(*place, LETTERS[country], **letters, **middle)
        if pivot(signs):
            _add(rings, at[pivot(signs)])
    axis.plot(*lines[GOOD], color=style.INK, linewidth=2.4, zorder=1)
    dashes = {"linewidth": 1.3, "linestyle": (0, (2, 3))}
    axis.plot(*lines[BROKEN], color=style.QUIET, zorder=1, **dashes)
    axis.plot(*crosses, "x", color=style.INK, markersize=9, markeredgewidth=2.2, zorder=2)
    ring = {"markerfacecolor": style.CARD, "markeredgewidth": 1.8}
    axis.plot(*rings, "o", color=style.INK, markersize=marker + 9, zorder=3, **ring)
    for country, places in corners.items():
        axis.plot(*places, "o", color=style.COUNTRY[country], markersize=marker, zorder=4)


def _add(line: tuple[list, list], *places: tuple[float, float]) -> None:
    for x, y in places:
        line[0].append(x)
        line[1].append(y)


def _caption(signs) -> list[str]:
    """What stands under a triangle: balance, type, and who is pivot or who is a pair."""
    lines = [balance(signs), kind(signs)]
    if pivot(signs):
        lines.append(f"pivot: {SHORT[pivot(signs)]}")
    if pair(signs):
        lines.append(" and ".join(SHORT[country] for country in pair(signs)))
    return lines


def draw_patterns(frame: pandas.DataFrame) -> charts.Picture:
    """All eight triangles, with what each theory calls them.

    Parameters
    ----------
    frame : from `patterns`.
    """
    judged = judge(frame)
    with charts.house_style():
        figure, axis = _sheet(4.9)
        spots = []
        for place, (number, row) in enumerate(frame[SIDES].iterrows()):
            signs = tuple(row)
            left = charts.WIDTH / 4 * (place % 4 + 0.5)
            top = 4.85 - 2.45 * (place // 4)
            if kind(signs) == ROMANTIC:
                box = {"facecolor": style.BAND, "edgecolor": style.QUIET}
                axis.add_patch(Rectangle((left - 0.92, top - 2.36), 1.84, 2.36, **box))
            axis.text(left - 0.82, top - 0.25, str(number), color=style.QUIET, fontsize=11)
            spots.append((signs, left, top - 1.32))
            for line, words in enumerate(_caption(signs)):
                weight = "bold" if line == 0 else "normal"
                down = top - 1.78 - 0.2 * line
                axis.text(left, down, words, ha="center", fontsize=9.5, fontweight=weight)
        _triangles(axis, spots, 1.02, 17)
    parted = int((judged["pivot"].notna()).sum())
    balanced = int((judged["balance theory"] == BALANCED).sum())
    return charts.Picture(
        figure,
        title=f"{balanced} of the {len(frame)} triangles are balanced, and {parted} of the "
        "others have a pivot",
        source=THEORY,
        data=judged.rename_axis("pattern").reset_index(),
        alt=(
            "Eight triangles of China, Russia and the United States, each side a line where good, "
            f"dashed and crossed where broken. {balanced} are balanced: all good, and the three "
            f"with two broken sides. {parted} have one broken side: unbalanced, with the country "
            "across from the break ringed as pivot. All broken is unbalanced, without a pivot."
        ),
        note="A line is a good side; dashes with a cross are a broken one. The ring marks the "
        "pivot, the grey ground the triangles on which the theories part. “Unit veto” is a name "
        "used by later writers; we have not read where it was first given.",
    )


class Neighbours:
    """One triangle, and the three that are one change away: what the first explorer draws."""

    sides = SIDES

    def signs(self, values: dict) -> tuple[int, ...]:
        """The three signs of a setting.

        Parameters
        ----------
        values : a sign for each name of `SIDES`.
        """
        return tuple(values[side] for side in SIDES)

    def say(self, values: dict) -> str:
        """The finding of one setting, as a sentence.

        Parameters
        ----------
        values : as in `signs`.
        """
        signs = self.signs(values)
        number = list(product([GOOD, BROKEN], repeat=3)).index(signs) + 1
        nearby = [change(signs, side) for side in SIDES]
        flips = sum(balance(each) == BALANCED for each in nearby)
        who = "nobody is pivot"
        if pivot(signs):
            who = f"{_the(pivot(signs))} is the pivot"
        if pair(signs):
            who = f"{' and '.join(_the(each) for each in pair(signs))} are the pair"
        return (
            f"Pattern {number}: {balance(signs)} in balance theory; in Dittmer's terms "
            f"{_article(kind(signs))}, and {who}. Of the three triangles one change away, "
            f"{_count(flips)} balanced."
        )

    def draw(self, values: dict) -> charts.Picture:
        """The triangle of a setting, large, beside its three neighbours.

        Parameters
        ----------
        values : as in `signs`.
        """
        signs = self.signs(values)
        with charts.house_style():
            figure, axis = _sheet(3.2)
            _triangles(axis, [(signs, 1.3, 1.15)], 1.75, 25)
            lines = "\n".join(_caption(signs))
            axis.text(1.3, 0.78, lines, ha="center", va="top", linespacing=1.35)
            axis.plot([2.72, 2.72], [0.1, 3.1], color=style.RULE, linewidth=1)
            axis.text(2.9, 2.95, "One change away", fontsize=9.5, color=style.QUIET)
            spots = []
            for place, side in enumerate(SIDES):
                nearby = change(signs, side)
                left = 3.68 + 1.6 * place
                verb = "mend" if nearby[place] == GOOD else "break"
                axis.text(left, 2.55, f"{verb} {side}", ha="center", fontsize=9)
                spots.append((nearby, left, 1.33))
                lines = "\n".join(_caption(nearby))
                spacing = {"fontsize": 9, "linespacing": 1.35}
                axis.text(left, 0.93, lines, ha="center", va="top", **spacing)
            _triangles(axis, spots, 0.98, 15)
        here = judge(table([signs, *(change(signs, side) for side in SIDES)], SIDES))
        here.insert(0, "triangle", ["as set", *(f"{side} changed" for side in SIDES)])
        return charts.Picture(
            figure,
            title="The triangle as you set it, and what one change would make of it",
            source=THEORY,
            data=here,
            note="A line is a good side; dashes with a cross are a broken one. The ring marks the "
            "pivot.",
        )


def _the(country: str) -> str:
    return "the United States" if country == "United States" else country


def _article(type_name: str) -> str:
    return f"a {type_name}" if type_name != VETO else f"“{type_name}”"


def _count(number: int) -> str:
    return {0: "none is", 3: "all are"}[number]


# --- A game of two -------------------------------------------------------------------------

COOPERATE, PRESS = "cooperate", "press"
MOVES = [COOPERATE, PRESS]
REWARD = 3  # what both get where both cooperate: the yardstick of the explorer
TEXTBOOK = {"tempted": 5, "both_press": 1, "let_down": 0}  # Axelrod (1984), with 3 for the reward
# Four, four, three and two values make 96 settings.
TEMPTED = [2, 3, 4, 5]
BOTH_PRESS = [0, 1, 2, 4]
LET_DOWN = [0, 1, 2]
BOTH_CHANGE, FIRST_CHANGES = "both countries", "the first country only"


def payoffs(tempted: float, both_press: float, let_down: float) -> dict[tuple[str, str], float]:
    """What a country gets, by its own move and the other's.

    Parameters
    ----------
    tempted : it presses and the other cooperates.
    both_press : both press.
    let_down : it cooperates and the other presses.
    """
    return {
        (COOPERATE, COOPERATE): REWARD,
        (COOPERATE, PRESS): let_down,
        (PRESS, COOPERATE): tempted,
        (PRESS, PRESS): both_press,
    }


def best_replies(payoff: dict[tuple[str, str], float], theirs: str) -> list[str]:
    """The moves that give a country most against a move of the other; two where they tie."""
    most = max(payoff[mine, theirs] for mine in MOVES)
    return [mine for mine in MOVES if payoff[mine, theirs] == most]


def stable(first: dict, second: dict) -> list[tuple[str, str]]:
    """The pure equilibria: outcomes in which neither country gains by changing its own move.

    Parameters
    ----------
    first, second : the payoffs of each country, from `payoffs`.

    Returns
    -------
    Pairs of moves, the first country's before the second's.
    """
    return [
        (one, two)
        for one, two in product(MOVES, repeat=2)
        if one in best_replies(first, two) and two in best_replies(second, one)
    ]


def is_dilemma(payoff: dict[tuple[str, str], float]) -> bool:
    """Whether pressing is always better for one, and yet both cooperating is better for both."""
    return all(holds for _, _, holds in tests(payoff))


def tests(payoff: dict[tuple[str, str], float]) -> list[tuple[str, str, bool]]:
    """The three comparisons that make a prisoner's dilemma.

    Returns
    -------
    For each: what is compared in words, the two numbers, and whether it holds.
    """
    tempted, let_down = payoff[PRESS, COOPERATE], payoff[COOPERATE, PRESS]
    reward, both_press = payoff[COOPERATE, COOPERATE], payoff[PRESS, PRESS]
    return [
        ("Pressing pays if the other cooperates", *_above(tempted, reward)),
        ("Pressing pays if the other presses", *_above(both_press, let_down)),
        ("Both cooperating beats both pressing", *_above(reward, both_press)),
    ]


def _above(one: float, other: float) -> tuple[str, bool]:
    sign = ">" if one > other else "<" if one < other else "="
    return f"{one:g} {sign} {other:g}", one > other


class Game:
    """Two countries that cooperate or press, with payoffs to set: the second explorer."""

    def both(self, values: dict) -> tuple[dict, dict]:
        """The payoffs of the first and of the second country.

        Parameters
        ----------
        values : {"tempted", "both_press", "let_down", "who"}.
        """
        changed = payoffs(values["tempted"], values["both_press"], values["let_down"])
        kept = changed if values["who"] == BOTH_CHANGE else payoffs(**TEXTBOOK)
        return changed, kept

    def say(self, values: dict) -> str:
        """The finding of one setting, as a sentence.

        Parameters
        ----------
        values : as in `both`.
        """
        first, second = self.both(values)
        outcomes = stable(first, second)
        where = "; ".join(_outcome(*each) for each in outcomes)
        found = "Every outcome is stable." if len(outcomes) == 4 else f"Stable: {where}."
        if is_dilemma(first) and is_dilemma(second):
            who = "" if values["who"] == BOTH_CHANGE else ", the second country's as at the start"
            return (
                f"{found} A prisoner's dilemma{who}: each does better by pressing whatever the "
                "other does, and both would be better off if both cooperated."
            )
        broken = [words for words, _, holds in tests(first) if not holds]
        reason = "; ".join(f"“{words[0].lower()}{words[1:]}”" for words in broken)
        whose = "" if values["who"] == BOTH_CHANGE else " for the first country"
        return f"{found} No longer a prisoner's dilemma: what fails{whose} is {reason}."

    def draw(self, values: dict) -> charts.Picture:
        """The four outcomes, with best replies ringed and stable outcomes on a dark frame.

        Parameters
        ----------
        values : as in `both`.
        """
        first, second = self.both(values)
        outcomes = stable(first, second)
        with charts.house_style():
            figure, axis = _sheet(3.3)
            axis.text(2.55, 3.05, "Second country", ha="center", fontweight="bold")
            middle = {"rotation": 90, "va": "center", "fontweight": "bold"}
            axis.text(0.12, 1.35, "First country", **middle)
            for column, move in enumerate(MOVES):
                axis.text(1.78 + 1.54 * column, 2.72, move, ha="center")
                axis.text(0.42, 1.95 - 1.2 * column, move, rotation=90, va="center")
            for one, two in product(MOVES, repeat=2):
                at = (1.02 + 1.54 * MOVES.index(two), 1.38 - 1.2 * MOVES.index(one))
                _cell(axis, at, (one, two) in outcomes)
                _number(axis, (at[0] + 0.42, at[1] + 0.6), first[one, two], one, first, two)
                _number(axis, (at[0] + 1.1, at[1] + 0.6), second[two, one], two, second, one)
            _three_tests(axis, first, values["who"])
        rows = [
            (one, two, first[one, two], second[two, one], (one, two) in outcomes)
            for one, two in product(MOVES, repeat=2)
        ]
        names = ["first country", "second country", "first gets", "second gets", "stable"]
        dilemma = is_dilemma(first) and is_dilemma(second)
        return charts.Picture(
            figure,
            title="A prisoner's dilemma" if dilemma else "No prisoner's dilemma",
            source="Our reading of Feng 4.13; starting payoffs as in Axelrod (1984), as reported",
            data=pandas.DataFrame(rows, columns=names),
            note="In each box the first country's payoff stands left, the second's right. A ring "
            "marks a best reply; a dark frame an outcome that neither leaves alone.",
        )


def _outcome(one: str, two: str) -> str:
    if one == two:
        return f"both {one}"
    return f"the first country {_s(one)} while the second {_s(two)}"


def _s(verb: str) -> str:
    return f"{verb}es" if verb.endswith("s") else f"{verb}s"


def _cell(axis, at: tuple[float, float], is_stable: bool) -> None:
    look = {"edgecolor": style.INK, "linewidth": 3.2, "facecolor": style.BAND, "zorder": 2}
    if not is_stable:
        look = {"edgecolor": style.RULE, "linewidth": 1, "facecolor": style.CARD, "zorder": 1}
    axis.add_patch(Rectangle(at, 1.46, 1.12, **look))
    if is_stable:
        axis.text(at[0] + 0.73, at[1] + 0.1, "stable", ha="center", fontsize=8.5, zorder=3)


def _number(axis, at, value: float, mine: str, payoff: dict, theirs: str) -> None:
    """A payoff, ringed where the move behind it is a best reply."""
    best = mine in best_replies(payoff, theirs)
    if best:
        axis.plot(*at, "o", **{**charts.RING, "markersize": 25, "zorder": 3})
    weight = "bold" if best else "normal"
    place = {"ha": "center", "va": "center_baseline", "zorder": 4}
    axis.text(*at, f"{value:g}", fontsize=14, fontweight=weight, **place)


def _three_tests(axis, payoff: dict, who: str) -> None:
    whose = "for both countries" if who == BOTH_CHANGE else "for the first country"
    axis.text(4.42, 2.72, f"Three comparisons, {whose}", fontweight="bold", fontsize=9.5)
    for row, (words, numbers, holds) in enumerate(tests(payoff)):
        low = 2.3 - 0.58 * row
        axis.text(4.42, low, words, fontsize=9.5)
        said = f"{numbers}   {'holds' if holds else 'fails'}"
        weight = "normal" if holds else "bold"
        axis.text(4.42, low - 0.22, said, fontsize=9.5, fontweight=weight)
    if who == FIRST_CHANGES:
        kept = ", ".join(f"{value:g}" for value in (5, REWARD, 1, 0))
        axis.text(4.42, 0.42, f"The second country keeps {kept}.", fontsize=9.5)


# --- Four arguments as statements ----------------------------------------------------------

TESTABLE = ["yes", "in part", "no"]
LOOKS = {
    "yes": {"facecolor": style.STRONG},
    "in part": {"facecolor": style.WEAK},
    "no": {"facecolor": style.CARD},
}
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth"}


def tested(statements: pandas.DataFrame, evidence: pandas.DataFrame) -> pandas.DataFrame:
    """Every statement with how many pieces of evidence we found for and against it.

    Parameters
    ----------
    statements : the table `statements`.
    evidence : the table `statement_evidence`.

    Returns
    -------
    The columns of `statements`, with "for" and "against" (counts).
    """
    counts = pandas.crosstab(evidence["statement"], evidence["side"])
    counts = counts.reindex(statements["id"], columns=["for", "against"], fill_value=0)
    return statements.join(counts, on="id")


def draw_statements(statements: pandas.DataFrame, evidence: pandas.DataFrame) -> charts.Picture:
    """Evidence for and against each statement, and whether it can be tested at all.

    Parameters
    ----------
    statements, evidence : as in `tested`.
    """
    rows = tested(statements, evidence)
    places = range(len(rows), 0, -1)
    with charts.house_style():
        figure = Figure(figsize=(charts.WIDTH, 4.6))
        axis = figure.add_axes((0.47, 0.115, 0.51, 0.79))
        for place, (_, row) in zip(places, rows.iterrows(), strict=True):
            look = {**LOOKS[row["testable"]], "edgecolor": style.STRONG, "height": 0.6}
            axis.barh(place, -row["against"], **look)
            axis.barh(place, row["for"], **look)
            if row["against"] == 0 and row["for"] == 0:
                axis.text(0.08, place, "nothing found", va="center", fontsize=9)
        axis.axvline(0, color=style.INK, linewidth=1)
        most = max(rows["for"].max(), rows["against"].max()) + 0.4
        axis.set_xlim(-most, most)
        axis.set_ylim(0.4, len(rows) + 1.1)
        ticks = range(-int(most), int(most) + 1)
        axis.set_xticks(list(ticks), [str(abs(tick)) for tick in ticks])
        axis.set_yticks(list(places), rows["id"] + "  " + rows["short"])
        axis.tick_params(axis="y", length=0, labelsize=9.5)
        axis.spines["left"].set_visible(False)
        axis.set_xlabel("pieces of evidence that we found; most were read in part")
        axis.text(-0.1, len(rows) + 0.75, "against", ha="right", fontweight="bold")
        axis.text(0.1, len(rows) + 0.75, "for", fontweight="bold")
        _testable_legend(figure)
    counts = rows["testable"].value_counts()
    return charts.Picture(
        figure,
        title=f"Of {len(rows)} statements {counts['yes']} can be tested, {counts['in part']} in "
        f"part and {counts['no']} not",
        source="Feng 4.2 to 4.5, cut into statements by the course; every piece of evidence "
        "stands in the table, with how far we read it. Context, except Feng 4.1",
        data=_pieces(statements, evidence),
        alt=(
            f"Bars to the left for evidence against, to the right for evidence in favour, for "
            f"{len(rows)} statements. The {counts['yes']} that can be tested have evidence in "
            f"favour and none against. The {counts['in part']} that can be tested in part have "
            f"evidence against. The {counts['no']} that cannot be tested have none in favour."
        ),
        note="The bars count; they do not weigh. Another reader would find and count other pieces.",
    )


def _pieces(statements: pandas.DataFrame, evidence: pandas.DataFrame) -> pandas.DataFrame:
    """Every piece of evidence beside its statement; a statement without any keeps a row."""
    columns = ["id", "statement", "side", "date", "finding", "source", "source_read"]
    pieces = evidence.drop(columns="id").rename(columns={"statement": "id"})
    return statements.merge(pieces, on="id", how="left")[columns]


def _testable_legend(figure: Figure) -> None:
    """Which fill means what, in one row above the bars."""
    bare = {"xticks": [], "yticks": [], "frame_on": False}
    axis = figure.add_axes((0, 0.93, 1, 0.06), **bare, xlim=(0, charts.WIDTH), ylim=(0, 1))
    axis.text(0.1, 0.25, "Can it be tested?", fontsize=9.5)
    for place, word in enumerate(TESTABLE):
        left = 1.75 + 1.0 * place
        box = {**LOOKS[word], "edgecolor": style.STRONG}
        axis.add_patch(Rectangle((left, 0.15), 0.2, 0.6, **box))
        axis.text(left + 0.28, 0.25, word, fontsize=9.5)


# --- For the exercise ----------------------------------------------------------------------


def common_work(frame: pandas.DataFrame, gain: float, cost: float) -> pandas.DataFrame:
    """What each of three countries gets from work in common.

    Everybody gains from each country that cooperates; whoever cooperates bears the cost.

    Parameters
    ----------
    frame : a column of moves for each country.
    gain : what every country gets for each that cooperates.
    cost : what cooperating costs a country.

    Returns
    -------
    The moves, then a column "X gets" for each country.
    """
    takes_part = frame == COOPERATE
    common = gain * takes_part.sum(axis="columns")
    gets = {f"{name} gets": common - cost * takes_part[name] for name in frame.columns}
    return frame.assign(**gets)


def points(frame: pandas.DataFrame) -> pandas.DataFrame:
    """Each country's good sides less its broken ones, by pattern.

    Parameters
    ----------
    frame : from `patterns`.

    Returns
    -------
    Columns China, Russia, United States (points from -2 to 2), labelled by pattern.
    """
    return pandas.DataFrame(
        {
            country: frame[[side for side in SIDES if country in ENDS[side]]].sum(axis="columns")
            for country in style.COUNTRY
        }
    )


def trade(context: pandas.DataFrame) -> pandas.DataFrame:
    """Trade between China and Russia by year, as China's customs count it.

    Returns
    -------
    Column trade (billions of US dollars), labelled by year.
    """
    rows = context[context["series"] == "trade_china_russia"]
    return rows.set_index("year")["value"].rename("trade").to_frame()


def used(context: pandas.DataFrame) -> pandas.DataFrame:
    """The context rows that lesson 12 speaks of."""
    return context[context["lessons"].str.split(";").map(lambda each: "12" in each)]


def draw_lead(lead: pandas.Series) -> charts.Picture:
    """A learner's own column: China's lead in points over the better of the other two.

    Parameters
    ----------
    lead : points, labelled by pattern.
    """
    frame = lead.rename("lead").rename_axis("pattern").reset_index()
    frame["pattern"] = frame["pattern"].astype(str)
    figure = charts.signed_bars(
        frame,
        name="pattern",
        value="lead",
        band=0,
        x_label="pattern, as numbered in the lesson",
        y_label="points ahead of the better other",
    )
    return charts.Picture(
        figure,
        title="Your column: how far China is ahead of the better of the other two",
        source="Your own computation from the eight patterns",
        data=frame,
        alt=(
            f"Upright bars for {len(frame)} patterns, from {frame['lead'].min():g} to "
            f"{frame['lead'].max():g} points."
        ),
    )
