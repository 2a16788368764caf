"""Slips of exercise 11: wrong rules tried on the printed pairs, wrong columns of the ratings."""

import pandas

from coursekit import tables

# Tasks 1 and 2: the pairs of which a column of the printed table says True.
PAIRS = set("ABCDEFGH")
SUPERPOWERS, IDEOLOGIES, CAMPS, MARKETS = set("ABCF"), set("ABDF"), set("ACF"), set("ABCF")
RIVALS, SOLVED, GROWING = set("ABCFH"), set("EH"), set("AFH")
ALL_FOUR = SUPERPOWERS & IDEOLOGIES & CAMPS & MARKETS
AT_LEAST_ONE = SUPERPOWERS | IDEOLOGIES | CAMPS | MARKETS

# Task 4: how many of these criteria are rated yes, by period.
PERIODS = ["Cold War", "2001–2013", "2014–2019", "from February 2022"]
RATINGS = tables.load("ratings")


def yes(criteria) -> pandas.Series:
    """How many of the criteria are rated yes in each period."""
    chosen = RATINGS[RATINGS["criterion"].isin(list(criteria))]
    return (chosen["rating"] == "yes").groupby(chosen["period"]).sum().loc[PERIODS]


KEPT = pandas.Series([1, 3, 3, 1], index=PERIODS)
LIMITS = ["intensity", "breadth", "impact"]
MARKS = ["superpowers", "ideologies", "camps", "markets"]

ROWS = [
    ("e11-1", "with_and", len(AT_LEAST_ONE), "have at least one mark"),
    ("e11-1", "with_and", len(PAIRS), "That is every pair"),
    ("e11-1", "with_or", len(ALL_FOUR), "does the loop use the new one"),
    # One “and” changed, the first or the last, and two of them: & binds as “and” does.
    ("e11-1", "with_or", len(SUPERPOWERS | IDEOLOGIES & CAMPS & MARKETS), "not every “and”"),
    ("e11-1", "with_or", len(SUPERPOWERS & IDEOLOGIES & CAMPS | MARKETS), "was changed"),
    ("e11-1", "with_or", len(SUPERPOWERS & IDEOLOGIES | CAMPS | MARKETS), "stands in it three"),
    ("e11-1", "with_or", len(AT_LEAST_ONE - ALL_FOUR), "Did you leave out the pairs"),
    ("e11-1", "with_or", len(ALL_FOUR) + len(AT_LEAST_ONE), "set back to 0"),
    ("e11-1", "with_or", len(AT_LEAST_ONE | RIVALS | SOLVED | GROWING), "looks at more columns"),
    ("e11-1", "with_or", len(PAIRS), "That is every pair"),
    ("e11-2", "frozen", len(GROWING - SOLVED), "a “not” of its own"),
    ("e11-2", "frozen", len(PAIRS - (SOLVED & GROWING)), "lets in pairs whose disputes grow"),
    ("e11-2", "frozen", len(PAIRS - SOLVED), "one of the two only"),
    ("e11-2", "frozen", len(PAIRS - GROWING), "one of the two only"),
    ("e11-2", "frozen", len(SOLVED & GROWING), "Zheng denies both"),
    (
        "e11-2",
        "bracketed",
        len(PAIRS - SOLVED - GROWING) + len(PAIRS - (SOLVED & GROWING)),
        "two counts in one",
    ),
    ("e11-2", "bracketed", len(PAIRS - SOLVED - GROWING), "This denies each of the two"),
    ("e11-2", "bracketed", len(GROWING - SOLVED), "turns only the first condition"),
    ("e11-2", "bracketed", len(SOLVED & GROWING), "counts the pairs that have both"),
    ("e11-3", "verdict", "not comparable", "asked for the quotation"),
    ("e11-3", "verdict", "cannot be checked", "The report gives words and date"),
    ("e11-3", "verdict", "wrong", "Which word or date of the claim"),
    ("e11-3", "verdict", "right number, wrong label", "the speaker, the day, the topic"),
    ("e11-3", "verdict", "reported, unresolved", "for reports that differ"),
    ("e11-3", "supports", "both", "how Moscow ranks its threats"),
    ("e11-3", "supports", "Moscow's view", "Whose official is speaking"),
    ("e11-3", "supports", "none", "covert influence only"),
    ("e11-4", "kept", 3 - KEPT, "the limits that are broken"),
    ("e11-4", "kept", yes(MARKS), "the marks of a Cold War"),
    ("e11-4", "kept", yes(RATINGS["criterion"]), "all eleven criteria"),
    ("e11-4", "kept", KEPT / 3, "This is a share"),
    # Intensity is kept in every period, the two others in two of the four.
    ("e11-4", "kept", pandas.Series([4, 2, 2], index=LIMITS), "down each column"),
    ("e11-4", "twin", "from February 2022", "the period itself"),
    ("e11-4", "twin", "2014–2019", "the bar of 2014–2019"),
    ("e11-4", "twin", "2001–2013", "the bar of 2001–2013"),
]
