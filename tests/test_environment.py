"""pyproject.toml, the two locks, environment.yml and start.py name the same packages."""

import re
import tomllib
from importlib import metadata

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

import start
from coursekit.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
AUTHORS = [Requirement(line) for line in PROJECT["project"]["optional-dependencies"]["authors"]]
BACKEND = [Requirement(line) for line in PROJECT["build-system"]["requires"]]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
LOCKS = ("requirements.lock", "requirements-authors.lock")
PYTHONS = [f"3.{minor}.0" for minor in range(start.OLDEST[1], start.NEWEST[1] + 1)]


def pins(lock):
    """A lock's lines as requirements, and the hashes of each."""
    blocks = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip())
    for block in blocks:
        if not block.startswith("#"):
            line, *hashes = block.replace("\\\n", "\n").splitlines()
            yield Requirement(line.strip()), [text.strip() for text in hashes]


def versions(lock, name, python):
    """The versions that a lock gives a package on one Python."""
    system = {"python_full_version": python, "python_version": python.rsplit(".", 1)[0]}
    return [
        next(iter(pin.specifier)).version
        for pin, _ in pins(lock)
        if canonicalize_name(pin.name) == canonicalize_name(name)
        and (pin.marker is None or pin.marker.evaluate(system))
    ]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(
    ("lock", "wanted"), [(LOCKS[0], DIRECT + BACKEND), (LOCKS[1], DIRECT + BACKEND + AUTHORS)]
)
def test_a_lock_gives_every_direct_package_one_version_within_its_bounds(lock, wanted, python):
    for requirement in wanted:
        (version,) = versions(lock, requirement.name, python)
        assert requirement.specifier.contains(version), requirement


def test_the_authors_lock_holds_the_students_lock():
    """What students install, authors install as well: on the same systems, or on all."""
    students, authors = ({str(pin) for pin, _ in pins(lock)} for lock in LOCKS)
    everywhere = {pin for pin in authors if ";" not in pin}
    assert not [pin for pin in students - authors if pin.split(";")[0] not in everywhere]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_exact_and_hashed(lock):
    for pin, hashes in pins(lock):
        assert [clause.operator for clause in pin.specifier] == ["=="], pin
        assert hashes, pin
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", text) for text in hashes), pin


@pytest.mark.parametrize("file", [*LOCKS, "environment.yml"])
def test_no_file_names_the_address_of_an_index(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"index-url|find-links", text)


def test_conda_gets_the_same_packages_with_the_same_bounds():
    given = [Requirement(line) for line in CONDA if isinstance(line, str) and line != "pip"]
    packages = {entry.name: entry.specifier for entry in given if entry.name != "python"}
    assert packages == {entry.name: entry.specifier for entry in DIRECT}
    assert CONDA[-1] == {"pip": ["-e ."]}


def test_all_agree_on_the_oldest_python_and_conda_and_start_on_the_newest():
    oldest = SpecifierSet(f">={start.dotted(start.OLDEST)}")
    assert SpecifierSet(PROJECT["project"]["requires-python"]) == oldest
    (python,) = (Requirement(line) for line in CONDA if str(line).startswith("python>"))
    assert python.specifier == oldest & SpecifierSet(f"<3.{start.NEWEST[1] + 1}")


@pytest.mark.parametrize("extra", [DIRECT, AUTHORS])
def test_every_direct_package_has_a_lower_bound(extra):
    for requirement in extra:
        assert any(clause.operator == ">=" for clause in requirement.specifier), requirement


def test_no_installed_file_has_a_longer_path_than_start_reckons_with():
    # As on Windows, where the folder of packages has a shorter name than elsewhere.
    folder = r".venv\Lib\site-packages" + "\\"
    names = {pin.name for pin, _ in pins(LOCKS[1])}
    files = [
        (len(folder + line.rsplit(",", 2)[0]), line)
        for name in names
        for line in installed(name)
        if not line.startswith("../")
    ]
    longest, line = max(files)
    assert longest <= start.LONGEST_INSIDE, line


def installed(name):
    """The lines of a package's list of files; none where it is not installed."""
    try:
        return (metadata.distribution(name).read_text("RECORD") or "").splitlines()
    except metadata.PackageNotFoundError:
        return []
