"""The process in which a submitted notebook runs: a kernel behind limits.

Run as a script by `running`, with a JSON file that says what is allowed; see `guard` for what
each limit stops, and for what none of them can stop.
"""

import io
import json
import os
import re
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

# Actions, by the names of Python's own audit events, and what we call them in a sentence.
STARTS = "start another program"
NETWORK = "open a connection"
FORBIDDEN = {
    "os.fork": STARTS,
    "os.forkpty": STARTS,
    "os.posix_spawn": STARTS,
    "os.spawn": STARTS,
    "os.exec": STARTS,
    "os.system": STARTS,
    "os.startfile": STARTS,
    "pty.spawn": STARTS,
    "subprocess.Popen": STARTS,
    "socket.bind": NETWORK,
    "socket.connect": NETWORK,
    "socket.getaddrinfo": NETWORK,
    "socket.gethostbyaddr": NETWORK,
    "socket.gethostbyname": NETWORK,
    "socket.sendmsg": NETWORK,
    "socket.sendto": NETWORK,
    "os.kill": "stop a process",
    "os.killpg": "stop a process",
    "signal.pthread_kill": "stop a process",
    "resource.setrlimit": "change its limits",
    "resource.prlimit": "change its limits",
    "ctypes.dlopen": "reach below Python",
    "ctypes.dlsym": "reach below Python",
    "gc.get_objects": "look into the marking",
    "gc.get_referrers": "look into the marking",
}
CHANGES = {
    # event → which of its arguments are paths
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.link": (0, 1),
    "os.mkdir": (0,),
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.utime": (0,),
    "sqlite3.connect": (0,),
}
LOOKS = {"os.listdir": (0,), "os.scandir": (0,)}

NOT_OPENED = "MemoNotOpened"  # the name of the error over a memo's file
NOT_HANDED_IN = "that was not handed in with the notebook."


def limit(job: dict) -> None:
    """Set what the system itself enforces; a system without such limits sets none."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {
        "RLIMIT_AS": job["memory"],
        "RLIMIT_FSIZE": job["file"],
        "RLIMIT_NPROC": job["processes"],
        "RLIMIT_CORE": 0,
    }
    for name, most in limits.items():
        which = getattr(resource, name, None)
        if which is None:
            continue
        hard = resource.getrlimit(which)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # macOS knows some limits and refuses to set them: `guard` tells which hold.
        try:
            resource.setrlimit(which, (allowed, allowed))
        except (ValueError, OSError):
            continue


def watch(job: dict, refused: deque) -> None:
    """From now on, refuse what a notebook of this course has no reason to do.

    This sees what goes through Python. It is a fence against mistakes and easy tricks, and no
    sandbox: see `guard`.
    """
    fspath, sep, realpath, normcase = os.fspath, os.sep, os.path.realpath, os.path.normcase

    def full(path: str) -> str:
        """A path without links, and on Windows without capitals."""
        return normcase(realpath(path))

    own, null = full(job["own"]), full(os.devnull)
    # The longest folder that holds a path decides whether it may be read.
    readable = tuple((full(folder), True) for folder in job["readable"])
    closed = tuple((full(folder), False) for folder in job["closed"])
    folders = tuple(sorted(readable + closed, key=lambda each: -len(each[0])))
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

    def inside(path: str, folder: str) -> bool:
        return path == folder or path.startswith(folder.rstrip(sep) + sep)

    def real(path) -> str | None:
        """A path in full; None for an open file's number, which needs no leave of its own."""
        if path is None or isinstance(path, int):
            return None
        path = fspath(path)
        return full(path.decode("utf-8", "replace") if isinstance(path, bytes) else path)

    def refuse(what: str) -> None:
        refused.append(what)
        raise PermissionError(f"This notebook tried to {what}. That is not allowed in marking.")

    def demand_own(path) -> None:
        found = real(path)
        if found is not None and found != null and not inside(found, own):
            refuse("change something outside its own folder")

    def demand_readable(path) -> None:
        found = real(path)
        if found is None or inside(found, own):
            return
        for folder, allowed in folders:
            if inside(found, folder):
                if not allowed:
                    refuse("read what does not belong to it")
                return

    def hook(event: str, arguments: tuple) -> None:
        if event == "open":
            path, mode, flags = arguments
            writes = isinstance(mode, str) and set(mode) & set("wxa+")
            if writes or (isinstance(flags, int) and flags & writing):
                demand_own(path)
            else:
                demand_readable(path)
        elif event in FORBIDDEN:
            refuse(FORBIDDEN[event])
        elif event in CHANGES:
            for place in CHANGES[event]:
                demand_own(arguments[place])
        elif event in LOOKS:
            for place in LOOKS[event]:
                demand_readable(arguments[place] or ".")

    sys.addaudithook(hook)


