"""Forecasts that time could answer: what was expected, when, and by which day."""

import pandas

WHO_SET = {
    "text": "the text",
    "treaty": "the treaty's own term",
    "course": "this course",
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
