"""Exercise 10: two columns of codes, luck and kappa, sources of wishes, a grid."""

import math

import pandas

from coursekit.check import VERDICTS, Argument, Choice, Foreseen, Load, Number, Task
from coursekit.subjects import coding


def _found(load: Load) -> coding.Agreement:
    """The agreement of the two columns of the exercise."""
    table = coding.practice(load("coding"))
    return coding.agreement(table["wishes"], table["prospects"])


def _grid(load: Load):
    table = coding.practice(load("coding"))
    return coding.confusion(table["wishes"], table["prospects"])


def _share(load: Load) -> float:
    return _found(load).same / _found(load).items


def _evidence(load: Load, document: str) -> pandas.Series:
    """What each position of a document rests on."""
    positions, claims = load("positions"), load("claims").set_index("id")
    return positions.loc[positions["document"] == document, "claim"].map(claims["evidence"])


def _positions(load: Load, document: str, sourced: bool | None = None) -> int:
    """How many positions a document has: all of them, or those with or without a source."""
    evidence = _evidence(load, document)
    return len(evidence) if sourced is None else int(((evidence != "none") == sourced).sum())


def _never_kept(load: Load) -> str:
    grid = _grid(load)
    return next(c for c in grid.index if grid.loc[c].sum() and not grid.at[c, c])


def _became(load: Load, code: str) -> int:
    grid = _grid(load)
    return int(grid[code].sum() - grid.at[code, code])


def _mixed(load: Load, share_in: int) -> float:
    """Kappa with luck in per cent and a whole way to 1; the agreement in per cent or not."""
    luck = 100 * _found(load).luck
    return (share_in * _share(load) - luck) / (1 - luck)


ROUNDED_EARLY = "Did you round before the last step? Multiply first, and round at the end."
PARTS_MIXED = (
    "Per cent and parts of one are mixed here. Make all the numbers parts of one before you divide."
)
BRACKETS = (
    "It looks as if brackets are missing. Both differences need them, the one above the line and "
    "the one below it."
)
NONE_KEPT = "No row was kept. Write the words as the table has them: Feng has a capital letter."

