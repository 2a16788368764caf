"""Load a table of the course, typed and checked, from any working directory.

The one description of every table is `data/datapackage.json`: which columns there are, of
which type, which values they may take, and which table they point into. A file that does not
fit it is reported as one sentence naming the file, the row and the column.
"""

import csv
import io
import json
import re
from functools import lru_cache
from pathlib import Path

import pandas

from coursekit.errors import CourseError
from coursekit.paths import DATA

PACKAGE = "datapackage.json"
REMEDY = (
    "Get the published file again, or undo the change; "
    "`python -m coursekit.cli verify` tells which files differ."
)


class DataProblem(CourseError):
    """A data file that is missing or damaged."""


def names(folder: Path = DATA) -> list[str]:
    """The names of all tables, in the order of the data package."""
    return list(_schemas(Path(folder)))


def load(name: str, folder: Path = DATA) -> pandas.DataFrame:
    """One table of the course.

    Parameters
    ----------
    name : such as "claims"; `names()` lists them.
    folder : where the data package is; the course's own by default.

    Returns
    -------
    pandas.DataFrame
        The columns of `data/datapackage.json`. Text is `str`, numbers `float64`, whole
        numbers `int64` (`Int64` where some are missing), full dates `datetime64`.
        Dates known only to the month or year stay text ("2017-07").

    Raises
    ------
    DataProblem : unknown table, missing or damaged file, wrong type, value that is not
        allowed, repeated id, a key that points nowhere, or another number of rows than
        published.
    """
    folder = Path(folder)
    schema = _schema(name, folder)
    try:
        return _read(name, schema, folder)
    except (ValueError, KeyError, TypeError, AttributeError, re.error) as error:
        # Trouble with the table itself is a DataProblem already.
        raise DataProblem(
            f'data/{PACKAGE} does not describe the table "{name}" as published '
            f"({type(error).__name__}: {error}). {REMEDY}"
        ) from error


def _read(name: str, schema: dict, folder: Path) -> pandas.DataFrame:
    header, rows = _rows(folder / f"{name}.csv")
    _check_header(header, schema, name)
    columns = {}
    for place, field in enumerate(schema["fields"]):
        values = [row[place] for row in rows]
        _check_values(values, field, name)
        columns[field["name"]] = _typed(values, field, name)
    _check_primary_key(rows, header, schema, name)
    _check_foreign_keys(rows, header, schema, name, folder)
    _check_count(rows, schema, name)
    return pandas.DataFrame(columns)


def _complain(name: str, row: int | None, column: str | None, trouble: str) -> DataProblem:
    """Rows are counted as a spreadsheet shows them: the header is row 1."""
    where = f"data/{name}.csv"
    if row is not None:
        where += f", row {row + 2}"
    if column is not None:
        where += f', column "{column}"'
    return DataProblem(f"{where}: {trouble} {REMEDY}")


# The cache is keyed by what the file system says of the file, so a changed file is read anew.
def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def _schemas(folder: Path) -> dict[str, dict]:
    path = folder / PACKAGE
    try:
        return _read_package(path, _stamp(path))
    except FileNotFoundError as error:
        raise DataProblem(
            f"data/{PACKAGE} is missing, so no table can be read. {REMEDY}"
        ) from error
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise DataProblem(f"data/{PACKAGE} cannot be understood ({error}). {REMEDY}") from error


@lru_cache(maxsize=8)
def _read_package(path: Path, stamp: tuple[int, int]) -> dict[str, dict]:
    package = json.loads(path.read_text(encoding="utf-8"))
    schemas = {}
    for resource in package["resources"]:
        if resource["name"] in schemas:
            raise ValueError(f"it describes {resource['name']} twice")
        # How many rows there are stands beside the schema, as frictionless has it.
        schemas[resource["name"]] = {**resource["schema"], "rows": resource.get("rows")}
    return schemas


def _schema(name: str, folder: Path) -> dict:
    schemas = _schemas(folder)
    if name not in schemas:
        raise DataProblem(f'There is no table "{name}". The tables are: {", ".join(schemas)}.')
    return schemas[name]


def _rows(path: Path) -> tuple[list[str], list[list[str]]]:
    name = path.stem
    try:
        return _read_rows(path, _stamp(path))
    except FileNotFoundError as error:
        raise DataProblem(f"data/{name}.csv is missing. {REMEDY}") from error
    except OSError as error:
        raise DataProblem(f"data/{name}.csv cannot be read ({error.strerror}). {REMEDY}") from error


@lru_cache(maxsize=64)
def _read_rows(path: Path, stamp: tuple[int, int]) -> tuple[list[str], list[list[str]]]:
    name = path.stem
    text = _decoded(path.read_bytes(), name)
    if not text.strip():
        raise _complain(name, None, None, "the file is empty.")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header, *rows = reader
    except csv.Error as error:
        row = reader.line_num - 2
        raise _complain(name, row, None, f"the file is damaged here ({error}).") from error
    for number, row in enumerate(rows):
        if len(row) != len(header):
            raise _complain(
                name,
                number,
                None,
                f"it has {len(row)} columns where there should be {len(header)}.",
            )
    if not rows:
        raise _complain(name, None, None, "the file has a header and no rows.")
    if not text.endswith(("\n", "\r")):
        # A row cut short in its last column would pass for whole.
        raise _complain(name, len(rows) - 1, None, "the file breaks off here, without a line end.")
    return header, rows


