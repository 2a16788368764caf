"""Exercise 08: growth like for like, a column of years, expected values that follow the data."""

import pytest

from coursekit import check, tables
from tests.coursekit.checks.answers import ANSWERS, judged

BY_YEAR = ANSWERS["e08-4"]["by_year"]


def test_a_fraction_of_a_country_is_named():
    verdict = judged("e08-1", parts=1235.5)
    assert not verdict.right and "whole number" in verdict.sentences[0]


def test_growth_that_was_not_rounded_is_right():
    assert judged("e08-3", like_for_like=35.714285).right


def test_too_much_rounding_is_named():
    assert "Keep one decimal" in judged("e08-3", like_for_like=36).sentences[0]


@pytest.mark.parametrize(
    ("by_year", "said"),
    [
        (BY_YEAR.iloc[:2], "2 values"),
        (BY_YEAR.reset_index(drop=True), "labelled by years"),
    ],
    ids=["short", "labels"],
)
def test_a_column_is_looked_at_closely(by_year, said):
    verdict = judged("e08-4", by_year=by_year)
    assert not verdict.right and said in verdict.sentences[0]


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
