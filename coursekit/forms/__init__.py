"""Forms: screens that ask the learner for an answer, keep it, and say something about it.

A form knows nothing of its subject. What the browser sends is checked against the form's
fields before it is kept in `progress`; what is said about an answer is plain data in the
form, so that the same words appear where there is no Python.
"""

from coursekit.forms.form import (
    NOT_RUN,
    Form,
    FormProblem,
    Number,
    Pick,
    Prediction,
    Question,
    QuickCheck,
    Words,
    long_date,
    quick_check,
)
from coursekit.forms.memo_builder import MemoForm
from coursekit.forms.opened import Opening, Outcome, opening
from coursekit.forms.passages import CodingForm
from coursekit.forms.sealed import Envelope, Sealed
from coursekit.forms.tree import NOT_PLAYED, Scene, Steps, steps

__all__ = [
    "CodingForm",
    "Envelope",
    "Form",
    "FormProblem",
    "MemoForm",
    "NOT_PLAYED",
    "NOT_RUN",
    "Number",
    "Opening",
    "Outcome",
    "Pick",
    "Prediction",
    "Question",
    "QuickCheck",
    "Scene",
    "Sealed",
    "Steps",
    "Words",
    "long_date",
    "opening",
    "quick_check",
    "steps",
]
