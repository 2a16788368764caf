"""The size of economies: what a ratio of two GDP figures measures, and what it hides."""

import pandas

from coursekit import charts, style

# Rulers as learners choose them, with their series in the table `context` and its edition.
RULERS = {
    "GDP at market rates": ("gdp_usd", "worldbank2026"),
    "GDP at purchasing power": ("gdp_ppp", "imf2025"),
    "GDP per head at market rates": ("gdp_per_head_usd", "worldbank2026"),
    "GDP per head at purchasing power": ("gdp_per_head_ppp", "worldbank2026"),
}
PUBLISHERS = {
    "worldbank2026": "World Bank, World Development Indicators, July 2026",
    "imf2025": "IMF, World Economic Outlook, October 2025",
}

# Country measured, country it is measured against.
PAIRS = {
    "China compared with the United States": ("China", "United States"),
    "Russia compared with China": ("Russia", "China"),
    "Russia compared with the United States": ("Russia", "United States"),
}

START = "Russia compared with the United States"

# Ten years, four rulers and three pairs make 120 settings, as many as an explorer may have.
YEARS = [2008, 2010, 2012, 2013, 2015, 2016, 2017, 2020, 2022, 2024]

TRILLION = 1e12
STAGNANT = 1.3  # trillion dollars (Feng 2.2)
STAGNANT_WITHIN = 0.1  # our reading of "almost stagnant": a tenth either way
# The shares that Feng gives for 2017, by the ruler that they belong to (Feng 2.2).
FENG_SHARES = {"GDP at market rates": 6.6, "GDP per head at market rates": 15}


def _claim(claims: pandas.DataFrame, claim_id: str) -> pandas.Series:
    return claims.set_index("id").loc[claim_id]


def series(context: pandas.DataFrame, name: str, source: str, country: str) -> pandas.Series:
    """One series of one country in one edition, by year.

    Parameters
    ----------
    context : the table `context`.
    name : series, such as "gdp_usd" (US$).
    source : edition, such as "worldbank2026".
    country : such as "Russia".

    Returns
    -------
    Values in the unit of the series, indexed by year.
    """
    rows = context[
        (context["series"] == name)
        & (context["source"] == source)
        & (context["country"] == country)
    ]
    return rows.set_index("year")["value"]


def gdp_table(context: pandas.DataFrame) -> pandas.DataFrame:
    """GDP of the three countries at market rates, 2008 to 2017, edition of July 2026.

    Returns
    -------
    Columns year, China, Russia, United States (trillions of current US dollars).
    """
    countries = {
        country: series(context, "gdp_usd", "worldbank2026", country) / TRILLION
        for country in style.COUNTRY
    }
    table = pandas.DataFrame(countries).loc[2008:2017]
    return table.rename_axis("year").reset_index()


def used(context: pandas.DataFrame) -> pandas.DataFrame:
    """The context rows that lesson 03 draws or speaks of."""
    return context[context["lessons"].str.contains("03")]


# --- Feng's figures as he gives them -------------------------------------------------------


def draw_gdp_to_scale(claims: pandas.DataFrame) -> charts.Picture:
    """Feng's two GDP figures as bars on one scale.

    Parameters
    ----------
    claims : the table `claims`.
    """
    russia, america = _claim(claims, "feng-124"), _claim(claims, "feng-121")
    table = pandas.DataFrame(
        {
            "country": ["Russia", "United States"],
            "GDP (US$ trillion)": [russia["value"], america["value"]],
            "as Feng writes it": [russia["value_text"], america["value_text"]],
        }
    )
    times = america["value"] / russia["value"]
    figure = charts.scale_bars(
        table,
        name="country",
        value="GDP (US$ trillion)",
        written="as Feng writes it",
        colours=style.COUNTRY,
        x_label="GDP in trillions of US dollars, as cited in Feng 2.2",
    )
    return charts.Picture(
        figure,
        title=f"On Feng's figures, {times:.0f} Russian economies would fit into the American one",
        source="Feng 2.2, with references [7] and [8]",
        data=table,
        alt=(
            f"Two bars from the same zero: Russia, {russia['value_text']}, and the United States, "
            f"{america['value_text']}. The American bar is about {times:.0f} times as long."
        ),
    )


