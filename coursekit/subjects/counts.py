"""What counts count: sanctions, people, posts and outlets, and whether a total can be true."""

import pandas

from coursekit import charts, style

RUSSIA, AMERICA = "Russia", "United States"
THE = {RUSSIA: "Russia", AMERICA: "the United States"}
THEIRS = {RUSSIA: "Russia's", AMERICA: "that of the United States"}

# What a sum is to a total that it should fit into.
NOTHING = "no list is chosen"
CANNOT = "cannot be"
REPEATS = "can be, if entries repeat"
CAN = "can be"

# The explorer of the total: which names of the report of January 2018 are counted.
JANUARY = {
    "none of them": [],
    "the 96 businessmen": ["january-businessmen"],
    "the 114 politicians": ["january-officials"],
    "all 210": ["january-officials", "january-businessmen"],
}
OTHERS = {
    "round of 6 April 2018": ["april-people", "april-companies"],
    "two other rounds": ["june-2017", "march-2018"],
    "2014 to 2016": ["designations-2014-2016"],
}
X_MAX = 980  # all lists together make 739, and words stand beside the bars

# The explorer of the exchange: what is counted, as unit and kinds of the table `counts`.
PEOPLE, STAFF, POSTS = "people ordered out", "staff", "posts and properties closed"
OUTLETS, BROADCASTERS = "outlets, as named", "broadcasters"
AUDIENCE = "million viewers a week"  # for the exercise
MEASURES = {
    "people ordered out": {PEOPLE: ["people"]},
    "people ordered out, and the 755": {PEOPLE: ["people"], STAFF: ["cut"]},
    "consulates closed": {POSTS: ["consulate"]},
    "posts and properties closed": {POSTS: ["consulate", "office", "property"]},
    "media outlets, as Feng names them": {OUTLETS: ["network", "services"]},
    "broadcasters behind the outlets": {BROADCASTERS: ["broadcaster"]},
}
KINDS = {  # one and several
    "consulate": ("consulate", "consulates"),
    "office": ("office", "offices"),
    "property": ("property", "properties"),
}
LOCAL = (
    "The 755 are staff who were to stop working, by Mr Putin's account. Many were employed "
    "locally, and nobody can be expelled from his own country."
)

# Where a count was read that rests on no check, in words.
READ_IN = {
    "arabnews2018": "Arab News, 18 February 2018",
    "cnas2021": "Center for a New American Security, January 2021",
    "lexology2017june": "law-firm note carried by Lexology, June 2017",
    "rt2016audience": "RT, press release of March 2016",
    "rt2018audience": "RT, press release of April 2018",
    "thompsonhine2018": "Thompson Hine, March 2018",
    "washpost2017staff": "The Washington Post, 31 July 2017",
}


def _values(counts: pandas.DataFrame, ids: list[str]) -> pandas.Series:
    return counts.set_index("id")["value"].loc[ids]


def context(counts: pandas.DataFrame) -> pandas.DataFrame:
    """The counts that no document states, with where each was read; audiences are left out.

    Parameters
    ----------
    counts : the table `counts`.

    Returns
    -------
    Columns count, value, what it counts, read in.
    """
    rows = counts[counts["claim"].isna() & (counts["unit"] != AUDIENCE)]
    return pandas.DataFrame(
        {
            "count": rows["label"],
            "value": rows["value"],
            "what it counts": rows["counts"],
            "read in": rows["source"].map(READ_IN).fillna("check " + rows["check"]),
        }
    )


# --- Can a total be true? -------------------------------------------------------------------


def least(parts: list[float]) -> float:
    """The least that lists can hold together: the longest, if it contains all the others.

    >>> least([210, 38])
    210
    """
    return max(parts)


def can_be(parts: list[float], total: float) -> str:
    """Whether lists of these lengths can all be part of a total.

    >>> can_be([210, 38], 189), can_be([114, 96], 189), can_be([38], 189), can_be([], 189)
    ('cannot be', 'can be, if entries repeat', 'can be', 'no list is chosen')
    """
    if not parts:
        return NOTHING
    if least(parts) > total:
        return CANNOT
    if sum(parts) > total:
        return REPEATS
    return CAN


