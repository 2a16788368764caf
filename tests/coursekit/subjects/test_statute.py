"""The clauses of lesson 06, the pictures that show them, and what the explorers say."""

import re

import pytest

from coursekit import tables
from coursekit.explore import Choice, Explorer, Radio
from coursekit.paths import SOURCE
from coursekit.subjects import statute

TOGETHER = "the first and the second"
ALONE = "the first aspect"


@pytest.fixture(scope="module")
def provisions():
    return tables.load("provisions")


@pytest.fixture(scope="module")
def claims():
    return tables.load("claims")


@pytest.fixture(scope="module")
def reading(provisions, claims):
    return statute.Reading(provisions, claims)


@pytest.fixture(scope="module")
def count(provisions):
    return statute.Count(provisions)


def texts(picture):
    return [text.get_text() for axis in picture.figure.axes for text in axis.texts]


# --- The table -----------------------------------------------------------------------------


def test_the_kind_of_a_clause_is_in_its_words(provisions):
    """Shall (or may not), may, a report, or a declaration: the quoted words must show it."""
    for row in provisions[provisions["words"].notna()].itertuples():
        shall = re.search(r"\bshall\b|\bmay not\b", row.words)
        # The words of 228 on abuses are those that say whom it meets; its verb is not among them.
        wanted = row.kind in ("shall", "report") and row.clause != "228 abuses"
        assert bool(shall) == wanted, row.clause
        assert ("report" in row.words) == (row.kind == "report"), row.clause


def test_a_clause_without_words_was_not_read(provisions):
    unread = provisions[provisions["words"].isna()]
    assert list(unread["clause"]) == ["241"]
    assert set(unread["read"]) == {"report"}


def test_a_may_needs_no_exit_and_only_it(provisions):
    assert ((provisions["kind"] == "may") == (provisions["exit_kind"] == "no duty")).all()


def test_what_ends_by_sunset_is_what_section_258_ends(provisions):
    """Section 258 ends its subtitle: sections 251 to 257 in our table, and no other."""
    sunset = provisions["exit_kind"] == "sunset"
    assert set(provisions.loc[sunset, "section"]) == {251, 252, 253, 254, 255, 256, 257}


def test_a_section_belongs_to_one_aspect(provisions):
    assert (provisions.groupby("section")["aspect"].nunique() == 1).all()


def test_an_aspect_meets_claims_of_its_own_passage(provisions, claims):
    joined = provisions.merge(statute.sayings(claims), on="claim")
    for row in joined.itertuples():
        assert row.locator == statute.ASPECTS[row.aspect], row.clause
    alone = provisions["claim"].isna()
    assert (alone == (provisions["aspect"] == "not in Feng's five")).all()


# --- What the lesson says ------------------------------------------------------------------


def test_numbers_that_the_lesson_names(provisions, claims):
    assert len(provisions) == 28
    assert len(provisions.merge(statute.sayings(claims), on="claim")) == 25
    ordered = provisions[
        (provisions["actor"] == "President")
        & (provisions["kind"] == "shall")
        & (provisions["sanction"] == "yes")
    ]
    ways = ordered["exit_kind"].value_counts().to_dict()
    assert ways == {"waiver and termination": 7, "national interest": 3}
    third = provisions[provisions["aspect"] == "3 no recognition"]
    assert set(third["kind"]) == {"statement of policy"}
    others = provisions[~provisions["aspect"].isin(["3 no recognition", "not in Feng's five"])]
    assert (others[others["kind"] == "shall"].groupby("aspect").size() > 0).sum() == 4


def test_the_six_phrases_can_be_marked(provisions):
    found = statute.phrases(provisions)
    assert len(found) == 6
    assert {kind for _, kind, _ in found} == set(statute.KINDS)
    for words, kind, explained in found:
        assert set(explained) == set(statute.KINDS)
        assert len(set(explained.values())) == 4
        assert explained[kind].startswith(statute.MEANS[kind])
        assert words[1:-1] in set(provisions["words"])


def test_an_exercise_task_is_not_answered_in_the_lesson():
    lesson = (SOURCE / "06-statute" / "lesson.md").read_text(encoding="utf-8")
    assert "actor" not in lesson and "exit_kind" not in lesson and "check_claims" not in lesson


# --- The chart -----------------------------------------------------------------------------


def test_every_clause_stands_in_the_column_of_its_kind(provisions):
    picture = statute.draw_kinds(provisions)
    (axis,) = picture.figure.axes
    columns = {statute.COLUMN + n * statute.STEP: kind for n, kind in enumerate(statute.KINDS)}
    marks = [line for line in axis.lines if line.get_marker() in ("s", "o")]
    drawn = {line.get_ydata()[0]: columns[line.get_xdata()[0]] for line in marks}
    labels = {text.get_position()[1]: text.get_text() for text in axis.texts}
    clauses = [text for text in axis.texts if text.get_text() in set(provisions["clause"])]
    shown = {text.get_text(): drawn[text.get_position()[1]] for text in clauses}
    assert shown == dict(zip(provisions["clause"], provisions["kind"], strict=True))
    assert len(labels) > 28 and len(picture.data) == 28
    assert "17 say shall, 3 may, 4 order a report, 4 are statements" in picture.alt


