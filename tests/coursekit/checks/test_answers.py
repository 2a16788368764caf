"""What holds for every task: right is right, slips are named, and no sentence gives an answer away.

What is particular to one exercise stands in tests/coursekit/test_check_eNN.py.
"""

import functools
import re

import pandas
import pytest

from coursekit import check
from coursekit.paths import SOURCE
from coursestaff import notebooks
from tests.coursekit.checks.answers import ANSWERS, MADE_BY_THEIR_TEST, judged, load, tasks
from tests.coursekit.checks.given import (
    NO_CHOICES,
    NO_COLUMNS,
    NO_NUMBERS,
    WRONG,
    makes,
    texts,
)

TASKS = tasks()
KINDS = (check.Number, check.Choice, check.Column, check.Argument)
# What a sentence may say although a number in it is also an answer: patterns, by exercise.
ELSEWHERE = {
    "e02": r"20\d\d Q\d",  # the quarters of a choice
    "e03": r"has 1 (values|words)",  # what a wrong answer holds
    "e04": r"begins in 2014|2014 to 2015",  # the years of a task and of a lesson
    "e07": r"10 February 20\d\d|\(b\)\(2\)",  # the day of a report, a paragraph of the statute
    "e10": r"Keep 2 decimals|at least 2 locators",
    "e11": r"the task asks for 4\.",  # as many as there are periods
    "e12": r"has 1 (values|words)",
}


@pytest.fixture(autouse=True)
def values_computed_once(monkeypatch):
    """The tables stay as they are here, so a value is not computed anew for every answer."""
    monkeypatch.setattr(check, "find", TASKS.__getitem__)


def answers_of(*kinds):
    """Task and name of each answer that is expected to be of these kinds."""
    return [
        pytest.param(task, name, id=f"{task}-{name}")
        for task, answers in ANSWERS.items()
        for name in answers
        if isinstance(TASKS[task].answers[name], kinds)
    ]


def refused(kind, table):
    """Task, name, how the wrong answer is made and what is said, for answers of a kind."""
    return [
        pytest.param(*param.values, *row, id=f"{param.id}-{title}")
        for param in answers_of(kind)
        for title, row in table.items()
    ]


def slips_of(task, name):
    return getattr(TASKS[task].answers[name], "slips", ())


def slips():
    for task, expected in TASKS.items():
        for name in expected.answers:
            for slip in slips_of(task, name):
                yield pytest.param(task, name, slip, id=f"{task}-{name}-{slip.sentence[:40]}")


def demand_refusal(task, name, given, said):
    """Refused with one sentence, which holds these words."""
    verdict = judged(task, **{name: given})
    assert not verdict.right
    assert len(verdict.sentences) == 1 and said in verdict.sentences[0]


def test_every_task_has_its_right_answers_here():
    assert set(ANSWERS) | MADE_BY_THEIR_TEST == set(TASKS)
    assert not set(ANSWERS) & MADE_BY_THEIR_TEST
    for task, answers in ANSWERS.items():
        assert list(answers) == list(TASKS[task].answers)


@pytest.mark.parametrize(("task", "name"), answers_of(check.Number))
def test_the_right_numbers_are_written_as_the_task_asks(task, name):
    value, expected = ANSWERS[task][name], TASKS[task].answers[name]
    assert value == round(value, expected.decimals)
    assert isinstance(value, int) or not expected.whole


@pytest.mark.parametrize("task", ANSWERS)
def test_right_answers_are_right(task):
    """With the tables as a learner's notebook loads them."""
    assert check.judge(task, ANSWERS[task]) == check.Verdict(True, (TASKS[task].praise,))


def as_given():
    for param in answers_of(*KINDS):
        task, name = param.values
        given = makes(TASKS[task].answers[name], ANSWERS[task][name])
        for count, value in enumerate(given):
            kind = getattr(value, "dtype", type(value).__name__)
            yield pytest.param(task, name, value, id=f"{param.id}-{count}-{kind}")


@pytest.mark.parametrize(("task", "name", "given"), list(as_given()))
def test_a_right_answer_of_any_make_will_do(task, name, given):
    assert judged(task, **{name: given}) == check.Verdict(True, (TASKS[task].praise,))


