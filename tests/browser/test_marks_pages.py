"""The pages that come of marking: no accessibility fault, nothing run or fetched, any width."""

import pytest

from coursestaff.grading import feedback, judging, marking
from coursestaff.grading.judging import TaskMark
from coursestaff.grading.marking import MARKED, NOT_MARKED, Outcome
from coursestaff.written.marks import Marked
from tests.browser import lab

EVIL = "<script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\">"
SLIPS = ("For 2008 the ratio is upside down.", "Task " + "long" * 40)
FAULTS = """() => axe.run({ preload: false })
    .then(({ violations }) => violations.map(each => [each.id, each.nodes.map(n => n.html)]))"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
BREAKS = """() => [...document.querySelectorAll("td.status")]
    .filter(cell => cell.firstChild.nodeType === 3 && cell.firstChild.data.trim() === "marked")
    .map(cell => { const words = document.createRange(); words.selectNodeContents(cell);
        return words.getClientRects().length })"""
STUDENT, CLASS = "feedback-03/anna.html", "class-03.html"


def outcome(student, points, notes=()):
    """A student who got something of each task, and whose text somebody read."""
    marks = [TaskMark("e03-1", judging.PARTLY, points, 2.0, SLIPS, SLIPS, "x = 1\n" + "y" * 500)]
    marks += [TaskMark(f"e03-{n}", judging.RIGHT, 2.0, 2.0, ("Well done.",)) for n in (2, 3, 4)]
    marks.append(TaskMark("e03-5", judging.TO_READ, None, 8.0, (), (), EVIL))
    return Outcome(student, None, f"{student}.ipynb", MARKED, tuple(marks), notes, 2.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The pages of a class of three: one read, one not read yet, one not marked."""
    out = tmp_path_factory.mktemp("marks")
    broken = Outcome("chen", None, "chen.ipynb", NOT_MARKED, notes=("The file is empty.",))
    group = [outcome("anna", 1.5, (EVIL,)), outcome("boris" * 12, 0.0), broken]
    lines = {"Measure": 2.0, "Time": 1.5, "Ruler": 0.0, "Fairness": 2.0}
    given = {("anna", "e03-5"): Marked(5.5, 8.0, lines, {"Time": "Which quarter? " + "w" * 200})}
    points = {whose: marked.points for whose, marked in given.items()}
    guesses = {f"f{n:02d}": 10 * n for n in range(1, 11)}
    envelopes = [{"envelope": "01/envelope", "probability_of_yes_in_percent": guesses}]
    marks = marking.table(group, "03", points)
    feedback.write_pages(out, group, marks, "03", given, (EVIL,), envelopes)
    return out


@pytest.fixture
def opened(browser, folder):
    """Opens a page in a theme and a width; a test fails if anything went wrong there."""
    contexts, faults = [], []

    def start(name, theme="light", width=1280, **options):
        size = {"width": width, "height": 900}
        context = browser.new_context(color_scheme=theme, viewport=size, offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        address = (folder / name).as_uri()
        allowed = (address, "data:image/")
        page.on("console", lambda line: faults.append(line.text))
        page.on(
            "request", lambda asked: asked.url.startswith(allowed) or faults.append(asked.url[:99])
        )
        page.goto(address)
        return page

    yield start
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [STUDENT, CLASS])
def test_axe_finds_nothing_and_the_page_fits_its_window(opened, name, theme, width):
    page = opened(name, theme, width, bypass_csp=True)
    page.add_script_tag(path=lab.AXE)
    for closed in page.locator("details").all():
        closed.locator("summary").click()
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(WIDE) == 0


@pytest.mark.parametrize("name", [STUDENT, CLASS])
def test_nothing_of_a_notebook_is_run(opened, name):
    assert opened(name).title().startswith("Exercise 03: ")


def test_a_narrow_table_scrolls_by_keyboard_and_breaks_no_word(opened):
    page = opened(CLASS, width=400)
    assert page.evaluate(BREAKS) == [1, 1]
    region = page.get_by_role("region", name="Marks of everybody")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('[role=region]').scrollLeft > 0")


def test_what_was_handed_in_opens_by_keyboard(opened):
    page = opened(STUDENT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("details[open] pre").first.inner_text().startswith("x = 1")
