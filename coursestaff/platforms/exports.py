"""Marks for Moodle and Canvas, in the columns that those expect.

Marks come as a table with the columns student, number (the platform's own, or empty), total
(points; empty where nothing was marked), out_of and notes. A student is found in the platform's
file by number. Only where one of them has no number is a name looked up, and taken only where
exactly one person has it. Nobody is guessed: who is not found is named in a sentence. Where there
is no mark, the cell stays as it stood.

Two platforms, two ways each:

- `moodle_worksheet` fills in the grading worksheet of an assignment, `moodle_gradebook` makes a
  file for the import into the gradebook; `moodle_feedback` packs every student's page;
- `canvas_gradebook` fills in an exported gradebook, `canvas_new` makes a file of its own.

Every function writes to a new file and returns its path and sentences for the instructor. Raised
is ExportProblem, for a file without the columns it should have, or one that cannot be read or
written. Headings are known in English only. What is said here of the formats was read in the
documentation and the code named below and not tried on a running Moodle or Canvas.
"""

import csv
import html
import io
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas

from coursestaff import archive
from coursestaff.platforms import sheet
from coursestaff.platforms.sheet import ExportProblem, Sheet, harmless

__all__ = [
    "SCALES",
    "ExportProblem",
    "canvas_gradebook",
    "canvas_new",
    "moodle_feedback",
    "moodle_gradebook",
    "moodle_worksheet",
]

SCALES = ("points", "per cent")

# What tells Moodle who somebody is when grades are imported, as headings of its own exports.
MOODLE_IDENTITIES = ("Email address", "ID number", "Username")
CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_POSSIBLE = "Points Possible"
ASSIGNMENT = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)")


@dataclass(frozen=True)
class _Mark:
    """A row of the marks; `grade` is as it is written, or None."""

    student: str
    number: str
    grade: str | None
    top: str  # the highest grade there is
    notes: str


@dataclass(frozen=True)
class _Person:
    """Somebody in the platform's file."""

    row: int
    name: str
    number: str
    names: frozenset[str]


# --- Moodle ------------------------------------------------------------------------------


def moodle_worksheet(
    marks: pandas.DataFrame,
    worksheet: Path,
    out: Path,
    *,
    scale: str = "points",
    comments: bool = False,
) -> tuple[Path, list[str]]:
    """Fill in the grading worksheet that Moodle gave for an assignment.

    The worksheet is a CSV file with the columns Identifier ("Participant 123456"), Full name (not
    where marking is blind), often Email address, Status, Grade, Maximum Grade, Grade can be
    changed, Last modified (submission), Last modified (grade) and, where that kind of feedback is
    switched on, Feedback comments. Moodle reads back the columns Identifier, Grade, Last modified
    (grade) and the feedback, and passes over a grade above the maximum without a word: such a
    cell is left as it stood, and a sentence says so. Read in Moodle's code
    (https://github.com/moodle/moodle), in mod/assign/gradingtable.php and, for reading back,
    mod/assign/feedback/offline/importgradeslib.php and locallib.php.

    Parameters
    ----------
    marks : columns student, number, total, out_of (points), notes.
    worksheet : as downloaded; it is not changed.
    out : the file to write.
    scale : "points" as they are, or "per cent" of out_of.
    comments : write the notes where Feedback comments is empty. Students read that column.
    """
    table = _opened(worksheet, out)
    columns = _columns(table)
    if "group" in columns:
        raise ExportProblem(
            f"{worksheet} is of an assignment handed in by groups, whose numbers are not those of "
            "students. Enter these grades in Moodle by hand."
        )
    if "grade" not in columns or not columns.keys() & {"identifier", "full name"}:
        raise ExportProblem(
            f"{worksheet} is no grading worksheet: it lacks the columns Identifier and Grade. "
            "Set Moodle's language to English, and download the worksheet from the assignment."
        )
    rows = _marks(marks, scale)
    pairs, sentences = _matched(rows, _moodle_people(table))
    grades = columns["grade"]
    kept = [
        (mark, person, _moodle_objection(table, columns, mark, person)) for mark, person in pairs
    ]
    sentences += [why for _, _, why in kept if why]
    free = [(mark, person) for mark, person, why in kept if not why]
    tops = {table.value(person.row, columns.get("maximum grade")) for _, person in free}
    sentences += _scale_differs(rows, tops, "Maximum Grade")
    filled = _fill(table, free, grades, sentences)
    if comments:
        sentences += _comment(table, free, columns.get("feedback comments"))
    return _finished(table, out, filled, sentences)


