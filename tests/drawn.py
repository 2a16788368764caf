"""Read a drawn picture back: its boxes, dots and words, to be compared with the tables."""

from coursekit import charts


def boxes(patch) -> list[tuple[float, float, float, float]]:
    """Left, lower, right and upper side of each box in a shape of many (`charts.drawing.boxes`)."""
    corners = patch.get_path().vertices.reshape(-1, 5, 2)[:, :4]
    low, high = corners.min(axis=1), corners.max(axis=1)
    return [tuple(map(float, (*a, *b))) for a, b in zip(low, high, strict=True)]


def dots(axis, shapes=("o",)) -> list[tuple[float, float, str]]:
    """Place, height and face of each mark of these shapes, which are round by default."""
    found = [line for line in axis.lines if line.get_marker() in shapes]
    return [
        (float(x), float(y), line.get_markerfacecolor())
        for line in found
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]


def words(axis) -> list[str]:
    """What is written on an axis, without the marks of its scale."""
    return [text.get_text() for text in axis.texts if text.get_label() != charts.MARK]


def marks(axis) -> list[str]:
    """The words at an axis' scale."""
    return [text.get_text() for text in axis.texts if text.get_label() == charts.MARK]


def key(figure) -> list[str]:
    """The words of the key above a picture."""
    return [text.get_text() for text in figure.texts]


def bars(figure, lying=False) -> list[float]:
    """The lengths of a figure's bars, in the order drawn."""
    sizes = [bar.get_width() if lying else bar.get_height() for bar in figure.axes[0].patches]
    return [round(float(size), 6) for size in sizes]
