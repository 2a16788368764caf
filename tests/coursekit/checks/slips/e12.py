"""Exercise 12: slips of counting, of the eight rows as printed, and of China's customs."""

import pandas

# The game as printed: what each gets where all cooperate, and the column of the three together.
EACH_IN_FIRST_ROW = 3 * 3 - 4
TOGETHER = [15, 10, 10, 5, 10, 5, 5, 0]

# Trade of China and Russia, US$ billion.
TRADE_2018, TRADE_2023 = 107.0, 240.1

# Points in the eight patterns, as printed.
PATTERNS = range(1, 9)
CHINA = pandas.Series([2, 2, 0, 0, 0, 0, -2, -2], PATTERNS)
RUSSIA = pandas.Series([2, 0, 2, 0, 0, -2, 0, -2], PATTERNS)
AMERICA = pandas.Series([2, 0, 0, -2, 2, 0, 0, -2], PATTERNS)
BETTER_OTHER = pandas.Series([2, 0, 2, 0, 2, 0, 0, -2], PATTERNS)

ROWS = [
    ("e12-1", "triangles", 2 * 2 * 2, "the number with two words"),
    ("e12-1", "triangles", 3 * 3, "covers two sides"),
    ("e12-1", "silent", 2 * 2 * 2, "on which the theories do speak"),
    ("e12-1", "silent", 3 * 2 * 2, "exactly one “neither”"),  # a place for it, two words elsewhere
    ("e12-1", "silent", 3 * 3, "on one given side"),
    ("e12-1", "silent", 3 * 3 * 3, "more than once"),  # nine for each side, added up
    ("e12-1", "silent", 3**3, "or those without any"),  # nothing subtracted
    ("e12-1", "four_countries", 2**4, "each of four countries"),
    ("e12-1", "four_countries", 2 * 8, "doubled once"),  # for the new country
    ("e12-1", "four_countries", 8 * 3, "times the new sides"),
    ("e12-1", "four_countries", 4 * 6, "countries times sides"),
    ("e12-1", "four_countries", 2**3, "That is three sides"),
    ("e12-1", "four_countries", 2 * 6, "adds the choices up"),
    ("e12-1", "four_countries", 6 * 6, "two things with six choices"),
    ("e12-1", "four_countries", 3**6, "six sides with three words"),
    ("e12-2", "best_together", sum(TOGETHER), "adds up the whole column"),
    ("e12-2", "best_together", EACH_IN_FIRST_ROW, "what one country gets"),
    ("e12-2", "best_together", 3 * 3, "forgets the cost"),
    ("e12-2", "best_together", 2 * 3, "the three countries in each row first"),  # who presses alone
    ("e12-2", "best_for_china", EACH_IN_FIRST_ROW, "where all three cooperate"),
    ("e12-2", "best_for_china", max(TOGETHER), "what all three get together"),
    ("e12-2", "best_for_china", 2 * 3 - 3, "China presses and one other does too"),
    ("e12-2", "stable", 0, "Try the last row"),
    ("e12-2", "stable", 2, "Try the first row"),  # the first and the last
    # The three in which one gets 6; these and the last; more of them, up to all.
    *(("e12-2", "stable", count, "to strike the row out") for count in (3, 4, 5, 6, 7, 8)),
    ("e12-3", "rise", TRADE_2023 - TRADE_2018, "in billions of dollars"),
    ("e12-3", "rise", TRADE_2023 / TRADE_2018 * 100, "the later value as a percentage"),
    (
        "e12-3",
        "rise",
        (TRADE_2023 - TRADE_2018) / TRADE_2023 * 100,
        "by the value of the last year",
    ),
    ("e12-3", "rise", (TRADE_2023 - TRADE_2018) / TRADE_2018, "as a part of one"),
    ("e12-3", "rise", TRADE_2023 / TRADE_2018, "how many times as large"),
    ("e12-3", "rise", 3.5 - 2.7 + 36.3 + 29.5 + 26.2, "the yearly percentages add up to"),
    ("e12-3", "best_year", 2023, "the most dollars were added"),  # 49.8, after 43.4 and 39.1
    ("e12-3", "best_year", 2020, "the year it starts from"),  # from 107.8 to 146.9
    ("e12-3", "best_year", 36, "This is the percentage"),
    ("e12-3", "best_year", 2022, "That year comes close"),  # 29.5 per cent, after 36.3
    ("e12-3", "verdict", "wrong", "what the sanctions cost"),
    ("e12-3", "verdict", "holds", "measures the effects of US sanctions"),
    ("e12-3", "verdict", "not comparable", "no two figures against each other"),
    ("e12-3", "verdict", "right number, wrong label", "no number in Feng's sentence"),
    ("e12-3", "verdict", "reported, unresolved", "for reports that differ"),
    ("e12-4", "lead", BETTER_OTHER - CHINA, "sign is turned round"),
    ("e12-4", "lead", CHINA, "China's own points"),
    ("e12-4", "lead", CHINA - RUSSIA, "lead over Russia"),
    ("e12-4", "lead", CHINA - AMERICA, "lead over the United States"),
    ("e12-4", "lead", CHINA - RUSSIA - AMERICA, "both of the others are subtracted"),
    ("e12-4", "best_pattern", 1, "the other two have as many"),  # all three sides good
    ("e12-4", "best_pattern", 3, "There Russia is the pivot"),  # its two sides good
    ("e12-4", "best_pattern", 4, "level with Russia"),  # only China–Russia good
    ("e12-4", "best_pattern", 5, "There the United States is the pivot"),
    ("e12-4", "best_pattern", 6, "level with the United States"),  # only China–US good
    ("e12-4", "best_own", 1, "whatever the others have"),  # where it leads
    ("e12-4", "best_own", 4, "China is at 0 points"),  # 3, 4, 5 and 6
]
