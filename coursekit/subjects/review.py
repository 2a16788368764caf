"""A review by Congress under 22 USC 9511, section 216 of the sanctions act of 2017, as a machine.

Pure: dates and choices in; the days, the outcome, who could have stopped it, and the section
of every step out. The section was read whole in a copy of the US Code, 9522(b) too. What the
Constitution adds (who signs, ten days without Sundays, two thirds) is in Article I, section 7.
The machine teaches how to read a statute; it is no legal advice.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta

import pandas
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FixedLocator

from coursekit import charts, style
from coursekit.errors import CourseError

LAW = "22 USC 9511"
CONSTITUTION = "Constitution, Article I, section 7"
DAY = timedelta(days=1)
SUNDAY = 6

# Named here because the computer's own month names follow its language settings.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class ReviewProblem(CourseError):
    """A choice that the machine does not know, or dates in an order that cannot be."""


def said(day: date) -> str:
    """A day in words.

    >>> said(date(2019, 1, 17))
    '17 January 2019'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


# --- What the section reaches ---------------------------------------------------------------

ORDER = "executive order alone"
CODIFIED = "codified order"
STATUTE = "mandatory statute"
BASES = (ORDER, CODIFIED, STATUTE)

TERMINATE, WAIVE, LICENSE = "terminate", "waive", "license"
ACTIONS = (TERMINATE, WAIVE, LICENSE)


@dataclass(frozen=True)
class Reach:
    """Whether an action needs a report to Congress first: `covered`, by which section, and why."""

    covered: bool
    section: str
    why: str


def reach(basis: str, action: str, alters: bool) -> Reach:
    """Whether section 216 reaches an action.

    Parameters
    ----------
    basis : one of `BASES`: what the sanction rests on. A codified order is one of the six
        that 22 USC 9522(a) keeps in force; the statutes are the acts of 2014 and 2017.
    action : one of `ACTIONS`.
    alters : whether it significantly alters US policy on Russia.

    Raises
    ------
    ReviewProblem : an unknown basis or action.
    """
    _known(basis, BASES)
    _known(action, ACTIONS)
    if action == LICENSE and alters:
        why = "A licence that significantly alters policy on Russia needs a report"
        if basis == ORDER:
            why += "; the clause is not tied to the list of sanctions. That is our reading"
        return Reach(True, f"{LAW}(a)(2)(A)(iii)", f"{why}.")
    if action == LICENSE:
        return Reach(False, f"{LAW}(a)(6)", "A routine licence needs no report.")
    if basis == ORDER:
        why = (
            "The list of sanctions names the codified orders and the acts of 2014 and 2017, and "
            "no other order. Whether other law binds the President was not verified here."
        )
        return Reach(False, f"{LAW}(a)(2)(B)", why)
    if action == WAIVE:
        why = "To waive a sanction on a person needs a report, whether or not policy is altered."
        return Reach(True, f"{LAW}(a)(2)(A)(ii)", why)
    why = "To terminate a listed sanction needs a report, whether or not policy is altered."
    return Reach(True, f"{LAW}(a)(2)(A)(i)", why)


def _known(choice: str, choices: tuple[str, ...]) -> None:
    if choice not in choices:
        raise ReviewProblem(f'"{choice}" is none of the choices: {"; ".join(choices)}.')


# --- The clock ------------------------------------------------------------------------------


def review_days(submitted: date) -> int:
    """How many calendar days Congress has: 30, or 60 for a report from 10 July to 7 September.

    >>> review_days(date(2018, 7, 9)), review_days(date(2018, 7, 10))
    (30, 60)
    """
    opens, closes = date(submitted.year, 7, 10), date(submitted.year, 9, 7)
    return 60 if opens <= submitted <= closes else 30


def review_end(submitted: date) -> date:
    """The last day of the review. The period begins on the report's day, which is day 1.

    >>> review_end(date(2018, 12, 19))
    datetime.date(2019, 1, 17)
    """
    return submitted + (review_days(submitted) - 1) * DAY


