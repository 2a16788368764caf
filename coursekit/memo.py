"""A memo as data: its claims, its words, what is missing in it, and the files it becomes.

The text of a memo carries markers in square brackets: `[feng-125]` is a claim of the ledger,
`[C07]` a source check, `[gdp_usd@2026-07]` a context series in its edition. Written out, a marker
becomes a locator that a reader can follow, and a line in the list of sources.

Everything here works on plain data, so that the page without Python does the same (see
`static/controls.js`, which is held to this file by a test).
"""

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import pandas

from coursekit import cite, whole
from coursekit.errors import CourseError

LEAST, MOST = 720, 880  # words: 800, a tenth either way
PARTS = {
    "brief": "In brief",
    "evidence": "What the evidence says",
    "options": "Options",
    "unknown": "What we do not know",
    "decide": "What the choice turns on",
}
HEADS = {"to": "To", "sender": "From", "question": "The question, in one sentence"}
SETTLED = "holds"  # the one verdict that needs no caveat

MARK = re.compile(r"\[([A-Za-z][A-Za-z_-]*[@0-9][0-9A-Za-z_@.-]*)\]")
RUN = re.compile(rf"{MARK.pattern}(?:\s*{MARK.pattern})*")
AFTER_STOP = re.compile(rf"([.!?])[ \t]*((?:{MARK.pattern}\s*)+)")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])")
FIGURE = re.compile(r"(?<![A-Za-z0-9_.,])[0-9][0-9,]*(?:\.[0-9]+)?")
PLACE = cite.LOCATOR.pattern
LAW = r"\b[Ss]ections?\s[0-9]|\bUSC\s[0-9]"
WORD = re.compile(r"[^\W_]")
BLANK_LINE = re.compile(r"\n\s*\n")
DATA = "limited-opponents-memo"
_KEPT = re.compile(rf"<!-- {DATA} (\{{.*?\}}) -->", re.DOTALL)

SAYS = {
    "unknown": "There is no claim, check or context [{id}]. Pick it from the list, or look for a "
    "slip of the keys.",
    "place": "There is no passage {place}. Look the locator up.",
    "figure": "A figure without a locator, in the sentence that begins “{start}”: cite the claim "
    "that it comes from.",
    "caveat": "{id} is cited, and check {check} says: {verdict}. Say so in the same paragraph, "
    "with [{check}].",
    "name": "A paragraph names an author and cites nothing: “{start}”.",
    "empty": "Nothing is written under “{part}”.",
    "head": "The line “{head}” is empty.",
    "short": "{words} words. A memo has {least} to {most}.",
    "nothing": "There is nothing to save yet. Write a sentence first.",
}
PAGE = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<title>{title}</title>\n<style>\n"
    "body { max-width: 40em; margin: 2em auto; padding: 0 1em; color: #1b1f24;\n"
    "  background: #ffffff; font: 17px/1.5 Georgia, serif; }\n"
    "h1 { font-size: 1.5em; line-height: 1.25; } h2 { font-size: 1.15em; margin-top: 1.5em; }\n"
    "ul.sources { font-size: 0.85em; }\n"
    "@media print { body { margin: 0; font-size: 11pt; } }\n"
    "</style>\n</head>\n<body>\n<main>\n{body}</main>\n{data}\n</body>\n</html>\n"
)


class MemoProblem(CourseError):
    """A memo that cannot be saved or opened."""


@dataclass(frozen=True)
class Memo:
    """A memo as its author wrote it, markers and all.

    Parameters
    ----------
    to, sender, question : its head.
    parts : name of a part, as in PARTS → its text.
    claims : ids of what was picked for it, in order.
    """

    to: str = ""
    sender: str = ""
    question: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[str, ...] = ()

    def text(self) -> str:
        """All parts, one after the other, with blank lines between."""
        return "\n\n".join(self.parts.get(name, "") for name in PARTS)


