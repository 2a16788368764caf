"""Exercise 01: rows that match, counts against length, a label, boxes of a map."""

from coursekit.check import VERDICTS, Argument, Choice, Foreseen, Load, Number, Task
from coursekit.subjects import voices


def _dated(load: Load, document: str, precision: str = "day") -> int:
    """How many claims of a document are dated to that precision."""
    claims = voices.countable(load("claims"))
    rows = claims[(claims["document"] == document) & (claims["date_precision"] == precision)]
    return len(rows)


def _claims(load: Load, document: str) -> int:
    """All claims of a document, whatever their date."""
    return int((voices.countable(load("claims"))["document"] == document).sum())


def _all_dated(load: Load) -> int:
    return int((voices.countable(load("claims"))["date_precision"] == "day").sum())


def _with_the_courses_own(load: Load, document: str) -> int:
    claims = load("claims")
    return int(((claims["document"] == document) & (claims["date_precision"] == "day")).sum())


def _days(document: str, other: str) -> Number:
    slips = (
        Foreseen(
            lambda load: _dated(load, document, "year"),
            f"These are {document}'s claims dated to the year. The task asks for the day.",
        ),
        Foreseen(
            lambda load: _dated(load, document, "month"),
            f"These are {document}'s claims dated to the month. The task asks for the day.",
        ),
        Foreseen(
            lambda load: _dated(load, other),
            f"That is {other}'s number. This name is for {document}.",
        ),
        Foreseen(
            lambda load: _dated(load, "Op-ed"),
            f"These are the Op-ed's claims. This name is for {document}: change the second line "
            "as well.",
        ),
        Foreseen(
            lambda load: _dated(load, "Op-ed", "year"),
            "This is what the cell counts as it stands. Change both of its words.",
        ),
        Foreseen(
            lambda load: 0,
            "No row matched. Copy the words from the table, with their capitals and in "
            "quotation marks.",
        ),
        Foreseen(
            _all_dated,
            f"These are the claims of all three texts. Keep those of {document}.",
        ),
        Foreseen(
            lambda load: _claims(load, document),
            f"These are all claims of {document}. Ask for their date as well: both lines of the "
            "cell are needed.",
        ),
        Foreseen(
            lambda load: _with_the_courses_own(load, document),
            "Some of these rows are the course's own sums. Use `claims` as the first cell of "
            "this exercise makes it.",
        ),
    )
    return Number(lambda load: _dated(load, document), whole=True, slips=slips, read_off=True)


def _words(load: Load, document: str) -> int:
    return int(load("documents").set_index("document").at[document, "body_words"])


def _rate(load: Load, document: str, words_of: str | None = None) -> float:
    """Claims dated to the day per 1,000 words, of a document or of another one by mistake."""
    return 1000 * _dated(load, document) / _words(load, words_of or document)


def _rates(document: str, other: str) -> Number:
    return Number(
        lambda load: _rate(load, document),
        decimals=1,
        read_off=True,
        slips=(
            Foreseen(
                lambda load: _words(load, document) / _dated(load, document),
                f"For {document} the division is upside down: these are words per claim.",
                decimals=0,  # however it was rounded
            ),
            Foreseen(
                lambda load: 1000 * _words(load, document) / _dated(load, document),
                f"For {document} the claims have to stand first, before the sign of division.",
                decimals=0,
            ),
            Foreseen(
                lambda load: 1000 * round(_rate(load, document) / 1000, 2),
                f"For {document} something was rounded too early or too far. Divide, multiply, "
                "and round last, to one decimal.",
            ),
            Foreseen(
                lambda load: _rate(load, document, words_of=other),
                f"For {document} you divided by the words of {other}.",
            ),
            Foreseen(
                lambda load: _rate(load, other),
                f"That is {other}'s rate. This name is for {document}.",
            ),
            Foreseen(
                lambda load: _rate(load, document) / 10,
                f"For {document} this is per 100 words. The task asks for 1,000.",
            ),
            Foreseen(
                lambda load: _rate(load, document) / 1000,
                f"For {document} this is per word: multiply by 1,000. If you did, you rounded "
                "before: round last.",
            ),
        ),
    )


