"""Exercise 05: changes as the table gives them and as the hand does, and slips by hand."""

import pandas
import pytest

from coursekit import check, tables
from tests.coursekit.checks.answers import ANSWERS, judged

CHANGE = ANSWERS["e05-4"]["change"]


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


def grown(rounds, russia=1.03, america=1.015):
    """The share that begins at 19.4%, after so many years."""
    return 19.4 * (russia / america) ** rounds


SHARE, LEAD = 42.9 / 41.5, (60_048 - 25_778) / (48_570 - 20_164)  # after, as part of before


@pytest.mark.parametrize(
    ("task", "name", "slip", "words"),
    [
        ("e05-1", "change_of_share", 100 * (1 - 1 / SHARE), "by the share of the last year"),
        ("e05-1", "change_of_share", 100 - 100 * SHARE, "sign of the change of the share"),
        ("e05-1", "change_of_share", 100 * SHARE, "the later share as a percentage"),
        ("e05-1", "change_of_lead", 100 * (1 - 1 / LEAD), "by the lead of the last year"),
        ("e05-1", "by_share", "widening", "Mind what a share means"),
        ("e05-1", "by_lead", "narrowing", "Mind what a lead means"),
        ("e05-2", "years_to_25", 2035, "the calendar year"),
        ("e05-2", "years_to_25", 17, "still below 25%"),
        ("e05-2", "years_to_25", 19, "One year too many"),
        ("e05-2", "share_after_30", 19.4, "has not moved"),
        ("e05-2", "share_after_30", 19.4 + 30 * 1.5, "You added percentage points"),
        ("e05-2", "share_after_30", grown(30, 1.015, 1.03), "have changed places"),
        ("e05-2", "share_after_30", grown(30, america=1), "Only Russia grows"),
        ("e05-2", "share_after_30", grown(29), "one year early"),
        ("e05-2", "share_after_30", grown(31), "one round too many"),
        ("e05-3", "military_change", 32.5 - 12.0, "in percentage points"),
        ("e05-3", "military_change", 100 * (1 - 12.0 / 32.5), "by the share of 2017"),
        ("e05-4", "change", -CHANGE, "signs are turned round"),
        ("e05-4", "change", CHANGE + 100, "100 less"),
        ("e05-4", "last_narrowing", 2011, "From that year on the share fell"),
        ("e05-4", "last_narrowing", 2008, "but there is a later one"),
        ("e05-4", "last_narrowing", 2009, "narrowed most"),
    ],
)
def test_a_slip_worked_out_by_hand_meets_its_own_sentence(task, name, slip, words):
    verdict = judged(task, **{name: slip})
    assert not verdict.right and words in verdict.sentences[0]


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


def test_a_column_of_another_length_is_refused():
    longer = pandas.concat([CHANGE, pandas.Series([0.0], index=[2018])])
    assert "11 values" in judged("e05-4", change=longer).sentences[0]


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
