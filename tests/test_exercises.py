"""Every exercise: as it is handed out, with the solution's answers, and with each foreseen slip."""

import functools
import importlib
import re

import nbformat
import numpy
import pandas
import pytest

from coursekit import check, tables
from coursestaff.execute import execute
from tests.reading import ROOT, notebooks, read_html

EXERCISES = notebooks("exercises")
ANSWER, CHECK = re.compile(r"e\d\d-\d+-answer"), re.compile(r"e\d\d-\d+-check")
NOT_YET = "Not yet."
EMPTY = [..., None, "", [], {}, pandas.Series(dtype=float), pandas.DataFrame(), object()]
load = functools.cache(tables.load)  # the tasks only read


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


def tasks():
    """Every task of every exercise: its name and what it expects."""
    for exercise in EXERCISES:
        module = importlib.import_module(f"tasks.e{exercise.number}")
        yield from module.TASKS.items()


def kinds(answer, value):
    """A value as learners may give it: as computed, rounded, as a float, an int, NumPy's own."""
    if isinstance(answer, check.Number):
        rounded = round(float(value), answer.decimals)
        given = [float(value), rounded, numpy.float64(rounded), numpy.float32(rounded)]
        if answer.whole or answer.decimals == 0:
            given += [round(value), numpy.int64(round(value)), numpy.int32(round(value))]
        return given
    if isinstance(answer, check.Column):
        return [value, value.round(answer.decimals), value.astype("float32")]
    return [value]


def right(answer):
    """A right answer, unless the task asks for a text."""
    if isinstance(answer, check.Argument):
        return "Feng 2.2 " + "word " * answer.least
    return answer.value(load)


def answers_of(kind):
    """Task, name of the answer and what is expected, for answers that have a value."""
    for name, task in tasks():
        for variable, answer in task.answers.items():
            if isinstance(answer, kind):
                yield pytest.param(name, task, variable, answer, id=f"{name}-{variable}")


VALUED = (check.Number, check.Choice, check.Column)


@pytest.mark.parametrize(("name", "task", "variable", "answer"), list(answers_of(VALUED)))
def test_right_answers_of_every_kind_and_every_named_slip(name, task, variable, answer):
    others = {each: right(expected) for each, expected in task.answers.items()}

    def judged(value):
        return check.judge(name, {**others, variable: value}, load)

    for value in kinds(answer, answer.value(load)):
        assert judged(value) == check.Verdict(True, (task.praise,)), repr(value)
    for slip in answer.slips:
        for value in kinds(answer, slip.value(load)):
            assert judged(value) == check.Verdict(False, (slip.sentence,)), repr(value)


@pytest.mark.parametrize(
    ("name", "task", "variable", "answer"), list(answers_of((*VALUED, check.Argument)))
)
def test_nothing_empty_passes(name, task, variable, answer):
    others = {each: right(expected) for each, expected in task.answers.items()}
    for empty in EMPTY:
        assert not check.judge(name, {**others, variable: empty}, load).right, repr(empty)
