"""Forecasts that time could answer: what was expected, by which day, and how to score them."""

import pandas

from coursekit import charts, style

WHO_SET = {
    "text": "the text",
    "treaty": "the treaty's own term",
    "course": "this course",
}

# How the picture marks who set the last day.
SETTERS = {
    "the text": {"marker": "o", "markerfacecolor": style.STRONG},
    "the treaty's own term": {"marker": "o", "markerfacecolor": style.WEAK},
    "this course": {"marker": "o", "markerfacecolor": style.CARD},
}

COIN = 0.25  # the mean squared error of whoever always says 50 per cent
ITEMS = 10  # questions in the envelope

# How sure somebody is of each answer, in per cent, as the explorer offers it.
SURE = [50, 60, 70, 80, 90, 95, 100]

FIELDS = {
    "Feng 4.9": "Northeast Asia",
    "Feng 4.10": "terrorism",
    "Feng 4.11": "arms race",
    "Feng 4.12": "think tanks",
}
# Whether all three took part, in words, and how the picture marks it.
WHO = {
    "all three": "all three took part",
    "not all three": "not all three",
    "opposed": "ended, declined or vetoed",
}
WHO_LOOKS = {
    "all three took part": {"marker": "o", "markerfacecolor": style.STRONG},
    "not all three": {"marker": "o", "markerfacecolor": style.CARD},
    "ended, declined or vetoed": {"marker": "x"},
}


def questions(forecasts: pandas.DataFrame) -> dict[str, str]:
    """The questions as an envelope asks them, with the passage and the time they come from.

    Parameters
    ----------
    forecasts : the table `forecasts`.

    Returns
    -------
    Forecast id → question.
    """
    return {
        row.id: f"{row.question} ({row.locator}, {row.made_text})" for row in forecasts.itertuples()
    }


def deadlines(forecasts: pandas.DataFrame) -> pandas.DataFrame:
    """When each forecast was made, when it is due, and who said so.

    Parameters
    ----------
    forecasts : the table `forecasts`.

    Returns
    -------
    Columns question (its number), passage, made, due (a day), "day set by", "how far the
    question stands for the passage".
    """
    return pandas.DataFrame(
        {
            "question": range(1, len(forecasts) + 1),
            "passage": forecasts["locator"],
            "made": forecasts["made_text"],
            "due": forecasts["deadline"].dt.strftime("%Y-%m-%d"),
            "day set by": forecasts["deadline_source"].map(WHO_SET),
            "how far the question stands for the passage": forecasts["note"],
        }
    )


# ---- What the texts commit to --------------------------------------------------------------


def looking_ahead(claims: pandas.DataFrame) -> pandas.DataFrame:
    """The ledger's forecasts.

    Parameters
    ----------
    claims : the table `claims`.
    """
    return claims[claims["kind"] == "forecast"]


def draw_terms(forecasts: pandas.DataFrame) -> charts.Picture:
    """From the day of each forecast to its last day, marked by who set that day.

    Parameters
    ----------
    forecasts : the table `forecasts`.
    """
    ours = (forecasts["deadline_source"] == "course").sum()
    rows = pandas.DataFrame(
        {
            "name": [f"{i}. {each}" for i, each in enumerate(forecasts["locator"], start=1)],
            "start": forecasts["made"].map(_year),
            "end": forecasts["deadline"].map(_year),
            "set by": forecasts["deadline_source"].map(WHO_SET),
        }
    )
    figure = charts.spans(
        rows,
        name="name",
        start="start",
        end="end",
        kind="set by",
        looks=SETTERS,
        heading="Last day set by",
        x_range=(2017, 2024),
    )
    data = deadlines(forecasts)[["question", "passage", "made", "due", "day set by"]]
    return charts.Picture(
        figure,
        title="Only one forecast of ten brings its own last day",
        source="Feng, Zheng and the Op-ed, as the table gives them; last days partly ours",
        data=data,
        alt=(
            f"Ten lines from the time of a forecast to its last day, between 2017 and the end of "
            f"2023. One end is filled, since the text sets it: Feng 3.5, in November 2020. One is "
            f"grey, the end of a treaty. The other {ours} are hollow: this course set them."
        ),
    )


def _year(day) -> float:
    """A day as a year with decimals; a month or a year alone stands for its first day."""
    stamp = pandas.Timestamp(str(day))
    return stamp.year + (stamp.day_of_year - 1) / 365.25


# ---- Scores --------------------------------------------------------------------------------


