"""The offline edition as a reader meets it: unpacked into some folder, opened from disk.

Every picture and sentence is compared with what the notebook's own `draw` and `say` gave, every
word about an answer with what the forms say in Python.
"""

import hashlib
import json
import os
import pickle
import re
import statistics
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from unittest import mock
from urllib.parse import unquote
from urllib.request import url2pathname

import pypdf
import pytest
from playwright.sync_api import expect

from coursekit import forms, paths, tables
from coursestaff import archive, explorers
from coursestaff.offline import command, licences, paper, site, states
from tests.browser import lab

TIMES = "LIMITED_OPPONENTS_TIMES"  # `course bench` names a file here
LESSONS = [path.stem for path in sorted(paths.LESSONS.glob("[0-9]*.ipynb"))]
ASKED = set(tables.load("questions")["lesson"])  # the lessons with a quick check
FOLDER = "Wörter und Zahlen, 数字"  # an edition has to open from any folder
MEGABYTE = 1e6
FLIPS = 5
PACE = 200  # milliseconds from one key of a reader's to the next
PAUSE = 150  # milliseconds until a page is asked once more for what the last one kept
TRIES = 20  # how often
PATIENCE = 15_000  # milliseconds until a test gives up
DEAD = re.compile("Run this cell to (move|answer|play|write)")


@pytest.fixture(scope="session")
def living():
    """What lives on each page, with every setting drawn by the notebooks' own cells."""
    return states.drawn(command.notebooks(), workers=2)


@pytest.fixture(scope="session")
def edition(living, tmp_path_factory):
    """The edition, unpacked from its zip file into a folder with blanks and rare letters."""
    built = tmp_path_factory.mktemp("built")
    packed = archive.zipped(site.build(living, built))
    folder = tmp_path_factory.mktemp("reader") / FOLDER
    with zipfile.ZipFile(packed) as content:
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
        """Go to a page, with everything there that the page before kept.

        Chromium hands it to its store when it has time; a page that is faster than any reader
        finds what was there before.
        """
        kept = self.kept() if self.page.url.startswith("file:") else None
        for _ in range(TRIES):
            self.page.goto((self.edition / place).as_uri())
            self.page.wait_for_selector("body[data-alive]")
            if kept in (None, self.kept()):
                break
            self.page.wait_for_timeout(PAUSE)
        return self.page

    def kept(self):
        """What the browser keeps for the pages, name → value."""
        return self.page.evaluate("() => ({ ...localStorage })")

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

# Nothing is loaded for it: axe would fetch style sheets, which no page may from disk.
FAULTS = """options => axe.run({ preload: false, resultTypes: ["violations"], ...options })
    .then(({ violations }) => violations.map(each => [each.id, each.nodes.map(n => n.html)]))"""
