"""What lives on a page: the parts of a built notebook that move or answer.

The cells of a notebook are run once more in this process. Whatever they show through
``front.show``, and the few functions whose words depend on the learner, is recorded with the
cell that shows it; the offline edition puts a page element there. Nothing is displayed, and no
progress is read or kept.
"""

import contextlib
import io
import itertools
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import nbformat

from coursekit import cite, explore, figures, forms, front, page, progress, style, welcome
from coursekit.errors import CourseError
from coursestaff.notebooks import BuildProblem

ASKS_TO_RUN = re.compile(r"Run this cell to \w+\.")
UNDER_THE_FORM = "On screen, what you answered is shown under its form."
WHEN_READY = "Show it, once you have answered"
ON_PAPER = "Answer here on screen, or on paper."
ASKS_AGAIN = re.compile(r" [A-Z][^.]*,(?: then| and)? run this (?:cell )?again\.")
SOME_DAY = "2001-01-01T12:00:00"  # stands for the day of an answer while words are collected


@dataclass(frozen=True)
class Piece:
    """One living part of a page.

    Parameters
    ----------
    cell : id of the cell that shows it.
    kind : explorer, form, compare, map, file, stamp or still; offline.js has a function for each.
    stands_for : the HTML that the built notebook shows there.
    still : what stands there on paper, and until the script has run.
    data : what offline.js needs, as plain data.
    states : of an explorer, key → {"picture": HTML, "sentence": text}.
    """

    cell: str
    kind: str
    stands_for: str
    still: str
    data: dict
    states: dict[str, dict] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """What an explorer or a form gives the browser: a screen, and answers to its messages."""

    screen: dict
    answer: Callable[[dict], dict]


def pieces(notebook: Path) -> list[Piece]:
    """What lives in a built notebook, in order, with every setting of its explorers drawn.

    Raises BuildProblem where a setting cannot be drawn.
    """
    recorder = _Recorder(notebook.name)
    with _alone(recorder):
        names = {"__name__": "__main__"}
        for cell in nbformat.read(notebook, as_version=4).cells:
            if cell.cell_type == "code" and "raises-exception" not in cell.metadata.get("tags", []):
                recorder.cell = cell.id
                exec(cell.source, names)  # noqa: S102 - the course's own notebook
    return recorder.pieces


def of_form(form: forms.Form, cell: str) -> Piece:
    """A form that the edition adds to a page, as nobody has answered it yet."""
    with _no_progress():
        return _form(form.screen(), form.html(), cell)


@contextlib.contextmanager
def _no_progress() -> Iterator[None]:
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as empty,
        mock.patch.dict(os.environ, {progress.PLACE: empty}),
    ):
        yield


@contextlib.contextmanager
def _alone(recorder: "_Recorder") -> Iterator[None]:
    """Everything that a cell shows goes to the recorder, and nothing anywhere else."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(_no_progress())
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(mock.patch.object(explore, "_shown", {}))
        stack.enter_context(mock.patch.object(front, "Front", Asked))
        stack.enter_context(mock.patch.object(front, "show", recorder.show))
        for owner, name, record in DEPEND_ON_THE_LEARNER:
            original = vars(owner)[name]
            wrapped = _recorded(recorder, original, record)
            stack.enter_context(mock.patch.object(owner, name, wrapped))
        yield


def _recorded(recorder: "_Recorder", original: Callable, record: Callable) -> Callable:
    def call(*given, **named):
        recorder.depth += 1
        try:
            card = original(*given, **named)
        finally:
            recorder.depth -= 1
        if card is not None and recorder.depth == 0:  # one such function may call another
            recorder.pieces.append(record(recorder.cell, original, card, *given, **named))
        return card

    return call


class _Recorder:
    """Takes what the cells show."""

    def __init__(self, notebook: str):
        self.notebook = notebook
        self.cell = ""
        self.depth = 0  # how many recorded functions are running, one inside the other
        self.pieces: list[Piece] = []

    def show(self, asked: Asked, html: str, words: str) -> None:
        """In place of ``front.show``."""
        if asked.screen["kind"] == "explorer":
            self.pieces.append(self._explorer(asked, html))
        else:
            self.pieces.append(_form(asked.screen, html, self.cell))

    def _explorer(self, asked: Asked, html: str) -> Piece:
        screen = {**asked.screen, "states": {}}
        states = {key: self._state(asked, key) for key in _keys(screen)}
        start = "-".join(str(control["start"]) for control in screen["controls"])
        still = _still_explorer(screen, states[start], len(states))
        data = {"screen": screen, "start": start}
        return Piece(self.cell, "explorer", html, still, data, states)

    def _state(self, asked: Asked, key: str) -> dict:
        answer = asked.answer({"ask": "state", "key": key})
        if answer.get("trouble"):
            raise BuildProblem(
                f"{self.notebook}: the explorer “{asked.screen['name']}” cannot show its setting "
                f"{key}: {answer['sentence']}"
            )
        return {"picture": answer["picture"], "sentence": answer["sentence"]}


def _keys(screen: Mapping) -> Iterator[str]:
    """The key of every setting: the places of its values, the last control changing fastest."""
    sizes = [range(len(control["options"])) for control in screen["controls"]]
    return ("-".join(map(str, places)) for places in itertools.product(*sizes))


def _still_explorer(screen: Mapping, first: Mapping, count: int) -> str:
    labels = ", ".join(control["label"] for control in screen["controls"])
    card = page.card(
        f'<p style="margin:0;font-weight:600;font-size:15px">{page.words(screen["question"])}</p>'
        f'<p style="margin:8px 0">{page.words(first["sentence"])}</p>'
        f'<p style="margin:0;color:{style.QUIET}">On screen, controls show all {count} settings '
        f"({page.words(labels)}).</p>"
    )
    return card + first["picture"]


def _form(screen: Mapping, html: str, cell: str) -> Piece:
    still = ASKS_TO_RUN.sub(ON_PAPER, html)
    return Piece(cell, "form", html, still, {"screen": dict(screen)})


# ---- Functions whose words depend on the learner -------------------------------------------


def _comparison(cell, original, card, prediction, truth, sentence) -> Piece:
    """A prediction held against the evidence: what is said in every case, in Python's words."""
    guess = prediction.fields["guess"]
    picked = isinstance(guess, forms.Pick)
    if picked:
        guesses = {str(i): value for i, value in enumerate(guess.control.values())}
    else:
        away = max(abs(truth), 1)
        close = truth * 1.05 if truth else None
        guesses = {"same": truth, "close": close, "below": truth - away, "above": truth + away}
    cases = {
        name: _case(original, prediction, value, truth, sentence)
        for name, value in guesses.items()
        if value is not None
    }
    place = guess.control.position(truth) if picked else truth
    data = {
        "key": prediction.key,
        "field": guess.describe(),
        "truth": place,
        "cases": cases,
        "none": card.words,
    }
    return Piece(cell, "compare", card.html, card.html, data)


