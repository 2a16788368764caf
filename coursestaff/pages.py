"""Pages that are made from tables: the glossary, the references and the corrections.

Nobody writes them. ``course build glossary references corrections`` makes lessons/glossary.ipynb
from data/glossary.csv, lessons/references.ipynb from data/references.bib, which pybtex reads and
sets, and lessons/corrections.ipynb from data/corrections.csv. A page is a notebook like any other:
headings are its anchors, in JupyterLab and offline.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat
import pandas
from nbformat import NotebookNode
from pybtex.backends.markdown import Backend
from pybtex.database import Entry
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.unsrt import Style as Unsorted
from pybtex.style.sorting.author_year_title import SortingStyle as ByAuthor
from pybtex.style.template import field, first_of, names, optional, optional_field, sentence, words

from coursekit import __version__, tables
from coursestaff import bibliography

DOCUMENTS = ["feng2019", "zheng2019", "oped2017"]

GLOSSARY = """
# Glossary

The terms that the lessons explain, in one sentence each, and the names that are contested. The
terms stand in the order of the alphabet; JupyterLab's table of contents, at the left, lists them
all. A link from a lesson leads to its term. Where it only opens this page at the top, because the
page was not open before, click it once more.

The Chinese and Russian words help you to read on in those languages. Where a term has none, we
were not sure of one. {words}
"""
NAMES = """
## Contested names

Some things have no name that everybody accepts. The course says who uses which word, where it was
found and what we read there. Lesson 00 tells [how it deals with them](00-start-here.ipynb).
"""
SHOW_NAMES = "from coursekit import cite\n\ncite.contested_names()"

REFERENCES = """
# References

What the three documents are, what Feng cites, and where the course's own figures and findings
come from. The notes say what a reader should know before relying on an entry.
"""
GROUPS = {
    "The three documents": "The texts belong to their authors and are not part of this course.",
    "Feng's references": "As his list gives them, with his numbers and his dates of access.",
    "Sources of the context figures": (
        "Each stands behind rows of the table `context`, in the lessons named at its end."
    ),
    "Other sources": "For checks, laws, events, theories and the words that governments use.",
}

CORRECTIONS = """
# Corrections

Mistakes of fact in this course, and what holds. This is the page of version {version}: it has what
was found until then. A newer version of the course has a newer page.

Found another? Tell the place where you got the course: the lesson, our sentence, what you found,
your source. A correction that holds is added here.
"""
PUBLISHED = """
## In published versions

What stood in a version that was handed out, newest first.
"""
IN_THE_MAKING = """
## From the making

Found before a version was handed out: some of many. [Lesson 13](13-forecasts.ipynb) shows them
because a course that checks others must show its own slips.
"""
LATEX_QUOTE = re.compile(r"`(.+?)'(?!\w)")
WITHOUT_BRACES = str.maketrans("", "", "{}")


class Style(Unsorted):
    """Pybtex's unsorted style, family names first, titles as printed, dates to the day.

    A source without an author stands under its key, which is mostly who published it.
    """

    default_name_style = "lastfirst"

    def format_names(self, role, as_sentence=True):
        """Names with a semicolon between them, since a comma stands inside each."""
        people = names(role, sep="; ", sep2=" and ", last_sep=" and ")
        who = first_of[optional[people], optional[field("key")]] if role == "author" else people
        return sentence[who] if as_sentence else who

    def format_title(self, e, which_field, as_sentence=True):
        """The title as it is printed, which pybtex would set in small letters."""
        title = field(which_field)
        return sentence[title] if as_sentence else title

    def get_misc_template(self, e):
        """A source on the web or from an office: who, title, where and when, note, address."""
        date = words[optional_field("day"), optional_field("month"), optional_field("year")]
        return toplevel[
            self.format_names("author"),
            self.format_title(e, "title"),
            sentence[optional[field("howpublished")], date],
            sentence[optional_field("note")],
            self.format_web_refs(e),
        ]


class Sorting(ByAuthor):
    """By author or, without one, by key; then by year and title."""

    def sorting_key(self, entry):
        """Who, year and title in small letters."""
        who, year, title = super().sorting_key(entry)
        who = who or entry.fields.get("key", title)
        return tuple(part.translate(WITHOUT_BRACES).lower() for part in (who, year, title))


class Plain(Backend):
    """Pybtex's Markdown with fewer backslashes, so that the source can be read as well."""

    def format_str(self, text):
        """Text with a backslash before each mark that means something in JupyterLab's Markdown."""
        return re.sub(r"([*_\[\]<$])", r"\\\1", text.replace(r"\$", "$"))


def glossary(course: Path) -> list[NotebookNode]:
    """The cells of the glossary: a heading for each term, then the contested names."""
    rows = tables.load("glossary", course / "data").sort_values(
        "term", key=lambda term: term.str.lower()
    )
    lessons = tables.load("lessons", course / "data").set_index("lesson")
    cells = [_markdown(GLOSSARY.format(words=_how_sure(rows["words_from"])))]
    cells += [_markdown("## Terms")]
    cells += [_markdown(_entry(row, lessons.loc[row.lesson])) for row in rows.itertuples()]
    return [*cells, _markdown(NAMES), nbformat.v4.new_code_cell(SHOW_NAMES)]


