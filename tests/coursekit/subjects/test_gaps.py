"""The numbers of lesson 05, and the pictures that show them."""

import itertools

import pandas
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch

from coursekit import charts, tables
from coursekit.subjects import gaps

MARKET, PPP, HEAD, ARMS = gaps.RULERS


@pytest.fixture(scope="module")
def context():
    return tables.load("context")


@pytest.fixture(scope="module")
def explorer(context):
    return gaps.Windows(context)


@pytest.fixture(scope="module")
def road(context):
    return gaps.CatchUp(context)


def texts(axis):
    return [text.get_text() for text in axis.texts]


def setting(ruler=MARKET, way=gaps.DIVIDE, start=2008, end=2017):
    return {"ruler": ruler, "way": way, "start": start, "end": end}


# ---- A gap in two ways ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ruler", "shares", "leads"),
    [
        (MARKET, [11.2, 8.0, 7.5], [13.1, 18.0, 27.1]),
        (PPP, [21.2, 19.4, 23.7], [11.6, 15.8, 22.4]),
        (HEAD, [24.0, 17.8, 17.4], [36934.8, 49388.8, 71207.8]),
        (ARMS, [8.6, 10.3, 14.9], [600.6, 579.8, 848.3]),
    ],
)
def test_shares_and_leads(context, ruler, shares, leads):
    years = [2008, 2017, 2024]
    assert gaps.share(context, ruler)[years].round(1).tolist() == shares
    assert gaps.difference(context, ruler)[years].round(1).tolist() == leads


def test_a_share_and_a_lead_say_the_same_two_figures(context):
    for ruler in gaps.SERIES:
        table = gaps.both(context, ruler)[["Russia", "United States"]].dropna()
        share, lead = gaps.share(context, ruler), gaps.difference(context, ruler).dropna()
        assert lead.to_list() == pytest.approx(
            (table["United States"] * (1 - share / 100)).to_list()
        )


@pytest.mark.parametrize(
    ("change", "way", "wanted"),
    [
        (-5, gaps.DIVIDE, gaps.WIDENING),
        (5, gaps.DIVIDE, gaps.NARROWING),
        (5, gaps.SUBTRACT, gaps.WIDENING),
        (-5, gaps.SUBTRACT, gaps.NARROWING),
        (1.99, gaps.DIVIDE, gaps.HARDLY),
        (-1.99, gaps.SUBTRACT, gaps.HARDLY),
        (2, gaps.DIVIDE, gaps.NARROWING),
        (-2, gaps.DIVIDE, gaps.WIDENING),
    ],
)
def test_what_a_change_means(change, way, wanted):
    assert gaps.answer(change, way) == wanted


def test_six_of_the_eight_answers_are_widening(context):
    table = gaps.ends(context, 2008, 2017)
    share = 100 * (table["share 2017"] / table["share 2008"] - 1)
    lead = 100 * (table["lead 2017"] / table["lead 2008"] - 1)
    answers = [gaps.answer(change, gaps.DIVIDE) for change in share]
    answers += [gaps.answer(change, gaps.SUBTRACT) for change in lead]
    assert answers.count(gaps.WIDENING) == 6 and answers.count(gaps.NARROWING) == 2
    assert list(table["ruler"]) == gaps.RULERS
    assert share.round(1).tolist() == [-28.6, -8.6, -25.9, 20.9]
    assert lead.round(1).tolist() == [37.6, 35.9, 33.7, -3.5]


def test_the_loop_of_the_lesson(context):
    share = gaps.share(context, MARKET)
    starts = [2008, 2010, 2013, 2015, 2016]
    changes = [round(100 * (share[2017] / share[start] - 1), 1) for start in starts]
    assert changes == [-28.6, -20.8, -40.9, 7.7, 18.2]


def test_the_edition_of_2018_points_the_same_way(context):
    old = context[(context["source"] == "worldbank2018") & (context["series"] == "gdp_usd")]
    old = old[old["lessons"].str.contains("05")].pivot(
        index="year", columns="country", values="value"
    )
    share = (100 * old["Russia"] / old["United States"]).round(1)
    assert share.to_dict() == {2008: 11.3, 2016: 6.9}