def prepare(job: dict) -> ModuleType:
    """Load the kit from the class's copy; return the module `marking` for the steps."""
    course = os.path.realpath(job["course"])
    # An installed course would bring what the checks expect within reach of an import.
    sys.path[:] = [job["kit"], *[p for p in sys.path if os.path.realpath(p or ".") != course]]
    import matplotlib.pyplot
    import pandas

    from coursekit import paths

    # Before any module of the kit takes them as a default.
    paths.DATA, paths.MY_WORK = Path(job["data"]), Path(job["own"], "my-work")
    import crossing

    from coursekit import check, figures, memo, page, tables  # noqa: F401

    matplotlib.pyplot.close("all")
    pandas.DataFrame({"a": [1]}).groupby("a").size()  # what pandas loads at first use
    refused: deque = deque(maxlen=20)
    _be_quiet(check, figures)
    _open_what_came(memo, Path(job["own"]), job["memos"])
    marking = ModuleType("marking", "Steps of the marker, run between the learner's cells.")
    marking.begin = lambda: _begin(job, refused)
    marking.collect = lambda names: _collect(names, crossing, refused)
    marking.restart = _restart
    return marking


class _Nowhere(io.TextIOBase):
    """Takes what is printed and keeps nothing, since nobody reads it here."""

    @property
    def write(self) -> Callable[[str], int]:
        return len  # what a stream's write gives back: how much it has taken

    @write.setter
    def write(self, other: object) -> None:
        """IPython would put in a write that remembers all output; two million lines are much."""


def _begin(job: dict, refused: deque) -> None:
    """From here on the cells are the learner's."""
    sys.stdout, sys.stderr = _Nowhere(), _Nowhere()
    _stay()
    watch(job, refused)


def _stay() -> None:
    """Let exit() and quit() end a cell, as sys.exit() does, and not Python after it."""
    from IPython import get_ipython

    def leave(*_: object) -> None:
        raise SystemExit

    get_ipython().user_ns.update(exit=leave, quit=leave)


def _be_quiet(check: ModuleType, figures: ModuleType) -> None:
    """Nobody looks at pictures here, and the marker judges answers itself."""
    check.task = lambda name, **answers: None
    check.draw = lambda picture, column: None
    figures.show = lambda picture: None


def _open_what_came(memo: ModuleType, own: Path, came: dict[str, str]) -> None:
    """Let `memo.reopen` find a file by its name, wherever the learner had kept it.

    Parameters
    ----------
    memo : the kit's module.
    own : the submission's folder; what was handed in lies in its my-work.
    came : name of a file → why it cannot be used, or nothing.
    """
    reopen = memo.reopen
    not_opened = type(NOT_OPENED, (memo.MemoProblem,), {})

    def reopen_what_came(path: Path) -> object:
        if not _is_here(path, own):
            asked = re.split(r"[/\\]", str(path))[-1]
            name = _came_as(asked, came)
            if name is None:
                words = f"The memo was opened from a file, {asked[:80]}, {NOT_HANDED_IN}"
                raise not_opened(words)
            if came[name]:
                raise not_opened(came[name])
            path = own / "my-work" / name
        try:
            return reopen(path)
        except memo.MemoProblem as problem:
            raise not_opened(str(problem)) from problem

    memo.reopen = reopen_what_came


def _is_here(path: Path, own: Path) -> bool:
    """Whether a file is there, in the submission's own folder."""
    return path.exists() and path.resolve().is_relative_to(own.resolve())


def _came_as(asked: str, came: dict[str, str]) -> str | None:
    """The file that is meant: the one of that name, else the only one that was handed in."""
    same = [name for name in came if name.casefold() == asked.casefold()]
    fitting = same or list(came)
    return fitting[0] if len(fitting) == 1 else None


def _collect(names: list[str], crossing: ModuleType, refused: deque) -> None:
    """Hand the learner's variables over, by way of an output."""
    from IPython import get_ipython
    from IPython.display import display

    space = get_ipython().user_ns
    found = {name: space[name] for name in names if name in space}
    content = {"values": crossing.encoded(found), "refused": list(refused)}
    display({"application/json": {"marking": json.dumps(content)}}, raw=True)


def _restart() -> None:
    """Forget all variables, as a new kernel would."""
    import matplotlib.pyplot
    from IPython import get_ipython

    matplotlib.pyplot.close("all")
    get_ipython().reset(new_session=False)
    _stay()


def main() -> None:
    """Read the job, set the limits, and become a kernel."""
    job = json.loads(Path(sys.argv.pop(1)).read_text(encoding="utf-8"))
    limit(job)
    sys.modules["marking"] = prepare(job)
    from ipykernel import kernelapp

    kernelapp.launch_new_instance()


if __name__ == "__main__":
    main()
