"""Two pictures, loops of arrows, and a rule through time, held against the tables."""

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch

from coursekit import tables
from coursekit.subjects import rivalry

STRENGTHS = list(itertools.product(rivalry.ANSWERS, rivalry.ANSWERS, rivalry.CALMS, rivalry.PUSHES))
SPIRALS = [dict(zip(("russia", "us", "calm", "push"), each, strict=True)) for each in STRENGTHS]
PAIRS = list(
    itertools.product([0, 0.1, 0.3, 0.5, 0.9], [0.05, 0.2, 0.6], [0.1, 0.4, 1.0], [0.2, 1])
)


@pytest.fixture(scope="module")
def arrows():
    return tables.load("arrows")


@pytest.fixture(scope="module")
def circle(arrows):
    return rivalry.Circle(arrows)


@pytest.fixture(scope="module")
def spiral():
    return rivalry.Spiral()


def texts(axis):
    return [each.get_text() for each in axis.texts]


# ---- The tables ----------------------------------------------------------------------------


def test_both_pictures_stand_in_the_passages_that_they_name():
    pictures = tables.load("pictures")
    assert set(pictures["washington_locator"]) == {"Feng 2.4", "Feng 2.5"}
    assert set(pictures["moscow_locator"]) == {"Feng 2.6", "Feng 2.7", "Feng 2.8"}
    shown = rivalry.paired(pictures)
    assert list(shown) == ["about", "Moscow's picture", "Washington's picture"]
    assert shown["Moscow's picture"].str.contains("Feng 2").all()


def test_what_the_strategy_paper_names_covers_all_that_feng_reports_of_it():
    claims = tables.load("claims").set_index("id")
    strategy = tables.load("strategy")
    reported = claims[
        (claims["locator"] == "Feng 2.5")
        & (claims["reference"] == 11)
        & (claims["kind"] == "quotation")
    ]
    assert set(strategy["claim"]) == set(reported.index)
    assert strategy["names"].value_counts().to_dict() == {
        "China and Russia": 6,
        "Russia": 4,
        "not read": 1,
    }
    assert ((strategy["names"] == "not read") == (strategy["source_read"] == "not read")).all()
    table = rivalry.named_in_paper(strategy, tables.load("claims"))
    assert table["as Feng reports it"].notna().all()


def test_every_arrow_has_evidence_on_both_sides_and_a_place_on_the_map(arrows):
    assert arrows[["evidence_for", "evidence_against"]].notna().all(axis=None)
    assert set(arrows["cause"]) | set(arrows["effect"]) == set(rivalry.PLACES)
    assert arrows.set_index("id").at["a13", "reading"] == "implied"
    assert len(rivalry.stated(arrows)) == 12


def test_no_pair_fits_or_fails_without_a_source():
    pairs = tables.load("pairs")
    unread = pairs["source_read"] == "not read"
    assert (pairs.loc[unread, "verdict"] == "not verified here").all()
    assert (pairs.loc[~unread, "verdict"] != "not verified here").all()
    assert pairs["verdict"].value_counts()[["fits", "does not fit"]].tolist() == [2, 2]


def test_charges_and_denials_have_their_speakers():
    table = rivalry.charges(tables.load("names"))
    assert set(table["who"]) == {"Moscow", "Washington"}
    assert len(table) == 5


# ---- Loops ---------------------------------------------------------------------------------


def test_the_loops_of_the_map(arrows):
    found = rivalry.loops(rivalry.stated(arrows))
    assert found["kind"].value_counts().to_dict() == {"reinforcing": 4, "balancing": 2}
    assert found["arrows"].str.contains("a07").all()
    assert ((found["minus signs"] % 2 == 0) == (found["kind"] == "reinforcing")).all()


def test_the_paragraph_that_names_the_cycle_states_no_loop(arrows):
    there = arrows[arrows["locator"] == "Feng 2.9"]
    assert len(rivalry.stated(there)) == 4
    assert rivalry.loops(rivalry.stated(there)).empty
    assert rivalry.loops(there)["way"].tolist() == [
        "mutual interference → mistrust → mutual interference"
    ]


