"""Marks of terms become links, and a mark that leads nowhere is refused with a sentence."""

import pytest

from coursestaff import notebooks, terms
from coursestaff.notebooks import EXERCISE, LESSON, BuildProblem

KNOWN = {"sunset": "sunset", "sunsets": "sunset", "sense of congress": "sense of Congress"}


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("a *[sunset](glossary)*", "a *[sunset](glossary.ipynb#sunset)*"),
        ("[Sunsets](glossary)", "[Sunsets](glossary.ipynb#sunset)"),
        ("[it ends](glossary#sunset)", "[it ends](glossary.ipynb#sunset)"),
        ("[sense of Congress](glossary)", "[sense of Congress](glossary.ipynb#sense-of-Congress)"),
        ("[a](glossary.ipynb), [b](other)", "[a](glossary.ipynb), [b](other)"),
    ],
)
def test_a_mark_becomes_a_link(text, link):
    assert terms.linked(text, KNOWN) == link


def test_an_exercise_finds_the_page_among_the_lessons():
    linked = terms.linked("[sunset](glossary)", KNOWN, "../lessons/")
    assert linked == "[sunset](../lessons/glossary.ipynb#sunset)"


def test_terms_are_told_in_order():
    assert terms.marked("[Sunsets](glossary), [x](glossary#Sense of Congress)", KNOWN) == [
        "sunset",
        "sense of Congress",
    ]


def test_an_unknown_term_is_refused():
    with pytest.raises(terms.UnknownTerm, match="no term ‘sunrise’. Add it to data/glossary.csv"):
        terms.linked("[sunrise](glossary)", KNOWN)


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of one lesson; course(text) writes it, and gives its source folder."""
    monkeypatch.setattr(terms, "forms", lambda data: KNOWN)

    def write(text, name="lesson.md"):
        folder = tmp_path / "source" / "06-statute"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


def test_the_build_links_text_and_leaves_code_alone(course):
    text = '# Title\n\nA [sunset](glossary).\n\n```{code-cell}\n"[sunset](glossary)"\n```\n'
    prose, code = notebooks.notebook(course(text), LESSON).cells
    assert prose.source == "# Title\n\nA [sunset](glossary.ipynb#sunset)."
    assert code.source == '"[sunset](glossary)"'


def test_the_build_links_an_exercise_to_the_lessons(course):
    built = notebooks.notebook(course("A [sunset](glossary).\n", "exercise.md"), EXERCISE)
    assert "(../lessons/glossary.ipynb#sunset)" in built.cells[0].source


def test_the_build_says_where_an_unknown_term_stands(course):
    with pytest.raises(BuildProblem, match=r"06-statute/lesson.md: The glossary has no term"):
        notebooks.notebook(course("A [sunrise](glossary).\n"), LESSON)
