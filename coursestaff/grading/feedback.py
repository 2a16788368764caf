"""The pages that come of marking: one for each student, and one for the class."""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import jinja2
import markupsafe
import pandas

from coursekit import figures, paths
from coursekit.charts import Picture
from coursestaff.grading import judging, pictures
from coursestaff.grading.judging import TaskMark
from coursestaff.grading.marking import IN_PART, MARKED, NOT_MARKED, Outcome
from coursestaff.written import rubrics, spreadsheets
from coursestaff.written.marks import Marked

PAGES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates"), encoding="utf-8"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)
MOST_SLIPS = 12
Given = Mapping[tuple[str, str], Marked]


@dataclass(frozen=True)
class _Line:
    """A line of the rubric as a reader marked it."""

    name: str
    points: str
    comment: str
    wanted: str  # what earns all its points, in the words of the rubric


@dataclass(frozen=True)
class _Task:
    """A task as a page shows it."""

    mark: TaskMark
    number: str
    state: str
    points: str
    criteria: tuple[_Line, ...] = ()


def number(value: float | None) -> str:
    """Points as they are written: 1.5, and 2 for 2.0; a dash where there are none."""
    return "–" if value is None or pandas.isna(value) else f"{value:g}"


def title(exercise: str) -> str:
    """The name of an exercise, as in the table of lessons."""
    lessons = pandas.read_csv(paths.DATA / "lessons.csv", dtype=str, encoding="utf-8")
    own = lessons[lessons["slug"].str.startswith(exercise)]
    return f"Exercise {exercise} · {own['title'].iloc[0]}"


def file_name(student: str, taken: set[str]) -> str:
    """A name for a student's page that every system allows, and that no other page has."""
    plain = unicodedata.normalize("NFC", student)
    stem = re.sub(r"[^\w-]+", "-", plain).strip("-")[:60] or "student"
    name, count = stem, 1
    while name.casefold() in taken:
        count += 1
        name = f"{stem}-{count}"
    taken.add(name.casefold())
    return f"{name}.html"


def pages(out: Path, exercise: str, students: Iterable[str]) -> list[Path]:
    """Where the page of each student lies, in their order.

    Parameters
    ----------
    out : the folder of the marks.
    exercise : such as "03".
    students : in the order of the marks, on which the names depend where two are alike.
    """
    taken: set[str] = set()
    return [out / f"feedback-{exercise}" / file_name(each, taken) for each in students]


def student_page(outcome: Outcome, row: Mapping, exercise: str, given: Given) -> str:
    """What a student reads.

    Parameters
    ----------
    outcome : the student's.
    row : the student's row of `marking.table`.
    exercise : such as "03".
    given : (student, task) → what a reader gave.
    """
    tasks = [_shown(mark, given.get((outcome.student, mark.task))) for mark in outcome.tasks]
    return PAGES.get_template("student.html").render(
        exercise=exercise,
        title=title(exercise),
        outcome=outcome,
        file=_own_name(outcome.source),
        total=_total(row),
        tasks=tasks,
    )


def _own_name(source: str) -> str:
    """The name that a student gave a file, without the folders and zips of a platform.

    >>> _own_name("class.zip: Ann Hart_4711_assignsubmission_file/03-economies.ipynb")
    '03-economies.ipynb'
    """
    return re.split(r"[/\\]|: ", source)[-1]


def _total(row: Mapping) -> str:
    if pandas.isna(row["out_of"]):
        return "Not marked yet."
    if pandas.isna(row["total"]):
        return f"The total of {number(row['out_of'])} points waits for the texts to be read."
    return f"{number(row['total'])} of {number(row['out_of'])} points"


def _shown(mark: TaskMark, marked: Marked | None) -> _Task:
    points = mark.points if mark.points is not None else marked and marked.points
    state = mark.state
    if mark.state == judging.TO_READ and marked is not None and marked.points is not None:
        state = "read"
    words = "not read yet" if points is None else f"{number(points)} of {number(mark.out_of)}"
    return _Task(
        mark,
        mark.task.split("-")[1],
        state[0].upper() + state[1:],
        f"{words} points" if points is not None else words,
        _lines(mark.task, marked),
    )


def _lines(task: str, marked: Marked | None) -> tuple[_Line, ...]:
    if marked is None or marked.points is None:
        return ()
    best = _best_levels(task)
    return tuple(
        _Line(
            name,
            f"{number(points)} of {number(best.points.get(name))}",
            marked.comments.get(name, ""),
            best.words.get(name, ""),
        )
        for name, points in marked.by_criterion.items()
    )


