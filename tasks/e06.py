"""Exercise 06: a verb missed, who is told what, a join, the ways out, a sentence mended."""

import pandas

from coursekit.check import Argument, Choice, Column, Foreseen, Load, Number, Task
from coursekit.subjects import statute

NAMED = (224, 225, 226, 227, 228, 231, 232)  # by the law firm's note, as far as it was read


def _odd(load: Load) -> pandas.Series:
    """The one clause of the named sections that does not say shall."""
    rows = load("provisions")
    return rows[rows["section"].isin(NAMED) & (rows["kind"] != "shall")].iloc[0]


def _named_shall(load: Load) -> pandas.DataFrame:
    """The clauses of the named sections that do say shall."""
    rows = load("provisions")
    return rows[rows["section"].isin(NAMED) & (rows["kind"] == "shall")]


def _told(load: Load, actor: str, kind: str) -> int:
    """How many clauses of a kind an actor has."""
    rows = load("provisions")
    return int(((rows["actor"] == actor) & (rows["kind"] == kind)).sum())


def _of_actor(load: Load, actor: str) -> int:
    return int((load("provisions")["actor"] == actor).sum())


def _orders_to_sanction(load: Load) -> int:
    """The President's orders without the two prohibitions of section 216."""
    rows = load("provisions")
    mine = (rows["actor"] == "President") & (rows["kind"] == "shall")
    return int((mine & (rows["sanction"] == "yes")).sum())


def _checked(load: Load) -> pandas.DataFrame:
    return load("provisions").merge(load("check_claims"), on="claim")


def _about(load: Load, check: str) -> int:
    return int((_checked(load)["check"] == check).sum())


def _ways_out(load: Load, kind: str | None = "shall") -> pandas.Series:
    """Clauses by their way out: those of one kind, or all."""
    rows = load("provisions")
    return (rows if kind is None else rows[rows["kind"] == kind]).groupby("exit_kind").size()


def _same_verb(section: int) -> Foreseen:
    """A section of the firm's list that has its only clause under the common verb."""
    return Foreseen(
        lambda load: section,
        "The clause of this section has the same verb as most of the others. In the cross-table, "
        "look for the row that has its clause in another column.",
    )


def _not_on_the_list(section: int) -> Foreseen:
    return Foreseen(
        lambda load: section,
        f"Section {section} is not on the firm's list as we read it. Use the table firm.",
    )


def _no_such_kind(kind: str) -> Foreseen:
    return Foreseen(
        lambda load: kind,
        f"No clause of the table firm is of the kind “{kind}”. In which column of the cross-table "
        "does the odd section stand?",
    )


TOO_MUCH = (
    "Something is added here that is not asked for. Where the President's row meets the column "
    "shall, what the President may not do is counted already."
)

