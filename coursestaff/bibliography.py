"""Read the bibliography, and say in a sentence where it is damaged."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pybtex.database import Entry, parse_string
from pybtex.exceptions import PybtexError

from coursekit.tables import REMEDY, DataProblem


def entries(path: Path, needed: Iterable[str] = ()) -> Mapping[str, Entry]:
    """The entries of a BibTeX file by their keys, in its order.

    Parameters
    ----------
    path : the file, such as data/references.bib.
    needed : keys that must be among them.

    Raises
    ------
    DataProblem : the file is missing or damaged, has a key twice, or lacks one that is needed.
    """
    found = _parsed(path)
    absent = [key for key in needed if key not in found]
    if absent:
        raise _damaged(path, f"has no entry {absent[0]}, to which a table points.")
    return found


def _parsed(path: Path) -> Mapping[str, Entry]:
    try:
        text = path.read_text(encoding="utf-8")
        found = parse_string(text, "bibtex").entries
    except FileNotFoundError as error:
        raise _damaged(path, "is missing.") from error
    except OSError as error:
        raise _damaged(path, f"cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise _damaged(path, "is not UTF-8 text.") from error
    except PybtexError as error:
        raise _damaged(path, f"cannot be understood ({' '.join(str(error).split())}).") from error
    if not found or "\0" in text:
        raise _damaged(path, "is empty or damaged.")
    return found


def _damaged(path: Path, trouble: str) -> DataProblem:
    return DataProblem(f"data/{path.name} {trouble} {REMEDY}")
