"""Run one submission behind its limits and bring back the values of its answers.

Built on nbclient. Each submission gets a kernel and a folder of its own. All cells run twice in
that kernel: on the published tables, and on altered ones. A cell that ends Python, or does not
end, is left out, and the rest runs again without it.
"""

import asyncio
import contextlib
import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import nbclient
import nbformat
import psutil
import zmq.asyncio
from ipykernel.kernelspec import RESOURCES
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellExecutionComplete, CellTimeoutError, DeadKernelError

from coursekit import paths
from coursestaff.grading import container, crossing, guard
from coursestaff.grading.kernel import NOT_HANDED_IN, NOT_OPENED
from coursestaff.grading.matching import ANSWER, COLLECT, EXTRA, Plan, Step
from coursestaff.grading.room import ALTERED, PUBLISHED, Room
from coursestaff.submissions.memos import Memos

PASSES = (PUBLISHED, ALTERED)
MOST_LETTERS = 300  # of an error that is shown
SLOW_STARTS = 300  # seconds on top, for kernels on a busy machine
START = "import marking; marking.begin(); del marking"
RESTART = "__import__('marking').restart()"
PUT_BESIDE = "put it beside the notebook and run the same command again."


@dataclass
class Ran:
    """What came of running a submission.

    Parameters
    ----------
    values : PUBLISHED or ALTERED → task → name → value, for the answers that were reached.
    errors : task → the last line of the error in its cell, on the published tables.
    notes : sentences on what else happened.
    seconds : from the start of its first kernel to the end of the last.
    """

    values: dict[str, dict[str, dict]] = field(default_factory=lambda: {p: {} for p in PASSES})
    errors: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def note(self, sentence: str) -> None:
        """Add a sentence, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)


class _Broken(Exception):
    """A step that ended Python or took too long: which, and what to say of it."""

    def __init__(self, place: int, sentence: str):
        super().__init__(sentence)
        self.place, self.sentence = place, sentence


class _OutOfTime(Exception):
    """The submission has used up its time."""


class _Kernels(AsyncKernelManager):
    """Starts `kernel.py` in place of the usual kernel."""

    command: list[str]

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(argv=self.command, resource_dir=RESOURCES)


class _Client(nbclient.NotebookClient):
    """Keeps of all outputs only errors and collected answers."""

    def process_message(self, msg, cell, cell_index):
        """Take one message of the kernel's; see nbclient."""
        kind, content = msg["msg_type"], msg["content"]
        if kind == "status" and content["execution_state"] == "idle":
            raise CellExecutionComplete
        if kind == "error" or "application/json" in content.get("data", {}):
            cell.outputs.append(nbformat.v4.output_from_msg(msg))


def run(
    plan: Plan,
    wanted: dict[str, list[str]],
    room: Room,
    limits: guard.Limits,
    engine: str | None = None,
    memos: Memos | None = None,
) -> Ran:
    """Run a plan on both sets of tables.

    Parameters
    ----------
    plan : what to run.
    wanted : task → the names of its answers.
    room : the class's folder.
    limits : what the submission may use.
    engine : one of `container.ENGINES`, to run it in a container.
    memos : what was handed in beside the notebook.

    Raises
    ------
    RuntimeError : Python does not start on this machine.
    """
    begun, memos = time.monotonic(), memos or Memos()
    with _watchdog(limits.whole + SLOW_STARTS), room.place(memos.texts) as own:
        job = _Job(plan, wanted, room, limits, engine, memos, own, Ran(), begun + limits.whole)
        asyncio.run(_passes(job))
    job.ran.seconds = time.monotonic() - begun
    return job.ran


@contextlib.contextmanager
def _watchdog(seconds: float) -> Iterator[None]:
    """End this process where a run does not come back.

    Limits hold what a notebook does, and not a kernel that hangs while it starts. The pool sees
    that its process is gone, and the submission is marked again, alone.
    """
    timer = threading.Timer(seconds, os._exit, [1])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


