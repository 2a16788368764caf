"""Exercise 07: the last day of a review, thresholds of votes, one word in two statutes."""

from datetime import date, timedelta

import pandas

from coursekit.check import VERDICTS, Argument, Choice, Column, Foreseen, Load, Number, Task
from coursekit.subjects import review

IRAN = date(2015, 7, 19)  # the day on which the agreement was transmitted


def _last(report: date, more: int = 0) -> int:
    """Day of the month on which a review ends, or so many days later."""
    return (review.review_end(report) + timedelta(days=more)).day


# The two reports of 10 February, written as 2 October, end on the same day of a month.
SWAPPED = Foreseen(
    lambda load: _last(date(2019, 10, 2)),
    "Month and day have changed places. `date` takes the year, then the month, then the day.",
)


def _vote(load: Load, name: str) -> pandas.Series:
    return load("votes").set_index("id").loc[name]


def _short(load: Load, name: str, rule: str | None = None) -> int:
    """How many yeas a vote lacked, under its own rule or another."""
    vote = _vote(load, name)
    voting = int(vote["yeas"] + vote["nays"])
    return review.needed(voting, rule or vote["rule"]) - int(vote["yeas"])


def _from_nays(name: str) -> Foreseen:
    """The slip of taking the nays of a vote for its yeas."""
    return Foreseen(
        lambda load: int(_vote(load, name)["needed"] - _vote(load, name)["nays"]),
        "This is counted from the nays. How many yeas were missing?",
    )


def _shares(load: Load) -> pandas.Series:
    """Yeas in per cent of those voting, labelled by the vote."""
    votes = load("votes").set_index("id")
    return 100 * votes["yeas"] / (votes["yeas"] + votes["nays"])


# Shares where the brackets round yeas + nays are missing: yeas / yeas is 1, and the nays are added.
WITHOUT_BRACKETS = (
    lambda nays: 1 + 100 * nays,  # yeas / yeas + nays * 100
    lambda nays: 100 * (1 + nays),  # (yeas / yeas + nays) * 100
    lambda nays: 100 + nays,  # 100 * yeas / yeas + nays
)


def _lost(load: Load) -> pandas.Series:
    """The shares of the motions that failed."""
    votes = load("votes").set_index("id")
    return _shares(load)[votes["carried"] == "no"]


