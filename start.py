"""Opens the course: `python3 start.py` (Windows: `py start.py`), from any folder.

The first start makes a Python environment of the course's own, the folder `.venv` beside
this file, installs the packages listed in requirements.lock into it, and opens JupyterLab
at lesson 00. A later start installs nothing. No other environment is touched.

    python3 start.py --no-browser      open JupyterLab, but no browser window
    python3 start.py --port 8890       open JupyterLab at this port
    python3 start.py --wheels FOLDER   install from a folder of packages, without a network
    python3 start.py test              run the course's tests
    python3 start.py test --browser    run the tests that need a browser

Only the standard library is used here, since nothing is installed yet, and no syntax newer
than Python 3.6, so that an old Python can say which one is needed.
"""

import argparse
import ast
import contextlib
import errno
import hashlib
import json
import os
import platform
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

OLDEST = (3, 11)
NEWEST = (3, 13)  # the newest version the course was tested with
ROOT = Path(__file__).resolve().parent
LOCKS = {"students": "requirements.lock", "authors": "requirements-authors.lock"}
# Bytes that .venv takes (measured: 520 and 870 million), and what pip needs meanwhile.
SPACE_NEEDED = {"students": 800_000_000, "authors": 1_200_000_000}

# The longest path inside .venv has 161 characters on Windows, and Windows stops at 259.
# tests/test_environment.py measures it again whenever the packages change.
LONGEST_INSIDE = 165
LONGEST_ROOT = 259 - LONGEST_INSIDE - 1

# Variables that would lead Python or pip out of .venv.
LEADING_ASTRAY = {
    "PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONUSERBASE", "PYTHONEXECUTABLE",
    "PYTHONPLATLIBDIR", "PYTHONINSPECT", "PYTHONSAFEPATH", "PYTHONNOUSERSITE",
    "__PYVENV_LAUNCHER__", "VIRTUAL_ENV", "VIRTUAL_ENV_PROMPT",
}  # fmt: skip

# How this computer reaches a package index: the only settings of pip that are kept.
WAYS_TO_PACKAGES = {
    "index-url", "extra-index-url", "find-links", "no-index", "proxy", "cert", "client-cert",
    "trusted-host", "timeout", "default-timeout", "retries", "cache-dir", "no-cache-dir",
    "keyring-provider", "use-feature", "use-deprecated",
}  # fmt: skip