def test_only_feng_only_section_two(arrows):
    drawn = rivalry.stated(arrows)
    section = drawn[drawn["locator"].str.startswith("Feng 2")]
    feng = drawn[drawn["locator"].str.startswith("Feng")]
    assert rivalry.loops(section).empty
    assert sorted(rivalry.loops(feng)["kind"]) == ["balancing"] * 2 + ["reinforcing"] * 2


def test_a_loop_is_found_once_and_each_of_its_arrows_leads_on(arrows):
    by_id = arrows.set_index("id")
    found = rivalry.loops(arrows)
    assert found["arrows"].map(lambda ids: frozenset(ids.split(";"))).is_unique
    for ids in found["arrows"]:
        rows = [by_id.loc[each] for each in ids.split(";")]
        assert all(
            a["effect"] == b["cause"] for a, b in zip(rows, rows[1:] + rows[:1], strict=True)
        )
        assert len({row["cause"] for row in rows}) == len(rows)


@pytest.mark.parametrize("implied", [False, True])
def test_every_arrow_taken_away_says_what_is_left(circle, arrows, implied):
    everything = arrows if implied else rivalry.stated(arrows)
    for away in circle.names:
        values = {"away": away, "implied": implied}
        said, left = circle.say(values), circle.left(values)
        recomputed = rivalry.loops(everything[everything["id"] != away])
        assert sorted(left["arrows"]) == sorted(recomputed["arrows"])
        if away != rivalry.NONE:
            row = arrows.set_index("id").loc[away]
            assert row["evidence_for"] in said and row["evidence_against"] in said
            assert row["locator"] in said
        counted = (
            f"{len(left)} of" if len(left) < len(circle.left({**values, "away": "none"})) else ""
        )
        assert counted in said or len(left) == 0
        assert ("no loop remains" in said) == (len(left) == 0)


def test_the_map_shows_every_arrow_and_the_one_that_is_gone(circle, arrows):
    values = {"away": "a07", "implied": True}
    (axis,) = circle.draw(values).figure.axes
    written = texts(axis)
    assert written.count("taken away") == 1
    assert "+ implied" in written
    signs = rivalry.stated(arrows).set_index("id").drop("a07")
    for _, row in signs.iterrows():
        assert f"{row['sign'].replace('-', '−')} {row['locator']}" in written
    assert {each.replace("\n", " ") for each in written} >= set(rivalry.PLACES)


def test_minus_arrows_are_dashed_and_plus_arrows_are_not(circle, arrows):
    (axis,) = circle.draw({"away": "none", "implied": False}).figure.axes
    shafts = [a for a in axis.artists + axis.patches if isinstance(a, PathPatch) and not a.fill]
    counts = {
        shaft.get_linestyle() in ("-", "solid"): len(shaft.get_path().vertices) // 2
        for shaft in shafts
    }
    signs = rivalry.stated(arrows)["sign"].value_counts()
    assert counts == {True: signs["+"], False: signs["-"]}


def test_the_first_map_tells_its_counts(arrows):
    picture = rivalry.draw_map(arrows)
    assert picture.title.startswith("12 arrows from 9 paragraphs make 6 closed ways round")
    assert "4 reinforce and 2 balance" in picture.alt
    assert len(picture.data) == 12


# ---- The rule ------------------------------------------------------------------------------


def test_the_loop_of_the_lesson_is_the_rule_of_the_model():
    russia, america = 30, 10
    rows = [(russia, america)]
    for _ in range(6):
        new_russia = russia + 0.2 * america - 0.4 * russia + 2
        new_america = america + 0.4 * russia - 0.4 * america + 2
        russia, america = new_russia, new_america
        rows.append((russia, america))
    table = rivalry.run((0.2, 0.4), (0.4, 0.4), (2, 2), steps=6)
    assert table["Russia"].tolist() == pytest.approx([row[0] for row in rows])
    assert table["United States"].tolist() == pytest.approx([row[1] for row in rows])


@pytest.mark.parametrize(("k", "l", "a", "b"), PAIRS)
def test_the_condition_and_the_long_run_agree(k, l, a, b):  # noqa: E741
    """The two products decide exactly what the factor of a step decides."""
    balance, factor = rivalry.strength((k, l), (a, b)), rivalry.factor((k, l), (a, b))
    assert (balance < 0) == (factor < 1 - 1e-9)
    assert (balance > 0) == (factor > 1 + 1e-9)


