"""The command `course`: its help, its sentences, and what it hands on."""

import os
import subprocess
import sys
from importlib.metadata import EntryPoint

import click
import pytest
from click.testing import CliRunner

from coursekit import cli, lab, workspace
from coursekit.errors import CourseError
from coursekit.paths import ROOT


def run(*arguments):
    return CliRunner().invoke(cli.course, arguments)


@pytest.fixture
def launched(monkeypatch):
    """What JupyterLab would have been started with; nothing is copied or started."""
    lines = []
    monkeypatch.setattr(workspace, "prepare", lambda: ["A newer lesson lies beside yours."])
    monkeypatch.setattr(lab, "arguments", lambda port, browser: [f"{port} {browser}"])
    monkeypatch.setattr(lab, "launch", lines.append)
    return lines


@pytest.fixture
def called(monkeypatch):
    """The pytest command line that `course test` runs, and its environment."""
    calls = []

    def call(command, cwd, env):
        calls.append((command[3:], cwd, env))
        return 5

    monkeypatch.setattr(subprocess, "call", call)
    return calls


# --- Help -------------------------------------------------------------------------------


def test_the_help_names_every_command():
    shown = run("--help").output
    for command in ("open", "test", "verify"):
        assert f"\n  {command} " in shown


@pytest.mark.parametrize("command", ["open", "test", "verify"])
def test_every_command_says_what_it_does(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(cli.course.commands[command].help) > 40


def test_an_unknown_command_is_refused():
    result = run("frobnicate")
    assert result.exit_code == 2
    assert "No such command" in result.output


def test_nothing_slow_is_loaded_before_a_command_needs_it():
    script = "import sys, coursekit.cli; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
    )
    slow = {"pandas", "numpy", "matplotlib", "IPython", "jupyterlab", "jupyter_server", "pytest"}
    assert not slow & set(answer.stdout.split())


# --- Commands of other packages ---------------------------------------------------------


@pytest.fixture
def added(monkeypatch):
    """Adds a command by entry point, as another package does."""

    def add(value):
        entry = EntryPoint("greet", value, cli.GROUP)
        monkeypatch.setattr(
            cli,
            "entry_points",
            lambda group, name=None: [entry] if name in (None, "greet") else [],
        )

    return add


@click.command("greet", help="Say hello.")
def greet():
    click.echo("hello")


def test_another_package_adds_a_command(added, monkeypatch):
    monkeypatch.setitem(sys.modules, "greetings", sys.modules[__name__])
    added("greetings:greet")
    assert "Say hello." in run("--help").output
    assert run("greet").output == "hello\n"


def test_a_command_whose_package_is_absent_is_not_listed_and_says_so(added):
    added("absentstaff.build:command")
    assert "greet" not in run("--help").output
    result = run("greet")
    assert result.exit_code == 1
    assert "absentstaff/, which is not in this copy" in result.output


def test_a_command_that_lacks_an_authors_package_names_it(added, tmp_path, monkeypatch):
    (tmp_path / "halfstaff.py").write_text("import no_such_package\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    added("halfstaff:command")
    result = run("greet")
    assert result.exit_code == 1
    assert "no_such_package" in result.output
    assert "start.py test" in result.output


# --- open -------------------------------------------------------------------------------


def test_open_tells_what_is_new_and_opens(launched):
    result = run("open")
    assert result.exit_code == 0
    assert "A newer lesson lies beside yours." in result.output
    assert "press Ctrl-C here" in result.output
    assert launched == [["None True"]]


def test_open_hands_on_port_and_browser(launched):
    run("open", "--no-browser", "--port", "8890")
    assert launched == [["8890 False"]]


def test_a_problem_ends_in_its_sentence(launched, monkeypatch):
    def problem(*_, **__):
        raise CourseError("Port 8890 is in use.")

    monkeypatch.setattr(lab, "arguments", problem)
    result = run("open", "--port", "8890")
    assert result.exit_code == 1
    assert "Port 8890 is in use." in result.output
    assert "Traceback" not in result.output
    assert launched == []


# --- test -------------------------------------------------------------------------------


def test_tests_run_on_all_cores_from_the_course_folder(called):
    result = run("test")
    ((arguments, cwd, env),) = called
    assert arguments == ["-n", str(cli.cores())]
    assert cwd == ROOT
    assert env["JUPYTER_DATA_DIR"] != os.environ.get("JUPYTER_DATA_DIR")
    assert result.exit_code == 5


def test_browser_tests_run_alone_and_say_what_is_missing(called):
    run("test", "--browser")
    workers = ["-n", str(min(2, cli.cores()))]
    assert called[0][0] == ["--browser", "-rs", *workers, "tests/browser"]


def test_other_arguments_go_to_pytest(called):
    run("test", "-k", "tables", "-x", "tests/coursekit")
    assert called[0][0][2:] == ["-k", "tables", "-x", "tests/coursekit"]


def test_without_the_authors_packages_tests_say_how_to_get_them(called, monkeypatch):
    monkeypatch.setitem(sys.modules, "xdist", None)
    result = run("test")
    assert result.exit_code == 1
    assert "start.py test" in result.output
    assert called == []


def test_a_copy_without_tests_says_so(called, monkeypatch, tmp_path):
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    result = run("test")
    assert result.exit_code == 1
    assert "no tests" in result.output
    assert called == []


# --- verify -----------------------------------------------------------------------------


def test_verify_says_in_one_line_that_all_is_well(monkeypatch):
    monkeypatch.setattr(workspace, "differences", dict)
    result = run("verify")
    assert result.exit_code == 0
    assert result.output.startswith("As published: all ")
    assert result.output.count("\n") == 1


def test_verify_names_only_the_folders_that_are_there(monkeypatch, tmp_path):
    for name in ("data", "exercises", "lessons"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    monkeypatch.setattr(workspace, "differences", dict)
    assert "files of data, exercises and lessons.\n" in run("verify").output


def test_verify_says_in_one_line_what_differs(monkeypatch):
    many = {f"data/{number}.csv": "changed" for number in range(7)}
    monkeypatch.setattr(workspace, "differences", lambda: many)
    result = run("verify")
    assert result.exit_code == 1
    assert "data/0.csv (changed)" in result.output
    assert "and 2 more" in result.output
    assert result.output.count("\n") == 1
