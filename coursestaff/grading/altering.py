"""Other numbers for the same tables, drawn from a seed when all notebooks are in.

Checks in a public course cannot be hidden, so the marker hides the data instead: lines that
compute their answer still get it right, and a number that was copied does not. The tables keep
their columns, types, ids and labels; only what stands in `RULES` moves.
"""

import csv
import io
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError


class AlterProblem(CourseError):
    """A table that cannot be altered: names the table and the column."""


@dataclass(frozen=True)
class Scaled:
    """Each number times a factor of its own; whole numbers stay whole.

    Parameters
    ----------
    column : holds the numbers; empty places stay empty.
    least, most : the range of the factor.
    highest : no number goes above it, such as 1 for a probability.
    """

    column: str
    least: float = 0.8
    most: float = 1.25
    highest: float | None = None

    def apply(self, rows: list[dict[str, str]], draw: random.Random) -> None:
        """Change the rows in place."""
        for row in rows:
            if row[self.column]:
                row[self.column] = self._moved(row[self.column], draw)

    def _moved(self, value: str, draw: random.Random) -> str:
        number = float(value) * draw.uniform(self.least, self.most)
        if self.highest is not None:
            number = min(number, self.highest)
        return str(round(number)) if _is_whole(value) else repr(round(number, 6))


@dataclass(frozen=True)
class Shuffled:
    """The values of a column change places.

    Parameters
    ----------
    column : whose values move; empty places stay where they are.
    within : a column; values move only among rows that agree in it.
    along : a column whose value goes wherever that of ``column`` goes.
    """

    column: str
    within: str | None = None
    along: str | None = None

    def apply(self, rows: list[dict[str, str]], draw: random.Random) -> None:
        """Change the rows in place."""
        groups = defaultdict(list)
        for row in rows:
            if row[self.column]:
                groups[row[self.within] if self.within else ""].append(row)
        for group in groups.values():
            moving = [self.column, *([self.along] if self.along else [])]
            values = [{name: row[name] for name in moving} for row in group]
            draw.shuffle(values)
            for row, value in zip(group, values, strict=True):
                row.update(value)


# Names of events, places, sources and reasons never move: texts and locators lean on them.
RULES: dict[str, tuple[Scaled | Shuffled, ...]] = {
    "arguments": (Shuffled("evidence", within="kind"),),
    "claims": (Shuffled("date_precision"), Shuffled("evidence", along="reference")),
    "coding": (Shuffled("code", within="set"), Shuffled("other", within="set")),
    "context": (Scaled("value"),),
    "counts": (Scaled("value", least=0.7, most=2.6),),  # several values are 1 or 2
    "events": (Shuffled("kind"), Shuffled("date", within="precision")),
    "practice": (Scaled("careful", highest=0.95), Shuffled("happened")),
    "provisions": (Shuffled("kind"), Shuffled("exit_kind")),
    "ratings": (Shuffled("rating", within="criterion"),),
    "votes": (Scaled("yeas"), Scaled("nays")),
}


def alter(data: Path, out: Path, seed: str) -> list[str]:
    """Write the tables of `RULES` with other values.

    Parameters
    ----------
    data : the folder with the published tables.
    out : the folder that takes the altered ones; it exists.
    seed : the same seed gives the same tables.

    Returns
    -------
    The names of the tables written.

    Raises
    ------
    AlterProblem : a table or a column is missing.
    """
    for name, rules in RULES.items():
        header, rows = _read(data / f"{name}.csv")
        for rule in rules:
            if rule.column not in header:
                raise AlterProblem(f"data/{name}.csv has no column {rule.column}, and a rule does.")
            # A seed of its own for each column: a new rule leaves the others' values alone.
            rule.apply(rows, random.Random(f"{seed}/{name}/{rule.column}"))
        _write(out / f"{name}.csv", header, rows)
    return list(RULES)


def _read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise AlterProblem(f"data/{path.name} is missing. Download the course again.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    rows = list(reader)
    return list(reader.fieldnames or []), rows


def _write(path: Path, header: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _is_whole(value: str) -> bool:
    return value.lstrip("-").isdigit()
