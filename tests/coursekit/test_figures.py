"""A figure is shown whole or not at all."""

import base64
import re

import pandas
import pytest
from matplotlib.figure import Figure

from coursekit import figures

ALT = "Two bars: the first is twice as high as the second, which stands at one."


def drawn():
    figure = Figure(figsize=(3, 2))
    figure.subplots().bar(["a", "b"], [2, 1])
    return figure


def rendered(**changes):
    words = {
        "title": "The first is twice the second",
        "source": "made for this test",
        "alt": ALT,
        "data": pandas.DataFrame({"bar": ["a", "b"], "height": [2.0, 1.0]}),
    }
    return figures.render(drawn(), **{**words, **changes})


def test_everything_a_reader_needs_is_there():
    html = rendered(note="A caution.")
    assert f'alt="{ALT}"' in html
    assert "The first is twice the second</figcaption>" in html
    assert "Source: made for this test" in html
    assert "A caution." in html
    assert "<details" in html and "<caption" in html
    assert '<th scope="col"' in html and '<th scope="row"' in html
    assert "background:#ffffff" in html


def test_the_picture_is_svg_inside_the_page():
    code = re.search(r"data:image/svg\+xml;base64,([^\"]+)", rendered())[1]
    assert base64.b64decode(code).lstrip().startswith(b"<?xml")


def test_the_bytes_of_a_picture_repeat():
    assert figures.svg(drawn()) == figures.svg(drawn())
    assert rendered() == rendered()


@pytest.mark.parametrize("alt", ["", "   ", None])
def test_missing_alt_text(alt):
    with pytest.raises(figures.FigureProblem, match="no alt text"):
        rendered(alt=alt)


@pytest.mark.parametrize(
    "alt", ["gap.png", "a picture of the gap kept in lessons/03/gap.svg, wide"]
)
def test_alt_text_that_is_a_file_name(alt):
    with pytest.raises(figures.FigureProblem, match="file name"):
        rendered(alt=alt)


def test_alt_text_that_says_nothing():
    with pytest.raises(figures.FigureProblem, match="too short"):
        rendered(alt="A bar chart")


def test_missing_title_and_source():
    with pytest.raises(figures.FigureProblem, match="no title"):
        rendered(title="")
    with pytest.raises(figures.FigureProblem, match="no source line"):
        rendered(source=" ")


@pytest.mark.parametrize("data", [None, pandas.DataFrame()])
def test_missing_data(data):
    with pytest.raises(figures.FigureProblem, match="no data"):
        rendered(data=data)


def test_words_are_escaped():
    html = rendered(title='less < "more"', alt=ALT + ' <"quoted">')
    assert "less &lt;" in html and "&lt;&quot;quoted&quot;&gt;" in html
