"""The review of 22 USC 9511: its clock, every path, and the pictures that show them."""

import itertools
from datetime import date, timedelta

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit import explore, forms, tables
from coursekit.subjects import review
from coursekit.subjects.review import (
    APPROVES,
    BARRED,
    BLOCKED,
    CONGRESS,
    DISAPPROVES,
    FREE,
    FREE_EARLY,
    FREE_LATER,
    IMPOSSIBLE,
    NO_REVIEW,
    NOTHING,
    ONE,
    POCKET,
    PRESIDENT,
    SIGNS,
    SILENT,
    UNSIGNED,
    VETOES,
)

DAY = timedelta(days=1)
REPORT = date(2018, 12, 19)
DAYS = st.dates(date(2017, 8, 2), date(2060, 12, 31))
CHOICES = list(itertools.product(CONGRESS, PRESIDENT, (False, True)))


@pytest.fixture(scope="module")
def votes():
    return tables.load("votes")


# --- What the section reaches ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("basis", "action", "alters", "covered"),
    [
        (review.CODIFIED, review.TERMINATE, True, True),
        (review.CODIFIED, review.TERMINATE, False, True),
        (review.CODIFIED, review.WAIVE, False, True),
        (review.CODIFIED, review.LICENSE, True, True),
        (review.CODIFIED, review.LICENSE, False, False),
        (review.STATUTE, review.TERMINATE, False, True),
        (review.STATUTE, review.WAIVE, True, True),
        (review.STATUTE, review.LICENSE, False, False),
        (review.ORDER, review.TERMINATE, True, False),
        (review.ORDER, review.WAIVE, False, False),
        (review.ORDER, review.LICENSE, True, True),
        (review.ORDER, review.LICENSE, False, False),
    ],
)
def test_what_needs_a_report_first(basis, action, alters, covered):
    reached = review.reach(basis, action, alters)
    assert reached.covered == covered
    assert reached.section.startswith("22 USC 9511(a)")
    path = review.lift(basis, action, alters, REPORT, SILENT)
    assert (path.outcome == NO_REVIEW) != covered
    assert path.first_day == (date(2019, 1, 18) if covered else REPORT)


def test_an_order_that_was_not_codified_is_marked_as_not_verified():
    assert "not verified here" in review.reach(review.ORDER, review.TERMINATE, True).why
    assert "our reading" in review.reach(review.ORDER, review.LICENSE, True).why


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: review.reach("decree", review.WAIVE, True), "decree"),
        (lambda: review.reach(review.ORDER, "forget", True), "forget"),
        (lambda: review.review(REPORT, "sleeps"), "sleeps"),
        (lambda: review.review(REPORT, DISAPPROVES, "laughs"), "laughs"),
        (lambda: review.needed(99, "unanimous"), "unanimous"),
    ],
)
def test_an_unknown_choice_is_named(call, words):
    with pytest.raises(review.ReviewProblem, match=words):
        call()


# --- The clock ------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2018, 2019, 2020, 2024, 2100])
@pytest.mark.parametrize(
    ("month", "day", "days"),
    [(7, 9, 30), (7, 10, 60), (9, 7, 60), (9, 8, 30), (1, 1, 30), (12, 31, 30)],
)
def test_the_edges_of_the_window(year, month, day, days):
    assert review.review_days(date(year, month, day)) == days


@pytest.mark.parametrize(
    ("submitted", "end"),
    [
        (date(2018, 12, 19), date(2019, 1, 17)),
        (date(2018, 7, 9), date(2018, 8, 7)),
        (date(2018, 7, 10), date(2018, 9, 7)),
        (date(2018, 9, 7), date(2018, 11, 5)),
        (date(2018, 9, 8), date(2018, 10, 7)),
        (date(2019, 2, 10), date(2019, 3, 11)),
        (date(2020, 2, 10), date(2020, 3, 10)),
        (date(2020, 2, 29), date(2020, 3, 29)),
        (date(2100, 2, 10), date(2100, 3, 11)),
    ],
)
def test_the_reports_day_is_day_one(submitted, end):
    assert review.review_end(submitted) == end


@given(DAYS)
def test_a_review_counts_as_many_days_as_it_has(submitted):
    held = [submitted + n * DAY for n in range(review.review_days(submitted))]
    assert held[-1] == review.review_end(submitted)
    inside = date(submitted.year, 7, 10) <= submitted <= date(submitted.year, 9, 7)
    assert len(held) == (60 if inside else 30)


