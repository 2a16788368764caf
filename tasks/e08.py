"""Exercise 08: parts of a whole, a headline tested, a total of more places, sums by year."""

import pandas

from coursekit.check import VERDICTS, Argument, Choice, Column, Foreseen, Load, Number, Task
from coursekit.subjects import counts


def _count(load: Load, name: str) -> int:
    return int(load("counts").set_index("id").at[name, "value"])


def _parts(load: Load) -> int:
    return _count(load, "direct-2013") + _count(load, "local-2013")


def _in_neither(load: Load) -> int:
    return _count(load, "mission-2013") - _parts(load)


def _most_not_local(load: Load) -> int:
    return _count(load, "mission-2013") - _count(load, "local-2013")


def _least_local(load: Load) -> int:
    return _count(load, "cut-755") - _most_not_local(load)


def _headline(load: Load) -> str:
    fits = _count(load, "cut-755") <= _most_not_local(load)
    return "can be true" if fits else "cannot be true"


def _nine_countries(load: Load) -> int:
    return _count(load, "rt-47-2017") - _count(load, "rt-38-2017")


def _growth(load: Load, end: str) -> float:
    start = _count(load, "rt-38-2015")
    return 100 * (_count(load, end) - start) / start


def _by_year(load: Load) -> pandas.Series:
    return counts.posts(load("counts")).groupby("year")["value"].sum()


def _rows_by_year(load: Load) -> pandas.Series:
    return counts.posts(load("counts")).groupby("year").size()


def _one_side(load: Load, country: str) -> pandas.Series:
    """What one side closed, in the years in which it did."""
    posts = counts.posts(load("counts"))
    return posts[posts["by"] == country].groupby("year")["value"].sum()


def _with_empty_years(load: Load, country: str) -> pandas.Series:
    return _one_side(load, country).reindex(_by_year(load).index, fill_value=0)


BY_RUSSIA = "These are the closures by Russia. Both sides are asked for."
ONE_PART = "That is one of the parts alone. Add up both."
ROWS_COUNTED = (
    "You counted the rows of each year. Some rows stand for two things: add up the column value."
)
ALL_LOCAL = (
    "You compared the 755 with all local staff. Not everybody who went need have been local: take "
    "from the 755 those who may not have been."
)

