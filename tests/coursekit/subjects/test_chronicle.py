"""The days, lags and counts of lesson 02, and the timeline that nothing may overlap on."""

import collections
import itertools

import pandas
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox

from coursekit import style, tables
from coursekit.subjects import chronicle
from tests import drawn

SETTINGS = [
    {"front": front, "window": window, "dates": dates}
    for front in (chronicle.ALL, *chronicle.FRONTS)
    for window in chronicle.WINDOWS
    for dates in (chronicle.PRINTED, chronicle.CHECKED)
]


@pytest.fixture(scope="module")
def events():
    return tables.load("events")


@pytest.fixture(scope="module")
def pairs(events):
    return chronicle.pairs(events, tables.load("responses"))


@pytest.fixture(scope="module")
def timeline(events):
    return chronicle.Timeline(events)


@pytest.fixture(scope="module")
def summer(events):
    return chronicle.FirstMove(events)


# --- The table ------------------------------------------------------------------------------


def test_a_date_is_written_to_its_precision(events):
    lengths = {4: "year", 7: "month", 10: "day"}
    dated = events[events["date"].notna()]
    assert list(dated["date"].str.len().map(lengths)) == list(dated["precision"])
    assert (events["date"].isna() == events["precision"].isna()).all()
    assert (events["date"].notna() | events["date_corrected"].notna()).all()


def test_a_printed_date_is_that_of_its_claim(events):
    """The ledger's date and the table's agree, but for the one that a reference dates."""
    claims = tables.load("claims").set_index("id")
    told = events.dropna(subset=["claim"]).set_index("id")
    differ = told[told["date"].fillna("") != told["claim"].map(claims["date"]).fillna("")]
    assert list(differ.index) == ["peskov-2017"]
    cited = tables.load("citations").set_index("number").at[4, "published"]
    assert told.at["peskov-2017", "date"] == cited


def test_context_has_a_check_and_no_date_of_a_document(events):
    context = events[events["claim"].isna()]
    assert len(context) == 6
    assert context["check"].notna().all() and context["date"].isna().all()


def test_a_corrected_date_rests_on_a_check_or_a_source(events):
    corrected = events[events["date_corrected"].notna()]
    assert (corrected["check"].notna() | corrected["source"].notna()).all()
    assert (corrected["date_corrected"] != corrected["date"]).all()


def test_a_correction_stands_in_the_check_that_it_names(events):
    """The day and the month of every corrected day are in the words of its check."""
    checks = tables.load("checks").set_index("id")
    for row in events.dropna(subset=["date_corrected", "check"]).itertuples():
        words = f"{checks.at[row.check, 'finding']} {checks.at[row.check, 'subject']}"
        day = chronicle.first_day(row.date_corrected)
        assert chronicle.MONTHS[day.month - 1] in words, row.id
        if len(row.date_corrected) == len("2018-03-26"):
            assert str(day.day) in words, row.id


def test_an_answer_is_told_at_its_locator(events):
    """Each response is told where the claim of its event stands."""
    claims = tables.load("claims").set_index("id")["locator"]
    place = events.set_index("id")["claim"].map(claims)
    for row in tables.load("responses").itertuples():
        assert place[row.event] == row.locator, row.event


def test_counts_that_the_lesson_names(events):
    assert len(events) == 41 and events["claim"].notna().sum() == 35
    counts = events.groupby("front").size()
    assert counts.to_dict() == {
        "Middle East": 7,
        "Ukraine": 3,
        "diplomacy": 13,
        "media": 6,
        "other": 4,
        "sanctions": 8,
    }


def test_spans_of_dates():
    assert chronicle.first_day("2017") == pandas.Timestamp(2017, 1, 1)
    assert chronicle.last_day("2017") == pandas.Timestamp(2017, 12, 31)
    assert chronicle.last_day("2018-02") == pandas.Timestamp(2018, 2, 28)
    assert chronicle.first_day("2018-03-26") == chronicle.last_day("2018-03-26")


