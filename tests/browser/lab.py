"""A real JupyterLab, opened in a real browser, for the tests."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from coursekit import lab as course
from coursekit.paths import ROOT

CHROMIUM = "LIMITED_OPPONENTS_CHROMIUM"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START = 60  # seconds that the server may take to start
TOKEN = "for-this-test"


def chromium() -> str | None:
    """The browser on this computer: the one named in the environment, else the first found."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = (shutil.which(name) for name in names)
    return os.environ.get(CHROMIUM) or next((path for path in found if path), None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _environment(home: Path, theme: str) -> dict[str, str]:
    """The course's own environment, with a theme chosen as a reader would choose it."""
    settings = home / "user-settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    chosen = json.dumps({"theme": f"JupyterLab {theme}"})
    (settings / "themes.jupyterlab-settings").write_text(chosen, encoding="utf-8")
    path = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return course.environment(home) | {"PYTHONPATH": os.pathsep.join(part for part in path if part)}


def _wait_for(address: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"JupyterLab ended at once, with code {server.returncode}.")
        try:
            with urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not answer within {START} seconds.")


@contextmanager
def server(folder: Path, home: Path, theme: str = "Light") -> Iterator[str]:
    """Run JupyterLab on a folder; yields its address.

    Parameters
    ----------
    folder : the notebooks to open.
    home : an empty folder for its settings and its log.
    theme : "Light" or "Dark".
    """
    port = _free_port()
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--expose-app-in-browser"),
        *(f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        *(f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={TOKEN}"),
    ]
    home.mkdir(parents=True, exist_ok=True)
    with (home / "jupyterlab.log").open("w", encoding="utf-8") as log:
        running = subprocess.Popen(
            command, cwd=folder, env=_environment(home, theme), stdout=log, stderr=log
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, running)
            yield address
        finally:
            running.terminate()
            running.wait(timeout=30)


# Measured inside the browser: from the key event until the frame after the picture changed.
_WATCH = """explorer => {
    const picture = explorer.querySelector(".lo-picture");
    let pressed;
    explorer.times = [];
    explorer.addEventListener("keydown", () => (pressed = performance.now()), true);
    new MutationObserver(() =>
        requestAnimationFrame(() => explorer.times.push(performance.now() - pressed))
    ).observe(picture, { attributes: true, attributeFilter: ["data-state"] });
}"""


class Lab:
    """A notebook open in JupyterLab.

    Parameters
    ----------
    browser : a running Chromium.
    address : of the server.
    notebook : path below the server's folder.
    width, height : of the window, in CSS pixels.
    """

    def __init__(
        self, browser: Browser, address: str, notebook: str, width: int = 1600, height: int = 1000
    ):
        self.address = address
        self.notebook = notebook
        self.page: Page = browser.new_page(viewport={"width": width, "height": height})
        self.open()

    def open(self) -> None:
        """Open the notebook, as a reader does who clicks on it, and wait for its kernel."""
        self.page.goto(f"{self.address}/lab/tree/{self.notebook}?token={TOKEN}&reset")
        self.page.wait_for_function(
            "() => window.jupyterapp?.shell.currentWidget?.context?.isReady", timeout=60_000
        )
        self.idle()

    def idle(self) -> None:
        """Wait until the kernel has nothing to do."""
        self.page.wait_for_function(
            """() => {
                const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel;
                return kernel?.connectionStatus === "connected" && kernel.status === "idle";
            }""",
            timeout=60_000,
        )

    def command(self, name: str) -> None:
        """Run a command of JupyterLab and wait until it is done."""
        self.page.evaluate("name => window.jupyterapp.commands.execute(name).then(() => {})", name)

    def run_all(self) -> None:
        """Run All Cells."""
        self.command("notebook:run-all-cells")
        self.idle()

    def save(self) -> None:
        """Save the notebook."""
        self.command("docmanager:save")

    def restart_kernel(self) -> None:
        """Start the kernel anew, keeping what is on the screen."""
        self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
        )
        self.idle()

    def reopen(self) -> None:
        """Save, end the kernel, close the notebook and open it again."""
        self.save()
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        self.command("application:close")
        self.open()

    def cell(self, position: int) -> Locator:
        """The cell at a place in the notebook, scrolled into view."""
        self.page.evaluate(
            "i => window.jupyterapp.shell.currentWidget.content.scrollToItem(i, 'start')", position
        )
        return self.page.locator(f'.jp-Cell[data-windowed-list-index="{position}"]')

    def output(self, position: int) -> Locator:
        """The output area of a cell."""
        return self.cell(position).locator(".jp-OutputArea").first

    def source(self) -> dict:
        """The notebook as it is now, outputs included."""
        return self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.context.model.toJSON()"
        )

    def time_keys(self, output: Locator, control: str, keys: list[str]) -> list[float]:
        """Milliseconds from each key press to the frame that shows the new picture.

        Parameters
        ----------
        output : the output area of an explorer.
        control : CSS selector of the control that gets the keys.
        keys : such as ["ArrowRight", "ArrowLeft"]; each has to change the setting.
        """
        explorer = output.locator(".lo-explorer").element_handle()
        explorer.evaluate(_WATCH)
        output.locator(control).focus()
        for count, key in enumerate(keys, start=1):
            self.page.keyboard.press(key)
            self.page.wait_for_function("([e, n]) => e.times.length === n", arg=[explorer, count])
            self.page.wait_for_timeout(100)
        return explorer.evaluate("explorer => explorer.times")

    def close(self) -> None:
        """Close the browser's page."""
        self.page.close()
