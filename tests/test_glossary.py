"""Every term is linked from the lesson that explains it, and every link leads to a term."""

import re

import pandas
import pytest

from coursekit import tables
from coursekit.paths import DATA, LESSONS, SOURCE
from coursestaff import terms
from tests.reading import notebooks, pages

LINK = re.compile(r"\]\(((?:\.\./lessons/)?glossary\.ipynb)#([^)]+)\)")
BUILT = [n for folder in ("lessons", "exercises", "solutions") for n in notebooks(folder)]
TABLE = tables.load("glossary")
WRITTEN = {path.parent.name[:2]: path for path in sorted(SOURCE.glob("*/lesson.md"))}


@pytest.fixture(scope="module")
def anchors():
    """Where the built glossary can be pointed into."""
    page = next(page for page in pages() if page.name == "lessons/glossary.ipynb")
    return {terms.anchor(heading.lstrip("# ")) for heading in page.headings()}


@pytest.mark.parametrize("lesson", sorted(set(TABLE["lesson"])))
def test_a_lesson_marks_the_terms_that_it_explains(lesson):
    if lesson not in WRITTEN:
        pytest.skip(f"lesson {lesson} is not written yet")
    text = WRITTEN[lesson].read_text(encoding="utf-8")
    missing = set(TABLE[TABLE["lesson"] == lesson]["term"]) - set(_marked(text))
    assert not missing, f"mark them where lesson {lesson} first uses them: [term](glossary)"


@pytest.mark.parametrize("lesson", WRITTEN)
def test_a_term_is_marked_once_in_a_lesson(lesson):
    found = pandas.Series(_marked(WRITTEN[lesson].read_text(encoding="utf-8")), dtype=str)
    assert list(found[found.duplicated()]) == []


@pytest.mark.parametrize("notebook", BUILT, ids=lambda n: n.name)
def test_a_link_leads_to_a_term(notebook, anchors):
    for page, anchor in LINK.findall("\n".join(notebook.prose())):
        assert (notebook.path.parent / page).resolve() == LESSONS / "glossary.ipynb"
        assert anchor in anchors


def test_every_term_can_be_pointed_at(anchors):
    assert {terms.anchor(term) for term in TABLE["term"]} <= anchors


def test_no_form_stands_for_two_terms():
    known = terms.forms(DATA)
    for row in TABLE.fillna("").itertuples():
        for form in (row.term, *filter(None, row.forms.split(";"))):
            assert known[form.lower()] == row.term


def test_a_gloss_is_one_sentence():
    for row in TABLE.itertuples():
        assert row.gloss.endswith((".", "?")), row.term
        assert not re.search(r"\.\s+[A-Z]", row.gloss), row.term
        assert len(row.gloss.split()) <= 40, row.term


def test_the_words_are_in_the_language_that_they_are_said_to_be():
    assert TABLE["chinese"].dropna().str.fullmatch(r"[\u4e00-\u9fff《》]+").all()
    assert TABLE["russian"].dropna().str.fullmatch(r"[\u0400-\u04ff()\s-]+").all()


def test_a_word_in_another_language_says_where_it_is_from():
    given = TABLE[["chinese", "russian"]].notna().any(axis=1)
    assert (given == TABLE["words_from"].notna()).all()


def _marked(text):
    return terms.marked(text, terms.forms(DATA))