# Measuring colours takes most of the time. They depend on the theme and not on the width;
# everything else depends on the width and not on the theme.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
NO_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
DIMMED = """() => [...document.images]
    .filter(image => getComputedStyle(image).filter !== "none").map(image => image.alt)"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What fades from one colour to another would be measured in between.
STILL = "*, *::before, *::after { transition: none !important; }"


def faults(page, theme, options):
    """What axe finds in a theme."""
    page.evaluate("theme => (document.documentElement.dataset.theme = theme)", theme)
    return page.evaluate(FAULTS, options)


@dataclass
class Visit:
    """What was found on a page at one visit."""

    headings: int
    dead_pictures: list[str]
    dimmed_pictures: list[str]
    words: str
    links: list[str]
    following: list[str]
    accessibility: dict
    too_wide: dict


def visit(page) -> Visit:
    """Look at a page in both themes and at three widths; 640 is 1280 at a zoom of 200 %."""
    lab.resize(page, 1280)
    page.add_style_tag(content=STILL)
    page.add_script_tag(path=lab.AXE)
    accessibility = {
        "light, 1280": faults(page, "light", {}),
        "dark, 1280": faults(page, "dark", COLOURS),
    }
    too_wide = {}
    for width in (1280, 640, 320):
        lab.resize(page, width)
        too_wide[width] = page.evaluate(WIDE)
    accessibility["dark, 320"] = faults(page, "dark", NO_COLOURS)
    dimmed = page.evaluate(DIMMED)  # in the dark, where axe looks at words and at no picture
    hrefs = "links => links.map(link => link.href)"
    dead = "() => [...document.images].filter(i => !i.naturalWidth).map(i => i.outerHTML)"
    return Visit(
        headings=page.locator("h1").count(),
        dead_pictures=page.evaluate(dead),
        dimmed_pictures=dimmed,
        words=page.inner_text("main"),
        links=page.eval_on_selector_all("a[href]", hrefs),
        following=page.eval_on_selector_all("a.right-next", hrefs),
        accessibility=accessibility,
        too_wide=too_wide,
    )


@pytest.fixture(scope="module")
def visits(browser, edition, places):
    """Every page, looked at once."""
    reader = Reader(browser, edition)
    found = {place: visit(reader.open(place)) for place in places}
    reader.close()
    found["went wrong"] = (reader.faults, reader.beyond())
    return found


def each(visits, what):
    """One thing of every page."""
    return {place: getattr(v, what) for place, v in visits.items() if place != "went wrong"}


def test_every_page_opens_and_no_request_fails_or_leaves_the_folder(visits, places):
    assert visits["went wrong"] == ([], [])
    assert {f"lessons/{name}.html" for name in LESSONS} <= set(places)
    assert {"index.html", "names.html", "search.html", "about.html"} <= set(places)


def test_every_page_has_one_title_and_no_dead_picture(visits):
    assert set(each(visits, "headings").values()) == {1}
    assert {place: dead for place, dead in each(visits, "dead_pictures").items() if dead} == {}


def test_no_picture_is_dimmed_in_the_dark(visits):
    """Its colours are tested on a white card."""
    assert {place: alts for place, alts in each(visits, "dimmed_pictures").items() if alts} == {}


def test_no_page_asks_to_run_what_moves_without(visits):
    assert [place for place, words in each(visits, "words").items() if DEAD.search(words)] == []


def test_no_accessibility_faults_on_any_page(visits):
    found = each(visits, "accessibility")
    assert {
        (place, how): what for place, all_ in found.items() for how, what in all_.items() if what
    } == {}


def test_no_page_is_wider_than_its_window(visits):
    found = each(visits, "too_wide")
    assert {place: by for place, by in found.items() if max(by.values()) > 0} == {}


def test_every_link_within_the_edition_leads_somewhere(visits):
    texts = {}
    for place, links in each(visits, "links").items():
        for link in links:
            address, _, part = link.partition("#")
            if not address.startswith("file:"):
                continue
            file = path_of(address)
            assert file.exists(), f"{place}: {link}"
            if part:
                text = texts.setdefault(file, file.read_text(encoding="utf-8"))
                assert f'id="{unquote(part)}"' in text, f"{place}: {link}"


def path_of(address):
    """The file of an address."""
    return Path(url2pathname(address.removeprefix("file://")))


def test_next_leads_through_the_whole_course(visits, edition):
    order, place = [], "lessons/00-start-here.html"
    following = each(visits, "following")
    while place not in order:
        order.append(place)
        for address in following[place]:
            place = path_of(address).relative_to(edition).as_posix()
    lessons = [place for place in order if place.partition("/")[2][:1].isdigit()]
    # A lesson, its exercise, the next lesson: by number, with l before e.
    assert lessons == sorted(lessons, key=lambda place: (place.split("/")[1], place[0] == "e"))
    assert set(lessons) == {p for p in following if p.partition("/")[2][:1].isdigit()}


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
        assert sum(part.stat().st_size for part in parts if part.exists()) < 3 * MEGABYTE, name


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


@dataclass
class Today:
    """What a lesson's cells declare when they are run now."""

    explorers: list
    comparisons: list


