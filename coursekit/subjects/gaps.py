"""Is a gap widening? The answer by ruler, by window, and by whether one divides or subtracts."""

import pandas

from coursekit import charts, style

# Rulers as learners choose them: series in the table `context`, its edition, what one unit of
# ours holds of the published one, and how a difference is written with its unit.
SERIES = {
    "GDP at market rates": ("gdp_usd", "worldbank2026", 1e12, "{:.1f} trillion dollars"),
    "GDP at purchasing power": (
        "gdp_ppp",
        "imf2025",
        1e3,
        "{:.1f} trillion international dollars",
    ),
    "GDP per head at market rates": (
        "gdp_per_head_usd",
        "worldbank2026",
        1,
        "{:,.0f} dollars a head",
    ),
    "GDP per head at purchasing power": (
        "gdp_per_head_ppp",
        "worldbank2026",
        1,
        "{:,.0f} international dollars a head",
    ),
    "military spending": ("military_usd", "sipri2025", 1, "{:.0f} billion dollars"),
}
# The four that the lesson lays on; the fifth is for the exercise.
FIFTH = "GDP per head at purchasing power"
RULERS = [ruler for ruler in SERIES if ruler != FIFTH]
PUBLISHERS = {
    "worldbank2026": "World Bank, World Development Indicators, July 2026",
    "imf2025": "IMF, World Economic Outlook, October 2025",
    "sipri2025": "SIPRI Military Expenditure Database, April 2025 (partly SIPRI's estimates)",
}

DIVIDE = "divide (ratio)"
SUBTRACT = "subtract (difference)"
WAYS = [DIVIDE, SUBTRACT]
DONE = {DIVIDE: "divided", SUBTRACT: "subtracted"}

FIRST = 2008
FENG_LAST = 2017  # Feng reviews 2008 to 2017 (Feng 2.2)
LATEST = 2024
# The two ends that a window of the explorer may have.
ENDS = {FENG_LAST: "2017, Feng's last year", LATEST: "2024, hindsight"}
# Seven beginnings, four rulers, two ways and two ends make 112 settings.
STARTS = [2008, 2009, 2010, 2012, 2013, 2015, 2016]

WIDENING, NARROWING, HARDLY = "widening", "narrowing", "hardly changed"
LIMIT = 2  # per cent: our reading of "hardly changed"

# No country's colour: dark and plain, light and hatched, white with a dot.
LOOKS = {
    WIDENING: {"facecolor": style.STRONG},
    NARROWING: {"facecolor": "#e8d98a", "hatch": "////", "edgecolor": "#8a6d00"},
    HARDLY: {"facecolor": style.CARD, "edgecolor": style.RULE, "mark": True},
}


# --- A gap, in two ways --------------------------------------------------------------------


def both(context: pandas.DataFrame, ruler: str) -> pandas.DataFrame:
    """China, Russia and the United States on one ruler, by year.

    Parameters
    ----------
    context : the table `context`.
    ruler : a key of `SERIES`.

    Returns
    -------
    Columns China, Russia, United States, labelled by year from 2008; trillions of dollars for
    GDP, dollars for GDP per head, billions of dollars for military spending. China is empty in
    the years that no lesson uses.
    """
    name, source, unit, _ = SERIES[ruler]
    rows = context[
        (context["series"] == name)
        & (context["source"] == source)
        & (context["year"].between(FIRST, LATEST))
    ]
    table = rows.pivot(index="year", columns="country", values="value") / unit
    return table.reindex(columns=list(style.COUNTRY)).rename_axis(columns=None)


def share(context: pandas.DataFrame, ruler: str, country: str = "Russia") -> pandas.Series:
    """A country as a percentage of the United States, by year.

    Parameters
    ----------
    context : the table `context`.
    ruler : a key of `SERIES`.
    country : China or Russia.
    """
    table = both(context, ruler)
    return (100 * table[country] / table["United States"]).dropna()


