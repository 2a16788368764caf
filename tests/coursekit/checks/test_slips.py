"""Every foreseen slip, made by hand, meets its own sentence.

The tasks compute their slips; here a slip is a number worked out from the printed figures, as a
learner would make it. So a slip computed wrongly, or under another slip's sentence, is found.
"""

import importlib
from collections import Counter

import pytest

from tests.coursekit.checks.answers import judged, tasks

TASKS = {name: task for name, task in tasks().items() if not name.startswith("e14")}  # has none
EXERCISES = sorted({name[:3] for name in TASKS})
SLIPS = {name: importlib.import_module(f"{__package__}.slips.{name}") for name in EXERCISES}
ROWS = [
    pytest.param(*row, id=f"{row[0]}-{row[1]}-{row[3][:30]}-{count}")
    for module in SLIPS.values()
    for count, row in enumerate(module.ROWS)
]
WITH_SLIPS = [
    pytest.param(task, name, id=f"{task}-{name}")
    for task, each in TASKS.items()
    for name, expected in each.answers.items()
    if getattr(expected, "slips", ())
]


def sentences_of(task, name):
    """What is said of the slips of an answer; some share a sentence."""
    return Counter(slip.sentence for slip in TASKS[task].answers[name].slips)


@pytest.mark.parametrize(("task", "name", "wrong", "words"), ROWS)
def test_a_slip_made_by_hand_meets_its_own_sentence(task, name, wrong, words):
    verdict = judged(task, **{name: wrong})
    assert not verdict.right
    [said] = verdict.sentences
    assert [sentence for sentence in sentences_of(task, name) if words in sentence] == [said]


@pytest.mark.parametrize(("task", "name"), WITH_SLIPS)
def test_every_foreseen_slip_is_made_by_hand(task, name):
    made = [words for row in SLIPS[task[:3]].ROWS if row[:2] == (task, name) for words in row[3:]]
    for sentence, slips in sentences_of(task, name).items():
        rows = sum(words in sentence for words in made)
        assert rows >= slips, f"{rows} of {slips} slips: {sentence}"


def test_the_capstone_foresees_no_slip():
    """Its own tests make its wrong answers; else its slips belong here."""
    capstone = [task for name, task in tasks().items() if name.startswith("e14")]
    assert capstone
    assert not any(getattr(a, "slips", ()) for task in capstone for a in task.answers.values())
