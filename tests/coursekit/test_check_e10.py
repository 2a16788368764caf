"""Exercise 10: right answers are right, foreseen slips are named, no answer is given away."""

import re

import numpy
import pandas
import pytest

from coursekit import check, tables
from tasks import e10

ANSWERS = {
    "e10-1": {"same_count": 8, "same_percent": 66.7},
    "e10-2": {"luck_percent": 38.9, "kappa": 0.45},
    "e10-3": {
        "feng_positions": 14,
        "feng_sourced": 3,
        "verdict": "cannot be checked",
    },
    "e10-4": {"never_kept": "mixed", "became_opposed": 2},
    "e10-5": {"argument": "Prospects or wishes (Zheng ¶7, ¶8)? " + "word " * 100},
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


def test_answers_as_pandas_gives_them_and_as_the_hand_does():
    table = tables.load("coding").query("set == 'exercise'")
    same = table["code"] == table["other"]
    assert judged("e10-1", same_count=same.sum(), same_percent=same.mean() * 100).right
    assert judged("e10-2", luck_percent=56 / 144 * 100, kappa=(66.7 - 38.9) / (100 - 38.9)).right
    assert judged("e10-4", never_kept=" Mixed ").right


@pytest.mark.parametrize(
    ("task", "changes"),
    [
        ("e10-1", {"same_percent": 66}),
        ("e10-1", {"same_count": 8.5}),
        ("e10-2", {"kappa": 0.5}),
        ("e10-2", {"luck_percent": 39}),
    ],
)
def test_close_is_not_right(task, changes):
    assert not judged(task, **changes).right


def slips():
    for task, expected in e10.TASKS.items():
        for name, answer in expected.answers.items():
            for slip in getattr(answer, "slips", ()):
                yield pytest.param(task, name, slip, id=f"{task}-{name}-{slip.sentence[:30]}")


@pytest.mark.parametrize(("task", "name", "slip"), list(slips()))
def test_every_foreseen_slip_is_named(task, name, slip):
    verdict = judged(task, **{name: slip.value(tables.load)})
    assert not verdict.right
    assert slip.sentence in verdict.sentences


WRONG = [..., None, "", 0, -1, True, [1], float("nan"), pandas.Series([1.0]), object()]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: type(value).__name__)
def test_wrong_kinds_and_empty_answers_are_refused(wrong):
    for task, answers in ANSWERS.items():
        for name in answers:
            assert not judged(task, **{name: wrong}).right, name


def test_no_sentence_gives_an_answer_away():
    said = " ".join(
        sentence
        for task, expected in e10.TASKS.items()
        for name, answer in expected.answers.items()
        for value in [*WRONG, *(slip.value(tables.load) for slip in getattr(answer, "slips", ()))]
        for sentence in judged(task, **{name: value}).sentences
    )
    for task, name, value in NUMBERS:
        if value > 2:
            assert not re.search(rf"(?<![\d.]){re.escape(str(value))}(?![\d.])", said), (task, name)


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "coding":
            frame["other"] = frame["code"]
        if name == "positions":
            frame["document"] = "Feng"
        return frame

    for task in ("e10-1", "e10-2", "e10-3"):
        assert not check.judge(task, ANSWERS[task], altered).right
