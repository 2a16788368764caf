"""The front end without a kernel: the very same file, opened from disk, on a stub.

Every picture and sentence comes from Python's own explorer and forms; only the answering is
done by the stub.
"""

import re
import statistics

import pytest

from coursekit import explore
from tests.browser import lab, screens

EXPLORER = screens.explorer()
PATIENCE = 5_000  # milliseconds until a test gives up


@pytest.fixture(scope="module")
def data():
    """All screens, with every state of the explorer drawn ahead."""
    keys = [EXPLORER.key(values) for values in EXPLORER.states()]
    return {
        "explorer": {
            "screen": EXPLORER.screen(),
            "answers": {key: EXPLORER.answer({"key": key}) for key in keys},
        },
        "prediction": {"screen": screens.prediction().screen()},
        "choice": {"screen": screens.choice().screen()},
        "check": {"screen": screens.quick_check().screen()},
        "memo": {"screen": screens.memo().screen()},
    }


@pytest.fixture
def page(browser, stub_page, data):
    """The stub page, ready; a test fails if anything went wrong in the browser."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    faults, requests = [], []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.on("request", lambda request: requests.append(request.url))
    address = stub_page(data)
    page.goto(address)
    page.wait_for_selector("body[data-ready]")
    settled(page, EXPLORER.start())
    yield page
    page.close()
    assert faults == []
    assert [url for url in requests if not url.startswith(("data:", address))] == []


def settled(page, values):
    """Wait until a setting is shown, and check its picture and its sentence."""
    key = EXPLORER.key(values)
    page.wait_for_selector(f'.lo-picture[data-state="{key}"]')
    said = screens.say(values)
    assert page.inner_text(".lo-sentence") == said
    assert page.get_attribute(".lo-picture img", "alt") == said
    source = page.get_attribute(".lo-picture img", "src")
    assert source in EXPLORER.picture(values)
    assert page.evaluate("() => document.querySelector('.lo-picture img').naturalWidth > 100")


MOVES = {
    "select": [
        ("ArrowDown", {"country": "United States"}),
        ("ArrowUp", {"country": "Russia"}),
        ("ArrowUp", {"country": "China"}),
    ],
    "input[type=range]": [
        ("ArrowRight", {"year": 2013}),
        ("ArrowRight", {"year": 2017}),
        ("Home", {"year": 2008}),
    ],
    "input[type=radio]:checked": [
        ("ArrowDown", {"ruler": "even"}),
        ("ArrowDown", {"ruler": "market"}),
        ("ArrowUp", {"ruler": "even"}),
    ],
    "input[type=checkbox]": [
        (" ", {"log": True}),
        (" ", {"log": False}),
        (" ", {"log": True}),
    ],
}


@pytest.mark.parametrize("control", MOVES)
def test_every_control_moves_by_keyboard(page, control):
    page.focus(f"#explorer {control}")
    for key, change in MOVES[control]:
        page.keyboard.press(key)
        settled(page, {**EXPLORER.start(), **change})


def test_tab_reaches_every_control_and_each_shows_its_focus(page):
    page.focus("#explorer select")
    reached = []
    for _ in range(5):
        reached.append(page.evaluate("() => document.activeElement.type ?? 'summary'"))
        outline = page.evaluate("() => getComputedStyle(document.activeElement).outline")
        assert "solid" in outline
        assert "rgb(0, 114, 178)" in outline
        page.keyboard.press("Tab")
    assert reached == ["select-one", "range", "radio", "checkbox", "summary"]


def test_every_focusable_element_keeps_its_keys_from_jupyterlab(page):
    deaf = page.evaluate(
        """() => [...document.querySelectorAll("#screens :is(input, select, textarea, button, "
            + "summary)")].filter(e => !e.hasAttribute("data-lm-suppress-shortcuts")).length"""
    )
    assert deaf == 0


def test_every_control_has_a_name_and_the_range_speaks_its_value(page):
    for role, name in [
        ("combobox", "Country"),
        ("slider", "Year"),
        ("radio", "PPP dollars"),
        ("checkbox", "Log scale"),
    ]:
        explorer = page.locator("#explorer")
        assert explorer.get_by_role(role, name=name, exact=True).count() == 1
    page.focus("#explorer input[type=range]")
    page.keyboard.press("End")
    assert page.get_attribute("#explorer input[type=range]", "aria-valuetext") == "2017"
    assert page.inner_text("#explorer .lo-value") == "2017"


def test_the_announced_sentence_keeps_its_node(page):
    node = page.query_selector(".lo-sentence")
    assert node.get_attribute("aria-live") == "polite"
    page.focus("#explorer input[type=range]")
    page.keyboard.press("ArrowRight")
    settled(page, {**EXPLORER.start(), "year": 2013})
    assert node.evaluate("node => node.isConnected")
    assert node.inner_text() == screens.say({**EXPLORER.start(), "year": 2013})


def test_an_opened_table_stays_open_under_the_next_picture(page):
    page.click(".lo-picture summary")
    page.focus("#explorer input[type=range]")
    page.keyboard.press("ArrowRight")
    settled(page, {**EXPLORER.start(), "year": 2013})
    assert page.evaluate("() => document.querySelector('.lo-picture details').open")


def test_a_state_once_seen_needs_nobody_to_answer(page):
    page.focus("#explorer input[type=range]")
    page.keyboard.press("ArrowRight")
    settled(page, {**EXPLORER.start(), "year": 2013})
    page.evaluate("() => (stubs.explorer.silent = true)")
    page.keyboard.press("ArrowLeft")
    settled(page, EXPLORER.start())
    page.keyboard.press("ArrowRight")
    settled(page, {**EXPLORER.start(), "year": 2013})


def answer_late(page, key):
    page.evaluate("key => stubs.explorer.tell(stubs.explorer.answers[key])", key)
    page.wait_for_timeout(100)


def test_a_late_answer_does_not_overwrite_a_newer_setting(page):
    page.evaluate("() => (stubs.explorer.silent = true)")
    page.focus("#explorer input[type=range]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    settled(page, EXPLORER.start())
    answer_late(page, EXPLORER.key({**EXPLORER.start(), "year": 2013}))
    settled(page, EXPLORER.start())


def test_only_the_setting_where_one_comes_to_rest_is_asked_for(page):
    page.evaluate("() => (stubs.explorer.silent = true)")
    page.focus("#explorer select")
    for key in ("ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    first, last = "2-0-0-0", "0-0-0-0"
    assert sent(page) == [first]
    page.evaluate("() => (stubs.explorer.silent = false)")
    answer_late(page, first)
    settled(page, {**EXPLORER.start(), "country": "China"})
    assert sent(page)[1] == last


def test_the_old_picture_stays_while_the_new_one_is_drawn(page):
    page.evaluate("() => (stubs.explorer.silent = true)")
    page.focus("#explorer input[type=range]")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".lo-busy:not([hidden])")
    assert page.get_attribute(".lo-picture img", "alt") == screens.say(EXPLORER.start())
    answer_late(page, "1-1-0-0")
    settled(page, {**EXPLORER.start(), "year": 2013})
    assert page.query_selector(".lo-busy").is_hidden()


def test_silence_is_told(page):
    page.clock.install()
    page.evaluate("() => (stubs.explorer.silent = true)")
    page.focus("#explorer input[type=range]")
    page.keyboard.press("ArrowRight")
    page.clock.run_for(11_000)
    assert page.inner_text(".lo-sentence") == EXPLORER.screen()["silence"]


@pytest.mark.parametrize("screen", ["explorer", "prediction"])
def test_a_kernel_that_takes_no_message_is_told_at_once(page, screen):
    page.evaluate("name => (stubs[name].send = () => { throw new Error('gone'); })", screen)
    page.focus("#explorer input[type=range]")
    page.keyboard.press("ArrowRight")
    hand_in(page, "5")
    where = {"explorer": "#explorer .lo-sentence", "prediction": "#prediction .lo-status"}[screen]
    assert page.inner_text(where).startswith(explore.STOPPED)


def test_a_kernel_started_again_is_told_to_whoever_waits_for_it(page):
    page.evaluate("() => (stubs.explorer.silent = true)")
    page.focus("#explorer input[type=range]")
    page.keyboard.press("ArrowRight")
    page.evaluate("() => stubs.explorer.restart()")
    assert page.inner_text(".lo-sentence") == EXPLORER.screen()["stopped"]
    assert page.query_selector(".lo-busy").is_hidden()
    page.keyboard.press("ArrowLeft")
    settled(page, EXPLORER.start())
    page.evaluate("() => stubs.explorer.restart()")
    settled(page, EXPLORER.start())


def test_a_form_whose_kernel_was_started_again_says_so(page):
    page.evaluate("() => (stubs.prediction.send = () => {})")
    status = "#prediction .lo-status"
    page.evaluate("() => stubs.prediction.restart()")
    assert page.inner_text(status) == ""
    hand_in(page, "5")
    page.evaluate("() => stubs.prediction.restart()")
    assert page.inner_text(status) == explore.STOPPED


def test_silence_does_not_speak_over_a_picture_that_is_there(page):
    page.clock.install()
    page.evaluate("() => (stubs.explorer.silent = true)")
    page.focus("#explorer input[type=range]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.clock.run_for(11_000)
    settled(page, EXPLORER.start())


def fail(page, key):
    """From now on that setting cannot be drawn; gives what Python says of it."""
    failing = screens.explorer()
    failing.draw = lambda values: 1 / 0
    answer = failing.answer({"key": key})
    page.evaluate("([key, answer]) => (stubs.explorer.answers[key] = answer)", [key, answer])
    return answer


def test_a_setting_that_fails_says_so_and_the_next_one_works(page):
    stop_the_clock(page)
    key = "1-1-0-0"
    answer = fail(page, key)
    page.focus("#explorer input[type=range]")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(f'.lo-picture[data-state="{key}"]')
    assert page.inner_text(".lo-sentence") == answer["sentence"]
    assert page.locator(".lo-picture img").count() == 0
    page.click(".lo-picture summary")
    assert "ZeroDivisionError: division by zero" in page.inner_text(".lo-picture")
    page.focus("#explorer input[type=range]")
    page.keyboard.press("ArrowRight")
    settled(page, {**EXPLORER.start(), "year": 2017})
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(f'.lo-picture[data-state="{key}"]')
    assert sent(page).count(key) == 2


# ---- Settings drawn ahead ------------------------------------------------------------------
# One step from the start: Russia in 2008, in market dollars, on no log scale ("1-0-0-0").

LATER, LATEST = "1-1-0-0", "1-2-0-0"
OTHERS = ["2-0-0-0", "0-0-0-0", "1-0-1-0", "1-0-0-1"]
LULL = 100  # milliseconds


def stop_the_clock(page):
    """From now on the page's timers run only when `page.clock.run_for` says so."""
    page.clock.install()
    page.clock.pause_at(page.evaluate("() => Date.now()") + 1000)


