"""Exercise 02: counts by group, days between dates, the order of sentences, who moved first."""

import pandas

from coursekit.check import VERDICTS, Argument, Choice, Column, Foreseen, Load, Number, Task
from coursekit.subjects import chronicle


def _kinds(load: Load, context: bool = True) -> pandas.Series:
    """Events by kind; without those that only a check tells of, where `context` is False."""
    events = load("events")
    return (events if context else events[events["claim"].notna()]).groupby("kind").size()


def _day(load: Load, event: str, column: str) -> pandas.Timestamp:
    return pandas.Timestamp(load("events").set_index("id").at[event, column])


def _to_the_vote(load: Load, column: str) -> int:
    """Days from Mr Mattis's letter to the House vote on NATO."""
    letter = _day(load, "mattis-2018", "date_corrected")
    return (_day(load, "nato-vote-2019", column) - letter).days


def _between_votes(load: Load) -> int:
    return _to_the_vote(load, "date_corrected") - _to_the_vote(load, "date")


def _after_naming(load: Load) -> int:
    """Days from the naming of the nine outlets to the report that reference [4] cites."""
    return (_day(load, "peskov-2017", "date") - _day(load, "nine-outlets-2017", "date")).days


def _count(load: Load) -> pandas.Series:
    return chronicle.quarters(load("events")).groupby("quarter").size()


def _as_february(load: Load) -> int:
    """Days from the letter to 1 February 2019: 2 January with day and month swapped."""
    return (pandas.Timestamp("2019-02-01") - _day(load, "mattis-2018", "date_corrected")).days


def _day_numbers(load: Load) -> int:
    """The two days of e02-3 as if they stood in one month."""
    return _day(load, "peskov-2017", "date").day - _day(load, "nine-outlets-2017", "date").day


def _by_front(load: Load) -> pandas.Series:
    return chronicle.quarters(load("events")).groupby("front").size()


def _next_bars(load: Load) -> list[str]:
    """The quarters beside the highest bar."""
    counts = _count(load)
    place = counts.argmax()
    return [counts.index[max(place - 1, 0)], counts.index[min(place + 1, len(counts) - 1)]]


def _kind_count(kind: str, *slips: Foreseen) -> Number:
    whole_table = Foreseen(
        lambda load: len(load("events")), "That is the whole table. Group it by kind first."
    )
    others = [
        Foreseen(
            lambda load, other=other: int(_kinds(load)[other]),
            f"That is how many another kind has. Find the row named {kind}.",
        )
        for other in ("action", "event")  # laws are as many as events
    ]
    slips = (*slips, *others, whole_table)
    return Number(lambda load: int(_kinds(load)[kind]), whole=True, slips=slips)


def _lag(column: str, other: str, name: str, other_name: str, *slips: Foreseen) -> Number:
    return Number(
        lambda load: _to_the_vote(load, column),
        whole=True,
        read_off=True,
        slips=(
            Foreseen(
                lambda load: _to_the_vote(load, other),
                f"This is the lag to the {other_name} day. Here the {name} one is asked for.",
            ),
            Foreseen(
                lambda load: -_to_the_vote(load, column),
                "The sign is turned round: take the later date less the earlier one.",
            ),
            Foreseen(
                lambda load: _to_the_vote(load, column) + 1,
                "You counted both the first and the last day. The difference counts one of them.",
            ),
            Foreseen(
                _between_votes,
                "These are the days between the two days of the vote. Start from the letter.",
            ),
            Foreseen(
                lambda load: _to_the_vote(load, column) - 1,
                "You counted only the days that lie between. The difference counts the last one "
                "too.",
            ),
            Foreseen(
                lambda load: _to_the_vote(load, column) - 365,
                "This vote would come before the letter. Look at the year of each date.",
            ),
            *slips,
        ),
    )


