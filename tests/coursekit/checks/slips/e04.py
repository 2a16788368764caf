"""Exercise 04's slips by hand.

The figures are those of the tables that the exercise prints.
"""

import pandas

# Billions of dollars, SIPRI's edition of April 2025.
RUSSIA_2013, RUSSIA_2018 = 88.4, 61.6
CHINA_2013, CHINA_2018 = 164.1, 232.5
AMERICA_2013, AMERICA_2018 = 679.2, 682.5
# The same year 2018 in the edition of April 2019.
RUSSIA_THEN, AMERICA_THEN = 61.4, 649.0

# What each column of the second table was multiplied by: trillions of roubles, dollars for 1,000
# roubles, billions of dollars.
ROUBLES, RATE, DOLLARS = 4.048 / 3.250, 16.410 / 26.056, 66.422 / 84.697

# Billions of dollars by year, to three decimals: a ratio upside down multiplies what rounding left.
YEARS = range(2013, 2019)
RUSSIA = pandas.Series([88.353, 84.697, 66.422, 69.245, 66.913, 61.609], index=YEARS)
CHINA = pandas.Series([164.070, 182.109, 196.539, 198.538, 210.443, 232.531], index=YEARS)
AMERICA = pandas.Series([679.229, 647.789, 633.830, 639.856, 646.753, 682.491], index=YEARS)

