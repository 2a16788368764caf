"""Lines and points: over years, in panels, doubling, as paths through time."""

import pandas
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, MaxNLocator

from coursekit import style
from coursekit.charts import drawing


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
    with drawing.house_style():
        figure, axis = drawing.plain_axis(
            3.8, left=0.65, below=0.52, above=0.1, right=0.11, framed=True
        )
        first, last = int(frame[year].min()), int(frame[year].max())
        axis.set_xlim(first - 0.4, last + (last - first) * 0.16)
        axis.set_ylim(0, frame[value].max() * 1.16)
        drawing.x_marks(axis, {each: str(each) for each in _some_years(first, last)})
        drawing.y_marks(axis, drawing.round_numbers(axis.get_ylim()[1], 6, steps=(1, 2, 5, 10)))
        axis.set_ylabel(y_label)
        axis.set_xlabel("year")
        axis.xaxis.set_label_coords(0.5, -0.085)
        axis.yaxis.set_label_coords(-0.065, 0.5)
        if band:
            drawing.band(axis, *band)
        if level:
            _level(axis, *level, first)
        for key, rows in frame.groupby(line, sort=False):
            _line(axis, rows, year, value, key, colours[key], hollow)
        first_line = frame[frame[line] == frame[line].iloc[0]].set_index(year)[value]
        for at, words in (written or {}).items():
            beside = first_line.reindex([at - 1, at + 1])
            below = (beside.dropna() > first_line[at]).all()
            down = -14 if band else -7  # clear of the line along a band
            drawing.write(axis, at, first_line[at], words, down if below else 7)
        if marked:
            at, words = marked
            axis.plot([at], [first_line[at]], "o", **drawing.RING)
            drawing.write(axis, at, first_line[at], words, 14, aside=16 if at == first else 0)
    return figure


def _some_years(first: int, last: int) -> list[int]:
    """Every year of a dozen, every fourth of more: enough to read by, quick to draw."""
    return list(range(first, last + 1, 1 if last - first <= 11 else 4))


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
    with drawing.house_style():
        figure = Figure(figsize=(drawing.WIDTH, 0.42 * len(frame) + 1.1), layout="constrained")
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
        drawing.name_rows(axis, frame[name])
        axis.set_xlim(*x_range)
        axis.set_ylim(0.4, len(frame) + 1.1)
        axis.set_xlabel(x_label)
    return figure


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
    with drawing.house_style():
        figure = Figure(figsize=(drawing.WIDTH, 3.6), layout="constrained")
        axes = figure.subplots(1, len(panels), squeeze=False)[0]
        for axis, (column, title) in zip(axes, panels.items(), strict=True):
            axis.set_title(title, fontsize=10.5, loc="left")
            axis.plot(frame[year], frame[column], "o-", color=colour, linewidth=2, markersize=4.5)
            estimates = frame[frame[year].isin(hollow)]
            look = {"color": colour, "markersize": 6, "markerfacecolor": style.CARD}
            axis.plot(estimates[year], estimates[column], "o", **look)
            values = frame.set_index(year)[column]
            for at, words in named[column].items():
                axis.plot([at], [values[at]], "o", **drawing.RING)
                drawing.write(axis, at, values[at], words, 9)
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
    with drawing.house_style():
        figure = Figure(figsize=(drawing.WIDTH, 0.62 * len(frame) + 1.1), layout="constrained")
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
        drawing.name_rows(axis, frame[name])
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
    with drawing.house_style():
        figure = Figure(figsize=(drawing.WIDTH, 3.6))
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
        drawing.write(axis, at, values[at], words, -8)
        return
    axis.annotate(
        words,
        (at, values[at]),
        xytext=(0 if len(beside) < 2 else -3, 7),
        textcoords="offset points",
        ha="center" if len(beside) < 2 else "right",
        fontweight="bold",
    )


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
    with drawing.house_style():
        figure, axis = drawing.plain_axis(
            3.8, left=0.65, below=0.52, above=0.1, right=1.79, framed=True
        )
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
                axis.plot([meets], [values[meets]], "o", **drawing.RING)
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
        drawing.x_marks(axis, drawing.round_numbers(last, 5))
        drawing.y_marks(axis, {each: f"{each:g}" for each in ticks})
        axis.set_xlabel(x_label)
        axis.set_ylabel(y_label)
        axis.xaxis.set_label_coords(0.5, -0.085)
        axis.yaxis.set_label_coords(-0.085, 0.5)
    return figure


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
    with drawing.house_style():
        figure = Figure(figsize=(drawing.WIDTH, 3.9))
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
            phase.plot([rest[0]], [rest[1]], "o", **drawing.RING)
        paths.set(xlim=(0, last), ylim=(0, top), xlabel=time, ylabel=measure)
        phase.set(xlim=(0, top), ylim=(0, top))
        phase.set_xlabel(f"{first}: {measure}", color=colours[first])
        phase.set_ylabel(f"{second}: {measure}", color=colours[second])
        for axis, ticks in ((paths, thirds), (phase, halves)):
            drawing.x_marks(axis, {each: f"{each:g}" for each in ticks})
            drawing.y_marks(axis, {each: f"{each:g}" for each in halves})
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
