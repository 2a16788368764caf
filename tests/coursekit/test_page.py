"""Tables and cards that read well and can be read aloud."""

import doctest

import numpy
import pandas
import pytest

from coursekit import page


def test_the_examples_in_the_docstrings():
    assert doctest.testmod(page).failed == 0


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (6.6, "6.6"),
        (9000, "9000"),
        (12345.0, "12,345"),
        (0.0, "0"),
        (-30.722, "-30.72"),
        (numpy.float64(1.3), "1.3"),
        (numpy.int64(63), "63"),
        (None, "–"),
        (float("nan"), "–"),
        (pandas.NA, "–"),
        (True, "yes"),
        (pandas.Timestamp("2018-04-06"), "2018-04-06"),
        ("a < b", "a &lt; b"),
    ],
)
def test_cells_as_people_write_them(value, shown):
    assert page.text(value) == shown


def test_a_table_has_caption_and_headers_and_no_index():
    frame = pandas.DataFrame({"place": ["Feng 2.2"], "figure": [6.6]}, index=[41])
    html = page.table(frame, "Claims")
    assert "<caption" in html and "Claims</caption>" in html
    assert html.count('scope="col"') == 2 and html.count('scope="row"') == 1
    assert ">Feng 2.2</th>" in html and ">6.6</td>" in html
    assert "41" not in html


def test_numbers_stand_right_and_words_left():
    html = page.table(pandas.DataFrame({"a": ["x"], "b": [1.5]}), "t")
    assert "text-align:left" in html.split("<tbody>")[1].split("</th>")[0]
    assert "text-align:right" in html.split("<tbody>")[1].split("</th>")[1]


def test_dollars_are_no_formula():
    html = page.table(pandas.DataFrame({"fall": ["from $66.4 to $46"]}), "$ and $")
    assert html.count("<span>$</span>") == html.count("$") == 4


def test_a_card_has_words_for_readers_without_html():
    card = page.show_table(pandas.DataFrame({"a": [1, 2]}), "Two rows")
    assert repr(card) == "Two rows: 2 rows"
    assert "Two rows" in card._repr_html_()
