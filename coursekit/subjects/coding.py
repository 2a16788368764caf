"""Whose interests a text speaks of, and how far two readers agree who put labels on it.

A code says how Russia's and the United States' interests stand to each other in a passage.
Two columns of codes are compared by how often they are the same, and by Cohen's kappa: how far
the two come on the way from the agreement that luck alone would give to complete agreement
(Cohen 1960). The interval is Wilson's for the share of agreement (Newcombe 1998, method 3), taken
through the same step. For a dozen passages it keeps its promise far better than the usual
interval, which shrinks to nothing where two readers agree everywhere.
"""

import textwrap
from dataclasses import dataclass
from typing import ClassVar

import pandas
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedFormatter, FixedLocator

from coursekit import charts, style
from coursekit.errors import CourseError

# Each code with what it means, as the form and the codebook write it.
CODES = {
    "shared": "both want the same",
    "opposed": "what one wants, the other does not want or works against",
    "mixed": "the passage says both: something common and something opposed",
    "absent": "the passage does not say what both want",
}
DOCUMENTS = ("Feng", "Op-ed", "Zheng")
ACTORS = {
    "China": "China",
    "Russia": "Russia",
    "United States": "United States",
    "US President": "US President",
    "US Congress and officials": "Congress, officials",
    "the three together": "all three",
}
OURS = "our reading of the three documents (data/positions.csv)"
SURE = 1.959964  # 95 per cent of a normal curve lie this many standard deviations either side


class CodingProblem(CourseError):
    """Two columns that cannot be compared."""


# --- Two columns of codes -------------------------------------------------------------------


@dataclass(frozen=True)
class Agreement:
    """How far two readers agree.

    Parameters
    ----------
    items : passages that both coded.
    same : passages with the same code.
    luck : the part of the passages (0 to 1) that would agree by luck alone, if both handed out
        their codes as often as they did, without reading.
    kappa, low, high : Cohen's kappa and its 95 per cent interval; None where luck alone would
        give complete agreement, because both used one and the same code throughout.
    """

    items: int
    same: int
    luck: float
    kappa: float | None
    low: float | None
    high: float | None


def agreement(first: pandas.Series, second: pandas.Series) -> Agreement:
    """Compare two columns of codes, row by row.

    Parameters
    ----------
    first, second : the codes of two readers, for the same passages in the same order.

    Raises
    ------
    CodingProblem : the columns are empty, of different length, or have gaps.
    """
    if len(first) != len(second) or len(first) == 0:
        raise CodingProblem(
            f"The two columns have {len(first)} and {len(second)} codes. Only columns of the same "
            "passages can be compared."
        )
    if first.isna().any() or second.isna().any():
        raise CodingProblem("A code is missing in one of the two columns. Fill it first.")
    items = len(first)
    same = sum(a == b for a, b in zip(first, second, strict=True))
    ours, theirs = first.value_counts(), second.value_counts()
    luck = sum(int(count) * int(theirs.get(code, 0)) for code, count in ours.items()) / items**2
    return measured(items, same, luck)


def measured(items: int, same: int, luck: float) -> Agreement:
    """Kappa and its interval from three numbers.

    Parameters
    ----------
    items, same, luck : as in `Agreement`.
    """
    if luck >= 1:
        return Agreement(items, same, luck, None, None, None)
    low, high = wilson(same, items)
    kappa, low, high = ((part - luck) / (1 - luck) for part in (same / items, low, high))
    return Agreement(items, same, luck, kappa, low, high)


def wilson(count: int, items: int) -> tuple[float, float]:
    """Wilson's 95 per cent interval for a part of a whole, from 0 to 1.

    Parameters
    ----------
    count : how many of the items have the property.
    items : how many there are.

    >>> tuple(round(end, 4) for end in wilson(81, 263))
    (0.2553, 0.3662)
    """
    part, z2 = count / items, SURE**2
    middle = part + z2 / (2 * items)
    half = SURE * (part * (1 - part) / items + z2 / (4 * items**2)) ** 0.5
    whole = 1 + z2 / items
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def confusion(first: pandas.Series, second: pandas.Series) -> pandas.DataFrame:
    """How often each code of the first reader met each code of the second.

    Parameters
    ----------
    first, second : as in `agreement`.

    Returns
    -------
    Counts; one row a code of the first reader, one column a code of the second, every code of
    the codebook present.
    """
    codes = list(CODES)
    table = pandas.crosstab(first.to_numpy(), second.to_numpy())
    return table.reindex(index=codes, columns=codes, fill_value=0)