def moodle_gradebook(
    marks: pandas.DataFrame, people: Path, out: Path, item: str, *, scale: str = "points"
) -> tuple[Path, list[str]]:
    """A CSV file for Moodle's *Grades, Import, CSV file*, which needs no assignment.

    The import asks which column says who somebody is and takes an email address, an ID number or
    a username, no full name; then which column is which grade item. So the file has a column
    Full name for you, those of the three that `people` has, and one named after the grade item. A
    grade that is imported can no longer be changed in the assignment. Read at
    https://docs.moodle.org/311/en/Grade_import

    Parameters
    ----------
    marks : columns student, number, total, out_of (points), notes.
    people : a CSV file from Moodle that says who everybody is, such as an export of grades as
        plain text, or a grading worksheet with email addresses.
    out : the file to write.
    item : the heading of the grades' column.
    scale : "points" as they are, or "per cent" of out_of.
    """
    table = _opened(people, out)
    columns = _columns(table)
    identities = [each for each in MOODLE_IDENTITIES if each.lower() in columns]
    if not identities:
        raise ExportProblem(
            f"{people} says of nobody what Moodle knows them by. It needs a column "
            f"{', '.join(MOODLE_IDENTITIES[:2])} or {MOODLE_IDENTITIES[2]}."
        )
    pairs, sentences = _matched(_marks(marks, scale), _moodle_people(table))
    lines = []
    for mark, person in _with_grade(pairs, sentences):
        known = [table.value(person.row, columns[each.lower()]) for each in identities]
        if any(known):
            lines.append([person.name, *known, mark.grade])
        else:
            sentences.append(f"{person.name} has no {' or '.join(identities)} and was left out.")
    _write_lines(out, [["Full name", *identities, item], *lines])
    return out, [f"Grades written to {out.name}: {len(lines)}.", *sentences]


def moodle_feedback(
    marks: pandas.DataFrame, worksheet: Path, out: Path, pages: Mapping[str, Path], called: str
) -> tuple[Path, list[str]]:
    """Pack the students' pages for Moodle's *Upload multiple feedback files in a zip*.

    Moodle gives a file to whom its name says: the name, the number in the worksheet's column
    Identifier, assignfeedback, file, and how the file is to be called, with underscores between.
    The name before the number is for people and not looked at. Read in Moodle's code
    (https://github.com/moodle/moodle), in mod/assign/feedback/file/importziplib.php.

    Parameters
    ----------
    marks : columns student, number, total, out_of (points), notes.
    worksheet : the grading worksheet of the assignment.
    out : the zip file to write.
    pages : student → their page.
    called : how each student finds it called.
    """
    pairs, sentences = _matched(_marks(marks, "points"), _moodle_people(_opened(worksheet, out)))
    numbered = [(pages[mark.student], mark, person) for mark, person in pairs if person.number]
    files = {}
    for page, mark, person in numbered:
        plain = re.sub(r"[\W_]+", "-", mark.student).strip("-")
        files[f"{plain}_{person.number}_assignfeedback_file_{called}"] = page.read_bytes()
    if len(numbered) < len(pairs):
        sentences.append("Without a number in the column Identifier nobody gets a page.")
    archive.write(out, files)
    return out, [f"Pages in {out.name}: {len(files)}.", *sentences]


def _moodle_people(table: Sheet) -> list[_Person]:
    columns = _columns(table)
    last = "last name" if "last name" in columns else "surname"
    people = []
    for row in range(1, len(table.rows)):
        found = re.search(r"\d+$", table.value(row, columns.get("identifier")))
        parts = [table.value(row, columns.get(name)) for name in ("first name", last)]
        name = table.value(row, columns.get("full name")) or " ".join(filter(None, parts))
        known = [table.value(row, columns.get(each.lower())) for each in MOODLE_IDENTITIES]
        number = found[0] if found else ""
        if name or number:
            people.append(
                _Person(row, name or f"Participant {number}", number, _names(name, *known))
            )
    return people


