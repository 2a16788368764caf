"""Exercise 13: mean squared errors, the price of being sure, two scales of one score."""

import pandas

from coursekit.check import VERDICTS, Argument, Choice, Column, Foreseen, Load, Number, Task
from coursekit.subjects import economies, forecasts


def _errors(load: Load, chance) -> pandas.Series:
    """Probability less what happened, for a column of the table or one number for all."""
    table = load("practice")
    given = table[chance] if isinstance(chance, str) else chance
    return given - table["happened"]


def _score(load: Load, chance) -> float:
    return (_errors(load, chance) ** 2).mean()


def _certain(load: Load) -> float:
    return _score(load, load("practice")["careful"].round())


def _fell(load: Load) -> pandas.Series:
    gdp = economies.gdp_table(load("context")).set_index("year")
    return forecasts.fell(gdp["Russia"] / gdp["United States"])


def _yearly(load: Load, chance: float = 0.8) -> pandas.Series:
    return (chance - _fell(load)) ** 2


def _costly(load: Load) -> int:
    return int((_yearly(load) > forecasts.COIN).sum())


def _not_squared(chance: float) -> Foreseen:
    return Foreseen(
        lambda load: _errors(load, chance).mean(),
        "This is the mean of the errors themselves, in which errors on both sides cancel. "
        "Square each one first, with brackets round the difference, then take the mean.",
    )


def _without_signs(chance) -> Foreseen:
    return Foreseen(
        lambda load: _errors(load, chance).abs().mean(),
        "This is the mean of the errors without their signs. Square them: two stars and a 2.",
    )


def _added_up(chance) -> Foreseen:
    return Foreseen(
        lambda load: (_errors(load, chance) ** 2).sum(),
        "This is the sum of the squared errors. The score is their mean.",
    )


def _too_few(right: int) -> Foreseen:
    return Foreseen(
        lambda load: right,
        "With so few the score is worse than that of the coin. Better means below 0.25.",
    )


ONE_STAR = (
    "It looks as if the errors were taken times two. One star multiplies; two stars and a 2 square."
)

