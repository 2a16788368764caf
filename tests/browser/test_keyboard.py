"""A lesson from its first cell to its last with the keyboard alone, in a real JupyterLab.

Shift+Enter runs a cell and goes on. Back at a cell with controls, Tab goes into them and Escape
gives the keys back to the cell. After the notebook is open nothing is clicked and nothing focused
by the test; what has the focus is what the keys before it led to.
"""

import json
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser import declared as lessons
from tests.browser import lab
from tests.reading import notebooks

[LESSON] = [each for each in notebooks("lessons") if each.number == "03"]
AWAY = 6  # presses of Tab from a cell into its output; what is before that is JupyterLab's
GUESS = 30

# What shows the focus, of every element of an output; kept before Tab is pressed.
_REST = """area => {
    window.ring = element => {
        const style = getComputedStyle(element);
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = style;
        const outline = outlineStyle === "none" ? "" : outlineStyle + outlineWidth + outlineColor;
        return outline + boxShadow;
    };
    window.resting = new Map([...area.querySelectorAll("*")].map(each => [each, ring(each)]));
}"""
# Whether the focus is in an output, looks otherwise than before, and is not under something.
_FOCUS = """area => {
    const focused = document.activeElement;
    const box = focused.getBoundingClientRect();
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
        inside: area.contains(focused),
        differs: window.ring(focused) !== window.resting.get(focused),
        uncovered: focused.contains(there),
    };
}"""
_HTML = "element => element.outerHTML"
_CELL = """() => ({
    place: Number(document.activeElement.dataset.windowedListIndex),
    mode: window.jupyterapp.shell.currentWidget.content.mode,
})"""

ARRIVED = """place =>
    window.jupyterapp.shell.currentWidget.content.activeCellIndex === place"""
SAVED = "() => !window.jupyterapp.shell.currentWidget.context.model.dirty"


@pytest.fixture(scope="module")
def opened(folder, desk):
    """A copy of the lesson, opened and not run."""
    shutil.copy(LESSON.path, folder / LESSON.name)
    desk.open(LESSON.name)
    yield desk
    desk.leave()


class Output:
    """The output of a cell, for somebody who has no mouse."""

    def __init__(self, opened, place):
        self.place = place
        self.page = opened.page
        self.press = opened.page.keyboard.press
        cell = self.page.locator(f'.jp-Cell[data-windowed-list-index="{place}"]')
        self.area = cell.locator(".jp-OutputArea").first

    def tab(self, key="Tab") -> bool:
        """Press Tab; whether the focus is now in this output. If it is, it can be seen."""
        self.area.evaluate(_REST)
        self.press(key)
        focus = self.area.evaluate(_FOCUS)
        if focus["inside"]:
            seen = focus["differs"] and focus["uncovered"]
            assert seen, f"The focus cannot be seen: {self.focused().evaluate(_HTML)}"
        return focus["inside"]

    def enter(self):
        """From the cell into its output."""
        assert any(self.tab() for _ in range(AWAY))

    def pass_by(self):
        """From the last control Tab leads out, and Shift+Tab in again."""
        last = self.focused().element_handle()
        assert not self.tab()
        assert any(self.tab("Shift+Tab") for _ in range(AWAY))
        assert last.evaluate("element => element === document.activeElement")

    def leave(self):
        """Escape leads to the cell, which takes the keys again."""
        self.press("Escape")
        assert self.page.evaluate(_CELL) == {"place": self.place, "mode": "command"}

    def focused(self, selector="*"):
        """The focused element, which has to fit a selector."""
        focused = self.page.locator(f":focus:is({selector})")
        assert focused.count() == 1, f"The focus is not on {selector}."
        return focused


def commit(output, asked, home):
    """Lock in a prediction."""
    output.enter()
    assert not output.tab("Shift+Tab") and output.tab()
    output.focused("input")
    output.page.keyboard.type(str(GUESS))
    assert output.tab()
    output.focused("button")
    output.press("Enter")
    status = output.area.locator(".lo-status[aria-live=polite]")
    expect(status).to_contain_text(str(GUESS))
    kept = json.loads((home / "progress" / "progress.json").read_text(encoding="utf-8"))
    assert kept[asked["key"]]["value"] == {asked["fields"][0]["name"]: GUESS}
    output.leave()


def explore(output, explorer):
    """Move each control by one step, and open the data table."""
    sentence = output.area.locator(".lo-sentence[aria-live=polite]")
    values = explorer.start()
    output.enter()
    for number in range(len(explorer.controls)):
        assert number == 0 or output.tab()
        move = lessons.there_and_back(explorer, values, number, 1)[0]
        before = sentence.inner_text()
        output.press(move.key)
        values = move.values
        expect(sentence).to_have_text(explorer.sentence(values))
        assert sentence.inner_text() != before
        output.area.locator(f'.lo-picture[data-state="{explorer.key(values)}"]').wait_for()
    assert output.tab()
    read_the_numbers(output)
    output.pass_by()
    output.leave()


def check_oneself(output, asked):
    """Answer every question of a quick check."""
    output.enter()
    for number in range(len(asked["fields"])):
        assert number == 0 or output.tab()
        said = output.area.locator("form").nth(number).locator(".lo-feedback[aria-live=polite]")
        output.focused("input[type=radio]")
        expect(said).to_be_empty()
        output.press(" ")
        output.press("ArrowDown")
        assert output.tab()
        output.focused("button")
        output.press("Enter")
        expect(said).not_to_be_empty()
    output.pass_by()
    output.leave()


def read_the_numbers(output):
    """Open the data table below a picture."""
    output.focused("summary")
    output.press("Enter")
    expect(output.area.locator("details table").first).to_be_visible()


def read_a_picture(output):
    """Open the data table of a picture that has no controls; the arrows are the notebook's."""
    output.enter()
    read_the_numbers(output)


def pictures():
    """The places of pictures without controls."""
    return [
        place
        for place, outputs in lessons.stored(LESSON).items()
        if any("<figure" in "".join(o.get("data", {}).get("text/html", "")) for o in outputs)
        and place not in lessons.explorers(LESSON)
    ]


def meetings(declared, home):
    """Place → what the reader does there."""
    [guess, check] = declared.forms
    [first, last] = lessons.questions(LESSON)
    [explorer] = declared.explorers
    return {
        pictures()[0]: read_a_picture,
        first: lambda output: commit(output, guess, home),
        lessons.explorers(LESSON)[0]: lambda output: explore(output, explorer),
        last: lambda output: check_oneself(output, check),
    }


def test_a_lesson_from_its_first_cell_to_its_last_by_keyboard_alone(opened, home, tmp_path):
    meets = meetings(lessons.declared(LESSON, tmp_path), home)
    end = len(LESSON.content["cells"]) - 1
    for place in range(end):
        assert opened.active() == place
        opened.page.keyboard.press("Shift+Enter")
        opened.page.wait_for_function(ARRIVED, arg=place + 1)
        if place in meets:
            output = Output(opened, place)
            output.area.locator(f"{lab.ALIVE}, summary").first.wait_for()
            opened.page.keyboard.press("ArrowUp")
            meets[place](output)
            opened.page.keyboard.press("ArrowDown")
    assert opened.active() == end
    opened.page.keyboard.press("Control+s")
    opened.page.wait_for_function(SAVED)
    assert opened.faults == []
