"""Exercise 02: quarters in order of time, and an answer that follows the data."""

import pandas
import pytest

from coursekit import check, tables
from tests.coursekit.checks.answers import ANSWERS, judged

COUNTS = ANSWERS["e02-4"]["counts"]


@pytest.mark.parametrize(
    ("task", "changes", "said"),
    [
        ("e02-1", {"commonest": "talk"}, "should be one of"),
        ("e02-3", {"days_after": -5.5}, "whole number"),
        ("e02-4", {"counts": COUNTS.sort_values()}, "in order of time"),
        ("e02-4", {"busiest": "2020 Q1"}, "should be one of"),
    ],
)
def test_what_will_not_do_is_named(task, changes, said):
    verdict = judged(task, **changes)
    assert not verdict.right
    assert any(said in sentence for sentence in verdict.sentences), verdict.sentences


def test_the_expected_values_follow_the_data():
    def altered(name):
        frame = tables.load(name)
        if name == "events":
            frame = pandas.concat([frame, frame[frame["kind"] == "meeting"]], ignore_index=True)
        return frame

    assert not check.judge("e02-1", ANSWERS["e02-1"], altered).right
    assert check.judge("e02-1", {**ANSWERS["e02-1"], "meetings": 8}, altered).right
