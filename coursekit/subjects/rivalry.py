"""A quarrel that feeds itself: two pictures, a map of causes, and a rule run through time."""

import math

import pandas

from coursekit import charts, style
from coursekit.errors import CourseError

RUSSIA, AMERICA = "Russia", "United States"
COLOURS = {name: style.COUNTRY[name] for name in (RUSSIA, AMERICA)}
OURS = "Our model, not the author's"

# Where the boxes of the map stand, in inches from its lower left corner.
PLACES = {
    "strategic talks": (0.85, 3.75),
    "mutual interference": (3.8, 3.75),
    "mistrust": (6.7, 3.75),
    "US policy near Russia": (6.7, 4.85),
    "economic ties": (3.8, 2.15),
    "hostility at home": (6.7, 2.15),
    "power gap": (0.85, 0.45),
    "sanctions": (3.8, 0.45),
    "Crimea and Ukraine, 2014": (6.7, 0.45),
}
# Where along an arrow its words stand, where the middle is taken.
WORDS_AT = {"a05": 0.42, "a10": 0.5}
# The text's arrow and the one that it implies run between the same two boxes.
SIDE_BY_SIDE = {"a04": 0.12, "a13": 0.12}
HUB = "mutual interference"  # where a loop through it is told from
REINFORCING, BALANCING = "reinforcing", "balancing"
NONE = "none"

STEPS = 30
START = (30, 10)  # Russia and the United States, in units that measure nothing
TOP = 100
# Four answers for each country, three brakes and two pushes make 96 settings.
ANSWERS = [0.1, 0.2, 0.4, 0.8]
CALMS = [0.2, 0.4, 0.6]
PUSHES = {0: "nothing", 2: "2 a step"}

DIES, SETTLES, EDGE, RUNS = "dies down", "settles", "is on the edge", "runs away"


class RivalryProblem(CourseError):
    """A rule that the model cannot run."""


# --- Two pictures of each other --------------------------------------------------------------


def paired(pictures: pandas.DataFrame) -> pandas.DataFrame:
    """The two pictures side by side.

    Parameters
    ----------
    pictures : the table `pictures`.

    Returns
    -------
    Columns about, Moscow's picture, Washington's picture; each with whose words and locator.
    """

    def side(name: str) -> pandas.Series:
        words, whose, place = (pictures[f"{name}{end}"] for end in ("", "_whose", "_locator"))
        return words + " (" + place + "; " + whose + ")"

    return pandas.DataFrame(
        {
            "about": pictures["theme"],
            "Moscow's picture": side("moscow"),
            "Washington's picture": side("washington"),
        }
    )


def named_in_paper(strategy: pandas.DataFrame, claims: pandas.DataFrame) -> pandas.DataFrame:
    """What Feng reports of the US strategy paper, and whom the paper itself names.

    Parameters
    ----------
    strategy : the table `strategy`.
    claims : the table `claims`.

    Returns
    -------
    Columns claim, as Feng reports it, the paper names, read in.
    """
    said = claims.set_index("id")["statement"]
    return pandas.DataFrame(
        {
            "claim": strategy["claim"],
            "as Feng reports it": strategy["claim"].map(said),
            "the paper names": strategy["names"],
            "read in": strategy["source"],
        }
    )


def charges(names: pandas.DataFrame) -> pandas.DataFrame:
    """What Moscow and Washington have said of interference in elections.

    Parameters
    ----------
    names : the table `names`.

    Returns
    -------
    Columns who, term, date, note, source; in the order of the table.
    """
    about = names[names["subject"].str.startswith("Interference in elections")]
    rows = about[about["speaker"].isin(["Moscow", "Washington"])]
    columns = ["speaker", "term", "date", "note", "source"]
    return rows[columns].rename(columns={"speaker": "who"})


# --- The map of causes -----------------------------------------------------------------------


