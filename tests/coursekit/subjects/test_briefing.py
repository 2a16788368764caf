"""The passports by verdict: boxes, words and numbers agree with the table."""

import pandas
import pytest

from coursekit import check, figures, tables
from coursekit.subjects import briefing


def table():
    """As lesson 14 makes it."""
    links, checks = tables.load("check_claims"), tables.load("checks")[["id", "verdict"]]
    links = links[links["about"] == "claim"]
    places = tables.load("claims")[["id", "locator"]].rename(columns={"id": "claim"})
    joined = tables.load("passports").merge(places, on="claim").merge(links, on="claim", how="left")
    joined = joined.merge(checks, left_on="check", right_on="id", how="left")
    joined["verdict"] = joined["verdict"].fillna("no check")
    return joined


def test_there_is_a_duty_for_every_verdict():
    assert set(briefing.DUTIES) == {*check.VERDICTS, "no check", "not yet verified"}
    assert list(briefing.duties()["verdict"]) == list(briefing.DUTIES)


def test_the_lesson_counts_the_passports_as_the_table_does():
    verdicts = table()["verdict"]
    bare = (verdicts == "no check").sum()
    holds = verdicts.isin(briefing.FREE).sum()
    assert (holds, len(verdicts) - holds - bare, bare) == (3, 4, 7), "as lesson 14 says"
    lessons = set(table().loc[verdicts == "no check", "lesson"])
    assert lessons == {"00", "05", "09", "10", "11", "12", "13"}, "as lesson 14 says"


def test_each_passport_has_a_box_in_the_row_of_its_verdict():
    joined = table()
    picture = briefing.draw_passports(joined)
    [axis] = picture.figure.axes
    names = {
        round(t.get_position()[1]): t.get_text() for t in axis.texts if "\n" not in t.get_text()
    }
    boxes = [(t.get_text(), names[t.get_position()[1]]) for t in axis.texts if "\n" in t.get_text()]
    wanted = [(f"{row.lesson}\n{row.locator}", row.verdict) for row in joined.itertuples()]
    assert sorted(boxes) == sorted(wanted)
    assert len(axis.patches) == len(joined)


def test_dark_boxes_are_those_that_hold():
    joined = table()
    [axis] = briefing.draw_passports(joined).figure.axes
    dark = [p for p in axis.patches if p.get_facecolor()[0] < 0.5]
    assert len(dark) == (joined["verdict"] == "holds").sum()
    assert {round(patch.get_y() + 0.39) for patch in dark} == {0}


@pytest.mark.parametrize("verdict", briefing.DUTIES)
def test_the_words_follow_the_table(verdict):
    one = pandas.DataFrame(
        {"lesson": ["00"], "claim": ["feng-125"], "locator": ["Feng 2.2"], "verdict": [verdict]}
    )
    picture = briefing.draw_passports(one)
    assert picture.title.startswith(f"{int(verdict == 'holds')} of 1 ")
    assert f"1 {verdict}." in picture.alt
    figures.picture_html(picture, picture.alt)
