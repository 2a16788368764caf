"""The ten questions of the envelope: whole, dated, and silent about how they ended."""

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import style, tables
from coursekit.subjects import forecasts
from tests import drawn
from tests.reading import notebooks


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


# ---- What the texts commit to ---------------------------------------------------------------


def test_one_forecast_of_the_ledger_ends_on_a_day():
    ahead = forecasts.looking_ahead(tables.load("claims"))
    dated = ahead[ahead["date"].notna()]
    assert len(ahead) == 40
    assert list(dated["id"]) == ["feng-166", "feng-438"]
    assert "dated end" in dated["note"].iloc[0]
    assert "No end date" in dated["note"].iloc[1]


def test_spans_end_on_the_last_day_and_show_who_set_it(table):
    (axis,) = forecasts.draw_terms(table).figure.axes
    lines = axis.collections[-1]
    found = [tuple(segment[:, 0]) for segment in lines.get_segments()]
    for (start, end), row in zip(found, table.itertuples(), strict=True):
        assert int(start) == int(row.made[:4])
        assert abs(end - row.deadline.year - row.deadline.day_of_year / 365.25) < 0.01
    ends = {
        height: (place, face) for place, height, face in drawn.dots(axis) if height == int(height)
    }
    faces = {"text": style.STRONG, "treaty": style.WEAK, "course": style.CARD}
    for height, row in enumerate(table.itertuples()):
        assert ends[height] == (pytest.approx(found[height][1]), faces[row.deadline_source])
    assert "2. Feng 3.5" in drawn.words(axis)


# ---- Scores ---------------------------------------------------------------------------------


def test_two_who_are_right_on_the_same_six():
    practice = tables.load("practice")
    leaning = {
        name: (practice[name] > 0.5) == (practice["happened"] == 1) for name in ("bold", "careful")
    }
    assert leaning["bold"].sum() == leaning["careful"].sum() == 6
    assert (leaning["bold"] == leaning["careful"]).all()
    mean = {name: forecasts.squared_errors(practice, name).mean() for name in leaning}
    assert mean["careful"] < forecasts.COIN < mean["bold"]
    assert round(mean["bold"], 3) == 0.33 and round(mean["careful"], 3) == 0.188


@pytest.mark.parametrize("sure", forecasts.SURE)
@pytest.mark.parametrize("right", range(11))
def test_every_setting_draws_what_it_says(sure, right):
    values = {"sure": sure, "right": right}
    boldness = forecasts.Boldness()
    errors = [(1 - sure / 100) ** 2] * right + [(sure / 100) ** 2] * (10 - right)
    mean = sum(errors) / 10
    (axis,) = boldness.draw(values).figure.axes
    line = next(each for each in axis.lines if len(each.get_xdata()) == 11)
    assert line.get_ydata()[right] == pytest.approx(mean)
    ring = axis.lines[-1]
    assert list(ring.get_xdata()) == [right] and ring.get_ydata()[0] == pytest.approx(mean)
    assert f"{mean:.2f}" in drawn.words(axis)
    said = boldness.say(values)
    if sure == 50:
        assert "0.25" in said
        return
    assert f"{sure}% sure" in said and f"right in {right} of 10" in said
    assert f"the score is {mean:.2f}" in said
    better = mean < 0.25 - 1e-12
    assert ("better than" in said) == better
    assert ("exactly" in said) == (abs(mean - 0.25) < 1e-12)
    assert better == (right >= forecasts.enough(sure))


CHANCE = st.floats(0, 1)
ENVELOPES = st.lists(st.tuples(CHANCE, st.integers(0, 1)), min_size=1, max_size=20)


def errors_of(pairs):
    return forecasts.squared_errors(pandas.DataFrame(pairs, columns=["chance", "happened"]))