def draw_confusion(labels: pandas.DataFrame) -> charts.Picture:
    """Two readers' codes against each other, with what the comparison comes to.

    Parameters
    ----------
    labels : one row a passage; the last two columns are the two readers' codes, named after
        them.
    """
    mine, theirs = labels.columns[-2:]
    table = confusion(labels[mine], labels[theirs])
    found = agreement(labels[mine], labels[theirs])
    with charts.house_style():
        figure = Figure(figsize=(charts.WIDTH, 3.6))
        axis = figure.add_axes((0.3, 0.03, 0.5, 0.8))
        codes, deepest = list(CODES), max(1, int(table.to_numpy().max()))
        for row, code in enumerate(codes):
            for column, other in enumerate(codes):
                count = int(table.at[code, other])
                shade = style.STRONG if code == other else style.WEAK
                axis.add_patch(_cell(column, row, shade, 0.12 + 0.5 * count / deepest))
                weight = "bold" if code == other else "normal"
                axis.text(column, row, str(count), ha="center", va="center", fontweight=weight)
        _name_grid(axis, codes, codes, theirs, mine)
    kappa = "cannot be computed" if found.kappa is None else f"is {_two(found.kappa)}"
    sure = "" if found.kappa is None else f", from {_two(found.low)} to {_two(found.high)}"
    counts = f"{found.same} of {found.items}"
    return charts.Picture(
        figure,
        title=f"{_capital(mine)} and {theirs}: the same code {counts} times; kappa {kappa}{sure}",
        source="the codes given in this lesson",
        data=labels.reset_index(drop=True),
        alt=(
            f"A grid of four codes by four. On the diagonal, where {mine} and {theirs} chose the "
            f"same code, stand {counts} passages: "
            + ", ".join(f"{code} {table.at[code, code]}" for code in codes)
            + f". Kappa {kappa}{sure}."
        ),
        note="Bold numbers are passages with the same code. The range after kappa is what a "
        "great many passages of this kind could give, 95 times in 100, if these were drawn from "
        "them by lot. They were not: we chose them.",
    )


def _cell(column: float, row: float, colour: str, alpha: float, **more) -> Rectangle:
    """A tinted square of a grid, one unit wide, around its place."""
    place = (column - 0.5, row - 0.5)
    return Rectangle(place, 1, 1, facecolor=to_rgba(colour, alpha), edgecolor=style.CARD, **more)


def _name_grid(axis, across: list[str], down: list[str], top: str, left: str) -> None:
    """Names on the upper and the left side of a grid, and whose they are."""
    axis.set_xlim(-0.5, len(across) - 0.5)
    axis.set_ylim(len(down) - 0.5, -0.5)
    axis.xaxis.tick_top()
    axis.xaxis.set_label_position("top")
    for side, names in ((axis.xaxis, across), (axis.yaxis, down)):
        side.set_major_locator(FixedLocator(range(len(names))))
        side.set_major_formatter(FixedFormatter(names))
    axis.tick_params(length=0)
    axis.set_xlabel(top, fontweight="bold")
    axis.set_ylabel(left, fontweight="bold")
    axis.spines[:].set_visible(False)


def _two(value: float) -> str:
    """Two decimals, with a true minus.

    >>> _two(0.4545), _two(-0.11)
    ('0.45', '−0.11')
    """
    return f"{value:.2f}".replace("-", "−")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def letters() -> pandas.DataFrame:
    """Ten letters to an editor, invented, coded by two readers who agree on eight of them.

    Returns
    -------
    One row a letter: letter, first, second ("for" or "against").
    """
    first = ["for"] * 4 + ["against"] + ["for"] * 5
    second = ["for"] * 8 + ["against", "for"]
    return pandas.DataFrame({"letter": range(1, 11), "first": first, "second": second})


# --- The passages to code -------------------------------------------------------------------


def passages(coding: pandas.DataFrame, where: str) -> pandas.DataFrame:
    """The passages of the lesson or of its exercise, with an id that names them.

    Parameters
    ----------
    coding : the table `coding`.
    where : "lesson" or "exercise".
    """
    return coding[coding["set"] == where].reset_index(drop=True)


def to_code(coding: pandas.DataFrame) -> dict[str, tuple[str, str]]:
    """The lesson's passages without their codes: id → heading and passage.

    Parameters
    ----------
    coding : the table `coding`.
    """
    rows = passages(coding, "lesson")
    return {row.id: (f"{row.locator} · {row.issue}", row.passage) for row in rows.itertuples()}


