"""Exercise 06: right answers are right, foreseen slips are named, no answer is given away."""

import re

import numpy
import pandas
import pytest

from coursekit import check, tables
from coursekit.paths import SOURCE
from tasks import e06

WAYS_OUT = pandas.Series(
    {"national interest": 3, "none read": 4, "sunset": 1, "time": 1, "waiver and termination": 8}
)
ANSWERS = {
    "e06-1": {"odd_section": 232, "its_kind": "may", "shall_clauses": 8},
    "e06-2": {"president_shall": 12, "treasury_shall": 3},
    "e06-3": {"rows": 8, "about_c22": 2},
    "e06-4": {"ways_out": WAYS_OUT, "none_read": 4},
    "e06-5": {"argument": "A statement of policy (Feng 1.4). " + "word " * 100},
}
NUMBERS = [
    (task, name, value)
    for task, answers in ANSWERS.items()
    for name, value in answers.items()
    if isinstance(value, int)
]


def judged(task, **changes):
    return check.judge(task, {**ANSWERS[task], **changes})


@pytest.mark.parametrize("task", ANSWERS)
def test_right_answers_are_right(task):
    verdict = judged(task)
    assert verdict.right, verdict.sentences


@pytest.mark.parametrize(("task", "name", "value"), NUMBERS)
@pytest.mark.parametrize("kind", [float, numpy.float64, numpy.int64, numpy.int16])
def test_any_plain_number_will_do(task, name, value, kind):
    assert judged(task, **{name: kind(value)}).right


def test_the_solutions_own_code_gives_the_answers():
    provisions, links = tables.load("provisions"), tables.load("check_claims")
    orders = provisions[provisions["kind"] == "shall"]
    joined = links.merge(provisions, on="claim")
    assert judged("e06-4", ways_out=orders.groupby("exit_kind").size()).right
    assert judged("e06-3", rows=len(joined), about_c22=(joined["check"] == "C22").sum()).right


def test_the_model_answer_has_the_asked_form():
    source = (SOURCE / "06-statute" / "exercise.md").read_text(encoding="utf-8")
    argument = source.split('argument = """')[2].split('"""')[0]
    assert judged("e06-5", argument=argument).right


def test_the_tasks_sections_are_those_that_the_check_knows():
    source = (SOURCE / "06-statute" / "exercise.md").read_text(encoding="utf-8")
    assert f"named = {list(e06.NAMED)}" in source


def slips():
    for task, expected in e06.TASKS.items():
        for name, answer in expected.answers.items():
            for slip in getattr(answer, "slips", ()):
                yield pytest.param(task, name, slip, id=f"{task}-{name}-{slip.sentence[:30]}")


@pytest.mark.parametrize(("task", "name", "slip"), list(slips()))
def test_every_foreseen_slip_is_named(task, name, slip):
    verdict = judged(task, **{name: slip.value(tables.load)})
    assert not verdict.right
    assert slip.sentence in verdict.sentences


def test_no_two_slips_of_one_answer_share_a_value():
    """Else the second sentence would never be seen."""
    for expected in e06.TASKS.values():
        for answer in expected.answers.values():
            values = [slip.value(tables.load) for slip in getattr(answer, "slips", ())]
            assert len(values) == len(set(values))


def test_counts_of_all_clauses_are_not_taken_for_those_that_say_shall():
    everything = tables.load("provisions").groupby("exit_kind").size()
    assert "6 values" in judged("e06-4", ways_out=everything).sentences[0]


WRONG = [..., None, "", 0, -1, True, [1], float("nan"), pandas.Series([1.0]), object()]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: type(value).__name__)
def test_wrong_kinds_and_empty_answers_are_refused(wrong):
    for task, answers in ANSWERS.items():
        for name in answers:
            assert not judged(task, **{name: wrong}).right, name


def everything_said():
    for task, expected in e06.TASKS.items():
        for name, answer in expected.answers.items():
            found = [slip.value(tables.load) for slip in getattr(answer, "slips", ())]
            for value in [*WRONG, *found]:
                yield from judged(task, **{name: value}).sentences


def test_no_sentence_gives_an_answer_away():
    said = " ".join(everything_said())
    for task, name, value in NUMBERS:
        assert not re.search(rf"(?<![\d.-]){value}(?![\d.-])", said), (task, name)


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "provisions":
            frame.loc[frame["clause"] == "232(a)", "kind"] = "shall"
            frame.loc[frame["clause"] == "231(a)", "kind"] = "report"
            frame.loc[frame["clause"] == "216(b)(3)", "claim"] = None
        return frame

    for task in ("e06-1", "e06-3", "e06-4"):
        assert not check.judge(task, ANSWERS[task], altered).right
