"""Slips of exercise 10, from the printed codes and counts, and from the joined table of task 3."""

from coursekit import tables

PASSAGES, SAME = 12, 8
OFTEN = {"opposed": (6, 8), "shared": (2, 2), "mixed": (2, 1), "absent": (2, 1)}  # task 2
AGREED = 8 / 12
LUCK = sum(first * second for first, second in OFTEN.values()) / 144

# Task 3, the table that its first cell makes.
JOINED = tables.load("positions").merge(
    tables.load("claims")[["id", "evidence"]], left_on="claim", right_on="id"
)
FENG = JOINED[JOINED["document"] == "Feng"]
WITHOUT = FENG[FENG["evidence"] == "none"]

# Task 4, the column opposed of the grid: what was opposed before, one mixed, one absent.
KEPT_OPPOSED = 6
COLUMN_OPPOSED = 6 + 1 + 1

ROWS = [
    ("e10-1", "same_count", PASSAGES - SAME, "have different codes"),
    ("e10-1", "same_count", PASSAGES, "how many passages there are"),
    ("e10-1", "same_count", 6, "only the passages that are “opposed”"),
    ("e10-1", "same_count", (JOINED["document"] == "prospects").sum(), "Not one row"),
    ("e10-1", "same_percent", round(8 / 12, 1), "a part of one"),
    ("e10-1", "same_percent", round(8 / 12, 1) * 100, "before the last step"),
    ("e10-1", "same_percent", 66.6, "were cut off"),
    ("e10-1", "same_percent", 100 * 4 / 12, "passages with different codes"),
    ("e10-1", "same_percent", SAME, "the number of passages"),
    ("e10-2", "luck_percent", round(LUCK, 1), "a part of one"),
    ("e10-2", "luck_percent", 100 * 6 / 12 * 8 / 12, "“opposed” alone"),
    ("e10-2", "luck_percent", 100 * (6**2 + 2**2 + 2**2 + 2**2) / 144, "wishes were taken twice"),
    ("e10-2", "luck_percent", 6 * 8 + 2 * 2 + 2 * 1 + 2 * 1, "products of the counts added up"),
    ("e10-2", "luck_percent", 100 * (6 * 8 + 2 * 2 + 2 * 1 + 2 * 1) / 12, "by twelve once"),
    ("e10-2", "luck_percent", round(LUCK, 1) * 100, "before the last step"),
    ("e10-2", "luck_percent", 100 / 4, "if every code were used equally"),
    ("e10-2", "luck_percent", 100 * AGREED, "the agreement that was found"),
    ("e10-2", "kappa", 100 * (AGREED - LUCK) / (1 - LUCK), "not a percentage"),
    ("e10-2", "kappa", AGREED - LUCK, "This is the way made"),
    ("e10-2", "kappa", AGREED, "This is the agreement itself"),
    ("e10-2", "kappa", (AGREED - LUCK) / AGREED, "You divided by the agreement"),
    ("e10-2", "kappa", (66.7 - 38.9) / (1 - 38.9), "are mixed here"),
    ("e10-2", "kappa", (AGREED - 38.9) / (1 - 38.9), "are mixed here"),
    ("e10-2", "kappa", AGREED - LUCK / (1 - LUCK), "brackets are missing"),
    ("e10-2", "kappa", (AGREED - LUCK) / 1 - LUCK, "brackets are missing"),
    ("e10-2", "kappa", (0.67 - LUCK) / (1 - LUCK), "round the agreement before"),
    ("e10-3", "feng_positions", len(JOINED), "the positions of all three texts"),
    ("e10-3", "feng_positions", len(WITHOUT), "the positions without a source"),
    ("e10-3", "feng_positions", len(FENG) - len(WITHOUT), "the positions with a source"),
    ("e10-3", "feng_positions", (JOINED["document"] == "feng").sum(), "No row was kept"),
    ("e10-3", "feng_sourced", (FENG["evidence"] != "None").sum(), "all of Feng's positions"),
    ("e10-3", "feng_sourced", (JOINED["document"] == "feng").sum(), "No row was kept"),
    ("e10-3", "feng_sourced", len(WITHOUT), "the positions without a source"),
    ("e10-3", "feng_sourced", (JOINED["evidence"] != "none").sum(), "counts all three texts"),
    (
        "e10-3",
        "feng_sourced",
        (FENG["evidence"] == "reference").sum(),
        "so is somebody whom the text names",
    ),
    (
        "e10-3",
        "feng_sourced",
        (FENG["evidence"] == "named source").sum(),
        "only those whom Feng names",
    ),
    ("e10-3", "verdict", "wrong", "a record that says otherwise"),
    ("e10-3", "verdict", "reported, unresolved", "for reports that differ"),
    ("e10-3", "verdict", "holds", "What did you compare it with"),
    ("e10-3", "verdict", "right number, wrong label", "you would need a record of them"),
    ("e10-3", "verdict", "not comparable", "two figures set against each other"),
    ("e10-4", "never_kept", "opposed", "That code is always kept"),
    ("e10-4", "never_kept", "absent", "the row “absent”"),
    ("e10-4", "never_kept", "shared", "the row “shared”"),
    ("e10-4", "became_opposed", COLUMN_OPPOSED, "the whole column"),
    ("e10-4", "became_opposed", PASSAGES - SAME, "all passages whose code changed"),
    ("e10-4", "became_opposed", KEPT_OPPOSED, "opposed in both columns"),
    ("e10-4", "became_opposed", 0 + 0 + 0, "read along the row"),  # the row opposed beside its 6
    ("e10-4", "became_opposed", 1, "one place of the column"),
]
