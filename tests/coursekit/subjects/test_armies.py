"""What the armies of lesson 04 cost: numbers against the tables, pictures against the numbers."""

import itertools
import re

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import charts, tables
from coursekit.subjects import armies
from tests import drawn

YEARS = list(range(2013, 2019))


@pytest.fixture(scope="module")
def claims():
    return tables.load("claims")


@pytest.fixture(scope="module")
def context():
    return tables.load("context")


@pytest.fixture(scope="module")
def ratio(claims, context):
    return armies.Ratio(claims, context)


@pytest.fixture(scope="module")
def rouble(context):
    return armies.Rouble(context)


def texts(axis):
    return drawn.words(axis)


def legend(picture):
    legends = picture.figure.legends
    return [t.get_text() for t in legends[0].get_texts()] if legends else drawn.key(picture.figure)


def test_three_sums_are_the_authors_and_of_three_kinds(claims):
    table = armies.three_sums(claims)
    assert list(table["sum (US$ billion)"]) == [639.1, 66.4, 46]
    assert list(table["year"]) == [2018, 2015, 2018]
    assert list(table["kind"]) == ["asked for", "spent", "planned"]


def test_three_bars_share_one_axis_and_no_filling(claims):
    picture = armies.draw_three_sums(claims)
    (axis,) = picture.figure.axes
    assert [bar.get_width() for bar in axis.patches] == [639.1, 66.4, 46]
    assert {bar.get_x() for bar in axis.patches} == {0}
    looks = {(bar.get_hatch(), str(bar.get_linestyle())) for bar in axis.patches}
    assert len(looks) == 3
    assert set(legend(picture)) == {"asked for", "spent", "planned"}
    assert texts(axis)[0] == "$639.1 billion: asked for"


def test_the_table_of_the_lesson(context):
    table = armies.spending_table(context)
    assert list(table.columns) == ["China", "Russia", "United States"]
    assert list(table.index) == YEARS
    share = (100 * table["Russia"] / table["United States"]).round(1)
    assert (share[2017], share[2018]) == (10.3, 9.0)


def test_sipris_own_estimates_are_marked(context):
    rows = context[context["series"] == "military_usd"].set_index(["country", "year"])["status"]
    assert set(rows["China"]) == {"estimate"}
    assert set(rows["Russia"].loc[2008:2012]) == {"estimate"}
    assert set(rows["Russia"].loc[2013:2018]) == {"published"}


def test_two_definitions_side_by_side(claims, context):
    pairs = armies.two_definitions(claims, context)
    shares = 100 * pairs.loc["Russia"] / pairs.loc["United States"]
    assert shares.round(1).to_dict() == {"Feng": 7.2, "SIPRI": 9.0}
    wider = (pairs["SIPRI"] / pairs["Feng"]).round(2)
    assert wider.to_dict() == {"Russia": 1.34, "United States": 1.07}
    missing = pairs.at["Russia", "SIPRI"] - pairs.at["Russia", "Feng"]
    assert round(missing, 1) == 15.6
    assert round(100 * missing / pairs.at["Russia", "SIPRI"]) == 25


def test_two_editions_of_one_year(context):
    table = armies.editions(context)
    assert table.round(1).loc["Russia"].to_dict() == {"April 2019": 61.4, "April 2025": 61.6}
    assert table.round(1).loc["United States"].to_dict() == {
        "April 2019": 649,
        "April 2025": 682.5,
    }


def test_roubles_times_rate_are_dollars_in_every_year(context):
    table = armies.rouble_table(context)
    assert list(table.index) == list(range(2012, 2019))
    assert list(table["roubles"] * table["rate"]) == pytest.approx(
        list(table["dollars"]), rel=1e-12
    )
    assert 1000 / table.at[2018, "rate"] == pytest.approx(62.71, abs=0.01)  # roubles to a dollar


def test_the_fall_is_a_product(rouble):
    factors = rouble.factors(2013, 2018)
    assert factors["roubles"] * factors["rate"] == pytest.approx(factors["dollars"], rel=1e-12)
    assert (100 * (factors - 1)).round().to_dict() == {"roubles": 37, "rate": -49, "dollars": -30}


SUMS = st.lists(st.floats(0.5, 900), min_size=7, max_size=7)


def currencies(roubles, dollars, once=0.0):
    """Russia's spending of 2012 to 2018 in two currencies, as rows of the table `context`."""
    rows = [("military_roubles", 2012 + place, 1e12 * each) for place, each in enumerate(roubles)]
    rows += [("military_usd", 2012 + place, each) for place, each in enumerate(dollars)]
    rows += [("military_one_off", 2016, once)]
    table = pandas.DataFrame(rows, columns=["series", "year", "value"])
    return table.assign(country="Russia", source="sipri2025")


