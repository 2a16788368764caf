"""Forms without a browser: what they accept, keep, say and show."""

import json

import pytest

from coursekit import forms, front, progress
from coursekit.explore import Radio, Tick
from coursekit.forms import Form, FormProblem, Number, Prediction, Question, QuickCheck, Words


def share():
    return Prediction("03/prediction", "Which share?", unit="%", low=0, high=100)


def direction():
    options = ["It widens", "It narrows"]
    return Prediction("05/prediction", "Which way?", "choice", options=options)


def question(**changes):
    whole = {
        "prompt": "What does a locator point to?",
        "options": ["A page", "A paragraph"],
        "answer": "A paragraph",
        "explain": {"A page": "Pages differ.", "A paragraph": "It counts them."},
    }
    return Question(**{**whole, **changes})


def quick_check():
    return QuickCheck("03/quick-check", [question(), question(prompt="And again?")])


# ---- Numbers -------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", [0, 100, 12.5])
def test_a_number_in_bounds_is_kept(raw):
    assert share().receive({"guess": raw})["kept"] == {"guess": raw}
    assert share().kept()[0] == {"guess": raw}


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (None, "Nothing is written here yet. Write a number between 0 and 100."),
        ("six", "This is not a number. Write a number between 0 and 100, in digits"),
        ("6.6", "This is not a number."),
        (True, "This is not a number."),
        ([6.6], "This is not a number."),
        (float("nan"), "This is not a number."),
        (float("inf"), "This is not a number."),
        (101, "This number is out of range. Write a number between 0 and 100."),
        (-0.1, "This number is out of range."),
    ],
)
def test_what_is_no_such_number_gets_a_sentence_and_changes_nothing(raw, sentence):
    share().receive({"guess": 6.6})
    answer = share().receive({"guess": raw})
    assert answer["problems"]["guess"].startswith(sentence)
    assert "kept" not in answer
    assert share().kept()[0] == {"guess": 6.6}


def test_a_field_that_was_not_handed_in_is_missing():
    assert "Nothing is written" in share().receive({})["problems"]["guess"]


@pytest.mark.parametrize("message", [{}, {"answers": None}, {"answers": [1]}])
def test_a_message_without_answers_keeps_nothing(message):
    assert "guess" in share().answer(message)["problems"]
    assert progress.entry("03/prediction") is None


def test_the_browser_gets_the_same_sentences():
    [field] = share().screen()["fields"]
    assert field["sentences"] == Number("", "%", 0, 100).sentences()
    assert (field["low"], field["high"], field["unit"]) == (0, 100, "%")


# ---- Picks and words -----------------------------------------------------------------------


@pytest.mark.parametrize("raw", [None, 2, -1, "0", 0.0, True, "It widens"])
def test_only_a_place_in_the_list_is_a_choice(raw):
    assert "Nothing is chosen" in direction().receive({"guess": raw})["problems"]["guess"]
    assert progress.entry("05/prediction") is None


def test_a_choice_is_kept_as_its_text():
    direction().receive({"guess": 1})
    assert progress.read("05/prediction") == {"guess": "It narrows"}
    assert direction().screen()["kept"] == {"guess": 1}


def test_an_answer_that_was_reworded_since_is_left_out():
    progress.save("05/prediction", {"guess": "It broadens"})
    assert direction().kept() == ({}, None)
    assert direction().screen()["kept"] is None


@pytest.mark.parametrize("value", [["guess"], "It widens", 3, {"other": 1}, {"guess": None}])
def test_a_strange_entry_is_no_answer(value):
    progress.save("03/prediction", value)
    assert share().kept() == ({}, None)


def memo():
    fields = {
        "claim": Words("Your claim", rows=4),
        "doubt": Words("A doubt", needed=False),
        "ready": Tick("Ready to hand in"),
        "year": Number("Year", needed=False),
    }
    return Form("14/memo", "Memo", fields)


def test_words_are_kept_as_they_were_typed():
    typed = {"claim": " Two\nlines, “quoted” ", "doubt": "", "ready": 1, "year": None}
    memo().receive(typed)
    assert memo().kept()[0] == {**typed, "ready": True}
    assert memo().screen()["kept"] == typed


