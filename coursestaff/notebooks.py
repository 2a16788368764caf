"""From the text that authors edit to notebooks: no kernel, no output, only cells.

A lesson is a folder ``source/NN-slug/`` with ``lesson.md`` and, where it has an exercise,
``exercise.md``. Both are MyST Markdown notebooks. How they are written:

* A code cell is a fenced block; its options stand on its first lines::

      ```{code-cell}
      :id: e03-1-answer
      :tags: [starter]

      share = ...
      ```

* A line ``+++`` starts a new Markdown cell; with options it is
  ``+++ {"id": "e03-5-answer", "tags": ["solution"]}``.
* Tags. ``starter``: only in the exercise. ``solution``: only in the solution.
  ``raises-exception``: this cell is meant to fail. ``hide-input``: the offline edition folds
  the code away. Any other tag is an error, so that a slip of the keys cannot hand out an answer.
* A starter and its solution share one hand-written id, ``eNN-K-answer`` (NN is the lesson, K the
  task), and are of the same type. A starter in code has a check cell, ``eNN-K-check``.
  The built cell says three times which task it answers, since other editors drop one or two of
  the three: by its id, in its metadata (``task``) and, in code, in a comment on its first line.
* Every other cell gets an id from its own text, so that a new cell leaves the others' ids alone.
* A term of the glossary is marked where a lesson first uses it, ``[cloture](glossary)``; see
  ``coursestaff.terms``.
"""

import hashlib
import re
from collections import Counter
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from coursekit.errors import CourseError
from coursestaff import terms

LESSON, EXERCISE, SOLUTION = "lesson", "exercise", "solution"
FOLDERS = {LESSON: "lessons", EXERCISE: "exercises", SOLUTION: "solutions"}
SOURCES = {LESSON: "lesson.md", EXERCISE: "exercise.md", SOLUTION: "exercise.md"}
TO_LESSONS = {LESSON: "", EXERCISE: "../lessons/", SOLUTION: "../lessons/"}
LEFT_OUT = {LESSON: None, EXERCISE: "solution", SOLUTION: "starter"}

KEPT_TAGS = ("raises-exception", "hide-input")
TASK_TAGS = ("starter", "solution")
TASK = "task"  # the key in an answer's metadata
ANSWER_TO = "# Answer to {task}"
ANSWER_ID = re.compile(r"(e\d\d-\d+)-answer")
CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


class BuildProblem(CourseError):
    """A source that cannot be built: names the file, the cell and what to do."""


def notebook(source: Path, kind: str) -> NotebookNode:
    """The notebook of one kind that a source folder makes, not yet executed.

    ``source`` is the folder, such as source/03-economies; ``kind`` is lesson, exercise or solution.
    Raises BuildProblem where the text cannot be read or breaks a convention of this module.
    """
    path = source / SOURCES[kind]
    cells = _read(path)
    if kind == LESSON:
        _no_task_cells(cells, path)
    else:
        _tasks_are_whole(cells, path)
    kept = [cell for cell in cells if LEFT_OUT[kind] not in _tags(cell)]
    _link_terms(kept, source.parent.parent / "data", TO_LESSONS[kind], path)
    for cell in kept:
        _name_task(cell)
    return assembled(kept, f"{source.name}/{path.stem}", path)


