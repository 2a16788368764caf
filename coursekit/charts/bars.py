"""Bars: in a sequence, on a scale, in panels, by kind, with a change, above and below zero."""

import math

import matplotlib
import pandas
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from coursekit import style
from coursekit.charts import drawing


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
    with drawing.house_style():
        # One axis for all panels: an explorer draws this form anew for every setting.
        figure, axis = drawing.plain_axis(3.8, left=0.57, below=0.38, above=above, right=0.08)
        axis.set_xlim(0, ends.iloc[-1])
        axis.set_ylim(0, top)
        bottom = 0 * heights
        for part, colour in parts.items():
            sides = (places - 0.375, bottom, places + 0.375, bottom + frame[part])
            axis.add_artist(drawing.boxes(*sides, facecolor=colour, linewidth=0, label=part))
            bottom = bottom + frame[part]
        floor = {"color": style.QUIET, "linewidth": 0.8, "clip_on": False}
        axis.hlines([0] * len(ends), list(starts.values()), ends, **floor)
        for group, start in starts.items():
            axis.text(start, top * 1.03, group, fontsize=11)
        for index in frame.index.intersection(tallest):
            words = f"{frame.at[index, label]}: {heights[index]}"
            _name_bar(axis, places[index], heights[index], words, index < tallest[0])
        drawing.y_marks(axis, drawing.round_numbers(top, 5, whole=True))
        axis.set_ylabel(y_label)
        axis.set_xlabel(x_label)
        axis.yaxis.set_label_coords(-0.055, 0.5)
        axis.xaxis.set_label_coords(0.5, -0.03)
        if len(parts) > 1:
            drawing.key(
                figure, {part: {"facecolor": colour} for part, colour in parts.items()}, 0.57
            )
    return figure


def _panel_starts(panels: pandas.Series) -> dict[str, float]:
    """Where each panel of bars begins when all stand on one axis, with a little room between."""
    sizes = panels.groupby(panels, sort=False).size()
    starts = (sizes + 1.4).cumsum() - sizes - 1.4
    return starts.to_dict()