@pytest.mark.parametrize("claim", ["", "  \n", None, 5])
def test_empty_words_get_a_sentence_beside_the_field_only(claim):
    answer = memo().receive({"claim": claim, "doubt": "", "ready": 0, "year": None})
    assert answer == {"problems": {"claim": Words("").sentences()["missing"]}}


def test_a_form_needs_fields():
    with pytest.raises(FormProblem, match="has no fields"):
        Form("14/memo", "Memo", {})


def test_a_disk_that_takes_nothing_is_told(monkeypatch):
    def full(key, value):
        raise progress.ProgressProblem("This answer could not be kept: make room.")

    monkeypatch.setattr(progress, "save", full)
    assert share().receive({"guess": 5}) == {"trouble": "This answer could not be kept: make room."}


def test_progress_that_cannot_be_read_stops_no_lesson(monkeypatch, capsys):
    def unreadable(key):
        raise progress.ProgressProblem("Your progress could not be read.")

    monkeypatch.setattr(progress, "entry", unreadable)
    assert share().screen()["kept"] is None
    assert "could not be read" in capsys.readouterr().out


# ---- Predictions ---------------------------------------------------------------------------


def on_3_may(monkeypatch, form, raw):
    form.receive({"guess": raw})
    entry = {**progress.entry(form.key), "when": "2026-05-03T10:00:00+02:00"}
    monkeypatch.setattr(progress, "entry", lambda key: entry)


@pytest.mark.parametrize(
    ("guess", "verdict"),
    [
        (5, "That is below what the evidence says: 6.6%."),
        (40, "That is above what the evidence says: 6.6%."),
        (6.5, "That is close to what the evidence says: 6.6%."),
        (6.6, "That is what the evidence says too: 6.6%."),
    ],
)
def test_a_number_is_compared(monkeypatch, guess, verdict):
    on_3_may(monkeypatch, share(), guess)
    card = share().compare(6.6, "Rulers differ.")
    assert repr(card) == f"You said {guess}% on 3 May 2026. {verdict} Rulers differ."
    assert verdict in card._repr_html_()


@pytest.mark.parametrize(
    ("place", "verdict"),
    [
        (0, "You said It widens on 3 May 2026. The evidence says something else: It narrows."),
        (1, "You said It narrows on 3 May 2026. That is what the evidence says too: It narrows."),
    ],
)
def test_a_choice_is_compared(monkeypatch, place, verdict):
    on_3_may(monkeypatch, direction(), place)
    assert repr(direction().compare("It narrows", "By most rulers.")).startswith(verdict)


def test_without_a_prediction_the_lesson_goes_on():
    words = repr(share().compare(6.6, "Rulers differ."))
    assert words == (
        "You locked in no prediction this time. The evidence says: 6.6%. Rulers differ."
    )


def test_a_sentence_is_no_markup():
    assert "&lt;b&gt;" in share().compare(6.6, "<b>")._repr_html_()


def test_a_prediction_is_shown_again_when_the_lesson_is_rerun():
    share().receive({"guess": 5})
    screen = share().screen()
    assert screen["kept"] == {"guess": 5}
    assert screen["when"] == progress.entry("03/prediction")["when"]
    assert screen["locks"]


def test_a_prediction_of_another_kind():
    with pytest.raises(FormProblem, match='Make it "number" or "choice"'):
        Prediction("03/prediction", "Which?", "text")


def test_a_choice_needs_options():
    with pytest.raises(FormProblem, match="at least two options"):
        Prediction("03/prediction", "Which?", "choice", options=["One"])


# ---- Quick checks --------------------------------------------------------------------------


def test_every_option_has_something_said_about_it():
    first = quick_check().screen()["fields"][0]
    assert first["feedback"] == ["Not quite. Pages differ.", "Right. It counts them."]
    assert first["right"] == 1
    assert first["start"] is None


