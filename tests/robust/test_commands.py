"""What `course verify`, `build` and `offline` say of a damaged file: one sentence, and code 1."""

import shutil

import pytest
from click.testing import CliRunner

from coursekit import cli, paths, tables, workspace
from coursekit.paths import DATA, ROOT
from coursestaff import bibliography, build, pages
from coursestaff.offline import states
from tests.robust import damage

BIBLIOGRAPHY = "references.bib"
PAGE_OF = {
    BIBLIOGRAPHY: "references",
    "citations.csv": "references",
    "corrections.csv": "corrections",
    "glossary.csv": "glossary",
}
TEXTS = [  # damages that fit any file
    damage.removed,
    damage.emptied,
    damage.cut_in_a_row,
    damage.holed,
    damage.in_utf_16,
]


@pytest.fixture
def course(tmp_path):
    """A course folder with data alone, as published."""
    shutil.copytree(DATA, tmp_path / "data")
    workspace.write_checksums(tmp_path)
    return tmp_path


def invoke(*arguments):
    """The lines that a command ends with when something is wrong."""
    result = CliRunner().invoke(cli.course, arguments)
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result.output.strip().splitlines()


def test_verify_names_every_damaged_file(course, monkeypatch):
    differences = workspace.differences
    monkeypatch.setattr(workspace, "differences", lambda: differences(course))
    for path in sorted((course / "data").iterdir()):
        whole = path.read_bytes()
        for what in TEXTS[:3]:
            what(path)
            [said] = invoke("verify")
            assert f"data/{path.name}" in said, what.__name__
            path.write_bytes(whole)
    assert CliRunner().invoke(cli.course, ["verify"]).exit_code == 0


@pytest.mark.parametrize("what", TEXTS, ids=lambda what: what.__name__)
@pytest.mark.parametrize("name", PAGE_OF)
def test_pages_cannot_be_built_from_a_damaged_file(course, monkeypatch, name, what):
    """They are made in this process, so what goes wrong would be a traceback of the build's."""
    monkeypatch.setattr(paths, "ROOT", course)
    (course / "lessons").mkdir()
    for page in set(PAGE_OF.values()):
        (course / "lessons" / f"{page}.ipynb").write_text("as built", encoding="utf-8")
    what(course / "data" / name)
    said = invoke("build", PAGE_OF[name])
    assert said[-1].startswith(f"data/{name}")
    assert said[-1].endswith(tables.REMEDY)
    assert "no source" not in "".join(said)
    page = course / "lessons" / f"{PAGE_OF[name]}.ipynb"
    assert page.read_text(encoding="utf-8") == "as built"


def test_a_bibliography_with_an_entry_twice_or_cut_between_two(course):
    path = course / "data" / BIBLIOGRAPHY
    whole = path.read_text(encoding="utf-8")
    entries = whole.split("\n\n")
    path.write_text("\n\n".join([*entries, entries[-1]]), encoding="utf-8")
    with pytest.raises(tables.DataProblem, match=r"references\.bib cannot be understood.*repeated"):
        bibliography.entries(path)
    path.write_text("\n\n".join(entries[:5]) + "\n", encoding="utf-8")
    with pytest.raises(tables.DataProblem, match=r"references\.bib has no entry"):
        pages.references(course)


def test_a_lesson_is_not_built_from_a_damaged_table(course, monkeypatch):
    """In a kernel of its own, which reads the data of the course that is built."""
    shutil.copytree(ROOT / "coursekit", course / "coursekit")
    shutil.copytree(ROOT / "source/13-forecasts", course / "source/13-forecasts")
    monkeypatch.setattr(paths, "ROOT", course)
    damage.in_cp1252(course / "data/forecasts.csv")
    said = invoke("build", "13", "--jobs", "1")[-1]
    assert said.startswith("source/13-forecasts/")
    assert "failed: DataProblem: data/forecasts.csv, row 2: this is not UTF-8 text." in said
    assert not (course / "lessons/13-forecasts.ipynb").exists()


def test_the_offline_edition_is_not_made_from_a_damaged_table(course, monkeypatch):
    load = tables.load
    damage.cut_between_rows(course / "data/forecasts.csv")
    monkeypatch.setattr(tables, "load", lambda name, folder=course / "data": load(name, folder))
    monkeypatch.setattr(paths, "LESSONS", course / "lessons")
    monkeypatch.setattr(paths, "SOLUTIONS", course / "solutions")
    monkeypatch.setattr(states, "FOLDER", course / "states")
    monkeypatch.setattr(states.drawn, "__defaults__", (course / "states", 1, print))
    (course / "lessons").mkdir()
    shutil.copy(ROOT / "lessons/13-forecasts.ipynb", course / "lessons")
    [said] = invoke("offline", "--jobs", "1")
    assert "data/forecasts.csv: it has" in said
    assert not list((course / "states").iterdir())


def test_a_lesson_that_is_no_text_is_named(course, monkeypatch):
    (course / "source/00-start").mkdir(parents=True)
    (course / "source/00-start/lesson.md").write_bytes("# Grüße".encode("utf-16"))
    monkeypatch.setattr(paths, "ROOT", course)
    for page in pages.PAGES:
        (course / "data" / page).unlink()
    assert [job.kind for job in build.jobs(course)] == [build.LESSON]
    assert "source/00-start/lesson.md is not UTF-8 text" in invoke("build", "00")[-1]