def squared_errors(frame: pandas.DataFrame, chance: str = "chance") -> pandas.Series:
    """The squared distance between a probability and what happened, question by question.

    Parameters
    ----------
    frame : with the column `happened` (1 or 0).
    chance : its column of probabilities, as parts of one.
    """
    return (frame[chance] - frame["happened"]) ** 2


def fell(values: pandas.Series) -> pandas.Series:
    """1 where a value is below the one before it, else 0; the first has none before it.

    Parameters
    ----------
    values : in order of time, labelled by year.
    """
    return (values.diff().iloc[1:] < 0).astype(int).rename("fell")


def score(sure: int, right: int, items: int = ITEMS) -> float:
    """The mean squared error of somebody who is equally sure each time.

    Parameters
    ----------
    sure : how sure, in per cent, of the answer that is thought the likelier one.
    right : how many answers came out that way, of `items`.

    >>> round(score(90, 7), 4)
    0.25
    """
    return (right * (100 - sure) ** 2 + (items - right) * sure**2) / (10_000 * items)


def enough(sure: int, items: int = ITEMS) -> int | None:
    """How many must come out right before the score beats always 50 per cent; None if never.

    >>> enough(90), enough(100), enough(50)
    (8, 8, None)
    """
    beating = [right for right in range(items + 1) if score(sure, right, items) < COIN - 1e-12]
    return beating[0] if beating else None


class Boldness:
    """What it costs to be sure: ten forecasts, each made with the same confidence."""

    def say(self, values: dict) -> str:
        """The finding of one setting, as a sentence.

        Parameters
        ----------
        values : {"sure", "right"}.
        """
        sure, right = values["sure"], values["right"]
        found, needed = score(sure, right), enough(sure)
        if needed is None:
            return (
                "Who says 50% each time gets 0.25, whatever happens: no risk, no reward, and "
                "nothing said."
            )
        return (
            f"{sure}% sure each time and right in {right} of {ITEMS}: the score is {found:.2f}, "
            f"{_beside_coin(found)} 50% (0.25). To beat it at {sure}%, at least {needed} must "
            "come out right."
        )

    def draw(self, values: dict) -> charts.Picture:
        """The score by how many came out right, with the setting marked.

        Parameters
        ----------
        values : {"sure", "right"}.
        """
        sure, right = values["sure"], values["right"]
        table = pandas.DataFrame({"right": range(ITEMS + 1)})
        table["score"] = [score(sure, each) for each in table["right"]]
        figure = charts.score_line(
            table.set_index("right")["score"],
            marked=right,
            level=(COIN, "always 50%: 0.25"),
            x_label="answers that came out right, of ten",
            y_label="score (0 is best)",
        )
        return charts.Picture(
            figure,
            title=f"The score of ten answers, each given with {sure}%",
            source="Arithmetic: the mean of ten squared errors",
            data=table.round(3),
        )


def _beside_coin(found: float) -> str:
    if abs(found - COIN) < 1e-12:
        return "exactly that of always saying"
    return "better than always saying" if found < COIN else "worse than always saying"


# ---- The opened envelope -------------------------------------------------------------------


def draw_errors(frame: pandas.DataFrame) -> charts.Picture:
    """The squared errors of an envelope, question by question, with their mean.

    Parameters
    ----------
    frame : columns question, chance (a part of one) and happened (1 or 0).
    """
    errors = squared_errors(frame)
    data = frame.assign(**{"squared error": errors.round(4)})
    return charts.Picture(
        _error_bars(frame["question"], errors),
        title=f"Your score is {errors.mean():.2f}, the mean of {len(errors)} squared errors",
        source="Your envelope, and the table of outcomes",
        data=data,
        alt=(
            f"One bar a question, from 0 to 1. The longest is question "
            f"{frame['question'].iloc[errors.argmax()]} with {errors.max():.2f}. A dashed line "
            "at 0.25 marks what 50 per cent costs every time."
        ),
    )


def draw_own_errors(errors: pandas.Series) -> charts.Picture:
    """A column of squared errors that a learner computed.

    Parameters
    ----------
    errors : labelled by year or by question.
    """
    data = errors.rename("squared error").rename_axis("label").reset_index()
    return charts.Picture(
        _error_bars(data["label"], data["squared error"]),
        title="Your column of squared errors",
        source="Your column",
        data=data,
        alt="Your squared errors as bars, with a dashed line at 0.25 for always saying 50 per "
        "cent.",
    )