def test_one_question_is_kept_at_a_time():
    quick_check().receive({"question 1": 0})
    assert quick_check().kept()[0] == {"question 1": "A page"}
    quick_check().receive({"question 2": 1})
    quick_check().receive({"question 1": 1})
    both = {"question 1": "A paragraph", "question 2": "A paragraph"}
    assert progress.read("03/quick-check") == both
    assert quick_check().screen()["kept"] == {"question 1": 1, "question 2": 1}


def test_a_question_that_does_not_exist_is_not_kept():
    assert "kept" not in quick_check().receive({"question 9": 1})
    assert progress.entry("03/quick-check") is None


def test_a_right_answer_outside_the_options():
    with pytest.raises(FormProblem, match='"A file" to "What does a locator'):
        question(answer="A file")


@pytest.mark.parametrize(
    "explain", [{"A page": "Pages differ."}, {"A page": "x", "A paragraph": " "}]
)
def test_an_option_without_explanation(explain):
    with pytest.raises(FormProblem, match="does not explain: A paragraph"):
        question(explain=explain)


# ---- Unrun ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [share, direction, quick_check, memo])
def test_unrun_it_is_readable_and_says_what_to_do(form):
    html = form().html()
    assert "Run this cell to answer." in html
    assert "<input" not in html
    for name in form().fields:
        label = form().screen()["fields"][list(form().fields).index(name)]["label"]
        assert label in html


def test_unrun_it_tells_no_answer():
    html = quick_check().html()
    assert "A page" in html
    assert "It counts them" not in html
    assert "Right" not in html


def test_unrun_it_is_the_same_for_everybody():
    before = share().html()
    share().receive({"guess": 5})
    assert share().html() == before


def test_it_is_displayed_with_its_html(monkeypatch):
    bundles = []
    monkeypatch.setattr(front, "display", lambda bundle, raw: bundles.append(bundle))
    share().show()
    assert bundles[0]["text/html"] == share().html()


def test_any_control_can_be_a_field():
    form = Form("10/coding", "Coding", {"code": Radio("Shared?", ["shared", "opposed"])})
    assert form.receive({"code": 1})["kept"] == {"code": 1}
    assert isinstance(form.fields["code"], forms.Pick)


# ---- The sealed envelope -------------------------------------------------------------------

QUESTIONS = {"f01": "Will it rain?", "f02": "Will it snow?"}


def envelope():
    return forms.Envelope("01/envelope", QUESTIONS, opens="13")


def shown(monkeypatch):
    screens = []
    monkeypatch.setattr(front, "show", lambda shown, html, words: screens.append(shown.screen))
    return screens


def test_an_envelope_is_sealed_with_its_date():
    answer = envelope().receive({"f01": 30, "f02": 0})
    assert answer["kept"] == {"f01": 30, "f02": 0}
    [sealed] = envelope().sealed()
    assert (sealed.number, sealed.answers) == (1, {"f01": 30, "f02": 0})
    assert sealed.when == answer["when"] == progress.entry("01/envelope")["when"]
    screen = envelope().screen()
    assert screen["locks"] and not screen["change"]
    assert (screen["kept"], screen["when"]) == (sealed.answers, sealed.when)
    assert screen["done"] == "Sealed on {date}. Lesson 13 opens it."


@pytest.mark.parametrize("raw", [{}, {"f01": 30}, {"f01": 30, "f02": 101}, {"f01": 30, "f02": "x"}])
def test_an_envelope_is_sealed_whole_or_not_at_all(raw):
    assert "problems" in envelope().receive(raw)
    assert envelope().sealed() == []
    assert progress.entry("01/envelope") is None


def test_a_sealed_envelope_takes_no_other_answer():
    """A second tab, or a page that was open before, must not change it."""
    open_in_two_places = envelope()
    envelope().receive({"f01": 30, "f02": 60})
    before = progress.entry("01/envelope")
    for late in (open_in_two_places, envelope()):
        answer = late.receive({"f01": 90, "f02": 90})
        assert "is sealed" in answer["trouble"] and "start_again" in answer["trouble"]
    assert progress.entry("01/envelope") == before


