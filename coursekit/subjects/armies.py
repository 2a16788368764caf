"""What armies cost: plans, requests and spending, in dollars and in roubles."""

import pandas

from coursekit import charts, style

SIPRI = "SIPRI Military Expenditure Database, edition of April 2025"
SPENT, ESTIMATE, ASKED, PLANNED = charts.KINDS

# The three sums of Feng 2.2: claim, country, name, kind, and what the checks C11 to C13 found.
THREE = [
    ("feng-129", "United States", ASKED, "what the Department of Defense asked for, May 2017"),
    ("feng-130", "Russia", SPENT, "SIPRI's count of what was spent"),
    ("feng-131", "Russia", PLANNED, "what the state budget set aside, December 2017"),
]

# What may stand above and below the line. A number is the year of SIPRI's count; otherwise it
# is a claim, or a series of the table `context`, for the year 2018.
ABOVE = {
    "China 2018, SIPRI": ("China", 2018),
    "Russia 2015, SIPRI": ("Russia", 2015),
    "Russia 2017, SIPRI": ("Russia", 2017),
    "Russia 2018, SIPRI": ("Russia", 2018),
    "Russia 2018, budget plan (Feng)": ("Russia", "feng-131"),
}
BELOW = {
    "US 2015, SIPRI": ("United States", 2015),
    "US 2017, SIPRI": ("United States", 2017),
    "US 2018, SIPRI": ("United States", 2018),
    "US 2018, request of the Department of Defense (Feng)": ("United States", "feng-129"),
    "US 2018, request for all national defence": ("United States", "defence_request_all"),
}
CURRENCIES = ["dollars", "roubles"]
START = ("Russia 2018, budget plan (Feng)", "US 2018, request of the Department of Defense (Feng)")

# What each sum is that SIPRI did not count.
WHAT = {
    "feng-131": "a plan of Russia's state budget for 2018",
    "feng-129": "a request of the US Department of Defense for fiscal year 2018",
    "defence_request_all": "a request for all US national defence in fiscal year 2018",
}
KIND_OF = {"feng-131": PLANNED, "feng-129": ASKED, "defence_request_all": ASKED}

FROM = [2013, 2014, 2015]
TO = [2016, 2017, 2018]


def series(
    context: pandas.DataFrame, name: str, country: str, source: str | None = None
) -> pandas.Series:
    """One series of one country, by year.

    Parameters
    ----------
    context : the table `context`.
    name : series, such as "military_usd" (billions of US$).
    country : such as "Russia".
    source : edition; needed only where a series has several.
    """
    rows = context[(context["series"] == name) & (context["country"] == country)]
    if source is not None:
        rows = rows[rows["source"] == source]
    return rows.set_index("year")["value"]


def used(context: pandas.DataFrame) -> pandas.DataFrame:
    """The context rows that lesson 04 draws or speaks of."""
    return context[context["lessons"].str.contains("04")]


def spending_table(context: pandas.DataFrame) -> pandas.DataFrame:
    """What SIPRI counts as military spending, 2013 to 2018.

    China's values are SIPRI's estimates in all years, Russia's in none of these.

    Returns
    -------
    Columns China, Russia, United States (billions of current US dollars), labelled by year.
    """
    countries = {country: series(context, "military_usd", country) for country in style.COUNTRY}
    return pandas.DataFrame(countries).loc[2013:2018]


# --- Three sums, three kinds ---------------------------------------------------------------


def three_sums(claims: pandas.DataFrame) -> pandas.DataFrame:
    """Feng's three military sums with what each of them is.

    Parameters
    ----------
    claims : the table `claims`.

    Returns
    -------
    Columns country, year, sum (US$ billion), as Feng writes it, kind, what it is.
    """
    rows = claims.set_index("id")
    return pandas.DataFrame(
        [
            {
                "country": country,
                "year": int(rows.at[claim, "date"]),
                "sum (US$ billion)": rows.at[claim, "value"],
                "as Feng writes it": rows.at[claim, "value_text"],
                "kind": kind,
                "what it is": what,
            }
            for claim, country, kind, what in THREE
        ]
    )


