"""Exercise 05: changes as the table gives them and as the hand does, and lines of the loop."""

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
