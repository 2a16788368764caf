"""Python dies in the middle of an explorer: the reader is told what to do, and does it."""

import os
import re

import nbformat
import pytest
from playwright.sync_api import expect

from tests.browser import lab, screens

EXPLORER = screens.explorer()
START = EXPLORER.start()
KILL = 9  # a signal that Python cannot answer; Windows ends a process with any
CELLS = (
    "import os\n\nprint(os.getpid())",
    "from tests.browser import screens\n\nscreens.explorer().show()",
    "screens.prediction().show()",
)


@pytest.fixture(scope="module")
def opened(context, tmp_path_factory):
    """A notebook with its process number, an explorer and a prediction, all run."""
    place = tmp_path_factory.mktemp("stopped")
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    (place / "course").mkdir()
    nbformat.write(notebook, place / "course" / "stopped.ipynb")
    with lab.server(place / "course", place / "home") as address:
        opened = lab.Lab(context, address)
        opened.open("stopped.ipynb")
        run_all(opened)
        yield opened
        opened.leave()
        opened.close()


def run_all(opened):
    opened.run_all()
    opened.output(1).locator(".lo-explorer").wait_for()
    opened.output(2).locator(".lo-form").wait_for()


def press(opened, key):
    opened.output(1).locator("input[type=range]").focus()
    opened.page.keyboard.press(key)


def check(opened, values):
    """Picture, description and sentence are those of a setting."""
    output = opened.output(1)
    output.locator(f'.lo-picture[data-state="{EXPLORER.key(values)}"]').wait_for()
    expect(output.locator(".lo-sentence")).to_have_text(screens.say(values))
    expect(output.locator(".lo-picture img")).to_have_attribute("alt", screens.say(values))


def test_a_kernel_that_dies_is_told_and_restart_and_run_all_helps(opened):
    later = {**START, "year": screens.YEARS[1]}
    check(opened, START)
    os.kill(int(opened.output(0).inner_text()), KILL)

    # At once, before anybody but the system knows that it is gone.
    press(opened, "ArrowRight")
    sentence = opened.output(1).locator(".lo-sentence")
    expect(sentence).to_have_text(EXPLORER.screen()["stopped"], timeout=9_000)
    assert "Restart Kernel and Run All Cells" in sentence.inner_text()
    assert sentence.get_attribute("aria-live") == "polite"
    expect(opened.output(1).locator(".lo-busy")).to_be_hidden()
    assert "still that of the setting before" in sentence.inner_text()
    image = opened.output(1).locator(".lo-picture img")
    expect(image).to_have_attribute("alt", screens.say(START))

    # JupyterLab says the same in a window of its own.
    window = opened.page.locator(".jp-Dialog")
    expect(window).to_contain_text(re.compile("appears to have died"))
    window.get_by_role("button", name="Ok").click()
    opened.idle()

    # What was seen before is there without Python; what was not, is told without waiting.
    press(opened, "ArrowLeft")
    check(opened, START)
    press(opened, "ArrowRight")
    expect(sentence).to_have_text(EXPLORER.screen()["stopped"])
    status = opened.output(2).locator(".lo-status")
    opened.output(2).locator("input").fill("5")
    opened.output(2).locator("button[type=submit]").press("Enter")
    expect(status).to_contain_text("Restart Kernel and Run All Cells")

    restart_and_run_all(opened)
    check(opened, START)
    press(opened, "ArrowRight")
    check(opened, later)
    assert opened.faults == []


def restart_and_run_all(opened):
    """As the sentence has it, from JupyterLab's own menu."""
    page = opened.page
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("Restart Kernel and Run All Cells")).click()
    before = opened.output(0).inner_text()
    page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    expect(opened.output(0)).not_to_contain_text(before)
    expect(opened.output(0)).to_contain_text(re.compile(r"\d+"))
    opened.idle()
    opened.output(1).locator(".lo-explorer").wait_for()
