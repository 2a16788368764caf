"""Exercise 13: right answers are right, foreseen slips are named, no answer is given away."""

import re

import numpy
import pandas
import pytest

from coursekit import check, tables
from tasks import e13

FELL = pandas.Series([1, 0, 0, 0, 1, 1, 1, 1, 0], index=range(2009, 2018))
ERRORS = (0.8 - FELL) ** 2
ANSWERS = {
    "e13-1": {"careful_score": 0.188, "always_60": 0.26},
    "e13-2": {"certain_score": 0.4, "needed_of_20": 14},
    "e13-3": {"original": 0.376, "verdict": "not comparable"},
    "e13-4": {"errors": ERRORS, "costly_years": 4},
    "e13-5": {"argument": "Which day (Zheng ¶9)? " + "word " * 100},
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


@pytest.mark.parametrize(("task", "name", "value"), NUMBERS)
@pytest.mark.parametrize("kind", [float, numpy.float64, numpy.float32])
def test_any_plain_number_will_do(task, name, value, kind):
    assert judged(task, **{name: kind(value)}).right


@pytest.mark.parametrize("kind", [numpy.int64, numpy.int16])
def test_whole_numbers_of_numpy_will_do(kind):
    assert judged("e13-2", needed_of_20=kind(14)).right
    assert judged("e13-4", costly_years=kind(4)).right


def test_answers_rounded_or_not_are_right():
    assert judged("e13-1", careful_score=0.18800000000000003, always_60=0.2600001).right
    assert judged("e13-4", errors=ERRORS.round(2)).right


@pytest.mark.parametrize(
    ("task", "changes"),
    [
        ("e13-1", {"careful_score": 0.19}),
        ("e13-1", {"always_60": 0.27}),
        ("e13-2", {"needed_of_20": 15}),
        ("e13-3", {"original": 0.377}),
        ("e13-4", {"costly_years": 3}),
        ("e13-4", {"errors": ERRORS.reset_index(drop=True)}),
        ("e13-5", {"argument": "No place at all. " + "word " * 100}),
    ],
)
def test_close_is_not_right(task, changes):
    assert not judged(task, **changes).right


def slips():
    for task, expected in e13.TASKS.items():
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
    for expected in e13.TASKS.values():
        for answer in expected.answers.values():
            values = [slip.value(tables.load) for slip in getattr(answer, "slips", ())]
            shown = [tuple(v) if isinstance(v, pandas.Series) else v for v in values]
            assert len(shown) == len(set(shown))


WRONG = [..., None, "", -1, 0.7, True, [1], float("nan"), pandas.Series([1.0]), object()]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: type(value).__name__)
def test_wrong_kinds_and_empty_answers_are_refused(wrong):
    for task, answers in ANSWERS.items():
        for name in answers:
            assert not judged(task, **{name: wrong}).right, name


def said_of(task, name):
    """Every sentence that a wrong answer under a name can meet."""
    answer = e13.TASKS[task].answers[name]
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
        if name == "practice":
            frame["happened"] = 1 - frame["happened"]
        return frame

    assert not check.judge("e13-1", ANSWERS["e13-1"], altered).right
