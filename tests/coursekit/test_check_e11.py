"""Exercise 11: right answers are right, foreseen slips are named, no answer is given away."""

import re

import numpy
import pandas
import pytest

from coursekit import check, tables
from coursekit.subjects import labels
from tasks import e11

ANSWERS = {
    "e11-1": {"with_and": 2, "with_or": 5},
    "e11-2": {"frozen": 4, "bracketed": 7},
    "e11-3": {"verdict": "holds", "supports": "Washington's view"},
    "e11-4": {"kept": pandas.Series([1, 3, 3, 1], index=list(labels.PERIODS)), "twin": "Cold War"},
    "e11-5": {"argument": "Four marks (Feng 3.1), and values (Feng 3.5). " + "word " * 100},
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
@pytest.mark.parametrize("kind", [int, float, numpy.int64, numpy.float64])
def test_any_plain_number_will_do(task, name, value, kind):
    assert judged(task, **{name: kind(value)}).right


def test_answers_as_pandas_gives_them():
    kept = labels.rated(tables.load("ratings"))[list(labels.LIMITS)].sum(axis=1)
    assert judged("e11-4", kept=kept, twin=" cold war ").right
    assert judged("e11-4", kept=kept.astype(float)).right


@pytest.mark.parametrize(
    ("task", "changes"),
    [
        ("e11-1", {"with_or": 6}),
        ("e11-1", {"with_and": 2.5}),
        ("e11-2", {"frozen": 3}),
        ("e11-4", {"kept": ANSWERS["e11-4"]["kept"] + 1}),
        ("e11-4", {"kept": ANSWERS["e11-4"]["kept"].reset_index(drop=True)}),
        ("e11-4", {"kept": ANSWERS["e11-4"]["kept"] > 0}),
    ],
)
def test_close_is_not_right(task, changes):
    assert not judged(task, **changes).right


@pytest.mark.parametrize("wrong", [..., None, True, "2", [2], numpy.array([2])])
def test_what_is_no_number_is_refused(wrong):
    assert not judged("e11-1", with_and=wrong).right


def slips():
    for task, expected in e11.TASKS.items():
        for name, answer in expected.answers.items():
            for slip in getattr(answer, "slips", ()):
                yield pytest.param(task, name, slip, id=f"{task}-{name}-{slip.sentence[:30]}")


@pytest.mark.parametrize(("task", "name", "slip"), list(slips()))
def test_every_foreseen_slip_is_named(task, name, slip):
    verdict = judged(task, **{name: slip.value(tables.load)})
    assert not verdict.right
    assert slip.sentence in verdict.sentences


def test_no_sentence_gives_an_answer_away():
    said = []
    for task, expected in e11.TASKS.items():
        for name, answer in expected.answers.items():
            wrong = [slip.value(tables.load) for slip in getattr(answer, "slips", ())]
            for value in [..., "", 0, -1, *wrong]:
                said += judged(task, **{name: value}).sentences
    words = " ".join(said)
    assert not re.search(r"\b[2457]\b", words)
    assert not re.search(r"\bholds\b(?! the numbers)", words.replace("should be one of: holds", ""))
    assert words.count("Washington's view") == words.count("should be one of: Washington's view")


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "ratings":
            frame.loc[frame["criterion"] == "impact", "rating"] = "no"
        return frame

    assert not check.judge("e11-4", ANSWERS["e11-4"], altered).right


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n", "is empty"),
        ("Feng 3.1 only " + "word " * 110, "at least 2 locators"),
        ("Feng 3.1 and Feng 3.99 " + "word " * 110, "which does not exist"),
    ],
)
def test_an_argument_has_length_and_locators(text, said):
    assert said in judged("e11-5", argument=text).sentences[0]
