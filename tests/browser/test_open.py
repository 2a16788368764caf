"""The course as a learner opens it: calm, on this computer only, in copies of the notebooks."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import TimeoutError as NotYet

from coursekit import lab
from coursekit.paths import ROOT
from tests.browser.lab import end

PARTS = ("coursekit", "data", "exercises", "lessons", "settings")
START = 60  # seconds that JupyterLab may take to start


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A copy of the course, opened: its folder, the home of a learner, the server's facts."""
    place = tmp_path_factory.mktemp("a learner")
    course, home = place / "Café course", place / "home"
    home.mkdir()
    for part in PARTS:
        ignored = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(ROOT / part, course / part, ignore=ignored)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-P", "-m", "coursekit.cli", "open", "--no-browser"]
    env = dict(os.environ, PYTHONPATH=str(course), HOME=str(home), USERPROFILE=str(home))
    with (place / "said.txt").open("w", encoding="utf-8") as said:
        server = subprocess.Popen(
            [*command, "--port", str(port)], cwd=place, env=env, stdout=said, stderr=said
        )
        try:
            yield course, home, facts(course, server, place / "said.txt")
        finally:
            end(server)


def facts(course: Path, server: subprocess.Popen, said: Path) -> dict:
    """What the server wrote about itself: its address and its key."""
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and server.poll() is None:
        for path in (course / "my-work" / ".jupyter" / "runtime").glob("jpserver-*.json"):
            text = path.read_text(encoding="utf-8")
            if text.endswith("}"):
                return json.loads(text)
        time.sleep(0.2)
    pytest.fail(f"The course did not open. It said: {said.read_text(encoding='utf-8')}")


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    yield page
    page.close()


def wait_until_idle(page):
    page.wait_for_selector(
        '.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=60_000, state="attached"
    )


def test_it_opens_at_the_copy_of_lesson_00_without_a_word_to_the_outside(opened, page):
    course, home, server = opened
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server['url']}?token={server['token']}")
    wait_until_idle(page)
    page.wait_for_timeout(3_000)  # pop-ups and requests that come late
    assert page.url.endswith(f"/lab/tree/my-work/{lab.FIRST}")
    assert page.locator(".jp-Dialog").count() == 0
    assert page.locator(".Toastify__toast").count() == 0
    inside = (server["url"], "data:", "blob:")
    assert [url for url in asked if not url.startswith(inside)] == []
    assert not list(home.rglob("*jupyter*")) and not (home / ".ipython").exists()


def test_the_key_is_needed(opened, page):
    _, _, server = opened
    page.goto(f"{server['url']}lab")
    assert "/login" in page.url


def run_until_shown(page, output):
    """Run the only cell until its output is there.

    On a busy machine a kernel may be idle before the widgets of JupyterLab listen to it; an
    output that came before that stays empty until the cell is run again.
    """
    for wait in (10_000, 20_000, 30_000):
        page.locator(".jp-CodeCell .cm-content").click()
        page.keyboard.press("Control+Enter")
        try:
            page.locator(output).wait_for(timeout=wait)
            return
        except NotYet:
            continue
    raise AssertionError(f"{output} did not appear, though the cell was run three times")


SLIDER = """\
import ipywidgets
slider = ipywidgets.IntSlider(description="Year")
view = slider._repr_mimebundle_()
display({**view, "text/html": "<b>The picture</b>"}, raw=True)
"""


def test_a_saved_notebook_holds_no_dead_controls_and_the_live_ones_stay(opened, page):
    course, _, server = opened
    path = course / "my-work" / "slider.ipynb"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SLIDER)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, path)
    page.goto(f"{server['url']}lab/tree/my-work/slider.ipynb?token={server['token']}&reset")
    wait_until_idle(page)
    run_until_shown(page, ".widget-slider")
    page.keyboard.press("Control+s")
    page.get_by_text("Saving completed").wait_for()
    saved = nbformat.read(path, as_version=4)
    (output,) = saved.cells[0].outputs
    assert set(output.data) == {"text/html", "text/plain"}
    assert "widgets" not in saved.metadata
    assert page.locator(".widget-slider").is_visible()


def test_a_master_is_shown_as_read_only(opened, page):
    _, _, server = opened
    page.goto(f"{server['url']}lab/tree/{lab.FIRST}?token={server['token']}&reset")
    page.get_by_text("notebook is read-only").wait_for(timeout=60_000)
    wait_until_idle(page)  # JupyterLab's server cannot end while a kernel is starting
