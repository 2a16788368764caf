"""Explorers without a browser: settings, pictures, sentences, and what goes wrong."""

import re

import pandas
import pytest
from matplotlib.figure import Figure

from coursekit import explore, front
from coursekit.charts import Picture
from coursekit.errors import CourseError
from coursekit.explore import Choice, Explorer, ExplorerProblem, Radio, Range, Tick


def say(values):
    return f"In {values['year']} the share of {values['country']} was a made-up number of per cent."


class Draw:
    """Draws an empty picture and counts how often it was asked."""

    def __init__(self):
        self.calls = []

    def __call__(self, values):
        self.calls.append(dict(values))
        frame = pandas.DataFrame({"Year": [values["year"]]})
        return Picture(Figure(figsize=(2, 1)), title="A bar", source="Nobody", data=frame)


def controls():
    return {
        "country": Choice("Country", {"cn": "China", "ru": "Russia"}, "ru"),
        "year": Range("Year", [2008, 2017], 2017),
    }


def explorer(draw=None, say=say, controls=controls):
    return Explorer("gap", "How wide is the gap?", controls(), draw or Draw(), say)


def test_every_setting_is_listed_once():
    assert explorer().states() == [
        {"country": "cn", "year": 2008},
        {"country": "cn", "year": 2017},
        {"country": "ru", "year": 2008},
        {"country": "ru", "year": 2017},
    ]


def test_keys_and_settings_agree():
    gap = explorer()
    assert [gap.values(gap.key(values)) for values in gap.states()] == gap.states()
    assert gap.key({"year": 2008, "country": "ru"}) == "1-0"


@pytest.mark.parametrize("key", ["", "0", "0-2", "-1-0", "0-0-0", "cn-2008", "None", "00-0"])
def test_the_browser_gets_no_value_that_was_not_declared(key):
    draw = Draw()
    gap = explorer(draw)
    with pytest.raises(ExplorerProblem, match="has no setting"):
        gap.values(key)
    assert gap.answer({"key": key})["trouble"]
    assert draw.calls == []


@pytest.mark.parametrize(
    "values", [{}, {"country": "ru"}, {"country": "ru", "year": 2017, "more": 1}]
)
def test_a_setting_needs_every_control_and_no_other(values):
    with pytest.raises(ExplorerProblem, match="has the controls country, year"):
        explorer().picture(values)


def test_a_value_that_a_control_does_not_have():
    with pytest.raises(ExplorerProblem, match='"Year" has no value 2010'):
        explorer().picture({"country": "ru", "year": 2010})


def with_values(count):
    return lambda: {"year": Range("Year", range(count), 0)}


def test_120_settings_are_allowed():
    assert len(explorer(controls=with_values(120)).states()) == 120


def test_more_are_refused_with_the_arithmetic():
    many = {"a": Range("First", range(11), 0), "b": Range("Second", range(11), 0)}
    with pytest.raises(ExplorerProblem, match=r"121 settings \(First 11 × Second 11\); 120"):
        Explorer("gap", "?", many, Draw(), say)


def test_no_controls():
    with pytest.raises(ExplorerProblem, match="has no controls"):
        Explorer("gap", "?", {}, Draw(), say)


def test_two_controls_with_one_label():
    twins = {"a": Tick("Log scale"), "b": Tick("Log scale")}
    with pytest.raises(ExplorerProblem, match="the same label"):
        Explorer("gap", "?", twins, Draw(), say)


def test_a_start_that_is_no_value():
    with pytest.raises(ExplorerProblem, match='"Year" has no value 1999. It has: 2008, 2017'):
        Explorer("gap", "?", {"year": Range("Year", [2008, 2017], 1999)}, Draw(), say)


def test_values_are_written_as_people_read_them():
    assert Range("Share", [5, 10], 5, "%").texts() == ["5%", "10%"]
    assert Range("Window", [5, 10], 5, "years").texts() == ["5 years", "10 years"]
    assert Radio("Ruler", {"ppp": "PPP dollars"}, "ppp").texts() == ["PPP dollars"]
    assert Choice("Country", ["China"], "China").texts() == ["China"]
    assert Tick("Log scale").values() == [False, True]


