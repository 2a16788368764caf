"""The triangles, the games and the statements of lesson 12, and the pictures that show them."""

from itertools import permutations, product

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_file

from coursekit import cite, tables
from coursekit.paths import DATA
from coursekit.subjects import triangle
from coursekit.subjects.triangle import BROKEN, COOPERATE, GOOD, PRESS

ALL = list(product([GOOD, BROKEN], repeat=3))
SETTINGS = [
    dict(zip(["tempted", "both_press", "let_down", "who"], values, strict=True))
    for values in product(
        triangle.TEMPTED,
        triangle.BOTH_PRESS,
        triangle.LET_DOWN,
        [triangle.BOTH_CHANGE, triangle.FIRST_CHANGES],
    )
]
TOGETHER = [each for each in SETTINGS if each["who"] == triangle.BOTH_CHANGE]
ALONE = [each for each in SETTINGS if each["who"] == triangle.FIRST_CHANGES]


def texts(picture):
    return [text.get_text() for axis in picture.figure.axes for text in axis.texts]


def sides(signs):
    return dict(zip(triangle.SIDES, signs, strict=True))


def points_of(axis, marker, colour=None):
    """Where the marks of a kind stand, as pairs."""
    found = []
    for line in axis.lines:
        if line.get_marker() == marker and colour in (None, line.get_color()):
            found += list(zip(line.get_xdata(), line.get_ydata(), strict=True))
    return found


# ---- Eight triangles -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signs", "balance", "kind", "pivot", "pair"),
    [
        ((1, 1, 1), "balanced", "ménage à trois", None, None),
        ((1, 1, -1), "unbalanced", "romantic triangle", "China", None),
        ((1, -1, 1), "unbalanced", "romantic triangle", "Russia", None),
        ((1, -1, -1), "balanced", "stable marriage", None, ("China", "Russia")),
        ((-1, 1, 1), "unbalanced", "romantic triangle", "United States", None),
        ((-1, 1, -1), "balanced", "stable marriage", None, ("China", "United States")),
        ((-1, -1, 1), "balanced", "stable marriage", None, ("Russia", "United States")),
        ((-1, -1, -1), "unbalanced", "unit veto", None, None),
    ],
)
def test_what_the_two_theories_call_each_triangle(signs, balance, kind, pivot, pair):
    assert triangle.balance(signs) == balance
    assert triangle.kind(signs) == kind
    assert triangle.pivot(signs) == pivot
    assert triangle.pair(signs) == pair


@pytest.mark.parametrize("signs", ALL)
def test_balance_is_the_proverb(signs):
    """A friend of a friend is a friend, an enemy of an enemy too: from every corner alike."""
    fits = all(signs[a] * signs[b] == signs[c] for a, b, c in ((0, 1, 2), (0, 2, 1), (1, 2, 0)))
    assert (triangle.balance(signs) == "balanced") == fits


@pytest.mark.parametrize("signs", ALL)
def test_the_pivot_is_the_only_country_with_two_good_sides(signs):
    good = {
        country: sum(
            sign == GOOD for side, sign in sides(signs).items() if country in triangle.ENDS[side]
        )
        for country in ("China", "Russia", "United States")
    }
    best = [country for country, count in good.items() if count == 2]
    assert triangle.pivot(signs) == (best[0] if len(best) == 1 else None)


def test_patterns_are_numbered_as_product_makes_them():
    frame = triangle.patterns()
    assert list(frame.index) == list(range(1, 9))
    assert [tuple(row) for row in frame.itertuples(index=False)] == ALL


def test_three_triangles_are_unbalanced_and_have_a_pivot():
    judged = triangle.judge(triangle.patterns())
    parted = judged[(judged["balance theory"] == "unbalanced") & judged["pivot"].notna()]
    assert list(parted.index) == [2, 3, 5]
    assert (judged["balance theory"] == "balanced").sum() == 4


@pytest.mark.parametrize("signs", ALL)
def test_one_change_always_turns_the_balance(signs):
    for side in triangle.SIDES:
        nearby = triangle.change(signs, side)
        assert sum(a != b for a, b in zip(signs, nearby, strict=True)) == 1
        assert triangle.change(nearby, side) == signs
        assert triangle.balance(nearby) != triangle.balance(signs)


