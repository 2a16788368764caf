"""Checks, by exercise 03: what is close, what is kept, what is unknown, what follows the data.

What holds for every answer of every exercise stands in tests/coursekit/checks.
"""

import pandas
import pytest

from coursekit import check, progress, tables
from tests.coursekit.checks.answers import ANSWERS, judged


def test_an_answer_that_was_not_rounded_is_right():
    assert judged("e03-1", china_2008=31.600474).right
    assert judged("e03-2", rise_in_percent=102.2997).right


@pytest.mark.parametrize("close", [31.5, 31.7, 30, 32])
def test_close_is_not_right(close):
    assert not judged("e03-1", china_2008=close).right


def test_too_much_rounding_is_named():
    assert "Keep one decimal" in judged("e03-1", china_2017=64).sentences[0]
    assert "Keep one decimal" in judged("e03-2", rise_in_points=32).sentences[0]


def test_a_text_is_in_order_and_not_right(monkeypatch):
    shown = []
    monkeypatch.setattr(check, "display", shown.append)
    check.task("e03-5", **ANSWERS["e03-5"])
    assert repr(shown[0]).startswith("In order.")


def test_what_is_kept_is_whether_and_not_what(capsys):
    check.task("e03-1", china_2008=1, china_2017=63.9)
    assert progress.read("exercise/e03-1") == "tried"
    check.task("e03-1", **ANSWERS["e03-1"])
    assert progress.read("exercise/e03-1") == "right"
    assert "63.9" not in str(progress.everything())


def test_a_check_works_without_a_place_for_progress(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(progress.PLACE, str(tmp_path / "file" / "inside"))
    shown = []
    monkeypatch.setattr(check, "display", shown.append)
    check.task("e03-1", **ANSWERS["e03-1"])
    assert "Right." in shown[0].html and "could not be kept" in shown[0].html


@pytest.mark.parametrize("name", ["e99-1", "e03-9", "03", "", None, "e03-1x"])
def test_an_unknown_task(name):
    with pytest.raises(check.CheckProblem, match="no task"):
        check.judge(name, {})


def test_answers_under_another_name():
    with pytest.raises(check.CheckProblem, match="exactly these names: china_2008, china_2017"):
        check.judge("e03-1", {"china": 1})


def test_one_of_the_words_that_was_not_foreseen():
    verdict = check.Choice(lambda load: "holds", check.VERDICTS)
    with pytest.raises(check.Slip, match="“wrong” does not fit best"):
        verdict.demand("verdict", "wrong", tables.load)


@pytest.mark.parametrize("verdict", [" Holds ", "holds.", "HOLDS ."])
def test_a_choice_forgives_what_is_typed_by_habit(verdict):
    assert judged("e03-3", verdict=verdict).right


RIGHT = ANSWERS["e03-4"]["share"]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (RIGHT.where(RIGHT > 42), "empty places"),
        (RIGHT.iloc[:5], "5 values"),
        (RIGHT.reset_index(drop=True), "labelled by years"),
        (RIGHT.round(), "rounded too far"),
    ],
)
def test_a_column_is_looked_at_closely(share, said):
    result = judged("e03-4", share=share)
    assert not result.right and said in result.sentences[0]


def test_a_column_that_was_not_rounded_is_right():
    assert judged("e03-4", share=RIGHT + 0.001).right


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "context":
            frame.loc[frame["country"] == "China", "value"] *= 1.5
        return frame

    assert not check.judge("e03-1", ANSWERS["e03-1"], altered).right
    assert check.judge("e03-1", {"china_2008": 47.4, "china_2017": 95.9}, altered).right


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (..., "three dots"),
        (pandas.DataFrame({"a": [1]}), "whole table"),
        (9.5, "one number"),
        (RIGHT.head(0), "Fill the column"),
        ([1, 2], "Fill the column"),
    ],
)
def test_drawing_waits_for_a_column_and_says_what_is_there_instead(monkeypatch, given, said):
    shown = []
    monkeypatch.setattr(check, "display", shown.append)
    check.draw(lambda column: "picture", given)
    assert "nothing to draw yet" in shown[0].words and said in shown[0].words


def test_a_column_is_drawn(monkeypatch):
    shown = []
    monkeypatch.setattr(check.figures, "show", shown.append)
    check.draw(lambda column: "picture", RIGHT)
    assert shown == ["picture"]
