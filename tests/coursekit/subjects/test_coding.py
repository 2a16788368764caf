"""Two columns of codes compared, whose wishes the texts speak of, and their pictures."""

import json
import math
from itertools import product

import numpy
import pandas
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coursekit import tables
from coursekit.subjects import coding
from tests.reading import notebooks


@pytest.fixture(scope="module")
def table():
    return tables.load("coding")


@pytest.fixture(scope="module")
def positions():
    return tables.load("positions")


def words_of(picture):
    figure = picture.figure
    return [t.get_text() for t in figure.texts] + [
        t.get_text() for axis in figure.axes for t in axis.texts
    ]


def ticks(side):
    return [text.get_text() for text in side.get_ticklabels()]


# --- Agreement ------------------------------------------------------------------------------

# The agreement study in the guide to SAS's FREQ procedure (sasfreqkappa in references.bib): two
# dermatologists, 88 patients. It prints kappa as 0.3449.
SKIN = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]


def columns(grid):
    pairs = [(a, b) for a, b in product(range(len(grid)), repeat=2) for _ in range(grid[a][b])]
    return (pandas.Series(each) for each in zip(*pairs, strict=True))


def test_kappa_is_that_of_a_published_example():
    found = coding.agreement(*columns(SKIN))
    assert (found.items, found.same) == (88, 45)
    assert round(found.kappa, 4) == 0.3449
    # The guide's own interval, by another formula: ours is near it where there are many items.
    assert found.low == pytest.approx(0.2030, abs=0.01)
    assert found.high == pytest.approx(0.4868, abs=0.01)


@pytest.mark.parametrize(
    ("count", "items", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_that_of_newcombe_1998(count, items, low, high):
    assert coding.wilson(count, items) == pytest.approx((low, high), abs=0.00005)


def test_a_small_example_by_hand():
    """20 + 15 of 50 agree; luck gives a half: kappa is 0.4."""
    found = coding.agreement(*columns([[20, 5], [10, 15]]))
    assert (found.same, found.luck) == (35, pytest.approx(0.5))
    assert found.kappa == pytest.approx(0.4)


def test_complete_agreement_is_not_certain():
    codes = pandas.Series(["shared", "opposed", "mixed"] * 4)
    found = coding.agreement(codes, codes)
    assert (found.kappa, found.high) == (1, pytest.approx(1))
    assert 0.5 < found.low < 0.7


def test_one_code_throughout_has_no_kappa():
    codes = pandas.Series(["opposed"] * 12)
    found = coding.agreement(codes, codes)
    assert (found.same, found.luck) == (12, 1)
    assert found.kappa is found.low is found.high is None


def test_order_of_readers_makes_no_difference(table):
    assert coding.agreement(table["code"], table["other"]) == coding.agreement(
        table["other"], table["code"]
    )


def test_the_interval_keeps_its_promise_for_a_dozen_items():
    """In 95 of 100 made-up pairs of readers it holds the kappa that they were made with."""
    random = numpy.random.default_rng(7)
    for truth in (0.3, 0.6, 0.9):
        inside = 0
        for _ in range(400):
            first = random.integers(4, size=12)
            copied = random.random(12) < truth
            second = numpy.where(copied, first, random.integers(4, size=12))
            found = coding.agreement(pandas.Series(first), pandas.Series(second))
            inside += found.low <= truth <= found.high
        assert inside >= 0.91 * 400, truth


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ([], [], "0 and 0 codes"),
        (["shared"], ["shared", "mixed"], "1 and 2 codes"),
        (["shared", None], ["shared", "mixed"], "A code is missing"),
    ],
)
def test_columns_that_cannot_be_compared(first, second, words):
    with pytest.raises(coding.CodingProblem, match=words):
        coding.agreement(pandas.Series(first, dtype="str"), pandas.Series(second, dtype="str"))


def test_the_letters_of_the_lesson():
    letters = coding.letters()
    assert (letters["first"] == letters["second"]).sum() == 8
    for column in ("first", "second"):
        assert (letters[column] == "for").sum() == 9
    found = coding.agreement(letters["first"], letters["second"])
    assert (round(found.luck, 2), round(found.kappa, 2)) == (0.82, -0.11)


CODINGS = st.lists(st.tuples(*[st.sampled_from(list(coding.CODES))] * 2), min_size=1, max_size=60)


def compared(pairs):
    return coding.agreement(*(pandas.Series(column) for column in zip(*pairs, strict=True)))


