"""Labels for a whole relationship: criteria, ratings, and rules made of several conditions."""

from dataclasses import dataclass

import pandas
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from coursekit import charts, style
from coursekit.errors import CourseError

PERIODS = ("Cold War", "2001–2013", "2014–2019", "from February 2022")
AS_OF = "January 2026"  # the newest source of the last period

COLD_WAR, PARTNERSHIP, OPPONENTS = "Cold War", "limited partnership", "limited opponents"
FREEZE = "freeze"
MARKS = ("superpowers", "ideologies", "camps", "markets")
LIMITS = ("intensity", "breadth", "impact")

# What “limited” may ask for: a condition is a criterion and the answer that it wants.
NARROW, FENG, WIDE = "no open war", "all three limits", "limits, and no main threat"
LIMITED = {
    NARROW: (("intensity", True),),
    FENG: tuple((limit, True) for limit in LIMITS),
    WIDE: (*((limit, True) for limit in LIMITS), ("threat", False)),
}
AS_RATED, YES, NO = "as the course rates it", "yes", "no"
ANSWERS = (AS_RATED, YES, NO)

WHERE = {
    COLD_WAR: "Feng 3.1",
    PARTNERSHIP: "Feng 3.2, our rule",
    OPPONENTS: "Feng 3.3",
    FREEZE: "Zheng ¶9",
}
NUMBERS = ("none", "one", "two", "three", "four", "five")
MARGIN = 0.06  # inches around an axis
CELL = 0.86  # the part of a cell that its box fills
OURS = "Ratings: one rater, this course (data/ratings.csv), from the documents and later reports"


class LabelProblem(CourseError):
    """A rating that a rule needs and nobody gave."""


# --- Ratings ---------------------------------------------------------------------------------


def rated(ratings: pandas.DataFrame) -> pandas.DataFrame:
    """The course's answers as True and False.

    Parameters
    ----------
    ratings : the table `ratings`.

    Returns
    -------
    One row a period, one column a criterion.
    """
    answers = ratings.assign(answer=ratings["rating"] == "yes")
    wide = answers.pivot(index="period", columns="criterion", values="answer")
    order = list(dict.fromkeys(ratings["criterion"]))
    return wide.loc[list(PERIODS), order].astype(bool).rename_axis(columns=None)


def reasons(ratings: pandas.DataFrame, period: str) -> pandas.DataFrame:
    """Why a period is rated as it is.

    Parameters
    ----------
    ratings : the table `ratings`.
    period : one of `PERIODS`.

    Returns
    -------
    Columns criterion, rating, why, against it.
    """
    rows = ratings[ratings["period"] == period]
    return pandas.DataFrame(
        {
            "criterion": rows["criterion"],
            "rating": rows["rating"],
            "why": rows["reason"] + (" (" + rows["locator"] + ")").where(_adds(rows), ""),
            "against it": rows["against"],
        }
    )


def _adds(rows: pandas.DataFrame) -> pandas.Series:
    """Whether the locator is not already in the words of the reason."""
    pairs = zip(rows["locator"], rows["reason"], strict=True)
    return pandas.Series(
        [pandas.notna(place) and str(place) not in reason for place, reason in pairs],
        index=rows.index,
    )


def two_readings(ratings: pandas.DataFrame) -> pandas.DataFrame:
    """The last period's evidence on the three limits and the threat, for and against.

    Returns
    -------
    Columns criterion, rating, why, against it, source.
    """
    rows = ratings[ratings["period"] == PERIODS[-1]]
    chosen = rows[rows["criterion"].isin([*LIMITS, "threat"])]
    return reasons(chosen, PERIODS[-1]).assign(source=chosen["source"])


def outside_sources(ratings: pandas.DataFrame) -> pandas.DataFrame:
    """Who says what is not in the three documents.

    Returns
    -------
    Columns source, read, used for; one row a source.
    """
    rows = ratings.dropna(subset=["source"])
    pieces = rows.assign(source=rows["source"].str.split("; ")).explode("source")
    pieces["used for"] = pieces["period"] + ", " + pieces["criterion"]
    found = pieces.groupby("source", sort=False)
    return found["used for"].agg("; ".join).reset_index()


# --- Rules -----------------------------------------------------------------------------------


def rules(meaning: str = FENG) -> dict[str, tuple[tuple[str, bool], ...]]:
    """What each label asks for.

    Parameters
    ----------
    meaning : what “limited” asks for, a key of `LIMITED`.

    Returns
    -------
    Label → its conditions, each a criterion and the answer it wants. All must be met.
    """
    limited = LIMITED[meaning]
    return {
        COLD_WAR: tuple((mark, True) for mark in MARKS),
        PARTNERSHIP: (("rivals", False), *limited),
        OPPONENTS: (("rivals", True), *limited),
    }


