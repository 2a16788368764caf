"""Run a notebook in a kernel of its own, and make its outputs the same on every run."""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import nbclient
from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from traitlets import default

from coursekit import paths
from coursekit.saving import WIDGET_VIEW
from coursestaff.notebooks import BuildProblem, first_line

TIMEOUT = 60  # seconds a cell may take
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")
PICTURE = re.compile(r"base64,[A-Za-z0-9+/=\s]+")

# Folders in a traceback; a colour code may stand right before them.
START = r"(?:(?<=m)|(?<=\s)|(?<=^))(?:~|/|[A-Za-z]:\\)[^\x1b\n]*?[/\\]"
LIBRARY = re.compile(START + r"site-packages[/\\]")
KERNEL_FILE = re.compile(START + r"ipykernel_\d+[/\\]\d+\.py")


class _OwnKernel(KernelSpecManager):
    """Always the Python that builds, whatever kernels the machine has installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())


class _Kernels(AsyncKernelManager):
    """Starts that kernel; nbclient makes one manager a notebook and ends it."""

    @default("kernel_spec_manager")
    def _own_kernel(self) -> KernelSpecManager:
        return _OwnKernel(parent=self)


def execute(built: NotebookNode, folder: Path, where: str) -> None:
    """Run every cell of ``built`` in ``folder`` and tidy what comes out.

    The kernel sees an empty progress store and the course in this folder, whatever is installed.
    ``where`` names the source in messages. Raises BuildProblem where a cell fails that is not
    tagged raises-exception, or where one so tagged does not.
    """
    current: list[NotebookNode] = []
    client = nbclient.NotebookClient(
        built,
        kernel_manager_class=_Kernels,
        timeout=TIMEOUT,
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
        on_cell_start=lambda cell, cell_index: current.append(cell),
    )
    # Windows keeps files of a kernel that is about to end: leftovers there are no error.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as empty:
        try:
            client.execute(env=_environment(Path(empty)), stderr=subprocess.DEVNULL)
        except CellExecutionError as error:
            reason = f"{error.ename}: {error.evalue}".strip().removesuffix(".")
            raise BuildProblem(_failed(where, current[-1], reason)) from None
        except CellTimeoutError:
            reason = f"it took longer than {TIMEOUT} seconds"
            raise BuildProblem(_failed(where, current[-1], reason)) from None
        except DeadKernelError:
            raise BuildProblem(_failed(where, current[-1], "Python ended")) from None
        except RuntimeError as error:  # how nbclient says that a kernel did not start
            raise BuildProblem(f"{where}: Python did not start ({error}). Build again.") from None
    tidy(built, where)


def tidy(built: NotebookNode, where: str) -> None:
    """Drop what differs from run to run or from machine to machine, and refuse the rest.

    Raises BuildProblem for a memory address, a folder of this machine, or a warning in an output.
    """
    built.metadata.pop("widgets", None)
    built.metadata.language_info = NotebookNode(name="python")
    for cell in built.cells:
        if cell.cell_type != "code":
            continue
        cell.outputs = [o for o in cell.outputs if not _is_only_a_view(o)]
        failed = any(output.output_type == "error" for output in cell.outputs)
        if "raises-exception" in cell.metadata.get("tags", []) and not failed:
            raise BuildProblem(
                f"{where}: the cell that begins ‘{first_line(cell)}’ is tagged raises-exception "
                "and runs without an error. Remove the tag, or break the cell."
            )
        for output in cell.outputs:
            _drop_view(output, cell, where)
            if output.output_type == "error":
                output.traceback = [_anywhere(line) for line in output.traceback]
            _refuse_what_varies(output, cell, where)


def _environment(empty: Path) -> dict[str, str]:
    """The kernel's environment: the same for everyone who builds."""
    progress, ipython = empty / "progress", empty / "ipython"
    progress.mkdir()
    ipython.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    path = [str(paths.ROOT), os.environ.get("PYTHONPATH", "")]
    environment.update(
        PYTHONHASHSEED="0",
        PYTHONPATH=os.pathsep.join(part for part in path if part),
        LIMITED_OPPONENTS_PROGRESS=str(progress),
        IPYTHONDIR=str(ipython),
    )
    return environment


def _failed(where: str, cell: NotebookNode, reason: str) -> str:
    return f"{where}: the cell that begins ‘{first_line(cell)}’ failed: {reason}."


def _is_only_a_view(output: NotebookNode) -> bool:
    return set(output.get("data", {})) == {WIDGET_VIEW}


def _drop_view(output: NotebookNode, cell: NotebookNode, where: str) -> None:
    """Take the widget's view out: without a kernel it shows nothing but an error.

    Raises BuildProblem where no HTML stands beside it, since a dead line of text would be left.
    """
    if WIDGET_VIEW not in output.get("data", {}):
        return
    if "text/html" not in output.data:
        raise BuildProblem(
            f"{where}: the cell that begins ‘{first_line(cell)}’ shows a control with no HTML "
            "beside it, so the saved notebook would show nothing. Give the control text/html."
        )
    del output.data[WIDGET_VIEW]
    output.metadata.pop(WIDGET_VIEW, None)


def _anywhere(line: str) -> str:
    """A line of a traceback without folders of this machine."""
    line = KERNEL_FILE.sub("this notebook", line)
    line = LIBRARY.sub("", line)
    for folder, name in _machine_folders().items():
        line = line.replace(f"{folder}{os.sep}", name)
    return line


def _machine_folders() -> dict[str, str]:
    """Folders that only this machine has, longest first, and what stands for them."""
    folders = {
        str(paths.ROOT): "",
        sys.prefix: "python/",
        sys.base_prefix: "python/",
        tempfile.gettempdir(): "",
    }
    with contextlib.suppress(RuntimeError):  # a service may have no home
        folders[str(Path.home())] = "~/"
    # A container's home may be the root of the disk, which says nothing and is everywhere.
    telling = {folder: name for folder, name in folders.items() if len(Path(folder).parts) > 1}
    return dict(sorted(telling.items(), key=lambda item: -len(item[0])))


def _refuse_what_varies(output: NotebookNode, cell: NotebookNode, where: str) -> None:
    begins = f"{where}: the cell that begins ‘{first_line(cell)}’"
    if output.output_type == "stream" and output.name == "stderr":
        warning = " ".join(output.text.split())[:200]
        raise BuildProblem(f"{begins} shows a warning: {warning}. Mend what it warns of.")
    for words in _texts(output):
        address = ADDRESS.search(words)
        if address:
            raise BuildProblem(
                f"{begins} shows a memory address ({address[0]}), which changes from run to run. "
                "End the cell with a semicolon, or show something else."
            )
        for folder in _machine_folders():
            if f"{folder}{os.sep}" in words:
                raise BuildProblem(
                    f"{begins} shows a folder of this machine ({folder}). Show the file's name."
                )


def _texts(output: NotebookNode) -> list[str]:
    """Everything in an output that a reader can read, pictures left out."""
    found = [output.get("text", ""), output.get("evalue", ""), *output.get("traceback", [])]
    for kind, value in output.get("data", {}).items():
        if kind.startswith("text/") and isinstance(value, str):
            found.append(PICTURE.sub("", value))
    return found
