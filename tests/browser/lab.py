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

import axe_playwright_python
from playwright.sync_api import BrowserContext, Locator, Page

from coursekit import lab as course
from coursekit import progress
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
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
START = 60  # seconds that the server may take to start
PATIENCE = 120  # seconds that JupyterLab or axe may take for one thing; none takes ten
TYPED = 300  # characters up to which a text is typed sign by sign
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
    """The course's own environment, with a theme and a progress store for this test alone.

    Nothing is saved but by a test: where JupyterLab's own saving meets another, it may take the
    file on disk for somebody else's, ask what to do, and wait for an answer.
    """
    _choose(home, "apputils-extension/themes", {"theme": f"JupyterLab {theme}"})
    _choose(home, "docmanager-extension/plugin", {"autosave": False})
    path = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return course.environment(home) | {
        "PYTHONPATH": os.pathsep.join(part for part in path if part),
        progress.PLACE: str(home / "progress"),
    }


def _choose(home: Path, plugin: str, settings: dict) -> None:
    file = home / "user-settings" / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(settings), encoding="utf-8")


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
            end(running)


# Two frames: a page's ResizeObserver runs after the animation callbacks of the same frame, so only
# the second callback comes after it.
_DRAWN = """() => new Promise(drawn =>
    requestAnimationFrame(() => requestAnimationFrame(() => drawn())))"""


def resize(page: Page, width: int, height: int = 900) -> None:
    """Give the window a size, in CSS pixels, and wait until the page has been drawn in it.

    A page learns of its new width with its next frame, and a busy computer draws that late.
    """
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("width => window.innerWidth === width", arg=width)
    page.evaluate(_DRAWN)


