"""Every built lesson in a real JupyterLab, as a reader meets it.

Each lesson is opened once: downloaded and not yet run, then run and worked through by keyboard,
then saved, closed and opened again. What explorers show is compared with their own declaration.
"""

import csv
import json
import os
import shutil
import statistics
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import expect

from coursekit import explore, forms
from tests.browser import declared as lessons
from tests.browser import lab
from tests.browser.declared import explorers, games, questions, stored
from tests.reading import ROOT, notebooks, read_html

DEAD = ("Error displaying widget", "Loading widget", "model not found")
STATES = 3  # that each control is moved through
KEYS = 20  # that are timed
PACE = 600  # milliseconds from one key of a reader's to the next
LESSONS = notebooks("lessons")
TIMES = "LIMITED_OPPONENTS_TIMES"  # `course bench` names a file here
TIMED = "03"  # the lesson whose explorer is timed: it has 120 settings


@pytest.fixture(scope="module", params=LESSONS, ids=lambda lesson: lesson.path.stem)
def lesson(request):
    """A built lesson."""
    return request.param


@pytest.fixture(scope="module")
def declared(lesson, tmp_path_factory):
    """Its explorers and forms."""
    return lessons.declared(lesson, tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def opened(lesson, folder, desk):
    """A copy of the lesson, opened and not run."""
    shutil.copy(lesson.path, folder / lesson.name)
    desk.open(lesson.name)
    yield desk
    desk.leave()
    desk.faults.clear()
    desk.requests.clear()


@pytest.fixture(scope="module")
def unrun(opened, lesson):
    """What the lesson shows before it is run, and whether JupyterLab trusts it."""
    return look(opened, lesson), opened.is_trusted()


@pytest.fixture(scope="module")
def ran(opened, unrun, lesson, declared):
    """The lesson after Run All, with all its controls there."""
    opened.run_all()
    for place in [*explorers(lesson), *questions(lesson), *games(lesson)]:
        opened.output(place).locator(lab.ALIVE).wait_for()
    return opened


@pytest.fixture(scope="module")
def reopened(ran, lesson):
    """What the lesson shows after it was saved, its kernel ended, closed and opened again."""
    ran.reopen()
    return look(ran, lesson)


def look(opened, lesson):
    """What each output shows: its words, its pictures, how many controls are alive."""
    return opened.look(list(stored(lesson)))


def check_at_rest(shown, lesson, declared, answered=False):
    """Pictures are seen and described; nothing is alive, and nothing looks dead.

    Where the forms were answered meanwhile, a cell that waited for it may show one picture more.
    """
    for place, outputs in stored(lesson).items():
        pages = [read_html("".join(o.get("data", {}).get("text/html", ""))) for o in outputs]
        alts = [image["alt"] for page in pages for image in page.images]
        seen = shown[place]["alts"]
        assert seen == alts or (answered and seen[:-1] == alts and seen[-1])
        assert shown[place]["seen"]
        assert shown[place]["alive"] == 0
        assert not [words for words in DEAD if words in shown[place]["words"]]
    for place, explorer in zip(explorers(lesson), declared.explorers, strict=True):
        sentence = explorer.sentence(explorer.start())
        assert shown[place]["alts"] == [sentence]
        for words in (explorer.question, sentence, explore.NOT_RUN):
            assert words in shown[place]["words"]
    for place, form in zip(questions(lesson), declared.forms, strict=True):
        assert form["title"] in shown[place]["words"]
        assert all(field["label"] in shown[place]["words"] for field in form["fields"])
        assert forms.NOT_RUN in shown[place]["words"]
    for place, game in zip(games(lesson), declared.games, strict=True):
        first = game["scenes"][game["start"]]
        for words in (game["title"], first["text"], forms.NOT_PLAYED):
            assert words in shown[place]["words"]


# ---- Downloaded, not yet run ---------------------------------------------------------------


def test_a_lesson_not_yet_run_shows_everything_but_live_controls(unrun, lesson, declared):
    shown, trusted = unrun
    assert not trusted
    check_at_rest(shown, lesson, declared)


# ---- Run -----------------------------------------------------------------------------------


def test_it_runs_without_an_error_that_is_not_meant(ran):
    for cell in ran.source()["cells"]:
        failed = [o for o in cell.get("outputs", []) if o["output_type"] == "error"]
        meant = "raises-exception" in cell["metadata"].get("tags", [])
        assert bool(failed) == meant, failed
        assert not [o for o in cell.get("outputs", []) if o.get("name") == "stderr"]


def control(output, number):
    """The input that takes the keys of an explorer's control, counted from 0."""
    field = output.locator(".lo-controls > .lo-field").nth(number)
    return field.locator("select, input:not([type=radio]), input:checked").first


def check_setting(output, explorer, values):
    """Picture, description and sentence are those of a setting, as Python makes them here."""
    output.locator(f'.lo-picture[data-state="{explorer.key(values)}"]').wait_for()
    image = output.locator(".lo-picture img")
    expect(output.locator(".lo-sentence")).to_have_text(explorer.sentence(values))
    expect(image).to_have_attribute("alt", explorer.sentence(values))
    assert f'src="{image.get_attribute("src")}"' in explorer.picture(values)
    assert image.evaluate("image => image.naturalWidth > 100")


def test_every_control_moves_by_keyboard_and_agrees_with_draw_and_say(ran, lesson, declared):
    for place, explorer in zip(explorers(lesson), declared.explorers, strict=True):
        output, values = ran.output(place), explorer.start()
        check_setting(output, explorer, values)
        for number in range(len(explorer.controls)):
            for move in lessons.there_and_back(explorer, values, number, STATES):
                control(output, number).focus()
                ran.page.keyboard.press(move.key)
                check_setting(output, explorer, move.values)
                values = move.values


def answer(page, field, asked):
    """Answer one field of a form by keyboard; gives what should be kept."""
    if asked["kind"] in ("radio", "passage"):
        field.locator("input").first.focus()
        page.keyboard.press(" ")
        return asked["options"][0]
    bounds = [bound for bound in (asked["low"], asked["high"]) if bound is not None]
    number = round(statistics.mean(bounds or [1]))
    field.locator("input").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(str(number))
    return number


def test_what_is_locked_in_is_kept(ran, lesson, declared, home):
    for place, asked in zip(questions(lesson), declared.forms, strict=True):
        if not asked["locks"]:
            continue
        form = ran.output(place).locator(".lo-form")
        fields = form.locator(".lo-field").all()
        given = {
            each["name"]: answer(ran.page, field, each)
            for field, each in zip(fields, asked["fields"], strict=True)
        }
        form.locator("button[type=submit]").focus()
        ran.page.keyboard.press("Enter")
        form.locator("fieldset:disabled").first.wait_for()
        said = form.locator(".lo-status").inner_text()
        assert said.startswith(asked["done"].partition("{")[0])
        assert "{answer}" not in asked["done"] or str(*given.values()) in said
        assert form.get_by_role("button", name="Change it").is_visible() == asked["change"]
        kept = json.loads((home / "progress" / "progress.json").read_text(encoding="utf-8"))
        assert kept[asked["key"]]["value"] == given


def test_codes_stand_beside_the_other_readers_once_committed(ran, lesson, declared):
    for place, asked in zip(questions(lesson), declared.forms, strict=True):
        if asked["kind"] == "coding":
            report = ran.output(place).locator(".lo-report")
            report.locator("summary").focus()
            ran.page.keyboard.press("Enter")
            assert report.locator("tbody").first.locator("tr").count() == len(asked["fields"])


def test_a_game_is_played_to_an_end_by_keyboard(ran, lesson, declared):
    for place, game in zip(games(lesson), declared.games, strict=True):
        output, scene = ran.output(place), game["scenes"][game["start"]]
        while scene["choices"]:
            label, to = scene["choices"][-1]
            output.get_by_role("button", name=label, exact=True).focus()
            ran.page.keyboard.press("Enter")
            scene = game["scenes"][to]
            expect(output.locator(".lo-scene")).to_have_text(scene["text"])
        assert output.locator(".lo-after li").count() == len(game["after"])
        output.get_by_role("button", name=game["words"]["again"]).focus()
        ran.page.keyboard.press("Enter")
        start = game["scenes"][game["start"]]
        expect(output.locator(".lo-scene")).to_have_text(start["text"])


def test_every_answer_of_the_quick_check_is_explained(ran, lesson, declared):
    with (ROOT / "data" / "questions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["lesson"] == lesson.number]
    places = {
        field["label"]: place
        for place, form in zip(questions(lesson), declared.forms, strict=True)
        if form["each"]
        for field in form["fields"]
    }
    assert {row["prompt"] for row in rows} <= set(places)
    for row in rows:
        form = ran.output(places[row["prompt"]]).get_by_role(
            "group", name=row["prompt"], exact=True
        )
        form.get_by_role("radio", name=row["option"], exact=True).focus()
        ran.page.keyboard.press(" ")
        part = form.locator("xpath=ancestor::form")
        part.locator("button").focus()
        ran.page.keyboard.press("Enter")
        verdict = {"yes": "Right.", "no": "Not quite."}[row["right"]]
        assert part.locator(".lo-feedback").inner_text() == f"{verdict} {row['explain']}"


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_no_accessibility_faults(ran, lesson, theme, capsys):
    ran.use_theme(theme)
    ran.page.evaluate(
        "() => document.querySelectorAll('.jp-OutputArea details').forEach(d => (d.open = true))"
    )
    found = ran.accessibility_faults(colours=theme == "Dark")
    others = Counter((whose, rule) for whose, rule, _ in found if whose != "ours")
    with capsys.disabled():
        for (whose, rule), count in others.items():
            print(f"\n{lesson.path.stem}, {theme}: {rule}, {count} times, is {whose}'s", end=" ")
    assert [(rule, element) for whose, rule, element in found if whose == "ours"] == []


# ---- Saved and opened again ----------------------------------------------------------------


def test_saved_and_opened_again_nothing_is_dead(reopened, lesson, declared):
    check_at_rest(reopened, lesson, declared, answered=True)


def test_no_error_in_the_browser_and_no_request_off_the_machine(reopened, opened):
    assert opened.faults == []
    assert opened.strangers() == []


# ---- How long a key takes ------------------------------------------------------------------


def test_how_long_a_key_takes(context, address, folder, tmp_path, capsys):
    [lesson] = [each for each in LESSONS if each.number == TIMED]
    [place], [explorer] = explorers(lesson), lessons.declared(lesson, tmp_path).explorers
    shutil.copy(lesson.path, folder / "timed.ipynb")
    opened = lab.Lab(context, address)
    opened.open("timed.ipynb")
    there = lessons.walk(explorer, KEYS)
    assert len(there) == KEYS
    again = lessons.there_and_back(explorer, there[-1].values, there[-1].control, KEYS)
    times = {}
    for how, moves, pace, fresh in [
        ("first visit, as fast as can be", there, 0, True),
        (f"first visit, a key every {PACE} ms", there, PACE, True),
        ("remembered", again, 0, False),
    ]:
        if fresh:
            opened.run_all()
        output = opened.output(place)
        keys = [(control(output, move.control), move.key) for move in moves]
        times[how] = opened.time_keys(output, keys, pace)
        check_setting(output, explorer, moves[-1].values)
    opened.leave()
    opened.close()
    with capsys.disabled():
        for how, measured in times.items():
            median, worst = statistics.median(measured), max(measured)
            print(f"\nkey to picture, {how}: median {median:.0f} ms, longest {worst:.0f} ms")
    if TIMES in os.environ:
        Path(os.environ[TIMES]).write_text(json.dumps(times), encoding="utf-8")
