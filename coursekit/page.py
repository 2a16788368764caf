"""The HTML that the course writes: cards and tables.

Every element carries its own colours, because a notebook that was never run on this machine
keeps no style sheet of ours, and because a card has to read in a light and in a dark theme.
"""

import math
from html import escape

import pandas

from coursekit import style

CARD = (
    f"background:{style.CARD};color:{style.INK};border:1px solid {style.RULE};"
    "border-radius:6px;padding:12px 16px;margin:8px 0;max-width:760px;box-sizing:border-box;"
    "font-family:system-ui,sans-serif;font-size:14px;line-height:1.45"
)
_TABLE = (
    f"border-collapse:collapse;width:100%;table-layout:auto;color:{style.INK};"
    f"background:{style.CARD};font-size:13px;margin:4px 0"
)
_CAPTION = "text-align:left;padding:2px 0 6px 0;font-weight:600;caption-side:top"
SHORT = 14  # characters
_ROW = f"background:{style.CARD}"
_CELL = (
    f"border-bottom:1px solid {style.RULE};padding:4px 10px 4px 0;vertical-align:top;"
    f"color:{style.INK};white-space:normal;max-width:34em"
)


def number(value: float | int) -> str:
    """A number as people write it: thousands apart, no tail of zeros.

    Whole numbers below 10,000 stay as they are, so that a year is never written 2,017.

    >>> number(2017), number(19754.1), number(0.066), number(12400000)
    ('2017', '19,754.1', '0.066', '12,400,000')
    """
    if isinstance(value, float) and not value.is_integer():
        text = f"{value:,.2f}" if abs(value) >= 1 else f"{value:.4g}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    whole = int(value)
    return f"{whole:,}" if abs(whole) >= 10_000 else str(whole)


def words(text: str) -> str:
    """Text as HTML that stays text.

    JupyterLab sets whatever stands between two dollar signs as a formula. A dollar sign in
    an element of its own is safe from that.

    >>> words("$46 < $66.4")
    '<span>$</span>46 &lt; <span>$</span>66.4'
    """
    return escape(str(text)).replace("$", "<span>$</span>")


def text(value) -> str:
    """A table cell as escaped text; a dash where there is nothing."""
    if value is None or value is pandas.NA or value is pandas.NaT:
        return "–"
    if isinstance(value, float) and math.isnan(value):
        return "–"
    if isinstance(value, pandas.Timestamp):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, int | float):
        return number(value)
    return words(value)


def _is_numeric(column: pandas.Series) -> bool:
    return pandas.api.types.is_numeric_dtype(column)


def table(frame: pandas.DataFrame, caption: str) -> str:
    """A data frame as an accessible HTML table.

    Parameters
    ----------
    frame : any columns; the first one heads each row. The index is not shown.
    caption : what the table holds; screen readers announce it.
    """
    aligns = ["right" if _is_numeric(frame[name]) else "left" for name in frame.columns]
    head = "".join(
        f'<th scope="col" style="{_CELL};text-align:{align};font-weight:600">{words(name)}</th>'
        for name, align in zip(frame.columns, aligns, strict=True)
    )
    rows = [_row(values, aligns) for values in frame.itertuples(index=False, name=None)]
    return (
        f'<table style="{_TABLE}"><caption style="{_CAPTION}">{words(caption)}</caption>'
        f'<thead><tr style="{_ROW}">{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _row(values: tuple, aligns: list[str]) -> str:
    first, *rest = (
        f'style="{_CELL};text-align:{align}{_wrapping(str(value))}">{text(value)}'
        for value, align in zip(values, aligns, strict=True)
    )
    cells = "".join(f"<td {cell}</td>" for cell in rest)
    heading = first.replace('">', ';font-weight:400">', 1)
    return f'<tr style="{_ROW}"><th scope="row" {heading}</th>{cells}</tr>'


def _wrapping(entry: str) -> str:
    """Short entries, such as ids and locators, stay on one line."""
    return ";white-space:nowrap" if len(entry) <= SHORT else ""


def card(body: str) -> str:
    """HTML on the course's opaque light card; wide tables scroll inside it."""
    return f'<div style="{CARD};overflow-x:auto">{body}</div>'


class Card:
    """Something that a notebook shows as a card.

    Parameters
    ----------
    html : the body, already escaped.
    plain : the same in plain text, for readers without HTML.
    """

    def __init__(self, html: str, plain: str):
        self.html = card(html)
        self.words = plain

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.words


def show_table(frame: pandas.DataFrame, caption: str) -> Card:
    """A data frame on a card, with whole sentences wrapped instead of cut.

    Parameters
    ----------
    frame : any columns; the index is not shown.
    caption : what the table holds.
    """
    return Card(table(frame, caption), f"{caption}: {len(frame)} rows")