@given(DAYS)
def test_ten_days_without_sundays_never_outlast_the_twelve_days_after_passage(passed):
    """So the action is barred as long as the President may still answer: our inference."""
    last = review.unsigned_end(passed)
    counted = [passed + n * DAY for n in range(1, (last - passed).days + 1)]
    assert sum(day.weekday() != 6 for day in counted) == 10
    assert last.weekday() != 6
    assert 11 <= (last - passed).days <= 12


# --- Every path -----------------------------------------------------------------------------

EXPECTED = {
    (SILENT, NOTHING, False): FREE,
    (ONE, NOTHING, False): FREE,
    (BLOCKED, NOTHING, False): FREE,
    (DISAPPROVES, SIGNS, False): BARRED,
    (DISAPPROVES, UNSIGNED, False): BARRED,
    (DISAPPROVES, VETOES, True): BARRED,
    (DISAPPROVES, VETOES, False): FREE_LATER,
    (DISAPPROVES, POCKET, False): FREE_LATER,
    (APPROVES, SIGNS, False): FREE_EARLY,
    (APPROVES, UNSIGNED, False): FREE_EARLY,
    (APPROVES, VETOES, True): FREE_EARLY,
    (APPROVES, VETOES, False): FREE,
    (APPROVES, POCKET, False): FREE,
}


def play(submitted, choices, after=5, answer=2):
    """A path whose resolution passes early for an approval and on the last day else."""
    congress, president, overridden = choices
    passed = submitted + after * DAY if congress == APPROVES else review.review_end(submitted)
    return review.review(
        submitted, congress, president, overridden, passed=passed, answered=passed + answer * DAY
    )


@pytest.mark.parametrize("choices", CHOICES, ids=str)
def test_every_combination(choices):
    path = play(REPORT, choices)
    assert path.outcome == EXPECTED.get(choices, IMPOSSIBLE)
    assert path.why.endswith(".")


POSSIBLE = st.sampled_from(sorted(EXPECTED))


@given(DAYS, POSSIBLE, st.integers(0, 10))
@settings(max_examples=300)
def test_what_holds_on_every_path(submitted, choices, answer):
    path = play(submitted, choices, answer=answer)
    days = [step.day for step in path.steps]
    assert days == sorted(days) and days[0] == submitted
    assert all(step.section for step in path.steps)
    assert path.stoppers
    end = review.review_end(submitted)
    lasts = [bar.last for bar in path.bars if bar.last is not None]
    if path.outcome == BARRED:
        assert path.first_day is None and path.bars[-1].last is None
    elif path.outcome == FREE_EARLY:
        assert path.first_day <= end
    else:
        assert path.first_day == max(lasts) + DAY
        assert path.first_day >= end + DAY
        assert (path.outcome == FREE_LATER) == (path.first_day > end + DAY)


@given(DAYS, st.integers(0, 10))
def test_a_veto_bars_until_the_latest_of_three_days(submitted, answer):
    end = review.review_end(submitted)
    vetoed = end + answer * DAY
    path = review.review(submitted, DISAPPROVES, VETOES, answered=vetoed)
    assert path.first_day == max(end, end + 12 * DAY, vetoed + 10 * DAY) + DAY


@given(DAYS, st.integers(0, 40))
def test_an_early_resolution_is_outlasted_by_the_review(submitted, early):
    passed = submitted + min(early, review.review_days(submitted) - 1) * DAY
    path = review.review(submitted, DISAPPROVES, VETOES, passed=passed, answered=passed)
    assert path.first_day == max(review.review_end(submitted), passed + 12 * DAY) + DAY


RESOLVED = st.sampled_from([APPROVES, DISAPPROVES])


@st.composite
def paths(draw, congress=RESOLVED):
    """A resolution of both chambers, with its days in any order that can be."""
    submitted, resolved = draw(DAYS), draw(congress)
    president, overridden = draw(
        st.sampled_from([(SIGNS, False), (UNSIGNED, False), (POCKET, False)])
        | st.tuples(st.just(VETOES), st.booleans())
    )
    passed = draw(st.dates(submitted, review.review_end(submitted)))
    answered = draw(st.dates(passed, review.unsigned_end(passed)))
    days = {"passed": passed, "answered": answered}
    if overridden:
        latest = max(review.review_end(submitted), passed + 12 * DAY, answered + 10 * DAY)
        days["override_day"] = draw(st.dates(answered, latest))
    return submitted, resolved, president, overridden, days


