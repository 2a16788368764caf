"""A browser for the tests that need one; without it they are skipped, and say so."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from coursekit import front
from tests.browser import lab

HERE = Path(__file__).parent


TOGETHER = 3  # lessons that share a JupyterLab


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Deal the tests out: a file to a worker, and a file about all lessons in handfuls of them.

    Tests of one lesson stay together, since they share its page.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group(_group(item)))


def _group(item) -> str:
    given = getattr(item, "callspec", None)
    lesson = given.params.get("lesson") if given else None
    number = getattr(lesson, "number", None)
    return item.path.stem if number is None else f"{item.path.stem}-{int(number) // TOGETHER}"


@pytest.fixture(scope="session")
def playwright():
    """What drives browsers; there can be one at a time."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright):
    """One Chromium for all tests."""
    path = lab.chromium()
    if path is None:
        pytest.skip(f"No Chromium on this computer; install one or name it in {lab.CHROMIUM}.")
    running = playwright.chromium.launch(executable_path=path, args=lab.ARGUMENTS)
    yield running
    running.close()


@pytest.fixture(scope="module")
def context(browser):
    """One window's memory for a module, so that JupyterLab's own files are fetched once."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def stub_page(tmp_path):
    """Writes stub.html with controls.js and some screens in it, and gives its address."""

    def write(screens: dict) -> str:
        data = json.dumps(screens).replace("</", "<\\/")
        html = (HERE / "stub.html").read_text(encoding="utf-8")
        script = front.CONTROLS.read_text(encoding="utf-8")
        html = html.replace("/* controls.js */", script).replace("/* screens */", data)
        page = tmp_path / "stub.html"
        page.write_text(html, encoding="utf-8")
        return page.as_uri()

    return write