def unsigned_end(passed: date) -> date:
    """The last of the ten days that the President has, Sundays not counted.

    The machine has a resolution reach the President on the day on which it passes.

    >>> unsigned_end(date(2019, 1, 17))
    datetime.date(2019, 1, 29)
    """
    day, left = passed, 10
    while left:
        day += DAY
        if day.weekday() != SUNDAY:
            left -= 1
    return day


# --- The machine ----------------------------------------------------------------------------

SILENT = "stays silent"
APPROVES = "approves in both chambers"
ONE = "disapproves in one chamber only"
BLOCKED = "is stopped short of 60 votes in the Senate"
DISAPPROVES = "disapproves in both chambers"
CONGRESS = (SILENT, ONE, BLOCKED, DISAPPROVES, APPROVES)

NOTHING = "has nothing to decide"
SIGNS, VETOES = "signs", "vetoes"
UNSIGNED = "leaves it unsigned"
POCKET = "leaves it unsigned, and Congress has adjourned"
PRESIDENT = (NOTHING, SIGNS, UNSIGNED, VETOES, POCKET)

FREE = "free after the review"
FREE_LATER = "free after a longer wait"
FREE_EARLY = "free at once"
BARRED = "barred"
NO_REVIEW = "no review"
IMPOSSIBLE = "cannot happen"


@dataclass(frozen=True)
class Step:
    """One step of a path: the day, what happens on it, and the section that says so."""

    day: date
    what: str
    section: str


REVIEW, AFTER_PASSAGE, AFTER_VETO = "review", "12 days after passage", "10 days after a veto"
FORBIDDEN = "the law forbids it"
BARS = (REVIEW, AFTER_PASSAGE, AFTER_VETO, FORBIDDEN)


@dataclass(frozen=True)
class Bar:
    """Days on which the action may not be taken, one of `BARS`; `last` is None without end."""

    name: str
    first: date
    last: date | None
    section: str


@dataclass(frozen=True)
class Path:
    """What becomes of a proposed action.

    Parameters
    ----------
    outcome : `FREE`, `FREE_LATER`, `FREE_EARLY`, `BARRED`, `NO_REVIEW` or `IMPOSSIBLE`.
    why : the outcome in a sentence.
    steps : what happens, in order.
    bars : the stretches of days that bar the action.
    first_day : the first day on which the action may be taken; None where there is none.
    stoppers : who could have brought about another outcome, and how.
    """

    outcome: str
    why: str
    steps: tuple[Step, ...] = ()
    bars: tuple[Bar, ...] = ()
    first_day: date | None = None
    stoppers: tuple[str, ...] = ()


PASS_BOTH = (
    "both chambers together, by a resolution of disapproval: more than half in each, and 60 "
    "senators to end debate"
)
TWO_THIRDS = "two thirds of those voting in each chamber, against a veto"


def review(
    submitted: date,
    congress: str,
    president: str = NOTHING,
    overridden: bool = False,
    *,
    passed: date | None = None,
    answered: date | None = None,
    override_day: date | None = None,
) -> Path:
    """The review of one report, from the day on which it is submitted.

    Parameters
    ----------
    submitted : day of the report.
    congress : one of `CONGRESS`.
    president : one of `PRESIDENT`: what becomes of a resolution of both chambers.
    overridden : whether two thirds of those voting in each chamber repass it.
    passed : day on which both chambers have passed it; by default the last day of the review.
    answered : day of the signature or the veto; by default the last day that there is.
    override_day : day of the second passage; by default the day after the veto.

    Raises
    ------
    ReviewProblem : an unknown choice, or days in an order that cannot be.
    """
    _known(congress, CONGRESS)
    _known(president, PRESIDENT)
    if problem := _impossible(congress, president, overridden):
        return Path(IMPOSSIBLE, problem)
    end = review_end(submitted)
    paragraph = f"{LAW}(b)(1)" if review_days(submitted) == 30 else f"{LAW}(b)(2)"
    start = (Step(submitted, "the President reports to Congress: day 1", f"{LAW}(a)(1)"),)
    period = Bar(REVIEW, submitted, end, paragraph)
    if congress in (SILENT, ONE, BLOCKED):
        return _without_resolution(congress, start, period)
    passed = end if passed is None else passed
    answered, override_day = _days(submitted, president, overridden, passed, answered, override_day)
    if congress == APPROVES:
        return _approval(start, period, president, overridden, passed, answered, override_day)
    return _disapproval(start, period, president, overridden, passed, answered, override_day)