def _name_bar(axis, place: float, height: float, words: str, before: bool) -> None:
    """Write a bar's name above it; to the left where the tallest bar stands to its right."""
    room = place * drawing.inches(axis)[0] / axis.get_xlim()[1]
    at_edge = before and room < drawing.width_of(words, 9) + 0.1
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
    with drawing.house_style():
        figure = Figure(figsize=(drawing.WIDTH, 0.75 * len(frame) + 0.9), layout="constrained")
        axis = figure.subplots()
        places = range(len(frame), 0, -1)
        axis.barh(places, frame[value], height=0.62, color=[colours[n] for n in frame[name]])
        drawing.name_rows(axis, frame[name])
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
    with drawing.house_style():
        figure = Figure(figsize=(drawing.WIDTH, 0.8 * len(frame) + 0.9), layout="constrained")
        axis = figure.subplots()
        for place, (_, row) in zip(range(len(frame), 0, -1), frame.iterrows(), strict=True):
            _open_range(axis, place, row, name, low, high, written, colours, x_max)
        drawing.name_rows(axis, frame[name])
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
    with drawing.house_style():
        # One axis for all panels, bars as one collection a part, no ticks: an explorer draws
        # this form anew for every setting, and each of these halves the time.
        figure = Figure(figsize=(drawing.WIDTH, height))
        box = (0.195, 0.56 / height, 0.795, 1 - 1.2 / height)
        axis = figure.add_axes(box, xticks=[], yticks=[], frame_on=False)
        axis.set_xlim(0, room * len(panels))
        axis.set_ylim(0.5, len(names) + 0.5)
        left = starts
        for part, colour in parts.items():
            sides = (left, places - 0.34, left + frame[part], places + 0.34)
            axis.add_artist(drawing.boxes(*sides, facecolor=colour, linewidth=0, label=part))
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
        drawing.key(figure, {part: {"facecolor": colour} for part, colour in parts.items()}, 0.12)
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
    with drawing.house_style():
        figure = Figure(figsize=(drawing.WIDTH, 0.78 * len(frame) + 1.25), layout="constrained")
        axis = figure.subplots()
        places = list(range(len(frame), 0, -1))
        for place, (_, row) in zip(places, frame.iterrows(), strict=True):
            _kind_bar(axis, place, row[value], colours[row[country]], row[kind])
            _at_end(axis, place, row[value], row[written])
        drawing.name_rows(axis, frame[name])
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
    with drawing.house_style():
        # Fixed margins, since an explorer draws this form: see `year_lines`.
        figure = Figure(figsize=(drawing.WIDTH, 3.1))
        bare = {"xticks": [], "yticks": [], "frame_on": False}
        bars = figure.add_axes((0.21, 0.17, 0.44, 0.68), **bare)
        changes = figure.add_axes((0.69, 0.17, 0.29, 0.68), **bare)
        places = list(range(len(frame), 0, -1))
        for place, (_, row) in zip(places, frame.iterrows(), strict=True):
            _kind_bar(bars, place, row[value], colours[row[country]], row[kind])
            _at_end(bars, place, row[value], row[written])
            _kind_bar(changes, place, row[change], colours[row[country]], row[kind])
            _at_end(changes, place, row[change], drawing.signed(row[change]))
        for place, words in zip(places, frame[name], strict=True):
            across = bars.get_yaxis_transform()
            bars.text(
                -0.02, place, words, transform=across, ha="right", va="center", label=drawing.MARK
            )
        bars.axvline(0, color=style.QUIET, linewidth=0.8)
        changes.axvline(0, color=style.QUIET, linewidth=0.8)
        bars.set_xlim(0, frame[value].max() * 1.3)
        changes.set_xlim(*change_range)
        for axis, label in ((bars, x_label), (changes, change_label)):
            axis.set_ylim(0.4, len(frame) + 0.6)
            low, high = axis.get_xlim()
            axis.axhline(0.4, color=style.QUIET, linewidth=0.8, clip_on=False)
            drawing.x_marks(axis, drawing.round_numbers(high, 5, low=low))
            axis.set_xlabel(label, fontsize=9.5)
            axis.xaxis.set_label_coords(0.5, -0.13)
        kinds = [each for each in KINDS if each in set(frame[kind])]
        drawing.key(figure, {each: _kind_look(style.QUIET, each) for each in kinds}, 0.12)
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
    with drawing.house_style():
        figure = Figure(figsize=(drawing.WIDTH, 3.8))
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
    with drawing.house_style():
        figure = Figure(figsize=(drawing.WIDTH, 3.4), layout="constrained")
        axis = figure.subplots()
        if band:
            drawing.edged_band(axis, -band, band)
        places = range(len(frame))
        colours = [style.STRONG if each < 0 else style.WEAK for each in frame[value]]
        axis.bar(places, frame[value], width=0.7, color=colours, edgecolor=style.STRONG)
        axis.axhline(0, color=style.INK, linewidth=0.8)
        for place, height in zip(places, frame[value], strict=True):
            words = f"{height:+.1f}".replace("-", "−")  # a true minus, as on the axis
            drawing.write(axis, place, height, words, 3 if height >= 0 else -3)
        axis.set_xticks(list(places), frame[name])
        axis.margins(y=0.14)
        axis.set_xlabel(x_label)
        axis.set_ylabel(y_label)
    return figure


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
    with drawing.house_style():
        figure = Figure(figsize=(drawing.WIDTH, height))
        top = height
        for heading, rows in groups:
            top -= HEADING + BAR_ROW * len(rows)
            size = (1 - (NAMES + 0.1) / drawing.WIDTH, BAR_ROW * len(rows) / height)
            box = (NAMES / drawing.WIDTH, (top + 0.04) / height, *size)
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
    with drawing.house_style():
        figure, axis = drawing.plain_axis(
            0.36 * (last + 1) + 0.95, left=NAMES, below=0.6, above=0.35, right=0.1
        )
        axis.set_xlim(0, x_max)
        axis.set_ylim(last + 0.6, -0.6)
        drawing.x_marks(axis, drawing.round_numbers(x_max, 5))
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
    per_inch = axis.get_xlim()[1] / drawing.inches(axis)[0]
    start = end + 0.08 * per_inch
    if start < line < start + (drawing.width_of(words, 10) + 0.05) * per_inch:
        start = line + 0.08 * per_inch
    axis.text(start, place, words, va="center")
