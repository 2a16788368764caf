"""JupyterLab opens on the learner's copies, apart from any other Jupyter on the computer."""

import os
import socket
import sys
import sysconfig
from pathlib import Path

import pytest

from coursekit import lab
from coursekit.paths import ROOT, SETTINGS


@pytest.fixture
def course(tmp_path):
    first = tmp_path / "my-work" / lab.FIRST
    first.parent.mkdir(parents=True)
    first.touch()
    return tmp_path


@pytest.fixture
def busy_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_nothing_of_the_learners_own_jupyter_reaches_the_course(tmp_path):
    own = {
        "JUPYTER_CONFIG_DIR": "/home/learner/.jupyter",
        "JUPYTER_PATH": "/home/learner/kernels",
        "JUPYTERLAB_DIR": "/home/learner/lab",
        "IPYTHONDIR": "/home/learner/.ipython",
        "MATPLOTLIBRC": "/home/learner/matplotlibrc",
        "MPLBACKEND": "TkAgg",
        "PATH": "/bin",
        "LANG": "zh_CN.UTF-8",
    }
    env = lab.environment(tmp_path, own)
    assert not [value for value in env.values() if "/home/learner" in value]
    assert "MPLBACKEND" not in env
    assert env["LANG"] == "zh_CN.UTF-8"


def test_everything_is_written_to_the_state_folder_and_settings_are_only_read(tmp_path):
    env = lab.environment(tmp_path, {})
    assert env.pop("JUPYTER_CONFIG_PATH") == str(SETTINGS)
    folders = [
        value for name, value in env.items() if name not in ("PATH", "JUPYTER_PREFER_ENV_PATH")
    ]
    assert len(folders) == 7
    assert all(value.startswith(str(tmp_path)) for value in folders)


def test_python_in_a_notebook_means_the_courses_own(tmp_path):
    path = lab.environment(tmp_path, {"PATH": "/bin"})["PATH"]
    assert path.split(os.pathsep) == [sysconfig.get_path("scripts"), "/bin"]


def test_it_opens_lesson_00_among_the_copies(course):
    given = lab.arguments(None, browser=False, root=course)
    assert f"--ServerApp.root_dir={course}" in given
    assert "--LabApp.default_url=/lab/tree/my-work/lessons/00-start-here.ipynb" in given
    assert "--ServerApp.open_browser=False" in given
    assert not [argument for argument in given if "port" in argument]


def test_a_missing_first_lesson_ends_in_a_sentence(tmp_path):
    with pytest.raises(lab.LabProblem, match=r"lessons/00-start-here\.ipynb, is missing"):
        lab.arguments(None, browser=True, root=tmp_path)


def test_a_port_in_use_ends_in_a_sentence_that_names_another(course, busy_port):
    with pytest.raises(lab.LabProblem, match=rf"Port {busy_port} is in use.*--port \d+"):
        lab.arguments(busy_port, browser=True, root=course)


def test_a_free_port_is_used_and_no_other(course, busy_port):
    free = next(port for port in range(busy_port + 1, 65536) if lab._is_free(port))
    given = lab.arguments(free, browser=True, root=course)
    assert f"--ServerApp.port={free}" in given
    assert "--ServerApp.port_retries=0" in given


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the course's command as the parent")
def test_jupyterlab_takes_over(tmp_path, monkeypatch):
    class TakenOver(Exception):
        """os.execve does not come back."""

    def take_over(*arguments):
        raise TakenOver(*arguments)

    monkeypatch.setattr(os, "execve", take_over)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TakenOver) as taken:
        lab.launch(["--ServerApp.port=8890"], tmp_path / "state")
    python, command, env = taken.value.args
    assert python == sys.executable
    assert command[-3:] == ["-m", "jupyterlab", "--ServerApp.port=8890"]
    assert env["JUPYTER_RUNTIME_DIR"] == str(tmp_path / "state" / "runtime")
    assert Path.cwd() == ROOT
