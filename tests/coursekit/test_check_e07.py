"""Exercise 07: shares of votes that were not rounded, and what is close and not right."""

import pytest

from coursekit import check, tables
from tests.coursekit.checks.answers import ANSWERS, judged

SHARE = ANSWERS["e07-4"]["share"]


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


def test_the_expected_values_follow_the_data():
    def altered(name):
        frame = tables.load(name)
        if name == "votes":
            frame.loc[frame["id"] == "senate-arms-2019", "nays"] = 55
        return frame

    assert not check.judge("e07-2", ANSWERS["e07-2"], altered).right
    assert check.judge("e07-2", {"short_2015": 2, "short_2019": 22}, altered).right
