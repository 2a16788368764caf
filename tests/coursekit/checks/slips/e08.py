"""Slips of exercise 08, worked out from the printed counts."""

import pandas

STAFF, DIRECT, LOCAL = 1279, 301, 934  # the missions in 2013: the whole and its two parts
NEITHER = 1279 - 301 - 934
HEADLINE = 755
RT_2015, RT_SAME, RT_2017 = 70, 95, 100  # million viewers: 38 countries, the same, 47 countries
RT_US_2015, RT_US_2017 = 8, 11  # in the United States alone
YEARS = [2016, 2017, 2018]

ROWS = [
    ("e08-1", "parts", STAFF + DIRECT + LOCAL, "holds the whole as well"),
    ("e08-1", "parts", STAFF, "the whole as reported"),
    ("e08-1", "parts", DIRECT, "one of the parts alone"),
    ("e08-1", "parts", LOCAL, "one of the parts alone"),
    ("e08-1", "in_neither", DIRECT + LOCAL - STAFF, "the wrong way round"),
    ("e08-1", "in_neither", STAFF - LOCAL, "only those employed locally"),
    ("e08-1", "in_neither", STAFF - DIRECT, "only those hired directly"),
    ("e08-1", "in_neither", 0, "Compare the sum of the parts"),
    ("e08-1", "in_neither", DIRECT + LOCAL, "the two parts together"),
    ("e08-1", "in_neither", STAFF - (STAFF + DIRECT + LOCAL), "More is taken away"),
    ("e08-2", "most_not_local", DIRECT, "Who else may not have been local"),
    ("e08-2", "most_not_local", LOCAL, "Those are the local staff"),
    ("e08-2", "most_not_local", NEITHER, "Those stand in neither part"),
    ("e08-2", "most_not_local", STAFF, "all the staff"),
    ("e08-2", "most_not_local", STAFF - DIRECT, "You took those hired directly"),
    ("e08-2", "least_local", HEADLINE - DIRECT, "in neither part be local"),
    ("e08-2", "least_local", STAFF - LOCAL, "how many may not be local"),
    ("e08-2", "least_local", STAFF - LOCAL - HEADLINE, "the wrong way round"),
    ("e08-2", "least_local", LOCAL, "That is all local staff"),
    ("e08-2", "least_local", HEADLINE - NEITHER, "You took away only those"),
    ("e08-2", "least_local", HEADLINE - LOCAL, "compared the 755 with all local"),
    ("e08-2", "least_local", LOCAL - HEADLINE, "compared the 755 with all local"),
    ("e08-2", "headline", "can be true", "smaller than that of everybody"),
    ("e08-3", "nine_countries", RT_2017 - RT_2015, "holds two years as well"),
    ("e08-3", "nine_countries", RT_SAME - RT_2015, "what the same countries gained"),
    ("e08-3", "nine_countries", 47 - 38, "the number of countries"),
    ("e08-3", "nine_countries", RT_SAME - RT_2017, "the wrong way round"),
    ("e08-3", "nine_countries", RT_US_2017 - RT_US_2015, "the United States alone gained"),
    ("e08-3", "like_for_like", 100 * (RT_2017 - RT_2015) / RT_2015, "the newspaper's way"),
    ("e08-3", "like_for_like", 43, "the newspaper's way"),
    ("e08-3", "like_for_like", RT_SAME / RT_2015, "how many times as large"),
    ("e08-3", "like_for_like", 100 * (RT_US_2017 - RT_US_2015) / RT_US_2015, "States alone"),
    ("e08-3", "like_for_like", (RT_SAME - RT_2015) / RT_2015, "a part of one"),
    ("e08-3", "like_for_like", RT_SAME - RT_2015, "is in millions"),
    ("e08-3", "like_for_like", 100 * RT_SAME / RT_2015, "the later figure as a percentage"),
    ("e08-3", "like_for_like", 100 * (RT_SAME - RT_2015) / RT_SAME, "divided by the later figure"),
    ("e08-3", "verdict", "holds", "Do they count in the same countries"),
    ("e08-3", "verdict", "wrong", "the division is right"),
    ("e08-3", "verdict", "right number, wrong label", "under its right name and year"),
    ("e08-3", "verdict", "cannot be checked", "Whether anybody else counted"),
    ("e08-3", "verdict", "reported, unresolved", "for reports that differ"),
    # Two compounds; San Francisco, two agencies and, by Russia, two properties; a consulate each.
    ("e08-4", "by_year", pandas.Series([1, 1 + 1 + 1, 1 + 1], index=YEARS), "counted the rows"),
    ("e08-4", "by_year", pandas.Series([3, 2, 1], index=[2017, 2018, 2016]), "counted the rows"),
    (
        "e08-4",
        "by_year",
        pandas.Series([2, 5, 2], index=YEARS).sort_values(ascending=False),
        "sorted by their size",
    ),
    (
        "e08-4",
        "by_year",
        pandas.Series([2 + 1, 2 + 1 + 2 + 1], index=["Russia", "United States"]),
        "one sum for each side",
    ),
    ("e08-4", "by_year", pandas.Series([2, 1 + 2, 1], index=YEARS), "by the United States"),
    # Russia closed nothing in 2016: that year is missing, or filled with 0.
    ("e08-4", "by_year", pandas.Series([2, 1], index=YEARS[1:]), "the closures by Russia"),
    ("e08-4", "by_year", pandas.Series([0, 2, 1], index=YEARS), "the closures by Russia"),
    ("e08-4", "busiest_year", 2 + 1 + 2, "how many were closed in the busiest"),
    ("e08-4", "busiest_year", 2016, "the first year of the table"),
    ("e08-4", "busiest_year", 2018, "the last year of the table"),
]
