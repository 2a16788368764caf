"""A disk that is full or may not be written: a sentence, the old file whole, no half files."""

import pytest
from click.testing import CliRunner

from coursekit import cli, forms, memo, paths, progress, tables, whole, workspace
from coursekit.errors import CourseError
from coursestaff import build, bundle
from tests.robust import disk

KNOWN = memo.evidence(tables.load)
REFUSED = pytest.mark.parametrize("refusal", disk.REFUSALS, ids=lambda each: each.__name__)


@pytest.fixture
def folder(tmp_path):
    """What the disk holds that refuses."""
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


def written(words):
    return memo.Memo(parts={"brief": f"{words} [feng-125]."})


def an_envelope():
    envelope = forms.Envelope("01/envelope", {"f01": "Will it?"}, opens="13")
    envelope.receive({"f01": 30})
    return envelope


def codes():
    passages = {"p1": ("Zheng ¶8", "Both want fewer weapons.")}
    coding = forms.CodingForm("10/coding", passages, ["shared", "mixed"], {"p1": ("mixed", "")})
    coding.receive({"p1": 0})
    return coding


def a_course(folder):
    """A course folder whose lesson has changed since the learner's copy was made."""
    for name, text in (("lessons", "first\n"), ("exercises", "task\n")):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "00-start.ipynb").write_text(text, encoding="utf-8")
    workspace.prepare(folder)
    (folder / "my-work/lessons/00-start.ipynb").write_text("mine\n", encoding="utf-8")
    (folder / "lessons/00-start.ipynb").write_text("second\n", encoding="utf-8")
    (folder / "exercises/01-next.ipynb").write_text("new\n", encoding="utf-8")


# What is saved: a name → what is there before, and the saving that is refused.


def saving_progress(folder, monkeypatch):
    monkeypatch.setenv(progress.PLACE, str(folder))
    progress.save("03/prediction", 6.6)
    return lambda: progress.save("03/prediction", 7)


def saving_a_memo(folder, monkeypatch):
    memo.save(written("The first"), KNOWN, folder)
    return lambda: memo.save(written("The second"), KNOWN, folder)


def exporting_an_envelope(folder, monkeypatch):
    envelope = an_envelope()
    (folder / "01-envelope.json").write_text("of last year", encoding="utf-8")
    return lambda: envelope.export(folder)


def exporting_codes(folder, monkeypatch):
    coding = codes()
    (folder / "10-coding.json").write_text("of last year", encoding="utf-8")
    return lambda: coding.export(folder)


def copying_notebooks(folder, monkeypatch):
    a_course(folder)
    return lambda: workspace.prepare(folder)


def bundling(folder, monkeypatch):
    (folder / "limited-opponents-student.zip").write_bytes(b"of last year")
    monkeypatch.setattr(bundle, "files", lambda audience, root: {"README.md": b"Read me."})
    return lambda: bundle.bundle("student", folder)


SAVINGS = [
    saving_progress,
    saving_a_memo,
    exporting_an_envelope,
    exporting_codes,
    copying_notebooks,
    bundling,
]


@REFUSED
@pytest.mark.parametrize("prepare", SAVINGS, ids=lambda each: each.__name__)
def test_what_was_saved_before_is_whole(folder, monkeypatch, prepare, refusal):
    save = prepare(folder, monkeypatch)
    before = disk.contents(folder)
    with refusal(folder) as said, pytest.raises(CourseError) as caught:
        save()
    sentence = str(caught.value)
    assert said in sentence and "\n" not in sentence and "Traceback" not in sentence
    assert disk.contents(folder) == before
    save()
    assert disk.contents(folder) != before, "with room again, the same saving succeeds"


# ---- What a learner or an author sees of it ------------------------------------------------


@REFUSED
def test_a_form_says_that_the_answer_was_not_kept(folder, monkeypatch, refusal):
    monkeypatch.setenv(progress.PLACE, str(folder))
    form = forms.Envelope("01/envelope", {"f01": "Will it?"}, opens="13")
    with refusal(folder) as said:
        answer = form.receive({"f01": 30})
    assert said in answer["trouble"]
    assert form.sealed() == []
    assert "kept" in form.receive({"f01": 30})


def invoke(*arguments):
    result = CliRunner().invoke(cli.course, arguments)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), result.exception
    assert len(result.output.strip().splitlines()) == 1
    return result.output


@REFUSED
def test_the_course_does_not_open_where_copies_cannot_be_made(folder, monkeypatch, refusal):
    a_course(folder)
    prepare = workspace.prepare
    monkeypatch.setattr(workspace, "prepare", lambda: prepare(folder))
    with refusal(folder) as said:
        assert said in invoke("open", "--no-browser")


@REFUSED
def test_a_build_that_cannot_be_written_names_the_notebook(folder, monkeypatch, refusal):
    monkeypatch.setattr(paths, "ROOT", folder)
    monkeypatch.setattr(build, "execute", lambda built, where, told: None)
    for name in ("00-start", "01-next"):
        (folder / "source" / name).mkdir(parents=True)
        (folder / "source" / name / "lesson.md").write_text("# Title\n", encoding="utf-8")
    (folder / "lessons").mkdir()
    (folder / "lessons/00-start.ipynb").write_text("older\n", encoding="utf-8")
    before = disk.contents(folder)
    with refusal(folder) as said:
        results = list(build.build(build.jobs(folder), folder, workers=2))
    assert len(results) == 2
    assert all(said in result.problem and not result.changed for result in results)
    assert disk.contents(folder) == before


@REFUSED
def test_checksums_that_cannot_be_written_end_a_command_with_a_sentence(
    folder, monkeypatch, refusal
):
    (folder / "data").mkdir()
    workspace.write_checksums(folder)
    before = disk.contents(folder)
    write = workspace.write_checksums
    monkeypatch.setattr(workspace, "write_checksums", lambda: write(folder))
    monkeypatch.setattr(build, "jobs", lambda course, wanted=(): [])
    monkeypatch.setattr(build, "strays", lambda course: [])
    with refusal(folder) as said:
        assert said in invoke("build")
    assert disk.contents(folder) == before


@REFUSED
def test_a_name_that_was_free_is_free_again(folder, refusal):
    with refusal(folder), pytest.raises(OSError):
        whole.write_new(folder / "memo.md", "text")
    assert list(folder.iterdir()) == []
    whole.write_new(folder / "memo.md", "text")
    with pytest.raises(FileExistsError):
        whole.write_new(folder / "memo.md", "another")
    assert disk.contents(folder) == {"memo.md": b"text"}


def test_progress_that_is_damaged_and_cannot_be_set_aside(folder, monkeypatch):
    monkeypatch.setenv(progress.PLACE, str(folder))
    (folder / "progress.json").write_bytes(b"{")
    with disk.read_only(folder) as said, pytest.raises(progress.ProgressProblem, match=said):
        progress.read("a")
    assert disk.contents(folder) == {"progress.json": b"{"}


def test_lessons_go_on_where_nothing_can_be_kept(folder, monkeypatch, capsys):
    monkeypatch.setenv(progress.PLACE, str(folder))
    (folder / "progress.json").write_bytes(b"{")
    with disk.read_only(folder) as said:
        assert forms.Envelope("01/envelope", {"f01": "Will it?"}, opens="13").sealed() == []
    assert said in capsys.readouterr().out