TASKS = {
    "e02-1": Task(
        {
            "statements": _kind_count(
                "statement",
                Foreseen(
                    lambda load: int(_kinds(load, context=False)["statement"]),
                    "This is the count of the meetings, or that of the statements without the "
                    "context. The task asks for the row named statement, in the whole table.",
                ),
            ),
            "meetings": _kind_count(
                "meeting",
                Foreseen(
                    lambda load: int(_kinds(load)["statement"]),
                    "That is the count of another group. Find the row named meeting.",
                ),
                Foreseen(
                    lambda load: int(_kinds(load, context=False)["meeting"]),
                    "This leaves out the context. The task asks for the whole table.",
                ),
            ),
            "commonest": Choice(
                lambda load: _kinds(load).idxmax(),
                ("action", "event", "law", "meeting", "statement"),
                slips=(
                    Foreseen(
                        lambda load: _kinds(load).idxmin(),
                        "That is the smallest group. Sort with ascending=False and look at the "
                        "first row.",
                    ),
                    *(
                        Foreseen(lambda load, kind=kind: kind, "Another kind has more rows.")
                        for kind in ("event", "law", "statement")
                    ),
                ),
            ),
        },
        "The count says what two authors chose to tell. What they left out has no row.",
    ),
    "e02-2": Task(
        {
            "days_printed": _lag(
                "date",
                "date_corrected",
                "printed",
                "corrected",
                Foreseen(
                    _as_february,
                    "Day and month have changed places: this is the lag to a day in February.",
                ),
            ),
            "days_checked": _lag("date_corrected", "date", "corrected", "printed"),
        },
        "Probably one lost digit moved the vote by weeks, and with it the story that the lag "
        "seems to tell.",
    ),
    "e02-3": Task(
        {
            "days_after": Number(
                _after_naming,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: -_after_naming(load),
                        "The size is right and the sign is not: the task counts from the naming "
                        "to the report. Which of the two is earlier?",
                    ),
                    Foreseen(
                        lambda load: _after_naming(load) - 1,
                        "You counted both the first and the last day. The difference counts one "
                        "of them.",
                    ),
                    Foreseen(
                        lambda load: (
                            (
                                _day(load, "peskov-2017", "date")
                                - _day(load, "rt-agent-2017", "date")
                            ).days
                        ),
                        "These are the days from the naming of RT. Take the naming of the nine "
                        "outlets.",
                    ),
                    Foreseen(
                        lambda load: _after_naming(load) + 1,
                        "You counted only the days that lie between. The difference counts one "
                        "day more.",
                    ),
                    *(
                        Foreseen(
                            lambda load, sign=sign: sign * _day_numbers(load),
                            "This is right for two days of one month. Give each date its own "
                            "month.",
                        )
                        for sign in (1, -1)
                    ),
                ),
                read_off=True,
            ),
            "verdict": Choice(
                lambda load: "wrong",
                VERDICTS,
                slips=(
                    Foreseen(
                        lambda load: "holds",
                        "Look at the sign of your days. Can these words have come after the "
                        "naming?",
                    ),
                    Foreseen(
                        lambda load: "right number, wrong label",
                        "The retelling does not mislabel a number. It claims an order.",
                    ),
                    Foreseen(
                        lambda load: "cannot be checked",
                        "The reference gives a day for the words and Feng one for the naming. "
                        "That is enough to judge the order, going by the reference.",
                    ),
                    Foreseen(
                        lambda load: "not comparable",
                        "Two days can be compared: one is earlier than the other.",
                    ),
                    Foreseen(
                        lambda load: "reported, unresolved",
                        "The task asks you to go by one reference. Does it leave the order open?",
                    ),
                ),
            ),
        },
        "The order of sentences is not an order of days. A date in a footnote can tell them apart.",
    ),
    "e02-4": Task(
        {
            "counts": Column(
                _count,
                labels="quarters",
                slips=(
                    *(
                        Foreseen(
                            lambda load, rising=rising: _count(load).sort_values(ascending=rising),
                            "These are in order of size. Count them again and do not sort: here "
                            "the quarters stand in order of time.",
                        )
                        for rising in (False, True)
                    ),
                    Foreseen(
                        _by_front,
                        "You counted by front. The task asks for the column quarter.",
                    ),
                    Foreseen(
                        lambda load: _by_front(load).sort_values(ascending=False),
                        "You counted by front. The task asks for the column quarter.",
                    ),
                ),
            ),
            "busiest": Choice(
                lambda load: _count(load).idxmax(),
                tuple(
                    f"{year} Q{quarter}" for year in range(2014, 2020) for quarter in range(1, 5)
                ),
                slips=(
                    Foreseen(
                        lambda load: _count(load).drop(_count(load).idxmax()).idxmax(),
                        "That is the second highest bar. Compare the numbers of the two.",
                    ),
                    *(
                        Foreseen(
                            lambda load, side=side: _next_bars(load)[side],
                            "Another bar is higher. Print `counts` and look for the largest "
                            "number.",
                        )
                        for side in (0, 1)
                    ),
                    Foreseen(
                        lambda load: _count(load).index[-1],
                        "That is the last quarter. Is its bar the highest?",
                    ),
                ),
            ),
        },
        "Leave the context out and two quarters tie. Whether the busiest one is a spiral or a "
        "focus of two authors, the bars cannot say.",
    ),
    "e02-5": Task(
        {"argument": Argument(least=100, most=150, locators=1)},
        "Length and locator are in order. Now hold your text against the four lines of the "
        "rubric: no machine can do that for you.",
        head="In order.",
    ),
}
