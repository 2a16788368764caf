"""How the tests read built notebooks: cells, headings, prose, locators, outputs."""

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
KEY = r"(?:Feng|Zheng|Op-ed)"
PLACE = r"¶?\d+(?:\.\d+)?"
CITED = re.compile(rf"({KEY})\s+((?:{PLACE}(?:[,;–-]\s*)?)+)")
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


@dataclass(frozen=True)
class Notebook:
    """A built notebook. ``name`` is its folder and file, as tests name it."""

    path: Path
    content: dict = field(repr=False)

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}"

    @property
    def number(self) -> str:
        """The lesson it belongs to, two digits."""
        return self.path.name[:2]

    def cells(self, kind: str) -> list[dict]:
        return [cell for cell in self.content["cells"] if cell["cell_type"] == kind]

    def prose(self) -> list[str]:
        """The text of every Markdown cell, without fenced code."""
        return [FENCE.sub("", "".join(cell["source"])) for cell in self.cells("markdown")]

    def code(self) -> list[str]:
        return ["".join(cell["source"]) for cell in self.cells("code")]

    def outputs(self) -> list[dict]:
        return [output for cell in self.cells("code") for output in cell["outputs"]]

    def html(self) -> list["Page"]:
        """Every HTML output, read."""
        return [
            read_html("".join(output["data"]["text/html"]))
            for output in self.outputs()
            if "text/html" in output.get("data", {})
        ]

    def headings(self) -> list[str]:
        """Headings with their marks, in order: '# Title', '## At a glance'."""
        lines = "\n\n".join(self.prose()).splitlines()
        return [line.strip() for line in lines if re.match(r"#{1,6} ", line)]

    def section(self, heading: str) -> str:
        """The prose under a heading, up to the next heading of any level."""
        text = "\n\n".join(self.prose())
        found = re.search(rf"^{re.escape(heading)}\s*$(.*?)(?=^#{{1,6}} |\Z)", text, re.M | re.S)
        return found[1] if found else ""


def notebooks(folder: str) -> list[Notebook]:
    """The built notebooks of lessons, exercises or solutions, in order."""
    return _read(sorted((ROOT / folder).glob("[0-9]*.ipynb")))


def pages() -> list[Notebook]:
    """The pages among the lessons that are made from tables."""
    return _read(sorted((ROOT / "lessons").glob("[!0-9]*.ipynb")))


def _read(paths: list[Path]) -> list[Notebook]:
    return [Notebook(path, json.loads(path.read_text(encoding="utf-8"))) for path in paths]


@dataclass
class Table:
    """A table in an output; ``shut`` where it stands in <details>."""

    shut: bool
    caption: str = ""
    scoped: bool = False
    words: str = ""


@dataclass
class Page(HTMLParser):
    """What an HTML output holds that a test asks for."""

    images: list[dict] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    words: str = ""
    open: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "img":
            self.images.append(found)
        elif tag == "a":
            self.links.append(found.get("href") or "")
        elif tag == "table":
            self.tables.append(Table(shut="details" in self.open))
        elif tag == "th" and self.tables and "scope" in found:
            self.tables[-1].scoped = True
        if tag in ("details", "table", "caption"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data):
        self.words += f" {data}"
        if "caption" in self.open:
            self.tables[-1].caption += data
        elif "table" in self.open:
            self.tables[-1].words += f" {data}"


def read_html(text: str) -> Page:
    page = Page()
    page.feed(text)
    return page


def cited(text: str) -> list[str]:
    """Locators in a piece of prose, ranges and lists written out: Feng 1.6, 1.7; Zheng ¶4–¶8."""
    found = []
    for key, places in CITED.findall(text):
        parts = re.findall(rf"({PLACE})([–-])?", places)
        for index, (place, dash) in enumerate(parts):
            found.append(_locator(key, place))
            if dash and index + 1 < len(parts):
                found += [_locator(key, p) for p in _between(place, parts[index + 1][0])]
    return found


def _locator(key: str, place: str) -> str:
    return f"{key} {place}" if key == "Feng" else f"{key} ¶{place.lstrip('¶')}"


def _between(first: str, last: str) -> list[str]:
    """The places strictly between two of one section: 1.1 and 1.4 give 1.2 and 1.3."""
    head, _, start = first.lstrip("¶").rpartition(".")
    last_head, _, end = last.lstrip("¶").rpartition(".")
    if head != last_head:
        return []
    dot = "." if head else ""
    return [f"{head}{dot}{number}" for number in range(int(start) + 1, int(end))]


def sentences(text: str) -> list[str]:
    """Prose cut where a sentence, a paragraph, a list item or a table cell ends."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z*_\"“])|\n\s*\n|\n[-*|] ", text)


def numbers(text: str) -> set[float]:
    """Figures in a text, and the words one to ten; reference marks such as [12] are none."""
    text = re.sub(r"\[\d+\]", " ", text.replace("\\$", "$"))
    found = {float(raw.replace(",", "")) for raw in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
    found |= {float(n) for n, word in enumerate(WORDS, 1) if re.search(rf"\b{word}\b", text, re.I)}
    return found


def telling_numbers(sentence: str) -> set[float]:
    """The numbers a sentence states: without its locators, years, and 1 to 3."""
    bare = CITED.sub(" ", sentence)
    bare = re.sub(r"\b(?:19|20)\d\d\b", " ", bare)
    return {n for n in numbers(bare) if n > 3 or n != int(n)}
