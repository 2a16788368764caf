"""Country colours: enough contrast on the card, apart for colour-blind readers."""

import itertools
import warnings

import numpy
import pytest

from coursekit import style

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import colour
    from colour.blindness import matrix_cvd_Machado2009

import_ = None
APART = 15  # CIE 2000; 2.3 is just noticeable side by side, 10 already at a glance
PAIRS = list(itertools.combinations(style.COUNTRY, 2))


def linear(code):
    return colour.models.eotf_sRGB(colour.notation.HEX_to_RGB(code))


def luminance(code):
    return float(linear(code) @ numpy.array([0.2126, 0.7152, 0.0722]))


def contrast(one, other):
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    xyz = colour.sRGB_to_XYZ(numpy.clip(rgb, 0, 1), apply_cctf_decoding=False)
    return colour.XYZ_to_Lab(xyz)


def seen_by(code, kind):
    rgb = linear(code)
    return lab(rgb if kind is None else matrix_cvd_Machado2009(kind, 1.0) @ rgb)


@pytest.mark.parametrize("country", style.COUNTRY)
def test_country_colours_stand_out_from_the_card(country):
    assert contrast(style.COUNTRY[country], style.CARD) >= 3


@pytest.mark.parametrize("ink", [style.INK, style.QUIET, style.STRONG])
def test_text_colours_can_be_read_on_the_card(ink):
    assert contrast(ink, style.CARD) >= 4.5


@pytest.mark.parametrize("kind", [None, "Protanomaly", "Deuteranomaly", "Tritanomaly"])
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_country_colours_stay_apart_for_the_colour_blind(pair, kind):
    one, other = (seen_by(style.COUNTRY[country], kind) for country in pair)
    assert colour.delta_E(one, other, method="CIE 2000") >= APART


def test_the_test_would_notice_red_and_green():
    red, green = seen_by("#c0504d", "Deuteranomaly"), seen_by("#7f7f2a", "Deuteranomaly")
    assert colour.delta_E(red, green, method="CIE 2000") < APART


def test_countries_stand_in_alphabetical_order():
    assert list(style.COUNTRY) == sorted(style.COUNTRY)