NO_NETWORK = re.compile(
    r"NewConnectionError|NameResolutionError|Failed to establish a new connection|"
    r"name resolution|getaddrinfo failed|nodename nor servname|Network is unreachable|"
    r"No route to host|Connection refused|Connection reset|ConnectTimeout|ReadTimeout|"
    r"connection broken|Connection to \S+ timed out|timed out|ProxyError|RemoteDisconnected",
    re.IGNORECASE,
)
BAD_CERTIFICATE = re.compile(r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerification")
DISK_FULL = re.compile(
    r"No space left on device|Errno 28\b|not enough space on the disk|Disk quota exceeded"
)
PATH_TOO_LONG = re.compile(r"File name too long|Filename too long|WinError 206|path too long")
NOT_ALLOWED = re.compile(r"Permission denied|Access is denied|Read-only file system|WinError 32")
WRONG_HASH = re.compile(r"DO NOT MATCH THE HASHES", re.IGNORECASE)
NO_SUCH_PACKAGE = re.compile(r"No matching distribution found for (\S+)")


class Stop(Exception):
    """The course cannot be opened: a sentence for the reader that says what to do."""


# --- The Python this runs on ------------------------------------------------------------


def dotted(version):
    """(3, 11) as "3.11"."""
    return ".".join(str(part) for part in version)


TESTED = f"Python {dotted(OLDEST)} to {dotted(NEWEST)}"


def check_python(version):
    """Stop if this Python is too old for the course."""
    if tuple(version[:2]) < OLDEST:
        raise Stop(
            f"Limited Opponents needs {TESTED}, and this is Python {dotted(version[:3])}.\n"
            f"{other_python()}"
        )


def other_python(run=subprocess.call):
    """What to type, or to install, so that a tested Python opens the course."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = f"3.{minor}"
        command = ["py", "-" + name] if os.name == "nt" else ["python" + name]
        try:
            works = run(command + ["-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError:
            continue
        if works == 0:
            return f"This computer has Python {name} as well. Type: {' '.join(command)} start.py"
    newest = dotted(NEWEST)
    typed = f"py -{newest} start.py" if os.name == "nt" else f"python{newest} start.py"
    return f"Install Python {newest} from https://www.python.org/downloads/ and then type: {typed}"


def check_venv_parts(find=None):
    """Stop if this Python cannot make an environment with pip in it.

    Debian and Ubuntu keep these parts of Python in a package of their own.
    """
    if find is None:
        from importlib.util import find_spec as find
    if find("venv") is None or find("ensurepip") is None:
        package = f"python{dotted(sys.version_info[:2])}-venv"
        raise Stop(
            "This Python lacks the parts that make an environment (venv and ensurepip).\n"
            f"On Debian and Ubuntu type: sudo apt install {package}\n"
            "Elsewhere, install Python from https://www.python.org/downloads/. "
            "Then start again."
        )


# --- The folder -------------------------------------------------------------------------


def check_path_length(root, long_paths_allowed):
    """Stop if files in .venv would get paths that Windows cannot open."""
    length = len(str(root))
    if length > LONGEST_ROOT and not long_paths_allowed:
        raise Stop(
            f"The path of this folder is too long for Windows: {length} characters, where at "
            f"most {LONGEST_ROOT} leave room for the course's packages.\n"
            f"It is {root}\n"
            "Move the course to a shorter place, such as C:\\course, and start again."
        )


def long_paths_allowed():
    """True where paths may have more than 260 characters: everywhere but on most Windows."""
    if os.name != "nt":
        return True
    import winreg

    try:
        with winreg.OpenKey(
            winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem"
        ) as key:
            return winreg.QueryValueEx(key, "LongPathsEnabled")[0] == 1
    except OSError:
        return False


def check_space(root, packages):
    """Stop if the disk is too full for the packages."""
    if shutil.disk_usage(root).free < SPACE_NEEDED[packages]:
        raise Stop(disk_is_full(root, packages))


def disk_is_full(root, packages="students"):
    """The sentence for a full disk."""
    free = shutil.disk_usage(root).free // 1_000_000
    needed = SPACE_NEEDED[packages] // 1_000_000
    return (
        f"The disk is too full for the course's packages ({free} MB are free, about {needed} MB "
        f"are needed): {root}\n"
        "Free some space, also where temporary files go, or move the course folder to another "
        "disk. Then start again; what is half-made is repaired."
    )


def not_writable(place):
    """The sentence for a folder that may not be written to."""
    return (
        f"The course may not write to this folder: {place}\n"
        "Move the course folder to a place of your own, such as Documents, close any JupyterLab "
        "that is still open, and start again."
    )


def in_words(error, root):
    """An OSError as a sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_is_full(root)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        elsewhere = error.filename and not str(error.filename).startswith(str(root))
        return not_writable(error.filename if elsewhere else root)
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == 206:
        return f"A path in this folder is too long: {root}\nMove the course to a shorter place."
    place = f": {error.filename}" if error.filename else ""
    return (
        f"The computer refused something the course needs ({error.strerror}){place}\n"
        "Close other programs that use this folder and start again."
    )


# --- What is in .venv, and what is missing ----------------------------------------------


def python_in(venv):
    """Where the environment's own Python is."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(path):
    """The SHA-256 of a text file, whichever way its lines end."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        raise Stop(
            f"The file {path.name} is missing from {path.parent}\n"
            "Download the whole course again and start from the new folder."
        ) from None
    return hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()


def wanted_marker(root, packages):
    """What the marker in .venv says when all is well.

    packages is "students" or "authors"; the authors' set holds the students'.
    """
    return {
        "packages": packages,
        "lock": fingerprint(root / LOCKS[packages]),
        "project": fingerprint(root / "pyproject.toml"),
        # The same text whether or not this start's language settings know the letters in it.
        "place": os.fsencode(root).decode("utf-8", "replace"),
    }


STEPS = ["make", "packages", "scripts", "project"]
ANEW = ["make", "packages", "project"]


def marker_file(root):
    """The marker: what was installed, and for which place."""
    return root / ".venv" / "limited-opponents.json"


