"""Files that are written whole or not at all.

A file is written beside its place, brought to the disk, and only then given its name. A full
disk, or a computer that is switched off in the middle, leaves what was there before.
"""

import os
import secrets
from pathlib import Path

ANYONE = 0o666  # less what the system takes away (the umask), as for any other new file
OWNER = 0o600


def write(path: Path, content: str | bytes, mode: int = ANYONE) -> None:
    """Write a file; a former one of that name is replaced.

    Parameters
    ----------
    path : where to, in a folder that is there.
    content : text is written as UTF-8, with the line ends that it has.
    mode : who may read and write it: ANYONE or OWNER.

    Raises
    ------
    OSError : it could not be written. A former file is as it was, and nothing lies beside it.
    """
    part = _written_beside(path, content, mode)
    try:
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_new(path: Path, content: str | bytes) -> None:
    """Write a file under a name that must be free.

    Parameters
    ----------
    path, content : as in `write`.

    Raises
    ------
    FileExistsError : the name is taken; that file is as it was.
    OSError : it could not be written, and nothing of it is left.
    """
    part = _written_beside(path, content, ANYONE)
    taken = False
    try:
        with path.open("xb"):  # the name is ours from here on
            taken = True
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        if taken:
            path.unlink(missing_ok=True)
        raise


def _written_beside(path: Path, content: str | bytes, mode: int) -> Path:
    """The content in a hidden file of its own beside the place, safe on the disk."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with open(part, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part
