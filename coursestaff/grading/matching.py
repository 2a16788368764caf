"""Which cell of a submitted notebook answers which task, and what is run in which order.

Learners delete, copy and move cells; other editors drop cell ids. So an answer is known by its
id, else by its metadata, else by the comment on its first line. Everything else is the master's:
given cells and checks are taken from the published exercise, never from the submission.
"""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from nbformat import NotebookNode

from coursekit.errors import CourseError
from coursestaff.notebooks import ANSWER_ID, TASK

COMMENT = re.compile(r"\s*#\s*Answer to (e\d\d-\d+)\b")
CHECK_ID = re.compile(r"(e\d\d-\d+)-check")
GIVEN, ANSWER, EXTRA, COLLECT = "given", "answer", "extra", "collect"


class MatchProblem(CourseError):
    """A notebook that cannot be marked as this exercise: says what it looks like instead."""


@dataclass(frozen=True)
class Step:
    """One thing to run.

    Parameters
    ----------
    kind : GIVEN (the master's cell), ANSWER or EXTRA (the learner's), COLLECT (hand over answers).
    source : the code; empty where answers are collected.
    task : such as "e03-1", for ANSWER and COLLECT.
    """

    kind: str
    source: str = ""
    task: str | None = None


@dataclass(frozen=True)
class Plan:
    """What is run of a submission, in order.

    Parameters
    ----------
    steps : the things to run.
    answers : task → the learner's own lines; a task whose cell is missing is missing here.
    notes : sentences for learner and instructor on what was found otherwise than handed out.
    """

    steps: tuple[Step, ...]
    answers: dict[str, str]
    notes: tuple[str, ...]


def tasks_of(master: NotebookNode) -> list[str]:
    """The tasks of an exercise, in order."""
    return [match[1] for cell in master.cells if (match := ANSWER_ID.fullmatch(cell.id))]


def plan(submission: NotebookNode, master: NotebookNode) -> Plan:
    """How to run a submission against its master.

    Parameters
    ----------
    submission : as handed in; cells may lack ids.
    master : the exercise as published.

    Raises
    ------
    MatchProblem : no cell of the submission answers a task of this exercise.
    """
    given = _code(master.cells)
    places = {cell.id: place for place, cell in enumerate(given)}
    by_text = {_plain(cell.source): place for place, cell in enumerate(given)}
    answers: dict[int, list[str]] = defaultdict(list)
    extras: dict[int, list[str]] = defaultdict(list)
    changed, last = [], -1
    for cell in _code(submission.cells):
        place = _answered(cell, places)
        if place is not None:
            answers[place].append(cell.source)
        else:
            place = places.get(cell.get("id", ""), by_text.get(_plain(cell.source)))
            if place is None:
                _keep_extra(extras[last], cell)
                continue
            if _plain(cell.source) != _plain(given[place].source):
                # The master's cell runs, then theirs: work written into it is not lost.
                if not _only_comments(given[place].source):
                    changed.append(given[place])
                _keep_extra(extras[place], cell)
        last = place
    if not answers:
        raise MatchProblem(_looks_like(submission, master))
    named = {tasks: answers[place] for place, tasks in _answer_places(given) if place in answers}
    notes = _notes(named, tasks_of(master), changed)
    return Plan(
        tuple(_steps(given, answers, extras)),
        {task: "\n\n".join(sources) for task, sources in named.items()},
        tuple(notes),
    )


def _code(cells: Iterable[NotebookNode]) -> list[NotebookNode]:
    return [cell for cell in cells if cell.cell_type == "code"]


def _plain(source: str) -> str:
    """A cell's text without what editors change: line ends and blanks at the ends."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def _only_comments(source: str) -> bool:
    """Whether a cell runs nothing, as one whose # a task tells the learner to take away."""
    return all(line.lstrip().startswith("#") for line in _plain(source).splitlines() if line)


def _answered(cell: NotebookNode, places: dict[str, int]) -> int | None:
    """The place of the master's answer that this cell stands for."""
    named = [cell.get("id", "")]
    task = cell.get("metadata", {}).get(TASK)
    comment = COMMENT.match(cell.source)
    named += [f"{each}-answer" for each in (task, comment and comment[1]) if each]
    for name in named:
        if isinstance(name, str) and ANSWER_ID.fullmatch(name) and name in places:
            return places[name]
    return None


def _keep_extra(extras: list[str], cell: NotebookNode) -> None:
    """Keep a cell of the learner's own, unless it only checks or says nothing."""
    if _plain(cell.source) and not _only_checks(cell.source):
        extras.append(cell.source)


def _only_checks(source: str) -> bool:
    """Whether a cell does nothing but call the course's checks."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    calls = [each.value for each in body if isinstance(each, ast.Expr)]
    return len(calls) == len(body) and all(
        isinstance(call, ast.Call) and ast.unparse(call.func) == "check.task" for call in calls
    )


def _answer_places(given: list[NotebookNode]) -> list[tuple[int, str]]:
    found = [(place, ANSWER_ID.fullmatch(cell.id)) for place, cell in enumerate(given)]
    return [(place, match[1]) for place, match in found if match]


def _steps(given: list[NotebookNode], answers: dict, extras: dict) -> Iterable[Step]:
    yield from (Step(EXTRA, source) for source in extras[-1])
    for place, cell in enumerate(given):
        if match := ANSWER_ID.fullmatch(cell.id):
            yield from (Step(ANSWER, source, match[1]) for source in answers[place])
        elif match := CHECK_ID.fullmatch(cell.id):
            yield Step(COLLECT, task=match[1])
        else:
            yield Step(GIVEN, cell.source)
        yield from (Step(EXTRA, source) for source in extras[place])


def _number(task: str) -> str:
    return task.split("-")[1]


def _notes(named: dict[str, list[str]], tasks: list[str], changed: list) -> Iterable[str]:
    for task in tasks:
        count = len(named.get(task, []))
        if count == 0:
            yield f"Task {_number(task)} has no answer cell: it was deleted."
        elif count > 1:
            words = f"Task {_number(task)} stands in {count} cells."
            yield f"{words} They ran in order, so the last one counts."
    if [cell for cell in changed if CHECK_ID.fullmatch(cell.id)]:
        yield "A check was changed. The published one was used."
    if [cell for cell in changed if not CHECK_ID.fullmatch(cell.id)]:
        yield "A given cell was changed. The published one ran first, then the changed one."


def _looks_like(submission: NotebookNode, master: NotebookNode) -> str:
    """Why this cannot be marked: it is another exercise, or none."""
    wanted = tasks_of(master)[0][1:3]
    seen: Counter[str] = Counter()
    for cell in _code(submission.cells):
        named = [str(cell.get("id", "")), str(cell.get("metadata", {}).get(TASK, ""))]
        comment = COMMENT.match(cell.source)
        found = [re.match(r"e(\d\d)-\d+", each) for each in (*named, comment[1] if comment else "")]
        seen.update({match[1] for match in found if match})
    if seen:
        other = seen.most_common(1)[0][0]
        return f"This is exercise {other}, and exercise {wanted} was asked for. Hand in that one."
    return (
        f"No cell of this notebook answers a task of exercise {wanted}. Hand in the exercise's "
        "own notebook, with the answers in the cells made for them."
    )