def read_marker(root):
    """The marker as a dict; an empty one if there is none or it is damaged."""
    try:
        marker = json.loads(marker_file(root).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(marker, dict):
        return {}
    texts = [*wanted_marker(root, "students"), "python"]
    return marker if all(isinstance(marker.get(name), str) for name in texts) else {}


def write_marker(root, marker):
    """Write the marker whole or not at all."""
    new = marker_file(root).with_suffix(".new")
    new.write_text(json.dumps(marker, indent=1), encoding="utf-8")
    os.replace(new, marker_file(root))


def version_of(python):
    """The version of another Python as "3.11.7", or None if it does not work or lacks pip."""
    ask = (
        "import sys, importlib.util as u; "
        "print('.'.join(map(str, sys.version_info[:3])) if u.find_spec('pip') else '')"
    )
    try:
        answer = subprocess.run(
            [str(python), "-I", "-c", ask],
            capture_output=True,
            text=True,
            env=clean_environment(os.environ),
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip() or None


def plan(root, packages, version_of=version_of):
    """What must be done before the course can open: (why, steps, set of packages).

    The steps are some of STEPS, in that order; none if all is ready. Once the authors'
    packages are there, they stay.
    """
    marker = read_marker(root)
    if marker.get("packages") == "authors" and (root / LOCKS["authors"]).exists():
        packages = "authors"
    wanted = wanted_marker(root, packages)
    if not os.path.lexists(root / ".venv"):
        return "", ANEW, packages
    if not marker.get("finished"):
        return "The folder .venv is only half made. It is made again.", ANEW, packages
    version = version_of(python_in(root / ".venv"))
    if version is None or version.split(".")[:2] != marker["python"].split(".")[:2]:
        why = "The Python that .venv was made with is gone or has changed. It is made again."
        return why, ANEW, packages
    why, needed = [], set()
    if os.path.normcase(marker["place"]) != os.path.normcase(wanted["place"]):
        why.append("The course has moved to another folder, so its .venv is mended.")
        needed |= {"scripts", "project"}
    if marker["packages"] != packages:
        why.append("The tests need some more packages.")
        needed |= {"packages"}
    elif marker["lock"] != wanted["lock"]:
        why.append("The list of packages has changed, so .venv is brought up to date.")
        needed |= {"packages"}
    if marker["project"] != wanted["project"]:
        why.append("The course itself has changed, so it is installed again.")
        needed |= {"project"}
    return " ".join(why), [step for step in STEPS if step in needed], packages


# --- One start at a time ----------------------------------------------------------------


@contextlib.contextmanager
def only_one(root):
    """Hold .venv for this start. A second one at the same time is told to wait.

    The system lets go of the lock when this program ends, however it ends.
    """
    venv = root / ".venv"
    if venv.is_symlink() or (venv.exists() and not venv.is_dir()):
        raise Stop(
            f"{venv} is not a folder of this course's own.\nRename or remove it and start again."
        )
    venv.mkdir(exist_ok=True)
    with (venv / "start.lock").open("a+b") as file:
        if not lock(file):
            raise Stop(
                "Another start of the course is installing packages in this folder.\n"
                "Wait until it has finished, and start again."
            )
        yield


def lock(file):
    """Lock an open file; False if another program holds it."""
    if os.name == "nt":
        import msvcrt

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a network disk that knows no locks: nothing to hold on to
    return True


def empty(venv):
    """Empty .venv for a new start, but for the lock that this start holds."""
    ours = marker_file(venv.parent).exists() or (venv / "pyvenv.cfg").exists()
    inside = [path for path in venv.iterdir() if path.name != "start.lock"]
    if inside and not ours:
        raise Stop(
            f"{venv} holds files that are no Python environment.\n"
            "Rename or remove that folder and start again."
        )
    for path in inside:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


# --- Progress ---------------------------------------------------------------------------


class Screen:
    """Says how far things are: one moving line on a terminal, a line now and then in a file."""

    every = 15  # seconds between two lines where the line cannot move

    def __init__(self, out=None, clock=time.monotonic):
        self.out = out or sys.stdout
        self.clock = clock
        self.moving = self.out.isatty()
        self.width = 0
        self.last = None
        self.said = ""

    def say(self, text=""):
        """One line of its own."""
        self.settle()
        print(text, file=self.out, flush=True)

    def show(self, text):
        """The moving line."""
        if text == self.said:
            return
        if self.moving:
            room = shutil.get_terminal_size().columns - 1
            text = text[:room]
            print("\r" + text.ljust(self.width), end="", file=self.out, flush=True)
            self.width = len(text)
        elif self.last is None or self.clock() - self.last >= self.every:
            self.last = self.clock()
            print(text, file=self.out, flush=True)
        self.said = text

    def settle(self):
        """End the moving line, so that the next one starts below it."""
        if self.moving and self.width:
            print(file=self.out, flush=True)
        self.width, self.last, self.said = 0, None, ""


class Count:
    """How many packages pip has found and installed, read from what it prints."""

    def __init__(self, total, site):
        self.total = total
        self.site = site
        self.found = 0
        self.to_install = None
        self.since = None
        self.name = ""

    def read(self, line):
        """Take in one line of pip's output."""
        words = line.split()
        if line.startswith("Ignoring "):
            self.total -= 1
        elif line.startswith(("Collecting ", "Requirement already satisfied: ")):
            self.found += 1
            self.name = words[words.index("satisfied:") + 1 if "satisfied:" in words else 1]
        elif line.startswith("Installing collected packages: "):
            self.to_install = line.count(",") + 1
            self.since = time.time()

    def installed(self):
        """How many packages have come into .venv since pip began to install."""
        if self.site is None:
            return 0
        # One second back: some file systems keep time that coarsely.
        folders = self.site().glob("*.dist-info")
        return min(self.to_install, sum(1 for f in folders if f.stat().st_mtime >= self.since - 1))

    def text(self, seconds):
        """The line to show."""
        clock = f"{seconds // 60}:{seconds % 60:02d}"
        if self.to_install is None:
            name = self.name.split("==")[0]
            return f"  getting {self.found} of {self.total} packages ({clock}) {name}".rstrip()
        return f"  installing {self.installed()} of {self.to_install} packages ({clock})"


def packages_in(lock):
    """How many packages a lock lists, those for other systems included."""
    return sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if line[:1].isalnum())


def site_packages(venv):
    """The folder that packages are installed into."""
    if os.name == "nt":
        return venv / "Lib" / "site-packages"
    return next(iter(sorted(venv.glob("lib/python*/site-packages"))), venv)


# --- Running pip ------------------------------------------------------------------------


def clean_environment(environ):
    """The environment variables without those that lead out of .venv.

    Of pip's settings only the ways to a package index stay. UTF-8 mode gives
    the learner's own files the same encoding on every system.
    """
    kept = {}
    for name, value in environ.items():
        upper = name.upper()
        if upper in LEADING_ASTRAY:
            continue
        if upper.startswith("PIP_"):
            setting = upper[4:].lower().replace("_", "-")
            if setting not in WAYS_TO_PACKAGES and upper != "PIP_CONFIG_FILE":
                continue
        kept[name] = value
    kept["PYTHONUTF8"] = "1"
    return kept


def pip_environment(environ, config, wheels=None):
    """The environment for pip: the ways to packages as variables, no settings file read.

    config holds the lines of `pip config list`, such as "global.index-url='https://...'".
    With a folder of wheels no other way is left.
    """
    env = clean_environment(environ)
    if wheels is not None:
        env = {name: value for name, value in env.items() if not name.upper().startswith("PIP_")}
        config = []
    # Settings under [install] count more than those under [global], so they come later.
    for line in sorted(config, key=lambda line: line.startswith("install.")):
        match = re.match(r"(?:global|install)\.([a-z-]+)=(.*)", line)
        if match and match.group(1) in WAYS_TO_PACKAGES:
            name = "PIP_" + match.group(1).upper().replace("-", "_")
            if name not in environ:
                env[name] = str(ast.literal_eval(match.group(2)))
    env["PIP_CONFIG_FILE"] = os.devnull
    return env


def pip_config(python, environ):
    """What pip's settings files on this computer say, a line a setting."""
    answer = subprocess.run(
        [str(python), "-I", "-X", "utf8", "-m", "pip", "config", "list"],
        capture_output=True,
        env=clean_environment(environ),
        check=False,  # an old pip without this command has nothing to say
    )
    return answer.stdout.decode("utf-8", "replace").splitlines()


def run(command, env, heard, cwd):
    """Run a program; heard(line) takes each line it prints, heard(None) comes each second.

    Returns its exit code. Ctrl-C ends the program too before it goes on up.
    """
    process = subprocess.Popen(
        [str(part) for part in command],
        env=env,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    lines = queue.Queue()
    threading.Thread(target=pass_on, args=(process.stdout, lines), daemon=True).start()
    try:
        while True:
            try:
                line = lines.get(timeout=1)
            except queue.Empty:
                heard(None)
                continue
            if line is None:
                return process.wait()
            heard(line)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def pass_on(stream, lines):
    """Put the lines of a stream into a queue, then None."""
    for line in stream:
        lines.put(line.decode("utf-8", "replace").rstrip())
    lines.put(None)


class Installer:
    """Makes .venv ready, step by step."""

    def __init__(
        self, root, packages, wheels, screen, run=run, config=pip_config, version_of=version_of
    ):
        self.root = root
        self.venv = root / ".venv"
        self.packages = packages
        self.wheels = wheels
        self.screen = screen
        self.run = run
        self.config = config
        self.version_of = version_of

    def install(self, steps):
        """Take the steps that plan() gave, and leave a marker that says so."""
        todo = {
            "make": (self.make, "making the course's own Python environment, .venv"),
            "packages": (self.install_packages, "getting and installing the packages"),
            "scripts": (self.mend_scripts, "mending the commands in .venv"),
            "project": (self.install_project, "adding the course itself"),
        }
        for number, step in enumerate(steps, start=1):
            action, text = todo[step]
            self.screen.say(f"Step {number} of {len(steps)}: {text}")
            action()
        self.screen.settle()
        marker = wanted_marker(self.root, self.packages)
        version = self.version_of(python_in(self.venv))
        if version is None:
            raise Stop(
                "The packages were installed, but Python does not start with them. Start again; "
                "if that does not help, move the course to a folder with a plain name."
            )
        write_marker(self.root, dict(marker, python=version, finished=True))

    def unfinished(self):
        """Note that .venv is being changed: if this start is cut off, the next one sees it."""
        write_marker(self.root, dict(read_marker(self.root), finished=False))

    def make(self):
        """A new, empty environment with pip in it."""
        empty(self.venv)
        self.unfinished()
        command = [sys.executable, "-I", "-m", "venv", self.venv]
        self.do(command, clean_environment(os.environ), None)

    def install_packages(self):
        """Exactly the packages of the lock, each checked against its hash."""
        lock = self.root / LOCKS[self.packages]
        count = Count(packages_in(lock), lambda: site_packages(self.venv))
        command = ["install", "--require-hashes", "--only-binary=:all:", "-r", lock]
        if self.wheels is not None:
            command += ["--no-index", "--find-links", self.wheels]
        self.pip(command, count)

    def install_project(self):
        """The course itself, as it lies in this folder, so that edits count at once."""
        self.pip(["install", "--no-deps", "--no-build-isolation", "-e", self.root], None)
        name_place_plainly(self.root, site_packages(self.venv))

    def mend_scripts(self):
        """Write the commands in .venv again, since they name the folder they were made for."""
        self.unfinished()
        command = [python_in(self.venv), "-I", "-X", "utf8", "-c", WRITE_SCRIPTS]
        self.do(command, clean_environment(os.environ), None)

    def pip(self, arguments, count):
        """Run .venv's own pip."""
        python = python_in(self.venv)
        env = pip_environment(os.environ, self.config(python, os.environ), self.wheels)
        command = [python, "-I", "-X", "utf8", "-m", "pip"] + arguments
        command += ["--no-input", "--progress-bar", "off", "--disable-pip-version-check"]
        self.do(command + ["--no-warn-script-location"], env, count)

    def do(self, command, env, count):
        """Run one command, show how far it is, keep what it prints in .venv/start.log."""
        said = []
        began = time.monotonic()
        with (self.venv / "start.log").open("a", encoding="utf-8") as log:

            def heard(line):
                if line is not None:
                    said.append(line)
                    log.write(line + "\n")
                    if line.startswith("Installing collected packages"):
                        self.unfinished()
                if count is not None:
                    if line is not None:
                        count.read(line)
                    self.screen.show(count.text(int(time.monotonic() - began)))

            code = self.run(command, env, heard, self.root)
        if code != 0:
            raise Stop(why_it_failed(said, self.root, self.wheels))


def name_place_plainly(root, site):
    """Let the file that leads Python to the course say where it lies from there, as "../..".

    pip writes the full path in UTF-8, but Python 3.11 and 3.12 read it in the computer's own
    encoding: with a letter beyond English in a folder's name they would not find the course,
    or not start at all.
    """
    for path in site.glob("*.pth"):
        lines = os.fsdecode(path.read_bytes()).splitlines()
        if lines and all(is_folder(line, root) for line in lines):
            path.write_text(os.path.relpath(root, site) + "\n", encoding="utf-8")


def is_folder(text, folder):
    """Whether a text is the full path of a folder."""
    path = Path(text)
    return path.is_absolute() and path.is_dir() and path.samefile(folder)


# What a moved .venv needs: its commands, those of all packages and those that activate it,
# written for its new place.
WRITE_SCRIPTS = """
import sys, sysconfig, venv
from importlib.metadata import distributions
from pip._vendor.distlib.scripts import ScriptMaker
maker = ScriptMaker(None, sysconfig.get_path("scripts"))
builder = venv.EnvBuilder()
builder.setup_scripts(builder.ensure_directories(sys.prefix))
maker.clobber, maker.variants, maker.set_mode = True, {""}, True
for distribution in distributions():
    for entry in distribution.entry_points:
        if entry.group in ("console_scripts", "gui_scripts"):
            maker.make(f"{entry.name} = {entry.value}", {"gui": entry.group == "gui_scripts"})
"""


def why_it_failed(said, root, wheels):
    """What a program printed before it failed, as a sentence that says what to do."""
    text = "\n".join(said)
    missing = NO_SUCH_PACKAGE.search(text)
    if DISK_FULL.search(text):
        return disk_is_full(root)
    if PATH_TOO_LONG.search(text):
        return f"A path in this folder is too long: {root}\nMove the course to a shorter place."
    if BAD_CERTIFICATE.search(text):
        return (
            "The package index could not be reached safely: its certificate is not trusted here.\n"
            "On a campus or office network ask how Python's pip is set up there, or try another "
            "network; --wheels FOLDER installs without one."
        )
    if NO_NETWORK.search(text):
        return (
            "The packages could not be downloaded: the package index cannot be reached.\n"
            "Connect to the internet and start again. Without a connection, get the packages on "
            "another computer and use: start.py --wheels FOLDER"
        )
    if WRONG_HASH.search(text):
        return (
            "A downloaded package is not the one this course was tested with, so it was not "
            "installed.\nStart again, if need be on another network."
        )
    if missing:
        return no_such_package(missing.group(1), wheels)
    if NOT_ALLOWED.search(text):
        return not_writable(root)
    last = next((line for line in reversed(said) if "ERROR" in line), said[-1] if said else "")
    return (
        f"The packages could not be installed. The last thing said was: {last.strip()}\n"
        f"All of it is in {root / '.venv' / 'start.log'}. Start again; what is half-made is "
        "repaired."
    )


def no_such_package(name, wheels):
    """The sentence for a package that is not to be had for this computer."""
    here = f"Python {dotted(sys.version_info[:2])} on {platform.system()} {platform.machine()}"
    if wheels is not None:
        return (
            f"The folder {wheels} lacks {name} for {here}.\n"
            "Fill it on a computer of the same kind, with the same Python, by typing in the "
            "course folder: python3 -m pip download --require-hashes --only-binary=:all: "
            "-r requirements.lock -d FOLDER"
        )
    if sys.version_info[:2] > NEWEST:
        return f"There is no {name} for {here} yet; the course needs {TESTED}.\n{other_python()}"
    return (
        f"There is no ready-made {name} for {here}.\n"
        f"Use a 64-bit {TESTED} from https://www.python.org/downloads/ and start again."
    )


# --- The whole --------------------------------------------------------------------------


def prepare(root, packages, wheels, screen, installer=Installer, version_of=version_of):
    """See that .venv holds what is wanted; do nothing if it does."""
    why, steps, packages = plan(root, packages, version_of)
    if not steps:
        return
    if "make" in steps:
        check_venv_parts()
        check_path_length(root, long_paths_allowed())
        check_space(root, packages)
    with only_one(root):
        if marker_file(root).exists():  # another start may have finished meanwhile
            why, steps, packages = plan(root, packages, version_of)
            if not steps:
                return
        tell(why, steps, screen)
        try:
            installer(root, packages, wheels, screen).install(steps)
        except Stop:
            if "scripts" not in steps:
                raise
            screen.say("That did not work, so .venv is made again.")
            installer(root, packages, wheels, screen).install(ANEW)
    screen.say("The packages are ready.")


def tell(why, steps, screen):
    """What is about to happen, and how long it may take."""
    screen.say(why or "Welcome to Limited Opponents. The first start prepares the course.")
    if sys.version_info[:2] > NEWEST:
        screen.say(
            f"Note: this is Python {dotted(sys.version_info[:2])}, newer than the versions the "
            f"course was tested with ({TESTED}). It will probably work."
        )
    if "make" in steps:
        screen.say(
            "It is done only once, takes one to five minutes, and may download 100 MB. "
            "Ctrl-C stops it."
        )
    elif "packages" in steps:
        screen.say("This may take a minute or two. Ctrl-C stops it.")


def port(text):
    """A port number that a program may use."""
    if not text.isdigit() or not 1024 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1024 to 65535")
    return text


class Parser(argparse.ArgumentParser):
    """Shows the whole help when an option is not known."""

    def error(self, message):
        """End with the help and what was wrong."""
        self.print_help(sys.stderr)
        self.exit(2, f"\nThat did not work: {message}\n")


def read_options(arguments):
    """The command line: what to do, and what to hand on to the course's own command."""
    parser = Parser(
        prog="start.py",
        description="Prepare the course's own environment, .venv, and open JupyterLab at lesson "
        f"00. Needs {TESTED}.",
        epilog="After 'test', anything else is handed on to pytest.",
    )
    parser.add_argument(
        "command", nargs="?", choices=["open", "test"], default="open",
        help="open the course (also without this word), or test it",
    )  # fmt: skip
    parser.add_argument("--no-browser", action="store_true", help="open no browser window")
    parser.add_argument("--port", type=port, metavar="N", help="open JupyterLab at port N")
    parser.add_argument(
        "--wheels", metavar="FOLDER", help="install from this folder, without a network"
    )
    parser.add_argument(
        "--browser", action="store_true", help="with 'test': the tests that need a browser"
    )
    options, rest = parser.parse_known_args(arguments)
    if options.command == "test":
        if options.no_browser or options.port:
            parser.error("--no-browser and --port go with 'open'")
        options.hand_on = ["test"] + (["--browser"] if options.browser else []) + rest
        return options
    if rest:
        parser.error(f"there is no {' '.join(rest)}")
    if options.browser:
        parser.error("--browser goes with 'test'")
    options.hand_on = ["open"] + (["--no-browser"] if options.no_browser else [])
    options.hand_on += ["--port", options.port] if options.port else []
    return options


def folder_of_wheels(name):
    """The folder given with --wheels, as a full path."""
    if name is None:
        return None
    folder = Path(name).expanduser().resolve()
    if not folder.is_dir() or not any(folder.glob("*.whl")):
        raise Stop(
            f"There are no packages (files ending in .whl) in {folder}\n"
            "Give the folder that holds them: start.py --wheels FOLDER"
        )
    return folder


def check_tests(root):
    """Stop where this copy of the course has no tests, before their packages are fetched."""
    if not (root / "tests").is_dir():
        raise Stop(
            "This copy of the course has no tests: it is a student's copy. To open the course, "
            "start without the word test."
        )


def hand_over(root, arguments):
    """Give way to the course's own command, with .venv's Python."""
    python = str(python_in(root / ".venv"))
    # -P: a file of the learner's named like a library must not be taken for it.
    command = [python, "-P", "-m", "coursekit.cli"] + arguments
    env = clean_environment(os.environ)
    os.chdir(root)
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(python, command, env)
    return wait_for(subprocess.Popen(command, env=env))


def wait_for(process):
    """Wait until a program ends, through any Ctrl-C: that reaches it too, and it ends itself."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def plain(stream):
    """Let a console that lacks a letter show a question mark for it, not an error."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")


def main(arguments=None):
    """Prepare and open. Returns an exit code; what went wrong is told in a sentence."""
    plain(sys.stdout)
    plain(sys.stderr)
    screen = Screen()
    try:
        check_python(sys.version_info)
        options = read_options(arguments)
        if options.command == "test":
            check_tests(ROOT)
        packages = "authors" if options.command == "test" else "students"
        prepare(ROOT, packages, folder_of_wheels(options.wheels), screen)
    except Stop as stop:
        problem = str(stop)
    except OSError as error:
        problem = in_words(error, ROOT)
    except KeyboardInterrupt:
        problem = "Stopped. Start again when you like; what is half-made is repaired."
    else:
        return hand_over(ROOT, options.hand_on)
    screen.settle()
    print(problem, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
