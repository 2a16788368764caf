"""Every chart of the course: words that can be read, marks that stand out and stay apart.

Every picture of every lesson and solution is drawn again and looked at: those that stand in the
text, and of each explorer the first, a middle and the last setting of each control. A solution
holds all pictures of its exercise.
"""

import inspect
import pkgutil
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from unittest import mock

import pandas
import pytest
from matplotlib.figure import Figure

from coursekit import figures, style, subjects, tables
from coursekit.subjects import coding, forecasts
from coursestaff import explorers
from tests import looks, seeing
from tests.reading import notebooks

READABLE = 4.5  # WCAG 2.2, 1.4.3, for small letters; large ones would need 3
VISIBLE = 3  # WCAG 2.2, 1.4.11: what a picture needs to be understood, and its neighbours
SUBJECTS = {
    found.name: pkgutil.resolve_name(f"coursekit.subjects.{found.name}")
    for found in pkgutil.iter_modules(subjects.__path__)
}
DRAWING = {
    (subject, name)
    for subject, module in SUBJECTS.items()
    for name, what in inspect.getmembers(module, inspect.isfunction)
    if name.startswith("draw") and what.__module__ == module.__name__
}
NOTEBOOKS = [
    notebook
    for folder in ("lessons", "solutions")
    for notebook in notebooks(folder)
    if "draw" in " ".join(notebook.code())
]
every_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda each: each.name)


# --- Every picture ----------------------------------------------------------------------------


