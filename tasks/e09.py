"""Exercise 09: a rule run through time, its condition, trade, and an argument on “inevitable”."""

import pandas

from coursekit.check import Argument, Choice, Column, Foreseen, Load, Number, Task
from coursekit.subjects import rivalry

ENDS = (rivalry.DIES, rivalry.SETTLES, rivalry.RUNS)
SHOWS = ("proves it", "fits it", "refutes it")

# The rules of the tasks: answers, calming parts, pushes; Russia first.
FIRST = ((0.5, 0.2), (0.3, 0.3), (1, 1))
SECOND = ((0.5, 0.2), (0.3, 0.4), (2, 1))
FOURTH = ((0.5, 0.6), (0.5, 0.5), (2, 2))
OF_LESSON = ((0.2, 0.4), (0.4, 0.4), (2, 2))

# The lesson's rule, not wholly changed into the first.
HALF_CHANGED = (
    ((0.5, 0.2), (0.3, 0.3), (2, 2)),  # the pushes are left
    ((0.5, 0.2), (0.4, 0.4), (1, 1)),  # the calming parts are left
    ((0.5, 0.2), (0.4, 0.4), (2, 2)),  # the answers alone are changed
    ((0.5, 0.4), (0.3, 0.4), (1, 2)),  # Russia's line alone is changed
    ((0.2, 0.2), (0.4, 0.3), (2, 1)),  # America's line alone is changed
)


def _after(steps: int, rule: tuple, country: str) -> float:
    """A country's hostility after so many steps of a rule."""
    return rivalry.run(*rule, steps=steps)[country].iloc[-1]


def _overwritten(country: str) -> float:
    """Ten steps in which America answers a Russia that was overwritten too early."""
    (russia_answers, america_answers), calms, pushes = FIRST
    russia, america = rivalry.START
    for _ in range(10):
        russia += russia_answers * america - calms[0] * russia + pushes[0]
        america += america_answers * russia - calms[1] * america + pushes[1]
    return {rivalry.RUSSIA: russia, rivalry.AMERICA: america}[country]


def _level(country: str, other: str) -> Number:
    """A country's level after ten steps of the first task, with the slips it invites."""
    answers, calms, pushes = FIRST
    turned = (answers[::-1], calms, pushes)
    without = (answers, calms, (0, 0))
    return Number(
        lambda load: _after(10, FIRST, country),
        decimals=1,
        slips=(
            Foreseen(
                lambda load: _overwritten(country),
                "Here one country answered a value that had already been replaced. Work out both "
                "new values first, and put them in place together.",
            ),
            Foreseen(
                lambda load: _after(10, FIRST, other),
                "This is the other country's value.",
            ),
            Foreseen(
                lambda load: _after(6, FIRST, country),
                "This is the value after six steps. How far does your range count?",
            ),
            Foreseen(
                lambda load: _after(9, FIRST, country),
                "This is the value after nine steps. A range leaves out its last number.",
            ),
            Foreseen(
                lambda load: _after(11, FIRST, country),
                "This is one step too far.",
            ),
            Foreseen(
                lambda load: _after(10, OF_LESSON, country),
                "The lesson's numbers are still in the rule. Put in those of the task.",
            ),
            Foreseen(
                lambda load: _after(6, OF_LESSON, country),
                "This is what the lesson's rule gives, in its six steps. Put in the numbers of "
                "the task, and look how far the range counts.",
            ),
            Foreseen(
                lambda load: _after(10, without, country),
                "The push from inside is missing.",
            ),
            Foreseen(
                lambda load: _after(10, turned, country),
                "The two answers have changed places. A country's own answer stands in its own "
                "line, before the other's value.",
            ),
            *(
                Foreseen(
                    lambda load, rule=rule: _after(10, rule, country),
                    "Compare your two lines with the task, one number at a time: each line has "
                    "an answer, a calming part and a push. Then look at the two starting values "
                    "and at how far the range counts.",
                )
                for rule in HALF_CHANGED
            ),
        ),
    )


def _product(pair: tuple[float, float]) -> float:
    return pair[0] * pair[1]


def _sum_instead(pair: tuple[float, float]) -> Foreseen:
    return Foreseen(lambda load: sum(pair), "This is the sum of the two. Multiply them.")


def _product_of(pair: tuple[float, float], *slips: Foreseen) -> Number:
    return Number(lambda load: _product(pair), decimals=3, slips=(_sum_instead(pair), *slips))


