"""Show a picture with everything a reader needs to judge it.

A notebook output keeps a real description only as HTML: JupyterLab and nbconvert both drop
the alt text of an image output. So a figure is one piece of HTML, the picture inside it as
base64 SVG, with its finding as title, its source below, and its numbers one click away.
"""

import base64
import io
import re
from html import escape

import pandas
from IPython.display import HTML, display
from matplotlib.figure import Figure

from coursekit import page, style
from coursekit.charts import Picture, house_style
from coursekit.errors import CourseError

SHORTEST_ALT = 40
_FILE_NAME = re.compile(r"\.(png|svg|jpe?g|gif|ipynb|csv)\b|[\\/]", re.IGNORECASE)


class FigureProblem(CourseError):
    """A figure that would leave a reader without title, source, description or data."""


def svg(figure: Figure) -> bytes:
    """The figure as SVG, byte for byte the same from run to run."""
    with house_style(), io.BytesIO() as sink:
        figure.savefig(sink, format="svg", metadata={"Date": None})
        return sink.getvalue()


def _demand(value: str, what: str, why: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise FigureProblem(f"This figure has no {what}. {why}")
    return value.strip()


def _checked_alt(alt: str) -> str:
    alt = _demand(alt, "alt text", "Say in a sentence what a sighted reader would take from it.")
    if _FILE_NAME.search(alt):
        raise FigureProblem(
            f'The alt text "{alt}" looks like a file name or a path. '
            "Say in a sentence what a sighted reader would take from the figure."
        )
    if len(alt) < SHORTEST_ALT:
        raise FigureProblem(
            f'The alt text "{alt}" is too short to stand in for the picture. '
            f"Write at least {SHORTEST_ALT} characters: what is compared, and what it shows."
        )
    return alt


def render(
    figure: Figure,
    *,
    title: str,
    source: str,
    alt: str,
    data: pandas.DataFrame,
    note: str | None = None,
) -> str:
    """The whole figure as HTML on a light card.

    Parameters
    ----------
    figure : the matplotlib figure.
    title, source, alt, data, note : as in `Picture`.

    Raises
    ------
    FigureProblem : a title, source or alt text is missing or unfit, or there are no data.
    """
    title = _demand(title, "title", "Give it the finding as a sentence.")
    source = _demand(source, "source line", "Say who published the figures.")
    alt = _checked_alt(alt)
    if not isinstance(data, pandas.DataFrame) or data.empty:
        raise FigureProblem(
            f'The figure "{title}" has no data. Pass the table that was drawn, one row a mark.'
        )
    picture = base64.b64encode(svg(figure)).decode("ascii")
    quiet = f"color:{style.QUIET};font-size:12.5px;margin:4px 0"
    caution = f'<p style="{quiet}">{page.words(note)}</p>' if note else ""
    return (
        f'<figure style="{page.CARD}">'
        f'<figcaption style="font-weight:600;font-size:15px;margin:0 0 8px 0;'
        f'color:{style.INK}">{page.words(title)}</figcaption>'
        f'<img src="data:image/svg+xml;base64,{picture}" alt="{escape(alt, quote=True)}" '
        'style="display:block;width:100%;height:auto;background:#ffffff">'
        f'{caution}<p style="{quiet}">Source: {page.words(source)}</p>'
        f'<details style="color:{style.INK};overflow-x:auto"><summary style="cursor:pointer">'
        f"The numbers as a table</summary>{page.table(data, title)}</details></figure>"
    )


def picture_html(picture: Picture, alt: str) -> str:
    """A `Picture` as HTML, described by the sentence given."""
    return render(
        picture.figure,
        title=picture.title,
        source=picture.source,
        alt=alt,
        data=picture.data,
        note=picture.note,
    )


def show(picture: Picture) -> None:
    """Display a picture with its title, source, description and data.

    Raises
    ------
    FigureProblem : as in `render`.
    """
    display(HTML(picture_html(picture, picture.alt)))