@pytest.fixture(scope="module")
def today():
    """Every lesson run once more: its explorers, and each prediction with truth and sentence."""
    return {name: run_again(name) for name in LESSONS}


def run_again(name) -> Today:
    compared = []

    def note(prediction, truth, sentence):
        compared.append((prediction, truth, sentence))

    with mock.patch.object(forms.Prediction, "compare", note):
        return Today(explorers.declared(paths.LESSONS / f"{name}.ipynb"), compared)


@pytest.mark.parametrize("name", LESSONS)
def test_states_kept_from_an_earlier_build_are_those_of_today(living, today, name):
    kept = {piece.data["screen"]["name"]: piece for piece in explorers_of(living, name).values()}
    assert {explorer.name for explorer in today[name].explorers} == set(kept)
    for explorer in today[name].explorers:
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


# Sets every control of an explorer and measures until the picture has changed.
FLIP = """async ([element, keys, pace]) => {
    const el = document.querySelector(element);
    const fields = [...el.querySelectorAll(".lo-controls > .lo-field")];
    const picture = el.querySelector(".lo-picture");
    const changed = () => new Promise(resolve => {
        const watch = new MutationObserver(() => {
            watch.disconnect();
            resolve(performance.now());
        });
        watch.observe(picture, { attributeFilter: ["data-state"] });
    });
    const times = [];
    for (const key of keys) {
        if (key === picture.dataset.state) {
            times.push(0);
            continue;
        }
        const done = changed();
        const began = performance.now();
        key.split("-").forEach((place, i) => {
            const inputs = fields[i].querySelectorAll("input, select");
            if (inputs[0].type === "radio") inputs[place].checked = true;
            else if (inputs[0].type === "checkbox") inputs[0].checked = place === "1";
            else inputs[0].value = place;
        });
        fields[0].dispatchEvent(new Event("input", { bubbles: true }));
        times.push(await done - began);
        await new Promise(resolve => setTimeout(resolve, pace));
    }
    return times;
}"""


def along_one_control(piece):
    """The settings along the control with the most values, from the start of its list."""
    sizes = [len(control["options"]) for control in piece.data["screen"]["controls"]]
    longest = sizes.index(max(sizes))
    places = piece.data["start"].split("-")
    return [
        "-".join([*places[:longest], str(i), *places[longest + 1 :]]) for i in range(max(sizes))
    ]


def test_how_long_a_flip_and_a_first_paint_take(browser, edition, living, capsys):
    times = {}
    for name in LESSONS:
        reader = Reader(browser, edition)
        page = reader.open(f"lessons/{name}.html")
        painted = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
        times[f"first paint: {name}"] = [page.evaluate(painted)]
        for part, piece in explorers_of(living, name).items():
            element = f'[data-lo="{part}"]'
            page.locator(f"{element} .lo-sentence").hover()  # as a reader: pictures are unpacked
            first, *keys = along_one_control(piece)[: FLIPS + 1]
            page.evaluate(FLIP, [element, [first], 0])
            explorer = piece.data["screen"]["name"]
            for visit, pace in [("first visit", PACE), ("again", 0)]:
                measured = page.evaluate(FLIP, [element, keys, pace])
                assert len(measured) == len(keys)
                times[f"offline edition, {explorer}, {visit}"] = measured
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
        if piece.kind == "form" and piece.data["screen"].get("key") == key:
            return page.locator(f'[data-lo="part-{number}"]'), piece.data["screen"]
    raise AssertionError(key)


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
def test_a_prediction_is_kept_and_compared_in_pythons_words(reader, living, today, name):
    page = reader.open(f"lessons/{name}.html")
    found = today[name].comparisons
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


@pytest.mark.parametrize("name", [name for name in LESSONS if name[:2] in ASKED])
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
        page.get_by_role("button", name="Save it as a file").click()
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


