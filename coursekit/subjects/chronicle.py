"""Events by front and date: what is known of their days, and which of them answers which."""

import pandas

from coursekit import charts, style

# The four fields of conflict in Feng's order, then what Zheng adds.
FRONTS = ["sanctions", "diplomacy", "media", "Middle East", "Ukraine", "other"]
ALL = "all fronts"

PRINTED = "as the documents print them"
CHECKED = "as checked"

BOTH_OR_OTHERS = "both, others or disputed"
LOOKS = {
    "Russia": {"color": style.COUNTRY["Russia"], "marker": "D", "markersize": 5.5},
    "United States": {"color": style.COUNTRY["United States"], "marker": "o", "markersize": 6},
    BOTH_OR_OTHERS: {"color": style.STRONG, "marker": "^", "markersize": 6.5},
}
MARKS = (
    "A dot, diamond or triangle is a day. A bar is the month or year in which the event falls or "
    "began: it tells how exactly the date is known, not how long the thing lasted."
)

DENSE = "July 2017 to June 2018"
# Windows of the explorer: first and last day. With seven choices of front and two of dates
# they make 84 settings; an explorer may have 120.
WHOLE = "2014 to mid-2019"
WINDOWS = {
    WHOLE: ("2014-01-01", "2019-06-30"),
    "2014 to 2016": ("2014-01-01", "2016-12-31"),
    "2017": ("2017-01-01", "2017-12-31"),
    DENSE: ("2017-07-01", "2018-06-30"),
    "2018": ("2018-01-01", "2018-12-31"),
    "January to June 2019": ("2019-01-01", "2019-06-30"),
}
A_YEAR = 366  # days; in longer windows the labels leave the day to the axis

# Named here because the computer's own month names follow its language settings.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SOURCE = "Feng 1.2–1.9 and Zheng ¶1, ¶4–¶6; days from the table of checks where those give none"


# --- Dates ----------------------------------------------------------------------------------


def first_day(date: str) -> pandas.Timestamp:
    """The first day of a date that may be a day, a month or a year.

    >>> first_day("2017-07")
    Timestamp('2017-07-01 00:00:00')
    """
    return pandas.Period(date).start_time


def last_day(date: str) -> pandas.Timestamp:
    """The last day of a date that may be a day, a month or a year.

    >>> last_day("2017-07")
    Timestamp('2017-07-31 00:00:00')
    """
    return pandas.Period(date).end_time.normalize()