def draw_three_sums(claims: pandas.DataFrame) -> charts.Picture:
    """The three sums on one scale of money, each filled by its kind.

    Parameters
    ----------
    claims : the table `claims`.
    """
    table = three_sums(claims)
    name = table["country"] + "\n" + table["year"].astype(str)
    written = table["as Feng writes it"] + ": " + table["kind"]
    figure = charts.kind_bars(
        table.assign(name=name, written=written),
        name="name",
        value="sum (US$ billion)",
        kind="kind",
        written="written",
        country="country",
        colours=style.COUNTRY,
        x_label="billions of US dollars, as cited in Feng 2.2",
    )
    return charts.Picture(
        figure,
        title="One axis of money, three kinds of sum: asked for, spent, planned",
        source="Feng 2.2, with references [9] and [10]; what each sum is: checks C11 to C13",
        data=table,
        alt=(
            "Three bars from the same zero. The American one, 639.1 billion dollars, is striped: "
            "a request. The Russian one for 2015, 66.4, is solid: spending. The Russian one for "
            "2018, 46, has a dashed edge: a plan. The American bar is by far the longest."
        ),
    )


def two_definitions(claims: pandas.DataFrame, context: pandas.DataFrame) -> pandas.DataFrame:
    """The two halves of the 7.2%, as Feng cites them and as SIPRI counts 2018.

    Returns
    -------
    Columns "Feng" and "SIPRI" (billions of US dollars), labelled Russia and United States.
    """
    cited = claims.set_index("id")["value"]
    counted = spending_table(context).loc[2018]
    return pandas.DataFrame(
        {
            "Feng": {"Russia": cited["feng-131"], "United States": cited["feng-129"]},
            "SIPRI": counted[["Russia", "United States"]],
        }
    )


def editions(context: pandas.DataFrame) -> pandas.DataFrame:
    """Military spending in 2018 as SIPRI published it in April 2019 and in April 2025.

    Returns
    -------
    Columns "April 2019" and "April 2025" (billions of US dollars), labelled Russia and
    United States.
    """
    countries = ("Russia", "United States")
    return pandas.DataFrame(
        {
            "April 2019": {
                country: series(context, "military_usd_reported", country, "sipri2019")[2018]
                for country in countries
            },
            "April 2025": {
                country: spending_table(context).at[2018, country] for country in countries
            },
        }
    )


# --- Roubles and dollars -------------------------------------------------------------------


def rouble_table(context: pandas.DataFrame) -> pandas.DataFrame:
    """Russia's military spending in two currencies, 2012 to 2018, and the rate between them.

    The rate is ours: SIPRI's dollars divided by SIPRI's roubles.

    Returns
    -------
    Labelled by year. Columns "roubles" (trillions), "rate" (US dollars for 1,000 roubles),
    "dollars" (billions); the first two multiplied give the third.
    """
    roubles = series(context, "military_roubles", "Russia") / 1e12
    dollars = series(context, "military_usd", "Russia").reindex(roubles.index)
    return pandas.DataFrame({"roubles": roubles, "rate": dollars / roubles, "dollars": dollars})


def without_one_off(context: pandas.DataFrame) -> pandas.Series:
    """Russia's spending in 2016 less that year's one-off repayment of debts in the arms industry.

    Returns
    -------
    "dollars" (billions) and "roubles" (trillions, at the rate of that year).
    """
    year = rouble_table(context).loc[2016]
    once = series(context, "military_one_off", "Russia")[2016]
    return pandas.Series(
        {"dollars": year["dollars"] - once, "roubles": year["roubles"] - once / year["rate"]}
    )


def price_rise(context: pandas.DataFrame) -> float:
    """By how many per cent consumer prices in Russia rose from 2013 to 2018."""
    rises = series(context, "consumer_prices", "Russia").loc[2014:2018]
    return 100 * ((1 + rises / 100).prod() - 1)


