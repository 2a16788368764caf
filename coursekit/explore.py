"""Explorers: a question, a few controls, and a picture with a sentence for every setting.

An explorer knows nothing of its subject. It is given two pure functions of the controls'
values: `draw` makes the picture, `say` the sentence that tells the finding. Every control is
a short list of values, so that all settings can be drawn ahead for readers without Python.
"""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import ClassVar

from coursekit import figures, front, page, style
from coursekit.charts import Picture
from coursekit.errors import CourseError

MOST_STATES = 120
NOT_RUN = "Run this cell to move the controls"
AGAIN = "choose Restart Kernel and Run All Cells in the Kernel menu"
SILENCE = (
    f"No answer from Python yet. If another cell is still running, wait for it; otherwise {AGAIN}."
)
STOPPED = f"Python stopped or was started again, and no longer knows this cell. To go on, {AGAIN}."
STILL = "The picture is still that of the setting before."


class ExplorerProblem(CourseError):
    """An explorer that was declared wrongly, or a setting that it does not have."""


# ---- Controls ------------------------------------------------------------------------------


class Control:
    """A control over a finite list of values; the classes below say what it looks like."""

    kind: ClassVar[str]
    label: str
    start: object

    def values(self) -> list:
        """Every value that the control can take, in order."""
        return list(self.options)

    def texts(self) -> list[str]:
        """How each value is written beside the control."""
        if isinstance(self.options, Mapping):
            return [str(text) for text in self.options.values()]
        return [str(value) for value in self.options]

    def position(self, value) -> int:
        """The place of a value in the list.

        Raises
        ------
        ExplorerProblem : the control does not have that value.
        """
        if value not in self.values():
            raise ExplorerProblem(
                f'The control "{self.label}" has no value {value!r}. '
                f"It has: {', '.join(repr(each) for each in self.values())}."
            )
        return self.values().index(value)

    def describe(self) -> dict:
        """What controls.js needs to show it."""
        start = None if self.start is None else self.position(self.start)
        return {"kind": self.kind, "label": self.label, "options": self.texts(), "start": start}


@dataclass(frozen=True)
class Range(Control):
    """A slider over a list of values, each written with its unit beside it."""

    kind: ClassVar[str] = "range"
    label: str
    options: Sequence
    start: object
    unit: str = ""

    def texts(self) -> list[str]:
        """How each value is written beside the slider, with its unit."""
        return [with_unit(value, self.unit) for value in self.options]


@dataclass(frozen=True)
class Choice(Control):
    """A drop-down list. Options are values, or a mapping from values to how they are written."""

    kind: ClassVar[str] = "select"
    label: str
    options: Sequence | Mapping
    start: object = None


@dataclass(frozen=True)
class Radio(Control):
    """A few options side by side; options as in `Choice`."""

    kind: ClassVar[str] = "radio"
    label: str
    options: Sequence | Mapping
    start: object = None


@dataclass(frozen=True)
class Tick(Control):
    """A box to tick: True or False."""

    kind: ClassVar[str] = "checkbox"
    label: str
    start: bool = False
    options: ClassVar[Mapping] = {False: "no", True: "yes"}


def with_unit(value, unit: str) -> str:
    """A value as it is written with its unit.

    >>> with_unit(6.6, "%"), with_unit(12, "years"), with_unit(2008, "")
    ('6.6%', '12 years', '2008')
    """
    gap = "" if unit.startswith("%") or not unit else " "
    return f"{value}{gap}{unit}"


# ---- Explorers -----------------------------------------------------------------------------


