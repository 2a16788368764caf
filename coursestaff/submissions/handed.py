"""Files as they were handed in: plain, in a zip, or in a zip within a zip.

Nothing is ever unpacked to disk, so a name inside a zip cannot lead anywhere. What a zip declares
about sizes is not trusted: reading stops at a limit.
"""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coursekit.errors import CourseError

MB = 1_000_000
LIMIT = 20 * MB  # of a file that is handed in; a worked exercise has some 0.1 MB
ZIP_LIMIT = 100 * MB  # of a zip within a zip, which has to be held in memory
MOST_FILES = 20_000  # in one zip
MOST_LEVELS = 50  # of folders in one zip

# The two ways of packing that every system uses. Others can swell without a bound on reading.
PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
UTF8_NAME = 0x800  # the flag of a zip's name that is in UTF-8

# What Python raises over a damaged, locked or forged zip.
ZIP_TROUBLE = (
    EOFError,
    KeyError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


class InboxProblem(CourseError):
    """Something that was handed in and cannot be used: says what is wrong and what to do."""


class TooLarge(InboxProblem):
    """A file with more bytes than are read of its kind."""


@dataclass(frozen=True)
class Handed:
    """One file that was handed in.

    Parameters
    ----------
    parts : the folders and zips that lead to it from the folder given, and its own name.
    source : the same for messages, such as "class.zip: anna/03-economies.ipynb".
    path : the file, or the zip that holds it.
    member : its name inside the zip, exactly as the zip has it.
    outer : the name of the zip inside `path` that holds it, where zips are nested.
    when : when it was last changed, in seconds since 1970; 0 if that is not known.
    """

    parts: tuple[str, ...]
    source: str
    path: Path
    member: str | None = None
    outer: str | None = None
    when: float = 0.0


def printable(text: str) -> str:
    """A name that can be shown: one form of each letter (NFC), no control characters.

    >>> printable("Anna\\u202e Hart\\n")
    'Anna Hart'
    """
    text = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in text if unicodedata.category(sign)[0] != "C").strip()


# --- Reading ----------------------------------------------------------------------------


def read(
    path: Path, member: str | None = None, outer: str | None = None, limit: int = LIMIT
) -> bytes:
    """The contents of a file that was handed in, `limit` bytes at most.

    Parameters
    ----------
    path, member, outer : as in Handed.

    Raises
    ------
    InboxProblem : it is larger (TooLarge), it is gone, or the zip is damaged or locked.
    """
    try:
        with ExitStack() as opened:
            if member is None:
                return _at_most(limit, opened.enter_context(path.open("rb")))
            archive = opened.enter_context(zipfile.ZipFile(path))
            if outer is not None:
                inner = io.BytesIO(_unpacked(archive, outer, ZIP_LIMIT))
                archive = opened.enter_context(zipfile.ZipFile(inner))
            return _unpacked(archive, member, limit)
    except ZIP_TROUBLE as error:
        what = "The file" if member is None else f"{printable(path.name)}, or what is in it,"
        raise InboxProblem(
            f"{what} cannot be read ({_reason(error)}). Hand in the notebook itself again, not in "
            "a zip and without a password."
        ) from error


def _at_most(limit: int, stream) -> bytes:
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise TooLarge(
            f"The file is larger than {limit / MB:g} MB, so it was not read. In JupyterLab choose "
            "Edit, Clear Outputs of All Cells, save, and hand in that file."
        )
    return content


def _unpacked(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    entry = archive.getinfo(name)
    if entry.compress_type not in PLAIN:
        raise ValueError("packed in an unusual way")
    with archive.open(entry) as stream:
        return _at_most(limit, stream)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return printable(str(error)) or type(error).__name__


# --- Looking ----------------------------------------------------------------------------


def everything(place: Path) -> tuple[list[Handed], list[str]]:
    """All files in a folder or a zip, also inside zips, and sentences about what does not open.

    Hidden files, Jupyter's checkpoints and what macOS adds to zips are left out without a word;
    links are not followed.

    Raises InboxProblem where there is no such folder or zip.
    """
    if place.is_file() and _is_zip(place.name):
        # The zip stands for the folder: its own name says nothing of a student.
        return _inside(Handed((), place.name, place))
    if not place.is_dir():
        raise InboxProblem(
            f"{place} is no folder and no zip file. Give the folder that the submissions are in, "
            "or the zip file that your learning platform made."
        )
    found, trouble = [], []
    for path in sorted(place.rglob("*")):
        parts = path.relative_to(place).parts
        if _is_litter(parts):
            continue
        source = printable("/".join(parts))
        if path.is_symlink():
            trouble.append(f"{source} is a link to somewhere else and was not followed.")
        elif path.is_file():
            one = Handed(parts, source, path, when=path.stat().st_mtime)
            more, sentences = _inside(one) if _is_zip(path.name) else ([one], [])
            found += more
            trouble += sentences
    return found, trouble


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")


def _is_litter(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _inside(file: Handed) -> tuple[list[Handed], list[str]]:
    """What a zip holds; with a zip in it opened too, one within another and no further."""
    try:
        with zipfile.ZipFile(file.path) as archive:
            found = list(_entries(archive, file))
            zips = [each for each in found if _is_zip(each.parts[-1])]
            plain = [each for each in found if not _is_zip(each.parts[-1])]
            trouble = []
            for each in zips:
                more, sentences = _nested(archive, each)
                plain += more
                trouble += sentences
    except ZIP_TROUBLE as error:
        return [], [_does_not_open(file, error)]
    return plain, trouble


def _nested(archive: zipfile.ZipFile, file: Handed) -> tuple[list[Handed], list[str]]:
    try:
        inner = io.BytesIO(_unpacked(archive, file.member, ZIP_LIMIT))
        with zipfile.ZipFile(inner) as opened:
            found = list(_entries(opened, file))
    except ZIP_TROUBLE as error:
        return [], [_does_not_open(file, error)]
    except InboxProblem:
        return [], [f"{file.source} is larger than {ZIP_LIMIT / MB:g} MB and was not opened."]
    deeper = [each for each in found if _is_zip(each.parts[-1])]
    return [each for each in found if not _is_zip(each.parts[-1])], [
        f"{each.source} is a zip within a zip within a zip and was not opened. Unpack it by hand."
        for each in deeper
    ]


def _does_not_open(file: Handed, error: Exception) -> str:
    return (
        f"{file.source} does not open as a zip ({_reason(error)}). Download it again, or ask for "
        "it again; on your own computer try whether it unpacks, and give the folder instead."
    )


def _entries(archive: zipfile.ZipFile, file: Handed) -> Iterator[Handed]:
    """The files in an open zip; `file` is the zip itself, as it was found."""
    entries = {entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}
    if len(entries) > MOST_FILES:
        raise ValueError(f"it holds more than {MOST_FILES:,} files")
    for name, entry in entries.items():
        inside = tuple(part for part in re.split(r"[/\\]", _name(entry)) if part not in ("", ".."))
        if len(inside) > MOST_LEVELS:
            raise ValueError(f"it holds folders more than {MOST_LEVELS} deep")
        if inside and not _is_litter(inside):
            yield Handed(
                file.parts + inside,
                f"{file.source}: {printable('/'.join(inside))}",
                file.path,
                name,
                file.member,
                _when(entry),
            )


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; older Macs write UTF-8 without saying so."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except ValueError:
        return entry.filename


def _when(entry: zipfile.ZipInfo) -> float:
    try:
        return datetime(*entry.date_time).timestamp()
    except (OSError, OverflowError, ValueError):
        return 0.0