def two(low, high):
    return st.tuples(*[st.floats(low, high).map(lambda value: round(value, 3))] * 2)


RULES = st.tuples(two(0, 1.5), two(0.05, 1), two(0, 5))
STARTS = two(0, 100)


def after(rule, start, steps):
    return tuple(rivalry.run(*rule, start=start, steps=steps).iloc[-1, 1:])


@given(RULES)
def test_at_the_resting_place_both_stay(rule):
    rest = rivalry.resting_place(*rule)
    assert (rest is None) == (rivalry.strength(*rule[:2]) >= 0)
    if rest is not None:
        assert after(rule, rest, 1) == pytest.approx(rest)


@given(RULES, STARTS)
def test_the_two_products_decide_whether_it_settles_wherever_it_starts(rule, start):
    factor = rivalry.factor(*rule[:2])
    assume(abs(factor - 1) > 0.02)  # nearer to the edge it takes long to see
    assert (rivalry.strength(*rule[:2]) < 0) == (factor < 1)
    if factor < 1:
        assert rivalry.outcome(*rule) in (rivalry.DIES, rivalry.SETTLES)
        end = after(rule, start, 1000)
        assert end == pytest.approx(rivalry.resting_place(*rule), rel=1e-6, abs=1e-6)
    elif min(start) > 0:
        assert rivalry.outcome(*rule) == rivalry.RUNS
        assert sum(after(rule, start, 200)) > sum(after(rule, start, 100)) > 0


@given(RULES, STARTS, st.integers(1, 20))
def test_hostility_is_never_below_zero_and_grows_with_what_feeds_it(rule, start, steps):
    answers, calms, pushes = rule
    found = after(rule, start, steps)
    assert min(found) >= 0
    more = (answers, calms, (pushes[0] + 1, pushes[1]))
    for fed in (after(more, start, steps), after(rule, (start[0] + 1, start[1]), steps)):
        assert all(one >= other - 1e-9 for one, other in zip(fed, found, strict=True))


@given(RULES, STARTS, st.integers(0, 20), st.floats(0, 10))
def test_the_unit_and_the_names_of_the_two_make_no_difference(rule, start, steps, times):
    answers, calms, pushes = rule
    found = after(rule, start, steps)
    scaled = (answers, calms, tuple(times * push for push in pushes))
    grown = after(scaled, tuple(times * each for each in start), steps)
    assert grown == pytest.approx(tuple(times * each for each in found))
    swapped = tuple(pair[::-1] for pair in rule)
    assert after(swapped, start[::-1], steps) == pytest.approx(found[::-1])


@pytest.mark.parametrize("values", SPIRALS, ids=lambda v: "-".join(map(str, v.values())))
def test_the_outcome_is_what_the_rule_does(spiral, values):
    rule = spiral.rule(values)
    far = rivalry.run(*rule, steps=1500)[["Russia", "United States"]]
    end = rivalry.outcome(*rule)
    last, before = far.iloc[-1], far.iloc[-2]
    if end == rivalry.DIES:
        assert last.max() < 0.01
    elif end == rivalry.SETTLES:
        assert tuple(last) == pytest.approx(rivalry.resting_place(*rule), rel=1e-3)
    elif end == rivalry.RUNS:
        assert last.min() > 1e6
    else:
        growth = (last - before).max()
        assert growth == pytest.approx(0, abs=1e-9) if values["push"] == 0 else growth > 0.1


@pytest.mark.parametrize("values", SPIRALS, ids=lambda v: "-".join(map(str, v.values())))
def test_every_setting_says_its_condition_and_its_end(spiral, values):
    said = spiral.say(values)
    rule = spiral.rule(values)
    assert f"The answers multiply to {values['russia'] * values['us']:.2f}" in said
    assert f"the calming parts to {values['calm'] ** 2:.2f}" in said
    words = {
        rivalry.DIES: "dies down",
        rivalry.SETTLES: "settles at",
        rivalry.RUNS: "runs away",
        rivalry.EDGE: "The two are equal",
    }
    end = rivalry.outcome(*rule)
    assert [word for word in words.values() if word in said] == [words[end]]
    if end == rivalry.SETTLES:
        russia, america = rivalry.resting_place(*rule)
        assert f"settles at {russia:.0f} for Russia and {america:.0f} for the United" in said


