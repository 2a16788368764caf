"""Exercise 05: percentage change, a loop, ratio against difference, and the choice of a window."""

import math

import pandas

from coursekit.check import VERDICTS, Argument, Choice, Column, Foreseen, Load, Number, Task
from coursekit.subjects import gaps

START, LAST = gaps.FIRST, gaps.FENG_LAST
BASE = 19.4  # per cent, as the task prints it
RUSSIA, AMERICA = 3, 1.5  # per cent a year
ROUNDS = 30


# ---- Task 1 --------------------------------------------------------------------------------


def _fifth(load: Load, way: str) -> pandas.Series:
    return gaps.gap(load("context"), gaps.FIFTH, way)


def _added(load: Load, way: str) -> float:
    values = _fifth(load, way)
    return values[LAST] - values[START]


def _change(load: Load, way: str) -> float:
    return 100 * _added(load, way) / _fifth(load, way)[START]


def _growth(load: Load, country: str) -> float:
    table = gaps.two_years(load("context"), gaps.FIFTH)[country]
    return 100 * (table[LAST] - table[START]) / table[START]


BRACKETS = (
    "Brackets are missing: a division comes before a subtraction. Put the difference in brackets."
)


def _too_early(way: str) -> tuple[Foreseen, ...]:
    """A change rounded before it became per cent; the share's small one is then nothing."""
    if way == gaps.DIVIDE:
        return ()
    return (
        Foreseen(
            lambda load: 100 * round(_change(load, way) / 100, 1),
            "It looks as if you rounded before you multiplied by 100. Round last.",
        ),
    )


def _number(way: str) -> Number:
    what = "share" if way == gaps.DIVIDE else "lead"
    plain = (
        "This is the difference of the two shares, in percentage points. For a percentage "
        "change, divide it by the share of the first year, times 100."
        if way == gaps.DIVIDE
        else "This is what was added, in dollars. For a percentage change, divide it by the lead "
        "of the first year, times 100."
    )
    other = gaps.SUBTRACT if way == gaps.DIVIDE else gaps.DIVIDE
    part = (
        f"This is the change of the {what} as a part of one. The task asks for per cent: times 100."
    )
    if way == gaps.DIVIDE:
        part += " If you did multiply, you rounded before: round last."
    return Number(
        lambda load: _change(load, way),
        decimals=1,
        read_off=True,
        slips=(
            Foreseen(
                lambda load: _added(load, way),
                plain,
                # made from the printed, whole dollars it is a dollar or so off
                decimals=None if way == gaps.DIVIDE else -1,
            ),
            Foreseen(
                lambda load: 100 * _added(load, way) / _fifth(load, way)[LAST],
                f"You divided by the {what} of the last year. A change is measured against where "
                "it started.",
            ),
            Foreseen(
                lambda load: -_change(load, way),
                f"The sign of the change of the {what} is turned round: take the later year less "
                "the earlier one.",
            ),
            Foreseen(
                lambda load: _change(load, way) / 100,
                part,
            ),
            Foreseen(
                lambda load: 1 + _change(load, way) / 100,
                f"This is by what the {what} was multiplied. The task asks for what was added, in "
                "per cent.",
            ),
            Foreseen(
                lambda load: _fifth(load, way)[LAST] - 100,
                BRACKETS,
                decimals=0,  # from the printed shares or dollars it is a little off
            ),
            *_too_early(way),
            Foreseen(
                lambda load: 100 + _change(load, way),
                f"This is the later {what} as a percentage of the earlier one. The change is 100 "
                "less.",
            ),
            Foreseen(
                lambda load: _change(load, other),
                "Share and lead have changed places: divide for the share, subtract for the lead.",
            ),
            Foreseen(
                lambda load: _growth(load, "Russia"),
                "This is how much Russia's own figure grew. First compare it with America's, "
                "then take the change.",
            ),
            Foreseen(
                lambda load: _growth(load, "United States"),
                "This is how much America's own figure grew. First compare the two countries, "
                "then take the change.",
            ),
        ),
    )


