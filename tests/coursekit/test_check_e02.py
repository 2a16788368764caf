"""Exercise 02: right answers in every make, foreseen slips named, nothing given away."""

import re

import numpy
import pandas
import pytest

from coursekit import check, tables
from coursekit.paths import SOURCE
from tasks import e02

COUNTS = pandas.Series(
    [1, 1, 1, 8, 5, 5, 7, 1, 2, 4, 2],
    index=[
        *("2015 Q3", "2016 Q4", "2017 Q2", "2017 Q3", "2017 Q4", "2018 Q1"),
        *("2018 Q2", "2018 Q3", "2018 Q4", "2019 Q1", "2019 Q2"),
    ],
)
ANSWERS = {
    "e02-1": {"statements": 5, "meetings": 4, "commonest": "action"},
    "e02-2": {"days_printed": 13, "days_checked": 33},
    "e02-3": {"days_after": -5, "verdict": "wrong"},
    "e02-4": {"counts": COUNTS, "busiest": "2017 Q3"},
    "e02-5": {"argument": "Russia answered the vote (Feng 1.7). " + "word " * 100},
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
    assert verdict.sentences == (e02.TASKS[task].praise,)


@pytest.mark.parametrize(("task", "name", "value"), NUMBERS)
@pytest.mark.parametrize("kind", [int, float, numpy.int64, numpy.float64])
def test_any_plain_number_will_do(task, name, value, kind):
    assert judged(task, **{name: kind(value)}).right


def slips():
    for task, expected in e02.TASKS.items():
        for name, answer in expected.answers.items():
            for slip in getattr(answer, "slips", ()):
                yield pytest.param(task, name, slip, id=f"{task}-{name}-{slip.sentence[:30]}")


@pytest.mark.parametrize(("task", "name", "slip"), list(slips()))
def test_every_foreseen_slip_is_named(task, name, slip):
    verdict = judged(task, **{name: slip.value(tables.load)})
    assert not verdict.right
    assert slip.sentence in verdict.sentences


@pytest.mark.parametrize(
    ("task", "changes", "said"),
    [
        ("e02-1", {"statements": ...}, "no answer yet"),
        ("e02-1", {"statements": "5"}, "text"),
        ("e02-1", {"commonest": 20}, "quotation marks"),
        ("e02-1", {"commonest": "talk"}, "should be one of"),
        ("e02-2", {"days_printed": pandas.Timedelta(days=13)}, "Timedelta"),
        ("e02-2", {"days_printed": pandas.Series([13])}, "whole column"),
        ("e02-3", {"days_after": -5.5}, "whole number"),
        ("e02-4", {"counts": COUNTS.sort_values()}, "in order of time"),
        ("e02-4", {"counts": COUNTS.to_frame()}, "should be a column"),
        ("e02-4", {"counts": COUNTS + 1}, "does not hold the numbers"),
        ("e02-4", {"busiest": "2020 Q1"}, "should be one of"),
        ("e02-5", {"argument": "Too short (Feng 1.7)."}, "100 to 150"),
        ("e02-5", {"argument": "word " * 120}, "at least one locator"),
    ],
)
def test_what_will_not_do_is_named(task, changes, said):
    verdict = judged(task, **changes)
    assert not verdict.right
    assert any(said in sentence for sentence in verdict.sentences), verdict.sentences


def test_no_sentence_gives_an_answer_away():
    said = []
    for task, expected in e02.TASKS.items():
        for name, answer in expected.answers.items():
            wrong = [slip.value(tables.load) for slip in getattr(answer, "slips", ())]
            for value in [..., "", 0, *wrong]:
                said += check.judge(task, {**ANSWERS[task], name: value}).sentences
        said.append(expected.praise)
    said = " ".join(said)
    for _, _, value in NUMBERS:
        if 0 < value < 10:  # a small number may stand in a sentence for another reason
            continue
        assert not re.search(rf"(?<![\d.]){re.escape(str(value))}(?![\d.])", said), value


def test_the_expected_values_follow_the_data():
    def altered(name):
        frame = tables.load(name)
        if name == "events":
            frame = pandas.concat([frame, frame[frame["kind"] == "meeting"]], ignore_index=True)
        return frame

    assert not check.judge("e02-1", ANSWERS["e02-1"], altered).right
    assert check.judge("e02-1", {**ANSWERS["e02-1"], "meetings": 8}, altered).right


def test_the_model_argument_has_the_form_that_is_asked():
    text = (SOURCE / "02-freezing-point" / "exercise.md").read_text(encoding="utf-8")
    model = re.findall(r'argument = """(.*?)"""', text, re.S)[-1]
    assert check.judge("e02-5", {"argument": model}).right