def _impossible(congress: str, president: str, overridden: bool) -> str:
    """Why a combination of choices cannot happen; empty where it can."""
    if congress in (SILENT, ONE, BLOCKED):
        if president != NOTHING:
            return (
                f"If Congress {congress}, no resolution has passed both chambers, so the "
                "President has nothing to sign or to veto."
            )
        if overridden:
            return "Nothing was vetoed, so there is nothing to override."
        return ""
    if president == NOTHING:
        return (
            "A resolution that has passed both chambers goes to the President, who has to sign "
            "it, veto it or leave it."
        )
    if overridden and president == POCKET:
        return (
            "A resolution that Congress' adjournment kept from coming back cannot be passed "
            "over a veto; it would have to begin anew."
        )
    if overridden and president != VETOES:
        return "Nothing was vetoed, so there is nothing to override."
    return ""


def _days(submitted, president, overridden, passed, answered, override_day) -> tuple:
    """The days of the answer and the override, filled in and in an order that can be."""
    last = unsigned_end(passed)
    answered = last if answered is None or president in (UNSIGNED, POCKET) else answered
    override_day = answered + DAY if override_day is None else override_day
    if passed < submitted:
        raise ReviewProblem("A resolution cannot pass before the report that it is about.")
    if not passed <= answered <= last:
        raise ReviewProblem(
            f"A resolution of {said(passed)} can be signed or vetoed up to {said(last)}: ten "
            "days, Sundays not counted."
        )
    if overridden and override_day < answered:
        raise ReviewProblem("A veto cannot be overridden before the day on which it is given.")
    return answered, override_day


def _without_resolution(congress: str, start: tuple, period: Bar) -> Path:
    """No resolution passes both chambers: the review runs out."""
    what, section, stopper = {
        SILENT: ("Congress has done nothing", f"{LAW}(b)(3)", PASS_BOTH),
        ONE: (
            "one chamber has passed a disapproval; the section asks for both",
            f"{LAW}(b)(4)",
            "the other chamber, by passing it too; and then, against a veto, two thirds of "
            "those voting in each",
        ),
        BLOCKED: (
            "the Senate has not ended debate; the section sets no limit to it",
            f"{LAW}(c)(5)",
            "60 senators, by ending debate; then both chambers; and against a veto two thirds "
            "of those voting in each",
        ),
    }[congress]
    free = period.last + DAY
    steps = (
        *start,
        Step(period.last, f"last day of the review: {what}", section),
        Step(free, "the President may act", f"{LAW}(b)(3)"),
    )
    why = "No resolution has passed both chambers, so the bar ends with the review."
    return Path(FREE, why, steps, (period,), free, (stopper,))


def _approval(start, period, president, overridden, passed, answered, override_day) -> Path:
    """Both chambers approve: enacted, it lifts the bar before the review is over."""
    steps = (*start, Step(passed, "both chambers approve", f"{LAW}(c)(1)"))
    steps += _answer(president, overridden, answered, override_day)
    enacted = _enacted(president, overridden, answered, override_day)
    if enacted is None or enacted > period.last:
        free = period.last + DAY
        steps += (Step(free, "the President may act", f"{LAW}(b)(3)"),)
        why = "The approval is no law before the review is over, so the review runs to its end."
        return Path(FREE, why, _sorted(steps), (period,), free, (PASS_BOTH,))
    steps += (Step(enacted, "the President may act", f"{LAW}(b)(3)"),)
    cut_short = (Bar(REVIEW, period.first, enacted - DAY, period.section),)
    bars = cut_short if enacted > period.first else ()
    why = "An approval that is enacted lifts the bar at once."
    stopper = "either chamber, by not passing the approval: then the review would have run on"
    return Path(FREE_EARLY, why, _sorted(steps), bars, enacted, (stopper,))