def _word(way: str) -> Choice:
    answers = (gaps.WIDENING, gaps.NARROWING, gaps.HARDLY)
    turned = (
        "Mind what a share means: Russia is measured against America. If the share rises, are "
        "the two further apart?"
        if way == gaps.DIVIDE
        else "Mind what a lead means: if it grows, are the two nearer to each other?"
    )

    def opposite(load: Load) -> str:
        right = gaps.answer(_change(load, way), way)
        return gaps.NARROWING if right == gaps.WIDENING else gaps.WIDENING

    return Choice(
        lambda load: gaps.answer(_change(load, way), way),
        answers,
        slips=(
            Foreseen(opposite, turned),
            Foreseen(
                lambda load: gaps.HARDLY,
                "The limit is 2 per cent. Is your percentage change below it?",
            ),
        ),
    )


# ---- Task 2 --------------------------------------------------------------------------------


def _after(rounds: int, russia: float = RUSSIA, america: float = AMERICA) -> float:
    value = BASE
    for _ in range(rounds):
        value = gaps.step(value, russia, america)
    return value


def _years() -> int:
    return gaps.years_until(BASE, 25, RUSSIA, AMERICA)


# Factors of a line that takes 3% for a trebling or for three tenths.
TOO_FAST = (RUSSIA / AMERICA, 1 + RUSSIA / 10, (1 + RUSSIA / 10) / (1 + AMERICA / 10))
FAST = "The line grows far too fast. A growth of 3% turns 100 into 103, not into 130 or 300."
ONLY_RUSSIA = "Only Russia grows here. America grows too, and stands below the line."
BOTH_MULTIPLIED = (1 + RUSSIA / 100) * (1 + AMERICA / 100)
MULTIPLIED = "You multiplied by both growths. America stands below the line: divide by hers."
POINTS = "You added percentage points. Growth multiplies: 3% turns 100 into 103."


def _until(factor: float) -> int:
    """After how many years the share is 25% or more, if each multiplies it by that factor."""
    return gaps.years_until(BASE, 25, 100 * (factor - 1), 0)


# ---- Task 3 --------------------------------------------------------------------------------

OTHER_RULERS = ("GDP at market rates", "GDP at purchasing power", "GDP per head at market rates")


def _china(load: Load) -> pandas.DataFrame:
    return gaps.chinas_shares(load("context"))


def _arms_of_china(load: Load) -> pandas.Series:
    return _china(load).loc["military spending"]


def _points(load: Load) -> float:
    return _arms_of_china(load)[LAST] - _arms_of_china(load)[START]


def _military(load: Load) -> float:
    return 100 * _points(load) / _arms_of_china(load)[START]


def _on_another_ruler(load: Load, ruler: str) -> float:
    """The change of China's share on another ruler than military spending."""
    row = _china(load).loc[ruler]
    return 100 * (row[LAST] - row[START]) / row[START]


def _narrowed(load: Load) -> int:
    table = _china(load)
    changes = 100 * (table[LAST] - table[START]) / table[START]
    return sum(gaps.answer(change, gaps.DIVIDE) == gaps.NARROWING for change in changes)


# ---- Task 4 --------------------------------------------------------------------------------

END = 2018  # the year of the 46 billion dollars (Feng 2.2)
FELL = "From that year to 2018 the share fell. A share that falls is a gap that widens."


def _arms(load: Load) -> pandas.Series:
    return gaps.share(load("context"), "military spending")


def _changes(load: Load) -> pandas.Series:
    before = _arms(load).loc[START : END - 1]
    return 100 * (_arms(load)[END] - before) / before


def _to_the_lessons_end(load: Load) -> pandas.Series:
    before = _arms(load).loc[START : END - 1]
    return 100 * (_arms(load)[LAST] - before) / before


def _narrowed_from(load: Load) -> list[int]:
    """The beginnings from which the gap narrowed up to 2018."""
    answers = _changes(load).map(lambda change: gaps.answer(change, gaps.DIVIDE))
    return [int(year) for year in answers.index[answers == gaps.NARROWING]]