def _boxes(load: Load, document: str, broken: bool = False) -> int:
    """How many boxes of evidence a map has, or how many of them without a source."""
    rows = load("arguments")
    rows = rows[(rows["document"] == document) & (rows["kind"] == "evidence")]
    return int((rows["evidence"] == "none").sum()) if broken else len(rows)


def _unsourced(load: Load, document: str) -> int:
    """All boxes of a map without a source, reasons and claim included."""
    rows = load("arguments")
    return int(((rows["document"] == document) & (rows["evidence"] == "none")).sum())


def _last_column(load: Load, document: str) -> int:
    """Boxes at the right end of a map, whatever they are."""
    rows = load("arguments")
    rows = rows[rows["document"] == document]
    claim = rows.loc[rows["kind"] == "claim", "id"].iloc[0]
    return int((rows["target"].notna() & (rows["target"] != claim)).sum())


def _of_all(load: Load, broken: bool = False) -> int:
    """The boxes of evidence in all three maps, or those of them without a source."""
    return sum(_boxes(load, each, broken) for each in load("arguments")["document"].unique())


def _all_boxes(document: str, other: str) -> Number:
    every = f"These are all boxes of {document}'s map. Count only the white ones."
    swapped = (
        "Two slips end here. Either the two maps have changed places, or you counted the boxes "
        "that are not white."
    )
    if document == "Feng":  # as many as the white boxes of all three; as Feng's with a source
        every = (
            "Two slips end here. Either these are all boxes of Feng's map: count only the white "
            "ones. Or they are the white boxes of all three texts: keep those of Feng."
        )
        swapped = (
            "Two slips end here. Either the two maps have changed places, or you left out the "
            "white boxes with a broken edge."
        )
    slips = [
        Foreseen(
            lambda load: _boxes(load, document, broken=True),
            f"These are the broken edges of {document}'s map. First count all its white boxes.",
        ),
        Foreseen(
            lambda load: int((load("arguments")["document"] == document).sum()),
            every,
        ),
        Foreseen(lambda load: _boxes(load, other), swapped),
    ]
    if document == "Zheng":
        slips += [
            Foreseen(
                lambda load: _boxes(load, document) - _boxes(load, document, broken=True),
                "Count every white box of Zheng's map, whatever its edge.",
            ),
            Foreseen(
                _of_all,
                "These are the white boxes of all three texts. Keep those of Zheng.",
            ),
        ]
    if document == "Feng":
        slips.append(
            Foreseen(
                lambda load: _last_column(load, document),
                "You counted every box at the right. One of them is grey: an answer, not evidence.",
            )
        )
    return Number(
        lambda load: _boxes(load, document), whole=True, slips=tuple(slips), read_off=True
    )


def _broken_boxes(document: str) -> Number:
    solid = f"These are the solid edges of {document}'s map. A source is given for them."
    white = f"These are all white boxes of {document}'s map. Count those with a broken edge."
    arrow = "Did you count a broken arrow? Look at the outlines of the white boxes."
    if document == "Zheng":  # as many as Feng's without a source
        solid = (
            "Two slips end here. Either these are the solid edges of Zheng's map, where a source "
            "is given, or the two maps have changed places."
        )
    else:  # as many as in all three maps; as Zheng's
        white = (
            "Two slips end here. Either these are all white boxes of Feng's map: count those with "
            "a broken edge. Or they are the broken ones of all three texts: keep those of Feng."
        )
        arrow = (
            "Two slips end here. Either you counted a broken arrow: look at the outlines of the "
            "white boxes. Or the two maps have changed places."
        )
    slips = [
        Foreseen(
            lambda load: _boxes(load, document) - _boxes(load, document, broken=True),
            solid,
        ),
        Foreseen(lambda load: _boxes(load, document), white),
        Foreseen(lambda load: _boxes(load, document, broken=True) + 1, arrow),
        Foreseen(
            lambda load: _unsourced(load, document),
            f"These are all boxes of {document}'s map without a source. Keep the kind evidence "
            "first.",
        ),
    ]
    if document == "Zheng":
        slips.append(
            Foreseen(
                lambda load: _of_all(load, broken=True),
                "These are the broken edges of all three texts. Keep those of Zheng.",
            )
        )
    return Number(
        lambda load: _boxes(load, document, broken=True),
        whole=True,
        slips=tuple(slips),
        read_off=True,
    )


