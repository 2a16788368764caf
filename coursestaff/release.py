"""`course release`: is the course ready to hand out, and the checksums of what is handed out.

RELEASING.md says what comes before and after.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

import click

from coursekit import paths, tables, whole
from coursekit.errors import CourseError
from coursestaff import bundle

SUMS = "SHA256SUMS"
# What other commands leave in build/, and the command for each.
MADE = {
    "limited-opponents.zip": "course offline",
    "limited-opponents.pdf": "course offline --pdf",
}
HEADING = re.compile(r"^## (\S+)(?: \((.*)\))?$", re.MULTILINE)  # the first is the newest
VERSION_IN = {
    "coursekit/__init__.py": re.compile(r'^__version__ = "(.+)"$', re.MULTILINE),
    "CITATION.cff": re.compile(r"^version: (.+)$", re.MULTILINE),
    "CHANGELOG.md": HEADING,
}
RELEASED = re.compile(r"^date-released: (.+)$", re.MULTILINE)


class NotReady(CourseError):
    """What stands in the way of a release, a line each."""


def versions(root: Path = paths.ROOT) -> dict[str, str]:
    """The version that each file gives: path from the course folder → version.

    A file that gives none has an empty text. pyproject.toml reads the first of these files.
    """
    found = {name: _first(pattern, root / name) for name, pattern in VERSION_IN.items()}
    package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    return found | {"data/datapackage.json": package.get("version", "")}


def _first(pattern: re.Pattern, path: Path, group: int = 1) -> str:
    match = pattern.search(path.read_text(encoding="utf-8"))
    return (match[group] or "") if match else ""


def unready(root: Path = paths.ROOT) -> list[str]:
    """What stands in the way of a release, a sentence each; empty when nothing does.

    Raises DataProblem where the table of corrections is damaged.
    """
    found = []
    given = versions(root)
    if len(set(given.values())) > 1:
        each = ", ".join(f"{name} has {version or 'none'}" for name, version in given.items())
        found.append(f"The version is not the same everywhere: {each}.")
    dated = _first(HEADING, root / "CHANGELOG.md", 2)
    released = _first(RELEASED, root / "CITATION.cff")
    if dated != released:
        found.append(
            f"The newest heading of CHANGELOG.md says ({dated or 'no day'}), and CITATION.cff says "
            f"date-released: {released}. Put the day of the release into both."
        )
    found += [
        f"CHANGELOG.md has no **Correction ({row}).**, and data/corrections.csv has that row for "
        "published versions."
        for row in _unannounced(root)
    ]
    return found + [
        f"build/{name} is missing. It is made by: {how}"
        for name, how in MADE.items()
        if not (root / "build" / name).is_file()
    ]


def _unannounced(root: Path) -> list[str]:
    """Corrections of published versions that the changelog does not name."""
    rows = tables.load("corrections", root / "data")
    said = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    ids = rows.loc[rows["stood_in"].notna(), "id"]
    return [each for each in ids if f"**Correction ({each}).**" not in said]


def sums(files: Iterable[Path]) -> str:
    """The SHA-256 of files, by name, as `sha256sum --check` reads it."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(files, key=lambda path: path.name)
    ]
    return "".join(lines)


def release(root: Path = paths.ROOT) -> Path:
    """Pack both bundles, and write the checksums of all that is handed out; returns their path.

    Raises
    ------
    NotReady : something stands in the way; nothing is written.
    BundleProblem : as `bundle.files` raises it.
    """
    problems = unready(root)
    if problems:
        raise NotReady("Not ready for release:\n" + "\n".join(f"- {each}" for each in problems))
    out = root / "build"
    packed = [bundle.bundle(audience, out, root)[0] for audience in bundle.BUNDLES]
    target = out / SUMS
    whole.write(target, sums([*packed, *(out / name for name in MADE)]))
    return target


@click.command("release")
def command() -> None:
    """Check that a version can be handed out, pack the bundles, write the checksums."""
    try:
        target = release()
    except CourseError as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"Written: {target}")
    click.echo(target.read_text(encoding="utf-8"), nl=False)
    click.echo("What comes next is in RELEASING.md.")
