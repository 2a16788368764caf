"""Exercise 02's slips by hand."""

from datetime import date

import pandas

LETTER = date(year=2018, month=12, day=20)
VOTE_PRINTED = date(year=2019, month=1, day=2)
VOTE = date(year=2019, month=1, day=22)
RT_NAMED = date(year=2017, month=11, day=13)
REPORT = date(year=2017, month=11, day=30)
NINE_NAMED = date(year=2017, month=12, day=5)

QUARTERS = pandas.Series(
    {
        **{"2015 Q3": 1, "2016 Q4": 1, "2017 Q2": 1, "2017 Q3": 8, "2017 Q4": 5, "2018 Q1": 5},
        **{"2018 Q2": 7, "2018 Q3": 1, "2018 Q4": 2, "2019 Q1": 4, "2019 Q2": 2},
    }
)
# Of the 37 events that are known to the month.
FRONTS = pandas.Series(
    {"Middle East": 7, "Ukraine": 1, "diplomacy": 12, "media": 6, "other": 4, "sanctions": 7}
)

ROWS = [
    # The meetings, and as many statements that Feng or Zheng tells of.
    ("e02-1", "statements", 4, "the count of the meetings"),
    ("e02-1", "statements", 41, "That is the whole table"),
    ("e02-1", "meetings", 5, "the count of another group"),
    # Without the meeting in Hamburg, of which only a check tells.
    ("e02-1", "meetings", 3, "leaves out the context"),
    ("e02-1", "meetings", 41, "That is the whole table"),
    # Twenty actions, six events, six laws.
    *(("e02-1", "statements", other, "how many another kind has") for other in (20, 6)),
    *(("e02-1", "meetings", other, "how many another kind has") for other in (20, 6)),
    # The first row when the smallest group comes first.
    ("e02-1", "commonest", "meeting", "the smallest group"),
    *(("e02-1", "commonest", kind, "has more rows") for kind in ("event", "law", "statement")),
    ("e02-2", "days_printed", (VOTE - LETTER).days, "lag to the corrected day"),
    ("e02-2", "days_printed", (LETTER - VOTE_PRINTED).days, "sign is turned round"),
    ("e02-2", "days_printed", (VOTE_PRINTED - LETTER).days + 1, "both the first and the last"),
    ("e02-2", "days_printed", (VOTE - VOTE_PRINTED).days, "Start from the letter"),
    ("e02-2", "days_printed", (VOTE_PRINTED - LETTER).days - 1, "only the days that lie between"),
    # The year of the letter written in both dates.
    ("e02-2", "days_printed", (date(2018, 1, 2) - LETTER).days, "would come before the letter"),
    ("e02-2", "days_printed", (date(2019, 2, 1) - LETTER).days, "Day and month have changed"),
    ("e02-2", "days_checked", (VOTE - LETTER).days - 1, "only the days that lie between"),
    ("e02-2", "days_checked", (date(2018, 1, 22) - LETTER).days, "would come before the letter"),
    ("e02-2", "days_checked", (VOTE_PRINTED - LETTER).days, "lag to the printed day"),
    ("e02-2", "days_checked", (LETTER - VOTE).days, "sign is turned round"),
    ("e02-2", "days_checked", (VOTE - LETTER).days + 1, "both the first and the last"),
    ("e02-2", "days_checked", (VOTE - VOTE_PRINTED).days, "Start from the letter"),
    ("e02-3", "days_after", (NINE_NAMED - REPORT).days, "the sign is not"),
    ("e02-3", "days_after", (REPORT - NINE_NAMED).days - 1, "both the first and the last"),
    ("e02-3", "days_after", (REPORT - RT_NAMED).days, "from the naming of RT"),
    ("e02-3", "days_after", (REPORT - NINE_NAMED).days + 1, "only the days that lie between"),
    # One month written in both dates, whichever comes first.
    ("e02-3", "days_after", (date(2017, 11, 30) - date(2017, 11, 5)).days, "its own month"),
    ("e02-3", "days_after", (date(2017, 12, 5) - date(2017, 12, 30)).days, "its own month"),
    ("e02-3", "verdict", "holds", "the sign of your days"),
    ("e02-3", "verdict", "right number, wrong label", "It claims an order"),
    ("e02-3", "verdict", "cannot be checked", "enough to judge the order"),
    ("e02-3", "verdict", "not comparable", "Two days can be compared"),
    ("e02-3", "verdict", "reported, unresolved", "Does it leave the order open"),
    ("e02-4", "counts", QUARTERS.sort_values(ascending=False), "in order of size"),
    ("e02-4", "counts", QUARTERS.sort_values(), "in order of size"),
    ("e02-4", "counts", FRONTS, "counted by front"),
    ("e02-4", "counts", FRONTS.sort_values(ascending=False), "counted by front"),
    ("e02-4", "busiest", "2017 Q2", "Another bar is higher"),
    ("e02-4", "busiest", "2017 Q4", "Another bar is higher"),
    ("e02-4", "busiest", "2019 Q2", "the last quarter"),
    # Seven events against eight.
    ("e02-4", "busiest", "2018 Q2", "the second highest bar"),
]
