"""Forms of chart that several subjects share: marks on axes, no knowledge of any subject.

Every function takes plain tables and returns a matplotlib `Figure`, made without pyplot so
that nothing global is left behind and a test can read its artists.
"""

import math
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import matplotlib
import pandas
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FixedLocator, MaxNLocator

from coursekit import style

WIDTH = 7.6  # inches: the width of a notebook's column
RING = {"markersize": 11, "markerfacecolor": "none", "color": style.INK}


@dataclass(frozen=True)
class Picture:
    """A drawn figure with its words and numbers; what an explorer's `draw` returns.

    Parameters
    ----------
    figure : the matplotlib figure, with units on its axes.
    title : the finding, as a sentence.
    source : who published the figures, of which edition.
    data : the numbers drawn, one row a mark.
    alt : what a sighted reader would take from it; an explorer uses its own sentence.
    note : a caution shown under the picture, such as what was left out.
    """

    figure: Figure
    title: str
    source: str
    data: pandas.DataFrame
    alt: str = ""
    note: str | None = None


_DRAWING = threading.RLock()  # matplotlib's settings are one for all threads


@contextmanager
def house_style() -> Iterator[None]:
    """Draw inside this to get the course's colours and type; one thread at a time.

    JupyterLab answers controls in a thread of their own, while a cell may be drawing too.
    """
    with _DRAWING, matplotlib.rc_context(style.PICTURE):
        yield


# --- Axes that are quick to draw ------------------------------------------------------------
# An explorer draws a new picture for every setting, while somebody waits. A computed layout
# takes a third of the time, and one of matplotlib's ticks four times as long as the same words
# written at the same place. So these forms have fixed margins, and their marks are words.

MARK = "mark"  # the label of words that belong to an axis, not to what is drawn on it


def _plain_axis(height: float, *, left, below, above, right, framed=False) -> tuple:
    """A figure of that height and its one axis without marks; all lengths in inches."""
    figure = Figure(figsize=(WIDTH, height))
    size = (WIDTH - left - right, height - below - above)
    box = (left / WIDTH, below / height, size[0] / WIDTH, size[1] / height)
    return figure, figure.add_axes(box, xticks=[], yticks=[], frame_on=framed)


def _inches(axis) -> tuple[float, float]:
    """Width and height of an axis on paper."""
    figure, box = axis.get_figure(), axis.get_position()
    return box.width * figure.get_figwidth(), box.height * figure.get_figheight()


def _x_marks(axis, marks: dict[float, str]) -> None:
    """Words below the axis, each with a short stroke."""
    tall = _inches(axis)[1]
    across = axis.get_xaxis_transform()
    stroke = {"color": style.QUIET, "linewidth": 0.8, "transform": across, "clip_on": False}
    axis.vlines(list(marks), -0.05 / tall, 0, **stroke)
    for place, words in marks.items():
        axis.text(place, -0.09 / tall, words, transform=across, ha="center", va="top", label=MARK)


def _y_marks(axis, marks: dict[float, str]) -> None:
    """Words left of the axis, each with a short stroke."""
    wide = _inches(axis)[0]
    up = axis.get_yaxis_transform()
    stroke = {"color": style.QUIET, "linewidth": 0.8, "transform": up, "clip_on": False}
    axis.hlines(list(marks), -0.05 / wide, 0, **stroke)
    for place, words in marks.items():
        axis.text(-0.09 / wide, place, words, transform=up, ha="right", va="center", label=MARK)


def _round_numbers(
    top: float, most: int, low: float = 0, whole: bool = False, steps=(1, 2, 2.5, 5, 10)
) -> dict[float, str]:
    """Up to so many round numbers between two ends, and how each is written.

    >>> _round_numbers(23, 5, whole=True)
    {0: '0', 5: '5', 10: '10', 15: '15', 20: '20'}
    >>> _round_numbers(40, 4, low=-60)
    {-60: '−60', -40: '−40', -20: '−20', 0: '0', 20: '20', 40: '40'}
    """
    found = MaxNLocator(most, steps=steps, integer=whole).tick_values(low, top)
    inside = [float(each) for each in found if low <= each <= top]
    return {each: f"{each:g}".replace("-", "−") for each in inside}


def _key(figure: Figure, looks: dict[str, dict], left: float) -> None:
    """What colours mean, in one line above the picture; a fifth of the time of a legend.

    Parameters
    ----------
    looks : words → how their box is drawn, or, with a "marker", their point.
    left : inches from the left end of the figure.
    """
    inches = figure.dpi_scale_trans
    height = figure.get_figheight() - 0.19
    for words, look in looks.items():
        if "marker" in look:
            point = {"linestyle": "", "transform": inches, "figure": figure, **look}
            figure.add_artist(Line2D([left + 0.08], [height], **point))
        else:
            box = ((left, height - 0.06), 0.22, 0.12)
            figure.add_artist(Rectangle(*box, transform=inches, **look))
        start = left + (0.19 if "marker" in look else 0.3)
        figure.text(start, height, words, transform=inches, va="center", fontsize=9.5)
        left = start + _width(words, 9.5) + 0.22


def sequence_bars(
    frame: pandas.DataFrame,
    *,
    panel: str,
    position: str,
    parts: dict[str, str],
    label: str,
    named: int,
    x_label: str,
    y_label: str,
) -> Figure:
    """Stacked bars in reading order, one panel a group, panels as wide as they have bars.

    Parameters
    ----------
    frame : one row a bar, with the columns named here.
    panel : column that says which panel a bar stands in; panels keep the order of the table.
    position : column with the bar's place within its panel, from 1.
    parts : columns stacked from the bottom up, with the colour of each.
    label : column with the bar's name.
    named : how many of the tallest bars carry their name and height.
    x_label, y_label : the axes' labels, with units.
    """
    heights = frame[list(parts)].sum(axis="columns")
    starts = _panel_starts(frame[panel])
    places = frame[panel].map(starts) + frame[position]
    ends = places.groupby(frame[panel], sort=False).max() + 0.6
    tallest = heights[heights > 0].nlargest(named).index
    top = max(1, heights.max()) * 1.15
    above = 0.7 if len(parts) > 1 else 0.36
    with house_style():
        # One axis for all panels: an explorer draws this form anew for every setting.
        figure, axis = _plain_axis(3.8, left=0.57, below=0.38, above=above, right=0.08)
        axis.set_xlim(0, ends.iloc[-1])
        axis.set_ylim(0, top)
        bottom = 0 * heights
        for part, colour in parts.items():
            sides = (places - 0.375, bottom, places + 0.375, bottom + frame[part])
            axis.add_artist(_boxes(*sides, facecolor=colour, linewidth=0, label=part))
            bottom = bottom + frame[part]
        floor = {"color": style.QUIET, "linewidth": 0.8, "clip_on": False}
        axis.hlines([0] * len(ends), list(starts.values()), ends, **floor)
        for group, start in starts.items():
            axis.text(start, top * 1.03, group, fontsize=11)
        for index in frame.index.intersection(tallest):
            words = f"{frame.at[index, label]}: {heights[index]}"
            _name_bar(axis, places[index], heights[index], words, index < tallest[0])
        _y_marks(axis, _round_numbers(top, 5, whole=True))
        axis.set_ylabel(y_label)
        axis.set_xlabel(x_label)
        axis.yaxis.set_label_coords(-0.055, 0.5)
        axis.xaxis.set_label_coords(0.5, -0.03)
        if len(parts) > 1:
            _key(figure, {part: {"facecolor": colour} for part, colour in parts.items()}, 0.57)
    return figure


def _panel_starts(panels: pandas.Series) -> dict[str, float]:
    """Where each panel of bars begins when all stand on one axis, with a little room between."""
    sizes = panels.groupby(panels, sort=False).size()
    starts = (sizes + 1.4).cumsum() - sizes - 1.4
    return starts.to_dict()


def _boxes(lefts, bottoms, rights, tops, **look) -> PathPatch:
    """Many boxes as one shape: as quick to draw as a single one."""
    sides = zip(lefts, bottoms, rights, tops, strict=True)
    corners = [Path([(a, b), (c, b), (c, d), (a, d), (a, b)], closed=True) for a, b, c, d in sides]
    return PathPatch(Path.make_compound_path(*corners), **look)


