"""What a picture is made of: its words on the ground they stand on, and its marks.

Words are judged on what is really painted under them: the figure is painted once without its
letters, and the pixels in the box of each text are its ground. Marks are read from the artists.
"""

from dataclasses import dataclass, field

import numpy
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex, to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from coursekit import style
from coursekit.charts import house_style
from tests import seeing

# A line that words are written on may cross a quarter of their box; a ground may not.
CROSSED = 0.25
NOTHING = ("none", "None", "", " ", None)


@dataclass(frozen=True)
class Words:
    """A text of a picture and its contrast with what is painted under it."""

    text: str
    contrast: float


@dataclass(frozen=True)
class Mark:
    """Something drawn.

    Parameters
    ----------
    kind : "area", "line" or "point".
    shape : what tells it from others but for colour: hatch, dashes, form, filled or hollow.
    face, edge : its colours as they look on the card, or None.
    full : the face before it was thinned to a tint.
    axis : the axes that it stands in; None on the figure itself.
    boxes : where its areas or its lines lie, in points.
    worded : whether words stand in every one of its areas.
    """

    kind: str
    shape: tuple
    face: str | None
    edge: str | None
    full: str | None = None
    axis: int | None = None
    boxes: list[Bbox] = field(default_factory=list, compare=False)
    worded: bool = field(default=False, compare=False)

    @property
    def colours(self) -> list[str]:
        return [each for each in (self.face, self.edge) if each]


