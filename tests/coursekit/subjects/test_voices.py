"""Counts over the ledger, and the chart that shows them."""

import itertools

import pandas
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from coursekit import tables
from coursekit.subjects import voices
from tests import drawn


@pytest.fixture
def small():
    claims = pandas.DataFrame(
        [
            ("A 1", "author", "money", 1.0),
            ("A 1", "author", "assertion", None),
            ("A 1", "author", "count", 2.0),
            ("A 1", "ours", "percent", 3.0),
            ("A 2", "author", "ranking", 1.0),
            ("B 1", "structure", "count", 4.0),
            ("B 1", "author", "percent", 5.0),
        ],
        columns=["locator", "origin", "kind", "value"],
    )
    passages = pandas.DataFrame(
        {"document": ["A", "A", "B"], "position": [1, 2, 1], "locator": ["A 1", "A 2", "B 1"]}
    )
    return voices.figures_per_passage(claims, passages)


@pytest.fixture
def counts():
    return voices.figures_per_passage(tables.load("claims"), tables.load("passages"))


def test_only_the_authors_own_numbers_are_counted(small):
    assert list(small["figures"]) == [2, 0, 1]
    assert list(small[voices.MONEY]) == [1, 0, 1]


def test_all_money_and_percentages_stand_in_one_paragraph(counts):
    assert list(counts.loc[counts[voices.MONEY] > 0, "locator"]) == ["Feng 2.2"]


def test_the_bars_are_the_counts(counts):
    picture = voices.draw_figures_per_passage(counts)
    (axis,) = picture.figure.axes
    assert drawn.words(axis)[:3] == list(dict.fromkeys(counts["document"]))
    for shape, part in zip(axis.patches, (voices.MONEY, voices.OTHER), strict=True):
        assert shape.get_label() == part
        heights = [upper - lower for _, lower, _, upper in drawn.boxes(shape)]
        assert heights == list(counts[part])
    assert "count" in axis.get_ylabel() and "0" in drawn.marks(axis)
    assert drawn.key(picture.figure) == [voices.MONEY, voices.OTHER]


def test_bars_stand_in_reading_order_and_the_panels_apart(counts):
    axis = voices.draw_figures_per_passage(counts).figure.axes[0]
    lefts = [left for left, _, _, _ in drawn.boxes(axis.patches[0])]
    assert lefts == sorted(lefts)
    gaps = {round(b - a, 6) for a, b in itertools.pairwise(lefts)}
    assert gaps == {1.0, 2.4}, "one step within a document, more between two"


def test_the_tallest_bars_carry_their_names(counts):
    picture = voices.draw_figures_per_passage(counts)
    written = set(drawn.words(picture.figure.axes[0])[3:])
    ranked = counts.nlargest(2, "figures")
    assert written == {f"{row.locator}: {row.figures}" for row in ranked.itertuples()}


def test_title_and_description_follow_the_data(small, counts):
    assert "in one paragraph, Feng 2.2" in voices.draw_figures_per_passage(counts).title
    picture = voices.draw_figures_per_passage(small)
    assert "2 sums of money and percentages stand in 2 paragraphs" in picture.title
    assert "1 of the 3 paragraphs have none" in picture.alt


EITHER = "with or without evidence"


@pytest.fixture(scope="module")
def ledger_map():
    return voices.LedgerMap(tables.load("claims"), tables.load("passages"))


def test_with_and_without_evidence_make_all(ledger_map):
    for what in voices.COUNTS:
        parts = [ledger_map.counts(what, each)["claims"] for each in (voices.WITH, voices.WITHOUT)]
        assert list(sum(parts)) == list(ledger_map.counts(what, EITHER)["claims"])
        assert sum(parts).sum() > 0


def test_the_explorer_counts_figures_as_the_chart_does(ledger_map, counts):
    assert list(ledger_map.counts("figures", EITHER)["claims"]) == list(counts["figures"])


def test_every_setting_draws_what_it_says(ledger_map):
    for what in voices.COUNTS:
        for evidence in voices.EVIDENCE:
            values = {"what": what, "evidence": evidence}
            claims = ledger_map.counts(what, evidence)["claims"]
            picture = ledger_map.draw(values)
            (shape,) = picture.figure.axes[0].patches
            heights = [upper for _, _, _, upper in drawn.boxes(shape)]
            assert heights == list(claims)
            assert f"has {claims.sum()} claim" in ledger_map.say(values)
            assert f"one paragraph is {claims.max()}, in" in ledger_map.say(values)


# --- Lesson 01 -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def claims():
    return tables.load("claims")


@pytest.fixture(scope="module")
def documents():
    return tables.load("documents")


@pytest.fixture(scope="module")
def arguments():
    return tables.load("arguments")


@pytest.fixture(scope="module")
def ledger(claims, documents):
    return voices.Ledger(claims, documents)