ROWS = [
    ("e04-1", "of_china_2013", RUSSIA_2013 / CHINA_2013, "For 2013 this is a part"),
    ("e04-1", "of_china_2013", 100 * CHINA_2013 / RUSSIA_2013, "2013 the ratio is upside down"),
    ("e04-1", "of_china_2013", 100 * RUSSIA_2013 / AMERICA_2013, "For 2013 you divided"),
    ("e04-1", "of_china_2013", 100 * CHINA_2013 / AMERICA_2013, "For 2013 this is China measured"),
    ("e04-1", "of_china_2013", 100 * RUSSIA_2018 / CHINA_2018, "the percentage of 2018, and 2013"),
    ("e04-1", "of_china_2013", 100 * RUSSIA_2013 / CHINA_2018, "2013 stands above China's 2018"),
    ("e04-1", "of_china_2018", RUSSIA_2018 / CHINA_2018, "For 2018 this is a part"),
    ("e04-1", "of_china_2018", 100 * CHINA_2018 / RUSSIA_2018, "2018 the ratio is upside down"),
    ("e04-1", "of_china_2018", 100 * RUSSIA_2018 / AMERICA_2018, "For 2018 you divided"),
    ("e04-1", "of_china_2018", 100 * CHINA_2018 / AMERICA_2018, "For 2018 this is China measured"),
    ("e04-1", "of_china_2018", 100 * RUSSIA_2013 / CHINA_2013, "the percentage of 2013, and 2018"),
    ("e04-1", "of_china_2018", 100 * RUSSIA_2018 / CHINA_2013, "2018 stands above China's 2013"),
    ("e04-1", "of_china_2013", 100 * 84.7 / 182.1, "row beside that of 2013"),
    ("e04-1", "of_china_2013", round(RUSSIA_2013 / CHINA_2013, 1) * 100, "rounded before you"),
    ("e04-1", "of_china_2018", 100 * 66.9 / 210.4, "row beside that of 2018"),
    ("e04-1", "of_china_2018", round(RUSSIA_2018 / CHINA_2018, 1) * 100, "rounded before you"),
    ("e04-2", "roubles_factor", 3.250 / 4.048, "roubles_factor is upside down"),
    ("e04-2", "roubles_factor", 4.048 - 3.250, "one year from the other"),
    ("e04-2", "roubles_factor", 3.250 / 2.813, "one step too early"),
    ("e04-2", "roubles_factor", 4.645 / 4.048, "one step too late"),
    ("e04-2", "roubles_factor", 100 * ROUBLES - 100, "the change in per cent"),
    ("e04-2", "roubles_factor", ROUBLES - 1, "the change only"),
    ("e04-2", "roubles_factor", 100 * ROUBLES, "not multiplied by 100"),
    ("e04-2", "roubles_factor", 4.048 / 2.813, "begins in 2013"),
    ("e04-2", "roubles_factor", 3.863 / 2.813, "the lesson's, from 2013 to 2018"),
    ("e04-2", "roubles_factor", RATE, "factor of the column rate"),
    ("e04-2", "roubles_factor", DOLLARS, "factor of the column dollars"),
    ("e04-2", "rate_factor", 26.056 / 16.410, "rate_factor is upside down"),
    ("e04-2", "rate_factor", 100 * RATE - 100, "the change in per cent"),
    ("e04-2", "rate_factor", RATE - 1, "the change only"),
    ("e04-2", "rate_factor", 100 * RATE, "not multiplied by 100"),
    ("e04-2", "rate_factor", 16.410 / 31.410, "begins in 2013"),
    ("e04-2", "rate_factor", 15.947 / 31.410, "the lesson's, from 2013 to 2018"),
    ("e04-2", "rate_factor", ROUBLES, "factor of the column roubles"),
    ("e04-2", "rate_factor", DOLLARS, "factor of the column dollars"),
    ("e04-2", "rate_factor", 16.410 - 26.056, "what was added or lost"),
    ("e04-2", "rate_factor", 1 - RATE, "the part that was lost"),
    ("e04-2", "rate_factor", 26.056 / 31.410, "one step too early"),
    ("e04-2", "rate_factor", 14.908 / 16.410, "one step too late"),
    ("e04-2", "dollars_factor", 66.422 - 84.697, "what was added or lost"),
    ("e04-2", "dollars_factor", 1 - DOLLARS, "the part that was lost"),
    ("e04-2", "dollars_factor", round(1.25 * 0.63, 2), "two rounded factors"),
    ("e04-2", "dollars_factor", 84.697 / 88.353, "one step too early"),
    ("e04-2", "dollars_factor", 69.245 / 66.422, "one step too late"),
    ("e04-2", "dollars_factor", 84.697 / 66.422, "dollars_factor is upside down"),
    ("e04-2", "dollars_factor", 100 * DOLLARS - 100, "the change in per cent"),
    ("e04-2", "dollars_factor", DOLLARS - 1, "the change only"),
    ("e04-2", "dollars_factor", 100 * DOLLARS, "not multiplied by 100"),
    ("e04-2", "dollars_factor", 66.422 / 88.353, "begins in 2013"),
    ("e04-2", "dollars_factor", 61.609 / 88.353, "the lesson's, from 2013 to 2018"),
    ("e04-2", "dollars_factor", ROUBLES, "factor of the column roubles"),
    ("e04-2", "dollars_factor", RATE, "factor of the column rate"),
    ("e04-3", "share_then", 100 * RUSSIA_2018 / AMERICA_2018, "from the column of 2025"),
    ("e04-3", "share_then", 100 * RUSSIA_THEN / AMERICA_2018, "a figure comes from the column"),
    ("e04-3", "share_then", round(RUSSIA_THEN / AMERICA_THEN, 2) * 100, "too early or too far"),
    ("e04-3", "share_then", round(RUSSIA_THEN / AMERICA_THEN, 1) * 100, "before it was multiplied"),
    ("e04-3", "share_then", RUSSIA_THEN / AMERICA_THEN, "share_then is a part of one"),
    ("e04-3", "share_then", 100 * AMERICA_THEN / RUSSIA_THEN, "share_then is upside down"),
    ("e04-3", "us_raised", 100 * RUSSIA_2018 / RUSSIA_THEN - 100, "happened to Russia's figure"),
    ("e04-3", "us_raised", AMERICA_2018 / AMERICA_THEN - 1, "us_raised is a part of one"),
    ("e04-3", "us_raised", AMERICA_2018 - AMERICA_THEN, "in billions of dollars"),
    ("e04-3", "us_raised", 100 - 100 * AMERICA_THEN / AMERICA_2018, "divided by the later figure"),
    ("e04-3", "us_raised", 100 * AMERICA_2018 / AMERICA_THEN, "The rise is 100 less"),
    (
        "e04-3",
        "us_raised",
        AMERICA_2018 - AMERICA_THEN / AMERICA_THEN * 100,
        "us_raised lacks brackets",
    ),
    ("e04-3", "us_raised", AMERICA_2018 / AMERICA_THEN, "us_raised is a factor"),
    ("e04-3", "us_raised", 100 * (AMERICA_THEN - AMERICA_2018) / AMERICA_THEN, "sign of us_raised"),
    (
        "e04-3",
        "us_raised",
        round((AMERICA_2018 - AMERICA_THEN) / AMERICA_THEN, 1) * 100,
        "before it was multiplied",
    ),
    ("e04-3", "verdict", "right number, wrong label", "Which label would be wrong"),
    ("e04-3", "verdict", "cannot be checked", "What is missing"),
    ("e04-3", "verdict", "wrong", "that its author could see"),
    ("e04-3", "verdict", "not comparable", "one edition and one year"),
    ("e04-3", "verdict", "reported, unresolved", "one publisher are no dispute"),
    ("e04-4", "share", RUSSIA / AMERICA, "These are parts of one"),
    ("e04-4", "share", (RUSSIA / AMERICA).round(1) * 100, "rounded before you multiplied"),
    ("e04-4", "share", 100 * AMERICA / RUSSIA, "The ratio is upside down"),
    ("e04-4", "share", 100 * RUSSIA / CHINA, "shares of China's spending"),
    ("e04-4", "highest_year", 2013, "the highest year in dollars"),
    ("e04-4", "highest_year", 2016, "the highest year in roubles"),
    ("e04-4", "highest_year", 2015, "Feng calls the peak"),
    ("e04-4", "highest_year", 2018, "the lowest point of the line"),
]
