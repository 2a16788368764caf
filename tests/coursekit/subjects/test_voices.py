"""Counts over the ledger, and the chart that shows them."""

import pandas
import pytest

from coursekit import tables
from coursekit.subjects import voices


@pytest.fixture
def small():
    claims = pandas.DataFrame(
        [
            ("A 1", "author", "money", 1.0),
            ("A 1", "author", "assertion", None),
            ("A 1", "author", "count", 2.0),
            ("A 1", "ours", "percent", 3.0),
            ("A 2", "author", "ranking", 1.0),
            ("B 1", "structure", "count", 4.0),
            ("B 1", "author", "percent", 5.0),
        ],
        columns=["locator", "origin", "kind", "value"],
    )
    passages = pandas.DataFrame(
        {"document": ["A", "A", "B"], "position": [1, 2, 1], "locator": ["A 1", "A 2", "B 1"]}
    )
    return voices.figures_per_passage(claims, passages)


@pytest.fixture
def counts():
    return voices.figures_per_passage(tables.load("claims"), tables.load("passages"))


def test_only_the_authors_own_numbers_are_counted(small):
    assert list(small["figures"]) == [2, 0, 1]
    assert list(small[voices.MONEY]) == [1, 0, 1]


def test_all_money_and_percentages_stand_in_one_paragraph(counts):
    assert list(counts.loc[counts[voices.MONEY] > 0, "locator"]) == ["Feng 2.2"]


def test_the_bars_are_the_counts(counts):
    picture = voices.draw_figures_per_passage(counts)
    for axis, (document, rows) in zip(
        picture.figure.axes, counts.groupby("document", sort=False), strict=True
    ):
        assert axis.get_title(loc="left") == document
        for bars, part in zip(axis.containers, (voices.MONEY, voices.OTHER), strict=True):
            assert [bar.get_height() for bar in bars] == list(rows[part])
    assert "count" in picture.figure.axes[0].get_ylabel()


def test_the_tallest_bars_carry_their_names(counts):
    picture = voices.draw_figures_per_passage(counts)
    written = {text.get_text() for axis in picture.figure.axes for text in axis.texts}
    ranked = counts.nlargest(2, "figures")
    assert written == {f"{row.locator}: {row.figures}" for row in ranked.itertuples()}


def test_title_and_description_follow_the_data(small, counts):
    assert "in one paragraph, Feng 2.2" in voices.draw_figures_per_passage(counts).title
    picture = voices.draw_figures_per_passage(small)
    assert "2 sums of money and percentages stand in 2 paragraphs" in picture.title
    assert "1 of the 3 paragraphs have none" in picture.alt