def _disapproval(start, period, president, overridden, passed, answered, override_day) -> Path:
    """Both chambers disapprove: enacted, it bars the action; else it prolongs the wait."""
    steps = (*start, Step(passed, "both chambers disapprove", f"{LAW}(c)(2)"))
    steps += _answer(president, overridden, answered, override_day)
    bars = [period]
    bars.append(Bar(AFTER_PASSAGE, passed + DAY, passed + 12 * DAY, f"{LAW}(b)(4)"))
    if president == VETOES:
        bars.append(Bar(AFTER_VETO, answered + DAY, answered + 10 * DAY, f"{LAW}(b)(5)"))
    enacted = _enacted(president, overridden, answered, override_day)
    free = max(bar.last for bar in bars) + DAY
    if passed > period.last or (enacted is not None and enacted > free):
        last = period.last if passed > period.last else free
        raise ReviewProblem(
            f"After {said(last)} no bar is left and the President may have acted. The section "
            "does not say what a resolution still does then."
        )
    if enacted is not None:
        bars.append(Bar(FORBIDDEN, enacted, None, f"{LAW}(b)(6)"))
        why = "A disapproval that is enacted bars the action for good."
        stoppers = {
            SIGNS: "the President, by a veto",
            UNSIGNED: "the President, by a veto",
            VETOES: "more than a third of those voting in either chamber, by upholding the veto",
        }
        return Path(BARRED, why, _sorted(steps), tuple(bars), None, (stoppers[president],))
    steps += (Step(free, "the President may act", f"{LAW}(b)(3) to (5)"),)
    if president == POCKET:
        why = "The resolution never became law, and nobody can override what was not returned."
        stopper = "Congress, by staying in session, so that the resolution could come back"
    else:
        why = "The veto stands, so the resolution has only added days to wait."
        stopper = TWO_THIRDS
    outcome = FREE if free == period.last + DAY else FREE_LATER
    if outcome == FREE:
        why += " The days that it added are over before the review is."
    return Path(outcome, why, _sorted(steps), tuple(bars), free, (stopper,))


def _answer(president: str, overridden: bool, answered: date, override_day: date) -> tuple:
    """The President's step, and the chambers' after a veto."""
    what = {
        SIGNS: "the President signs it",
        VETOES: "the President vetoes it",
        UNSIGNED: "ten days are over, Sundays not counted: it is law without a signature",
        POCKET: "ten days are over while Congress is adjourned: it is no law (pocket veto)",
    }[president]
    steps = (Step(answered, what, CONSTITUTION),)
    if president == VETOES and overridden:
        repassed = "two thirds of those voting in each chamber pass it over the veto"
        steps += (Step(override_day, repassed, CONSTITUTION),)
    return steps


def _enacted(president: str, overridden: bool, answered: date, override_day: date) -> date | None:
    """The day on which a resolution of both chambers becomes law, if it does."""
    if president in (SIGNS, UNSIGNED):
        return answered
    return override_day if president == VETOES and overridden else None


def _sorted(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda step: step.day))


def lift(basis: str, action: str, alters: bool, submitted: date, congress: str, **choices) -> Path:
    """The whole machine: does the section reach the action, and if so what does the review bring?

    Parameters
    ----------
    basis, action, alters : as in `reach`.
    submitted, congress, choices : as in `review`.
    """
    reached = reach(basis, action, alters)
    if reached.covered:
        return review(submitted, congress, **choices)
    step = Step(submitted, "the President may act, as far as this section goes", reached.section)
    stopper = "nobody under this section; a new law could"
    return Path(NO_REVIEW, reached.why, (step,), (), submitted, (stopper,))


