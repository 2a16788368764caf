"""The memo builder without a kernel: the same file and the same data, opened from disk."""

import pytest

from coursekit import memo, progress, tables
from coursekit.forms import MemoForm
from tests.browser import lab

PATIENCE = 5_000  # milliseconds until a test gives up
KNOWN = memo.evidence(tables.load)
LULL = 1_000
SHARE = "Russia's economy was 6.6% of America's [feng-125]."
SAVED = {"saved": "Saved as memo.md and memo.html.", "files": ["memo.md"]}
MEMOS = {
    "nothing": {},
    "a share": {"parts": {"brief": SHARE}, "claims": ["feng-125"]},
    "a caveat": {"parts": {"options": f"{SHARE} {KNOWN.checks['C07']['caveat']}"}},
    "bare figures": {
        "parts": {"brief": "It was 46 billion. Then 1,300. [feng-124] And 5.7%\nor so."}
    },
    "nowhere": {"parts": {"brief": "So [feng-999] and Feng 2.99, [sic]. Zheng ¶30 and Zheng ¶3."}},
    "names": {"parts": {"unknown": "Feng is of two minds.\n\nZheng is not [zheng-014]  [C23]!"}},
    "context": {"to": "A", "sender": "B", "parts": {"decide": "It is 8% [gdp_usd@2026-07]."}},
    "signs": {
        "to": "<b>--> & 'you'",
        "question": 'Is "it" so? {body} $1',
        "parts": {"brief": "Линия – 1\\2\n\n- a\n- b $& <i>", "evidence": "“Ü” [op-ed-042]."},
    },
    "long": {"parts": {"evidence": "word " * 900 + "(section\n216) 60 days."}},
}


@pytest.fixture
def start(browser, stub_page, tmp_path):
    """Opens the builder on the stub page; a test fails if anything went wrong there."""
    pages, faults = [], []

    def open_page(**more):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: faults.append(str(error)))
        builder = MemoForm("14/memo", KNOWN, intro="Write.", folder=tmp_path / "my-work")
        screen = {**builder.screen(), **more}
        page.goto(stub_page({"memo": {"screen": screen, "answers": {"save": SAVED}}}))
        page.wait_for_selector("body[data-ready]")
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert faults == []


def button(page, name):
    return page.locator("#memo").get_by_role("button", name=name, exact=True)


def area(page, part):
    return page.locator("#memo").get_by_label(memo.PARTS[part], exact=True)


def status(page):
    return page.inner_text("#memo .lo-status")


def sent(page):
    return page.evaluate("() => stubs.memo.sent")


def downloaded(page, name):
    with page.expect_download() as found:
        button(page, name).click()
    return found.value.path().read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", MEMOS)
def test_a_memo_is_judged_and_written_out_as_python_does(start, name):
    """One memo, two workings: each sentence and each byte is the same."""
    progress.save("14/memo", MEMOS[name])
    text = memo.from_data(MEMOS[name])
    page = start()
    found = page.locator("#memo .lo-stage-of-memo").nth(3).locator("li").all_text_contents()
    assert found == [*memo.problems(text, KNOWN), *memo.warnings(text, KNOWN)]
    assert page.inner_text("#memo .lo-count").startswith(f"{memo.words(text.text())} words ")
    assert downloaded(page, "Download Markdown") == memo.markdown(text, KNOWN)
    assert downloaded(page, "Download HTML") == memo.html(text, KNOWN)


def test_a_memo_can_be_written_by_keyboard_alone(start):
    page = start()
    page.locator("#memo").get_by_label("Look for a word").focus()
    page.keyboard.type("feng-125")
    assert page.inner_text("#memo .lo-found") == "1 found, 1 shown."
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert status(page) == "Picked: feng-125."
    area(page, "evidence").focus()
    page.keyboard.type("The share was 6.6%")
    page.keyboard.press("Enter")
    button(page, "Cite feng-125").focus()
    page.keyboard.press("Enter")
    assert area(page, "evidence").input_value() == "The share was 6.6%\n[feng-125]"
    assert page.evaluate("() => document.activeElement.tagName") == "TEXTAREA"
    assert "stands in “What the evidence says” now" in status(page)
    page.keyboard.type(".")
    button(page, "Insert caveat feng-125, C07").focus()
    page.keyboard.press("Enter")
    assert area(page, "evidence").input_value().endswith(f". {KNOWN.checks['C07']['caveat']}")
    button(page, "Remove feng-125").focus()
    page.keyboard.press("Enter")
    assert "Removed from your claims: feng-125" in status(page)
    assert "[feng-125]" in area(page, "evidence").input_value()


def test_what_is_typed_is_sent_as_a_draft_whatever_is_wrong_with_it(start):
    page = start()
    area(page, "brief").fill("It was 46 billion.")
    page.wait_for_function("() => stubs.memo.sent.length > 0")
    draft = sent(page)[-1]
    assert draft["ask"] == "draft"
    assert draft["answers"]["parts"]["brief"] == "It was 46 billion."