# Zheng's word says how quarrels move, not of which kind a relationship is: it stands apart.
MOVEMENT = (("solved", False), ("growing", False))


def missing(it, conditions) -> list[str]:
    """The criteria of the conditions that are not met.

    Parameters
    ----------
    it : criterion → True or False.
    conditions : pairs of a criterion and the answer it wants.

    Raises
    ------
    LabelProblem : a criterion has no rating.
    """
    unrated = [criterion for criterion, _ in conditions if criterion not in it]
    if unrated:
        raise LabelProblem(
            f"There is no rating for: {', '.join(unrated)}. Give it True or False first."
        )
    return [criterion for criterion, wanted in conditions if bool(it[criterion]) != wanted]


def in_front(it, meaning: str = FENG) -> list[str]:
    """The labels with the fewest conditions unmet; more than one where they tie.

    Parameters
    ----------
    it : criterion → True or False.
    meaning : as in `rules`.
    """
    short = {label: len(missing(it, asked)) for label, asked in rules(meaning).items()}
    return [label for label, count in short.items() if count == min(short.values())]


def deciding(it, meaning: str = FENG) -> list[str]:
    """The criteria that, turned over alone, put another label in front.

    Parameters
    ----------
    it : criterion → True or False.
    meaning : as in `rules`.
    """
    criteria = dict.fromkeys(c for asked in rules(meaning).values() for c, _ in asked)
    now = in_front(it, meaning)
    return [c for c in criteria if in_front({**it, c: not it[c]}, meaning) != now]


# --- The course's ratings as a picture --------------------------------------------------------


def draw_ratings(criteria: pandas.DataFrame, ratings: pandas.DataFrame) -> charts.Picture:
    """Periods by criteria: filled for yes, empty for no, a question mark where it is doubtful.

    Parameters
    ----------
    criteria : the table `criteria`.
    ratings : the table `ratings`.
    """
    names = list(criteria["criterion"])
    looks = {"yes": [], "no": []}
    with charts.house_style():
        figure, axis = _grid(len(PERIODS), len(names), height=4.5, left=2.6, above=0.5)
        for row in ratings.itertuples():
            place = (PERIODS.index(row.period), names.index(row.criterion))
            looks[row.rating].append(place)
            words = row.rating + (" ?" if row.doubtful == "yes" else "")
            ink = style.CARD if row.rating == "yes" else style.INK
            axis.text(*place, words, ha="center", va="center", color=ink, fontsize=9)
        _add_boxes(axis, looks["yes"], facecolor=style.STRONG, edgecolor=style.STRONG)
        _add_boxes(axis, looks["no"], facecolor=style.CARD, edgecolor=style.WEAK)
        for column, period in enumerate(PERIODS):
            words = period.replace(" F", "\nF")
            axis.text(column, -0.6, words, ha="center", va="bottom", fontsize=9.5)
        for line, row in enumerate(criteria.itertuples()):
            words = f"{_worded(row.criterion, True)}  ({row.locator})"
            axis.text(-0.6, line, words, ha="right", va="center")
    doubtful = ratings[ratings["doubtful"] == "yes"].groupby("period").size()
    marks = rated(ratings)[list(MARKS)].sum(axis=1)
    return charts.Picture(
        figure,
        title=f"{int(doubtful.sum())} of the {len(ratings)} ratings are doubtful, and in the last "
        f"period {doubtful[PERIODS[-1]]} of {len(names)}",
        source=f"{OURS}. The last column is context as of {AS_OF}",
        data=ratings.drop(columns=["id", "source_read"]),
        alt=(
            f"A grid of {len(names)} criteria by four periods. Marks of a Cold War answered yes: "
            + ", ".join(f"{period} {marks[period]}" for period in PERIODS)
            + ". Doubtful ratings: "
            + ", ".join(f"{period} {doubtful.get(period, 0)}" for period in PERIODS)
            + "."
        ),
        note="A question mark: evidence that we read speaks against the rating. Another rater "
        "would rate some of these otherwise.",
    )


def _grid(columns: int, lines: int, *, height: float, left: float, above: float):
    """A figure and an axis with room for a grid of cells, the first line on top."""
    figure, axis = _bare_axis(height, left, above)
    axis.set_xlim(-0.55, columns - 0.45)
    axis.set_ylim(lines - 0.4, -0.6)
    return figure, axis


def _bare_axis(height: float, left: float, above: float):
    """A figure and its one axis without marks or frame; all lengths in inches."""
    figure = Figure(figsize=(charts.WIDTH, height))
    width, tall = charts.WIDTH - left - MARGIN, height - above - MARGIN
    box = (left / charts.WIDTH, MARGIN / height, width / charts.WIDTH, tall / height)
    return figure, figure.add_axes(box, xticks=[], yticks=[], frame_on=False)