@pytest.mark.parametrize("signs", ALL)
def test_the_theories_count_broken_sides_so_two_changes_keep_the_balance(signs):
    assert (triangle.balance(signs) == triangle.BALANCED) == (signs.count(BROKEN) % 2 == 0)
    assert triangle.kind(signs) == triangle.TYPES[signs.count(BROKEN)]
    for one, other in permutations(triangle.SIDES, 2):
        twice = triangle.change(triangle.change(signs, one), other)
        assert triangle.balance(twice) == triangle.balance(signs)


@pytest.mark.parametrize("signs", ALL)
@pytest.mark.parametrize("renamed", list(permutations(triangle.CORNERS)), ids="-".join)
def test_countries_that_change_names_change_nothing_but_the_names(signs, renamed):
    names = dict(zip(triangle.CORNERS, renamed, strict=True))
    ends = {frozenset(pair): side for side, pair in triangle.ENDS.items()}
    moved = {
        ends[frozenset(names[country] for country in triangle.ENDS[side])]: sign
        for side, sign in sides(signs).items()
    }
    other = tuple(moved[side] for side in triangle.SIDES)
    assert triangle.balance(other) == triangle.balance(signs)
    assert triangle.kind(other) == triangle.kind(signs)
    assert triangle.pivot(other) == names.get(triangle.pivot(signs))
    pairs = [triangle.pair(signs) or (), triangle.pair(other) or ()]
    assert {names[country] for country in pairs[0]} == set(pairs[1])


def test_every_shortest_road_from_the_marriage_to_the_menage_passes_a_pivot():
    start, goal = (1, -1, -1), (1, 1, 1)
    between = [triangle.change(start, side) for side in triangle.SIDES]
    last = [triangle.change(goal, side) for side in triangle.SIDES]
    assert {triangle.pivot(each) for each in between if each in last} == {"China", "Russia"}
    assert all(triangle.pivot(each) for each in last)  # so does every longer road


def test_what_zheng_denies_is_one_and_two_changes_away():
    start = ALL[4 - 1]
    assert triangle.pivot(triangle.change(start, "Russia–US")) == "Russia"
    assert triangle.change(start, "Russia–US") == ALL[3 - 1]
    apart = sum(a != b for a, b in zip(start, ALL[7 - 1], strict=True))
    assert apart == 2 and triangle.pair(ALL[7 - 1]) == ("Russia", "United States")


# ---- Triangles drawn -----------------------------------------------------------------------


def test_the_picture_of_eight_shows_each_as_it_is_judged():
    picture = triangle.draw_patterns(triangle.patterns())
    (axis,) = picture.figure.axes
    said = texts(picture)
    assert said.count("balanced") == said.count("unbalanced") == 4
    assert [each for each in said if each.startswith("pivot")] == [
        "pivot: China",
        "pivot: Russia",
        "pivot: US",
    ]
    assert len(points_of(axis, "x")) == sum(signs.count(BROKEN) for signs in ALL) == 12
    assert len(axis.patches) == 3  # a grey ground where the theories part
    assert list(picture.data["pivot"].dropna()) == ["China", "Russia", "United States"]
    assert picture.title.startswith("4 of the 8") and "4 are balanced" in picture.alt


@pytest.mark.parametrize("signs", ALL)
def test_every_setting_of_the_first_explorer_says_what_it_draws(signs):
    explorer, values = triangle.Neighbours(), sides(signs)
    picture, said = explorer.draw(values), explorer.say(values)
    (axis,) = picture.figure.axes
    nearby = [triangle.change(signs, side) for side in triangle.SIDES]
    drawn = [signs, *nearby]
    assert len(points_of(axis, "x")) == sum(each.count(BROKEN) for each in drawn)
    captions = [each for each in texts(picture) if "balanced" in each]
    assert captions == ["\n".join(triangle._caption(each)) for each in drawn]
    assert f"Pattern {ALL.index(signs) + 1}: {triangle.balance(signs)} in" in said
    assert triangle.kind(signs) in said
    flips = {"balanced": "none is", "unbalanced": "all are"}[triangle.balance(signs)]
    assert said.endswith(f"{flips} balanced.")
    pivot = triangle.pivot(signs)
    assert ("is the pivot" in said) == (pivot is not None)
    if pivot:
        assert f"{triangle._the(pivot)} is the pivot" in said
    assert list(picture.data["type"]) == [triangle.kind(each) for each in drawn]