def loops(arrows: pandas.DataFrame) -> pandas.DataFrame:
    """Every way round: from a box along arrows back to the same box, no box passed twice.

    Parameters
    ----------
    arrows : rows of the table `arrows`.

    Returns
    -------
    One row a loop: way (the boxes, in order), arrows (their ids), minus signs (how many),
    kind (`REINFORCING` for an even number of them, else `BALANCING`).
    """
    rows = [row for _, row in arrows.iterrows()]
    boxes = sorted({row["cause"] for row in rows}, key=lambda box: (box != HUB, box))
    found = []
    for number, first in enumerate(boxes):
        # A loop is looked for once, from the first of these boxes that it passes.
        found += _walks(rows, first, [first], [], set(boxes[:number]))
    table = [
        {
            "way": " → ".join([*(row["cause"] for row in walk), walk[0]["cause"]]),
            "arrows": ";".join(row["id"] for row in walk),
            "minus signs": sum(row["sign"] == "-" for row in walk),
        }
        for walk in found
    ]
    frame = pandas.DataFrame(table, columns=["way", "arrows", "minus signs"])
    even = frame["minus signs"] % 2 == 0
    return frame.assign(kind=even.map({True: REINFORCING, False: BALANCING}))


def _walks(rows: list, first: str, path: list, walk: list, closed: set) -> list:
    """All ways from the end of a path back to its first box."""
    found = []
    for row in rows:
        if row["cause"] != path[-1]:
            continue
        if row["effect"] == first:
            found.append([*walk, row])
        elif row["effect"] not in path and row["effect"] not in closed:
            found += _walks(rows, first, [*path, row["effect"]], [*walk, row], closed)
    return found


def stated(arrows: pandas.DataFrame) -> pandas.DataFrame:
    """The arrows without those that a text only implies.

    Parameters
    ----------
    arrows : the table `arrows`.
    """
    return arrows[arrows["reading"] != "implied"]


def draw_map(arrows: pandas.DataFrame) -> charts.Picture:
    """All arrows that a text states, as a map.

    Parameters
    ----------
    arrows : the table `arrows`.
    """
    drawn = stated(arrows)
    found = loops(drawn)
    counts = found["kind"].value_counts()
    return charts.Picture(
        _map(drawn, set()),
        title=f"{len(drawn)} arrows from {drawn['locator'].nunique()} paragraphs make "
        f"{len(found)} closed ways round",
        source="Feng 1.2, 2.2, 2.5, 2.6, 2.8, 2.9 and 3.7; Zheng ¶3 and ¶4; the drawing is ours",
        data=arrow_table(drawn),
        alt=(
            "A map of nine boxes and twelve arrows. The power gap, by way of hollow talks, and "
            "weak ties lead to mutual interference, on to mistrust and hostility at home, then to "
            "sanctions, and from there back to ties, talks and the gap. Of "
            f"{len(found)} loops {counts[REINFORCING]} reinforce and {counts[BALANCING]} balance."
        ),
        note="Solid, plus: more of one brings more of the other. Dashed, minus: more of one "
        "brings less of the other. White boxes are causes from outside.",
    )


def _map(arrows: pandas.DataFrame, away: set[str]):
    drawn = arrows.assign(
        words=arrows["locator"].where(arrows["reading"] != "implied", "implied"),
        at=arrows["id"].map(WORDS_AT).fillna(0.5),
        shift=arrows["id"].map(SIDE_BY_SIDE).fillna(0) * ("a13" in set(arrows["id"])),
        there=~arrows["id"].isin(away),
    )
    return charts.cause_map(PLACES, drawn, height=5.25)


def arrow_table(arrows: pandas.DataFrame) -> pandas.DataFrame:
    """Arrows for reading: a true minus is easier to see than a hyphen.

    Parameters
    ----------
    arrows : rows of the table `arrows`.

    Returns
    -------
    Columns arrow, cause, sign, effect, locator, reading.
    """
    table = arrows[["id", "cause", "sign", "effect", "locator", "reading"]]
    return table.assign(sign=table["sign"].replace("-", "−")).rename(columns={"id": "arrow"})


def arrow_names(arrows: pandas.DataFrame) -> dict[str, str]:
    """The arrows that a text states, as a control shows them, with "none" first.

    Parameters
    ----------
    arrows : the table `arrows`.
    """
    rows = stated(arrows)
    names = {row["id"]: f"{row['cause']} → {row['effect']}" for _, row in rows.iterrows()}
    return {NONE: "none", **names}


