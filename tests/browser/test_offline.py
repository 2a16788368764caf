"""The offline edition as a reader meets it: unpacked into some folder, opened from disk.

Every picture and sentence is compared with what the notebook's own `draw` and `say` gave, every
word about an answer with what the forms say in Python.
"""

import hashlib
import json
import os
import re
import statistics
import zipfile
from html import unescape
from pathlib import Path
from unittest import mock
from urllib.parse import unquote
from urllib.request import url2pathname

import pytest

from coursekit import forms, paths
from coursestaff import explorers
from coursestaff.offline import command, licences, site, states
from tests.browser import lab

TIMES = "LIMITED_OPPONENTS_TIMES"  # `course bench` names a file here
LESSONS = [path.stem for path in sorted(paths.LESSONS.glob("*.ipynb"))]
FOLDER = "Wörter und Zahlen, 数字"  # an edition has to open from any folder
MEGABYTE = 1e6
FLIPS = 21
PATIENCE = 15_000  # milliseconds until a test gives up


@pytest.fixture(scope="session")
def living():
    """What lives on each page, with every setting drawn by the notebooks' own cells."""
    return states.drawn(command.notebooks(), workers=2)


@pytest.fixture(scope="session")
def edition(living, tmp_path_factory):
    """The edition, unpacked from its zip file into a folder with blanks and rare letters."""
    built = tmp_path_factory.mktemp("built")
    archive = site.zipped(site.build(living, built))
    folder = tmp_path_factory.mktemp("reader") / FOLDER
    with zipfile.ZipFile(archive) as content:
        content.extractall(folder)
    return folder / site.NAME


@pytest.fixture(scope="session")
def places(edition):
    """Every page, from the edition's folder."""
    return sorted(path.relative_to(edition).as_posix() for path in edition.rglob("*.html"))


