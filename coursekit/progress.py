"""What the learner did: kept on their own disk, and nowhere else.

One small JSON file in the place the operating system keeps such things. It is written whole
under a lock and moved into place, so that two open lessons cannot spoil each other's entries,
and a computer switched off in the middle leaves the old file.
"""

import json
import os
from datetime import datetime
from pathlib import Path

import filelock
import platformdirs

from coursekit import whole
from coursekit.errors import CourseError

PLACE = "LIMITED_OPPONENTS_PROGRESS"
PATIENCE = 10  # seconds to wait for another lesson that is writing


class ProgressProblem(CourseError):
    """Progress that could not be read or kept."""


def place() -> Path:
    """The folder of the progress file: the learner's data folder, or the one named in
    the environment variable LIMITED_OPPONENTS_PROGRESS.

    Raises
    ------
    ProgressProblem : no folder is named, and the learner has no home folder.
    """
    named = os.environ.get(PLACE)
    if named:
        return Path(named)
    try:
        found = Path(platformdirs.user_data_dir("limited-opponents", appauthor=False))
    except RuntimeError:  # how platformdirs says it in newer versions; older ones give "~/…"
        found = None
    if found is None or not found.is_absolute():
        raise ProgressProblem(
            "This computer does not say where your home folder is, so your progress cannot be "
            f"kept. Name a folder for it in the environment variable {PLACE}."
        )
    return found


def _file() -> Path:
    return place() / "progress.json"


def _set_aside(file: Path) -> None:
    """Move a damaged file out of the way without losing a byte of it, and say so."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    aside = file.with_name(f"progress.damaged-{stamp}.json")
    try:
        os.replace(file, aside)
    except FileNotFoundError:
        return  # another lesson has just done it, and said so
    except OSError as error:
        raise ProgressProblem(
            f"Your progress file {file} could not be understood and could not be set aside "
            f"({error.strerror}). The lesson works without it; allow writing in that folder."
        ) from error
    print(
        f"Your progress file could not be understood, so it was set aside as {aside} "
        "and a new one begun. Nothing else of yours was touched."
    )


def everything() -> dict[str, dict]:
    """All entries: key → {"value": what was kept, "when": ISO time}.

    A damaged file is set aside, and a printed sentence says where.

    Raises
    ------
    ProgressProblem : the file cannot be read, or is damaged and stays where it is.
    """
    file = _file()
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ProgressProblem(
            f"Your progress could not be read from {file} ({error.strerror}). "
            "The lesson works without it; check that you may read that folder."
        ) from error
    try:
        entries = json.loads(raw.decode("utf-8"))
        if not _well_formed(entries):
            raise ValueError("not a table of entries")
    except ValueError:
        _set_aside(file)
        return {}
    return entries


def _well_formed(entries) -> bool:
    return isinstance(entries, dict) and all(
        isinstance(entry, dict) and {"value", "when"} <= entry.keys() for entry in entries.values()
    )


def save(key: str, value) -> str:
    """Keep one entry and return the time it was kept, as an ISO string.

    Parameters
    ----------
    key : lesson and name, such as "03/prediction".
    value : anything JSON can hold.

    Raises
    ------
    ProgressProblem : the disk is full, the folder may not be written, or another lesson
        held the file for too long. What was kept before stays as it was.
    """
    file = _file()
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(file.with_suffix(".lock"), timeout=PATIENCE):
            entries = everything()
            entries[key] = {"value": value, "when": when}
            text = json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True)
            whole.write(file, text, whole.OWNER)
    except filelock.Timeout as error:
        raise ProgressProblem(
            "Another lesson has been writing your progress for too long, so this answer was "
            "not kept. Close the other lesson and run this cell again."
        ) from error
    except OSError as error:
        raise ProgressProblem(
            f"This answer could not be kept in {file.parent} ({error.strerror}). The lesson goes "
            "on without it; make room on the disk or allow writing there, and run the cell again."
        ) from error
    return when


def entry(key: str) -> dict | None:
    """The entry with that key, {"value", "when"}, or None."""
    return everything().get(key)


def read(key: str, default=None):
    """The value kept under a key, or the default."""
    found = entry(key)
    return default if found is None else found["value"]