class Circle:
    """What is left of the loops if an arrow fails.

    Parameters
    ----------
    arrows : the table `arrows`.
    """

    def __init__(self, arrows: pandas.DataFrame):
        self.arrows = arrows
        self.names = arrow_names(arrows)
        self._found = {True: loops(arrows), False: loops(stated(arrows))}

    def left(self, values: dict) -> pandas.DataFrame:
        """The loops that do not need the arrow that was taken away.

        Parameters
        ----------
        values : {"away", "implied"}.
        """
        found = self._found[values["implied"]]
        return found[[values["away"] not in ids.split(";") for ids in found["arrows"]]]

    def say(self, values: dict) -> str:
        """How many loops remain, and the evidence on the arrow.

        Parameters
        ----------
        values : {"away", "implied"}.
        """
        left, all_ = self.left(values), len(self._found[values["implied"]])
        kinds = [f"{(left['kind'] == kind).sum()} {kind}" for kind in (REINFORCING, BALANCING)]
        if values["away"] == NONE:
            return f"All arrows in place: {all_} loops, {' and '.join(kinds)}."
        row = self.arrows.set_index("id").loc[values["away"]]
        verb = "remains" if len(left) == 1 else "remain"
        remaining = f"{len(left)} of {all_} loops {verb}" if len(left) else "no loop remains"
        counted = f", {' and '.join(kinds)}" if len(left) else ""
        return (
            f"Without the arrow from {_quoted(row['cause'])} to {_quoted(row['effect'])} "
            f"({row['locator']}) {remaining}{counted}. For the arrow: {row['evidence_for']} "
            f"Against it: {row['evidence_against']}"
        )

    def draw(self, values: dict) -> charts.Picture:
        """The map with the arrow taken away.

        Parameters
        ----------
        values : {"away", "implied"}.
        """
        arrows = self.arrows if values["implied"] else stated(self.arrows)
        left = self.left(values)
        away = self.names[values["away"]]
        title = "The map with all its arrows" if away == "none" else f"The map without: {away}"
        table = arrow_table(arrows)
        inside = [sum(each in ids.split(";") for ids in left["arrows"]) for each in table["arrow"]]
        return charts.Picture(
            _map(arrows, {values["away"]}),
            title=title,
            source="Feng and Zheng, as marked on the arrows; the drawing is ours",
            data=table.assign(**{"loops through it": inside}),
            note="Solid, plus: more brings more. Dashed, minus: more brings less.",
        )


def _quoted(name: str) -> str:
    """A box's name inside a sentence."""
    return f"“{name}”"


# --- A rule applied again and again ----------------------------------------------------------


def run(
    answers: tuple[float, float],
    calms: tuple[float, float],
    pushes: tuple[float, float] = (0, 0),
    start: tuple[float, float] = START,
    steps: int = STEPS,
) -> pandas.DataFrame:
    """Hostility of two countries step by step, in the form of Lewis Richardson's equations.

    At every step each country keeps its hostility, adds an answer to the other's, takes off a
    part of its own, and adds a push from inside. Both look at the step before. Richardson's
    form runs without steps (Richardson 1960, as described by Bellany 1975); this is its
    version for a loop, with a step of one.

    Parameters
    ----------
    answers : how much of the other's hostility Russia and the United States answer.
    calms : the part of its own that each takes off, more than 0 and at most 1.
    pushes : what each adds from inside.
    start : where each begins.
    steps : how often the rule is applied.

    Returns
    -------
    Columns step (from 0), Russia, United States; in units that measure nothing real.

    Raises
    ------
    RivalryProblem : an answer below 0, or a calming part outside its range.
    """
    _demand_rule(answers, calms)
    russia, america = start
    rows = [(0, russia, america)]
    for step in range(1, steps + 1):
        russia, america = (
            russia + answers[0] * america - calms[0] * russia + pushes[0],
            america + answers[1] * russia - calms[1] * america + pushes[1],
        )
        rows.append((step, russia, america))
    return pandas.DataFrame(rows, columns=["step", RUSSIA, AMERICA])


