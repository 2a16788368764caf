"""Run a submission's Python in a container, for classes that you do not trust.

The marker stays outside, with the answers; inside there is Python, the kit and the submission's
own folder, and no network. The two talk through sockets in a shared folder. How to make the image
is in `instructor/container.md`.
"""

import os
import shutil
import subprocess
from pathlib import Path

from coursekit.errors import CourseError
from coursestaff.grading import guard

ENGINES = ("podman", "docker")
IMAGE = "limited-opponents-marker"
PATIENCE = 30  # seconds that an engine has to answer


class ContainerProblem(CourseError):
    """An engine that is missing, or has no image of the marker's."""


def demand(engine: str) -> None:
    """Find out whether an engine can run submissions.

    Raises ContainerProblem: it is not installed, does not answer, or lacks the image.
    """
    if shutil.which(engine) is None:
        raise ContainerProblem(f"{engine} is not installed. instructor/container.md says how.")
    try:
        asked = subprocess.run(
            [engine, "image", "inspect", IMAGE],
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ContainerProblem(f"{engine} does not answer ({error}). Is it running?") from error
    if asked.returncode:
        raise ContainerProblem(
            f"{engine} has no image {IMAGE}. Make it once, as instructor/container.md says."
        )


def command(engine: str, name: str, inner: list[str], job: dict, folder: Path) -> list[str]:
    """The command line that starts a kernel in a container.

    Parameters
    ----------
    engine : one of ENGINES.
    name : of the container, so that it can be ended.
    inner : what runs inside, without Python's own name.
    job : as `kernel` reads it.
    folder : holds the job and the sockets.
    """
    own = Path(job["own"])
    limits = ["--memory", str(job["memory"]), "--pids-limit", str(job["processes"])]
    fences = ["--network", "none", "--read-only", "--cap-drop", "ALL", "--tmpfs", "/tmp"]
    fences += ["--security-opt", "no-new-privileges"]
    shared = ["--volume", f"{job['kit']}:{job['kit']}:ro"]
    shared += ["--volume", f"{own}:{own}", "--volume", f"{folder}:{folder}"]
    variables = guard.environment(own)
    inside = {name: variables[name] for name in sorted(set(variables) - {"PATH", "MPLCONFIGDIR"})}
    inside["MPLCONFIGDIR"] = str(own / "home")
    settings = [part for name, value in inside.items() for part in ("--env", f"{name}={value}")]
    return [
        *(engine, "run", "--rm", "--name", name, *_user(engine), *limits, *fences, *shared),
        *(*settings, "--workdir", str(own / "exercises"), IMAGE, "python", *inner),
    ]


def _user(engine: str) -> list[str]:
    """Whoever marks owns what a submission writes."""
    if engine == "podman":
        return ["--userns", "keep-id"]
    return ["--user", f"{os.getuid()}:{os.getgid()}"] if hasattr(os, "getuid") else []


def end(engine: str, name: str) -> None:
    """End a container, if it is still there."""
    try:
        subprocess.run([engine, "kill", name], capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return