class Total:
    """Which lists can be part of the total of 189 (Feng 1.6).

    Parameters
    ----------
    counts : the table `counts`.
    """

    def __init__(self, counts: pandas.DataFrame):
        def entries(ids: list[str]) -> int:
            return int(_values(counts, ids).sum())

        self.total = entries(["total-189"])
        self._january = {choice: entries(ids) for choice, ids in JANUARY.items()}
        self._others = {name: entries(ids) for name, ids in OTHERS.items()}

    def parts(self, values: dict) -> pandas.DataFrame:
        """The four lists of a setting.

        Parameters
        ----------
        values : {"january": a key of `JANUARY`, "april", "rounds", "earlier": bool}.

        Returns
        -------
        Columns list, entries, counted (whether the setting adds it up).
        """
        january = self._january[values["january"]]
        rows = [("report of January 2018", january, january > 0)]
        on = (values["april"], values["rounds"], values["earlier"])
        for (name, entries), chosen in zip(self._others.items(), on, strict=True):
            rows.append((name, entries, chosen))
        return pandas.DataFrame(rows, columns=["list", "entries", "counted"])

    def chosen(self, values: dict) -> list[int]:
        """The lengths of the lists that a setting adds up."""
        parts = self.parts(values)
        return parts.loc[parts["counted"], "entries"].tolist()

    def say(self, values: dict) -> str:
        """What a setting comes to, and whether it can be part of the total.

        Parameters
        ----------
        values : as in `parts`.
        """
        chosen, total = self.chosen(values), self.total
        answer = can_be(chosen, total)
        if answer == NOTHING:
            return "No list is chosen yet. Choose at least one and see whether it fits."
        added, low = sum(chosen), least(chosen)
        if answer == CANNOT:
            reach = f"{added} entries" if added == low else f"between {low} and {added} entries"
            return (
                f"What you have chosen holds {reach}. That is more than {total} in any case: "
                "it cannot all be part of that total."
            )
        if answer == REPEATS:
            return (
                f"Added up, the lists make {added}, which is {added - total} more than {total}. "
                f"They can be part of that total only if at least {added - total} entries "
                "repeat a name from another list."
            )
        return (
            f"Added up, this makes {added}. It can be part of a total of {total}; at least "
            f"{total - added} more would have to come from elsewhere. That it fits does not "
            "show that it belongs there."
        )

    def draw(self, values: dict) -> charts.Picture:
        """The chosen lists laid end to end, beside the total.

        Parameters
        ----------
        values : as in `parts`.
        """
        parts, chosen = self.parts(values), self.chosen(values)
        over = sum(chosen) - self.total
        titles = {
            NOTHING: f"Which lists can be part of a total of {self.total}?",
            CANNOT: f"This cannot all be part of a total of {self.total}",
            REPEATS: f"It fits into {self.total} only if at least {over} entries repeat a name",
            CAN: f"It fits into {self.total}, with {-over} to spare",
        }
        figure = charts.parts_and_total(
            parts,
            name="list",
            value="entries",
            counted="counted",
            total=(self.total, f"{self.total} (Feng 1.6)"),
            least=least(chosen) if chosen else 0,
            span_name="each name once",
            x_label="names, people and firms on the lists",
            x_max=X_MAX,
        )
        return charts.Picture(
            figure,
            title=titles[can_be(chosen, self.total)],
            source="Feng 1.6; other rounds and 2014 to 2016 are context (Lexology, 2017; "
            "Thompson Hine, 2018; Center for a New American Security, 2021)",
            data=parts,
            note="The solid bars are laid end to end. The dashed bar runs from the longest list, "
            "which might contain the others, to the sum.",
        )


# --- Separate axes --------------------------------------------------------------------------


def _written_kinds(rows: pandas.DataFrame) -> str:
    """Posts and properties by kind: "2 consulates, 2 offices, 2 properties"."""
    sums = rows.groupby("kind")["value"].sum()
    return ", ".join(f"{n} {KINDS[kind][n > 1]}" for kind, n in sums.items())


