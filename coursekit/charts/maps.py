"""Boxes and arrows: who argues what from what, and what is said to cause what."""

import math
import textwrap

import pandas
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from coursekit import style
from coursekit.charts import drawing

# --- A map of an argument ------------------------------------------------------------------
# All lengths in inches, so that a box can be made as high as its words need.

BOX = 2.02  # width of a box
GAP = 0.72  # between two columns of boxes: room for the word "supports"
LINE = 0.152  # height of a line of words
LETTERS = 29  # that fit into a line of a box at the size used
BETWEEN = 0.13  # two boxes above each other
LOOKS = {
    "claim": {"facecolor": style.STRONG, "edgecolor": style.STRONG},
    "reason": {"facecolor": style.BAND, "edgecolor": style.QUIET},
    "evidence": {"facecolor": style.CARD, "edgecolor": style.INK},
}


def argument_map(frame: pandas.DataFrame, *, columns: list[str]) -> Figure:
    """A claim at the left, what speaks for and against it to its right, and so on.

    Parameters
    ----------
    frame : one row a box, from top to bottom: id, kind ("claim", "reason" or "evidence"),
        text, locator, relation ("supports" or "rebuts"), target (the id of the box it speaks
        to; missing for the claim), sourced (whether the author gives a source: solid edge).
    columns : a heading for each column of boxes, from the left.
    """
    boxes = frame.set_index("id")
    words = {box: textwrap.wrap(text, LETTERS) for box, text in boxes["text"].items()}
    heights = {box: LINE * (len(lines) + 1) + 0.12 for box, lines in words.items()}
    tops, depths, total = _places(boxes["target"], heights)
    with drawing.house_style():
        figure = Figure(figsize=(drawing.WIDTH, total + 0.45))
        axis = figure.add_axes((0, 0, 1, 1))
        axis.set_xlim(0, drawing.WIDTH)
        axis.set_ylim(total + 0.45, 0)
        axis.set_axis_off()
        for depth, heading in enumerate(columns):
            axis.text(_left(depth), 0.24, heading, fontsize=9, color=style.QUIET)
        middles = {box: 0.36 + tops[box] + heights[box] / 2 for box in boxes.index}
        for box, row in boxes.iterrows():
            _box(axis, row, _left(depths[box]), middles[box], heights[box], words[box])
            if pandas.notna(row["target"]):
                _arrow(axis, _left(depths[box]), middles[box], middles[row["target"]], row)
    return figure


def _places(targets: pandas.Series, heights: dict) -> tuple[dict, dict, float]:
    """Top and column of every box, and the height of the whole: each beside its own branch."""
    tops, depths = {}, {}

    def needed(box) -> float:
        branch = [needed(child) for child in targets.index[targets == box]]
        return max(heights[box], sum(branch) + BETWEEN * max(len(branch) - 1, 0))

    def put(box, top: float, depth: int) -> None:
        tops[box] = top + (needed(box) - heights[box]) / 2
        depths[box] = depth
        branch = list(targets.index[targets == box])
        inside = sum(map(needed, branch)) + BETWEEN * max(len(branch) - 1, 0)
        top += (needed(box) - inside) / 2
        for child in branch:
            put(child, top, depth + 1)
            top += needed(child) + BETWEEN

    claim = targets.index[targets.isna()][0]
    put(claim, 0, 0)
    return tops, depths, needed(claim)


def _left(depth: int) -> float:
    return 0.04 + depth * (BOX + GAP)


def _box(axis, row, left: float, middle: float, height: float, lines: list[str]) -> None:
    ink = style.CARD if row["kind"] == "claim" else style.INK
    edge = "-" if row["sourced"] or row["kind"] != "evidence" else (0, (3, 2))
    axis.add_patch(
        Rectangle((left, middle - height / 2), BOX, height, linestyle=edge, **LOOKS[row["kind"]])
    )
    top = middle - height / 2 + 0.06
    given = {"va": "top", "color": ink, "fontsize": 8.6}
    axis.text(left + 0.07, top, row["locator"], fontweight="bold", **given)
    axis.text(left + 0.07, top + LINE, "\n".join(lines), linespacing=1.23, **given)


def _arrow(axis, left: float, middle: float, goal: float, row) -> None:
    """From a box back to the box it speaks to, with the word that says how."""
    turn, end = left - GAP + 0.14, left - GAP
    against = row["relation"] == "rebuts"
    axis.plot(
        [left, turn, turn, end + 0.05],
        [middle, middle, goal, goal],
        color=style.INK,
        linewidth=1.1,
        linestyle=(0, (4, 2)) if against else "-",
        marker="<",
        markersize=6,
        markevery=[3],  # one head, where the arrow arrives
    )
    axis.text(
        left - 0.05,
        middle - 0.03,
        row["relation"],
        ha="right",
        fontsize=8,
        fontweight="bold" if against else "normal",
    )


# --- A map of causes ------------------------------------------------------------------------

CAUSE_BOX = (1.28, 0.5)  # inches: width and height of a box in a map of causes
CAUSE_WORDS = 8.5  # points