@functools.lru_cache(maxsize=4)
def _best_levels(task: str) -> pandas.DataFrame:
    """Criterion → points and words of its best level."""
    rubric = rubrics.load(task[1:3])
    own = rubric[rubric["task"] == task]
    return own.loc[own.groupby("criterion")["points"].idxmax()].set_index("criterion")


# --- The class ------------------------------------------------------------------------------


def class_page(
    outcomes: Sequence[Outcome],
    marks: pandas.DataFrame,
    exercise: str,
    links: Sequence[str],
    sentences: Sequence[str],
    envelopes: Sequence[Mapping],
) -> str:
    """What an instructor reads: how the class did, where it slipped, and who needs a look.

    Parameters
    ----------
    outcomes, marks : of the class, in the same order; `marks` as `marking.table` makes it.
    exercise : such as "03".
    links : the address of each student's page.
    sentences : what was passed over, and what waits.
    envelopes : as `inbox.envelopes` reads them.
    """
    tasks = [column for column in marks.columns if re.fullmatch(r"e\d\d-\d+", column)]
    drawn = pictures.of_class(outcomes, marks, tasks) + pictures.of_envelopes(envelopes)
    rows = [
        _class_row(outcome, row, tasks, link)
        for outcome, row, link in zip(outcomes, _rows(marks), links, strict=True)
    ]
    return PAGES.get_template("class.html").render(
        exercise=exercise,
        title=title(exercise),
        summary=summary(outcomes),
        sentences=sentences,
        pictures=[_figure(picture) for picture in drawn],
        slips=_slips(outcomes),
        most_slips=MOST_SLIPS,
        tasks=[task.split("-")[1] for task in tasks],
        rows=rows,
    )


def summary(outcomes: Sequence[Outcome]) -> str:
    """How many there are, and how many of them were marked."""
    count = Counter(outcome.status for outcome in outcomes)
    parts = [f"{count[s]} {s}" for s in (MARKED, IN_PART, NOT_MARKED) if count[s]]
    return f"{len(outcomes)} handed in: {', '.join(parts)}." if outcomes else "Nothing handed in."


def _rows(marks: pandas.DataFrame) -> list[dict]:
    return marks.to_dict("records")


def _class_row(outcome: Outcome, row: Mapping, tasks: Sequence[str], link: str) -> dict:
    return {
        "student": row["student"],
        "status": row["status"],
        "why": outcome.notes if outcome.status != MARKED else (),
        "points": [number(row[task]) for task in tasks],
        "total": number(row["total"]),
        "link": quote(link),
    }


def _figure(picture: Picture) -> markupsafe.Markup:
    """A picture of the course's own; it escapes what it is given."""
    return markupsafe.Markup(figures.picture_html(picture, picture.alt))


def _slips(outcomes: Sequence[Outcome]) -> list[dict]:
    """The commonest sentences of the checks, each student counted once."""
    said: Counter[tuple[str, str]] = Counter()
    for outcome in outcomes:
        said.update({(mark.task, slip) for mark in outcome.tasks for slip in mark.slips})
    common = sorted(said.items(), key=lambda each: (-each[1], each[0]))[:MOST_SLIPS]
    return [
        {"task": task.split("-")[1], "sentence": sentence, "count": count}
        for (task, sentence), count in common
    ]


def write_pages(
    out: Path,
    outcomes: Sequence[Outcome],
    marks: pandas.DataFrame,
    exercise: str,
    given: Given,
    sentences: Sequence[str],
    envelopes: Sequence[Mapping],
) -> Path:
    """Write a page for each student, and the class's; returns the latter's path.

    Parameters are those of `student_page` and `class_page`; ``out`` is the folder of the marks.
    """
    where = pages(out, exercise, [outcome.student for outcome in outcomes])
    for path, outcome, row in zip(where, outcomes, _rows(marks), strict=True):
        _write(path, student_page(outcome, row, exercise, given))
    links = [path.relative_to(out).as_posix() for path in where]
    page = out / f"class-{exercise}.html"
    _write(page, class_page(outcomes, marks, exercise, links, sentences, envelopes))
    return page


def _write(path: Path, page: str) -> None:
    """A page on disk, whole; half a character, which a file cannot hold, becomes its number."""
    spreadsheets.keep(path, page.encode("utf-8", "backslashreplace"))