def test_a_memo_with_a_bare_figure_is_not_sent_to_be_saved(start):
    page = start()
    area(page, "brief").fill("It was 46 billion.")
    button(page, "Save in my-work").click()
    assert status(page).startswith("Not saved yet; your text is kept in the form. A figure without")
    assert {message["ask"] for message in sent(page)} == {"draft"}
    assert area(page, "brief").input_value() == "It was 46 billion."


def test_a_saved_memo_is_told_and_can_be_opened(start):
    page = start()
    area(page, "brief").fill(SHARE)
    button(page, "Save in my-work").click()
    assert status(page) == SAVED["saved"]
    assert sent(page)[-1]["answers"]["parts"]["brief"] == SHARE
    page.evaluate(
        "opened => (stubs.memo.answers['open memo.md'] = { opened, name: 'memo.md' })",
        memo.data(memo.from_data(MEMOS["names"])),
    )
    button(page, "Open").click()
    assert area(page, "unknown").input_value() == MEMOS["names"]["parts"]["unknown"]
    assert status(page).startswith("memo.md is open.")
    button(page, "Back to what was here").click()
    assert area(page, "brief").input_value() == SHARE
    assert area(page, "unknown").input_value() == ""


def test_a_second_memo_opened_does_not_push_the_kept_draft_out(start):
    page = start()
    area(page, "brief").fill(SHARE)
    for name in ("names", "names"):
        page.evaluate(
            "opened => stubs.memo.tell({ opened, name: 'memo.md' })",
            memo.data(memo.from_data(MEMOS[name])),
        )
    button(page, "Back to what was here").click()
    assert area(page, "brief").input_value() == SHARE


def test_a_disk_or_a_kernel_that_keeps_nothing_is_told(start):
    page = start()
    page.evaluate("() => stubs.memo.tell({ trouble: 'No room.' })")
    assert status(page) == "No room."
    area(page, "brief").fill(SHARE)
    page.evaluate("() => (stubs.memo.send = () => { throw new Error('gone'); })")
    button(page, "Save in my-work").click()
    assert status(page).startswith("Nobody answered, so no file was saved.")
    assert area(page, "brief").input_value() == SHARE


def test_without_python_there_is_no_save_but_copy_download_and_file(start, tmp_path):
    page = start(offline=True)
    assert button(page, "Save in my-work").count() == 0
    assert button(page, "Open").count() == 0
    text = memo.from_data({"question": "So?", "parts": {"brief": SHARE}})
    path = tmp_path / "mine.html"
    path.write_text(memo.html(text, KNOWN), encoding="utf-8")
    page.locator("#memo").get_by_label("Open a memo from a file").set_input_files(path)
    page.wait_for_function("() => document.querySelector('#memo .lo-status').textContent")
    assert status(page).startswith("mine.html is open.")
    assert area(page, "brief").input_value() == SHARE
    path.write_text("# nothing", encoding="utf-8")
    page.locator("#memo").get_by_label("Open a memo from a file").set_input_files(path)
    page.wait_for_function(
        "() => document.querySelector('#memo .lo-status').textContent.includes('holds no memo')"
    )
    assert area(page, "brief").input_value() == SHARE


def test_passports_come_first_with_their_verdict(start):
    stamp = {"locator": "Feng 2.2", "verdict": "not the same years"}
    progress.save("passport/feng-125", stamp)
    page = start()
    page.locator("#memo").get_by_role("button", name="Pick").click()
    tray = page.locator("#memo .lo-stage-of-memo").nth(1).inner_text()
    assert "Your passport says: not the same years." in tray
    assert "Check C07: not comparable." in tray


def test_a_draft_of_an_earlier_visit_is_there_again(start):
    progress.save("14/memo", {"to": "you", "parts": {"options": "One."}, "claims": ["feng-125"]})
    page = start()
    assert area(page, "options").input_value() == "One."
    assert page.locator("#memo").get_by_label("To", exact=True).input_value() == "you"
    assert button(page, "Cite feng-125").count() == 1


@pytest.mark.parametrize("width", [1280, 320])
def test_no_accessibility_faults_and_nothing_cut_off(start, width):
    progress.save("14/memo", {"parts": {"brief": f"{SHARE} 46."}, "claims": ["feng-125", "C23"]})
    page = start()
    lab.resize(page, width)
    page.add_script_tag(path=lab.AXE)
    found = page.evaluate("() => axe.run().then(result => result.violations)")
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    deaf = page.evaluate(
        """() => [...document.querySelectorAll("#memo :is(input, select, textarea, button)")]
            .filter(e => !e.hasAttribute("data-lm-suppress-shortcuts")).map(e => e.outerHTML)"""
    )
    assert deaf == []