def draw_two_currencies(context: pandas.DataFrame) -> charts.Picture:
    """Russia's military spending by year in dollars and in roubles, with the highest years.

    Parameters
    ----------
    context : the table `context`.
    """
    table = rouble_table(context)[["dollars", "roubles"]]
    once = without_one_off(context)
    top = table.idxmax()
    figure = charts.panel_lines(
        table.rename_axis("year").reset_index(),
        year="year",
        panels={"dollars": "billions of dollars", "roubles": "trillions of roubles"},
        colour=style.COUNTRY["Russia"],
        hollow={2012},
        named={
            "dollars": {top["dollars"]: f"{table['dollars'].max():.1f}"},
            "roubles": {top["roubles"]: f"{table['roubles'].max():.2f}"},
        },
        aside={
            "dollars": (2016, once["dollars"], f"{once['dollars']:.1f} without\nthe one-off"),
            "roubles": (2016, once["roubles"], f"{once['roubles']:.2f} without\nthe one-off"),
        },
    )
    data = table.round(2).rename_axis("year").reset_index()
    data["estimate"] = data["year"] == 2012
    return charts.Picture(
        figure,
        title=f"The same spending: highest in {top['dollars']} if you count dollars, "
        f"in {top['roubles']} if you count roubles",
        source=f"{SIPRI}; one-off as reported by UPI, April 2019. Context: not cited by Feng",
        data=data,
        alt=(
            "Two lines of Russia's military spending, 2012 to 2018. In dollars it falls from "
            f"{table.at[2013, 'dollars']:.0f} billion in 2013 to {table.at[2018, 'dollars']:.0f} "
            f"in 2018. In roubles it climbs from {table.at[2013, 'roubles']:.1f} trillion in 2013 "
            f"to {table.at[2016, 'roubles']:.1f} in 2016 and stands at "
            f"{table.at[2018, 'roubles']:.1f} in 2018. Without a one-off payment the point of "
            "2016 lies below that of 2015."
        ),
        note="2012 (hollow) is SIPRI's own estimate. Diamond: 2016 without that year's one-off "
        "payment; the roubles of it at that year's rate are ours.",
    )


# --- The explorer: above, below, currency --------------------------------------------------


