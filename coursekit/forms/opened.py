"""The envelope opened: what was sealed beside what happened, and its score."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas

from coursekit import figures, front, page
from coursekit.charts import Picture
from coursekit.forms.form import STRONG, FormProblem, long_date, paragraph
from coursekit.forms.sealed import Envelope, notice

SEAL_FIRST = (
    "Nothing is sealed yet, so nothing is opened. Seal your envelope first, then run this cell "
    "again."
)
COIN = 0.25  # the score of whoever always says 50 per cent


@dataclass(frozen=True)
class Outcome:
    """How a question ended.

    Parameters
    ----------
    yes : whether the answer is yes.
    day : the day on which it was settled, in words.
    found : what happened, in a sentence or more.
    source : where that was read, and how well.
    limits : what it does not show.
    """

    yes: bool
    day: str
    found: str
    source: str
    limits: str


class Opening:
    """The newest sealed envelope beside what happened; nothing of it before it is sealed.

    The score is the mean of the squared errors: 0 is the best, 1 the worst, and always saying
    50 per cent gives 0.25. The browser computes it, so that it needs no Python.

    Parameters
    ----------
    envelope : the envelope to be opened.
    outcomes : question id → how it ended.
    after : sentences that are shown below the score, once it is opened.

    Raises
    ------
    FormProblem : a question has no outcome.
    """

    def __init__(self, envelope: Envelope, outcomes: Mapping[str, Outcome], after: Sequence[str]):
        if missing := [name for name in envelope.fields if name not in outcomes]:
            raise FormProblem(f"No outcome is given for: {', '.join(missing)}.")
        self.envelope = envelope
        self.outcomes = {name: outcomes[name] for name in envelope.fields}
        self.after = list(after)

    def table(self) -> pandas.DataFrame:
        """The sealed probabilities beside what happened; no rows before anything is sealed.

        Returns
        -------
        Columns question (its number), chance (a part of one), happened (1 or 0).
        """
        sealed = self.envelope.sealed()
        answers = sealed[-1].answers if sealed else {}
        rows = [
            (number, answers[name] / 100, int(outcome.yes))
            for number, (name, outcome) in enumerate(self.outcomes.items(), start=1)
            if name in answers
        ]
        return pandas.DataFrame(rows, columns=["question", "chance", "happened"])

    def screen(self) -> dict:
        """What controls.js shows; the fields let a page without Python find what was sealed."""
        shown = self.envelope.screen()
        return {
            "kind": "opening",
            "key": shown["key"],
            "title": "The envelope, opened",
            "fields": shown["fields"],
            "kept": shown["kept"],
            "when": shown["when"],
            "coin": COIN,
            "outcomes": {
                name: [outcome.yes, outcome.day, outcome.found, outcome.source, outcome.limits]
                for name, outcome in self.outcomes.items()
            },
            "after": self.after,
            "words": {
                "wait": SEAL_FIRST,
                "sealed": "Sealed on {date}.",
                "open": "Open the envelope",
                "score": "Your score is {score}. Whoever says 50% to every question gets {coin}. "
                "{verdict}",
                "better": "Yours is the better one: the smaller a score, the better.",
                "worse": "That one is better than yours: the smaller a score, the better.",
                "same": "That is as good as yours.",
                "one": "Your costliest question is number {number}. Had it ended the other way, "
                "your score would be {other}. So much hangs on one question of {items}.",
                "caption": "Your ten answers",
                "columns": ["question", "you said", "it ended", "squared error"],
                "yes": "yes",
                "no": "no",
                "settled": "The answer: {answer}, {day}.",
                "source": "Source:",
                "limits": "What it does not show:",
            },
        }

    def html(self) -> str:
        """What a reader sees who has not run the cell: no outcome."""
        return page.card(
            f"{paragraph('The envelope, opened', f'{STRONG};font-size:15px')}"
            f"{paragraph(SEAL_FIRST)}"
        )

    def show(self) -> None:
        """Display it: shut until the reader opens it, and empty until something is sealed."""
        front.show(front.Front(self.screen(), lambda message: {}), self.html(), SEAL_FIRST)

    def reveal(self, draw: Callable[[pandas.DataFrame], Picture]) -> page.Card | None:
        """Draw the opened envelope, or say that nothing is sealed.

        Parameters
        ----------
        draw : makes a picture of what `table` gives.
        """
        table = self.table()
        if table.empty:
            return notice(SEAL_FIRST)
        figures.show(draw(table))
        return None


def opening(envelope: Envelope, table: pandas.DataFrame, after: Sequence[str]) -> Opening:
    """`Opening` from a table.

    Parameters
    ----------
    envelope, after : as in `Opening`.
    table : columns forecast (question id), outcome ("yes" or "no"), date (the day on which it
        was settled), finding, source, source_read, confidence, limits.
    """
    outcomes = {
        row.forecast: Outcome(
            row.outcome == "yes",
            long_date(str(row.date)),
            row.finding,
            f"{row.source} ({row.source_read}; we are sure of it to a {row.confidence} degree).",
            row.limits,
        )
        for row in table.itertuples()
    }
    return Opening(envelope, outcomes, after)
