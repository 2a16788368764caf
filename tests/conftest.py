"""What every test gets: an empty progress store, and notebooks run once, in the stricter way."""

import os
import platform
import sys
import tempfile
from importlib import metadata
from pathlib import Path

import hypothesis
import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
BROWSER = ROOT / "tests" / "browser"
STORE = "LIMITED_OPPONENTS_PROGRESS"
REBUILT = pytest.StashKey[bool]()


def pytest_addoption(parser):
    parser.addoption("--browser", action="store_true", help="run the browser tests too")
    parser.addoption(
        "--full",
        action="store_true",
        help="build every notebook again and compare the bytes, as CI does",
    )


def pytest_configure(config):
    config.addinivalue_line("markers", "browser: needs Chromium; runs with --browser")
    full = config.getoption("--full") or os.environ.get("CI") == "true"
    config.stash[REBUILT] = full and on_locked_platform()
    # The same examples everywhere, no clock, nothing written: a test fails for all or for nobody.
    hypothesis.settings.register_profile("course", deadline=None, derandomize=True, database=None)
    hypothesis.settings.load_profile("course")
    # nbval reads this file from the working directory, which may be any.
    config.option.nbval_sanitize_with = str(ROOT / "tests" / "nbval_sanitize.cfg")
    # The kernels that nbval starts see what those of the build see.
    os.environ["PYTHONHASHSEED"] = "0"
    path = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(part for part in path if part)
    os.environ.pop("MPLBACKEND", None)
    # Hooks of this file reach only tests/; notebooks stand beside it.
    config.pluginmanager.register(Notebooks(config.stash[REBUILT]), "course-notebooks")


def pytest_report_header(config):
    if config.stash[REBUILT]:
        return "notebooks: built again and compared byte for byte"
    return "notebooks: run, and their outputs compared"


def pytest_ignore_collect(collection_path, config):
    """Browser tests import what a student's machine may lack: do not even read them."""
    if collection_path == BROWSER and not config.getoption("--browser"):
        return True
    return None


def on_locked_platform() -> bool:
    """Whether bytes may be compared: Linux on x86-64 with exactly the locked packages."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return False
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line.rstrip("\\ ") for line in lines if line[:1].isalnum()]
    return all(_installed(Requirement(pin)) for pin in pins)


def _installed(pin: Requirement) -> bool:
    if pin.marker and not pin.marker.evaluate():
        return True
    try:
        return pin.specifier.contains(metadata.version(pin.name), prereleases=True)
    except metadata.PackageNotFoundError:
        return False


class Notebooks:
    """How nbval's notebooks fit in with the other tests."""

    def __init__(self, rebuilt: bool):
        self.rebuilt = rebuilt
        self.stores = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)

    def pytest_collection_modifyitems(self, config, items):
        """Where the drift test builds lessons and solutions anew, running them again adds nothing.

        Exercises are not executed by a build, so nbval runs them always.
        """
        drift = any(item.path.name == "test_build_drift.py" for item in items)
        if not (self.rebuilt and drift):
            return
        twice = [i for i in items if i.path.parent.name in ("lessons", "solutions")]
        config.hook.pytest_deselected(items=twice)
        items[:] = [item for item in items if item not in twice]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item):
        """A notebook starts with an empty progress store, as it did when it was built."""
        if item.path.suffix == ".ipynb":
            store = Path(self.stores.name) / item.path.parent.name / item.path.stem
            store.mkdir(parents=True, exist_ok=True)
            os.environ[STORE] = str(store)


@pytest.fixture(autouse=True)
def empty_progress(tmp_path, monkeypatch):
    """No test reads or writes the learner's own progress."""
    monkeypatch.setenv(STORE, str(tmp_path / "progress"))


@pytest.fixture(scope="session")
def rebuilt(pytestconfig) -> bool:
    """Whether this run builds notebooks again and compares their bytes."""
    return pytestconfig.stash[REBUILT]


@pytest.fixture(autouse=True)
def browser_on_request(request):
    """A test marked browser outside tests/browser is skipped unless asked for."""
    if request.node.get_closest_marker("browser") and not request.config.getoption("--browser"):
        pytest.skip("a browser test: add --browser")
