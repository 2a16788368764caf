"""Classes that never sat in a room: for timing the marking, and for trying it out."""

import json
import random
import tempfile
import threading
import time
from pathlib import Path

import nbformat
import psutil

from coursekit import paths
from coursekit.cli import cores
from coursestaff.grading import marking, matching, room
from coursestaff.submissions import inbox

EVERY = 0.25  # seconds between two looks at the memory


def write(folder: Path, count: int, exercise: str) -> None:
    """Write a class's notebooks: some solved, some half, some untouched, one in fifty damaged.

    Parameters
    ----------
    folder : takes ``count`` files; it is there.
    exercise : such as "03".
    """
    slug, master = marking.slug(exercise), marking.master(exercise)
    solution = nbformat.read(paths.SOLUTIONS / f"{slug}.ipynb", as_version=4)
    answers = {cell.id: cell.source for cell in solution.cells}
    names = [f"{task}-answer" for task in matching.tasks_of(master)]
    draw = random.Random(exercise)
    for number in range(count):
        solved = draw.choice([[], names[: len(names) // 2], names, names])
        for cell in master.cells:
            if cell.id in solved:
                cell.source = answers[cell.id]
        content = json.dumps(master)
        damaged = content[: len(content) // 2] if number % 50 == 49 else content
        (folder / f"{slug}_student {number + 1:04}.ipynb").write_text(damaged, encoding="utf-8")
        master = marking.master(exercise)


def timed(count: int, exercise: str = "03") -> dict[str, float]:
    """Mark such a class on all cores, with nothing kept from before.

    Parameters
    ----------
    count : of notebooks.

    Returns
    -------
    seconds (of the whole class), seconds a submission and core, and megabytes: the most that
    marker, workers and kernels held together.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder, memory = Path(place, "class"), _Memory()
        folder.mkdir()
        write(folder, count, exercise)
        submissions, _ = inbox.collect(folder, marking.slug(exercise))
        terms = marking.Terms(exercise, Path(place, "room"), "rehearsal")
        room.furnish(terms.room, terms.seed)
        workers = min(cores(), count)
        memory.start()
        begun = time.perf_counter()
        marking.mark_all(
            submissions, terms, Path(place, "kept"), lambda: marking.pool(workers), workers
        )
        seconds = time.perf_counter() - begun
        return {
            "seconds": seconds,
            "seconds a submission and core": seconds * workers / count,
            "megabytes": memory.most() / 1e6,
        }


class _Memory(threading.Thread):
    """Watches how much this process and all that it started hold together."""

    def __init__(self):
        super().__init__(daemon=True)
        self._over, self._most = threading.Event(), 0

    def run(self) -> None:
        """Look now and then, until somebody asks for the most."""
        while not self._over.wait(EVERY):
            self._most = max(self._most, self._now())

    def _now(self) -> int:
        own = psutil.Process()
        total = 0
        for process in (own, *own.children(recursive=True)):
            try:
                total += process.memory_info().rss
            except psutil.Error:  # it has ended since
                continue
        return total

    def most(self) -> int:
        """The most bytes that were seen."""
        self._over.set()
        self.join()
        return self._most
