"""How long things take, for the people who wait for them: `course bench`.

Figures, not verdicts: nothing fails because a computer was slow. Runs of notebooks are
interleaved, since one run in another can vary by half, and medians are printed.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import click
import nbformat

from coursekit import paths
from coursestaff import execute, explorers
from coursestaff.grading import rehearsal

FLOOR = "import pandas\nimport matplotlib.pyplot\nimport ipywidgets"
KIT = "from coursekit import cite, check, explore, figures, forms, page, tables, welcome"
OFFLINE = ("offline edition", "first paint")  # how the names of its figures begin
PATIENCE = 120  # seconds that JupyterLab may take to answer
TIMES = "LIMITED_OPPONENTS_TIMES"  # the browser tests write what they measure into this file


def _floor() -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(FLOOR)])


def _read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def seconds_to_run(notebook: nbformat.NotebookNode, name: str) -> float:
    """Seconds from starting a kernel to the last output of a notebook.

    Parameters
    ----------
    notebook : is executed in place.
    name : of the notebook, for messages.
    """
    start = time.perf_counter()
    execute.execute(notebook, paths.LESSONS, name)
    return time.perf_counter() - start


def lessons(runs: int, say=click.echo) -> dict[str, list[float]]:
    """Seconds of every run of the floor notebook and of every lesson, in turn.

    Parameters
    ----------
    runs : how often each is run.
    say : is told of every round.
    """
    found = sorted(paths.LESSONS.glob("[0-9]*.ipynb"))
    times = {name: [] for name in ["floor", *(path.stem for path in found)]}
    for number in range(1, runs + 1):
        say(f"round {number} of {runs}: an empty notebook and {len(found)} lessons")
        times["floor"].append(seconds_to_run(_floor(), "floor"))
        for path in found:
            times[path.stem].append(seconds_to_run(_read(path), path.stem))
    return times


def explorer_states(lesson: Path) -> dict[str, list[float]]:
    """Milliseconds to draw and say each setting of each explorer of a lesson, first time.

    Parameters
    ----------
    lesson : a built notebook.
    """
    found = {}
    for explorer in explorers.declared(lesson):
        found[explorer.name] = [_draw_and_say(explorer, values) for values in explorer.states()]
    return found


def all_explorers(say=click.echo) -> dict[str, list[float]]:
    """The milliseconds of `explorer_states` for every lesson.

    Parameters
    ----------
    say : is told which lesson is drawn.
    """
    found = {}
    for path in sorted(paths.LESSONS.glob("[0-9]*.ipynb")):
        say(f"every setting of the explorers of {path.stem}")
        found |= explorer_states(path)
    return found


def _draw_and_say(explorer, values: dict) -> float:
    start = time.perf_counter()
    explorer.picture(values)
    explorer.sentence(values)
    return 1000 * (time.perf_counter() - start)


def kit_import(runs: int) -> list[float]:
    """Milliseconds to import the kit after pandas, pyplot and ipywidgets.

    Parameters
    ----------
    runs : fresh Pythons.
    """
    code = f"{FLOOR}\nimport time\nstart = time.perf_counter()\n{KIT}\n"
    code += "print(1000 * (time.perf_counter() - start))"
    command = [sys.executable, "-c", code]
    return [
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for _ in range(runs)
    ]


def second_start(runs: int, say=click.echo) -> list[float]:
    """Seconds from `start.py` to JupyterLab's first answer, where everything is installed.

    Parameters
    ----------
    runs : starts.
    say : is told where the course was never started, and nothing can be timed.
    """
    if not (paths.ROOT / ".venv").is_dir():
        say("no second start is timed: the course was never started in this folder")
        return []
    return [_seconds_to_start() for _ in range(runs)]


def _seconds_to_start() -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "start.py", "--no-browser", "--port", port]
    silent = subprocess.DEVNULL
    begun = time.perf_counter()
    server = subprocess.Popen(command, cwd=paths.ROOT, stdout=silent, stderr=silent)
    try:
        _wait_for_answer(f"http://127.0.0.1:{port}/api", server)
        return time.perf_counter() - begun
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_for_answer(address: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise click.ClickException("JupyterLab did not start, so its start could not be timed.")


def keys_to_pictures() -> dict[str, list[float]]:
    """Milliseconds from key to picture, live and offline, and until the first paint.

    As the browser tests measure them; empty without them.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "times.json")
        command = [
            sys.executable,
            "-m",
            "pytest",
            "--browser",
            "-q",
            "tests/browser",
            "-k",
            "how_long_a_key or how_long_a_flip",
        ]
        subprocess.run(command, cwd=paths.ROOT, env={**os.environ, TIMES: str(file)})
        return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _row(name: str, values: list[float], unit: str, extra: str = "") -> str:
    middle = statistics.median(values)
    spread = f"{min(values):.1f} to {max(values):.1f}"
    return f"{name:44} {middle:8.1f} {unit:3} ({spread}, {len(values)}) {extra}".rstrip()


def report(results: dict) -> list[str]:
    """The results as lines of a table: median, unit, range and number of runs.

    Parameters
    ----------
    results : as `command` collects them.
    """
    lines = []
    floor = statistics.median(results["lessons"]["floor"])
    for name, values in results["lessons"].items():
        extra = "" if name == "floor" else f"floor + {statistics.median(values) - floor:.1f} s"
        lines.append(_row(f"run {name}", values, "s", extra))
    for name, values in results["explorers"].items():
        lines.append(_row(f"draw and say {name}", values, "ms"))
    lines.append(_row("import the kit", results["import"], "ms"))
    if results["start"]:
        lines.append(_row("second start, to JupyterLab's first answer", results["start"], "s"))
    for name, values in results["browser"].items():
        where = "" if name.startswith(OFFLINE) else "key to picture, "
        lines.append(_row(f"{where}{name}", values, "ms"))
    return lines


def report_classes(results: dict[str, dict[str, float]]) -> list[str]:
    """What marking cost, a line a class.

    Parameters
    ----------
    results : size of a class → as `rehearsal.timed` returns it.
    """
    return [
        f"mark a class of {size:>5} {found['seconds']:8.1f} s, "
        f"{found['seconds a submission and core']:.2f} s a submission and core, "
        f"at most {found['megabytes']:.0f} MB"
        for size, found in results.items()
    ]


@click.command("bench")
@click.option("--runs", default=7, show_default=True, help="Runs of every notebook.")
@click.option("--browser", is_flag=True, help="Measure key to picture in Chromium too.")
@click.option("--class", "classes", type=int, multiple=True, help="Mark a class of this size.")
@click.option("--json", "target", type=click.Path(path_type=Path), help="Write all figures here.")
def command(runs: int, browser: bool, classes: tuple[int, ...], target: Path | None):
    """Time the lessons, the explorers and the kit, and print medians.

    With --class, which may be given several times, time nothing but the marking of generated
    classes.
    """
    # A learner's Python keeps its compiled modules; one told not to would be timed compiling.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if classes:
        results = {"classes": {str(size): rehearsal.timed(size) for size in classes}}
        lines = report_classes(results["classes"])
    else:
        results = {
            "lessons": lessons(runs),
            "explorers": all_explorers(),
            "import": kit_import(runs),
            "start": second_start(runs),
            "browser": keys_to_pictures() if browser else {},
        }
        lines = report(results)
    for line in lines:
        click.echo(line)
    if target:
        target.write_text(json.dumps(results, indent=1), encoding="utf-8")
        click.echo(f"All figures are in {target}.")
