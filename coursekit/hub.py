"""The course on somebody else's server: Binder, or a JupyterHub.

There another program starts Jupyter. `.binder/start` runs this module first: it lays the learner's
copies ready in my-work/, sets what the course's JupyterLab needs, and gives way to that program.
docs/hub.md says how such a server is set up.
"""

import os
import sys
import tempfile
from pathlib import Path

from coursekit import lab, progress, workspace
from coursekit.errors import CourseError
from coursekit.paths import MY_WORK, ROOT

START = f"/lab/tree/my-work/{lab.FIRST}"


def environment(work: Path, aside: Path, environ=os.environ) -> dict[str, str]:
    """The environment variables for a server that keeps nothing of a learner but one folder.

    Parameters
    ----------
    work : the folder that is kept, my-work/. Progress and JupyterLab's looks go into it too.
    aside : a folder for the rest, on the server's own disk. Jupyter's databases and keys do badly
        on shared storage, and nobody misses them.
    environ : the variables to start from. A place for progress or a first page that the hub
        names stays as it is.
    """
    variables = lab.environment(aside, environ)
    variables["JUPYTERLAB_SETTINGS_DIR"] = str(work / ".jupyter" / "user-settings")
    variables["JUPYTERLAB_WORKSPACES_DIR"] = str(work / ".jupyter" / "workspaces")
    variables.setdefault(progress.PLACE, str(work / ".progress"))
    # What jupyterhub-singleuser opens; a link into a Binder names the page itself.
    variables.setdefault("JUPYTERHUB_DEFAULT_URL", START)
    return variables


def main(command: list[str]) -> None:
    """Prepare my-work/ and give way to a command. Does not return."""
    if not command:
        sys.exit("Name the command that starts the server, such as: jupyterhub-singleuser")
    try:
        for sentence in workspace.prepare():
            print(sentence)
    except CourseError as problem:
        sys.exit(str(problem))
    aside = Path(tempfile.mkdtemp(prefix="limited-opponents-"))
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execvpe(command[0], command, environment(MY_WORK, aside))


if __name__ == "__main__":
    main(sys.argv[1:])