def by_the_course(coding: pandas.DataFrame) -> dict[str, tuple[str, str]]:
    """The course's codes for the lesson's passages: id → code, and why.

    Parameters
    ----------
    coding : the table `coding`.
    """
    rows = passages(coding, "lesson")
    return {row.id: (row.code, row.reason) for row in rows.itertuples()}


def practice(coding: pandas.DataFrame) -> pandas.DataFrame:
    """The exercise's passages, coded twice: by wishes, and with prospects counted too.

    Parameters
    ----------
    coding : the table `coding`.

    Returns
    -------
    One row a passage: locator, issue, passage, wishes, prospects.
    """
    rows = passages(coding, "exercise").rename(columns={"code": "wishes", "other": "prospects"})
    return rows[["locator", "issue", "passage", "wishes", "prospects"]]


# --- Who wants what -------------------------------------------------------------------------


def spread(positions: pandas.DataFrame) -> pandas.DataFrame:
    """How many of the three authors speak to each issue, the most first.

    Parameters
    ----------
    positions : the table `positions`.

    Returns
    -------
    One row an issue: issue, authors (count), and who they are.
    """
    pairs = positions.drop_duplicates(["issue", "document"]).groupby("issue")["document"]
    table = pandas.DataFrame({"authors": pairs.size(), "who": pairs.agg(", ".join)})
    return table.sort_values("authors", ascending=False, kind="stable").reset_index()


def draw_matrix(positions: pandas.DataFrame) -> charts.Picture:
    """Issues by actors, a panel a document: a dot where the author says what the actor wants.

    Parameters
    ----------
    positions : the table `positions`.
    """
    order = spread(positions)
    issues, actors = list(order["issue"]), list(ACTORS)
    with charts.house_style():
        figure = Figure(figsize=(charts.WIDTH, 5.6))
        margins = {"left": 0.215, "right": 0.995, "bottom": 0.02, "top": 0.72, "wspace": 0.08}
        axes = figure.subplots(1, len(DOCUMENTS), gridspec_kw=margins)
        for axis, document in zip(axes, DOCUMENTS, strict=True):
            rows = positions[positions["document"] == document]
            names = issues if document == DOCUMENTS[0] else [""] * len(issues)
            _name_grid(axis, list(ACTORS.values()), names, document, "")
            axis.tick_params(axis="x", labelrotation=90)
            for place in range(0, len(issues), 2):
                axis.axhspan(place - 0.5, place + 0.5, color=style.BAND, zorder=0)
            across = [actors.index(actor) for actor in rows["actor"]]
            down = [issues.index(issue) for issue in rows["issue"]]
            axis.plot(across, down, "o", color=style.STRONG, markersize=7.5)
    everyone = int((order["authors"] == len(DOCUMENTS)).sum())
    alone = int((order["authors"] == 1).sum())
    counts = positions.groupby(["document", "actor"], sort=False).size()
    said = "; ".join(
        f"{document}: " + ", ".join(f"{actor} {n}" for actor, n in counts[document].items())
        for document in DOCUMENTS
    )
    return charts.Picture(
        figure,
        title=f"Of {len(issues)} issues {everyone} are in all three texts, and {alone} in one only",
        source=OURS,
        data=positions[["issue", "document", "actor", "position", "locator"]],
        alt=(
            f"Three panels, one a document, with {len(issues)} issues down the side and six actors "
            f"across. A dot says that the author tells what the actor wants. Positions counted: "
            f"{said}."
        ),
        note="A dot says that the text tells what this actor wants, does or refuses. “All three” "
        "is China, Russia and the United States in a proposal to act together. The issues are "
        "our grouping: another reader would cut them otherwise.",
    )


LOOKS = {"shared": (style.WEAK, 0.3), "opposed": (style.STRONG, 0.75), "mixed": (style.WEAK, 1.0)}