def sent(page):
    return page.evaluate("() => stubs.explorer.sent.map(message => message.key)")


@pytest.fixture
def still(page):
    """The page with its clock stopped."""
    stop_the_clock(page)
    return page


def test_nothing_is_drawn_ahead_before_the_explorer_is_touched(still):
    still.clock.run_for(100 * LULL)
    assert sent(still) == []


@pytest.mark.parametrize("touch", ["pointer", "focus"])
def test_neighbours_are_drawn_ahead_the_control_in_use_first(still, touch):
    if touch == "pointer":
        still.hover("#explorer .lo-sentence")
        expected = ["2-0-0-0", "0-0-0-0", LATER, "1-0-1-0", "1-0-0-1"]
    else:
        still.focus("#explorer input[type=range]")
        expected = [LATER, *OTHERS]
    still.clock.run_for(100 * LULL)
    assert sent(still) == expected
    start = EXPLORER.start()
    steps = [{"country": "China"}, {"country": "United States"}, {"year": 2013}]
    steps += [{"ruler": "even"}, {"log": True}]
    assert set(expected) == {EXPLORER.key({**start, **step}) for step in steps}


def test_the_next_key_finds_its_picture_at_hand(still):
    still.focus("#explorer input[type=range]")
    still.clock.run_for(LULL)
    still.evaluate("() => (stubs.explorer.silent = true)")
    still.keyboard.press("ArrowRight")
    settled(still, {**EXPLORER.start(), "year": 2013})
    assert sent(still) == [LATER]


