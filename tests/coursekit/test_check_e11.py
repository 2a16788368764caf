"""Exercise 11: answers as pandas gives them, and words that no sentence gives away."""

import re

import pytest

from coursekit import check, tables
from coursekit.subjects import labels
from tasks import e11
from tests.coursekit.checks.answers import ANSWERS, judged, load


def test_answers_as_pandas_gives_them():
    kept = labels.rated(tables.load("ratings"))[list(labels.LIMITS)].sum(axis=1)
    assert judged("e11-4", kept=kept, twin=" cold war ").right
    assert judged("e11-4", kept=kept.astype(float)).right


@pytest.mark.parametrize(
    ("task", "changes"),
    [
        ("e11-1", {"with_or": 6}),
        ("e11-1", {"with_and": 2.5}),
        ("e11-2", {"frozen": 3}),
        ("e11-4", {"kept": ANSWERS["e11-4"]["kept"] + 1}),
        ("e11-4", {"kept": ANSWERS["e11-4"]["kept"].reset_index(drop=True)}),
        ("e11-4", {"kept": ANSWERS["e11-4"]["kept"] > 0}),
    ],
)
def test_close_is_not_right(task, changes):
    assert not judged(task, **changes).right


def test_no_sentence_gives_an_answer_away():
    said = []
    for task, expected in e11.TASKS.items():
        for name, answer in expected.answers.items():
            wrong = [slip.value(load) for slip in getattr(answer, "slips", ())]
            for value in [..., "", 0, -1, *wrong]:
                said += judged(task, **{name: value}).sentences
    words = " ".join(said)
    assert not re.search(r"\b[2457]\b", words)
    assert not re.search(r"\bholds\b(?! the numbers)", words.replace("should be one of: holds", ""))
    assert words.count("Washington's view") == words.count("should be one of: Washington's view")


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "ratings":
            frame.loc[frame["criterion"] == "impact", "rating"] = "no"
        return frame

    assert not check.judge("e11-4", ANSWERS["e11-4"], altered).right
