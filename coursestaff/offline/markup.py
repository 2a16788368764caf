"""Small repairs to the HTML of built notebooks, so that a web page of it has no faults."""

import re
from html import escape

_FRAME = re.compile(
    r'<div>\s*(?:<style scoped>.*?</style>\s*)?(<table border="1".*?</table>)', re.S
)
_HEAD_CELL = re.compile(r"<th(?P<look>[^>]*)>\s*</th>")
_ROW = re.compile(r"<tr[^>]*>.*?</tr>", re.S)
_CELL = re.compile(r"<th[^>]*>(.*?)</th>", re.S)


def repaired(html: str) -> str:
    """The HTML of an output as a web page carries it.

    The tables of pandas get scopes and lose their row of index names; an empty head cell
    becomes an ordinary one, since screen readers announce heads.
    """
    html = _FRAME.sub(lambda found: f'<div class="lo-frame">{_frame(found[1])}', html)
    return _HEAD_CELL.sub(lambda found: f"<td{_unscoped(found['look'])}></td>", html)


def _unscoped(look: str) -> str:
    return re.sub(r'\s*scope="\w+"', "", look)


def _frame(table: str) -> str:
    """A table as pandas writes it, with one head row, and a scope on every head cell."""
    head, body = table.split("</thead>", 1)
    rows = _ROW.findall(head)
    if len(rows) == 2 and not any(_CELL.findall(rows[1])[1:]):
        name = _CELL.findall(rows[1])[0]
        merged = re.sub(r"<th[^>]*>.*?</th>", f"<th>{name}</th>", rows[0], count=1, flags=re.S)
        head = head.replace(rows[0], merged).replace(rows[1], "")
    head = head.replace('border="1" class="dataframe"', 'class="dataframe"')
    head = re.sub(r"<th>(?=[^<])", '<th scope="col">', head)
    return head + "</thead>" + re.sub(r"<th>(?=[^<])", '<th scope="row">', body)


def element(name: str, still: str) -> str:
    """The place of a living part: what is still there until the script has run."""
    return f'<div class="lo-living" data-lo="{escape(name, quote=True)}">{still}</div>'


def opened(summary: str) -> str:
    """The beginning of something behind a click."""
    return f'<details class="lo-solution"><summary>{escape(summary)}</summary>'


CLOSED = "</details>"