def exchange_rows(counts: pandas.DataFrame) -> pandas.DataFrame:
    """The counts of diplomats and media, a row a bar, each in the panel of its unit.

    Parameters
    ----------
    counts : the table `counts`.

    Returns
    -------
    Columns unit (the panel's heading), bar, count, written, by, context.
    """
    by_id = counts.set_index("id")
    rows = []

    def add(unit: str, bar: str, ids: list[str], written: str | None = None) -> None:
        found = by_id.loc[ids]
        count = int(found["value"].sum())
        context = bool(found["claim"].isna().all())
        rows.append((unit, bar, count, written or f"{count}", found["by"].iloc[0], context))

    add("people ordered out", "by Russia, March 2018", ["out-2018-russia"])
    add("people ordered out", "by the US, Dec. 2016", ["out-2016"])
    add("people ordered out", "by the US, March 2018", ["out-2018-us"])
    add("staff of the US missions in Russia", "allowed by Russia", ["ceiling-455"])
    staff = "755 (context; many of them local)"
    add("staff of the US missions in Russia", "to stop working", ["cut-755"], staff)
    for country in (RUSSIA, AMERICA):
        closed = counts[(counts["unit"] == POSTS) & (counts["by"] == country)]
        written = f"{closed['value'].sum()}: {_written_kinds(closed)}"
        add("posts and properties closed", f"by {THE[country]}", list(closed["id"]), written)
    outlets = "outlets named under the laws on foreign agents"
    add(outlets, "by Russia", ["nine-2017"])
    add(outlets, "by the United States", ["rt-2017"], "1: RT")
    return pandas.DataFrame(rows, columns=["unit", "bar", "count", "written", "by", "context"])


def draw_exchange(counts: pandas.DataFrame) -> charts.Picture:
    """The counts of Feng 1.7 and 1.8 in four panels, none with the unit of another.

    Parameters
    ----------
    counts : the table `counts`.
    """
    rows = exchange_rows(counts)
    figure = charts.unit_panels(
        rows,
        panel="unit",
        name="bar",
        value="count",
        written="written",
        colour="by",
        colours=style.COUNTRY,
        hollow="context",
        room=2.3,
    )
    value = _values(counts, ["out-2016", "out-2018-us", "ceiling-455", "cut-755", "nine-2017"])
    return charts.Picture(
        figure,
        title="Four units, four axes: which side did more depends on the panel",
        source="Feng 1.7 and 1.8, as checked in C27 to C31 and C34; 755: check C28. Context: "
        "not stated by Feng",
        data=rows[["unit", "bar", "count", "context"]],
        alt=(
            f"Four panels with an axis each. People ordered out: Russia 60, the United States "
            f"{value['out-2016']} and {value['out-2018-us']}. Staff of the US missions: "
            f"{value['ceiling-455']} allowed, and, hollow, {value['cut-755']} to stop working. "
            "Posts and properties closed: Russia 3, the United States 6. Outlets named: Russia "
            f"{value['nine-2017']}, the United States 1."
        ),
        note="Colours show who acts. The hollow bar is context. Lengths can be compared within a "
        "panel only.",
    )