def _name_bar(axis, place: float, height: float, words: str, before: bool) -> None:
    """Write a bar's name above it; to the left where the tallest bar stands to its right."""
    room = place * _inches(axis)[0] / axis.get_xlim()[1]
    at_edge = before and room < _width(words, 9) + 0.1
    look = {"textcoords": "offset points", "fontsize": 9}
    if at_edge:
        axis.annotate(words, (0, height), xytext=(1, 3), ha="left", **look)
    else:
        side = {"xytext": (5, 3), "ha": "right"} if before else {"xytext": (-5, 3), "ha": "left"}
        axis.annotate(words, (place, height), **side, **look)


def scale_bars(
    frame: pandas.DataFrame,
    *,
    name: str,
    value: str,
    written: str,
    colours: dict[str, str],
    x_label: str,
) -> Figure:
    """Horizontal bars on one scale that starts at zero, each with its value written at its end.

    Parameters
    ----------
    frame : one row a bar, from top to bottom.
    name : column with the bar's name; `colours` gives a colour for each.
    value : column with its length.
    written : column with the value as a reader should see it, unit and bound included.
    x_label : the axis' label, with the unit.
    """
    with house_style():
        figure = Figure(figsize=(WIDTH, 0.75 * len(frame) + 0.9), layout="constrained")
        axis = figure.subplots()
        places = range(len(frame), 0, -1)
        axis.barh(places, frame[value], height=0.62, color=[colours[n] for n in frame[name]])
        axis.set_yticks(list(places), frame[name])
        axis.tick_params(axis="y", length=0)
        axis.set_xlim(0, frame[value].max() * 1.18)
        axis.set_xlabel(x_label)
        for place, length, words in zip(places, frame[value], frame[written], strict=True):
            axis.annotate(
                words,
                (length, place),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
            )
    return figure


def open_ranges(
    frame: pandas.DataFrame,
    *,
    name: str,
    low: str,
    high: str,
    written: str,
    colours: dict[str, str],
    x_label: str,
    x_max: float,
) -> Figure:
    """Ranges on one axis; an end that is missing is open and drawn as an arrow.

    Parameters
    ----------
    frame : one row a range, from top to bottom.
    name : column with its name; `colours` gives a colour for each.
    low, high : columns with the ends; a missing `high` runs on past the axis, a missing
        `low` starts at zero and says nothing about how far it reaches down.
    written : column with the claim as a reader should see it.
    x_label : the axis' label, with the unit.
    x_max : right end of the axis.
    """
    with house_style():
        figure = Figure(figsize=(WIDTH, 0.8 * len(frame) + 0.9), layout="constrained")
        axis = figure.subplots()
        for place, (_, row) in zip(range(len(frame), 0, -1), frame.iterrows(), strict=True):
            _open_range(axis, place, row, name, low, high, written, colours, x_max)
        axis.set_yticks(list(range(len(frame), 0, -1)), frame[name])
        axis.tick_params(axis="y", length=0)
        axis.set_xlim(0, x_max)
        axis.set_ylim(0.4, len(frame) + 0.75)
        axis.xaxis.set_major_formatter("{x:,.0f}")
        axis.set_xlabel(x_label)
    return figure


def _open_range(axis, place, row, name, low, high, written, colours, x_max) -> None:
    colour = colours[row[name]]
    start = 0 if pandas.isna(row[low]) else row[low]
    stop = x_max * 0.97 if pandas.isna(row[high]) else row[high]
    axis.barh(place, stop - start, left=start, height=0.4, color=colour, alpha=0.28)
    closed = row[high] if pandas.isna(row[low]) else row[low]
    axis.plot([closed, closed], [place - 0.27, place + 0.27], color=colour, linewidth=2.5)
    tip = start if pandas.isna(row[low]) else stop
    axis.annotate(
        "",
        (tip, place),
        xytext=(closed, place),
        arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.6},
    )
    axis.annotate(
        row[written],
        (closed, place + 0.27),
        xytext=(0, 3),
        textcoords="offset points",
        ha="left",
        va="bottom",
        fontsize=9.5,
    )


def year_lines(
    frame: pandas.DataFrame,
    *,
    year: str,
    value: str,
    line: str,
    colours: dict[str, str],
    y_label: str,
    band: tuple[float, float, str] | None = None,
    level: tuple[float, str] | None = None,
    marked: tuple[int, str] | None = None,
    written: dict[int, str] | None = None,
    hollow: set[int] = frozenset(),
) -> Figure:
    """Lines over years from zero up, each named at its end.

    Parameters
    ----------
    frame : one row a year and line.
    year, value, line : its columns; `colours` gives a colour for each line.
    y_label : the axis' label, with the unit.
    band : lower end, upper end and name of a band drawn behind the lines.
    level : height and name of a dashed line across.
    marked : a year to mark on the first line, and the words beside the mark.
    written : years whose values are written at the first line, with the words; above it, or
        below where the line turns upwards.
    hollow : years whose points are hollow, because they come from another edition.
    """
    with house_style():
        figure, axis = _plain_axis(3.8, left=0.65, below=0.52, above=0.1, right=0.11, framed=True)
        first, last = int(frame[year].min()), int(frame[year].max())
        axis.set_xlim(first - 0.4, last + (last - first) * 0.16)
        axis.set_ylim(0, frame[value].max() * 1.16)
        _x_marks(axis, {each: str(each) for each in _some_years(first, last)})
        _y_marks(axis, _round_numbers(axis.get_ylim()[1], 6, steps=(1, 2, 5, 10)))
        axis.set_ylabel(y_label)
        axis.set_xlabel("year")
        axis.xaxis.set_label_coords(0.5, -0.085)
        axis.yaxis.set_label_coords(-0.065, 0.5)
        if band:
            _band(axis, *band)
        if level:
            _level(axis, *level, first)
        for key, rows in frame.groupby(line, sort=False):
            _line(axis, rows, year, value, key, colours[key], hollow)
        first_line = frame[frame[line] == frame[line].iloc[0]].set_index(year)[value]
        for at, words in (written or {}).items():
            beside = first_line.reindex([at - 1, at + 1])
            below = (beside.dropna() > first_line[at]).all()
            down = -14 if band else -7  # clear of the line along a band
            _write(axis, at, first_line[at], words, down if below else 7)
        if marked:
            at, words = marked
            axis.plot([at], [first_line[at]], "o", **RING)
            _write(axis, at, first_line[at], words, 14, aside=16 if at == first else 0)
    return figure


def _some_years(first: int, last: int) -> list[int]:
    """Every year of a dozen, every fourth of more: enough to read by, quick to draw."""
    return list(range(first, last + 1, 1 if last - first <= 11 else 4))


def _edged_band(axis, low: float, high: float) -> None:
    """A band across; its ground is too pale to be seen by all, so its two ends are lines."""
    axis.axhspan(low, high, color=style.BAND, zorder=0)
    ends = {"color": style.QUIET, "linewidth": 0.6, "zorder": 0}
    axis.hlines([low, high], 0, 1, transform=axis.get_yaxis_transform(), **ends)


def _band(axis, low: float, high: float, words: str) -> None:
    _edged_band(axis, low, high)
    axis.annotate(
        words,
        (0.5, low),
        xycoords=("axes fraction", "data"),
        xytext=(0, -4),
        textcoords="offset points",
        ha="center",
        va="top",
        fontsize=9,
    )


def _level(axis, height, words, first) -> None:
    axis.axhline(height, color=style.QUIET, linestyle=(0, (4, 3)), linewidth=1)
    axis.annotate(
        words, (first - 0.3, height), xytext=(0, -12), textcoords="offset points", fontsize=9
    )


def _line(axis, rows, year, value, name, colour, hollow) -> None:
    axis.plot(rows[year], rows[value], "o-", color=colour, linewidth=2, markersize=4.5)
    new = rows[rows[year].isin(hollow)]
    if len(new):
        rings = {"markersize": 6, "markerfacecolor": style.CARD}
        axis.plot(new[year], new[value], "o", color=colour, **rings)
    end = rows.iloc[-1]
    axis.annotate(
        name,
        (end[year], end[value]),
        xytext=(12, 0),
        textcoords="offset points",
        va="center",
        color=colour,
        fontweight="bold",
    )


def _write(axis, at: float, height: float, words: str, points: int, aside: int = 0) -> None:
    """Words at a point of a line, so many points above it (below where negative) and aside."""
    axis.annotate(
        words,
        (at, height),
        xytext=(aside, points),
        textcoords="offset points",
        ha="center",
        va="bottom" if points > 0 else "top",
        fontweight="bold",
    )


