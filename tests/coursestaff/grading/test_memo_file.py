"""Exercise 14 as the worksheet recommends it: the memo in a file, opened in the notebook."""

import re
import zipfile

import pandas
import pytest

from coursekit import memo, tables
from coursestaff.grading import judging, kernel, marking
from coursestaff.grading.marking import IN_PART, MARKED, Outcome, Terms
from coursestaff.submissions import inbox
from tests.coursestaff.grading.conftest import LIMITS, SEED, solved, with_answers
from tests.coursestaff.grading.test_command import run
from tests.coursestaff.grading.test_marking import Here, text

OPENED = 'mine = memo.reopen(paths.MY_WORK / "memo.md")'
NOT_HANDED_IN = (
    "The memo was opened from a file, memo.md, that was not handed in with the notebook. Ask for "
    "it, put it beside the notebook and run the same command again."
)


@pytest.fixture(scope="module")
def terms(furnished):
    return Terms("14", furnished.folder, SEED, LIMITS)


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The model memo as the builder saves it, in bytes."""
    names = {"memo": memo, "picked": []}
    exec(next(c.source for c in solved("14").cells if c.id == "e14-3-answer"), names)
    known = memo.evidence(tables.load)
    (path, _), _ = memo.save(names["mine"], known, tmp_path_factory.mktemp("saved"))
    return path.read_bytes()


def opening(line=OPENED):
    """The solved notebook, but for the memo, which a line opens from a file."""
    return text(with_answers("14", e14_3=line))


def handed_in(folder, raw, **files):
    """anna's notebook with files beside it, as the inbox finds it."""
    own = folder / "collected" / "anna"
    own.mkdir(parents=True, exist_ok=True)
    (own / "14-memo.ipynb").write_bytes(raw)
    for name, content in files.items():
        (own / f"{name}.md").write_bytes(content)
    return inbox.collect(folder / "collected", "14-memo")[0][0]


def memo_mark(outcome):
    return next(mark for mark in outcome.tasks if mark.task == "e14-3")


@pytest.mark.parametrize(
    "line",
    [
        OPENED,
        'from pathlib import Path\nmine = memo.reopen(Path("../memo.md"))',
        'from pathlib import PureWindowsPath, Path\nmine = memo.reopen(Path(r"C:\\Lima\\memo.md"))',
    ],
    ids=["my-work", "relative", "another computer's"],
)
def test_a_memo_from_a_file_is_marked_like_one_in_the_cell(tmp_path, terms, saved, line):
    outcome = marking.mark(handed_in(tmp_path, opening(line), memo=saved), terms)
    assert (outcome.status, outcome.notes) == (MARKED, ())
    found = memo_mark(outcome)
    assert (found.state, found.points, found.out_of) == (judging.TO_READ, None, 20)
    assert found.sentences == ()


def test_whoever_reads_gets_the_memo_and_not_the_line_that_opened_it(tmp_path, terms, saved):
    opened = memo_mark(marking.mark(handed_in(tmp_path, opening(), memo=saved), terms))
    inline = memo_mark(marking.mark(handed_in(tmp_path, text(solved("14"))), terms))
    assert "reopen" not in opened.lines and "memo.Memo(" not in inline.lines
    assert opened.lines == inline.lines
    assert opened.lines.startswith("To: the Minister of Foreign Trade\n")
    assert "to lift these sanctions [zheng-014]." in " ".join(opened.lines.split())
    assert "- Zheng ¶3 (zheng-014)." in opened.lines


def test_a_memo_that_did_not_come_is_said_and_costs_nothing_else(tmp_path, terms):
    outcome = marking.mark(handed_in(tmp_path, opening()), terms)
    assert (outcome.status, outcome.notes) == (IN_PART, (NOT_HANDED_IN,))
    assert [mark.points for mark in outcome.tasks] == [2, 2, 0, 2, None]
    words = "The cell stopped: The memo was opened from a file, memo.md, that was not handed in"
    assert memo_mark(outcome).sentences[0].startswith(words)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"#" * 300_000, "memo.md is larger than 0.2 MB, so it was not read."),
        (b"\x81\x8d\x00\xff", "memo.md cannot be read as a text."),
        (b"# My memo, typed by hand\n", "memo.md holds no memo of this course"),
    ],
    ids=["too large", "no text", "no memo"],
)
def test_a_memo_that_cannot_be_used_is_said_and_costs_nothing_else(tmp_path, terms, content, words):
    outcome = marking.mark(handed_in(tmp_path, opening(), memo=content), terms)
    assert outcome.status == IN_PART
    (note,) = outcome.notes
    assert note.startswith(words) and "Ask for the file as the memo builder saved it" in note
    assert [mark.points for mark in outcome.tasks] == [2, 2, 0, 2, None]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_memo_that_is_not_utf8_is_read_all_the_same(tmp_path, terms, saved, encoding):
    raw = saved.decode("utf-8").replace("\n", "\r\n").encode(encoding)
    outcome = marking.mark(handed_in(tmp_path, opening(), memo=raw), terms)
    assert outcome.status == MARKED and memo_mark(outcome).state == judging.TO_READ
    assert outcome.notes[0].startswith("memo.md: The file was saved")


