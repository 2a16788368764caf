"""How colours are seen: contrast, and the distance that is left with a colour-blind eye.

Contrast is that of the Web Content Accessibility Guidelines 2.2. The simulations are those of
Machado, Oliveira and Fernandes (2009) at full severity, distances are CIE 2000; both are
computed by the package colour-science.
"""

import itertools
import warnings
from functools import lru_cache

import numpy

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import colour
    from colour.blindness import matrix_cvd_Machado2009

# CIE 2000: 2.3 is just noticeable side by side. Marks of a chart stand apart, small, and are
# compared with a key, so they need several times as much; 10 is seen at a glance, and half as
# much again leaves room for a poor screen.
APART = 15
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # for tritanopia, less sure than the two common kinds
    EYES = {
        "usual": numpy.eye(3),
        "protanopia": matrix_cvd_Machado2009("Protanomaly", 1.0),
        "deuteranopia": matrix_cvd_Machado2009("Deuteranomaly", 1.0),
        "tritanopia": matrix_cvd_Machado2009("Tritanomaly", 1.0),
    }


@lru_cache
def linear(code: str) -> numpy.ndarray:
    """Red, green and blue of a colour written as "#rrggbb", as amounts of light from 0 to 1."""
    return decoded(colour.notation.HEX_to_RGB(code))


def decoded(coded: numpy.ndarray) -> numpy.ndarray:
    """Amounts of light from the numbers that stand for them in a picture (sRGB), from 0 to 1."""
    return colour.models.eotf_sRGB(coded)


def luminance(light: numpy.ndarray) -> numpy.ndarray:
    """Relative luminance of red, green and blue, which stand on the last axis."""
    return light @ numpy.array([0.2126, 0.7152, 0.0722])


def contrast_of(one: numpy.ndarray, other: numpy.ndarray) -> numpy.ndarray:
    """Contrast of two luminances, from 1 to 21."""
    return (numpy.maximum(one, other) + 0.05) / (numpy.minimum(one, other) + 0.05)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours written as "#rrggbb"."""
    return float(contrast_of(*(luminance(linear(code)) for code in (one, other))))


@lru_cache
def _lab(code: str, eye: str) -> numpy.ndarray:
    light = numpy.clip(EYES[eye] @ linear(code), 0, 1)
    xyz = colour.sRGB_to_XYZ(light, apply_cctf_decoding=False)
    return colour.XYZ_to_Lab(xyz)


@lru_cache
def distance(one: str, other: str, eye: str = "usual") -> float:
    """How far two colours lie apart for one of `EYES`."""
    return float(colour.delta_E(_lab(one, eye), _lab(other, eye), method="CIE 2000"))


def pairs(codes) -> list[tuple[str, str]]:
    """Every two of some colours."""
    return list(itertools.combinations(codes, 2))
