"""Masters and copies: the notebooks as published, and what the learner works in.

The masters lie in lessons/ and exercises/ and nobody works there. `prepare` copies each into
the same folder below my-work/. A copy is the learner's own: it is never overwritten and never
removed. Where a master has changed since, the new one is laid beside the copy.

The file my-work/.masters.json remembers, for each copy, the hash of the master it was made from
(``made_from``) and of every newer master already offered (``offered``).

The checksums in data/checksums.json say what data and masters were when they were published.
"""

import hashlib
import json
import os
from pathlib import Path

from filelock import FileLock, Timeout

from coursekit import whole
from coursekit.errors import CourseError
from coursekit.paths import ROOT

COPIED = ("lessons", "exercises")
PUBLISHED = ("data", "exercises", "lessons", "solutions")
CHECKSUMS = "data/checksums.json"
RECORD = ".masters.json"
LITTER = ("Thumbs.db", "desktop.ini")  # what Windows leaves in folders


class WorkspaceProblem(CourseError):
    """The learner's folder my-work/ cannot be used."""


class ChecksumProblem(CourseError):
    """The file of checksums is missing or damaged."""


def fingerprint(path: Path) -> str:
    """The SHA-256 of a text file, whichever way its lines end.

    Git on Windows may end lines in its own way; that is no change of the text.
    """
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


# --- Copies -----------------------------------------------------------------------------


def prepare(root: Path = ROOT) -> list[str]:
    """Copy missing notebooks into my-work/ and lay newer masters beside old copies.

    Parameters
    ----------
    root : the course folder.

    Returns
    -------
    What the learner should know, a sentence each; empty when nothing is new.

    Raises
    ------
    WorkspaceProblem
        If my-work/ is no folder, cannot be written to, or is in use by another start.
    """
    work = root / "my-work"
    if work.exists() and not work.is_dir():
        raise WorkspaceProblem(
            f"{work} should be the folder for your notebooks, but it is a file. "
            "Rename that file and start again."
        )
    try:
        work.mkdir(exist_ok=True)
        with FileLock(work / ".masters.lock", timeout=10):
            return _prepare(root, work)
    except Timeout:
        raise WorkspaceProblem(
            "Another start of the course is busy with my-work/. Wait a moment and start again."
        ) from None
    except OSError as error:
        raise WorkspaceProblem(
            f"The course cannot write to {error.filename or work} ({error.strerror}). "
            "See that my-work/ may be written to and that the disk is not full, and start again."
        ) from error


def _prepare(root: Path, work: Path) -> list[str]:
    """Do what prepare() says, one start at a time."""
    record, told = _read_record(work)
    for folder in COPIED:
        for master in sorted((root / folder).glob("*.ipynb")):
            key = f"{folder}/{master.name}"
            copy = work / folder / master.name
            now = fingerprint(master)
            if not copy.exists():
                _copy(master, copy)
                record[key] = {"made_from": now, "offered": []}
            elif key not in record:
                # How this copy began is forgotten: take it for one of the present master, since
                # laying a second notebook beside every copy would help nobody.
                record[key] = {"made_from": now, "offered": []}
            elif now != record[key]["made_from"] and now not in record[key]["offered"]:
                beside = _free_name(copy)
                _copy(master, beside)
                record[key]["offered"].append(now)
                told.append(
                    f"{key} has a newer version. Your own copy stays as it is; the new one lies "
                    f"beside it: {beside.relative_to(root).as_posix()}"
                )
            else:
                continue
            # Written at once: a start that is cut off must not offer the same again.
            _write_record(work, record)
    return told


def _free_name(copy: Path) -> Path:
    """Where the newer master goes: 03-economies.newer.ipynb, then 03-economies.newer-2.ipynb."""
    beside = copy.with_name(f"{copy.stem}.newer.ipynb")
    number = 2
    while beside.exists():
        beside = copy.with_name(f"{copy.stem}.newer-{number}.ipynb")
        number += 1
    return beside


def _copy(master: Path, to: Path) -> None:
    """Copy a notebook whole or not at all."""
    to.parent.mkdir(exist_ok=True)
    # Only the contents: a master may be read-only, its copy must not be.
    whole.write(to, master.read_bytes())


def _read_record(work: Path) -> tuple[dict, list[str]]:
    """What is remembered of the copies, and what to tell if that was lost."""
    path = work / RECORD
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if all({"made_from", "offered"} <= entry.keys() for entry in record.values()):
            return record, []
    except FileNotFoundError:
        return {}, []
    except (ValueError, AttributeError):
        pass
    os.replace(path, path.with_name(".masters.damaged.json"))
    return {}, [
        "The list of where your copies in my-work/ came from was damaged, so it begins anew. "
        "Your notebooks are untouched. To get a fresh copy of one, rename yours and start again."
    ]


def _write_record(work: Path, record: dict) -> None:
    """Write the list whole or not at all."""
    whole.write(work / RECORD, json.dumps(record, indent=1, sort_keys=True) + "\n")


# --- Checksums --------------------------------------------------------------------------


def published(root: Path = ROOT) -> dict[str, str]:
    """The hash of every data file and master there is now, by its path from the course folder."""
    return {
        path.relative_to(root).as_posix(): fingerprint(path)
        for folder in PUBLISHED
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and _counts(path.relative_to(root))
    }


def _counts(path: Path) -> bool:
    """Whether a file is part of what is published: not hidden, no litter, not the list itself."""
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and path.name not in LITTER and path.as_posix() != CHECKSUMS


def write_checksums(root: Path = ROOT) -> None:
    """Record data and masters as they are now; the build does this when it is done."""
    whole.write(root / CHECKSUMS, json.dumps(published(root), indent=1, sort_keys=True) + "\n")


def differences(root: Path = ROOT) -> dict[str, str]:
    """What differs from what was published: "changed", "missing" or "new", by path.

    A folder of masters that is absent as a whole, such as solutions/ in a student's copy of the
    course, is no difference.

    Raises
    ------
    ChecksumProblem
        If data/checksums.json is missing or damaged.
    """
    path = root / CHECKSUMS
    try:
        then = json.loads(path.read_text(encoding="utf-8"))
        then = {name: digest for name, digest in then.items() if _is_here(root, name)}
    except FileNotFoundError:
        raise ChecksumProblem(
            f"{CHECKSUMS} is missing, so nothing can be compared. Download the course again."
        ) from None
    except (ValueError, AttributeError):
        raise ChecksumProblem(
            f"{CHECKSUMS} is damaged, so nothing can be compared. Download the course again."
        ) from None
    now = published(root)
    found = dict.fromkeys(then.keys() - now.keys(), "missing")
    found |= dict.fromkeys(now.keys() - then.keys(), "new")
    found |= {name: "changed" for name in then.keys() & now.keys() if then[name] != now[name]}
    return dict(sorted(found.items()))


def _is_here(root: Path, name: str) -> bool:
    """Whether the top folder of a published file is in this copy of the course."""
    return (root / name.split("/")[0]).is_dir()
