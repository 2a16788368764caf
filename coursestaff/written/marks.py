"""What stands in a sheet that came back: points, comments, and what is doubtful."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from coursekit.errors import CourseError
from coursestaff.written import sheet
from coursestaff.written.rubrics import Scales
from coursestaff.written.spreadsheets import Row, Table

NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
LONG = 40  # characters of a cell that a message repeats


class Doubt(CourseError):
    """A row that cannot be counted: says what is wrong in it."""


@dataclass(frozen=True)
class Marked:
    """What a marker gave to one answer.

    Parameters
    ----------
    points : their sum; None until each criterion has its points.
    out_of : the most that the rubric gives.
    by_criterion : criterion → points, or None where there are none yet.
    comments : criterion → comment, where there is one.
    """

    points: float | None
    out_of: float
    by_criterion: Mapping[str, float | None]
    comments: Mapping[str, str]


@dataclass
class Reader:
    """Takes the rows of a sheet one by one.

    Parameters
    ----------
    file : the sheet, as messages name it.
    scales : as `rubrics.scales` gives them.
    known : code and task of every answer that was handed out.
    """

    file: str
    scales: Scales
    known: Collection[tuple[str, str]]
    points: dict = field(default_factory=dict)
    comments: dict = field(default_factory=dict)
    first: dict = field(default_factory=dict)  # code, task and criterion → number of its row
    doubts: list[str] = field(default_factory=list)
    doubtful: set = field(default_factory=set)

    def take(self, row: Row) -> None:
        """Count one row, or note why it cannot be counted."""
        code, task, criterion = sheet.place(row.cells)
        try:
            self._take(row, code, task, criterion)
        except Doubt as doubt:
            self.doubtful.add((code, task))
            self.doubts.append(f"{self.file}, row {row.number}: {doubt}")

    def _take(self, row: Row, code: str, task: str, criterion: str) -> None:
        if (code, task) not in self.known:
            raise Doubt(
                f"no text {_quoted(row, 'code')} was handed out for task {_quoted(row, 'task')}. "
                "Put the code and the task back."
            )
        names = {name.casefold(): name for name in self.scales[task]}
        if criterion not in names:
            raise Doubt(
                f"{task} has no criterion {_quoted(row, 'criterion')}; it has: "
                f"{', '.join(names.values())}."
            )
        here = (code, task, names[criterion])
        if here in self.first:
            self.points[here] = None
            raise Doubt(
                f"{code} has {_quoted(row, 'criterion')} already in row {self.first[here]}. Take "
                f"one of the two out; until then {code} counts as not yet marked."
            )
        self.first[here] = row.number
        self.comments[here] = row.cells["comment"].strip()
        self.points[here] = None
        self.points[here] = self._points(row, here)

    def _points(self, row: Row, here: tuple[str, str, str]) -> float | None:
        given = row.cells["points"].strip()
        if not given:
            return None
        code, task, criterion = here
        least, most = self.scales[task][criterion]
        number = float(given.replace(",", ".")) if NUMBER.fullmatch(given) else None
        if number is None or not least <= number <= most or number * 2 % 1:
            raise Doubt(
                f"{_quoted(row, 'points')} cannot be the points for “{criterion}”, which go from "
                f"{least:g} to {most:g} in steps of a half. {code} counts as not yet marked."
            )
        return number

    def answers(self) -> list[tuple[str, str]]:
        """Code and task of every answer that has a row."""
        return list(dict.fromkeys((code, task) for code, task, _ in self.first))

    def marked(self, code: str, task: str) -> Marked:
        """What was given to one answer."""
        given = {name: self.points.get((code, task, name)) for name in self.scales[task]}
        comments = {name: self.comments.get((code, task, name), "") for name in self.scales[task]}
        return Marked(
            None if None in given.values() else sum(given.values()),
            sum(most for _, most in self.scales[task].values()),
            given,
            {name: comment for name, comment in comments.items() if comment},
        )


def _quoted(row: Row, column: str) -> str:
    cell = row.cells[column].strip()
    return f"“{cell if len(cell) <= LONG else cell[:LONG] + '…'}”"


def read(
    table: Table, file: str, scales: Scales, known: Collection[tuple[str, str]]
) -> tuple[dict[tuple[str, str], Marked], list[str]]:
    """Code and task → what was given; and sentences on what is doubtful or still open.

    Parameters
    ----------
    table : the sheet as it was read.
    file, scales, known : as `Reader` takes them.
    """
    reader = Reader(file, scales, known)
    for row in table.rows:
        reader.take(row)
    found = {answer: reader.marked(*answer) for answer in reader.answers()}
    said = reader.doubts + _open(found, reader.doubtful, file)
    for code, task in sorted(sheet.noted([row.cells for row in table.rows]) & set(found)):
        said.append(
            f"{file}: {code}, {task}: {sheet.CHANGED} Its points count all the same. Once you have "
            "looked at it, empty its cells in the column “note”."
        )
    return found, said


def _open(
    found: Mapping[tuple[str, str], Marked], doubtful: Collection[tuple[str, str]], file: str
) -> list[str]:
    """A sentence for each answer that is half marked, and one for all that nobody has marked."""
    said, untouched = [], 0
    for (code, task), marked in found.items():
        missing = [name for name, points in marked.by_criterion.items() if points is None]
        if (code, task) in doubtful or not missing:
            continue
        if len(missing) == len(marked.by_criterion):
            untouched += 1
            continue
        said.append(
            f"{file}: {code}, {task} is not yet marked in full: no points for {', '.join(missing)}."
        )
    if untouched:
        said.append(f"{file}: texts without any points yet: {untouched} of {len(found)}.")
    return said
