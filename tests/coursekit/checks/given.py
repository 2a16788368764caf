"""What learners put where an answer belongs: other makes of a right one, and what is no answer.

Each table of wrong answers maps a name for the test to how the wrong answer is made from the right
one, and to words of the sentence that should be said of it.
"""

from datetime import date

import numpy
import pandas

from coursekit import check

# Neither a right answer nor a foreseen slip of any task, whatever it asks for.
NOTHING = [..., None, "", "\n", [], {}, [...], pandas.Series(dtype=float), pandas.DataFrame()]
OTHER = ["8", 0, -1, 0.5, 0.7, 1000, True, [1], [8], float("nan"), pandas.Series([1.0]), object()]
WRONG = [*NOTHING, *OTHER]


class AlwaysEqual:
    """Claims to be whatever it is compared with."""

    def __init__(self, right: float):
        self.right = right

    def __eq__(self, other):
        return True

    def __abs__(self):
        return 0

    def __sub__(self, other):
        return 0

    def __float__(self):
        return float(self.right)

    __hash__ = None


class Sly(float):
    """A float that lies when it is subtracted."""

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__


NO_NUMBERS = {
    "dots": (lambda right: ..., "no answer yet"),
    "none": (lambda right: None, "no answer yet"),
    "text": (str, "text"),
    "no text": (lambda right: "", "text"),
    "bool": (lambda right: True, "True or False"),
    "list": (lambda right: [right], "collection"),
    "tuple": (lambda right: (right, 6), "which makes it several values"),
    "column": (lambda right: pandas.Series([right]), "whole column"),
    "table": (lambda right: pandas.DataFrame({"a": [right]}), "whole table"),
    "array": (lambda right: numpy.array([right]), "array"),
    "nan": (lambda right: float("nan"), "not a usable number"),
    "infinity": (lambda right: float("inf"), "not a usable number"),
    "complex": (lambda right: right + 0j, "complex"),
    "date": (lambda right: date(2018, 9, 7), "it is a whole date"),
    "days": (lambda right: pandas.Timedelta(days=right), "put .days behind it"),
    "equal to all": (AlwaysEqual, "AlwaysEqual"),
    "sly": (Sly, "Sly"),
}
NO_CHOICES = {
    "dots": (lambda right: ..., "no answer yet"),
    "number": (lambda right: 3, "quotation marks, and it is a single number"),
    "bool": (lambda right: False, "quotation marks"),
    "no text": (lambda right: "", "should be one of"),
    "other word": (lambda right: "nonsense", "should be one of"),
}
NO_COLUMNS = {
    "dots": (lambda right: ..., "no answer yet"),
    "number": (lambda right: 9.0, "should be a column of a table, and it is a single number"),
    "table": (pandas.Series.to_frame, "should be a column"),
    "no values": (lambda right: pandas.Series(dtype=float), "without any values"),
    "text": (lambda right: right.astype(str), "should hold numbers"),
    "bools": (lambda right: right > 0, "should hold numbers"),
    "empty place": (lambda right: right.where(right.index != right.index[0]), "empty places"),
    "short": (lambda right: right.iloc[:-1], "values; the task asks for"),
    "long": (
        lambda right: pandas.concat([right, pandas.Series([0.0], index=["more"])]),
        "values; the task asks for",
    ),
    "numbered": (lambda right: right.set_axis(range(-1, len(right) - 1)), "labelled by"),
    "turned round": (lambda right: right.iloc[::-1], "in another order"),
    "other numbers": (lambda right: right + 1, "how each value is made"),
}


def texts(expected: check.Argument) -> dict[str, tuple[object, str]]:
    """Texts without the asked form; one locator is too few where two are asked for."""
    enough = "word " * expected.least
    length = f"words; the task asks for {expected.least} to {expected.most}"
    few = "one locator" if expected.locators == 1 else f"{expected.locators} locators"
    named = "Feng 3.1 " * (expected.locators - 1)
    return {
        "dots": (..., "no answer yet"),
        "number": (5, "text in quotation marks"),
        "nothing written": ("\n", "is empty"),
        "too short": ("Too short (Feng 2.2 and Feng 2.3).", length),
        "too long": ("Feng 2.2 and Feng 2.3 " + "word " * (expected.most + 50), length),
        "no locator": (enough, f"at least {few}, and we could read none"),
        "a number that is no locator": ("By Feng, 7.2 " + enough, f"at least {few}"),
        "a locator too few": (named + enough, f"at least {few}"),
        "no such place": ("Feng 2.2 and Feng 4.77 " + enough, "Feng 4.77, which does not exist"),
    }


def makes(expected, value) -> list:
    """A value as learners may give it: as computed, rounded, of Python's own kind or NumPy's."""
    if isinstance(expected, check.Number):
        rounded = round(float(value), expected.decimals)
        kinds = [float, numpy.float64, numpy.float32]
        if expected.whole or expected.decimals == 0:
            kinds += [int, numpy.int16, numpy.int32, numpy.int64]
        return [value, float(value), *(kind(rounded) for kind in kinds)]
    if isinstance(expected, check.Column):
        kinds = ["float64", "float32"]
        if (value == value.round()).all():
            kinds += ["int32", "int64"]
        return [value, value.round(expected.decimals), *(value.astype(kind) for kind in kinds)]
    if isinstance(expected, check.Choice):
        return [value, f" {value.upper().replace(' ', '  ')} ."]
    return [value]
