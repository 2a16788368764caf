"""What every notebook of the course keeps to, whatever it is about."""

import ast
import csv
import json
import re
import statistics
from collections import defaultdict
from urllib.parse import unquote

import nbformat
import pytest

from coursekit import cite
from coursestaff import notebooks as sources
from coursestaff.execute import execute
from tests.reading import FENCE, ROOT, cited, notebooks, numbers, pages, read_html

LESSONS, EXERCISES, SOLUTIONS = (notebooks(f) for f in ("lessons", "exercises", "solutions"))
PAGES = pages()
BUILT = LESSONS + EXERCISES + SOLUTIONS + PAGES
RUN = LESSONS + SOLUTIONS + PAGES

ROOMS = [
    "## At a glance",
    "## Before you look",
    "## The evidence",
    "## Read the chart",
    "## Explore",
    "## Check the source",
    "## Quick check",
    "## Argue it",
    "## What you can now say",
    "### Where the numbers come from",
]
# Lesson 00 shows how the course works: it has sections of its own, and nothing to argue.
ROOMS_OF_LESSON_00 = [
    "## At a glance",
    "## Before you look",
    "## The evidence",
    "## Read the chart",
    "## Explore",
    "## Check the source",
    "## Quick check",
    "## What you can now say",
    "### Where the numbers come from",
]
# Lesson 00 asks the learner to try a locator that leads nowhere.
INVENTED = {"Feng 2.10"}
UNFINISHED = re.compile(
    r"\b(TODO|FIXME|TBD|XXX|lorem ipsum|placeholder|coming soon|to be (?:written|added|done))\b",
    re.IGNORECASE,
)
ADDRESS_IN_CODE = re.compile(r"http|www\.|urllib|requests|socket")
FILE_NAME = re.compile(r"\.(png|svg|jpe?g|gif|ipynb|csv)\b", re.IGNORECASE)
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)[^)]*\)")
LONG = "Two bars, the first about fifteen times as long as the second"
TABLE = (
    "<details><table><caption>What it holds</caption>"
    "<tr><th scope='col'>a</th></tr></table></details>"
)
PICTURE = re.compile(r"base64,[A-Za-z0-9+/=]+")


def each(built):
    """Run a test once for each notebook, named after it."""
    return pytest.mark.parametrize("notebook", built, ids=lambda n: n.name)


def rows(table):
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rooms(notebook):
    """The headings that make a lesson's rooms; only lesson 00 may have other sections."""
    headings = notebook.headings()
    if notebook.number == "00":
        return [heading for heading in headings if heading in ROOMS]
    return [h for h in headings if h.startswith("## ") or h == ROOMS[-1]]


def allowed_orders(number):
    """The room orders a lesson may have: a detective story checks its source first."""
    if number == "00":
        return [ROOMS_OF_LESSON_00]
    moved = [room for room in ROOMS if room != "## Check the source"]
    moved.insert(moved.index("## The evidence"), "## Check the source")
    return [ROOMS, moved]


def test_the_course_has_begun():
    assert LESSONS, "lessons/ holds no notebook; run: course build"


@each(LESSONS)
def test_lesson_is_on_the_map(notebook):
    assert notebook.path.stem in {row["slug"] for row in rows("lessons")}


@each(LESSONS)
def test_rooms_in_order(notebook):
    assert rooms(notebook) in allowed_orders(notebook.number)


@each(BUILT)
def test_headings_are_nested(notebook):
    levels = [len(heading.split(" ")[0]) for heading in notebook.headings()]
    assert levels[:1] == [1], "the first heading is the title"
    assert levels.count(1) == 1, "one title"
    jumps = [
        heading
        for heading, level, before in zip(notebook.headings()[1:], levels[1:], levels, strict=False)
        if level > before + 1
    ]
    assert not jumps, f"a level is left out before {jumps}"


@each(LESSONS)
def test_code_cells_are_short(notebook):
    lengths = [sum(bool(line.strip()) for line in code.splitlines()) for code in notebook.code()]
    assert statistics.median(lengths) <= 5
    assert max(lengths) <= 15


@each([n for n in LESSONS if n.number != "00"])
def test_prose_is_neither_thin_nor_long(notebook):
    prose = LINK.sub(r"\2", " ".join(notebook.prose()))
    words = re.findall(r"\w+(?:[.,’'-]\w+)*", prose)
    assert 700 <= len(words) <= 2000


@each(BUILT)
def test_nothing_is_left_unfinished(notebook):
    found = UNFINISHED.findall("\n".join(notebook.prose() + notebook.code()))
    assert not found


@each(BUILT)
def test_money_is_no_formula(notebook):
    """JupyterLab sets what stands between two dollar signs as mathematics: write \\$."""
    found = re.findall(r"(?<!\\)\$\d.{0,20}", "\n".join(notebook.prose()))
    assert not found


@each(BUILT)
def test_locators_exist(notebook):
    there = {row["locator"] for row in rows("passages")}
    prose = "\n\n".join(notebook.prose())
    unknown = (set(cited(prose)) | set(cite.locators(prose))) - there - INVENTED
    assert not unknown


