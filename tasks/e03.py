"""Exercise 03: shares of economies, per cent and percentage point, a label and a ruler."""

from coursekit.check import VERDICTS, Argument, Choice, Column, Foreseen, Load, Number, Task
from coursekit.subjects import economies


def _share(load: Load, above: str, below: str, year: int) -> float:
    """One country's GDP at market rates as a percentage of another's."""
    table = economies.gdp_table(load("context")).set_index("year")
    return 100 * table.at[year, above] / table.at[year, below]


def _china(load: Load, year: int) -> float:
    return _share(load, "China", "United States", year)


def _as_a_part(year: int) -> Foreseen:
    return Foreseen(
        lambda load: _china(load, year) / 100,
        f"For {year} this is a part of one. The task asks for per cent: times 100.",
    )


def _upside_down(year: int) -> Foreseen:
    return Foreseen(
        lambda load: 10_000 / _china(load, year),
        f"For {year} the ratio is upside down: America's economy as a percentage of China's.",
        decimals=0,  # typed from the rounded table it comes out a little off
    )


def _russia(year: int) -> Foreseen:
    return Foreseen(
        lambda load: _share(load, "Russia", "United States", year),
        f"For {year} this is Russia's share. The task asks for China's.",
    )


def _of_china(year: int) -> Foreseen:
    return Foreseen(
        lambda load: _share(load, "Russia", "China", year),
        f"For {year} you measured Russia against China. China stands above the line, and America "
        "below.",
    )


def _mixed(load: Load, year: int, other: int) -> float:
    """China's GDP of one year as a percentage of America's of another."""
    table = economies.gdp_table(load("context")).set_index("year")
    return 100 * table.at[year, "China"] / table.at[other, "United States"]


def _too_early(year: int) -> Foreseen:
    return Foreseen(
        lambda load: 100 * round(_china(load, year) / 100, 1),
        f"For {year} it looks as if you rounded before you multiplied by 100. Round last.",
    )


def _rise(load: Load) -> float:
    return _china(load, 2017) - _china(load, 2008)


def _growth(load: Load) -> float:
    return 100 * _rise(load) / _china(load, 2008)


def _growth_of_china(load: Load) -> float:
    """By how many per cent China's own economy grew."""
    gdp = economies.gdp_table(load("context")).set_index("year")["China"]
    return 100 * (gdp[2017] / gdp[2008] - 1)


NEARLY = (
    "Near, and not exact: something was rounded on the way, or the share was taken for exactly "
    "doubled. Compute it from the two shares, and round last."
)
ALL_YEARS = Foreseen(
    lambda load: len(economies.growth_table(load("context"))),
    "That is how many years the table has. Count only those below zero.",
)


def _negative(load: Load, edition: str) -> int:
    """How many years of negative US growth an edition has."""
    return int((economies.growth_table(load("context"))[edition] < 0).sum())


def _whole_economies(load: Load, country: str):
    """A share at market rates as the table of task 1 gives it, where years are a column."""
    table = economies.gdp_table(load("context"))
    return 100 * table[country] / table["United States"]


def _gap(load: Load, ruler: str, pair: str = economies.START):
    return economies.Gap(load("context")).share(pair, ruler).loc[2008:2017]


