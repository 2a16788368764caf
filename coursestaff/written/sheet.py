"""The sheet that points are entered into, as a table.

It has one row for each answer and criterion, with the rows of one criterion together. Whoever goes
down the column of points reads for one line at a time across all texts, as `instructor/rubrics.md`
advises; after each number, Enter leads to the next. One form of row fits every task, however many
criteria it has.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from coursestaff.written import spreadsheets
from coursestaff.written.rubrics import Scales
from coursestaff.written.spreadsheets import Table

PLACE = ("code", "task", "criterion")
STUDENT = "student"  # a column only where names are asked for
COLUMNS = (*PLACE, "scale", "points", "comment", "note")
NEEDED = (*PLACE, "points", "comment")
WRITTEN_BY_US = {*PLACE, STUDENT, "scale"}
CHANGED = "The text was changed after it was marked."


def read(file: Path) -> Table:
    """The sheet in a file, or an empty one where there is none.

    Raises SpreadsheetProblem where it cannot be read.
    """
    return spreadsheets.read(file, NEEDED) if file.exists() else Table(COLUMNS, ())


def place(cells: Mapping[str, str]) -> tuple[str, str, str]:
    """Code, task and criterion of a row, as they are compared: without capitals and blanks."""
    return tuple(cells.get(column, "").strip().casefold() for column in PLACE)


def entered(cells: Mapping[str, str]) -> bool:
    """Whether a row holds anything that somebody put there."""
    return any(cell.strip() for column, cell in cells.items() if column not in WRITTEN_BY_US)


def marked(sheet: Table) -> set[tuple[str, str]]:
    """Code and task of every answer for which something was entered."""
    return {place(row.cells)[:2] for row in sheet.rows if entered(row.cells)}


def rows(answers: Collection[tuple[str, str]], scales: Scales, former: Table) -> list[dict]:
    """The rows of a new sheet, by task, criterion and code, with what was entered before.

    Parameters
    ----------
    answers : code and task of each.
    scales : as `rubrics.scales` gives them.
    former : the sheet before. What was entered in it and has no place in the new one, such as a
        row that stands twice, is kept at the end.
    """
    left = {}
    for row in former.rows:
        left.setdefault(place(row.cells), []).append(dict(row.cells))
    found = []
    for task, criteria in scales.items():
        own = sorted(code for code, of in answers if of == task)
        for criterion, (least, most) in criteria.items():
            for code in own:
                cells = {"code": code, "task": task, "criterion": criterion}
                before = left.get(place(cells)) or [{}]
                found.append(before.pop(0) | cells | {"scale": f"{least:g} to {most:g}"})
    return found + [cells for rest in left.values() for cells in rest if entered(cells)]


def note_changes(found: Sequence[dict], changed: Collection[tuple[str, str]]) -> None:
    """Put a note into the rows of answers, given as code and task, whose text has changed."""
    for cells in found:
        note = cells.get("note", "")
        if (cells["code"], cells["task"]) in changed and CHANGED not in note:
            cells["note"] = f"{note} {CHANGED}".strip()


def noted(found: Sequence[Mapping[str, str]]) -> set[tuple[str, str]]:
    """Code and task of every answer with a note that its text has changed."""
    return {place(cells)[:2] for cells in found if CHANGED in cells.get("note", "")}


def write(
    file: Path, found: Sequence[Mapping[str, str]], names: Mapping[str, str], former: Table
) -> None:
    """Write a sheet, unless the one that is there says the same already.

    Parameters
    ----------
    file : its path.
    found : as `rows` gives them.
    names : code → student for a sheet with names; empty for one without.
    former : the sheet before. Columns that somebody added to it stay, and so does what parts its
        cells, since that depends on the spreadsheet's language.

    Raises
    ------
    SpreadsheetProblem : it cannot be written.
    """
    own = ["code", *([STUDENT] if names else []), *COLUMNS[1:]]
    more = [column for column in former.columns if column not in (*own, STUDENT)]
    full = [{**cells, STUDENT: names.get(cells["code"], "")} for cells in found]

    def content(some: Sequence[Mapping[str, str]]) -> Counter:
        return Counter(tuple(cells.get(column, "") for column in own + more) for cells in some)

    before = [row.cells for row in former.rows]
    same = {*own, *more} == set(former.columns) and content(full) == content(before)
    if not (file.exists() and same):
        spreadsheets.write(file, own + more, full, former.delimiter)