@each(LESSONS)
def test_what_is_read_is_used(notebook):
    """Each locator promised at a glance is cited, asked for or shown further on."""
    promised = notebook.section("## At a glance")
    rest = "\n\n".join(notebook.prose()).replace(promised, "")
    shown = [page.words for page in notebook.html()]
    used = set(cited("\n".join([rest, *notebook.code(), *shown])))
    assert not set(cited(promised)) - used


@each(BUILT)
def test_no_address_in_code(notebook):
    assert not [code for code in notebook.code() if ADDRESS_IN_CODE.search(code)]


def test_no_helper_is_written_twice():
    """What two lessons define belongs in coursekit."""
    where = defaultdict(set)
    for notebook in LESSONS:
        for code in notebook.code():
            for helper in helpers(code):
                where[helper].add(notebook.name)
    twice = {helper: names for helper, names in where.items() if len(names) > 1}
    assert not twice


def helpers(code):
    """Names of the functions and classes a cell defines, and its lambdas as they are written.

    A cell that is broken on purpose has none.
    """
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Lambda):
            yield ast.unparse(node)


@each(BUILT)
def test_figures_can_be_read_without_eyes(notebook):
    """Each picture has a description and, shut beside it, its numbers as a proper table."""
    assert not [fault for page in notebook.html() for fault in faults(page)]


def faults(page):
    """What a reader who does not see the pictures of an output would miss."""
    alts = [image.get("alt") or "" for image in page.images]
    found = [f"alt text too short: {alt!r}" for alt in alts if len(alt) < 40]
    found += [f"alt text names a file: {alt!r}" for alt in alts if FILE_NAME.search(alt)]
    proper = [t for t in page.tables if t.shut and t.caption.strip() and t.scoped]
    if len(proper) < len(page.images):
        found.append("a picture has no table with caption and scope in <details>")
    return found


@each(BUILT)
def test_pictures_in_the_text_are_described(notebook):
    for mark, alt, _ in LINK.findall("\n".join(notebook.prose())):
        assert not mark or len(alt) >= 40, f"alt text too short: {alt!r}"


@each(BUILT)
def test_no_bare_picture(notebook):
    """JupyterLab drops the description of a picture that is not in HTML."""
    kinds = {kind for output in notebook.outputs() for kind in output.get("data", {})}
    assert not {kind for kind in kinds if kind.startswith("image/")}


@each(BUILT)
def test_no_dead_controls(notebook):
    assert "widgets" not in notebook.content["metadata"]
    assert "widget-view" not in json.dumps(notebook.outputs())


@each(RUN)
def test_every_cell_was_run_in_order(notebook):
    counts = [cell["execution_count"] for cell in notebook.cells("code")]
    assert counts == list(range(1, len(counts) + 1))


@each(EXERCISES)
def test_exercises_are_handed_out_unrun(notebook):
    assert not notebook.outputs()
    assert {cell["execution_count"] for cell in notebook.cells("code")} <= {None}


@each(BUILT)
def test_links_lead_somewhere(notebook):
    targets = [target for _, _, target in LINK.findall("\n".join(notebook.prose()))]
    targets += [link for page in notebook.html() for link in page.links]
    here = [t for t in targets if t and not re.match(r"[a-z]+:|#|//", t)]
    dead = [t for t in here if not (notebook.path.parent / unquote(t.split("#")[0])).exists()]
    assert not dead


@each(LESSONS[:1])
def test_lesson_runs_from_any_folder(notebook, tmp_path):
    """Nothing in a lesson depends on the folder it is started in."""
    source = ROOT / "source" / notebook.path.stem
    elsewhere = sources.notebook(source, sources.LESSON)
    execute(elsewhere, tmp_path, f"{notebook.name}, run in another folder")
    built = nbformat.read(notebook.path, as_version=nbformat.NO_CONVERT)
    assert shown(elsewhere) == shown(built)


def shown(notebook):
    """All outputs as text, without the bytes of pictures."""
    outputs = [cell.get("outputs", []) for cell in notebook.cells]
    return PICTURE.sub("", json.dumps(outputs, sort_keys=True))


@pytest.mark.parametrize(
    "html",
    [
        "<img src='x'>" + TABLE,
        "<img alt='Chart'>" + TABLE,
        f"<img alt='{LONG} chart.png'>" + TABLE,
        f"<img alt='{LONG}'>",
        f"<img alt='{LONG}'>" + TABLE.replace("details", "div"),
        f"<img alt='{LONG}'>" + TABLE.replace(" scope='col'", ""),
        f"<img alt='{LONG}'>" + TABLE.replace("What it holds", ""),
    ],
)
def test_a_poor_figure_is_found(html):
    """The rule above can fail."""
    assert faults(read_html(html))


def test_a_good_figure_is_left_alone():
    assert not faults(read_html(f"<img alt='{LONG}'>" + TABLE))


def test_fenced_code_is_no_heading():
    assert FENCE.sub("", "# Title\n\n```\n# a comment\n```\n") == "# Title\n\n\n"


def test_number_words_count():
    assert numbers("Four of 1,234.5 [12]") == {4, 1234.5}