# ---- In use --------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["lessons/03-economies.html", EXERCISE])
def test_no_accessibility_faults_in_use(reader, place):
    page = reader.open(place)
    page.evaluate("() => document.querySelectorAll('details').forEach(each => (each.open = true))")
    for button in page.get_by_role("button", name=re.compile("^(Keep|Check|Lock it in)")).all():
        button.click()
    page.add_style_tag(content=STILL)
    page.add_script_tag(path=lab.AXE)
    for width in (1280, 320):
        lab.resize(page, width)
        assert [faults(page, theme, {}) for theme in ("light", "dark")] == [[], []]


def test_a_table_that_grows_can_be_scrolled_from_the_keyboard(reader):
    """The window keeps its width, as when a reader makes the text larger."""
    page = reader.open(EXERCISE)
    frame = page.locator(".lo-frame", has=page.locator("table")).first
    table = frame.locator("table")
    assert frame.get_attribute("tabindex") is None
    table.evaluate("table => (table.style.fontSize = '80px')")
    expect(frame).to_have_attribute("tabindex", "0")
    expect(frame).to_have_attribute("role", "group")
    table.evaluate("table => (table.style.fontSize = '')")
    expect(frame).not_to_have_attribute("tabindex", "0")


# ---- Paper, and another browser ------------------------------------------------------------


def test_the_pdf_is_tagged_and_has_an_outline_and_descriptions(browser, living, tmp_path):
    # Chromium is running already; Playwright allows one at a time in a thread.
    paper.compose(living, tmp_path)
    printed = pypdf.PdfReader(paper.print_page(browser, tmp_path))
    root = printed.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    titles = [entry.title for entry in flat(printed.outline)]
    assert "03 · The power gap: economies" in titles
    assert "Solutions of exercise 03" in titles
    described = {str(node["/Alt"]) for node in nodes(root["/StructTreeRoot"]) if "/Alt" in node}
    for name in LESSONS:
        for piece in explorers_of(living, name).values():
            assert piece.states[piece.data["start"]]["sentence"] in described


def flat(outline):
    """The entries of an outline, of every depth."""
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


def nodes(node):
    """Every element of the tree of tags."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            if "/K" in node:
                waiting.append(node["/K"])


@pytest.fixture
def firefox(playwright):
    """Playwright's own Firefox, where it is installed."""
    if not Path(playwright.firefox.executable_path).exists():
        pytest.skip("There is no Firefox on this computer that Playwright can drive.")
    running = playwright.firefox.launch()
    yield running
    running.close()


def test_firefox_opens_it_too(firefox, edition, living):
    reader = Reader(firefox, edition)
    page = reader.open("lessons/03-economies.html")
    [(part, piece)] = explorers_of(living, "03-economies").items()
    shown = page.evaluate(SHOW_ALL, [f'[data-lo="{part}"]', list(piece.states)])
    assert shown == {key: expected(state) for key, state in piece.states.items()}
    reader.close()
    assert reader.faults == []


# ---- Built again -----------------------------------------------------------------------------

# Builds the edition from what lives on its pages, as another Python than that of the tests.
AGAIN = """\
import pickle, sys
from pathlib import Path
from coursestaff.offline import site
site.build(pickle.loads(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]))
"""


def test_built_again_elsewhere_by_another_python_it_has_the_same_bytes(living, edition, tmp_path):
    (tmp_path / "living").write_bytes(pickle.dumps(living))
    out = tmp_path / FOLDER
    env = {**os.environ, "PYTHONHASHSEED": "2"}
    command = [sys.executable, "-c", AGAIN, str(tmp_path / "living"), str(out)]
    subprocess.run(command, cwd=paths.ROOT, env=env, check=True)
    first, second = fingerprints(edition), fingerprints(out / site.NAME)
    assert len(first) > 100
    assert {name for name in {*first, *second} if first.get(name) != second.get(name)} == set()


def fingerprints(folder):
    """Path below a folder → a hash of the file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
