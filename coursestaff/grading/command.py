"""`course grade`: a folder of notebooks in; a table of marks and pages with feedback out."""

import json
import secrets
import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

import click
import pandas

from coursekit import paths
from coursekit.cli import cores
from coursekit.errors import CourseError
from coursestaff.grading import (
    altering,
    container,
    feedback,
    guard,
    judging,
    marking,
    matching,
    room,
)
from coursestaff.grading.marking import GradeProblem, Outcome, Terms
from coursestaff.platforms import exports
from coursestaff.submissions import inbox
from coursestaff.written import spreadsheets, written

TYPED_IN = {"none": 0.0, "half": 0.5, "full": 1.0}
TRIES = 20  # of a seed whose tables the course's own answers survive
COMPARED = 3  # of those; a number that comes out alike by chance would pass as computed
FIRST_SHOWN = 8


def seed_of(out: Path, exercise: str) -> str:
    """The seed of a class: drawn when its notebooks are in, and kept beside the marks.

    Raises GradeProblem where the file that keeps it cannot be read, and SpreadsheetProblem where
    it cannot be written.
    """
    kept = out / f"run-{exercise}.json"
    if kept.exists():
        try:
            return str(json.loads(kept.read_text(encoding="utf-8"))["seed"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise GradeProblem(
                f"{kept} cannot be read ({error}). Delete it, and the class is marked anew with "
                "another seed."
            ) from error
    seed = _usable_seed(exercise)
    content = json.dumps({"exercise": exercise, "seed": seed}) + "\n"
    spreadsheets.keep(kept, content.encode("utf-8"))
    return seed


def _usable_seed(exercise: str) -> str:
    """A seed with whose tables every answer can be computed, and as few as may be stay the same."""
    tasks = matching.tasks_of(marking.master(exercise))
    found: dict[str, int] = {}
    for _ in range(TRIES):
        seed = secrets.token_hex(8)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            shutil.copytree(paths.DATA, folder, dirs_exist_ok=True)
            altering.alter(paths.DATA, Path(folder), seed)
            try:
                judging.demand_usable(tasks, Path(folder))
            except Exception:  # whatever an answer raises on tables that do not suit it
                continue
            found[seed] = judging.unmoved(tasks, Path(folder))
        if not found[seed] or len(found) == COMPARED:
            break
    if found:
        return min(found, key=found.get)
    raise GradeProblem(f"No altered tables suit exercise {exercise}. Please report this.")


@click.command("grade")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--exercise", required=True, metavar="NN", help="Which exercise, such as 03.")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="For the marks."
)
@click.option(
    "--typed-in",
    type=click.Choice(list(TYPED_IN)),
    default="half",
    show_default=True,
    help="What a right number is worth that was typed in where the task says compute.",
)
@click.option("--names", is_flag=True, help="Show names on the sheet for texts. Blind otherwise.")
@click.option("--no-texts", is_flag=True, help="Count computed tasks only.")
@click.option(
    "--seconds",
    type=click.FloatRange(5),
    default=guard.Limits.whole,
    show_default=True,
    help="The time of one notebook; a cell has a sixth of it.",
)
@click.option("--workers", type=click.IntRange(1), help="How many at once. All cores otherwise.")
@click.option("--scheduler", metavar="ADDRESS", help="Mark on a Dask cluster.")
@click.option(
    "--container",
    "engine",
    type=click.Choice(container.ENGINES),
    help="Run each notebook in a container.",
)
@click.option(
    "--moodle",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fill in Moodle's grading worksheet.",
)
@click.option(
    "--canvas",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fill in the gradebook that Canvas exported; needs --assignment.",
)
@click.option("--assignment", help="The assignment's title in Canvas.")
@click.option("--per-cent", is_flag=True, help="Export per cent, not points.")
def command(folder: Path, exercise: str, out: Path, **options) -> None:
    """Mark the notebooks in FOLDER: marks.csv, a page a student, a page for the class.

    FOLDER holds flat files, a folder a student, or the zip of a learning platform. Run the same
    command again after texts are marked, after late notebooks came, or after an interruption:
    what is marked stays.
    """
    try:
        _grade(folder, exercise.zfill(2), out, options)
    except CourseError as problem:
        raise click.ClickException(str(problem)) from problem


def _grade(folder: Path, exercise: str, out: Path, options: dict) -> None:
    slug = marking.slug(exercise)
    submissions, passed_over = inbox.collect(folder, slug)
    _say(passed_over)
    if not submissions:
        raise GradeProblem(f"No notebook of exercise {exercise} was found in {folder}.")
    if options["canvas"] and not options["assignment"]:
        raise GradeProblem("--canvas needs --assignment, the title of the assignment there.")
    outcomes, seed = _marked(submissions, exercise, out, options)
    envelopes, broken = inbox.envelopes(folder)
    _say(broken)
    said = _texts(outcomes, exercise, out, seed, not options["names"])
    given, doubts = written.taken_back(exercise, out)
    _say([*said, *doubts])
    points = {whose: marked.points for whose, marked in given.items()}
    marks = marking.table(outcomes, exercise, points, not options["no_texts"])
    sheet = out / f"marks-{exercise}.csv"
    spreadsheets.keep(sheet, _csv(marks).encode("utf-8"))
    sentences = [*passed_over, *broken, *doubts]
    page = feedback.write_pages(out, outcomes, marks, exercise, given, sentences, envelopes)
    click.echo(feedback.summary(outcomes))
    click.echo(f"Marks: {sheet}\nThe class: {page}\nFeedback: {out / f'feedback-{exercise}'}")
    _export(marks, exercise, out, options)


def _marked(submissions, exercise: str, out: Path, options: dict) -> tuple[list[Outcome], str]:
    """Mark the class, with a bar that says how long it still takes."""
    engine = options["engine"]
    seed = seed_of(out, exercise)
    if engine:
        container.demand(engine)
    elif not options["scheduler"]:
        _say(guard.sentences(guard.fences()))
    seconds = options["seconds"]
    terms = Terms(
        exercise,
        Path(tempfile.gettempdir()) / f"limited-opponents-{seed}",
        seed,
        guard.Limits(cell=seconds / 6, whole=seconds),
        TYPED_IN[options["typed_in"]],
        engine,
    )
    workers = options["workers"] or cores()
    make = _executor(options["scheduler"], min(workers, len(submissions)))
    try:
        room.furnish(terms.room, seed)
        with click.progressbar(length=len(submissions), label="Marking", show_pos=True) as bar:
            outcomes = marking.mark_all(
                submissions, terms, out / "kept", make, workers, lambda outcome: bar.update(1)
            )
    except KeyboardInterrupt:
        raise GradeProblem(
            f"Interrupted. What is marked is kept in {out}; the same command goes on from there."
        ) from None
    finally:
        shutil.rmtree(terms.room, ignore_errors=True)
    return outcomes, seed


def _executor(address: str | None, workers: int) -> Callable[[], Executor]:
    if address:
        return partial(marking.scheduler, address)
    return partial(marking.pool, workers)


def _texts(outcomes, exercise: str, out: Path, seed: str, blind: bool) -> list[str]:
    """Hand out what somebody has to read."""
    answers = [
        written.Answer(outcome.student, mark.task, mark.lines, mark.sentences)
        for outcome in outcomes
        for mark in outcome.tasks
        if mark.state == judging.TO_READ
    ]
    return written.hand_out(answers, exercise, out, seed, blind)


def _csv(marks: pandas.DataFrame) -> str:
    """The table as spreadsheets read it; text that looks like a formula is made harmless."""
    words = marks.select_dtypes(include=["object", "string"]).columns
    safe = marks.copy()
    for column in words:
        safe[column] = safe[column].map(lambda v: exports.harmless(v) if isinstance(v, str) else v)
    return safe.to_csv(index=False, lineterminator="\n")


def _export(marks: pandas.DataFrame, exercise: str, out: Path, options: dict) -> None:
    """Write the platforms' files and say everything: no page has what is said here."""
    scale = "per cent" if options["per_cent"] else "points"
    if options["moodle"]:
        target = out / f"moodle-{exercise}.csv"
        path, said = exports.moodle_worksheet(marks, options["moodle"], target, scale=scale)
        students = marks["student"]
        pages = dict(zip(students, feedback.pages(out, exercise, students), strict=True))
        target = out / f"moodle-feedback-{exercise}.zip"
        called = f"feedback-{exercise}.html"
        packed, about = exports.moodle_feedback(marks, options["moodle"], target, pages, called)
        new = [sentence for sentence in about if sentence not in said]
        lines = [*said, *new, f"For Moodle: {path}", f"Pages for Moodle: {packed}"]
        click.echo("\n".join(lines))
    if options["canvas"]:
        target = out / f"canvas-{exercise}.csv"
        path, said = exports.canvas_gradebook(
            marks, options["canvas"], target, options["assignment"], scale=scale
        )
        click.echo("\n".join([*said, f"For Canvas: {path}"]))


def _say(sentences: Sequence[str]) -> None:
    """Say the first few sentences; the class page has them all."""
    for sentence in sentences[:FIRST_SHOWN]:
        click.echo(sentence)
    if len(sentences) > FIRST_SHOWN:
        click.echo(f"And {len(sentences) - FIRST_SHOWN} more, on the page of the class.")
