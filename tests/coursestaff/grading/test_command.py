"""`course grade` from end to end, as an instructor runs it."""

import csv
import json
import zipfile

import pandas
import pytest
from click.testing import CliRunner

from coursestaff.grading import command, marking
from coursestaff.grading.marking import MARKED, NOT_MARKED, Outcome
from tests.coursestaff.grading.conftest import solved, with_answers
from tests.coursestaff.grading.test_feedback import outcome
from tests.coursestaff.grading.test_marking import Here, text


def run(*arguments):
    done = CliRunner().invoke(command.command, [str(each) for each in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture
def quick(monkeypatch):
    """Mark without running anything: anna is right, boris is not, others are not marked."""

    def mark(submission, terms):
        known = {"anna": 2.0, "boris": 0.0}
        if submission.student not in known:
            return Outcome(submission.student, None, submission.source, NOT_MARKED)
        found = outcome(submission.student, known[submission.student])
        return Outcome(**{**vars(found), "number": submission.number, "source": submission.source})

    monkeypatch.setattr(marking, "mark", mark)
    monkeypatch.setattr(marking, "pool", lambda workers: Here())


@pytest.fixture
def collected(tmp_path):
    """A folder with two notebooks."""
    folder = tmp_path / "collected"
    folder.mkdir()
    for name in ("anna", "boris"):
        (folder / f"03-economies_{name}.ipynb").write_bytes(text(solved("03")))
    return folder


def marks(out):
    return pandas.read_csv(out / "marks-03.csv").set_index("student")


def test_a_moodle_zip_becomes_marks_pages_and_a_filled_worksheet(tmp_path):
    half = with_answers("03", e03_2="rise_in_points = rise_in_percent = 0", e03_5="argument = ''")
    folder = tmp_path / "Kurs für alle"
    folder.mkdir()
    with zipfile.ZipFile(folder / "class.zip", "w") as file:
        for who, notebook in {"Ann Hart_4711": solved("03"), "Bo Li_4712": half}.items():
            file.writestr(f"{who}_assignsubmission_file/03-economies.ipynb", text(notebook))
    worksheet = tmp_path / "worksheet.csv"
    worksheet.write_text(
        "Identifier,Full name,Status,Grade,Maximum Grade,Grade can be changed\n"
        "Participant 4711,Ann Hart,Submitted,,16.00,Yes\n"
        "Participant 4712,Bo Li,Submitted,,16.00,Yes\n",
        encoding="utf-8",
    )
    out = tmp_path / "marks"
    arguments = (folder, "--exercise", "3", "--out", out, "--moodle", worksheet, "--workers", 1)
    done = run(*arguments)
    assert done.exit_code == 0, done.output
    found = marks(out)
    assert found.loc["Ann Hart", ["e03-1", "e03-2", "e03-3", "e03-4"]].tolist() == [2, 2, 2, 2]
    assert found.loc["Bo Li", ["e03-2", "e03-5", "total"]].tolist() == [0, 0, 6]
    assert pandas.isna(found.loc["Ann Hart", "total"])
    assert (out / "class-03.html").exists()
    assert (out / "feedback-03" / "Bo-Li.html").exists()
    filled = list(csv.DictReader((out / "moodle-03.csv").open(encoding="utf-8-sig", newline="")))
    assert [row["Grade"] for row in filled] == ["", "6"]
    with zipfile.ZipFile(out / "moodle-feedback-03.zip") as packed:
        page = packed.read("Bo-Li_4712_assignfeedback_file_feedback-03.html")
    assert page == (out / "feedback-03" / "Bo-Li.html").read_bytes()
    # A text is marked by hand; the same command takes the marks in, and runs nothing again.
    fill_sheet(out / "written" / "sheet-03.csv", "1.5")
    seconds = found["seconds"].tolist()
    assert run(*arguments).exit_code == 0
    assert marks(out).loc["Ann Hart", ["e03-5", "total"]].tolist() == [6, 14]
    assert marks(out)["seconds"].tolist() == seconds
    assert "14 of 16 points" in (out / "feedback-03" / "Ann-Hart.html").read_text(encoding="utf-8")


def test_whoever_a_platform_does_not_know_is_named_and_so_are_the_files(tmp_path, capsys):
    worksheet = tmp_path / "worksheet.csv"
    worksheet.write_text("Full name,Grade\nAnn Hart,\n", encoding="utf-8")
    names = [f"Stranger {letter}" for letter in "ABCDEFGHIJKL"]
    known = pandas.DataFrame({"student": ["Ann Hart", *names], "number": "", "total": 8.0})
    (tmp_path / "feedback-03").mkdir()
    (tmp_path / "feedback-03" / "Ann-Hart.html").write_text("<p>8</p>", encoding="utf-8")
    options = {"moodle": worksheet, "canvas": None, "per_cent": False}
    command._export(known.assign(out_of=16, notes=""), "03", tmp_path, options)
    said = capsys.readouterr().out
    assert [said.count(f"{name} is not in the file") for name in names] == [1] * 12
    assert "column Identifier nobody gets a page" in said
    assert "moodle-03.csv" in said and "moodle-feedback-03.zip" in said


def fill_sheet(path, points):
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    for row in rows:
        row["points"] = points
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_the_seed_is_drawn_once_for_a_class(quick, collected, tmp_path):
    out = tmp_path / "marks"
    run(collected, "--exercise", "03", "--out", out)
    first = json.loads((out / "run-03.json").read_text(encoding="utf-8"))["seed"]
    run(collected, "--exercise", "03", "--out", out)
    assert json.loads((out / "run-03.json").read_text(encoding="utf-8"))["seed"] == first
    run(collected, "--exercise", "03", "--out", tmp_path / "other")
    other = json.loads((tmp_path / "other" / "run-03.json").read_text(encoding="utf-8"))["seed"]
    assert other != first


def test_of_some_seeds_one_is_taken_that_moves_most_numbers(monkeypatch):
    counts, asked = iter([3, 1, 2]), []
    seeds = iter("abcdef")
    monkeypatch.setattr(command.secrets, "token_hex", lambda size: next(seeds))
    monkeypatch.setattr(command.judging, "demand_usable", lambda *given: asked.append(given))
    monkeypatch.setattr(command.judging, "unmoved", lambda *given: next(counts))
    assert command._usable_seed("03") == "b"
    assert len(asked) == command.COMPARED == 3


def test_texts_are_blind_unless_asked_otherwise(quick, collected, tmp_path):
    for extra, shown in ((), False), (("--names",), True):
        out = tmp_path / f"marks{len(extra)}"
        run(collected, "--exercise", "03", "--out", out, *extra)
        page = (out / "written" / "read-03.html").read_text(encoding="utf-8")
        sheet = (out / "written" / "sheet-03.csv").read_text(encoding="utf-8-sig")
        assert ("anna" in page, "anna" in sheet) == (shown, shown)


def test_without_texts_the_total_is_known_at_once(quick, collected, tmp_path):
    done = run(collected, "--exercise", "03", "--out", tmp_path / "m", "--no-texts")
    assert done.exit_code == 0
    assert marks(tmp_path / "m")["total"].tolist() == [8, 6]
    assert marks(tmp_path / "m")["out_of"].tolist() == [8, 8]


def test_a_cell_that_looks_like_a_formula_is_harmless(quick, tmp_path):
    folder = tmp_path / "collected"
    folder.mkdir()
    (folder / "03-economies_=1+1.ipynb").write_bytes(text(solved("03")))
    run(folder, "--exercise", "03", "--out", tmp_path / "m")
    rows = list(csv.reader((tmp_path / "m" / "marks-03.csv").open(encoding="utf-8", newline="")))
    assert not [cell for row in rows for cell in row if cell[:1] in "=+@" and cell]
    assert [row[3] for row in rows[1:]] == [NOT_MARKED]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--exercise", "15"), "There is no exercise 15."),
        (("--exercise", "05"), "No notebook of exercise 05 was found"),
        (("--exercise", "03", "--canvas", __file__), "--canvas needs --assignment"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(quick, collected, tmp_path, arguments, sentence):
    done = run(collected, "--out", tmp_path / "m", *arguments)
    assert done.exit_code == 1
    assert done.output.count("Error: ") == 1 and sentence in done.output


def test_a_seed_that_cannot_be_read_is_named(quick, collected, tmp_path):
    out = tmp_path / "marks"
    out.mkdir()
    (out / "run-03.json").write_text("{", encoding="utf-8")
    done = run(collected, "--exercise", "03", "--out", out)
    assert done.exit_code == 1 and "run-03.json cannot be read" in done.output


def test_an_interruption_says_how_to_go_on(quick, collected, tmp_path, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(marking, "mark_all", stop)
    done = run(collected, "--exercise", "03", "--out", tmp_path / "m")
    assert done.exit_code == 1
    assert "the same command goes on from there" in done.output


def test_progress_and_status_are_shown(quick, collected, tmp_path):
    done = run(collected, "--exercise", "03", "--out", tmp_path / "m")
    assert "2 handed in: 2 marked." in done.output
    assert marks(tmp_path / "m")["status"].tolist() == [MARKED, MARKED]