def difference(context: pandas.DataFrame, ruler: str) -> pandas.Series:
    """By how much the United States is ahead of Russia, by year, in the units of `both`.

    Parameters
    ----------
    context : the table `context`.
    ruler : a key of `SERIES`.
    """
    table = both(context, ruler)
    return table["United States"] - table["Russia"]


def gap(context: pandas.DataFrame, ruler: str, way: str) -> pandas.Series:
    """The gap by year: Russia's share in per cent, or the American lead in units.

    Parameters
    ----------
    context : the table `context`.
    ruler : a key of `SERIES`.
    way : `DIVIDE` or `SUBTRACT`.
    """
    return share(context, ruler) if way == DIVIDE else difference(context, ruler)


def answer(change: float, way: str) -> str:
    """What a change of the gap means; the same change of a share and a lead mean opposites.

    Parameters
    ----------
    change : of the gap, in per cent of where it began.
    way : `DIVIDE` or `SUBTRACT`.

    >>> answer(-8.6, DIVIDE), answer(35.9, SUBTRACT), answer(1.9, SUBTRACT)
    ('widening', 'widening', 'hardly changed')
    """
    if abs(change) < LIMIT:
        return HARDLY
    return WIDENING if (change < 0) == (way == DIVIDE) else NARROWING


def used(context: pandas.DataFrame) -> pandas.DataFrame:
    """The context rows that lesson 05 draws or speaks of."""
    return context[context["lessons"].str.contains("05")]


# --- Two ends ------------------------------------------------------------------------------


def ends(context: pandas.DataFrame, first: int, last: int) -> pandas.DataFrame:
    """The gap on the four rulers in two years, divided and subtracted.

    Parameters
    ----------
    context : the table `context`.
    first, last : the two years.

    Returns
    -------
    One row a ruler: ruler, "share 2008" and "share 2017" (per cent of the United States), and
    "lead 2008" and "lead 2017" (of the United States, in the units of `both`), or what the
    years may be.
    """
    rows = []
    for ruler in RULERS:
        shares, leads = share(context, ruler), difference(context, ruler)
        rows.append(
            {
                "ruler": ruler,
                f"share {first}": shares[first],
                f"share {last}": shares[last],
                f"lead {first}": leads[first],
                f"lead {last}": leads[last],
            }
        )
    return pandas.DataFrame(rows)


def draw_ends(context: pandas.DataFrame) -> charts.Picture:
    """Russia's share on the four rulers, from 2008 to 2017.

    Parameters
    ----------
    context : the table `context`.
    """
    shares = {ruler: share(context, ruler) for ruler in RULERS}
    table = pandas.DataFrame(
        {
            "ruler": RULERS,
            "2008": [shares[ruler][FIRST] for ruler in RULERS],
            "2017": [shares[ruler][FENG_LAST] for ruler in RULERS],
        }
    ).sort_values("2008", ascending=False)
    figure = charts.arrow_rows(
        table,
        name="ruler",
        start="2008",
        end="2017",
        x_label="Russia as a percentage of the United States",
    )
    fell = int((table["2017"] < table["2008"]).sum())
    moves = "; ".join(
        f"{ruler} from {before:.1f} to {after:.1f}"
        for ruler, before, after in table.itertuples(index=False)
    )
    return charts.Picture(
        figure,
        title=f"From 2008 to 2017 Russia's share fell on {fell} of {len(table)} rulers",
        source="; ".join(PUBLISHERS.values()) + ". Context: not cited by Feng",
        data=table.round(2),
        alt=f"Four arrows, in per cent of the United States, from 2008 to 2017: {moves}.",
    )


# --- The years after -----------------------------------------------------------------------


