"""A CSV file in which some cells are filled in and every other byte stays as it was.

Python's csv module would write the whole file anew, with other quotation marks and line ends, and
a learning platform may not know its own file again.
"""

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path

from coursekit import whole
from coursekit.errors import CourseError

SEPARATORS = ",;\t"
LIMIT = 20_000_000  # bytes
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


class ExportProblem(CourseError):
    """Marks that cannot be exported: says what is wrong with the file or the choice."""


@dataclass(frozen=True)
class Cell:
    """One cell: its value, and where it stands in the text, quotation marks and all."""

    value: str
    start: int
    end: int


@dataclass
class Sheet:
    """A CSV file as it was read, and the cells that are to be replaced.

    Parameters
    ----------
    text : the whole file, with the byte order mark if it has one.
    encoding, separator : as found.
    rows : its cells; rows[0] are the headings.
    """

    text: str
    encoding: str
    separator: str
    rows: list[list[Cell]]
    new: dict[Cell, str] = field(default_factory=dict)

    def value(self, row: int, column: int | None) -> str:
        """What a cell says, without blanks around it; nothing where there is no such cell."""
        if column is None or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column].value.strip()

    def fill(self, row: int, column: int, value: str) -> bool:
        """Replace a cell; False where the row is too short to have it."""
        if column >= len(self.rows[row]):
            return False
        self.new[self.rows[row][column]] = quoted(value, self.separator)
        return True

    def content(self) -> bytes:
        """The file with the new cells in it."""
        pieces, at = [], 0
        for cell in sorted(self.new, key=lambda each: each.start):
            pieces += [self.text[at : cell.start], self.new[cell]]
            at = cell.end
        # What an old encoding lacks is written as in HTML, which is what comments are.
        return "".join([*pieces, self.text[at:]]).encode(self.encoding, "xmlcharrefreplace")


def read(path: Path) -> Sheet:
    """A CSV file, separated by commas, semicolons or tabs.

    Raises ExportProblem where it cannot be read or is empty.
    """
    try:
        if path.stat().st_size > LIMIT:
            raise ExportProblem(f"{path} is too large for a table of students. Is it the file?")
        raw = path.read_bytes()
    except OSError as error:
        raise ExportProblem(
            f"{path} cannot be read ({error.strerror}). Close it in other programs, and check its "
            "name."
        ) from error
    text, encoding = _text(raw, path)
    if not text.strip("\ufeff\0 \r\n"):
        raise ExportProblem(f"{path} is empty. Download it again.")
    heading = text.splitlines()[0]
    separator = max(SEPARATORS, key=heading.count)
    return Sheet(text, encoding, separator, _rows(text, separator))


def _text(raw: bytes, path: Path) -> tuple[str, str]:
    """The text and its encoding, so that the one in the other is the same bytes again."""
    encodings = ["utf-8", "cp1252"]
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16-le" if raw.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"]
    for encoding in encodings:
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise ExportProblem(f"{path} is no CSV file. Download it again as CSV, and do not convert it.")


def _rows(text: str, separator: str) -> list[list[Cell]]:
    rest = rf"[^{separator}\r\n]*"
    cell = re.compile(rf'"[^"]*(?:""[^"]*)*"{rest}|{rest}')
    rows, row, at = [], [], 1 if text.startswith("\ufeff") else 0
    while True:
        found = cell.match(text, at)
        row.append(Cell(_unquoted(found[0]), found.start(), found.end()))
        at = found.end()
        if text[at : at + 1] == separator:
            at += 1
            continue
        rows.append(row)
        row = []
        at += 2 if text.startswith("\r\n", at) else 1
        if at >= len(text):
            return rows


def _unquoted(cell: str) -> str:
    if cell.startswith('"') and cell.endswith('"') and len(cell) > 1:
        return cell[1:-1].replace('""', '"')
    return cell


def quoted(value: str, separator: str = ",") -> str:
    """A value as it stands in a CSV file.

    >>> quoted('Hart, "Anna"')
    '"Hart, ""Anna""\"'
    """
    if any(sign in value for sign in (separator, '"', "\r", "\n")):
        return '"' + value.replace('"', '""') + '"'
    return value


def harmless(text: str) -> str:
    """A text that a spreadsheet will not take for a formula: with an apostrophe where it might.

    As requirement 1.2.10 of OWASP's Application Security Verification Standard 5.0 has it. A plain
    number stays.

    >>> harmless("=1+1"), harmless("-5"), harmless("Anna")
    ("'=1+1", '-5', 'Anna')
    """
    if FORMULA.match(text) and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def write(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all. Raises ExportProblem where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole.write(path, content)
    except OSError as error:
        raise ExportProblem(
            f"{path} cannot be written ({error.strerror}). Close it in other programs, or give "
            "another name."
        ) from error
    return path
