"""Containers: the command line, and a whole run through a stand-in for the engine.

No engine is needed: the stand-in takes the command line apart and starts what stands behind the
image's name. What a real engine holds back is not tested here.
"""

import os
import stat
import sys

import pytest

from coursestaff.grading import container, marking
from coursestaff.grading.container import IMAGE, ContainerProblem
from coursestaff.grading.marking import Terms
from coursestaff.submissions.inbox import Submission
from tests.coursestaff.grading.conftest import LIMITS, SEED
from tests.coursestaff.grading.test_marking import plain, solved, text

STAND_IN = """#!{python}
import os, sys
given = sys.argv[1:]
with open({log!r}, "a", encoding="utf-8") as log:
    print(*given, file=log)
if given[0] == "run":
    at = given.index({image!r})
    for name, value in zip(given, given[1:at]):
        if name == "--env":
            key, _, text = value.partition("=")
            os.environ[key] = text
        if name == "--workdir":
            os.chdir(value)
    os.execv({python!r}, [{python!r}, *given[at + 2:]])
sys.exit(0 if {has_image} else 1)
"""

posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script with a first line")


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """Put a stand-in for podman first in PATH; returns the file in which it notes its calls."""

    def make(has_image=True):
        folder = tmp_path / "bin"
        folder.mkdir()
        log = tmp_path / "calls.txt"
        script = folder / "podman"
        content = STAND_IN.format(
            python=sys.executable, log=str(log), image=IMAGE, has_image=has_image
        )
        script.write_text(content, encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return log

    return make


@posix
def test_a_run_in_a_container_gives_the_same_marks(engine, furnished, tmp_path):
    log = engine()
    path = tmp_path / "anna.ipynb"
    path.write_bytes(text(solved("03")))
    anna = Submission("anna", path.name, path)
    outside = marking.mark(anna, Terms("03", furnished.folder, SEED, LIMITS))
    inside = marking.mark(anna, Terms("03", furnished.folder, SEED, LIMITS, engine="podman"))
    assert plain([inside]) == plain([outside])
    run, *others = log.read_text(encoding="utf-8").splitlines()
    for fence in ("--network none", "--read-only", "--cap-drop ALL", "--pids-limit", "--memory"):
        assert fence in run
    assert f"{furnished.kit}:{furnished.kit}:ro" in run
    assert str(marking.paths.ROOT) not in run.split(IMAGE)[0]
    name = run.split("--name ")[1].split()[0]
    assert others == [f"kill {name}"]


@posix
def test_an_engine_without_the_image(engine):
    engine(has_image=False)
    with pytest.raises(ContainerProblem, match=f"podman has no image {IMAGE}. Make it once"):
        container.demand("podman")


def test_an_engine_that_is_not_installed(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ContainerProblem, match="docker is not installed"):
        container.demand("docker")
