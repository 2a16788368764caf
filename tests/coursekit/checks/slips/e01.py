"""Exercise 01's slips by hand.

The counts are those that the learner's own lines give; the boxes are counted by eye on the maps.
"""

# Claims by the precision of their date, as `len` counts them after each of the two questions.
FENG_YEAR, FENG_MONTH, FENG_DAY = 69, 44, 34
ZHENG_YEAR, ZHENG_MONTH, ZHENG_DAY = 5, 11, 8
OP_ED_DAY, OP_ED_YEAR = 1, 2
FENG_ALL, ZHENG_ALL = 400, 64
ALL_DAY = FENG_DAY + ZHENG_DAY + OP_ED_DAY
FENG_WORDS, ZHENG_WORDS = 6591, 842

ROWS = [
    ("e01-1", "feng_days", FENG_YEAR, "Feng's claims dated to the year"),
    ("e01-1", "feng_days", FENG_MONTH, "Feng's claims dated to the month"),
    ("e01-1", "feng_days", ZHENG_DAY, "Zheng's number. This name"),
    ("e01-1", "feng_days", OP_ED_DAY, "This name is for Feng: change"),
    ("e01-1", "feng_days", OP_ED_YEAR, "as it stands"),
    ("e01-1", "feng_days", 0, "No row matched"),
    ("e01-1", "feng_days", ALL_DAY, "texts. Keep those of Feng"),
    # The ledger as it is loaded holds a sum of the course's own in each text: the 38 additions of
    # 6 April 2018 (Feng 1.6) and the 379 votes on the House bill (Zheng ¶4).
    ("e01-1", "feng_days", FENG_DAY + 1, "the course's own sums"),
    ("e01-1", "feng_days", FENG_ALL, "Ask for their date as well"),
    ("e01-1", "zheng_days", ZHENG_ALL, "Ask for their date as well"),
    ("e01-1", "zheng_days", ZHENG_YEAR, "Zheng's claims dated to the year"),
    ("e01-1", "zheng_days", ZHENG_MONTH, "Zheng's claims dated to the month"),
    ("e01-1", "zheng_days", FENG_DAY, "Feng's number. This name"),
    ("e01-1", "zheng_days", OP_ED_DAY, "This name is for Zheng: change"),
    ("e01-1", "zheng_days", OP_ED_YEAR, "as it stands"),
    ("e01-1", "zheng_days", 0, "No row matched"),
    ("e01-1", "zheng_days", ALL_DAY, "texts. Keep those of Zheng"),
    ("e01-1", "zheng_days", ZHENG_DAY + 1, "the course's own sums"),
    ("e01-2", "feng_rate", FENG_WORDS / FENG_DAY, "Feng the division is upside down"),
    ("e01-2", "feng_rate", 1000 * FENG_DAY / ZHENG_WORDS, "by the words of Zheng"),
    ("e01-2", "feng_rate", 1000 * ZHENG_DAY / ZHENG_WORDS, "Zheng's rate. This name"),
    ("e01-2", "feng_rate", 100 * FENG_DAY / FENG_WORDS, "For Feng this is per 100"),
    ("e01-2", "feng_rate", FENG_DAY / FENG_WORDS, "For Feng this is per word"),
    ("e01-2", "feng_rate", round(FENG_DAY / FENG_WORDS, 1), "For Feng this is per word"),
    ("e01-2", "feng_rate", round(FENG_DAY / FENG_WORDS, 1) * 1000, "you rounded before"),
    ("e01-2", "feng_rate", round(FENG_DAY / FENG_WORDS, 2) * 1000, "too early or too far"),
    ("e01-2", "feng_rate", FENG_WORDS / FENG_DAY * 1000, "For Feng the claims have to stand"),
    ("e01-2", "zheng_rate", ZHENG_WORDS / ZHENG_DAY, "Zheng the division is upside down"),
    # 105.25, rounded as at school; Python's round gives 105.2.
    ("e01-2", "zheng_rate", 105.3, "Zheng the division is upside down"),
    ("e01-2", "zheng_rate", 1000 * ZHENG_DAY / FENG_WORDS, "by the words of Feng"),
    ("e01-2", "zheng_rate", 1000 * FENG_DAY / FENG_WORDS, "Feng's rate. This name"),
    ("e01-2", "zheng_rate", 100 * ZHENG_DAY / ZHENG_WORDS, "For Zheng this is per 100"),
    ("e01-2", "zheng_rate", ZHENG_DAY / ZHENG_WORDS, "For Zheng this is per word"),
    ("e01-2", "zheng_rate", round(ZHENG_DAY / ZHENG_WORDS, 1) * 1000, "you rounded before"),
    ("e01-2", "zheng_rate", round(ZHENG_DAY / ZHENG_WORDS, 2) * 1000, "too early or too far"),
    ("e01-2", "zheng_rate", ZHENG_WORDS / ZHENG_DAY * 1000, "For Zheng the claims have to stand"),
    ("e01-3", "days", 14 - 3 + 1, "counted both ends"),
    ("e01-3", "days", 3 - 14, "sign is turned round"),
    ("e01-3", "days", 7, "the same weekday"),
    ("e01-3", "days", 10, "the days that lie between"),  # 4 to 13 May
    ("e01-3", "days", 4, "the Tuesday that follows"),  # Saturday, Sunday, Monday, Tuesday
    ("e01-3", "verdict", "holds", "between Monday 6 and Sunday 12"),
    ("e01-3", "verdict", "wrong", "Part of the sentence is sound"),
    ("e01-3", "verdict", "cannot be checked", "A calendar is a source"),
    ("e01-3", "verdict", "not comparable", "No figure is set against another"),
    ("e01-3", "verdict", "reported, unresolved", "give another day"),
    ("e01-4", "zheng_evidence", 3, "the broken edges of Zheng's map"),
    ("e01-4", "zheng_evidence", 12, "all boxes of Zheng's map"),
    ("e01-4", "zheng_evidence", 7, "maps have changed places"),  # Feng's, or six reasons, a claim
    ("e01-4", "zheng_evidence", 5 - 3, "whatever its edge"),
    # Five of Zheng's, seven of Feng's, three of the Op-ed's.
    ("e01-4", "zheng_evidence", 5 + 7 + 3, "white boxes of all three texts"),
    ("e01-4", "zheng_broken", 5 - 3, "solid edges of Zheng's map"),
    ("e01-4", "zheng_broken", 2, "maps have changed places"),
    ("e01-4", "zheng_broken", 3 + 2 + 2, "broken edges of all three"),
    ("e01-4", "zheng_broken", 5, "all white boxes of Zheng's map"),
    # The arrow of the box Zheng ¶1 in the middle.
    ("e01-4", "zheng_broken", 3 + 1, "count a broken arrow"),
    # All twelve but the two with a named source: the white box Zheng ¶6 and one of Zheng ¶4.
    ("e01-4", "zheng_broken", 12 - 2, "Zheng's map without a source"),
    ("e01-4", "feng_evidence", 2, "the broken edges of Feng's map"),
    ("e01-4", "feng_evidence", 15, "all boxes of Feng's map"),
    ("e01-4", "feng_evidence", 5 + 7 + 3, "white boxes of all three texts"),
    ("e01-4", "feng_evidence", 5, "maps have changed places"),
    ("e01-4", "feng_evidence", 7 - 2, "you left out the white boxes"),
    ("e01-4", "feng_evidence", 8, "counted every box at the right"),
    ("e01-4", "feng_broken", 7 - 2, "solid edges of Feng's map"),
    ("e01-4", "feng_broken", 7, "all white boxes of Feng's map"),
    # The arrow of the white box Feng 4.1, whose own edge is solid.
    ("e01-4", "feng_broken", 2 + 1, "counted a broken arrow"),
    ("e01-4", "feng_broken", 3, "maps have changed places"),
    ("e01-4", "feng_broken", 3 + 2 + 2, "broken ones of all three texts"),
    # All fifteen but the five white boxes with a solid edge.
    ("e01-4", "feng_broken", 15 - 5, "Feng's map without a source"),
]
