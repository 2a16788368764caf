"""A sentence that cites a passage uses that passage's numbers, and the lesson lists where from."""

import csv

import pytest

from tests.reading import ROOT, cited, notebooks, numbers, sentences, telling_numbers

BUILT = [n for folder in ("lessons", "exercises", "solutions") for n in notebooks(folder)]
LESSONS = [n for n in BUILT if n.path.parent.name == "lessons"]


def rows(table):
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def ledger():
    """For each locator, the numbers that its passage and its claims hold."""
    found = {}
    for row in rows("passages"):
        found[row["locator"]] = numbers(row["numbers"].replace(";", " ; "))
    for row in rows("claims"):
        dates = f"{row['date']} {row['date_end']}".replace("-", " ")
        words = f"{row['value_text']} {dates}"
        value = {float(row["value"])} if row["value"] else set()
        found[row["locator"]] |= numbers(words) | value
    return found


def citing(notebook):
    """Sentences of a notebook that cite a passage, with their locators."""
    for text in notebook.prose():
        for sentence in sentences(text):
            if places := cited(sentence):
                yield " ".join(sentence.split()), places


@pytest.mark.parametrize("notebook", BUILT, ids=lambda n: n.name)
def test_numbers_stand_in_the_passage_that_is_cited(notebook, ledger):
    strays = []
    for sentence, places in citing(notebook):
        there = set().union(*(ledger.get(place, set()) for place in places))
        stray = sorted(telling_numbers(sentence) - there)
        if stray:
            strays.append(f"{stray} not in {', '.join(places)}: {sentence[:160]}")
    assert not strays, "\n".join(strays)


@pytest.mark.parametrize("notebook", LESSONS, ids=lambda n: n.name)
def test_passages_whose_numbers_are_used_are_listed(notebook):
    """Each stands in the table 'Where the numbers come from'."""
    tables = [table for page in notebook.html() for table in page.tables]
    listed = " ".join(
        table.words for table in tables if table.caption.startswith("Where the numbers come from")
    )
    there = set(cited(listed))
    used = {
        place
        for sentence, places in citing(notebook)
        if telling_numbers(sentence)
        for place in places
    }
    assert not used - there, f"not in the table: {sorted(used - there)}"


def test_a_stray_number_is_found(ledger):
    """The test can fail: 6.6 stands in Feng 2.2, 6.7 does not."""
    assert telling_numbers("It is 6.6% of it (Feng 2.2).") <= ledger["Feng 2.2"]
    assert not telling_numbers("It is 6.7% of it (Feng 2.2).") <= ledger["Feng 2.2"]


def test_years_small_numbers_and_locators_are_no_figures():
    assert telling_numbers("In 2017 two of 35 were named (Feng 1.6, 1.7; Zheng ¶4).") == {35}


def test_ranges_and_lists_of_locators():
    feng = {"Feng 1.6", "Feng 1.8", "Feng 1.9", "Feng 1.10"}
    assert set(cited("Feng 1.6, 1.8–1.10; Zheng ¶4–¶6")) == feng | {
        "Zheng ¶4",
        "Zheng ¶5",
        "Zheng ¶6",
    }