def draw_both_ways(context: pandas.DataFrame, ruler: str) -> charts.Picture:
    """The gap on one ruler, divided and subtracted side by side, with later years set apart.

    Parameters
    ----------
    context : the table `context`.
    ruler : a GDP total, whose differences are in trillions of dollars.
    """
    shares, leads = share(context, ruler), difference(context, ruler)
    columns = {"share (%)": shares, "lead (trillion)": leads}
    table = pandas.DataFrame(columns).reset_index()
    figure = charts.year_panels(
        table,
        year="year",
        panels={
            "share (%)": "Russia, per cent of the United States",
            "lead (trillion)": "American lead, trillions of international dollars",
        },
        known=FENG_LAST,
        later="hindsight",
        written={FIRST: ".1f", FENG_LAST: ".1f", LATEST: ".1f"},
    )
    source = SERIES[ruler][1]
    return charts.Picture(
        figure,
        title="After 2017 Russia's share rose, and the American lead grew too",
        source=f"{PUBLISHERS[source]}; {ruler}. Context: not cited by Feng",
        data=table.round(2),
        alt=(
            f"Two panels over 2008 to 2024. On the left Russia's share: {shares[FIRST]:.1f}% in "
            f"2008, {shares[FENG_LAST]:.1f}% in 2017, {shares[LATEST]:.1f}% in 2024. On the right "
            f"the American lead: {leads[FIRST]:.1f} trillion dollars, then "
            f"{leads[FENG_LAST]:.1f}, then {leads[LATEST]:.1f}. The years after 2017 are dashed "
            "and stand on a band marked hindsight."
        ),
        note="The dashed years, on the band, came after the article: hindsight. These are "
        "international dollars: one set of prices for all countries, but each year's own.",
    )


# --- All windows at once -------------------------------------------------------------------


def windows(values: pandas.Series, way: str, last: int) -> pandas.DataFrame:
    """Every window from one year to a later one, and what it answers.

    Parameters
    ----------
    values : the gap by year, from `gap`.
    way : `DIVIDE` or `SUBTRACT`.
    last : no window ends later.

    Returns
    -------
    One row a window: start, end, change (per cent of the value at the start), answer.
    """
    rows = []
    for start, before in values.items():
        for end, after in values.items():
            if start < end <= last:
                change = 100 * (after - before) / before
                rows.append((start, end, change, answer(change, way)))
    return pandas.DataFrame(rows, columns=["start", "end", "change", "answer"])


def count(table: pandas.DataFrame) -> pandas.Series:
    """How many windows give each of the three answers, none included.

    Parameters
    ----------
    table : from `windows`.
    """
    return table["answer"].value_counts().reindex([WIDENING, NARROWING, HARDLY], fill_value=0)


def beginnings(context: pandas.DataFrame, end: int = FENG_LAST) -> pandas.DataFrame:
    """From which years on a gap widened, narrowed or hardly changed, up to one last year.

    Parameters
    ----------
    context : the table `context`.
    end : the last year of every window.

    Returns
    -------
    One row a ruler and way: ruler, way, and the first years of the windows that give each
    answer, such as "2008–2014".
    """
    rows = []
    for ruler in RULERS:
        for way in WAYS:
            table = windows(gap(context, ruler, way), way, end)
            table = table[table["end"] == end]
            found = {word: _spans(table.loc[table["answer"] == word, "start"]) for word in LOOKS}
            rows.append({"ruler": ruler, "way": way, **found})
    return pandas.DataFrame(rows)


def _spans(years: pandas.Series) -> str:
    """Years as people write them: a run as its two ends.

    >>> _spans(pandas.Series([2008, 2009, 2010, 2012]))
    '2008–2010, 2012'
    """
    runs = years.groupby((years.diff() != 1).cumsum())
    ends = [(run.iloc[0], run.iloc[-1]) for _, run in runs]
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in ends) or "none"