def test_only_rows_of_the_lesson_are_its_sources(context):
    assert set(gaps.used(context)["lessons"].str.contains("05")) == {True}
    named = {gaps.SERIES[ruler][:2] for ruler in gaps.SERIES} | {
        ("gdp_growth", "worldbank2026"),
        ("gdp_usd", "worldbank2018"),
    }
    rows = gaps.used(context)
    assert set(zip(rows["series"], rows["source"], strict=True)) == named


def test_sipris_own_estimates_are_marked_as_such(context):
    rows = context[(context["series"] == "military_usd") & (context["country"] == "Russia")]
    estimates = set(rows.loc[rows["status"] == "estimate", "year"])
    assert {*range(2008, 2013), 2022, 2023, 2024} <= estimates
    assert not estimates & set(range(2013, 2022))


# ---- Pictures of two ends and of the years after -------------------------------------------


def test_arrows_run_from_2008_to_2017(context):
    picture = gaps.draw_ends(context)
    (axis,) = picture.figure.axes
    assert picture.data["ruler"].tolist() == [HEAD, PPP, MARKET, ARMS]
    dots = [line.get_xdata()[0] for line in axis.lines]
    assert dots == pytest.approx([gaps.share(context, r)[2008] for r in picture.data["ruler"]])
    tips = [text.xy[0] for text in axis.texts if text.arrow_patch]
    assert tips == pytest.approx([gaps.share(context, r)[2017] for r in picture.data["ruler"]])
    assert {"2008: 24.0", "2017: 17.8", "11.2", "8.0", "10.3"} <= set(texts(axis))
    assert axis.get_xlim()[0] == 0
    assert "fell on 3 of 4" in picture.title


def test_later_years_are_dashed_and_hollow(context):
    picture = gaps.draw_both_ways(context, PPP)
    share, lead = gaps.share(context, PPP), gaps.difference(context, PPP)
    for axis, values in zip(picture.figure.axes, (share, lead), strict=True):
        solid, dashed, _ = axis.lines
        assert list(solid.get_xdata()) == list(range(2008, 2018))
        assert list(solid.get_ydata()) == list(values.loc[:2017])
        assert list(dashed.get_xdata()) == list(range(2017, 2025))
        assert list(dashed.get_ydata()) == list(values.loc[2017:])
        assert dashed.get_linestyle() != "-"
        assert "hindsight" in texts(axis)
        assert axis.get_ylim()[0] == 0
        written = {f"{values[year]:.1f}" for year in (2008, 2017, 2024)}
        assert written <= set(texts(axis))
    assert "hindsight" in picture.note.lower() and "hindsight" in picture.alt


# ---- All windows ---------------------------------------------------------------------------


def test_windows_are_all_pairs_of_years(context):
    values = gaps.share(context, MARKET)
    table = gaps.windows(values, gaps.DIVIDE, 2017)
    assert len(table) == 45 and len(gaps.windows(values, gaps.DIVIDE, 2024)) == 136
    assert (table["start"] < table["end"]).all()
    assert not table.duplicated(["start", "end"]).any()
    for row in table.itertuples():
        assert row.change == pytest.approx(100 * (values[row.end] / values[row.start] - 1))
        assert row.answer == gaps.answer(row.change, gaps.DIVIDE)


@pytest.mark.parametrize(
    ("ruler", "way", "end", "wanted"),
    [
        (MARKET, gaps.DIVIDE, 2017, [27, 17, 1]),
        (MARKET, gaps.SUBTRACT, 2017, [43, 0, 2]),
        (PPP, gaps.DIVIDE, 2017, [24, 7, 14]),
        (PPP, gaps.SUBTRACT, 2017, [44, 0, 1]),
        (HEAD, gaps.DIVIDE, 2017, [27, 17, 1]),
        (HEAD, gaps.SUBTRACT, 2017, [33, 6, 6]),
        (ARMS, gaps.DIVIDE, 2017, [12, 31, 2]),
        (ARMS, gaps.SUBTRACT, 2017, [8, 29, 8]),
        (MARKET, gaps.SUBTRACT, 2024, [133, 0, 3]),
        (PPP, gaps.DIVIDE, 2024, [31, 81, 24]),
    ],
)
def test_the_count_of_windows(explorer, ruler, way, end, wanted):
    found = gaps.count(explorer.windows(setting(ruler, way, end=end)))
    assert found.tolist() == wanted
    assert list(found.index) == [gaps.WIDENING, gaps.NARROWING, gaps.HARDLY]


