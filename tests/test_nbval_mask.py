"""nbval overlooks the bytes of a picture, and nothing else."""

import re

import pytest
from nbval.plugin import get_sanitize_patterns

from tests.reading import ROOT

FIGURE = (
    '<figure><figcaption>Title</figcaption><img src="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=" '
    'alt="Two bars"><details><table><tr><td>6.6</td></tr></table></details></figure>'
)


def masked(html):
    config = (ROOT / "tests" / "nbval_sanitize.cfg").read_text(encoding="ascii")
    for pattern, replacement in get_sanitize_patterns(config):
        html = re.sub(pattern, replacement, html)
    return html


def test_other_bytes_are_overlooked():
    assert masked(FIGURE.replace("PHN2Zz48L3N2Zz4=", "AAAA/+8=")) == masked(FIGURE)


@pytest.mark.parametrize(
    ("old", "new"),
    [("Two bars", "Three bars"), ("6.6", "6.7"), ("Title", "Other"), ("svg+xml", "png")],
)
def test_anything_else_is_compared(old, new):
    assert masked(FIGURE.replace(old, new)) != masked(FIGURE)
