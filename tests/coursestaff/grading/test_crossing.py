"""Values cross as what they are, and objects that pretend to be something cross as objects."""

import json
import math

import numpy
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as some

from coursekit import memo
from coursestaff.grading import crossing

plain = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(10**50), 10**50)
    | some.floats(allow_nan=False)
    | some.text(max_size=40),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(some.text(max_size=5), inner, max_size=4)
        | some.tuples(inner, inner)
    ),
    max_leaves=12,
)


def crossed(value):
    return crossing.decoded(crossing.encoded({"it": value}))["it"]


def same(one, other):
    """Equal, and of the same types all the way down."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(same, one.values(), other.values()))
    return one == other


@given(plain)
def test_plain_values_arrive_as_they_were(value):
    assert same(crossed(value), value)


@pytest.mark.parametrize("kind", list(crossing.NUMPY))
def test_numpy_numbers_keep_their_type(kind):
    back = crossed(kind(1))
    assert back == 1 and numpy.dtype(type(back)) == numpy.dtype(kind)


@pytest.mark.parametrize("number", [math.inf, -math.inf, 0.1, 1e-300])
def test_floats_are_exact(number):
    assert crossed(number) == number
    assert math.isnan(crossed(math.nan))


@pytest.mark.parametrize(
    "column",
    [
        pandas.Series([1.5, 2.25], index=[2008, 2009]),
        pandas.Series([1, 2], index=["a", "b"]),
        pandas.Series([True, False]),
        pandas.Series([1, None], dtype="Int64"),
        pandas.Series(["a", "b"], index=[1, 2]),
        pandas.Series([], dtype=float),
    ],
    ids=str,
)
def test_columns_keep_values_labels_and_type(column):
    back = crossed(column)
    assert list(back.index) == list(column.index)
    pandas.testing.assert_series_equal(back, column, check_index_type=False)


def test_a_table_and_a_memo_arrive():
    table = pandas.DataFrame({"claim": ["a", "b"], "n": [1, 2]})
    pandas.testing.assert_frame_equal(crossed(table), table, check_index_type=False)
    written = memo.Memo(to="the Minister", parts={"brief": "Yes."}, claims=("feng-125",))
    assert memo.data(crossed(written)) == memo.data(written)


class Equal:
    """Claims to equal everything."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1


class Number(float):
    """A number with an == of its own."""

    __eq__ = Equal.__eq__
    __hash__ = Equal.__hash__


class Loud:
    """Fails at whatever is asked of it."""

    def __getattribute__(self, name):
        raise RuntimeError(name)


OTHERS = [Equal, lambda: Number(3), Loud, lambda: print, lambda: range(3), lambda: {1}, lambda: 1j]


@pytest.mark.parametrize("make", OTHERS)
def test_other_objects_arrive_as_objects_of_that_name(make):
    value = make()
    back = crossed(value)
    assert type(back).__name__ == type(value).__name__
    assert back != 3 and type(back) not in (float, int, str)


@pytest.mark.parametrize(
    "value",
    [
        "a" * (crossing.MOST_LETTERS + 1),
        list(range(crossing.MOST_ITEMS + 1)),
        10 ** (crossing.MOST_DIGITS + 100),
        pandas.Series(range(crossing.MOST_ITEMS + 1)),
        ["b" * 90_000] * 20,
    ],
    ids=["text", "list", "number", "column", "many texts"],
)
def test_what_is_too_large_says_so_and_nothing_else(value):
    assert isinstance(crossed(value), crossing.TooMuch)
    assert len(crossing.encoded({"it": value})) < 200


def test_a_value_that_holds_itself():
    value = []
    value.append(value)
    assert isinstance(crossed(value), crossing.TooMuch)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "[1]",
        '{"it": 1}',
        '{"it": {"is": "pickle", "value": "x"}}',
        '{"it": {"is": "numpy", "dtype": "object", "value": "1"}}',
        '{"it": {"is": "int", "value": "' + "9" * 5_000 + '"}}',
        '{"it": {"is": "float", "value": "much"}}',
        '{"it": {"is": "dict", "value": [[{"is": "list", "value": []}, {"is": "none"}]]}}',
        '{"it": {"is": "column", "dtype": "int64", "index": [], "value": [{"is": "str"}]}}',
        "[" * 100_000,
        json.dumps({"it": {"is": "str", "value": "x" * crossing.LIMIT}}),
    ],
    ids=range(11),
)
def test_a_message_that_was_forged_is_refused_in_a_sentence(message):
    with pytest.raises(crossing.CrossingProblem):
        crossing.decoded(message)