def _decoded(raw: bytes, name: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") - 1
        raise _complain(
            name,
            row,
            None,
            "this is not UTF-8 text. A spreadsheet may have saved the file in another encoding.",
        ) from error
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") - 1
        raise _complain(name, row, None, "the file is damaged here (it holds null characters).")
    return text


def _check_header(header: list[str], schema: dict, name: str) -> None:
    wanted = [field["name"] for field in schema["fields"]]
    if header == wanted:
        return
    missing = [column for column in wanted if column not in header]
    extra = [column for column in header if column not in wanted]
    trouble = "the columns stand in another order than published."
    if missing:
        trouble = f"the column {missing[0]!r} is missing."
    elif extra:
        trouble = f"the column {extra[0]!r} does not belong here."
    raise _complain(name, None, None, trouble)


def _check_values(values: list[str], field: dict, name: str) -> None:
    limits = field.get("constraints", {})
    column = field["name"]
    if limits.get("required") and "" in values:
        raise _complain(name, values.index(""), column, "a value is missing.")
    if limits.get("unique"):
        _check_unique(values, name, column)
    if "enum" in limits:
        allowed = {*limits["enum"], ""}
        for row, value in enumerate(values):
            if value not in allowed:
                choices = ", ".join(limits["enum"])
                raise _complain(name, row, column, f'"{value}" is not one of: {choices}.')
    if "pattern" in limits:
        _check_pattern(values, limits["pattern"], name, column)


def _check_unique(values: list[str], name: str, column: str) -> None:
    seen = {}
    for row, value in enumerate(values):
        if value in seen:
            raise _complain(
                name, row, column, f'"{value}" stands already in row {seen[value] + 2}.'
            )
        seen[value] = row


def _check_pattern(values: list[str], pattern: str, name: str, column: str) -> None:
    form = re.compile(pattern)
    for row, value in enumerate(values):
        if value and not form.fullmatch(value):
            raise _complain(name, row, column, f'"{value}" does not have the expected form.')


def _number(value: str) -> float:
    number = float(value)
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError(value)
    return number


_READERS = {
    "number": (_number, "a number"),
    "integer": (int, "a whole number"),
    "date": (pandas.Timestamp.fromisoformat, "a date such as 2018-04-06"),
}


def _typed(values: list[str], field: dict, name: str) -> pandas.Series:
    kind, column = field["type"], field["name"]
    if kind == "string":
        return pandas.Series([value or None for value in values], dtype="str")
    read, description = _READERS[kind]
    least = field.get("constraints", {}).get("minimum")
    typed = []
    for row, value in enumerate(values):
        try:
            typed.append(read(value) if value else None)
        except ValueError:
            raise _complain(name, row, column, f'"{value}" is not {description}.') from None
        if value and least is not None and typed[-1] < least:
            raise _complain(name, row, column, f"{value} is below {least}, the least allowed.")
    return pandas.Series(typed, dtype=_dtype(kind, None in typed))


def _dtype(kind: str, gaps: bool) -> str:
    if kind == "integer":
        return "Int64" if gaps else "int64"
    return {"number": "float64", "date": "datetime64[s]"}[kind]


def _as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _check_primary_key(rows: list, header: list[str], schema: dict, name: str) -> None:
    key = _as_list(schema["primaryKey"])
    places = [header.index(column) for column in key]
    values = [" + ".join(row[place] for place in places) for row in rows]
    _check_unique(values, name, " + ".join(key))


def _check_foreign_keys(
    rows: list, header: list[str], schema: dict, name: str, folder: Path
) -> None:
    for key in schema.get("foreignKeys", []):
        column, target = key["fields"], key["reference"]
        there_header, there_rows = _rows(folder / f"{target['resource']}.csv")
        if target["fields"] not in there_header:
            raise _complain(
                target["resource"], None, None, f"the column {target['fields']!r} is missing."
            )
        there = there_header.index(target["fields"])
        known = {row[there] for row in there_rows} | {""}
        place = header.index(column)
        for number, row in enumerate(rows):
            if row[place] not in known:
                raise _complain(
                    name,
                    number,
                    column,
                    f'"{row[place]}" is not in data/{target["resource"]}.csv.',
                )


def _check_count(rows: list, schema: dict, name: str) -> None:
    """A file cut off between two rows is whole in every other respect."""
    published = schema["rows"]
    if published is not None and len(rows) != published:
        raise _complain(
            name,
            None,
            None,
            f"it has {len(rows)} rows where data/{PACKAGE} counts {published}.",
        )