TASKS = {
    "e13-1": Task(
        {
            "careful_score": Number(
                lambda load: _score(load, "careful"),
                decimals=3,
                slips=(
                    Foreseen(
                        lambda load: _score(load, "bold"),
                        "This is the score of the bold one. Take the other column.",
                    ),
                    Foreseen(
                        lambda load: _errors(load, "careful").mean(),
                        "Two slips end here. Either the errors were not squared, and cancel: "
                        "square each one, with brackets round the difference, then take the mean. "
                        "Or the score was rounded to a whole number.",
                    ),
                    _without_signs("careful"),
                    _added_up("careful"),
                ),
            ),
            "always_60": Number(
                lambda load: _score(load, 0.6),
                decimals=2,
                slips=(
                    Foreseen(
                        lambda load: _score(load, 0.5),
                        "This is the score of always saying 50%. The task asks for 0.6.",
                        decimals=4,
                    ),
                    Foreseen(
                        lambda load: _score(load, 60),
                        "60 is meant as a part of one here: 0.6.",
                    ),
                    _not_squared(0.6),
                    Foreseen(
                        lambda load: 2 * _errors(load, 0.6).mean(),
                        ONE_STAR,
                    ),
                    _without_signs(0.6),
                    _added_up(0.6),
                ),
            ),
        },
        "Two people who are right equally often can score very differently, and a constant can "
        "do better or worse than no opinion.",
    ),
    "e13-2": Task(
        {
            "certain_score": Number(
                _certain,
                decimals=1,
                slips=(
                    Foreseen(
                        lambda load: 1 - _certain(load),
                        "This is the share that she got right. The score counts what went wrong.",
                    ),
                    Foreseen(
                        lambda load: 10 * _certain(load),
                        "This is the sum. The score is the mean.",
                    ),
                    Foreseen(
                        lambda load: _score(load, "careful"),
                        "This looks like her score before rounding. Use .round() on her numbers.",
                    ),
                    Foreseen(
                        lambda load: _errors(load, load("practice")["careful"].round()).mean(),
                        "Two slips end here. Either the errors were not squared, and cancel, or "
                        "the score was rounded to a whole number. Round her column, before you "
                        "subtract.",
                    ),
                    Foreseen(
                        lambda load: _score(load, "bold"),
                        "This looks like the bold one's score. Take the careful one's column, and "
                        "round it.",
                    ),
                ),
            ),
            "needed_of_20": Number(
                lambda load: forecasts.enough(80, 20),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: forecasts.enough(80, 20) - 1,
                        "With so many the score is exactly that of the coin. The task asks for "
                        "better.",
                    ),
                    Foreseen(
                        lambda load: 16,
                        "That is 80% of twenty. Look in the printed list for the first score "
                        "below 0.25.",
                    ),
                    Foreseen(
                        lambda load: forecasts.enough(80),
                        "That would do for ten questions. The task has twenty.",
                    ),
                    Foreseen(
                        lambda load: forecasts.enough(80, 20) + 1,
                        "So many would do. Would fewer do as well? Read the list from the top.",
                    ),
                    Foreseen(
                        lambda load: 20 - forecasts.enough(80, 20),
                        "That is how many may come out wrong. The right ones are asked for.",
                    ),
                    *(_too_few(right) for right in (10, 11, 12)),
                ),
            ),
        },
        "Certainty makes the score the share of misses. Whoever claims less pays less for them.",
    ),
    "e13-3": Task(
        {
            "original": Number(
                lambda load: 2 * _score(load, "careful"),
                decimals=3,
                slips=(
                    Foreseen(
                        lambda load: _score(load, "careful"),
                        "This counts one of the two answers alone, or is the mean of all errors "
                        "of “yes” and “no”. For each question add its two squared errors first, "
                        "then take the mean.",
                    ),
                    Foreseen(
                        lambda load: 0,
                        "Two slips end here. Either the errors of “yes” and “no” were added up "
                        "before they were squared, and cancel, or the score was rounded to a "
                        "whole number.",
                    ),
                    Foreseen(
                        lambda load: 2 * (_errors(load, "careful") ** 2).sum(),
                        "This is the sum of the squared errors. The task asks for their mean.",
                    ),
                    Foreseen(
                        lambda load: (
                            _score(load, "careful")
                            + ((load("practice")["careful"] + load("practice")["happened"]) ** 2)
                        ).mean(),
                        "In the error of “no” a pair of brackets is missing, round the second "
                        "difference.",
                    ),
                    Foreseen(
                        lambda load: 2 * _score(load, "bold"),
                        "This is the bold one's. The report speaks of the careful one.",
                    ),
                    Foreseen(
                        lambda load: (
                            _score(load, "careful")
                            + (
                                (1 - load("practice")["careful"] - load("practice")["happened"])
                                ** 2
                            ).mean()
                        ),
                        "In your error of “no” one part still belongs to “yes”. Take both from 1: "
                        "the probability, and what happened.",
                    ),
                ),
            ),
            "verdict": Choice(
                lambda load: "not comparable",
                VERDICTS,
                slips=(
                    Foreseen(
                        lambda load: "wrong",
                        "Each of the two figures is right where it comes from. What about setting "
                        "one against the other?",
                    ),
                    Foreseen(
                        lambda load: "holds",
                        "What would the coin score if no were counted for it as well?",
                    ),
                    Foreseen(
                        lambda load: "right number, wrong label",
                        "Both carry the right name. Do they stand on one scale?",
                    ),
                    Foreseen(
                        lambda load: "cannot be checked",
                        "Both scores can be worked out, the coin's as well. Which answers does "
                        "each of them count?",
                    ),
                    Foreseen(
                        lambda load: "reported, unresolved",
                        "That verdict is for reports that differ, and here is only one. Are its "
                        "two scores made in the same way?",
                    ),
                ),
            ),
        },
        "Two scores with one name need not share a scale. Ask for the formula first.",
    ),
    "e13-4": Task(
        {
            "errors": Column(
                _yearly,
                decimals=2,
                labels="years",
                slips=(
                    Foreseen(
                        lambda load: 0.8 - _fell(load),
                        "These are the errors. Square them: brackets first, then ** 2.",
                    ),
                    Foreseen(
                        lambda load: (0.8 - _fell(load)).abs(),
                        "These are the errors without their signs. Square them instead.",
                    ),
                    Foreseen(
                        lambda load: _yearly(load, 0.2),
                        "This forecaster said 20%. The task's one says that the share falls, "
                        "with 80%.",
                    ),
                    Foreseen(
                        lambda load: (80 - _fell(load)) ** 2,
                        "80 is meant as a part of one here: 0.8.",
                    ),
                    Foreseen(lambda load: 2 * (0.8 - _fell(load)), ONE_STAR),
                ),
            ),
            "costly_years": Number(
                _costly,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: len(_fell(load)) - _costly(load),
                        "Those are the years in which the forecast did better than 50%.",
                    ),
                    Foreseen(
                        lambda load: len(_fell(load)),
                        "That is every year. Count the bars above the dashed line.",
                    ),
                ),
                read_off=True,
            ),
        },
        "A direction over ten years says little about each single year, and confidence made it "
        "dear.",
    ),
    "e13-5": Task(
        {"argument": Argument(least=100, most=150, locators=1)},
        "Length and locator are in order. Now hold your text against the four lines of the "
        "rubric: no machine can do that for you.",
        head="In order.",
    ),
}