def test_printed_dates_leave_out_what_no_document_dates(events):
    printed = chronicle.dated(events, chronicle.PRINTED)
    assert len(printed) == 34 and not printed["context"].any()
    assert "venezuela-words-2019" not in set(printed["id"])
    assert printed["exact"].sum() == 15
    checked = chronicle.dated(events)
    assert len(checked) == 41 and checked["exact"].sum() == 33


def test_five_printed_days_are_contradicted(events):
    changed = chronicle.changed(events)
    days = dict(
        zip(changed["claim"], (changed["corrected"] - changed["printed"]).dt.days, strict=True)
    )
    assert days == {
        "feng-293": 16,
        "feng-091": -3,
        "feng-110": -1,
        "feng-312": -1,
        "zheng-022": 20,
    }


# --- Moves and answers ----------------------------------------------------------------------


def test_the_lags(pairs):
    lags = pairs.set_index(["answer", "move"])[["days printed", "days checked"]]
    wanted = {
        ("US staff to be cut to 455", "35 expelled, 2 sites shut"): (211, 211),
        ("US staff to be cut to 455", "Act passed by both houses"): (1, 1),
        ("US staff to be cut to 455", "Act signed"): (-5, -5),
        ("Most US visas paused", "US staff to be cut to 455"): (26, 26),
        ("3 Russian posts to close", "US staff to be cut to 455"): (34, 34),
        ("60 Americans ordered out", "60 Russians ordered out"): (0, 3),
        ("Law on foreign media", "RT named foreign agent"): (12, 12),
        ("Law on foreign media", "RT loses accreditation"): (12, -4),
        ("Statement on Douma", "Reported attack, Douma"): (0, 0),
        ("Strikes on Syria", "Reported attack, Douma"): (6, 7),
        ("Demand to leave Venezuela", "Forces in Venezuela"): (4, 4),
    }
    assert {
        key: tuple(row) for key, row in zip(lags.index, lags.to_numpy().tolist(), strict=True)
    } == wanted


def test_three_lags_change_with_the_dates(pairs):
    mended = pairs[pairs["days printed"] != pairs["days checked"]]
    assert list(mended["answer"]) == [
        "60 Americans ordered out",
        "Law on foreign media",
        "Strikes on Syria",
    ]


def test_eight_answers_and_one_link_between_fronts(pairs):
    assert pairs["answer"].nunique() == 8
    crossing = pairs[pairs["front"] != pairs["front of the move"]]
    assert set(crossing["answer"]) == {"US staff to be cut to 455"}
    assert list(crossing["days checked"]) == [1, -5]


# --- The timeline ---------------------------------------------------------------------------

SHAPES = [look["marker"] for look in chronicle.LOOKS.values()]


