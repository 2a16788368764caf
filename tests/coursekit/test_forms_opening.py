"""The opened envelope without a browser: shut until it is sealed, then complete."""

import json

import pandas
import pytest
from matplotlib.figure import Figure

from coursekit import figures, forms, front
from coursekit.charts import Picture
from coursekit.forms import Envelope, FormProblem

QUESTIONS = {"q1": "Will it rain?", "q2": "Will it <snow>?"}
ENDED = pandas.DataFrame(
    {
        "forecast": ["q1", "q2"],
        "outcome": ["yes", "no"],
        "date": pandas.to_datetime(["2020-02-03", "2021-12-31"]),
        "finding": ["It poured.", "It <b>did</b> not."],
        "source": ["The gauge", "A window"],
        "source_read": ["read", "not read"],
        "confidence": ["high", "low"],
        "limits": ["Where it rained.", "Whether it hailed."],
    }
)


def opening():
    envelope = Envelope("01/envelope", QUESTIONS, opens="13")
    return forms.opening(envelope, ENDED, ["That is all."])


def sealed():
    Envelope("01/envelope", QUESTIONS, opens="13").receive({"q1": 90, "q2": 20})


def picture(table):
    words = "A made-up picture with a sentence long enough to describe it."
    return Picture(Figure(), title="Made up", source="this test", data=table, alt=words)


def test_nothing_is_shown_before_it_is_sealed(monkeypatch):
    shown = []
    monkeypatch.setattr(figures, "show", shown.append)
    unsealed = opening()
    assert unsealed.screen()["kept"] is None
    assert unsealed.table().empty
    assert "Nothing is sealed" in repr(unsealed.reveal(picture))
    assert shown == []


def test_what_a_saved_notebook_keeps_holds_no_ending_even_once_sealed(monkeypatch):
    kept = []
    monkeypatch.setattr(front, "show", lambda screen, html, words: kept.append(html + words))
    for prepare in (lambda: None, sealed):
        prepare()
        opening().show()
    for each in ("poured", "gauge", "hailed", "2020", "That is all"):
        assert each not in " ".join(kept)


def test_the_table_has_parts_of_one_and_ones_and_zeros(monkeypatch):
    sealed()
    table = opening().table()
    assert list(table.columns) == ["question", "chance", "happened"]
    assert table.to_numpy().tolist() == [[1, 0.9, 1], [2, 0.2, 0]]
    shown = []
    monkeypatch.setattr(figures, "show", shown.append)
    assert opening().reveal(picture) is None
    assert shown[0].data.equals(table)


def test_the_newest_envelope_is_opened(monkeypatch):
    monkeypatch.setattr(front, "show", lambda *shown: None)
    sealed()
    envelope = Envelope("01/envelope", QUESTIONS, opens="13")
    envelope.start_again()
    envelope.receive({"q1": 10, "q2": 10})
    again = opening()
    assert again.screen()["key"] == "01/envelope-2"
    assert list(again.table()["chance"]) == [0.1, 0.1]


def test_the_screen_is_plain_data_with_every_ending():
    sealed()
    screen = json.loads(json.dumps(opening().screen()))
    assert screen["kind"] == "opening" and screen["kept"] == {"q1": 90, "q2": 20}
    assert screen["outcomes"]["q1"][:3] == [True, "3 February 2020", "It poured."]
    assert screen["outcomes"]["q2"][0] is False
    assert "not read" in screen["outcomes"]["q2"][3]
    assert screen["after"] == ["That is all."]
    assert screen["words"]["score"].count("{") == 3


def test_a_question_without_an_ending_is_a_fault_of_the_author():
    envelope = Envelope("01/envelope", {**QUESTIONS, "q3": "Hail?"}, opens="13")
    with pytest.raises(FormProblem, match="q3"):
        forms.opening(envelope, ENDED, [])


def test_an_envelope_may_say_that_time_opens_it():
    envelope = Envelope("13/envelope", QUESTIONS, opens="", done="Sealed on {date}. Time opens it.")
    assert envelope.screen()["done"] == "Sealed on {date}. Time opens it."
    assert "Lesson 13 opens it" in Envelope("01/envelope", QUESTIONS, opens="13").screen()["done"]