def references(course: Path) -> list[NotebookNode]:
    """The cells of the references: one for each group, its sources in a list."""
    citations = tables.load("citations", course / "data").set_index("bibkey")["number"]
    lessons = _lessons_of(tables.load("context", course / "data"))
    needed = [*DOCUMENTS, *citations.index, *lessons]
    entries = bibliography.entries(course / "data" / "references.bib", needed)
    rest = [key for key in entries if key not in needed]
    lists = [
        _listed(DOCUMENTS, entries),
        _listed(citations.sort_values().index, entries, lambda key: f"{citations[key]}."),
        _listed(_in_order(lessons, entries), entries, after=lambda key: f" {lessons[key]}"),
        _listed(_in_order(rest, entries), entries),
    ]
    cells = [_markdown(REFERENCES)]
    for (heading, about), entry_list in zip(GROUPS.items(), lists, strict=True):
        cells.append(_markdown(f"## {heading}\n\n{about}\n\n{entry_list}"))
    return cells


def corrections(course: Path) -> list[NotebookNode]:
    """The cells of the corrections: those of published versions, then those from the making."""
    rows = tables.load("corrections", course / "data")
    slugs = tables.load("lessons", course / "data").set_index("lesson")["slug"]
    published = rows[rows["stood_in"].notna()].sort_values(["day", "id"], ascending=False)
    made = rows[rows["stood_in"].isna()].sort_values("id")
    return [
        _markdown(CORRECTIONS.format(version=__version__)),
        _markdown(f"{PUBLISHED.strip()}\n\n{_mistakes(published, slugs) or 'None so far.'}"),
        _markdown(f"{IN_THE_MAKING.strip()}\n\n{_mistakes(made, slugs)}"),
    ]


# Each page with the table that it is made from.
PAGES = {"glossary.csv": glossary, "references.bib": references, "corrections.csv": corrections}


def _markdown(text: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(text.strip())


def _how_sure(words_from: pandas.Series) -> str:
    checked, unchecked = (int((words_from == how).sum()) for how in ("checked", "own knowledge"))
    if not checked:
        return "They are from our own knowledge and were not checked against a dictionary."
    return (
        f"Those of {checked} terms were found in a source, and are marked; those of the other "
        f"{unchecked} are from our own knowledge."
    )


def _entry(row, lesson: pandas.Series) -> str:
    """A term under its heading: the gloss, the words, the lesson."""
    others = [("Chinese", row.chinese), ("Russian", row.russian)]
    said = [f"{language}: {word}" for language, word in others if pandas.notna(word)]
    if row.words_from == "checked":
        said[-1] += " (found in a source)"
    said.append(f"[Lesson {row.lesson}]({lesson['slug']}.ipynb)")
    return f"### {row.term}\n\n{row.gloss}\n\n{' · '.join(said)}"


def _mistakes(rows: pandas.DataFrame, slugs: pandas.Series) -> str:
    """Corrections as a Markdown list."""
    lines = []
    for row in rows.itertuples():
        stood = f", version {row.stood_in}" if pandas.notna(row.stood_in) else ""
        day = f"{row.day.day} {row.day:%B %Y}"
        lines.append(
            f"- **[Lesson {row.lesson}]({slugs[row.lesson]}.ipynb){stood}.** Before: "
            f"{row.we_wrote} Now: {row.now} Why: {row.why} "
            f"({row.kind.capitalize()}; found by {row.found_by}, {day}; {row.id}.)"
        )
    return "\n".join(lines)


def _lessons_of(context: pandas.DataFrame) -> dict[str, str]:
    """For each source of context figures, the lessons that use them, in words."""
    found = {}
    for source, rows in context.groupby("source"):
        numbers = sorted({number for used in rows["lessons"] for number in used.split(";")})
        found[source] = f"({'Lesson' if len(numbers) == 1 else 'Lessons'} {', '.join(numbers)}.)"
    return found


def _in_order(keys: Iterable[str], entries: dict[str, Entry]) -> list[str]:
    """By author, year and title."""
    return [entry.key for entry in Sorting().sort([entries[key] for key in keys])]


def _listed(
    keys: Iterable[str],
    entries: dict[str, Entry],
    before: Callable[[str], str] = lambda key: "-",
    after: Callable[[str], str] = lambda key: "",
) -> str:
    """Entries as a Markdown list, with what stands before and after each."""
    style, backend = Style(), Plain()
    lines = []
    for entry in style.format_entries([entries[key] for key in keys]):
        text = " ".join(entry.text.render(backend).split())
        text = LATEX_QUOTE.sub(r"‘\1’", text)
        lines.append(f"{before(entry.key)} {text}{after(entry.key)}")
    return "\n".join(lines)
