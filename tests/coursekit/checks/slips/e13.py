"""Exercise 13: slips of the mean of squares, worked out from the printed practice questions."""

import pandas

BOLD = pandas.Series([0.9, 0.9, 0.1, 0.9, 0.1, 0.1, 0.9, 0.9, 0.1, 0.1])
CAREFUL = pandas.Series([0.7, 0.6, 0.3, 0.8, 0.4, 0.2, 0.7, 0.6, 0.3, 0.4])
HAPPENED = pandas.Series([1, 0, 0, 1, 1, 0, 1, 0, 0, 1])
CERTAIN = pandas.Series([1, 1, 0, 1, 0, 0, 1, 1, 0, 0])
# Russia's share at market rates fell (1) against the year before, or not (0).
FELL = pandas.Series([1, 0, 0, 0, 1, 1, 1, 1, 0], index=range(2009, 2018))

ROWS = [
    ("e13-1", "careful_score", ((BOLD - HAPPENED) ** 2).mean(), "score of the bold one"),
    ("e13-1", "careful_score", (CAREFUL - HAPPENED).mean(), "the errors were not squared"),
    ("e13-1", "careful_score", round(((CAREFUL - HAPPENED) ** 2).mean()), "to a whole number"),
    ("e13-1", "careful_score", (CAREFUL - HAPPENED**2).mean(), "brackets round the difference"),
    ("e13-1", "careful_score", (CAREFUL - HAPPENED).abs().mean(), "without their signs"),
    ("e13-1", "careful_score", ((CAREFUL - HAPPENED) ** 2).sum(), "the sum of the squared errors"),
    ("e13-1", "always_60", ((0.5 - HAPPENED) ** 2).mean(), "always saying 50%"),
    ("e13-1", "always_60", ((60 - HAPPENED) ** 2).mean(), "60 is meant as a part of one"),
    ("e13-1", "always_60", (0.6 - HAPPENED).mean(), "the mean of the errors themselves"),
    ("e13-1", "always_60", (0.6 - HAPPENED**2).mean(), "brackets round the difference"),
    ("e13-1", "always_60", ((0.6 - HAPPENED) * 2).mean(), "One star multiplies"),
    ("e13-1", "always_60", (0.6 - HAPPENED).abs().mean(), "without their signs"),
    ("e13-1", "always_60", ((0.6 - HAPPENED) ** 2).sum(), "the sum of the squared errors"),
    ("e13-2", "certain_score", (CERTAIN == HAPPENED).mean(), "the share that she got right"),
    ("e13-2", "certain_score", ((CERTAIN - HAPPENED) ** 2).sum(), "This is the sum"),
    ("e13-2", "certain_score", ((CAREFUL - HAPPENED) ** 2).mean(), "before rounding"),
    ("e13-2", "certain_score", (CERTAIN - HAPPENED).mean(), "the errors were not squared"),
    ("e13-2", "certain_score", round(((CAREFUL - HAPPENED) ** 2).mean()), "to a whole number"),
    ("e13-2", "certain_score", ((BOLD - HAPPENED) ** 2).mean(), "the bold one's score"),
    ("e13-2", "needed_of_20", 13, "exactly that of the coin"),  # the list shows 13 0.25
    ("e13-2", "needed_of_20", 0.8 * 20, "80% of twenty"),
    ("e13-2", "needed_of_20", 15, "Would fewer do"),
    ("e13-2", "needed_of_20", 20 - 14, "may come out wrong"),
    ("e13-2", "needed_of_20", 10, "worse than that of the coin"),
    ("e13-2", "needed_of_20", 11, "worse than that of the coin"),
    ("e13-2", "needed_of_20", 12, "worse than that of the coin"),
    # Of ten at 80%: 7 hits of 0.04 and 3 misses of 0.64 make 0.22; with 6 it is 0.28.
    ("e13-2", "needed_of_20", 7, "would do for ten questions"),
    ("e13-3", "original", ((CAREFUL - HAPPENED) ** 2).mean(), "one of the two answers alone"),
    ("e13-3", "original", (CAREFUL - HAPPENED + (1 - CAREFUL) - (1 - HAPPENED)).mean(), "cancel"),
    ("e13-3", "original", round(2 * ((CAREFUL - HAPPENED) ** 2).mean()), "to a whole number"),
    ("e13-3", "original", 2 * ((CAREFUL - HAPPENED) ** 2).sum(), "the sum of the squared errors"),
    (
        "e13-3",
        "original",
        ((CAREFUL - HAPPENED) ** 2 + (1 - CAREFUL - 1 - HAPPENED) ** 2).mean(),
        "a pair of brackets is missing",
    ),
    (
        "e13-3",
        "original",
        pandas.concat([(CAREFUL - HAPPENED) ** 2, ((1 - CAREFUL) - (1 - HAPPENED)) ** 2]).mean(),
        "the mean of all errors",
    ),
    (
        "e13-3",
        "original",
        ((BOLD - HAPPENED) ** 2 + ((1 - BOLD) - (1 - HAPPENED)) ** 2).mean(),
        "the bold one's",
    ),
    (
        "e13-3",
        "original",
        ((CAREFUL - HAPPENED) ** 2 + ((1 - CAREFUL) - HAPPENED) ** 2).mean(),
        "one part still belongs to “yes”",
    ),
    (
        "e13-3",
        "original",
        ((CAREFUL - HAPPENED) ** 2 + (CAREFUL - (1 - HAPPENED)) ** 2).mean(),
        "one part still belongs to “yes”",
    ),
    ("e13-3", "verdict", "wrong", "right where it comes from"),
    ("e13-3", "verdict", "holds", "What would the coin score"),
    ("e13-3", "verdict", "right number, wrong label", "Both carry the right name"),
    ("e13-3", "verdict", "cannot be checked", "the coin's as well"),
    ("e13-3", "verdict", "reported, unresolved", "for reports that differ"),
    ("e13-4", "errors", 0.8 - FELL, "brackets first"),
    ("e13-4", "errors", (0.8 - FELL).abs(), "without their signs"),
    ("e13-4", "errors", (0.2 - FELL) ** 2, "This forecaster said 20%"),
    ("e13-4", "errors", (80 - FELL) ** 2, "80 is meant as a part of one"),
    ("e13-4", "errors", (0.8 - FELL) * 2, "One star multiplies"),
    ("e13-4", "costly_years", 5, "better than 50%"),  # five bars of 0.04
    ("e13-4", "costly_years", 9, "That is every year"),
]