def _between(load: Load) -> int:
    """Days from Zheng's first event to the second, both in May 2019."""
    dates = load("claims").set_index("id")["date"]
    return int(dates["zheng-005"][-2:]) - int(dates["zheng-003"][-2:])


TASKS = {
    "e01-1": Task(
        {"feng_days": _days("Feng", "Zheng"), "zheng_days": _days("Zheng", "Feng")},
        "Two questions, one after the other, and the table answers both. The lessons do most "
        "of their work with this move.",
    ),
    "e01-2": Task(
        {"feng_rate": _rates("Feng", "Zheng"), "zheng_rate": _rates("Zheng", "Feng")},
        "The count and the rate put the two texts in opposite order. Say which one you mean.",
    ),
    "e01-3": Task(
        {
            "days": Number(
                _between,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _between(load) + 1,
                        "You counted both ends. By subtraction the first day does not count.",
                    ),
                    Foreseen(
                        lambda load: -_between(load),
                        "The sign is turned round: take the later day less the earlier one.",
                    ),
                    Foreseen(
                        lambda load: 7,
                        "That would be the same weekday of the next week. Look at the two dates.",
                    ),
                    Foreseen(
                        lambda load: _between(load) - 1,
                        "You counted the days that lie between. By subtraction the last day "
                        "counts too.",
                    ),
                    Foreseen(
                        lambda load: _between(load) % 7,
                        "So far it is from a Friday to the Tuesday that follows. Is that the day "
                        "of the talks? Look at the two dates.",
                    ),
                ),
            ),
            "verdict": Choice(
                lambda load: load("checks").set_index("id").at["C50", "verdict"],
                VERDICTS,
                slips=(
                    Foreseen(
                        lambda load: "holds",
                        "Does 14 May lie between Monday 6 and Sunday 12 May?",
                    ),
                    Foreseen(
                        lambda load: "wrong",
                        "Part of the sentence is sound: look at the day itself. Which word is not?",
                    ),
                    Foreseen(
                        lambda load: "cannot be checked",
                        "A calendar is a source, and the task gives you what it says.",
                    ),
                    Foreseen(
                        lambda load: "not comparable",
                        "No figure is set against another here. The sentence says when the talks "
                        "were.",
                    ),
                    Foreseen(
                        lambda load: "reported, unresolved",
                        "That verdict is for reports that differ. Does anybody give another day?",
                    ),
                ),
            ),
        },
        "A small thing, and a pattern: the number is right and the word beside it is not.",
    ),
    "e01-4": Task(
        {
            "zheng_evidence": _all_boxes("Zheng", "Feng"),
            "zheng_broken": _broken_boxes("Zheng"),
            "feng_evidence": _all_boxes("Feng", "Zheng"),
            "feng_broken": _broken_boxes("Feng"),
        },
        "A broken edge leaves the looking-up to the reader. It does not make the evidence false.",
    ),
    "e01-5": Task(
        {"argument": Argument(least=100, most=150, locators=2)},
        "Length and locators are in order. Now hold your text against the four lines of the "
        "rubric: no machine can do that for you.",
        head="In order.",
    ),
}