def numbers(found):
    return [found.luck, found.kappa, found.low, found.high]


@given(CODINGS)
def test_kappa_keeps_its_bounds_and_lies_in_its_interval(pairs):
    found = compared(pairs)
    assert 0 <= found.same <= found.items == len(pairs)
    assert 0 <= found.luck <= 1
    if found.kappa is None:
        assert found.low is found.high is None
        return
    assert -1 - 1e-9 <= found.kappa <= 1 + 1e-9
    assert found.low - 1e-9 <= found.kappa <= found.high + 1e-9
    assert found.low < found.high <= 1 + 1e-9
    assert (found.kappa > 1 - 1e-9) == (found.same == found.items)
    beyond_luck = found.same / found.items - found.luck
    assert found.kappa * (1 - found.luck) == pytest.approx(beyond_luck, abs=1e-12)


@given(CODINGS)
def test_kappa_is_missing_only_where_both_use_one_and_the_same_code(pairs):
    codes = {code for pair in pairs for code in pair}
    assert (compared(pairs).kappa is None) == (len(codes) == 1)


@given(CODINGS, st.permutations(list(coding.CODES)), st.randoms())
def test_order_names_and_readers_make_no_difference(pairs, renamed, random):
    found = compared(pairs)
    names = dict(zip(coding.CODES, renamed, strict=True))
    other = [(names[second], names[first]) for first, second in pairs]
    random.shuffle(other)
    again = compared(other)
    assert (again.items, again.same) == (found.items, found.same)
    assert numbers(again) == pytest.approx(numbers(found))


@given(CODINGS)
def test_a_whole_agrees_with_itself_and_the_grid_holds_the_same_numbers(pairs):
    first, second = (pandas.Series(column) for column in zip(*pairs, strict=True))
    itself = coding.agreement(first, first)
    assert itself.same == itself.items and itself.kappa in (None, pytest.approx(1))
    grid, found = coding.confusion(first, second), coding.agreement(first, second)
    assert grid.to_numpy().sum() == found.items and grid.to_numpy().trace() == found.same
    luck = (grid.sum(axis=0) * grid.sum(axis=1)).sum() / found.items**2
    assert luck == pytest.approx(found.luck)


@given(CODINGS, st.integers(2, 5))
def test_the_same_agreement_in_more_passages_is_known_more_closely(pairs, times):
    found, more = compared(pairs), compared(pairs * times)
    assume(found.kappa is not None)
    assert more.kappa == pytest.approx(found.kappa)
    assert more.high - more.low < found.high - found.low


@given(st.integers(1, 500), st.data())
def test_wilsons_interval_holds_the_share_and_mirrors(items, data):
    count = data.draw(st.integers(0, items))
    low, high = coding.wilson(count, items)
    assert 0 <= low <= count / items + 1e-12 and count / items - 1e-12 <= high <= 1
    mirrored = coding.wilson(items - count, items)
    assert mirrored == pytest.approx((1 - high, 1 - low))


# --- The grid -------------------------------------------------------------------------------


def test_the_grid_holds_every_passage_and_every_code(table):
    grid = coding.confusion(table["code"], table["other"])
    assert list(grid.index) == list(grid.columns) == list(coding.CODES)
    assert grid.to_numpy().sum() == len(table)
    assert grid.at["shared", "absent"] == 2


def test_the_picture_of_the_grid_shows_its_counts(table):
    labels = coding.practice(table)[["locator", "wishes", "prospects"]]
    grid = coding.confusion(labels["wishes"], labels["prospects"])
    picture = coding.draw_confusion(labels)
    axis = picture.figure.axes[0]
    assert [int(t.get_text()) for t in axis.texts] == list(grid.to_numpy().ravel())
    assert [t.get_position() for t in axis.texts] == [
        (c, r) for r, c in product(range(4), repeat=2)
    ]
    bold = [t.get_position() for t in axis.texts if t.get_fontweight() == "bold"]
    assert bold == [(i, i) for i in range(4)]
    assert (axis.get_ylabel(), axis.get_xlabel()) == ("wishes", "prospects")
    assert ticks(axis.xaxis) == ticks(axis.yaxis) == list(coding.CODES)
    assert "8 of 12 times; kappa is 0.45, from " in picture.title
    assert len(picture.alt) > 40


def test_a_grid_without_kappa_says_so():
    labels = pandas.DataFrame({"you": ["mixed"] * 3, "the course": ["mixed"] * 3})
    assert "kappa cannot be computed" in coding.draw_confusion(labels).title