def draw_per_head(claims: pandas.DataFrame) -> charts.Picture:
    """Feng's two figures per head as the ranges that his words allow.

    Parameters
    ----------
    claims : the table `claims`.
    """
    russia, america = _claim(claims, "feng-126"), _claim(claims, "feng-128")
    table = pandas.DataFrame(
        {
            "country": ["Russia", "United States"],
            "from (US$)": [float("nan"), america["value"]],
            "up to (US$)": [russia["value"], float("nan")],
            "as Feng writes it": [russia["value_text"], america["value_text"]],
        }
    )
    figure = charts.open_ranges(
        table,
        name="country",
        low="from (US$)",
        high="up to (US$)",
        written="as Feng writes it",
        colours=style.COUNTRY,
        x_label="GDP per head in US dollars, as cited in Feng 2.2",
        x_max=80_000,
    )
    share = 100 * russia["value"] / america["value"]
    return charts.Picture(
        figure,
        title=f"The two figures per head are limits, so {share:.0f}% is a limit too",
        source="Feng 2.2, no reference of its own",
        data=table,
        alt=(
            f"Two open ranges on one axis. Russia reaches from somewhere up to "
            f"{russia['value']:,.0f} dollars, the United States from {america['value']:,.0f} "
            "dollars on with no upper end. A wide gap lies between them."
        ),
        note="The arrows show that the text gives one end only: “less than” for Russia, "
        "“over” for the United States.",
    )


# --- Ten years of Russian GDP --------------------------------------------------------------


def russia_path(context: pandas.DataFrame) -> pandas.DataFrame:
    """Russia's GDP from 2007 to 2017 in the edition that a writer of mid-2018 could use.

    That edition ends in 2016; the point of 2017 comes from the edition of 2026.

    Returns
    -------
    Columns year, GDP (trillions of current US dollars), edition.
    """
    old = series(context, "gdp_usd", "worldbank2018", "Russia")
    new = series(context, "gdp_usd", "worldbank2026", "Russia").loc[2017:2017]
    path = pandas.concat([old, new]) / TRILLION
    table = path.rename("GDP").rename_axis("year").reset_index()
    table["edition"] = ["2018" if year in old.index else "2026" for year in table["year"]]
    return table


def near_stagnant(path: pandas.DataFrame) -> pandas.Series:
    """Which years lie within a tenth of 1.3 trillion dollars.

    Parameters
    ----------
    path : from `russia_path`.
    """
    return (path["GDP"] - STAGNANT).abs() <= STAGNANT * STAGNANT_WITHIN


def draw_russia_path(context: pandas.DataFrame) -> charts.Picture:
    """Russia's GDP in dollars, 2007 to 2017, with the band that "almost stagnant" would need.

    Parameters
    ----------
    context : the table `context`.
    """
    path = russia_path(context)
    value = path.set_index("year")["GDP"]
    rise = 100 * (value[2013] / value[2007] - 1)
    fall = 100 * (1 - value[2016] / value[2013])
    inside = near_stagnant(path[path["year"] >= 2008]).sum()
    low, high = STAGNANT * (1 - STAGNANT_WITHIN), STAGNANT * (1 + STAGNANT_WITHIN)
    figure = charts.year_lines(
        path.assign(country="Russia"),
        year="year",
        value="GDP",
        line="country",
        colours=style.COUNTRY,
        y_label="GDP, trillions of current US dollars",
        band=(low, high, "within a tenth of $1.3 trillion"),
        written={year: f"{value[year]:.2f}" for year in (2007, 2013, 2016)},
        hollow={2017},
    )
    return charts.Picture(
        figure,
        title=f"Up {rise:.0f}%, then down {fall:.0f}%: two equal ends hide a mountain",
        source="World Bank, World Development Indicators, August 2018; 2017 (hollow) from July "
        "2026. Context: not cited by Feng",
        data=path.assign(GDP=path["GDP"].round(3)).rename(columns={"GDP": "GDP (US$ trillion)"}),
        alt=(
            f"A line from 1.3 trillion dollars in 2007 up to {value[2013]:.1f} in 2013 and down "
            f"to {value[2016]:.1f} in 2016, then {value[2017]:.1f} in 2017. A band marks a tenth "
            f"either side of 1.3 trillion; {inside} of the ten years from 2008 lie in it."
        ),
    )