def test_the_control_just_moved_comes_first(still):
    still.focus("#explorer input[type=range]")
    still.keyboard.press("ArrowRight")
    settled(still, {**EXPLORER.start(), "year": 2013})
    still.clock.run_for(LULL)
    assert sent(still) == [LATER, LATEST]
    still.focus("#explorer input[type=checkbox]")
    still.clock.run_for(LULL)
    assert sent(still) == [LATER, LATEST, "1-1-0-1"]


def test_it_waits_for_a_quiet_moment(still):
    still.focus("#explorer input[type=range]")
    still.clock.run_for(LULL - 10)
    still.hover("#explorer .lo-sentence")
    still.clock.run_for(LULL - 10)
    assert sent(still) == []
    still.clock.run_for(10)
    assert len(sent(still)) == 1


def test_it_stops_when_the_reader_has_left(still):
    still.focus("#explorer input[type=range]")
    still.focus("#prediction input")
    still.clock.run_for(100 * LULL)
    assert sent(still) == []


def test_one_at_a_time_and_a_key_meanwhile_is_asked_for_at_once(still):
    still.evaluate("() => (stubs.explorer.silent = true)")
    still.focus("#explorer input[type=range]")
    still.clock.run_for(LULL)
    still.hover("#explorer .lo-sentence")
    still.clock.run_for(50 * LULL)
    assert sent(still) == [LATER]
    still.keyboard.press("End")
    assert sent(still) == [LATER, LATEST]
    still.clock.run_for(50 * LULL)
    assert sent(still) == [LATER, LATEST]
    answer_late(still, LATER)
    still.clock.run_for(LULL)
    settled(still, EXPLORER.start())
    answer_late(still, LATEST)
    settled(still, {**EXPLORER.start(), "year": 2017})
    assert sent(still) == [LATER, LATEST]