def boxes(figure):
    """Every label of an event and every mark as a rectangle in pixels, as really drawn."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    (axis,) = figure.axes
    labels = [t for t in axis.texts if t.get_ha() == "left"]
    words = [(t.get_text(), t.get_window_extent(renderer)) for t in labels]
    marks = [_point(axis, x, y) for x, y, _ in drawn.dots(axis, SHAPES)]
    marks += [_bar(axis, box) for patch in axis.patches for box in drawn.boxes(patch)]
    return words, marks, axis.get_window_extent(renderer)


def _point(axis, x, y):
    """As large as the widest of them, a diamond of 5.5 points a side."""
    middle, half = axis.transData.transform((x, y)), 3.9 * axis.get_figure().dpi / 72
    return Bbox([middle - half, middle + half])


def _bar(axis, box):
    return Bbox(axis.transData.transform([box[:2], box[2:]])).frozen()


def overlapping(first, second):
    return (
        min(first.x1, second.x1) - max(first.x0, second.x0) > 0.5
        and min(first.y1, second.y1) - max(first.y0, second.y0) > 0.5
    )


def inside(inner, outer):
    return inner.x0 >= outer.x0 - 0.5 and inner.x1 <= outer.x1 + 0.5


@pytest.mark.parametrize("values", SETTINGS, ids=lambda v: " ".join(v.values()))
def test_nothing_overlaps_on_the_timeline(timeline, values):
    """Measured on the drawn picture: no label meets a label, none a mark but the bar it is in."""
    words, marks, axis = boxes(timeline.draw(values).figure)
    shown = timeline.shown(**values)
    assert len(words) == len(marks) == len(shown)
    for (one, first), (other, second) in itertools.combinations(words, 2):
        assert not overlapping(first, second), f"{one} and {other}"
    for name, label in words:
        assert axis.x0 - 0.5 <= label.x0 and label.x1 <= axis.x1 + 0.5, f"{name} is cut off"
        for mark in marks:
            assert not overlapping(label, mark) or inside(label, mark), name
    for first, second in itertools.combinations(marks, 2):
        same_row = abs((first.y0 + first.y1) - (second.y0 + second.y1)) < 1
        assert not (same_row and overlapping(first, second))


def test_the_test_of_overlaps_can_fail(timeline):
    words, _, _ = boxes(timeline.draw(SETTINGS[0]).figure)
    (_, first), *_ = words
    assert overlapping(first, first)


@pytest.mark.parametrize("values", SETTINGS, ids=lambda v: " ".join(v.values()))
def test_every_setting_draws_what_it_says(timeline, values):
    picture, said = timeline.draw(values), timeline.say(values)
    shown = timeline.shown(**values)
    (axis,) = picture.figure.axes
    titles = {text.get_text().split(": ", 1)[-1] for text in axis.texts}
    assert set(shown["title"]) <= titles
    if shown.empty:
        assert said.endswith("no event.")
        assert len(picture.data) == 1
        return
    assert f": {len(shown)} event" in said
    assert f"{shown['exact'].sum()} of them known to the day" in said
    assert f"Russia is the actor in {(shown['actor'] == 'Russia').sum()}," in said
    assert len(picture.data) == len(shown)
    assert values["window"] in picture.title and values["dates"] in picture.title


def test_dots_stand_on_their_days(timeline):
    """A dot's place, read back as a day, is the day of an event."""
    values = {"front": "diplomacy", "window": "2018", "dates": chronicle.CHECKED}
    (axis,) = timeline.draw(values).figure.axes
    first, last = (pandas.Timestamp(day) for day in chronicle.WINDOWS["2018"])
    per_day = axis.get_xlim()[1] / ((last - first).days + 1)
    days = sorted(
        first + pandas.Timedelta(days=int(x / per_day)) for x, _, _ in drawn.dots(axis, SHAPES)
    )
    shown = timeline.shown(**values)
    assert days == sorted(shown.loc[shown["exact"], "start"])


def test_context_is_hollow(timeline):
    values = {"front": "sanctions", "window": chronicle.WHOLE, "dates": chronicle.CHECKED}
    (axis,) = timeline.draw(values).figure.axes
    hollow = [face for _, _, face in drawn.dots(axis, SHAPES) if face == style.CARD]
    assert len(hollow) == timeline.shown(**values)["context"].sum() == 3


def test_shapes_tell_who_moved_where_colours_do_not(timeline):
    """As on grey paper; bars, of events whose day is not known, have words alone."""
    values = {"front": chronicle.ALL, "window": chronicle.WHOLE, "dates": chronicle.CHECKED}
    (axis,) = timeline.draw(values).figure.axes
    drawn_points = collections.Counter()
    for line in axis.lines:
        drawn_points[line.get_marker()] += len(line.get_xdata())
    shown = timeline.shown(**values)
    exact = shown.loc[shown["exact"], "mover"].value_counts()
    assert len({look["marker"] for look in chronicle.LOOKS.values()}) == 3
    for name, look in chronicle.LOOKS.items():
        assert drawn_points[look["marker"]] == exact[name] > 0


