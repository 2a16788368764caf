"""Every exercise: as it is handed out, and with the solution's answers.

What its checks say of each answer and each slip stands in tests/coursekit/checks.
"""

import importlib
import re

import nbformat
import pytest

from coursestaff.execute import execute
from tests.reading import ROOT, notebooks, read_html

EXERCISES = notebooks("exercises")
ANSWER, CHECK = re.compile(r"e\d\d-\d+-answer"), re.compile(r"e\d\d-\d+-check")
NOT_YET = "Not yet."


def read(exercise, folder):
    """A built notebook of that exercise, from exercises/ or solutions/."""
    return nbformat.read(ROOT / folder / exercise.path.name, as_version=4)


def with_answers(exercise):
    """The exercise with the solution's answer cells in place of its own."""
    filled = read(exercise, "exercises")
    own = {cell.id: cell for cell in filled.cells if ANSWER.fullmatch(cell.id)}
    given = {cell.id: cell for cell in read(exercise, "solutions").cells if cell.id in own}
    assert set(own) == set(given)
    for name, cell in own.items():
        cell.source = given[name].source
    return filled


def said(cells):
    """What each check cell says, by its id."""
    return {
        cell.id: read_html(cell.outputs[0].data["text/html"]).words.strip()
        for cell in cells
        if CHECK.fullmatch(cell.id)
    }


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda each: each.path.stem)
def test_an_exercise_runs_as_handed_out_and_then_with_the_right_answers(exercise, tmp_path):
    """One run of both, as a learner does who fills in the answers and runs everything again."""
    handed_out, filled = read(exercise, "exercises"), with_answers(exercise)
    twice = handed_out.copy()
    twice.cells = handed_out.cells + filled.cells
    execute(twice, tmp_path, exercise.name)
    first, then = said(handed_out.cells), said(filled.cells)
    expected = importlib.import_module(f"tasks.e{exercise.number}").TASKS
    assert list(first) == list(then) == [f"{name}-check" for name in expected]
    assert not [words for words in first.values() if not words.startswith(NOT_YET)]
    for name, task in expected.items():
        assert then[f"{name}-check"].startswith(task.head)
