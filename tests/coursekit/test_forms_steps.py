"""Steps without a browser: the tree holds together, and everything said comes from its data."""

import json

import pandas
import pytest

from coursekit import explore, forms, front
from coursekit.forms import FormProblem, Scene, Steps

AFTER = {"Monday": "It rained.", "Tuesday": "It cost <$5."}


def scenes(**changes):
    tree = {
        "door": Scene("At the door", "It is shut.", {"Knock": "inside", "Leave": "street"}),
        "inside": Scene("Inside", "It is warm.", {"Leave": "street", "Stay": "chair"}),
        "street": Scene("The end: the street", "You are outside."),
        "chair": Scene("The end: a chair", "You sit."),
    }
    return {**tree, **changes}


def steps(**changes):
    return Steps("A visit", scenes(**changes), intro="Choose.", after=AFTER)


def test_every_way_ends():
    assert steps().ways() == [
        ["door", "inside", "street"],
        ["door", "inside", "chair"],
        ["door", "street"],
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"inside": Scene("Inside", "", {"Fly": "roof"})}, '"Fly" leads to "roof"'),
        ({"inside": Scene("Inside", "", {"Out": "door"})}, '"Out" leads back to "door"'),
        ({"roof": Scene("The roof", "")}, "never reaches: roof"),
    ],
)
def test_a_tree_that_does_not_hold_together(changes, words):
    with pytest.raises(FormProblem, match=words):
        steps(**changes)


def test_it_needs_a_beginning_and_something_for_its_end():
    with pytest.raises(FormProblem, match="at least one scene"):
        Steps("Nothing", {}, after=AFTER)
    with pytest.raises(FormProblem, match="something for its end"):
        Steps("No end", scenes(), after={})


def test_the_screen_is_plain_data_with_every_word():
    screen = steps().screen()
    assert json.loads(json.dumps(screen)) == screen
    assert (screen["kind"], screen["start"]) == ("steps", "door")
    assert screen["scenes"]["door"] == {
        "place": "At the door",
        "text": "It is shut.",
        "choices": [["Knock", "inside"], ["Leave", "street"]],
    }
    assert screen["scenes"]["chair"]["choices"] == []
    assert screen["after"] == [[when, what] for when, what in AFTER.items()]
    assert all(screen["words"].values())


def test_unrun_it_shows_the_first_scene_and_the_end_one_click_away():
    html = steps().html()
    for words in ("A visit", "Choose.", "At the door", "It is shut.", "Knock", forms.NOT_PLAYED):
        assert words in html
    assert "You sit." not in html
    assert html.index("<details>") < html.index("It rained.")
    assert "It cost &lt;<span>$</span>5." in html


def test_it_is_not_taken_for_a_form_or_an_explorer():
    """Their cells are found by what they say when they were not run."""
    assert forms.NOT_RUN not in steps().html() and explore.NOT_RUN not in steps().html()


def test_it_asks_nothing_of_python(monkeypatch):
    shown = []
    monkeypatch.setattr(front, "show", lambda screen, html, words: shown.append((screen, words)))
    steps().show()
    [(screen, words)] = shown
    assert (screen.screen["kind"], words) == ("steps", "A visit")


def test_a_table_makes_the_same_tree():
    rows = [
        (name, scene.place, scene.text, choice, to)
        for name, scene in scenes().items()
        for choice, to in (scene.choices or {None: None}).items()
    ]
    table = pandas.DataFrame(rows, columns=["scene", "place", "text", "choice", "to"])
    made = forms.steps("A visit", table, intro="Choose.", after=AFTER)
    assert made.screen() == steps().screen()
