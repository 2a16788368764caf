"""The rubrics of the written tasks as a table: criterion, level, points and words.

They stand in `instructor/rubrics.csv`, where an instructor can change the points. Tests hold the
words to those that the exercises print and to `data/rubric.csv`, the rubric of the memo.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas

from coursekit import paths
from coursekit.errors import CourseError
from coursestaff.written import spreadsheets

FILE = paths.ROOT / "instructor" / "rubrics.csv"
COLUMNS = ("exercise", "task", "criterion", "level", "points", "words")
Scales = Mapping[str, Mapping[str, tuple[float, float]]]


class RubricProblem(CourseError):
    """A rubric that is missing or cannot be used."""


def load(exercise: str, file: Path = FILE) -> pandas.DataFrame:
    """The rubric of every written task of one exercise.

    Parameters
    ----------
    exercise : two digits, such as "03".
    file : the table of all rubrics.

    Returns
    -------
    pandas.DataFrame
        In the order of the file: exercise, task ("e03-5") and criterion (`str`), level (`int64`),
        points (`float64`), words (`str`).

    Raises
    ------
    RubricProblem : the exercise has no written task, or a row of the table cannot be used.
    SpreadsheetProblem : the table is missing or cannot be read.
    """
    table = spreadsheets.read(file, COLUMNS)
    where = spreadsheets.shown(file)
    # A spreadsheet makes 3 of 03.
    own = [row for row in table.rows if row.cells["exercise"].strip().zfill(2) == exercise]
    if not own:
        raise RubricProblem(
            f"There is no rubric for exercise {exercise} in {where}. Exercises 01 to 14 have "
            "written tasks."
        )
    rubric = pandas.DataFrame([_typed(row, exercise, where) for row in own], columns=COLUMNS)
    _each_level_once(rubric, where)
    return rubric


def _typed(row: spreadsheets.Row, exercise: str, where: str) -> tuple:
    cells = {column: row.cells[column].strip() for column in COLUMNS}
    empty = next((column for column in COLUMNS if not cells[column]), None)
    if empty:
        raise RubricProblem(f"{where}, row {row.number}: nothing stands under “{empty}”.")
    try:
        level, points = int(cells["level"]), float(cells["points"].replace(",", "."))
    except ValueError:
        raise RubricProblem(
            f"{where}, row {row.number}: level is a whole number and points a number; here "
            f"stand “{cells['level']}” and “{cells['points']}”."
        ) from None
    if not 0 <= points < float("inf"):
        raise RubricProblem(f"{where}, row {row.number}: points are 0 or more, not {points}.")
    return exercise, cells["task"], cells["criterion"], level, points, cells["words"]


def _each_level_once(rubric: pandas.DataFrame, where: str) -> None:
    twice = rubric[rubric.duplicated(["task", "criterion", "level"])]
    if len(twice):
        row = twice.iloc[0]
        raise RubricProblem(
            f"{where}: level {row.level} of “{row.criterion}” in {row.task} stands twice. Take one "
            "of them out."
        )


def scales(rubric: pandas.DataFrame) -> Scales:
    """Task → criterion → its least and its most points, in the order of the rubric."""
    found = {}
    for (task, criterion), levels in rubric.groupby(["task", "criterion"], sort=False):
        limits = (levels["points"].min(), levels["points"].max())
        found.setdefault(task, {})[criterion] = limits
    return found