# --- Tables ---------------------------------------------------------------------------------


def rules() -> pandas.DataFrame:
    """The section in eight rules, in our words.

    Returns
    -------
    Columns section (of 22 USC 9511), who, and rule.
    """
    rows = [
        ("(a)(1)", "President", "shall report before the action, with the reasons"),
        (
            "(a)(2)",
            "President",
            "terminating, waiving, or a licence that significantly alters policy",
        ),
        (
            "(b)(1), (2)",
            "Congress",
            "has 30 days from the report's day; 60 from 10 July to 7 September",
        ),
        ("(b)(3)", "President", "may not act in that time, unless an approval is enacted"),
        ("(b)(4)", "President", "may not act for 12 days after both chambers passed a disapproval"),
        ("(b)(5)", "President", "may not act for 10 days after vetoing it"),
        ("(b)(6)", "President", "may not act at all once a disapproval is enacted"),
        (
            "(c)(5)",
            "Senate",
            "takes a resolution up without debate; how long to debate it is not said",
        ),
    ]
    return pandas.DataFrame(rows, columns=["section", "who", "rule, in our words"])


def steps_table(path: Path) -> pandas.DataFrame:
    """A path as a table.

    Returns
    -------
    Columns day, step, section.
    """
    rows = [(said(step.day), step.what, step.section) for step in path.steps]
    return pandas.DataFrame(rows, columns=["day", "step", "section"])


def needed(voting: int, rule: str) -> int:
    """How many yeas a motion needs.

    Parameters
    ----------
    voting : members who voted yea or nay.
    rule : "majority" or "two thirds" of them, or "sixty" senators.

    >>> needed(99, "majority"), needed(99, "sixty"), needed(99, "two thirds")
    (50, 60, 66)
    """
    _known(rule, ("majority", "sixty", "two thirds"))
    if rule == "sixty":
        return 60
    if rule == "majority":
        return voting // 2 + 1
    return math.ceil(2 * voting / 3)


def rusal_votes(votes: pandas.DataFrame) -> pandas.DataFrame:
    """The three votes of January 2019, with what each needed.

    Parameters
    ----------
    votes : the table `votes`.

    Returns
    -------
    Columns date, chamber, motion, yeas, nays, needed, carried.
    """
    rows = votes[votes["about"] == "Rusal"]
    columns = ["date", "chamber", "motion", "yeas", "nays", "needed", "carried"]
    return rows[columns].reset_index(drop=True)


# --- Pictures -------------------------------------------------------------------------------

SIDE = 2.35  # inches left of the axis, for names of rows


