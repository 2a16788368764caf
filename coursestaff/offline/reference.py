"""Pages made from tables: the start page, contested names, glossary, references, licences."""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

import pandas
from pybtex.database import Entry

from coursekit import page, paths, tables
from coursestaff import bibliography

TEXTS = Path(__file__).parent / "text"
# Of the pages beside the lessons.
ORDER = ("names", "glossary", "references", "corrections", "about")
DOCUMENTS = ("feng2019", "zheng2019", "oped2017")


def start(lessons: pandas.DataFrame, places: Iterable[str]) -> str:
    """The start page.

    Parameters
    ----------
    lessons : the table `lessons`.
    places : the pages that the edition holds, such as lessons/03-economies.
    """
    return _text("index").replace("{lessons}", _contents(lessons, set(places)))


def _contents(lessons: pandas.DataFrame, places: set[str]) -> str:
    lines = ["| lesson | question | minutes | exercise |", "|---|---|---|---|"]
    for row in lessons.itertuples():
        title = f"{row.lesson} · {row.title}"
        place, task = f"lessons/{row.slug}", f"exercises/{row.slug}"
        lesson = f"[{title}]({place})" if place in places else f"{title} (to come)"
        exercise = f"[exercise {row.lesson}]({task})" if task in places else "–"
        lines.append(f"| {lesson} | {row.question} | {row.minutes} | {exercise} |")
    return "\n".join(lines)


def cover() -> str:
    """The first page on paper."""
    return _text("cover")


def pages() -> dict[str, str]:
    """The pages made from tables, by their place; a page that has no table yet is left out."""
    found = {
        "names": names(),
        "glossary": glossary(),
        "references": references(),
        "about": about(),
    }
    return {place: text for place, text in found.items() if text is not None}


def about() -> str:
    """What the edition is, what it keeps, how to hand it on, and on what terms."""
    return _text("about")


def names() -> str:
    """The contested names: a table for each subject."""
    found = tables.load("names")
    parts = [_text("names")]
    for subject, rows in found.groupby("subject", sort=False):
        shown = pandas.DataFrame(
            {
                "who": rows["speaker"],
                "says": rows["term"],
                "in the original": rows["original"],
                "where": rows["locator"].fillna(rows["source"]),
                "date": rows["date"],
                "note": rows["note"],
            }
        )
        parts.append(f"## {subject}\n\n{_card(shown, f'Who says what: {subject}')}")
    return "\n\n".join(parts)


def glossary(folder: Path = paths.DATA) -> str | None:
    """The glossary, from the table of that name; None while there is no such table."""
    if "glossary" not in tables.names(folder):
        return None
    found = tables.load("glossary", folder)
    found.columns = [name.replace("_", " ") for name in found.columns]
    return f"{_text('glossary')}\n\n{_card(found, 'The terms of the course')}"


def _card(frame: pandas.DataFrame, caption: str) -> str:
    return page.card(page.table(frame, caption)).replace("\n", " ")


def references(path: Path = paths.DATA / "references.bib") -> str:
    """The documents, Feng's references in his order, and the sources of the course's figures."""
    cited = list(tables.load("citations")["bibkey"])
    entries = bibliography.entries(path, [*DOCUMENTS, *cited])
    rest = [key for key in entries if key not in {*DOCUMENTS, *cited}]
    return "\n\n".join(
        [
            _text("references"),
            "## The three documents",
            *_listed(entries, DOCUMENTS, "-"),
            "## Feng's references, in his order",
            *_listed(entries, cited, "1."),
            "## Sources of the course's own figures",
            *_listed(entries, rest, "-"),
        ]
    )


def _listed(entries: dict[str, Entry], keys: Iterable[str], mark: str) -> Iterator[str]:
    yield "\n".join(f"{mark} {entry_html(entries[key])}" for key in keys)


def entry_html(entry: Entry) -> str:
    """One entry of the bibliography in a line, with its note."""
    fields = {name: _plain(value) for name, value in entry.fields.items()}
    authors = "; ".join(
        _plain(f"{' '.join(each.last_names)}, {' '.join(each.first_names)}".removesuffix(", "))
        for each in entry.persons.get("author", [])
    )
    where = " ".join(fields[n] for n in ("journal", "booktitle", "howpublished") if n in fields)
    issue = fields.get("volume", "") + (f"({fields['number']})" if "number" in fields else "")
    place = ", ".join(
        part for part in (where, issue, fields.get("publisher"), fields.get("year")) if part
    )
    if "pages" in fields:
        place += f", pages {fields['pages']}"
    parts = [authors, f"*{fields['title']}*", place]
    line = ". ".join(part.rstrip(".") for part in parts if part) + "."
    return " ".join([line, *([fields["note"]] if "note" in fields else []), *_address(fields)])


def _address(fields: dict[str, str]) -> Iterator[str]:
    url = f"https://doi.org/{fields['doi']}" if "doi" in fields else fields.get("url")
    if url:
        yield f"<{url}>"


def _plain(text: str) -> str:
    """A field of BibTeX as words that Markdown leaves alone."""
    text = text.replace("{", "").replace("}", "").replace("--", "–").replace("\\", "")
    return escape(text, quote=False).replace("*", "\\*").replace("[", "\\[")


def _text(name: str) -> str:
    return (TEXTS / f"{name}.md").read_text(encoding="utf-8").strip()
