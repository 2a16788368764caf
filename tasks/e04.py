"""Exercise 04: one value chosen, factors that multiply, two editions, a ratio over six years."""

import math

from coursekit.check import VERDICTS, Argument, Choice, Column, Foreseen, Load, Number, Task
from coursekit.subjects import armies


def _spent(load: Load, country: str, year: int) -> float:
    return armies.spending_table(load("context")).at[year, country]


def _of(load: Load, above: str, below: str, year: int) -> float:
    """One country's spending as a percentage of another's."""
    return 100 * _spent(load, above, year) / _spent(load, below, year)


def _of_china(year: int, other: int, near: int) -> Number:
    return Number(
        lambda load: _of(load, "Russia", "China", year),
        decimals=1,
        slips=(
            Foreseen(
                lambda load: _of(load, "Russia", "China", year) / 100,
                f"For {year} this is a part of one. The task asks for per cent: times 100.",
            ),
            Foreseen(
                lambda load: _of(load, "China", "Russia", year),
                f"For {year} the ratio is upside down: China's spending as a percentage of "
                "Russia's.",
                decimals=0,  # typed from the rounded table it comes out a little off
            ),
            Foreseen(
                lambda load: _of(load, "Russia", "United States", year),
                f"For {year} you divided by the United States. Put China below the line.",
            ),
            Foreseen(
                lambda load: _of(load, "China", "United States", year),
                f"For {year} this is China measured against the United States. Russia stands "
                "above the line, China below.",
            ),
            Foreseen(
                lambda load: _of(load, "Russia", "China", other),
                f"This is the percentage of {other}, and {year} is asked for.",
            ),
            Foreseen(
                lambda load: _of(load, "Russia", "China", near),
                f"This is the percentage of the row beside that of {year}.",
            ),
            Foreseen(
                lambda load: 100 * round(_of(load, "Russia", "China", year) / 100, 1),
                f"For {year} it looks as if you rounded before you multiplied by 100. Round last.",
            ),
            Foreseen(
                lambda load: 100 * _spent(load, "Russia", year) / _spent(load, "China", other),
                f"Two years are mixed: Russia's {year} stands above China's {other}. Choose both "
                "values from one row.",
            ),
        ),
    )


def _factor(load: Load, column: str, start: int = 2014, end: int = 2015) -> float:
    """By what a column of the rouble table was multiplied from one year to another."""
    table = armies.rouble_table(load("context"))
    return table.at[end, column] / table.at[start, column]


def _added(load: Load, column: str) -> float:
    """What a column of the rouble table gained from 2014 to 2015."""
    table = armies.rouble_table(load("context"))
    return table.at[2015, column] - table.at[2014, column]


def _from_rounded(load: Load) -> float:
    """The factor of the dollars, made of the other two after they were rounded."""
    factors = (round(_factor(load, column), 2) for column in ("roubles", "rate"))
    return round(math.prod(factors), 2)


def _more_slips(column: str) -> tuple[Foreseen, ...]:
    """Slips that only one of the three factors has."""
    if column == "roubles":  # to two decimals, 4.05 less 3.25 and 3.25 by 4.05 are one number
        return ()
    fall = (
        Foreseen(
            lambda load: _added(load, column),
            f"{column}_factor is what was added or lost. Divide one year by the other instead.",
        ),
        Foreseen(
            lambda load: 1 - _factor(load, column),
            f"{column}_factor is the part that was lost. A factor is what was left, as a part of "
            "the earlier value.",
        ),
    )
    if column == "rate":
        return fall
    rounded = Foreseen(
        _from_rounded,
        "dollars_factor is a little off. Did you multiply two rounded factors? Round last.",
        decimals=3,  # as it is rounded; the right one is near
    )
    return (*fall, rounded)


