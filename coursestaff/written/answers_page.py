"""The page to read the answers on, side by side: one HTML file without a script or a network.

Everything that a student wrote is escaped, and the page tells the browser to run no script and to
fetch nothing, should anything slip through.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas

from coursekit import memo

STYLE = Path(__file__).with_name("static") / "answers.css"
# What no page may hold: control characters other than the ends of lines and tabs.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# A line that begins so was not meant to run on from the one before.
LIST_LINE = re.compile(r"\n(?=\s*(?:[-*•+#>|]|\d+[.)])\s)")
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{lead}</p>
</header>
<main>
{tasks}
</main>
</body>
</html>
"""
LEAD = (
    "Enter points into sheet-{exercise}.csv. Read for one criterion at a time, across all texts: "
    "the rows of the sheet come in that order, and the texts here in the order of its codes. For "
    "whatever you give there should be a sentence that you can point to."
)


@dataclass(frozen=True)
class Shown:
    """One answer on the page; the name is empty where it is read blind."""

    code: str
    name: str
    task: str
    text: str
    remarks: tuple[str, ...]


def page(answers: Sequence[Shown], rubric: pandas.DataFrame, exercise: str) -> str:
    """The whole page, with the tasks in the order of the rubric.

    Parameters
    ----------
    answers : in the order in which they are read.
    rubric : as `rubrics.load` gives it.
    exercise : two digits, such as "03".
    """
    tasks = [
        _task(task, criteria, [each for each in answers if each.task == task])
        for task, criteria in rubric.groupby("task", sort=False)
    ]
    return PAGE.format(
        title=f"Exercise {exercise}: texts to mark",
        style=STYLE.read_text(encoding="utf-8"),
        lead=LEAD.format(exercise=exercise),
        tasks="\n".join(tasks),
    )


def _task(task: str, rubric: pandas.DataFrame, answers: Sequence[Shown]) -> str:
    count = {0: "no text", 1: "one text"}.get(len(answers), f"{len(answers)} texts")
    texts = _links(task, answers) + _articles(answers) if answers else ""
    return (
        f'<section aria-labelledby="{task}">\n<h2 id="{task}">Task {task}: {count}</h2>\n'
        f"{_rubric(task, rubric)}\n{texts}</section>"
    )


def _links(task: str, answers: Sequence[Shown]) -> str:
    links = "\n".join(
        f'<li><a href="#{_id(each)}">{escape(each.code)}</a></li>' for each in answers
    )
    return f'<nav aria-label="Texts of task {task}">\n<ul>\n{links}\n</ul>\n</nav>\n'


def _rubric(task: str, rubric: pandas.DataFrame) -> str:
    """The rubric behind a line to fold it away, best level first."""
    levels = sorted(rubric["level"].unique(), reverse=True)
    heads = "".join(f'<th scope="col">Level {level}</th>' for level in levels)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(criterion)}</th>{_cells(own, levels)}</tr>'
        for criterion, own in rubric.groupby("criterion", sort=False)
    )
    return (
        f'<details class="rubric" open>\n<summary>Rubric of task {task}</summary>\n'
        f'<div class="frame" role="region" tabindex="0" aria-label="Rubric of task {task}">\n'
        f"<table>\n<caption>What earns how many points in task {task}</caption>\n"
        f'<thead><tr><th scope="col">Criterion</th>{heads}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>\n</div>\n</details>"
    )


def _cells(own: pandas.DataFrame, levels: Sequence[int]) -> str:
    by_level = {row.level: row for row in own.itertuples()}
    return "".join(
        f"<td><b>{by_level[level].points:g}</b> {escape(by_level[level].words)}</td>"
        if level in by_level
        else "<td>–</td>"
        for level in levels
    )


def _articles(answers: Sequence[Shown]) -> str:
    return f'<div class="texts">\n{"".join(map(_article, answers))}</div>\n'


def _id(answer: Shown) -> str:
    return f"{answer.task}-{answer.code}"


def _article(answer: Shown) -> str:
    """One answer: its code, how long it is, what the checks said, and the text."""
    clean = _clean(answer.text)
    remarks = "".join(f"<li>{escape(_clean(remark))}</li>\n" for remark in answer.remarks)
    name = f' <span class="name">{escape(_clean(answer.name))}</span>' if answer.name else ""
    return (
        f'<article id="{_id(answer)}" aria-labelledby="{_id(answer)}-head">\n'
        f'<h3 id="{_id(answer)}-head">{escape(answer.code)}{name}</h3>\n'
        f'<p class="count">{_count(memo.words(clean))}</p>\n'
        + (f'<ul class="remarks">\n{remarks}</ul>\n' if remarks else "")
        + f'<div class="text">\n{_paragraphs(clean)}\n</div>\n</article>\n'
    )


def _count(words: int) -> str:
    return "1 word" if words == 1 else f"{words:,} words"


def _clean(text: str) -> str:
    """A text with one kind of line break, and a sign in place of what cannot be shown."""
    return CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _paragraphs(text: str) -> str:
    """The paragraphs of a text. Lines run on, as authors of code break them; lists do not.

    Each finds its own direction, so that no sign in one can turn the words of another round.
    """
    found = memo.paragraphs(text) or ["(no text)"]
    return "\n".join(
        f'<p dir="auto">{"<br>".join(map(escape, LIST_LINE.split(each)))}</p>' for each in found
    )
