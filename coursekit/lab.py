"""JupyterLab as the course opens it: calm, and apart from any other Jupyter of the learner's.

What does not depend on a folder is set in settings/; the rest is here: where JupyterLab finds
its settings, where it may write, and what it opens. How it saves is in coursekit/saving.py.
"""

import os
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.paths import MY_WORK, ROOT, SETTINGS

FIRST = "lessons/00-start-here.ipynb"

# Settings of the learner's own that must not reach the course.
OTHERS = ("JUPYTER_", "JUPYTERLAB_")
OTHER_NAMES = {"IPYTHONDIR", "MPLBACKEND", "MPLCONFIGDIR", "MATPLOTLIBRC", "PYTHONSTARTUP"}


class LabProblem(CourseError):
    """JupyterLab cannot be opened."""


def environment(state: Path, environ=os.environ) -> dict[str, str]:
    """The environment variables for JupyterLab, its kernels, and tests that start kernels.

    Parameters
    ----------
    state : a folder for everything they write that is no notebook.
    environ : the variables to start from.
    """
    kept = {
        name: value
        for name, value in environ.items()
        if not name.startswith(OTHERS) and name not in OTHER_NAMES
    }
    scripts = sysconfig.get_path("scripts")
    return kept | {
        "JUPYTER_CONFIG_PATH": str(SETTINGS),
        "JUPYTER_CONFIG_DIR": str(state / "config"),
        "JUPYTER_DATA_DIR": str(state / "data"),
        "JUPYTER_RUNTIME_DIR": str(state / "runtime"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTERLAB_SETTINGS_DIR": str(state / "user-settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(state / "workspaces"),
        "IPYTHONDIR": str(state / "ipython"),
        "MPLCONFIGDIR": str(state / "matplotlib"),
        # So that !python and !pip in a notebook mean the course's own.
        "PATH": os.pathsep.join([scripts, kept.get("PATH", "")]),
    }


def arguments(port: int | None, browser: bool, root: Path = ROOT) -> list[str]:
    """JupyterLab's command line.

    Raises LabProblem if the port asked for is in use, or lesson 00 is not there.
    """
    if not (root / "my-work" / FIRST).exists():
        raise LabProblem(
            f"The first lesson, {FIRST}, is missing from {root}. Download the course again; "
            "where you have its source, `course build 00` makes the lesson."
        )
    chosen = []
    if port is not None:
        check_port(port)
        chosen = [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    return [
        f"--ServerApp.root_dir={root}",
        "--FileContentsManager.preferred_dir=my-work",
        f"--LabApp.default_url=/lab/tree/my-work/{FIRST}",
        f"--ServerApp.open_browser={browser}",
        *chosen,
    ]


def check_port(port: int) -> None:
    """Raise LabProblem if another program listens at the port."""
    if _is_free(port):
        return
    near = next((p for p in range(port + 1, min(port + 100, 65536)) if _is_free(p)), None)
    other = f"give another, such as --port {near}, or " if near else ""
    raise LabProblem(
        f"Port {port} is in use, perhaps by a course that is still open. "
        f"Close that, {other}leave --port out: then a free one is found."
    )


def _is_free(port: int) -> bool:
    """Whether a server could listen at the port on this computer."""
    with socket.socket() as probe:
        if os.name != "nt":
            # A port just left is free again; on Windows this option would mean something else.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def launch(command_line: list[str], state: Path = MY_WORK / ".jupyter") -> None:
    """Give way to JupyterLab, until the learner ends it. Does not return."""
    # -P: a file of the learner's named like a library must not be taken for it.
    # -W ignore: Jupyter's warnings are meant for those who develop it.
    command = [sys.executable, "-P", "-W", "ignore", "-m", "jupyterlab", *command_line]
    variables = environment(state)
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, variables)
    # Windows has no exec: wait instead. Ctrl-C reaches JupyterLab too, which ends by itself.
    process = subprocess.Popen(command, env=variables)
    while True:
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:
            continue
