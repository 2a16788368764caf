"""The coding form without a browser: drafts, commitment, comparison, files."""

import json

import pandas
import pytest
from matplotlib.figure import Figure

from coursekit import figures, front, progress
from coursekit.charts import Picture
from coursekit.forms import CodingForm, FormProblem

PASSAGES = {
    "p1": ("Zheng ¶8 · Arms", "Both want fewer weapons."),
    "p2": ("Op-ed ¶5 · Europe", "<b>"),
}
CODES = ["shared", "opposed", "mixed"]
THEIRS = {"p1": ("shared", "The wish is the same."), "p2": ("opposed", "Each wants the reverse.")}


def coding():
    return CodingForm("10/coding", PASSAGES, CODES, THEIRS)


def committed():
    form = coding()
    form.receive({"p1": 0, "p2": 2})
    return form


def picture(labels):
    words = "A made-up picture with a sentence long enough to describe it."
    return Picture(Figure(), title="Made up", source="this test", data=labels, alt=words)


# ---- Coding --------------------------------------------------------------------------------


def test_codes_are_committed_whole_or_not_at_all():
    answer = coding().receive({"p1": 0})
    assert list(answer["problems"]) == ["p2"]
    assert coding().sealed() == []
    assert coding().receive({"p1": 0, "p2": 2})["kept"] == {"p1": 0, "p2": 2}
    [sealed] = coding().sealed()
    assert sealed.answers == {"p1": "shared", "p2": "mixed"}


def test_committed_codes_take_no_change_and_the_sentence_says_what_to_do():
    before = committed() and progress.entry("10/coding")
    answer = coding().receive({"p1": 1, "p2": 1})
    assert "codes.start_again()" in answer["trouble"]
    assert progress.entry("10/coding") == before


def test_coding_again_keeps_the_first_codes(monkeypatch):
    monkeypatch.setattr(front, "show", lambda *shown: None)
    form = committed()
    form.start_again()
    assert form.screen()["kept"] is None
    form.receive({"p1": 1, "p2": 1})
    assert [each.answers["p1"] for each in coding().sealed()] == ["shared", "opposed"]
    assert list(coding().labels()["you"]) == ["opposed", "opposed"], "the newest is compared"


def test_a_draft_survives_a_restarted_kernel():
    assert coding().answer({"ask": "draft", "answers": {"p2": 1, "p1": 9, "other": 0}}) == {}
    assert coding().screen()["draft"] == {"p2": 1}
    assert coding().screen()["kept"] is None
    assert coding().sealed() == []


@pytest.mark.parametrize("draft", [["p1"], {"p1": "unheard of"}, {"other": "shared"}, None, 3])
def test_a_strange_draft_is_left_out(draft):
    progress.save("10/coding-draft", draft)
    assert coding().screen()["draft"] == {}


@pytest.mark.parametrize("answers", [None, [1], "p1"])
def test_a_draft_without_answers_harms_nothing(answers):
    assert coding().answer({"ask": "draft", "answers": answers}) == {}


def test_a_disk_that_takes_no_draft_stops_nobody(monkeypatch):
    def full(key, value):
        raise progress.ProgressProblem("No room.")

    monkeypatch.setattr(progress, "save", full)
    assert coding().answer({"ask": "draft", "answers": {"p1": 0}}) == {}
    assert coding().receive({"p1": 0, "p2": 1}) == {"trouble": "No room."}


def test_the_screen_says_everything_that_the_browser_needs():
    screen = coding().screen()
    assert screen["kind"] == "coding" and screen["locks"]
    first = screen["fields"][0]
    assert (first["kind"], first["label"]) == ("passage", "1. Zheng ¶8 · Arms")
    assert (first["text"], first["options"]) == ("Both want fewer weapons.", CODES)
    assert screen["theirs"] == {
        "p1": [0, "The wish is the same."],
        "p2": [1, "Each wants the reverse."],
    }
    json.dumps(screen)


