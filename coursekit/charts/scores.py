"""Scores of forecasts."""

import pandas
from matplotlib.figure import Figure

from coursekit import style
from coursekit.charts import drawing


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
    with drawing.house_style():
        figure, axis = drawing.plain_axis(
            3.4, left=0.7, below=0.55, above=0.1, right=0.15, framed=True
        )
        last = int(scores.index[-1])
        axis.set_xlim(-0.3, last + 0.3)
        axis.set_ylim(0, 1.05)
        drawing.x_marks(axis, {each: str(each) for each in range(0, last + 1, 2)})
        _unit_height(axis, level[0], x_label, y_label)
        axis.text(-0.15, level[0] + 0.02, level[1], fontsize=9)
        axis.plot(scores.index, scores, "o-", color=style.STRONG, markersize=4)
        axis.plot([marked], [scores[marked]], "o", **drawing.RING)
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
    with drawing.house_style():
        figure, axis = drawing.plain_axis(
            3.2, left=0.7, below=0.55, above=0.1, right=0.15, framed=True
        )
        places = range(len(scores))
        axis.set_xlim(-0.6, len(scores) - 0.4)
        axis.set_ylim(0, 1.05 * max(1.0, float(scores.max())))
        axis.bar(places, scores, width=0.7, color=style.STRONG)
        drawing.x_marks(axis, dict(zip(places, map(str, scores.index), strict=True)))
        _unit_height(axis, level, x_label, y_label)
    return figure


def _unit_height(axis, level: float, x_label: str, y_label: str) -> None:
    """Marks from 0 to 1, a dashed line, and the labels of both axes."""
    axis.axhline(level, color=style.QUIET, linestyle=(0, (4, 3)), linewidth=1)
    drawing.y_marks(axis, {each / 4: f"{each / 4:g}" for each in range(5)})
    axis.set_xlabel(x_label)
    axis.set_ylabel(y_label)
    axis.xaxis.set_label_coords(0.5, -0.12)
    axis.yaxis.set_label_coords(-0.075, 0.5)