class Windows:
    """All windows at once, for one ruler and one way, with a ring around one of them.

    Parameters
    ----------
    context : the table `context`.
    """

    def __init__(self, context: pandas.DataFrame):
        self._gaps = {(ruler, way): gap(context, ruler, way) for ruler in RULERS for way in WAYS}
        self._windows = {
            (ruler, way, last): windows(values, way, last)
            for (ruler, way), values in self._gaps.items()
            for last in ENDS
        }

    def windows(self, values: dict) -> pandas.DataFrame:
        """The windows of one setting, from `windows`.

        Parameters
        ----------
        values : {"ruler", "way", "start", "end"}.
        """
        return self._windows[values["ruler"], values["way"], values["end"]]

    def say(self, values: dict) -> str:
        """The finding of one setting: the ringed window first, then the count of all.

        Parameters
        ----------
        values : {"ruler", "way", "start", "end"}.
        """
        ruler, way = values["ruler"], values["way"]
        before, after = self._ends(values)
        if way == DIVIDE:
            one = (
                f"Measured by {ruler}, Russia stood at {before} of the United States in "
                f"{values['start']} and at {after} in {values['end']}"
            )
        else:
            one = (
                f"Measured by {ruler}, the United States was ahead by {before} in "
                f"{values['start']} and by {after} in {values['end']}"
            )
        table = self.windows(values)
        found = count(table)
        which = f"all {len(table)} windows from 2008 to {values['end']}"
        if values["end"] > FENG_LAST:
            which += f", those that end after {FENG_LAST} being hindsight"
        return (
            f"{one}: {self._ringed(values)}. Of {which}, {found[WIDENING]} are widening, "
            f"{found[NARROWING]} narrowing, and in {found[HARDLY]} the gap hardly changed."
        )

    def draw(self, values: dict) -> charts.Picture:
        """A cell for every window, the chosen one ringed.

        Parameters
        ----------
        values : {"ruler", "way", "start", "end"}.
        """
        ruler, way, start, end = (values[name] for name in ("ruler", "way", "start", "end"))
        table = self.windows(values)
        before, after = self._ends(values, short=True)
        figure = charts.window_grid(
            table,
            start="start",
            end="end",
            answer="answer",
            looks=LOOKS,
            cursor=(start, end),
            cursor_words=f"ring: {start} to {end}, {before} → {after}",
            known=FENG_LAST,
            later="hindsight",
            x_label="the window ends in",
            y_label="the window begins in",
        )
        found = count(table)
        source = SERIES[ruler][1]
        return charts.Picture(
            figure,
            title=f"{ruler[0].upper()}{ruler[1:]}, {DONE[way]}: "
            f"{found[WIDENING]} of {len(table)} windows are widening",
            source=f"{PUBLISHERS[source]}. Context: not cited by Feng",
            data=self._years(values),
            note=f"“{HARDLY.capitalize()}” is a change of less than {LIMIT} per cent either way, "
            "a limit of our own.",
        )

    def _ringed(self, values: dict) -> str:
        table = self.windows(values)
        chosen = table[(table["start"] == values["start"]) & (table["end"] == values["end"])]
        word = chosen["answer"].iloc[0]
        return "the gap hardly changed" if word == HARDLY else f"a {word} gap"

    def _ends(self, values: dict, short: bool = False) -> tuple[str, str]:
        """The gap at both ends of the chosen window, as it is written."""
        found = self._gaps[values["ruler"], values["way"]]
        form = "{:.1f}%" if values["way"] == DIVIDE else SERIES[values["ruler"]][3]
        words = form.format(found[values["end"]])
        first = form.split(" ")[0] if short and values["way"] == SUBTRACT else form
        return first.format(found[values["start"]]), words

    def _years(self, values: dict) -> pandas.DataFrame:
        """The gap of every year, and the answers of the windows that begin in it.

        Any window can be had from it as two rows; all of them would be a table of 136.
        """
        name = "Russia's share (%)" if values["way"] == DIVIDE else "American lead"
        found = self._gaps[values["ruler"], values["way"]].loc[: values["end"]]
        table = found.round(2).rename(name).reset_index()
        windows = self.windows(values)
        begun = list(zip(windows["start"], windows["answer"], strict=True))
        for word in LOOKS:
            numbers = [begun.count((year, word)) for year in table["year"]]
            table[f"windows from here: {word}"] = numbers
        return table


# --- Catching up ---------------------------------------------------------------------------