def settings_of(explorer) -> list[dict]:
    """The first, a middle and the last value of each control, the others as at the start.

    The start itself is left out: the lesson shows it.
    """
    start, found = explorer.start(), {}
    for name, control in explorer.controls.items():
        values = control.values()
        for value in (values[0], values[len(values) // 2], values[-1]):
            setting = {**start, name: value}
            found[explorer.key(setting)] = setting
    return [setting for setting in found.values() if setting != start]


# What a notebook draws only for a reader who has committed something.
COMMITTED = {
    "lessons/10-interests": [
        lambda: coding.draw_confusion(coding.practice(tables.load("coding")).iloc[:, -2:]),
        lambda: coding.draw_codes(tables.load("positions")),
    ],
    "lessons/13-forecasts": [
        lambda: forecasts.draw_errors(
            pandas.DataFrame({"question": [1, 2], "chance": [0.9, 0.2], "happened": [1, 1]})
        )
    ],
}


@cache
def pictures(notebook_path: Path) -> tuple[dict[str, tuple], set[str]]:
    """Every picture of a notebook as its words and marks, and the functions that drew them."""
    shown, drew = [], set()

    def svg(figure: Figure) -> bytes:
        shown.append(figure)
        return b""

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(figures, "svg", svg))
        for subject, name in DRAWING:
            noted = partial(note, drew, (subject, name), getattr(SUBJECTS[subject], name))
            stack.enter_context(mock.patch.object(SUBJECTS[subject], name, noted))
        found = explorers.declared(notebook_path)
        for draw in COMMITTED.get(f"{notebook_path.parent.name}/{notebook_path.stem}", []):
            shown.append(draw().figure)
    drawn = {f"picture {number}": looks.read(each) for number, each in enumerate(shown, start=1)}
    for explorer in found:
        for setting in settings_of(explorer):
            title = f"{explorer.name} at {explorer.key(setting)}"
            drawn[title] = looks.read(explorer.draw(setting).figure)
    return drawn, drew


def note(drew: set, what: tuple[str, str], function, *given, **more):
    """Call a function and note that it was called."""
    drew.add(what)
    return function(*given, **more)


def test_every_function_that_draws_is_looked_at():
    """A picture that no notebook draws by itself stands in `COMMITTED`."""
    drew = set().union(*(pictures(each.path)[1] for each in NOTEBOOKS))
    assert sorted(DRAWING - drew) == []


# --- Words ------------------------------------------------------------------------------------


def faint(words: list[looks.Words]) -> list[str]:
    """Texts that have too little contrast with what they stand on."""
    return [f"{each.text}: {each.contrast:.2f}" for each in words if each.contrast < READABLE]


@every_notebook
def test_words_can_be_read(notebook):
    found = {title: faint(words) for title, (words, _) in pictures(notebook.path)[0].items()}
    assert not {title: each for title, each in found.items() if each}


# --- Marks that stand out ---------------------------------------------------------------------

GUIDES = {style.CARD, style.BAND, style.RULE}
# Grounds that may be pale, by lesson and colour, since something else says the same.
GROUNDS = {
    ("05", style.BAND): "the years of hindsight are dashed and hollow too",
    ("05", style.CARD): "each of these cells has a dot",
    ("10", style.BAND): "stripes that lead the eye; each row has a name, each dot a place",
}


def stands_out(mark: looks.Mark) -> bool:
    return any(seeing.contrast(each, style.CARD) >= VISIBLE for each in mark.colours)


def tint(area: looks.Mark, marks: list[looks.Mark]) -> bool:
    """Whether a line of an area's own full colour says what the area says."""
    lines = {(mark.axis, mark.edge) for mark in marks if mark.kind == "line"}
    return (area.axis, area.full) in lines


def lined(area: looks.Mark, marks: list[looks.Mark]) -> bool:
    """Whether lines that can be seen run along the lower and the upper end of a band."""
    lines = [
        box
        for mark in marks
        if mark.kind == "line" and mark.axis == area.axis and stands_out(mark)
        for box in mark.boxes
        if box.height < 1 and box.width >= area.boxes[0].width - 1
    ]
    ends = (area.boxes[0].y0, area.boxes[0].y1)
    return all(any(abs(line.y0 - end) < 1 for line in lines) for end in ends)


def pale(marks: list[looks.Mark], lesson: str = "") -> list[str]:
    """Marks that cannot be seen and whose meaning nothing else tells.

    A line in a colour of the ground is a guide for the eye. An area may be pale where words
    stand in it, where a line of its own full colour goes with it (the tint of a range that has
    an end and an arrow), and where it is a band between two lines.
    """
    return [
        f"{mark.kind} {mark.face} {mark.edge} {mark.shape}"
        for mark in marks
        if not stands_out(mark)
        and not (mark.kind == "line" and mark.edge in GUIDES)
        and not (mark.kind == "point" and set(mark.colours) <= {style.CARD})
        and not mark.worded
        and not tint(mark, marks)
        and not (mark.kind == "area" and lined(mark, marks))
        and (lesson, mark.face) not in GROUNDS
    ]


@every_notebook
def test_marks_stand_out(notebook):
    found = {
        title: pale(marks, notebook.number)
        for title, (_, marks) in pictures(notebook.path)[0].items()
    }
    assert not {title: each for title, each in found.items() if each}


# --- Neighbours -------------------------------------------------------------------------------


def touch(one: looks.Mark, other: looks.Mark) -> bool:
    """Whether an area lies at another, with less than a point between them."""
    return any(a.padded(0.5).overlaps(b.padded(0.5)) for a in one.boxes for b in other.boxes)


def parted(one: looks.Mark, other: looks.Mark) -> bool:
    """Whether the border of two areas can be seen: by their faces, or by the edge of one."""
    edges = [each for each in (one.edge, other.edge) if each]
    return seeing.contrast(one.face, other.face) >= VISIBLE or any(
        min(seeing.contrast(edge, one.face), seeing.contrast(edge, other.face)) >= VISIBLE
        for edge in edges
    )


def merged(marks: list[looks.Mark]) -> list[str]:
    """Areas that touch with no border that can be seen, and no words to tell what each is."""
    areas = [mark for mark in marks if mark.kind == "area" and not mark.worded]
    return [
        f"{one.face} at {other.face}"
        for one, other in seeing.pairs(areas)
        if one.axis == other.axis
        and (one.face, one.edge) != (other.face, other.edge)
        and touch(one, other)
        and not parted(one, other)
    ]


@every_notebook
def test_areas_that_touch_have_a_border(notebook):
    found = {title: merged(marks) for title, (_, marks) in pictures(notebook.path)[0].items()}
    assert not {title: each for title, each in found.items() if each}


# --- Series that stay apart -------------------------------------------------------------------


# Lessons in whose grids and maps the words of an area say what its face says.
SAID = {
    "09": "a cause from outside is also a box that no arrow leads to",
    "10": "the number or the code stands in each place of a grid",
}


def too_alike(marks: list[looks.Mark], lesson: str = "") -> list[str]:
    """Marks of one axes that only colour tells apart, and that some eye cannot.

    Hatch, dashes, the form of a point, hollow or filled, how thick a line is, and points along
    it: two marks that differ in one of these need no colour. Guides tell nothing, and a tint
    goes with a line of its full colour, which is compared.
    """
    telling = {
        mark
        for mark in marks
        if not (tint(mark, marks) or set(mark.colours) <= GUIDES)
        and not (mark.worded and lesson in SAID)
    }
    return [
        f"{one.kind} {one.colours} and {other.colours}"
        for one, other in seeing.pairs(sorted(telling, key=str))
        if (one.axis, one.kind, one.shape) == (other.axis, other.kind, other.shape)
        and min(difference(one, other, eye) for eye in seeing.EYES) < seeing.APART
    ]


def difference(one: looks.Mark, other: looks.Mark, eye: str) -> float:
    """How far two marks lie apart: by their faces, or by their edges where these differ more."""
    return max(
        seeing.distance(a, b, eye)
        for a, b in ((one.face, other.face), (one.edge, other.edge))
        if a and b
    )


@every_notebook
def test_series_stay_apart_for_every_eye(notebook):
    found = {
        title: too_alike(marks, notebook.number)
        for title, (_, marks) in pictures(notebook.path)[0].items()
    }
    assert not {title: each for title, each in found.items() if each}


# --- What the tests would see -----------------------------------------------------------------


@pytest.fixture
def axis():
    return Figure(figsize=(4, 3)).add_axes((0, 0, 1, 1), xlim=(0, 4), ylim=(0, 3))


def read(axis) -> tuple[list[looks.Words], list[looks.Mark]]:
    return looks.read(axis.get_figure())


@pytest.mark.parametrize(
    ("colour", "place"),
    [("#8f97a2", 3), (style.INK, 1), (style.CARD, 2), (style.CARD, 3)],
    ids=["grey on white", "dark on dark", "half beside the bar", "white on white"],
)
def test_faint_words_would_be_seen(axis, colour, place):
    axis.bar([1], [2], width=2, color=style.STRONG)
    axis.text(0.3, 0.5, "on the bar", color=style.CARD)
    axis.text(place, 1, "a few words", color=colour, ha="center")
    [found] = faint(read(axis)[0])
    assert found.startswith("a few words")


def test_words_may_cross_a_line(axis):
    axis.plot([0, 4], [1, 1], color=style.INK, linewidth=1)
    axis.text(2, 1, "across", va="center")
    assert faint(read(axis)[0]) == []


def test_pale_marks_would_be_seen(axis):
    axis.bar([1], [2], color="#c4c7cb")
    axis.plot([0, 4], [2, 1], color="#a5adb8")
    axis.plot([2], [2], "o", color="#a5adb8")
    axis.axhspan(0.5, 1.5, color=style.BAND)
    kinds = [each.split()[0] for each in pale(read(axis)[1])]
    assert sorted(kinds) == ["area", "area", "line", "point"]


def test_pale_areas_pass_with_an_edge_with_words_with_their_line_or_between_lines(axis):
    axis.bar([0.5], [1], color="#c4c7cb", edgecolor=style.STRONG)
    axis.bar([1.5], [1], width=1, color=style.BAND)
    axis.text(1.5, 0.5, "named", ha="center")
    axis.barh([2], [1], color="#0072b2", alpha=0.3)
    axis.plot([1, 1], [1.5, 2.5], color="#0072b2")
    assert pale(read(axis)[1]) == []
    axis.axhspan(2.7, 2.9, color=style.BAND)
    axis.axhline(2.7, color=style.QUIET)
    assert len(pale(read(axis)[1])) == 1
    axis.axhline(2.9, color=style.QUIET)
    assert pale(read(axis)[1]) == []


def test_areas_that_run_into_each_other_would_be_seen(axis):
    axis.bar([1], [1], color=style.STRONG)
    axis.bar([1], [1], bottom=1, color=style.QUIET)
    assert len(merged(read(axis)[1])) == 1
    axis.patches[1].set_edgecolor(style.CARD)
    assert merged(read(axis)[1]) == []
    axis.patches[1].set(y=1.5, edgecolor=style.QUIET)
    assert merged(read(axis)[1]) == []


def test_red_and_green_would_be_seen(axis):
    axis.plot([0, 4], [0, 1], color="#c0504d", linewidth=2)
    axis.plot([0, 4], [0, 2], color="#7f7f2a", linewidth=2)
    [found] = too_alike(read(axis)[1])
    assert "#c0504d" in found and "#7f7f2a" in found
    axis.lines[0].set_linestyle("--")
    assert too_alike(read(axis)[1]) == []


def test_a_face_that_is_nearly_white_tells_nothing(axis):
    axis.bar([1], [1], color=style.BAND, edgecolor=style.INK)
    axis.bar([3], [1], color=style.CARD, edgecolor=style.INK)
    assert len(too_alike(read(axis)[1])) == 1
    axis.patches[0].set_facecolor(style.WEAK)
    assert too_alike(read(axis)[1]) == []
