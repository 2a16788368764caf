"""Exercise 05: right answers are right, foreseen slips are named, no answer is given away."""

import re

import numpy
import pandas
import pytest

from coursekit import check, tables
from tasks import e05

CHANGE = pandas.Series(
    [5.5, 23.7, 13.5, -3.3, -19.6, -30.6, -31.0, -13.9, -16.6, -12.7], index=range(2008, 2018)
)
ANSWERS = {
    "e05-1": {
        "change_of_share": 3.4,
        "change_of_lead": 20.6,
        "by_share": "narrowing",
        "by_lead": "widening",
    },
    "e05-2": {"years_to_25": 18, "share_after_30": 30.1},
    "e05-3": {"military_change": 171, "rulers_narrowed": 4, "verdict": "cannot be checked"},
    "e05-4": {"change": CHANGE, "last_narrowing": 2010},
    "e05-5": {"argument": "By which ruler, and since when (Feng 2.2)? " + "word " * 100},
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
    assert judged("e05-2", years_to_25=kind(18)).right
    assert judged("e05-3", military_change=kind(171), rulers_narrowed=kind(4)).right
    assert judged("e05-4", last_narrowing=kind(2010)).right


def test_an_answer_that_was_not_rounded_is_right():
    share = (25_778 / 60_048) / (20_164 / 48_570) * 100 - 100
    lead = (60_048 - 25_778) / (48_570 - 20_164) * 100 - 100
    assert judged("e05-1", change_of_share=share, change_of_lead=lead).right
    assert judged("e05-2", share_after_30=19.4 * (1.03 / 1.015) ** 30).right
    assert judged("e05-4", change=CHANGE + 0.001).right


def test_answers_from_the_printed_and_rounded_table_are_right():
    """Whoever types 12.0 and 32.5, or rounds the shares first, is not sent back."""
    assert judged("e05-3", military_change=(32.5 - 12.0) / 12.0 * 100).right
    assert judged("e05-1", change_of_share=(42.9 - 41.5) / 41.5 * 100).right


@pytest.mark.parametrize(
    ("task", "changes"),
    [
        ("e05-1", {"change_of_share": 3.2}),
        ("e05-2", {"share_after_30": 31}),
        ("e05-3", {"rulers_narrowed": 2}),
        ("e05-4", {"last_narrowing": 2009.5}),
        ("e05-4", {"change": CHANGE.round()}),
    ],
)
def test_close_is_not_right(task, changes):
    assert not judged(task, **changes).right


def slips():
    for task, expected in e05.TASKS.items():
        for name, answer in expected.answers.items():
            for slip in getattr(answer, "slips", ()):
                yield pytest.param(task, name, slip, id=f"{task}-{name}-{slip.sentence[:30]}")


@pytest.mark.parametrize(("task", "name", "slip"), list(slips()))
def test_every_foreseen_slip_is_named(task, name, slip):
    verdict = judged(task, **{name: slip.value(tables.load)})
    assert not verdict.right
    assert slip.sentence in verdict.sentences


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (lambda value: value * 3 / 1.5, "far too fast"),
        (lambda value: value * 1.3 / 1.15, "far too fast"),
        (lambda value: value * 1.3, "far too fast"),
        (lambda value: value * 1.03, "Only Russia grows"),
        (lambda value: value + 3 - 1.5, "percentage points"),
    ],
    ids=["trebled", "tenths", "tenths, undivided", "undivided", "points"],
)
def test_a_wrong_line_of_the_loop_is_named_by_both_of_its_numbers(line, said):
    """Typed in as a learner reads them off the list."""
    value, years = 19.4, 0
    for year in range(30):
        value = line(value)
        if not years and value >= 25:
            years = year + 1
    sentences = judged("e05-2", years_to_25=years, share_after_30=round(value, 1)).sentences
    assert len(sentences) == 2 and all(said in sentence for sentence in sentences)


def test_growth_less_growth_comes_close_and_is_named():
    value = 19.4
    for _ in range(30):
        value = value + value * 0.03 - value * 0.015
    assert "comes close" in judged("e05-2", share_after_30=round(value, 1)).sentences[0]


def test_no_two_slips_of_one_answer_share_a_value():
    """Else the second sentence would never be seen."""
    for expected in e05.TASKS.values():
        for answer in expected.answers.values():
            values = [slip.value(tables.load) for slip in getattr(answer, "slips", ())]
            shown = [tuple(v) if isinstance(v, pandas.Series) else v for v in values]
            assert len(shown) == len(set(shown))


WRONG = [..., None, "", 0, -1, True, [1], float("nan"), pandas.Series([1.0]), object()]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: type(value).__name__)
def test_wrong_kinds_and_empty_answers_are_refused(wrong):
    for task, answers in ANSWERS.items():
        for name in answers:
            assert not judged(task, **{name: wrong}).right, name


def test_a_column_of_another_length_is_refused():
    longer = pandas.concat([CHANGE, pandas.Series([0.0], index=[2018])])
    assert "11 values" in judged("e05-4", change=longer).sentences[0]


def everything_said():
    for task, expected in e05.TASKS.items():
        for name, answer in expected.answers.items():
            found = [slip.value(tables.load) for slip in getattr(answer, "slips", ())]
            for value in [*WRONG, *found]:
                yield from judged(task, **{name: value}).sentences


def test_no_sentence_gives_an_answer_away():
    said = " ".join(everything_said())
    for task, name, value in NUMBERS:
        assert not re.search(rf"(?<![\d.]){re.escape(str(value))}(?![\d.])", said), (task, name)


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "context":
            russia = (frame["country"] == "Russia") & (frame["year"] == 2017)
            frame.loc[russia, "value"] *= 1.2
            china = (frame["country"] == "China") & (frame["year"] == 2008)
            frame.loc[china, "value"] *= 1.2
        return frame

    for task in ("e05-1", "e05-3", "e05-4"):
        assert not check.judge(task, ANSWERS[task], altered).right