def dot_rows(
    frame: pandas.DataFrame,
    *,
    name: str,
    value: str,
    strong: str,
    colour: str,
    line: tuple[float, str],
    x_label: str,
    x_range: tuple[float, float],
    decimals: int,
) -> Figure:
    """One dot a row on a shared axis that need not begin at zero, and a line to compare with.

    Parameters
    ----------
    frame : one row a dot, from top to bottom.
    name, value : its columns.
    strong : the name of the row whose dot is filled; the others are rings.
    colour : of the dots.
    line : place and name of an upright line.
    x_label : the axis' label, with the unit.
    x_range : the axis' two ends.
    decimals : of the values written beside the dots.
    """
    with house_style():
        figure = Figure(figsize=(WIDTH, 0.42 * len(frame) + 1.1), layout="constrained")
        axis = figure.subplots()
        at, words = line
        axis.axvline(at, color=style.QUIET, linestyle=(0, (4, 3)), linewidth=1)
        axis.annotate(
            words, (at, len(frame) + 0.55), xytext=(-4, 0), textcoords="offset points", ha="right"
        )
        for place, (_, row) in zip(range(len(frame), 0, -1), frame.iterrows(), strict=True):
            face = colour if row[name] == strong else style.CARD
            axis.plot([row[value]], [place], "o", color=colour, markersize=9, markerfacecolor=face)
            axis.annotate(
                f"{row[value]:.{decimals}f}",
                (row[value], place),
                xytext=(9, 0),
                textcoords="offset points",
                va="center",
                fontweight="bold" if row[name] == strong else "normal",
            )
        axis.set_yticks(list(range(len(frame), 0, -1)), frame[name])
        axis.tick_params(axis="y", length=0)
        axis.set_xlim(*x_range)
        axis.set_ylim(0.4, len(frame) + 1.1)
        axis.set_xlabel(x_label)
    return figure


def panel_bars(
    frame: pandas.DataFrame,
    *,
    panel: str,
    name: str,
    parts: dict[str, str],
    decimals: int,
    x_label: str,
    written: int | None = None,
) -> Figure:
    """Lying bars in rows shared by several panels, stacked, with their sums at their ends.

    Parameters
    ----------
    frame : one row a bar, with the columns named here; every panel has the same names.
    panel : column that says which panel a bar stands in, in the order of the table.
    name : column with the row's name, from top to bottom.
    parts : columns stacked from the left, with the colour of each.
    decimals : of the sums written at the ends.
    x_label : the axes' label, with the unit.
    written : how many of the longest bars of a panel carry their sum; all by default.
    """
    panels = list(dict.fromkeys(frame[panel]))
    names = list(dict.fromkeys(frame[name]))
    sums = frame[list(parts)].sum(axis="columns")
    room = 1.32 * max(sums.max(), 1)  # the width of a panel, with the sums written at the ends
    starts = frame[panel].map({group: room * at for at, group in enumerate(panels)})
    places = frame[name].map({each: len(names) - at for at, each in enumerate(names)})
    height = 0.27 * len(names) + 1.2
    with house_style():
        # One axis for all panels, bars as one collection a part, no ticks: an explorer draws
        # this form anew for every setting, and each of these halves the time.
        figure = Figure(figsize=(WIDTH, height))
        box = (0.195, 0.56 / height, 0.795, 1 - 1.2 / height)
        axis = figure.add_axes(box, xticks=[], yticks=[], frame_on=False)
        axis.set_xlim(0, room * len(panels))
        axis.set_ylim(0.5, len(names) + 0.5)
        left = starts
        for part, colour in parts.items():
            sides = (left, places - 0.34, left + frame[part], places + 0.34)
            axis.add_artist(_boxes(*sides, facecolor=colour, linewidth=0, label=part))
            left = left + frame[part]
        for at in _longest(sums, frame[panel], written):
            words = f" {sums[at]:.{decimals}f}"
            axis.text(left[at], places[at], words, va="center", fontsize=9)
        step = _step(room)
        edge = axis.get_xlim()[1] * -0.008
        for place, each in zip(range(len(names), 0, -1), names, strict=True):
            axis.text(edge, place, each, va="center", ha="right")
        for at, group in enumerate(panels):
            axis.text(room * at, len(names) + 0.75, group, fontsize=11)
            mark = {"ha": "center", "va": "top", "fontsize": 9, "color": style.QUIET}
            axis.text(room * at + step, 0.3, f"{step:g}", **mark)
        begins = [room * at for at in range(len(panels))]
        rule = {"ymin": 0.5, "ymax": len(names) + 0.5, "linewidth": 0.8}
        axis.vlines(begins, color=style.QUIET, **rule)
        axis.vlines([each + step for each in begins], color=style.RULE, zorder=0, **rule)
        figure.supxlabel(x_label, fontsize=10, y=0.025)
        _key(figure, {part: {"facecolor": colour} for part, colour in parts.items()}, 0.12)
    return figure


def _longest(sums: pandas.Series, panels: pandas.Series, written: int | None) -> list:
    """Which bars carry their sum: the longest of each panel, and no bar of length zero."""
    there = sums[sums > 0].sort_values(ascending=False, kind="stable")
    return list(there.groupby(panels).head(written or len(there)).index)


def _step(room: float) -> float:
    """A round number near half the room: where a panel has its one mark.

    >>> _step(101), _step(26), _step(3.9)
    (50, 10, 1)
    """
    power = 10 ** math.floor(math.log10(room / 2))
    return max(each * power for each in (1, 2, 5) if each * power <= room / 2)


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
    with house_style():
        figure = Figure(figsize=(WIDTH, total + 0.45))
        axis = figure.add_axes((0, 0, 1, 1))
        axis.set_xlim(0, WIDTH)
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


# What kind of sum a bar stands for: how much of its colour fills it, its stripes, its edge.
# The fill is mixed with white, since an SVG shows no stripes on a transparent one.
KINDS = {
    "spent": (1.0, "", "-"),
    "spent, an estimate": (0.25, "", "-"),
    "asked for": (0.12, "////", "-"),
    "planned": (0.0, "", (0, (3, 2))),
}


def kind_bars(
    frame: pandas.DataFrame,
    *,
    name: str,
    value: str,
    kind: str,
    written: str,
    country: str,
    colours: dict[str, str],
    x_label: str,
) -> Figure:
    """Bars on one scale from zero, filled by what kind of sum each is.

    Parameters
    ----------
    frame : one row a bar, from top to bottom.
    name, value, written : its columns: the bar's name, its length, the words at its end.
    kind : column with a key of `KINDS`.
    country : column with the country; `colours` gives a colour for each.
    x_label : the axis' label, with the unit.
    """
    with house_style():
        figure = Figure(figsize=(WIDTH, 0.78 * len(frame) + 1.25), layout="constrained")
        axis = figure.subplots()
        places = list(range(len(frame), 0, -1))
        for place, (_, row) in zip(places, frame.iterrows(), strict=True):
            _kind_bar(axis, place, row[value], colours[row[country]], row[kind])
            _at_end(axis, place, row[value], row[written])
        axis.set_yticks(places, frame[name])
        axis.tick_params(axis="y", length=0)
        axis.set_xlim(0, frame[value].max() * 1.32)
        axis.set_xlabel(x_label)
        _kind_legend(figure, [each for each in KINDS if each in set(frame[kind])])
    return figure


def _kind_bar(axis, place: float, length: float, colour: str, kind: str) -> None:
    axis.barh(place, length, height=0.58, linewidth=1.4, **_kind_look(colour, kind))


def _kind_look(colour: str, kind: str) -> dict:
    share, stripes, edge = KINDS[kind]
    face = [share * part + 1 - share for part in matplotlib.colors.to_rgb(colour)]
    return {"facecolor": face, "edgecolor": colour, "hatch": stripes, "linestyle": edge}


def _at_end(axis, place: float, length: float, words: str) -> None:
    """Words at the end of a bar: right of it, or left where it points below zero."""
    axis.annotate(
        words,
        (length, place),
        xytext=(6 if length >= 0 else -6, 0),
        textcoords="offset points",
        va="center",
        ha="left" if length >= 0 else "right",
    )


def _kind_legend(figure: Figure, kinds: list[str]) -> None:
    patches = [Patch(label=kind, **_kind_look(style.QUIET, kind)) for kind in kinds]
    place = {"loc": "outside upper left", "ncols": len(kinds)}
    figure.legend(handles=patches, fontsize=9.5, handlelength=2.4, **place)