def _moodle_objection(table: Sheet, columns: dict, mark: _Mark, person: _Person) -> str:
    """Why Moodle would not take a grade, or nothing."""
    if table.value(person.row, columns.get("grade can be changed")).lower() == "no":
        return f"{person.name}: Moodle does not let this grade be changed, so it was left."
    most = _number(table.value(person.row, columns.get("maximum grade")))
    if mark.grade is not None and most is not None and float(mark.grade) > most:
        return (
            f"{person.name}: {mark.grade} is above the worksheet's maximum of {_shown(most)}, so "
            "the grade was left as it stood."
        )
    return ""


def _comment(table: Sheet, pairs: Iterable[tuple], column: int | None) -> list[str]:
    """Write notes into empty comments. Moodle keeps them as HTML."""
    if column is None:
        return [
            "The worksheet has no column Feedback comments. Switch that feedback on in the "
            "assignment's settings and download the worksheet again."
        ]
    for mark, person in pairs:
        if mark.notes and not table.value(person.row, column):
            table.fill(person.row, column, harmless(html.escape(mark.notes, quote=False)))
    return []


# --- Canvas ------------------------------------------------------------------------------


def canvas_gradebook(
    marks: pandas.DataFrame,
    gradebook: Path,
    out: Path,
    assignment: str,
    *,
    scale: str = "points",
) -> tuple[Path, list[str]]:
    """Fill in one assignment of the gradebook that Canvas exported.

    The file has the columns Student (or LastName and FirstName), ID, SIS User ID where you may see
    it, SIS Login ID, Section, then one for each assignment, "Title (id)", then totals that are
    read only. Above the students stand a row Points Possible and, where grades are posted by
    hand, one that says so. Canvas finds a student by ID first. EX (excused) and N/A (not
    assigned) are left as they stand. Read in Canvas's code
    (https://github.com/instructure/canvas-lms), in lib/gradebook_exporter.rb and
    lib/gradebook_importer.rb.

    Parameters
    ----------
    marks : columns student, number, total, out_of (points), notes.
    gradebook : as exported; it is not changed.
    out : the file to write.
    assignment : its title, its number, or the whole heading.
    scale : "points" as they are, or "per cent" of out_of.
    """
    table = _opened(gradebook, out)
    columns = _columns(table)
    if not {"id", "section"} <= columns.keys() or not columns.keys() & {"student", "lastname"}:
        raise ExportProblem(
            f"{gradebook} is no gradebook of Canvas: it lacks the columns Student, ID and Section. "
            "Set Canvas's language to English, and in Gradebook choose Export."
        )
    column = _assignment(table, assignment, gradebook)
    rows = _marks(marks, scale)
    pairs, sentences = _matched(rows, _canvas_people(table))
    free = []
    for mark, person in pairs:
        if (stands := table.value(person.row, column)).upper() in ("EX", "N/A"):
            sentences.append(f"{person.name} has {stands} in Canvas, which was left.")
        else:
            free.append((mark, person))
    possible = {
        table.value(row, column)
        for row in range(1, len(table.rows))
        if table.value(row, 0).startswith(POINTS_POSSIBLE)
    }
    sentences += _scale_differs(rows, possible, POINTS_POSSIBLE)
    return _finished(table, out, _fill(table, free, column, sentences), sentences)


