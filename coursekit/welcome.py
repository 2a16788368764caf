"""Whether everything is here, and where the learner is: what lesson 00 shows."""

from importlib import metadata

import pandas

from coursekit import page, progress, tables
from coursekit.errors import CourseError
from coursekit.paths import LESSONS

NEEDED = (
    "jupyterlab",
    "pandas",
    "matplotlib",
    "ipywidgets",
    "ipykernel",
    "anywidget",
    "filelock",
    "platformdirs",
)
START_AGAIN = "Close JupyterLab and start the course again with start.py, which mends it."


def missing_packages(needed=NEEDED) -> list[str]:
    """Which of the packages the lessons use are not installed."""
    missing = []
    for name in needed:
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    return missing


def troubles(needed=NEEDED, folder=tables.DATA) -> list[str]:
    """Everything that would stop a lesson, a sentence each; empty where all is well.

    Parameters
    ----------
    needed : names of packages as installed.
    folder : the data folder.
    """
    found = [
        f"The package {name} is not installed. {START_AGAIN}" for name in missing_packages(needed)
    ]
    try:
        for name in tables.names(folder):
            tables.load(name, folder)
    except CourseError as error:
        found.append(str(error))
    try:
        progress.save("00/check", "ok")
    except CourseError as error:
        found.append(str(error))
    return found


def check() -> page.Card:
    """Say in words whether everything that the lessons need is here."""
    found = troubles()
    if found:
        items = "".join(f"<li>{page.text(trouble)}</li>" for trouble in found)
        return page.Card(
            f"<p style='margin:0'><strong>Something is missing.</strong></p><ul>{items}</ul>",
            " ".join(found),
        )
    words = (
        "Everything is here: the packages, the tables, and a place on your own disk to keep "
        "your progress."
    )
    return page.Card(f"<p style='margin:0'>{words}</p>", words)


def finish(lesson: str) -> page.Card:
    """Mark a lesson as done, on the learner's own disk.

    Parameters
    ----------
    lesson : its two-digit number.

    Raises
    ------
    CourseError : there is no such lesson, or progress could not be kept.
    """
    numbers = list(tables.load("lessons")["lesson"])
    if lesson not in numbers:
        raise CourseError(
            f'There is no lesson "{lesson}". Lessons run from {numbers[0]} to {numbers[-1]}.'
        )
    progress.save(f"{lesson}/done", True)
    done = len(_done(numbers))
    words = f"Lesson {lesson} is marked as done: {done} of {len(numbers)}."
    return page.Card(f"<p style='margin:0'>{words}</p>", words)


def _done(numbers: list[str]) -> list[str]:
    entries = progress.everything()
    return [number for number in numbers if entries.get(f"{number}/done", {}).get("value") is True]


def course_map() -> page.Card:
    """The fifteen lessons, with what the learner has done so far."""
    lessons = tables.load("lessons")
    done = _done(list(lessons["lesson"]))
    frame = pandas.DataFrame(
        {
            "lesson": [
                f"{number} · {title}"
                for number, title in zip(lessons["lesson"], lessons["title"], strict=True)
            ],
            "question": lessons["question"],
            "minutes": lessons["minutes"],
            "you": [
                _state(number, slug, done)
                for number, slug in zip(lessons["lesson"], lessons["slug"], strict=True)
            ],
        }
    )
    words = f"The map of the course: {len(done)} of {len(lessons)} lessons done"
    return page.Card(page.table(frame, words), words)


def _state(number: str, slug: str, done: list[str]) -> str:
    if number in done:
        return "done"
    # A course in the making says so, instead of sending a learner to an empty page.
    return "to do" if (LESSONS / f"{slug}.ipynb").exists() else "in preparation"
