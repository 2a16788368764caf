"""Slips of exercise 07: days counted on, votes missing, shares of another whole."""

from datetime import date, timedelta

import pandas


def later(year: int, month: int, day: int, days: int) -> int:
    """The day of the month so many days after a date."""
    return (date(year, month, day) + timedelta(days=days)).day


# Yeas and nays as the table of task 4 prints them, and whether the motion was carried.
VOTES = pandas.DataFrame(
    [(58, 42), (419, 3), (98, 2), (57, 42), (57, 42), (362, 53), (45, 40)],
    columns=["yeas", "nays"],
    index=[
        "senate-iran-2015",
        "house-act-2017",
        "senate-act-2017",
        "senate-proceed-2019",
        "senate-cloture-2019",
        "house-rusal-2019",
        "senate-arms-2019",
    ],
)
CARRIED = ["no", "yes", "yes", "yes", "no", "yes", "no"]
VOTING = VOTES["yeas"] + VOTES["nays"]

ROWS = [
    # The report's own day not counted; another report's day; February with 29 or 28 days by hand.
    ("e07-1", "february_2019", later(2019, 2, 10, 30), "one day too many"),
    ("e07-1", "february_2019", later(2020, 2, 10, 29), "the day of another"),
    ("e07-1", "february_2019", 30 - (29 - 10 + 1), "given a leap day"),
    ("e07-1", "february_2019", later(2019, 10, 2, 29), "have changed places"),
    ("e07-1", "february_2020", later(2020, 10, 2, 29), "have changed places"),
    ("e07-1", "february_2020", later(2020, 2, 10, 30), "was not taken as day 1"),
    ("e07-1", "february_2020", later(2019, 2, 10, 29), "the day of another"),
    ("e07-1", "february_2020", 30 - (28 - 10 + 1), "the leap day was forgotten"),
    ("e07-1", "september_2018", later(2018, 9, 7, 60), "was not taken as day 1"),
    ("e07-1", "september_2018", later(2018, 9, 7, 29), "outside the window"),
    ("e07-1", "september_2018", 7, "the day of the report itself"),
    ("e07-1", "september_2018", later(2018, 7, 9, 29), "month and day have changed places"),
    ("e07-2", "short_2015", 67 - 58, "the distance to two thirds"),
    ("e07-2", "short_2015", 60, "That many were needed"),
    ("e07-2", "short_2015", 0 - 58, "still answers 0"),
    ("e07-2", "short_2015", 58 - 60, "The sign is turned round"),
    ("e07-2", "short_2015", 100 // 2 + 1 - 58, "the distance to a majority"),
    ("e07-2", "short_2015", 60 - 42, "counted from the nays"),
    ("e07-2", "short_2019", 57 - 40, "counted from the nays"),
    ("e07-2", "short_2019", 2 * 85 // 3 - 45, "Two thirds are not quite reached"),
    ("e07-2", "short_2019", 67 - 45, "two thirds of all 100 senators"),
    ("e07-2", "short_2019", 57, "That many were needed"),
    ("e07-2", "short_2019", 60 - 45, "the number that ends a debate"),
    ("e07-2", "short_2019", 85 // 2 + 1 - 45, "the distance to a majority"),
    ("e07-2", "short_2019", 0 - 45, "still answers 0"),
    ("e07-2", "short_2019", 45 - 57, "The sign is turned round"),
    ("e07-3", "last_beginning", later(2015, 7, 19, 60), "was not taken as day 1"),
    ("e07-3", "last_beginning", later(2015, 7, 19, 29), "landed in August"),  # 30 days, not 60
    ("e07-3", "last_following", later(2015, 7, 19, 59), "begins on the day after transmittal"),
    ("e07-3", "last_following", later(2015, 7, 20, 60), "put one day too late"),
    ("e07-3", "last_following", later(2015, 7, 19, 30), "landed in August"),  # 30 days, not 60
    ("e07-3", "verdict", "holds", "Did your two days come out the same"),
    ("e07-3", "verdict", "cannot be checked", "Both texts stand in the task"),
    ("e07-3", "verdict", "right number, wrong label", "not about the number of days"),
    ("e07-3", "verdict", "not comparable", "counted in calendar days"),
    ("e07-3", "verdict", "reported, unresolved", "for reports that differ"),
    ("e07-4", "share", (VOTES["yeas"] / VOTING).round(1), "parts of one"),
    ("e07-4", "share", (VOTES["nays"] / VOTING * 100).round(1), "the shares of the nays"),
    ("e07-4", "share", (VOTES["yeas"] / VOTES["nays"] * 100).round(1), "You divided by the nays"),
    ("e07-4", "share", VOTES["yeas"] / 100 * 100, "the yeas themselves"),
    *(
        ("e07-4", "share", wrong, "divides before it adds")
        for wrong in (
            VOTES["yeas"] / VOTES["yeas"] + VOTES["nays"] * 100,
            (VOTES["yeas"] / VOTES["yeas"] + VOTES["nays"]) * 100,
            100 * VOTES["yeas"] / VOTES["yeas"] + VOTES["nays"],
        )
    ),
    ("e07-4", "lost_with_majority", (VOTES["yeas"] > VOTES["nays"]).sum(), "that failed all the"),
    ("e07-4", "lost_with_majority", CARRIED.count("yes"), "and were carried"),
]
