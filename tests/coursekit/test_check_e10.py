"""Exercise 10: answers as pandas gives them and as the hand does."""

import pytest

from coursekit import check, tables
from tests.coursekit.checks.answers import ANSWERS, judged


def test_answers_as_pandas_gives_them_and_as_the_hand_does():
    table = tables.load("coding").query("set == 'exercise'")
    same = table["code"] == table["other"]
    assert judged("e10-1", same_count=same.sum(), same_percent=same.mean() * 100).right
    assert judged("e10-2", luck_percent=56 / 144 * 100, kappa=(66.7 - 38.9) / (100 - 38.9)).right
    assert judged("e10-4", never_kept=" Mixed ").right


@pytest.mark.parametrize(
    ("task", "changes"),
    [
        ("e10-1", {"same_percent": 66}),
        ("e10-1", {"same_count": 8.5}),
        ("e10-2", {"kappa": 0.5}),
        ("e10-2", {"luck_percent": 39}),
    ],
)
def test_close_is_not_right(task, changes):
    assert not judged(task, **changes).right


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "coding":
            frame["other"] = frame["code"]
        if name == "positions":
            frame["document"] = "Feng"
        return frame

    for task in ("e10-1", "e10-2", "e10-3"):
        assert not check.judge(task, ANSWERS[task], altered).right