# --- A quarter and a year ------------------------------------------------------------------


def quarters_2017(context: pandas.DataFrame) -> pandas.DataFrame:
    """US GDP in the four quarters of 2017 at annual rates, as published in March 2018.

    Returns
    -------
    Columns quarter (1 to 4) and GDP (billions of US dollars, annual rate).
    """
    rows = context[
        (context["series"] == "gdp_usd_annual_rate") & (context["vintage"] == "2018-03-28")
    ]
    return rows[["quarter", "value"]].rename(columns={"value": "GDP"}).reset_index(drop=True)


def draw_quarters(context: pandas.DataFrame) -> charts.Picture:
    """Four quarters, their mean, which is the year, and Feng's 19.7.

    Parameters
    ----------
    context : the table `context`.
    """
    quarters = quarters_2017(context)
    table = pandas.DataFrame(
        {
            "period": [f"quarter {q}" for q in quarters["quarter"]] + ["the year 2017"],
            "GDP (US$ trillion)": [*(quarters["GDP"] / 1000), quarters["GDP"].mean() / 1000],
        }
    )
    table["GDP (US$ trillion)"] = table["GDP (US$ trillion)"].round(4)
    year = table["GDP (US$ trillion)"].iloc[-1]
    figure = charts.dot_rows(
        table,
        name="period",
        value="GDP (US$ trillion)",
        strong="the year 2017",
        colour=style.COUNTRY["United States"],
        line=(19.7, "Feng: 19.7"),
        x_label="US GDP in trillions of dollars, at annual rates",
        x_range=(18.9, 19.9),
        decimals=2,
    )
    return charts.Picture(
        figure,
        title=f"The year 2017 was {year:.1f}; only its last quarter comes near 19.7",
        source="US Bureau of Economic Analysis, third estimate, March 2018. Context, except 19.7",
        data=table,
        alt=(
            "Five dots on one axis. The quarters of 2017 climb from 19.06 to 19.75 trillion "
            f"dollars at annual rates; the year, their mean, stands at {year:.2f}. A line at "
            "19.7, Feng's figure, lies just left of the fourth quarter and well right of the year."
        ),
        note="The axis does not begin at zero: it shows a detail of less than one trillion.",
    )


# --- The explorer: pair, ruler, year -------------------------------------------------------


