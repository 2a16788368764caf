"""What holds a submission back, and what does not.

Three fences stand round a notebook that is marked. The marker ends it when its time is over.
The system ends it, or refuses, where it takes too much memory, writes too large a file or starts
too many processes: Linux enforces all of these, macOS some, Windows none. And Python itself
refuses what a notebook of this course has no reason to do (see `kernel.watch`).

None of this is a sandbox. Who knows how to go below Python gets past the third fence, and a
notebook runs as the user who marks. For a class that you do not trust use a container
(`course grade --container`).
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

KERNEL = Path(__file__).with_name("kernel.py")
MEGABYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Parameters
    ----------
    cell : seconds for one cell.
    whole : seconds for all of it.
    memory : bytes; the kit itself needs about one gigabyte of addresses.
    file : bytes of one file that it writes.
    processes : of one user; not enforced for root.
    deaths : how often Python may be started again after a cell that ended it.
    """

    cell: float = 20
    whole: float = 120
    memory: int = 4096 * MEGABYTE
    file: int = 50 * MEGABYTE
    processes: int = 256
    deaths: int = 4


@dataclass(frozen=True)
class Fence:
    """One danger, and whether this system holds it back."""

    danger: str
    holds: bool


# Each tries to break one limit, after setting it as a submission's process does.
PROBES = {
    "taking too much memory": "bytearray(job['memory'])",
    "writing a file that is too large": (
        "import tempfile; f = tempfile.TemporaryFile(); f.truncate(job['file'] + 1)"
    ),
    "starting too many processes below Python": (
        "import ctypes; assert ctypes.CDLL(None).fork() < 0 or os._exit(0)"
    ),
}
TRY = """
import importlib.util, json, os, sys
spec = importlib.util.spec_from_file_location("kernel", sys.argv[1])
kernel = importlib.util.module_from_spec(spec)
spec.loader.exec_module(kernel)
job = json.loads(sys.argv[2])
kernel.limit(job)
try:
    {attempt}
except (OSError, MemoryError):
    print("held back")
"""


def fences() -> list[Fence]:
    """What this system holds back, found out by trying it in small processes."""
    always = ["an endless loop", "ending Python", "printing without end"]
    by_python = ["starting programs", "opening connections", "changing files of others"]
    tried = [Fence(danger, _holds(attempt)) for danger, attempt in PROBES.items()]
    below = Fence("code that goes below Python", False)
    return [*(Fence(danger, True) for danger in always + by_python), *tried, below]


def _holds(attempt: str) -> bool:
    small = asdict(Limits(memory=256 * MEGABYTE, file=MEGABYTE, processes=1))
    command = [sys.executable, "-I", "-c", TRY.format(attempt=attempt), str(KERNEL)]
    try:
        done = subprocess.run(
            [*command, json.dumps(small)], capture_output=True, timeout=20, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "held back" in done.stdout


def sentences(found: list[Fence]) -> list[str]:
    """What an instructor should know before marking notebooks of people whom he does not know."""
    open_to = [fence.danger for fence in found if not fence.holds]
    if not open_to:
        return []
    *others, last = open_to
    named = f"{', '.join(others)} and {last}" if others else last
    return [
        f"Unguarded on this system: {named}. For notebooks that you do not trust use --container."
    ]


def environment(own: Path) -> dict[str, str]:
    """The variables that a submission's process sees: what Python needs, and nothing of yours."""
    import matplotlib

    kept = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "TZ", "PATHEXT")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    home, scratch = str(own / "home"), str(own / "tmp")
    return {
        **found,
        "HOME": home,
        "USERPROFILE": home,
        "IPYTHONDIR": home,
        "LIMITED_OPPONENTS_PROGRESS": str(own / "progress"),
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": matplotlib.get_cachedir(),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "TEMP": scratch,
        "TMP": scratch,
        "TMPDIR": scratch,
    }