@pytest.mark.parametrize("signs", ALL)
def test_rings_stand_around_pivots_and_nowhere_else(signs):
    picture = triangle.Neighbours().draw(sides(signs))
    (axis,) = picture.figure.axes
    rings = points_of(axis, "o", triangle.style.INK)
    drawn = [signs, *(triangle.change(signs, side) for side in triangle.SIDES)]
    pivots = [triangle.pivot(each) for each in drawn if triangle.pivot(each)]
    assert len(rings) == len(pivots)
    corners = {
        country: points_of(axis, "o", colour) for country, colour in triangle.style.COUNTRY.items()
    }
    assert all(ring in corners[country] for ring, country in zip(rings, pivots, strict=True))


# ---- A game of two -------------------------------------------------------------------------


def gain_by_changing(first, second, one, two):
    """Whether either country gets more by another move, worked out without best replies."""
    other = {COOPERATE: PRESS, PRESS: COOPERATE}
    return first[other[one], two] > first[one, two] or second[other[two], one] > second[two, one]


@pytest.mark.parametrize("values", SETTINGS, ids=lambda v: "-".join(map(str, v.values())))
def test_stable_outcomes_are_those_that_nobody_leaves(values):
    first, second = triangle.Game().both(values)
    found = triangle.stable(first, second)
    assert found
    for one, two in product(triangle.MOVES, repeat=2):
        assert ((one, two) in found) != gain_by_changing(first, second, one, two)


PAYOFFS = st.fixed_dictionaries(
    {outcome: st.integers(-4, 4) for outcome in product(triangle.MOVES, repeat=2)}
)


@given(PAYOFFS, PAYOFFS)
def test_from_an_equilibrium_nobody_gains_by_moving_and_elsewhere_somebody_does(first, second):
    """Any two countries, alike or not; there may be no equilibrium, as in matching pennies."""
    found = triangle.stable(first, second)
    for one, two in product(triangle.MOVES, repeat=2):
        assert ((one, two) in found) != gain_by_changing(first, second, one, two)


@given(PAYOFFS, PAYOFFS, st.integers(1, 9), st.integers(-9, 9))
def test_only_the_order_of_payoffs_counts_and_not_who_is_called_first(first, second, times, more):
    found = triangle.stable(first, second)
    stretched = {outcome: times * value**3 + more for outcome, value in first.items()}
    assert triangle.stable(stretched, second) == found
    assert sorted(triangle.stable(second, first)) == sorted((two, one) for one, two in found)
    assert triangle.is_dilemma(stretched) == triangle.is_dilemma(first)


@given(PAYOFFS, PAYOFFS)
def test_every_dilemma_has_one_equilibrium_and_both_would_rather_leave_it(first, second):
    if triangle.is_dilemma(first) and triangle.is_dilemma(second):
        assert triangle.stable(first, second) == [(PRESS, PRESS)]
        assert first[PRESS, PRESS] < first[COOPERATE, COOPERATE]
        assert second[PRESS, PRESS] < second[COOPERATE, COOPERATE]


@given(PAYOFFS)
def test_two_alike_always_have_an_equilibrium(payoff):
    assert triangle.stable(payoff, payoff)