def test_the_american_economy_was_seven_to_fifteen_times_as_large(context):
    share = gaps.share(context, MARKET).loc[2008:2017]
    assert (share.min().round(1), share.max().round(1)) == (6.8, 13.6)
    every = gaps.share(context, MARKET)
    assert 100 / every.max() > 7 and 100 / every.min() < 15


def test_the_windows_explorer_stays_within_its_limit():
    sizes = len(gaps.RULERS) * len(gaps.WAYS) * len(gaps.STARTS) * len(gaps.ENDS)
    assert sizes <= 120
    assert max(gaps.STARTS) < min(gaps.ENDS)


WINDOWS = [
    setting(*each) for each in itertools.product(gaps.RULERS, gaps.WAYS, gaps.STARTS, gaps.ENDS)
]


@pytest.mark.parametrize("values", WINDOWS, ids=lambda v: "-".join(map(str, v.values())))
def test_every_setting_says_its_window_and_its_counts(explorer, context, values):
    said = explorer.say(values)
    gap = gaps.gap(context, values["ruler"], values["way"])
    if values["way"] == gaps.DIVIDE:
        assert f"{gap[values['start']]:.1f}% of the United States in {values['start']}" in said
        assert f"{gap[values['end']]:.1f}% in {values['end']}" in said
    else:
        form = gaps.SERIES[values["ruler"]][3]
        assert f"{form.format(gap[values['start']])} in {values['start']}" in said
        assert f"{form.format(gap[values['end']])} in {values['end']}" in said
    change = 100 * (gap[values["end"]] / gap[values["start"]] - 1)
    word = gaps.answer(change, values["way"])
    assert ("the gap hardly changed. Of" if word == gaps.HARDLY else f"a {word} gap. Of") in said
    found = gaps.count(explorer.windows(values))
    assert f"{found[gaps.WIDENING]} are widening, {found[gaps.NARROWING]} narrowing" in said
    assert f"in {found[gaps.HARDLY]} the gap" in said
    assert ("hindsight" in said) == (values["end"] == 2024)


@pytest.mark.parametrize(("ruler", "way"), list(itertools.product(gaps.RULERS, gaps.WAYS)))
@pytest.mark.parametrize("end", gaps.ENDS)
def test_every_cell_stands_where_its_window_is(explorer, ruler, way, end):
    values = setting(ruler, way, 2013, end)
    picture = explorer.draw(values)
    (axis,) = picture.figure.axes
    table = explorer.windows(values)
    shapes = [patch for patch in axis.patches if isinstance(patch, PathPatch)]
    faces = {to_rgba(look["facecolor"]): word for word, look in gaps.LOOKS.items()}
    drawn = {faces[shape.get_facecolor()]: shape for shape in shapes}
    assert len(drawn) == len(shapes)
    for word, rows in table.groupby("answer"):
        assert cells(drawn.pop(word)) == set(zip(rows["end"], rows["start"], strict=True)), word
    assert not drawn


def cells(shape):
    """The middles of the squares in a shape of many."""
    corners = shape.get_path().vertices.reshape(-1, 5, 2)[:, :4]
    return {(round(x), round(y)) for x, y in corners.mean(axis=1)}


