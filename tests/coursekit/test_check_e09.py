"""Exercise 09: right answers are right, foreseen slips are named, no answer is given away."""

import re

import numpy
import pandas
import pytest

from coursekit import check, tables
from coursekit.subjects import rivalry
from tasks import e09

TOGETHER = pandas.Series(
    [40, 47, 53.2, 59.8, 66.6, 73.8, 81.3, 89.2, 97.5, 106.1, 115.2]
    + [124.7, 134.7, 145.1, 156.1, 167.5, 179.5, 192.1, 205.3, 219.1, 233.5],
    index=range(21),
)
ANSWERS = {
    "e09-1": {"russia_10": 40.3, "america_10": 26.1},
    "e09-2": {"answers": 0.1, "calming": 0.12, "end": "settles", "level": 65},
    "e09-3": {"total_2014": 34.5, "change": -31, "largest_year": 2021, "shows": "fits it"},
    "e09-4": {"together": TOGETHER, "first_above": 9, "end": "runs away"},
    "e09-5": {"argument": "Why (Feng 2.9), and who says so (Feng 2.8)? " + "word " * 100},
}
NUMBERS = [
    (task, name, value)
    for task, answers in ANSWERS.items()
    for name, value in answers.items()
    if isinstance(value, int | float)
]
# Numbers that a sentence may hold although they are answers: 9 and 65 are too plain to search.
TOO_PLAIN = {"first_above"}


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


@pytest.mark.parametrize("kind", [int, numpy.int64, numpy.int16])
def test_whole_numbers_of_every_make(kind):
    assert judged("e09-2", level=kind(65)).right
    assert judged("e09-3", change=kind(-31), largest_year=kind(2021)).right
    assert judged("e09-4", first_above=kind(9)).right


def test_an_answer_that_was_not_rounded_is_right():
    last = rivalry.run(*e09.FIRST, steps=10).iloc[-1]
    assert judged("e09-1", russia_10=last["Russia"], america_10=last["United States"]).right
    after = rivalry.run(*e09.SECOND, steps=500)["Russia"].iloc[-1]
    assert judged("e09-2", answers=0.5 * 0.2, calming=0.3 * 0.4, level=after).right
    assert judged("e09-3", change=(23.7 - 34.5) / 34.5 * 100).right
    path = rivalry.run(*e09.FOURTH, steps=20).set_index("step")
    exact = path["Russia"] + path["United States"]
    assert judged("e09-4", together=exact).right


def test_the_loop_of_the_solution_gives_the_answer():
    russia, america = 30, 10
    for _ in range(10):
        new_russia = russia + 0.5 * america - 0.3 * russia + 1
        new_america = america + 0.2 * russia - 0.3 * america + 1
        russia, america = new_russia, new_america
    assert judged("e09-1", russia_10=russia, america_10=america).right


@pytest.mark.parametrize(
    ("task", "changes"),
    [
        ("e09-1", {"russia_10": 40.5}),
        ("e09-2", {"calming": 0.1}),
        ("e09-2", {"level": 64}),
        ("e09-3", {"change": -30}),
        ("e09-4", {"first_above": 12}),
        ("e09-4", {"together": TOGETHER.round()}),
    ],
)
def test_close_is_not_right(task, changes):
    assert not judged(task, **changes).right


def slips():
    for task, expected in e09.TASKS.items():
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


def everything_said():
    for task, expected in e09.TASKS.items():
        for name, answer in expected.answers.items():
            found = [slip.value(tables.load) for slip in getattr(answer, "slips", ())]
            for value in [*WRONG, *found]:
                yield from judged(task, **{name: value}).sentences


def test_no_sentence_gives_an_answer_away():
    said = " ".join(everything_said())
    for task, name, value in NUMBERS:
        if name not in TOO_PLAIN:
            assert not re.search(rf"(?<![\d.]){re.escape(str(value))}(?![\d.])", said), (task, name)


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "context":
            imports = frame["series"] == "us_imports_from_russia"
            frame.loc[imports & (frame["year"] == 2014), "value"] *= 2
        return frame

    assert not check.judge("e09-3", ANSWERS["e09-3"], altered).right