def played(path):
    submitted, congress, president, overridden, days = path
    return review.review(submitted, congress, president, overridden, **days)


def barred_on(path, day):
    return any(bar.first <= day and (bar.last is None or day <= bar.last) for bar in path.bars)


@given(paths())
@settings(max_examples=300)
def test_the_first_day_is_the_first_that_no_bar_covers(path):
    found, submitted = played(path), path[0]
    if found.outcome == BARRED:
        last = max(bar.first for bar in found.bars) + 40 * DAY
        assert all(barred_on(found, submitted + n * DAY) for n in range((last - submitted).days))
        return
    wait = (found.first_day - submitted).days
    assert all(barred_on(found, submitted + n * DAY) for n in range(wait))
    assert not any(barred_on(found, found.first_day + n * DAY) for n in range(40))


@given(paths())
@settings(max_examples=300)
def test_approval_never_lengthens_the_wait_and_disapproval_never_shortens_it(path):
    found, silent = played(path), review.review(path[0], SILENT)
    if path[1] == APPROVES:
        assert found.first_day <= silent.first_day
    elif found.first_day is not None:
        assert found.first_day >= silent.first_day


@given(paths(st.just(DISAPPROVES)))
def test_a_disapproval_bars_for_good_if_and_only_if_it_becomes_law(path):
    _, _, president, overridden, _ = path
    law = president in (SIGNS, UNSIGNED) or overridden
    assert (played(path).outcome == BARRED) == law
    assert (played(path).first_day is None) == law


@given(paths(st.just(DISAPPROVES)), st.integers(0, 12), st.integers(0, 12))
def test_a_later_veto_never_frees_the_action_earlier(path, early, late):
    submitted, _, _, _, days = path
    passed = days["passed"]
    most = (review.unsigned_end(passed) - passed).days
    early, late = sorted((min(early, most), min(late, most)))
    first, second = (
        review.review(submitted, DISAPPROVES, VETOES, passed=passed, answered=passed + n * DAY)
        for n in (early, late)
    )
    assert first.first_day <= second.first_day


@given(DAYS, st.sampled_from([SILENT, ONE, BLOCKED]))
def test_without_a_resolution_of_both_chambers_nothing_outlasts_the_review(submitted, congress):
    path = review.review(submitted, congress)
    assert path.outcome == FREE
    assert path.first_day == review.review_end(submitted) + DAY
    assert [bar.name for bar in path.bars] == [review.REVIEW]


@given(DAYS, st.sampled_from(CHOICES), st.lists(st.integers(-5, 90), min_size=3, max_size=3))
@settings(max_examples=300)
def test_any_days_give_a_path_or_a_sentence(submitted, choices, after):
    passed, answered, override_day = (submitted + n * DAY for n in after)
    try:
        path = review.review(
            submitted, *choices, passed=passed, answered=answered, override_day=override_day
        )
    except review.ReviewProblem as problem:
        assert str(problem).endswith(".")
        return
    assert (path.outcome == IMPOSSIBLE) == (choices not in EXPECTED)
    assert path.outcome in (IMPOSSIBLE, BARRED) or path.first_day >= submitted


@given(DAYS, st.sampled_from(sorted(EXPECTED)), st.booleans())
def test_what_the_section_does_not_reach_is_free_whatever_is_chosen(submitted, choices, alters):
    congress, president, overridden = choices
    more = {"president": president, "overridden": overridden}
    path = review.lift(review.ORDER, review.WAIVE, alters, submitted, congress, **more)
    assert (path.outcome, path.first_day, path.bars) == (NO_REVIEW, submitted, ())


@pytest.mark.parametrize(("basis", "action"), list(itertools.product(review.BASES, review.ACTIONS)))
def test_altering_policy_never_takes_a_report_away(basis, action):
    assert review.reach(basis, action, True).covered >= review.reach(basis, action, False).covered


def test_the_path_of_a_veto_on_the_day_of_the_house_vote():
    path = review.review(
        REPORT, DISAPPROVES, VETOES, passed=date(2019, 1, 17), answered=date(2019, 1, 22)
    )
    assert [(bar.name, bar.last) for bar in path.bars] == [
        (review.REVIEW, date(2019, 1, 17)),
        (review.AFTER_PASSAGE, date(2019, 1, 29)),
        (review.AFTER_VETO, date(2019, 2, 1)),
    ]
    assert path.first_day == date(2019, 2, 2)
    assert path.stoppers == ("two thirds of those voting in each chamber, against a veto",)