@pytest.mark.parametrize(("task", "name"), answers_of(check.Number, check.Choice, check.Column))
def test_the_answer_as_the_task_computes_it_will_do(task, name):
    expected = TASKS[task].answers[name]
    for given in makes(expected, expected.value(load)):
        verdict = judged(task, **{name: given})
        assert verdict == check.Verdict(True, (TASKS[task].praise,)), repr(given)


@pytest.mark.parametrize(("task", "name", "slip"), list(slips()))
def test_every_foreseen_slip_is_named(task, name, slip):
    for given in makes(TASKS[task].answers[name], slip.value(load)):
        verdict = judged(task, **{name: given})
        assert verdict == check.Verdict(False, (slip.sentence,)), repr(given)


@pytest.mark.parametrize(("task", "name"), answers_of(*KINDS))
def test_no_two_slips_of_one_answer_share_a_value(task, name):
    """Else the second sentence would never be seen."""
    values = [slip.value(load) for slip in slips_of(task, name)]
    shown = [tuple(v) if isinstance(v, pandas.Series) else v for v in values]
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize(("task", "name"), answers_of(object))
def test_wrong_kinds_and_empty_answers_are_refused(task, name):
    for given in WRONG:
        assert not judged(task, **{name: given}).right, repr(given)


@pytest.mark.parametrize(("task", "name", "made", "said"), refused(check.Number, NO_NUMBERS))
def test_what_is_no_number_is_named(task, name, made, said):
    demand_refusal(task, name, made(ANSWERS[task][name]), said)


@pytest.mark.parametrize(("task", "name", "made", "said"), refused(check.Choice, NO_CHOICES))
def test_what_is_no_choice_is_named(task, name, made, said):
    demand_refusal(task, name, made(ANSWERS[task][name]), said)


@pytest.mark.parametrize(("task", "name", "made", "said"), refused(check.Column, NO_COLUMNS))
def test_a_column_is_looked_at_closely(task, name, made, said):
    demand_refusal(task, name, made(ANSWERS[task][name]), said)


@pytest.mark.parametrize(("task", "name"), answers_of(check.Argument))
def test_an_argument_has_length_and_locators(task, name):
    for text, said in texts(TASKS[task].answers[name]).values():
        demand_refusal(task, name, text, said)


@pytest.mark.parametrize(("task", "name"), answers_of(check.Argument))
def test_an_argument_may_write_its_locators_in_another_way(task, name):
    text = "(Feng, 2.8 & 2.9), zheng paragraph 3 " + "word " * TASKS[task].answers[name].least
    assert judged(task, **{name: text}).right


@functools.cache
def said_in(exercise):
    """All that is said of wrong answers to an exercise, and its praise, in one text."""
    said = []
    for task in (each for each in TASKS if each.startswith(exercise) and each in ANSWERS):
        said.append(TASKS[task].praise)
        for name in ANSWERS[task]:
            found = [slip.value(load) for slip in slips_of(task, name)]
            for value in [*WRONG, *found]:
                said += judged(task, **{name: value}).sentences
    return "\n".join(dict.fromkeys(said))


@pytest.mark.parametrize(("task", "name"), answers_of(check.Number))
def test_no_sentence_gives_a_number_of_the_answers_away(task, name):
    said = re.sub(ELSEWHERE.get(task[:3], r"(?!)"), "", said_in(task[:3]))
    number = abs(ANSWERS[task][name])
    for written in (str(number), f"{number:,}"):
        found = re.search(rf"(?<!\d)(?<!\d\.){re.escape(written)}(?!\.?\d)", said)
        assert not found, said[max(0, found.start() - 40) : found.end() + 40]


def model_answer(task, name):
    """What the solution of that exercise writes under that name, as authors edit it."""
    [folder] = SOURCE.glob(f"{task[1:3]}-*")
    solution = notebooks.notebook(folder, notebooks.SOLUTION)
    [cell] = [each for each in solution.cells if each.id == f"{task}-answer"]
    names = {}
    exec(cell.source, names)
    return names[name]


@pytest.mark.parametrize(("task", "name"), answers_of(check.Argument))
def test_the_model_argument_has_the_form_that_is_asked(task, name):
    assert judged(task, **{name: model_answer(task, name)}).right