def draw_codes(positions: pandas.DataFrame) -> charts.Picture:
    """The course's codes: issues by documents.

    Parameters
    ----------
    positions : the table `positions`.
    """
    order = spread(positions)
    issues = list(order["issue"])
    pairs = positions.drop_duplicates(["issue", "document"])
    with charts.house_style():
        figure = Figure(figsize=(charts.WIDTH, 4.8))
        axis = figure.add_axes((0.25, 0.02, 0.7, 0.9))
        for row in pairs.itertuples():
            column, place = DOCUMENTS.index(row.document), issues.index(row.issue)
            colour, alpha = LOOKS.get(row.code, (style.CARD, 1.0))
            axis.add_patch(_cell(column, place, colour, alpha))
            ink = style.CARD if row.code == "opposed" else style.INK
            axis.text(column, place, row.code, ha="center", va="center", color=ink)
        _name_grid(axis, list(DOCUMENTS), issues, "", "")
    counts = pairs["code"].value_counts()
    return charts.Picture(
        figure,
        title="How the course's one coder reads the issues",
        source=OURS,
        data=pairs[["issue", "document", "code"]],
        alt=f"A grid of {len(issues)} issues by three documents; {len(pairs)} of its places are "
        f"filled: " + ", ".join(f"{code} {counts.get(code, 0)}" for code in CODES) + ".",
        note="An empty place: the document does not speak of the issue. “Absent”: it does, and "
        "does not say what both want.",
    )


class Sides:
    """One issue in the three documents, side by side.

    Parameters
    ----------
    positions : the table `positions`.
    """

    def __init__(self, positions: pandas.DataFrame):
        self._positions = positions
        self.issues = list(spread(positions)["issue"])
        columns = [self._lines(issue, each) for issue in self.issues for each in DOCUMENTS]
        # One height for all issues, so that the page does not jump.
        self._height = 0.35 + 0.19 * max(len(lines) for lines in columns)

    def _lines(self, issue: str, document: str) -> list[tuple[str, bool]]:
        rows = self.rows({"issue": issue})
        return _lines(rows[rows["document"] == document])

    def rows(self, values: dict) -> pandas.DataFrame:
        """What the three authors say on the issue: document, actor, position, locator.

        Parameters
        ----------
        values : {"issue"}.
        """
        rows = self._positions[self._positions["issue"] == values["issue"]]
        return rows[["document", "actor", "position", "locator"]]

    def say(self, values: dict) -> str:
        """Who speaks of the issue, and what each actor is said to want.

        Parameters
        ----------
        values : {"issue"}.
        """
        rows = self.rows(values)
        parts = [f"{values['issue']}: {len(set(rows['document']))} of 3 authors speak of it."]
        for document in DOCUMENTS:
            own = rows[rows["document"] == document]
            if own.empty:
                parts.append(f"{_capital(_the(document))} is silent.")
                continue
            wishes = "; ".join(f"{row.actor}, {row.position}" for row in own.itertuples())
            places = ", ".join(dict.fromkeys(own["locator"]))
            parts.append(f"{_capital(_the(document))} has: {wishes} ({places}).")
        return " ".join(parts)

    def draw(self, values: dict) -> charts.Picture:
        """Three columns of words: what each author says that each actor wants.

        Parameters
        ----------
        values : {"issue"}.
        """
        rows = self.rows(values)
        lines = {each: self._lines(values["issue"], each) for each in DOCUMENTS}
        height = self._height
        with charts.house_style():
            figure = Figure(figsize=(charts.WIDTH, height))
            for place, (document, words) in enumerate(lines.items()):
                self._column(figure, height, 0.01 + place * 0.335, document, words)
        return charts.Picture(
            figure,
            title=f"{values['issue']}: who is said to want what",
            source=OURS,
            data=rows,
        )

    @staticmethod
    def _column(figure, height, left, document, words) -> None:
        """One document's lines; a line in bold names an actor."""
        top = 1 - 0.2 / height
        figure.text(left, top, document, fontsize=12, fontweight="bold", va="center")
        step = 0.19 / height
        for strong in (True, False):
            chosen = "\n".join(text if bold == strong else "" for text, bold in words)
            weight = "bold" if strong else "normal"
            place = top - 0.16 / height
            spacing = {"linespacing": step * height * 72 / 9 / 1.19}
            figure.text(left, place, chosen, fontsize=9, fontweight=weight, va="top", **spacing)


def _lines(rows: pandas.DataFrame) -> list[tuple[str, bool]]:
    """A document's column line by line, and which lines name an actor."""
    if rows.empty:
        return [("does not speak of it", False)]
    lines = []
    for row in rows.itertuples():
        lines.append((f"{_capital(row.actor)} ({row.locator})", True))
        lines += [(line, False) for line in textwrap.wrap(row.position, 36)]
    return lines


def _the(document: str) -> str:
    return "the Op-ed" if document == "Op-ed" else document


# --- Luck -----------------------------------------------------------------------------------