def test_an_approval_on_the_reports_own_day_leaves_no_bar():
    path = review.review(REPORT, APPROVES, SIGNS, passed=REPORT, answered=REPORT)
    assert (path.outcome, path.first_day, path.bars) == (FREE_EARLY, REPORT, ())


def test_an_approval_that_comes_too_late_changes_nothing():
    path = review.review(REPORT, APPROVES, UNSIGNED)
    assert (path.outcome, path.first_day) == (FREE, date(2019, 1, 18))


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ((SILENT, VETOES, False), "nothing to sign or to veto"),
        ((ONE, NOTHING, True), "nothing to override"),
        ((DISAPPROVES, NOTHING, False), "has to sign it, veto it or leave it"),
        ((DISAPPROVES, SIGNS, True), "nothing to override"),
        ((DISAPPROVES, POCKET, True), "adjournment"),
    ],
)
def test_what_cannot_happen_says_why(choices, words):
    path = review.review(REPORT, *choices)
    assert path.outcome == IMPOSSIBLE and words in path.why
    assert path.steps == () and path.first_day is None


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"passed": date(2018, 12, 18)}, "before the report"),
        ({"passed": date(2019, 1, 18)}, "no bar is left"),
        ({"answered": date(2019, 1, 16)}, "can be signed or vetoed up to 29 January 2019"),
        ({"answered": date(2019, 1, 30)}, "can be signed or vetoed up to 29 January 2019"),
        (
            {"answered": date(2019, 1, 22), "override_day": date(2019, 1, 21)},
            "before the day on which it is given",
        ),
        ({"answered": date(2019, 1, 22), "override_day": date(2019, 2, 3)}, "no bar is left"),
    ],
)
def test_days_in_an_order_that_cannot_be(days, words):
    with pytest.raises(review.ReviewProblem, match=words):
        review.review(REPORT, DISAPPROVES, VETOES, True, **days)


def test_an_override_on_the_last_barred_day_still_bars():
    path = review.review(
        REPORT,
        DISAPPROVES,
        VETOES,
        True,
        answered=date(2019, 1, 22),
        override_day=date(2019, 2, 1),
    )
    assert path.outcome == BARRED and path.bars[-1].first == date(2019, 2, 1)


# --- Votes ----------------------------------------------------------------------------------


def test_what_a_vote_needs_follows_from_its_rule(votes):
    for row in votes.itertuples():
        voting = row.yeas + row.nays
        assert review.needed(voting, row.rule) == row.needed, row.id
        assert (row.yeas >= row.needed) == (row.carried == "yes"), row.id


@given(st.integers(1, 435))
def test_two_thirds_is_the_least_number_that_reaches_it(voting):
    needed = review.needed(voting, "two thirds")
    assert 3 * needed >= 2 * voting > 3 * (needed - 1)


@given(st.integers(1, 435), st.sampled_from(["majority", "two thirds"]))
def test_more_voters_never_need_fewer_yeas_and_never_more_than_there_are(voting, rule):
    assert review.needed(voting, rule) <= review.needed(voting + 1, rule)
    assert review.needed(voting, rule) <= voting
    assert 2 * review.needed(voting, "majority") > voting
    assert review.needed(voting, "majority") <= review.needed(voting, "two thirds")


def test_the_votes_of_january_2019(votes):
    table = review.rusal_votes(votes)
    assert table[["yeas", "nays", "needed"]].to_numpy().tolist() == [
        [57, 42, 50],
        [57, 42, 60],
        [362, 53, 277],
    ]
    assert list(table["carried"]) == ["yes", "no", "yes"]


# --- Pictures -------------------------------------------------------------------------------


def test_the_grid_says_what_the_machine_says():
    picture = review.draw_reach()
    (axis,) = picture.figure.axes
    assert len(axis.patches) == len(picture.data) == 12
    dark = [patch.get_facecolor()[0] < 0.5 for patch in axis.patches]
    assert dark == list(picture.data["section 216 asks for"] == "report first")
    assert sum(dark) == 7 and picture.title.startswith("7 of 12")