TASKS = {
    "e05-1": Task(
        {
            "change_of_share": _number(gaps.DIVIDE),
            "change_of_lead": _number(gaps.SUBTRACT),
            "by_share": _word(gaps.DIVIDE),
            "by_lead": _word(gaps.SUBTRACT),
        },
        "One ruler, one window, two answers. Whoever reports only one of them has chosen for "
        "the reader.",
    ),
    "e05-2": Task(
        {
            "years_to_25": Number(
                lambda load: _years(),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: LAST + _years(),
                        "This is the calendar year. How many years is that after 2017?",
                    ),
                    Foreseen(
                        lambda load: _years() - 1,
                        "After so many years, counted from 2017, the share is still below 25%, "
                        "even if not by much.",
                    ),
                    Foreseen(
                        lambda load: _years() + 1,
                        "One year too many. Count from 2017: the year 2018 is one year later.",
                    ),
                    Foreseen(
                        lambda load: LAST + _years() - 1,
                        "This is a calendar year, and in it the list still shows less than 25. "
                        "Find the first year, then count from 2017.",
                    ),
                    Foreseen(lambda load: _until(BOTH_MULTIPLIED), MULTIPLIED),
                    Foreseen(lambda load: _until(1 + RUSSIA / 100), ONLY_RUSSIA),
                    Foreseen(lambda load: math.ceil((25 - BASE) / (RUSSIA - AMERICA)), POINTS),
                    *(
                        Foreseen(lambda load, years=years: years, FAST)
                        for years in sorted({_until(factor) for factor in TOO_FAST})
                    ),
                ),
            ),
            "share_after_30": Number(
                lambda load: _after(ROUNDS),
                decimals=1,
                slips=(
                    Foreseen(
                        lambda load: BASE,
                        "The value has not moved. Complete the line value = value: multiply by one "
                        "growth and divide by the other.",
                    ),
                    Foreseen(
                        lambda load: BASE + ROUNDS * (RUSSIA - AMERICA),
                        POINTS,
                    ),
                    Foreseen(
                        lambda load: _after(ROUNDS, AMERICA, RUSSIA),
                        "The two growth rates have changed places, so the share falls.",
                    ),
                    Foreseen(
                        lambda load: _after(ROUNDS, RUSSIA, 0),
                        ONLY_RUSSIA,
                    ),
                    Foreseen(lambda load: BASE * BOTH_MULTIPLIED**ROUNDS, MULTIPLIED),
                    Foreseen(
                        lambda load: _after(ROUNDS, RUSSIA, 10 * AMERICA),
                        "America grows too fast here, so the share falls. A growth of 1.5% turns "
                        "100 into 101.5.",
                    ),
                    Foreseen(
                        lambda load: _after(ROUNDS, RUSSIA - AMERICA, 0),
                        "You took one growth rate from the other. That comes close, but a share "
                        "is a ratio: multiply for what stands above the line, divide for what "
                        "stands below it.",
                    ),
                    *(
                        Foreseen(
                            lambda load, factor=factor: BASE * factor**ROUNDS,
                            FAST,
                            # thousands of millions of per cent: no decimal of them is certain
                            decimals=-4 if factor == max(TOO_FAST) else None,
                        )
                        for factor in TOO_FAST
                    ),
                    Foreseen(
                        lambda load: _after(ROUNDS - 1),
                        "That is the value one year early. Read the last line of the list.",
                    ),
                    Foreseen(
                        lambda load: _after(ROUNDS + 1),
                        "That is one round too many. The last year of the loop should be 2047.",
                    ),
                ),
            ),
        },
        "A small difference in growth takes decades to show in a share, and it never stops.",
    ),
    "e05-3": Task(
        {
            "military_change": Number(
                _military,
                slips=(
                    Foreseen(
                        _points,  # by chance Russia's share in the lesson rose by as many per cent
                        "Two slips end here. Either this is the rise in percentage points: divide "
                        "it by the share of 2008, times 100. Or it is Russia's change, and not "
                        "China's.",
                    ),
                    Foreseen(
                        lambda load: 100 * _points(load) / _arms_of_china(load)[LAST],
                        "You divided by the share of 2017. A change is measured against where it "
                        "started.",
                    ),
                    Foreseen(
                        lambda load: 100 + _military(load),
                        "This is the later share as a percentage of the earlier one. The change is "
                        "100 less.",
                    ),
                    Foreseen(
                        lambda load: _military(load) / 100,
                        "This is a part of one. The task asks for per cent: times 100.",
                    ),
                    Foreseen(
                        lambda load: 1 + _military(load) / 100,
                        "This is by what the share was multiplied. The task asks for what was "
                        "added, in per cent.",
                    ),
                    Foreseen(lambda load: _arms_of_china(load)[LAST] - 100, BRACKETS),
                    *(
                        Foreseen(
                            lambda load, ruler=ruler: _on_another_ruler(load, ruler),
                            "This is the change on another ruler. Find the row of the one that "
                            "the task names.",
                            decimals=-1,  # small shares, printed rounded
                        )
                        for ruler in OTHER_RULERS
                    ),
                    Foreseen(
                        lambda load: 100 * round(_military(load) / 100, 1),
                        "It looks as if you rounded before you multiplied by 100. Round last.",
                    ),
                ),
                read_off=True,
            ),
            "rulers_narrowed": Number(
                _narrowed,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: 0,
                        "A share of China's that rises brings China nearer to America. Is that a "
                        "gap that widens?",
                    ),
                    *(
                        Foreseen(
                            lambda load, rulers=rulers: rulers,
                            "Look at all the rows again: is there one on which China's share fell?",
                        )
                        for rulers in (2, 3)
                    ),
                    Foreseen(
                        lambda load: 1,
                        "You may have counted the ruler on which China passed America. To narrow, "
                        "a share need only rise.",
                    ),
                ),
            ),
            "verdict": Choice(
                lambda load: "cannot be checked",
                VERDICTS,
                slips=(
                    Foreseen(
                        lambda load: "wrong",
                        "Your table speaks of four measures and one country. What does the "
                        "sentence speak of?",
                    ),
                    Foreseen(
                        lambda load: "holds",
                        "By which measure, and against which country? Your own table points the "
                        "other way for China.",
                    ),
                    Foreseen(
                        lambda load: "not comparable",
                        "That is for two figures set against each other. How many figures does "
                        "this sentence hold?",
                    ),
                    Foreseen(
                        lambda load: "right number, wrong label",
                        "Which number? Look at the sentence again.",
                    ),
                    Foreseen(
                        lambda load: "reported, unresolved",
                        "That verdict is for reports that differ. Which two reports contradict "
                        "each other here?",
                    ),
                ),
            ),
        },
        "Say what you put in place of “overall strength” and of “other countries”, and the claim "
        "becomes one that can be tested.",
    ),
    "e05-4": Task(
        {
            "change": Column(
                _changes,
                decimals=1,
                labels="years",
                slips=(
                    Foreseen(
                        lambda load: _arms(load)[END] - _arms(load).loc[START : END - 1],
                        "These are percentage points. Divide them by `before`, times 100.",
                    ),
                    Foreseen(
                        lambda load: -_changes(load),
                        "The signs are turned round: take 2018 less the beginning.",
                    ),
                    Foreseen(
                        lambda load: _changes(load) / 100,
                        "These are parts of one. The task asks for per cent: times 100.",
                    ),
                    Foreseen(
                        lambda load: _changes(load) + 100,
                        "These are the shares of 2018 as percentages of the earlier ones. The "
                        "change is 100 less.",
                    ),
                    Foreseen(
                        lambda load: (
                            100 * (1 - _arms(load).loc[START : END - 1] / _arms(load)[END])
                        ),
                        "You divided by the share of 2018. A change is measured against where it "
                        "started.",
                    ),
                    Foreseen(
                        lambda load: _changes(load) * 0 + _arms(load)[END] - 100,
                        BRACKETS,
                    ),
                    Foreseen(
                        lambda load: 100 * (_changes(load) / 100).round(1),
                        "You rounded before you multiplied by 100. Round last.",
                    ),
                    Foreseen(
                        _to_the_lessons_end,
                        "These changes end in 2017, as in the lesson. Here every window ends in "
                        "2018.",
                    ),
                ),
            ),
            "last_narrowing": Number(
                lambda load: _narrowed_from(load)[-1],
                whole=True,
                slips=(
                    *(
                        Foreseen(lambda load, later=later: _narrowed_from(load)[-1] + later, FELL)
                        for later in range(1, 8)  # up to the last beginning, 2017
                    ),
                    Foreseen(
                        lambda load: _narrowed_from(load)[0],
                        "From that year the gap narrowed, but there is a later one.",
                    ),
                    Foreseen(
                        lambda load: int(_changes(load).idxmax()),
                        "That is where the gap narrowed most. The task asks for the latest year.",
                    ),
                ),
                read_off=True,
            ),
        },
        "The last year is the same for all ten. The beginning alone decides which way the gap "
        "went.",
    ),
    "e05-5": Task(
        {"argument": Argument(least=100, most=150, locators=1)},
        "Length and locator are in order. Now hold your text against the four lines of the "
        "rubric: no machine can do that for you.",
        head="In order.",
    ),
}
