"""Exercise 13: scores rounded or not, and what is close and not right."""

import pytest

from coursekit import check, tables
from tests.coursekit.checks.answers import ANSWERS, judged

ERRORS = ANSWERS["e13-4"]["errors"]


def test_answers_rounded_or_not_are_right():
    assert judged("e13-1", careful_score=0.18800000000000003, always_60=0.2600001).right
    assert judged("e13-4", errors=ERRORS.round(2)).right


@pytest.mark.parametrize(
    ("task", "changes"),
    [
        ("e13-1", {"careful_score": 0.19}),
        ("e13-1", {"always_60": 0.27}),
        ("e13-2", {"needed_of_20": 15}),
        ("e13-3", {"original": 0.377}),
        ("e13-4", {"costly_years": 3}),
        ("e13-4", {"errors": ERRORS.reset_index(drop=True)}),
    ],
)
def test_close_is_not_right(task, changes):
    assert not judged(task, **changes).right


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "practice":
            frame["happened"] = 1 - frame["happened"]
        return frame

    assert not check.judge("e13-1", ANSWERS["e13-1"], altered).right