def _factor_answer(column: str) -> Number:
    name = f"{column}_factor"
    turned = f"{name} is upside down: the later year stands above the line."
    if column == "roubles":
        turned = (
            f"Two slips end here. Either {name} is upside down: the later year stands above the "
            "line. Or you took one year from the other: divide instead."
        )
    others = [each for each in ("roubles", "rate", "dollars") if each != column]
    return Number(
        lambda load: _factor(load, column),
        decimals=2,
        slips=(
            Foreseen(
                lambda load: 1 / _factor(load, column),
                turned,
            ),
            *([Foreseen(lambda load: _added(load, column), turned)] if column == "roubles" else []),
            *_more_slips(column),
            Foreseen(
                lambda load: 100 * (_factor(load, column) - 1),
                f"{name} is the change in per cent. A factor of 1.1 is a rise by 10%.",
                decimals=0,
            ),
            Foreseen(
                lambda load: _factor(load, column) - 1,
                f"{name} is the change only. A factor is the later value divided by the earlier "
                "one, and not less one.",
            ),
            Foreseen(
                lambda load: 100 * _factor(load, column),
                f"{name} is in per cent. A factor is not multiplied by 100.",
                decimals=0,  # however it was rounded
            ),
            Foreseen(
                lambda load: _factor(load, column, 2013, 2015),
                f"{name} begins in 2013. The task begins in 2014.",
            ),
            *(
                Foreseen(
                    lambda load, start=start: _factor(load, column, start, start + 1),
                    f"{name} is one step too {when}: look at its two years again.",
                )
                for start, when in ((2013, "early"), (2015, "late"))
            ),
            Foreseen(
                lambda load: _factor(load, column, 2013, 2018),
                f"{name} is the lesson's, from 2013 to 2018. The task asks for 2014 to 2015.",
            ),
            *(
                Foreseen(
                    lambda load, other=other: _factor(load, other),
                    f"{name} looks like the factor of the column {other}.",
                )
                for other in others
            ),
        ),
    )


def _edition_share(load: Load, edition: str) -> float:
    table = armies.editions(load("context"))
    return 100 * table.at["Russia", edition] / table.at["United States", edition]


def _raised(load: Load, country: str) -> float:
    """By how many per cent a country's figure was raised between the editions."""
    table = armies.editions(load("context"))
    return 100 * (table.at[country, "April 2025"] / table.at[country, "April 2019"] - 1)


def _american_sum(load: Load, edition: str) -> float:
    return armies.editions(load("context")).at["United States", edition]


def _share(load: Load):
    table = armies.spending_table(load("context"))
    return 100 * table["Russia"] / table["United States"]