def said(day: pandas.Timestamp) -> str:
    """A day in words.

    >>> said(pandas.Timestamp("2017-07-28"))
    '28 July 2017'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dated(events: pandas.DataFrame, dates: str = CHECKED) -> pandas.DataFrame:
    """The events with the first and last day on which each can have happened, in that order.

    Parameters
    ----------
    events : the table `events`.
    dates : `PRINTED`, dates as the documents print them, without context; or `CHECKED`, with
        the corrected or more precise date where there is one.

    Returns
    -------
    The columns of `events`, and: when (date used, ISO), start and end (days, the same where
    the day is known), exact (True where it is), context (True where only a check tells of
    it), mover (Russia, United States, or `BOTH_OR_OTHERS`). An event that the
    documents give no date is left out of `PRINTED`.
    """
    when = events["date"]
    if dates == CHECKED:
        when = events["date_corrected"].fillna(events["date"])
    table = events.assign(when=when)[when.notna()]
    mover = table["actor"].where(table["actor"].isin(list(LOOKS)), BOTH_OR_OTHERS)
    table = table.assign(
        start=pandas.to_datetime([first_day(date) for date in table["when"]]),
        end=pandas.to_datetime([last_day(date) for date in table["when"]]),
        context=table["claim"].isna(),
        mover=mover,
    )
    table["exact"] = table["start"] == table["end"]
    return table.sort_values(["start", "end", "id"]).reset_index(drop=True)


def changed(events: pandas.DataFrame) -> pandas.DataFrame:
    """The events whose printed day a check or a source contradicts.

    A month that becomes a day of that month is more precise and not contradicted.

    Returns
    -------
    Columns event, claim, printed, corrected (days), rests on (the check; "press reports" where
    there is none yet and the table names a source instead).
    """
    rows = events.dropna(subset=["date", "date_corrected"])
    differ = [
        not new.startswith(old)
        for old, new in zip(rows["date"], rows["date_corrected"], strict=True)
    ]
    rows = rows[differ]
    return pandas.DataFrame(
        {
            "event": rows["title"],
            "claim": rows["claim"],
            "printed": pandas.to_datetime(rows["date"]),
            "corrected": pandas.to_datetime(rows["date_corrected"]),
            "rests on": rows["check"].fillna("press reports"),
        }
    ).reset_index(drop=True)


# --- Moves and answers ----------------------------------------------------------------------


def pairs(events: pandas.DataFrame, responses: pandas.DataFrame) -> pandas.DataFrame:
    """Each answer beside the move that it answers, with the days between them.

    Where an author prints no day, both lags use the checked one.

    Parameters
    ----------
    events : the table `events`.
    responses : the table `responses`.

    Returns
    -------
    One row a response: answer, move (titles), front, front of the move, said, locator,
    move day, answer day (as checked), days printed, days checked. Days are negative where
    the answer comes before the move.
    """
    known = events.set_index("id")
    best = known["date_corrected"].fillna(known["date"])
    printed = known["date"].where(known["precision"] == "day", best)
    checked_day, printed_day = best.map(first_day), printed.map(first_day)
    answer, move = responses["event"], responses["answers"]
    return pandas.DataFrame(
        {
            "answer": answer.map(known["title"]),
            "move": move.map(known["title"]),
            "front": answer.map(known["front"]),
            "front of the move": move.map(known["front"]),
            "said": responses["said"],
            "locator": responses["locator"],
            "move day": move.map(checked_day),
            "answer day": answer.map(checked_day),
            "days printed": (answer.map(printed_day) - move.map(printed_day)).dt.days,
            "days checked": (answer.map(checked_day) - move.map(checked_day)).dt.days,
        }
    )


def quarters(events: pandas.DataFrame) -> pandas.DataFrame:
    """The events known at least to the month, each with its quarter, in order of time.

    Parameters
    ----------
    events : the table `events`.

    Returns
    -------
    Columns title, front, when (ISO date, as checked), quarter (such as "2017 Q3").
    """
    table = dated(events)
    table = table[table["when"].str.len() > len("2017")]
    named = [f"{day.year} Q{day.quarter}" for day in table["start"]]
    return table[["title", "front", "when"]].assign(quarter=named).reset_index(drop=True)


# --- The timeline ---------------------------------------------------------------------------


class Timeline:
    """The events by front and mover in a window of time.

    Parameters
    ----------
    events : the table `events`.
    """

    def __init__(self, events: pandas.DataFrame):
        self._events = {dates: dated(events, dates) for dates in (PRINTED, CHECKED)}

    def shown(self, front: str, window: str, dates: str) -> pandas.DataFrame:
        """The events of a setting: those that can have happened in the window.

        Parameters
        ----------
        front : one of `FRONTS`, or `ALL`.
        window : a key of `WINDOWS`.
        dates : `PRINTED` or `CHECKED`.

        Returns
        -------
        The columns of `dated`.
        """
        first, last = _window(window)
        table = self._events[dates]
        table = table[(table["start"] <= last) & (table["end"] >= first)]
        return table if front == ALL else table[table["front"] == front]

    def say(self, values: dict) -> str:
        """The finding of one setting, as a sentence.

        Parameters
        ----------
        values : {"front", "window", "dates"}.
        """
        shown = self.shown(**values)
        where = "On all fronts" if values["front"] == ALL else f"On the front {values['front']}"
        opening = f"{where}, {values['window']}, with dates {values['dates']}"
        if shown.empty:
            return f"{opening}: no event."
        by = shown["mover"].value_counts()
        events, days = _count(len(shown), "event"), shown["exact"].sum()
        return (
            f"{opening}: {events}, {days} of them known to the day. Russia is the actor in "
            f"{by.get('Russia', 0)}, the United States in {by.get('United States', 0)}. "
            f"{_fullest(shown)}"
        )

    def draw(self, values: dict) -> charts.Picture:
        """The events of one setting on a line of time, a lane a front.

        Parameters
        ----------
        values : {"front", "window", "dates"}.
        """
        return self._picture(values)

    def _picture(self, values: dict, shaded: str | None = None) -> charts.Picture:
        """The same, with one of the other windows shaded."""
        shown = self.shown(**values)
        first, last = _window(values["window"])
        figure = charts.timeline(
            shown.assign(label=_labels(shown, last - first)),
            lane="front",
            lanes=FRONTS if values["front"] == ALL else [values["front"]],
            start="start",
            end="end",
            words="label",
            look="mover",
            looks=LOOKS,
            hollow="context",
            hollow_words="context",
            window=(first, last),
            ticks=_ticks(first, last),
            shaded=_window(shaded) if shaded else None,
        )
        return charts.Picture(
            figure,
            title=f"{_front(values['front'])}: {values['window']}, dates {values['dates']}",
            source=SOURCE,
            data=_as_table(shown),
            note=f"{MARKS} A bar is shown in every window that it reaches into.",
        )


def draw_timeline(events: pandas.DataFrame) -> charts.Picture:
    """All events by front, as checked, with the finding as title.

    Parameters
    ----------
    events : the table `events`.
    """
    values = {"front": ALL, "window": WHOLE, "dates": CHECKED}
    timeline = Timeline(events)
    everything = timeline.shown(**values)
    dense = timeline.shown(ALL, DENSE, CHECKED)
    by_year = dense["when"].str.len() == len("2017")
    dense, unsure = dense[~by_year], dense[by_year]
    picture = timeline._picture(values, shaded=DENSE)
    context = everything["context"].sum()
    return charts.Picture(
        picture.figure,
        title=(
            f"Of {len(everything)} events, {len(dense)} fall into twelve months, "
            "from July 2017 to June 2018"
        ),
        source=SOURCE,
        data=picture.data,
        alt=(
            f"A timeline of {len(everything)} events in six lanes, 2014 to mid-2019. Lanes hold "
            f"few marks before 2017. {len(dense)} marks crowd into July 2017 to June 2018, on the "
            "four fronts that Feng names; after that they are sparse."
        ),
        note=f"Shaded: {DENSE}. {MARKS} Who acts is as the author tells it; for Crimea and eastern "
        f"Ukraine that is Zheng. Hollow: context, {context} events that only a check tells of. Not "
        "counted in the twelve months, since only the year is known: "
        f"{', '.join(unsure['title'])}.",
    )


def _window(name: str) -> tuple[pandas.Timestamp, pandas.Timestamp]:
    first, last = WINDOWS[name]
    return pandas.Timestamp(first), pandas.Timestamp(last)


def _front(name: str) -> str:
    return name[0].upper() + name[1:]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _fullest(shown: pandas.DataFrame) -> str:
    """Which month has the most events, among those known at least to the month."""
    months = shown.loc[shown["when"].str.len() > len("2017"), "start"].dt.strftime("%Y-%m")
    counts = months.value_counts()
    if counts.empty or counts.max() == 1:
        return "No month has more than one."
    fullest = sorted(counts.index[counts == counts.max()])
    *others, last = [_month(month) for month in fullest]
    names = f"{', '.join(others)} and {last}" if others else last
    have = "has" if len(fullest) == 1 else "each have"
    return f"{names} {have} the most, {counts.max()}."


def _month(month: str) -> str:
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def _labels(shown: pandas.DataFrame, length: pandas.Timedelta) -> list[str]:
    """Titles; in a window of up to a year with the day before each."""
    if length.days > A_YEAR:
        return list(shown["title"])
    return [
        f"{row.start.day} {MONTHS[row.start.month - 1][:3]}: {row.title}"
        if row.exact
        else row.title
        for row in shown.itertuples()
    ]


def _ticks(first: pandas.Timestamp, last: pandas.Timestamp) -> dict[pandas.Timestamp, str]:
    """The first day of each year, or of each month in a window of up to a year."""
    if (last - first).days > A_YEAR:
        return {day: str(day.year) for day in pandas.date_range(first, last, freq="YS")}
    months = pandas.date_range(first, last, freq="MS")
    return {
        day: MONTHS[day.month - 1][:3] + (f"\n{day.year}" if place == 0 or day.month == 1 else "")
        for place, day in enumerate(months)
    }


def _as_table(shown: pandas.DataFrame) -> pandas.DataFrame:
    """What a timeline shows, for readers of the table."""
    if shown.empty:
        return pandas.DataFrame({"date": ["–"], "event": ["no event in this window"]})
    table = shown[["when", "title", "front", "actor", "target", "kind", "claim", "check"]]
    return table.rename(columns={"when": "date", "title": "event"})


# --- The puzzle of July and August 2017 -----------------------------------------------------

# What can count as the first move, and what as the answer to it: event ids.
SIGNATURE, DEMAND = "the President's signature", "the demand that staff be cut"
FIRST_MOVES = {
    "the Senate's vote on an early version": "act-senate-june-2017",
    "the vote of the House": "act-house-2017",
    "the last vote in Congress": "act-passed-2017",
    SIGNATURE: "act-signed-2017",
}
ANSWERS = {
    DEMAND: "staff-cut-2017",
    "the loss of two properties": "properties-2017",
}
PUZZLE = ("2017-06-10", "2017-08-14")


class FirstMove:
    """Who moved first in the summer of 2017, by what counts as a move.

    Parameters
    ----------
    events : the table `events`.
    """

    def __init__(self, events: pandas.DataFrame):
        table = dated(events).set_index("id")
        self._table = table.loc[[*FIRST_MOVES.values(), *ANSWERS.values()]]

    def lag(self, first: str, answer: str) -> int:
        """Days from the first move to the answer; negative where the answer came before.

        Parameters
        ----------
        first : a key of `FIRST_MOVES`.
        answer : a key of `ANSWERS`.
        """
        days = self._table["start"]
        return (days[ANSWERS[answer]] - days[FIRST_MOVES[first]]).days

    def say(self, values: dict) -> str:
        """The finding of one setting, as a sentence.

        Parameters
        ----------
        values : {"first", "answer"}.
        """
        first, answer = values["first"], values["answer"]
        days = self.lag(first, answer)
        moved = self._table["start"]
        opening = (
            f"Count {first} ({said(moved[FIRST_MOVES[first]])}) as the American move and {answer} "
            f"({said(moved[ANSWERS[answer]])}) as the Russian one."
        )
        apart = _count(abs(days), "day")
        if days > 0:
            return f"{opening} Then the United States moved first, and Russia {apart} later."
        return f"{opening} Then Russia moved first, and the United States {apart} later."

    def draw(self, values: dict) -> charts.Picture:
        """The moves of the summer on a line of time, the chosen two filled.

        Parameters
        ----------
        values : {"first", "answer"}.
        """
        chosen = {FIRST_MOVES[values["first"]], ANSWERS[values["answer"]]}
        first, last = (pandas.Timestamp(day) for day in PUZZLE)
        table = self._table.assign(
            label=_labels(self._table, last - first),
            aside=[name not in chosen for name in self._table.index],
        )
        figure = charts.timeline(
            table,
            lane="mover",
            lanes=["Russia", "United States"],
            start="start",
            end="end",
            words="label",
            look="mover",
            looks={name: LOOKS[name] for name in ("Russia", "United States")},
            hollow="aside",
            hollow_words="not chosen",
            window=(first, last),
            ticks=_ticks(first, last),
        )
        days = self.lag(values["first"], values["answer"])
        return charts.Picture(
            figure,
            title=f"The Russian move comes {_count(abs(days), 'day')} "
            f"{'after' if days > 0 else 'before'} the American one",
            source="Feng 1.2 and 1.7; days from checks C20, C28 and C63. The votes of June and "
            "of the House are context",
            data=table[["when", "title", "actor"]].rename(
                columns={"when": "date", "title": "move", "actor": "by"}
            ),
            note="The loss of the properties was announced with the demand of 28 July; "
            "1 August is the day on which it took effect.",
        )


# --- February 2018 --------------------------------------------------------------------------

REPORTERS = {
    "feng": style.STRONG,
    "russia-first": style.COUNTRY["Russia"],
    "russia-later": style.COUNTRY["Russia"],
    "us-military": style.COUNTRY["United States"],
    "pompeo": style.COUNTRY["United States"],
    "press": style.STRONG,
}


def draw_reports(reports: pandas.DataFrame) -> charts.Picture:
    """What was reported of the dead of February 2018, each number as far as its words go.

    Parameters
    ----------
    reports : the table `reports`.
    """
    numbered = reports.dropna(subset=["low", "high"], how="all").reset_index(drop=True)
    without = reports[reports["low"].isna() & reports["high"].isna()]
    ends = pandas.concat([numbered["low"], numbered["high"]])
    figure = charts.open_ranges(
        numbered,
        name="speaker",
        low="low",
        high="high",
        written="said",
        colours=dict(zip(numbered["speaker"], numbered["id"].map(REPORTERS), strict=True)),
        x_label="dead, as reported",
        x_max=420,
    )
    unsaid = "; ".join(f"{row.speaker}: {row.said} {row.counts}" for row in without.itertuples())
    return charts.Picture(
        figure,
        title=f"Reports of the dead run from {ends.min():.0f} to about {ends.max():.0f}",
        source="Feng 1.9 for “more than 200”; the rest is context, from check C36",
        data=reports[["speaker", "said", "counts"]],
        alt=(
            f"{len(numbered)} reports on one axis of numbers. Russia first spoke of "
            f"{ends.min():.0f} dead; the US military of over 100 with no upper end; Feng of more "
            f"than 200; the highest media reports of up to about {ends.max():.0f}."
        ),
        note=f"The numbers do not count the same people: see the table. Not drawn, since it has "
        f"no number: {unsaid}.",
    )


# --- For the exercise -----------------------------------------------------------------------


def draw_own_counts(counts: pandas.Series) -> charts.Picture:
    """Events by quarter, as a learner counted them, one panel a year.

    Parameters
    ----------
    counts : events, labelled by quarter such as "2017 Q3"; quarters without any may be missing.
    """
    every = [f"{year} Q{quarter}" for year in range(2014, 2020) for quarter in range(1, 5)]
    table = pandas.DataFrame({"quarter": every, "events": counts.reindex(every).fillna(0)})
    table["events"] = table["events"].astype(int)
    table["year"] = table["quarter"].str[:4]
    table["place"] = table["quarter"].str[-1].astype(int)
    table = table.reset_index(drop=True)
    figure = charts.sequence_bars(
        table,
        panel="year",
        position="place",
        parts={"events": style.STRONG},
        label="quarter",
        named=0,  # which one is highest is for the learner to find
        x_label="quarters, one bar each",
        y_label="events (count)",
    )
    return charts.Picture(
        figure,
        title="Your counts: events by quarter",
        source="your own count of the course's table of events",
        data=table[["quarter", "events"]],
        alt=(
            f"One bar a quarter from 2014 to 2019, from your own counts, {table['events'].sum()} "
            f"events in all. The tallest bar has {table['events'].max()}."
        ),
    )