def _case(original, prediction, value, truth, sentence) -> str:
    """The words of one case, with {answer} and {date} where the learner's own will stand."""
    with mock.patch.object(prediction, "kept", lambda: ({"guess": value}, SOME_DAY)):
        words = original(prediction, truth, sentence).words
    answer = prediction.fields["guess"].words(value)
    opening = f"You said {answer} on {forms.long_date(SOME_DAY)}."
    if not words.startswith(opening):
        raise BuildProblem(
            f"The comparison of {prediction.key} no longer begins “{opening}”, which the offline "
            "edition counts on. Change coursestaff/offline/living.py with it."
        )
    return words.replace(opening, "You said {answer} on {date}.", 1)


def _finish(cell, original, card, lesson) -> Piece:
    """Marking a lesson as done: a box to tick."""
    form = forms.Form(
        f"{lesson}/done",
        f"Lesson {lesson}",
        {"done": explore.Tick("I have worked through this lesson")},
        button="Keep",
        done="Kept on {date}. The map in lesson 00 shows it.",
    )
    piece = _form(form.screen(), form.html(), cell)
    return Piece(cell, "form", card.html, piece.still, piece.data)


def _map(cell, original, card) -> Piece:
    """The map of the course: its last column follows what is kept in the browser."""
    return Piece(cell, "map", card.html, card.html, {"done": "done"})


def _export(cell, original, card, sealed, folder=".") -> Piece:
    """Saving what is sealed: the browser writes the same small file."""
    contents = sealed._contents(forms.Sealed(1, SOME_DAY, {}))
    data = {
        "key": sealed.key,
        "contents": contents,
        "day": next(name for name, value in contents.items() if value == SOME_DAY[:10]),
        "answers": next(name for name, value in contents.items() if value == {}),
        "name": f"{sealed.key.replace('/', '-')}.json",
        "none": ASKS_AGAIN.sub("", card.words).strip(),
    }
    return Piece(cell, "file", card.html, ASKS_AGAIN.sub("", card.html), data)


def _stamp(cell, original, card, claim_id, **answers) -> Piece:
    """The passport of a claim: a button stamps it, for the memo."""
    data = {"key": f"passport/{claim_id}", "verdict": answers["verdict"]}
    return Piece(cell, "stamp", card.html, card.html, data)


def _revealed(cell, original, card, form, draw, *drawn) -> Piece:
    """A picture that would give something away too early: behind a click, if it can be drawn.

    What would be drawn from the learner's own answers is left to the form's own report.
    """
    if not drawn:
        return _still(cell, card, "still", {})
    try:
        picture = draw(*drawn)
    except CourseError:  # what it draws needs answers, and there are none
        return _still(cell, card, "still", {})
    html = figures.picture_html(picture, picture.alt)
    still = page.card(f"<details><summary>{WHEN_READY}</summary>{html}</details>")
    return Piece(cell, "still", card.html, still, {})


def _compared(cell, original, card, form, *given, **named) -> Piece:
    """A prediction is compared here; for any other form its own report does it."""
    if isinstance(form, forms.Prediction):
        return _comparison(cell, original, card, form, *given, **named)
    return _still(cell, card, "still", {})


def _still(cell, card, kind: str, data: dict) -> Piece:
    """A card without the request to run its cell again."""
    return Piece(cell, kind, card.html, ASKS_AGAIN.sub(f" {UNDER_THE_FORM}", card.html), data)


def _of_forms(name: str, record: Callable) -> list[tuple]:
    """Every class of forms that has that function of its own, with what records it."""
    classes = [each for each in vars(forms).values() if isinstance(each, type)]
    return [(each, name, record) for each in classes if name in vars(each)]


DEPEND_ON_THE_LEARNER = (
    *_of_forms("compare", _compared),
    *_of_forms("export", _export),
    *_of_forms("reveal", _revealed),
    (cite, "stamp", _stamp),
    (welcome, "finish", _finish),
    (welcome, "course_map", _map),
)