@pytest.mark.parametrize("values", SETTINGS, ids=lambda v: "-".join(map(str, v.values())))
def test_every_setting_of_the_second_explorer_says_what_it_draws(values):
    game = triangle.Game()
    first, second = game.both(values)
    picture, said = game.draw(values), game.say(values)
    found = triangle.stable(first, second)
    (axis,) = picture.figure.axes
    framed = [patch for patch in axis.patches if patch.get_linewidth() > 3]
    assert len(framed) == len(found) == texts(picture).count("stable")
    assert list(picture.data["stable"]) == [
        each in found for each in product(triangle.MOVES, repeat=2)
    ]
    rings = points_of(axis, "o", triangle.style.INK)
    replies = [
        len(triangle.best_replies(own, theirs))
        for own in (first, second)
        for theirs in triangle.MOVES
    ]
    assert len(rings) == sum(replies)
    dilemma = triangle.is_dilemma(first) and triangle.is_dilemma(second)
    assert (" A prisoner's dilemma" in said) == dilemma
    assert ("No longer" in said) != dilemma
    assert (picture.title == "A prisoner's dilemma") == dilemma
    opening = said.split(".")[0]
    both = "both cooperate" in opening or opening == "Every outcome is stable"
    assert both == ((COOPERATE, COOPERATE) in found)


@pytest.mark.parametrize("values", TOGETHER, ids=lambda v: "-".join(map(str, v.values())))
def test_a_dilemma_is_the_textbook_order(values):
    first, _ = triangle.Game().both(values)
    order = values["tempted"] > triangle.REWARD > values["both_press"] > values["let_down"]
    assert triangle.is_dilemma(first) == order


def test_in_a_dilemma_pressing_is_the_one_stable_outcome():
    dilemmas = [v for v in TOGETHER if triangle.is_dilemma(triangle.Game().both(v)[0])]
    assert len(dilemmas) == 6
    for values in dilemmas:
        assert triangle.stable(*triangle.Game().both(values)) == [(PRESS, PRESS)]


def test_one_side_alone_never_makes_cooperation_stable():
    assert len(ALONE) == 48
    for values in ALONE:
        assert (COOPERATE, COOPERATE) not in triangle.stable(*triangle.Game().both(values))


def test_less_temptation_makes_cooperation_stable():
    for values in TOGETHER:
        found = triangle.stable(*triangle.Game().both(values))
        assert ((COOPERATE, COOPERATE) in found) == (values["tempted"] <= triangle.REWARD)


def test_the_explorers_stay_within_their_limit():
    assert len(SETTINGS) == 96
    assert triangle.TEXTBOOK == {"tempted": 5, "both_press": 1, "let_down": 0}


# ---- Four arguments ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def statements():
    return tables.load("statements")


@pytest.fixture(scope="module")
def evidence():
    return tables.load("statement_evidence")


def test_statements_stand_in_the_passage_of_their_claim(statements):
    claims = tables.load("claims").set_index("id")["locator"]
    assert list(statements["claim"].map(claims)) == list(statements["locator"])
    assert list("Feng 4." + (statements["argument"] + 1).astype(str)) == list(statements["locator"])


def test_what_cannot_be_tested_is_what_is_said_of_an_alliance(statements):
    alliance = statements["about"] == "alliance"
    assert list(alliance) == list(statements["testable"] == "no")
    assert statements["testable"].value_counts().to_dict() == {"yes": 4, "no": 4, "in part": 3}


def test_every_piece_of_evidence_has_its_source(evidence):
    keys = set(parse_file(str(DATA / "references.bib"), "bibtex").entries)
    assert set(evidence["bibkey"]) <= keys
    assert len(evidence) == 20


def test_the_bars_are_the_counts(statements, evidence):
    rows = triangle.tested(statements, evidence)
    picture = triangle.draw_statements(statements, evidence)
    axis = picture.figure.axes[0]
    widths = [bar.get_width() for bar in axis.patches]
    assert [-width for width in widths[::2]] == rows["against"].tolist()
    assert widths[1::2] == rows["for"].tolist()
    assert rows[["against", "for"]].sum().to_dict() == evidence["side"].value_counts().to_dict()
    assert [label.get_text()[:3] for label in axis.get_yticklabels()] == rows["id"].tolist()
    assert "Of 11 statements 4 can be tested, 3 in part and 4 not" in picture.title


def test_what_the_picture_is_said_to_show_is_so(statements, evidence):
    rows = triangle.tested(statements, evidence).set_index("testable")
    assert (rows.loc["yes", "for"] > 0).all() and (rows.loc["yes", "against"] == 0).all()
    assert (rows.loc["in part", "against"] > 0).all()
    assert (rows.loc["no", "for"] == 0).all()
    assert sorted(rows.loc["no", "against"]) == [0, 0, 1, 1]