def read(figure: Figure) -> tuple[list[Words], list[Mark]]:
    """The words and the marks of a figure."""
    with house_style():
        figure.set_dpi(72)  # a point is a pixel
        texts = [each for each in figure.findobj(Text) if each.get_text().strip()]
        texts = [each for each in texts if each.get_visible()]
        ground = _ground(figure, texts)
        boxes = [each.get_window_extent() for each in texts]
        words = [_words(*each, ground) for each in zip(texts, boxes, strict=True)]
        middles = [((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) for box in boxes]
        return [each for each in words if each], list(_marks(figure, middles))


# --- Words ------------------------------------------------------------------------------------


def _ground(figure: Figure, texts: list[Text]) -> numpy.ndarray:
    """The figure painted without letters: the luminance of every pixel, from the top."""
    canvas = FigureCanvasAgg(figure)
    if figure.get_layout_engine():
        figure.draw_without_rendering()  # the letters need their room before they are hidden
        figure.set_layout_engine("none")
    for each in texts:
        each.set_visible(False)
    canvas.draw()
    for each in texts:
        each.set_visible(True)
    coded = numpy.asarray(canvas.buffer_rgba())[..., :3] / 255
    return seeing.luminance(seeing.decoded(coded))


def _words(text: Text, box: Bbox, ground: numpy.ndarray) -> Words | None:
    """A text on its ground; none where it lies outside the figure."""
    high, wide = ground.shape
    rows = slice(max(0, round(high - box.y1)), min(high, round(high - box.y0)))
    under = ground[rows, max(0, round(box.x0)) : min(wide, round(box.x1))]
    if not under.size:
        return None
    ink = seeing.luminance(seeing.linear(to_hex(to_rgb(text.get_color()))))
    return Words(text.get_text(), float(numpy.quantile(seeing.contrast_of(ink, under), CROSSED)))


# --- Marks ------------------------------------------------------------------------------------


def _marks(figure: Figure, middles: list[tuple[float, float]]):
    """All that is drawn, but for words, spines, ticks and empty backgrounds."""
    frame = {id(figure.patch)} | {id(legend.legendPatch) for legend in figure.legends}
    for axis in figure.axes:
        frame |= {id(axis.patch)} | {id(spine) for spine in axis.spines.values()}
        frame |= {id(line) for side in (axis.xaxis, axis.yaxis) for line in side.findobj(Line2D)}
    for artist in figure.findobj(lambda each: id(each) not in frame and each.get_visible()):
        if isinstance(artist, Line2D):
            yield from _line(artist)
        elif isinstance(artist, Annotation) and artist.arrow_patch is not None:
            shape = ("arrow", _width(artist.arrow_patch.get_linewidth()))
            colour = _seen(artist.arrow_patch.get_edgecolor())
            yield Mark("line", shape, None, colour, axis=id(artist.axes))
        elif isinstance(artist, LineCollection):
            yield from _strokes(artist)
        elif isinstance(artist, Patch):
            yield from _area(artist, [artist.get_path()], artist.get_transform(), middles)
        elif hasattr(artist, "get_paths"):
            yield from _area(artist, artist.get_paths(), artist.get_transform(), middles)


def _seen(colour, filled: bool = True) -> str | None:
    """A colour as it looks on the card; None where there is none."""
    if not filled or (isinstance(colour, str) and colour in NOTHING):
        return None
    *solid, alpha = to_rgba(colour)
    return to_hex([alpha * part + 1 - alpha for part in solid]) if alpha else None


def _width(points: float) -> str:
    """A hair line is the frame of something; thin and thick ones are told apart at a glance."""
    return "hair" if points < 1.3 else "thin" if points < 4 else "thick"


def _line(line: Line2D):
    axis = id(line.axes)
    if not len(line.get_xdata()):
        return
    marker, dashes = str(line.get_marker()), line.get_linestyle()
    pointed = "plain" if marker in NOTHING or len(line.get_xdata()) < 2 else f"with {marker}"
    if dashes not in NOTHING:
        shape = (dashes, pointed, _width(line.get_linewidth()))
        box = line.get_path().get_extents(line.get_transform())
        yield Mark("line", shape, None, _seen(line.get_color()), axis=axis, boxes=[box])
    if marker not in NOTHING:
        face, edge = _seen(line.get_markerfacecolor()), _seen(line.get_markeredgecolor())
        size = "large" if line.get_markersize() > 10 else "small"
        yield Mark("point", (marker, _hollow(face), size), face, edge, axis=axis)


def _hollow(face: str | None) -> str:
    """A face that is nearly the card's is none: nobody sees it as a filling."""
    return "hollow" if face is None or seeing.contrast(face, style.CARD) < 1.3 else "filled"


def _strokes(lines: LineCollection):
    """One mark for all lines of a collection, which share their look."""
    shape = (str(lines.get_linestyle()[0]), "plain", _width(lines.get_linewidth()[0]))
    boxes = [path.get_extents(lines.get_transform()) for path in lines.get_paths()]
    colour = _seen(_first(lines.get_edgecolor()))
    yield Mark("line", shape, None, colour, axis=id(lines.axes), boxes=boxes)


def _area(artist, paths, transform, middles):
    """One mark for all areas of an artist, which share their look; an outline is a line."""
    boxes = [
        Bbox([points.min(axis=0), points.max(axis=0)])
        for path in paths
        for points in path.to_polygons(transform, closed_only=False)
    ]
    width = numpy.max(artist.get_linewidth())
    face = _seen(_first(artist.get_facecolor()), getattr(artist, "fill", True))
    edge = _seen(_first(artist.get_edgecolor()), width > 0)
    shape = (artist.get_hatch(), str(artist.get_linestyle()))
    if face is None:
        shape, axis = (*shape, _width(width)), id(artist.axes)
        yield Mark("line", shape, None, edge, axis=axis, boxes=boxes)
        return
    boxes = [box for box in boxes if min(box.width, box.height) >= 0.5]  # a bar may have no length
    if boxes:
        worded = all(any(box.contains(*middle) for middle in middles) for box in boxes)
        full = to_hex(_first(artist.get_facecolor()))
        shape = (*shape, _hollow(face))
        yield Mark("area", shape, face, edge, full, id(artist.axes), boxes, worded)


def _first(colours):
    """The colour of a patch, or the first of a collection."""
    if numpy.ndim(colours) < 2:
        return colours
    return colours[0] if len(colours) else "none"