# --- The passages ---------------------------------------------------------------------------


def test_twelve_passages_to_code_without_their_codes(table):
    shown = coding.to_code(table)
    theirs = coding.by_the_course(table)
    assert len(shown) == 12 and list(shown) == list(theirs)
    for heading, passage in shown.values():
        assert heading.split(" · ")[0] in set(table["locator"])
        assert not any(code in passage for code in ("shared", "opposed", "mixed", "absent"))


def test_every_code_is_used_and_every_choice_of_ours_has_a_reason(table):
    rows = coding.passages(table, "lesson")
    assert set(rows["code"]) == set(coding.CODES)
    assert rows["reason"].notna().all()
    for _, row in table.iterrows():
        assert (row["code"] != row["other"]) == pandas.notna(row["why"]), row["id"]


def test_the_exercise_is_another_dozen(table):
    lesson, exercise = (coding.passages(table, each) for each in ("lesson", "exercise"))
    assert len(exercise) == 12
    assert not set(lesson["passage"]) & set(exercise["passage"])
    differing = exercise[exercise["code"] != exercise["other"]]
    assert set(differing["why"]) == {"prospect"}


# --- Who wants what -------------------------------------------------------------------------


def test_the_numbers_that_lesson_10_names(positions):
    order = coding.spread(positions)
    assert (len(positions), len(order)) == (47, 14)
    assert order["authors"].value_counts().to_dict() == {1: 7, 3: 4, 2: 3}
    everyone = order[order["authors"] == 3]
    assert set(everyone["issue"]) == {"Iran", "Russia's neighbours", "Syria", "Terrorism"}
    counts = positions.groupby(["document", "actor"]).size()
    assert counts["Op-ed"].sum() == 17
    assert counts["Op-ed", "Russia"] + counts["Op-ed", "United States"] == 14
    assert counts["Zheng"].sum() == 16
    inside = counts["Zheng", "US President"] + counts["Zheng", "US Congress and officials"]
    assert inside == 8
    assert set(counts["Feng"].index) == {"China", "Russia", "United States", "the three together"}
    assert counts["Feng", "the three together"] == 3


def test_what_russia_wants_rests_on_one_source(positions):
    claims = tables.load("claims").set_index("id")
    russia = positions[positions["actor"] == "Russia"]
    evidence = russia["claim"].map(claims["evidence"])
    assert len(russia) == 18
    assert list(russia.loc[evidence != "none", "locator"]) == ["Feng 3.6"]
    assert (russia["document"] == "Op-ed").sum() == 9


def test_a_position_rests_on_a_claim_of_its_own_passage(positions):
    places = tables.load("claims").set_index("id")["locator"]
    assert list(positions["claim"].map(places)) == list(positions["locator"])


def test_one_issue_in_one_document_has_one_code(positions):
    assert (positions.groupby(["issue", "document"])["code"].nunique() == 1).all()
    assert set(positions["actor"]) == set(coding.ACTORS)


def test_positions_and_passages_are_coded_alike(positions, table):
    """Where an issue of the twelve is one of the fourteen, the course's coder agrees with it."""
    same = {
        ("Op-ed", "Iran"): "c10",
        ("Feng", "Terrorism"): "c04",
        ("Zheng", "North Korea"): "c02",
        ("Feng", "Arms control"): "c09",
        ("Feng", "Syria"): "c07",
        ("Zheng", "Syria"): "c11",
        ("Op-ed", "China and Pakistan"): "c06",
    }
    codes = positions.groupby(["document", "issue"])["code"].first()
    passages = table.set_index("id")["code"]
    assert {place: codes[place] for place in same} == {p: passages[c] for p, c in same.items()}


def test_the_matrix_has_a_dot_for_every_position(positions):
    picture = coding.draw_matrix(positions)
    issues, actors = list(coding.spread(positions)["issue"]), list(coding.ACTORS)
    assert ticks(picture.figure.axes[0].yaxis) == issues
    for axis, document in zip(picture.figure.axes, coding.DOCUMENTS, strict=True):
        rows = positions[positions["document"] == document]
        [dots] = axis.lines
        drawn = set(zip(dots.get_xdata(), dots.get_ydata(), strict=True))
        wanted = {(actors.index(r.actor), issues.index(r.issue)) for r in rows.itertuples()}
        assert drawn == wanted, document
        assert axis.get_xlabel() == document
        assert ticks(axis.xaxis) == list(coding.ACTORS.values())
    assert "Of 14 issues 4 are in all three texts, and 7 in one only" in picture.title


