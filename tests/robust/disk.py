"""Disks that refuse: read-only, or full while a file is written or while it gets its name.

Permissions do not bind root, and a small disk cannot be made everywhere. So Python itself says no,
in the same words as the system: an audit hook sees every attempt before it reaches the disk.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.link")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_read_only: list[Path] = []


def _refuse(event: str, args: tuple) -> None:
    """An audit hook stays for good: this one does nothing while no folder is read-only."""
    if not _read_only or not (event == "open" or event in CHANGES):
        return
    if event == "open" and not args[2] & WRITES:
        return
    for path in args[: 2 if event in ("os.rename", "os.link") else 1]:
        if isinstance(path, str | os.PathLike) and _inside(Path(path)):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), os.fspath(path))


def _inside(path: Path) -> bool:
    return any(Path(os.path.abspath(path)).is_relative_to(folder) for folder in _read_only)  # noqa: PTH100 - no link is followed


sys.addaudithook(_refuse)


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[str]:
    """Nothing in the folder can be made, changed or removed; yields what the system says."""
    _read_only.append(folder)
    try:
        yield os.strerror(errno.EROFS)
    finally:
        _read_only.remove(folder)


@contextlib.contextmanager
def full(function: str) -> Iterator[str]:
    """The disk is full when this function of `os` is called: fsync or replace."""
    real = getattr(os, function)

    def fails(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    setattr(os, function, fails)
    try:
        yield os.strerror(errno.ENOSPC)
    finally:
        setattr(os, function, real)


def full_while_written(folder: Path):
    """The bytes do not reach the disk."""
    return full("fsync")


def full_while_named(folder: Path):
    """The bytes are there, and the file cannot take its place."""
    return full("replace")


REFUSALS = [read_only, full_while_written, full_while_named]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder; the empty ones that only lock are none."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }
