"""The page with the texts to mark: no accessibility fault, nothing run or fetched, any width."""

import pytest

from coursestaff.written.written import Answer, Files, hand_out
from tests.browser import lab

TEXTS = (
    "A letter to the editor (Feng 2.2).\n\n- one point\n- another",
    "<script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\">",
    "x" * 10_000,
    "😀 你好 \u202eturned round",
)
FAULTS = """() => axe.run({ preload: false })
    .then(({ violations }) => violations.map(each => [each.id, each.nodes.map(n => n.html)]))"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "() => document.activeElement.outerHTML"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The page of exercise 14, which has two rubrics, with remarks and with names."""
    out = tmp_path_factory.mktemp("marks")
    answers = [
        Answer(f"student {number}", task, text, ("4 words; the task asks for 100 to 150.",))
        for number, text in enumerate(TEXTS)
        for task in ("e14-3", "e14-5")
    ]
    hand_out(answers, "14", out, seed=1, blind=False)
    return Files.of("14", out).page.as_uri()


@pytest.fixture
def opened(browser, address):
    """Opens the page in a theme and a width; a test fails if anything went wrong there."""
    contexts, faults = [], []

    def start(theme="light", width=1280, **options):
        size = {"width": width, "height": 900}
        context = browser.new_context(color_scheme=theme, viewport=size, offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda line: faults.append(line.text))
        page.on("request", lambda asked: asked.url == address or faults.append(asked.url))
        page.goto(address)
        return page

    yield start
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_the_page_fits_its_window(opened, theme, width):
    page = opened(theme, width, bypass_csp=True)  # axe is a script, and the page allows none
    page.add_script_tag(path=lab.AXE)
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(WIDE) == 0


def test_nothing_that_a_student_wrote_is_run(opened):
    assert opened().title() == "Exercise 14: texts to mark"


def test_texts_stand_side_by_side_where_there_is_room(opened):
    for width, columns in ((1280, 3), (400, 1)):
        boxes = [each.bounding_box() for each in opened(width=width).locator("article").all()[:4]]
        assert len({box["x"] for box in boxes}) == columns


def test_the_rubric_stays_in_sight_and_folds_by_keyboard(opened):
    page = opened()
    rubric = page.locator(".rubric").first
    page.locator("article").first.scroll_into_view_if_needed()
    page.mouse.wheel(0, 1500)
    page.wait_for_function("() => scrollY > 1000")
    assert rubric.bounding_box()["y"] == 0
    page.keyboard.press("Tab")
    assert "<summary" in page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    assert rubric.get_attribute("open") is None


def test_a_code_leads_to_its_text_by_keyboard(opened):
    page = opened()
    page.locator("nav a").nth(1).focus()
    page.keyboard.press("Enter")
    text = page.locator("article:target")
    text.wait_for()
    assert text.locator("h3").inner_text().split()[0] == page.locator("nav a").nth(1).inner_text()
    below = page.locator(".rubric").first.bounding_box()
    assert text.bounding_box()["y"] >= below["y"] + below["height"]
