"""Submissions made by the tests, and a class's room for them."""

import copy
from pathlib import Path

import nbformat
import pytest

from coursekit import check
from coursestaff.grading import guard, judging, marking, matching, room, running
from coursestaff.submissions.inbox import Submission

SEED = "a seed of the tests"
LIMITS = guard.Limits(cell=40, whole=240)  # a busy computer is no hostile notebook


@pytest.fixture(scope="session")
def furnished(tmp_path_factory):
    """The room of a class, made once."""
    return room.furnish(tmp_path_factory.mktemp("class") / "room", SEED)


def handed_out(exercise):
    """An exercise as students get it."""
    return marking.master(exercise)


def solved(exercise):
    """The exercise with the answers of the solution."""
    found = sorted(Path(marking.paths.SOLUTIONS).glob(f"{exercise}-*.ipynb"))
    answers = {cell.id: cell.source for cell in nbformat.read(found[0], as_version=4).cells}
    notebook = handed_out(exercise)
    for cell in notebook.cells:
        if cell.id.endswith("-answer"):
            cell.source = answers[cell.id]
    return notebook


def with_answers(exercise, **answers):
    """The solved exercise with other lines: with_answers("03", e03_1="x = 1")."""
    notebook = solved(exercise)
    for cell in notebook.cells:
        name = cell.id.removesuffix("-answer").replace("-", "_")
        if cell.id.endswith("-answer") and name in answers:
            cell.source = answers[name]
    return notebook


def without(notebook, *gone):
    """A copy of a notebook without these marks of its cells: "id", "metadata", "comment"."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if "id" in gone:
            cell.pop("id", None)
        if "metadata" in gone:
            cell.metadata.clear()
        if "comment" in gone and cell.source.startswith("# Answer to"):
            cell.source = cell.source.partition("\n")[2]
    return notebook


@pytest.fixture(scope="session")
def marked(furnished):
    """Run a notebook as a submission: marked(notebook, "03") → its marks by task, and the run."""

    def mark(notebook, exercise, limits=LIMITS, typed_in=0.5):
        master = marking.master(exercise)
        plan = matching.plan(notebook, master)
        tasks = matching.tasks_of(master)
        wanted = {task: list(check.find(task).answers) for task in tasks}
        ran = running.run(plan, wanted, furnished, limits)
        texts = marking.texts(exercise)
        marks = {
            task: judging.judge(task, plan, ran, furnished, typed_in, texts.get(task))
            for task in tasks
        }
        return marks, ran

    return mark


@pytest.fixture
def handed_in(tmp_path):
    """Bytes as a submission of somebody's."""

    def submission(raw, student="anna"):
        path = tmp_path / f"{student}.ipynb"
        path.write_bytes(raw)
        return Submission(student, path.name, path)

    return submission


def points(marks):
    """Points by the number of the task."""
    return {task.split("-")[1]: mark.points for task, mark in marks.items()}
