"""`course release` hands out nothing that contradicts itself, and sums up what it hands out."""

import hashlib
import json
import shutil

import pytest
from click.testing import CliRunner

from coursekit import workspace
from coursekit.paths import DATA
from coursestaff import bundle, release

FILES = {
    "coursekit/__init__.py": '"""The kit."""\n\n__version__ = "0.2.0"\n',
    "CITATION.cff": "version: 0.2.0\ndate-released: 2027-02-01\n",
    "CHANGELOG.md": "# Changelog\n\n## 0.2.0 (2027-02-01)\n\n- New.\n\n## 0.1.0 (2026-11-30)\n",
    "build/limited-opponents.zip": "the offline edition",
    "build/limited-opponents.pdf": "the course on paper",
}


@pytest.fixture
def course(tmp_path):
    """A small course that is ready."""
    for name in bundle.INSTRUCTOR:
        path = tmp_path / name
        if "." in name or name == "LICENSE":
            path.write_text(f"{name}\n", encoding="utf-8")
        else:
            path.mkdir()
            (path / "file.txt").write_text("text\n", encoding="utf-8")
    (tmp_path / "build").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in ("corrections.csv", "datapackage.json", "lessons.csv"):
        shutil.copy(DATA / name, tmp_path / "data")
    _version_of_data(tmp_path, "0.2.0")
    return tmp_path


def _version_of_data(course, version):
    path = course / "data" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**package, "version": version}), encoding="utf-8")
    workspace.write_checksums(course)


def _change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_all_that_is_handed_out_is_summed_up(course):
    target = release.release(course)
    lines = [line.split("  ") for line in target.read_text(encoding="utf-8").splitlines()]
    assert [name for _, name in lines] == [
        "limited-opponents-instructor.zip",
        "limited-opponents-student.zip",
        "limited-opponents.pdf",
        "limited-opponents.zip",
    ]
    for digest, name in lines:
        assert digest == hashlib.sha256((target.parent / name).read_bytes()).hexdigest()


def test_the_same_content_gives_the_same_file(course):
    first = release.release(course).read_bytes()
    assert release.release(course).read_bytes() == first
    assert b"\r" not in first
    (course / "tasks" / "file.txt").write_text("other\n", encoding="utf-8")
    assert release.release(course).read_bytes() != first


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("coursekit/__init__.py", "0.2.0", "0.2.1", "__init__.py has 0.2.1, CITATION"),
        ("coursekit/__init__.py", "__version__", "version", "coursekit/__init__.py has none"),
        ("CITATION.cff", "version: 0.2.0", "version: 0.1.0", "CITATION.cff has 0.1.0"),
        ("CHANGELOG.md", "## 0.2.0 (2027-02-01)\n", "", "CHANGELOG.md has 0.1.0"),
        ("CHANGELOG.md", "(2027-02-01)", "(in preparation)", r"\(in preparation\).*2027-02-01"),
        ("CHANGELOG.md", " (2027-02-01)", "", r"says \(no day\)"),
        ("CITATION.cff", "2027-02-01", "2027-02-02", "date-released: 2027-02-02"),
    ],
)
def test_what_contradicts_itself_is_not_released(course, name, old, new, says):
    _change(course / name, old, new)
    with pytest.raises(release.NotReady, match=says):
        release.release(course)
    assert not (course / "build" / release.SUMS).exists()
    assert not list((course / "build").glob("*student*"))


def test_the_version_of_the_data_counts_too(course):
    _version_of_data(course, "0.1.0")
    assert release.unready(course)[0].endswith("data/datapackage.json has 0.1.0.")


def test_a_correction_of_a_published_version_is_announced(course):
    path = course / "data" / "corrections.csv"
    first, *rest = path.read_text(encoding="utf-8").splitlines()[1:]
    header = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text("\n".join([header, f"{first}0.1.0", *rest]) + "\n", encoding="utf-8")
    workspace.write_checksums(course)
    [problem] = release.unready(course)
    assert "no **Correction (k01).**" in problem
    _change(course / "CHANGELOG.md", "- New.", "- **Correction (k01).** Fewer figures.")
    assert release.unready(course) == []


def test_what_is_missing_is_named_with_its_command(course):
    (course / "build/limited-opponents.pdf").unlink()
    [problem] = release.unready(course)
    assert problem == "build/limited-opponents.pdf is missing. It is made by: course offline --pdf"


def test_the_command_says_what_stands_in_the_way(course, monkeypatch):
    monkeypatch.setattr(release.release, "__defaults__", (course,))
    said = CliRunner().invoke(release.command)
    assert said.exit_code == 0
    assert "  limited-opponents-student.zip" in said.output
    _change(course / "CHANGELOG.md", "(2027-02-01)", "(in preparation)")
    said = CliRunner().invoke(release.command)
    assert said.exit_code == 1
    assert said.output.startswith("Error: Not ready for release:\n- The newest heading")
