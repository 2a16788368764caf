"""Build the notebooks that students open from the text that authors edit.

``course build`` reads ``source/NN-slug/lesson.md`` and ``exercise.md`` and writes

* ``lessons/NN-slug.ipynb``: the lesson, executed;
* ``exercises/NN-slug.ipynb``: the exercise without its solution and without outputs;
* ``solutions/NN-slug.ipynb``: the exercise with its solution, executed;
* ``lessons/glossary.ipynb``, ``lessons/references.ipynb`` and ``lessons/corrections.ipynb``: pages
  made from tables of ``data/``.

How a source is written is told in ``coursestaff.notebooks``, how a page is made in
``coursestaff.pages``; how a notebook is run, and what is dropped
from its outputs so that two builds give the same bytes, in ``coursestaff.execute``. A built file is
written only where its text has changed.
"""

import os
import re
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import click
from nbformat import NotebookNode

from coursekit import paths, whole, workspace
from coursekit.errors import CourseError, refused
from coursestaff import notebooks, pages
from coursestaff.execute import execute
from coursestaff.notebooks import EXERCISE, FOLDERS, LESSON, SOLUTION, BuildProblem

PAGE = "page"
DRAWN = (FOLDERS[LESSON], FOLDERS[SOLUTION])  # what has explorers, for the offline edition
FOLDER_NAME = re.compile(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Job:
    """One notebook to build: its source and its kind.

    The source is a folder, such as source/03-economies, or a page's table in data/.
    """

    source: Path
    kind: str

    @property
    def target(self) -> str:
        """Where it goes, from the course folder: lessons/03-economies.ipynb."""
        if self.kind == PAGE:
            return f"{FOLDERS[LESSON]}/{self.source.stem}.ipynb"
        return f"{FOLDERS[self.kind]}/{self.source.name}.ipynb"

    @property
    def told(self) -> str:
        """The source as messages name it."""
        if self.kind == PAGE:
            return f"data/{self.source.name}"
        return notebooks.place(self.source / notebooks.SOURCES[self.kind])

    def unrun(self) -> NotebookNode:
        """The notebook before any of its cells is run; raises what its maker raises."""
        if self.kind == PAGE:
            cells = pages.PAGES[self.source.name](self.source.parent.parent)
            return notebooks.assembled(cells, self.source.stem, self.source)
        return notebooks.notebook(self.source, self.kind)


@dataclass(frozen=True)
class Result:
    """What became of a job: changed, or a sentence that says what is wrong."""

    target: str
    changed: bool = False
    problem: str | None = None


def jobs(course: Path, wanted: tuple[str, ...] = ()) -> list[Job]:
    """What there is to build in a course, or of it what is ``wanted``.

    A lesson is wanted as 03, 3 or 03-economies, a page as glossary, references or corrections.
    Raises BuildProblem where a source folder is misnamed or something wanted does not exist.
    """
    folders, tables = _sources(course), _pages(course)
    known = [*folders, *tables]
    unknown = [name for name in wanted if not any(_names(name, source) for source in known)]
    if unknown:
        there = ", ".join(folder.name for folder in folders) or "none yet"
        raise BuildProblem(f"There is no lesson ‘{unknown[0]}’ in source/. Lessons: {there}.")
    if wanted:
        folders = [f for f in folders if any(_names(name, f) for name in wanted)]
        tables = [t for t in tables if any(_names(name, t) for name in wanted)]
    found = []
    for folder in folders:
        found.append(Job(folder, LESSON))
        if (folder / "exercise.md").exists():
            found += [Job(folder, EXERCISE), Job(folder, SOLUTION)]
    return found + [_page(table) for table in tables]


def build(
    todo: list[Job],
    course: Path = paths.ROOT,
    out: Path | None = None,
    workers: int | None = None,
) -> Iterator[Result]:
    """Build each job, as many at a time as there are ``workers``; yields results as they come.

    Notebooks are run in the course's own folders even where ``out`` says to write them elsewhere.
    A job that fails gives a Result with its problem, and the others go on.
    """
    with ThreadPoolExecutor(workers or os.cpu_count()) as pool:
        futures = [pool.submit(_build_one, job, course, out or course) for job in todo]
        for future in as_completed(futures):
            yield future.result()


def drift(course: Path, out: Path, todo: list[Job]) -> list[str]:
    """Built notebooks in the course that differ from those in ``out``, or are missing."""
    return [
        job.target
        for job in todo
        if (out / job.target).exists() and _bytes(course / job.target) != _bytes(out / job.target)
    ]


def strays(course: Path) -> list[str]:
    """Built notebooks that no source makes any more."""
    made = {job.target for job in jobs(course)}
    built = [
        f"{folder}/{path.name}"
        for folder in FOLDERS.values()
        for path in sorted((course / folder).glob("*.ipynb"))
    ]
    return [target for target in built if target not in made]


def _sources(course: Path) -> list[Path]:
    folders = sorted(path for path in (course / "source").glob("*") if path.is_dir())
    for folder in folders:
        if not FOLDER_NAME.fullmatch(folder.name):
            raise BuildProblem(
                f"source/{folder.name} is not named like a lesson. Use two digits and a few words "
                "with hyphens, such as 03-economies."
            )
    return folders


def _pages(course: Path) -> list[Path]:
    """The tables that make a page, as far as a course has the table or, still, the page."""
    tables = [course / "data" / name for name in pages.PAGES]
    return [table for table in tables if table.exists() or (course / _page(table).target).exists()]


def _page(table: Path) -> Job:
    return Job(table, PAGE)


def _names(wanted: str, source: Path) -> bool:
    return wanted in (source.name, source.stem) or wanted.zfill(2) == source.name[:2]


def _build_one(job: Job, course: Path, out: Path) -> Result:
    try:
        built = job.unrun()
        if job.kind != EXERCISE:
            folder = (course / job.target).parent
            folder.mkdir(exist_ok=True)
            execute(built, folder, job.told)
        return Result(job.target, changed=_written(built, out / job.target))
    except CourseError as error:
        return Result(job.target, problem=str(error))
    except OSError as error:
        return Result(job.target, problem=refused(error))


def _written(built: NotebookNode, target: Path) -> bool:
    """Write a notebook where its text has changed; whether it has."""
    text = notebooks.text(built).encode("utf-8")
    if _bytes(target) == text:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    whole.write(target, text)
    return True


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _run(todo: list[Job], course: Path, out: Path, workers: int | None) -> list[str]:
    """Build with a line for each notebook; returns the problems."""
    start, problems = time.monotonic(), []
    results = build(todo, course, out, workers)
    for done, result in enumerate(results, start=1):
        state = "failed" if result.problem else "written" if result.changed else "unchanged"
        seconds = time.monotonic() - start
        click.echo(f"{done} of {len(todo)}, {seconds:.0f} s: {result.target} {state}")
        if result.problem:
            problems.append(result.problem)
    return problems


def _check(todo: list[Job], course: Path, workers: int | None) -> list[str]:
    """Build into a folder of its own; returns what is wrong with the built files in the course."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as out:
        problems = _run(todo, course, Path(out), workers)
        for target in drift(course, Path(out), todo):
            problems.append(f"{target} is not what its source builds. Run: course build")
    return problems


def _draw_ahead(course: Path, workers: int | None) -> None:
    """Draw every setting of every explorer that changed, for the offline edition."""
    from coursestaff.offline import states  # slow to import, and `course --help` needs none of it

    built = [path for name in DRAWN for path in sorted((course / name).glob("*.ipynb"))]
    states.drawn(built, course / states.PLACE, workers or os.cpu_count() or 1, click.echo)


def _finish(problems: list[str]) -> None:
    if problems:
        for problem in dict.fromkeys(problems):  # exercise and solution share their source
            click.echo(problem, err=True)
        raise SystemExit(1)


@click.command(
    "build",
    help="Build lessons, exercises, solutions and pages (glossary, references, corrections).",
)
@click.argument("lessons", nargs=-1, metavar="[NN|PAGE ...]")
@click.option("--jobs", "workers", type=click.IntRange(min=1), help="How many at a time.")
@click.option("--check", is_flag=True, help="Change nothing; say what is out of date.")
def command(lessons: tuple[str, ...], workers: int | None, check: bool) -> None:
    """Build what is asked for, or everything; everything also renews checksums and states."""
    course = paths.ROOT
    try:
        todo = jobs(course, lessons)
        stray = [f"{target} has no source. Delete it." for target in strays(course)]
    except CourseError as error:
        raise click.ClickException(str(error)) from None
    if check:
        _finish(_check(todo, course, workers) + stray)
        return
    problems = _run(todo, course, course, workers) + stray
    _finish(problems)
    if not lessons:
        workspace.write_checksums()
        _draw_ahead(course, workers)