def canvas_new(
    marks: pandas.DataFrame, out: Path, assignment: str, *, scale: str = "points"
) -> tuple[Path, list[str]]:
    """A CSV file for Canvas's gradebook import that holds one assignment and nothing else.

    It has the columns Student, ID, SIS User ID, SIS Login ID and Section, the last three of them
    empty, and the row Points Possible. Canvas asks whether the assignment is a new one if it knows
    no such title. Only students with Canvas's ID are written: others it would look up by a name
    that file names do not give. Required columns:
    https://teaching.resources.osu.edu/toolsets/carmencanvas/guides/calculating-final-grades/import-csv-file-carmen-grades
    and Canvas's code (https://github.com/instructure/canvas-lms), in lib/gradebook_importer.rb.

    Parameters
    ----------
    marks : columns student, number, total, out_of (points), notes.
    out : the file to write.
    assignment : its title, the heading of the column.
    scale : "points" as they are, or "per cent" of out_of.
    """
    rows = _marks(marks, scale)
    sentences = []
    twice = {number for number, count in Counter(row.number for row in rows).items() if count > 1}
    lines = []
    for row in rows:
        if not row.number:
            sentences.append(f"{row.student} has no ID of Canvas and was left out.")
        elif row.number in twice:
            sentences.append(f"{row.student} shares the ID {row.number} and was left out.")
        elif row.grade is None:
            sentences.append(f"{row.student} has no mark and was left out.")
        else:
            lines.append([row.student, row.number, "", "", "", row.grade])
    tops = {row.top for row in rows} - {""}
    top = tops.pop() if len(tops) == 1 else ""
    points = [f"    {POINTS_POSSIBLE}", "", "", "", "", top]
    _write_lines(out, [[*CANVAS_COLUMNS, assignment], points, *lines])
    return out, [f"Grades written to {out.name}: {len(lines)}.", *sentences]


def _assignment(table: Sheet, assignment: str, gradebook: Path) -> int:
    """The column of an assignment. Raises ExportProblem where there is none, or no single one."""
    wanted = _alike(assignment)
    fitting, titles = [], []
    for column, cell in enumerate(table.rows[0]):
        heading = cell.value.strip()
        if found := ASSIGNMENT.fullmatch(heading):
            titles.append(heading)
            if wanted in (_alike(heading), _alike(found["title"]), found["id"]):
                fitting.append(column)
    if len(fitting) == 1:
        return fitting[0]
    how_many = "no assignment" if not fitting else "more than one assignment"
    raise ExportProblem(
        f"{gradebook} has {how_many} ‘{assignment}’. It has: {', '.join(titles) or 'none at all'}. "
        "Give the number that stands in brackets."
    )


def _canvas_people(table: Sheet) -> list[_Person]:
    columns = _columns(table)
    people = []
    for row in range(1, len(table.rows)):
        number = table.value(row, columns["id"])
        parts = [table.value(row, columns.get(name)) for name in ("lastname", "firstname")]
        name = table.value(row, columns.get("student")) or ", ".join(filter(None, parts))
        known = [table.value(row, columns.get(each)) for each in ("sis user id", "sis login id")]
        if number:  # the rows of points and of manual posting have none
            people.append(_Person(row, name, number, _names(name, *known)))
    return people


# --- Who is who --------------------------------------------------------------------------


def _matched(
    marks: Sequence[_Mark], people: Sequence[_Person]
) -> tuple[list[tuple[_Mark, _Person]], list[str]]:
    """Marks with the person that each is of, and sentences about those without one."""
    pairs, sentences = [], []
    numbered = any(person.number for person in people)
    for mark in marks:
        if mark.number and numbered:
            fitting, by = [p for p in people if p.number == mark.number], f"number {mark.number}"
        else:
            fitting, by = [p for p in people if p.names & _names(mark.student)], "name"
        if len(fitting) == 1:
            pairs.append((mark, fitting[0]))
        elif fitting:
            sentences.append(
                f"{mark.student} fits {len(fitting)} people in the file by {by} and was left out."
            )
        else:
            sentences.append(f"{mark.student} is not in the file by {by} and was left out.")
    twice = {row for row, count in Counter(p.row for _, p in pairs).items() if count > 1}
    sentences += [
        f"{mark.student} and another submission are both of {person.name}, so neither was taken."
        for mark, person in pairs
        if person.row in twice
    ]
    pairs = [(mark, person) for mark, person in pairs if person.row not in twice]
    return pairs, sentences + [said for pair in pairs if (said := _renamed(*pair))]


def _renamed(mark: _Mark, person: _Person) -> str:
    """A sentence where a number is right and the names are not alike, or nothing."""
    handed_in = re.sub(r" \(\d+\)$", "", mark.student)
    letters = {name.replace(" ", "") for name in person.names}
    if not letters or {name.replace(" ", "") for name in _names(handed_in)} & letters:
        return ""
    return (
        f"Number {mark.number} is {mark.student} in the submissions and {person.name} in the file; "
        "the number was trusted. Check that this is one person."
    )