def from_data(raw) -> Memo:
    """A memo from what a browser sent or a file held; whatever does not fit is left out.

    Parameters
    ----------
    raw : a mapping with to, sender, question, parts and claims; anything else is an empty memo.
    """
    raw = raw if isinstance(raw, Mapping) else {}
    parts, claims = raw.get("parts"), raw.get("claims")
    parts = parts if isinstance(parts, Mapping) else {}
    claims = claims if isinstance(claims, list | tuple) else []
    return Memo(
        *(_text(raw.get(name)) for name in HEADS),
        {name: _text(parts.get(name)) for name in PARTS},
        tuple(dict.fromkeys(each for each in claims if isinstance(each, str))),
    )


def _text(value) -> str:
    """A text that any file can hold: half a character, as a browser can send, becomes “?”."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""


def data(memo: Memo) -> dict:
    """A memo as plain data, as it is kept and saved."""
    return {
        "to": memo.to,
        "sender": memo.sender,
        "question": memo.question,
        "parts": {name: memo.parts.get(name, "") for name in PARTS},
        "claims": list(memo.claims),
    }


# --- What can be cited ----------------------------------------------------------------------


@dataclass(frozen=True)
class Evidence:
    """Everything that a memo can cite, as finite data.

    Parameters
    ----------
    claims : id → {"document", "place", "words", "checks" (ids of those about the claim itself)}:
        claims of the three authors.
    checks : id → {"verdict", "caveat" (a sentence), "source"}.
    context : id, "series@edition" → {"words", "source"}.
    documents : name of a document → how it is listed.
    places : the locators of all passages.
    """

    claims: Mapping[str, dict]
    checks: Mapping[str, dict]
    context: Mapping[str, dict]
    documents: Mapping[str, str]
    places: tuple[str, ...]

    def known(self, name: str) -> bool:
        """Whether a marker leads anywhere."""
        return name in self.claims or name in self.checks or name in self.context

    def short(self, name: str) -> str:
        """How a marker is written out in the text."""
        if name in self.claims:
            return self.claims[name]["place"]
        if name in self.checks:
            return f"check {name}"
        return f"context: {self.context[name]['source']}"

    def doubts(self, claim: str) -> list[str]:
        """The checks that a claim did not pass, or that nobody has finished."""
        checks = self.claims[claim]["checks"]
        return [check for check in checks if self.checks[check]["verdict"] != SETTLED]


def evidence(load) -> Evidence:
    """What can be cited, from the course's tables.

    Parameters
    ----------
    load : gives a table by its name: claims, checks, check_claims, context, series, documents
        and passages are read.
    """
    claims, links, checks = load("claims"), load("check_claims"), load("checks")
    dated = links[links["about"] == "document"].merge(claims, left_on="claim", right_on="id")
    dates = dated.groupby("document")["check"].agg(set).to_dict()
    claims = claims[claims["origin"] == "author"]
    # A misprint in a reference is no verdict on what the claim says.
    checked = links[links["about"] == "claim"].groupby("claim")["check"].agg(list).to_dict()
    return Evidence(
        {
            row.id: {
                "document": row.document,
                "place": row.locator,
                "words": f"{row.value_text}: {row.statement}",
                "checks": checked.get(row.id, []),
            }
            for row in claims.itertuples()
        },
        {row["id"]: _check(row) for _, row in checks.iterrows()},
        _context(load("context"), load("series").set_index("series")["title"]),
        {
            row.document: _listed(row, checks[checks["id"].isin(dates.get(row.document, ()))])
            for row in load("documents").itertuples()
        },
        tuple(load("passages")["locator"]),
    )


def _check(row: pandas.Series) -> dict:
    verdict, note = cite.verdict(row), row["verdict_note"].rstrip(".")
    return {
        "verdict": verdict,
        "caveat": f"Caution: {note} [{row['id']}].",
        "source": row["source"],
    }


def _context(context: pandas.DataFrame, titles: pandas.Series) -> dict[str, dict]:
    """One entry for each series and edition."""
    found = {}
    for (series, vintage), rows in context.groupby(["series", "vintage"], sort=False):
        publishers = "; ".join(dict.fromkeys(rows["publisher"]))
        found[f"{series}@{vintage}"] = {
            "words": f"{titles[series]}, {rows['year'].min()}–{rows['year'].max()}",
            "source": f"{publishers}, edition of {vintage}",
        }
    return found


def _listed(row, dated: pandas.DataFrame) -> str:
    """A document as a list of sources prints it; what is not established is said to be so.

    Parameters
    ----------
    row : of the table `documents`.
    dated : the checks of when it was written or published.
    """
    unknown = "not established"
    facts = [
        "author not established" if row.author == unknown else row.author,
        row.title,
        "outlet not established" if row.outlet == unknown else row.outlet,
        row.published,
    ]
    said = [", ".join(str(fact) for fact in facts if isinstance(fact, str))]
    said += [f"{c.verdict_note.rstrip('.')} (check {c.id})" for c in dated.itertuples()]
    return f"{'. '.join(said)}."


# --- What is in it, and what is missing -----------------------------------------------------


def words(text: str) -> int:
    """The words of a text; markers are none.

    >>> words("It is 6.6% of it [feng-125] – or was.")
    7
    """
    return sum(bool(WORD.search(token)) for token in MARK.sub(" ", text).split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, which blank lines part."""
    return [each.strip() for each in BLANK_LINE.split(text) if each.strip()]


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; a marker behind a full stop belongs before it.

    >>> sentences("It fell. [feng-125] Then it rose.")
    ['It fell [feng-125].', 'Then it rose.']
    """
    moved = AFTER_STOP.sub(lambda found: f" {found[2].strip()}{found[1]} ", text)
    return [each.strip() for each in SENTENCE.split(moved) if each.strip()]


def figures(text: str) -> list[str]:
    """The figures of a text that need a locator: no years, no numbers up to three.

    >>> figures("In 2017 two of 35, or 5.7%, came [feng-083] (Feng 1.7).")
    ['35', '5.7']
    """
    bare = re.sub(PLACE, " ", MARK.sub(" ", text))
    return [each for each in (f.rstrip(",") for f in FIGURE.findall(bare)) if _telling(each)]


def _telling(figure: str) -> bool:
    value = float(figure.replace(",", ""))
    year = re.fullmatch(r"(?:19|20)\d\d", figure)
    return not year and not (value <= 3 and value == int(value))


def cited(text: str) -> list[str]:
    """The markers of a text, each once, in order."""
    return list(dict.fromkeys(MARK.findall(text)))


def _traced(sentence: str) -> bool:
    return any(re.search(p, sentence) for p in (MARK.pattern, PLACE, LAW))


def _start(text: str) -> str:
    return " ".join(text.split()[:8])


def problems(memo: Memo, known: Evidence) -> list[str]:
    """Why a memo is refused: a claim that leads nowhere, or a figure without a locator.

    Parameters
    ----------
    memo : the memo.
    known : what can be cited.

    Returns
    -------
    A sentence for each; none where the memo can be saved.
    """
    text = memo.text()
    if not text.strip():
        return [SAYS["nothing"]]
    strangers = [name for name in cited(text) if not known.known(name)]
    nowhere = [p for p in dict.fromkeys(re.findall(PLACE, text)) if p not in known.places]
    bare = [
        sentence
        for paragraph in paragraphs(text)
        for sentence in sentences(paragraph)
        if figures(sentence) and not _traced(sentence)
    ]
    return [
        *(SAYS["unknown"].format(id=name) for name in strangers),
        *(SAYS["place"].format(place=place) for place in nowhere),
        *(SAYS["figure"].format(start=_start(sentence)) for sentence in bare),
    ]


def caveats_missing(memo: Memo, known: Evidence) -> list[tuple[str, str]]:
    """Claims whose check failed and is nowhere named in a paragraph that cites them.

    Returns
    -------
    Pairs of claim and check, in the order of the text.
    """
    blocks = [set(MARK.findall(each)) for each in paragraphs(memo.text())]
    return [
        (name, check)
        for name in cited(memo.text())
        if name in known.claims
        for check in known.doubts(name)
        if not any({name, check} <= block for block in blocks)
    ]


def warnings(memo: Memo, known: Evidence) -> list[str]:
    """What a careful reader would object to; none of it keeps a memo from being saved.

    Parameters
    ----------
    memo, known : as in `problems`.
    """
    count = words(memo.text())
    heads = [HEADS[name] for name in HEADS if not getattr(memo, name).strip()]
    empty = [title for name, title in PARTS.items() if not memo.parts.get(name, "").strip()]
    authors = re.compile("|".join(map(re.escape, known.documents)))
    nameless = [
        each for each in paragraphs(memo.text()) if authors.search(each) and not _traced(each)
    ]
    return [
        *(
            SAYS["caveat"].format(id=name, check=check, verdict=known.checks[check]["verdict"])
            for name, check in caveats_missing(memo, known)
        ),
        *(SAYS["name"].format(start=_start(each)) for each in nameless),
        *(SAYS["head"].format(head=head) for head in heads),
        *(SAYS["empty"].format(part=part) for part in empty),
        *(
            [SAYS["short"].format(words=count, least=LEAST, most=MOST)]
            if not LEAST <= count <= MOST
            else []
        ),
    ]


# --- Written out ----------------------------------------------------------------------------


def _written(text: str, known: Evidence) -> str:
    """A text with its markers as locators; neighbours share one pair of brackets."""

    def places(run: re.Match) -> str:
        names = cited(run[0])
        return f"({'; '.join(dict.fromkeys(known.short(n) for n in names if known.known(n)))})"

    return RUN.sub(places, text)


def sources(memo: Memo, known: Evidence) -> list[str]:
    """The list of sources: each thing cited, then the documents that the claims are from."""
    names = [name for name in cited(memo.text()) if known.known(name)]
    lines, documents = [], []
    for name in names:
        if name in known.claims:
            claim = known.claims[name]
            documents.append(claim["document"])
            checks = [
                f" Check {each}: {known.checks[each]['verdict']}." for each in claim["checks"]
            ]
            lines.append(f"{claim['place']} ({name}). {claim['words']}{''.join(checks)}")
        elif name in known.checks:
            check = known.checks[name]
            lines.append(f"Check {name}: {check['verdict']}. Source: {check['source']}.")
        else:
            lines.append(f"{known.context[name]['words']}. {known.context[name]['source']}.")
    return lines + [f"{name}: {known.documents[name]}" for name in dict.fromkeys(documents)]


def _head(memo: Memo) -> list[tuple[str, str]]:
    """Who writes to whom, as far as it was filled in."""
    lines = [(HEADS["to"], memo.to.strip()), (HEADS["sender"], memo.sender.strip())]
    return [line for line in lines if line[1]]


def markdown(memo: Memo, known: Evidence) -> str:
    """The memo in Markdown, with its list of sources and, unseen, the memo as data."""
    blocks = [f"# {memo.question.strip() or 'Memo'}"]
    blocks += [f"**{label}:** {value}" for label, value in _head(memo)]
    for name, title in PARTS.items():
        if memo.parts.get(name, "").strip():
            blocks.append(f"## {title}")
            blocks += paragraphs(_written(memo.parts[name], known))
    listed = sources(memo, known)
    if listed:
        blocks += ["## Sources", "\n".join(f"- {line}" for line in listed)]
    return "\n\n".join([*blocks, _hidden(memo)]) + "\n"


def html(memo: Memo, known: Evidence) -> str:
    """The memo as a page of its own, to read or to print."""
    title = escape(memo.question.strip() or "Memo")
    body = f"<h1>{title}</h1>\n"
    for name in ("to", "sender"):
        if getattr(memo, name).strip():
            body += (
                f"<p><strong>{HEADS[name]}:</strong> {escape(getattr(memo, name).strip())}</p>\n"
            )
    for name, heading in PARTS.items():
        if memo.parts.get(name, "").strip():
            body += f"<h2>{heading}</h2>\n"
            for block in paragraphs(_written(memo.parts[name], known)):
                lines = escape(block).replace("\n", "<br>\n")
                body += f"<p>{lines}</p>\n"
    listed = sources(memo, known)
    if listed:
        items = "".join(f"<li>{escape(line)}</li>\n" for line in listed)
        body += f'<h2>Sources</h2>\n<ul class="sources">\n{items}</ul>\n'
    filling = {"title": title, "body": body, "data": _hidden(memo)}
    return re.sub(r"\{(title|body|data)\}", lambda found: filling[found[1]], PAGE)


def _hidden(memo: Memo) -> str:
    """The memo as data in a comment, which Markdown and HTML both keep and neither shows."""
    packed = json.dumps(data(memo), ensure_ascii=False, separators=(",", ":"))
    for sign in "-<>":  # no sign that could end a comment
        packed = packed.replace(sign, f"\\u{ord(sign):04x}")
    return f"<!-- {DATA} {packed} -->"


# --- Saved and opened again -----------------------------------------------------------------


def save(memo: Memo, known: Evidence, folder: Path, name: str = "memo") -> tuple[list[Path], bool]:
    """Save a memo as Markdown and as HTML, under a name that is free.

    No file is ever overwritten. Where the same memo is saved already, it stays; beside another
    one the next free number is taken. A file is written whole before it gets its name.

    Parameters
    ----------
    memo, known : as in `problems`.
    folder : where to; made if it is missing.
    name : of both files, without their endings.

    Returns
    -------
    The two files, and whether they are new.

    Raises
    ------
    MemoProblem : a claim has no locator, or the folder does not take the files.
    """
    heads = {head: getattr(memo, head) for head in HEADS}
    memo = from_data({**heads, "parts": memo.parts, "claims": memo.claims})
    if found := problems(memo, known):
        raise MemoProblem(" ".join(("Not saved.", *found)))
    contents = {".md": markdown(memo, known), ".html": html(memo, known)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number = 1
        while True:
            stem = name if number == 1 else f"{name} ({number})"
            places = {folder / f"{stem}{ending}": text for ending, text in contents.items()}
            if all(_holds(path, text) for path, text in places.items()):
                return list(places), False
            if not any(os.path.lexists(path) for path in places) and _write_both(places):
                return list(places), True
            number += 1
    except OSError as error:
        raise MemoProblem(
            f"The memo could not be saved in {folder} ({error.strerror}). Your text is still "
            "where you wrote it; make room on the disk or allow writing there, and save again."
        ) from error


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode("utf-8")


def _write_both(places: Mapping[Path, str]) -> bool:
    """Write both files or neither; False where somebody else took a name meanwhile."""
    done = []
    try:
        for path, text in places.items():
            whole.write_new(path, text)
            done.append(path)
    except FileExistsError:
        _remove(done)
        return False
    except BaseException:
        _remove(done)
        raise
    return True


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def saved(folder: Path) -> list[str]:
    """The names of the memos in a folder, in Markdown, those saved last first."""
    try:
        found = [path for path in folder.glob("*.md") if path.is_file()]
        found.sort(key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
        return [path.name for path in found if _KEPT.search(path.read_text("utf-8", "replace"))]
    except OSError:
        return []


def reopen(path: Path) -> Memo:
    """A saved memo, from its Markdown or its HTML file.

    Parameters
    ----------
    path : the file.

    Raises
    ------
    MemoProblem : there is no such file, or it holds no memo.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MemoProblem(f"There is no file {path.name} in {path.parent}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise MemoProblem(f"{path.name} cannot be read as a text.") from error
    try:
        kept = json.loads(_KEPT.findall(text)[-1])
    except (IndexError, ValueError) as error:
        raise MemoProblem(
            f"{path.name} holds no memo of this course, or its last line was changed. "
            "Copy its text into the form instead."
        ) from error
    return from_data(kept)