TASKS = {
    "e06-1": Task(
        {
            "odd_section": Number(
                lambda load: int(_odd(load)["section"]),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: 228,
                        "Section 228 has two clauses, and both have the same verb. Which section "
                        "has another one?",
                    ),
                    Foreseen(
                        lambda load: 226,
                        "Section 226 has two clauses, and both have the same verb. Which section "
                        "has another one?",
                    ),
                    Foreseen(
                        lambda load: 225,
                        "Section 225 has a way out in its sentence, but its verb is the same as "
                        "that of most of the others.",
                    ),
                    *(_not_on_the_list(section) for section in (223, 235)),
                    *(_same_verb(section) for section in (224, 227, 231)),
                ),
                read_off=True,
            ),
            "its_kind": Choice(
                lambda load: _odd(load)["kind"],
                statute.KINDS,
                slips=(
                    Foreseen(
                        lambda load: "shall",
                        "That is the kind of the sections that do belong on the list.",
                    ),
                    *(_no_such_kind(kind) for kind in ("report", "statement of policy")),
                ),
            ),
            "shall_clauses": Number(
                lambda load: len(_named_shall(load)),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _named_shall(load)["section"].nunique(),
                        "That is the number of sections. Some of them have two clauses.",
                    ),
                    Foreseen(
                        lambda load: len(_named_shall(load)) + 1,
                        "That is every clause of the table, the odd one included.",
                    ),
                    Foreseen(
                        lambda load: int((load("provisions")["kind"] == "shall").sum()),
                        "That counts all sections of our table. Use the table firm.",
                    ),
                    Foreseen(
                        lambda load: len(NAMED),
                        "The firm names so many sections. Count clauses, and only those that "
                        "say shall.",
                    ),
                ),
                read_off=True,
            ),
        },
        "A summary can fit six sections and not the seventh. The verb is the part worth reading "
        "in the original.",
    ),
    "e06-2": Task(
        {
            "president_shall": Number(
                lambda load: _told(load, "President", "shall"),
                whole=True,
                slips=(
                    Foreseen(
                        _orders_to_sanction,
                        "These are the orders to sanction. What the President may not do in "
                        "section 216 counts as well.",
                    ),
                    Foreseen(
                        lambda load: _of_actor(load, "President"),
                        "That is a whole row or a whole column added up. Take the one place where "
                        "the President's row meets the column shall.",
                    ),
                    Foreseen(
                        # By chance three slips: shall and may, shall and the two prohibitions,
                        # shall and the two clauses that name nobody.
                        lambda load: (
                            _told(load, "President", "shall") + _told(load, "President", "may")
                        ),
                        TOO_MUCH,
                    ),
                    Foreseen(
                        # By chance the President's reports, too, are as many as these.
                        lambda load: (
                            _told(load, "President", "shall")
                            + _told(load, "Secretary of the Treasury", "shall")
                        ),
                        TOO_MUCH,
                    ),
                    Foreseen(
                        lambda load: _told(load, "President", "report"),
                        "That is another column of the President's row, or the row of another "
                        "actor.",
                    ),
                    Foreseen(
                        lambda load: _told(load, "President", "may"),
                        "Several slips end here. Either this is the President's column may, or "
                        "only what the President may not do, or the row of another actor. Look "
                        "where the President's row meets the column shall.",
                    ),
                ),
                read_off=True,
            ),
            "treasury_shall": Number(
                lambda load: _told(load, "Secretary of the Treasury", "shall"),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _of_actor(load, "Secretary of the Treasury"),
                        "That is every clause of the Secretary's. Take the column shall only.",
                    ),
                    Foreseen(
                        lambda load: (
                            _told(load, "Secretary of the Treasury", "shall")
                            + _told(load, "Secretary of the Treasury", "may")
                        ),
                        "Here two of the Secretary's columns are added up. The task asks for one.",
                    ),
                    Foreseen(
                        lambda load: _told(load, "Secretary of the Treasury", "may"),
                        "That is one of the Secretary's other columns.",
                    ),
                    Foreseen(
                        lambda load: _told(load, "President", "shall"),
                        "That is the President's row.",
                    ),
                    Foreseen(
                        lambda load: int((load("provisions")["kind"] == "shall").sum()),
                        "That is the column shall added up, or the President's row. Take the one "
                        "place where the Secretary's row meets the column.",
                    ),
                    Foreseen(
                        # By chance also who names nobody under shall, and the Secretary's others.
                        lambda load: _told(load, "President", "may"),
                        "That is the row of another actor, or two of the Secretary's other "
                        "columns added up.",
                    ),
                ),
                read_off=True,
            ),
        },
        "The act speaks mostly to one person. Who that is in a given year the text does not say.",
    ),
    "e06-3": Task(
        {
            "rows": Number(
                lambda load: len(_checked(load)),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: len(load("provisions")),
                        "That is the table of clauses before the join. merge drops those without "
                        "a partner.",
                    ),
                    Foreseen(
                        lambda load: len(load("check_claims")),
                        "That is the table of checks before the join.",
                    ),
                    Foreseen(
                        lambda load: int(load("provisions")["claim"].notna().sum()),
                        "These are the clauses that bear on any claim, as in the lesson. Join "
                        "with links, not with the claims.",
                    ),
                    Foreseen(
                        lambda load: _checked(load)["check"].nunique(),
                        "That is the number of different checks. The task asks for rows.",
                    ),
                    Foreseen(
                        lambda load: _checked(load)["claim"].nunique(),
                        "Two slips end here. Either these are only the rows that head shows, or "
                        "the different claims in the join. Count all rows, with len.",
                    ),
                    Foreseen(
                        lambda load: len(_checked(load)) - 1,
                        "Did you read off the label of the last row? Labels begin at 0. Count "
                        "with len.",
                    ),
                ),
            ),
            "about_c22": Number(
                lambda load: _about(load, "C22"),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _about(load, "C25"),
                        "That is the number of rows of another check. Keep those of C22.",
                    ),
                    Foreseen(
                        lambda load: _about(load, "C21"),
                        "That is the number of rows of C21. Keep those of C22.",
                    ),
                    Foreseen(
                        lambda load: len(_checked(load)),
                        "That is every row of the join. Keep those whose check is C22.",
                    ),
                    Foreseen(
                        lambda load: 0,
                        "No row was kept. C22 stands in the column check, with a capital C.",
                    ),
                ),
            ),
        },
        "One claim can meet several clauses, and then it stands in the join several times. That "
        "is no mistake, but whoever adds up such a table must know it.",
    ),
    "e06-4": Task(
        {
            "ways_out": Column(
                _ways_out,
                labels="kinds of exit",
                slips=(
                    Foreseen(
                        lambda load: _ways_out(load).sort_values(ascending=False),
                        "The counts are there, sorted by their size. Leave them in the order in "
                        "which groupby and size put them.",
                    ),
                ),
            ),
            "none_read": Number(
                lambda load: int(_ways_out(load)["none read"]),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: int(_ways_out(load, None)["none read"]),
                        "That counts the reports too. Take the clauses that say shall.",
                    ),
                    Foreseen(
                        lambda load: int(_ways_out(load).max()),
                        "That is the longest bar. Look for the one named none read.",
                    ),
                    Foreseen(
                        lambda load: int(_ways_out(load)["national interest"]),
                        "Two slips end here. Either this is the bar national interest, whose exit "
                        "stands in the sentence itself, or it is no duty, of a count that has the "
                        "clauses with may as well. Take orders, and look for none read.",
                    ),
                    Foreseen(
                        lambda load: int(_ways_out(load).drop("none read").sum()),
                        "These clauses do have a way out. The others are asked for.",
                    ),
                ),
                read_off=True,
            ),
        },
        "An order with an exit is still an order. But whoever quotes only the verb has quoted "
        "half of the clause.",
    ),
    "e06-5": Task(
        {"argument": Argument(least=100, most=150, locators=1)},
        "Length and locator are in order. Now hold your text against the four lines of the "
        "rubric: no machine can do that for you.",
        head="In order.",
    ),
}
