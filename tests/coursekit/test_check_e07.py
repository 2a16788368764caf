"""Exercise 07: right answers are right, foreseen slips are named, no answer is given away."""

import re

import numpy
import pandas
import pytest

from coursekit import check, tables
from tasks import e07

SHARE = pandas.Series(
    [58.0, 99.3, 98.0, 57.6, 57.6, 87.2, 52.9],
    index=[
        "senate-iran-2015",
        "house-act-2017",
        "senate-act-2017",
        "senate-proceed-2019",
        "senate-cloture-2019",
        "house-rusal-2019",
        "senate-arms-2019",
    ],
)
ANSWERS = {
    "e07-1": {"february_2019": 11, "february_2020": 10, "september_2018": 5},
    "e07-2": {"short_2015": 2, "short_2019": 12},
    "e07-3": {"last_beginning": 16, "last_following": 17, "verdict": "wrong"},
    "e07-4": {"share": SHARE, "lost_with_majority": 3},
    "e07-5": {"argument": "After a report and a wait (Zheng ¶3). " + "word " * 100},
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
@pytest.mark.parametrize("kind", [int, float, numpy.int64, numpy.int16, numpy.float32])
def test_any_plain_number_will_do(task, name, value, kind):
    assert judged(task, **{name: kind(value)}).right


def test_a_column_that_was_not_rounded_is_right():
    votes = tables.load("votes").set_index("id")
    share = votes["yeas"] / (votes["yeas"] + votes["nays"]) * 100
    assert judged("e07-4", share=share).right


@pytest.mark.parametrize(
    ("task", "changes"),
    [
        ("e07-1", {"february_2019": 12}),
        ("e07-1", {"september_2018": 6}),
        ("e07-2", {"short_2019": 11.67}),
        ("e07-3", {"last_following": 18}),
        ("e07-4", {"lost_with_majority": 2}),
        ("e07-4", {"share": SHARE.round()}),
    ],
)
def test_close_is_not_right(task, changes):
    assert not judged(task, **changes).right


def slips():
    for task, expected in e07.TASKS.items():
        for name, answer in expected.answers.items():
            for slip in getattr(answer, "slips", ()):
                yield pytest.param(task, name, slip, id=f"{task}-{name}-{slip.sentence[:30]}")


@pytest.mark.parametrize(("task", "name", "slip"), list(slips()))
def test_every_foreseen_slip_is_named(task, name, slip):
    verdict = judged(task, **{name: slip.value(tables.load)})
    assert not verdict.right
    assert slip.sentence in verdict.sentences


WRONG = [..., None, "", -1, True, [1], float("nan"), pandas.Series([1.0]), object()]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: type(value).__name__)
def test_wrong_kinds_and_empty_answers_are_refused(wrong):
    for task, answers in ANSWERS.items():
        for name in answers:
            assert not judged(task, **{name: wrong}).right, name


def test_no_sentence_gives_a_number_of_the_answers_away():
    said = {
        task: " ".join(
            [s.sentence for a in expected.answers.values() for s in getattr(a, "slips", ())]
        )
        for task, expected in e07.TASKS.items()
    }
    for task, name, value in NUMBERS:
        words = re.sub(r"10 February \d{4}|7 September 2018|day 1\b|day 0|100", "", said[task])
        assert not re.search(rf"(?<![\d.]){value}(?![\d.])", words), (task, name)


def test_the_expected_values_follow_the_data():
    def altered(name):
        frame = tables.load(name)
        if name == "votes":
            frame.loc[frame["id"] == "senate-arms-2019", "nays"] = 55
        return frame

    assert not check.judge("e07-2", ANSWERS["e07-2"], altered).right
    assert check.judge("e07-2", {"short_2015": 2, "short_2019": 22}, altered).right
