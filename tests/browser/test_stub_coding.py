"""The coding form without a kernel: the same file and the same data, opened from disk."""

import random

import pandas
import pytest

from coursekit import tables
from coursekit.forms import CodingForm
from coursekit.subjects import coding
from tests.browser import lab

PATIENCE = 5_000  # milliseconds until a test gives up
TABLE = tables.load("coding")
CODES = list(coding.CODES)


def form():
    passages, theirs = coding.to_code(TABLE), coding.by_the_course(TABLE)
    return CodingForm("00/coding", passages, CODES, theirs)


@pytest.fixture
def page(browser, stub_page):
    """The form on the stub page; a test fails if anything went wrong in the browser."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(stub_page({"coding": {"screen": form().screen()}}))
    page.wait_for_selector("body[data-ready]")
    yield page
    page.close()
    assert faults == []


def choose(page, places):
    for row, place in enumerate(places):
        page.locator("#coding fieldset.lo-passage").nth(row).locator("input").nth(place).check()


def commit(page, places):
    choose(page, places)
    page.locator("#coding button[type=submit]").click()


def course():
    return [CODES.index(code) for code, _ in coding.by_the_course(TABLE).values()]


def codings():
    """Some ways to code the twelve: like the course, all one, and by a die."""
    die = random.Random(10)
    some = [[die.randrange(len(CODES)) for _ in range(12)] for _ in range(4)]
    near = [[c if die.random() < 0.7 else die.randrange(len(CODES)) for c in course()]]
    return [course(), [1] * 12, *near, *some]


@pytest.mark.parametrize("places", codings())
def test_the_report_is_what_python_computes(page, places):
    commit(page, places)
    report = page.locator("#coding .lo-report")
    report.locator("summary").click()
    mine = pandas.Series([CODES[place] for place in places])
    theirs = coding.passages(TABLE, "lesson")["code"]
    found = coding.agreement(mine, theirs)
    words = form().screen()["words"]
    first, second = report.locator("p").all_inner_texts()
    assert first == words["same"].format(
        same=found.same, items=found.items, percent=round(100 * found.same / found.items)
    )
    two = [coding._two(each) for each in (found.kappa, found.low, found.high)]
    luck = int(100 * found.luck + 0.5)
    assert second == words["kappa"].format(luck=luck, kappa=two[0], low=two[1], high=two[2])
    rows = [
        row.locator("td").all_inner_texts()
        for row in report.locator("tbody").nth(0).locator("tr").all()
    ]
    assert [row[:2] for row in rows] == [list(pair) for pair in zip(mine, theirs, strict=True)]
    reasons = list(coding.passages(TABLE, "lesson")["reason"])
    wanted = ["" if a == b else why for a, b, why in zip(mine, theirs, reasons, strict=True)]
    assert [row[2] for row in rows] == wanted
    grid = report.locator("tbody").nth(1).locator("td").all_inner_texts()
    assert [int(n) for n in grid] == list(coding.confusion(mine, theirs).to_numpy().ravel())


def test_nothing_of_the_other_reader_is_seen_before_the_commitment(page):
    choose(page, course())
    assert page.locator("#coding .lo-report").is_hidden()
    text = page.inner_text("#coding")
    assert not any(why in text for _, why in coding.by_the_course(TABLE).values())


def test_one_missing_code_is_named_and_nothing_is_committed(page):
    choose(page, course()[:-1])
    page.locator("#coding button[type=submit]").click()
    problems = page.locator("#coding .lo-problem").all_inner_texts()
    assert problems[-1].startswith("Nothing is chosen here yet") and not any(problems[:-1])
    assert page.evaluate("() => document.activeElement.type") == "radio"
    asked = page.evaluate("() => stubs.coding.sent.map(message => message.ask)")
    assert set(asked) == {"draft"}


def test_each_choice_is_sent_as_a_draft(page):
    choose(page, [2, 0])
    last = page.evaluate("() => stubs.coding.sent.at(-1)")
    assert last == {"ask": "draft", "answers": {"c01": 2, "c02": 0}}


def test_committed_codes_are_locked(page):
    commit(page, course())
    assert page.locator("#coding input:enabled").count() == 0
    status = page.inner_text("#coding .lo-status")
    assert status.startswith("Committed on 3 May 2026.")


def open_again(browser, stub_page):
    page = browser.new_page()
    page.goto(stub_page({"coding": {"screen": form().screen()}}))
    page.wait_for_selector("body[data-ready]")
    return page


def test_a_draft_and_a_commitment_are_shown_again(browser, stub_page):
    form().answer({"ask": "draft", "answers": {"c03": 1}})
    page = open_again(browser, stub_page)
    third = page.locator("#coding fieldset.lo-passage").nth(2)
    assert third.locator("input").nth(1).is_checked()
    assert page.locator("#coding input:checked").count() == 1
    assert page.locator("#coding .lo-report").is_hidden()
    page.close()
    form().receive(dict.fromkeys(coding.to_code(TABLE), 1))
    page = open_again(browser, stub_page)
    assert page.locator("#coding input:enabled").count() == 0
    assert page.locator("#coding .lo-report").is_visible()
    page.close()


def test_it_can_be_filled_in_by_keyboard(page):
    page.locator("#coding input").first.focus()
    for _ in range(12):
        page.keyboard.press(" ")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => stubs.coding.kept") == {f"c{n:02d}": 1 for n in range(1, 13)}


@pytest.mark.parametrize("width", [1280, 320])
def test_no_accessibility_faults_and_nothing_cut_off(page, width):
    lab.resize(page, width)
    page.locator("#coding button[type=submit]").click()
    commit(page, [1] * 12)
    page.locator("#coding .lo-report summary").click()
    page.add_script_tag(path=lab.AXE)
    found = page.evaluate("() => axe.run().then(result => result.violations)")
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    deaf = page.evaluate(
        """() => [...document.querySelectorAll("#coding :is(input, button, summary)")]
            .filter(e => !e.hasAttribute("data-lm-suppress-shortcuts")).length"""
    )
    assert deaf == 0
