"""Forms of chart that several subjects share: marks on axes, no knowledge of any subject.

Every function takes plain tables and returns a matplotlib `Figure`, made without pyplot so
that nothing global is left behind and a test can read its artists.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import matplotlib
import pandas
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, MaxNLocator

from coursekit import style

WIDTH = 7.6  # inches: the width of a notebook's column


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


@contextmanager
def house_style() -> Iterator[None]:
    """Draw inside this to get the course's colours and type."""
    with matplotlib.rc_context(style.PICTURE):
        yield


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
    groups = list(dict.fromkeys(frame[panel]))
    sizes = [int((frame[panel] == group).sum()) for group in groups]
    tallest = heights.nlargest(named).index
    with house_style():
        figure = Figure(figsize=(WIDTH, 3.8), layout="constrained")
        axes = figure.subplots(1, len(groups), sharey=True, width_ratios=sizes, squeeze=False)[0]
        for axis, group in zip(axes, groups, strict=True):
            rows = frame[frame[panel] == group]
            _stack(axis, rows[position], rows[list(parts)], parts)
            axis.set_title(group, fontsize=11, loc="left")
            axis.set_xticks([])
            axis.set_xlim(0, len(rows) + 1)
            for index in rows.index.intersection(tallest):
                words = f"{frame.at[index, label]}: {heights[index]}"
                before = index < tallest[0]
                _name_bar(axis, frame.at[index, position], heights[index], words, before)
        axes[0].set_ylabel(y_label)
        axes[0].set_ylim(0, heights.max() * 1.15)
        figure.supxlabel(x_label, fontsize=10)
        figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper left", ncols=2)
    return figure


def _stack(axis, positions, columns: pandas.DataFrame, colours: dict[str, str]) -> None:
    bottom = 0
    for name, colour in colours.items():
        axis.bar(positions, columns[name], bottom=bottom, width=0.75, color=colour, label=name)
        bottom = bottom + columns[name]


def _name_bar(axis, place: float, height: float, words: str, before: bool) -> None:
    """Write a bar's name above it; to the left where the tallest bar stands to its right."""
    axis.annotate(
        words,
        (place, height),
        xytext=(5 if before else -5, 3),
        textcoords="offset points",
        ha="right" if before else "left",
        fontsize=9,
    )


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
    hollow : years whose points are hollow, because they come from another edition.
    """
    with house_style():
        # An explorer draws this form anew for every setting: fixed margins take a third of the
        # time of a computed layout, and the axes stay where they are from one to the next.
        figure = Figure(figsize=(WIDTH, 3.8))
        axis = figure.add_axes((0.085, 0.135, 0.9, 0.84))
        axis.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        first, last = int(frame[year].min()), int(frame[year].max())
        axis.set_xlim(first - 0.4, last + (last - first) * 0.16)
        axis.set_ylim(0, frame[value].max() * 1.16)
        axis.xaxis.set_major_locator(FixedLocator(_some_years(first, last)))
        axis.xaxis.set_major_formatter("{x:.0f}")
        axis.set_ylabel(y_label)
        axis.set_xlabel("year")
        if band:
            _band(axis, *band, first)
        if level:
            _level(axis, *level, first)
        for key, rows in frame.groupby(line, sort=False):
            _line(axis, rows, year, value, key, colours[key], hollow)
        if marked:
            _mark(axis, frame, year, value, line, *marked)
    return figure


def _some_years(first: int, last: int) -> list[int]:
    """Every year of a dozen, every fourth of more: enough to read by, quick to draw."""
    return list(range(first, last + 1, 1 if last - first <= 11 else 4))


def _band(axis, low, high, words, first) -> None:
    axis.axhspan(low, high, color=style.BAND, zorder=0)
    axis.annotate(
        words, (first - 0.3, low), xytext=(0, -12), textcoords="offset points", fontsize=9
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
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        color=colour,
        fontweight="bold",
    )


def _mark(axis, frame, year, value, line, at, words) -> None:
    rows = frame[frame[line] == frame[line].iloc[0]]
    height = rows.loc[rows[year] == at, value].iloc[0]
    axis.plot([at], [height], "o", markersize=11, markerfacecolor="none", color=style.INK)
    axis.annotate(
        words,
        (at, height),
        xytext=(0, 14),
        textcoords="offset points",
        ha="center",
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
