"""The command `course`: open, test and verify, and whatever other packages add.

A package adds a command through the entry-point group ``coursekit.commands``. Nothing slow is
imported before a command needs it.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from importlib.metadata import entry_points
from pathlib import Path

import click

from coursekit import __version__
from coursekit.errors import CourseError, refused
from coursekit.paths import MY_WORK, ROOT

GROUP = "coursekit.commands"


class Course(click.Group):
    """The command group, with those of other packages; what goes wrong ends as its sentence."""

    def list_commands(self, ctx):
        """The names of all commands that can run here."""
        names = set(super().list_commands(ctx))
        for entry in entry_points(group=GROUP):
            with contextlib.suppress(ImportError):
                entry.load()
                names.add(entry.name)
        return sorted(names)

    def get_command(self, ctx, cmd_name):
        """The command of a name; a sentence where it is known and cannot run here."""
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        for entry in entry_points(group=GROUP, name=cmd_name):
            try:
                return entry.load()
            except ImportError as missing:
                package = entry.module.split(".")[0]
                if (missing.name or "").split(".")[0] == package:
                    why = f"lives in {package}/, which is not in this copy of the course."
                else:
                    why = (
                        f"needs {missing.name}, one of the authors' packages. "
                        "To install them: python3 start.py test"
                    )
                raise click.ClickException(f"`course {cmd_name}` {why}") from missing
        return None

    def invoke(self, ctx):
        """Run a command."""
        try:
            return super().invoke(ctx)
        except CourseError as problem:
            raise click.ClickException(str(problem)) from problem
        except BrokenPipeError:
            raise  # whoever read what we print has left; click ends quietly
        except OSError as error:
            raise click.ClickException(refused(error)) from error


@click.group(cls=Course, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="Limited Opponents")
def course():
    """Limited Opponents: reading China-Russia-US relations with evidence."""


@course.command("open")
@click.option("--no-browser", is_flag=True, help="Open no browser window; show the address.")
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="N",
    help="Open at this port, not at the first free one.",
)
def open_course(no_browser: bool, port: int | None):
    """Open JupyterLab at lesson 00, in your own copies of the notebooks.

    Copies live in my-work/. What you have there is never overwritten: a newer version of a
    notebook is laid beside your copy.
    """
    from coursekit import lab, workspace

    for sentence in workspace.prepare():
        click.echo(sentence)
    command_line = lab.arguments(port, browser=not no_browser)
    how = "shown below" if no_browser else "that opens in your browser"
    click.echo(f"Opening Limited Opponents. It is at the address {how}.")
    click.echo(f"Your work is kept in {MY_WORK}")
    click.echo("Leave this window open while you work. To end the course press Ctrl-C here.")
    lab.launch(command_line)


@course.command("test", context_settings={"ignore_unknown_options": True})
@click.option("--browser", is_flag=True, help="Run the tests that need a browser, and only those.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PYTEST ARGUMENTS]")
def test(browser: bool, arguments: tuple[str, ...]):
    """Run the tests: the code, the data, and every built notebook.

    Anything else you give is handed on to pytest, such as `-k tables` or the path of one test.
    """
    if not (ROOT / "tests").is_dir():
        raise click.ClickException(
            "This copy of the course has no tests: it is a student's copy. `course verify` says "
            "whether its files are as published."
        )
    try:
        import pytest  # noqa: F401
        import xdist  # noqa: F401
    except ImportError:
        raise click.ClickException(
            "The tests need the authors' packages. Install them and run the tests with: "
            "python3 start.py test"
        ) from None
    from coursekit import lab

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as state:
        command = [sys.executable, "-m", "pytest", *pytest_arguments(browser, arguments)]
        code = subprocess.call(command, cwd=ROOT, env=lab.environment(Path(state)))
    sys.exit(code)


def pytest_arguments(browser: bool, given: tuple[str, ...]) -> list[str]:
    """How pytest is called: the browser tests alone and two groups at a time, others on all cores.

    A browser and a JupyterLab fill a core between them; more than two starve each other. What the
    groups are says tests/browser/conftest.py.
    """
    if browser:
        # -rs: where Chromium is missing, the tests say so.
        named = any(
            not each.startswith("-") and Path(ROOT, each.split("::")[0]).exists() for each in given
        )
        folder = [] if named else ["tests/browser"]
        workers = ["-n", str(min(2, cores()))]
        return ["--browser", "-rs", *workers, *given, *folder]
    return ["-n", str(cores()), *given]


def cores() -> int:
    """How many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@course.command("verify")
def verify():
    """Say whether data and masters are as they were published."""
    from coursekit import workspace

    found = workspace.differences()
    if not found:
        count = len(workspace.published())
        *others, last = [name for name in workspace.PUBLISHED if (ROOT / name).is_dir()]
        click.echo(f"As published: all {count} files of {', '.join(others)} and {last}.")
        return
    named = [f"{name} ({what})" for name, what in found.items()]
    shown = ", ".join(named[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "")
    click.echo(f"Not as published: {shown}. To get the published files, download the course again.")
    sys.exit(1)


if __name__ == "__main__":
    course(prog_name="course")
