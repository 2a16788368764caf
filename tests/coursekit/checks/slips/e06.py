"""Slips of exercise 06, read off the cross-tables, or made with the wrong line of code."""

from coursekit import tables

PROVISIONS, LINKS = tables.load("provisions"), tables.load("check_claims")
CLAIMS = tables.load("claims")
JOINED = PROVISIONS.merge(LINKS, on="claim")

# Task 1, the cross-table of the firm's sections: their clauses under shall; 232 has one under may.
FIRM_SHALL = {224: 1, 225: 1, 226: 2, 227: 1, 228: 2, 231: 1}

# Task 2, the cross-table of who and the kind; the fourth kind names neither of the two.
PRESIDENT = {"may": 2, "report": 3, "shall": 12}
SECRETARY = {"may": 1, "report": 1, "shall": 3}
NOBODY_SHALL = 2  # clauses that say shall and name nobody
PROHIBITIONS = 2  # what the President may not do in section 216

# Task 4, clauses with no exit read: those that say shall, and two reports.
NONE_READ_SHALL, NONE_READ_REPORTS = 4, 2
ORDERS = PROVISIONS[PROVISIONS["kind"] == "shall"]

ROWS = [
    ("e06-1", "odd_section", 228, "Section 228 has two clauses"),
    ("e06-1", "odd_section", 226, "Section 226 has two clauses"),
    ("e06-1", "odd_section", 225, "a way out in its sentence"),
    ("e06-1", "odd_section", 223, "Section 223 is not on"),
    ("e06-1", "odd_section", 235, "Section 235 is not on"),
    ("e06-1", "odd_section", 224, "its clause in another column"),
    ("e06-1", "odd_section", 227, "its clause in another column"),
    ("e06-1", "odd_section", 231, "its clause in another column"),
    ("e06-1", "its_kind", "shall", "that do belong on the list"),
    ("e06-1", "its_kind", "report", "of the kind “report”"),
    ("e06-1", "its_kind", "statement of policy", "of the kind “statement of policy”"),
    ("e06-1", "shall_clauses", len(FIRM_SHALL), "the number of sections"),
    ("e06-1", "shall_clauses", sum(FIRM_SHALL.values()) + 1, "the odd one included"),
    ("e06-1", "shall_clauses", (PROVISIONS["kind"] == "shall").sum(), "counts all sections"),
    ("e06-1", "shall_clauses", len(FIRM_SHALL) + 1, "The firm names so many"),  # with 232
    ("e06-2", "president_shall", PRESIDENT["shall"] - PROHIBITIONS, "the orders to sanction"),
    ("e06-2", "president_shall", sum(PRESIDENT.values()), "a whole row"),
    (
        "e06-2",
        "president_shall",
        PRESIDENT["shall"] + SECRETARY["shall"] + NOBODY_SHALL,
        "a whole column added up",
    ),
    ("e06-2", "president_shall", PRESIDENT["shall"] + PRESIDENT["may"], "is counted already"),
    ("e06-2", "president_shall", PRESIDENT["shall"] + PROHIBITIONS, "may not do is counted"),
    ("e06-2", "president_shall", PRESIDENT["shall"] + NOBODY_SHALL, "that is not asked for"),
    ("e06-2", "president_shall", PRESIDENT["shall"] + PRESIDENT["report"], "is added here"),
    ("e06-2", "president_shall", PRESIDENT["shall"] + SECRETARY["shall"], "is added here"),
    ("e06-2", "president_shall", PRESIDENT["report"], "another column of the President's row"),
    ("e06-2", "president_shall", SECRETARY["shall"], "row, or the row of another"),
    ("e06-2", "president_shall", PRESIDENT["may"], "the President's column may"),
    ("e06-2", "president_shall", PROHIBITIONS, "only what the President may not do"),
    ("e06-2", "president_shall", NOBODY_SHALL, "or the row of another actor. Look"),
    ("e06-2", "treasury_shall", sum(SECRETARY.values()), "every clause of the Secretary's"),
    ("e06-2", "treasury_shall", SECRETARY["shall"] + SECRETARY["may"], "are added up"),
    ("e06-2", "treasury_shall", SECRETARY["shall"] + SECRETARY["report"], "columns are added up"),
    ("e06-2", "treasury_shall", SECRETARY["may"], "one of the Secretary's other columns"),
    ("e06-2", "treasury_shall", PRESIDENT["shall"], "That is the President's row."),
    (
        "e06-2",
        "treasury_shall",
        PRESIDENT["shall"] + SECRETARY["shall"] + NOBODY_SHALL,
        "the column shall added up",
    ),
    ("e06-2", "treasury_shall", NOBODY_SHALL, "the row of another actor"),
    ("e06-2", "treasury_shall", SECRETARY["may"] + SECRETARY["report"], "other columns added up"),
    ("e06-3", "rows", len(PROVISIONS), "the table of clauses before the join"),
    (
        "e06-3",
        "rows",
        len(PROVISIONS.merge(LINKS, on="claim", how="left")),
        "drops those without a partner",
    ),
    ("e06-3", "rows", len(LINKS), "the table of checks before the join"),
    (
        "e06-3",
        "rows",
        len(PROVISIONS.merge(CLAIMS, left_on="claim", right_on="id")),
        "Join with links, not with the claims",
    ),
    ("e06-3", "rows", JOINED["check"].nunique(), "the number of different checks"),
    ("e06-3", "rows", len(JOINED.head()), "only the rows that head shows"),
    ("e06-3", "rows", JOINED["claim"].nunique(), "the different claims in the join"),
    ("e06-3", "rows", JOINED.index[-1], "the label of the last row"),
    ("e06-3", "about_c22", len(JOINED), "every row of the join"),
    ("e06-3", "about_c22", len(JOINED[JOINED["check"] == "c22"]), "with a capital C"),
    ("e06-3", "about_c22", len(JOINED[JOINED["check"] == "C25"]), "rows of another check"),
    ("e06-3", "about_c22", len(JOINED[JOINED["check"] == "C21"]), "rows of C21"),
    (
        "e06-4",
        "ways_out",
        ORDERS.groupby("exit_kind").size().sort_values(ascending=False),
        "sorted by their size",
    ),
    ("e06-4", "none_read", NONE_READ_SHALL + NONE_READ_REPORTS, "counts the reports too"),
    ("e06-4", "none_read", 8, "the longest bar"),  # waiver and termination
    ("e06-4", "none_read", 3, "the bar national interest"),
    ("e06-4", "none_read", (PROVISIONS["exit_kind"] == "no duty").sum(), "or it is no duty"),
    ("e06-4", "none_read", 8 + 3 + 1 + 1, "do have a way out"),  # the four other bars
]
