"""Exercise 01: rates that were not rounded, and answers that no sentence puts in words."""

from tasks import e01
from tests.coursekit.checks.answers import judged


def test_an_answer_that_was_not_rounded_is_right():
    assert judged("e01-2", feng_rate=34 / 6591 * 1000, zheng_rate=8 / 842 * 1000).right


def test_no_sentence_gives_an_answer_away_in_words():
    said = [task.praise for task in e01.TASKS.values()]
    for task in e01.TASKS.values():
        for answer in task.answers.values():
            said += [slip.sentence for slip in getattr(answer, "slips", ())]
    for words in ("eleven", "wrong label"):
        assert not [sentence for sentence in said if words in sentence], words