def _add_boxes(axis, places: list[tuple[float, float]], **look) -> None:
    """Boxes around places as one shape, which is as quick to draw as a single one."""
    half = CELL / 2
    around = ((-half, -half), (half, -half), (half, half), (-half, half), (-half, -half))
    corners = [Path([(x + a, y + b) for a, b in around], closed=True) for x, y in places]
    if corners:
        axis.add_artist(PathPatch(Path.make_compound_path(*corners), zorder=0.5, **look))


# --- The explorer: a period, two doubtful ratings, and what “limited” asks for ----------------


@dataclass(frozen=True)
class Setting:
    """One setting of the explorer, worked out.

    Parameters
    ----------
    it : criterion → True or False, with the learner's answers put in.
    changed : the criteria that the learner answers otherwise than the course.
    asked : label → its conditions.
    unmet : label → the criteria of its unmet conditions.
    """

    it: dict
    changed: list[str]
    asked: dict
    unmet: dict

    def ranked(self) -> list[list[str]]:
        """The labels in groups with equally many conditions unmet, the nearest group first."""
        counts = {label: len(unmet) for label, unmet in self.unmet.items()}
        return [
            [label for label in counts if counts[label] == count]
            for count in sorted(set(counts.values()))
        ]


class Labels:
    """Which label fits a period, what decides it, and how close the next one is.

    Parameters
    ----------
    ratings : the table `ratings`.
    """

    PERIODS = list(PERIODS)
    ANSWERS = list(ANSWERS)
    MEANINGS = list(LIMITED)

    def __init__(self, ratings: pandas.DataFrame):
        self._rated = {period: dict(row) for period, row in rated(ratings).iterrows()}

    def setting(self, values: dict) -> Setting:
        """A setting with the learner's answers put in place of the course's.

        Parameters
        ----------
        values : {"period", "ideologies", "breadth", "limited"}.
        """
        course = self._rated[values["period"]]
        own = {
            criterion: values[criterion] == YES
            for criterion in ("ideologies", "breadth")
            if values[criterion] != AS_RATED
        }
        it = {**course, **own}
        asked = rules(values["limited"])
        return Setting(
            it,
            [criterion for criterion in own if own[criterion] != course[criterion]],
            asked,
            {label: missing(it, conditions) for label, conditions in asked.items()},
        )

    def say(self, values: dict) -> str:
        """The finding of one setting, in words.

        Parameters
        ----------
        values : {"period", "ideologies", "breadth", "limited"}.
        """
        setting = self.setting(values)
        frozen = "" if missing(setting.it, MOVEMENT) else " Zheng's “freeze” fits beside it."
        return (
            f"{self._head(values, setting)}.{_next(setting)} "
            f"{_decides(deciding(setting.it, values['limited']))}{frozen}"
        )

    def _head(self, values: dict, setting: Setting) -> str:
        nearest = setting.ranked()[0]
        several = len(nearest) > 1
        if not setting.unmet[nearest[0]]:
            return f"{_period(values)}: {_both(nearest)} {'fit' if several else 'fits'}"
        return (
            f"{_period(values)}: no label fits; {_both(nearest)} {'come' if several else 'comes'} "
            f"nearest, {_short(setting, nearest)}"
        )

    def draw(self, values: dict) -> charts.Picture:
        """Each label's conditions as boxes, filled where they are met.

        Parameters
        ----------
        values : {"period", "ideologies", "breadth", "limited"}.
        """
        setting = self.setting(values)
        rows = _conditions(setting)
        with charts.house_style():
            figure, axis = _grid(6, 4, height=2.9, left=1.75, above=0.05)
            _draw_conditions(axis, rows, values["limited"])
        return charts.Picture(
            figure,
            title=self._head(values, setting),
            source=f"{OURS}{_dated(values)}",
            data=rows[["label", "condition", "met"]],
            note="Filled: the condition is met. All of a label's conditions must be met. “Freeze” "
            "says how quarrels move, not of which kind they are, so it can stand beside another.",
        )


def _period(values: dict) -> str:
    return values["period"][0].upper() + values["period"][1:]


def _dated(values: dict) -> str:
    return f". Context as of {AS_OF}" if values["period"] == PERIODS[-1] else ""


def _both(labels: list[str]) -> str:
    return " and ".join(f"“{label}”" for label in labels)


def _short(setting: Setting, labels: list[str]) -> str:
    """How many conditions labels of one rank are short of, and which, where it is one label."""
    unmet = setting.unmet[labels[0]]
    words = f"{NUMBERS[len(unmet)]} condition{'' if len(unmet) == 1 else 's'} short"
    return f"{words} ({', '.join(unmet)})" if len(labels) == 1 else f"{words} each"


