"""What `python3 start.py` does on a student's computer; pip is played by a stand-in."""

import ast
import errno
import io
import json
import os
import re
import sys
from pathlib import Path

import pytest

import start

SOURCE = Path(start.__file__).read_text(encoding="utf-8")
HERE = ".".join(map(str, sys.version_info[:3]))
NO_PYTHON = (
    '{"packages": "students", "lock": "", "project": "", "place": "", "python": null, '
    '"finished": true}'
)
SITE = "Lib/site-packages" if os.name == "nt" else "lib/python3.11/site-packages"


# --- Helpers ----------------------------------------------------------------------------


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course folder with two small locks, and room for it on the disk."""
    root = tmp_path / "Café course"
    root.mkdir()
    (root / "requirements.lock").write_text("one==1 \\\n    --hash=sha256:0\ntwo==2\n")
    (root / "requirements-authors.lock").write_text("one==1\ntwo==2\nthree==3\n")
    (root / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(start, "ROOT", root)
    monkeypatch.setattr(start, "SPACE_NEEDED", {"students": 0, "authors": 0})
    return root


class Pip:
    """Stands in for start.run: notes each command, makes what venv would, prints, fails if told.

    fails : {word of a command: lines to print before it fails}; the error may be an exception.
    """

    def __init__(self, **fails):
        self.fails = fails
        self.commands = []
        self.environments = []

    def __call__(self, command, env, heard, cwd):
        words = [str(part) for part in command]
        self.commands.append(words)
        self.environments.append(env)
        if "-e" in words:  # as the build backend does
            site = start.site_packages(Path(words[0]).parent.parent)
            line = words[words.index("-e") + 1] + "\n"
            (site / "_course.pth").write_text(2 * line, encoding="utf-8")
        if "venv" in words:
            Path(words[-1], SITE).mkdir(parents=True)
            Path(words[-1], "pyvenv.cfg").write_text("home = somewhere\n", encoding="utf-8")
        for word, said in self.fails.items():
            if any(word in part for part in words):
                if isinstance(said, BaseException):
                    raise said
                for line in said:
                    heard(line)
                return 1
        heard("Collecting one==1")
        heard("Installing collected packages: one, two")
        heard(None)
        return 0


def prepare(root, packages="students", pip=None, version=HERE, wheels=None):
    """start.prepare with the stand-in; gives the stand-in and what was shown."""
    pip = pip or Pip()
    out = io.StringIO()
    screen = start.Screen(out)

    def installer(*arguments):
        return start.Installer(
            *arguments, run=pip, config=lambda *_: [], version_of=lambda _: version
        )

    start.prepare(root, packages, wheels, screen, installer, lambda _: version)
    return pip, out.getvalue()


def marker(root):
    return json.loads((root / ".venv" / "limited-opponents.json").read_text())


def refused(*arguments, **named):
    """The sentence that prepare ends with."""
    with pytest.raises(start.Stop) as stop:
        prepare(*arguments, **named)
    return str(stop.value)


# --- The file itself --------------------------------------------------------------------


def test_old_pythons_can_read_it():
    tree = ast.parse(SOURCE, feature_version=(3, 6))
    assert SOURCE.isascii(), "an old Windows console could not show the rest"
    modules = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert modules <= sys.stdlib_module_names


# --- Which Python -----------------------------------------------------------------------


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
def test_too_old_a_python_is_told_which_one_is_needed(version):
    with pytest.raises(start.Stop, match=r"needs Python 3\.11 to 3\.\d+, and this is Python"):
        start.check_python(version)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 2), (3, 14, 0)])
def test_tested_and_newer_pythons_go_on(version):
    start.check_python(version)


def test_a_newer_python_is_told_once_that_it_is_untested(course, monkeypatch):
    monkeypatch.setattr(start, "NEWEST", (3, 10))
    _, shown = prepare(course)
    assert "newer than the versions the course was tested with" in shown
    _, shown = prepare(course)
    assert shown == ""


def test_another_python_on_the_computer_is_named():
    def only_3_12(command, **_):
        if "3.12" not in "".join(command):
            raise FileNotFoundError
        return 0

    assert "Python 3.12 as well" in start.other_python(only_3_12)


def test_without_another_python_the_place_to_get_one_is_named():
    assert "https://www.python.org/downloads/" in start.other_python(lambda *_, **__: 1)


def test_a_wrong_version_ends_in_a_sentence(course, monkeypatch, capsys):
    monkeypatch.setattr(start, "OLDEST", (3, 99))
    assert start.main([]) == 1
    shown = capsys.readouterr()
    assert "Limited Opponents needs Python" in shown.err
    assert "Traceback" not in shown.err
    assert not (course / ".venv").exists()


def test_without_ensurepip_the_debian_package_is_named_before_anything_is_made(course, monkeypatch):
    def find(name):
        return None if name == "ensurepip" else object()

    monkeypatch.setattr(start, "check_venv_parts", lambda check=start.check_venv_parts: check(find))
    version = ".".join(map(str, sys.version_info[:2]))
    assert f"sudo apt install python{version}-venv" in refused(course)
    assert not (course / ".venv").exists()


# --- Options ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "handed_on"),
    [
        ([], ["open"]),
        (["--no-browser"], ["open", "--no-browser"]),
        (["open", "--port", "8890"], ["open", "--port", "8890"]),
        (["test"], ["test"]),
        (["test", "--browser"], ["test", "--browser"]),
        (["test", "-k", "tables"], ["test", "-k", "tables"]),
    ],
)
def test_options_are_handed_on(given, handed_on):
    assert start.read_options(given).hand_on == handed_on


@pytest.mark.parametrize(
    "given",
    [["--frobnicate"], ["bild"], ["--port", "abc"], ["--port", "80"], ["--browser"]],
)
def test_unknown_options_get_the_help(given, capsys):
    with pytest.raises(SystemExit) as end:
        start.read_options(given)
    assert end.value.code == 2
    shown = capsys.readouterr().err
    assert "--wheels FOLDER" in shown
    assert "That did not work:" in shown


# --- A first start ----------------------------------------------------------------------


def test_a_first_start_installs_in_three_steps(course):
    pip, shown = prepare(course)
    venv, packages, project = pip.commands
    assert venv[1:] == ["-I", "-m", "venv", str(course / ".venv")]
    for command in (packages, project):
        assert command[0] == str(start.python_in(course / ".venv"))
    assert {"--require-hashes", "--only-binary=:all:"} <= set(packages)
    assert packages[packages.index("-r") + 1] == str(course / "requirements.lock")
    assert {"--no-deps", "--no-build-isolation", "-e", str(course)} <= set(project)
    assert "Step 3 of 3" in shown
    assert "five minutes" in shown


def test_a_second_start_installs_nothing(course):
    prepare(course)
    pip, shown = prepare(course)
    assert pip.commands == []
    assert shown == ""


def test_the_marker_tells_lock_packages_python_and_place(course):
    prepare(course)
    assert marker(course) == {
        "packages": "students",
        "lock": start.fingerprint(course / "requirements.lock"),
        "project": start.fingerprint(course / "pyproject.toml"),
        "place": str(course),
        "python": HERE,
        "finished": True,
    }


def test_python_finds_the_course_from_a_folder_with_any_name(course):
    prepare(course)
    site = course / ".venv" / SITE
    (path,) = site.glob("*.pth")
    text = path.read_text(encoding="ascii")
    assert (site / text.strip()).resolve() == course.resolve()


def test_paths_of_other_packages_stay(course):
    site = course / ".venv" / SITE
    site.mkdir(parents=True)
    (site / "other.pth").write_text("/elsewhere\n", encoding="utf-8")
    start.name_place_plainly(course, site)
    assert (site / "other.pth").read_text(encoding="utf-8") == "/elsewhere\n"


def test_everything_pip_said_is_kept(course):
    prepare(course)
    assert "Collecting one==1" in (course / ".venv" / "start.log").read_text(encoding="utf-8")


def test_a_missing_lock_is_named(course):
    (course / "requirements.lock").unlink()
    assert "requirements.lock is missing" in refused(course)


def test_line_ends_do_not_count(tmp_path):
    unix, windows = tmp_path / "unix", tmp_path / "windows"
    unix.write_bytes(b"one==1\ntwo==2\n")
    windows.write_bytes(b"one==1\r\ntwo==2\r\n")
    assert start.fingerprint(unix) == start.fingerprint(windows)


# --- Repair -----------------------------------------------------------------------------


@pytest.mark.parametrize("error", [KeyboardInterrupt(), start.Stop("no")])
def test_a_half_made_venv_is_made_again(course, error):
    with pytest.raises(type(error)):
        prepare(course, pip=Pip(requirements=error))
    leftover = course / ".venv" / "lib" / "half"
    leftover.mkdir(parents=True)
    pip, shown = prepare(course)
    assert "half made" in shown
    assert "venv" in pip.commands[0]
    assert not leftover.exists()
    assert prepare(course)[0].commands == []


def test_a_copy_without_tests_says_so_before_anything_is_made(course, capsys):
    assert start.main(["test"]) == 1
    assert "no tests: it is a student's copy" in capsys.readouterr().err
    assert not (course / ".venv").exists()


def test_ctrl_c_ends_in_a_sentence(course, monkeypatch, capsys):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "prepare", stopped)
    assert start.main([]) == 1
    assert "half-made is repaired" in capsys.readouterr().err


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"finished": true}', NO_PYTHON])
def test_a_damaged_marker_means_making_it_again(course, damage):
    prepare(course)
    start.marker_file(course).write_text(damage)
    pip, _ = prepare(course)
    assert "venv" in pip.commands[0]


def test_a_python_that_does_not_start_is_no_success(course):
    assert "Python does not start" in refused(course, version=None)
    assert start.plan(course, "students")[1] == start.ANEW


def test_a_moved_course_is_mended_without_new_packages(course):
    prepare(course)
    moved = course.rename(course.with_name("elsewhere"))
    pip, shown = prepare(moved)
    scripts, project = pip.commands
    assert "moved" in shown
    assert start.WRITE_SCRIPTS in scripts
    assert "-e" in project
    assert marker(moved)["place"] == str(moved)
    assert prepare(moved)[0].commands == []


def test_a_moved_course_that_cannot_be_mended_is_made_again(course):
    prepare(course)
    moved = course.rename(course.with_name("elsewhere"))
    pip, shown = prepare(moved, pip=Pip(ScriptMaker=["no such module"]))
    assert "made again" in shown
    assert [("venv" in c) for c in pip.commands] == [False, True, False, False]


@pytest.mark.parametrize("now", ["", "3.99.0"])
def test_a_venv_whose_python_is_gone_or_changed_is_made_again(course, now):
    prepare(course)
    why, steps, _ = start.plan(course, "students", lambda _: now or None)
    assert "gone or has changed" in why
    assert steps == start.ANEW


def test_a_patch_release_of_python_changes_nothing(course):
    prepare(course, version="3.12.1")
    assert start.plan(course, "students", lambda _: "3.12.9") == ("", [], "students")


def test_a_new_lock_brings_the_venv_up_to_date(course):
    prepare(course)
    (course / "requirements.lock").write_text("one==2\n")
    pip, shown = prepare(course)
    assert "list of packages has changed" in shown
    assert ["-r" in c for c in pip.commands] == [True]


def test_a_changed_project_is_installed_again(course):
    prepare(course)
    (course / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    pip, _ = prepare(course)
    assert ["-e" in c for c in pip.commands] == [True]


def test_an_update_that_cannot_download_leaves_the_venv_usable(course):
    prepare(course)
    (course / "requirements.lock").write_text("one==2\n")
    refused(course, pip=Pip(requirements=["Failed to establish a new connection"]))
    assert marker(course)["finished"]


def test_an_update_cut_off_while_installing_is_made_again(course):
    prepare(course)
    (course / "requirements.lock").write_text("one==2\n")
    refused(course, pip=Pip(requirements=["Installing collected packages: one", "ERROR: no"]))
    assert start.plan(course, "students")[1] == start.ANEW


# --- Students and authors ---------------------------------------------------------------


def test_the_tests_add_the_authors_packages(course):
    prepare(course)
    pip, shown = prepare(course, "authors")
    (command,) = pip.commands
    assert str(course / "requirements-authors.lock") in command
    assert "The tests need some more packages" in shown


def test_a_student_start_keeps_the_authors_packages(course):
    prepare(course, "authors")
    assert prepare(course, "students")[0].commands == []


def test_a_moved_authors_venv_stays_an_authors_venv(course):
    prepare(course, "authors")
    moved = course.rename(course.with_name("elsewhere"))
    prepare(moved, "students")
    assert marker(moved)["packages"] == "authors"


# --- Only .venv -------------------------------------------------------------------------


def test_variables_that_lead_out_of_the_venv_are_dropped():
    env = start.clean_environment({
        "PYTHONPATH": "x", "PYTHONHOME": "x", "VIRTUAL_ENV": "x", "PIP_USER": "1",
        "PIP_TARGET": "x", "PIP_REQUIRE_VIRTUALENV": "1", "PIP_PREFIX": "x",
        "PIP_CONSTRAINT": "x", "PIP_INDEX_URL": "https://mirror", "PIP_CERT": "c",
        "HTTPS_PROXY": "p", "PATH": "/bin",
    })  # fmt: skip
    assert env == {
        "PIP_INDEX_URL": "https://mirror", "PIP_CERT": "c", "HTTPS_PROXY": "p", "PATH": "/bin",
        "PYTHONUTF8": "1",
    }  # fmt: skip


def test_of_pips_settings_files_only_the_way_to_packages_is_kept():
    config = [
        "install.index-url='https://for.install'",
        "global.index-url='https://for.all'",
        "global.proxy='http://proxy:3128'",
        "global.target='/elsewhere'",
        "install.user='true'",
        "global.constraint='/etc/constraints.txt'",
        ":env:.timeout='9'",
    ]
    env = start.pip_environment({"PIP_PROXY": "http://mine"}, config)
    assert env == {
        "PIP_INDEX_URL": "https://for.install",
        "PIP_PROXY": "http://mine",
        "PIP_CONFIG_FILE": os.devnull,
        "PYTHONUTF8": "1",
    }


def test_with_wheels_no_index_is_asked(course, monkeypatch, tmp_path):
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://mirror")
    pip, _ = prepare(course, wheels=tmp_path)
    command = pip.commands[1]
    assert "--no-index" in command
    assert command[command.index("--find-links") + 1] == str(tmp_path)
    assert "PIP_EXTRA_INDEX_URL" not in pip.environments[1]


def test_a_folder_without_wheels_is_refused(tmp_path):
    with pytest.raises(start.Stop, match="no packages"):
        start.folder_of_wheels(str(tmp_path))
    with pytest.raises(start.Stop, match="no packages"):
        start.folder_of_wheels(str(tmp_path / "absent"))


def test_a_relative_folder_of_wheels_is_found(tmp_path, monkeypatch):
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "one-1-py3-none-any.whl").touch()
    monkeypatch.chdir(tmp_path)
    assert start.folder_of_wheels("stick") == (tmp_path / "stick").resolve()


def test_a_file_in_the_place_of_the_venv_stays(course):
    (course / ".venv").write_text("mine")
    assert "Rename or remove it" in refused(course)
    assert (course / ".venv").read_text() == "mine"


def test_a_folder_of_somebodys_files_stays(course):
    (course / ".venv").mkdir()
    (course / ".venv" / "thesis.txt").write_text("mine")
    assert "no Python environment" in refused(course)
    assert (course / ".venv" / "thesis.txt").read_text() == "mine"


# --- What can go wrong ------------------------------------------------------------------


def test_two_starts_at_once(course):
    with start.only_one(course):
        assert "Another start of the course" in refused(course)
    prepare(course)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            [
                "WARNING: Retrying (Retry(total=4)) after connection broken by "
                "'NewConnectionError(...: [Errno -3] Temporary failure in name resolution')'",
                "ERROR: Could not find a version that satisfies the requirement anyio==4.16.0 "
                "(from versions: none)",
                "ERROR: No matching distribution found for anyio==4.16.0",
            ],
            "Connect to the internet.*--wheels",
        ),
        (["OSError: [Errno 28] No space left on device"], "disk is too full"),
        (["ERROR: ... There is not enough space on the disk"], "disk is too full"),
        (["SSLError(SSLCertVerificationError(1, 'CERTIFICATE_VERIFY_FAILED'"], "certificate"),
        (["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQ"], "not the one"),
        (["ERROR: No matching distribution found for numpy==2.4.6"], "ready-made numpy==2.4.6"),
        (["PermissionError: [WinError 5] Access is denied: 'x.pyd'"], "may not write"),
        (["OSError: [Errno 36] File name too long: 'x'"], "path .* is too long"),
        (["ERROR: something new", "[end of output]"], "something new.*start.log"),
        ([], "could not be installed"),
    ],
)
def test_why_pip_failed_becomes_a_sentence(course, said, sentence):
    text = refused(course, pip=Pip(requirements=said)).replace("\n", " ")
    assert re.search(sentence, text)
    assert "Traceback" not in text


def test_a_package_missing_from_the_wheels_is_named(course, tmp_path):
    said = ["ERROR: No matching distribution found for numpy==2.4.6"]
    text = refused(course, pip=Pip(requirements=said), wheels=tmp_path)
    assert "lacks numpy==2.4.6" in text
    assert "pip download" in text


def test_a_package_missing_for_a_newer_python_points_to_a_tested_one(course, monkeypatch):
    monkeypatch.setattr(start, "NEWEST", (3, 10))
    said = ["ERROR: No matching distribution found for numpy==2.4.6"]
    assert "yet; the course needs Python" in refused(course, pip=Pip(requirements=said))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "disk is too full"),
        (errno.EACCES, "may not write to this folder"),
        (errno.EROFS, "may not write to this folder"),
        (errno.ENAMETOOLONG, "too long"),
        (errno.EIO, "refused something"),
    ],
)
def test_an_error_of_the_system_ends_in_a_sentence(course, monkeypatch, capsys, number, sentence):
    def broken(*_):
        raise OSError(number, os.strerror(number), str(course / ".venv"))

    monkeypatch.setattr(start, "prepare", broken)
    assert start.main([]) == 1
    shown = capsys.readouterr().err
    assert sentence in shown
    assert "Traceback" not in shown


def test_a_disk_without_room_is_found_before_anything_is_made(course, monkeypatch):
    monkeypatch.setattr(start, "SPACE_NEEDED", {"students": 10**18})
    assert "disk is too full" in refused(course)
    assert not (course / ".venv").exists()


def test_a_path_too_long_for_windows_is_refused():
    root = Path("/" + "x" * start.LONGEST_ROOT)
    with pytest.raises(start.Stop, match=r"at\s+most \d+ leave room"):
        start.check_path_length(root, long_paths_allowed=False)
    start.check_path_length(root, long_paths_allowed=True)
    start.check_path_length(Path("/" + "x" * (start.LONGEST_ROOT - 1)), long_paths_allowed=False)


# --- Progress ---------------------------------------------------------------------------


def test_packages_are_counted_as_pip_finds_and_installs_them(tmp_path):
    count = start.Count(5, lambda: tmp_path)
    count.read("Ignoring appnope: markers 'sys_platform == \"darwin\"' don't match")
    count.read("Collecting anyio==4.16.0 (from -r requirements.lock (line 1))")
    assert count.text(75) == "  getting 1 of 4 packages (1:15) anyio"
    count.read("Requirement already satisfied: babel==2.18.0 in ./.venv (from -r x)")
    assert count.text(3) == "  getting 2 of 4 packages (0:03) babel"
    count.read("Installing collected packages: anyio, attrs, babel")
    (tmp_path / "anyio-4.16.0.dist-info").mkdir()
    assert count.text(80) == "  installing 1 of 3 packages (1:20)"


def test_packages_installed_before_do_not_count(tmp_path):
    old = tmp_path / "pip-1.dist-info"
    old.mkdir()
    os.utime(old, (0, 0))
    count = start.Count(1, lambda: tmp_path)
    count.read("Installing collected packages: anyio")
    assert count.installed() == 0


def test_a_lock_is_counted(course):
    assert start.packages_in(course / "requirements.lock") == 2


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_on_a_terminal_one_line_moves():
    out = Terminal()
    screen = start.Screen(out)
    screen.show("getting 1 of 2")
    screen.show("done")
    screen.say("Ready.")
    assert out.getvalue() == "\rgetting 1 of 2\rdone          \nReady.\n"


def test_in_a_file_a_line_comes_now_and_then():
    out, now = io.StringIO(), [0]
    screen = start.Screen(out, clock=lambda: now[0])
    for second in range(40):
        now[0] = second
        screen.show(f"{second}")
    assert out.getvalue() == "0\n15\n30\n"


# --- Running programs -------------------------------------------------------------------


def test_a_program_is_heard_line_by_line(tmp_path):
    heard = []
    script = "import sys; print('one'); print('zwölf', file=sys.stderr); sys.exit(3)"
    command = [sys.executable, "-X", "utf8", "-u", "-c", script]
    assert start.run(command, dict(os.environ), heard.append, tmp_path) == 3
    assert [line for line in heard if line] == ["one", "zwölf"]


def test_ctrl_c_ends_the_program_too(tmp_path):
    started = []

    def interrupt(line):
        if line and line.isdigit():
            started.append(int(line))
            raise KeyboardInterrupt

    script = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
    with pytest.raises(KeyboardInterrupt):
        start.run([sys.executable, "-c", script], dict(os.environ), interrupt, tmp_path)
    assert started
    if os.name != "nt":
        with pytest.raises(ProcessLookupError):
            os.kill(started[0], 0)


def test_the_version_of_a_working_python():
    assert start.version_of(sys.executable) == HERE
    assert start.version_of(Path("no", "such", "python")) is None


def test_a_program_in_the_foreground_gets_its_ctrl_c_and_its_code_is_passed_on():
    class Process:
        answers = [KeyboardInterrupt, KeyboardInterrupt, 5]

        def wait(self):
            answer = self.answers.pop(0)
            if answer is KeyboardInterrupt:
                raise answer
            return answer

    assert start.wait_for(Process()) == 5


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps start.py as the parent")
def test_the_course_takes_over(course, monkeypatch):
    class TakenOver(Exception):
        """os.execve does not come back."""

    def take_over(*arguments):
        raise TakenOver(*arguments)

    monkeypatch.setattr(os, "execve", take_over)
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.chdir(course)
    with pytest.raises(TakenOver) as taken:
        start.hand_over(course, ["open"])
    python, command, env = taken.value.args
    assert python == str(course / ".venv" / "bin" / "python")
    assert command[1:] == ["-P", "-m", "coursekit.cli", "open"]
    assert "PYTHONPATH" not in env


def test_a_console_that_lacks_a_letter_shows_a_question_mark():
    console = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    start.plain(console)
    console.write("C:\\Users\\Łukasz")
    console.flush()
    assert console.buffer.getvalue() == b"C:\\Users\\?ukasz"