def test_a_setting_under_way_is_not_asked_for_twice(still):
    still.evaluate("() => (stubs.explorer.silent = true)")
    still.focus("#explorer input[type=range]")
    still.clock.run_for(LULL)
    still.keyboard.press("ArrowRight")
    assert sent(still) == [LATER]
    answer_late(still, LATER)
    settled(still, {**EXPLORER.start(), "year": 2013})


def test_silence_ends_the_waiting_for_a_setting_drawn_ahead(still):
    still.evaluate("() => (stubs.explorer.silent = true)")
    still.focus("#explorer input[type=range]")
    still.clock.run_for(LULL)
    still.keyboard.press("ArrowRight")
    still.clock.run_for(11_000)
    assert still.inner_text(".lo-sentence") == EXPLORER.screen()["silence"]
    still.evaluate("() => (stubs.explorer.silent = false)")
    still.keyboard.press("ArrowLeft")
    settled(still, EXPLORER.start())
    still.keyboard.press("ArrowRight")
    settled(still, {**EXPLORER.start(), "year": 2013})


def test_a_setting_drawn_ahead_is_not_announced(still):
    still.evaluate(
        """() => {
            window.changes = 0;
            const whole = document.querySelector("#explorer .lo-explorer");
            const everything = { subtree: true, childList: true, attributes: true,
                                 characterData: true };
            new MutationObserver(found => (changes += found.length)).observe(whole, everything);
        }"""
    )
    still.focus("#explorer input[type=range]")
    still.clock.run_for(100 * LULL)
    assert sent(still) == [LATER, *OTHERS]
    assert still.evaluate("() => changes") == 0


