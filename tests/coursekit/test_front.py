"""The widget: one script, one output with two representations."""

import pytest

from coursekit import front


@pytest.fixture
def shown(monkeypatch):
    """Collects what would be displayed."""
    bundles = []
    monkeypatch.setattr(front, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def test_the_browser_gets_the_file_itself():
    widget = front.Front({"kind": "form"}, dict)
    assert widget._esm == front.CONTROLS.read_text(encoding="utf-8")


def test_a_message_is_answered(monkeypatch):
    sent = []
    widget = front.Front({"kind": "form"}, lambda message: {"heard": message["ask"]})
    monkeypatch.setattr(widget, "send", sent.append)
    widget._handle_custom_msg({"ask": "keep"}, [])
    assert sent == [{"heard": "keep"}]


def test_html_stands_beside_the_living_view(shown):
    front.show(front.Front({"kind": "form"}, dict), "<p>html</p>", "words")
    [bundle] = shown
    assert bundle["text/html"] == "<p>html</p>"
    assert bundle["text/plain"] == "words"
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_the_script_can_be_written_into_a_page():
    assert "</script" not in front.CONTROLS.read_text(encoding="utf-8").lower()