def bars_with_change(
    frame: pandas.DataFrame,
    *,
    name: str,
    value: str,
    kind: str,
    written: str,
    change: str,
    country: str,
    colours: dict[str, str],
    x_label: str,
    change_label: str,
    change_range: tuple[float, float],
) -> Figure:
    """Bars on one scale, and beside them by how much each has changed.

    Parameters
    ----------
    frame : one row a bar, from top to bottom.
    name, value, kind, written, country, colours, x_label : as in `kind_bars`.
    change : column with the change in per cent.
    change_label : label of the second axis.
    change_range : ends of the second axis, the same for every setting of an explorer.
    """
    with house_style():
        # Fixed margins, since an explorer draws this form: see `year_lines`.
        figure = Figure(figsize=(WIDTH, 3.1))
        bare = {"xticks": [], "yticks": [], "frame_on": False}
        bars = figure.add_axes((0.21, 0.17, 0.44, 0.68), **bare)
        changes = figure.add_axes((0.69, 0.17, 0.29, 0.68), **bare)
        places = list(range(len(frame), 0, -1))
        for place, (_, row) in zip(places, frame.iterrows(), strict=True):
            _kind_bar(bars, place, row[value], colours[row[country]], row[kind])
            _at_end(bars, place, row[value], row[written])
            _kind_bar(changes, place, row[change], colours[row[country]], row[kind])
            _at_end(changes, place, row[change], signed(row[change]))
        for place, words in zip(places, frame[name], strict=True):
            across = bars.get_yaxis_transform()
            bars.text(-0.02, place, words, transform=across, ha="right", va="center", label=MARK)
        bars.axvline(0, color=style.QUIET, linewidth=0.8)
        changes.axvline(0, color=style.QUIET, linewidth=0.8)
        bars.set_xlim(0, frame[value].max() * 1.3)
        changes.set_xlim(*change_range)
        for axis, label in ((bars, x_label), (changes, change_label)):
            axis.set_ylim(0.4, len(frame) + 0.6)
            low, high = axis.get_xlim()
            axis.axhline(0.4, color=style.QUIET, linewidth=0.8, clip_on=False)
            _x_marks(axis, _round_numbers(high, 5, low=low))
            axis.set_xlabel(label, fontsize=9.5)
            axis.xaxis.set_label_coords(0.5, -0.13)
        kinds = [each for each in KINDS if each in set(frame[kind])]
        _key(figure, {each: _kind_look(style.QUIET, each) for each in kinds}, 0.12)
    return figure


def signed(percent: float) -> str:
    """A change as it is written: +37%, −30%, no change."""
    whole = round(percent)
    return f"{'−' if whole < 0 else '+'}{abs(whole)}%" if whole else "0%"


def panel_lines(
    frame: pandas.DataFrame,
    *,
    year: str,
    panels: dict[str, str],
    colour: str,
    hollow: set[int],
    named: dict[str, dict[int, str]],
    aside: dict[str, tuple[int, float, str]],
) -> Figure:
    """One line over the years in several panels, each with its own unit and its own zero.

    Parameters
    ----------
    frame : one row a year.
    year : its column with the years.
    panels : columns drawn, with the title of each panel, which names the unit.
    colour : of the lines.
    hollow : years whose points are hollow.
    named : for each column the points that are ringed, with the words above them.
    aside : for each column a point off the line: year, value and words.
    """
    with house_style():
        figure = Figure(figsize=(WIDTH, 3.6), layout="constrained")
        axes = figure.subplots(1, len(panels), squeeze=False)[0]
        for axis, (column, title) in zip(axes, panels.items(), strict=True):
            axis.set_title(title, fontsize=10.5, loc="left")
            axis.plot(frame[year], frame[column], "o-", color=colour, linewidth=2, markersize=4.5)
            estimates = frame[frame[year].isin(hollow)]
            look = {"color": colour, "markersize": 6, "markerfacecolor": style.CARD}
            axis.plot(estimates[year], estimates[column], "o", **look)
            values = frame.set_index(year)[column]
            for at, words in named[column].items():
                axis.plot([at], [values[at]], "o", **RING)
                _write(axis, at, values[at], words, 9)
            at, height, words = aside[column]
            axis.plot([at], [height], "D", **look)
            axis.annotate(
                words,
                (at, height),
                xytext=(0, -9),
                textcoords="offset points",
                ha="center",
                va="top",
                fontsize=9,
            )
            axis.set_ylim(0, frame[column].max() * 1.18)
            axis.xaxis.set_major_locator(FixedLocator(list(frame[year])))
            axis.set_xlim(frame[year].min() - 0.6, frame[year].max() + 0.6)
            axis.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    return figure


def product_boxes(
    frame: pandas.DataFrame,
    *,
    name: str,
    width: str,
    height: str,
    written: str,
    colour: str,
    x_label: str,
    y_label: str,
    ends: tuple[float, float],
) -> Figure:
    """Two boxes from one corner; the area of each is the product of its sides.

    Parameters
    ----------
    frame : two rows, the earlier first; it is dashed, the later one filled.
    name, width, height, written : its columns: name, sides, words for the area.
    colour : of both.
    x_label, y_label : the axes' labels, with units.
    ends : right end and upper end of the axes, the same for every setting of an explorer.
    """
    with house_style():
        figure = Figure(figsize=(WIDTH, 3.8))
        axis = figure.add_axes((0.085, 0.135, 0.9, 0.84))  # fixed, as in `year_lines`
        first, last = frame.iloc[0], frame.iloc[1]
        face = (*matplotlib.colors.to_rgb(colour), 0.25)
        axis.add_patch(
            Rectangle((0, 0), last[width], last[height], facecolor=face, edgecolor=colour)
        )
        axis.add_patch(
            Rectangle(
                (0, 0),
                first[width],
                first[height],
                facecolor="none",
                edgecolor=style.INK,
                linestyle=(0, (4, 3)),
                linewidth=1.4,
            )
        )
        top, right = frame[height].max(), frame[width].max()
        words = f"{first[name]} (dashed): {first[written]}"
        axis.annotate(words, (0, top), xytext=(4, 5), textcoords="offset points", va="bottom")
        words = f"{last[name]} (filled):\n{last[written]}"
        axis.annotate(
            words,
            (right, last[height] / 2),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            color=colour,
            fontweight="bold",
        )
        axis.set_xlim(0, ends[0])
        axis.set_ylim(0, ends[1])
        axis.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
        axis.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        axis.set_xlabel(x_label)
        axis.set_ylabel(y_label)
    return figure


def arrow_rows(
    frame: pandas.DataFrame,
    *,
    name: str,
    start: str,
    end: str,
    x_label: str,
    decimals: int = 1,
) -> Figure:
    """One arrow a row on a shared axis from zero, both ends written.

    Parameters
    ----------
    frame : one row an arrow, from top to bottom.
    name : column with its name.
    start, end : columns with its two ends; the columns' names head the two ends of the first row.
    x_label : the axis' label, with the unit.
    decimals : of the values written at the ends.
    """
    with house_style():
        figure = Figure(figsize=(WIDTH, 0.62 * len(frame) + 1.1), layout="constrained")
        axis = figure.subplots()
        for place, (_, row) in zip(range(len(frame), 0, -1), frame.iterrows(), strict=True):
            before, after = row[start], row[end]
            axis.plot([before], [place], "o", color=style.STRONG, markersize=6)
            arrow = {"arrowstyle": "-|>", "color": style.STRONG, "linewidth": 2, "shrinkB": 0}
            axis.annotate("", (after, place), xytext=(before, place), arrowprops=arrow)
            heads = (f"{start}: ", f"{end}: ") if place == len(frame) else ("", "")
            for value, head, other in ((before, heads[0], after), (after, heads[1], before)):
                side = 1 if value > other else -1
                axis.annotate(
                    f"{head}{value:.{decimals}f}",
                    (value, place),
                    xytext=(9 * side, 0),
                    textcoords="offset points",
                    ha="left" if side > 0 else "right",
                    va="center",
                )
        axis.set_yticks(list(range(len(frame), 0, -1)), frame[name])
        axis.tick_params(axis="y", length=0)
        axis.set_xlim(0, frame[[start, end]].max().max() * 1.25)
        axis.set_ylim(0.4, len(frame) + 0.6)
        axis.set_xlabel(x_label)
    return figure


