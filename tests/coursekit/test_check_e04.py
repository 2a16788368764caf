"""Exercise 04: factors and shares, rounded enough and not too far."""

import pytest

from coursekit import check, tables
from tests.coursekit.checks.answers import ANSWERS, judged

SHARE = ANSWERS["e04-4"]["share"]


def test_answers_that_were_not_rounded_are_right():
    assert judged("e04-1", of_china_2013=53.850577, of_china_2018=26.495).right
    assert judged(
        "e04-2", roubles_factor=1.245228, rate_factor=0.6297911, dollars_factor=0.784
    ).right
    assert judged("e04-4", share=SHARE + 0.001).right


def test_a_product_of_rounded_factors_is_not_right():
    assert not judged("e04-2", dollars_factor=round(1.25 * 0.63, 2)).right


def test_too_much_rounding_is_named():
    assert "Keep one decimal" in judged("e04-1", of_china_2013=54).sentences[0]
    assert "Keep 2 decimals" in judged("e04-2", rate_factor=0.6).sentences[0]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (SHARE.iloc[:4], "4 values"),
        (SHARE.reset_index(drop=True), "labelled by years"),
        (SHARE.round(), "rounded too far"),
    ],
    ids=["short", "labels", "round"],
)
def test_a_column_is_looked_at_closely(share, said):
    verdict = judged("e04-4", share=share)
    assert not verdict.right and said in verdict.sentences[0]


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "context":
            frame.loc[frame["country"] == "China", "value"] *= 2
        return frame

    assert not check.judge("e04-1", ANSWERS["e04-1"], altered).right
    assert check.judge("e04-1", {"of_china_2013": 26.9, "of_china_2018": 13.2}, altered).right