TASKS = {
    "e03-1": Task(
        {
            f"china_{year}": Number(
                lambda load, year=year: _china(load, year),
                decimals=1,
                slips=(
                    _as_a_part(year),
                    _upside_down(year),
                    _russia(year),
                    _of_china(year),
                    *(
                        Foreseen(
                            lambda load, wrong=wrong: _china(load, wrong),
                            f"This is the share of {wrong}, and {year} is asked for.",
                        )
                        for wrong in (other, near)
                    ),
                    Foreseen(
                        lambda load, year=year, other=other: _mixed(load, year, other),
                        f"Two years are mixed: China's {year} stands above America's {other}. "
                        "Take both values from one row.",
                    ),
                    _too_early(year),
                ),
                read_off=True,
            )
            for year, other, near in ((2008, 2017, 2009), (2017, 2008, 2016))
        },
        "In nine years the share doubled. Whether America has weakened “compared with other "
        "countries” depends on which other country, and on the measure.",
    ),
    "e03-2": Task(
        {
            "rise_in_points": Number(
                _rise,
                decimals=1,
                slips=(
                    Foreseen(
                        _growth,
                        "This is the rise in per cent. For points, subtract only.",
                        decimals=0,  # from the rounded shares, or rounded itself
                    ),
                    Foreseen(
                        lambda load: _rise(load) / 100,
                        "This looks like a part of one. Subtract the two percentages as they are.",
                    ),
                    Foreseen(
                        lambda load: -_rise(load),
                        "The sign is turned round: take the later share less the earlier one.",
                    ),
                ),
                read_off=True,
            ),
            "rise_in_percent": Number(
                _growth,
                decimals=0,
                slips=(
                    Foreseen(
                        _rise,
                        "This is the rise in percentage points. For per cent, divide it by the "
                        "share at the start, times 100.",
                    ),
                    Foreseen(
                        lambda load: 100 * _rise(load) / _china(load, 2017),
                        "You divided by the share at the end. A rise is measured against where "
                        "it started.",
                    ),
                    Foreseen(
                        lambda load: 100 * _china(load, 2017) / _china(load, 2008),
                        "This is the later share as a percentage of the earlier one. The rise is "
                        "100 less.",
                    ),
                    Foreseen(
                        lambda load: _growth(load) / 100,
                        "This is a part of one. The task asks for per cent: times 100.",
                    ),
                    Foreseen(
                        lambda load: _china(load, 2017) / _china(load, 2008),
                        "This is by what the share was multiplied. The task asks for what was "
                        "added, in per cent of the share at the start.",
                    ),
                    Foreseen(
                        lambda load: _china(load, 2017) - 100,
                        "Brackets are missing: a division comes before a subtraction. Put the "
                        "difference in brackets.",
                    ),
                    Foreseen(
                        _growth_of_china,
                        "That is how much China's own economy grew. The task asks for its share.",
                    ),
                    Foreseen(lambda load: 100, NEARLY),
                    Foreseen(lambda load: 100 * round(_rise(load)) / _china(load, 2008), NEARLY),
                    Foreseen(
                        lambda load: -_growth(load),
                        "The sign of rise_in_percent is turned round: take the later share less "
                        "the earlier one.",
                    ),
                ),
                read_off=True,
            ),
        },
        "Both numbers describe the same rise. Whoever reports one without saying which leaves "
        "the reader to guess.",
    ),
    "e03-3": Task(
        {
            "negative_then": Number(
                lambda load: _negative(load, "as of 2018"),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _negative(load, "as of 2026"),
                        "That is the count of the later edition. This name is for 2018.",
                    ),
                    ALL_YEARS,
                ),
            ),
            "negative_now": Number(
                lambda load: _negative(load, "as of 2026"),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: _negative(load, "as of 2018"),
                        "That is the count of the older edition. Look at 2008 in the other column.",
                    ),
                    ALL_YEARS,
                ),
            ),
            "verdict": Choice(
                lambda load: "holds",
                VERDICTS,
                slips=(
                    Foreseen(
                        lambda load: "wrong",
                        "The verdict is asked for the eight years from 2010. Is any of them, "
                        "rounded to a tenth, outside Feng's two limits?",
                    ),
                    Foreseen(
                        lambda load: "not comparable",
                        "The two editions measure the same thing at two dates. Judge the claim "
                        "in each of them.",
                    ),
                    Foreseen(
                        lambda load: "right number, wrong label",
                        "Which label would be wrong? The years are those of the table.",
                    ),
                    Foreseen(
                        lambda load: "reported, unresolved",
                        "The editions differ on 2008. The claim about the eight years begins "
                        "later: do they differ on that?",
                    ),
                    Foreseen(
                        lambda load: "cannot be checked",
                        "Feng says what grew, in which years, and between which limits. The table "
                        "has all of it.",
                    ),
                ),
            ),
        },
        "A claim can be true to its sources, and a revision can change that later. Say which "
        "edition you judge by.",
    ),
    "e03-4": Task(
        {
            "share": Column(
                lambda load: _gap(load, "GDP per head at purchasing power"),
                decimals=1,
                labels="years",
                slips=(
                    Foreseen(
                        lambda load: _gap(load, "GDP per head at purchasing power") / 100,
                        "These are parts of one. The task asks for per cent: times 100.",
                    ),
                    Foreseen(
                        lambda load: 10_000 / _gap(load, "GDP per head at purchasing power"),
                        "The ratio is upside down: America's figure as a percentage of Russia's.",
                    ),
                    Foreseen(
                        lambda load: _gap(load, "GDP per head at market rates"),
                        "These are figures at market rates. Use the table `people`.",
                    ),
                    *(
                        Foreseen(
                            lambda load, country=country: _whole_economies(load, country),
                            "This comes from `table`, which holds whole economies. Use the table "
                            "`people`.",
                        )
                        for country in ("Russia", "China")
                    ),
                    Foreseen(
                        lambda load: (
                            100 * (_gap(load, "GDP per head at purchasing power") / 100).round(1)
                        ),
                        "You rounded before you multiplied by 100. Put brackets round all of it, "
                        "and round behind them.",
                    ),
                ),
            ),
            "highest_year": Number(
                lambda load: int(_gap(load, "GDP per head at purchasing power").idxmax()),
                whole=True,
                slips=(
                    Foreseen(
                        lambda load: int(_gap(load, "GDP per head at purchasing power").idxmin()),
                        "That is the lowest point of the line.",
                    ),
                    Foreseen(
                        lambda load: 2017,
                        "2017 is the end of the line. Is it also its highest point?",
                    ),
                    *(
                        Foreseen(
                            lambda load, year=year: year,
                            "Another point is higher. Print `share` and look for the largest "
                            "number.",
                        )
                        for year in (2012, 2014)
                    ),
                ),
                read_off=True,
            ),
        },
        "On this ruler the average Russian is far nearer to the average American than 15%.",
    ),
    "e03-5": Task(
        {"argument": Argument(least=100, most=150, locators=1)},
        "Length and locator are in order. Now hold your text against the four lines of the "
        "rubric: no machine can do that for you.",
        head="In order.",
    ),
}