def year_panels(
    frame: pandas.DataFrame,
    *,
    year: str,
    panels: dict[str, str],
    known: int,
    later: str,
    written: dict[int, str],
) -> Figure:
    """Columns over the same years side by side, from zero up, with the later years set apart.

    Parameters
    ----------
    frame : one row a year.
    year : its column of years.
    panels : columns to draw, from left to right, with the label of each axis, unit included.
    known : last year of the solid line; later years are dashed, hollow and on a band.
    later : what is written on that band.
    written : years whose values are written, with how: ".1f" and the like.
    """
    with house_style():
        figure = Figure(figsize=(WIDTH, 3.6))
        margins = {"left": 0.075, "right": 0.985, "bottom": 0.14, "top": 0.97, "wspace": 0.2}
        axes = figure.subplots(1, len(panels), squeeze=False, gridspec_kw=margins)[0]
        first, last = int(frame[year].min()), int(frame[year].max())
        before, after = frame[frame[year] <= known], frame[frame[year] >= known]
        for axis, (column, label) in zip(axes, panels.items(), strict=True):
            axis.axvspan(known + 0.5, last + 1.2, color=style.BAND, zorder=0)
            axis.annotate(
                later, (known + 0.8, 0), xytext=(0, 6), textcoords="offset points", fontsize=9
            )
            axis.plot(before[year], before[column], "o-", color=style.STRONG, markersize=4.5)
            dashes = {"linestyle": (0, (3, 2)), "marker": "o", "markerfacecolor": style.CARD}
            axis.plot(after[year], after[column], color=style.STRONG, markersize=4.5, **dashes)
            axis.plot([known], before[column].iloc[-1:], "o", color=style.STRONG, markersize=4.5)
            values = frame.set_index(year)[column]
            for at, form in written.items():
                _write_beside(axis, values, at, f"{values[at]:{form}}")
            axis.set_xlim(first - 1.2, last + 1.2)
            axis.set_ylim(0, frame[column].max() * 1.16)
            axis.xaxis.set_major_locator(FixedLocator(_some_years(first, last)))
            axis.xaxis.set_major_formatter("{x:.0f}")
            axis.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
            axis.set_ylabel(label, fontsize=9)
            axis.set_xlabel("year")
    return figure


def _write_beside(axis, values: pandas.Series, at: int, words: str) -> None:
    """A value on the side that the line leaves free: below where it turns up, else above."""
    beside = values.reindex([at - 1, at + 1]).dropna()
    if (beside > values[at]).all() and len(beside) == 2:
        _write(axis, at, values[at], words, -8)
        return
    axis.annotate(
        words,
        (at, values[at]),
        xytext=(0 if len(beside) < 2 else -3, 7),
        textcoords="offset points",
        ha="center" if len(beside) < 2 else "right",
        fontweight="bold",
    )


def window_grid(
    frame: pandas.DataFrame,
    *,
    start: str,
    end: str,
    answer: str,
    looks: dict[str, dict],
    cursor: tuple[int, int],
    cursor_words: str,
    known: int,
    later: str,
    x_label: str,
    y_label: str,
) -> Figure:
    """All windows of time at once: a cell for each, from its first year down to its last across.

    Parameters
    ----------
    frame : one row a window.
    start, end : columns with its first and its last year.
    answer : column with what a cell shows.
    looks : answer → facecolor and, so that no colour is needed to read it, a hatch or a dot
        ("mark": True). The legend keeps this order and gives the number of cells of each.
    cursor : first and last year of the window that is ringed; `cursor_words` stand by the legend.
    known : last year of the windows proper; a line divides later ends, which are headed `later`.
    x_label, y_label : the axes' labels.
    """
    with house_style():
        figure, axis = _plain_axis(4.6, left=0.65, below=0.48, above=0.05, right=0.08, framed=True)
        first, last = int(frame[start].min()), int(frame[end].max())
        for look, how in looks.items():
            _cells(axis, frame[frame[answer] == look], start, end, how)
        at = (cursor[1], cursor[0])
        axis.plot(*at, "o", markersize=13, color=style.CARD)
        axis.plot(*at, "o", **{**RING, "markerfacecolor": style.CARD, "markeredgewidth": 2.5})
        top = first - 0.55 - 0.06 * (last - first)
        axis.set_xlim(first + 0.4, last + 0.6)
        axis.set_ylim(last - 0.4, top)
        step = 1 if last - first <= 11 else 2
        _x_marks(axis, {each: str(each) for each in range(last, first, -step)})
        _y_marks(axis, {each: str(each) for each in range(first, last, step)})
        axis.set_xlabel(x_label)
        axis.set_ylabel(y_label)
        axis.xaxis.set_label_coords(0.5, -0.062)
        axis.yaxis.set_label_coords(-0.07, 0.5)
        if last > known:
            axis.axvline(known + 0.5, color=style.INK, linestyle=(0, (4, 3)), linewidth=1.2)
            place = (known + 0.65, (top + first - 0.5) / 2)
            axis.annotate(later, place, va="center", fontsize=9)
        _grid_legend(axis, frame[answer].value_counts(), looks, cursor_words)
    return figure


def _cells(axis, rows: pandas.DataFrame, start: str, end: str, how: dict) -> None:
    """The cells of one answer as one shape: as quick to draw as a single cell."""
    if rows.empty:
        return
    sides = (rows[end] - 0.5, rows[start] - 0.5, rows[end] + 0.5, rows[start] + 0.5)
    axis.add_artist(_boxes(*sides, linewidth=1, **_face(how)))  # no limits to work out anew
    if how.get("mark"):
        axis.plot(rows[end], rows[start], ".", color=style.QUIET, markersize=3)


def _face(how: dict) -> dict:
    edge = how.get("edgecolor", style.CARD)
    return {"facecolor": how["facecolor"], "hatch": how.get("hatch"), "edgecolor": edge}


def _grid_legend(axis, counts: pandas.Series, looks: dict[str, dict], words: str) -> None:
    """Below the diagonal, where no window can be: what the cells mean and how many there are."""
    inside = axis.transAxes
    axis.text(0.02, 0.05 + 0.075 * len(looks), words, transform=inside, fontweight="bold")
    for row, (look, how) in enumerate(looks.items()):
        y = 0.05 + 0.075 * (len(looks) - 1 - row)
        box = Rectangle((0.02, y - 0.012), 0.035, 0.05, transform=inside, **_face(how))
        axis.add_artist(box)
        if how.get("mark"):
            place = {"transform": inside, "color": style.QUIET, "markersize": 3}
            axis.plot([0.0375], [y + 0.013], ".", **place)
        axis.text(0.068, y, f"{look}: {counts.get(look, 0)}", transform=inside)


def doubling_path(
    values: list[float],
    *,
    targets: dict[float, tuple[float | None, str]],
    ticks: list[float],
    x_label: str,
    y_label: str,
) -> Figure:
    """A value that changes by the same factor at every step, on an axis of equal doublings.

    Parameters
    ----------
    values : the value at step 0, 1, 2 and so on.
    targets : height of a dashed line → the step at which the path meets it, or None, and the
        words at its right end.
    ticks : heights marked on the axis, each twice the one before; they also bound the axis.
    x_label, y_label : the axes' labels, with units.
    """
    with house_style():
        figure, axis = _plain_axis(3.8, left=0.65, below=0.52, above=0.1, right=1.79, framed=True)
        last = len(values) - 1
        axis.set_yscale("log", base=2)
        for height, (meets, words) in targets.items():
            axis.axhline(height, color=style.QUIET, linestyle=(0, (4, 3)), linewidth=1)
            axis.annotate(
                words,
                (last, height),
                xytext=(8, 0),
                textcoords="offset points",
                va="center",
                fontweight="bold",
                annotation_clip=False,
            )
            if meets is not None and 0 < meets <= last:
                axis.plot([meets], [values[meets]], "o", **RING)
        axis.plot(range(last + 1), values, color=style.STRONG, linewidth=2.2)
        rising = values[-1] > values[0]
        axis.annotate(
            f"{values[0]:.1f}",
            (0, values[0]),
            xytext=(6, -13 if rising else -22),
            textcoords="offset points",
        )
        axis.set_xlim(0, last)
        axis.set_ylim(ticks[0] * 0.9, ticks[-1] * 1.25)
        axis.yaxis.set_major_locator(FixedLocator([]))  # the logarithmic scale brings its own
        axis.yaxis.set_minor_locator(FixedLocator([]))
        _x_marks(axis, _round_numbers(last, 5))
        _y_marks(axis, {each: f"{each:g}" for each in ticks})
        axis.set_xlabel(x_label)
        axis.set_ylabel(y_label)
        axis.xaxis.set_label_coords(0.5, -0.085)
        axis.yaxis.set_label_coords(-0.085, 0.5)
    return figure