def test_the_ring_the_divide_and_the_legend(explorer):
    values = setting(ARMS, gaps.DIVIDE, 2013, 2024)
    (axis,) = explorer.draw(values).figure.axes
    rings = [line for line in axis.lines if line.get_marker() == "o"]
    assert {(line.get_xdata()[0], line.get_ydata()[0]) for line in rings} == {(2024, 2013)}
    dividers = [line for line in axis.lines if set(line.get_xdata()) == {2017.5}]
    assert len(dividers) == 1 and "hindsight" in texts(axis)
    assert {"widening: 50", "narrowing: 81", "hardly changed: 5"} <= set(texts(axis))
    assert "ring: 2013 to 2024, 13.0% → 14.9%" in texts(axis)
    (early,) = explorer.draw(setting(ARMS)).figure.axes
    assert "hindsight" not in texts(early)
    assert early.get_xlim()[1] < 2018


def test_the_answers_can_be_told_apart_without_colour():
    grey = {}
    for word, look in gaps.LOOKS.items():
        red, green, blue = (int(look["facecolor"][i : i + 2], 16) for i in (1, 3, 5))
        grey[word] = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    assert grey[gaps.WIDENING] < 0.4 < 0.7 < grey[gaps.NARROWING]
    assert gaps.LOOKS[gaps.NARROWING]["hatch"] and gaps.LOOKS[gaps.HARDLY]["mark"]


def test_the_table_of_a_setting_holds_the_gap_of_every_year(explorer, context):
    picture = explorer.draw(setting(PPP, gaps.DIVIDE, 2008, 2024))
    assert picture.data["Russia's share (%)"].tolist() == pytest.approx(
        gaps.share(context, PPP).round(2).tolist()
    )
    counted = picture.data[[f"windows from here: {word}" for word in gaps.LOOKS]].sum()
    assert counted.tolist() == [31, 81, 24]


def test_from_which_beginnings_the_sentence_holds(context):
    table = gaps.beginnings(context).set_index(["ruler", "way"])
    assert table.loc[(MARKET, gaps.DIVIDE)].tolist() == ["2008–2014", "2015–2016", "none"]
    assert table.loc[(PPP, gaps.DIVIDE)].tolist() == ["2008–2015", "none", "2016"]
    assert table.loc[(ARMS, gaps.DIVIDE)].tolist() == ["2012–2014, 2016", "2008–2011", "2015"]
    for ruler, way in itertools.product([MARKET, PPP, HEAD], gaps.WAYS):
        begin, _, end = table.at[(ruler, way), gaps.WIDENING].partition("–")
        assert begin == "2008" and int(end) >= 2014


SERIES_OF_YEARS = st.lists(st.integers(1, 10_000), min_size=2, max_size=8)


def by_year(values):
    return pandas.Series(values, index=range(2008, 2008 + len(values)), dtype=float)


def context_of(russia, america):
    """Two economies at market rates, as rows of the table `context`."""
    rows = [
        (country, 2008 + place, 1e12 * value, "gdp_usd", "worldbank2026")
        for country, values in (("Russia", russia), ("United States", america))
        for place, value in enumerate(values)
    ]
    return pandas.DataFrame(rows, columns=["country", "year", "value", "series", "source"])


@given(st.floats(-200, 200))
def test_one_change_means_opposite_things_to_a_share_and_to_a_lead(change):
    opposite = {
        gaps.WIDENING: gaps.NARROWING,
        gaps.NARROWING: gaps.WIDENING,
        gaps.HARDLY: gaps.HARDLY,
    }
    answer = gaps.answer(change, gaps.DIVIDE)
    assert gaps.answer(change, gaps.SUBTRACT) == opposite[answer]
    assert gaps.answer(-change, gaps.DIVIDE) == opposite[answer]
    assert (answer == gaps.HARDLY) == (abs(change) < gaps.LIMIT)


@given(SERIES_OF_YEARS, st.sampled_from(gaps.WAYS), st.sampled_from([2, 1000, 1 / 8]))
def test_every_pair_of_years_is_a_window_and_the_unit_changes_no_answer(values, way, unit):
    table = gaps.windows(by_year(values), way, 2024)
    years = range(2008, 2008 + len(values))
    assert list(zip(table["start"], table["end"], strict=True)) == list(
        itertools.combinations(years, 2)
    )
    assert gaps.count(table).sum() == len(table)
    scaled = gaps.windows(by_year(values) * unit, way, 2024)
    assert list(scaled["change"]) == pytest.approx(list(table["change"]), abs=1e-9)