@given(SUMS, SUMS, st.sampled_from(armies.FROM), st.sampled_from(armies.TO))
def test_whatever_the_sums_roubles_and_the_rate_multiply_to_dollars(roubles, dollars, start, end):
    found = armies.Rouble(currencies(roubles, dollars)).factors(start, end)
    assert found["roubles"] * found["rate"] == pytest.approx(found["dollars"])
    assert found["dollars"] == pytest.approx(dollars[end - 2012] / dollars[start - 2012])
    back = armies.Rouble(currencies(roubles[::-1], dollars[::-1])).factors(4030 - end, 4030 - start)
    assert list(back * found) == pytest.approx([1, 1, 1])


@given(SUMS, SUMS, st.floats(0, 1))
def test_what_is_left_of_a_year_keeps_its_rate(roubles, dollars, part):
    context = currencies(roubles, dollars, once=part * dollars[4])
    left = armies.without_one_off(context)
    assert left["dollars"] == pytest.approx((1 - part) * dollars[4], abs=1e-9)
    assert left["roubles"] == pytest.approx((1 - part) * roubles[4], abs=1e-9)


def test_prices_make_a_third_ruler(context, rouble):
    assert round(armies.price_rise(context)) == 42
    real = rouble.factors(2013, 2018)["roubles"] / (1 + armies.price_rise(context) / 100)
    assert round(100 * (real - 1)) == -3


def test_the_peak_depends_on_the_measure(context):
    table = armies.rouble_table(context)
    once = armies.without_one_off(context)
    assert table["dollars"].idxmax() == 2013 and table["roubles"].idxmax() == 2016
    assert round(once["roubles"], 3) == 3.853 and round(once["dollars"], 1) == 57.4
    mended = table["roubles"].copy()
    mended[2016] = once["roubles"]
    assert mended.idxmax() == 2015
    before = context[(context["series"] == "military_usd") & (context["country"] == "Russia")]
    early = before[before["year"].between(2008, 2012) & (before["source"] == "sipri2025")]
    assert len(early) == 5 and early["value"].max() < table.at[2013, "dollars"]


def test_both_currencies_are_drawn_as_they_are(context):
    picture = armies.draw_two_currencies(context)
    table = armies.rouble_table(context)
    for axis, column in zip(picture.figure.axes, ["dollars", "roubles"], strict=True):
        line, estimates, *_ = axis.lines
        assert list(line.get_xdata()) == list(table.index)
        assert list(line.get_ydata()) == list(table[column])
        assert list(estimates.get_xdata()) == [2012]
        assert axis.get_ylim()[0] == 0
        diamond = next(mark for mark in axis.lines if mark.get_marker() == "D")
        assert list(diamond.get_ydata()) == [armies.without_one_off(context)[column]]
    assert "2013 if you count dollars, in 2016 if you count roubles" in picture.title
    assert list(picture.data["year"]) == list(table.index)


# --- The two explorers ---------------------------------------------------------------------

SETTINGS = list(itertools.product(armies.ABOVE, armies.BELOW, armies.CURRENCIES))


def settings(above, below, currency):
    return {"above": above, "below": below, "currency": currency}


def test_the_explorers_stay_within_their_limit():
    assert len(SETTINGS) <= 120
    assert len(armies.FROM) * len(armies.TO) <= 120
    assert max(armies.FROM) < min(armies.TO)


@pytest.mark.parametrize(
    ("above", "below", "wanted"),
    [
        (*armies.START, 7.2),
        ("Russia 2018, SIPRI", armies.START[1], 9.6),
        (armies.START[0], "US 2018, request for all national defence", 6.8),
        ("Russia 2018, SIPRI", "US 2018, SIPRI", 9.0),
        ("Russia 2017, SIPRI", "US 2017, SIPRI", 10.3),
    ],
)
def test_ratios_that_the_lesson_names(ratio, above, below, wanted):
    assert round(ratio.ratio(above, below, "dollars"), 1) == wanted


@pytest.mark.parametrize("currency", armies.CURRENCIES)
def test_a_ratio_turned_round_and_multiplied_makes_one(ratio, currency):
    for above, below in itertools.product(armies.ABOVE, armies.BELOW):
        there, back = (ratio.ratio(*pair, currency) for pair in ((above, below), (below, above)))
        assert there * back == pytest.approx(10_000)
        assert (there > 100) == (ratio.sum_of(above, currency) > ratio.sum_of(below, currency))


def test_within_a_year_the_currency_drops_out(ratio):
    one_year = ratio.ratio("Russia 2018, SIPRI", "US 2018, SIPRI", "dollars")
    assert ratio.ratio("Russia 2018, SIPRI", "US 2018, SIPRI", "roubles") == pytest.approx(one_year)
    two_years = ratio.ratio("Russia 2015, SIPRI", "US 2018, SIPRI", "dollars")
    assert abs(ratio.ratio("Russia 2015, SIPRI", "US 2018, SIPRI", "roubles") - two_years) > 0.1


def test_the_changes_that_the_lesson_names(ratio):
    assert round(ratio.change("Russia 2018, budget plan (Feng)", "dollars")) == -31
    assert round(ratio.change("Russia 2018, SIPRI", "dollars")) == -7
    assert round(ratio.change("Russia 2018, SIPRI", "roubles")) == -5
    assert ratio.change("US 2015, SIPRI", "roubles") == 0