def signed_bars(
    frame: pandas.DataFrame,
    *,
    name: str,
    value: str,
    band: float,
    x_label: str,
    y_label: str,
) -> Figure:
    """Upright bars above and below zero, each with its value, and a band around zero.

    Parameters
    ----------
    frame : one row a bar, from left to right.
    name, value : its columns.
    band : how far the band reaches either side of zero; none where it is 0.
    x_label, y_label : the axes' labels, with units.
    """
    with house_style():
        figure = Figure(figsize=(WIDTH, 3.4), layout="constrained")
        axis = figure.subplots()
        if band:
            _edged_band(axis, -band, band)
        places = range(len(frame))
        colours = [style.STRONG if each < 0 else style.WEAK for each in frame[value]]
        axis.bar(places, frame[value], width=0.7, color=colours, edgecolor=style.STRONG)
        axis.axhline(0, color=style.INK, linewidth=0.8)
        for place, height in zip(places, frame[value], strict=True):
            words = f"{height:+.1f}".replace("-", "−")  # a true minus, as on the axis
            _write(axis, place, height, words, 3 if height >= 0 else -3)
        axis.set_xticks(list(places), frame[name])
        axis.margins(y=0.14)
        axis.set_xlabel(x_label)
        axis.set_ylabel(y_label)
    return figure


# ---- Timeline ------------------------------------------------------------------------------

SEAT = 0.2  # inches from one row of a timeline to the next
BESIDE = 0.1  # inches between a mark and its words, and between two neighbours
WORDS = 8.6  # points
ABOVE = 0.36  # inches for the legend
BELOW = 0.46  # inches for the names of the ticks
SIDE = 1.2  # inches for the names of the lanes


@dataclass
class _Mark:
    """A mark of a timeline in inches from the left end of the axis, and its seat."""

    left: float
    right: float
    words: str
    colour: str
    hollow: bool
    point: bool
    width: float  # of the words
    row: int = 0
    text: float = 0.0  # where the words begin


def timeline(
    frame: pandas.DataFrame,
    *,
    lane: str,
    lanes: list[str],
    start: str,
    end: str,
    words: str,
    colour: str,
    colours: dict[str, str],
    hollow: str,
    hollow_words: str,
    window: tuple[pandas.Timestamp, pandas.Timestamp],
    ticks: dict[pandas.Timestamp, str],
) -> Figure:
    """Named events by lane on one axis of time; no words meet a mark or other words.

    A day is a point. What is known only to the month or the year is a bar over that time.
    Each event takes the first row of its lane in which its mark and its words are free, so a
    lane is as high as its events need and the figure as high as its lanes.

    Parameters
    ----------
    frame : one row an event, with the columns named here; none may lie outside the window.
    lane : column that says in which lane it stands; `lanes` lists them from top to bottom.
    start, end : columns with its first and its last day; the same day for a point.
    words : column with its label.
    colour : column with a key of `colours`, which also makes the legend.
    hollow : column that is True for marks drawn hollow; `hollow_words` says what that means.
    window : first and last day of the axis.
    ticks : days to mark on the axis, with their names.
    """
    first, last = window
    room = WIDTH - SIDE - 0.08
    per_day = room / ((last - first).days + 1)
    seats = {}
    for name in lanes:
        rows = frame[frame[lane] == name]
        marks = [
            _mark(row, per_day, first, room, start, end, words, colour, hollow)
            for _, row in rows.iterrows()
        ]
        seats[name] = _seat(sorted(marks, key=lambda mark: (mark.left, mark.words)), room)
    with house_style():
        return _draw_timeline(seats, colours, hollow_words, room, per_day, first, ticks)


def _mark(row, per_day, first, room, start, end, words, colour, hollow) -> _Mark:
    left = max(0.0, ((row[start] - first).days) * per_day)
    right = min(room, ((row[end] - first).days + 1) * per_day)
    point = row[start] == row[end]
    if point:
        left = right = (left + right) / 2
    return _Mark(
        left, right, row[words], row[colour], row[hollow], point, _width(row[words], WORDS)
    )


@lru_cache(maxsize=512)
def _width(words: str, size: float) -> float:
    """How wide words of that size in points are, in inches."""
    font = FontProperties(family=style.PICTURE["font.family"], size=size)
    width, _, _ = text_to_path.get_text_width_height_descent(words, font, False)
    return width / 72


def _seat(marks: list[_Mark], room: float) -> list[_Mark]:
    """Give each mark its row and its words their place, the first that is free."""
    rows: list[list[tuple[float, float]]] = []
    for mark in marks:
        rows.append([])  # the last row is always free
        for number, taken in enumerate(rows):
            text = _free(mark, taken, room)
            if text is not None:
                mark.row, mark.text = number, text
                taken.append(_span(mark))
                break
        if not rows[-1]:
            rows.pop()
    return marks


def _free(mark: _Mark, taken: list[tuple[float, float]], room: float) -> float | None:
    """Where the words of a mark could begin in a row, or None."""
    inside = mark.left + BESIDE / 2
    choices = [mark.right + BESIDE, mark.left - BESIDE - mark.width]
    if mark.right - mark.left >= mark.width + BESIDE:
        choices = [inside]
    for text in choices:
        low, high = min(mark.left, text), max(mark.right, text + mark.width)
        fits = text >= 0 and text + mark.width <= room
        if fits and all(high + BESIDE <= left or right + BESIDE <= low for left, right in taken):
            return text
    return None


def _span(mark: _Mark) -> tuple[float, float]:
    return min(mark.left, mark.text), max(mark.right, mark.text + mark.width)


def _draw_timeline(seats, colours, hollow_words, room, per_day, first, ticks) -> Figure:
    """Inches are the units of both axes, so that what was measured is what is drawn."""
    heights = {name: 1 + max((m.row for m in marks), default=0) for name, marks in seats.items()}
    body = sum(heights.values()) * SEAT + len(seats) * SEAT * 0.6
    figure, axis = _plain_axis(
        body + ABOVE + BELOW, left=SIDE, below=BELOW, above=ABOVE, right=WIDTH - SIDE - room
    )
    axis.set_xlim(0, room)
    axis.set_ylim(body, 0)
    top, bars, dots, lines = 0.0, {}, {}, []
    for name, marks in seats.items():
        look = {"ha": "right", "va": "center", "fontweight": "bold", "fontsize": 9.5}
        axis.text(-0.11, top + SEAT * 0.8, name, **look)
        for mark in marks:
            height = top + (mark.row + 0.8) * SEAT
            kind = (colours[mark.colour], mark.hollow)
            (dots if mark.point else bars).setdefault(kind, []).append((mark, height))
            axis.text(mark.text, height, mark.words, fontsize=WORDS, va="center_baseline")
        top += heights[name] * SEAT + SEAT * 0.6
        lines.append(top)
    for (shade, hollow), found in bars.items():
        axis.add_artist(_timeline_bars(found, shade, hollow))
    for (shade, hollow), found in dots.items():
        face = style.CARD if hollow else shade
        where = [mark.left for mark, _ in found], [height for _, height in found]
        axis.plot(*where, "o", color=shade, markersize=6, markerfacecolor=face)
    axis.hlines(lines, 0, room, color=style.RULE, linewidth=0.8)
    places = {((day - first).days) * per_day: words for day, words in ticks.items()}
    axis.vlines(list(places), 0, body, color=style.BAND, linewidth=1, zorder=0)
    axis.hlines([body], 0, room, color=style.QUIET, linewidth=0.8, clip_on=False)
    _x_marks(axis, places)
    point = {"marker": "o", "markersize": 6}
    looks = {name: {**point, "color": colour} for name, colour in colours.items()}
    looks[hollow_words] = {**point, "color": style.INK, "markerfacecolor": style.CARD}
    _key(figure, looks, 0.05)
    return figure


def _timeline_bars(found: list[tuple[_Mark, float]], colour: str, hollow: bool) -> PathPatch:
    """What is known only to the month or the year, as one shape for all marks of one look."""
    lefts, rights = [mark.left for mark, _ in found], [mark.right for mark, _ in found]
    heights = [height for _, height in found]
    upper = [height - SEAT * 0.4 for height in heights]
    lower = [height + SEAT * 0.4 for height in heights]
    face = style.CARD if hollow else to_rgba(colour, alpha=0.3)
    return _boxes(lefts, upper, rights, lower, facecolor=face, edgecolor=colour)


# ---- Counts: panels with a unit each, and parts against a total -----------------------------

BAR_ROW = 0.31  # inches for a bar of these two forms
HEADING = 0.36  # inches for the heading of a panel
NAMES = 2.0  # inches for the names of the bars