async def _passes(job: "_Job") -> None:
    """Run both passes, starting Python again where a cell has ended it."""
    plan, ran, limits = job.plan, job.ran, job.limits
    left_out: set[int] = set()
    done: list[str] = []
    for _ in range(limits.deaths + 1):
        try:
            await job.run([each for each in PASSES if each not in done], left_out, done)
            return
        except _Broken as broken:
            left_out.add(broken.place)
            _say_of(plan.steps[broken.place], broken.sentence, ran)
        except _OutOfTime:
            ran.note(f"The notebook took more than {limits.whole:g} seconds and was ended.")
            return
    ran.note("Python was ended too often by this notebook, so the rest of it was not run.")


def _say_of(step: Step, sentence: str, ran: Ran) -> None:
    where = f"The answer to task {step.task.split('-')[1]}" if step.task else "A cell"
    ran.note(f"{where} {sentence}, and was left out.")
    if step.kind == ANSWER:
        ran.errors.setdefault(step.task, f"This cell {sentence}.")


@dataclass
class _Job:
    """One submission's run; each kernel of it is `run` once."""

    plan: Plan
    wanted: dict[str, list[str]]
    room: Room
    limits: guard.Limits
    engine: str | None
    memos: Memos
    own: Path
    ran: Ran
    deadline: float

    async def run(self, passes: list[str], left_out: set[int], done: list[str]) -> None:
        """Run the passes that are not done yet; raise _Broken or _OutOfTime."""
        async with self._kernel() as client:
            for which in passes:
                self.room.lay_out(which, self.own)
                await self._tell(client, RESTART if which is not passes[0] else START)
                for place, step in enumerate(self.plan.steps):
                    if place not in left_out:
                        await self._step(client, place, step, which)
                done.append(which)

    @contextlib.asynccontextmanager
    async def _kernel(self) -> Iterator[_Client]:
        """A kernel of its own, which is gone at the end with everything that it started."""
        with tempfile.TemporaryDirectory(dir=self.own.parent, prefix="j-") as folder:
            manager = self._manager(Path(folder))
            client = _Client(nbformat.v4.new_notebook(), km=manager, timeout=self.limits.cell)
            client.allow_errors = True
            try:
                await manager.start_kernel(
                    env=guard.environment(self.own),
                    cwd=str(self.own / "exercises"),
                    stderr=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                )
                await client.async_start_new_kernel_client()
                yield client
            finally:
                await _end(manager, client)
                if self.engine:
                    container.end(self.engine, Path(folder).name)

    def _manager(self, folder: Path) -> _Kernels:
        """The manager of a kernel that reads its job from a file in ``folder``."""
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.MAXMSGSIZE, 8 * guard.MEGABYTE)
        context.setsockopt(zmq.LINGER, 0)
        # A container has no network: it is spoken to through sockets in the folder.
        way = {"transport": "ipc", "ip": str(folder / "s")} if self.engine else {}
        connection = folder / "connection.json"
        manager = _Kernels(context=context, connection_file=str(connection), **way)
        allowed, job = self._allowed(), folder / "job.json"
        job.write_text(json.dumps(allowed), encoding="utf-8")
        inner = ["-I", str(self.room.kit / "kernel.py"), str(job), "-f", str(connection)]
        manager.command = [sys.executable, *inner]
        if self.engine:
            manager.command = container.command(self.engine, folder.name, inner, allowed, folder)
        return manager

    def _allowed(self) -> dict:
        import matplotlib

        python = {sys.prefix, sys.base_prefix, sys.exec_prefix, matplotlib.get_cachedir()}
        closed = {paths.ROOT, Path.home(), Path(tempfile.gettempdir()), self.room.folder}
        return {
            **asdict(self.limits),
            "own": str(self.own),
            "data": str(self.own / "data"),
            "kit": str(self.room.kit),
            "course": str(paths.ROOT),
            "memos": {**dict.fromkeys(self.memos.texts, ""), **self.memos.problems},
            "readable": [str(self.room.kit), *sorted(python)],
            "closed": sorted(str(folder) for folder in closed),
        }

    async def _step(self, client: _Client, place: int, step: Step, which: str) -> None:
        if step.kind == COLLECT:
            await self._collect(client, place, step.task, which)
            return
        error = await self._cell(client, place, step.source)
        if error and error.startswith(NOT_OPENED):
            error = error.removeprefix(f"{NOT_OPENED}: ")
            self.ran.note(f"{error} {_ask(error)}")
            if step.task and which == PUBLISHED:
                self.ran.errors[step.task] = error
        elif error and step.kind == ANSWER and which == PUBLISHED:
            self.ran.errors[step.task] = error
        elif error and step.kind == EXTRA and which == PUBLISHED:
            self.ran.note(f"A cell of your own stopped with an error: {error}")
        elif error and which == PUBLISHED:
            self.ran.note(f"A given cell stopped, perhaps for what stands above it: {error}")

    async def _collect(self, client: _Client, place: int, task: str, which: str) -> None:
        names = self.wanted.get(task, [])
        cell = nbformat.v4.new_code_cell(f"__import__('marking').collect({names!r})")
        await self._execute(client, place, cell)
        try:
            handed = _handed_over(cell)
            self.ran.values[which][task] = crossing.decoded(handed["values"])
        except (crossing.CrossingProblem, LookupError, TypeError, ValueError):
            self.ran.note(f"The answers to task {task.split('-')[1]} could not be collected.")
            return
        for what in handed["refused"]:
            self.ran.note(f"The notebook tried to {str(what)[:80]}. That was refused.")

    async def _cell(self, client: _Client, place: int, source: str) -> str | None:
        """Run a learner's or a given cell; the last line of its error, if there is one."""
        cell = nbformat.v4.new_code_cell(source)
        await self._execute(client, place, cell)
        for output in cell.outputs:
            if output.output_type == "error":
                return _last_line(output)
        return None

    async def _execute(self, client: _Client, place: int, cell) -> None:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise _OutOfTime
        client.timeout = math.ceil(min(self.limits.cell, left))
        try:
            # The notebook that nbclient keeps must know the cell by its place.
            client.nb.cells = [cell]
            await client.async_execute_cell(cell, 0, store_history=False)
        except CellTimeoutError:
            if self.deadline - time.monotonic() <= 0:
                raise _OutOfTime from None
            raise _Broken(place, f"took more than {self.limits.cell:g} seconds") from None
        except (DeadKernelError, RuntimeError):
            raise _Broken(place, "ended Python") from None

    async def _tell(self, client: _Client, source: str) -> None:
        await self._execute(client, -1, nbformat.v4.new_code_cell(source))


