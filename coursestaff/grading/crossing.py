"""How a learner's values cross from the notebook's process to the marker's: as plain JSON.

Every value carries a tag that says of what exact type it is. Nothing is pickled and no method of
the learner's is called by its own name, so an object that claims to equal everything arrives as
"an object of some other kind". What arrives is taken apart strictly and judged elsewhere.
"""

import json

import numpy
import pandas

from coursekit import memo
from coursekit.errors import CourseError

MOST_ITEMS = 5_000  # in one answer, however nested
MOST_LETTERS = 100_000  # in one text
MOST_DEPTH = 6
MOST_DIGITS = 300
LIMIT = 1_000_000  # bytes of one message

NUMPY = {numpy.dtype(code).type: numpy.dtype(code).name for code in "?bBhHiIlLqQefd"}
NUMPY_TYPES = {name: kind for kind, name in NUMPY.items()}
PLAIN_DTYPES = frozenset({*NUMPY_TYPES, "Int64", "Float64", "boolean"})


class CrossingProblem(CourseError):
    """A message that is not what `encoded` writes."""


class _TooMuch(Exception):
    """A value with too many items, too deep, or too long."""


def encoded(values: dict) -> str:
    """A learner's variables as JSON; a value that cannot cross is named by its kind.

    Parameters
    ----------
    values : name of a variable → its value.
    """
    crossed = {}
    for name, value in values.items():
        try:
            crossed[name] = _Encoder().value(value, 0)
        except _TooMuch:
            crossed[name] = {"is": "too much"}
        except Exception:  # a learner's object may do anything when it is looked at
            crossed[name] = _other(value)
    message = json.dumps(crossed)
    if len(message) > LIMIT:
        return json.dumps({name: {"is": "too much"} for name in values})
    return message


def _other(value) -> dict:
    name = type(value).__name__
    known = isinstance(name, str) and name.isidentifier() and len(name) <= 60
    return {"is": "other", "kind": str(name) if known else "object"}


class _Encoder:
    """Counts what it has encoded, so that no answer grows beyond its limits."""

    def __init__(self):
        self.items = 0

    def value(self, value, depth: int) -> dict:
        self.items += 1
        if self.items > MOST_ITEMS or depth > MOST_DEPTH:
            raise _TooMuch
        kind = type(value)
        if value is None or value is ... or value is pandas.NA:
            return {"is": {None: "none", ...: "dots"}.get(value, "none")}
        if kind is bool:
            return {"is": "bool", "value": value}
        if kind is int:
            return self._whole(value)
        if kind is float:
            return {"is": "float", "value": repr(value)}
        if kind is str:
            return self._text(value)
        if kind in NUMPY:
            return {"is": "numpy", "dtype": NUMPY[kind], "value": repr(value.item())}
        return self._many(value, kind, depth + 1)

    def _whole(self, value: int) -> dict:
        if value.bit_length() > 3 * MOST_DIGITS:
            raise _TooMuch
        return {"is": "int", "value": str(value)}

    def _text(self, value: str) -> dict:
        if len(value) > MOST_LETTERS:
            raise _TooMuch
        return {"is": "str", "value": value.encode("utf-8", "replace").decode("utf-8")}

    def _many(self, value, kind: type, depth: int) -> dict:
        if kind is list or kind is tuple:
            return {"is": kind.__name__, "value": [self.value(each, depth) for each in value]}
        if kind is dict:
            pairs = [[self.value(k, depth), self.value(v, depth)] for k, v in value.items()]
            return {"is": "dict", "value": pairs}
        if kind is pandas.Series:
            return {"is": "column", **self._column(value, depth)}
        if kind is pandas.DataFrame:
            return self._table(value, depth)
        if kind is memo.Memo:
            return {"is": "memo", "value": self.value(memo.data(value), depth)}
        return _other(value)

    def _column(self, column: pandas.Series, depth: int) -> dict:
        if len(column) > MOST_ITEMS:
            raise _TooMuch
        return {
            "dtype": str(column.dtype),
            "index": [self.value(each, depth) for each in column.index.tolist()],
            "value": [self.value(each, depth) for each in column.tolist()],
        }

    def _table(self, table: pandas.DataFrame, depth: int) -> dict:
        if table.size > MOST_ITEMS:
            raise _TooMuch
        columns = [
            [self.value(name, depth), self._column(table.iloc[:, place], depth)]
            for place, name in enumerate(table.columns.tolist())
        ]
        return {"is": "table", "value": columns}


def decoded(message: str) -> dict:
    """The variables of a message, as new objects of the marker's own.

    Parameters
    ----------
    message : what `encoded` wrote, or what somebody put in its place.

    Raises
    ------
    CrossingProblem : it is too long, no JSON, or not of that form.
    """
    if len(message) > LIMIT:
        raise CrossingProblem("The answers are too large to be read.")
    try:
        content = json.loads(message)
        return {str(name): _value(each) for name, each in content.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CrossingProblem("The answers did not arrive in a form that can be read.") from error


class TooMuch:
    """Stands for an answer that was too large to cross."""


def _value(raw: dict):
    return _READERS[raw["is"]](raw)


def _read_numpy(raw: dict):
    kind = NUMPY_TYPES[raw["dtype"]]
    if kind is numpy.bool_:
        return numpy.bool_(raw["value"] == "True")
    return kind(float(raw["value"]) if raw["dtype"].startswith("float") else int(raw["value"]))


def _read_column(raw: dict) -> pandas.Series:
    values = [_value(each) for each in raw["value"]]
    index = [_value(each) for each in raw["index"]]
    dtype = raw["dtype"] if raw["dtype"] in PLAIN_DTYPES else None
    return pandas.Series(values, index=index, dtype=dtype)


def _read_table(raw: dict) -> pandas.DataFrame:
    columns = {_value(name): _read_column(column) for name, column in raw["value"]}
    return pandas.DataFrame(columns)


def _read_other(raw: dict) -> object:
    name = str(raw["kind"])
    return type(name if name.isidentifier() else "object", (), {})()


_READERS = {
    "none": lambda raw: None,
    "dots": lambda raw: ...,
    "bool": lambda raw: raw["value"] is True,
    "int": lambda raw: int(raw["value"]),
    "float": lambda raw: float(raw["value"]),
    "str": lambda raw: str(raw["value"]),
    "numpy": _read_numpy,
    "list": lambda raw: [_value(each) for each in raw["value"]],
    "tuple": lambda raw: tuple(_value(each) for each in raw["value"]),
    "dict": lambda raw: {_value(name): _value(each) for name, each in raw["value"]},
    "column": _read_column,
    "table": _read_table,
    "memo": lambda raw: memo.from_data(_value(raw["value"])),
    "too much": lambda raw: TooMuch(),
    "other": _read_other,
}