def test_the_picture_is_described_by_the_sentence():
    gap = explorer()
    for values in gap.states():
        alt = re.search(r'<img [^>]*alt="([^"]*)"', gap.picture(values)).group(1)
        assert alt == gap.sentence(values) == say(values)


def test_a_setting_is_drawn_once():
    draw = Draw()
    gap = explorer(draw)
    for _ in range(3):
        for values in gap.states():
            gap.picture(values)
            gap.answer({"key": gap.key(values)})
    assert draw.calls == gap.states()


def test_draw_cannot_spoil_a_setting():
    def greedy(values):
        picture = Draw()(values)
        values.clear()
        return picture

    gap = explorer(greedy)
    gap.picture(gap.start())
    assert gap.values("1-1") == {"country": "ru", "year": 2017}


@pytest.mark.parametrize("nothing", ["", "  ", None, 7])
def test_an_explorer_has_to_say_something(nothing):
    gap = explorer(say=lambda values: nothing)
    with pytest.raises(ExplorerProblem, match="says nothing about {'country': 'ru'"):
        gap.sentence(gap.start())


def failing(error):
    def draw(values):
        if values["year"] == 2008:
            raise error
        return Draw()(values)

    return explorer(draw)


def test_an_error_becomes_a_sentence_and_its_words_stay_at_hand():
    answer = failing(ZeroDivisionError("division by <zero>")).answer({"key": "1-0"})
    assert answer["sentence"].startswith("This setting could not be drawn. Try another setting;")
    assert "ZeroDivisionError: division by &lt;zero&gt;" in answer["picture"]
    assert "<details>" in answer["picture"]
    assert answer["state"] == "1-0"


def test_an_error_of_the_course_is_told_in_its_own_words():
    answer = failing(CourseError("The file gdp.csv is missing.")).answer({"key": "1-0"})
    assert "could not be drawn: The file gdp.csv is missing. Try" in answer["sentence"]


def test_one_bad_setting_leaves_the_others_alive():
    gap = failing(ValueError("no"))
    assert gap.answer({"key": "1-0"})["trouble"]
    assert "trouble" not in gap.answer({"key": "1-1"})


def test_the_build_hears_of_an_error():
    gap = failing(ValueError("no such year"))
    with pytest.raises(ValueError, match="no such year"):
        gap.picture({"country": "ru", "year": 2008})


def test_the_first_setting_comes_with_the_screen():
    gap = explorer()
    screen = gap.screen()
    assert list(screen["states"]) == ["1-1"]
    assert screen["states"]["1-1"]["sentence"] == say(gap.start())
    assert [control["start"] for control in screen["controls"]] == [1, 1]
    assert [control["kind"] for control in screen["controls"]] == ["select", "range"]


def test_a_first_setting_that_fails_is_asked_for_again():
    gap = explorer(lambda values: 1 / 0)
    assert gap.screen()["states"] == {}
    assert "could not be drawn" in gap.html()


def test_unrun_it_shows_picture_sentence_and_what_to_do():
    html = explorer().html()
    assert f'alt="{say(explorer().start())}"' in html
    assert re.search(rf"<p[^>]*>{re.escape(say(explorer().start()))}</p>", html)
    assert "Run this cell to move the controls (Country, Year)." in html
    assert "How wide is the gap?" in html
    assert "<input" not in html
    assert "<select" not in html


def test_shown_explorers_are_known_to_the_build(monkeypatch):
    monkeypatch.setattr(explore, "_shown", {})
    bundles = []
    monkeypatch.setattr(front, "display", lambda bundle, raw: bundles.append(bundle))
    gap = explorer()
    gap.show()
    gap.show()
    other = Explorer("other", "And that?", {"log": Tick("Log scale")}, Draw(), say)
    assert explore.declared() == [gap]
    assert other not in explore.declared()
    assert bundles[0]["text/html"] == gap.html()
