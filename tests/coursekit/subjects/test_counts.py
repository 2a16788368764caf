"""The numbers of lesson 08, the table of counts, and the pictures that show them."""

import itertools

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_file

from coursekit import tables
from coursekit.paths import DATA
from coursekit.subjects import counts

TOTALS = [
    dict(zip(("january", "april", "rounds", "earlier"), setting, strict=True))
    for setting in itertools.product(counts.JANUARY, *[(False, True)] * 3)
]
EXCHANGES = [
    {"measure": measure, "from_2016": start}
    for measure in counts.MEASURES
    for start in (False, True)
]


@pytest.fixture(scope="module")
def table():
    return tables.load("counts")


@pytest.fixture(scope="module")
def total(table):
    return counts.Total(table)


@pytest.fixture(scope="module")
def exchange(table):
    return counts.Exchange(table)


def boxes(axis):
    """The bars of an axis: start, length, whether it is filled."""
    return [
        (box.get_x(), box.get_width(), box.get_facecolor()[:3] != (1, 1, 1))
        for box in axis.findobj(lambda artist: type(artist).__name__ == "Rectangle")
        if box is not axis.patch
    ]


def words(figure):
    return {text.get_text().strip() for axis in figure.axes for text in axis.texts}


# ---- The table ------------------------------------------------------------------------------


def test_a_count_that_feng_states_is_the_claims(table):
    claims = tables.load("claims").set_index("id")["value"]
    rows = table[table["claim"].notna()]
    stated = rows[rows["claim"].map(claims).notna()]
    assert list(stated["value"]) == list(stated["claim"].map(claims))
    # What the text names without a number counts as one.
    assert set(rows.drop(stated.index)["value"]) == {1}


def test_a_count_that_no_document_states_says_where_it_was_read(table):
    rows = table[table["claim"].isna()]
    assert (rows["check"].notna() | rows["source"].notna()).all()
    keys = set(parse_file(str(DATA / "references.bib"), "bibtex").entries)
    assert set(table["source"].dropna()) <= keys
    assert set(table["source"].dropna()) == set(counts.READ_IN)


def test_context_is_shown_with_where_it_was_read(table):
    shown = counts.context(table)
    left_out = table["unit"] == counts.AUDIENCE
    assert len(shown) == (table["claim"].isna() & ~left_out).sum()
    assert shown.notna().all(axis=None)
    assert shown.set_index("count").at["staff to stop working", "read in"] == "check C28"


def test_the_sums_of_the_lesson(table):
    value = table.set_index("id")["value"]
    january = value["january-officials"] + value["january-businessmen"]
    april = value["april-people"] + value["april-companies"]
    assert (january, april, january + april, value["total-189"]) == (210, 38, 248, 189)
    assert value["ceiling-455"] + value["cut-755"] == 1210 <= value["mission-2013"] == 1279
    fengs = table[table["claim"].notna() & (table["front"] != "sanctions")]
    sums = fengs.groupby(["unit", "by"])["value"].sum()
    assert sums[counts.PEOPLE].to_dict() == {"Russia": 60, "United States": 95}
    assert sums[counts.POSTS].to_dict() == {"Russia": 3, "United States": 6}
    assert sums[counts.OUTLETS].to_dict() == {"Russia": 9, "United States": 1}


# ---- Can a total be true? -------------------------------------------------------------------


@given(st.lists(st.sets(st.integers(0, 40)), min_size=1, max_size=5), st.integers(0, 40))
def test_the_answer_is_never_contradicted_by_lists_of_names(lists, more):
    """Whatever repeats: lists that stand in a total are never called impossible."""
    total = len(set().union(*lists)) + more
    answer = counts.can_be([len(names) for names in lists], total)
    assert answer in (counts.CAN, counts.REPEATS)
    if answer == counts.REPEATS:
        assert sum(map(len, lists)) > len(set().union(*lists))


ANSWERS = [counts.CAN, counts.REPEATS, counts.CANNOT]
LENGTHS = st.lists(st.integers(0, 300), min_size=1, max_size=6)


@given(LENGTHS, st.integers(0, 300), st.integers(0, 900), st.integers(0, 300))
def test_more_lists_fit_no_better_and_a_larger_total_no_worse(parts, another, total, room):
    answer = ANSWERS.index(counts.can_be(parts, total))
    assert ANSWERS.index(counts.can_be([*parts, another], total)) >= answer
    assert ANSWERS.index(counts.can_be(parts, total + room)) <= answer
    assert counts.can_be(sorted(parts), total) == ANSWERS[answer]


@given(LENGTHS)
def test_lists_can_come_to_anything_from_the_longest_to_their_sum(parts):
    assert counts.least(parts) <= sum(parts)
    assert counts.can_be(parts, counts.least(parts)) != counts.CANNOT
    assert counts.can_be(parts, counts.least(parts) - 1) == counts.CANNOT
    assert counts.can_be(parts, sum(parts)) == counts.CAN
    assert counts.can_be(parts, sum(parts) - 1) != counts.CAN


def test_a_list_that_is_too_long_alone_can_be_no_part():
    assert counts.can_be([210], 189) == counts.CANNOT
    assert counts.can_be([189], 189) == counts.CAN
    assert counts.can_be([100, 90], 189) == counts.REPEATS


