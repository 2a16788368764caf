"""Exercise 09: the rule run by hand, right and with each slip of a loop."""

import pytest

from coursekit import check, tables
from coursekit.subjects import rivalry
from tasks import e09
from tests.coursekit.checks.answers import ANSWERS, judged

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


def after(steps, russia_answers=0.5, america_answers=0.2, push=1):
    """Both levels after so many steps of the first task's rule, by the loop of the solution."""
    russia, america = 30, 10
    for _ in range(steps):
        new_russia = russia + russia_answers * america - 0.3 * russia + push
        new_america = america + america_answers * russia - 0.3 * america + push
        russia, america = new_russia, new_america
    return russia, america


def test_the_loop_of_the_solution_gives_the_answer():
    russia, america = after(10)
    assert judged("e09-1", russia_10=russia, america_10=america).right


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        (after(6), "after six steps"),
        (after(9), "after nine steps"),
        (after(11), "one step too far"),
        (after(10, push=0), "The push from inside is missing"),
        (after(10, 0.2, 0.5), "The two answers have changed places"),
        (after(10)[::-1], "the other country's value"),
    ],
    ids=["six", "nine", "eleven", "no push", "answers turned", "countries turned"],
)
def test_a_slip_of_the_loop_meets_its_own_sentence(levels, words):
    russia, america = levels
    verdict = judged("e09-1", russia_10=russia, america_10=america)
    assert not verdict.right
    assert len(verdict.sentences) == 2 and all(words in each for each in verdict.sentences)


@pytest.mark.parametrize(
    ("task", "name", "slip", "words"),
    [
        ("e09-2", "answers", 0.5 + 0.2, "the sum of the two"),
        ("e09-2", "answers", 0.3 * 0.4, "have changed places"),
        ("e09-2", "calming", 0.3 + 0.4, "the sum of the two"),
        ("e09-2", "end", "runs away", "Which of the two products"),
        ("e09-2", "level", 30, "where Russia began"),
        ("e09-3", "change", 31, "Mind the sign"),
        ("e09-3", "change", 23.7 - 34.5, "difference in billions"),
        ("e09-3", "change", 100 * 23.7 / 34.5, "as a percentage of 2014"),
        ("e09-3", "largest_year", 2014, "Look at the later years"),
        ("e09-3", "shows", "proves it", "What else changed"),
        ("e09-3", "shows", "refutes it", "Later trade was larger"),
        ("e09-4", "together", TOGETHER / 2, "the mean of both"),
        ("e09-4", "first_above", 8, "still below 100"),
        ("e09-4", "first_above", 10, "one step before"),
        ("e09-4", "end", "settles", "the look of the line"),
        ("e09-4", "end", "dies down", "the first steps"),
    ],
)
def test_a_slip_worked_out_by_hand_meets_its_own_sentence(task, name, slip, words):
    verdict = judged(task, **{name: slip})
    assert not verdict.right and words in verdict.sentences[0]


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