@given(ENVELOPES)
def test_a_score_lies_between_0_for_a_prophet_and_1(pairs):
    errors = errors_of(pairs)
    assert errors.between(0, 1).all()
    assert 0 <= errors.mean() <= 1
    assert (errors_of([(happened, happened) for _, happened in pairs]) == 0).all()
    assert (errors_of([(1 - happened, happened) for _, happened in pairs]) == 1).all()
    assert errors_of([(0.5, happened) for _, happened in pairs]).mean() == forecasts.COIN


@given(ENVELOPES)
def test_a_question_turned_round_scores_the_same(pairs):
    turned = [(1 - chance, 1 - happened) for chance, happened in pairs]
    assert list(errors_of(turned)) == pytest.approx(list(errors_of(pairs)), abs=1e-12)


@given(CHANCE, CHANCE, st.integers(0, 1))
def test_nearer_to_what_happened_never_scores_worse(one, other, happened):
    near, far = sorted([one, other], key=lambda chance: abs(chance - happened))
    first, second = errors_of([(near, happened), (far, happened)])
    assert first <= second


@given(ENVELOPES)
def test_briers_own_form_is_twice_as_large(pairs):
    """Squared errors of yes and of no, added up: as exercise 13 tells."""
    both = [
        (chance - happened) ** 2 + ((1 - chance) - (1 - happened)) ** 2
        for chance, happened in pairs
    ]
    assert sum(both) / len(both) == pytest.approx(2 * errors_of(pairs).mean(), abs=1e-12)


@given(st.integers(0, 10), st.sampled_from(range(0, 101)))
def test_nobody_gains_in_the_long_run_by_saying_what_he_does_not_think(true, said):
    """Of ten such questions as many happen as the true chance says: that chance scores best."""

    def expected(chance):
        return errors_of([(chance, 1)] * true + [(chance, 0)] * (10 - true)).mean()

    honest = expected(true / 10)
    assert honest <= expected(said / 100) + 1e-12
    assert (abs(said / 100 - true / 10) < 1e-9) == (expected(said / 100) < honest + 1e-9)


@given(st.integers(50, 100), st.integers(1, 30), st.data())
def test_the_score_of_equal_confidence_is_the_mean_of_its_errors(sure, items, data):
    right = data.draw(st.integers(0, items))
    pairs = [(sure / 100, 1)] * right + [(sure / 100, 0)] * (items - right)
    assert forecasts.score(sure, right, items) == pytest.approx(errors_of(pairs).mean())


@given(st.integers(50, 100), st.integers(1, 30))
def test_one_more_right_never_scores_worse_and_enough_is_the_least_that_beats_a_coin(sure, items):
    scores = [forecasts.score(sure, right, items) for right in range(items + 1)]
    assert scores == sorted(scores, reverse=True)
    needed = forecasts.enough(sure, items)
    beating = [right for right, score in enumerate(scores) if score < forecasts.COIN - 1e-12]
    assert (needed is None) == (beating == []) and (needed is None or beating[0] == needed)
    if needed is not None:
        assert needed > items * (50 + sure) / 200  # halfway from one half to the claim


def test_halfway_to_ones_own_claim_is_what_it_takes():
    assert {sure: forecasts.enough(sure) for sure in forecasts.SURE} == {
        **{50: None, 60: 6, 70: 7, 80: 7},
        **{90: 8, 95: 8, 100: 8},
    }
    assert len(forecasts.SURE) * 11 <= 120


def test_own_errors_are_drawn_as_they_are():
    frame = pandas.DataFrame(
        {"question": [1, 2, 3], "chance": [0.9, 0.5, 0.0], "happened": [1, 1, 1]}
    )
    picture = forecasts.draw_errors(frame)
    (axis,) = picture.figure.axes
    assert [bar.get_height() for bar in axis.patches] == pytest.approx([0.01, 0.25, 1.0])
    assert "0.42" in picture.title and "question 3 with 1.00" in picture.alt
    errors = pandas.Series([0.04, 0.64], index=[2009, 2010])
    (axis,) = forecasts.draw_own_errors(errors).figure.axes
    assert [bar.get_height() for bar in axis.patches] == [0.04, 0.64]
    assert {"2009", "2010"} <= set(drawn.marks(axis))