@pytest.mark.parametrize("values", TOTALS, ids=str)
def test_every_setting_of_the_total_draws_what_it_says(total, values):
    picture, said = total.draw(values), total.say(values)
    chosen, answer = total.chosen(values), counts.can_be(total.chosen(values), 189)
    (axis,) = picture.figure.axes
    drawn = boxes(axis)
    assert [length for _, length, filled in drawn if filled] == chosen
    starts = [start for start, _, filled in drawn if filled]
    assert starts == [sum(chosen[:n]) for n in range(len(chosen))]
    hollow = [(start, length) for start, length, filled in drawn if not filled]
    assert hollow == ([(max(chosen), sum(chosen) - max(chosen))] if chosen else [])
    line = next(line for line in axis.lines if set(line.get_xdata()) == {189})
    assert line.get_linestyle() == "--"
    assert list(picture.data.loc[picture.data["counted"], "entries"]) == chosen
    assert ("cannot" in said) == (answer == counts.CANNOT) == ("cannot" in picture.title)
    assert ("repeat" in said) == (answer == counts.REPEATS) == ("repeat" in picture.title)
    if chosen:
        assert str(sum(chosen)) in said
        assert axis.get_xlim() == (0, counts.X_MAX)


def test_what_the_lesson_notices_about_the_total(total):
    def answer(january, **others):
        values = {"april": False, "rounds": False, "earlier": False, **others}
        return counts.can_be(total.chosen({"january": january, **values}), total.total)

    everything = [values for values in TOTALS if values["january"] == "all 210"]
    assert {counts.can_be(total.chosen(v), 189) for v in everything} == {counts.CANNOT}
    assert answer("the 114 politicians") == answer("the 114 politicians", april=True) == counts.CAN
    assert answer("none of them", earlier=True) == counts.CANNOT
    assert answer("none of them", april=True, rounds=True) == counts.CAN
    three = {"january": "none of them", "april": True, "rounds": True, "earlier": False}
    assert sum(total.chosen(three)) == 100
    assert answer("the 96 businessmen", april=True, rounds=True) == counts.REPEATS


# ---- Separate axes --------------------------------------------------------------------------


def test_the_four_panels_have_an_axis_each(table):
    picture = counts.draw_exchange(table)
    rows = counts.exchange_rows(table)
    assert len(picture.figure.axes) == rows["unit"].nunique() == 4
    for axis, (unit, panel) in zip(
        picture.figure.axes, rows.groupby("unit", sort=False), strict=True
    ):
        assert [(length, filled) for _, length, filled in boxes(axis)] == [
            (count, not context)
            for count, context in zip(panel["count"], panel["context"], strict=True)
        ]
        assert axis.get_xlim()[0] == 0
        assert unit in {text.get_text() for text in axis.texts}
    assert rows["count"].tolist() == [60, 35, 60, 455, 755, 3, 6, 9, 1]
    assert rows.loc[rows["context"], "count"].tolist() == [755]
    assert "6: 2 consulates, 2 offices, 2 properties" in words(picture.figure)
    assert all(str(n) in picture.alt for n in rows["count"])


@pytest.mark.parametrize("values", EXCHANGES, ids=str)
def test_every_setting_of_the_exchange_draws_what_it_says(exchange, values):
    picture, said, sums = exchange.draw(values), exchange.say(values), exchange.sums(values)
    (axis,) = picture.figure.axes
    assert sum(length for _, length, _ in boxes(axis)) == sums.sum()
    assert f"Russia {sums['Russia']}, the United States {sums['United States']}." in said
    assert ("equal" in said) == (sums.nunique() == 1) == ("equal" in picture.title)
    if sums.nunique() > 1:
        assert picture.title.endswith(f"more by {counts.THE[sums.idxmax()]}")
    assert picture.data["value"].sum() == sums.sum()
    assert ("local" in said) == ("755" in values["measure"])
    if not values["from_2016"]:
        assert (picture.data["date"] >= "2017").all()


def test_what_the_lesson_notices_about_the_exchange(exchange):
    answers = [
        "equal" if sums.nunique() == 1 else sums.idxmax() for sums in map(exchange.sums, EXCHANGES)
    ]
    counted = pandas.Series(answers).value_counts().to_dict()
    assert counted == {"United States": 5, "Russia": 4, "equal": 3}


# ---- The exercise ---------------------------------------------------------------------------


def test_posts_have_a_year_and_a_number(table):
    posts = counts.posts(table)
    assert posts["year"].tolist() == sorted(posts["year"])
    assert posts.groupby("year")["value"].sum().to_dict() == {2016: 2, 2017: 5, 2018: 2}


def test_a_learners_own_sums_are_drawn_as_they_are():
    picture = counts.draw_own_sums(pandas.Series([1, 3.5], index=[2016, 2017]))
    (axis,) = picture.figure.axes
    assert [length for _, length, _ in boxes(axis)] == [1, 3.5]
    assert {"2016", "2017", "1", "3.5"} <= words(picture.figure)
    assert "2017 3.5" in picture.alt
