"""Every foreseen slip, made by hand, meets its own sentence.

The tasks compute their slips; here a slip is worked out from the printed figures, as a learner
would make it. So a slip computed wrongly, or under another slip's sentence, is found.

A row: task, answer, wrong value, words that stand in no other sentence of that answer.
"""

import importlib
from dataclasses import replace

import pytest

from coursekit import check
from tests.coursekit.checks.answers import judged, load, tasks

TASKS = {name: task for name, task in tasks().items() if not name.startswith("e14")}  # has none
EXERCISES = sorted({name[:3] for name in TASKS})
SLIPS = {name: importlib.import_module(f"{__package__}.slips.{name}") for name in EXERCISES}
ROWS = [
    pytest.param(*row, id=f"{row[0]}-{row[1]}-{row[3][:30]}-{count}")
    for module in SLIPS.values()
    for count, row in enumerate(module.ROWS)
]
FORESEEN = [
    pytest.param(task, name, slip, id=f"{task}-{name}-{slip.sentence[:30]}-{count}")
    for task, each in TASKS.items()
    for name, expected in each.answers.items()
    for count, slip in enumerate(getattr(expected, "slips", ()))
]


@pytest.mark.parametrize(("task", "name", "wrong", "words"), ROWS)
def test_a_slip_made_by_hand_meets_its_own_sentence(task, name, wrong, words):
    verdict = judged(task, **{name: wrong})
    assert not verdict.right
    [said] = verdict.sentences
    sentences = {slip.sentence for slip in TASKS[task].answers[name].slips}
    assert [sentence for sentence in sentences if words in sentence] == [said]


def meets(expected, slip, name, wrong):
    """Whether a wrong answer meets this slip, were it the only one foreseen."""
    try:
        replace(expected, slips=(slip,)).demand(name, wrong, load)
    except check.Slip as said:
        return str(said) == slip.sentence
    return False


@pytest.mark.parametrize(("task", "name", "slip"), FORESEEN)
def test_every_foreseen_slip_is_made_by_hand(task, name, slip):
    expected = TASKS[task].answers[name]
    made = [wrong for *place, wrong, _ in SLIPS[task[:3]].ROWS if place == [task, name]]
    assert any(meets(expected, slip, name, wrong) for wrong in made)


def test_the_capstone_foresees_no_slip():
    """Its own tests make its wrong answers; else its slips belong here."""
    capstone = [task for name, task in tasks().items() if name.startswith("e14")]
    assert capstone
    assert not any(getattr(a, "slips", ()) for task in capstone for a in task.answers.values())
