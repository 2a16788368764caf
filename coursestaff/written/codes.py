"""Codes in place of names, and the key that says whose code is whose.

The key is a table of its own, which nobody needs for marking. Beside each code it holds a
fingerprint of the text that was handed out, so that a text changed later is found.
"""

import hashlib
import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coursekit.errors import CourseError
from coursestaff.written import spreadsheets

COLUMNS = ("code", "student", "task", "text")
BIRDS = (
    "avocet", "bittern", "curlew", "dipper", "dunlin", "egret", "finch", "grebe", "heron",
    "kestrel", "lapwing", "linnet", "magpie", "osprey", "plover", "puffin", "redstart", "siskin",
    "sparrow", "starling", "thrush", "wagtail", "warbler", "wren",
)  # fmt: skip
TWO_DIGITS = 99


class KeyProblem(CourseError):
    """A key that cannot be trusted: says in which row, and what to do."""


@dataclass(frozen=True)
class Key:
    """Whose code is whose.

    Parameters
    ----------
    codes : student → code.
    texts : student and task → fingerprint of the text that was handed out last.
    """

    codes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)


def load(file: Path) -> Key:
    """The key in a file.

    Raises
    ------
    KeyProblem : a student has two codes, or two students have one.
    SpreadsheetProblem : the file is missing or cannot be read.
    """
    codes, texts, owners = {}, {}, {}
    for row in spreadsheets.read(file, COLUMNS).rows:
        code, student, task, text = (row.cells[column] for column in COLUMNS)
        if codes.setdefault(student, code) != code or owners.setdefault(code, student) != student:
            raise KeyProblem(
                f"{spreadsheets.shown(file)}, row {row.number}: {code} and its student do not "
                "fit the rows above, so marks could go to the wrong student. Put the key back as "
                "it was written."
            )
        texts[student, task] = text
    return Key(codes, texts)


def save(file: Path, key: Key) -> None:
    """Write the key, in the order of its codes.

    Raises SpreadsheetProblem where the file cannot be written.
    """
    rows = [
        dict(zip(COLUMNS, (key.codes[student], student, task, text), strict=True))
        for (student, task), text in key.texts.items()
    ]
    spreadsheets.write(file, COLUMNS, sorted(rows, key=lambda row: (row["code"], row["task"])))


def drawn(
    known: Mapping[str, str], students: Iterable[str], taken: Collection[str], seed: str
) -> dict[str, str]:
    """Student → code: those that are known, and a new one for each other student.

    Parameters
    ----------
    known : student → code, as handed out before.
    students : who needs a code.
    taken : codes that nobody new may get, besides those that are known.
    seed : the same seed draws the same codes.
    """
    codes = dict(known)
    used = {*taken, *codes.values()}
    for student in sorted(set(students) - set(codes)):
        # A generator for each student: who else is in the class moves nobody's code.
        chance = random.Random(f"{seed}/{student}")
        highest = max(TWO_DIGITS, len(used) + 1)  # so there is always a free one
        while (code := f"{chance.choice(BIRDS)}-{chance.randint(1, highest):02d}") in used:
            pass
        codes[student] = code
        used.add(code)
    return codes


def fingerprint(text: str) -> str:
    """A short mark of a text, the same whatever its line breaks and blanks."""
    words = " ".join(text.split()).encode("utf-8", errors="backslashreplace")
    # The letters in front keep a spreadsheet from reading it as a number.
    return f"sha256-{hashlib.sha256(words).hexdigest()[:16]}"
