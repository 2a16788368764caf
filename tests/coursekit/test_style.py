"""The palette: enough contrast on the card and between its tones, apart for colour-blind eyes."""

import pytest

from coursekit import style
from tests import seeing


@pytest.mark.parametrize("country", style.COUNTRY)
def test_words_in_a_countrys_colour_can_be_read_on_the_card_and_the_reverse(country):
    assert seeing.contrast(style.COUNTRY[country], style.CARD) >= 4.5


@pytest.mark.parametrize("ink", [style.INK, style.QUIET, style.STRONG])
def test_text_colours_can_be_read_on_the_card(ink):
    assert seeing.contrast(ink, style.CARD) >= 4.5


def test_the_weak_tone_stands_out_from_the_card_and_from_the_strong_one():
    assert seeing.contrast(style.WEAK, style.CARD) >= 3
    assert seeing.contrast(style.WEAK, style.STRONG) >= 3
    assert seeing.contrast(style.WEAK, style.INK) >= 4.5


@pytest.mark.parametrize("eye", seeing.EYES)
@pytest.mark.parametrize("pair", seeing.pairs(style.COUNTRY), ids="-".join)
def test_country_colours_stay_apart_for_the_colour_blind(pair, eye):
    one, other = (style.COUNTRY[country] for country in pair)
    assert seeing.distance(one, other, eye) >= seeing.APART


def test_the_test_would_notice_red_and_green():
    assert seeing.distance("#c0504d", "#7f7f2a", "deuteranopia") < seeing.APART


def test_countries_stand_in_alphabetical_order():
    assert list(style.COUNTRY) == sorted(style.COUNTRY)