def _demand_rule(answers: tuple[float, float], calms: tuple[float, float]) -> None:
    if min(answers) < 0:
        raise RivalryProblem(f"An answer of {min(answers)} is below 0. Use 0 or more.")
    if not all(0 < calm <= 1 for calm in calms):
        raise RivalryProblem(
            f"The calming parts are {calms[0]} and {calms[1]}. "
            "Each has to be more than 0 and at most 1."
        )


def strength(answers: tuple[float, float], calms: tuple[float, float]) -> float:
    """The product of the answers less the product of the calming parts.

    Below zero the quarrel comes to rest, above zero it runs away. For calming parts up to 1
    this is exact for the steps of `run` too: their larger factor is then below 1 in the one
    case and above 1 in the other (see `factor`).

    Parameters
    ----------
    answers, calms : as in `run`.
    """
    # Rounded, so that 0.2 times 0.2 is the same as 0.1 times 0.4.
    return round(answers[0] * answers[1] - calms[0] * calms[1], 9)


def factor(answers: tuple[float, float], calms: tuple[float, float]) -> float:
    """By how much a step multiplies the quarrel in the long run, pushes left aside.

    The larger eigenvalue of the step's matrix.

    Parameters
    ----------
    answers, calms : as in `run`.
    """
    middle = 1 - (calms[0] + calms[1]) / 2
    spread = ((calms[0] - calms[1]) / 2) ** 2 + answers[0] * answers[1]
    return middle + math.sqrt(spread)


def outcome(
    answers: tuple[float, float], calms: tuple[float, float], pushes: tuple[float, float]
) -> str:
    """What becomes of the quarrel: `DIES`, `SETTLES`, `EDGE` or `RUNS`.

    Parameters
    ----------
    answers, calms, pushes : as in `run`.
    """
    balance = strength(answers, calms)
    if balance > 0:
        return RUNS
    if balance == 0:
        return EDGE
    return SETTLES if max(pushes) > 0 else DIES


def resting_place(
    answers: tuple[float, float], calms: tuple[float, float], pushes: tuple[float, float]
) -> tuple[float, float] | None:
    """The levels at which both stay, or None where there are none.

    Parameters
    ----------
    answers, calms, pushes : as in `run`.
    """
    room = -strength(answers, calms)
    if room <= 0:
        return None
    return (
        (calms[1] * pushes[0] + answers[0] * pushes[1]) / room,
        (calms[0] * pushes[1] + answers[1] * pushes[0]) / room,
    )


class Spiral:
    """The model with the controls of lesson 09: both countries calm and are pushed alike."""

    answers = ANSWERS
    calms = CALMS
    pushes = PUSHES

    def rule(self, values: dict) -> tuple[tuple, tuple, tuple]:
        """Answers, calming parts and pushes of a setting.

        Parameters
        ----------
        values : {"russia", "us", "calm", "push"}.
        """
        return (
            (values["russia"], values["us"]),
            (values["calm"], values["calm"]),
            (values["push"], values["push"]),
        )

    def say(self, values: dict) -> str:
        """The condition in words, and what comes of the quarrel.

        Parameters
        ----------
        values : {"russia", "us", "calm", "push"}.
        """
        answers, calms, pushes = self.rule(values)
        sums = (
            f"The answers multiply to {_two(answers[0] * answers[1])}, "
            f"the calming parts to {_two(calms[0] * calms[1])}"
        )
        return f"{sums}. {self._verdict(answers, calms, pushes)}"

    def _verdict(self, answers, calms, pushes) -> str:
        end = outcome(answers, calms, pushes)
        if end == DIES:
            return "Calming is stronger, and nothing pushes from inside: the quarrel dies down."
        if end == SETTLES:
            russia, america = resting_place(answers, calms, pushes)
            return (
                "Calming is stronger, but the push from inside goes on: the quarrel settles at "
                f"{russia:.0f} for Russia and {america:.0f} for the United States."
            )
        if end == EDGE:
            if max(pushes) > 0:
                return (
                    "The two are equal, and the push from inside is never worked off: "
                    "the quarrel keeps growing, by the same amount a step in the long run."
                )
            return "The two are equal: the quarrel stays at the level it happens to reach."
        rate = 100 * (factor(answers, calms) - 1)
        return (
            "Answering is stronger: the quarrel runs away, in the long run by "
            f"{rate:.0f} per cent a step."
        )

    def draw(self, values: dict) -> charts.Picture:
        """Both paths through time, and one country against the other.

        Parameters
        ----------
        values : {"russia", "us", "calm", "push"}.
        """
        answers, calms, pushes = self.rule(values)
        table, end = run(answers, calms, pushes), outcome(answers, calms, pushes)
        figure = charts.paths_and_phase(
            table,
            time="step",
            colours=COLOURS,
            balance={
                RUSSIA: (pushes[0] / calms[0], answers[0] / calms[0]),
                AMERICA: (pushes[1] / calms[1], answers[1] / calms[1]),
            },
            rest=resting_place(answers, calms, pushes),
            top=TOP,
            label=OURS,
            measure="hostility (no unit)",
            balance_words="one side would stay",
        )
        return charts.Picture(
            figure,
            title=f"In our model, with these numbers, the quarrel {end}",
            source="our computation, in the form of Richardson's two equations",
            data=table.round(1),
            note="No number in this picture comes from a document, and none measures a real "
            "country. Ring: where both would stay. Dot: the start. Values above 100 are cut off.",
        )