# --- The explorers -------------------------------------------------------------------------


def test_the_explorers_stay_within_their_limit(reading, count):
    where = Choice("Clause or aspect", reading.options(), "231(a)")
    assert len(Explorer("a", "?", {"w": where}, reading.draw, reading.say).states()) == 33
    controls = {
        "unit": Radio("Count", list(statute.UNITS), "clauses"),
        "scope": Radio("Under", list(statute.SCOPES), ALONE),
    }
    assert len(Explorer("b", "?", controls, count.draw, count.say).states()) == 12


def test_every_clause_is_taken_apart_as_it_stands_in_the_table(reading, provisions):
    for row in provisions.itertuples():
        said = reading.say({"where": row.clause})
        picture = reading.draw({"where": row.clause})
        written = " ".join(" ".join(texts(picture)).split())
        assert row.exit in said, row.clause
        assert row.exit_kind in written, row.clause
        for part in (row.target, row.duty.removeprefix("not ")):
            assert part in said, row.clause
            assert part in written, row.clause
        assert row.actor in written
        assert (row.words if isinstance(row.words, str) else "not read here") in picture.note
        assert list(picture.data["clause"]) == [row.clause]
        ring = picture.figure.axes[0].lines[len(statute.LOOKS)]
        assert len(ring.get_xdata()) == 1


def test_words_stay_in_their_boxes(reading, provisions):
    """Five lines fit into a box of the sentence, one into that of the way out."""
    for clause in provisions["clause"]:
        for text in texts(reading.draw({"where": clause})):
            longest = max(map(len, text.splitlines()))
            assert longest <= statute.LONG
            assert text.count("\n") <= 4


def test_a_prohibition_is_said_with_may_not(reading):
    assert "The President may not take" in reading.say({"where": "216(b)(3)"})
    assert "may not" in texts(reading.draw({"where": "216(b)(3)"}))


def test_an_aspect_is_summed_up(reading, provisions):
    for aspect in list(statute.ASPECTS)[:5]:
        rows = provisions[provisions["aspect"] == aspect]
        said = reading.say({"where": aspect})
        picture = reading.draw({"where": aspect})
        for kind, number in rows["kind"].value_counts().items():
            assert f"{kind} {number}" in said
        ring = picture.figure.axes[0].lines[len(statute.LOOKS)]
        assert len(ring.get_xdata()) == len(picture.data) == len(rows)
    assert "None of the 2 clauses order or allow" in reading.say({"where": "3 no recognition"})


WANTED = {
    ("sections of the act", ALONE): 7,
    ("sections of the act", TOGETHER): 10,
    ("places in the US Code", ALONE): 7,
    ("places in the US Code", TOGETHER): 11,
    ("clauses", ALONE): 11,
    ("clauses", TOGETHER): 15,
    ("clauses that say shall", ALONE): 9,
    ("clauses that say shall", TOGETHER): 13,
    ("clauses in which the President shall", ALONE): 6,
    ("clauses in which the President shall", TOGETHER): 10,
    ("kinds of sanction", ALONE): 12,
    ("kinds of sanction", TOGETHER): 12,
}


@pytest.mark.parametrize(("unit", "scope"), WANTED)
def test_every_count_draws_what_it_says(count, unit, scope):
    values = {"unit": unit, "scope": scope}
    number = WANTED[unit, scope]
    picture = count.draw(values)
    assert len(picture.data) == number
    assert f" {number} " in count.say(values)
    boxes = picture.figure.axes[0].collections[1:]
    assert sum(len(box.get_paths()) for box in boxes) == number
    assert set(picture.data["name"]) <= set(texts(picture))
    than = "as many as" if number == 10 else "more than" if number > 10 else "fewer than"
    assert f"{than} ten" in count.say(values)


def test_ten_is_reached_in_two_ways_that_are_not_the_same(count, provisions):
    ten = [key for key, number in WANTED.items() if number == 10]
    assert ten == [
        ("sections of the act", TOGETHER),
        ("clauses in which the President shall", TOGETHER),
    ]
    sections = set(count.counted(*ten[0])["name"])
    clauses = set(count.counted(*ten[1])["name"])
    behind = provisions[provisions["clause"].isin(clauses)]["section"].astype(str)
    assert sections - set(behind) == {"223", "232"}


def test_a_learners_own_counts_are_drawn_as_they_are(provisions):
    counts = provisions.groupby("exit_kind").size()
    picture = statute.draw_own_counts(counts)
    (axis,) = picture.figure.axes
    assert [bar.get_width() for bar in axis.patches] == list(counts)
    assert "Your column" in picture.title
