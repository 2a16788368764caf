"""The checks of exercise 01: right is right, slips are named, answers are not given away."""

import re

import numpy
import pytest

from coursekit import check, tables
from coursestaff import notebooks
from tasks import e01
from tests.reading import ROOT

ANSWERS = {
    "e01-1": {"feng_days": 34, "zheng_days": 8},
    "e01-2": {"feng_rate": 5.2, "zheng_rate": 9.5},
    "e01-3": {"days": 11, "verdict": "right number, wrong label"},
    "e01-4": {"zheng_evidence": 5, "zheng_broken": 3, "feng_evidence": 7, "feng_broken": 2},
    "e01-5": {"argument": "Feng 3.7 and Op-ed ¶2 " + "word " * 100},
}
NUMBERS = [
    (task, name, value)
    for task, answers in ANSWERS.items()
    for name, value in answers.items()
    if isinstance(value, int | float)
]


def judged(task, **changes):
    return check.judge(task, {**ANSWERS[task], **changes})


@pytest.mark.parametrize("task", ANSWERS)
def test_right_answers_are_right(task):
    verdict = judged(task)
    assert verdict.right, verdict.sentences
    assert verdict.sentences == (e01.TASKS[task].praise,)


@pytest.mark.parametrize(("task", "name", "value"), NUMBERS)
@pytest.mark.parametrize("kind", [float, numpy.float64, numpy.float32])
def test_any_plain_number_will_do(task, name, value, kind):
    assert judged(task, **{name: kind(value)}).right


def test_an_answer_that_was_not_rounded_is_right():
    assert judged("e01-2", feng_rate=34 / 6591 * 1000, zheng_rate=8 / 842 * 1000).right


@pytest.mark.parametrize(("task", "name", "value"), NUMBERS)
@pytest.mark.parametrize("wrong", [..., None, "8", True, [8], float("nan"), -1, 1000])
def test_what_is_no_answer_does_not_pass(task, name, value, wrong):
    assert not judged(task, **{name: wrong}).right


def slips():
    for task, expected in e01.TASKS.items():
        for name, answer in expected.answers.items():
            for slip in getattr(answer, "slips", ()):
                yield pytest.param(task, name, slip, id=f"{task}-{name}-{slip.sentence[:30]}")


@pytest.mark.parametrize(("task", "name", "slip"), list(slips()))
def test_every_foreseen_slip_is_named(task, name, slip):
    verdict = judged(task, **{name: slip.value(tables.load)})
    assert not verdict.right
    assert slip.sentence in verdict.sentences


def test_no_sentence_gives_an_answer_away():
    said = " ".join(
        [slip.sentence for _, _, slip in (each.values for each in slips())]
        + [task.praise for task in e01.TASKS.values()]
    )
    for value in ("34", "5.2", "9.5", "11", "eleven", "wrong label"):
        assert not re.search(rf"(?<![\d.]){re.escape(value)}(?![\d.])", said), value


def test_the_model_answer_passes():
    solution = notebooks.notebook(ROOT / "source" / "01-three-voices", notebooks.SOLUTION)
    cell = next(c for c in solution.cells if c.id == "e01-5-answer")
    names = {}
    exec(cell.source, names)
    assert judged("e01-5", argument=names["argument"]).right