def draw_reach() -> charts.Picture:
    """What section 216 reaches: bases against actions."""
    columns = {
        "terminate": (TERMINATE, False),
        "waive for\na person": (WAIVE, False),
        "licence that\nalters policy": (LICENSE, True),
        "routine licence": (LICENSE, False),
    }
    rows = [
        (basis, name.replace("\n", " "), reach(basis, *how))
        for basis in BASES
        for name, how in columns.items()
    ]
    table = pandas.DataFrame(
        [(b, n, "report first" if r.covered else "no report", r.section) for b, n, r in rows],
        columns=["the sanction rests on", "step", "section 216 asks for", "section"],
    )
    with charts.house_style():
        figure = Figure(figsize=(charts.WIDTH, 2.9))
        axis = figure.add_axes((0.2, 0.03, 0.79, 0.78))
        for place, (_, row) in enumerate(table.iterrows()):
            _cell(axis, place % 4, place // 4, row)
        axis.set_xlim(0, 4)
        axis.set_ylim(3, 0)
        axis.xaxis.tick_top()
        axis.xaxis.set_major_locator(FixedLocator([0.5, 1.5, 2.5, 3.5]))
        axis.xaxis.set_major_formatter(FixedFormatter(list(columns)))
        axis.yaxis.set_major_locator(FixedLocator([0.5, 1.5, 2.5]))
        names = ["executive order\nalone", "codified order", "mandatory\nstatute"]
        axis.yaxis.set_major_formatter(FixedFormatter(names))
        axis.tick_params(length=0)
        for spine in axis.spines.values():
            spine.set_visible(False)
    covered = (table["section 216 asks for"] == "report first").sum()
    return charts.Picture(
        figure,
        title=f"{covered} of {len(table)} ways to ease a sanction begin with a report to Congress",
        source=f"{LAW}(a), our reading of the text",
        data=table,
        alt=(
            f"A grid of three bases and four steps. {covered} cells are dark: report first. They "
            "are terminating, waiving and policy-changing licences under codified orders and "
            "statutes, and policy-changing licences under other orders. Routine licences, and "
            "ending or waiving a sanction that rests on another order, need no report."
        ),
        note="Sanctions under orders that were not codified are another matter: which other law "
        "binds the President there was not verified here.",
    )


def _cell(axis, column: int, line: int, row: pandas.Series) -> None:
    covered = row["section 216 asks for"] == "report first"
    face = style.STRONG if covered else style.BAND
    axis.barh(line + 0.5, 0.96, left=column + 0.02, height=0.94, color=face)
    words = f"{row['section 216 asks for']}\n{row['section'].removeprefix(LAW)}"
    ink = style.CARD if covered else style.INK
    axis.text(column + 0.5, line + 0.5, words, ha="center", va="center", color=ink, fontsize=9)


def draw_votes(votes: pandas.DataFrame) -> charts.Picture:
    """The votes of the lesson, each with the number of yeas that it needed.

    Parameters
    ----------
    votes : the table `votes`.
    """
    rows = votes[votes["about"].isin(["act of 2017", "Rusal"])].reset_index(drop=True)
    share = 100 * rows["yeas"] / (rows["yeas"] + rows["nays"])
    level = 100 * rows["needed"] / (rows["yeas"] + rows["nays"])
    days = [said(date.fromisoformat(day)) for day in rows["date"]]
    with charts.house_style():
        figure = Figure(figsize=(charts.WIDTH, 0.62 * len(rows) + 0.85))
        height = figure.get_figheight()
        axis = figure.add_axes((SIDE / charts.WIDTH, 0.6 / height, 0.66, 1 - 0.7 / height))
        places = list(range(len(rows)))
        colours = [style.STRONG if row == "yes" else style.WEAK for row in rows["carried"]]
        axis.barh(places, share, height=0.56, color=colours)
        for place, row in rows.iterrows():
            ends = [place - 0.38, place + 0.38]
            axis.plot([level[place]] * 2, ends, color=style.CARD, linewidth=6)
            axis.plot([level[place]] * 2, ends, color=style.INK, linewidth=2.4)
            words = f"{row['yeas']}–{row['nays']}"
            axis.text(1.5, place, words, va="center", color=_on(row["carried"]), fontweight="bold")
        axis.yaxis.set_major_locator(FixedLocator(places))
        names = [
            f"{d}\n{c}: {m}" for d, c, m in zip(days, rows["chamber"], rows["short"], strict=True)
        ]
        axis.yaxis.set_major_formatter(FixedFormatter(names))
        axis.tick_params(axis="y", length=0, labelsize=9)
        axis.set_xlim(0, 100)
        axis.set_ylim(len(rows) - 0.45, -0.55)
        axis.xaxis.set_major_locator(FixedLocator([0, 25, 50, 75, 100]))
        axis.set_xlabel("yeas, per cent of those voting; upright line: what the motion needed")
    columns = ["date", "chamber", "motion", "yeas", "nays", "needed", "rule", "carried", "source"]
    return charts.Picture(
        figure,
        title="57 to 42 won on 15 January 2019 and lost on 16 January",
        source="press reports of the day, named in the table; roll calls not read. Context",
        data=rows[columns],
        alt=(
            "Five bars of yeas as a share of votes, each with a line at what it needed. The act "
            "of 2017 passed far beyond its line in both chambers. In January 2019 the Senate's "
            "57 yeas lie beyond the line at half on one day and short of the line at 60 votes "
            "on the next; the House's 362 yeas lie beyond two thirds."
        ),
        note="Pale: the motion failed. For the act of 2017 the line is drawn at half, the least "
        "that any passage needs; which procedure was used was not verified here.",
    )


def _on(carried: str) -> str:
    return style.CARD if carried == "yes" else style.INK


def draw_own_votes(share: pandas.Series) -> charts.Picture:
    """A column of shares of yeas that a learner computed, by vote.

    Parameters
    ----------
    share : yeas in per cent of those voting, labelled by the vote.
    """
    with charts.house_style():
        figure = Figure(figsize=(charts.WIDTH, 0.36 * len(share) + 0.85))
        height = figure.get_figheight()
        axis = figure.add_axes((SIDE / charts.WIDTH, 0.6 / height, 0.66, 1 - 0.7 / height))
        places = list(range(len(share)))
        axis.barh(places, share.to_numpy(), height=0.6, color=style.STRONG)
        for level in (50, 200 / 3):
            axis.axvline(level, color=style.INK, linewidth=1.2, linestyle=(0, (4, 3)))
        axis.yaxis.set_major_locator(FixedLocator(places))
        axis.yaxis.set_major_formatter(FixedFormatter([str(name) for name in share.index]))
        axis.tick_params(axis="y", length=0)
        axis.set_ylim(len(share) - 0.4, -0.6)
        axis.set_xlim(0, 100)
        axis.xaxis.set_major_locator(FixedLocator([0, 50, 200 / 3, 100]))
        axis.xaxis.set_major_formatter(FixedFormatter(["0", "half", "two thirds", "100%"]))
        axis.set_xlabel("yeas, per cent of those voting")
    return charts.Picture(
        figure,
        title="Your column: yeas as a percentage of those voting",
        source="your own computation, from press reports and GovTrack",
        data=share.rename("share (%)").rename_axis("vote").reset_index(),
        alt=f"{len(share)} bars of your own figures, with lines at half and at two thirds.",
    )


# --- The explorer ---------------------------------------------------------------------------

DATES = {
    "2018-12-19": "19 December 2018",
    "2018-07-10": "10 July 2018",
}
# How the President may answer, as one control: the answer, and whether it is overridden.
ANSWERS = {
    NOTHING: (NOTHING, False),
    SIGNS: (SIGNS, False),
    UNSIGNED: (UNSIGNED, False),
    "vetoes, and the veto stands": (VETOES, False),
    "vetoes, and is overridden": (VETOES, True),
    POCKET: (POCKET, False),
}
PASSED_ON = 20  # day of the review on which a resolution passes: our assumption
ANSWER_AFTER = 5  # days later the President signs or vetoes it
OVERRIDE_AFTER = 5  # days later the chambers vote again
LAST_DAY = 64  # of the explorer's axis


def explore(values: dict) -> Path:
    """The path of one setting of the explorer, with its assumed days.

    Parameters
    ----------
    values : {"submitted" (a key of `DATES`), "congress", "president" (a key of `ANSWERS`)}.
    """
    president, overridden = ANSWERS[values["president"]]
    submitted = date.fromisoformat(values["submitted"])
    passed = submitted + (PASSED_ON - 1) * DAY
    answered = passed + ANSWER_AFTER * DAY
    return review(
        submitted,
        values["congress"],
        president,
        overridden,
        passed=passed,
        answered=answered,
        override_day=answered + OVERRIDE_AFTER * DAY,
    )


def say(values: dict) -> str:
    """The outcome of one setting, with its days and who could have stopped it.

    Parameters
    ----------
    values : as in `explore`.
    """
    path = explore(values)
    if path.outcome == IMPOSSIBLE:
        return f"This cannot happen. {path.why}"
    submitted = date.fromisoformat(values["submitted"])
    days = review_days(submitted)
    opening = f"A report of {said(submitted)} opens a review of {days} days. {path.why}"
    if path.first_day is None:
        day = path.bars[-1].first
        ending = f"From {said(day)} the law itself forbids it."
    else:
        number = (path.first_day - submitted).days + 1
        ending = f"The President may act from {said(path.first_day)}, day {number}."
    return f"{opening} {ending} Who could have turned it round: {path.stoppers[0]}."


def draw(values: dict) -> charts.Picture:
    """The days of one setting: what bars the action, and when it is free.

    Parameters
    ----------
    values : as in `explore`.
    """
    path = explore(values)
    submitted = date.fromisoformat(values["submitted"])
    with charts.house_style():
        figure = Figure(figsize=(charts.WIDTH, 2.75))
        axis = figure.add_axes((0.255, 0.2, 0.735, 0.77))
        if path.outcome == IMPOSSIBLE:
            axis.text(LAST_DAY / 2, 2.2, "no such path", ha="center", va="center", fontsize=13)
        else:
            _draw_path(axis, path, submitted)
        names = [*BARS, "free"]
        axis.yaxis.set_major_locator(FixedLocator(list(range(len(names)))))
        axis.yaxis.set_major_formatter(FixedFormatter(names))
        axis.tick_params(axis="y", length=0)
        axis.set_xlim(1, LAST_DAY)
        axis.set_ylim(4.6, -0.6)
        axis.xaxis.set_major_locator(FixedLocator([1, 20, 30, 60]))
        axis.set_xlabel(f"day of the review; day 1 is {said(submitted)}")
    return charts.Picture(
        figure,
        title=_title(path),
        source=f"{LAW}(b), (c); {CONSTITUTION}. The days of the steps are our assumption",
        data=_data(path, values),
        note=f"Here a resolution passes on day {PASSED_ON}, the President answers "
        f"{ANSWER_AFTER} days later, and the chambers vote again {OVERRIDE_AFTER} days after "
        "that. We let a resolution reach the President on the day on "
        "which it passes; whether a pocket veto starts the ten days of (b)(5) the section does "
        "not say, and the machine does not count them.",
    )


def _data(path: Path, values: dict) -> pandas.DataFrame:
    if path.outcome == IMPOSSIBLE:
        chosen = f"Congress {values['congress']}; the President {values['president']}"
        return pandas.DataFrame([(chosen, path.why)], columns=["what was chosen", "why not"])
    return steps_table(path)


def _title(path: Path) -> str:
    if path.outcome == IMPOSSIBLE:
        return "A path that cannot happen"
    if path.first_day is None:
        return "The action stays barred"
    return f"The action is free from {said(path.first_day)}"


def _draw_path(axis, path: Path, submitted: date) -> None:
    """The barred days by their kind, and the free days."""
    for bar in path.bars:
        first = (bar.first - submitted).days + 1
        last = LAST_DAY if bar.last is None else (bar.last - submitted).days + 1
        lane = BARS.index(bar.name)
        axis.barh(lane, last - first + 1, left=first, height=0.6, color=style.STRONG)
        words = "no end" if bar.last is None else f"to {bar.last.day} {MONTHS[bar.last.month - 1]}"
        inside = last - first > 14
        place, align = (first + 0.7, "left") if inside else (last + 1.7, "left")
        colour = style.CARD if inside else style.INK
        axis.text(place, lane, words, ha=align, va="center", color=colour, fontsize=9)
    if path.first_day is not None:
        first = (path.first_day - submitted).days + 1
        axis.barh(4, LAST_DAY - first + 1, left=first, height=0.6, color=style.WEAK)
        words = f"from {path.first_day.day} {MONTHS[path.first_day.month - 1]}"
        place, align = (first + 0.7, "left") if first < 48 else (first - 0.7, "right")
        axis.text(place, 4, words, ha=align, va="center", fontsize=9)
