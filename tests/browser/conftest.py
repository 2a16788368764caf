"""A browser for the tests that need one; without it they are skipped, and say so."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from xdist.scheduler import LoadScopeScheduling

from coursekit import front
from tests.browser import lab

HERE = Path(__file__).parent
IN_HANDFULS = ("test_exercises.py", "test_lessons.py")  # files about all notebooks
TOGETHER = 3  # notebooks that share a JupyterLab


class Handfuls(LoadScopeScheduling):
    """Deal the tests out: a file to a worker, and a file about all notebooks in handfuls of them.

    Tests of one notebook stay together, since they share its page. The marks that pytest-xdist has
    for groups go unheeded with pytest 9.2 (pytest-xdist, issue 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        number = re.search(r"\[(\d\d)-", nodeid)
        if number and file.endswith(IN_HANDFULS):
            return f"{file}, handful {int(number[1]) // TOGETHER}"
        return file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Handfuls(config, log)


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


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Where JupyterLab keeps what is its own and, in progress/, the learner's."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the copies of the notebooks are."""
    folder = tmp_path_factory.mktemp("course")
    for part in ("exercises", "lessons"):
        (folder / part).mkdir()
    return folder


@pytest.fixture(scope="module")
def address(folder, home):
    """JupyterLab with the course's settings."""
    with lab.server(folder, home) as running:
        yield running


@pytest.fixture(scope="module")
def desk(context, address):
    """JupyterLab in a browser, with no notebook open yet."""
    desk = lab.Lab(context, address)
    yield desk
    desk.close()


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