TASKS = {
    "e08-1": Task(
        {
            "parts": Number(
                _parts,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _parts(load) + _count(load, "mission-2013"),
                        "parts holds the whole as well. Add up the two parts only.",
                    ),
                    Foreseen(
                        lambda load: _count(load, "mission-2013"),
                        "That is the whole as reported. Add up the two parts yourself.",
                    ),
                    Foreseen(lambda load: _count(load, "direct-2013"), ONE_PART),
                    Foreseen(lambda load: _count(load, "local-2013"), ONE_PART),
                ),
                read_off=True,
            ),
            "in_neither": Number(
                _in_neither,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: -_in_neither(load),
                        "in_neither is the wrong way round: take the parts from the whole.",
                    ),
                    Foreseen(
                        _most_not_local,
                        "You took only those employed locally from the whole. There are two parts.",
                    ),
                    Foreseen(
                        lambda load: _count(load, "mission-2013") - _count(load, "direct-2013"),
                        "You took only those hired directly from the whole. There are two parts.",
                    ),
                    Foreseen(
                        lambda load: 0,
                        "Compare the sum of the parts with the whole once more.",
                    ),
                    Foreseen(
                        _parts,
                        "Those are the two parts together. How many of all the staff are left?",
                    ),
                    Foreseen(
                        lambda load: -_parts(load),
                        "More is taken away here than there is. Does parts hold the whole as well?",
                    ),
                ),
                read_off=True,
            ),
        },
        "The whole can hold its parts. What is left over is a group that nobody has named.",
    ),
    "e08-2": Task(
        {
            "most_not_local": Number(
                _most_not_local,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _count(load, "direct-2013"),
                        "Those are the people hired directly. Who else may not have been local?",
                    ),
                    Foreseen(
                        lambda load: _count(load, "local-2013"),
                        "Those are the local staff. The others are asked for.",
                    ),
                    Foreseen(
                        _in_neither,
                        "Those stand in neither part. The people hired directly were not local "
                        "either.",
                    ),
                    Foreseen(
                        lambda load: _count(load, "mission-2013"),
                        "That is all the staff. Leave out those who were local.",
                    ),
                    Foreseen(
                        lambda load: _count(load, "mission-2013") - _count(load, "direct-2013"),
                        "You took those hired directly from the whole. They are the ones who were "
                        "not local.",
                    ),
                ),
                read_off=True,
            ),
            "least_local": Number(
                _least_local,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _count(load, "cut-755") - _count(load, "direct-2013"),
                        "You let everybody who stands in neither part be local. Nobody says "
                        "that they were.",
                    ),
                    Foreseen(
                        lambda load: _most_not_local(load),
                        "That is how many may not be local. How many of the 755 are left when "
                        "all of them have gone?",
                    ),
                    Foreseen(
                        lambda load: -_least_local(load),
                        "least_local is the wrong way round: what is left of the 755 when all "
                        "the others have gone?",
                    ),
                    Foreseen(
                        lambda load: _count(load, "local-2013"),
                        "That is all local staff. How many of the 755 must be local at least?",
                    ),
                    Foreseen(
                        lambda load: _count(load, "cut-755") - _in_neither(load),
                        "You took away only those who stand in neither part. The people hired "
                        "directly were not local either.",
                    ),
                    Foreseen(
                        lambda load: _count(load, "local-2013") - _count(load, "cut-755"),
                        ALL_LOCAL,
                    ),
                    Foreseen(
                        lambda load: _count(load, "cut-755") - _count(load, "local-2013"),
                        ALL_LOCAL,
                    ),
                ),
                read_off=True,
            ),
            "headline": Choice(
                _headline,
                ("can be true", "cannot be true"),
                slips=(
                    Foreseen(
                        lambda load: "can be true",
                        "Is the number in the headline smaller than that of everybody who was "
                        "not local, or equal to it?",
                    ),
                ),
            ),
        },
        "A number can be possible in one unit and impossible in another.",
    ),
    "e08-3": Task(
        {
            "nine_countries": Number(
                _nine_countries,
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _count(load, "rt-47-2017") - _count(load, "rt-38-2015"),
                        "That difference holds two years as well as the new countries. Take two "
                        "figures of one year.",
                    ),
                    Foreseen(
                        lambda load: _count(load, "rt-38-2017") - _count(load, "rt-38-2015"),
                        "That is what the same countries gained. The new ones are asked for.",
                    ),
                    Foreseen(
                        lambda load: 9,
                        "That is the number of countries. How many million viewers do they add?",
                    ),
                    Foreseen(
                        lambda load: -_nine_countries(load),
                        "nine_countries is the wrong way round.",
                    ),
                    Foreseen(
                        lambda load: _count(load, "rt-us-2017") - _count(load, "rt-us-2015"),
                        "That is what the United States alone gained. Take the rows that name a "
                        "number of countries.",
                    ),
                ),
                read_off=True,
            ),
            "like_for_like": Number(
                lambda load: _growth(load, "rt-38-2017"),
                decimals=1,
                slips=(
                    Foreseen(
                        lambda load: _growth(load, "rt-47-2017"),
                        "That is the newspaper's way: the later figure is from more countries.",
                        decimals=0,  # it prints no decimal
                    ),
                    Foreseen(
                        lambda load: _growth(load, "rt-38-2017") / 100,
                        "like_for_like is a part of one. The task asks for per cent: times 100.",
                    ),
                    Foreseen(
                        lambda load: _count(load, "rt-38-2017") - _count(load, "rt-38-2015"),
                        "like_for_like is in millions. Divide it by where it started, times 100.",
                    ),
                    Foreseen(
                        lambda load: 100 + _growth(load, "rt-38-2017"),
                        "like_for_like is the later figure as a percentage of the earlier one. "
                        "The growth is 100 less.",
                    ),
                    Foreseen(
                        lambda load: (
                            100 - 100 * _count(load, "rt-38-2015") / _count(load, "rt-38-2017")
                        ),
                        "like_for_like is divided by the later figure. Growth is measured "
                        "against where it started.",
                    ),
                    Foreseen(
                        lambda load: _count(load, "rt-38-2017") / _count(load, "rt-38-2015"),
                        "like_for_like is how many times as large the later figure is. Growth is "
                        "what was added, as a percentage of where it started.",
                    ),
                    Foreseen(
                        lambda load: (
                            100
                            * (_count(load, "rt-us-2017") - _count(load, "rt-us-2015"))
                            / _count(load, "rt-us-2015")
                        ),
                        "That is the growth in the United States alone. Take the 38 countries.",
                    ),
                ),
                read_off=True,
            ),
            "verdict": Choice(
                lambda load: "not comparable",
                VERDICTS,
                slips=(
                    Foreseen(
                        lambda load: "holds",
                        "Both sums stand in RT's releases. Do they count in the same countries?",
                    ),
                    Foreseen(
                        lambda load: "wrong",
                        "Both sums are as the source has them, and the division is right. Look "
                        "at what each sum covers.",
                    ),
                    Foreseen(
                        lambda load: "right number, wrong label",
                        "Each sum stands under its right name and year. What differs is where "
                        "people were asked, and so what happens when one is set against the "
                        "other.",
                    ),
                    Foreseen(
                        lambda load: "cannot be checked",
                        "Whether anybody else counted is another question. The two sums and what "
                        "they cover are here.",
                    ),
                    Foreseen(
                        lambda load: "reported, unresolved",
                        "That verdict is for reports that differ. Here one source gives both "
                        "sums. What does each of them cover?",
                    ),
                ),
            ),
        },
        "Before you compare two totals, ask whether the later one counts in more places.",
    ),
    "e08-4": Task(
        {
            "by_year": Column(
                _by_year,
                labels="years",
                slips=(
                    Foreseen(
                        _rows_by_year,
                        ROWS_COUNTED,
                    ),
                    Foreseen(
                        lambda load: counts.posts(load("counts"))["year"].value_counts(),
                        ROWS_COUNTED,
                    ),
                    Foreseen(
                        lambda load: _by_year(load).sort_values(ascending=False),
                        "The sums are there, sorted by their size. Leave the years in order.",
                    ),
                    Foreseen(
                        lambda load: counts.posts(load("counts")).groupby("by")["value"].sum(),
                        "This is one sum for each side. The task asks for one for each year.",
                    ),
                    Foreseen(
                        lambda load: _one_side(load, counts.AMERICA),
                        "These are the closures by the United States. Both sides are asked for.",
                    ),
                    Foreseen(lambda load: _one_side(load, counts.RUSSIA), BY_RUSSIA),
                    Foreseen(lambda load: _with_empty_years(load, counts.RUSSIA), BY_RUSSIA),
                ),
            ),
            "busiest_year": Number(
                lambda load: int(_by_year(load).idxmax()),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: int(_by_year(load).max()),
                        "That is how many were closed in the busiest year. Which year is it?",
                    ),
                    Foreseen(
                        lambda load: int(_by_year(load).index.min()),
                        "That is the first year of the table. Look for the longest bar.",
                    ),
                    Foreseen(
                        lambda load: int(_by_year(load).index.max()),
                        "That is the last year of the table. Look for the longest bar.",
                    ),
                ),
                read_off=True,
            ),
        },
        "Counting rows and adding up a column are two things. Ask what a row stands for.",
    ),
    "e08-5": Task(
        {"argument": Argument(least=100, most=150, locators=1)},
        "Length and locator are in order. Now hold your text against the four lines of the "
        "rubric: no machine can do that for you.",
        head="In order.",
    ),
}