def test_every_setting_of_the_ratio_draws_what_it_says(ratio):
    for above, below, currency in SETTINGS:
        values = settings(above, below, currency)
        picture, said = ratio.draw(values), ratio.say(values)
        sums, changes = picture.figure.axes
        amounts = [ratio.sum_of(name, currency) for name in (above, below)]
        moved = [ratio.change(name, currency) for name in (above, below)]
        assert [bar.get_width() for bar in sums.patches] == pytest.approx(amounts)
        assert [bar.get_width() for bar in changes.patches] == pytest.approx(moved)
        assert sums.get_xlim()[0] == 0 and currency in sums.get_xlabel()
        low, high = changes.get_xlim()
        assert all(low < change < high for change in moved)
        share = f"{ratio.ratio(above, below, currency):.1f}%"
        assert share in picture.title and f"is {share} of" in said
        assert texts(changes) == [charts.signed(change) for change in moved]
        assert set(legend(picture)) == set(picture.data["kind"])


def test_it_warns_wherever_definitions_or_years_differ(ratio):
    for above, below, currency in SETTINGS:
        said = ratio.say(settings(above, below, currency))
        alike = "SIPRI" in above and "SIPRI" in below
        if not alike:
            assert "Careful, two definitions" in said
        elif re.search(r"20\d\d", above)[0] != re.search(r"20\d\d", below)[0]:
            assert "Careful, one definition but two years" in said
        else:
            assert "like with like" in said and "Careful" not in said
        assert said.count("SIPRI's count of what") == ("SIPRI" in above) + ("SIPRI" in below)
        assert ("its own estimate" in said) == above.startswith("China")


def test_it_says_against_what_each_sum_is_compared(ratio):
    end = ratio.say(settings(*armies.START, "dollars")).split("Compared with ")[1]
    assert end == (
        "what SIPRI counts for the same country in 2015, in dollars: the sum above the line "
        "differs by −31%, partly because the definition does; the sum below it differs by +1%, "
        "partly because the definition does."
    )
    same = ratio.say(settings("Russia 2015, SIPRI", "US 2018, SIPRI", "roubles"))
    assert "in roubles: the sum above the line is that count itself; the sum below it" in same


def test_chinas_estimate_is_not_drawn_solid(ratio):
    picture = ratio.draw(settings("China 2018, SIPRI", "US 2018, SIPRI", "dollars"))
    china, america = picture.figure.axes[0].patches
    assert china.get_facecolor() != pytest.approx(china.get_edgecolor(), abs=0.1)
    assert america.get_facecolor() == pytest.approx(america.get_edgecolor())
    assert "spent, an estimate" in legend(picture)


def test_every_setting_of_the_rouble_draws_what_it_says(rouble, context):
    table = armies.rouble_table(context)
    for start, end in itertools.product(armies.FROM, armies.TO):
        values = {"start": start, "end": end}
        picture, said = rouble.draw(values), rouble.say(values)
        (axis,) = picture.figure.axes
        later, earlier = axis.patches
        for box, year in ((earlier, start), (later, end)):
            assert box.get_xy() == (0, 0)
            assert box.get_width() * box.get_height() == pytest.approx(table.at[year, "dollars"])
            assert box.get_width() < axis.get_xlim()[1] and box.get_height() < axis.get_ylim()[1]
        assert f"{table.at[end, 'dollars']:.1f} billion dollars" in texts(axis)[1]
        factors = rouble.factors(start, end)
        assert f"{factors['roubles']:.3f} × {factors['rate']:.3f}" in said
        verb = "rose" if factors["dollars"] >= 1 else "fell"
        assert (
            f"in dollars spending {verb} by {abs(round(100 * (factors['dollars'] - 1)))}%" in said
        )
        assert f"{factors['dollars']:.2f}" in picture.title


def test_a_learners_own_column_is_drawn_as_it_is(context):
    table = armies.spending_table(context)
    share = 100 * table["Russia"] / table["United States"]
    picture = armies.draw_own_share(share)
    assert list(picture.figure.axes[0].lines[1].get_ydata()) == list(share)
    assert "Your column" in picture.title


def test_only_rows_of_the_lesson_are_its_sources(context):
    rows = armies.used(context)
    assert set(rows["lessons"].str.contains("04")) == {True}
    sipri = rows[rows["source"] == "sipri2025"]
    assert len(sipri) < 40, "SIPRI asks that extracts stay small"


def test_what_the_prose_says_of_other_sources(context):
    def value(series, country, year):
        return armies.series(context, series, country)[year]

    assert round(100 * 66.3 / value("military_usd_reported", "United States", 2017), 1) == 10.9
    assert value("military_usd_reported", "Russia", 2014) == 84.5
    assert value("defence_request_all", "United States", 2018) == 677.1
    assert value("defence_request_atomic", "United States", 2018) == 21.8
    assert value("nuclear_warheads", "Russia", 2018) == 6850
    old = value("military_usd", "Russia", 2008) / value("military_usd", "United States", 2008)
    assert round(100 * old, 1) == 8.6
