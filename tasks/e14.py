"""Worksheet 14: claims for a memo, their checks in one table, the memo, its marks, its defence.

Nothing here has one right answer, so the checks look at form: what is missing, and where.
"""

from dataclasses import dataclass

import pandas

from coursekit import memo
from coursekit.check import Argument, Load, Slip, Task

CRITERIA = (
    "answers the question",
    "can be traced",
    "measures the right thing",
    "gives options fairly",
    "says what is not known",
)
COLUMNS = ["claim", "locator", "check", "verdict"]
NO_CHECK = "no check"
SHOWN = 10  # problems of a memo at once


def _demand_ids(name: str, ids: list, known: memo.Evidence) -> None:
    """Raise `Slip` unless these are different claims of the ledger, each with its locator."""
    if any(type(each) is not str for each in ids):
        raise Slip(f"{name} should hold ids in quotation marks, such as feng-125.")
    if strangers := [each for each in ids if each not in known.claims]:
        raise Slip(
            f"{strangers[0]} is no claim of the ledger by one of the three authors, so it has no "
            "locator. Look the id up."
        )
    if len(set(ids)) < len(ids):
        raise Slip(f"{name} holds a claim twice.")


@dataclass(frozen=True)
class Claims:
    """A list of claims to build a memo from.

    Parameters
    ----------
    least : how many there must be.
    documents : from how many documents.
    """

    least: int = 6
    documents: int = 2

    def demand(self, name: str, given, load: Load) -> None:
        """Raise `Slip` unless the list can carry a memo."""
        if type(given) is not list:
            raise Slip(f"{name} should be a list, in square brackets.")
        if not given or given == [...]:
            raise Slip(f"{name} has no claims yet. Put ids in place of the three dots.")
        known = memo.evidence(load)
        _demand_ids(name, given, known)
        if len(given) < self.least:
            raise Slip(f"{name} has {len(given)} claims. A memo needs at least {self.least}.")
        if len({known.claims[each]["document"] for each in given}) < self.documents:
            raise Slip(f"All claims of {name} are from one document. Take a second one.")
        if not any(known.doubts(each) for each in given):
            raise Slip(
                "No claim of yours failed a check. Take at least one that did, and you can show "
                "that you know how to handle it."
            )


@dataclass(frozen=True)
class Checked:
    """A table of claims with their locators, checks and verdicts."""

    least: int = 6

    def demand(self, name: str, given, load: Load) -> None:
        """Raise `Slip` unless each claim stands there with all its checks."""
        if given is ...:
            raise Slip(f"{name} has no answer yet. Put yours in place of the three dots.")
        if type(given) is not pandas.DataFrame:
            raise Slip(f"{name} should be a table.")
        if set(COLUMNS) - set(given.columns):
            missing = next(each for each in COLUMNS if each not in given.columns)
            raise Slip(f"{name} has no column called {missing}.")
        known = memo.evidence(load)
        ids = list(dict.fromkeys(given["claim"]))
        _demand_ids(name, ids, known)
        if len(ids) < self.least:
            raise Slip(
                f"{name} has {len(ids)} claims. If you picked more, a join has dropped those "
                'without a check: use how="left".'
            )
        if given["verdict"].isna().any():
            raise Slip(f"{name} has an empty verdict. Fill it.")
        wanted = {row for each in ids for row in _rows(each, known)}
        found = {_row(row) for row in given[COLUMNS].itertuples(index=False)}
        if found == wanted:
            return
        claim = min(row[0] for row in found ^ wanted)
        raise Slip(f"The rows of {claim} are not as the tables have them. Join once more.")


def _rows(claim: str, known: memo.Evidence) -> list[tuple]:
    """How a claim should stand in the table: one row for each check, or one without."""
    entry = known.claims[claim]
    verdicts = [(check, known.checks[check]["verdict"]) for check in entry["checks"]]
    return [(claim, entry["place"], *each) for each in verdicts or [("", NO_CHECK)]]


def _row(row: tuple) -> tuple:
    return tuple("" if pandas.isna(value) else str(value) for value in row)


@dataclass(frozen=True)
class Written:
    """A memo: its length, its locators and its caveats are checked, its quality is not."""

    def demand(self, name: str, given, load: Load) -> None:
        """Raise `Slip` unless the memo has the asked form."""
        if type(given) is not memo.Memo:
            raise Slip(f"{name} should be a memo: memo.Memo(...) or memo.reopen(...).")
        whole = memo.from_data(
            {**{head: getattr(given, head) for head in memo.HEADS}, "parts": given.parts}
        )
        known = memo.evidence(load)
        if not memo.words(whole.text()):
            raise Slip(f"{name} has no text yet. Write between the quotation marks.")
        found = [*memo.problems(whole, known), *memo.warnings(whole, known)]
        if found:
            left = len(found) - SHOWN
            rest = [f"Mend these and run again: {left} more."] if left > 0 else []
            raise Slip(" ".join([*found[:SHOWN], *rest]))
        if not [each for each in memo.cited(whole.text()) if each in known.claims]:
            raise Slip(f"{name} cites no claim of the ledger.")


@dataclass(frozen=True)
class Levels:
    """A level from 1 to 4 for each criterion of the rubric."""

    def demand(self, name: str, given, load: Load) -> None:
        """Raise `Slip` unless each criterion has its level."""
        if type(given) is not dict or set(given) != set(CRITERIA):
            raise Slip(f"{name} should have a level for each criterion: {'; '.join(CRITERIA)}.")
        for criterion, level in given.items():
            if type(level) is not int or not 1 <= level <= 4:
                raise Slip(f"“{criterion}” should have a level from 1 to 4.")


TASKS = {
    "e14-1": Task(
        {"picked": Claims()},
        "Every one of them has a locator. Before you write, look at the ones that failed.",
        head="In order.",
    ),
    "e14-2": Task(
        {"table": Checked()},
        "Every verdict but “holds” asks for a caveat where the claim stands, and a claim "
        "without a check for its author's name.",
    ),
    "e14-3": Task(
        {"mine": Written()},
        "Length, locators and caveats are in order. Whether it is a good memo the rubric and a "
        "reader must say.",
        head="In order.",
    ),
    "e14-4": Task(
        {"levels": Levels()},
        "Now change one sentence of the memo that would raise your lowest level.",
        head="In order.",
    ),
    "e14-5": Task(
        {"argument": Argument(least=100, most=150, locators=2)},
        "Length and locators are in order. Now say it aloud, without looking.",
        head="In order.",
    ),
}