def unit_panels(
    frame: pandas.DataFrame,
    *,
    panel: str,
    name: str,
    value: str,
    written: str,
    colour: str,
    colours: dict[str, str],
    hollow: str,
    room: float = 1.6,
) -> Figure:
    """Lying bars in panels above each other, each panel with its own unit and its own zero.

    No axis runs through several panels: lengths can be compared within one only.

    Parameters
    ----------
    frame : one row a bar, from top to bottom.
    panel : column with the panel's heading, which names the unit.
    name, value, written : columns: the bar's name, its length, the words at its end.
    colour : column with a key of `colours`.
    hollow : column that is True for bars drawn hollow.
    room : width of a panel as a multiple of its longest bar, to leave space for the words.
    """
    groups = list(frame.groupby(panel, sort=False))
    height = BAR_ROW * len(frame) + HEADING * len(groups) + 0.08
    with house_style():
        figure = Figure(figsize=(WIDTH, height))
        top = height
        for heading, rows in groups:
            top -= HEADING + BAR_ROW * len(rows)
            size = (1 - (NAMES + 0.1) / WIDTH, BAR_ROW * len(rows) / height)
            box = (NAMES / WIDTH, (top + 0.04) / height, *size)
            axis = figure.add_axes(box, xticks=[], yticks=[], frame_on=False)
            axis.set_xlim(0, max(rows[value].max(), 1) * room)
            axis.set_ylim(len(rows) - 0.5, -0.5)
            axis.axvline(0, color=style.QUIET, linewidth=1.2)
            axis.text(0, -0.58, heading, fontweight="bold", va="bottom")
            for place, (_, row) in enumerate(rows.iterrows()):
                _count_bar(axis, place, 0, row[value], colours[row[colour]], row[hollow])
                axis.text(axis.get_xlim()[1] * -0.015, place, row[name], ha="right", va="center")
                axis.text(row[value], place, f"  {row[written]}", va="center")
    return figure


def _count_bar(axis, place: int, start: float, length: float, colour: str, hollow: bool) -> None:
    look = {"facecolor": style.CARD, "linestyle": (0, (3, 2))} if hollow else {"facecolor": colour}
    box = Rectangle((start, place - 0.31), length, 0.62, edgecolor=colour, **look)
    axis.add_artist(box)  # the limits are set: nothing to work out anew


def parts_and_total(
    frame: pandas.DataFrame,
    *,
    name: str,
    value: str,
    counted: str,
    total: tuple[float, str],
    least: float,
    span_name: str,
    x_label: str,
    x_max: float,
) -> Figure:
    """Parts laid end to end, one in a row, beside the total into which they should fit.

    The last row runs from the least to the most that the parts can come to together: the most
    is their sum, the least holds where one part contains the others.

    Parameters
    ----------
    frame : one row a part, from top to bottom.
    name, value : its columns.
    counted : column that is True for parts that are added up; the others leave their row empty.
    total : the total and its name, at an upright dashed line.
    least : the least that the parts can come to.
    span_name : the name of the last row.
    x_label : the axis' label, with the unit.
    x_max : right end of the axis, the same for every setting of an explorer.
    """
    last = len(frame)
    with house_style():
        figure, axis = _plain_axis(
            0.36 * (last + 1) + 0.95, left=NAMES, below=0.6, above=0.35, right=0.1
        )
        axis.set_xlim(0, x_max)
        axis.set_ylim(last + 0.6, -0.6)
        _x_marks(axis, _round_numbers(x_max, 5))
        axis.plot([0, x_max], [last + 0.6] * 2, color=style.QUIET, linewidth=0.8, clip_on=False)
        axis.set_xlabel(x_label, labelpad=24)
        at, words = total
        axis.plot([at, at], [-0.6, last + 0.6], color=style.INK, linewidth=1.3, linestyle="--")
        axis.text(at, -0.7, words, ha="center", va="bottom", fontweight="bold")
        reached = 0.0
        for place, (_, row) in enumerate(frame.iterrows()):
            _row_name(axis, place, row[name], row[counted])
            if row[counted]:
                _count_bar(axis, place, reached, row[value], style.STRONG, False)
                reached += row[value]
                _beside_line(axis, place, reached, f"{row[value]:g}", at)
        _row_name(axis, last, span_name, reached > 0)
        if reached:
            _count_bar(axis, last, least, reached - least, style.STRONG, True)
            both = f"{least:g}" if least == reached else f"{least:g} to {reached:g}"
            _beside_line(axis, last, reached, both, at)
    return figure


def _row_name(axis, place: int, words: str, strong: bool) -> None:
    look = {"color": style.INK if strong else style.QUIET, "ha": "right", "va": "center"}
    axis.text(axis.get_xlim()[1] * -0.015, place, words, **look)


def _beside_line(axis, place: int, end: float, words: str, line: float) -> None:
    """Words at the end of a bar; past an upright line that they would cross."""
    per_inch = axis.get_xlim()[1] / _inches(axis)[0]
    start = end + 0.08 * per_inch
    if start < line < start + (_width(words, 10) + 0.05) * per_inch:
        start = line + 0.08 * per_inch
    axis.text(start, place, words, va="center")


# --- A map of causes, and a rule run through time --------------------------------------------

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
    with house_style():
        # Drawn anew for every setting: what looks alike is one shape, see `_boxes`.
        figure = Figure(figsize=(WIDTH, height))
        axis = figure.add_axes((0, 0, 1, 1), xticks=[], yticks=[], frame_on=False)
        axis.set_xlim(0, WIDTH)
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
    widths = [_width(each, CAUSE_WORDS) + 0.18 for each in words]
    sides = [
        (x - wide / 2, y - 0.09, x + wide / 2, y + 0.09)
        for (x, y), wide in zip(places, widths, strict=True)
    ]
    axis.add_artist(_boxes(*zip(*sides, strict=True), facecolor=style.CARD, linewidth=0, zorder=2))
    for (x, y), each, row in zip(places, words, rows, strict=True):
        bold = {"fontweight": "bold"} if row["there"] else {"color": style.QUIET}
        axis.text(x, y, each, ha="center", va="center", fontsize=CAUSE_WORDS, zorder=3, **bold)


def _around(places: list[tuple[float, float]], wide: float, high: float, **look) -> PathPatch:
    """Boxes of one size around their middles, as one shape."""
    sides = [(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2) for x, y in places]
    return _boxes(*zip(*sides, strict=True), zorder=3, **look)


def _edge_of_box(middle: tuple, towards: tuple) -> tuple[float, float]:
    """Where the line from a box's middle towards another place leaves the box."""
    wide, high = CAUSE_BOX[0] / 2 + 0.03, CAUSE_BOX[1] / 2 + 0.03
    across, up = towards[0] - middle[0], towards[1] - middle[1]
    part = min(wide / abs(across) if across else math.inf, high / abs(up) if up else math.inf)
    return middle[0] + part * across, middle[1] + part * up