def test_no_picture_before_the_commitment_tells_a_code(positions):
    pictures = [coding.draw_matrix(positions)]
    sides = coding.Sides(positions)
    said = []
    for issue in sides.issues:
        pictures.append(sides.draw({"issue": issue}))
        said.append(sides.say({"issue": issue}))
    for picture in pictures:
        said += [*words_of(picture), picture.title, picture.alt, picture.note or ""]
        assert "code" not in picture.data.columns
    text = " ".join(said)
    assert not any(f" {code}" in text for code in ("shared", "opposed", "mixed", "absent"))


def test_the_codes_stand_in_their_places(positions):
    picture = coding.draw_codes(positions)
    issues = list(coding.spread(positions)["issue"])
    axis = picture.figure.axes[0]
    drawn = {t.get_position(): t.get_text() for t in axis.texts}
    pairs = positions.drop_duplicates(["issue", "document"])
    wanted = {
        (coding.DOCUMENTS.index(row.document), issues.index(row.issue)): row.code
        for row in pairs.itertuples()
    }
    assert drawn == wanted


# --- Explorers ------------------------------------------------------------------------------


def test_every_issue_is_drawn_and_said_in_full(positions):
    sides = coding.Sides(positions)
    heights = set()
    for issue in sides.issues:
        picture, said = sides.draw({"issue": issue}), sides.say({"issue": issue})
        rows = positions[positions["issue"] == issue]
        drawn = " ".join(" ".join(words_of(picture)).split())
        for row in rows.itertuples():
            assert row.position in said and row.locator in said, issue
            assert row.locator in drawn
            assert all(word in drawn for word in row.position.split()), row.position
        silent = [d for d in coding.DOCUMENTS if d not in set(rows["document"])]
        assert said.count("is silent") == drawn.count("does not speak of it") == len(silent)
        assert f"{3 - len(silent)} of 3 authors" in said
        heights.add(picture.figure.get_figheight())
    assert len(heights) == 1, "the page would jump"


def test_every_reader_comes_as_far_as_it_is_said():
    luck = coding.Luck()
    for common, same, items in product(luck.COMMON, luck.SAME, luck.ITEMS):
        values = {"common": common, "same": same, "items": items}
        found = luck.found(values)
        rest = (12 - common) // 3
        codes = ["a"] * common + ["b"] * rest + ["c"] * rest + ["d"] * rest
        by_hand = sum(codes.count(code) ** 2 for code in set(codes)) / 144
        assert found.luck == pytest.approx(by_hand)
        kappa = (same / 12 - by_hand) / (1 - by_hand)
        assert found.kappa == pytest.approx(kappa, abs=1e-9)
        assert found.low <= found.kappa <= found.high + 1e-9
        picture, said = luck.draw(values), luck.say(values)
        assert f"Kappa is {coding._two(kappa)}" in said
        dot = next(line for line in picture.figure.axes[0].lines if line.get_marker() == "o")
        assert list(dot.get_xdata()) == [pytest.approx(100 * same / 12)]
        bars = picture.figure.axes[0].patches
        assert bars[0].get_width() == pytest.approx(100 * by_hand)
        span = next(line for line in picture.figure.axes[0].lines if line.get_marker() == "|")
        ends = [100 * (by_hand + (1 - by_hand) * end) for end in (found.low, found.high)]
        assert list(span.get_xdata()) == pytest.approx(ends)


def test_more_passages_tell_more():
    luck = coding.Luck()
    widths = []
    for items in luck.ITEMS:
        found = luck.found({"common": 3, "same": 9, "items": items})
        widths.append(found.high - found.low)
    assert widths == sorted(widths, reverse=True)
    assert math.isclose(luck.found({"common": 9, "same": 9, "items": 12}).kappa, 0.4)


def test_the_built_lesson_gives_no_code_of_the_course_away(table):
    """Its forms were never filled in when it was built, so nothing may have been revealed."""
    lesson = next(each for each in notebooks("lessons") if each.number == "10")
    shown = json.dumps(lesson.outputs(), ensure_ascii=False)
    assert "not committed your codes yet" in shown
    assert "How the course's one coder reads the issues" not in shown
    reasons = coding.passages(table, "lesson")["reason"]
    assert not [reason for reason in reasons if reason in shown]
