"""The checks of exercise 04: right in every kind, every slip named, no answer given away."""

import re

import numpy
import pandas
import pytest

from coursekit import check, tables
from coursekit.paths import SOURCE
from tasks import e04

SHARE = pandas.Series([13.0, 13.1, 10.5, 10.8, 10.3, 9.0], index=range(2013, 2019))
ANSWERS = {
    "e04-1": {"of_china_2013": 53.9, "of_china_2018": 26.5},
    "e04-2": {"roubles_factor": 1.25, "rate_factor": 0.63, "dollars_factor": 0.78},
    "e04-3": {"share_then": 9.5, "us_raised": 5.2, "verdict": "holds"},
    "e04-4": {"share": SHARE, "highest_year": 2014},
    "e04-5": {"argument": "The 7.2% (Feng 2.2) " + "word " * 100},
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


@pytest.mark.parametrize("kind", [int, numpy.int64])
def test_a_year_may_be_of_any_make(kind):
    assert judged("e04-4", highest_year=kind(2014)).right


def test_answers_that_were_not_rounded_are_right():
    assert judged("e04-1", of_china_2013=53.850577, of_china_2018=26.495).right
    assert judged(
        "e04-2", roubles_factor=1.245228, rate_factor=0.6297911, dollars_factor=0.784
    ).right
    assert judged("e04-4", share=SHARE + 0.001).right


def test_a_product_of_rounded_factors_is_not_right():
    assert not judged("e04-2", dollars_factor=round(1.25 * 0.63, 2)).right


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (..., "no answer yet"),
        ("53.9", "text"),
        (True, "True or False"),
        (SHARE, "whole column"),
        (SHARE.to_frame(), "whole table"),
        (float("nan"), "not a usable number"),
    ],
    ids=["dots", "text", "bool", "column", "table", "nan"],
)
def test_what_is_no_number_is_named(wrong, said):
    verdict = judged("e04-1", of_china_2013=wrong)
    assert not verdict.right and said in verdict.sentences[0]


def test_too_much_rounding_is_named():
    assert "Keep one decimal" in judged("e04-1", of_china_2013=54).sentences[0]
    assert "Keep 2 decimals" in judged("e04-2", rate_factor=0.6).sentences[0]


def slips():
    for task, expected in e04.TASKS.items():
        for name, answer in expected.answers.items():
            for slip in getattr(answer, "slips", ()):
                yield pytest.param(task, name, slip, id=f"{task}-{name}-{slip.sentence[:40]}")


@pytest.mark.parametrize(("task", "name", "slip"), list(slips()))
def test_every_foreseen_slip_is_named(task, name, slip):
    verdict = judged(task, **{name: slip.value(tables.load)})
    assert not verdict.right
    assert slip.sentence in verdict.sentences


def test_no_sentence_gives_a_number_of_the_answers_away():
    said = " ".join(
        sentence
        for task, expected in e04.TASKS.items()
        for name, answer in expected.answers.items()
        for value in [..., "", 0, -1, *(s.value(tables.load) for s in getattr(answer, "slips", ()))]
        for sentence in check.judge(task, {**ANSWERS[task], name: value}).sentences
        if "begins in 2014" not in sentence and "2014 to 2015" not in sentence
    )
    for task, name, value in NUMBERS:
        assert not re.search(rf"(?<![\d.]){re.escape(str(value))}(?![\d.])", said), (task, name)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (9.0, "should be a column"),
        (SHARE.iloc[:4], "4 values"),
        (SHARE.reset_index(drop=True), "labelled by years"),
        (SHARE.round(), "rounded too far"),
    ],
    ids=["number", "short", "labels", "round"],
)
def test_a_column_is_looked_at_closely(share, said):
    verdict = judged("e04-4", share=share)
    assert not verdict.right and said in verdict.sentences[0]


def test_the_solutions_text_is_in_order():
    source = (SOURCE / "04-armies" / "exercise.md").read_text(encoding="utf-8")
    text = re.search(r'argument = """\n(\w.+?)"""', source, re.S)[1]
    assert check.judge("e04-5", {"argument": text}).right


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "context":
            frame.loc[frame["country"] == "China", "value"] *= 2
        return frame

    assert not check.judge("e04-1", ANSWERS["e04-1"], altered).right
    assert check.judge("e04-1", {"of_china_2013": 26.9, "of_china_2018": 13.2}, altered).right