def _error_bars(labels: pandas.Series, errors: pandas.Series):
    return charts.score_columns(
        pandas.Series(errors.to_numpy(), index=labels.astype(str)),
        level=COIN,
        x_label="dashed: what 50% costs every time (0.25)",
        y_label="squared error",
    )


def afterwards(forecasts: pandas.DataFrame, outcomes: pandas.DataFrame) -> list[str]:
    """What an opened envelope says of the three texts. It gives outcomes away.

    Parameters
    ----------
    forecasts, outcomes : the tables of these names.
    """
    joined = forecasts.merge(outcomes, left_on="id", right_on="forecast")
    asked = joined[joined["author_expects"].notna()]
    as_expected = int((asked["author_expects"] == asked["outcome"]).sum())
    wrong = len(asked) - as_expected
    return [
        f"As we read them, the texts lead to a yes or a no on {len(asked)} of the {len(joined)}. "
        f"Of these, {as_expected} ended that way. Had each text said 100% or 0%, their score would "
        f"be {wrong / len(asked):.2f}. But they did not say so, and most of the days and measures "
        "are ours."
    ]


# ---- The four fields of cooperation --------------------------------------------------------


def draw_cooperation(cooperation: pandas.DataFrame) -> charts.Picture:
    """What was found of the four fields, by time and by who took part.

    Parameters
    ----------
    cooperation : the table `cooperation`.
    """
    together = cooperation[cooperation["who"] == "all three"]
    marks = pandas.DataFrame(
        {
            "field": [f"{FIELDS[each]} ({each[5:]})" for each in cooperation["locator"]],
            "at": cooperation["date"].map(_year),
            "who": cooperation["who"].map(WHO),
        }
    )
    figure = charts.lane_marks(
        marks, lane="field", at="at", kind="who", looks=WHO_LOOKS, x_range=(2018, 2026)
    )
    counts = cooperation["who"].value_counts()
    return charts.Picture(
        figure,
        title=f"All three took part in {len(together)} of the {len(cooperation)} things we found",
        source="The table below; what we found is not all that there was. Context: hindsight",
        data=_cooperation_rows(cooperation),
        alt=(
            f"Four rows over the years 2018 to 2025, one for each field that Feng proposes. "
            f"{counts['all three']} filled marks show all three at one table, at least one in "
            f"each row; {counts['not all three']} hollow ones show fewer; {counts['opposed']} "
            "crosses show something ended, declined or vetoed: on Korea one, on arms three."
        ),
    )


def _cooperation_rows(cooperation: pandas.DataFrame) -> pandas.DataFrame:
    return pandas.DataFrame(
        {
            "field": cooperation["locator"],
            "when": cooperation["when"],
            "who": cooperation["who"].map(WHO),
            "what": cooperation["finding"],
            "source": cooperation["source"],
            "source was": cooperation["source_read"],
        }
    )


# ---- Five new questions, and our own mistakes ----------------------------------------------


def next_questions(next_year: pandas.DataFrame) -> dict[str, str]:
    """The five new questions as an envelope asks them, with what decides each.

    Parameters
    ----------
    next_year : the table `next_year`.

    Returns
    -------
    Id → question.
    """
    return {row.id: f"{row.question} (From {row.locator}.)" for row in next_year.itertuples()}


def next_terms(next_year: pandas.DataFrame) -> pandas.DataFrame:
    """By when the five are decided, by which source, and what to think of first.

    Parameters
    ----------
    next_year : the table `next_year`.

    Returns
    -------
    Columns question (its number), "decided by" (a day), "source that decides", "before you
    answer".
    """
    return pandas.DataFrame(
        {
            "question": range(1, len(next_year) + 1),
            "decided by": next_year["closes"].dt.strftime("%Y-%m-%d"),
            "source that decides": next_year["decided_by"],
            "before you answer": next_year["note"],
        }
    )


def mistakes(corrections: pandas.DataFrame) -> pandas.DataFrame:
    """The course's corrections from its making, as a reader sees them.

    What stood in a published version is on the page of corrections alone.

    Parameters
    ----------
    corrections : the table `corrections`.
    """
    corrections = corrections[corrections["stood_in"].isna()]
    return pandas.DataFrame(
        {
            "lesson": corrections["lesson"],
            "we wrote": corrections["we_wrote"],
            "what holds": corrections["now"],
            "kind": corrections["kind"],
            "what was wrong": corrections["why"],
        }
    )
