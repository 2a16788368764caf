"""What all forms of chart share: the picture, the house style, axes that are quick to draw."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import matplotlib
import pandas
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator

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


def plain_axis(height: float, *, left, below, above, right, framed=False) -> tuple:
    """A figure of that height and its one axis without marks; all lengths in inches."""
    figure = Figure(figsize=(WIDTH, height))
    size = (WIDTH - left - right, height - below - above)
    box = (left / WIDTH, below / height, size[0] / WIDTH, size[1] / height)
    return figure, figure.add_axes(box, xticks=[], yticks=[], frame_on=framed)


def inches(axis) -> tuple[float, float]:
    """Width and height of an axis on paper."""
    figure, box = axis.get_figure(), axis.get_position()
    return box.width * figure.get_figwidth(), box.height * figure.get_figheight()


def x_marks(axis, marks: dict[float, str]) -> None:
    """Words below the axis, each with a short stroke."""
    tall = inches(axis)[1]
    across = axis.get_xaxis_transform()
    stroke = {"color": style.QUIET, "linewidth": 0.8, "transform": across, "clip_on": False}
    axis.vlines(list(marks), -0.05 / tall, 0, **stroke)
    for place, words in marks.items():
        axis.text(place, -0.09 / tall, words, transform=across, ha="center", va="top", label=MARK)


def y_marks(axis, marks: dict[float, str]) -> None:
    """Words left of the axis, each with a short stroke."""
    wide = inches(axis)[0]
    up = axis.get_yaxis_transform()
    stroke = {"color": style.QUIET, "linewidth": 0.8, "transform": up, "clip_on": False}
    axis.hlines(list(marks), -0.05 / wide, 0, **stroke)
    for place, words in marks.items():
        axis.text(-0.09 / wide, place, words, transform=up, ha="right", va="center", label=MARK)


def name_rows(axis, names) -> None:
    """Names beside the rows of an axis, the first above, without strokes."""
    axis.set_yticks(list(range(len(names), 0, -1)), names)
    axis.tick_params(axis="y", length=0)


def round_numbers(
    top: float, most: int, low: float = 0, whole: bool = False, steps=(1, 2, 2.5, 5, 10)
) -> dict[float, str]:
    """Up to so many round numbers between two ends, and how each is written.

    >>> round_numbers(23, 5, whole=True)
    {0: '0', 5: '5', 10: '10', 15: '15', 20: '20'}
    >>> round_numbers(40, 4, low=-60)
    {-60: '−60', -40: '−40', -20: '−20', 0: '0', 20: '20', 40: '40'}
    """
    found = MaxNLocator(most, steps=steps, integer=whole).tick_values(low, top)
    inside = [float(each) for each in found if low <= each <= top]
    return {each: f"{each:g}".replace("-", "−") for each in inside}


def key(figure: Figure, looks: dict[str, dict], left: float) -> None:
    """What colours mean, in one line above the picture; a fifth of the time of a legend.

    Parameters
    ----------
    looks : words → how their box is drawn, or, with a "marker", their point.
    left : inches from the left end of the figure.
    """
    paper = figure.dpi_scale_trans
    height = figure.get_figheight() - 0.19
    for words, look in looks.items():
        if "marker" in look:
            point = {"linestyle": "", "transform": paper, "figure": figure, **look}
            figure.add_artist(Line2D([left + 0.08], [height], **point))
        else:
            box = ((left, height - 0.06), 0.22, 0.12)
            figure.add_artist(Rectangle(*box, transform=paper, **look))
        start = left + (0.19 if "marker" in look else 0.3)
        figure.text(start, height, words, transform=paper, va="center", fontsize=9.5)
        left = start + width_of(words, 9.5) + 0.22


def boxes(lefts, bottoms, rights, tops, **look) -> PathPatch:
    """Many boxes as one shape: as quick to draw as a single one."""
    sides = zip(lefts, bottoms, rights, tops, strict=True)
    corners = [Path([(a, b), (c, b), (c, d), (a, d), (a, b)], closed=True) for a, b, c, d in sides]
    return PathPatch(Path.make_compound_path(*corners), **look)


def edged_band(axis, low: float, high: float) -> None:
    """A band across; its ground is too pale to be seen by all, so its two ends are lines."""
    axis.axhspan(low, high, color=style.BAND, zorder=0)
    ends = {"color": style.QUIET, "linewidth": 0.6, "zorder": 0}
    axis.hlines([low, high], 0, 1, transform=axis.get_yaxis_transform(), **ends)


def band(axis, low: float, high: float, words: str) -> None:
    """A band across, with its name under its lower end."""
    edged_band(axis, low, high)
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


def write(axis, at: float, height: float, words: str, points: int, aside: int = 0) -> None:
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


def signed(percent: float) -> str:
    """A change as it is written: +37%, −30%, 0%."""
    whole = round(percent)
    return f"{'−' if whole < 0 else '+'}{abs(whole)}%" if whole else "0%"


@lru_cache(maxsize=512)
def width_of(words: str, size: float) -> float:
    """How wide words of that size in points are, in inches."""
    font = FontProperties(family=style.PICTURE["font.family"], size=size)
    width, _, _ = text_to_path.get_text_width_height_descent(words, font, False)
    return width / 72
