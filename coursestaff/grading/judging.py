"""From the values of a submission's answers to points and sentences."""

import functools
from dataclasses import dataclass
from pathlib import Path

from coursekit import check, memo, paths, tables
from coursestaff.grading.crossing import TooMuch
from coursestaff.grading.matching import Plan
from coursestaff.grading.room import ALTERED, PUBLISHED, Room
from coursestaff.grading.running import Ran

POINTS = 2.0  # for a computed task; its answers share them
RIGHT, PARTLY, WRONG = "right", "partly right", "not right"
TYPED_IN = "typed in"
MISSING, EMPTY, STOPPED = "no cell", "no answer", "stopped"
TO_READ = "to be read"


@dataclass(frozen=True)
class TaskMark:
    """What came of one task.

    Parameters
    ----------
    task : such as "e03-1".
    state : one of the words above.
    points : of ``out_of``; None for a text that somebody has to read.
    sentences : for the learner.
    slips : the sentences that name what went wrong, for counting them in a class.
    lines : the learner's own lines, or text.
    """

    task: str
    state: str
    points: float | None
    out_of: float
    sentences: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
    lines: str = ""


def judge(
    task: str, plan: Plan, ran: Ran, room: Room, typed_in: float, out_of: float | None = None
) -> TaskMark:
    """The mark of one task.

    Parameters
    ----------
    task : such as "e03-1".
    plan, ran : the submission, and what came of running it.
    room : has the tables.
    typed_in : the part of the points for a right number that should have been computed.
    out_of : the points of a text that somebody reads; None for a task that is computed.
    """
    lines = plan.answers.get(task, "")
    whole = POINTS if out_of is None else out_of
    if task not in plan.answers:
        words = ("The cell for this task is not in the notebook.",)
        return TaskMark(task, MISSING, 0.0, whole, words)
    values = ran.values[PUBLISHED].get(task, {})
    altered = ran.values[ALTERED].get(task, {})
    found = {
        name: _judge_one(name, expected, values, altered, room, typed_in)
        for name, expected in check.find(task).answers.items()
    }
    error = ran.errors.get(task)
    stopped = (f"The cell stopped: {error}",) if error else ()
    if error:
        found |= _not_reached(found)
    remarks = tuple(sentence for state, sentence in found.values() if state != RIGHT)
    slips = tuple(words for state, words in found.values() if state in (WRONG, TYPED_IN))
    if out_of is not None:
        written = _written(values, _published(room))
        return _text(task, found, (*stopped, *remarks), whole, written, lines)
    worth = {RIGHT: 1.0, TYPED_IN: typed_in}
    points = round(whole * sum(worth.get(s, 0.0) for s, _ in found.values()) / len(found), 2)
    sentences = (*stopped, *remarks) or (check.find(task).praise,)
    state = _state({s for s, _ in found.values()}, bool(error))
    return TaskMark(task, state, points, whole, sentences, slips, lines)


def _state(states: set[str], stopped: bool) -> str:
    """One word for a task with several answers."""
    if len(states) == 1:
        only = states.pop()
        return STOPPED if stopped and only == EMPTY else only
    return PARTLY if states & {RIGHT, TYPED_IN} else WRONG


def _not_reached(found: dict) -> dict[str, tuple[str, str]]:
    """What is said of answers that have no value because their cell stopped."""
    return {
        name: (EMPTY, f"{name} got no value before the cell stopped.")
        for name, (state, _) in found.items()
        if state == EMPTY
    }


def _judge_one(
    name, expected, values: dict, altered: dict, room: Room, typed_in: float
) -> tuple[str, str]:
    """The state of one answer, and the sentence that goes with it."""
    value = values.get(name, ...)
    slip = _slip(name, expected, value, _published(room))
    if value is ... or value is None:
        return EMPTY, slip or ""
    by_lines = _slip(name, expected, altered.get(name, ...), _altered(room)) is None
    if slip is None and (by_lines or _may_be_typed(expected)):
        return RIGHT, ""
    if slip is None:
        return TYPED_IN, (
            f"{name} is right for the tables of the course, and your lines do not find it for "
            f"other numbers. The task asks to compute it, so this brings {typed_in:.0%} of its "
            "points."
        )
    return WRONG, slip


def _may_be_typed(expected) -> bool:
    """Whether a constant is a fair answer: a word always is, a column never."""
    if isinstance(expected, check.Number):
        return expected.read_off
    return not isinstance(expected, check.Column)


def _slip(name: str, expected, value, load: check.Load) -> str | None:
    """What is wrong with a value; None where it is right."""
    if isinstance(value, TooMuch):
        return f"{name} is too large to be an answer to this task."
    try:
        expected.demand(name, value, load)
    except check.Slip as slip:
        return str(slip)
    except Exception:  # a value that no check has foreseen, such as a number without end
        return f"{name} could not be compared with what we get. Look at its kind."
    return None


def _text(task, found, remarks, whole, written: str | None, lines) -> TaskMark:
    """A text waits for its reader; an empty one has its mark already."""
    slips = tuple(words for state, words in found.values() if state == WRONG)
    if all(state == EMPTY for state, _ in found.values()):
        stopped = len(remarks) > len(found)
        return TaskMark(task, STOPPED if stopped else EMPTY, 0.0, whole, remarks, slips, lines)
    if written == "":
        return TaskMark(task, EMPTY, 0.0, whole, remarks, slips, "")
    return TaskMark(task, TO_READ, None, whole, remarks, slips, written or lines)


def _written(values: dict, load: check.Load) -> str | None:
    """What a learner wrote, for its reader; None where no value is a text or a memo."""
    for value in values.values():
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, memo.Memo):
            return _memo(value, load)
    return None


def _memo(given: memo.Memo, load: check.Load) -> str:
    """A memo with its markers as they were written, and below it what each of them stands for.

    Empty where none of its parts has a word.
    """
    if not memo.words(given.text()):
        return ""
    heads = {label: getattr(given, name).strip() for name, label in memo.HEADS.items()}
    parts = {title: given.parts.get(name, "").strip() for name, title in memo.PARTS.items()}
    blocks = [f"{label}: {text}" for label, text in heads.items() if text]
    blocks += [f"{title}\n\n{text}" for title, text in parts.items() if text]
    listed = memo.sources(given, memo.evidence(load))
    if listed:
        blocks.append("\n".join(["Sources", "", *(f"- {line}" for line in listed)]))
    return "\n\n".join(blocks)


def demand_usable(tasks: list[str], folder: Path) -> None:
    """Find out whether every answer can be computed from a folder of tables.

    Raises whatever the computation raises: then other tables have to be drawn.
    """
    for task in tasks:
        for expected in check.find(task).answers.values():
            if hasattr(expected, "value"):
                expected.value(_loader(folder))


def unmoved(tasks: list[str], folder: Path) -> int:
    """How many published numbers are right for a folder of other tables, too.

    Such a number passes as computed although it was typed in. Some rest on no table that moves;
    others come out alike by chance.
    """
    published, other = _loader(paths.DATA), _loader(folder)
    answers = [pair for task in tasks for pair in check.find(task).answers.items()]
    return sum(
        _slip(name, expected, expected.value(published), other) is None
        for name, expected in answers
        if not _may_be_typed(expected)
    )


def _published(room: Room) -> check.Load:
    return _loader(room.tables(PUBLISHED))


def _altered(room: Room) -> check.Load:
    return _loader(room.tables(ALTERED))


@functools.lru_cache(maxsize=8)
def _loader(folder: Path) -> check.Load:
    """Reads each table once; the tasks only look."""
    return functools.cache(lambda name: tables.load(name, folder))