TASKS = {
    "e10-1": Task(
        {
            "same_count": Number(
                lambda load: _found(load).same,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _found(load).items - _found(load).same,
                        "That is how many passages have different codes.",
                    ),
                    Foreseen(
                        lambda load: _found(load).items,
                        "That is how many passages there are. Count the rows that are True.",
                    ),
                    Foreseen(
                        lambda load: int(_grid(load).at["opposed", "opposed"]),
                        "Are these only the passages that are “opposed” in both columns? Other "
                        "codes can be the same as well.",
                    ),
                    Foreseen(
                        lambda load: 0,
                        "Not one row came out as the same. Compare the two columns of the table, "
                        "and not a column with a word.",
                    ),
                ),
            ),
            "same_percent": Number(
                lambda load: 100 * _share(load),
                decimals=1,
                slips=(
                    Foreseen(
                        _share,
                        "This is a part of one. The task asks for per cent: times 100.",
                    ),
                    Foreseen(
                        lambda load: 100 * (1 - _share(load)),
                        "That is the share of passages with different codes.",
                    ),
                    Foreseen(
                        lambda load: _found(load).same,
                        "That is the number of passages. Divide it by how many there are.",
                    ),
                    Foreseen(lambda load: 100 * round(_share(load), 1), ROUNDED_EARLY),
                    Foreseen(
                        lambda load: math.floor(1000 * _share(load)) / 10,
                        "The further decimals were cut off. Rounding goes to the nearer one.",
                    ),
                ),
            ),
        },
        "One rule of the codebook was dropped, and the coder was the same. Two people with two "
        "codebooks may well do worse.",
    ),
    "e10-2": Task(
        {
            "luck_percent": Number(
                lambda load: 100 * _found(load).luck,
                decimals=1,
                slips=(
                    Foreseen(
                        lambda load: _found(load).luck,
                        "This is a part of one. The task asks for per cent: times 100.",
                    ),
                    Foreseen(
                        lambda load: 100 * 6 * 8 / 144,
                        "Two slips end here. Either this is “opposed” alone, and the other three "
                        "codes have to be added, or the counts of wishes were taken twice.",
                    ),
                    Foreseen(
                        lambda load: 144 * _found(load).luck,
                        "These are the products of the counts added up. Each count is a share of "
                        "twelve, so divide by twelve times twelve, then times 100.",
                    ),
                    Foreseen(
                        lambda load: 1200 * _found(load).luck,
                        "You divided by twelve once. Both counts of a product are shares of "
                        "twelve.",
                    ),
                    Foreseen(lambda load: 100 * round(_found(load).luck, 1), ROUNDED_EARLY),
                    Foreseen(
                        lambda load: 25,
                        "A quarter would be right if every code were used equally often. Use "
                        "the counts.",
                    ),
                    Foreseen(
                        lambda load: 100 * _share(load),
                        "This is the agreement that was found, not what luck would give.",
                    ),
                ),
            ),
            "kappa": Number(
                lambda load: _found(load).kappa,
                decimals=2,
                slips=(
                    Foreseen(
                        lambda load: 100 * _found(load).kappa,
                        "Kappa is a part of one, not a percentage.",
                        decimals=0,
                    ),
                    Foreseen(
                        lambda load: _share(load) - _found(load).luck,
                        "This is the way made. Divide it by the whole way from luck to 1.",
                    ),
                    Foreseen(
                        lambda load: _share(load),
                        "This is the agreement itself. Take luck away above and below the line.",
                    ),
                    Foreseen(
                        lambda load: (_share(load) - _found(load).luck) / _share(load),
                        "You divided by the agreement. The whole way runs from luck to 1.",
                    ),
                    Foreseen(lambda load: _mixed(load, 100), PARTS_MIXED),
                    Foreseen(lambda load: _mixed(load, 1), PARTS_MIXED),
                    Foreseen(
                        lambda load: _share(load) - _found(load).luck / (1 - _found(load).luck),
                        BRACKETS,
                    ),
                    Foreseen(lambda load: _share(load) - 2 * _found(load).luck, BRACKETS),
                    Foreseen(
                        lambda load: (
                            (round(_share(load), 2) - _found(load).luck) / (1 - _found(load).luck)
                        ),
                        "Did you round the agreement before you divided? Round at the end only.",
                    ),
                ),
                read_off=True,
            ),
        },
        "Most of the passages agree, and less than half of the way was made. From twelve "
        "passages, though, kappa is known only roughly.",
    ),
    "e10-3": Task(
        {
            "feng_positions": Number(
                lambda load: _positions(load, "Feng"),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: len(load("positions")),
                        "Those are the positions of all three texts. Keep Feng's rows first.",
                    ),
                    Foreseen(
                        lambda load: _positions(load, "Feng", sourced=False),
                        "Those are the positions without a source. Count all of Feng's.",
                    ),
                    Foreseen(
                        lambda load: _positions(load, "Feng", sourced=True),
                        "Those are the positions with a source. Count all of Feng's.",
                    ),
                    Foreseen(lambda load: 0, NONE_KEPT),
                ),
            ),
            "feng_sourced": Number(
                lambda load: _positions(load, "Feng", sourced=True),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _positions(load, "Feng", sourced=False),
                        "Those are the positions without a source: “none” means that none is "
                        "given.",
                    ),
                    Foreseen(
                        lambda load: sum(
                            _positions(load, each, sourced=True) for each in coding.DOCUMENTS
                        ),
                        "That counts all three texts. Keep Feng's rows first.",
                    ),
                    Foreseen(
                        lambda load: int((_evidence(load, "Feng") == "reference").sum()),
                        "A reference is a source, and so is somebody whom the text names.",
                    ),
                    Foreseen(
                        lambda load: int((_evidence(load, "Feng") == "named source").sum()),
                        "Did you count only those whom Feng names? A reference is a source too.",
                    ),
                    Foreseen(
                        lambda load: _positions(load, "Feng"),
                        "Those are all of Feng's positions. Is “none” written in your line as the "
                        "table has it, in small letters and in quotation marks?",
                    ),
                    Foreseen(lambda load: 0, NONE_KEPT),
                ),
            ),
            "verdict": Choice(
                lambda load: "cannot be checked",
                VERDICTS,
                slips=(
                    Foreseen(
                        lambda load: "wrong",
                        "To call it wrong you would need a record that says otherwise. Whose "
                        "words would you look up, and of which day?",
                    ),
                    Foreseen(
                        lambda load: "reported, unresolved",
                        "That is for reports that differ. Which reports are there here?",
                    ),
                    Foreseen(
                        lambda load: "holds",
                        "What did you compare it with?",
                    ),
                    Foreseen(
                        lambda load: "right number, wrong label",
                        "To say that the words are right you would need a record of them. Where "
                        "would you look?",
                    ),
                    Foreseen(
                        lambda load: "not comparable",
                        "That is for two figures set against each other. Here is one quotation.",
                    ),
                ),
            ),
        },
        "Who wants what is mostly told on the author's word, even in the text that has a list of "
        "references.",
    ),
    "e10-4": Task(
        {
            "never_kept": Choice(
                _never_kept,
                tuple(coding.CODES),
                slips=(
                    Foreseen(
                        lambda load: "opposed",
                        "That code is always kept. Look for a row with a nought on the diagonal.",
                    ),
                    Foreseen(
                        lambda load: "absent",
                        "Look at the diagonal of the row “absent”: is one passage kept?",
                    ),
                    Foreseen(
                        lambda load: "shared",
                        "Look at the diagonal of the row “shared”: is one passage kept?",
                    ),
                ),
            ),
            "became_opposed": Number(
                lambda load: _became(load, "opposed"),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: int(_grid(load)["opposed"].sum()),
                        "That is the whole column. Leave out those that were opposed before.",
                    ),
                    Foreseen(
                        lambda load: _found(load).items - _found(load).same,
                        "Those are all passages whose code changed. Look at one column.",
                    ),
                    Foreseen(
                        lambda load: int(_grid(load).at["opposed", "opposed"]),
                        "Those were opposed in both columns.",
                    ),
                    Foreseen(
                        lambda load: 0,
                        "Did you read along the row “opposed”? It says what left that code. What "
                        "came to it stands in the column.",
                    ),
                    Foreseen(
                        lambda load: int(_grid(load).at["mixed", "opposed"]),
                        "That is one place of the column. Look down the whole of it.",
                    ),
                ),
                read_off=True,
            ),
        },
        "A grid shows where two readers part, and a single number does not.",
    ),
    "e10-5": Task(
        {"argument": Argument(least=100, most=150, locators=2)},
        "Length and locators are in order. Now hold your text against the four lines of the "
        "rubric: no machine can do that for you.",
        head="In order.",
    ),
}
