"""What can happen to a table of data/: each damage makes other bytes, or none, of its own."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from coursekit.paths import DATA

Damage = Callable[[Path], None]
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
SCHEMAS = {resource["name"]: resource["schema"] for resource in PACKAGE["resources"]}


def removed(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut_in_a_row(path: Path) -> None:
    """In the middle of the file, and of a row."""
    raw = path.read_bytes()
    place = len(raw) // 2
    path.write_bytes(raw[: place - 1] if raw[place - 1 : place] == b"\n" else raw[:place])


def cut_in_the_last_column(path: Path) -> None:
    """A row that lost its end and still has all its columns."""
    path.write_bytes(path.read_bytes()[:-2])


def cut_between_rows(path: Path) -> None:
    header, *rows = _table(path)
    _write(path, [header, *rows[: len(rows) // 2 + 1]][: len(rows)])


def cut_in_a_character(path: Path) -> None:
    """In the middle of a letter of several bytes; of a file of ASCII alone, in its last row."""
    raw = path.read_bytes()
    inside = [place for place, byte in enumerate(raw) if byte & 0xC0 == 0x80]
    path.write_bytes(raw[: inside[len(inside) // 2]] if inside else raw[:-3])


def holed(path: Path) -> None:
    """A block of zeros, as a broken disk leaves it."""
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2] + bytes(20) + raw[len(raw) // 2 + 20 :])


def in_utf_16(path: Path) -> None:
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))


def in_cp1252(path: Path) -> None:
    """As a spreadsheet on Windows may save it; a letter is put in where all are ASCII."""
    header, first, *rest = _table(path)
    changed = [header, [f"é{first[0]}", *first[1:]], *rest]
    path.write_bytes(_text(changed).encode("cp1252", "replace"))


def with_a_wrong_type(path: Path) -> None:
    """A word where a number or a day should be."""
    header, *rows = _table(path)
    column = typed(path.stem)[0]
    place = header.index(column)
    next(row for row in rows if row[place])[place] = "nineteen"
    _write(path, [header, *rows])


def with_a_row_twice(path: Path) -> None:
    header, first, *rest = _table(path)
    _write(path, [header, first, *rest, first])


DAMAGES: list[Damage] = [
    removed,
    emptied,
    cut_in_a_row,
    cut_in_the_last_column,
    cut_between_rows,
    cut_in_a_character,
    holed,
    in_utf_16,
    in_cp1252,
    with_a_wrong_type,
    with_a_row_twice,
]


def typed(table: str) -> list[str]:
    """The columns of a table that are not text."""
    fields = SCHEMAS[table]["fields"]
    return [field["name"] for field in fields if field["type"] != "string"]


def of(table: str) -> list[Damage]:
    """The damages that can happen to a table: only one with numbers or days has wrong ones."""
    return [damage for damage in DAMAGES if damage is not with_a_wrong_type or typed(table)]


def _table(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def _text(rows: list[list[str]]) -> str:
    sink = io.StringIO(newline="")
    csv.writer(sink, lineterminator="\n").writerows(rows)
    return sink.getvalue()


def _write(path: Path, rows: list[list[str]]) -> None:
    path.write_text(_text(rows), encoding="utf-8", newline="\n")