class Explorer:
    """Controls, and what they show.

    Parameters
    ----------
    name : short and plain, unique within a lesson; names the files drawn ahead.
    question : what the reader can find out with it.
    controls : name → Range, Choice, Radio or Tick; `draw` and `say` see these names.
    draw : values (a dict) → Picture; pure, so that a setting is drawn once and remembered.
    say : values → one sentence with the finding; also the picture's alt text.

    Raises
    ------
    ExplorerProblem : no controls, two with one label, a start that is no value, more than
        120 settings.
    """

    def __init__(
        self,
        name: str,
        question: str,
        controls: Mapping[str, Control],
        draw: Callable[[dict], Picture],
        say: Callable[[dict], str],
    ):
        self.name = name
        self.question = question
        self.controls = dict(controls)
        self.draw = draw
        self.say = say
        self._drawn: dict[str, str] = {}
        self._check_controls()
        self._settings = {self.key(values): values for values in self.states()}

    def _check_controls(self) -> None:
        labels = [control.label for control in self.controls.values()]
        if not labels:
            raise ExplorerProblem(f'The explorer "{self.name}" has no controls. Give it one.')
        if len(set(labels)) < len(labels):
            raise ExplorerProblem(
                f'Two controls of the explorer "{self.name}" have the same label: '
                f"{', '.join(labels)}. Give each its own."
            )
        for control in self.controls.values():
            control.position(control.start)
        sizes = [len(control.values()) for control in self.controls.values()]
        if math.prod(sizes) > MOST_STATES:
            parts = " × ".join(f"{label} {n}" for label, n in zip(labels, sizes, strict=True))
            raise ExplorerProblem(
                f'The explorer "{self.name}" has {math.prod(sizes)} settings ({parts}); '
                f"{MOST_STATES} is the most. Take values away from a control."
            )

    def start(self) -> dict:
        """The setting that is shown first."""
        return {name: control.start for name, control in self.controls.items()}

    def states(self) -> list[dict]:
        """Every setting: a list of name → value, the last control changing fastest."""
        lists = [control.values() for control in self.controls.values()]
        names = list(self.controls)
        return [dict(zip(names, values, strict=True)) for values in itertools.product(*lists)]

    def key(self, values: Mapping) -> str:
        """A setting as the places of its values, such as "0-2-1".

        Raises
        ------
        ExplorerProblem : a control is missing or unknown, or does not have that value.
        """
        if set(values) != set(self.controls):
            raise ExplorerProblem(
                f'The explorer "{self.name}" has the controls {", ".join(self.controls)}; '
                f"it was given {', '.join(map(str, values)) or 'none'}."
            )
        return "-".join(
            str(control.position(values[name])) for name, control in self.controls.items()
        )

    def values(self, key: str) -> dict:
        """The setting with that key; nothing but declared values ever comes out.

        Raises
        ------
        ExplorerProblem : the explorer has no such setting.
        """
        if key not in self._settings:
            raise ExplorerProblem(f'The explorer "{self.name}" has no setting "{key}".')
        return dict(self._settings[key])

    def sentence(self, values: Mapping) -> str:
        """What `say` says of a setting.

        Raises
        ------
        ExplorerProblem : it says nothing, or something that is no text.
        """
        sentence = self.say(self.values(self.key(values)))
        if not isinstance(sentence, str) or not sentence.strip():
            raise ExplorerProblem(
                f'The explorer "{self.name}" says nothing about {dict(values)}. '
                "Let `say` return one sentence with the finding."
            )
        return sentence.strip()

    def picture(self, values: Mapping) -> str:
        """The picture of a setting as HTML, described by its sentence; drawn once."""
        key = self.key(values)
        if key not in self._drawn:
            picture = self.draw(self.values(key))
            self._drawn[key] = figures.picture_html(picture, self.sentence(values))
        return self._drawn[key]

    # ---- On the screen ---------------------------------------------------------------------

    def answer(self, message: dict) -> dict:
        """What the browser gets when it asks for a setting: a picture and a sentence.

        A setting that cannot be drawn is answered with a sentence too, since an error raised
        here would be seen by nobody and leave the controls dead.
        """
        key = str(message.get("key"))
        try:
            values = self.values(key)
            picture = self.picture(values)
            return {"state": key, "picture": picture, "sentence": self.sentence(values)}
        except Exception as error:  # whatever a subject raises, the reader goes on
            return {"state": key, "trouble": True, **_trouble(error)}

    def screen(self) -> dict:
        """What controls.js shows: the controls, and the first setting ready drawn."""
        first = self.answer({"key": self.key(self.start())})
        return {
            "kind": "explorer",
            "name": self.name,
            "question": self.question,
            "controls": [control.describe() for control in self.controls.values()],
            "states": {} if "trouble" in first else {first["state"]: first},
            "silence": f"{SILENCE} {STILL}",
            "stopped": f"{STOPPED} {STILL}",
        }

    def html(self) -> str:
        """What a reader sees who has not run the cell: first picture, sentence, what to do."""
        first = self.answer({"key": self.key(self.start())})
        labels = ", ".join(control.label for control in self.controls.values())
        return (
            page.card(
                '<p style="margin:0;font-weight:600;font-size:15px">'
                f"{page.words(self.question)}</p>"
                f'<p style="margin:8px 0">{page.words(first["sentence"])}</p>'
                f'<p style="margin:0;color:{style.QUIET}">{NOT_RUN} ({page.words(labels)}).</p>'
            )
            + first["picture"]
        )

    def show(self) -> None:
        """Display the explorer: alive where a kernel runs, else its first picture."""
        _shown[self.name, self.question] = self
        front.show(front.Front(self.screen(), self.answer), self.html(), self._words())

    def _words(self) -> str:
        first = self.answer({"key": self.key(self.start())})
        return f"{self.question} {first['sentence']}"


def _trouble(error: Exception) -> dict:
    """An error as a sentence, with its own words one click away."""
    why = f": {error}" if isinstance(error, CourseError) else "."
    sentence = (
        f"This setting could not be drawn{why} Try another setting; if none can be drawn, {AGAIN}."
    )
    details = escape(f"{type(error).__name__}: {error}")
    return {
        "sentence": sentence,
        "picture": page.card(
            '<details><summary style="cursor:pointer">What Python said</summary>'
            f'<p style="margin:4px 0">{details}</p></details>'
        ),
    }


# ---- For the build -------------------------------------------------------------------------

_shown: dict[tuple[str, str], Explorer] = {}


def declared() -> list[Explorer]:
    """The explorers shown in this kernel, in order; running a cell again adds none."""
    return list(_shown.values())