def _names(*names: str) -> frozenset[str]:
    """Names as they are compared: "Hart, Anna" both ways round, without signs and capitals."""
    found = set()
    for name in names:
        last, comma, first = name.partition(",")
        for order in (name, f"{first} {last}" if comma else name):
            found.add(" ".join(re.findall(r"[^\W_]+", _alike(order))))
    return frozenset(found - {""})


def _alike(text: str) -> str:
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return " ".join(folded.split())


# --- Reading and writing -----------------------------------------------------------------


def _marks(marks: pandas.DataFrame, scale: str) -> list[_Mark]:
    if scale not in SCALES:
        raise ExportProblem(f"There is no scale ‘{scale}’. Choose {' or '.join(SCALES)}.")
    rows = []
    for row in marks.to_dict("records"):
        total, out_of = _number(row["total"]), _number(row["out_of"])
        if scale == "per cent":
            total = 100 * total / out_of if total is not None and out_of else None
            out_of = 100.0
        notes = row["notes"]
        rows.append(
            _Mark(
                student=_text(row["student"]),
                number=_text(row["number"]),
                grade=None if total is None else _shown(total),
                top="" if out_of is None else _shown(out_of),
                notes=" ".join(notes) if isinstance(notes, tuple | list) else _text(notes),
            )
        )
    return rows


def _text(value: object) -> str:
    """A cell of the table of marks as text; a whole number without its .0."""
    if value is None or value is pandas.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _number(value: object) -> float | None:
    """A number, also with a decimal comma, or None."""
    try:
        number = float(_text(value).replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _shown(number: float) -> str:
    """A grade with two decimals at most.

    >>> _shown(12.0), _shown(200 / 3)
    ('12', '66.67')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _opened(path: Path, out: Path) -> Sheet:
    if out.resolve() == path.resolve():
        raise ExportProblem(f"{path} would be overwritten. Give another name for the new file.")
    return sheet.read(path)


def _columns(table: Sheet) -> dict[str, int]:
    """Heading in small letters → its column; the first, where two are alike."""
    found = {}
    for column, cell in enumerate(table.rows[0]):
        found.setdefault(_alike(cell.value), column)
    return found


def _scale_differs(marks: Sequence[_Mark], tops: Iterable[str], heading: str) -> list[str]:
    """A sentence where the file's highest grade is not that of the marks."""
    theirs = {_shown(number) for top in tops if (number := _number(top)) is not None}
    ours = {mark.top for mark in marks} - {""}
    if not theirs or ours == theirs:
        return []
    return [
        f"The marks are out of {' and '.join(sorted(ours))}, and {heading} in the file is "
        f"{' and '.join(sorted(theirs))}. Change one of them, or export per cent."
    ]


def _with_grade(
    pairs: Iterable[tuple[_Mark, _Person]], sentences: list[str]
) -> list[tuple[_Mark, _Person]]:
    """The pairs that have a grade; adds a sentence that names the others."""
    graded, without = [], []
    for mark, person in pairs:
        (graded if mark.grade is not None else without).append((mark, person))
    if without:
        named = ", ".join(person.name for _, person in without)
        sentences.append(f"Without a mark, so nothing was entered: {named}.")
    return graded


def _fill(
    table: Sheet, pairs: Iterable[tuple[_Mark, _Person]], column: int, sentences: list[str]
) -> int:
    """Enter grades and say which former ones were replaced; returns how many are in."""
    filled = 0
    for mark, person in _with_grade(pairs, sentences):
        former = table.value(person.row, column)
        if former and _number(former) == float(mark.grade):
            filled += 1
        elif table.fill(person.row, column, mark.grade):
            filled += 1
            if former:
                sentences.append(f"{person.name} had {former} and now has {mark.grade}.")
        else:
            sentences.append(f"{person.name}: the row is cut short, so nothing was entered.")
    return filled


def _finished(table: Sheet, out: Path, filled: int, sentences: list[str]) -> tuple[Path, list[str]]:
    sheet.write(out, table.content())
    return out, [f"Grades entered in {out.name}: {filled}.", *sentences]


def _write_lines(out: Path, lines: Iterable[Sequence[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([harmless(cell) for cell in line] for line in lines)
    sheet.write(out, text.getvalue().encode("utf-8", "replace"))
