"""The ratings, rules and pictures of lesson 11."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from coursekit import style, tables
from coursekit.subjects import labels


@pytest.fixture(scope="module")
def ratings():
    return tables.load("ratings")


@pytest.fixture(scope="module")
def rated(ratings):
    return labels.rated(ratings)


@pytest.fixture(scope="module")
def explorer(ratings):
    return labels.Labels(ratings)


def setting(period, ideologies=labels.AS_RATED, breadth=labels.AS_RATED, limited=labels.FENG):
    return {"period": period, "ideologies": ideologies, "breadth": breadth, "limited": limited}


def settings():
    return [
        setting(*values)
        for values in itertools.product(
            labels.PERIODS, labels.ANSWERS, labels.ANSWERS, labels.LIMITED
        )
    ]


def written(picture):
    return [text.get_text() for axis in picture.figure.axes for text in axis.texts]


def boxes(picture, colour):
    """How many boxes of a colour are drawn."""
    (axis,) = picture.figure.axes
    return sum(
        len(shape.get_path().to_polygons())
        for shape in axis.artists + axis.patches
        if to_hex(shape.get_facecolor()) == colour
    )


def test_every_period_is_rated_on_every_criterion(ratings, rated):
    criteria = tables.load("criteria")
    assert rated.shape == (4, len(criteria))
    assert list(rated.columns) == list(criteria["criterion"])
    assert not ratings.duplicated(["period", "criterion"]).any()
    assert rated.isin([True, False]).all(axis=None)


def test_what_is_doubtful_says_what_speaks_against_it(ratings):
    assert list(ratings["against"].notna()) == list(ratings["doubtful"] == "yes")


def test_what_rests_on_no_passage_names_a_source(ratings):
    silent = ratings["reason"].str.startswith("None of the three documents")
    assert (ratings["locator"].notna() | ratings["source"].notna() | silent).all()
    documents = ratings["source_read"] == "document"
    assert ratings.loc[~documents, "source"].notna().all()
    assert ratings.loc[documents, "source"].isna().all()


def test_the_marks_hold_for_the_cold_war_by_definition(rated):
    marks = rated[list(labels.MARKS)].sum(axis=1)
    assert list(marks) == [4, 0, 0, 0]


@pytest.mark.parametrize(
    ("period", "meaning", "front", "unmet"),
    [
        ("Cold War", labels.FENG, ["Cold War"], 0),
        ("Cold War", labels.NARROW, ["Cold War", "limited opponents"], 0),
        ("2001–2013", labels.FENG, ["limited partnership"], 0),
        ("2014–2019", labels.FENG, ["limited opponents"], 0),
        ("2014–2019", labels.WIDE, ["limited opponents"], 0),
        ("from February 2022", labels.NARROW, ["limited opponents"], 0),
        ("from February 2022", labels.FENG, ["limited opponents"], 2),
        ("from February 2022", labels.WIDE, ["limited opponents"], 3),
    ],
)
def test_which_label_is_in_front(rated, period, meaning, front, unmet):
    it = dict(rated.loc[period])
    assert labels.in_front(it, meaning) == front
    assert len(labels.missing(it, labels.rules(meaning)[front[0]])) == unmet


CRITERIA = sorted(
    {c for asked in labels.rules(labels.WIDE).values() for c, _ in asked}
    | {c for c, _ in labels.MOVEMENT}
)
RATED = st.fixed_dictionaries({criterion: st.booleans() for criterion in CRITERIA})
MEANING = st.sampled_from(list(labels.LIMITED))


@given(RATED, MEANING)
def test_a_label_fits_if_and_only_if_every_condition_is_met(it, meaning):
    for asked in labels.rules(meaning).values():
        unmet = labels.missing(it, asked)
        assert (unmet == []) == all(it[criterion] == wanted for criterion, wanted in asked)
        for criterion, wanted in asked:
            met = labels.missing({**it, criterion: wanted}, asked)
            assert met == [each for each in unmet if each != criterion]
            lost = labels.missing({**it, criterion: not wanted}, asked)
            assert set(lost) == {*unmet, criterion}


@given(RATED)
def test_a_wider_meaning_of_limited_asks_for_more(it):
    narrow, feng, wide = (labels.rules(meaning) for meaning in labels.LIMITED)
    for label in narrow:
        first, second, third = (
            set(labels.missing(it, asked[label])) for asked in (narrow, feng, wide)
        )
        assert first <= second <= third


@given(RATED, MEANING)
def test_in_front_are_those_that_nothing_beats_and_only_what_decides_moves_them(it, meaning):
    short = {label: len(labels.missing(it, a)) for label, a in labels.rules(meaning).items()}
    front = labels.in_front(it, meaning)
    assert front
    for label, count in short.items():
        assert (label in front) == all(count <= other for other in short.values())
    deciding = labels.deciding(it, meaning)
    for criterion in CRITERIA:
        turned = labels.in_front({**it, criterion: not it[criterion]}, meaning)
        assert (turned != front) == (criterion in deciding)


def test_the_prediction_of_the_lesson(rated):
    asked = labels.rules(labels.NARROW)[labels.OPPONENTS]
    assert sum(not labels.missing(dict(rated.loc[p]), asked) for p in labels.PERIODS) == 3


@pytest.mark.parametrize("meaning", labels.LIMITED)
def test_the_doubt_about_values_changes_no_label_for_2014_to_2019(explorer, meaning):
    for answer in labels.ANSWERS:
        found = explorer.setting(setting("2014–2019", answer, limited=meaning))
        assert found.ranked()[0] == ["limited opponents"]
        assert len(found.unmet["Cold War"]) == (3 if answer == labels.YES else 4)


def test_level_labels_are_both_named(explorer):
    said = explorer.say(setting("from February 2022", labels.YES, limited=labels.WIDE))
    assert "“Cold War” and “limited opponents” come nearest, three conditions short each" in said


def test_what_decides_is_what_moves_the_front(rated):
    it = dict(rated.loc["2014–2019"])
    assert labels.deciding(it) == ["rivals"]
    assert labels.in_front({**it, "rivals": False}) == ["limited partnership"]
    assert labels.deciding(dict(rated.loc["Cold War"])) == []
    assert "markets" in labels.deciding(dict(rated.loc["Cold War"]), labels.NARROW)


def test_the_freeze_stands_apart(rated):
    fits = [not labels.missing(dict(rated.loc[p]), labels.MOVEMENT) for p in labels.PERIODS]
    assert fits == [True, False, False, False]
    assert labels.FREEZE not in labels.rules()


def test_a_rule_without_a_rating_says_so():
    with pytest.raises(labels.LabelProblem, match="no rating for: rivals"):
        labels.missing({"intensity": True}, labels.rules(labels.NARROW)[labels.OPPONENTS])


def test_the_explorer_stays_within_its_limit():
    assert len(settings()) <= 120


@pytest.mark.parametrize("values", settings(), ids=lambda v: "-".join(v.values()))
def test_every_setting_draws_what_it_says(explorer, values):
    picture, said = explorer.draw(values), explorer.say(values)
    assert said.startswith(picture.title)
    met = picture.data["met"] == "yes"
    assert boxes(picture, style.STRONG) == met.sum()
    assert boxes(picture, style.CARD) == (~met).sum()
    kinds = picture.data[picture.data["label"] != labels.FREEZE]
    for label, group in kinds.groupby("label"):
        count = (group["met"] == "yes").sum()
        fits = count == len(group)
        assert f"{count} of {len(group)}{', fits' if fits else ''}" in written(picture)
        assert (f"“{label}”" in picture.title) or not fits
    anything_fits = met[kinds.index].groupby(kinds["label"]).all().any()
    assert ("no label fits" in said) == (not anything_fits)
    assert ("Context as of" in picture.source) == (values["period"] == labels.PERIODS[-1])


def test_a_learners_answer_is_marked_where_it_differs(explorer):
    values = setting("2014–2019", labels.YES, labels.YES)
    assert explorer.setting(values).changed == ["ideologies"]
    assert "ideologies\n(yours)" in written(explorer.draw(values))
    assert "no label fits" in explorer.say(setting("2014–2019", breadth=labels.NO))
    tied = explorer.say(setting("from February 2022", labels.YES))
    assert "Next come “Cold War” and “limited partnership”, three conditions short each" in tied


def test_the_grid_is_the_table(ratings):
    picture = labels.draw_ratings(tables.load("criteria"), ratings)
    words = written(picture)
    for answer in ("yes", "no"):
        rows = ratings[ratings["rating"] == answer]
        doubtful = (rows["doubtful"] == "yes").sum()
        assert words.count(f"{answer} ?") == doubtful
        assert words.count(answer) == len(rows) - doubtful
    assert boxes(picture, style.STRONG) == (ratings["rating"] == "yes").sum()
    assert picture.title.startswith(f"{(ratings['doubtful'] == 'yes').sum()} of the 44")


def test_reasons_point_to_their_passage_once(ratings):
    why = labels.reasons(ratings, "2014–2019").set_index("criterion")["why"]
    assert why["superpowers"].endswith("(Feng 3.4)")
    assert why["intensity"].count("Feng 3.3") == 1


def test_two_readings_have_sources(ratings):
    table = labels.two_readings(ratings)
    assert list(table["criterion"]) == ["intensity", "breadth", "impact", "threat"]
    assert table["source"].notna().all()


def test_every_outside_source_is_listed_once(ratings):
    listed = labels.outside_sources(ratings)
    assert listed["source"].is_unique
    pieces = {piece for each in ratings["source"].dropna() for piece in each.split("; ")}
    assert set(listed["source"]) == pieces


def test_a_learners_counts_are_drawn_as_they_are(rated):
    counts = rated[list(labels.LIMITS)].sum(axis=1)
    picture = labels.draw_counts(counts)
    (axis,) = picture.figure.axes
    assert [bar.get_width() for bar in axis.patches] == list(counts)
    assert "from February 2022 1" in picture.alt
