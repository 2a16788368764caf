"""A notebook from bytes that a student handed in: leniently where its cells can be read.

Students' files have been through Windows editors, mail programs and interrupted uploads. What can
be read without guessing is read, and a sentence says what was mended; else InboxProblem says what
is wrong and what to do.
"""

import json
import re

import nbformat
from nbformat import NotebookNode

from coursestaff.submissions.handed import InboxProblem

DEEP = 100  # levels of lists and tables in a file; a notebook without its outputs has some 10
MOST_CELLS = 5_000
ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")  # what nbformat 4.5 allows as a cell's id
KINDS = ("code", "markdown", "raw")

AGAIN = "Save the notebook in JupyterLab (File, Save Notebook) and hand in that file again."


def decoded(raw: bytes) -> tuple[NotebookNode, tuple[str, ...]]:
    """A notebook from the bytes of a file, and a sentence for each thing that was mended.

    Outputs are left out, since nobody marks them. A cell without an id stays without one. The
    notebook is of format 4 and need not pass nbformat.validate.

    Raises
    ------
    InboxProblem : the file is empty, is not JSON, is no notebook, or is absurdly deep or long.
    """
    content, mended = parsed(raw)
    cells, metadata, more = _read(content)
    notebook = nbformat.v4.new_notebook(metadata=metadata)
    notebook.nbformat_minor = 5 if any("id" in cell for cell in cells) else 4
    notebook.cells = cells
    return notebook, (*mended, *more)


# --- From bytes to JSON -----------------------------------------------------------------


def parsed(raw: bytes) -> tuple[object, list[str]]:
    """What a JSON file holds, and a sentence for each thing that was mended.

    Raises InboxProblem where it is empty or not JSON.
    """
    text, mended = text_of(raw)
    if not text.strip("\ufeff\0 \t\r\n"):
        raise InboxProblem(f"The file is empty. {AGAIN}")
    try:
        # Not strict: a line end inside quotation marks is an editor's doing and does no harm.
        return json.loads(text, strict=False), mended
    except RecursionError as error:
        raise InboxProblem(_too_deep()) from error
    except json.JSONDecodeError as error:
        raise InboxProblem(_not_json(text, error)) from error
    except ValueError as error:  # a number of thousands of digits
        raise InboxProblem(f"The file holds a number that no notebook has. {AGAIN}") from error


def text_of(raw: bytes) -> tuple[str, list[str]]:
    """The text of a file in UTF-8, UTF-16, UTF-32 or an old Windows encoding, without its mark.

    Returns
    -------
    The text, and a sentence where it was not in UTF-8. Raises InboxProblem where it is no text.
    """
    encoding = json.detect_encoding(raw)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return _windows_text(raw)
    if encoding.startswith("utf-8"):
        return text.removeprefix("\ufeff"), []
    return text.removeprefix("\ufeff"), [
        f"The file was saved as {encoding[:6].upper()}, as Windows editors do; it was read all "
        "the same."
    ]


def _windows_text(raw: bytes) -> tuple[str, list[str]]:
    """What is not UTF-8 after all: perhaps an older Windows encoding."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise InboxProblem(f"The file is no text, so it is no notebook. {AGAIN}") from error
    return text, [
        "The file was saved in an old Windows encoding; letters with accents may be wrong."
    ]


def _not_json(text: str, error: json.JSONDecodeError) -> str:
    start = text.lstrip()[:9].lower()
    if start.startswith(("<!doctype", "<html")):
        return (
            "The file is a web page, not a notebook. In JupyterLab choose File, Download, and hand "
            "in that file."
        )
    if not start.startswith("{"):
        return f"The file is no notebook, whatever its name says. {AGAIN}"
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
        return f"The file breaks off in the middle, as after an interrupted upload. {AGAIN}"
    return f"The file is damaged: line {error.lineno} is not as in a notebook. {AGAIN}"


def _too_deep() -> str:
    return f"The file has lists in lists deeper than any notebook. {AGAIN}"


# --- From JSON to cells -----------------------------------------------------------------


def _read(content: object) -> tuple[list[NotebookNode], NotebookNode, list[str]]:
    """Cells, metadata and sentences."""
    if not isinstance(content, dict):
        raise InboxProblem(f"The file is JSON, but no notebook. {AGAIN}")
    mended = []
    if "worksheets" in content and "cells" not in content:
        content = _upgraded(content)
        mended.append("The notebook has an old format and was converted.")
    if not isinstance(content.get("cells"), list):
        raise InboxProblem(f"The file is JSON, but no notebook: it has no cells. {AGAIN}")
    if len(content["cells"]) > MOST_CELLS:
        raise InboxProblem(
            f"The notebook has more than {MOST_CELLS:,} cells. Start from the exercise as handed "
            "out, and copy your answers into it."
        )
    cells = [cell for cell in map(_cell, content["cells"]) if cell is not None]
    if lost := len(content["cells"]) - len(cells):
        mended.append(
            f"{lost} of {len(content['cells'])} cells could not be read and were left out."
        )
    metadata = content.get("metadata")
    return cells, _plain(metadata if isinstance(metadata, dict) else {}), mended


def _upgraded(content: dict) -> dict:
    """A notebook of format 1 to 3 in format 4, without the cell ids that nbformat makes up."""
    try:
        for sheet in content["worksheets"]:
            for cell in sheet["cells"]:
                cell["outputs"] = []
        notebook = nbformat.convert(nbformat.v3.to_notebook_json({"nbformat": 3, **content}), 4)
        for cell in notebook.cells:
            cell.pop("id", None)
    except Exception as error:  # the converter checks nothing, so anything can come of it
        raise InboxProblem(
            "The notebook has an old format and could not be converted. Open it in JupyterLab, "
            "save it, and hand in that file."
        ) from error
    return notebook


def _cell(cell: object) -> NotebookNode | None:
    """One cell without its outputs, or None where there is nothing to read."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in KINDS:
        return None
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    metadata = cell.get("metadata")
    read = NotebookNode(
        cell_type=cell["cell_type"],
        metadata=_plain(metadata if isinstance(metadata, dict) else {}),
        source=re.sub(r"\r\n?", "\n", _whole(source)),
    )
    if isinstance(cell.get("id"), str) and ID.fullmatch(cell["id"]):
        read["id"] = cell["id"]
    if read.cell_type == "code":
        read.update(execution_count=None, outputs=[])
    elif isinstance(cell.get("attachments"), dict):
        read["attachments"] = _plain(cell["attachments"])
    return read


def _plain(value: object, level: int = 0) -> object:
    """A copy that can be written, run and sent on: not too deep, and no half letters."""
    if level > DEEP:
        raise InboxProblem(_too_deep())
    if isinstance(value, dict):
        return NotebookNode(
            {_whole(str(name)): _plain(each, level + 1) for name, each in value.items()}
        )
    if isinstance(value, list):
        return [_plain(each, level + 1) for each in value]
    return _whole(value) if isinstance(value, str) else value


def _whole(text: str) -> str:
    """A text without halves of surrogate pairs, which no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
