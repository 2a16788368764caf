"""Tables that go through a spreadsheet and come back.

Written so that no cell is taken for a formula, and read in whatever form a spreadsheet saved them:
with commas, semicolons or tabs, as UTF-8 or UTF-16, columns and rows in any order.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursekit import whole
from coursekit.errors import CourseError

DELIMITERS = (",", ";", "\t")
WORKBOOK = b"PK\x03\x04"  # how .xlsx and .ods files begin: both are zip files

# A cell that begins so may be run as a formula; OWASP names these signs ("CSV Injection", with
# their full-width forms). So may a part of a cell after a semicolon, where a spreadsheet takes
# that for the next cell. An apostrophe in front makes it text; `_plain` takes it away again.
_FORMULA = re.compile(r"(^|[;\t\n\r])('*)(\s*[=+@＝＋－＠-])")
_DEFUSED = re.compile(r"(^|[;\t\n\r])'('*\s*[=+@＝＋－＠-])")


class SpreadsheetProblem(CourseError):
    """A table that cannot be read or written: says which, and what to do."""


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it, and column → text of the cell."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A table as it was read.

    Parameters
    ----------
    columns : in the order of the file.
    rows : those that are not blank.
    delimiter : what stands between two cells in the file.
    doubts : sentences about how the file was read.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str = ","
    doubts: tuple[str, ...] = ()


def read(path: Path, needed: Sequence[str]) -> Table:
    """A table as a spreadsheet may have saved it.

    Parameters
    ----------
    path : the file.
    needed : columns it must have; capitals and blanks around a name do not matter. Other columns
        are kept under their own names.

    Raises
    ------
    SpreadsheetProblem : there is no such file, it is no table in text, or a column is missing.
    """
    text, doubts = _decoded(path)
    damage, found = None, set()
    for delimiter in DELIMITERS:
        try:
            lines = io.StringIO(text, newline="")
            records = list(csv.reader(lines, delimiter=delimiter, strict=True))
        except csv.Error as error:
            damage = error  # or the delimiter is another
            continue
        for place, record in enumerate(records):
            names = set(_names(record, needed))
            if set(needed) <= names:
                return _table(records, place, needed, delimiter, doubts, path)
            found |= names
    if damage and not found & set(needed):
        raise _damaged(path, damage)
    missing = [name for name in needed if name not in found] or needed
    raise SpreadsheetProblem(
        f"{shown(path)} has no row that names all its columns; {missing[0]!r} is missing. Undo "
        "what was changed in that row."
    )


def _damaged(path: Path, error: csv.Error) -> SpreadsheetProblem:
    return SpreadsheetProblem(
        f"{shown(path)} is damaged and cannot be read ({error}). Open it in a spreadsheet, look "
        "at its last rows, and save it as CSV again."
    )


def write(
    path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]], delimiter: str = ","
) -> None:
    """Write a table whole or not at all, so that spreadsheets open it as text.

    UTF-8 with a mark in front, without which Excel takes it for another encoding.

    Raises
    ------
    SpreadsheetProblem : the file cannot be written, such as while it is open in Excel.
    """
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=delimiter)
    writer.writerow([_defused(name) for name in columns])
    writer.writerows([_defused(row.get(name, "")) for name in columns] for row in rows)
    keep(path, sink.getvalue().encode("utf-8-sig", errors="backslashreplace"))


def keep(path: Path, content: bytes) -> None:
    """Put a file in its place whole or not at all.

    Raises
    ------
    SpreadsheetProblem : it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole.write(path, content)
    except OSError as error:
        raise SpreadsheetProblem(
            f"{shown(path)} cannot be written ({error.strerror}). If it is open in another "
            "program, close it there, and try again."
        ) from error


def shown(path: Path) -> str:
    """A file as messages name it: with its folder, and with forward slashes everywhere."""
    return f"{path.parent.name}/{path.name}"


def _defused(cell: str) -> str:
    return _FORMULA.sub(r"\1'\2\3", str(cell))


def _plain(cell: str) -> str:
    return _DEFUSED.sub(r"\1\2", cell)


def _decoded(path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and a sentence where its encoding had to be guessed."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SpreadsheetProblem(f"{shown(path)} cannot be read ({error.strerror}).") from error
    if raw.startswith(WORKBOOK):
        raise SpreadsheetProblem(
            f"{shown(path)} is a workbook under the name of a table. Open it in the spreadsheet "
            "and save it as CSV under the same name."
        )
    try:
        utf_16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
        return raw.decode("utf-16" if utf_16 else "utf-8-sig"), ()
    except UnicodeDecodeError:
        return _guessed(raw, path)


def _guessed(raw: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """What Excel on Windows saves as plain CSV in western Europe and America: Windows-1252."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise SpreadsheetProblem(
            f"{shown(path)} is not UTF-8 text. Save it as “CSV UTF-8” in the spreadsheet."
        ) from error
    return text, (
        f"{shown(path)} is not UTF-8 text and was read as Windows-1252, so letters with accents "
        "may be wrong. In the spreadsheet, save it as “CSV UTF-8”.",
    )


def _names(record: Sequence[str], needed: Sequence[str]) -> list[str]:
    """Names of columns, those that are needed in the form in which they are needed."""
    known = {name.casefold(): name for name in needed}
    plain = [_plain(cell).strip() for cell in record]
    return [known.get(name.casefold(), name) for name in plain]


def _table(
    records: list[list[str]],
    place: int,
    needed: Sequence[str],
    delimiter: str,
    doubts: tuple[str, ...],
    path: Path,
) -> Table:
    """The table below the row that names its columns."""
    width = max(len(record) for record in records)
    names = _names(records[place], needed)
    names += [""] * (width - len(names))
    columns = [name or f"column {number}" for number, name in enumerate(names, start=1)]
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice:
        raise SpreadsheetProblem(f"{shown(path)} has two columns {twice!r}. Take one of them out.")
    rows = tuple(
        Row(number, dict(zip(columns, map(_plain, [*record, *[""] * width]), strict=False)))
        for number, record in enumerate(records[place + 1 :], start=place + 2)
        if any(cell.strip() for cell in record)
    )
    used = [
        column
        for column, name in zip(columns, names, strict=True)
        if name or any(row.cells[column].strip() for row in rows)
    ]
    return Table(tuple(used), rows, delimiter, doubts)
