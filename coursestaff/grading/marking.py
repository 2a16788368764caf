"""Mark a class: every submission by itself, on all cores, with what is done kept on disk."""

import hashlib
import json
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import asdict, dataclass, field
from pathlib import Path

import nbformat
import pandas

from coursekit import check, paths
from coursekit.errors import CourseError
from coursestaff.grading import guard, judging, matching, room, running
from coursestaff.grading.judging import TaskMark
from coursestaff.submissions import inbox, memos
from coursestaff.written import rubrics, spreadsheets

MARKED, IN_PART, NOT_MARKED = "marked", "marked in part", "not marked"
AHEAD = 3  # submissions handed out per worker before the first comes back
PATIENCE = 10  # seconds for a scheduler to answer


class GradeProblem(CourseError):
    """Marking that cannot start, or results that cannot be kept."""


@dataclass(frozen=True)
class Terms:
    """What is the same for a whole class.

    Parameters
    ----------
    exercise : its number, such as "03".
    room : the class's folder; whoever marks furnishes it.
    seed : decides the altered tables.
    limits : what one submission may use.
    typed_in : the part of the points for a right number that should have been computed.
    engine : runs each submission in a container, where it is not None.
    """

    exercise: str
    room: Path
    seed: str
    limits: guard.Limits = field(default_factory=guard.Limits)
    typed_in: float = 0.5
    engine: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of one submission.

    Parameters
    ----------
    student, number, source : as in `inbox.Submission`.
    status : MARKED, IN_PART or NOT_MARKED.
    tasks : a mark for each task; empty where nothing could be marked.
    notes : sentences for learner and instructor.
    seconds : how long marking took.
    """

    student: str
    number: str | None
    source: str
    status: str
    tasks: tuple[TaskMark, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0


def master(exercise: str) -> nbformat.NotebookNode:
    """The published notebook of an exercise.

    Raises GradeProblem where there is no such exercise.
    """
    return nbformat.read(paths.EXERCISES / f"{slug(exercise)}.ipynb", as_version=4)


def slug(exercise: str) -> str:
    """The file name of an exercise, without its ending. Raises GradeProblem as `master`."""
    found = sorted(paths.EXERCISES.glob(f"{exercise}-*.ipynb"))
    if not found:
        known = ", ".join(sorted(path.name[:2] for path in paths.EXERCISES.glob("*.ipynb")))
        raise GradeProblem(f"There is no exercise {exercise}. There are: {known}.")
    return found[0].stem


def texts(exercise: str) -> dict[str, float]:
    """The tasks of an exercise that somebody has to read, and the points of each."""
    scales = rubrics.scales(rubrics.load(exercise))
    return {task: sum(most for _, most in lines.values()) for task, lines in scales.items()}


def mark(submission: inbox.Submission, terms: Terms) -> Outcome:
    """Mark one submission. Whatever is wrong with it ends up in the outcome.

    Parameters
    ----------
    submission : where it is.
    terms : the class's.

    Raises
    ------
    RuntimeError : this machine cannot start Python for it, which is nobody's mistake.
    """
    notes = list(submission.notes)
    try:
        notebook, repaired = inbox.decoded(submission.raw())
        notes += repaired
        exercise = master(terms.exercise)
        plan = matching.plan(notebook, exercise)
    except CourseError as problem:
        return _outcome(submission, NOT_MARKED, notes=(*notes, str(problem)))
    furnished = room.furnish(terms.room, terms.seed)
    wanted = {task: list(check.find(task).answers) for task in matching.tasks_of(exercise)}
    beside = memos.opened(submission.memos)
    ran = running.run(plan, wanted, furnished, terms.limits, terms.engine, beside)
    written = texts(terms.exercise)
    marks = tuple(
        judging.judge(task, plan, ran, furnished, terms.typed_in, written.get(task))
        for task in wanted
    )
    status = MARKED if len(plan.answers) == len(wanted) and not ran.notes else IN_PART
    notes += [*beside.notes, *plan.notes, *ran.notes]
    return _outcome(submission, status, tasks=marks, notes=tuple(notes), seconds=ran.seconds)


def _outcome(submission: inbox.Submission, status: str, **rest) -> Outcome:
    return Outcome(submission.student, submission.number, submission.source, status, **rest)


# --- A class --------------------------------------------------------------------------------


def pool(workers: int) -> ProcessPoolExecutor:
    """A pool of this machine's own; Ctrl-C lets each worker finish what it has begun."""
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )


def scheduler(address: str) -> Executor:
    """The workers of a Dask cluster as an executor.

    Parameters
    ----------
    address : of the scheduler, such as tcp://10.0.0.5:8786.

    Raises
    ------
    GradeProblem : Dask is not installed, or nobody answers there.
    """
    try:
        from distributed import Client
    except ImportError:
        raise GradeProblem(
            "--scheduler needs Dask, which is not installed. Install the course's extra: "
            'pip install "limited-opponents[cluster]"'
        ) from None
    try:
        return _Cluster(Client(address, timeout=PATIENCE))
    except (OSError, TimeoutError, ValueError) as error:
        raise GradeProblem(
            f"No Dask scheduler answers at {address} ({error}). Start one there with "
            "`dask scheduler`, and workers with `dask worker`."
        ) from error


class _Cluster(Executor):
    """Dask's executor, which is done with its cluster when it is shut down."""

    def __init__(self, client):
        self.client, self.executor = client, client.get_executor(pure=False)

    def submit(self, work, /, *given, **named) -> Future:
        """Hand a piece of work to some worker."""
        return self.executor.submit(work, *given, **named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; its workers stay for others."""
        self.executor.shutdown(wait)
        self.client.close()


def mark_all(
    submissions: list[inbox.Submission],
    terms: Terms,
    kept: Path,
    executor: Callable[[], Executor],
    workers: int,
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Mark what is not marked yet, and keep each outcome as soon as it is there.

    Parameters
    ----------
    submissions : of the class.
    terms : the class's.
    kept : the folder of outcomes; an outcome of the same files on the same terms is read.
    executor : makes the pool that does the work; a new one where the first breaks.
    workers : how many work at once.
    tell : is called with each outcome, marked or found.

    Returns
    -------
    The outcomes, in the order of the submissions.
    """
    kept.mkdir(parents=True, exist_ok=True)
    places = {each: kept / f"{_fingerprint(each, terms)}.json" for each in submissions}
    open_ones = []
    for each in submissions:
        known = _read(places[each])
        if known is None:
            open_ones.append(each)
        else:
            tell(known)
    for each, outcome in _in_parallel(open_ones, terms, executor, workers):
        _keep(places[each], outcome)
        tell(outcome)
    return [_read(places[each]) for each in submissions]


def _in_parallel(
    submissions: list, terms: Terms, executor: Callable[[], Executor], workers: int
) -> Iterator[tuple[inbox.Submission, Outcome]]:
    """Outcomes as they come. Whoever breaks a pool runs alone in the next one."""
    suspects: list = []
    with_pool = executor()
    try:
        for each, future in _handed_out(submissions, terms, with_pool, workers * AHEAD):
            try:
                yield each, future.result()
            except BrokenExecutor:
                suspects.append(each)
            except Exception as error:  # a fault of this machine's, or of ours
                yield each, _outcome(each, NOT_MARKED, notes=(_fault(error),))
    finally:
        with_pool.shutdown()
    for each in suspects:
        yield each, _alone(each, terms, executor)


def _handed_out(
    submissions: list, terms: Terms, executor: Executor, most: int
) -> Iterator[tuple[inbox.Submission, Future]]:
    """Never more than ``most`` at once, so that a class of any size needs the same memory."""
    waiting = iter(submissions)
    running_now: dict[Future, inbox.Submission] = {}

    def fill() -> None:
        for each in waiting:
            try:
                running_now[executor.submit(mark, each, terms)] = each
            except BrokenExecutor as broken:
                failed: Future = Future()
                failed.set_exception(broken)
                running_now[failed] = each
            if len(running_now) >= most:
                return

    fill()
    try:
        while running_now:
            finished, _ = wait(running_now, return_when=FIRST_COMPLETED)
            for future in finished:
                yield running_now.pop(future), future
            fill()
    finally:
        for future in running_now:
            future.cancel()


def _alone(submission: inbox.Submission, terms: Terms, executor: Callable) -> Outcome:
    with_pool = executor()
    try:
        return with_pool.submit(mark, submission, terms).result()
    except BrokenExecutor:
        words = (
            "It, or this computer, ended the program that marks, twice. Mark it by hand, or with "
            "--container."
        )
        return _outcome(submission, NOT_MARKED, notes=(words,))
    except Exception as error:  # as above
        return _outcome(submission, NOT_MARKED, notes=(_fault(error),))
    finally:
        with_pool.shutdown()


def _fault(error: Exception) -> str:
    words = " ".join(str(error).split())[:200] or type(error).__name__
    return f"This could not be marked, through no fault of the notebook's: {words}"


# --- What is kept ---------------------------------------------------------------------------


def _fingerprint(submission: inbox.Submission, terms: Terms) -> str:
    """Tells apart whatever would give another mark: what was handed in, seed, rules, marker."""
    known = hashlib.sha256(_content(submission))
    for beside in submission.memos:
        known.update(f"\0{beside.name}\0".encode("utf-8", "replace") + _content(beside))
    rules = (terms.exercise, terms.seed, repr(terms.limits), str(terms.typed_in), str(terms.engine))
    about = (submission.student, submission.source, *submission.notes, *rules, _marker())
    for each in about:
        known.update(b"\0" + each.encode("utf-8", "replace"))
    return known.hexdigest()[:24]


def _content(file: inbox.Submission | memos.Beside) -> bytes:
    """A stamp of the bytes that were handed in."""
    try:
        return hashlib.sha256(file.raw()).digest()
    except CourseError:
        return b"unreadable"


def _marker() -> str:
    """A stamp of the marker's own code, of the checks and of the exercises."""
    folders = (Path(__file__).parent, paths.ROOT / "tasks", paths.EXERCISES)
    files = [p for folder in folders for p in sorted(folder.glob("*")) if p.is_file()]
    return ";".join(f"{p.name}:{p.stat().st_size}:{p.stat().st_mtime_ns}" for p in files)


def _keep(path: Path, outcome: Outcome) -> None:
    """Keep an outcome; SpreadsheetProblem where the disk does not take it."""
    content = json.dumps(asdict(outcome), indent=1) + "\n"
    spreadsheets.keep(path, content.encode("utf-8"))


def _read(path: Path) -> Outcome | None:
    """A kept outcome; None where there is none or it is damaged."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        tasks = tuple(
            TaskMark(**{n: tuple(v) if isinstance(v, list) else v for n, v in task.items()})
            for task in raw.pop("tasks")
        )
        return Outcome(**{**raw, "notes": tuple(raw["notes"])}, tasks=tasks)
    except (OSError, ValueError, TypeError, KeyError):
        return None


# --- A class's table ------------------------------------------------------------------------


def table(outcomes: Iterable[Outcome], exercise: str, written: dict, count_written: bool = True):
    """The marks of a class.

    Parameters
    ----------
    outcomes : of the class.
    exercise : such as "03".
    written : (student, task) → points that somebody gave to a text; see `written.taken_back`.
    count_written : whether texts count at all.

    Returns
    -------
    A row a submission: student, number, file, status, a column a task, total, out_of, seconds
    and notes. A total is empty as long as a text waits for its reader.
    """
    tasks = matching.tasks_of(master(exercise))
    left_out = set() if count_written else set(texts(exercise))
    rows = [_row(each, tasks, written, left_out) for each in outcomes]
    first = ["student", "number", "file", "status"]
    columns = [*first, *tasks, "total", "out_of", "seconds", "notes"]
    return pandas.DataFrame(rows, columns=columns)


def _row(outcome: Outcome, tasks: list[str], written: dict, left_out: set[str]) -> dict:
    points = {mark.task: points_of(outcome, mark, written) for mark in outcome.tasks}
    counted = [mark for mark in outcome.tasks if mark.task not in left_out]
    have = [points[mark.task] for mark in counted] or [None]
    return {
        "student": outcome.student,
        "number": outcome.number or "",
        "file": outcome.source,
        "status": outcome.status,
        **{task: points.get(task) for task in tasks},
        "total": None if None in have else round(sum(have), 2),
        "out_of": sum(mark.out_of for mark in counted) or None,
        "seconds": round(outcome.seconds, 1),
        "notes": " ".join(outcome.notes),
    }


def points_of(outcome: Outcome, mark: TaskMark, written: dict) -> float | None:
    """The points of a task: the machine's, or those that a reader gave."""
    if mark.points is not None:
        return mark.points
    return written.get((outcome.student, mark.task))
