"""The checks of exercise 08: right in every kind, every slip named, no answer given away."""

import re

import numpy
import pandas
import pytest

from coursekit import check, tables
from coursekit.paths import SOURCE
from tasks import e08

BY_YEAR = pandas.Series([2, 5, 2], index=[2016, 2017, 2018])
ANSWERS = {
    "e08-1": {"parts": 1235, "in_neither": 44},
    "e08-2": {"most_not_local": 345, "least_local": 410, "headline": "cannot be true"},
    "e08-3": {"nine_countries": 5, "like_for_like": 35.7, "verdict": "not comparable"},
    "e08-4": {"by_year": BY_YEAR, "busiest_year": 2017},
    "e08-5": {"argument": "The 189 (Feng 1.6) " + "word " * 100},
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


@pytest.mark.parametrize("kind", [int, numpy.int64, numpy.int16])
def test_whole_numbers_of_every_make(kind):
    assert judged("e08-1", parts=kind(1235)).right
    assert judged("e08-4", busiest_year=kind(2017)).right


@pytest.mark.parametrize("kind", [int, float, "int32"])
def test_a_column_of_any_number_will_do(kind):
    assert judged("e08-4", by_year=BY_YEAR.astype(kind)).right


def test_growth_that_was_not_rounded_is_right():
    assert judged("e08-3", like_for_like=35.714285).right


def test_too_much_rounding_is_named():
    assert "Keep one decimal" in judged("e08-3", like_for_like=36).sentences[0]


def test_a_choice_forgives_capitals_and_blanks():
    assert judged("e08-2", headline=" Cannot be  true").right


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (..., "no answer yet"),
        ("1235", "text"),
        (True, "True or False"),
        (BY_YEAR, "whole column"),
        (BY_YEAR.to_frame(), "whole table"),
        (1235.5, "whole number"),
        (float("nan"), "not a usable number"),
    ],
    ids=["dots", "text", "bool", "column", "table", "fraction", "nan"],
)
def test_what_is_no_number_is_named(wrong, said):
    verdict = judged("e08-1", parts=wrong)
    assert not verdict.right and said in verdict.sentences[0]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [("no", "should be one of"), (False, "quotation marks"), ("can be true", "smaller than")],
)
def test_a_headline_that_is_not_judged_right(wrong, said):
    verdict = judged("e08-2", headline=wrong)
    assert not verdict.right and said in verdict.sentences[0]


def slips():
    for task, expected in e08.TASKS.items():
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
        for task, expected in e08.TASKS.items()
        for name, answer in expected.answers.items()
        for value in [..., "", 0, -1, *(s.value(tables.load) for s in getattr(answer, "slips", ()))]
        for sentence in check.judge(task, {**ANSWERS[task], name: value}).sentences
    )
    for task, name, value in NUMBERS:
        assert not re.search(rf"(?<![\d.]){re.escape(str(value))}(?![\d.])", said), (task, name)


@pytest.mark.parametrize(
    ("by_year", "said"),
    [
        (9, "should be a column"),
        (BY_YEAR.iloc[:2], "2 values"),
        (BY_YEAR.reset_index(drop=True), "labelled by years"),
        (pandas.Series([1, 3, 2], index=BY_YEAR.index), "counted the rows"),
    ],
    ids=["number", "short", "labels", "rows"],
)
def test_a_column_is_looked_at_closely(by_year, said):
    verdict = judged("e08-4", by_year=by_year)
    assert not verdict.right and said in verdict.sentences[0]


def test_the_solutions_text_is_in_order():
    source = (SOURCE / "08-counting" / "exercise.md").read_text(encoding="utf-8")
    text = re.search(r'argument = """\n(\w.+?)"""', source, re.S)[1]
    assert check.judge("e08-5", {"argument": text}).right


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "counts":
            frame.loc[frame["id"] == "local-2013", "value"] = 334
        return frame

    assert not check.judge("e08-1", ANSWERS["e08-1"], altered).right
    assert check.judge("e08-1", {"parts": 635, "in_neither": 644}, altered).right
    new = {"most_not_local": 945, "least_local": -190, "headline": "can be true"}
    assert check.judge("e08-2", new, altered).right