def test_a_year_fell_where_it_is_below_the_one_before():
    values = pandas.Series([3.0, 2.0, 2.0, 5.0], index=[2001, 2002, 2003, 2004])
    assert forecasts.fell(values).to_dict() == {2002: 1, 2003: 0, 2004: 0}


# ---- Cooperation, new questions, corrections ------------------------------------------------


def test_the_four_fields_are_drawn_from_their_table():
    cooperation = tables.load("cooperation")
    assert list(dict.fromkeys(cooperation["locator"])) == list(forecasts.FIELDS)
    picture = forecasts.draw_cooperation(cooperation)
    (axis,) = picture.figure.axes
    filled = [dot for dot in drawn.dots(axis) if dot[2] == style.STRONG and dot[1] == int(dot[1])]
    together = cooperation[cooperation["who"] == "all three"]
    assert {int(height) for _, height, _ in filled} == {0, 1, 2, 3}
    assert len(filled) == len(together)
    assert picture.title.startswith(f"All three took part in {len(together)} of the 14")
    crosses = [line for line in axis.lines if line.get_marker() == "x"]
    assert list(crosses[0].get_ydata()) == [0, 2, 2, 2]
    assert (cooperation["source_read"] != "not read").all()


def test_the_new_questions_are_open_dated_and_decided_by_a_source(table):
    new = tables.load("next_year")
    assert len(new) == 5
    assert (new["opens"] >= "2026-12-01").all() and (new["closes"] <= "2027-11-30").all()
    assert (new["opens"] < new["closes"]).all()
    asked = forecasts.next_questions(new)
    assert not set(asked) & set(table["id"])
    for row in new.itertuples():
        assert "?" in row.question and row.decided_by
        assert asked[row.id].endswith(f"(From {row.locator}.)")
    for country in ("China", "Russia", "United States"):
        assert new["question"].str.contains(country).any()
    assert list(forecasts.next_terms(new)["question"]) == [1, 2, 3, 4, 5]


def test_corrections_say_what_was_wrong():
    corrections = tables.load("corrections")
    shown = forecasts.mistakes(corrections)
    assert len(shown) == corrections["stood_in"].isna().sum() >= 10
    assert (corrections["we_wrote"] != corrections["now"]).all()


def test_a_mistake_of_a_published_version_is_not_shown_as_one_from_the_making():
    corrections = tables.load("corrections")
    corrections.loc[0, "stood_in"] = "0.1.0"
    assert corrections.loc[0, "we_wrote"] not in set(forecasts.mistakes(corrections)["we wrote"])


# ---- Nothing is given away ------------------------------------------------------------------


def test_what_is_said_afterwards_follows_the_tables(table, outcomes):
    [said] = forecasts.afterwards(table, outcomes)
    assert "9 of the 10" in said and "7 ended that way" in said and "0.22" in said
    turned = outcomes.assign(outcome=outcomes["outcome"].map({"yes": "no", "no": "yes"}))
    assert "2 ended that way" in forecasts.afterwards(table, turned)[0]


BUILT = [
    notebook
    for folder in ("lessons", "exercises", "solutions")
    for notebook in notebooks(folder)
    if notebook.path.stem == "13-forecasts"
]


@pytest.mark.parametrize("notebook", BUILT, ids=lambda each: each.name)
def test_no_built_notebook_holds_an_outcome(notebook, table, outcomes):
    written = notebook.path.read_text(encoding="utf-8")
    for row in outcomes.itertuples():
        for words in (row.finding[:30], row.limits[:30], row.source):
            assert words not in written, row.forecast
    assert forecasts.afterwards(table, outcomes)[0][:40] not in written
