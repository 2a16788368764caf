"""Built notebooks as the pages that Sphinx reads.

A lesson keeps its cells and outputs; what lives on it gets a page element. An exercise is
joined with its solution: each task has a place to write instead of a check, and the solution
stands behind a click (on paper, at the end).
"""

import copy
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from coursekit import forms
from coursestaff.notebooks import BuildProblem
from coursestaff.offline import living, markup
from coursestaff.offline.living import Piece

ANSWER = re.compile(r"e\d\d-(\d+)-answer")
CHECK = re.compile(r"e\d\d-\d+-check")
WRITE_HERE = (
    "*You are reading the offline edition. Nothing here runs Python: instead of running the cells, "
    "write what you would answer into the box below each task, and open the solution when you "
    "have. Your answers stay in this browser; you can copy, download and print them at the end "
    "of the page.*"
)
ON_PAPER = (
    "*On paper nothing runs Python: write what you would answer below each task. The solutions "
    "stand at the end of the exercise.*"
)


@dataclass(frozen=True)
class Page:
    """A page of the edition: its place, such as lessons/03-economies, and what lives on it."""

    place: str
    notebook: NotebookNode
    pieces: dict[str, Piece] = field(default_factory=dict)


def lesson(path: Path, pieces: Iterable[Piece], paper: bool = False) -> Page:
    """A lesson with its living parts.

    Parameters
    ----------
    path : the built notebook.
    pieces : what lives in it.
    paper : for the PDF, where nothing lives.
    """
    found = dict(_named(pieces))
    notebook = _read(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            _place(cell, found, path, paper)
    if not paper and any(piece.kind == "form" for piece in found.values()):
        notebook.cells.append(_html(markup.element("answers", "")))
    return Page(f"lessons/{path.stem}", notebook, {} if paper else found)


def exercise(path: Path, solution: Path, pieces: Iterable[Piece], paper: bool = False) -> Page:
    """An exercise and its solution on one page.

    Parameters
    ----------
    path, solution : the two built notebooks.
    pieces : what lives in the solution.
    paper : for the PDF.
    """
    given = {cell.id: cell for cell in _read(path).cells}
    found = dict(_named(pieces))
    cells, solutions = [], []
    for part in _parts(_read(solution).cells):
        for cell in part:
            if cell.cell_type == "code":
                _place(cell, found, solution, paper)
        task = _task(part, given)
        for cell in task.before:
            cells.append(cell)
            if answer := ANSWER.fullmatch(cell.id):
                name = f"written-{answer[1]}"
                found[name] = _to_write(cell)
                still = found[name].still
                cells.append(_html(still if paper else markup.element(name, still)))
        if task.solution and paper:
            solutions += [_text(f"**Task {task.number}**"), *task.solution]
        elif task.solution:
            summary = f"Show the solution of task {task.number}"
            cells += [_html(markup.opened(summary)), *task.solution, _html(markup.CLOSED)]
        cells += task.after
    _after_title(cells[0], ON_PAPER if paper else WRITE_HERE)
    if paper:
        cells += [_text(f"## Solutions of exercise {path.stem[:2]}"), *solutions]
    else:
        cells.append(_html(markup.element("answers", "")))
    notebook = _read(path)
    notebook.cells = _apart(cells)
    return Page(f"exercises/{path.stem}", notebook, {} if paper else found)


@dataclass(frozen=True)
class Task:
    """A task of an exercise: its number, its cells, its solution, and what comes after that."""

    number: str
    before: list[NotebookNode]
    solution: list[NotebookNode]
    after: list[NotebookNode]


def _parts(cells: list[NotebookNode]) -> list[list[NotebookNode]]:
    """Cells in parts, each from one second-level heading to the next."""
    parts = [[]]
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            parts.append([])
        parts[-1].append(cell)
    return [part for part in parts if part]


def _task(part: list[NotebookNode], given: Mapping[str, NotebookNode]) -> Task:
    """Sort the cells of a part of a solution.

    To the solution belong the answer, what only the solution has, and what is run after the
    answer; checks are left out, since nothing runs them.

    Parameters
    ----------
    part : cells of the solution.
    given : the cells of the exercise by their id.
    """
    number, shown, solution = "", [], []
    for cell in part:
        answer = ANSWER.fullmatch(cell.id)
        if CHECK.fullmatch(cell.id):
            continue
        if answer:
            number = answer[1]
            shown.append(given[cell.id])
            solution.append(cell)
        elif cell.id not in given or (number and cell.cell_type == "code"):
            solution.append(cell)
        else:
            shown.append(cell)
    last = part.index(solution[-1]) if solution else len(part)
    later = {cell.id for cell in part[last:]} - {cell.id for cell in solution}
    before = [cell for cell in shown if cell.id not in later]
    return Task(number, before, solution, [cell for cell in shown if cell.id in later])


def _read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def _named(pieces: Iterable[Piece]) -> Iterable[tuple[str, Piece]]:
    return ((f"part-{number}", piece) for number, piece in enumerate(pieces, start=1))


def _text(words: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(words)


def _html(html: str) -> NotebookNode:
    """HTML as it is. A blank line would end it, since Markdown reads it first."""
    return nbformat.v4.new_markdown_cell(re.sub(r"\n\s*\n", "\n", html))


def _after_title(cell: NotebookNode, words: str) -> None:
    title, _, rest = cell.source.partition("\n")
    cell.source = f"{title}\n\n{words}\n{rest}"


def _apart(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Copies of cells, each with an id of its own."""
    copies = [copy.deepcopy(cell) for cell in cells]
    for number, cell in enumerate(copies):
        cell.id = f"cell-{number}"
    return copies


def _place(cell: NotebookNode, found: Mapping[str, Piece], path: Path, paper: bool) -> None:
    """Mend the outputs of a cell, and put its living parts where the notebook shows them."""
    here = {name: piece for name, piece in found.items() if piece.cell == cell.id}
    waiting = dict(here)
    for output in cell.outputs:
        html = output.get("data", {}).get("text/html")
        if html is None:
            continue
        name = next((name for name, each in waiting.items() if each.stands_for == html), None)
        if name is None:
            html = markup.repaired(html)
        else:
            still = markup.repaired(waiting.pop(name).still)
            html = still if paper else markup.element(name, still)
        output.data = {"text/html": html}
    if waiting:
        raise BuildProblem(
            f"{path.parent.name}/{path.name} does not show what its cells show today. Build it "
            f"again: course build {path.stem[:2]}"
        )
    if here and not paper:
        cell.metadata.tags = [*cell.metadata.get("tags", []), "hide-input"]


def _to_write(starter: NotebookNode) -> Piece:
    """A box for the answer to a task."""
    task = starter.id.removesuffix("-answer")
    long = starter.cell_type == "markdown" or '"""' in starter.source
    number = ANSWER.fullmatch(starter.id)[1]
    form = forms.Form(
        f"{task}/written",
        "Your answer",
        {"answer": forms.Words(f"Task {number}", rows=10 if long else 4)},
        button="Keep",
        done="Kept on {date}.",
    )
    return living.of_form(form, starter.id)