@given(SERIES_OF_YEARS, st.data(), st.sampled_from([0.5, 3, 1000]))
def test_a_share_has_no_unit_and_with_the_lead_makes_a_whole(russia, data, unit):
    america = data.draw(
        st.lists(st.integers(1, 10_000), min_size=len(russia), max_size=len(russia))
    )
    ruler, context = "GDP at market rates", context_of(russia, america)
    share, lead = gaps.share(context, ruler), gaps.difference(context, ruler)
    assert list(share + 100 * lead / by_year(america)) == pytest.approx([100] * len(russia))
    again = context.assign(value=context["value"] * unit)
    assert list(gaps.share(again, ruler)) == pytest.approx(list(share))
    assert list(gaps.difference(again, ruler)) == pytest.approx(list(lead * unit))


@given(st.floats(1, 1000), st.floats(1, 1000), st.integers(0, 2))
def test_a_share_of_rounded_figures_lies_where_rounding_allows(russia, america, decimals):
    half = 0.5 * 10**-decimals
    rounded = round(russia, decimals), round(america, decimals)
    assume(rounded[1] > half)
    ruler = "GDP at market rates"
    true = gaps.share(context_of([russia], [america]), ruler)[2008]
    low = 100 * (rounded[0] - half) / (rounded[1] + half)
    high = 100 * (rounded[0] + half) / (rounded[1] - half)
    assert low - 1e-9 <= true <= high + 1e-9
    of_rounded = gaps.share(context_of(*[[each] for each in rounded]), ruler)[2008]
    assert low < of_rounded < high


# ---- Catching up ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "russia", "america", "wanted"),
    [
        (8.0, 4, 2, [12, 59, 95]),
        (8.0, 2, 2, [None, None, None]),
        (8.0, 1, 2, [None, None, None]),
        (19.4, 3, 1.5, [0, 18, 65]),
        (60, -1, 4, [0, 0, 0]),
    ],
)
def test_years_until(value, russia, america, wanted):
    assert [gaps.years_until(value, t, russia, america) for t in gaps.TARGETS] == wanted


GROWTH = st.integers(-8, 20).map(lambda each: each / 2)


@given(st.floats(1, 100), st.floats(1, 100), GROWTH, GROWTH)
def test_a_target_is_reached_in_the_first_year_that_reaches_it_or_never(value, target, one, other):
    years = gaps.years_until(value, target, one, other)
    assert (years is None) == (value < target and one <= other)
    if years is not None:
        reached = [value]
        for _ in range(years):
            reached.append(gaps.step(reached[-1], one, other))
        assert reached[-1] >= target
        assert all(each < target for each in reached[:-1])


@given(st.floats(1, 100), st.floats(1, 100), GROWTH, GROWTH, GROWTH)
def test_who_grows_faster_never_arrives_later(value, target, one, faster, other):
    one, faster = sorted([one, faster])
    slow = gaps.years_until(value, target, one, other)
    fast = gaps.years_until(value, target, faster, other)
    assert slow is None or (fast is not None and fast <= slow)


@given(st.floats(1, 100), GROWTH, GROWTH)
def test_a_share_moves_as_the_growth_rates_compare(value, one, other):
    after = gaps.step(value, one, other)
    if one == other:
        assert after == pytest.approx(value)
    else:
        assert (after > value) == (one > other)
    assert gaps.step(after, other, one) == pytest.approx(value)  # with the rates changed over


def test_the_loop_reaches_a_tenth_in_2029():
    value, path = 8.0, {}
    for year in range(2018, 2031):
        value = value * 1.04 / 1.02
        path[year] = round(value, 1)
    assert path[2028] < 10 <= path[2029]
    assert gaps.step(8.0, 4, 2) == pytest.approx(8.0 * 1.04 / 1.02)


def test_what_both_economies_did(context):
    pace = gaps.pace(context).set_index("country").round(1)
    assert pace["growth 2008 to 2017 (%)"].to_dict() == {"Russia": 7.2, "United States": 16.9}
    russia, america = pace["a year (%)"]
    assert gaps.years_until(8.0, 10, russia, america) is None