TASKS = {
    "e04-1": Task(
        {
            "of_china_2013": _of_china(2013, 2018, near=2014),
            "of_china_2018": _of_china(2018, 2013, near=2017),
        },
        "In five years the percentage halved. Part of that is China's rise. How much is the "
        "rouble, the next task begins to show.",
    ),
    "e04-2": Task(
        {f"{column}_factor": _factor_answer(column) for column in ("roubles", "rate", "dollars")},
        "More roubles and fewer dollars in one and the same year: the rate between them did it.",
    ),
    "e04-3": Task(
        {
            "share_then": Number(
                lambda load: _edition_share(load, "April 2019"),
                decimals=1,
                slips=(
                    Foreseen(
                        lambda load: _edition_share(load, "April 2025"),
                        "More than one slip ends here. Either a figure comes from the column of "
                        "2025, or the share was rounded too early or too far. Take both from "
                        "April 2019, and round last, to one decimal.",
                    ),
                    Foreseen(
                        lambda load: 100 * round(_edition_share(load, "April 2019") / 100, 1),
                        "It looks as if share_then was rounded before it was multiplied by 100. "
                        "Round last.",
                    ),
                    Foreseen(
                        lambda load: _edition_share(load, "April 2019") / 100,
                        "share_then is a part of one. The task asks for per cent: times 100.",
                    ),
                    Foreseen(
                        lambda load: 10_000 / _edition_share(load, "April 2019"),
                        "share_then is upside down: America's spending as a percentage of "
                        "Russia's.",
                    ),
                ),
            ),
            "us_raised": Number(
                lambda load: _raised(load, "United States"),
                decimals=1,
                slips=(
                    Foreseen(
                        lambda load: _raised(load, "Russia"),
                        "us_raised is what happened to Russia's figure. America's is asked for.",
                    ),
                    Foreseen(
                        lambda load: _raised(load, "United States") / 100,
                        "us_raised is a part of one. The task asks for per cent: times 100.",
                    ),
                    Foreseen(
                        lambda load: (
                            _american_sum(load, "April 2025") - _american_sum(load, "April 2019")
                        ),
                        "us_raised is in billions of dollars. Divide it by where it started, "
                        "times 100.",
                    ),
                    Foreseen(
                        lambda load: (
                            100
                            - 100
                            * _american_sum(load, "April 2019")
                            / _american_sum(load, "April 2025")
                        ),
                        "us_raised is divided by the later figure. A rise is measured against "
                        "where it started.",
                    ),
                    Foreseen(
                        lambda load: _american_sum(load, "April 2025") - 100,
                        "us_raised lacks brackets: a division comes before a subtraction. Put the "
                        "difference in brackets.",
                    ),
                    Foreseen(
                        lambda load: 1 + _raised(load, "United States") / 100,
                        "us_raised is a factor, as in Task 2. Here the rise is asked for, in per "
                        "cent.",
                    ),
                    Foreseen(
                        lambda load: -_raised(load, "United States"),
                        "The sign of us_raised is turned round: take the later figure less the "
                        "earlier one.",
                    ),
                    Foreseen(
                        lambda load: 100 * round(_raised(load, "United States") / 100, 1),
                        "It looks as if us_raised was rounded before it was multiplied by 100. "
                        "Round last.",
                    ),
                    Foreseen(
                        lambda load: 100 + _raised(load, "United States"),
                        "us_raised is the later figure as a percentage of the earlier one. The "
                        "rise is 100 less.",
                    ),
                ),
            ),
            "verdict": Choice(
                lambda load: "holds",
                VERDICTS,
                slips=(
                    Foreseen(
                        lambda load: "wrong",
                        "A text is judged by the figures that its author could see. What did "
                        "SIPRI say in April 2019?",
                    ),
                    Foreseen(
                        lambda load: "not comparable",
                        "Both figures of the newspaper come from one publisher, one edition and "
                        "one year. What would differ in kind or in time?",
                    ),
                    Foreseen(
                        lambda load: "reported, unresolved",
                        "Two editions of one publisher are no dispute: the later one replaces "
                        "the earlier. Which of them could the newspaper see?",
                    ),
                    Foreseen(
                        lambda load: "right number, wrong label",
                        "Which label would be wrong? The newspaper is of May 2019, its figures of "
                        "April 2019.",
                    ),
                    Foreseen(
                        lambda load: "cannot be checked",
                        "The newspaper took its figures from an edition that you have before you. "
                        "What is missing?",
                    ),
                ),
            ),
        },
        "A share has an edition. Quote it with the share, and nobody will take a revision for "
        "an event.",
    ),
    "e04-4": Task(
        {
            "share": Column(
                _share,
                decimals=1,
                labels="years",
                slips=(
                    Foreseen(
                        lambda load: _share(load) / 100,
                        "These are parts of one. The task asks for per cent: times 100.",
                    ),
                    Foreseen(
                        lambda load: 10_000 / _share(load),
                        "The ratio is upside down: America's spending as a percentage of Russia's.",
                    ),
                    Foreseen(
                        lambda load: (
                            100
                            * armies.spending_table(load("context"))["Russia"]
                            / armies.spending_table(load("context"))["China"]
                        ),
                        "These are shares of China's spending. Put the United States below the "
                        "line.",
                    ),
                    Foreseen(
                        lambda load: 100 * (_share(load) / 100).round(1),
                        "You rounded before you multiplied by 100. Put brackets round all of it, "
                        "and round behind them.",
                    ),
                ),
            ),
            "highest_year": Number(
                lambda load: int(_share(load).idxmax()),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: int(armies.rouble_table(load("context"))["dollars"].idxmax()),
                        "That is the highest year in dollars. The ratio has another: look at the "
                        "numbers as a table.",
                    ),
                    Foreseen(
                        lambda load: int(armies.rouble_table(load("context"))["roubles"].idxmax()),
                        "That is the highest year in roubles. Read your own chart.",
                    ),
                    Foreseen(
                        lambda load: 2015,
                        "That is the year that Feng calls the peak. Read your own chart.",
                    ),
                    Foreseen(
                        lambda load: int(_share(load).idxmin()),
                        "That is the lowest point of the line.",
                    ),
                ),
                read_off=True,
            ),
        },
        "A ratio can peak in a year in which neither of its halves does.",
    ),
    "e04-5": Task(
        {"argument": Argument(least=100, most=150, locators=1)},
        "Length and locator are in order. Now hold your text against the four lines of the "
        "rubric: no machine can do that for you.",
        head="In order.",
    ),
}