TASKS = {
    "e07-1": Task(
        {
            "february_2019": Number(
                lambda load: _last(date(2019, 2, 10)),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _last(date(2019, 2, 10), 1),
                        "For the report of 10 February 2019 this is one day too many: the "
                        "report's own day is day 1.",
                    ),
                    Foreseen(
                        lambda load: _last(date(2020, 2, 10)),
                        "For the report of 10 February 2019 this is the day of another of the "
                        "three reports. Or February was given a leap day that 2019 does not have.",
                    ),
                    SWAPPED,
                ),
            ),
            "february_2020": Number(
                lambda load: _last(date(2020, 2, 10)),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _last(date(2020, 2, 10), 1),
                        "For the report of 10 February 2020 three slips end here. Either its own "
                        "day was not taken as day 1, or the leap day was forgotten, or this is "
                        "the day of another of the three reports.",
                    ),
                    SWAPPED,
                ),
            ),
            "september_2018": Number(
                lambda load: _last(date(2018, 9, 7)),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _last(date(2018, 9, 7), 1),
                        "Two slips end here. Either the report's own day was not taken as day 1, "
                        "or the report was taken to lie outside the window of (b)(2).",
                    ),
                    Foreseen(
                        lambda load: 7,  # the report's day; a report of 9 July ends on it too
                        "Two slips end here. Either this is the day of the report itself and not "
                        "the last day of its review, or month and day have changed places: "
                        "`date` takes the year, then the month, then the day.",
                    ),
                ),
            ),
        },
        "One day of the calendar can be worth a month of waiting, and a leap year a day.",
    ),
    "e07-2": Task(
        {
            "short_2015": Number(
                lambda load: _short(load, "senate-iran-2015"),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _short(load, "senate-iran-2015", "two thirds"),
                        "That is the distance to two thirds. To end debate another rule holds.",
                    ),
                    Foreseen(
                        lambda load: int(_vote(load, "senate-iran-2015")["needed"]),
                        "That many were needed. The task asks how many were missing.",
                    ),
                    Foreseen(
                        lambda load: 0 - int(_vote(load, "senate-iran-2015")["yeas"]),
                        "Your function still answers 0 to this rule. Give it a branch of its own.",
                    ),
                    Foreseen(
                        lambda load: -_short(load, "senate-iran-2015"),
                        "The sign is turned round: take what was needed less what there was.",
                    ),
                    Foreseen(
                        lambda load: _short(load, "senate-iran-2015", "majority"),
                        "That is the distance to a majority. To end debate another rule holds.",
                    ),
                    _from_nays("senate-iran-2015"),
                ),
                read_off=True,
            ),
            "short_2019": Number(
                lambda load: _short(load, "senate-arms-2019"),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _short(load, "senate-arms-2019") - 1,
                        "Two thirds are not quite reached like that. Round up, since there are no "
                        "parts of votes.",
                    ),
                    Foreseen(
                        lambda load: 67 - int(_vote(load, "senate-arms-2019")["yeas"]),
                        "That is two thirds of all 100 senators. The rule counts those voting.",
                    ),
                    Foreseen(
                        lambda load: int(_vote(load, "senate-arms-2019")["needed"]),
                        "That many were needed. The task asks how many were missing.",
                    ),
                    Foreseen(
                        lambda load: _short(load, "senate-arms-2019", "sixty"),
                        "That is the distance to the number that ends a debate. Against a veto "
                        "another rule holds.",
                    ),
                    Foreseen(
                        lambda load: _short(load, "senate-arms-2019", "majority"),
                        "That is the distance to a majority. Against a veto another rule holds.",
                    ),
                    Foreseen(
                        lambda load: 0 - int(_vote(load, "senate-arms-2019")["yeas"]),
                        "Your function still answers 0 to this rule. Give it a branch of its own.",
                    ),
                    Foreseen(
                        lambda load: -_short(load, "senate-arms-2019"),
                        "The sign is turned round: take what was needed less what there was.",
                    ),
                    _from_nays("senate-arms-2019"),
                ),
                read_off=True,
            ),
        },
        "Both motions had more yeas than nays. What decided was the rule, and who had stayed away.",
    ),
    "e07-3": Task(
        {
            "last_beginning": Number(
                lambda load: (IRAN + timedelta(days=59)).day,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: (IRAN + timedelta(days=60)).day,
                        # In September, or after 30 days in August: the same day of the month.
                        "Two slips end here. Either the day of transmittal was not taken as day 1, "
                        "or you counted the 30 days of the text and landed in August. How long "
                        "was the period that summer?",
                    ),
                ),
            ),
            "last_following": Number(
                lambda load: (IRAN + timedelta(days=60)).day,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: (IRAN + timedelta(days=59)).day,
                        "Under this wording the count begins on the day after transmittal.",
                    ),
                    Foreseen(
                        lambda load: (IRAN + timedelta(days=61)).day,
                        "Two slips end here. Either day 1 was put one day too late, or you "
                        "counted the 30 days of the text and landed in August. How long was the "
                        "period that summer?",
                    ),
                ),
            ),
            "verdict": Choice(
                lambda load: "wrong",
                VERDICTS,
                slips=(
                    Foreseen(
                        lambda load: "holds",
                        "The lengths are the same. Did your two days come out the same?",
                    ),
                    Foreseen(
                        lambda load: "cannot be checked",
                        "Both texts stand in the task. Compare the words printed in bold.",
                    ),
                    Foreseen(
                        lambda load: "right number, wrong label",
                        "The claim is about the way of counting, and not about the number of days.",
                    ),
                    Foreseen(
                        lambda load: "not comparable",
                        "Both texts set a period counted in calendar days. Compare how each "
                        "begins.",
                    ),
                    Foreseen(
                        lambda load: "reported, unresolved",
                        "That verdict is for reports that differ. Here you have both texts: "
                        "compare the words in bold.",
                    ),
                ),
            ),
        },
        "Two laws with one number, and deadlines a day apart. Read the words around a number too.",
    ),
    "e07-4": Task(
        {
            "share": Column(
                _shares,
                decimals=1,
                labels="the names of the votes",
                slips=(
                    Foreseen(
                        lambda load: _shares(load) / 100,
                        "These are parts of one. The task asks for per cent: times 100.",
                    ),
                    Foreseen(
                        lambda load: 100 - _shares(load),
                        "These are the shares of the nays. The task asks for the yeas.",
                    ),
                    Foreseen(
                        lambda load: 100 / (1 / (_shares(load) / 100) - 1),
                        "You divided by the nays. Divide by all who voted, yeas and nays.",
                    ),
                    Foreseen(
                        lambda load: load("votes").set_index("id")["yeas"],
                        "These are the yeas themselves: nothing was divided, or only by 100. "
                        "Divide by those who voted in the same row.",
                    ),
                    *(
                        Foreseen(
                            lambda load, wrong=wrong: wrong(load("votes").set_index("id")["nays"]),
                            "Python divides before it adds. Put brackets round the whole sum that "
                            "you divide by.",
                        )
                        for wrong in WITHOUT_BRACKETS
                    ),
                ),
            ),
            "lost_with_majority": Number(
                lambda load: int((_lost(load) > 50).sum()),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: int((_shares(load) > 50).sum()),
                        "So many had more than half. Count only those that failed all the same.",
                    ),
                    Foreseen(
                        lambda load: (
                            int((_shares(load) > 50).sum()) - int((_lost(load) > 50).sum())
                        ),
                        "So many had more than half and were carried. Count those that failed.",
                    ),
                ),
                read_off=True,
            ),
        },
        "To have a majority is one thing, to meet the rule another. Each of these would have "
        "stopped a President.",
    ),
    "e07-5": Task(
        {"argument": Argument(least=100, most=150, locators=1)},
        "Length and locator are in order. Now hold your text against the four lines of the "
        "rubric: no machine can do that for you.",
        head="In order.",
    ),
}
