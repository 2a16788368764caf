"""Every explorer of every lesson: a control that is moved has something to say."""

import pytest

from coursestaff import explorers
from tests.reading import notebooks

LESSONS = notebooks("lessons")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_every_control_changes_the_sentence_somewhere(lesson):
    """A reader who sees no picture learns of a move only from the sentence."""
    for explorer in explorers.declared(lesson.path):
        sentences = {explorer.key(state): explorer.sentence(state) for state in explorer.states()}
        for name, control in explorer.controls.items():
            said = {
                tuple(sentences[explorer.key({**state, name: value})] for value in control.values())
                for state in explorer.states()
            }
            assert any(len(set(each)) > 1 for each in said), f"{explorer.name}: {name}"
