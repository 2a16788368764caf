"""Exercise 12: all combinations, a dilemma of three, a word that shields, the pivot's prize."""

from itertools import product

import pandas

from coursekit.check import VERDICTS, Argument, Choice, Column, Foreseen, Load, Number, Task
from coursekit.subjects import triangle

COUNTRIES = ["China", "Russia", "US"]
GAIN, COST = 3, 4  # as the task gives them
WORDS = ["good", "broken", "neither"]


# ---- Task 1 --------------------------------------------------------------------------------


def _triangles(load: Load) -> int:
    return len(list(product(WORDS, repeat=3)))


def _clear(load: Load) -> int:
    """Triangles in which no side is neither good nor broken."""
    return len(triangle.patterns())


def _silent(load: Load) -> int:
    return _triangles(load) - _clear(load)


def _only_one(load: Load) -> int:
    """Triangles with exactly one side that is neither."""
    return sum(each.count("neither") == 1 for each in product(WORDS, repeat=3))


# ---- Task 2 --------------------------------------------------------------------------------


def _work(load: Load) -> pandas.DataFrame:
    outcomes = triangle.table(product(triangle.MOVES, repeat=3), COUNTRIES)
    return triangle.common_work(outcomes, GAIN, COST)


def _together(load: Load) -> pandas.Series:
    return _work(load)[[f"{country} gets" for country in COUNTRIES]].sum(axis="columns")


def _stable(load: Load) -> int:
    """Outcomes in which no country gains by changing its own move alone."""
    game = _work(load).set_index(COUNTRIES)
    return sum(
        all(
            game.at[moves, f"{country} gets"] >= game.at[_turned(moves, place), f"{country} gets"]
            for place, country in enumerate(COUNTRIES)
        )
        for moves in game.index
    )


def _turned(moves: tuple[str, ...], place: int) -> tuple[str, ...]:
    """The same moves, with that of one country turned round."""
    other = triangle.PRESS if moves[place] == triangle.COOPERATE else triangle.COOPERATE
    return (*moves[:place], other, *moves[place + 1 :])


# ---- Task 3 --------------------------------------------------------------------------------

FIRST, LAST = 2018, 2023


def _trade(load: Load) -> pandas.Series:
    return triangle.trade(load("context"))["trade"]


def _rise(load: Load) -> float:
    values = _trade(load)
    return 100 * (values[LAST] - values[FIRST]) / values[FIRST]


def _best_year(load: Load) -> int:
    return int(_trade(load).pct_change().idxmax())


# ---- Task 4 --------------------------------------------------------------------------------


def _points(load: Load) -> pandas.DataFrame:
    return triangle.points(triangle.patterns())


def _better_other(load: Load) -> pandas.Series:
    return _points(load)[["Russia", "United States"]].max(axis="columns")


def _lead(load: Load) -> pandas.Series:
    return _points(load)["China"] - _better_other(load)