def end(server: subprocess.Popen) -> None:
    """End a server; one that a kernel keeps from ending, because it is just starting, too."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


# Measured inside the browser: from the key event until the frame with the new picture is out.
_WATCH = """explorer => {
    const picture = explorer.querySelector(".lo-picture");
    let pressed;
    explorer.times = [];
    const press = event => (pressed = event.timeStamp);
    const painted = () => explorer.times.push(performance.now() - pressed);
    const watcher = new MutationObserver(() => requestAnimationFrame(() => setTimeout(painted)));
    explorer.addEventListener("keydown", press, true);
    watcher.observe(picture, { attributes: true, attributeFilter: ["data-state"] });
    explorer.stopWatching = () => {
        explorer.removeEventListener("keydown", press, true);
        watcher.disconnect();
        return explorer.times;
    };
}"""

# Ours is what stands inside an output's HTML or a screen; the boxes around it are JupyterLab's,
# and a table that a cell shows as it is, is drawn by pandas. A faint word is added to each output,
# which axe has to find: it takes no notice of colours where it thinks that nobody sees them.
_FAULTS = """async ([options, style]) => {
    const laidOut = document.createElement("style");
    laidOut.textContent = style;
    document.head.append(laidOut);
    const outputs = ".jp-Notebook .jp-OutputArea-output";
    const whose = element => {
        if (element?.closest("table.dataframe")) return "pandas";
        const boxes = ".jp-RenderedHTML, .lo-explorer, .lo-form, .lo-steps";
        return element?.parentElement?.closest(boxes) ? "ours" : "JupyterLab";
    };
    const faint = [...document.querySelectorAll(outputs)].map(output => {
        const word = document.createElement("p");
        word.style = "color: #999; background: #fff";
        word.textContent = "faint";
        output.append(word);
        return word;
    });
    const { violations } = await axe.run({ include: [[outputs]] }, options);
    const found = violations.flatMap(rule =>
        rule.nodes.map(node => [document.querySelector(node.target[0]), rule.id, node.html]));
    [laidOut, ...faint].forEach(added => added.remove());
    const seen = new Set(found.map(([element]) => element));
    return {
        faults: found
            .filter(([element]) => !faint.includes(element))
            .map(([element, ...fault]) => [whose(element), ...fault]),
        unseen: faint.filter(word => !seen.has(word)).length,
    };
}"""
# JupyterLab's page is a frame without a height of its own, in which the notebook scrolls, and cells
# out of sight are not laid out; axe takes what lies beyond such a frame for hidden.
_LAID_OUT = """
body, .jp-LabShell { overflow: visible !important; }
.jp-Cell { content-visibility: visible !important; }
"""
_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}

ALIVE = ".lo-explorer, .lo-form, .lo-steps"

_LOOK = """async ([places, alive]) => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const shown = [];
    for (const place of places) {
        const output = `.jp-Cell[data-windowed-list-index="${place}"] .jp-OutputArea`;
        await content.scrollToItem(place, "start");
        while (!document.querySelector(output)) await new Promise(requestAnimationFrame);
        const area = document.querySelector(output);
        const images = [...area.querySelectorAll("img")];
        await Promise.all(images.map(image => image.decode().catch(() => {})));
        shown.push({
            words: area.textContent,
            alts: images.map(image => image.alt),
            seen: images.every(image => image.naturalWidth > 100 && image.checkVisibility()),
            alive: area.querySelectorAll(alive).length,
        });
    }
    return shown;
}"""


class Lab:
    """JupyterLab in a browser, with one notebook open at a time.

    Parameters
    ----------
    context : of a running Chromium.
    address : of the server.
    width, height : of the window, in CSS pixels.
    """

    def __init__(
        self, context: BrowserContext, address: str, width: int = 1600, height: int = 1000
    ):
        self.address = address
        self.notebook = ""
        self.page: Page = context.new_page()
        self.page.set_viewport_size({"width": width, "height": height})
        self.faults: list[str] = []  # errors in the browser, with the script they come from
        self.requests: list[str] = []  # every address that the page asked for
        self._listen()
        self.page.goto(f"{address}/lab?token={TOKEN}&reset")
        self.page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")

    def _listen(self) -> None:
        def note(line):
            if line.type == "error":
                self.faults.append(f"{line.text} ({line.location.get('url', '')})")

        self.page.on("console", note)
        self.page.on("pageerror", lambda error: self.faults.append(f"{error} ({error.stack})"))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))

    def open(self, notebook: str) -> None:
        """Open a notebook, as a reader does who clicks on it, and wait for its kernel.

        Parameters
        ----------
        notebook : its path below the server's folder.
        """
        self.notebook = notebook
        self.command("docmanager:open", path=notebook)
        self.page.wait_for_function("() => window.jupyterapp.shell.currentWidget?.context?.isReady")
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

    def command(self, name: str, **arguments) -> None:
        """Run a command of JupyterLab and wait until it is done."""
        self._in_time(
            "([name, given]) => window.jupyterapp.commands.execute(name, given).then(() => {})",
            [name, arguments],
        )

    def _in_time(self, script: str, given):
        """What a function in the page gives; a promise that it never keeps is a failure."""
        return self.page.evaluate(
            f"""([given, seconds]) => Promise.race([
                ({script})(given),
                new Promise((_, fail) => setTimeout(() => {{
                    const question = document.querySelector(".jp-Dialog")?.innerText ?? "nothing";
                    fail(new Error(
                        `not done after ${{seconds}} seconds; JupyterLab asks: ${{question}}`));
                }}, 1000 * seconds)),
            ])""",
            [given, PATIENCE],
        )

    def run_all(self) -> None:
        """Run All Cells."""
        self.command("notebook:run-all-cells")
        self.idle()

    def restart_and_run_all(self) -> None:
        """Restart Kernel and Run All Cells, and say yes when JupyterLab asks."""
        self.page.evaluate(
            """() => {
                const { commands } = window.jupyterapp;
                window.allRun = commands.execute("notebook:restart-run-all");
            }"""
        )
        self.page.locator(".jp-Dialog button.jp-mod-accept").press("Enter")
        self._in_time("() => window.allRun.then(() => {})", None)
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

    def leave(self) -> None:
        """Save, end the kernel and close the notebook."""
        self.save()
        self._in_time("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()", None)
        self.command("application:close")

    def reopen(self) -> None:
        """Save, end the kernel, close the notebook and open it again."""
        self.leave()
        self.open(self.notebook)

    def is_trusted(self) -> bool:
        """Whether JupyterLab trusts every cell, as it does once they were run here."""
        return self.page.evaluate(
            """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
                .filter(cell => cell.type === "code").every(cell => cell.trusted)"""
        )

    def use_theme(self, name: str) -> None:
        """Change to the theme "Light" or "Dark"."""
        # Not waited for: what JupyterLab promises of it is that a setting is kept, not the colours.
        self.page.evaluate(
            """theme => {
                window.jupyterapp.commands.execute("apputils:change-theme", { theme });
            }""",
            f"JupyterLab {name}",
        )
        light = str(name == "Light").lower()
        self.page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")

    def cell(self, position: int) -> Locator:
        """The cell at a place in the notebook, scrolled into view."""
        self.page.evaluate(
            "i => window.jupyterapp.shell.currentWidget.content.scrollToItem(i, 'start')", position
        )
        return self.page.locator(f'.jp-Cell[data-windowed-list-index="{position}"]')

    def output(self, position: int) -> Locator:
        """The output area of a cell."""
        return self.cell(position).locator(".jp-OutputArea").first

    def look(self, positions: list[int]) -> dict[int, dict]:
        """What the outputs of cells show, each scrolled into view.

        Position → its words, the descriptions of its pictures (alts), whether all of them are
        seen, and how many controls are alive.
        """
        shown = self._in_time(_LOOK, [positions, ALIVE])
        return dict(zip(positions, shown, strict=True))

    def put(self, position: int, source: str) -> None:
        """Replace what stands in a cell."""
        self.page.evaluate(
            """([i, source]) => window.jupyterapp.shell.currentWidget.content
                .model.cells.get(i).sharedModel.setSource(source)""",
            [position, source],
        )

    def active(self) -> int:
        """The place of the cell that the next key is for."""
        return self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
        )

    def go_to(self, position: int) -> None:
        """Go to a cell with the arrow keys."""
        way = position - self.active()
        for _ in range(abs(way)):
            self.page.keyboard.press("ArrowDown" if way > 0 else "ArrowUp")
        assert self.active() == position

    def type(self, position: int, source: str) -> None:
        """Replace what stands in a cell by keyboard, from whichever cell is the active one.

        Lines are typed, those of a longer text pasted.
        """
        self.go_to(position)
        keyboard = self.page.keyboard
        keyboard.press("Enter")
        keyboard.press("Control+a")
        keyboard.press("Delete")
        write = keyboard.type if len(source) <= TYPED else keyboard.insert_text
        for number, line in enumerate(source.split("\n")):
            if number:
                keyboard.press("Enter")
            write(line)
        keyboard.press("Escape")

    def source(self) -> dict:
        """The notebook as it is now, outputs included."""
        return self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.context.model.toJSON()"
        )

    def strangers(self) -> list[str]:
        """The addresses off this machine that the page asked for."""
        here = (f"{self.address}/", self.address.replace("http", "ws") + "/", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(here)]

    def accessibility_faults(self, colours: bool = False) -> list[tuple[str, str, str]]:
        """What axe-core finds in the outputs: whose it is, the rule, the element.

        It is "ours", "JupyterLab" or "pandas".

        Parameters
        ----------
        colours : look at the colours only, since nothing else depends on the theme.
        """
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.add_script_tag(path=AXE)
        found = self._in_time(_FAULTS, [_COLOURS if colours else {}, _LAID_OUT])
        assert found["unseen"] == 0, f"axe does not see {found['unseen']} outputs"
        return [tuple(fault) for fault in found["faults"]]

    def time_keys(
        self, output: Locator, moves: list[tuple[Locator, str]], pace: int = 0
    ) -> list[float]:
        """Milliseconds from each key press to the frame that shows the new picture.

        Parameters
        ----------
        output : the output area of an explorer.
        moves : control and key; each has to change the setting.
        pace : milliseconds from one key to the next, and from reaching a control to its first
            key; with 0 a key follows as soon as the last picture is there.
        """
        explorer = output.locator(".lo-explorer").element_handle()
        explorer.evaluate(_WATCH)
        focused = None
        for count, (control, key) in enumerate(moves, start=1):
            if control != focused:
                control.focus()
                self.page.wait_for_timeout(pace)
                focused = control
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(pace)
            self.page.wait_for_function("([e, n]) => e.times.length === n", arg=[explorer, count])
        return explorer.evaluate("explorer => explorer.stopWatching()")

    def close(self) -> None:
        """Close the browser's page."""
        self.page.close()