def test_all_four_ends_can_be_found_and_the_settings_stay_within_their_limit(spiral):
    ends = {rivalry.outcome(*spiral.rule(values)) for values in SPIRALS}
    assert ends == {rivalry.DIES, rivalry.SETTLES, rivalry.EDGE, rivalry.RUNS}
    assert len(SPIRALS) <= 120


def test_what_the_lesson_says_of_the_deceptive_setting():
    rule = ((0.8, 0.4), (0.6, 0.6), (2, 2))
    assert rivalry.resting_place(*rule) == pytest.approx((70, 50))
    seen = rivalry.run(*rule)
    assert seen["Russia"].iloc[-1] > seen["Russia"].iloc[-2]
    assert seen["Russia"].iloc[-1] < 60


@pytest.mark.parametrize(
    "values",
    [
        {"russia": 0.2, "us": 0.4, "calm": 0.4, "push": 2},
        {"russia": 0.8, "us": 0.4, "calm": 0.4, "push": 0},
        {"russia": 0.2, "us": 0.2, "calm": 0.2, "push": 2},
    ],
)
def test_the_paths_are_those_of_the_rule_and_the_figure_says_whose_model_it_is(spiral, values):
    picture = spiral.draw(values)
    paths, phase = picture.figure.axes
    rule = spiral.rule(values)
    table = rivalry.run(*rule)
    russia, america = (
        next(line for line in paths.lines if to_rgba(line.get_color()) == to_rgba(colour))
        for colour in rivalry.COLOURS.values()
    )
    assert list(russia.get_ydata()) == table["Russia"].tolist()
    assert list(america.get_ydata()) == table["United States"].tolist()
    walk = next(line for line in phase.lines if len(line.get_xdata()) == rivalry.STEPS + 1)
    assert list(walk.get_xdata()) == table["Russia"].tolist()
    assert list(walk.get_ydata()) == table["United States"].tolist()
    assert "Our model, not the author's" in [each.get_text() for each in picture.figure.texts]
    assert "No number in this picture comes from a document" in picture.note


def test_on_the_dashed_lines_one_side_stays(spiral):
    """And where they cross, the ring: there both do."""
    values = {"russia": 0.2, "us": 0.4, "calm": 0.4, "push": 2}
    _, phase = spiral.draw(values).figure.axes
    answers, calms, pushes = spiral.rule(values)
    dashed = [line for line in phase.lines if line.get_linestyle() == "--"]
    for line, staying in zip(dashed, ("Russia", "United States"), strict=True):
        for start in zip(line.get_xdata(), line.get_ydata(), strict=True):
            after = rivalry.run(answers, calms, pushes, start=start, steps=1)
            assert after[staying].iloc[1] == pytest.approx(after[staying].iloc[0])
    ring = next(line for line in phase.lines if line.get_markerfacecolor() == "none")
    assert (ring.get_xdata()[0], ring.get_ydata()[0]) == pytest.approx((15, 20))


@pytest.mark.parametrize(
    ("answers", "calms"),
    [((-0.1, 0.2), (0.4, 0.4)), ((0.1, 0.2), (0, 0.4)), ((0.1, 0.2), (0.4, 1.2))],
)
def test_a_rule_that_the_condition_does_not_cover_is_refused(answers, calms):
    with pytest.raises(rivalry.RivalryProblem):
        rivalry.run(answers, calms)


# ---- Trade ---------------------------------------------------------------------------------


def test_trade_and_oil():
    context = tables.load("context")
    table = rivalry.trade_table(context)
    assert table.loc[2014].sum() == pytest.approx(34.5)
    assert table.sum(axis="columns").idxmax() == 2021
    assert list(rivalry.oil_price(context).index) == [2014, 2015]
    assert rivalry.used(context)["lessons"].str.contains("09").all()


def test_a_learners_own_path_is_drawn_as_it_is():
    path = rivalry.run((0.5, 0.6), (0.5, 0.5), (2, 2), steps=20).set_index("step").sum(axis=1)
    picture = rivalry.draw_own_path(path)
    (axis,) = picture.figure.axes
    line = next(line for line in axis.lines if len(line.get_xdata()) == 21)
    assert list(line.get_ydata()) == path.tolist()
    assert "not the author's" in axis.get_xlabel()