def bars(picture):
    """Start and length of each lying bar, by part, from the corners that were drawn."""
    return {
        part.get_label(): [(left, right - left) for left, _, right, _ in drawn.boxes(part)]
        for part in picture.figure.axes[0].patches
    }


def words_of(picture):
    return [text.get_text() for axis in picture.figure.axes for text in axis.texts]


def test_names_theory_ordinals_and_our_own_sums_are_not_countable(claims):
    left_out = claims[~claims["id"].isin(voices.countable(claims)["id"])]
    assert set(left_out.loc[left_out["origin"] == "author", "id"]) == {
        "feng-161",  # the spelling of a name
        "feng-507",  # a proposal to draw up a list of names
        "feng-321",  # theory
        "feng-474",
    }


def test_every_countable_claim_is_of_one_kind(claims):
    counted = voices.countable(claims)
    ids = [row for kind in voices.KINDS for row in voices.of_kind(counted, kind)["id"]]
    assert sorted(ids) == sorted(counted["id"])
    assert len(voices.of_kind(counted, voices.ALL)) == len(counted)


def test_figures_are_those_of_lesson_00(claims, counts):
    figures = voices.of_kind(voices.countable(claims), "figures")
    assert len(figures) == counts["figures"].sum() == 45


def test_the_numbers_that_lesson_01_names(claims, documents):
    table = voices.density(claims, documents)
    everything = table[table["kind"] == voices.ALL].set_index("document")
    assert everything["claims"].to_dict() == {"Feng": 400, "Zheng": 64, "Op-ed": 42}
    per = everything[voices.SHOWN] + everything[voices.UNSHOWN]
    assert per.round().to_dict() == {"Feng": 61, "Zheng": 76, "Op-ed": 74}
    figures = table[table["kind"] == "figures"].set_index("document")["claims"]
    assert figures.to_dict() == {"Feng": 42, "Zheng": 2, "Op-ed": 1}
    feng = voices.countable(claims)
    feng = feng[feng["document"] == "Feng"]
    sourced = feng[feng["evidence"] != "none"]
    assert (len(sourced), (sourced["kind"] == "quotation").sum()) == (79, 31)
    assert (feng["locator"] == "Feng 2.5").sum() == 15


def test_two_rows_more_would_put_the_op_ed_first(claims, documents):
    table = voices.density(claims, documents).set_index(["document", "kind"])["claims"]
    words = documents.set_index("document")["body_words"]
    zheng = table["Zheng", voices.ALL] / words["Zheng"]
    op_ed = table["Op-ed", voices.ALL]
    assert (op_ed + 1) / words["Op-ed"] < zheng < (op_ed + 2) / words["Op-ed"]


def test_the_short_texts_name_only_one_source(claims):
    short = voices.countable(claims)
    short = short[short["document"].isin(["Zheng", "Op-ed"]) & (short["evidence"] != "none")]
    assert len(short) == 6 and short["statement"].str.contains("Trump").all()


def test_the_bars_are_claims_per_1000_words(claims, documents):
    picture = voices.draw_density(claims, documents)
    table = voices.density(claims, documents)
    drawn = bars(picture)
    for part in (voices.SHOWN, voices.UNSHOWN):
        assert [length for _, length in drawn[part]] == pytest.approx(list(table[part]))
    stacked = [start + length for start, length in drawn[voices.SHOWN]]
    assert [start for start, _ in drawn[voices.UNSHOWN]] == pytest.approx(stacked)
    sums = [f" {value:.1f}" for value in table[voices.SHOWN] + table[voices.UNSHOWN]]
    assert sorted(sums) == sorted(word for word in words_of(picture) if word.startswith(" "))
    assert "61, of which a source is given for 20%" in picture.alt
    assert picture.figure.texts[0].get_text() == "claims per 1,000 words"


def test_checks_that_nobody_read_are_no_checks(claims):
    checks, links = tables.load("checks"), tables.load("check_claims")
    table = voices.checked(claims, checks, links).set_index("document")
    assert list(table["claims"]) == [400, 64, 42]
    unread = checks.assign(verdict=None)
    assert list(voices.checked(claims, unread, links)["checked"]) == [0, 0, 0]
    others = links[links["about"] != "claim"]
    assert list(voices.checked(claims, checks, others)["checked"]) == [0, 0, 0]
    failed = checks.assign(verdict=checks["verdict"].mask(checks["verdict"] == "holds", "wrong"))
    assert list(voices.checked(claims, failed, links)["found to hold"]) == [0, 0, 0]


