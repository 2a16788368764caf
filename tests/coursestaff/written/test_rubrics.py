"""The table of rubrics says what the exercises print, and a broken table says where."""

import importlib
import re

import pytest

from coursekit import paths, tables
from coursekit.check import Argument
from coursestaff.written import rubrics
from coursestaff.written.spreadsheets import SpreadsheetProblem
from tasks import e14

EXERCISES = [f"{number:02d}" for number in range(1, 15)]
ARGUMENTS = [f"e{number:02d}-5" for number in range(1, 15)]
LINES = re.compile(r"\*\*([^*:]+):\*\* (.+?)(?= \*\*[^*:]+:\*\*|$)", re.MULTILINE)
PAGE = (paths.ROOT / "instructor" / "rubrics.md").read_text(encoding="utf-8")
HEAD = "exercise,task,criterion,level,points,words\n"


def words(rubric, task):
    """Criterion → level → its words."""
    own = rubric[rubric["task"] == task].groupby("criterion", sort=False)
    return {name: dict(zip(of["level"], of["words"], strict=True)) for name, of in own}


def exercise(task):
    [folder] = paths.SOURCE.glob(f"{task[1:3]}-*")
    return (folder / "exercise.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("task", ARGUMENTS)
def test_the_lines_of_an_argument_are_those_that_its_exercise_prints(task):
    asked = re.search(r"(?i)^.*\brubric\b.*\*\*\w[^*]+:\*\*.*$", exercise(task), re.MULTILINE)[0]
    found = words(rubrics.load(task[1:3]), task)
    assert [(name, levels[2]) for name, levels in found.items()] == LINES.findall(asked)
    assert len(found) == 4


@pytest.mark.parametrize("task", ARGUMENTS)
def test_the_lines_and_levels_of_an_argument_are_those_of_the_instructors_page(task):
    for name, levels in words(rubrics.load(task[1:3]), task).items():
        assert f"- **{name}:** {levels[2]}\n" in PAGE
        assert f"- **1**: {levels[1].rstrip('.')}" in PAGE
        assert f"- **0**: {levels[0]}\n" in PAGE
        assert list(levels) == [0, 1, 2]


def test_the_memo_has_the_levels_of_its_table():
    table = tables.load("rubric")
    own = rubrics.load("14").query("task == 'e14-3'")
    columns = ["criterion", "level", "words"]
    assert own[columns].to_numpy().tolist() == table[columns].to_numpy().tolist()
    assert tuple(own["criterion"].unique()) == e14.CRITERIA


@pytest.mark.parametrize("number", EXERCISES)
def test_every_written_task_has_its_rubric_and_no_other_has(number):
    module = importlib.import_module(f"tasks.e{number}")
    written = {
        name
        for name, task in module.TASKS.items()
        if any(isinstance(each, Argument | e14.Written) for each in task.answers.values())
    }
    assert set(rubrics.load(number)["task"]) == written


def test_points_add_up_as_the_page_says():
    for number in EXERCISES:
        for task, criteria in rubrics.scales(rubrics.load(number)).items():
            least, most = (sum(each) for each in zip(*criteria.values(), strict=True))
            assert (least, most) == ((5, 20) if task == "e14-3" else (0, 8))
    assert "Four lines, two points each, eight in all." in PAGE
    assert "between 5 and 20 points" in PAGE


def test_an_exercise_without_written_tasks_is_named():
    with pytest.raises(rubrics.RubricProblem, match="no rubric for exercise 15 in instructor"):
        rubrics.load("15")


def test_a_table_that_a_spreadsheet_saved_is_read(tmp_path):
    file = tmp_path / "rubrics.csv"
    text = "﻿exercise;task;criterion;level;points;words\r\n3;e03-5;Time;2;1,5;both years.\r\n"
    file.write_text(text, encoding="utf-8", newline="")
    found = rubrics.load("03", file)
    assert found.loc[0].to_list() == ["03", "e03-5", "Time", 2, 1.5, "both years."]
    assert list(found.columns) == list(rubrics.COLUMNS)
    assert (found.dtypes["level"], found.dtypes["points"]) == ("int64", "float64")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("03,e03-5,Time,2,two,words", "row 3: level is a whole number .* “2” and “two”"),
        ("03,e03-5,Time,2.5,2,words", "row 3: level is a whole number"),
        ("03,e03-5,Time,2,-1,words", "row 3: points are 0 or more, not -1"),
        ("03,e03-5,Time,2,nan,words", "row 3: points are 0 or more"),
        ("03,e03-5,Time,2,2,", "row 3: nothing stands under “words”"),
        ("03,e03-5,Time,1,2,words", "level 1 of “Time” in e03-5 stands twice"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path, row, said):
    file = tmp_path / "rubrics.csv"
    file.write_text(f"{HEAD}03,e03-5,Time,1,1,begun\n{row}\n", encoding="utf-8")
    with pytest.raises(rubrics.RubricProblem, match=said):
        rubrics.load("03", file)


def test_a_missing_table_or_column_is_named(tmp_path):
    with pytest.raises(SpreadsheetProblem, match="none.csv cannot be read"):
        rubrics.load("03", tmp_path / "none.csv")
    file = tmp_path / "rubrics.csv"
    file.write_text("exercise,task,criterion,level,words\n", encoding="utf-8")
    with pytest.raises(SpreadsheetProblem, match="'points' is missing"):
        rubrics.load("03", file)