def _end(rule: tuple, slips: tuple[tuple[str, str], ...]) -> Choice:
    return Choice(
        lambda load: rivalry.outcome(*rule),
        ENDS,
        slips=tuple(Foreseen(lambda load, word=word: word, words) for word, words in slips),
    )


def _total(load: Load, year: int) -> float:
    return rivalry.trade_table(load("context")).loc[year].sum()


def _totals(load: Load) -> pandas.Series:
    return rivalry.trade_table(load("context")).sum(axis="columns")


def _change(load: Load, start: int = 2014, end: int = 2015) -> float:
    return 100 * (_total(load, end) / _total(load, start) - 1)


def _imports(load: Load, year: int) -> float:
    return rivalry.trade_table(load("context")).at[year, "imports"]


def _change_of(load: Load, flow: str) -> float:
    """Change of the exports or the imports alone, from 2014 to 2015."""
    values = rivalry.trade_table(load("context"))[flow]
    return 100 * (values[2015] / values[2014] - 1)


def _oil_change(load: Load) -> float:
    price = rivalry.oil_price(load("context"))
    return 100 * (price[2015] / price[2014] - 1)


def _path(load: Load) -> pandas.DataFrame:
    return rivalry.run(*FOURTH, steps=20).set_index("step")


def _together(load: Load) -> pandas.Series:
    return _path(load).sum(axis="columns")


def _first_above(path: pandas.Series) -> int:
    return int(path[path > 100].index[0])