def test_every_setting_of_the_ledger_draws_what_it_says(ledger, claims):
    counted = voices.countable(claims)
    said = set()
    for kind in ledger.KINDS:
        table = ledger.counts(kind)
        assert table[[voices.SHOWN, voices.UNSHOWN]].sum().sum() == len(
            voices.of_kind(counted, kind)
        )
        for measure in ledger.MEASURES:
            values = {"kind": kind, "measure": measure}
            picture, sentence = ledger.draw(values), ledger.say(values)
            drawn = bars(picture)
            for part in (voices.SHOWN, voices.UNSHOWN):
                lengths = [length for _, length in drawn[part]]
                assert lengths == pytest.approx(list(scaled(table, part, measure)))
            assert kind in sentence and kind in picture.title.lower()
            for document, rows in table.groupby("document"):
                total = scaled(rows, voices.SHOWN, measure).sum()
                total += scaled(rows, voices.UNSHOWN, measure).sum()
                decimals = 1 if measure == voices.PER_1000 else 0
                assert f"{document} has {total:.{decimals}f}," in sentence
            said.add(sentence)
    assert len(said) == len(ledger.KINDS) * len(ledger.MEASURES) <= 120


def scaled(table, part, measure):
    if measure != voices.PER_1000:
        return table[part]
    words = tables.load("documents").set_index("document")["body_words"]
    return 1000 * table[part] / table["document"].map(words)


# --- Argument maps -------------------------------------------------------------------------


def test_every_box_leads_to_the_claim_of_its_document(arguments):
    for document, rows in arguments.groupby("document"):
        targets = rows.set_index("id")["target"]
        assert list(rows.loc[rows["target"].isna(), "kind"]) == ["claim"], document
        assert (rows["relation"].isna() == rows["target"].isna()).all()
        for box in targets.index:
            steps = 0
            while pandas.notna(targets[box]):
                box, steps = targets[box], steps + 1
            assert steps <= 2, "three columns fit a page"


def test_a_box_says_something_of_a_passage_of_its_own_document(arguments):
    there = set(tables.load("passages")["locator"])
    assert set(arguments["locator"]) <= there
    prefix = arguments["locator"].str.split(" ").str[0]
    assert (prefix == arguments["document"]).all()


def test_a_source_in_a_map_is_a_source_in_the_ledger(arguments, claims):
    shown = set(claims.loc[claims["evidence"] != "none", "locator"])
    sourced = arguments[arguments["evidence"] != "none"]
    assert set(sourced["locator"]) <= shown


@pytest.mark.parametrize("document", list(voices.TITLES))
def test_a_map_draws_every_box_and_link_and_nothing_overlaps(arguments, document):
    rows = arguments[arguments["document"] == document]
    picture = voices.draw_argument(arguments, document)
    (axis,) = picture.figure.axes
    boxes = [(patch.get_bbox(), patch.get_linestyle()) for patch in axis.patches[: len(rows)]]
    assert [style == "--" or isinstance(style, tuple) for _, style in boxes] == list(
        (rows["kind"] == "evidence") & (rows["evidence"] == "none")
    )
    for one, (box, _) in enumerate(boxes):
        assert not any(box.overlaps(other) for other, _ in boxes[one + 1 :])
        assert box.xmin >= 0 and box.xmax <= axis.get_xlim()[1]
    written = " ".join(words_of(picture)).replace("\n", " ")
    for row in rows.itertuples():
        assert row.text in written and row.locator in written
        assert row.text in picture.alt
    for relation in ("supports", "rebuts"):
        assert words_of(picture).count(relation) == (rows["relation"] == relation).sum()
        assert picture.alt.count(f") {relation} “") == (rows["relation"] == relation).sum()


@pytest.mark.parametrize("document", list(voices.TITLES))
def test_the_words_of_a_box_stay_inside_it(arguments, document):
    picture = voices.draw_argument(arguments, document)
    (axis,) = picture.figure.axes
    renderer = FigureCanvasAgg(picture.figure).get_renderer()
    boxes = [p.get_window_extent(renderer) for p in axis.patches if p.get_width() > 1]
    inside = [t for t in axis.texts if t.get_va() == "top"]
    for text in inside:
        extent = text.get_window_extent(renderer)
        assert any(
            box.xmin <= extent.xmin and extent.xmax <= box.xmax and box.ymin <= extent.ymin
            for box in boxes
            if box.ymin <= extent.ymax <= box.ymax
        ), text.get_text()


def test_the_titles_of_the_maps_count_right(arguments):
    claim = arguments["id"].where(arguments["kind"] == "claim").dropna()
    first = arguments[arguments["target"].isin(claim)]
    counts = first.groupby(["document", "relation"]).size()
    assert counts["Op-ed", "rebuts"] == 3 and "three objections" in voices.TITLES["Op-ed"]
    assert counts["Feng", "rebuts"] == 2 and "two objections" in voices.TITLES["Feng"]
    assert counts["Zheng", "supports"] == 5 and "five obstacles" in voices.TITLES["Zheng"]
    assert counts["Zheng", "rebuts"] == 1 and "one paragraph" in voices.TITLES["Zheng"]
