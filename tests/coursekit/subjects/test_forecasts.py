"""The ten questions of the envelope: whole, dated, and silent about how they ended."""

import pandas
import pytest

from coursekit import tables
from coursekit.subjects import forecasts


@pytest.fixture(scope="module")
def table():
    return tables.load("forecasts")


@pytest.fixture(scope="module")
def outcomes():
    return tables.load("outcomes")


def test_there_are_ten_from_all_three_texts(table):
    assert len(table) == 10
    assert set(table["document"]) == {"Feng", "Zheng", "Op-ed"}
    prefix = table["locator"].str.split(" ").str[0]
    assert (prefix == table["document"]).all()


def test_a_question_is_one_and_says_by_when(table):
    for row in table.itertuples():
        assert "?" in row.question
        assert str(row.deadline.year) in row.question, row.id
        assert pandas.Timestamp(row.made) < row.deadline


def test_only_suslovs_has_its_end_in_the_text(table):
    in_the_text = table[table["deadline_source"] == "text"]
    assert list(in_the_text["locator"]) == ["Feng 3.5"]
    assert "Suslov" in in_the_text["note"].iloc[0]
    assert (table["deadline_source"] == "treaty").sum() == 1


def test_the_envelope_names_passage_and_time(table):
    questions = forecasts.questions(table)
    assert list(questions) == list(table["id"])
    for row in table.itertuples():
        assert questions[row.id].startswith(row.question)
        assert questions[row.id].endswith(f"({row.locator}, {row.made_text})")


def test_deadlines_say_who_set_them(table):
    shown = forecasts.deadlines(table)
    assert list(shown["passage"]) == list(table["locator"])
    assert shown["day set by"].notna().all()
    assert shown["due"].iloc[1] == "2020-11-03"


def test_every_question_has_one_outcome_by_its_deadline(table, outcomes):
    assert list(outcomes["forecast"]) == list(table["id"])
    due = table.set_index("id")["deadline"]
    assert (outcomes.set_index("forecast")["date"] <= due).all()
    # A class that always answers no, or always yes, should learn nothing about itself.
    assert outcomes["outcome"].value_counts().to_dict() == {"yes": 5, "no": 5}


def test_nothing_shown_before_lesson_13_holds_an_outcome(table, outcomes):
    shown = " ".join([*forecasts.questions(table).values()])
    shown += forecasts.deadlines(table).to_string()
    for finding in outcomes["finding"]:
        assert finding[:40] not in shown


def test_outcomes_that_can_be_computed(outcomes):
    context = tables.load("context")
    gdp = context[(context["series"] == "gdp_usd") & (context["source"] == "worldbank2026")]
    gdp = gdp.pivot_table(index="year", columns="country", values="value")
    share = 100 * gdp["Russia"] / gdp["United States"]
    f04 = outcomes.set_index("forecast").loc["f04"]
    assert f04["outcome"] == ("yes" if share[2023] < share[2017] else "no")
    assert f"{share[2017]:.1f}%" in f04["finding"] and f"{share[2023]:.1f}%" in f04["finding"]