def test_unrun_it_shows_the_passages_and_nobodys_codes():
    html = coding().html()
    assert "Both want fewer weapons." in html and "&lt;b&gt;" in html
    assert "Run this cell to answer." in html and "<input" not in html
    assert not any(word in html for word in [*CODES, "wish is the same"])
    before = html
    committed()
    assert coding().html() == before


@pytest.mark.parametrize("theirs", [{"p1": ("shared", "")}, {**THEIRS, "p2": ("unheard of", "")}])
def test_the_other_reader_has_a_code_for_each(theirs):
    with pytest.raises(FormProblem, match='no code of the course for "p2"'):
        CodingForm("10/coding", PASSAGES, CODES, theirs)


# ---- Comparing -----------------------------------------------------------------------------


def test_nothing_is_told_before_the_commitment(monkeypatch):
    drawn = []
    monkeypatch.setattr(figures, "show", drawn.append)
    form = coding()
    assert form.labels().empty
    for card in (form.compare(picture), form.reveal(picture, pandas.DataFrame({"a": [1]}))):
        assert "not committed your codes yet" in repr(card)
    assert drawn == []


def test_after_it_both_columns_are_drawn(monkeypatch):
    drawn = []
    monkeypatch.setattr(figures, "show", drawn.append)
    committed().compare(picture)
    [shown] = drawn
    assert list(shown.data.columns) == ["passage", "you", "the course"]
    assert list(shown.data["you"]) == ["shared", "mixed"]
    assert list(shown.data["the course"]) == ["shared", "opposed"]


def test_a_partners_file_takes_the_courses_place(tmp_path):
    committed().export(tmp_path)
    labels = coding().labels(tmp_path / "10-coding.json")
    assert list(labels.columns) == ["passage", "you", "your partner"]
    assert list(labels["you"]) == list(labels["your partner"])


def test_a_file_holds_codes_and_nobodys_name(tmp_path):
    words = repr(committed().export(tmp_path))
    assert "Saved as 10-coding.json" in words
    assert json.loads((tmp_path / "10-coding.json").read_text(encoding="utf-8")) == {
        "course": "Limited Opponents",
        "coding": "10/coding",
        "number": 1,
        "committed": progress.entry("10/coding")["when"][:10],
        "codes": {"p1": "shared", "p2": "mixed"},
    }


def test_a_file_overwrites_nothing(tmp_path):
    (tmp_path / "10-coding.json").write_text("a classmate's", encoding="utf-8")
    assert "Saved as 10-coding (2).json" in repr(committed().export(tmp_path))
    assert "saved already, as 10-coding (2).json" in repr(coding().export(tmp_path))
    assert (tmp_path / "10-coding.json").read_text(encoding="utf-8") == "a classmate's"


def test_without_codes_there_is_no_file(tmp_path):
    assert "nothing to save yet" in repr(coding().export(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_none(tmp_path):
    with pytest.raises(FormProblem, match=r"Give another folder: codes\.export"):
        committed().export(tmp_path / "nowhere")


GOOD = {"coding": "10/coding", "codes": {"p1": "shared", "p2": "mixed"}}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file theirs.json"),
        ("{", "cannot be read"),
        (b"\xff\xfe\x00", "cannot be read"),
        ([1], "holds no codes for these passages"),
        ({**GOOD, "coding": "01/envelope"}, "holds no codes for these passages"),
        ({**GOOD, "codes": [1]}, "holds no codes for these passages"),
        ({**GOOD, "codes": {"p1": "shared"}}, "lacks a code"),
        ({**GOOD, "codes": {"p1": "shared", "p2": "unheard of"}}, "lacks a code"),
        ({**GOOD, "codes": {"p1": "shared", "p2": ["mixed"]}}, "lacks a code"),
    ],
)
def test_a_file_that_will_not_do(tmp_path, content, words):
    path = tmp_path / "theirs.json"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
    with pytest.raises(FormProblem, match=words):
        committed().labels(path)