def cause_map(
    boxes: dict[str, tuple[float, float]], arrows: pandas.DataFrame, *, height: float
) -> Figure:
    """Boxes at fixed places, and arrows between them that carry a sign and a few words.

    An arrow that makes more of one thing into more of the other is solid, one that makes less
    of it is dashed. An arrow that was taken away is pale and dotted. A box that no arrow leads
    to is a cause from outside and has no fill.

    Parameters
    ----------
    boxes : name → its middle, in inches from the lower left.
    arrows : cause, effect (names of boxes), sign ("+" or "-"), words (written beside the sign),
        at (how far along the words stand, 0 to 1), shift (inches to the left, seen along the
        arrow, so that two arrows between the same boxes lie side by side), there (False: taken
        away).
    height : of the figure, in inches.
    """
    with drawing.house_style():
        # Drawn anew for every setting: what looks alike is one shape, see `_boxes`.
        figure = Figure(figsize=(drawing.WIDTH, height))
        axis = figure.add_axes((0, 0, 1, 1), xticks=[], yticks=[], frame_on=False)
        axis.set_xlim(0, drawing.WIDTH)
        axis.set_ylim(0, height)
        rows = arrows.to_dict("records")
        lines = [_cause_line(boxes[row["cause"]], boxes[row["effect"]], row) for row in rows]
        for look, style_of_line in CAUSE_LOOKS.items():
            alike = [
                line for line, row in zip(lines, rows, strict=True) if _cause_look(row) == look
            ]
            _cause_lines(axis, alike, **style_of_line)
        words = [f"{row['sign']} {row['words']}".replace("-", "−", 1) for row in rows]
        words = [
            each if row["there"] else "taken away" for each, row in zip(words, rows, strict=True)
        ]
        _cause_words(axis, lines, words, rows)
        led_to = set(arrows["effect"])
        for inside, face in ((True, style.BAND), (False, style.CARD)):
            places = [place for name, place in boxes.items() if (name in led_to) == inside]
            axis.add_artist(_around(places, *CAUSE_BOX, facecolor=face, edgecolor=style.QUIET))
        for name, (x, y) in boxes.items():
            lined = "\n".join(textwrap.wrap(name, 16))
            axis.text(x, y, lined, ha="center", va="center", fontsize=9, zorder=4)
    return figure


CAUSE_LOOKS = {
    "+": {"color": style.INK, "linestyle": "-", "linewidth": 1.4},
    "-": {"color": style.INK, "linestyle": (0, (5, 2.5)), "linewidth": 1.4},
    "away": {"color": style.WEAK, "linestyle": (0, (1, 3)), "linewidth": 1},
}


def _cause_look(row: dict) -> str:
    return row["sign"] if row["there"] else "away"


def _cause_line(start: tuple, end: tuple, row: dict) -> tuple[tuple, tuple]:
    """Both ends of an arrow's line, from the edge of one box to the edge of the other."""
    length = math.dist(start, end)
    left = (-(end[1] - start[1]) / length, (end[0] - start[0]) / length)
    start, end = _edge_of_box(start, end), _edge_of_box(end, start)
    aside = (row["shift"] * left[0], row["shift"] * left[1])
    return (start[0] + aside[0], start[1] + aside[1]), (end[0] + aside[0], end[1] + aside[1])


def _cause_lines(axis, lines: list[tuple[tuple, tuple]], *, color, linestyle, linewidth) -> None:
    """Lines of one look with their heads, as two shapes."""
    if not lines:
        return
    heads, shafts = [], []
    for start, end in lines:
        length = math.dist(start, end)
        along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
        neck = (end[0] - 0.13 * along[0], end[1] - 0.13 * along[1])
        wing = (-0.06 * along[1], 0.06 * along[0])
        upper = (neck[0] + wing[0], neck[1] + wing[1])
        lower = (neck[0] - wing[0], neck[1] - wing[1])
        heads.append(Path([end, upper, lower, end], closed=True))
        shafts.append(Path([start, neck]))
    shaft = {"linestyle": linestyle, "linewidth": linewidth, "edgecolor": color}
    axis.add_artist(PathPatch(Path.make_compound_path(*shafts), fill=False, zorder=1, **shaft))
    head = {"facecolor": color, "edgecolor": "none", "zorder": 2}
    axis.add_artist(PathPatch(Path.make_compound_path(*heads), **head))


def _cause_words(axis, lines: list, words: list[str], rows: list[dict]) -> None:
    """The words of every arrow on its line, on white."""
    places = [
        tuple(start[side] + row["at"] * (end[side] - start[side]) for side in (0, 1))
        for (start, end), row in zip(lines, rows, strict=True)
    ]
    widths = [drawing.width_of(each, CAUSE_WORDS) + 0.18 for each in words]
    sides = [
        (x - wide / 2, y - 0.09, x + wide / 2, y + 0.09)
        for (x, y), wide in zip(places, widths, strict=True)
    ]
    axis.add_artist(
        drawing.boxes(*zip(*sides, strict=True), facecolor=style.CARD, linewidth=0, zorder=2)
    )
    for (x, y), each, row in zip(places, words, rows, strict=True):
        bold = {"fontweight": "bold"} if row["there"] else {"color": style.QUIET}
        axis.text(x, y, each, ha="center", va="center", fontsize=CAUSE_WORDS, zorder=3, **bold)


def _around(places: list[tuple[float, float]], wide: float, high: float, **look) -> PathPatch:
    """Boxes of one size around their middles, as one shape."""
    sides = [(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2) for x, y in places]
    return drawing.boxes(*zip(*sides, strict=True), zorder=3, **look)


def _edge_of_box(middle: tuple, towards: tuple) -> tuple[float, float]:
    """Where the line from a box's middle towards another place leaves the box."""
    wide, high = CAUSE_BOX[0] / 2 + 0.03, CAUSE_BOX[1] / 2 + 0.03
    across, up = towards[0] - middle[0], towards[1] - middle[1]
    part = min(wide / abs(across) if across else math.inf, high / abs(up) if up else math.inf)
    return middle[0] + part * across, middle[1] + part * up