def test_the_bases_are_named_after_their_shares(context):
    for name, ruler in gaps.BASES.items():
        assert name.startswith(f"{gaps.share(context, ruler)[2017]:.1f}%")


ROAD = [
    dict(zip(("base", "russia", "america"), each, strict=True))
    for each in itertools.product(gaps.BASES, gaps.RUSSIA, gaps.AMERICA)
]


def test_the_catch_up_explorer_stays_within_its_limit():
    assert len(ROAD) <= 120


@pytest.mark.parametrize("values", ROAD, ids=lambda v: "-".join(map(str, v.values())))
def test_every_pair_of_rates_says_when_or_never(road, values):
    said, years = road.say(values), road.years(values)
    assert f"Russia grows by {values['russia']}% a year" in said
    assert f"the United States by {values['america']}%" in said
    ahead = [target for target in gaps.TARGETS if years[target] != 0]
    faster = values["russia"] > values["america"]
    assert ("never" in said) == (not faster)
    assert ("rises" in said) == faster
    for target in ahead:
        if faster:
            wait = "1 year" if years[target] == 1 else f"{years[target]} years"
            assert f"{target}% after {wait} ({2017 + years[target]})" in said
    if years[10] == 0:
        assert "begins above 10%" in said


@pytest.mark.parametrize(("russia", "america"), [(4, 2), (2, 2), (-1, 4), (8, 1), (3, 2.5)])
@pytest.mark.parametrize("base", gaps.BASES)
def test_the_path_is_a_straight_line_of_doublings(road, base, russia, america):
    values = {"base": base, "russia": russia, "america": america}
    picture = road.draw(values)
    (axis,) = picture.figure.axes
    line = next(line for line in axis.lines if len(line.get_xdata()) == gaps.HORIZON + 1)
    assert list(line.get_ydata()) == road.path(values)
    ratios = {round(b / a, 12) for a, b in itertools.pairwise(line.get_ydata())}
    assert len(ratios) == 1
    assert axis.get_yscale() == "log"
    doublings = [mark for mark in axis.texts if mark.get_label() == charts.MARK]
    ticks = [mark.get_position()[1] for mark in doublings if mark.get_ha() == "right"]
    assert [f"{each:g}" for each in ticks] == [m.get_text() for m in doublings][-len(ticks) :]
    assert all(b / a == 2 for a, b in itertools.pairwise(ticks))
    written = set(texts(axis))
    for target, years in road.years(values).items():
        words = "never" if years is None else "already" if years == 0 else f"{years} year"
        assert any(each.startswith(f"{target}%: {words}") for each in written)
    rings = [line.get_xdata()[0] for line in axis.lines if line.get_marker() == "o"]
    reached = [years for years in road.years(values).values() if years and years <= gaps.HORIZON]
    assert sorted(rings) == sorted(reached)
    assert "toy" in picture.note


# ---- For the exercise ----------------------------------------------------------------------


def test_a_fifth_ruler_for_the_exercise(context):
    table = gaps.two_years(context, gaps.FIFTH).round()
    assert table.loc[2008].tolist() == [20164, 48570]
    assert table.loc[2017].tolist() == [25778, 60048]


def test_chinas_shares(context):
    table = gaps.chinas_shares(context).round(1)
    assert list(table.index) == gaps.RULERS
    assert table[2008].tolist() == [31.6, 61.7, 7.3, 12.0]
    assert table[2017].tolist() == [63.9, 106.7, 15.0, 32.5]


def test_a_learners_own_changes_are_drawn_as_they_are():
    change = pandas.Series([5.5, -3.3, 0.4], index=[2008, 2011, 2016])
    picture = gaps.draw_own_changes(change)
    (axis,) = picture.figure.axes
    bars = [bar for bar in axis.patches if bar.get_width() == 0.7]
    assert [bar.get_height() for bar in bars] == [5.5, -3.3, 0.4]
    assert [tick.get_text() for tick in axis.get_xticklabels()] == ["2008", "2011", "2016"]
    assert "Your column" in picture.title