TARGETS = [10, 25, 50]
BASES = {
    "8.0%: GDP at market rates": "GDP at market rates",
    "19.4%: GDP at purchasing power": "GDP at purchasing power",
}
# Two bases, ten and six growth rates make 120 settings.
RUSSIA = [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8]
AMERICA = [1, 1.5, 2, 2.5, 3, 4]
HORIZON = 100  # years drawn


def step(value: float, russia: float, america: float) -> float:
    """The share after one more year.

    Parameters
    ----------
    value : Russia's share, in per cent of the United States.
    russia, america : growth in per cent a year; exchange rate and prices stay as they are.
    """
    return value * (1 + russia / 100) / (1 + america / 100)


def years_until(value: float, target: float, russia: float, america: float) -> int | None:
    """After how many years a share first reaches a target; None means never.

    Parameters
    ----------
    value, target : shares in per cent.
    russia, america : growth in per cent a year.

    >>> years_until(8.0, 10, 4, 2), years_until(8.0, 10, 2, 2), years_until(12.0, 10, 2, 2)
    (12, None, 0)
    """
    if value >= target:
        return 0
    if russia <= america:
        return None
    years = 0
    while value < target:
        value = step(value, russia, america)
        years += 1
    return years


def pace(context: pandas.DataFrame) -> pandas.DataFrame:
    """How much both economies grew from 2008 to 2017, at constant prices.

    Parameters
    ----------
    context : the table `context`.

    Returns
    -------
    One row a country: country, "growth 2008 to 2017 (%)", "a year (%)", the even rate that
    gives the same growth in nine years.
    """
    rows = []
    for country in ("Russia", "United States"):
        yearly = context[
            (context["series"] == "gdp_growth")
            & (context["source"] == "worldbank2026")
            & (context["country"] == country)
            & (context["year"].between(FIRST + 1, FENG_LAST))
        ]["value"]
        total = (1 + yearly / 100).prod()
        even = total ** (1 / len(yearly))
        rows.append((country, 100 * (total - 1), 100 * (even - 1)))
    return pandas.DataFrame(rows, columns=["country", "growth 2008 to 2017 (%)", "a year (%)"])


class CatchUp:
    """Years until Russia's economy would be a tenth, a quarter, half of America's.

    Parameters
    ----------
    context : the table `context`.
    """

    def __init__(self, context: pandas.DataFrame):
        self._shares = {base: share(context, ruler)[FENG_LAST] for base, ruler in BASES.items()}

    def years(self, values: dict) -> dict[int, int | None]:
        """Years until each target; None means never.

        Parameters
        ----------
        values : {"base", "russia", "america"}.
        """
        begin = self._shares[values["base"]]
        return {
            target: years_until(begin, target, values["russia"], values["america"])
            for target in TARGETS
        }

    def path(self, values: dict) -> list[float]:
        """The share in 2017 and in each of the years drawn after it, in per cent.

        Parameters
        ----------
        values : {"base", "russia", "america"}.
        """
        path = [self._shares[values["base"]]]
        for _ in range(HORIZON):
            path.append(step(path[-1], values["russia"], values["america"]))
        return path

    def say(self, values: dict) -> str:
        """The finding of one setting, as a sentence.

        Parameters
        ----------
        values : {"base", "russia", "america"}.
        """
        begin = self._shares[values["base"]]
        return (
            f"If Russia grows by {values['russia']}% a year and the United States by "
            f"{values['america']}%, Russia's share, {begin:.1f}% in 2017 by "
            f"{BASES[values['base']]}, {self._direction(values)}. It {self._reaches(values)}."
        )

    def _reaches(self, values: dict) -> str:
        """What becomes of the three targets; those still ahead are all reached, or none is."""
        years = self.years(values)
        passed = [f"{target}%" for target in TARGETS if years[target] == 0]
        begins = f"begins above {_list(passed)} and " if passed else ""
        never = [f"{target}%" for target in TARGETS if years[target] is None]
        if never:
            return f"{begins}never reaches {_list(never, 'or')}"
        ahead = [f"{target}% {_after(years[target])}" for target in TARGETS if years[target]]
        return f"{begins}reaches {_list(ahead)}"

    def _direction(self, values: dict) -> str:
        if values["russia"] == values["america"]:
            return "stays where it is"
        return "rises" if values["russia"] > values["america"] else "falls"

    def draw(self, values: dict) -> charts.Picture:
        """The share over a hundred years, with the three targets.

        Parameters
        ----------
        values : {"base", "russia", "america"}.
        """
        years = self.years(values)
        figure = charts.doubling_path(
            self.path(values),
            targets={
                target: (after, f"{target}%: {_short(after)}") for target, after in years.items()
            },
            ticks=[2.5, 5, 10, 20, 40, 80],
            x_label="years after 2017",
            y_label="Russia, per cent of the United States",
        )
        return charts.Picture(
            figure,
            title=f"At {values['russia']}% and {values['america']}% a year, half of the American "
            f"economy is {'never reached' if years[50] is None else _years(years[50]) + ' away'}",
            source=f"our arithmetic, from the share of 2017: "
            f"{PUBLISHERS[SERIES[BASES[values['base']]][1]]}",
            data=pandas.DataFrame(
                {
                    "target": [f"{target}%" for target in TARGETS],
                    "reached after": [_short(years[target]) for target in TARGETS],
                }
            ),
            note="A toy, not a forecast: both rates stay the same, and so do exchange rate and "
            "prices. Each mark on the upright axis is twice the one below it.",
        )


