"""Exercise 12: a rise worked out from the table, and what is close and not right."""

import pytest

from coursekit import check, tables
from tests.coursekit.checks.answers import ANSWERS, judged

LEAD = ANSWERS["e12-4"]["lead"]


def test_an_answer_that_was_not_rounded_is_right():
    assert judged("e12-3", rise=(240.11 - 107) / 107 * 100).right


@pytest.mark.parametrize(
    ("task", "changes"),
    [
        ("e12-1", {"silent": 18}),
        ("e12-2", {"best_for_china": 5}),
        ("e12-3", {"rise": 125}),
        ("e12-4", {"best_own": 3}),
        ("e12-4", {"lead": LEAD.reset_index(drop=True)}),
    ],
)
def test_close_is_not_right(task, changes):
    assert not judged(task, **changes).right


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "context":
            last = (frame["series"] == "trade_china_russia") & (frame["year"] == 2023)
            frame.loc[last, "value"] *= 2
        return frame

    assert not check.judge("e12-3", ANSWERS["e12-3"], altered).right