def test_of_two_memos_the_one_that_is_named_is_opened(tmp_path, terms, saved):
    first = b"# Something else\n"
    line = OPENED.replace("memo.md", "memo (2).md")
    files = {"memo": first, "memo (2)": saved}
    outcome = marking.mark(handed_in(tmp_path, opening(line), **files), terms)
    assert outcome.status == MARKED and memo_mark(outcome).state == judging.TO_READ


def test_the_only_memo_is_meant_whatever_its_name_and_of_several_none_is_guessed():
    assert kernel._came_as("memo.md", {"memo for Lima.md": ""}) == "memo for Lima.md"
    assert kernel._came_as("Memo.md", {"memo.md": "", "memo (2).md": ""}) == "memo.md"
    assert kernel._came_as("memo.md", {"memo (2).md": "", "memo (3).md": ""}) is None
    assert kernel._came_as("memo.md", {}) is None


def test_a_memo_is_text_and_never_run(tmp_path, terms):
    place = tmp_path / "ran"
    code = f"open({str(place)!r}, 'w').write('x')\n".encode()
    outcome = marking.mark(handed_in(tmp_path, opening(), memo=code), terms)
    assert outcome.status == IN_PART and not place.exists()


def test_a_memo_without_a_word_waits_for_no_reader(tmp_path, terms):
    line = 'mine = memo.Memo(to="the Minister", parts={"brief": " "})'
    found = memo_mark(marking.mark(handed_in(tmp_path, opening(line)), terms))
    assert (found.state, found.points) == (judging.EMPTY, 0)


@pytest.mark.parametrize("change", ["changed", "added", "gone", "renamed", "too large"])
def test_a_changed_memo_is_marked_anew(tmp_path, terms, monkeypatch, change):
    made = []

    def mark(submission, terms):
        made.append(submission.student)
        return Outcome(submission.student, None, submission.source, MARKED)

    monkeypatch.setattr(marking, "mark", mark)
    kept, folder = tmp_path / "kept", tmp_path / "collected" / "anna"
    for _ in range(2):  # the same memo is not marked twice
        marking.mark_all([handed_in(tmp_path, b"one", memo=b"1")], terms, kept, Here, 1)
    assert made == ["anna"]
    path = folder / "memo.md"
    if change == "gone":
        path.unlink()
    elif change == "renamed":
        path.rename(folder / "memo (2).md")
    else:
        name = "memo (2).md" if change == "added" else "memo.md"
        (folder / name).write_bytes(b"#" * 300_000 if change == "too large" else b"2")
    found = inbox.collect(tmp_path / "collected", "14-memo")[0]
    marking.mark_all(found, terms, kept, Here, 1)
    assert made == ["anna"] * 2


def test_a_class_of_all_ways_and_one_memo_that_comes_later(tmp_path, saved):
    folder, out = tmp_path / "collected", tmp_path / "marks"
    (folder / "anna").mkdir(parents=True)
    (folder / "anna" / "14-memo.ipynb").write_bytes(opening())
    (folder / "anna" / "memo.md").write_bytes(saved)
    (folder / "14-memo_boris.ipynb").write_bytes(opening())
    (folder / "memo_boris.md").write_bytes(saved)
    with zipfile.ZipFile(folder / "class.zip", "w") as file:
        for who in ("Chen Li_4711", "Dora May_4712"):
            file.writestr(f"{who}_assignsubmission_file/14-memo.ipynb", opening())
        file.writestr("Chen Li_4711_assignsubmission_file/memo.md", saved)
    arguments = (folder, "--exercise", "14", "--out", out, "--workers", 1)

    def statuses():
        done = run(*arguments)
        assert done.exit_code == 0, done.output
        table = pandas.read_csv(out / "marks-14.csv").set_index("student")
        assert table["out_of"].tolist() == [34] * 4
        return table["status"].to_dict()

    first = statuses()
    assert first == dict.fromkeys(("anna", "boris", "Chen Li"), MARKED) | {"Dora May": IN_PART}
    for page in ("class-14.html", "feedback-14/Dora-May.html"):
        words = " ".join((out / page).read_text(encoding="utf-8").split())
        assert NOT_HANDED_IN in words
    read = (out / "written" / "read-14.html").read_text(encoding="utf-8")
    assert len(re.findall(r"To: the Minister of Foreign Trade", read)) == 3
    with zipfile.ZipFile(folder / "class.zip", "a") as file:
        file.writestr("Dora May_4712_assignsubmission_file/memo.md", saved)
    assert set(statuses().values()) == {MARKED}
    read = (out / "written" / "read-14.html").read_text(encoding="utf-8")
    assert len(re.findall(r"To: the Minister of Foreign Trade", read)) == 4
