"""Links from the lessons to the glossary.

An author marks a term where a lesson first uses it, ``[cloture](glossary)``. The build turns that
into a link to the term's place on the page lessons/glossary.ipynb. Capitals do not matter, and the
column ``forms`` of the table glossary lists other forms of a term. Where the marked words are
neither, the term is named: ``[looked at it afterwards](glossary#hindsight)``.
"""

import re
from pathlib import Path

from coursekit import tables
from coursekit.errors import CourseError

PAGE = "glossary.ipynb"
MARK = re.compile(r"\[([^\]\n]+)\]\(glossary(?:#([^)\n]+))?\)")


class UnknownTerm(CourseError):
    """A text marks a term that the glossary does not have."""


def anchor(heading: str) -> str:
    """Where a link finds a heading: JupyterLab's own rule.

    >>> anchor("purchasing power parity")
    'purchasing-power-parity'
    """
    return heading.replace(" ", "-")


def forms(data: Path) -> dict[str, str]:
    """Every form of every term, in small letters, with the term it stands for.

    ``data`` is the folder with the table glossary. Raises DataProblem where that is damaged.
    """
    found = {}
    for row in tables.load("glossary", data).fillna("").itertuples():
        for form in (row.term, *filter(None, row.forms.split(";"))):
            found[form.lower()] = row.term
    return found


def marked(text: str, known: dict[str, str]) -> list[str]:
    """The terms that a text marks, in order.

    Raises UnknownTerm where the glossary has no such term.
    """
    return [_term(match, known) for match in MARK.finditer(text)]


def linked(text: str, known: dict[str, str], folder: str = "") -> str:
    """A text with its marks turned into links.

    ``known`` is what forms() returns; ``folder`` leads from the text to the glossary's page.
    Raises UnknownTerm where the glossary has no such term.

    >>> linked("A [Vote](glossary).", {"vote": "vote"})
    'A [Vote](glossary.ipynb#vote).'
    """

    def link(match: re.Match) -> str:
        return f"[{match[1]}]({folder}{PAGE}#{anchor(_term(match, known))})"

    return MARK.sub(link, text)


def _term(match: re.Match, known: dict[str, str]) -> str:
    words = match[2] or match[1]
    if words.lower() not in known:
        raise UnknownTerm(
            f"The glossary has no term ‘{words}’. Add it to data/glossary.csv, add the form to its "
            f"term, or name the term: [{match[1]}](glossary#term)."
        )
    return known[words.lower()]