class Luck:
    """How far two readers come on the way from luck to complete agreement.

    Both readers use one code for so many passages in twelve and the other three codes equally
    often for the rest.
    """

    COMMON: ClassVar[dict] = {
        3: "3 in 12, like every other code",
        6: "6 in 12",
        9: "9 in 12",
    }
    SAME: ClassVar[tuple] = (6, 7, 8, 9, 10, 12)  # fewer cannot be where one code has 9 in 12
    ITEMS: ClassVar[tuple] = (12, 48, 192)

    def found(self, values: dict) -> Agreement:
        """The agreement of one setting.

        Parameters
        ----------
        values : {"common" (in 12), "same" (in 12), "items"}.
        """
        rest = (12 - values["common"]) / 3
        luck = (values["common"] ** 2 + 3 * rest**2) / 144
        return measured(values["items"], values["same"] * values["items"] // 12, luck)

    def say(self, values: dict) -> str:
        """What kappa makes of the agreement.

        Parameters
        ----------
        values : as in `found`.
        """
        found = self.found(values)
        return (
            f"The same code for {found.same} of {found.items} passages, or "
            f"{100 * found.same / found.items:.0f}%. Luck alone would give "
            f"{100 * found.luck:.0f}%. {_way(found.kappa)} Kappa is {_two(found.kappa)}, and from "
            f"{found.items} passages it may be anything from {_two(found.low)} to "
            f"{_two(found.high)}."
        )

    def draw(self, values: dict) -> charts.Picture:
        """The road from luck to complete agreement, and the place that was reached.

        Parameters
        ----------
        values : as in `found`.
        """
        found = self.found(values)
        luck, reached = 100 * found.luck, 100 * found.same / found.items
        low, high = (100 * (found.luck + (1 - found.luck) * end) for end in (found.low, found.high))
        with charts.house_style():
            figure = Figure(figsize=(charts.WIDTH, 2.3))
            axis = figure.add_axes((0.03, 0.22, 0.94, 0.67))
            axis.set_xlim(0, 102)
            axis.set_ylim(-1.0, 1.0)
            axis.barh(0, luck, height=0.5, color=style.CARD, edgecolor=style.WEAK)
            if reached > luck:
                axis.barh(0, reached - luck, left=luck, height=0.5, color=style.WEAK)
            axis.plot([low, high], [-0.55, -0.55], "|-", color=style.INK, markersize=9)
            axis.plot([reached], [0], "o", color=style.STRONG, markersize=12)
            axis.text(luck / 2, 0, "luck alone", ha="center", va="center", fontsize=9)
            axis.text(reached, 0.4, f"{reached:.0f}%", ha="center", fontweight="bold")
            middle = min((low + high) / 2, 91)  # so that the words end with the axis
            axis.text(middle, -0.95, "what it may be", ha="center", fontsize=9)
            axis.xaxis.set_major_locator(FixedLocator([0, 25, 50, 75, 100]))
            axis.set_xlabel("passages with the same code (%)")
            axis.set_yticks([])
            axis.spines["left"].set_visible(False)
            self._kappa_scale(axis, luck)
        data = pandas.DataFrame(
            {
                "what": ["luck alone", "reached", "lower end", "upper end"],
                "same code (%)": [luck, reached, low, high],
                "kappa": [0.0, found.kappa, found.low, found.high],
            }
        )
        return charts.Picture(
            figure,
            title=f"{reached:.0f}% the same, kappa {_two(found.kappa)}",
            source="computed for this lesson; no document is meant",
            data=data.round(2),
            note="The scale on top is kappa: 0 where luck alone ends, 1 at complete agreement.",
        )

    @staticmethod
    def _kappa_scale(axis, luck: float) -> None:
        """Kappa above the bar: nought where luck ends, one at the right end."""
        for kappa in (0, 0.5, 1):
            place = luck + (100 - luck) * kappa
            axis.plot([place, place], [0.72, 0.82], color=style.QUIET, linewidth=1)
            words = f"kappa {kappa}" if kappa == 0 else f"{kappa}"
            where = {"ha": "center", "va": "bottom", "clip_on": False}
            axis.text(place, 0.86, words, fontsize=9, color=style.QUIET, **where)
        axis.plot([luck, 100], [0.77, 0.77], color=style.QUIET, linewidth=1)


def _way(kappa: float) -> str:
    """How much of the way from luck to complete agreement was made, in words."""
    if abs(kappa) < 0.005:
        return "So the two come no further than luck."
    if kappa < 0:
        return "So the two agree less than luck would make them."
    if kappa == 1:
        return "They come the whole way."
    return f"Of the way from there to complete agreement they come {100 * kappa:.0f}%."
