"""The numbers of lesson 03, and the pictures that show them."""

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit import tables
from coursekit.subjects import economies


@pytest.fixture(scope="module")
def claims():
    return tables.load("claims")


@pytest.fixture(scope="module")
def context():
    return tables.load("context")


@pytest.fixture(scope="module")
def gap(context):
    return economies.Gap(context)


def texts(picture):
    return [text.get_text() for axis in picture.figure.axes for text in axis.texts]


def test_bars_are_to_scale(claims):
    picture = economies.draw_gdp_to_scale(claims)
    (axis,) = picture.figure.axes
    assert [bar.get_width() for bar in axis.patches] == [1.3, 19.7]
    assert [bar.get_x() for bar in axis.patches] == [0, 0]
    assert axis.get_xlim()[0] == 0
    assert texts(picture) == ["about $1.3 trillion", "$19.7 trillion"]
    assert "trillions of US dollars" in axis.get_xlabel()
    assert "15 Russian economies" in picture.title


def test_per_head_ranges_are_open_where_the_words_are(claims):
    picture = economies.draw_per_head(claims)
    (axis,) = picture.figure.axes
    russia, america = axis.patches[:2]
    assert (russia.get_x(), russia.get_width()) == (0, 9000)
    assert america.get_x() == 60_000 and america.get_x() + america.get_width() > 75_000
    assert {"less than $9,000", "over $60,000"} <= set(texts(picture))
    assert picture.data["from (US$)"].isna().tolist() == [True, False]
    assert picture.data["up to (US$)"].isna().tolist() == [False, True]


def test_russias_path_uses_the_edition_of_its_time(context):
    path = economies.russia_path(context).set_index("year")
    assert list(path.index) == list(range(2007, 2018))
    assert path["GDP"].round(3).loc[[2007, 2013, 2016, 2017]].tolist() == [
        1.3,
        2.297,
        1.283,
        1.574,
    ]
    assert set(path.loc[:2016, "edition"]) == {"2018"} and path.at[2017, "edition"] == "2026"


def test_three_years_of_ten_are_near_stagnant(context):
    path = economies.russia_path(context)
    near = path[economies.near_stagnant(path) & (path["year"] >= 2008)]
    assert list(near["year"]) == [2009, 2015, 2016]


def test_russias_line_and_band_are_the_data(context):
    picture = economies.draw_russia_path(context)
    (axis,) = picture.figure.axes
    line = axis.lines[0]
    path = economies.russia_path(context)
    assert list(line.get_xdata()) == list(path["year"])
    assert list(line.get_ydata()) == list(path["GDP"])
    band = axis.patches[0]
    assert band.get_y() == pytest.approx(1.17) and band.get_height() == pytest.approx(0.26)
    assert axis.get_ylim()[0] == 0
    assert picture.title.startswith("Up 77%, then down 44%")
    assert "3 of the ten years" in picture.alt


def test_the_year_is_the_mean_of_its_quarters(context):
    quarters = economies.quarters_2017(context)
    assert list(quarters["GDP"]) == [19057.7, 19250.0, 19500.6, 19754.1]
    picture = economies.draw_quarters(context)
    (axis,) = picture.figure.axes
    dots = [line.get_xdata()[0] for line in axis.lines if line.get_marker() == "o"]
    assert dots == pytest.approx([19.0577, 19.25, 19.5006, 19.7541, 19.3906])
    rule = next(line for line in axis.lines if line.get_marker() != "o")
    assert set(rule.get_xdata()) == {19.7}
    assert picture.data["GDP (US$ trillion)"].tolist() == pytest.approx(dots)


def test_the_table_of_the_lesson(context):
    table = economies.gdp_table(context).set_index("year")
    assert list(table.columns) == ["China", "Russia", "United States"]
    assert list(table.index) == list(range(2008, 2018))
    share = 100 * table["Russia"] / table["United States"]
    assert share.round(1).loc[[2008, 2016, 2017]].tolist() == [11.2, 6.8, 8.0]


