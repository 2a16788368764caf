"""Exercise 02's slips by hand."""

from datetime import date

LETTER = date(year=2018, month=12, day=20)
VOTE_PRINTED = date(year=2019, month=1, day=2)
VOTE = date(year=2019, month=1, day=22)
RT_NAMED = date(year=2017, month=11, day=13)
REPORT = date(year=2017, month=11, day=30)
NINE_NAMED = date(year=2017, month=12, day=5)

ROWS = [
    # The meetings, and as many statements that Feng or Zheng tells of.
    ("e02-1", "statements", 4, "the count of the meetings"),
    ("e02-1", "statements", 41, "That is the whole table"),
    ("e02-1", "meetings", 5, "the count of another group"),
    # Without the meeting in Hamburg, of which only a check tells.
    ("e02-1", "meetings", 3, "leaves out the context"),
    ("e02-1", "meetings", 41, "That is the whole table"),
    # The first row when the smallest group comes first.
    ("e02-1", "commonest", "meeting", "the smallest group"),
    ("e02-2", "days_printed", (VOTE - LETTER).days, "lag to the corrected day"),
    ("e02-2", "days_printed", (LETTER - VOTE_PRINTED).days, "sign is turned round"),
    ("e02-2", "days_printed", (VOTE_PRINTED - LETTER).days + 1, "both the first and the last"),
    ("e02-2", "days_printed", (VOTE - VOTE_PRINTED).days, "Start from the letter"),
    ("e02-2", "days_checked", (VOTE_PRINTED - LETTER).days, "lag to the printed day"),
    ("e02-2", "days_checked", (LETTER - VOTE).days, "sign is turned round"),
    ("e02-2", "days_checked", (VOTE - LETTER).days + 1, "both the first and the last"),
    ("e02-2", "days_checked", (VOTE - VOTE_PRINTED).days, "Start from the letter"),
    ("e02-3", "days_after", (NINE_NAMED - REPORT).days, "the sign is not"),
    ("e02-3", "days_after", (REPORT - NINE_NAMED).days - 1, "both the first and the last"),
    ("e02-3", "days_after", (REPORT - RT_NAMED).days, "from the naming of RT"),
    ("e02-3", "verdict", "holds", "the sign of your days"),
    ("e02-3", "verdict", "right number, wrong label", "It claims an order"),
    ("e02-3", "verdict", "cannot be checked", "enough to judge the order"),
    ("e02-3", "verdict", "not comparable", "Two days can be compared"),
    ("e02-3", "verdict", "reported, unresolved", "Does it leave the order open"),
    # Seven events against eight.
    ("e02-4", "busiest", "2018 Q2", "the second highest bar"),
]