def _handed_over(cell) -> dict:
    data = next(o.data for o in cell.outputs if o.output_type == "display_data")
    return json.loads(data["application/json"]["marking"])


def _last_line(output) -> str:
    words = f"{output.get('ename', 'Error')}: {output.get('evalue', '')}".strip()
    words = " ".join(words.split())
    return words if len(words) <= MOST_LETTERS else f"{words[:MOST_LETTERS]} …"


def _ask(error: str) -> str:
    """What an instructor does about a memo that could not be opened."""
    if NOT_HANDED_IN in error:
        return f"Ask for it, {PUT_BESIDE}"
    return f"Ask for the file as the memo builder saved it, {PUT_BESIDE}"


async def _end(manager: _Kernels, client: _Client) -> None:
    """End a kernel, its process group and its children, whatever state they are in."""
    process = getattr(manager.provisioner, "process", None)
    group = getattr(manager.provisioner, "pgid", None)
    children = []
    if process is not None:
        with contextlib.suppress(psutil.Error):
            children = psutil.Process(process.pid).children(recursive=True)
    if client.kc is not None:
        client.kc.stop_channels()
    with contextlib.suppress(RuntimeError, OSError):
        await manager.shutdown_kernel(now=True)
    for child in children:
        with contextlib.suppress(psutil.Error):
            child.kill()
    if group and hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(group, signal.SIGKILL)
    manager.context.destroy(linger=0)