class Gap:
    """One country's economy as a percentage of another's, on four rulers.

    Parameters
    ----------
    context : the table `context`.
    """

    def __init__(self, context: pandas.DataFrame):
        self._shares = {
            (pair, ruler): _share(context, *RULERS[ruler], *PAIRS[pair])
            for pair in PAIRS
            for ruler in RULERS
        }

    def share(self, pair: str, ruler: str) -> pandas.Series:
        """The share in per cent, indexed by year.

        Parameters
        ----------
        pair : a key of `PAIRS`.
        ruler : a key of `RULERS`.
        """
        return self._shares[pair, ruler]

    def say(self, values: dict) -> str:
        """The finding of one setting, as a sentence.

        Parameters
        ----------
        values : {"pair", "ruler", "year"}.
        """
        share = self.share(values["pair"], values["ruler"])
        above, below = PAIRS[values["pair"]]
        now, start, end = share[values["year"]], share.iloc[0], share.iloc[-1]
        return (
            f"In {values['year']}, measured by {values['ruler']}, {above} stood at {now:.1f}% of "
            f"{_the(below)}. On this ruler it went from {start:.1f}% in {share.index[0]} to "
            f"{end:.1f}% in {share.index[-1]}."
        )

    def draw(self, values: dict) -> charts.Picture:
        """The share over all years, with the chosen year marked.

        Parameters
        ----------
        values : {"pair", "ruler", "year"}.
        """
        share = self.share(values["pair"], values["ruler"])
        above, below = PAIRS[values["pair"]]
        table = share.rename("share").reset_index().assign(country=above)
        cited = FENG_SHARES.get(values["ruler"]) if values["pair"] == START else None
        figure = charts.year_lines(
            table,
            year="year",
            value="share",
            line="country",
            colours=style.COUNTRY,
            y_label=f"per cent of {_the(below)}",
            level=(cited, f"Feng's {cited}%") if cited else (100, f"as large as {_the(below)}"),
            marked=(values["year"], f"{share[values['year']]:.1f}%"),
        )
        return charts.Picture(
            figure,
            title=f"{above} as a percentage of {_the(below)}: {values['ruler']}",
            source=f"{PUBLISHERS[RULERS[values['ruler']][1]]}. Context: not cited by Feng"
            + (f", except {cited}%" if cited else ""),
            data=table[["year", "share"]].round(2).rename(columns={"share": "share (%)"}),
        )


def per_head_table(context: pandas.DataFrame, ruler: str) -> pandas.DataFrame:
    """Two countries' figures per head, 2008 to 2017.

    Parameters
    ----------
    context : the table `context`.
    ruler : a key of `RULERS`.

    Returns
    -------
    Columns Russia and United States (dollars per person), labelled by year.
    """
    name, source = RULERS[ruler]
    countries = ("Russia", "United States")
    return pandas.DataFrame(
        {country: series(context, name, source, country).loc[2008:2017] for country in countries}
    )


def growth_table(context: pandas.DataFrame) -> pandas.DataFrame:
    """Growth of US real GDP, 2008 to 2017, as published in 2018 and in 2026.

    The edition of 2018 is the World Bank's of August, which ends in 2016; its 2017 is the
    first estimate of January 2018 by the US Bureau of Economic Analysis.

    Returns
    -------
    Columns "as of 2018" and "as of 2026" (per cent a year), labelled by year.
    """
    first = series(context, "gdp_growth", "bea2018advance", "United States")
    old = series(context, "gdp_growth", "worldbank2018", "United States")
    new = series(context, "gdp_growth", "worldbank2026", "United States")
    return pandas.DataFrame({"as of 2018": pandas.concat([old, first]), "as of 2026": new})


def draw_own_share(share: pandas.Series) -> charts.Picture:
    """A column of shares that a learner computed, by year.

    Parameters
    ----------
    share : per cent of the United States, labelled by year.
    """
    table = share.rename("share").rename_axis("year").reset_index().assign(country="Russia")
    figure = charts.year_lines(
        table,
        year="year",
        value="share",
        line="country",
        colours=style.COUNTRY,
        y_label="per cent of the United States",
        level=(15, "Feng's 15%"),
    )
    return charts.Picture(
        figure,
        title="Your column: Russia's GDP per head as a percentage of America's",
        source="your own computation, from World Bank, World Development Indicators, July 2026",
        data=table[["year", "share"]],
        alt=(
            "A line of your own figures by year, from "
            f"{share.iloc[0]:.1f} to {share.iloc[-1]:.1f}, with a dashed line at Feng's 15."
        ),
    )


def _share(
    context: pandas.DataFrame, name: str, source: str, above: str, below: str
) -> pandas.Series:
    upper = series(context, name, source, above).loc[2008:]
    return (100 * upper / series(context, name, source, below)).dropna()


def _the(country: str) -> str:
    return "the United States" if country == "United States" else country
