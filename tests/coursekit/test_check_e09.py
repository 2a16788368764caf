"""Exercise 09: the rule run by hand, answers that were not rounded, and what is close."""

import pytest

from coursekit import check, tables
from coursekit.subjects import rivalry
from tasks import e09
from tests.coursekit.checks.answers import ANSWERS, judged
from tests.coursekit.checks.slips.e09 import TENTH

TOGETHER = ANSWERS["e09-4"]["together"]


def test_an_answer_that_was_not_rounded_is_right():
    last = rivalry.run(*e09.FIRST, steps=10).iloc[-1]
    assert judged("e09-1", russia_10=last["Russia"], america_10=last["United States"]).right
    after = rivalry.run(*e09.SECOND, steps=500)["Russia"].iloc[-1]
    assert judged("e09-2", answers=0.5 * 0.2, calming=0.3 * 0.4, level=after).right
    assert judged("e09-3", change=(23.7 - 34.5) / 34.5 * 100).right
    path = rivalry.run(*e09.FOURTH, steps=20).set_index("step")
    exact = path["Russia"] + path["United States"]
    assert judged("e09-4", together=exact).right


def test_the_loop_of_the_solution_gives_the_answer():
    russia, america = TENTH
    assert judged("e09-1", russia_10=russia, america_10=america).right


@pytest.mark.parametrize(
    ("task", "changes"),
    [
        ("e09-1", {"russia_10": 40.5}),
        ("e09-2", {"calming": 0.1}),
        ("e09-2", {"level": 64}),
        ("e09-3", {"change": -30}),
        ("e09-4", {"first_above": 12}),
        ("e09-4", {"together": TOGETHER.round()}),
    ],
)
def test_close_is_not_right(task, changes):
    assert not judged(task, **changes).right


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "context":
            imports = frame["series"] == "us_imports_from_russia"
            frame.loc[imports & (frame["year"] == 2014), "value"] *= 2
        return frame

    assert not check.judge("e09-3", ANSWERS["e09-3"], altered).right