def test_bars_and_lines_are_the_votes(votes):
    picture = review.draw_votes(votes)
    (axis,) = picture.figure.axes
    shown = picture.data
    share = 100 * shown["yeas"] / (shown["yeas"] + shown["nays"])
    assert [patch.get_width() for patch in axis.patches] == pytest.approx(list(share))
    lines = [line.get_xdata()[0] for line in axis.lines[1::2]]
    level = 100 * shown["needed"] / (shown["yeas"] + shown["nays"])
    assert lines == pytest.approx(list(level))
    assert list(shown["yeas"]) == [419, 98, 57, 57, 362]


def test_a_learners_own_column_is_drawn_as_it_is():
    share = pandas.Series([58.0, 52.9], index=["end debate, Iran", "override, arms"])
    picture = review.draw_own_votes(share)
    assert [patch.get_width() for patch in picture.figure.axes[0].patches] == [58.0, 52.9]
    assert list(picture.data["share (%)"]) == [58.0, 52.9]


SETTINGS = [
    {"submitted": submitted, "congress": congress, "president": answer}
    for submitted, congress, answer in itertools.product(review.DATES, CONGRESS, review.ANSWERS)
]


def test_the_explorer_stays_within_its_limit():
    assert len(SETTINGS) <= explore.MOST_STATES


def test_every_setting_says_what_it_draws():
    for values in SETTINGS:
        path, said = review.explore(values), review.say(values)
        picture = review.draw(values)
        (axis,) = picture.figure.axes
        submitted = date.fromisoformat(values["submitted"])
        if path.outcome == IMPOSSIBLE:
            assert said.startswith("This cannot happen.") and path.why in said
            assert not axis.patches and picture.title == "A path that cannot happen"
            continue
        lanes = [round(patch.get_y() + patch.get_height() / 2) for patch in axis.patches]
        starts = {lane: p.get_x() for lane, p in zip(lanes, axis.patches, strict=True)}
        ends = {
            lane: p.get_x() + p.get_width() for lane, p in zip(lanes, axis.patches, strict=True)
        }
        for bar in path.bars:
            lane = review.BARS.index(bar.name)
            assert starts[lane] == (bar.first - submitted).days + 1
            if bar.last is not None:
                assert ends[lane] == (bar.last - submitted).days + 2
        assert (4 in lanes) == (path.first_day is not None)
        if path.first_day is not None:
            assert starts[4] == (path.first_day - submitted).days + 1
            assert (
                review.said(path.first_day) in said and review.said(path.first_day) in picture.title
            )
        else:
            assert "the law itself forbids it" in said
        assert path.stoppers[0] in said
        assert list(picture.data["section"]) == [step.section for step in path.steps]


# --- The game -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scenes():
    table = tables.load("scenes")
    return table.drop_duplicates("scene").set_index("scene")["text"]


@pytest.mark.parametrize(
    ("scene", "day"),
    [
        ("silence", review.review(REPORT, SILENT).first_day),
        ("one chamber", review.review(REPORT, ONE).first_day),
        ("dropped", review.review(REPORT, BLOCKED).first_day),
        ("desk", date(2019, 1, 17) + 12 * DAY),
        ("unsigned", review.unsigned_end(date(2019, 1, 17))),
        ("override", date(2019, 1, 22) + 10 * DAY),
        (
            "upheld",
            review.review(
                REPORT, DISAPPROVES, VETOES, passed=date(2019, 1, 17), answered=date(2019, 1, 22)
            ).first_day,
        ),
    ],
)
def test_the_days_of_the_game_are_the_machines(scenes, scene, day):
    assert review.said(day) in scenes[scene]


def test_the_days_of_the_review_in_the_game_are_counted_right():
    places = set(tables.load("scenes")["place"]) | set(tables.load("happened")["day"])
    for words, day in (("4 January", 17), ("15 January", 28), ("16 January", 29)):
        there = [place for place in places if words in place and "day " in place]
        assert there and all(f"day {day}" in place for place in there)
        written = date(2019, 1, int(words.split()[0]))
        assert (written - REPORT).days + 1 == day


def test_every_way_of_the_game_ends_as_the_machine_says():
    """A way that ends in law leaves the action barred; every other way leaves it free."""
    game = forms.steps("game", tables.load("scenes"), after={"then": "that"})
    ends = {way[-1] for way in game.ways()}
    barred = {"signed", "unsigned", "overridden"}
    assert barred < ends
    for end in ends:
        text = game.scenes[end].text
        assert ("(b)(6)" in text) == (end in barred)
        if end not in barred and end != "stays":
            assert "the President may act" in text
        assert "Who could have turned it round" in text
