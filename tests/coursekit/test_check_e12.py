"""Exercise 12: right answers are right, foreseen slips are named, no answer is given away."""

import re

import numpy
import pandas
import pytest

from coursekit import check, tables
from tasks import e12

LEAD = pandas.Series([0, 2, -2, 0, -2, 0, -2, 0], index=range(1, 9))
ANSWERS = {
    "e12-1": {"triangles": 27, "silent": 19, "four_countries": 64},
    "e12-2": {"best_together": 15, "best_for_china": 6, "stable": 1},
    "e12-3": {"rise": 124, "best_year": 2021, "verdict": "cannot be checked"},
    "e12-4": {"lead": LEAD, "best_pattern": 2, "best_own": 2},
    "e12-5": {"argument": "Will they align (Feng 4.1), or not (Feng 4.3)? " + "word " * 100},
}
NUMBERS = [
    (task, name, value)
    for task, answers in ANSWERS.items()
    for name, value in answers.items()
    if isinstance(value, int)
]


def judged(task, **changes):
    return check.judge(task, {**ANSWERS[task], **changes})


@pytest.mark.parametrize("task", ANSWERS)
def test_right_answers_are_right(task):
    verdict = judged(task)
    assert verdict.right, verdict.sentences


@pytest.mark.parametrize(("task", "name", "value"), NUMBERS)
@pytest.mark.parametrize("kind", [float, numpy.float64, numpy.float32, numpy.int64, numpy.int16])
def test_any_plain_number_will_do(task, name, value, kind):
    assert judged(task, **{name: kind(value)}).right


def test_an_answer_that_was_not_rounded_is_right():
    assert judged("e12-3", rise=(240.11 - 107) / 107 * 100).right
    assert judged("e12-4", lead=LEAD.astype(float)).right


@pytest.mark.parametrize(
    ("task", "changes"),
    [
        ("e12-1", {"silent": 18}),
        ("e12-2", {"best_for_china": 5}),
        ("e12-3", {"rise": 125}),
        ("e12-4", {"best_own": 3}),
        ("e12-4", {"lead": LEAD.reset_index(drop=True)}),
        ("e12-5", {"argument": "Only one place (Feng 4.3). " + "word " * 100}),
    ],
)
def test_close_is_not_right(task, changes):
    assert not judged(task, **changes).right


def slips():
    for task, expected in e12.TASKS.items():
        for name, answer in expected.answers.items():
            for slip in getattr(answer, "slips", ()):
                yield pytest.param(task, name, slip, id=f"{task}-{name}-{slip.sentence[:30]}")


@pytest.mark.parametrize(("task", "name", "slip"), list(slips()))
def test_every_foreseen_slip_is_named(task, name, slip):
    verdict = judged(task, **{name: slip.value(tables.load)})
    assert not verdict.right
    assert slip.sentence in verdict.sentences


def test_no_two_slips_of_one_answer_share_a_value():
    """Else the second sentence would never be seen."""
    for expected in e12.TASKS.values():
        for answer in expected.answers.values():
            values = [slip.value(tables.load) for slip in getattr(answer, "slips", ())]
            shown = [tuple(v) if isinstance(v, pandas.Series) else v for v in values]
            assert len(shown) == len(set(shown))


WRONG = [..., None, "", -1, 0.5, True, [1], float("nan"), pandas.Series([1.0]), object()]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: type(value).__name__)
def test_wrong_kinds_and_empty_answers_are_refused(wrong):
    for task, answers in ANSWERS.items():
        for name in answers:
            assert not judged(task, **{name: wrong}).right, name


def said_of(task, name):
    """Every sentence that a wrong answer under a name can meet."""
    answer = e12.TASKS[task].answers[name]
    found = [slip.value(tables.load) for slip in getattr(answer, "slips", ())]
    for value in [*WRONG, *found]:
        yield from judged(task, **{name: value}).sentences


@pytest.mark.parametrize(("task", "name", "value"), NUMBERS)
def test_no_sentence_gives_an_answer_away(task, name, value):
    said = " ".join(said_of(task, name))
    assert not re.search(rf"(?<![\d.]){value}(?![\d.])", said)


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "context":
            last = (frame["series"] == "trade_china_russia") & (frame["year"] == 2023)
            frame.loc[last, "value"] *= 2
        return frame

    assert not check.judge("e12-3", ANSWERS["e12-3"], altered).right