def _two(product: float) -> str:
    """A product with two decimals; 0.1 times 0.1 is 0.01 and no less.

    >>> _two(0.1 * 0.2), _two(0.8 * 0.8)
    ('0.02', '0.64')
    """
    return f"{product:.2f}"


# --- Trade, pairs, and what the exercise uses ------------------------------------------------


def pair_table(pairs: pandas.DataFrame) -> pandas.DataFrame:
    """The pairs of states as a test of weak ties, for reading.

    Parameters
    ----------
    pairs : the table `pairs`.

    Returns
    -------
    Columns pair, ties, charge, reply, on weak ties.
    """
    return pandas.DataFrame(
        {
            "pair": pairs["pair"],
            "economic ties": pairs["ties"],
            "charge": pairs["charge"],
            "reply": pairs["reply"],
            "Feng 2.9 on weak ties": pairs["verdict"].str.capitalize() + ". " + pairs["comment"],
        }
    )


def trade_table(context: pandas.DataFrame) -> pandas.DataFrame:
    """US goods trade with Russia, in the years that we found.

    Parameters
    ----------
    context : the table `context`.

    Returns
    -------
    Columns exports, imports (billions of US dollars, from the American side), by year.
    """
    names = {"us_exports_to_russia": "exports", "us_imports_from_russia": "imports"}
    rows = context[context["series"].isin(names)]
    table = rows.pivot(index="year", columns="series", values="value")
    return table.rename(columns=names).rename_axis(columns=None)


def oil_price(context: pandas.DataFrame) -> pandas.Series:
    """Brent crude in 2014 and 2015, US dollars a barrel, by year.

    Parameters
    ----------
    context : the table `context`.
    """
    rows = context[context["series"] == "oil_price"].set_index("year")["value"]
    return rows.loc[2014:2015]


def used(context: pandas.DataFrame) -> pandas.DataFrame:
    """The context rows that lesson 09 speaks of."""
    return context[context["lessons"].str.contains("09")]


def draw_own_path(together: pandas.Series) -> charts.Picture:
    """A learner's own column: the hostility of both together, by step.

    Parameters
    ----------
    together : labelled by step, from 0.
    """
    table = together.rename("both together").rename_axis("step").reset_index()
    figure = charts.year_lines(
        table.assign(line="both"),
        year="step",
        value="both together",
        line="line",
        colours={"both": style.STRONG},
        y_label="hostility (no unit)",
        level=(100, "100"),
    )
    figure.axes[0].set_xlabel("step (our model, not the author's)")
    return charts.Picture(
        figure,
        title=f"Your column. {OURS}",
        source="your own computation, in the form of Richardson's two equations",
        data=table.round(1),
        alt=(
            f"A line of your own figures by step, from {together.iloc[0]:.1f} to "
            f"{together.iloc[-1]:.1f}, with a dashed line at 100."
        ),
    )