TASKS = {
    "e12-1": Task(
        {
            "triangles": Number(
                _triangles,
                whole=True,
                slips=(
                    Foreseen(
                        _clear,
                        "This is the number with two words. Add the third to the list of words, "
                        "then run the line that makes the table again.",
                    ),
                    Foreseen(
                        lambda load: 9,
                        "Three times three covers two sides. A triangle has three.",
                    ),
                ),
            ),
            "silent": Number(
                _silent,
                whole=True,
                slips=(
                    Foreseen(
                        _clear,
                        "These are the triangles without any “neither”, on which the theories do "
                        "speak. The task asks for the others.",
                    ),
                    Foreseen(
                        _only_one,
                        "These have exactly one “neither”. At least one includes two and three.",
                    ),
                    Foreseen(
                        lambda load: 9,
                        "This is how many have “neither” on one given side. It may stand on any.",
                    ),
                    Foreseen(
                        lambda load: 27,
                        "You counted triangles with several “neither” more than once, or those "
                        "without any as well.",
                    ),
                ),
            ),
            "four_countries": Number(
                lambda load: len(list(product(triangle.MOVES, repeat=6))),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: 16,
                        "This is two words for each of four countries, or the triangle's number "
                        "doubled once. How many new sides does a fourth country bring?",
                    ),
                    Foreseen(
                        lambda load: 24,
                        "This is the triangle's number times the new sides, or countries times "
                        "sides. Each new side doubles what was there before.",
                    ),
                    Foreseen(
                        _clear,
                        "That is three sides. Between four countries there are six.",
                    ),
                    Foreseen(
                        lambda load: 12,
                        "Two times six adds the choices up. Combinations multiply.",
                    ),
                    Foreseen(
                        lambda load: 36,
                        "Six times six would be two things with six choices. Here six sides have "
                        "two choices each.",
                    ),
                    Foreseen(
                        lambda load: 729,
                        "That is six sides with three words. The task asks for good and broken "
                        "only.",
                    ),
                ),
            ),
        },
        "Every word that is added multiplies the cases, and every word left out hides some.",
    ),
    "e12-2": Task(
        {
            "best_together": Number(
                lambda load: int(_together(load).max()),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: int(_together(load).sum()),
                        "This adds up the whole column. The task asks for the best row.",
                    ),
                    Foreseen(
                        lambda load: GAIN * 3 - COST,
                        "This is what one country gets in that row. Add up all three.",
                    ),
                    Foreseen(
                        lambda load: GAIN * 3,
                        "This forgets the cost and the other two countries.",
                    ),
                    Foreseen(
                        lambda load: int(_work(load)["China gets"].max()),
                        "Add up the three countries in each row first, and then look for the "
                        "largest sum.",
                    ),
                ),
            ),
            "best_for_china": Number(
                lambda load: int(_work(load)["China gets"].max()),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: GAIN * 3 - COST,
                        "This is China's share where all three cooperate. Is there a row in which "
                        "China gets more?",
                    ),
                    Foreseen(
                        lambda load: int(_together(load).max()),
                        "This is what all three get together. The task asks for China alone.",
                    ),
                    Foreseen(
                        lambda load: GAIN,
                        "In this row China presses and one other does too. Look for a better one.",
                    ),
                ),
            ),
            "stable": Number(
                _stable,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: 0,
                        "Try the last row: what would a country get that changed its move there?",
                    ),
                    Foreseen(
                        lambda load: 2,
                        "Try the first row: what would China get if it pressed while the others "
                        "went on cooperating?",
                    ),
                    *(
                        Foreseen(
                            lambda load, count=count: count,
                            "Take each row that you counted. For each of the three countries in "
                            "turn, find the row in which its own move alone is different. Would "
                            "it get more there? A single country that would is enough to strike "
                            "the row out.",
                        )
                        for count in range(3, 9)
                    ),
                ),
            ),
        },
        "What is best for all three is not where any of them would stay.",
    ),
    "e12-3": Task(
        {
            "rise": Number(
                _rise,
                slips=(
                    Foreseen(
                        lambda load: _trade(load)[LAST] - _trade(load)[FIRST],
                        "This is the rise in billions of dollars. For per cent, divide it by the "
                        "value of the first year, times 100.",
                    ),
                    Foreseen(
                        lambda load: 100 * _trade(load)[LAST] / _trade(load)[FIRST],
                        "This is the later value as a percentage of the earlier one. The rise is "
                        "100 less.",
                    ),
                    Foreseen(
                        lambda load: 100 - 100 * _trade(load)[FIRST] / _trade(load)[LAST],
                        "You divided by the value of the last year. A change is measured against "
                        "where it started.",
                    ),
                    Foreseen(
                        lambda load: _rise(load) / 100,
                        "This is the rise as a part of one. The task asks for per cent: times 100.",
                    ),
                    Foreseen(
                        lambda load: _trade(load)[LAST] / _trade(load)[FIRST],
                        "This says how many times as large it became. By how many per cent did it "
                        "rise?",
                    ),
                    Foreseen(
                        lambda load: 100 * _trade(load).pct_change().sum(),
                        "This is what the yearly percentages add up to. Compare the first and the "
                        "last year directly.",
                    ),
                ),
            ),
            "best_year": Number(
                _best_year,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: int(_trade(load).diff().idxmax()),
                        "In that year the most dollars were added. Divide what was added by the "
                        "value of the year before.",
                    ),
                    Foreseen(
                        lambda load: _best_year(load) - 1,
                        "A change runs from one year to the next. Does yours belong to the year "
                        "it starts from, or to the year in which it arrives?",
                    ),
                    Foreseen(
                        lambda load: round(100 * _trade(load).pct_change().max()),
                        "This is the percentage. The task asks for the year it belongs to.",
                    ),
                    Foreseen(
                        lambda load: 2022,
                        "That year comes close. Divide by the value of the year before, for every "
                        "year.",
                    ),
                ),
                read_off=True,
            ),
            "verdict": Choice(
                lambda load: "cannot be checked",
                VERDICTS,
                slips=(
                    Foreseen(
                        lambda load: "wrong",
                        "Trade grew. Does the table say what the sanctions cost, or whether all "
                        "of it was made up?",
                    ),
                    Foreseen(
                        lambda load: "holds",
                        "What in this table measures the effects of US sanctions?",
                    ),
                    Foreseen(
                        lambda load: "not comparable",
                        "Feng sets no two figures against each other here. Does he say what to "
                        "measure?",
                    ),
                    Foreseen(
                        lambda load: "right number, wrong label",
                        "There is no number in Feng's sentence that could have a wrong label.",
                    ),
                    Foreseen(
                        lambda load: "reported, unresolved",
                        "That verdict is for reports that differ. Does Feng's sentence say what "
                        "to measure?",
                    ),
                ),
            ),
        },
        "A word such as “fully” makes a sentence safe, and for the same reason hard to test.",
    ),
    "e12-4": Task(
        {
            "lead": Column(
                _lead,
                labels="patterns",
                slips=(
                    Foreseen(
                        lambda load: -_lead(load),
                        "The sign is turned round: take China's points less those of the better "
                        "other.",
                    ),
                    Foreseen(
                        lambda load: _points(load)["China"],
                        "These are China's own points. Subtract those of the better other.",
                    ),
                    Foreseen(
                        lambda load: _points(load)["China"] - _points(load)["Russia"],
                        "This is China's lead over Russia. The better other may be the United "
                        "States.",
                    ),
                    Foreseen(
                        lambda load: _points(load)["China"] - _points(load)["United States"],
                        "This is China's lead over the United States. The better other may be "
                        "Russia.",
                    ),
                    Foreseen(
                        lambda load: (
                            _points(load)["China"]
                            - _points(load)["Russia"]
                            - _points(load)["United States"]
                        ),
                        "Here both of the others are subtracted. Subtract the better of the two "
                        "alone.",
                    ),
                ),
            ),
            "best_pattern": Number(
                lambda load: int(_lead(load).idxmax()),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: 1,
                        "There China has its best points, but the other two have as many. Where "
                        "is its lead largest?",
                    ),
                    Foreseen(
                        lambda load: 3,
                        "There Russia is the pivot. Look at the chart of your column.",
                    ),
                    Foreseen(
                        lambda load: 4,
                        "There China is level with Russia. Where is its lead largest?",
                    ),
                    Foreseen(
                        lambda load: 5,
                        "There the United States is the pivot. Look at the chart of your column.",
                    ),
                    Foreseen(
                        lambda load: 6,
                        "There China is level with the United States. Where is its lead largest?",
                    ),
                ),
            ),
            "best_own": Number(
                lambda load: int((_points(load)["China"] == _points(load)["China"].max()).sum()),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: 1,
                        "China leads in one pattern. But in how many does it have its most "
                        "points, whatever the others have?",
                    ),
                    Foreseen(
                        lambda load: 4,
                        "In these China is at 0 points. Look for its highest value.",
                    ),
                ),
            ),
        },
        "To have the most and to have more than others are two prizes. Which one does a state play "
        "for?",
    ),
    "e12-5": Task(
        {"argument": Argument(least=100, most=150, locators=2)},
        "Length and locators are in order. Now hold your text against the four lines of the "
        "rubric: no machine can do that for you.",
        head="In order.",
    ),
}
