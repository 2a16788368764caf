"""What has a place in time: windows, timelines, spans, lanes."""

from dataclasses import dataclass

import pandas
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle

from coursekit import style
from coursekit.charts import drawing


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
    with drawing.house_style():
        figure, axis = drawing.plain_axis(
            4.6, left=0.65, below=0.48, above=0.05, right=0.08, framed=True
        )
        first, last = int(frame[start].min()), int(frame[end].max())
        for look, how in looks.items():
            _cells(axis, frame[frame[answer] == look], start, end, how)
        at = (cursor[1], cursor[0])
        axis.plot(*at, "o", markersize=13, color=style.CARD)
        axis.plot(
            *at, "o", **{**drawing.RING, "markerfacecolor": style.CARD, "markeredgewidth": 2.5}
        )
        top = first - 0.55 - 0.06 * (last - first)
        axis.set_xlim(first + 0.4, last + 0.6)
        axis.set_ylim(last - 0.4, top)
        step = 1 if last - first <= 11 else 2
        drawing.x_marks(axis, {each: str(each) for each in range(last, first, -step)})
        drawing.y_marks(axis, {each: str(each) for each in range(first, last, step)})
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
    axis.add_artist(drawing.boxes(*sides, linewidth=1, **_face(how)))  # no limits to work out anew
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
    look: str
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
    look: str,
    looks: dict[str, dict],
    hollow: str,
    hollow_words: str,
    window: tuple[pandas.Timestamp, pandas.Timestamp],
    ticks: dict[pandas.Timestamp, str],
    shaded: tuple[pandas.Timestamp, pandas.Timestamp] | None = None,
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
    look : column with a key of `looks`, which also makes the legend.
    looks : key → how matplotlib draws its points, with "color", which is that of its bars too,
        and "marker": on grey paper the shapes tell what the colours do not.
    hollow : column that is True for marks drawn hollow; `hollow_words` says what that means.
    window : first and last day of the axis.
    ticks : days to mark on the axis, with their names.
    shaded : first and last day of a time that the title speaks of.
    """
    first, last = window
    room = drawing.WIDTH - SIDE - 0.08
    per_day = room / ((last - first).days + 1)
    seats = {}
    for name in lanes:
        rows = frame[frame[lane] == name]
        marks = [
            _mark(row, per_day, first, room, start, end, words, look, hollow)
            for _, row in rows.iterrows()
        ]
        seats[name] = _seat(sorted(marks, key=lambda mark: (mark.left, mark.words)), room)
    with drawing.house_style():
        figure = _draw_timeline(seats, looks, hollow_words, room, per_day, first, ticks)
        if shaded:
            start = (shaded[0] - first).days * per_day
            end = ((shaded[1] - first).days + 1) * per_day
            figure.axes[0].axvspan(start, end, color=style.BAND, linewidth=0, zorder=0)
        return figure


def _mark(row, per_day, first, room, start, end, words, look, hollow) -> _Mark:
    left = max(0.0, ((row[start] - first).days) * per_day)
    right = min(room, ((row[end] - first).days + 1) * per_day)
    point = row[start] == row[end]
    if point:
        left = right = (left + right) / 2
    return _Mark(
        left,
        right,
        row[words],
        row[look],
        row[hollow],
        point,
        drawing.width_of(row[words], WORDS),
    )


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


def _draw_timeline(seats, looks, hollow_words, room, per_day, first, ticks) -> Figure:
    """Inches are the units of both axes, so that what was measured is what is drawn."""
    heights = {name: 1 + max((m.row for m in marks), default=0) for name, marks in seats.items()}
    body = sum(heights.values()) * SEAT + len(seats) * SEAT * 0.6
    figure, axis = drawing.plain_axis(
        body + ABOVE + BELOW, left=SIDE, below=BELOW, above=ABOVE, right=drawing.WIDTH - SIDE - room
    )
    axis.set_xlim(0, room)
    axis.set_ylim(body, 0)
    top, points, bars, lines = 0.0, {}, {}, []
    for name, marks in seats.items():
        look = {"ha": "right", "va": "center", "fontweight": "bold", "fontsize": 9.5}
        axis.text(-0.11, top + SEAT * 0.8, name, **look)
        for mark in marks:
            height = top + (mark.row + 0.8) * SEAT
            kind = (mark.look, mark.hollow)
            (points if mark.point else bars).setdefault(kind, []).append((mark, height))
            axis.text(mark.text, height, mark.words, fontsize=WORDS, va="center_baseline")
        top += heights[name] * SEAT + SEAT * 0.6
        lines.append(top)
    for (name, hollow), found in bars.items():
        axis.add_artist(_timeline_bars(found, looks[name]["color"], hollow))
    for (name, hollow), found in points.items():
        where = [mark.left for mark, _ in found], [height for _, height in found]
        face = {"markerfacecolor": style.CARD} if hollow else {}
        axis.plot(*where, linestyle="", **looks[name], **face)
    axis.hlines(lines, 0, room, color=style.RULE, linewidth=0.8)
    places = {((day - first).days) * per_day: words for day, words in ticks.items()}
    axis.vlines(list(places), 0, body, color=style.BAND, linewidth=1, zorder=0)
    axis.hlines([body], 0, room, color=style.QUIET, linewidth=0.8, clip_on=False)
    drawing.x_marks(axis, places)
    empty = {"marker": "s", "color": style.INK, "markerfacecolor": style.CARD}
    drawing.key(figure, {**looks, hollow_words: empty}, 0.05)
    return figure


def _timeline_bars(found: list[tuple[_Mark, float]], colour: str, hollow: bool) -> PathPatch:
    """What is known only to the month or the year, as one shape for all marks of one look."""
    lefts, rights = [mark.left for mark, _ in found], [mark.right for mark, _ in found]
    heights = [height for _, height in found]
    upper = [height - SEAT * 0.4 for height in heights]
    lower = [height + SEAT * 0.4 for height in heights]
    face = style.CARD if hollow else to_rgba(colour, alpha=0.3)
    return drawing.boxes(lefts, upper, rights, lower, facecolor=face, edgecolor=colour)


# --- Spans of time, and marks in lanes -------------------------------------------------------


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
    with drawing.house_style():
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
    with drawing.house_style():
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
    figure, axis = drawing.plain_axis(height, left=left, below=0.42, above=0.42, right=0.25)
    names = list(names)
    axis.set_xlim(x_range)
    axis.set_ylim(len(names) - 0.5, -0.5)
    aside = {"transform": axis.get_yaxis_transform(), "ha": "right", "va": "center"}
    for row, words in enumerate(names):
        axis.text(-0.02, row, words, **aside)
    drawing.x_marks(axis, {year: str(year) for year in range(x_range[0], x_range[1] + 1)})
    return figure, axis


def _lane_key(axis, looks: dict[str, dict], heading: str) -> None:
    """What the marks mean, in one line above the rows."""
    wide, tall = drawing.inches(axis)
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