def test_a_new_envelope_keeps_the_old_one(monkeypatch):
    screens = shown(monkeypatch)
    first = envelope()
    first.receive({"f01": 30, "f02": 60})
    first.start_again()
    assert screens[-1]["kept"] is None
    assert [each.number for each in envelope().sealed()] == [1]
    assert envelope().screen()["kept"] == {"f01": 30, "f02": 60}, "an empty one replaces nothing"
    first.receive({"f01": 5, "f02": 95})
    again = envelope()
    assert [each.answers for each in again.sealed()] == [
        {"f01": 30, "f02": 60},
        {"f01": 5, "f02": 95},
    ]
    assert again.number == 2
    assert again.screen()["kept"] == {"f01": 5, "f02": 95}


def test_starting_again_before_anything_is_sealed_changes_nothing(monkeypatch):
    shown(monkeypatch)
    empty = envelope()
    empty.start_again()
    assert empty.number == 1
    empty.receive({"f01": 1, "f02": 2})
    assert len(envelope().sealed()) == 1


def test_another_kind_of_entry_is_no_envelope():
    for strange in (["f01"], {"f01": 30}, {"f01": 30, "f02": "many"}, None):
        progress.save("01/envelope", strange)
        assert envelope().sealed() == []


def test_envelopes_that_cannot_be_read_stop_no_lesson(monkeypatch, capsys):
    def unreadable():
        raise progress.ProgressProblem("Your progress could not be read.")

    monkeypatch.setattr(progress, "everything", unreadable)
    assert envelope().sealed() == []
    assert "could not be read" in capsys.readouterr().out


def test_unrun_an_envelope_shows_its_questions():
    html = envelope().html()
    assert "1. Will it rain?" in html and "2. Will it snow?" in html
    assert "Run this cell to answer." in html and "<input" not in html
    before = html
    envelope().receive({"f01": 30, "f02": 60})
    assert envelope().html() == before


def test_an_export_holds_the_numbers_and_the_day_and_nobody(tmp_path):
    envelope().receive({"f01": 30, "f02": 12.5})
    words = repr(envelope().export(tmp_path))
    assert "Saved as 01-envelope.json" in words
    [file] = tmp_path.glob("*.json")
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "course": "Limited Opponents",
        "envelope": "01/envelope",
        "number": 1,
        "sealed": progress.entry("01/envelope")["when"][:10],
        "probability_of_yes_in_percent": {"f01": 30, "f02": 12.5},
    }


def test_an_export_overwrites_nothing(tmp_path):
    (tmp_path / "01-envelope.json").write_bytes(b"\xffa classmate's")
    envelope().receive({"f01": 30, "f02": 60})
    assert "Saved as 01-envelope (2).json" in repr(envelope().export(tmp_path))
    assert (tmp_path / "01-envelope.json").read_bytes() == b"\xffa classmate's"
    assert "saved already, as 01-envelope (2).json" in repr(envelope().export(tmp_path))
    assert len(list(tmp_path.glob("*.json"))) == 2


def test_the_newest_envelope_is_exported_under_its_own_name(tmp_path, monkeypatch):
    shown(monkeypatch)
    mine = envelope()
    mine.receive({"f01": 30, "f02": 60})
    mine.export(tmp_path)
    mine.start_again()
    mine.receive({"f01": 40, "f02": 60})
    mine.export(tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.json")) == [
        "01-envelope-2.json",
        "01-envelope.json",
    ]


def test_an_export_goes_into_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    envelope().receive({"f01": 30, "f02": 60})
    envelope().export()
    assert (tmp_path / "01-envelope.json").exists()


def test_without_a_sealed_envelope_nothing_is_written(tmp_path):
    assert "nothing to save yet" in repr(envelope().export(tmp_path))
    assert list(tmp_path.glob("*.json")) == []


def test_a_folder_that_takes_no_file(tmp_path):
    envelope().receive({"f01": 30, "f02": 60})
    with pytest.raises(FormProblem, match="could not be saved in .*nowhere"):
        envelope().export(tmp_path / "nowhere")