def _list(parts: list[str], last: str = "and") -> str:
    """Parts as people list them: "a, b and c"."""
    return f" {last} ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def _after(years: int) -> str:
    return f"after {_years(years)} ({FENG_LAST + years})"


def _years(years: int) -> str:
    return "1 year" if years == 1 else f"{years} years"


def _short(years: int | None) -> str:
    """When a target is reached, as it is written beside its line."""
    if years is None:
        return "never"
    return "already" if years == 0 else _years(years)


# --- For the exercise ----------------------------------------------------------------------


def two_years(
    context: pandas.DataFrame, ruler: str, first: int = FIRST, last: int = FENG_LAST
) -> pandas.DataFrame:
    """Russia and the United States on one ruler in two years, for arithmetic by hand.

    Parameters
    ----------
    context : the table `context`.
    ruler : a key of `SERIES`.
    first, last : the two years.

    Returns
    -------
    Columns Russia and United States, labelled by year, in the units of `both`.
    """
    return both(context, ruler).loc[[first, last], ["Russia", "United States"]]


def chinas_shares(context: pandas.DataFrame) -> pandas.DataFrame:
    """China as a percentage of the United States on the four rulers, in 2008 and in 2017.

    Parameters
    ----------
    context : the table `context`.

    Returns
    -------
    Columns 2008 and 2017 (per cent), labelled by ruler.
    """
    rows = {ruler: share(context, ruler, "China")[[FIRST, FENG_LAST]] for ruler in RULERS}
    return pandas.DataFrame(rows).T


def draw_own_changes(change: pandas.Series) -> charts.Picture:
    """A column of changes that a learner computed, by the year in which the window begins.

    Parameters
    ----------
    change : of Russia's share in military spending up to 2018, in per cent, labelled by year.
    """
    table = change.rename("change").rename_axis("year").reset_index()
    figure = charts.signed_bars(
        table,
        name="year",
        value="change",
        band=LIMIT,
        x_label="the window begins in (and ends in 2018)",
        y_label="change of Russia's share (%)",
    )
    return charts.Picture(
        figure,
        title="Your column: change of Russia's share up to 2018, by the year of the beginning",
        source=f"your own computation, from {PUBLISHERS['sipri2025']}",
        data=table,
        alt=(
            "Bars of your own figures, one for each year in which the window begins, from "
            f"{change.iloc[0]:.1f} to {change.iloc[-1]:.1f} per cent, with a band around zero."
        ),
        note=f"The band marks changes of less than {LIMIT} per cent either way.",
    )