TASKS = {
    "e09-1": Task(
        {
            "russia_10": _level(rivalry.RUSSIA, rivalry.AMERICA),
            "america_10": _level(rivalry.AMERICA, rivalry.RUSSIA),
        },
        "One rule, ten times. Where it leads could not be seen from its numbers alone, unless "
        "you multiply.",
    ),
    "e09-2": Task(
        {
            "answers": _product_of(
                SECOND[0],
                Foreseen(lambda load: _product(SECOND[1]), "The two products have changed places."),
                Foreseen(
                    lambda load: SECOND[0][0] - SECOND[0][1],
                    "This is the difference of the two. Multiply them.",
                ),
            ),
            "calming": _product_of(
                SECOND[1],
                Foreseen(
                    # By chance the difference of these, and their product to one decimal, too.
                    lambda load: _product(SECOND[0]),
                    "Three slips end here. Either this was rounded (keep every decimal), or you "
                    "subtracted, or you multiplied the answers instead of the calming parts.",
                ),
            ),
            "end": _end(
                SECOND,
                (
                    (rivalry.RUNS, "Which of the two products is larger?"),
                    (rivalry.DIES, "Is there a push from inside? What does it do to the end?"),
                ),
            ),
            "level": Number(
                lambda load: rivalry.resting_place(*SECOND)[0],
                slips=(
                    Foreseen(
                        lambda load: rivalry.resting_place(*SECOND)[1],
                        "This is the level of the United States.",
                    ),
                    Foreseen(
                        lambda load: rivalry.START[0],
                        "That is where Russia began. Does your loop change anything?",
                    ),
                    Foreseen(
                        lambda load: _after(50, SECOND, rivalry.RUSSIA),
                        "That is too early: after 50 steps it is still on its way.",
                    ),
                    Foreseen(
                        lambda load: 0,
                        "With a push from inside it does not go back to nothing.",
                    ),
                    *(
                        # Calming parts, pushes or answers swapped; both pushed by 2, or by 1.
                        Foreseen(
                            lambda load, level=level: level,
                            "Does each line have its own country's answer, brake and push?",
                        )
                        for level in (55, 70, 50, 90, 45)
                    ),
                ),
            ),
        },
        "The two products decide whether it comes to rest; the pushes decide at which level.",
    ),
    "e09-3": Task(
        {
            "total_2014": Number(
                lambda load: _total(load, 2014),
                decimals=1,
                slips=(
                    Foreseen(
                        # By chance the total of 2015 is the same number as these imports.
                        lambda load: _imports(load, 2014),
                        "These are the imports of 2014 alone, or the total of 2015. Take 2014, "
                        "and add the exports.",
                    ),
                    Foreseen(
                        lambda load: _total(load, 2014) - _imports(load, 2014),
                        "These are the exports alone. Add the imports.",
                    ),
                    Foreseen(
                        lambda load: 2 * _imports(load, 2014) - _total(load, 2014),
                        "This is imports less exports. Add them.",
                    ),
                ),
                read_off=True,
            ),
            "change": Number(
                _change,
                slips=(
                    Foreseen(
                        lambda load: -_change(load),
                        "Mind the sign: trade fell.",
                    ),
                    Foreseen(
                        lambda load: _total(load, 2015) - _total(load, 2014),
                        "This is the difference in billions. For per cent, divide it by the "
                        "total of 2014, times 100.",
                    ),
                    Foreseen(
                        lambda load: 100 * _total(load, 2015) / _total(load, 2014),
                        "This is the total of 2015 as a percentage of 2014. The change is what "
                        "is missing to 100, with its sign.",
                    ),
                    Foreseen(
                        lambda load: -_change(load, 2015, 2014),
                        "You divided by the later total. A change is measured against where it "
                        "began.",
                    ),
                    *(
                        # In billions, and by the later total: both with the years turned round.
                        Foreseen(
                            turned,
                            "Take the later total less the earlier one, divide by the earlier, "
                            "and take that times 100.",
                        )
                        for turned in (
                            lambda load: _total(load, 2014) - _total(load, 2015),
                            lambda load: _change(load, 2015, 2014),
                        )
                    ),
                    *(
                        Foreseen(
                            lambda load, flow=flow: _change_of(load, flow),
                            f"This is the change of the {flow} alone. Take both together.",
                        )
                        for flow in ("exports", "imports")
                    ),
                    Foreseen(_oil_change, "That is the change of the oil price."),
                    Foreseen(
                        lambda load: _change(load) / 100,
                        "This is the change as a part of one. The task asks for per cent: "
                        "times 100.",
                    ),
                ),
                read_off=True,
            ),
            "largest_year": Number(
                lambda load: int(_totals(load).idxmax()),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: 2014,
                        "Look at the later years too. Is there a larger total?",
                    ),
                    Foreseen(
                        lambda load: int(_totals(load).idxmin()),
                        "That is the year with the smallest total.",
                    ),
                ),
                read_off=True,
            ),
            "shows": Choice(
                lambda load: "fits it",
                SHOWS,
                slips=(
                    Foreseen(
                        lambda load: "proves it",
                        "What else changed from 2014 to 2015? Look at the second table.",
                    ),
                    Foreseen(
                        lambda load: "refutes it",
                        "Later trade was larger for a time. Do you know what it would have been "
                        "without the sanctions?",
                    ),
                ),
            ),
        },
        "An arrow can be right and a table can agree with it, and still another cause may have "
        "done the work.",
    ),
    "e09-4": Task(
        {
            "together": Column(
                _together,
                decimals=1,
                labels="steps",
                slips=(
                    Foreseen(
                        lambda load: _path(load)[rivalry.RUSSIA],
                        "This is Russia alone. Add the other column.",
                    ),
                    Foreseen(
                        lambda load: _path(load)[rivalry.AMERICA],
                        "This is the United States alone. Add the other column.",
                    ),
                    Foreseen(
                        lambda load: _together(load) / 2,
                        "This is the mean of both. The task asks for both together.",
                    ),
                    Foreseen(
                        lambda load: _path(load)[rivalry.RUSSIA] - _path(load)[rivalry.AMERICA],
                        "This is the difference. Add the two columns.",
                    ),
                ),
            ),
            "first_above": Number(
                lambda load: _first_above(_together(load)),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _first_above(_together(load)) - 1,
                        "At that step it is still below 100.",
                    ),
                    Foreseen(
                        lambda load: _first_above(_together(load)) + 1,
                        "Go through the steps from the top; the first is step 0. Is it above 100 "
                        "earlier than this?",
                    ),
                    Foreseen(
                        lambda load: round(_together(load)[_first_above(_together(load))]),
                        "This is how high both together stand at a step. The task asks for the "
                        "number of that step.",
                    ),
                    Foreseen(
                        lambda load: _first_above(_path(load)[rivalry.RUSSIA]),
                        "That is the step at which Russia alone passes 100.",
                    ),
                    Foreseen(
                        lambda load: _first_above(_path(load)[rivalry.AMERICA]),
                        "That is the step at which the United States alone passes 100.",
                    ),
                ),
            ),
            "end": _end(
                FOURTH,
                (
                    (rivalry.SETTLES, "Do not go by the look of the line. Multiply."),
                    (rivalry.DIES, "The line climbs at every step. Which product is larger?"),
                ),
            ),
        },
        "A picture ends somewhere. The rule goes on, and the two products say where to.",
    ),
    "e09-5": Task(
        {"argument": Argument(least=100, most=150, locators=2)},
        "Length and locators are in order. Now hold your text against the four lines of the "
        "rubric: no machine can do that for you.",
        head="In order.",
    ),
}