class Ratio:
    """One sum as a percentage of another, and what has become of both since 2015.

    Parameters
    ----------
    claims, context : the tables of these names.
    """

    def __init__(self, claims: pandas.DataFrame, context: pandas.DataFrame):
        self._counted = spending_table(context)
        self._rate = rouble_table(context)["rate"]
        self._cited = claims.set_index("id")["value"]
        self._asked = series(context, "defence_request_all", "United States")

    def sum_of(self, name: str, currency: str = "dollars") -> float:
        """A sum in billions of dollars or trillions of roubles.

        Roubles are dollars at the rate that SIPRI's figures for the same year imply.

        Parameters
        ----------
        name : a key of `ABOVE` or `BELOW`.
        currency : "dollars" or "roubles".
        """
        country, what = {**ABOVE, **BELOW}[name]
        if isinstance(what, int):
            return self._in(currency, self._counted.at[what, country], what)
        dollars = self._cited[what] if what in self._cited.index else self._asked[2018]
        return self._in(currency, dollars, 2018)

    def _in(self, currency: str, dollars: float, year: int) -> float:
        return dollars if currency == "dollars" else dollars / self._rate[year]

    def ratio(self, above: str, below: str, currency: str) -> float:
        """The first as a percentage of the second."""
        return 100 * self.sum_of(above, currency) / self.sum_of(below, currency)

    def change(self, name: str, currency: str) -> float:
        """By how many per cent a sum differs from SIPRI's count of 2015 for that country."""
        country = {**ABOVE, **BELOW}[name][0]
        before = self._in(currency, self._counted.at[2015, country], 2015)
        return 100 * (self.sum_of(name, currency) / before - 1)

    def say(self, values: dict) -> str:
        """The finding of one setting, with both definitions and a warning where they differ.

        Parameters
        ----------
        values : {"above", "below", "currency"}.
        """
        above, below, currency = values["above"], values["below"], values["currency"]
        return (
            f"{self._written(above, currency)} is {self.ratio(above, below, currency):.1f}% of "
            f"{self._written(below, currency)}. {_comparison(ABOVE[above], BELOW[below])} "
            f"Compared with what SIPRI counts for the same country in 2015, in {currency}: the sum "
            f"above the line {self._changed(above, currency)}; the sum below it "
            f"{self._changed(below, currency)}."
        )

    def _written(self, name: str, currency: str) -> str:
        amount = self.sum_of(name, currency)
        if currency == "dollars":
            return f"{amount:.1f} billion dollars"
        return f"{amount:.2f} trillion roubles"

    def _changed(self, name: str, currency: str) -> str:
        what = {**ABOVE, **BELOW}[name][1]
        if what == 2015:
            return "is that count itself"
        words = f"differs by {charts.signed(self.change(name, currency))}"
        return words if isinstance(what, int) else f"{words}, partly because the definition does"

    def draw(self, values: dict) -> charts.Picture:
        """Both sums to scale and by kind, and beside them their change since 2015.

        Parameters
        ----------
        values : {"above", "below", "currency"}.
        """
        names, currency = [values["above"], values["below"]], values["currency"]
        places = [{**ABOVE, **BELOW}[name] for name in names]
        unit = {"dollars": "billions of dollars", "roubles": "trillions of roubles"}[currency]
        table = pandas.DataFrame(
            {
                "sum": names,
                "country": [country for country, _ in places],
                "kind": [_kind(*place) for place in places],
                unit: [self.sum_of(name, currency) for name in names],
                "change since 2015 (%)": [self.change(name, currency) for name in names],
            }
        )
        digits = 1 if currency == "dollars" else 2
        figure = charts.bars_with_change(
            table.assign(
                name=[_short(name) for name in names],
                written=[f"{amount:.{digits}f}" for amount in table[unit]],
            ),
            name="name",
            value=unit,
            kind="kind",
            written="written",
            change="change since 2015 (%)",
            country="country",
            colours=style.COUNTRY,
            x_label=unit,
            change_label="change since SIPRI's 2015, %",
            change_range=(-50, 50),
        )
        ratio = self.ratio(*names, currency)
        return charts.Picture(
            figure,
            title=f"{ratio:.1f}%: {names[0]}, as a share of {names[1]}",
            source=f"Feng 2.2; {SIPRI}; Congressional Research Service R44866. Context, except "
            "what is marked Feng",
            data=table.round(2),
            note="Roubles are dollars at the rate that SIPRI's two series imply for the year "
            "(ours). China is SIPRI's own estimate."
            if currency == "roubles" or names[0].startswith("China")
            else None,
        )


def _kind(country: str, what: int | str) -> str:
    if isinstance(what, int):
        return ESTIMATE if country == "China" else SPENT
    return KIND_OF[what]


def _comparison(above: tuple[str, int | str], below: tuple[str, int | str]) -> str:
    """What stands above and below the line, with a warning unless it is like with like."""
    kinds = f"above the line stands {_what(*above)}, below it {_what(*below)}"
    if not (isinstance(above[1], int) and isinstance(below[1], int)):
        return f"Careful, two definitions: {kinds}."
    if above[1] == below[1]:
        return f"One definition and one year, so like with like: {kinds}."
    return f"Careful, one definition but two years: {kinds}."


def _what(country: str, what: int | str) -> str:
    if isinstance(what, int):
        estimate = " (its own estimate)" if country == "China" else ""
        return f"SIPRI's count of what {_the(country)} spent in {what}{estimate}"
    return WHAT[what]


def _the(country: str) -> str:
    return "the United States" if country == "United States" else country