def assembled(cells: list[NotebookNode], name: str, path: Path) -> NotebookNode:
    """A notebook of these cells, each with its id.

    ``name`` tells apart cells of one text in two notebooks; ``path`` names the source in messages.
    """
    _give_ids(cells, name, path)
    metadata = {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}}
    built = nbformat.from_dict(
        {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    )
    for cell in built.cells:
        tags = [tag for tag in KEPT_TAGS if tag in _tags(cell)]
        task = {TASK: cell.metadata[TASK]} if TASK in cell.metadata else {}
        cell.metadata = NotebookNode(**({"tags": tags} if tags else {}), **task)
    nbformat.validate(built)
    return built


def text(built: NotebookNode) -> str:
    """The notebook as it is written to disk: sorted keys, one space of indent, one last newline."""
    return nbformat.writes(built, version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def place(path: Path) -> str:
    """A source file as messages name it: source/03-economies/lesson.md."""
    return "/".join(path.parts[-3:])


def first_line(cell: NotebookNode) -> str:
    """The first line of a cell that is not blank, for messages."""
    lines = [line.strip() for line in cell.source.splitlines() if line.strip()]
    return lines[0] if lines else "(an empty cell)"


def _read(path: Path) -> list[NotebookNode]:
    """The cells of a MyST Markdown notebook, each with its options checked."""
    try:
        cells = jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst").cells
    except FileNotFoundError:
        raise BuildProblem(f"{place(path)} is missing. Write it, or delete its folder.") from None
    except UnicodeDecodeError as error:
        raise BuildProblem(
            f"{place(path)} is not UTF-8 text (byte {error.start}). Save it as UTF-8."
        ) from None
    except Exception as error:  # jupytext lets the errors of three parsers through
        reason = str(error).strip().splitlines()[0].removesuffix(".")
        raise BuildProblem(
            f"{place(path)} cannot be read as a MyST Markdown notebook: {reason}. "
            "Look at the options of its cells."
        ) from None
    for cell in cells:
        _options_are_known(cell, path)
    return cells


def _options_are_known(cell: NotebookNode, path: Path) -> None:
    """Refuse a cell with an unknown type, option or tag."""
    where = f"{place(path)}: the cell that begins ‘{first_line(cell)}’"
    if cell.cell_type not in ("code", "markdown"):
        raise BuildProblem(f"{where} is neither code nor Markdown. Use one of the two.")
    unknown = sorted(set(cell.metadata) - {"id", "tags"})
    if unknown:
        raise BuildProblem(f"{where} has the option ‘{unknown[0]}’. Only id and tags are known.")
    tags = _tags(cell)
    for tag in tags:
        if tag not in KEPT_TAGS + TASK_TAGS:
            known = ", ".join(TASK_TAGS + KEPT_TAGS)
            raise BuildProblem(f"{where} has the tag ‘{tag}’. Known tags: {known}.")
    if set(TASK_TAGS) <= set(tags):
        raise BuildProblem(f"{where} is tagged starter and solution. Write two cells with one id.")
    if "id" in cell.metadata and not CELL_ID.fullmatch(str(cell.metadata["id"])):
        raise BuildProblem(
            f"{where} has the id ‘{cell.metadata['id']}’. Use letters, digits and hyphens, "
            "at most 64."
        )


def _tags(cell: NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


def _no_task_cells(cells: list[NotebookNode], path: Path) -> None:
    for cell in cells:
        if set(TASK_TAGS) & set(_tags(cell)):
            raise BuildProblem(
                f"{place(path)}: the cell that begins ‘{first_line(cell)}’ is a starter or a "
                "solution. Those belong in exercise.md."
            )


def _tasks_are_whole(cells: list[NotebookNode], path: Path) -> None:
    """Each starter has an answer id, one solution of its own type and, in code, a check."""
    number = path.parent.name[:2]
    answer = re.compile(rf"e{number}-\d+-answer")
    starters, solutions = _by_id(cells, "starter", path), _by_id(cells, "solution", path)
    given = {cell.metadata.get("id") for cell in cells}
    for name, starter in starters.items():
        if not answer.fullmatch(name):
            raise BuildProblem(
                f"{place(path)}: the starter ‘{name}’ is not named like an answer. "
                f"Use e{number}-1-answer, with the number of the task."
            )
        if name not in solutions:
            raise BuildProblem(
                f"{place(path)}: the starter ‘{name}’ has no solution. "
                "Add a cell with the tag solution and the same id."
            )
        if solutions[name].cell_type != starter.cell_type:
            raise BuildProblem(
                f"{place(path)}: the starter ‘{name}’ and its solution are not of one type. "
                "Make both code or both Markdown."
            )
        check = name.removesuffix("answer") + "check"
        if starter.cell_type == "code" and check not in given:
            raise BuildProblem(
                f"{place(path)}: the answer ‘{name}’ has no check. Add a code cell with the id "
                f"{check}."
            )
    for name in solutions:
        if name not in starters:
            raise BuildProblem(
                f"{place(path)}: the solution ‘{name}’ has no starter. "
                "Add a cell with the tag starter and the same id."
            )


def _by_id(cells: list[NotebookNode], tag: str, path: Path) -> dict[str, NotebookNode]:
    """The cells with a tag, by their hand-written id.

    Only a solution in Markdown may go without an id: it explains an answer and is not one.
    """
    found: dict[str, NotebookNode] = {}
    for cell in cells:
        if tag not in _tags(cell):
            continue
        name = cell.metadata.get("id")
        if name is None and tag == "solution" and cell.cell_type == "markdown":
            continue
        if name is None:
            raise BuildProblem(
                f"{place(path)}: the {tag} that begins ‘{first_line(cell)}’ has no id. "
                "A starter and its solution share one, such as "
                f"e{path.parent.name[:2]}-1-answer."
            )
        if name in found:
            raise BuildProblem(_twice(name, path))
        found[name] = cell
    return found


def _link_terms(cells: list[NotebookNode], data: Path, to_lessons: str, path: Path) -> None:
    """Turn the marks of terms into links to the glossary, in the text cells that have any."""
    for cell in cells:
        if cell.cell_type == "markdown" and terms.MARK.search(cell.source):
            try:
                cell.source = terms.linked(cell.source, terms.forms(data), to_lessons)
            except terms.UnknownTerm as error:
                raise BuildProblem(f"{place(path)}: {error}") from None


def _name_task(cell: NotebookNode) -> None:
    """Write an answer's task into its metadata and, in code, above its first line."""
    match = ANSWER_ID.fullmatch(str(cell.metadata.get("id")))
    if match is None:
        return
    cell.metadata[TASK] = match[1]
    if cell.cell_type == "code":
        cell.source = f"{ANSWER_TO.format(task=match[1])}\n{cell.source}"


def _give_ids(cells: list[NotebookNode], name: str, path: Path) -> None:
    """Hand-written ids stay; the others come from notebook, type and text of the cell.

    Cells of one text are told apart by their occurrence, from the second on.
    """
    seen: Counter[str] = Counter()
    for cell in cells:
        if "id" in cell.metadata:
            cell.id = cell.metadata["id"]
        else:
            key = "\0".join((name, cell.cell_type, cell.source))
            short = hashlib.sha256(key.encode("utf-8")).hexdigest()[:12]
            seen[short] += 1
            cell.id = short if seen[short] == 1 else f"{short}-{seen[short]}"
    for given, count in Counter(cell.id for cell in cells).items():
        if count > 1:
            raise BuildProblem(_twice(given, path))


def _twice(name: str, path: Path) -> str:
    return f"{place(path)}: the id ‘{name}’ is given to two cells. Change one of them."
