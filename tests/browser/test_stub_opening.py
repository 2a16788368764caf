"""The opened envelope without a kernel: the same file and the same data, opened from disk."""

import pytest

from coursekit import forms, tables
from coursekit.forms import Envelope
from coursekit.subjects import forecasts
from tests.browser import lab

PATIENCE = 5_000  # milliseconds until a test gives up
TABLE = tables.load("forecasts")
OUTCOMES = tables.load("outcomes")
YES = [1 if each == "yes" else 0 for each in OUTCOMES["outcome"]]


def screens():
    envelope = Envelope("01/envelope", forecasts.questions(TABLE), opens="13")
    after = forecasts.afterwards(TABLE, OUTCOMES)
    return {
        "envelope": {"screen": envelope.screen()},
        "opening": {"screen": forms.opening(envelope, OUTCOMES, after).screen()},
    }


@pytest.fixture
def page(browser, stub_page):
    """Envelope and opening on the stub page; a test fails if anything went wrong there."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(stub_page(screens()))
    page.wait_for_selector("body[data-ready]")
    yield page
    page.close()
    assert faults == []


def seal(page, percents):
    boxes = page.locator("#envelope input")
    for place, percent in enumerate(percents):
        boxes.nth(place).fill(str(percent))
    page.locator("#envelope button[type=submit]").click()


def test_no_ending_is_on_the_page_before_it_is_sealed(page):
    words = page.locator("#opening").inner_text()
    assert "Nothing is sealed yet" in words
    assert not page.locator("#opening summary").is_visible()
    html = page.locator("#opening").inner_html()
    assert not any(finding[:30] in html for finding in OUTCOMES["finding"])


@pytest.mark.parametrize(
    ("percents", "verdict"),
    [
        ([50] * 10, "as good as yours"),
        ([80] * 10, "is better than yours"),
        ([80 if yes else 15 for yes in YES], "Yours is the better one"),
        ([0 if yes else 100 for yes in YES], "is better than yours"),
    ],
)
def test_the_score_is_what_python_computes(page, percents, verdict):
    seal(page, percents)
    report = page.locator("#opening .lo-report")
    report.locator("summary").click()
    errors = [(percent / 100 - yes) ** 2 for percent, yes in zip(percents, YES, strict=True)]
    score, other = report.locator(":scope > p").all_inner_texts()[:2]
    assert f"Your score is {sum(errors) / 10:.2f}." in score and verdict in score
    worst = errors.index(max(errors))
    turned = (percents[worst] / 100 - (1 - YES[worst])) ** 2
    assert f"number {worst + 1}." in other
    assert f"your score would be {(sum(errors) - errors[worst] + turned) / 10:.2f}" in other
    rows = [row.locator("td").all_inner_texts() for row in report.locator("tbody tr").all()]
    assert [row[0] for row in rows] == [f"{percent}%" for percent in percents]
    assert [row[1] for row in rows] == ["yes" if yes else "no" for yes in YES]
    assert [float(row[2]) for row in rows] == pytest.approx(errors, abs=0.0051)


def test_every_ending_comes_with_day_source_and_limit(page):
    seal(page, [50] * 10)
    page.locator("#opening summary").click()
    stories = page.locator("#opening .lo-stories > li").all_inner_texts()
    for story, row in zip(stories, OUTCOMES.itertuples(), strict=True):
        assert row.finding in story and row.source in story and row.limits in story
        assert str(row.date.year) in story and row.source_read in story
    assert "Sealed on" in page.locator("#opening .lo-status").inner_text()


def test_it_opens_by_keyboard_and_passes_axe(page):
    seal(page, [50] * 10)
    page.locator("#opening summary").focus()
    page.keyboard.press("Enter")
    page.locator("#opening .lo-stories").wait_for()
    page.add_script_tag(path=str(lab.AXE))
    assert page.evaluate("() => axe.run().then(result => result.violations)") == []


def test_what_was_sealed_at_an_earlier_visit_can_be_opened_at_once(browser, stub_page):
    screen = screens()["opening"]["screen"]
    screen["kept"] = dict.fromkeys(screen["outcomes"], 50)
    screen["when"] = "2026-05-03T10:00:00"
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(stub_page({"opening": {"screen": screen}}))
    page.locator("#opening summary").click()
    assert "Your score is 0.25." in page.locator("#opening").inner_text()
    assert "Sealed on 3 May 2026." in page.locator("#opening").inner_text()
    page.close()