class Exchange:
    """Who did more, by what is counted and from when.

    Parameters
    ----------
    counts : the table `counts`.
    """

    def __init__(self, counts: pandas.DataFrame):
        self._counts = counts

    def rows(self, values: dict) -> pandas.DataFrame:
        """The counts that a setting adds up.

        Parameters
        ----------
        values : {"measure": a key of `MEASURES`, "from_2016": bool}.

        Returns
        -------
        Rows of the table `counts`.
        """
        table = self._counts
        wanted = pandas.Series(False, index=table.index)
        for unit, kinds in MEASURES[values["measure"]].items():
            wanted |= (table["unit"] == unit) & table["kind"].isin(kinds)
        if not values["from_2016"]:
            wanted &= table["date"] >= "2017"
        return table[wanted]

    def sums(self, values: dict) -> pandas.Series:
        """What Russia and the United States did, labelled by country."""
        sums = self.rows(values).groupby("by")["value"].sum()
        return sums.reindex([RUSSIA, AMERICA], fill_value=0)

    def say(self, values: dict) -> str:
        """The two sums, and which is larger.

        Parameters
        ----------
        values : as in `rows`.
        """
        sums = self.sums(values)
        start = "From December 2016 on" if values["from_2016"] else "From 2017 on"
        words = f"{start}, {values['measure']}: Russia {sums[RUSSIA]}, the United States "
        words += f"{sums[AMERICA]}. "
        if sums[RUSSIA] == sums[AMERICA]:
            words += "The two numbers are equal."
        else:
            words += f"The larger number is {THEIRS[sums.idxmax()]}."
        return f"{words} {LOCAL}" if STAFF in MEASURES[values["measure"]] else words

    def draw(self, values: dict) -> charts.Picture:
        """Two bars, one for each country that acts.

        Parameters
        ----------
        values : as in `rows`.
        """
        sums, rows = self.sums(values), self.rows(values)
        bars = [
            _bar(group, values["measure"], country, context)
            for (country, context), group in rows.groupby(["by", rows["claim"].isna()])
        ]
        table = pandas.DataFrame(
            bars, columns=["unit", "by", "name", "count", "written", "context"]
        )
        figure = charts.unit_panels(
            table,
            panel="unit",
            name="name",
            value="count",
            written="written",
            colour="by",
            colours=style.COUNTRY,
            hollow="context",
        )
        answer = "equal" if sums.nunique() == 1 else f"more by {THE[sums.idxmax()]}"
        measure = values["measure"]
        return charts.Picture(
            figure,
            title=f"{measure[0].upper()}{measure[1:]}: {answer}",
            source="Feng 1.7 and 1.8, as checked in C27 to C31 and C34; the 755 and the "
            "broadcasters are context",
            data=rows[["by", "date", "label", "value"]],
            note="Hollow bars are context: no document states them.",
        )


def _bar(group: pandas.DataFrame, measure: str, country: str, context: bool) -> tuple:
    """One bar of the exchange: a country's counts, context apart from what Feng states."""
    values = group["value"]
    written = f"{values.sum()}"
    if len(values) > 1:
        written += f" = {' + '.join(map(str, values))}"
    name = f"by {THE[country]}"
    if (group["unit"] == STAFF).all():
        name += ": staff"
    if context:
        written += ", context"
    return measure, country, name, values.sum(), written, context


# --- For the exercise -----------------------------------------------------------------------


def posts(counts: pandas.DataFrame) -> pandas.DataFrame:
    """The posts and properties closed, with the year of each.

    Parameters
    ----------
    counts : the table `counts`.

    Returns
    -------
    Columns year, by, label, value.
    """
    rows = counts[counts["unit"] == POSTS].sort_values("date")
    rows = rows.assign(year=rows["date"].str[:4].astype(int))
    return rows[["year", "by", "label", "value"]].reset_index(drop=True)


def draw_own_sums(sums: pandas.Series) -> charts.Picture:
    """A column of sums that a learner computed, by year.

    Parameters
    ----------
    sums : labelled by year.
    """
    table = pandas.DataFrame(
        {
            "unit": "your column, by year",
            "year": [str(label) for label in sums.index],
            "sum": list(sums),
            "written": [f"{value:g}" for value in sums],
            "look": "own",
            "hollow": False,
        }
    )
    figure = charts.unit_panels(
        table,
        panel="unit",
        name="year",
        value="sum",
        written="written",
        colour="look",
        colours={"own": style.STRONG},
        hollow="hollow",
    )
    return charts.Picture(
        figure,
        title="Your column, a bar a year",
        source="your own computation from the table of counts (Feng 1.7)",
        data=table[["year", "sum"]],
        alt="Bars of your own column, one for each year: "
        + ", ".join(f"{row.year} {row.written}" for row in table.itertuples())
        + ".",
    )