def test_an_error_ahead_is_shown_only_where_the_setting_is_chosen(still):
    answer = fail(still, LATER)
    still.focus("#explorer input[type=range]")
    still.clock.run_for(100 * LULL)
    assert sent(still) == [LATER, *OTHERS]
    settled(still, EXPLORER.start())
    still.keyboard.press("ArrowRight")
    still.wait_for_selector(f'.lo-picture[data-state="{LATER}"]')
    assert still.inner_text(".lo-sentence") == answer["sentence"]
    assert sent(still) == [LATER, *OTHERS, LATER]
    still.clock.run_for(100 * LULL)
    assert sent(still).count(LATER) == 2


def test_every_state_agrees_with_draw_and_say(page):
    for values in EXPLORER.states():
        page.evaluate(
            """places => {
                const [country, year, ruler, log] = places;
                const find = name => document.querySelector("#explorer " + name);
                find("select").value = country;
                find("input[type=range]").value = year;
                document.querySelectorAll("#explorer input[type=radio]")[ruler].checked = true;
                find("input[type=checkbox]").checked = Boolean(log);
                find("select").dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            [int(place) for place in EXPLORER.key(values).split("-")],
        )
        settled(page, values)


def test_how_long_a_remembered_state_takes(page, capsys):
    times = page.evaluate(
        """async () => {
            const range = document.querySelector("#explorer input[type=range]");
            const picture = document.querySelector("#explorer .lo-picture");
            const times = [];
            for (let i = 0; i < 21; i++) {
                const start = performance.now();
                range.value = i % 2;
                range.dispatchEvent(new Event("input", { bubbles: true }));
                while (picture.dataset.state !== `1-${i % 2}-0-0`) await null;
                times.push(performance.now() - start);
                await new Promise(requestAnimationFrame);
            }
            return times.slice(1);
        }"""
    )
    with capsys.disabled():
        print(f"\nremembered state, input to picture: median {statistics.median(times):.1f} ms")
    assert len(times) == 20


# ---- Forms ---------------------------------------------------------------------------------


def hand_in(page, number):
    page.focus("#prediction input")
    page.keyboard.press("Control+a")
    page.keyboard.type(number)
    page.keyboard.press("Enter")


def test_a_prediction_is_locked_in_and_can_be_changed(page):
    hand_in(page, "12.5")
    said = "You said 12.5% on 3 May 2026. The lesson comes back to it."
    assert page.inner_text("#prediction .lo-status") == said
    assert page.is_disabled("#prediction input")
    assert page.input_value("#prediction input") == "12.5"
    assert page.evaluate("() => document.activeElement.textContent") == "Change it"
    page.keyboard.press("Enter")
    assert page.is_enabled("#prediction input")
    hand_in(page, "7")
    assert page.inner_text("#prediction .lo-status").startswith("You said 7% on 3 May 2026.")
    assert page.evaluate("() => stubs.prediction.kept") == {"guess": 7}


@pytest.mark.parametrize(("typed", "what"), [("", "missing"), ("-", "kind"), ("500", "outside")])
def test_bad_input_gets_pythons_sentence_at_the_field_and_is_not_lost(page, typed, what):
    hand_in(page, typed)
    [field] = screens.prediction().screen()["fields"]
    assert page.inner_text("#prediction .lo-problem") == field["sentences"][what]
    assert page.get_attribute("#prediction input", "aria-invalid") == "true"
    described = page.get_attribute("#prediction input", "aria-describedby")
    assert page.get_attribute("#prediction .lo-problem", "id") == described
    assert page.evaluate("() => document.activeElement.type") == "number"
    assert page.evaluate("() => stubs.prediction.sent") == []
    hand_in(page, "50")
    assert page.inner_text("#prediction .lo-problem") == ""
    assert page.get_attribute("#prediction input", "aria-invalid") is None


def test_a_problem_that_python_finds_is_shown_too(page):
    page.evaluate("() => stubs.prediction.tell({ problems: { guess: 'Not this one.' } })")
    assert page.inner_text("#prediction .lo-problem") == "Not this one."


def test_a_disk_that_keeps_nothing_is_told(page):
    page.evaluate("() => stubs.prediction.tell({ trouble: 'This could not be kept.' })")
    assert page.inner_text("#prediction .lo-status") == "This could not be kept."
    assert page.is_enabled("#prediction input")


def test_every_answer_of_a_quick_check_is_explained(page):
    fields = screens.quick_check().screen()["fields"]
    for question, field in enumerate(fields):
        form = page.locator("#check form").nth(question)
        live = form.locator(".lo-feedback").element_handle()
        for place in range(len(field["options"])):
            form.locator("input").nth(place).focus()
            page.keyboard.press(" ")
            form.locator("button").focus()
            page.keyboard.press("Enter")
            assert live.inner_text() == field["feedback"][place]
            assert live.get_attribute("data-right") == str(place == field["right"]).lower()
        assert live.evaluate("node => node.isConnected && node.ariaLive") == "polite"
    assert page.evaluate("() => stubs.check.kept") == {"question 1": 2, "question 2": 1}


def test_feedback_does_not_stand_beside_another_answer(page):
    form = page.locator("#check form").first
    form.locator("input").nth(0).check()
    form.locator("button").click()
    assert form.locator(".lo-feedback").inner_text().startswith("Not quite.")
    form.locator("input").nth(1).check()
    assert form.locator(".lo-feedback").inner_text() == ""


def test_nothing_chosen_is_told(page):
    page.locator("#check button").first.click()
    assert "Nothing is chosen here yet." in page.locator("#check .lo-problem").first.inner_text()
    assert page.evaluate("() => stubs.check.sent") == []


def test_enter_makes_a_new_line_in_a_long_text(page):
    page.focus("#memo textarea")
    page.keyboard.type("One")
    page.keyboard.press("Enter")
    page.keyboard.type("Two")
    assert page.input_value("#memo textarea") == "One\nTwo"
    page.locator("#memo button").first.click()
    assert page.evaluate("() => stubs.memo.kept.claim") == "One\nTwo"
    assert re.match(r"Kept on 3 May 2026\.", page.inner_text("#memo .lo-status"))


def test_answers_of_an_earlier_visit_are_shown_again(browser, stub_page):
    screens.prediction().receive({"guess": 12.5})
    screens.quick_check().receive({"question 2": 0})
    page = browser.new_page()
    page.goto(
        stub_page(
            {
                "prediction": {"screen": screens.prediction().screen()},
                "check": {"screen": screens.quick_check().screen()},
            }
        )
    )
    page.wait_for_selector("body[data-ready]")
    assert page.input_value("#prediction input") == "12.5"
    assert page.inner_text("#prediction .lo-status").startswith("You said 12.5% on ")
    assert page.is_disabled("#prediction input")
    forms = page.locator("#check form")
    assert forms.nth(0).locator(".lo-feedback").inner_text() == ""
    assert forms.nth(1).locator(".lo-feedback").inner_text().startswith("Right.")
    assert forms.nth(1).locator("input").nth(0).is_checked()
    page.close()


# ---- Accessibility -------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_accessibility_faults(page, theme, width):
    lab.resize(page, width)
    page.evaluate("theme => (document.documentElement.dataset.theme = theme)", theme)
    page.click(".lo-picture summary")
    hand_in(page, "12.5")
    page.locator("#choice button").first.click()
    page.locator("#check input").first.check()
    page.locator("#check button").first.click()
    page.add_script_tag(path=lab.AXE)
    found = page.evaluate("() => axe.run().then(result => result.violations)")
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []


@pytest.mark.parametrize("width", [1000, 320])
def test_nothing_is_cut_off(page, width):
    lab.resize(page, width)
    page.click(".lo-picture summary")
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    outside = page.evaluate(
        """width => [...document.querySelectorAll("#screens :is(input, select, button, p, img)")]
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > width)
            .map(e => e.outerHTML)""",
        width,
    )
    assert outside == []