def test_no_year_has_six_point_six_per_cent(gap):
    share = gap.share(economies.START, "GDP at market rates")
    assert (share.index.min(), share.index.max()) == (2008, 2024)
    assert 6.6 not in share.round(1).tolist()
    assert share.idxmin() == 2016


@pytest.mark.parametrize(
    ("pair", "ruler", "year", "wanted"),
    [
        (economies.START, "GDP at market rates", 2017, 8.0),
        (economies.START, "GDP at purchasing power", 2017, 19.4),
        (economies.START, "GDP per head at market rates", 2017, 17.8),
        (economies.START, "GDP per head at purchasing power", 2017, 42.9),
        ("China compared with the United States", "GDP at market rates", 2008, 31.6),
        ("China compared with the United States", "GDP at market rates", 2017, 63.9),
    ],
)
def test_shares_that_the_lesson_names(gap, pair, ruler, year, wanted):
    assert round(gap.share(pair, ruler)[year], 1) == wanted
    said = gap.say({"pair": pair, "ruler": ruler, "year": year})
    assert f"In {year}," in said and f"{wanted:.1f}%" in said


def test_every_setting_draws_what_it_says(gap):
    for pair in economies.PAIRS:
        for ruler in economies.RULERS:
            values = {"pair": pair, "ruler": ruler, "year": 2016}
            picture = gap.draw(values)
            share = gap.share(pair, ruler)
            (axis,) = picture.figure.axes
            lines = [line for line in axis.lines if len(line.get_xdata()) == len(share)]
            assert list(lines[0].get_ydata()) == list(share)
            assert f"{share[2016]:.1f}%" in texts(picture)
            assert f"{share[2016]:.1f}% of" in gap.say(values)
            assert ruler in picture.title
            assert axis.get_ylim()[0] == 0


@given(st.lists(st.floats(0.1, 100), min_size=3, max_size=3), st.sampled_from([1, 1e12]))
@settings(max_examples=25)
def test_a_share_of_a_share_is_the_third_share(sizes, unit):
    """Russia of China, and China of the United States, make Russia of the United States."""
    rows = [
        (country, 2017, size * unit, *ruler)
        for ruler in economies.RULERS.values()
        for country, size in zip(("China", "Russia", "United States"), sizes, strict=True)
    ]
    columns = ["country", "year", "value", "series", "source"]
    gap = economies.Gap(pandas.DataFrame(rows, columns=columns))
    for ruler in economies.RULERS:
        share = {pair: gap.share(pair, ruler)[2017] for pair in economies.PAIRS}
        of_china = share["Russia compared with China"] / 100
        product = of_china * share["China compared with the United States"]
        assert product == pytest.approx(share["Russia compared with the United States"])


@given(st.lists(st.floats(0.1, 5), min_size=1, max_size=12))
def test_near_stagnant_is_a_tenth_either_way_and_nothing_else(values):
    found = economies.near_stagnant(pandas.DataFrame({"GDP": values}))
    assert list(found) == [abs(each / 1.3 - 1) <= 0.1 for each in values]


def test_the_explorer_stays_within_its_limit():
    assert len(economies.PAIRS) * len(economies.RULERS) * len(economies.YEARS) <= 120


def test_every_year_of_the_explorer_has_a_value(gap):
    for pair in economies.PAIRS:
        for ruler in economies.RULERS:
            assert set(economies.YEARS) <= set(gap.share(pair, ruler).index)


def test_a_learners_own_column_is_drawn_as_it_is(context):
    people = economies.per_head_table(context, "GDP per head at purchasing power")
    share = 100 * people["Russia"] / people["United States"]
    picture = economies.draw_own_share(share)
    assert list(picture.figure.axes[0].lines[1].get_ydata()) == list(share)
    assert "Your column" in picture.title


def test_only_rows_of_the_lesson_are_its_sources(context):
    assert set(economies.used(context)["lessons"].str.contains("03")) == {True}
