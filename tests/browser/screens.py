"""Screens that the browser tests show: an explorer with a control of every kind, and forms."""

import pandas
from matplotlib.figure import Figure

from coursekit import charts, style
from coursekit.charts import Picture
from coursekit.explore import Choice, Explorer, Radio, Range, Tick
from coursekit.forms import Form, Prediction, Question, QuickCheck, Words

YEARS = [2008, 2013, 2017]


def draw(values: dict) -> Picture:
    """A bar whose length follows the year; its title names the whole setting."""
    frame = pandas.DataFrame({"Country": [values["country"]], "Value": [values["year"] - 2000]})
    with charts.house_style():
        figure = Figure(figsize=(charts.WIDTH, 2.2))
        figure.subplots_adjust(left=0.16, right=0.96, bottom=0.26, top=0.96)
        axis = figure.subplots()
        axis.barh(frame["Country"], frame["Value"], color=style.COUNTRY[values["country"]])
        axis.set_xlim(0, 20)
        axis.set_xticks([0, 10, 20])
        axis.set_xlabel("years after 2000")
    return Picture(figure, title=say(values), source="Made up for this test", data=frame)


def say(values: dict) -> str:
    """One sentence that names every value of the setting."""
    log = "a log scale" if values["log"] else "no log scale"
    return (
        f"This setting shows {values['country']} in {values['year']}, "
        f"measured in {values['ruler']} dollars, on {log}."
    )


def explorer() -> Explorer:
    """A control of every kind, 36 settings."""
    return Explorer(
        "kinds",
        "How does the bar follow the four controls?",
        {
            "country": Choice("Country", ["China", "Russia", "United States"], "Russia"),
            "year": Range("Year", YEARS, 2008),
            "ruler": Radio("Ruler", {"market": "Market dollars", "even": "PPP dollars"}, "market"),
            "log": Tick("Log scale"),
        },
        draw,
        say,
    )


def prediction() -> Prediction:
    """A number with bounds and a unit."""
    question = "Russia's economy as a share of America's, in per cent?"
    return Prediction("00/prediction", question, unit="%", low=0, high=100)


def choice() -> Prediction:
    """A choice among three."""
    options = ["It widens", "It narrows", "Neither"]
    return Prediction("00/choice", "Does the gap widen?", "choice", options=options)


def quick_check() -> QuickCheck:
    """Two questions, each with a right and two wrong answers."""
    return QuickCheck(
        "00/quick-check",
        [
            Question(
                "What does a locator point to?",
                ["A page", "A paragraph", "A file"],
                "A paragraph",
                {
                    "A page": "Pages differ from one edition to the next.",
                    "A paragraph": "It gives the document, the section and the paragraph.",
                    "A file": "The documents are not in the course.",
                },
            ),
            Question(
                "Which ruler ignores prices?",
                ["Market dollars", "PPP dollars"],
                "Market dollars",
                {
                    "Market dollars": "They are converted at the exchange rate alone.",
                    "PPP dollars": "These are made to allow for prices.",
                },
            ),
        ],
    )


def memo() -> Form:
    """A long text, a short one and a box to tick."""
    fields = {
        "claim": Words("Your claim", rows=3),
        "doubt": Words("A doubt", needed=False),
        "ready": Tick("Ready to hand in"),
    }
    return Form("00/memo", "Memo", fields)
