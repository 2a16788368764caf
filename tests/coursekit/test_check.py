"""Checks: strict about kinds, generous about form, helpful about slips, silent about answers."""

import re

import numpy
import pandas
import pytest

from coursekit import check, progress, tables
from tasks import e03

ANSWERS = {
    "e03-1": {"china_2008": 31.6, "china_2017": 63.9},
    "e03-2": {"rise_in_points": 32.3, "rise_in_percent": 102},
    "e03-3": {"negative_then": 2, "negative_now": 1, "verdict": "holds"},
    "e03-4": {
        "share": pandas.Series(
            [41.5, 41.1, 42.1, 45.6, 46.9, 48.8, 46.6, 42.2, 41.4, 42.9], index=range(2008, 2018)
        ),
        "highest_year": 2013,
    },
    "e03-5": {"argument": "The share of 6.6% (Feng 2.2) " + "word " * 100},
}
NUMBERS = [
    (task, name, value)
    for task, answers in ANSWERS.items()
    for name, value in answers.items()
    if isinstance(value, int | float)
]


class AlwaysEqual:
    """Claims to be whatever it is compared with."""

    def __eq__(self, other):
        return True

    def __abs__(self):
        return 0

    def __sub__(self, other):
        return 0

    def __float__(self):
        return 31.6

    __hash__ = None


class Sly(float):
    """A float that lies when it is subtracted."""

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__


def judged(task, **changes):
    return check.judge(task, {**ANSWERS[task], **changes})


@pytest.mark.parametrize("task", ANSWERS)
def test_right_answers_are_right(task):
    verdict = judged(task)
    assert verdict.right, verdict.sentences
    assert verdict.sentences == (e03.TASKS[task].praise,)


@pytest.mark.parametrize(("task", "name", "value"), NUMBERS)
@pytest.mark.parametrize("kind", [float, numpy.float64, numpy.float32])
def test_any_plain_number_will_do(task, name, value, kind):
    assert judged(task, **{name: kind(value)}).right


@pytest.mark.parametrize("kind", [int, numpy.int64, numpy.int16])
def test_whole_numbers_of_every_make(kind):
    assert judged("e03-2", rise_in_percent=kind(102)).right
    assert judged("e03-3", negative_then=kind(2)).right


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


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (..., "no answer yet"),
        (None, "no answer yet"),
        ("31.6", "text"),
        (True, "True or False"),
        ([31.6], "collection"),
        ((31, 6), "behind a point"),
        (pandas.Series([31.6]), "whole column"),
        (pandas.DataFrame({"a": [31.6]}), "whole table"),
        (numpy.array([31.6]), "array"),
        (float("nan"), "not a usable number"),
        (float("inf"), "not a usable number"),
        (31.6 + 0j, "complex"),
        (AlwaysEqual(), "AlwaysEqual"),
        (Sly(0), "Sly"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_is_no_number_is_named(wrong, said):
    verdict = judged("e03-1", china_2008=wrong)
    assert not verdict.right
    assert any(said in sentence for sentence in verdict.sentences)


def slips():
    for task, expected in e03.TASKS.items():
        for name, answer in expected.answers.items():
            for slip in getattr(answer, "slips", ()):
                yield pytest.param(task, name, slip, id=f"{task}-{name}-{slip.sentence[:30]}")


@pytest.mark.parametrize(("task", "name", "slip"), list(slips()))
def test_every_foreseen_slip_is_named(task, name, slip):
    verdict = judged(task, **{name: slip.value(tables.load)})
    assert not verdict.right
    assert slip.sentence in verdict.sentences


def everything_said():
    for task, expected in e03.TASKS.items():
        for name, answer in expected.answers.items():
            wrong = [slip.value(tables.load) for slip in getattr(answer, "slips", ())]
            for value in [..., "", 0, -1, *wrong]:
                yield from check.judge(task, {**ANSWERS[task], name: value}).sentences


def test_no_sentence_gives_a_number_of_the_answers_away():
    said = " ".join(everything_said())
    for task, name, value in NUMBERS:
        if value < 10 or name == "highest_year":  # a count of years may stand in a sentence
            continue
        assert not re.search(rf"(?<![\d.]){re.escape(str(value))}(?![\d.])", said), (task, name)
    assert "2013" not in said


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


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("nonsense", "should be one of"),
        ("", "should be one of"),
        (3, "quotation marks"),
        ("reported, unresolved", "does not fit best"),
    ],
)
def test_a_choice_is_one_of_the_words(verdict, said):
    result = judged("e03-3", verdict=verdict)
    assert not result.right and said in result.sentences[0]


@pytest.mark.parametrize("verdict", [" Holds ", "holds.", "HOLDS ."])
def test_a_choice_forgives_what_is_typed_by_habit(verdict):
    assert judged("e03-3", verdict=verdict).right


RIGHT = ANSWERS["e03-4"]["share"]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (..., "no answer yet"),
        (42.0, "should be a column"),
        (RIGHT.to_frame(), "should be a column"),
        (pandas.Series(dtype=float), "without any values"),
        (RIGHT.astype(str), "should hold numbers"),
        (RIGHT > 0, "should hold numbers"),
        (RIGHT.where(RIGHT > 42), "empty places"),
        (RIGHT.iloc[:5], "5 values"),
        (RIGHT.reset_index(drop=True), "labelled by years"),
        (RIGHT.round(), "rounded too far"),
        (RIGHT + 1, "how each value is made"),
    ],
)
def test_a_column_is_looked_at_closely(share, said):
    result = judged("e03-4", share=share)
    assert not result.right and said in result.sentences[0]


def test_a_column_that_was_not_rounded_is_right():
    assert judged("e03-4", share=RIGHT + 0.001).right


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n", "is empty"),
        ("Too short (Feng 2.2).", "words; the task asks for 100 to 150"),
        ("Feng 2.2 " + "word " * 200, "words; the task asks for 100 to 150"),
        ("word " * 120, "at least one locator"),
        ("Feng 4.77 " + "word " * 120, "Feng 4.77, which does not exist"),
        (5, "text in quotation marks"),
    ],
)
def test_an_argument_has_length_and_locators(text, said):
    result = judged("e03-5", argument=text)
    assert not result.right and said in result.sentences[0]


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "context":
            frame.loc[frame["country"] == "China", "value"] *= 1.5
        return frame

    assert not check.judge("e03-1", ANSWERS["e03-1"], altered).right
    assert check.judge("e03-1", {"china_2008": 47.4, "china_2017": 95.9}, altered).right


def test_drawing_an_answer_waits_until_there_is_one(monkeypatch):
    shown = []
    monkeypatch.setattr(check, "display", shown.append)
    monkeypatch.setattr(check.figures, "show", shown.append)
    check.draw(lambda column: "picture", ...)
    assert "nothing to draw yet" in shown[0].words
    check.draw(lambda column: "picture", RIGHT)
    assert shown[1] == "picture"
