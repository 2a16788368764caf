"""The memo builder without a browser: drafts, passports, saving, opening."""

import json

import pytest

from coursekit import cite, memo, progress, tables
from coursekit.forms import MemoForm

KNOWN = memo.evidence(tables.load)
GOOD = {"to": "you", "parts": {"brief": "The share was 6.6% [feng-125]."}, "claims": ["feng-125"]}
BAD = {"parts": {"brief": "It was 46 billion."}}


@pytest.fixture
def builder(tmp_path):
    return MemoForm("14/memo", KNOWN, folder=tmp_path / "my-work")


def files(builder):
    return sorted(path.name for path in builder.folder.glob("*"))


@pytest.mark.parametrize("raw", [GOOD, BAD])
def test_a_draft_is_kept_whatever_is_wrong_with_it(builder, raw):
    assert builder.answer({"ask": "draft", "answers": raw}) == {}
    assert builder.draft() == memo.from_data(raw)
    assert builder.screen()["kept"] == memo.data(memo.from_data(raw))
    assert files(builder) == []


def test_a_refused_memo_is_kept_and_not_saved(builder):
    answer = builder.answer({"ask": "save", "answers": BAD})
    assert "without a locator" in answer["problems"][0]
    assert builder.draft() == memo.from_data(BAD)
    assert files(builder) == []


def test_a_memo_is_saved_beside_the_one_before(builder):
    first = builder.answer({"ask": "save", "answers": GOOD})
    assert first["saved"].startswith("Saved as memo.md and memo.html, in the folder ")
    assert first["files"] == ["memo.md"]
    same = builder.answer({"ask": "save", "answers": GOOD})
    assert same["saved"].startswith("This memo is saved already, as memo.md")
    builder.answer({"ask": "save", "answers": {**GOOD, "to": "her"}})
    assert files(builder) == ["memo (2).html", "memo (2).md", "memo.html", "memo.md"]


def test_an_opened_memo_takes_the_place_of_the_draft_and_the_draft_is_kept(builder):
    builder.answer({"ask": "save", "answers": GOOD})
    builder.answer({"ask": "draft", "answers": BAD})
    answer = builder.answer({"ask": "open", "name": "memo.md"})
    assert answer["opened"] == memo.data(memo.from_data(GOOD))
    assert builder.draft() == memo.from_data(GOOD)
    assert builder.screen()["before"] == memo.data(memo.from_data(BAD))


def test_a_second_memo_opened_does_not_push_the_kept_draft_out(builder):
    builder.answer({"ask": "save", "answers": GOOD})
    builder.answer({"ask": "save", "answers": {**GOOD, "to": "her"}})
    builder.answer({"ask": "draft", "answers": BAD})
    builder.answer({"ask": "open", "name": "memo.md"})
    builder.answer({"ask": "open", "name": "memo (2).md"})
    assert builder.screen()["before"] == memo.data(memo.from_data(BAD))


@pytest.mark.parametrize("name", [None, "other.md", "../memo.md", 3, ["memo.md"]])
def test_only_a_listed_memo_is_opened(builder, name):
    builder.answer({"ask": "save", "answers": GOOD})
    assert "There is no memo" in builder.answer({"ask": "open", "name": name})["trouble"]
    assert builder.draft() == memo.from_data(GOOD)


def test_a_full_disk_is_told_at_the_first_draft(builder, monkeypatch):
    def full(key, value):
        raise progress.ProgressProblem("No room.")

    monkeypatch.setattr(progress, "save", full)
    assert builder.answer({"ask": "draft", "answers": GOOD}) == {"trouble": "No room."}


def test_a_folder_that_takes_nothing_keeps_the_draft(builder):
    builder.folder.write_text("", encoding="utf-8")
    assert "could not be saved" in builder.answer({"ask": "save", "answers": GOOD})["trouble"]
    assert builder.draft() == memo.from_data(GOOD)


@pytest.mark.parametrize("message", [{}, {"ask": "state"}, {"ask": "draft", "answers": [1]}])
def test_a_strange_message_harms_nothing(builder, message):
    assert builder.answer(message) == {}


def test_passports_come_from_the_stamps_of_the_lessons(builder):
    five = {
        "measures": "a",
        "when": "b",
        "says_who": "c",
        "source": "d",
        "verdict": "not comparable",
    }
    cite.stamp("feng-125", **five)
    assert builder.passports() == {"feng-125": "not comparable"}


@pytest.mark.parametrize(
    ("claim", "stamp"),
    [("feng-125", {"verdict": "x"}), ("feng-999", {"locator": "Feng 2.2"}), ("feng-125", "x")],
)
def test_a_stamp_without_a_locator_or_a_claim_is_left_out(builder, claim, stamp):
    progress.save(f"passport/{claim}", stamp)
    assert builder.passports() == {}


def test_the_screen_is_finite_data_with_a_place_for_every_claim(builder):
    screen = json.loads(json.dumps(builder.screen()))
    assert screen["kind"] == "memo"
    assert {claim[1] for claim in screen["claims"].values()} <= set(screen["places"])
    assert screen["claims"]["feng-125"][3] == ["C07"]
    assert screen["checks"]["C07"][0] == "not comparable"
    assert screen["files"] == [] and screen["before"] is None


def test_unrun_it_names_the_parts_and_says_what_to_do(builder):
    html = builder.html()
    assert all(title in html for title in memo.PARTS.values())
    assert "Run this cell to write." in html
    assert "feng-125" not in html