def test_the_title_counts_the_crowded_year(events):
    picture = chronicle.draw_timeline(events)
    assert picture.title.startswith("Of 41 events, 25 fall into twelve months")
    (axis,) = picture.figure.axes
    [band] = [patch for patch in axis.patches if isinstance(patch, Rectangle)]
    per_day = axis.get_xlim()[1] / len(pandas.date_range("2014-01-01", "2019-06-30"))
    assert band.get_x() == pytest.approx(
        per_day * len(pandas.date_range("2014-01-01", "2017-06-30"))
    )
    assert band.get_width() == pytest.approx(per_day * 365)
    assert "6 events that only a check tells of" in picture.note
    assert len(picture.data) == 41


def test_the_explorers_stay_within_their_limits():
    assert len(SETTINGS) <= 120
    assert len(chronicle.FIRST_MOVES) * len(chronicle.ANSWERS) <= 120


# --- The puzzle of 2017 ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "answer", "days"),
    [
        (chronicle.SIGNATURE, chronicle.DEMAND, -5),
        (chronicle.SIGNATURE, "the loss of two properties", -1),
        ("the last vote in Congress", chronicle.DEMAND, 1),
        ("the vote of the House", chronicle.DEMAND, 3),
        ("the Senate's vote on an early version", chronicle.DEMAND, 43),
        ("the Senate's vote on an early version", "the loss of two properties", 47),
    ],
)
def test_who_moved_first(summer, first, answer, days):
    assert summer.lag(first, answer) == days
    said = summer.say({"first": first, "answer": answer})
    mover = "the United States" if days > 0 else "Russia"
    assert f"Then {mover} moved first" in said
    assert f"{abs(days)} day{'' if abs(days) == 1 else 's'} later." in said


@pytest.mark.parametrize("first", chronicle.FIRST_MOVES)
@pytest.mark.parametrize("answer", chronicle.ANSWERS)
def test_the_chosen_two_are_filled_and_nothing_overlaps(summer, first, answer):
    picture = summer.draw({"first": first, "answer": answer})
    (axis,) = picture.figure.axes
    faces = [face for _, _, face in drawn.dots(axis, SHAPES)]
    filled = [face for face in faces if face != style.CARD]
    assert len(faces) == 6 and len(filled) == 2
    words, _, _ = boxes(picture.figure)
    for (_, one), (_, other) in itertools.combinations(words, 2):
        assert not overlapping(one, other)
    word = "after" if summer.lag(first, answer) > 0 else "before"
    assert f"{abs(summer.lag(first, answer))} day" in picture.title and word in picture.title


# --- The rest -------------------------------------------------------------------------------


def test_reports_are_drawn_as_far_as_their_words_go():
    reports = tables.load("reports")
    picture = chronicle.draw_reports(reports)
    (axis,) = picture.figure.axes
    spans = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axis.patches[:5]]
    assert [start for start, _ in spans] == [200, 5, 100, 200, 0]
    assert spans[1][1] == 5 and spans[4][1] == 300
    assert picture.title == "Reports of the dead run from 5 to about 300"
    assert "several dozen" in picture.note
    assert len(picture.data) == len(reports) == 6


def test_fengs_report_is_his_claim():
    claims = tables.load("claims").set_index("id")
    told = tables.load("reports").dropna(subset=["claim"])
    for row in told.itertuples():
        assert claims.at[row.claim, "value"] == row.low


def test_a_learners_own_counts_are_drawn(events):
    counts = chronicle.quarters(events).groupby("quarter").size()
    assert counts.sum() == 37 and counts.idxmax() == "2017 Q3"
    picture = chronicle.draw_own_counts(counts)
    (axis,) = picture.figure.axes
    years = drawn.words(axis)
    assert years == [str(year) for year in range(2014, 2020)], "and the highest is not named"
    (shape,) = axis.patches
    heights = [round(upper) for _, _, _, upper in drawn.boxes(shape)]
    assert heights == list(picture.data["events"])
    quarters = dict(zip(picture.data["quarter"], heights, strict=True))
    assert {quarter: each for quarter, each in quarters.items() if each} == counts.to_dict()
