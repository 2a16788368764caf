"""What a lesson declares, and where: its explorers and forms, made once more from its own cells.

What the browser shows is compared with these, and not with what the lesson's kernel remembers.
"""

from dataclasses import dataclass

import pytest

from coursekit import explore, forms, front, progress
from coursekit.explore import Explorer
from tests.reading import Notebook


@dataclass(frozen=True)
class Declared:
    """The explorers of a lesson, its forms and its games as controls.js gets them, in order."""

    explorers: list[Explorer]
    forms: list[dict]
    games: list[dict]


def declared(notebook: Notebook, store) -> Declared:
    """Run a lesson's cells in this process and collect what they show.

    Parameters
    ----------
    notebook : a built lesson.
    store : an empty folder for the progress that the cells keep.
    """
    answered, played = [], []

    def collect(shown, html, words):
        if shown.screen["kind"] in ("form", "coding"):
            answered.append(shown.screen)
        if shown.screen["kind"] == "steps":
            played.append(shown.screen)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(progress.PLACE, str(store))
        patch.setattr(explore, "_shown", {})
        patch.setattr(front, "show", collect)
        names = {}
        for cell in notebook.cells("code"):
            if "raises-exception" not in cell["metadata"].get("tags", []):
                exec("".join(cell["source"]), names)
        return Declared(explore.declared(), answered, played)


def stored(notebook: Notebook) -> dict[int, list[dict]]:
    """Place in the notebook → outputs."""
    cells = enumerate(notebook.content["cells"])
    return {place: cell["outputs"] for place, cell in cells if cell.get("outputs")}


def _holding(notebook: Notebook, words: str) -> list[int]:
    """The places of the cells whose stored output holds these words."""
    html = {
        place: "".join("".join(output.get("data", {}).get("text/html", "")) for output in outputs)
        for place, outputs in stored(notebook).items()
    }
    return [place for place, text in html.items() if words in text]


def explorers(notebook: Notebook) -> list[int]:
    """The places of its explorers."""
    return _holding(notebook, explore.NOT_RUN)


def questions(notebook: Notebook) -> list[int]:
    """The places of its predictions, quick checks and other forms."""
    return _holding(notebook, forms.NOT_RUN)


def games(notebook: Notebook) -> list[int]:
    """The places of its games."""
    return _holding(notebook, forms.NOT_PLAYED)


@dataclass(frozen=True)
class Move:
    """One step of one control: which, the key that does it, and the setting that it leads to."""

    control: int
    key: str
    values: dict


KEYS = {  # back, on
    "range": ("ArrowLeft", "ArrowRight"),
    "select": ("ArrowUp", "ArrowDown"),
    "radio": ("ArrowUp", "ArrowDown"),
    "checkbox": (" ", " "),
}


def step(explorer: Explorer, values: dict, control: int, by: int) -> Move | None:
    """The move of a control from a setting by one value; None where the list ends."""
    name, moved = list(explorer.controls.items())[control]
    options = moved.values()
    place = moved.position(values[name]) + by
    if not 0 <= place < len(options):
        return None
    return Move(control, KEYS[moved.kind][by > 0], {**values, name: options[place]})


def there_and_back(explorer: Explorer, values: dict, control: int, count: int) -> list[Move]:
    """Moves of one control, turning round where its list ends."""
    moves, by = [], 1
    while len(moves) < count:
        move = step(explorer, values, control, by)
        if move is None:
            by = -by
        else:
            moves.append(move)
            values = move.values
    return moves


def walk(explorer: Explorer, count: int) -> list[Move]:
    """Moves to settings that were not seen before, as far as possible with one control."""
    values, seen, moves = explorer.start(), {explorer.key(explorer.start())}, []
    ways = [(control, by) for control in reversed(range(len(explorer.controls))) for by in (-1, 1)]
    while len(moves) < count:
        steps = [step(explorer, values, *way) for way in ways]
        new = [i for i, move in enumerate(steps) if move and explorer.key(move.values) not in seen]
        if not new:
            return moves
        moves.append(steps[new[0]])
        ways.insert(0, ways.pop(new[0]))
        values = moves[-1].values
        seen.add(explorer.key(values))
    return moves
