"""`course bundle`: the course as a zip file, for students or for another instructor.

Both bundles are lists of names, never "everything but": what lies beside them in an instructor's
folder, such as submissions or marks, cannot slip in. The student's copy works without the rest:
`coursekit` never imports `coursestaff`, and `course verify` passes over a folder that is absent.
"""

import re
from pathlib import Path

import click

from coursekit import paths, workspace
from coursekit.errors import CourseError
from coursestaff import archive

STUDENT = (
    ".binder",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-TEXT.md",
    "README.md",
    "coursekit",
    "data",
    "docs",
    "environment.yml",
    "exercises",
    "lessons",
    "pyproject.toml",
    "requirements.lock",
    "settings",
    "start.py",
    "tasks",
)
INSTRUCTOR = (
    *STUDENT,
    ".gitattributes",
    ".github",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "RELEASING.md",
    "coursestaff",
    "instructor",
    "requirements-authors.lock",
    "solutions",
    "source",
    "tests",
)
BUNDLES = {"student": STUDENT, "instructor": INSTRUCTOR}

# What Python and systems leave in folders; hidden files inside a folder are left out as well.
NOT_OURS = ("__pycache__", *workspace.LITTER)

# What stands between these two lines of the README is not for a student's copy.
FROM, TO = "<!-- staff -->", "<!-- end of staff -->"
STAFF = re.compile(rf" *{FROM}\n.*?{TO}\n\n?", re.DOTALL)


class BundleProblem(CourseError):
    """A bundle that cannot be made: says what is wrong with the course folder."""


def files(audience: str, root: Path = paths.ROOT) -> dict[str, bytes]:
    """What a bundle holds: path from the course folder → contents.

    Parameters
    ----------
    audience : student or instructor.
    root : the course folder.

    Raises
    ------
    BundleProblem : something is missing, or data and notebooks are not as published.
    """
    found = {}
    for name in BUNDLES[audience]:
        for path in _inside(root / name):
            found[path.relative_to(root).as_posix()] = path.read_bytes()
    _as_published(root)
    if audience == "student":
        found["README.md"] = readme(found["README.md"].decode("utf-8")).encode("utf-8")
    return found


def _inside(path: Path) -> list[Path]:
    """A file, or all files in a folder that are the course's own."""
    if path.is_file():
        return [path]
    own = [
        each
        for each in path.rglob("*")
        if each.is_file() and not any(map(_is_litter, each.relative_to(path).parts))
    ]
    if not own:
        raise BundleProblem(
            f"{path.name} is missing from {path.parent}, so the bundle would not be whole. "
            "Download the whole course again, with what is for instructors."
        )
    return own


def _is_litter(name: str) -> bool:
    return name.startswith(".") or name in NOT_OURS


def _as_published(root: Path) -> None:
    """Refuse notebooks or tables that `course verify` would complain of in every copy."""
    found = workspace.differences(root)
    if found:
        shown = ", ".join(f"{name} ({what})" for name, what in list(found.items())[:5])
        more = f" and {len(found) - 5} more" if len(found) > 5 else ""
        raise BundleProblem(
            f"Data and notebooks are not as published: {shown}{more}. If you changed them on "
            "purpose, run `course build` first; if not, download the course again."
        )


def readme(text: str) -> str:
    """The README of a student's copy: without what is marked as being for staff.

    Raises BundleProblem where one of the two marks is without the other.
    """
    text = text.replace("\r\n", "\n")
    kept = STAFF.sub("", text)
    if FROM in kept or TO in kept:
        raise BundleProblem(
            f"README.md has a line {FROM} or {TO} without its other half. Each {FROM} needs "
            f"a {TO} below it."
        )
    return kept


def bundle(audience: str, out: Path, root: Path = paths.ROOT) -> tuple[Path, int]:
    """Write a bundle into a folder; returns its path and the number of files in it.

    The zip file holds one folder of its own name. Raises BundleProblem as `files` does.
    """
    name = f"limited-opponents-{audience}"
    held = files(audience, root)
    target = out / f"{name}.zip"
    try:
        archive.write(target, {f"{name}/{path}": content for path, content in held.items()})
    except OSError as error:
        raise BundleProblem(
            f"The bundle cannot be written to {out} ({error.strerror}). Give another folder "
            "with --out, or see that the disk is not full."
        ) from error
    return target, len(held)


SAYS = {
    "student": "It holds no solutions. What a student can find in it all the same is in README.md, "
    "under For instructors.",
    "instructor": "It holds the solutions too: it is not for students.",
}


@click.command("bundle")
@click.argument("audience", type=click.Choice(list(BUNDLES)))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the zip file; build/ if not given.",
)
def command(audience: str, out: Path | None) -> None:
    """Pack the course as a zip file: for a student, without solutions, or for an instructor."""
    try:
        target, count = bundle(audience, out or paths.ROOT / "build")
    except CourseError as problem:
        raise click.ClickException(str(problem)) from problem
    size = target.stat().st_size / 1e6
    click.echo(f"Written: {target}, {size:.1f} MB, {count} files.")
    click.echo(SAYS[audience])