def paths_and_phase(
    frame: pandas.DataFrame,
    *,
    time: str,
    colours: dict[str, str],
    balance: dict[str, tuple[float, float]],
    rest: tuple[float, float] | None,
    top: float,
    label: str,
    measure: str,
    balance_words: str,
) -> Figure:
    """Two values through time, and beside it one against the other.

    Parameters
    ----------
    frame : one row a step: the column `time` and one for each of two names.
    time : its column of steps, from 0; it also names the axis.
    colours : the two names, each with its colour; the first lies along the right panel, the
        second has dots on its path.
    balance : for each name the line on which it would stay as it is: its level where the other
        is at zero, and how much higher that is for each unit of the other.
    rest : where both stay, or None.
    top : the upper end of all axes but time; what lies above is cut off.
    label : written inside the figure, above both panels.
    measure : of all axes but time.
    balance_words : what is written of the lines of balance.
    """
    first, second = colours
    with house_style():
        figure = Figure(figsize=(WIDTH, 3.9))
        last = int(frame[time].max())
        thirds = [0, last // 3, 2 * last // 3, last]
        halves = [0, top / 2, top]
        paths = figure.add_axes((0.08, 0.125, 0.43, 0.735), xticks=[], yticks=[])
        phase = figure.add_axes((0.6, 0.125, 0.37, 0.735), xticks=[], yticks=[])
        dots = {"marker": "o", "markersize": 4, "markevery": 3}
        paths.plot(frame[time], frame[first], color=colours[first], linewidth=2.2)
        paths.plot(frame[time], frame[second], color=colours[second], linewidth=2.2, **dots)
        _balance_lines(phase, colours, balance, top)
        phase.plot(frame[first], frame[second], color=style.INK, linewidth=2)
        phase.plot(frame[first].iloc[:1], frame[second].iloc[:1], "o", color=style.INK)
        if rest is not None and max(rest) <= top:
            phase.plot([rest[0]], [rest[1]], "o", **RING)
        paths.set(xlim=(0, last), ylim=(0, top), xlabel=time, ylabel=measure)
        phase.set(xlim=(0, top), ylim=(0, top))
        phase.set_xlabel(f"{first}: {measure}", color=colours[first])
        phase.set_ylabel(f"{second}: {measure}", color=colours[second])
        for axis, ticks in ((paths, thirds), (phase, halves)):
            _x_marks(axis, {each: f"{each:g}" for each in ticks})
            _y_marks(axis, {each: f"{each:g}" for each in halves})
            axis.xaxis.set_label_coords(0.5, -0.085)
            axis.yaxis.set_label_coords(-0.11 if axis is paths else -0.125, 0.5)
        figure.text(0.08, 0.95, label, fontweight="bold", fontsize=10.5)
        figure.text(0.6, 0.885, f"dashed: {balance_words}", fontsize=9)
        for name, left, more in ((first, 0.08, {}), (second, 0.2, {**dots, "markevery": [1]})):
            line = Line2D([left, left + 0.0175, left + 0.035], [0.895] * 3, **more)
            line.set(color=colours[name], linewidth=2.2, transform=figure.transFigure)
            figure.add_artist(line)
            figure.text(left + 0.042, 0.883, name, color=colours[name], fontweight="bold")
    return figure


def _balance_lines(axis, colours: dict, balance: dict, top: float) -> None:
    """Dashed lines on which one of the two would stay as it is."""
    first, second = colours
    dashes = {"linestyle": (0, (4, 3)), "linewidth": 1.3}
    base, slope = balance[first]
    axis.plot([base, base + slope * top], [0, top], color=colours[first], **dashes)
    base, slope = balance[second]
    axis.plot([0, top], [base, base + slope * top], color=colours[second], **dashes)


# --- Spans of time, marks in lanes, a line of scores, columns -------------------------------


def spans(
    frame: pandas.DataFrame,
    *,
    name: str,
    start: str,
    end: str,
    kind: str,
    looks: dict[str, dict],
    heading: str,
    x_range: tuple[int, int],
) -> Figure:
    """One line a row from its start to its end, with a mark at the end that says of what kind.

    Parameters
    ----------
    frame : one row a line, in order from above.
    name, start, end, kind : its columns; the times are years with decimals.
    looks : kind → how matplotlib draws its mark; the key above the picture follows this order.
    heading : stands before the key.
    x_range : first and last year of the axis.
    """
    with house_style():
        figure, axis = _lanes(frame[name], x_range, height=0.9 + 0.31 * len(frame), left=1.55)
        rows = pandas.Series(range(len(frame)), index=frame.index)
        axis.hlines(rows, frame[start], frame[end], color=style.WEAK, linewidth=2.5)
        for each, look in looks.items():
            at = frame[kind] == each
            axis.plot(frame[end][at], rows[at], **LANE_MARK, **look)
        _lane_key(axis, looks, heading)
    return figure


def lane_marks(
    frame: pandas.DataFrame,
    *,
    lane: str,
    at: str,
    kind: str,
    looks: dict[str, dict],
    x_range: tuple[int, int],
) -> Figure:
    """Marks over years, one lane for each value of a column.

    Parameters
    ----------
    frame : one row a mark.
    lane, at, kind : its columns; the times are years with decimals.
    looks : kind → how matplotlib draws its mark; the key above the picture follows this order.
    x_range : first and last year of the axis.
    """
    lanes = list(dict.fromkeys(frame[lane]))
    with house_style():
        figure, axis = _lanes(lanes, x_range, height=0.9 + 0.45 * len(lanes), left=1.75)
        axis.hlines(range(len(lanes)), *x_range, color=style.RULE, linewidth=1)
        for each, look in looks.items():
            rows = frame[frame[kind] == each]
            axis.plot(rows[at], rows[lane].map(lanes.index), **LANE_MARK, **look)
        _lane_key(axis, looks, "")
    return figure


# A mark may stand on the end of its axis.
LANE_MARK = {
    "markersize": 9,
    "color": style.STRONG,
    "linestyle": "none",
    "zorder": 3,
    "clip_on": False,
}


def _lanes(names, x_range: tuple[int, int], *, height: float, left: float) -> tuple:
    """An axis of years with one named row for each name, and room for a key above."""
    figure, axis = _plain_axis(height, left=left, below=0.42, above=0.42, right=0.25)
    names = list(names)
    axis.set_xlim(x_range)
    axis.set_ylim(len(names) - 0.5, -0.5)
    aside = {"transform": axis.get_yaxis_transform(), "ha": "right", "va": "center"}
    for row, words in enumerate(names):
        axis.text(-0.02, row, words, **aside)
    _x_marks(axis, {year: str(year) for year in range(x_range[0], x_range[1] + 1)})
    return figure, axis


def _lane_key(axis, looks: dict[str, dict], heading: str) -> None:
    """What the marks mean, in one line above the rows."""
    wide, tall = _inches(axis)
    at, high = (-1.4 if heading else 0.1) / wide, 1 + 0.2 / tall
    above = {"transform": axis.transAxes, "va": "center", "fontsize": 9}
    if heading:
        axis.text(at, high, heading, **above)
        at += (0.3 + 0.075 * len(heading)) / wide
    for words, look in looks.items():
        mark = {**LANE_MARK, "markersize": 7, "transform": axis.transAxes}
        axis.plot([at], [high], **mark, **look)
        axis.text(at + 0.12 / wide, high, words, **above)
        at += (0.5 + 0.07 * len(words)) / wide


def score_line(
    scores: pandas.Series,
    *,
    marked: float,
    level: tuple[float, str],
    x_label: str,
    y_label: str,
) -> Figure:
    """Scores between 0 and 1 as a line over whole numbers, with one of them marked.

    Parameters
    ----------
    scores : labelled by whole numbers from 0 on.
    marked : the label of the score that is ringed and written out.
    level : height and name of a dashed line across.
    x_label, y_label : the axes' labels.
    """
    with house_style():
        figure, axis = _plain_axis(3.4, left=0.7, below=0.55, above=0.1, right=0.15, framed=True)
        last = int(scores.index[-1])
        axis.set_xlim(-0.3, last + 0.3)
        axis.set_ylim(0, 1.05)
        _x_marks(axis, {each: str(each) for each in range(0, last + 1, 2)})
        _unit_height(axis, level[0], x_label, y_label)
        axis.text(-0.15, level[0] + 0.02, level[1], fontsize=9)
        axis.plot(scores.index, scores, "o-", color=style.STRONG, markersize=4)
        axis.plot([marked], [scores[marked]], "o", **RING)
        before = marked > 0.75 * last
        place = {"ha": "right" if before else "left", "va": "bottom", "fontweight": "bold"}
        aside = -0.25 if before else 0.25
        axis.text(marked + aside, scores[marked] + 0.03, f"{scores[marked]:.2f}", **place)
    return figure


def score_columns(scores: pandas.Series, *, level: float, x_label: str, y_label: str) -> Figure:
    """Scores between 0 and 1 as upright bars, with a dashed line across.

    Parameters
    ----------
    scores : labelled by what stands under each bar.
    level : height of the dashed line.
    x_label, y_label : the axes' labels.
    """
    with house_style():
        figure, axis = _plain_axis(3.2, left=0.7, below=0.55, above=0.1, right=0.15, framed=True)
        places = range(len(scores))
        axis.set_xlim(-0.6, len(scores) - 0.4)
        axis.set_ylim(0, 1.05 * max(1.0, float(scores.max())))
        axis.bar(places, scores, width=0.7, color=style.STRONG)
        _x_marks(axis, dict(zip(places, map(str, scores.index), strict=True)))
        _unit_height(axis, level, x_label, y_label)
    return figure


def _unit_height(axis, level: float, x_label: str, y_label: str) -> None:
    """Marks from 0 to 1, a dashed line, and the labels of both axes."""
    axis.axhline(level, color=style.QUIET, linestyle=(0, (4, 3)), linewidth=1)
    _y_marks(axis, {each / 4: f"{each / 4:g}" for each in range(5)})
    axis.set_xlabel(x_label)
    axis.set_ylabel(y_label)
    axis.xaxis.set_label_coords(0.5, -0.12)
    axis.yaxis.set_label_coords(-0.075, 0.5)