def _next(setting: Setting) -> str:
    """How close the second label is; nothing where all labels stand level."""
    ranked = setting.ranked()
    if len(ranked) == 1:
        return ""
    labels = ranked[1]
    verb = "comes" if len(labels) == 1 else "come"
    return f" Next {verb} {_both(labels)}, {_short(setting, labels)}."


def _decides(criteria: list[str]) -> str:
    if not criteria:
        return "No single criterion, turned over alone, puts another label in front."
    if len(criteria) == 1:
        return f"Only “{criteria[0]}” decides: turned over, it puts another label in front."
    names = ", ".join(f"“{criterion}”" for criterion in criteria[:-1])
    return f"Turn over any of {names} or “{criteria[-1]}” alone, and what stands in front changes."


def _conditions(setting: Setting) -> pandas.DataFrame:
    """Every condition of every label, one row each.

    Returns
    -------
    Columns label, criterion, condition, met ("yes" or "no"), yours (True or False).
    """
    lines = []
    for label, conditions in [*setting.asked.items(), (FREEZE, MOVEMENT)]:
        unmet = missing(setting.it, conditions)
        for criterion, wanted in conditions:
            lines.append(
                {
                    "label": label,
                    "criterion": criterion,
                    "condition": _worded(criterion, wanted),
                    "met": "no" if criterion in unmet else "yes",
                    "yours": criterion in setting.changed,
                }
            )
    return pandas.DataFrame(lines)


def _worded(criterion: str, wanted: bool) -> str:
    if criterion in LIMITS:
        return f"limited {criterion}"
    if criterion == "threat":
        return "main threat" if wanted else "no main threat"
    return criterion if wanted else f"not {criterion}"


def _draw_conditions(axis, rows: pandas.DataFrame, meaning: str) -> None:
    """Boxes with their words, the labels left of them, the counts right of them."""
    looks = {"yes": [], "no": []}
    for line, (label, group) in enumerate(rows.groupby("label", sort=False)):
        axis.text(-0.65, line, f"{label}\n{_where(label, meaning)}", ha="right", va="center")
        for column, row in enumerate(group.itertuples()):
            looks[row.met].append((column, line))
            words = row.condition.replace(" ", "\n", 1) + ("\n(yours)" if row.yours else "")
            ink = style.CARD if row.met == "yes" else style.QUIET
            axis.text(column, line, words, ha="center", va="center", color=ink, fontsize=8)
        met = (group["met"] == "yes").sum()
        words = f"{met} of {len(group)}" + (", fits" if met == len(group) else "")
        axis.text(len(group) - 0.45, line, words, va="center")
    _add_boxes(axis, looks["yes"], facecolor=style.STRONG, edgecolor=style.STRONG)
    _add_boxes(axis, looks["no"], facecolor=style.CARD, edgecolor=style.WEAK, linestyle="--")


def _where(label: str, meaning: str) -> str:
    added = ", 3.6" if label == OPPONENTS and meaning == WIDE else ""
    return f"{WHERE[label]}{added}"


# --- For the exercise -------------------------------------------------------------------------

# Eight pairs of states that do not exist, for practice with rules.
INVENTED = {
    "superpowers": "YYYNNYNN",
    "ideologies": "YYNYNYNN",
    "camps": "YNYNNYNN",
    "markets": "YYYNNYNN",
    "rivals": "YYYYNYNY",
    "solved": "NNNNYNNY",
    "growing": "YNNNNYNY",
}


def invented() -> pandas.DataFrame:
    """Eight invented pairs of states, rated.

    Returns
    -------
    One row a pair, A to H; one column a criterion, True or False.
    """
    columns = {name: [answer == "Y" for answer in row] for name, row in INVENTED.items()}
    return pandas.DataFrame(columns, index=list("ABCDEFGH"))


def draw_counts(counts: pandas.Series) -> charts.Picture:
    """A learner's count of the limits kept in each period.

    Parameters
    ----------
    counts : limits kept, labelled by period.
    """
    with charts.house_style():
        figure, axis = _bare_axis(2.0, left=1.75, above=0.05)
        axis.barh(range(len(counts)), counts.astype(float), height=0.6, color=style.STRONG)
        axis.set_ylim(len(counts) - 0.4, -0.6)
        axis.set_xlim(0, max(3, float(counts.max())) * 1.1)
        for line, (period, count) in enumerate(counts.items()):
            axis.text(-0.04, line, str(period), ha="right", va="center")
            axis.text(float(count) + 0.04, line, f"{count:g}", va="center")
    return charts.Picture(
        figure,
        title="Your column: limits kept in each period, of three",
        source=OURS,
        data=counts.rename("limits kept").rename_axis("period").reset_index(),
        alt="Bars of your own counts: "
        + ", ".join(f"{period} {count:g}" for period, count in counts.items())
        + ".",
    )