def _short(name: str) -> str:
    """A sum's name in two or three short lines, for the edge of a chart."""
    head, _, rest = name.replace(" (Feng)", "").partition(", ")
    rest = rest.replace("request of the ", "request,\n").replace("request for ", "request,\n")
    return f"{head},\n{rest.replace('Department of Defense', 'Defense Department')}"


# --- The explorer: how much is the rouble? --------------------------------------------------


class Rouble:
    """A change in dollars as the product of a change in roubles and one of the rouble's value.

    Parameters
    ----------
    context : the table `context`.
    """

    def __init__(self, context: pandas.DataFrame):
        self._table = rouble_table(context)

    def factors(self, start: int, end: int) -> pandas.Series:
        """By what "roubles", "rate" and "dollars" are multiplied from one year to another."""
        return self._table.loc[end] / self._table.loc[start]

    def say(self, values: dict) -> str:
        """The finding of one setting, as a sentence.

        Parameters
        ----------
        values : {"start", "end"}.
        """
        factors = self.factors(values["start"], values["end"])
        return (
            f"From {values['start']} to {values['end']} spending {_moved(factors['roubles'])} in "
            f"roubles, and the rouble {_moved(factors['rate'])} against the dollar. Multiplied "
            f"before rounding, {factors['roubles']:.3f} × {factors['rate']:.3f} = "
            f"{factors['dollars']:.3f}: in dollars spending {_moved(factors['dollars'])}."
        )

    def draw(self, values: dict) -> charts.Picture:
        """Each year as a box: roubles wide, dollars a rouble high, dollars in area.

        Parameters
        ----------
        values : {"start", "end"}.
        """
        start, end = values["start"], values["end"]
        table = self._table.loc[[start, end]].rename_axis("year").reset_index()
        ends = (self._table["roubles"].max() * 1.34, self._table["rate"].max() * 1.12)
        figure = charts.product_boxes(
            table.assign(
                written=[f"{dollars:.1f} billion dollars" for dollars in table["dollars"]]
            ),
            name="year",
            width="roubles",
            height="rate",
            written="written",
            colour=style.COUNTRY["Russia"],
            x_label="military spending, trillions of roubles",
            y_label="what 1,000 roubles are worth, dollars",
            ends=ends,
        )
        factor = self.factors(start, end)["dollars"]
        return charts.Picture(
            figure,
            title=f"Width times height is dollars: from {start} to {end} the box "
            f"{'shrinks' if factor < 1 else 'grows'} to {factor:.2f} of its size",
            source=f"{SIPRI}; the rate between its two series is ours. Context: not cited by Feng",
            data=table.round(3).rename(
                columns={
                    "roubles": "roubles (trillion)",
                    "rate": "dollars for 1,000 roubles",
                    "dollars": "dollars (billion)",
                }
            ),
        )


def _moved(factor: float) -> str:
    percent = round(100 * (factor - 1))
    return f"{'rose' if percent >= 0 else 'fell'} by {abs(percent)}%"


# --- For the exercise ----------------------------------------------------------------------


def draw_own_share(share: pandas.Series) -> charts.Picture:
    """A column of shares that a learner computed, by year.

    Parameters
    ----------
    share : Russia's spending as per cent of America's, labelled by year.
    """
    table = share.rename("share").rename_axis("year").reset_index().assign(country="Russia")
    figure = charts.year_lines(
        table,
        year="year",
        value="share",
        line="country",
        colours=style.COUNTRY,
        y_label="per cent of the United States",
        level=(7.2, "Feng's 7.2%"),
    )
    return charts.Picture(
        figure,
        title="Your column: Russia's military spending as a percentage of America's",
        source=f"your own computation, from {SIPRI}",
        data=table[["year", "share"]],
        alt=(
            "A line of your own figures by year, from "
            f"{share.iloc[0]:.1f} to {share.iloc[-1]:.1f}, with a dashed line at Feng's 7.2."
        ),
    )