class Reader:
    """A browser window without a network, and everything that went wrong in it."""

    def __init__(self, browser, edition, **options):
        self.context = browser.new_context(offline=True, accept_downloads=True, **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.edition = edition
        self.faults, self.requests = [], []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("requestfailed", lambda request: self.faults.append(request.url))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _hear(self, line):
        if line.type in ("error", "warning"):
            self.faults.append(line.text)

    def open(self, place):
        self.page.goto((self.edition / place).as_uri())
        self.page.wait_for_selector("body[data-alive]")
        return self.page

    def beyond(self):
        """Requests that leave the folder."""
        home = (f"{self.edition.as_uri()}/", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(home)]

    def close(self):
        self.context.close()


@pytest.fixture
def reader(browser, edition):
    """A reader for whom no request may fail or leave the folder, and nothing go wrong."""
    reader = Reader(browser, edition)
    yield reader
    reader.close()
    assert reader.faults == []
    assert reader.beyond() == []


# ---- Every page ----------------------------------------------------------------------------


def test_every_page_opens_without_a_network(reader, places):
    assert {f"lessons/{name}.html" for name in LESSONS} <= set(places)
    assert {"index.html", "names.html", "references.html", "about.html"} <= set(places)
    for place in places:
        page = reader.open(place)
        assert page.locator("h1").count() == 1
        dead = page.evaluate(
            """() => [...document.images].filter(image => !image.naturalWidth).map(i => i.alt)"""
        )
        assert dead == []
        assert "Run this cell to" not in page.inner_text("main")


def test_every_link_within_the_edition_leads_somewhere(reader, edition, places):
    for place in places:
        page = reader.open(place)
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        for link in links:
            if link.startswith("file:"):
                target, _, part = link.partition("#")
                file = _path(target)
                assert file.exists(), f"{place}: {link}"
                if part:
                    assert f'id="{unquote(part)}"' in file.read_text(encoding="utf-8"), link


def _path(address):
    return Path(url2pathname(address.removeprefix("file://")))


def test_next_leads_through_the_whole_course(reader, places):
    page = reader.open("lessons/00-start-here.html")
    seen = ["lessons/00-start-here.html"]
    while page.locator("a.right-next").count():
        page.click("a.right-next")
        page.wait_for_selector("body[data-alive]")
        seen.append("/".join(_path(page.url.partition("#")[0]).parts[-2:]))
    lessons = [place for place in seen if place.startswith(("lessons/", "exercises/"))]
    assert lessons == sorted(lessons, key=lambda place: (place.split("/")[1], place[0] == "e"))
    wanted = {place for place in places if place.startswith(("lessons/0", "lessons/1", "exerc"))}
    assert set(lessons) == wanted


def test_search_finds_a_lesson(reader):
    page = reader.open("index.html")
    page.locator("button.search-button").first.click()
    page.keyboard.type("roubles")
    page.keyboard.press("Enter")
    page.wait_for_selector("ul.search a")
    found = page.eval_on_selector_all("ul.search a", "links => links.map(link => link.href)")
    assert any("lessons/04-armies.html" in link for link in found)
    page.click("ul.search a")
    page.wait_for_selector("body[data-alive]")


def test_the_reader_chooses_light_or_dark(reader):
    page = reader.open("index.html")
    backgrounds = []
    for theme in ("Light", "Dark"):
        page.locator("button.theme-switch-button").first.click()
        page.get_by_role("button", name=theme, exact=True).first.click()
        assert page.evaluate("() => document.documentElement.dataset.theme") == theme.lower()
        reader.open("about.html")  # it holds for the next page too
        backgrounds.append(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
    assert backgrounds[0] != backgrounds[1]


def test_sizes(edition):
    assert site.size(edition) < 30 * MEGABYTE
    for name in LESSONS:
        parts = [edition / f"lessons/{name}.html", edition / f"_static/lessons/{name}.js"]
        assert sum(part.stat().st_size for part in parts) < 3 * MEGABYTE, name


def test_every_script_and_font_has_its_licence(edition):
    assert licences.unlicensed(licences.files(edition)) == []
    assert (edition / "licences" / "README.txt").exists()


# ---- Explorers -----------------------------------------------------------------------------

# Sets every control of an explorer, waits for the picture, and tells what is shown.
SHOW_ALL = """async ([element, keys]) => {
    const el = document.querySelector(element);
    const fields = [...el.querySelectorAll(".lo-controls > .lo-field")];
    const picture = el.querySelector(".lo-picture");
    const shown = {};
    for (const key of keys) {
        key.split("-").forEach((place, i) => {
            const inputs = fields[i].querySelectorAll("input, select");
            if (inputs[0].type === "radio") inputs[place].checked = true;
            else if (inputs[0].type === "checkbox") inputs[0].checked = place === "1";
            else inputs[0].value = place;
        });
        fields[0].dispatchEvent(new Event("input", { bubbles: true }));
        for (let i = 0; picture.dataset.state !== key && i < 1000; i++) {
            await new Promise(resolve => setTimeout(resolve, 2));
        }
        const image = picture.querySelector("img");
        const bytes = new TextEncoder().encode(image.src);
        const sum = await crypto.subtle.digest("SHA-256", bytes);
        shown[key] = [
            [...new Uint8Array(sum)].map(byte => byte.toString(16).padStart(2, "0")).join(""),
            image.naturalWidth > 100,
            image.alt,
            el.querySelector(".lo-sentence").textContent,
            el.querySelector(".lo-picture figcaption").textContent,
        ];
    }
    return shown;
}"""


def explorers_of(living, name):
    """The explorers of a lesson: how the page names each, and what it is."""
    numbered = enumerate(living[f"lessons/{name}"], start=1)
    return {f"part-{number}": piece for number, piece in numbered if piece.kind == "explorer"}


def expected(state):
    """What a browser should show of a state that Python drew."""
    source = re.search(r'<img src="(.*?)"', state["picture"])[1]
    title = re.search(r"<figcaption[^>]*>(.*?)</figcaption>", state["picture"])[1]
    sum_ = hashlib.sha256(source.encode("utf-8")).hexdigest()
    said = state["sentence"]
    return [sum_, True, said, said, _text(title)]


def _text(html):
    return unescape(re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize("name", LESSONS)
def test_every_state_has_its_picture_and_its_sentence(reader, living, name):
    page = reader.open(f"lessons/{name}.html")
    found = explorers_of(living, name)
    for part, piece in found.items():
        element = f'[data-lo="{part}"]'
        shown = page.evaluate(SHOW_ALL, [element, list(piece.states)])
        assert shown == {key: expected(state) for key, state in piece.states.items()}
    assert page.locator(".lo-explorer").count() == len(found)


@pytest.mark.parametrize("name", LESSONS)
def test_states_kept_from_an_earlier_build_are_those_of_today(living, name):
    kept = {piece.data["screen"]["name"]: piece for piece in explorers_of(living, name).values()}
    drawn = {
        explorer.name: explorer for explorer in explorers.declared(paths.LESSONS / f"{name}.ipynb")
    }
    assert set(drawn) == set(kept)
    for explorer in drawn.values():
        for values in (explorer.states()[0], explorer.states()[-1]):
            state = kept[explorer.name].states[explorer.key(values)]
            assert state["sentence"] == explorer.sentence(values)
            assert state["picture"] == explorer.picture(values)


def test_controls_move_by_keyboard_and_the_sentence_is_announced(reader, living):
    page = reader.open("lessons/03-economies.html")
    [(part, piece)] = explorers_of(living, "03-economies").items()
    explorer = page.locator(f'[data-lo="{part}"]')
    sentence = explorer.locator(".lo-sentence").element_handle()
    assert sentence.get_attribute("aria-live") == "polite"
    places = [int(place) for place in piece.data["start"].split("-")]
    explorer.locator("input[type=range]").focus()
    for key, by in [("ArrowLeft", -1), ("ArrowLeft", -1), ("ArrowRight", 1)]:
        page.keyboard.press(key)
        places[2] += by
        state = "-".join(map(str, places))
        explorer.locator(f'.lo-picture[data-state="{state}"]').wait_for()
        assert sentence.inner_text() == piece.states[state]["sentence"]
    assert sentence.evaluate("node => node.isConnected")


FLIP = """async ([element, count]) => {
    const el = document.querySelector(element);
    const input = el.querySelector("input[type=range]");
    const picture = el.querySelector(".lo-picture");
    const start = Number(input.value) ? Number(input.value) - 1 : 0;
    const times = [];
    const state = () => picture.dataset.state;
    for (let i = 0; i < count + 2; i++) {
        const before = state(), began = performance.now();
        input.value = start + ((i + 1) % 2 ? 0 : 1);
        if (i === 0 && Number(input.value) === start + 1) continue;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        while (state() === before && performance.now() - began < 2000) await null;
        times.push(performance.now() - began);
        await new Promise(requestAnimationFrame);
    }
    return times.slice(2);
}"""


def test_how_long_a_flip_and_a_first_paint_take(browser, edition, living, capsys):
    times = {}
    for name in LESSONS:
        reader = Reader(browser, edition)
        page = reader.open(f"lessons/{name}.html")
        painted = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
        times[f"first paint: {name}"] = [page.evaluate(painted)]
        for part, piece in explorers_of(living, name).items():
            element = f'[data-lo="{part}"]'
            if page.locator(f"{element} input[type=range]").count():
                measured = page.evaluate(FLIP, [element, FLIPS])
                assert len(measured) == FLIPS
                times[f"{piece.data['screen']['name']}, offline edition"] = measured
        reader.close()
    with capsys.disabled():
        for what, measured in times.items():
            print(f"\n{what}: median {statistics.median(measured):.1f} ms", end="")
        print()
    if TIMES in os.environ:
        file = Path(os.environ[TIMES])
        known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        file.write_text(json.dumps(known | times), encoding="utf-8")


# ---- Forms ---------------------------------------------------------------------------------


def form(page, living, name, key):
    """A form of a lesson by its key: where it stands, and what Python says of it."""
    for number, piece in enumerate(living[f"lessons/{name}"], start=1):
        if piece.kind == "form" and piece.data["screen"]["key"] == key:
            return page.locator(f'[data-lo="part-{number}"]'), piece.data["screen"]
    raise AssertionError(key)


def comparisons(name):
    """Every comparison of a lesson: the prediction, the truth, and the sentence about it."""
    found = []

    def note(prediction, truth, sentence):
        found.append((prediction, truth, sentence))

    with mock.patch.object(forms.Prediction, "compare", note):
        explorers.declared(paths.LESSONS / f"{name}.ipynb")
    return found


def guesses(prediction, truth):
    """Answers on every side of the truth: what the browser sends, and the value."""
    field = prediction.fields["guess"]
    if isinstance(field, forms.Pick):
        return list(enumerate(field.control.values()))
    around = [truth, truth * 1.09, truth * 1.12, truth * 0.91, truth * 0.88, 12.625]
    low = -(10**9) if field.low is None else field.low
    high = 10**9 if field.high is None else field.high
    return [(g, g) for g in dict.fromkeys(round(g, 3) for g in around) if low <= g <= high]


@pytest.mark.parametrize("name", LESSONS)
def test_a_prediction_is_kept_and_compared_in_pythons_words(reader, living, name):
    page = reader.open(f"lessons/{name}.html")
    found = comparisons(name)
    shown = [f"part-{n}" for n, p in enumerate(living[f"lessons/{name}"], 1) if p.kind == "compare"]
    assert len(found) == len(shown)
    for part, (prediction, truth, sentence) in zip(shown, found, strict=True):
        place, screen = form(page, living, name, prediction.key)
        words = page.locator(f'[data-lo="{part}"] p').last
        with mock.patch.object(prediction, "kept", lambda: ({}, None)):
            nothing = prediction.compare(truth, sentence).words
        assert words.inner_text() == nothing
        for raw, value in guesses(prediction, truth):
            if place.get_by_role("button", name="Change it").is_visible():
                place.get_by_role("button", name="Change it").click()
            if screen["fields"][0]["kind"] == "number":
                place.locator("input").fill(str(raw))
            else:
                place.locator("input").nth(raw).check()
            place.get_by_role("button", name="Lock it in").click()
            when = page.evaluate("() => new Date().toISOString()")
            kept = ({"guess": value}, when)
            with mock.patch.object(prediction, "kept", lambda kept=kept: kept):
                assert words.inner_text() == prediction.compare(truth, sentence).words
        said = words.inner_text()
        reader.open(f"lessons/{name}.html")
        assert words.inner_text() == said
        assert place.locator(".lo-status").inner_text().startswith("You said ")


@pytest.mark.parametrize("name", LESSONS)
def test_every_answer_of_a_quick_check_is_explained_in_pythons_words(reader, living, name):
    page = reader.open(f"lessons/{name}.html")
    check, screen = form(page, living, name, f"{name[:2]}/quick-check")
    for question, field in enumerate(screen["fields"]):
        one = check.locator("form").nth(question)
        for place, feedback in enumerate(field["feedback"]):
            one.locator("input").nth(place).check()
            one.locator("button").click()
            assert one.locator(".lo-feedback").inner_text() == feedback
    reader.open(f"lessons/{name}.html")
    last = check.locator("form").last
    assert last.locator(".lo-feedback").inner_text() == screen["fields"][-1]["feedback"][-1]


def test_the_envelope_is_sealed_for_good_and_saved_as_the_course_saves_it(reader, living, tmp_path):
    name = "01-three-voices"
    page = reader.open(f"lessons/{name}.html")
    place, screen = form(page, living, name, "01/envelope")
    for number, _ in enumerate(screen["fields"]):
        place.locator("input").nth(number).fill(str(10 * number))
    place.get_by_role("button", name="Seal the envelope").click()
    assert "Lesson 13 opens it." in place.locator(".lo-status").inner_text()
    reader.open(f"lessons/{name}.html")
    assert place.locator("input").first.is_disabled()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the envelope as a file").click()
    saved = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    answers = {each["name"]: 10 * number for number, each in enumerate(screen["fields"])}
    questions = {each["name"]: "?" for each in screen["fields"]}
    envelope = forms.Envelope("01/envelope", questions, "13")
    envelope.receive(answers)
    envelope.export(tmp_path)
    written = json.loads((tmp_path / "01-envelope.json").read_text(encoding="utf-8"))
    assert saved | {"sealed": written["sealed"]} == written
    assert download.value.suggested_filename == "01-envelope.json"


def test_a_lesson_that_is_done_is_done_on_the_map(reader, living):
    page = reader.open("lessons/03-economies.html")
    place, _ = form(page, living, "03-economies", "03/done")
    place.locator("input").check()
    place.get_by_role("button", name="Keep").click()
    reader.open("lessons/00-start-here.html")
    rows = page.locator("tr", has=page.locator("th", has_text=re.compile(r"^0[34] · ")))
    assert rows.locator("td:last-child").all_inner_texts() == ["done", "to do"]


EXERCISE = "exercises/03-economies.html"


def test_an_exercise_has_a_place_to_write_and_its_solution_behind_a_click(reader):
    page = reader.open(EXERCISE)
    solution = page.get_by_text("china_2008 = 31.6").first
    assert solution.is_hidden()
    page.locator("textarea").first.fill("4.67 / 14.77, so 31.6 per cent\nand a second line")
    page.get_by_role("button", name="Keep").first.click()
    page.get_by_text("Show the solution of task 1").click()
    assert solution.is_visible()
    reader.open(EXERCISE)
    assert page.locator("textarea").first.input_value().endswith("a second line")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download them").click()
    written = Path(download.value.path()).read_text(encoding="utf-8")
    assert "Task 1: 4.67 / 14.77, so 31.6 per cent\nand a second line" in written
    assert written.count("(no answer yet)") == 4


def test_answers_are_carried_to_another_computer_and_deleted(reader, browser, edition, tmp_path):
    page = reader.open(EXERCISE)
    page.locator("textarea").first.fill("Mine")
    page.get_by_role("button", name="Keep").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save all to a file").click()
    file = tmp_path / "my-answers.json"
    download.value.save_as(file)
    page.on("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.get_by_role("button", name="Delete all").click()
    page.wait_for_selector("body[data-alive]")
    assert page.locator("textarea").first.input_value() == ""
    other = Reader(browser, edition)
    page = other.open(EXERCISE)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Bring answers from a file").click()
    with page.expect_navigation():
        chooser.value.set_files(file)
    page.wait_for_selector("body[data-alive]")
    assert page.locator("textarea").first.input_value() == "Mine"
    other.close()


def test_a_browser_that_keeps_nothing_is_told_and_the_page_works(reader):
    reader.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('no'); }")
    page = reader.open("lessons/03-economies.html")
    page.locator("input[type=number]").first.fill("12")
    page.get_by_role("button", name="Lock it in").click()
    assert page.locator(".lo-status").first.inner_text().startswith("You said 12% on")
    assert "lets pages keep nothing" in page.locator(".lo-answers").inner_text()
    reader.faults.clear()  # the theme complains that it cannot keep light or dark


# ---- Accessibility -------------------------------------------------------------------------

# Nothing is loaded for it: axe would fetch style sheets, which no page may from disk.
FAULTS = """rules => axe.run({ preload: false, rules, resultTypes: ["violations"] })
    .then(({ violations }) => violations.map(each => [each.id, each.nodes.map(n => n.html)]))"""
# Colours do not depend on the width, and measuring them takes most of the time.
COLOURS = {"color-contrast": {"enabled": False}}


def faults(page, theme, rules):
    page.evaluate("theme => (document.documentElement.dataset.theme = theme)", theme)
    page.wait_for_timeout(300)  # the theme fades from one colour to the other
    return page.evaluate(FAULTS, rules)


@pytest.mark.parametrize("width", [1280, 320])
def test_no_accessibility_faults_on_any_page(browser, edition, places, width):
    reader = Reader(browser, edition, viewport={"width": width, "height": 900})
    found = {}
    for place in places:
        page = reader.open(place)
        page.add_script_tag(path=lab.AXE)
        for theme in ("light", "dark"):
            found[place, theme] = faults(page, theme, {} if width > 1000 else COLOURS)
    reader.close()
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("place", ["lessons/03-economies.html", EXERCISE])
def test_no_accessibility_faults_in_use(browser, edition, place, width):
    reader = Reader(browser, edition, viewport={"width": width, "height": 900})
    page = reader.open(place)
    page.evaluate("() => document.querySelectorAll('details').forEach(each => (each.open = true))")
    for button in page.get_by_role("button", name=re.compile("^(Keep|Check|Lock it in)")).all():
        button.click()
    page.add_script_tag(path=lab.AXE)
    assert [faults(page, theme, {}) for theme in ("light", "dark")] == [[], []]
    reader.close()


@pytest.mark.parametrize("width", [1280, 640, 320])  # 640 is 1280 at a zoom of 200 %
def test_no_page_is_wider_than_its_window(browser, edition, places, width):
    reader = Reader(browser, edition, viewport={"width": width, "height": 450})
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert {place: n for place in places if (n := reader.open(place).evaluate(wide)) > 0} == {}
    reader.close()
