"""Steps without a kernel: the same file, opened from disk, plays the whole tree by keyboard."""

import pytest

from coursekit.forms import Scene, Steps

AFTER = {"Monday": "It rained.", "Tuesday": "The sun shone."}


def visit():
    scenes = {
        "door": Scene("At the door", "It is shut.", {"Knock": "inside", "Leave": "street"}),
        "inside": Scene("Inside", "It is warm.", {"Leave at once": "street", "Stay": "chair"}),
        "street": Scene("The end: the street", "You are outside."),
        "chair": Scene("The end: a chair", "You sit."),
    }
    return Steps("A visit", scenes, intro="Choose.", after=AFTER)


@pytest.fixture
def page(browser, stub_page):
    """The stub page with nothing but the steps; nothing is asked of Python."""
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(stub_page({"visit": {"screen": visit().screen()}}))
    page.wait_for_selector("body[data-ready]")
    yield page
    sent = page.evaluate("() => stubs.visit.sent")
    page.close()
    assert faults == [] and sent == []


def press(page, name):
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def shown(page):
    return page.inner_text(".lo-place >> nth=0"), page.inner_text(".lo-scene")


def test_it_begins_with_the_first_scene_and_hides_the_end(page):
    assert shown(page) == ("At the door", "It is shut.")
    assert page.locator(".lo-choices button").all_inner_texts() == ["Knock", "Leave"]
    for hidden in (".lo-after", ".lo-moves button >> nth=0", ".lo-way"):
        assert page.locator(hidden).is_hidden()


def test_a_way_by_keyboard_to_its_end(page):
    press(page, "Knock")
    assert shown(page) == ("Inside", "It is warm.")
    assert page.evaluate("() => document.activeElement.textContent") == "Inside"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Leave at once"
    press(page, "Stay")
    assert shown(page) == ("The end: a chair", "You sit.")
    assert page.locator(".lo-choices button").count() == 0
    after = page.locator(".lo-after li").all_inner_texts()
    assert after == [f"{when}: {what}" for when, what in AFTER.items()]
    assert page.locator(".lo-after").is_visible()
    way = page.locator(".lo-way li").all_inner_texts()
    assert way == ["At the door: Knock", "Inside: Stay"]


def test_one_step_back_and_start_again(page):
    press(page, "Knock")
    press(page, "Stay")
    press(page, "One step back")
    assert shown(page) == ("Inside", "It is warm.")
    assert page.locator(".lo-after").is_hidden()
    press(page, "Stay")
    press(page, "Start again")
    assert shown(page) == ("At the door", "It is shut.")
    assert page.locator(".lo-way li").count() == 0
    assert page.evaluate("() => document.activeElement.textContent") == "At the door"


def test_the_text_is_announced_in_a_node_that_stays(page):
    node = page.query_selector(".lo-scene")
    assert node.get_attribute("aria-live") == "polite"
    press(page, "Leave")
    assert node.evaluate("node => node.isConnected")
    assert node.inner_text() == "You are outside."


def test_its_buttons_keep_their_keys_from_jupyterlab_and_show_their_focus(page):
    deaf = "button:not([data-lm-suppress-shortcuts])"
    assert page.locator(f".lo-steps {deaf}").count() == 0
    page.keyboard.press("Tab")
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outline")
    assert "rgb(0, 114, 178)" in outline
