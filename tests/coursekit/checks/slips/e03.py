"""Exercise 03's slips by hand.

The figures are those of the tables that the exercise prints.
"""

import pandas

# Trillions of dollars at market rates.
CHINA_2008, CHINA_2017 = 4.67, 12.54
RUSSIA_2008, RUSSIA_2017 = 1.66, 1.57
AMERICA_2008, AMERICA_2017 = 14.77, 19.61
SHARE_2008, SHARE_2017 = 31.6, 63.9  # per cent, the answers of Task 1
RISE = SHARE_2017 - SHARE_2008

# Dollars per head, 2008 to 2017; America's are the same at market rates and at purchasing power.
YEARS = range(2008, 2018)
RUSSIA = pandas.Series(
    [20_164, 19_390, 20_490, 22_790, 24_274, 26_020, 25_688, 23_994, 24_012, 25_778], index=YEARS
)
RUSSIA_AT_MARKET_RATES = pandas.Series(
    [11_635, 8_563, 10_675, 14_305, 15_402, 15_941, 14_055, 9_278, 8_663, 10_659], index=YEARS
)
AMERICA = pandas.Series(
    [48_570, 47_195, 48_643, 50_025, 51_708, 53_297, 55_153, 56_849, 57_977, 60_048], index=YEARS
)

# Trillions of dollars at market rates, the table of task 1: its rows are numbered from 0.
RUSSIA_WHOLE = pandas.Series([1.66, 1.22, 1.52, 2.05, 2.21, 2.29, 2.06, 1.36, 1.28, 1.57])
CHINA_WHOLE = pandas.Series([4.67, 5.19, 6.19, 7.67, 8.67, 9.74, 10.67, 11.28, 11.46, 12.54])
AMERICA_WHOLE = pandas.Series(
    [14.77, 14.48, 15.05, 15.60, 16.25, 16.88, 17.61, 18.30, 18.80, 19.61]
)

ROWS = [
    ("e03-1", "china_2008", CHINA_2008 / AMERICA_2008, "For 2008 this is a part"),
    ("e03-1", "china_2008", 100 * AMERICA_2008 / CHINA_2008, "2008 the ratio is upside down"),
    ("e03-1", "china_2008", 100 * RUSSIA_2008 / AMERICA_2008, "For 2008 this is Russia's share"),
    ("e03-1", "china_2008", 100 * CHINA_2017 / AMERICA_2017, "the share of 2017, and 2008"),
    ("e03-1", "china_2008", 100 * RUSSIA_2008 / CHINA_2008, "2008 you measured Russia against"),
    ("e03-1", "china_2008", 100 * 5.19 / 14.48, "the share of 2009"),
    ("e03-1", "china_2008", 100 * CHINA_2008 / AMERICA_2017, "2008 stands above America's 2017"),
    ("e03-1", "china_2008", round(CHINA_2008 / AMERICA_2008, 1) * 100, "rounded before you"),
    ("e03-1", "china_2017", 100 * RUSSIA_2017 / CHINA_2017, "2017 you measured Russia against"),
    ("e03-1", "china_2017", 100 * 11.46 / 18.80, "the share of 2016"),
    ("e03-1", "china_2017", 100 * CHINA_2017 / AMERICA_2008, "2017 stands above America's 2008"),
    ("e03-1", "china_2017", round(CHINA_2017 / AMERICA_2017, 1) * 100, "rounded before you"),
    ("e03-1", "china_2017", CHINA_2017 / AMERICA_2017, "For 2017 this is a part"),
    ("e03-1", "china_2017", 100 * AMERICA_2017 / CHINA_2017, "2017 the ratio is upside down"),
    ("e03-1", "china_2017", 100 * RUSSIA_2017 / AMERICA_2017, "For 2017 this is Russia's share"),
    ("e03-1", "china_2017", 100 * CHINA_2008 / AMERICA_2008, "the share of 2008, and 2017"),
    ("e03-2", "rise_in_points", 100 * RISE / SHARE_2008, "the rise in per cent"),
    ("e03-2", "rise_in_points", 102, "the rise in per cent"),
    ("e03-2", "rise_in_points", RISE / 100, "looks like a part of one"),
    ("e03-2", "rise_in_points", -RISE, "sign is turned round"),
    ("e03-2", "rise_in_percent", RISE, "the rise in percentage points"),
    ("e03-2", "rise_in_percent", 100 * RISE / SHARE_2017, "by the share at the end"),
    ("e03-2", "rise_in_percent", 100 * SHARE_2017 / SHARE_2008, "later share as a percentage"),
    ("e03-2", "rise_in_percent", -100 * RISE / SHARE_2008, "sign of rise_in_percent"),
    ("e03-2", "rise_in_percent", RISE / SHARE_2008, "a part of one"),
    ("e03-2", "rise_in_percent", round(RISE / SHARE_2008), "a part of one"),
    ("e03-2", "rise_in_percent", SHARE_2017 / SHARE_2008, "the share was multiplied"),
    (
        "e03-2",
        "rise_in_percent",
        SHARE_2017 - SHARE_2008 / SHARE_2008 * 100,
        "Brackets are missing",
    ),
    (
        "e03-2",
        "rise_in_percent",
        100 * (CHINA_2017 - CHINA_2008) / CHINA_2008,
        "China's own economy grew",
    ),
    ("e03-2", "rise_in_percent", round(RISE / SHARE_2008) * 100, "Near, and not exact"),
    ("e03-2", "rise_in_percent", round(RISE) / SHARE_2008 * 100, "Near, and not exact"),
    ("e03-3", "negative_then", 10, "how many years the table has"),
    ("e03-3", "negative_now", 10, "how many years the table has"),
    # 2008 and 2009 in the edition of 2018, only 2009 in that of 2026.
    ("e03-3", "negative_then", 1, "count of the later edition"),
    ("e03-3", "negative_now", 2, "count of the older edition"),
    ("e03-3", "verdict", "wrong", "outside Feng's two limits"),
    ("e03-3", "verdict", "not comparable", "the same thing at two dates"),
    ("e03-3", "verdict", "right number, wrong label", "Which label would be wrong"),
    ("e03-3", "verdict", "reported, unresolved", "do they differ on that"),
    ("e03-3", "verdict", "cannot be checked", "between which limits"),
    ("e03-4", "share", RUSSIA / AMERICA, "These are parts of one"),
    ("e03-4", "share", (RUSSIA / AMERICA).round(1) * 100, "rounded before you multiplied"),
    ("e03-4", "share", 100 * CHINA_WHOLE / AMERICA_WHOLE, "holds whole economies"),
    ("e03-4", "share", 100 * AMERICA / RUSSIA, "The ratio is upside down"),
    ("e03-4", "share", 100 * RUSSIA_AT_MARKET_RATES / AMERICA, "figures at market rates"),
    ("e03-4", "share", 100 * RUSSIA_WHOLE / AMERICA_WHOLE, "holds whole economies"),
    ("e03-4", "highest_year", 2009, "the lowest point of the line"),
    ("e03-4", "highest_year", 2017, "the end of the line"),
    ("e03-4", "highest_year", 2012, "Another point is higher"),
    ("e03-4", "highest_year", 2014, "Another point is higher"),
]