def test_the_table_under_the_bars_holds_every_piece(statements, evidence):
    shown = triangle.draw_statements(statements, evidence).data
    assert sorted(shown["finding"].dropna()) == sorted(evidence["finding"])
    assert set(shown["id"]) == set(statements["id"])


def test_the_readings_that_the_lesson_stands_on():
    readings = tables.load("triangle_readings")
    signs = readings.pivot(index="document", columns="side", values="sign")[triangle.SIDES]
    assert signs.loc["Feng"].tolist() == ["good", "broken", "broken"]
    assert signs.loc["Op-ed"].tolist() == ["good", "broken", "broken"]
    assert signs.loc["Zheng"].tolist() == ["not said", "broken", "broken"]
    assert all(cite.find(locator) for locator in readings["locator"])


# ---- For the exercise ----------------------------------------------------------------------


def test_work_in_common_is_a_dilemma_of_three():
    outcomes = triangle.table(product(triangle.MOVES, repeat=3), ["China", "Russia", "US"])
    game = triangle.common_work(outcomes, gain=3, cost=4)
    assert game["China gets"].tolist() == [5, 2, 2, -1, 6, 3, 3, 0]
    assert game["Russia gets"].tolist() == [5, 2, 6, 3, 2, -1, 3, 0]
    assert game["US gets"].tolist() == [5, 6, 2, 3, 2, 3, -1, 0]


@given(
    st.lists(st.sampled_from(triangle.MOVES), min_size=2, max_size=6),
    st.integers(0, 9),
    st.integers(0, 30),
)
def test_in_common_work_one_decision_moves_all(moves, gain, cost):
    """Who stops cooperating saves the cost and takes the gain from everybody, itself included."""
    names = [f"country {number}" for number in range(len(moves))]
    game = triangle.common_work(pandas.DataFrame([moves], columns=names), gain, cost)
    gets = game[[f"{name} gets" for name in names]].iloc[0]
    together = moves.count(COOPERATE)
    assert gets.sum() == together * (len(moves) * gain - cost)
    if COOPERATE in moves:
        leaver = moves.index(COOPERATE)
        without = [*moves[:leaver], PRESS, *moves[leaver + 1 :]]
        after = triangle.common_work(pandas.DataFrame([without], columns=names), gain, cost)
        change = after[gets.index].iloc[0] - gets
        assert change.pop(f"{names[leaver]} gets") == cost - gain
        assert (change == -gain).all()


def test_points_are_good_sides_less_broken_ones():
    points = triangle.points(triangle.patterns())
    assert points["China"].tolist() == [2, 2, 0, 0, 0, 0, -2, -2]
    assert points["Russia"].tolist() == [2, 0, 2, 0, 0, -2, 0, -2]
    assert points["United States"].tolist() == [2, 0, 0, -2, 2, 0, 0, -2]


def test_trade_is_the_context_as_published():
    trade = triangle.trade(tables.load("context"))
    assert trade["trade"].to_dict() == {
        2018: 107,
        2019: 110.75,
        2020: 107.76,
        2021: 146.887,
        2022: 190.271,
        2023: 240.11,
    }


def test_only_rows_of_the_lesson_are_its_sources():
    used = triangle.used(tables.load("context"))
    assert set(used["series"]) == {"trade_china_russia", "gdp_usd"}


def test_chinas_economy_was_eight_times_russias():
    """As the evidence on who could lead says."""
    used = triangle.used(tables.load("context"))
    gdp = used[used["series"] == "gdp_usd"].set_index("country")["value"]
    assert round(gdp["China"] / gdp["Russia"]) == 8


def test_a_learners_own_column_is_drawn_as_it_is():
    lead = pandas.Series([0, 2, -2, 0, -2, 0, -2, 0], index=range(1, 9))
    picture = triangle.draw_lead(lead)
    (axis,) = picture.figure.axes
    assert [bar.get_height() for bar in axis.patches if bar.get_width() < 1] == lead.tolist()
    assert "Your column" in picture.title
