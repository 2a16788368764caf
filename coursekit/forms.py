"""Forms: screens that ask the learner for an answer, keep it, and say something about it.

A form knows nothing of its subject. What the browser sends is checked against the form's
fields before it is kept in `progress`; what is said about an answer is plain data in the
form, so that the same words appear where there is no Python.
"""

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import pandas

from coursekit import figures, front, memo, page, progress, style, whole
from coursekit.charts import Picture
from coursekit.errors import CourseError
from coursekit.explore import SILENCE, STOPPED, Control, Radio, with_unit
from coursekit.paths import MY_WORK

NOT_RUN = "Run this cell to answer."
STRONG = "font-weight:600"


class FormProblem(CourseError):
    """A form that was declared wrongly."""


class Unfit(CourseError):
    """An answer that a field cannot take: a sentence for the learner."""


# ---- Fields --------------------------------------------------------------------------------
# Any control of an explorer is a field too; these two take what is typed.


@dataclass(frozen=True)
class Number:
    """A number to type, with its unit and, where there are any, its bounds."""

    kind: ClassVar[str] = "number"
    label: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    needed: bool = True

    def bounds(self) -> str:
        """The bounds in words.

        >>> Number("Share", "%", 0, 100).bounds(), Number("Share", "%", low=0).bounds()
        ('between 0 and 100', 'of at least 0')
        """
        if self.low is None and self.high is None:
            return ""
        if self.high is None:
            return f"of at least {page.number(self.low)}"
        if self.low is None:
            return f"of at most {page.number(self.high)}"
        return f"between {page.number(self.low)} and {page.number(self.high)}"

    def sentences(self) -> dict[str, str]:
        """What is said of an answer that will not do, by what is wrong with it."""
        wanted = f"Write a number {self.bounds()}".strip()
        return {
            "missing": f"Nothing is written here yet. {wanted}.",
            "kind": f"This is not a number. {wanted}, in digits, such as 12.5.",
            "outside": f"This number is out of range. {wanted}.",
        }

    def read(self, raw):
        """What the browser sent, as a number or None.

        Raises
        ------
        Unfit : nothing, something that is no number, or a number out of bounds.
        """
        if raw is None:
            if self.needed:
                raise Unfit(self.sentences()["missing"])
            return None
        if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
            raise Unfit(self.sentences()["kind"])
        too_low = self.low is not None and raw < self.low
        too_high = self.high is not None and raw > self.high
        if too_low or too_high:
            raise Unfit(self.sentences()["outside"])
        return raw

    def describe(self) -> dict:
        """What controls.js needs to show it."""
        return {
            "kind": self.kind,
            "label": self.label,
            "unit": self.unit,
            "low": self.low,
            "high": self.high,
            "needed": self.needed,
            "sentences": self.sentences(),
        }

    def words(self, value) -> str:
        """An answer as it is written in a sentence."""
        return with_unit(_typed(value), self.unit)

    def html(self) -> str:
        """The field for readers who have not run the cell."""
        wanted = f"A number {self.bounds()}".strip()
        unit = f", in {self.unit}" if self.unit and not self.unit.startswith("of ") else ""
        return f"{_line(self.label, STRONG)}{_line(f'{wanted}{unit}.')}"


def _typed(value: float) -> str:
    """A number as the learner typed it, never rounded; thousands apart from 10,000 on.

    >>> _typed(6.625), _typed(2017), _typed(5.0), _typed(19754)
    ('6.625', '2017', '5', '19,754')
    """
    value = int(value) if float(value).is_integer() else value
    return f"{value:,}" if abs(value) >= 10_000 else str(value)


@dataclass(frozen=True)
class Words:
    """A text to type, one line or several."""

    kind: ClassVar[str] = "text"
    label: str
    rows: int = 1
    needed: bool = True

    def sentences(self) -> dict[str, str]:
        """What is said of an answer that will not do."""
        return {"missing": "Nothing is written here yet. Write your answer first."}

    def read(self, raw):
        """What the browser sent, as text.

        Raises
        ------
        Unfit : no text, or an empty one where an answer is needed.
        """
        if not isinstance(raw, str) or (self.needed and not raw.strip()):
            raise Unfit(self.sentences()["missing"])
        return raw

    def describe(self) -> dict:
        """What controls.js needs to show it."""
        return {
            "kind": self.kind,
            "label": self.label,
            "rows": self.rows,
            "needed": self.needed,
            "sentences": self.sentences(),
        }

    def words(self, value) -> str:
        """An answer as it is written in a sentence."""
        return str(value)

    def html(self) -> str:
        """The field for readers who have not run the cell."""
        return _line(self.label, STRONG)


@dataclass(frozen=True)
class Pick:
    """A control of an explorer as a field: the learner picks one of its values.

    Parameters
    ----------
    control : Range, Choice, Radio or Tick.
    feedback : what is said of each value, in their order; nothing if left out.
    right : the right value, where there is one.
    """

    control: Control
    feedback: Sequence[str] = ()
    right: object = None

    MISSING: ClassVar[str] = "Nothing is chosen here yet. Choose one of the options first."

    def read(self, raw):
        """The value at the place that the browser sent.

        Raises
        ------
        Unfit : nothing is chosen, or the list has no such place.
        """
        values = self.control.values()
        if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw < len(values):
            raise Unfit(self.MISSING)
        return values[raw]

    def describe(self) -> dict:
        """What controls.js needs to show it."""
        return {
            **self.control.describe(),
            "needed": True,
            "sentences": {"missing": self.MISSING},
            "feedback": list(self.feedback),
            "right": None if self.right is None else self.control.position(self.right),
        }

    def words(self, value) -> str:
        """An answer as it is written in a sentence."""
        return self.control.texts()[self.control.position(value)]

    def html(self) -> str:
        """The field for readers who have not run the cell."""
        options = "".join(f"<li>{page.words(text)}</li>" for text in self.control.texts())
        return f'{_line(self.control.label, STRONG)}<ul style="margin:4px 0">{options}</ul>'


def _line(text: str, look: str = "") -> str:
    return f'<p style="margin:4px 0;{look}">{page.words(text)}</p>'


# ---- Forms ---------------------------------------------------------------------------------


class Form:
    """Fields that the learner fills in, kept in `progress` and shown again.

    Parameters
    ----------
    key : where the answers are kept, lesson and name, such as "03/prediction".
    title : what the form is, in a few words.
    fields : name → Number, Words, Pick, or a control of an explorer.
    intro : what to do, in a sentence.
    button : what the button says.
    each : a button for every field instead of one for all.
    done : said once everything is answered; {answer} is the first field's answer, {date} the
        day it was kept.
    locks : answers are locked once they are kept.
    change : locked answers can be opened again by a second button.
    """

    def __init__(
        self,
        key: str,
        title: str,
        fields: Mapping,
        *,
        intro: str = "",
        button: str = "Keep",
        each: bool = False,
        done: str = "Kept on {date}.",
        locks: bool = False,
        change: bool = False,
    ):
        if not fields:
            raise FormProblem(f'The form "{key}" has no fields. Give it at least one.')
        self.key = key
        self.title = title
        self.fields = {
            name: Pick(field) if isinstance(field, Control) else field
            for name, field in fields.items()
        }
        self.intro = intro
        self.button = button
        self.each = each
        self.done = done
        self.locks = locks
        self.change = change

    # ---- What is kept ----------------------------------------------------------------------

    def kept(self) -> tuple[dict, str | None]:
        """The answers kept so far and the time of the last one (ISO), or {} and None.

        An answer that the form no longer takes, because its options were reworded since, is
        left out; where the disk cannot be read, a printed sentence says so.
        """
        try:
            entry = progress.entry(self.key)
        except CourseError as problem:
            print(problem)
            return {}, None
        if entry is None or not isinstance(entry["value"], dict):
            return {}, None
        answers = {
            name: value
            for name, value in entry["value"].items()
            if name in self.fields and self._still_fits(name, value)
        }
        return answers, entry["when"] if answers else None

    def _still_fits(self, name: str, value) -> bool:
        field = self.fields[name]
        if isinstance(field, Pick):
            return value in field.control.values()
        try:
            field.read(value)
        except Unfit:
            return False
        return True

    def receive(self, raw: Mapping) -> dict:
        """Check what the browser sent, keep it, and say what was kept.

        Parameters
        ----------
        raw : field name → what was typed, or the place of what was picked. With `each`, only
            the fields handed in.

        Returns
        -------
        {"kept", "when"}, or {"problems": field name → sentence} with nothing kept, or
        {"trouble": sentence} where the disk would not take it.
        """
        wanted = [name for name in self.fields if name in raw] if self.each else list(self.fields)
        answers, problems = {}, {}
        for name in wanted:
            try:
                answers[name] = self.fields[name].read(raw.get(name))
            except Unfit as problem:
                problems[name] = str(problem)
        if problems or not answers:
            return {"problems": problems}
        try:
            together = {**self.kept()[0], **answers}
            when = progress.save(self.key, together)
        except CourseError as error:
            return {"trouble": str(error)}
        return {"kept": self._places(together), "when": when}

    def _places(self, answers: Mapping) -> dict:
        """Answers as controls.js knows them: places in lists, numbers and texts."""
        return {
            name: self.fields[name].control.position(value)
            if isinstance(self.fields[name], Pick)
            else value
            for name, value in answers.items()
        }

    # ---- On the screen ---------------------------------------------------------------------

    def answer(self, message: Mapping) -> dict:
        """What the browser gets when it hands in answers."""
        raw = message.get("answers")
        return self.receive(raw if isinstance(raw, Mapping) else {})

    def screen(self) -> dict:
        """What controls.js shows: the fields, and what was answered at an earlier visit."""
        answers, when = self.kept()
        return {
            "kind": "form",
            "key": self.key,
            "title": self.title,
            "intro": self.intro,
            "button": self.button,
            "each": self.each,
            "fields": [{"name": name, **field.describe()} for name, field in self.fields.items()],
            "done": self.done,
            "locks": self.locks,
            "change": self.change,
            "kept": self._places(answers) if answers else None,
            "when": when,
            "silence": SILENCE,
            "stopped": STOPPED,
        }

    def html(self) -> str:
        """What a reader sees who has not run the cell: the questions, and what to do."""
        intro = _line(self.intro) if self.intro else ""
        fields = "".join(field.html() for field in self.fields.values())
        return page.card(
            f"{_line(self.title, f'{STRONG};font-size:15px')}{intro}{fields}"
            f"{_line(NOT_RUN, f'color:{style.QUIET}')}"
        )

    def show(self) -> None:
        """Display the form: alive where a kernel runs, else as text."""
        front.show(front.Front(self.screen(), self.answer), self.html(), self.title)


class Prediction(Form):
    """One number or choice that the learner commits to before the lesson shows anything.

    Parameters
    ----------
    key : such as "03/prediction".
    question : what is to be predicted.
    kind : "number" or "choice".
    unit, low, high : of a number.
    options : of a choice.
    """

    def __init__(
        self,
        key: str,
        question: str,
        kind: str = "number",
        *,
        unit: str = "",
        low: float | None = None,
        high: float | None = None,
        options: Sequence[str] = (),
    ):
        if kind not in ("number", "choice"):
            raise FormProblem(
                f'The prediction "{key}" is of the kind "{kind}". Make it "number" or "choice".'
            )
        if kind == "choice" and len(options) < 2:
            raise FormProblem(f'The prediction "{key}" needs at least two options to choose from.')
        number = Number(question, unit, low, high)
        super().__init__(
            key,
            "Before you look",
            {"guess": number if kind == "number" else Radio(question, list(options))},
            intro="Commit yourself before you read on. Nobody marks it.",
            button="Lock it in",
            done="You said {answer} on {date}. The lesson comes back to it.",
            locks=True,
            change=True,
        )

    def compare(self, truth, sentence: str) -> page.Card:
        """The learner's prediction beside what the evidence says.

        Parameters
        ----------
        truth : the number, rounded as it should be read, or the option.
        sentence : what to make of it; shown to everybody.
        """
        field = self.fields["guess"]
        answers, when = self.kept()
        if answers:
            opening = f"You said {field.words(answers['guess'])} on {long_date(when)}."
            verdict = f"{_verdict(field, answers['guess'], truth)} {field.words(truth)}."
        else:
            opening = "You locked in no prediction this time."
            verdict = f"The evidence says: {field.words(truth)}."
        words = f"{opening} {verdict} {sentence}"
        return page.Card(
            _line("Your prediction", STRONG) + _line(words),
            words,
        )


def _verdict(field, guess, truth) -> str:
    """How a guess stands to the truth, with no marks given."""
    if guess == truth:
        return "That is what the evidence says too:"
    if isinstance(field, Pick):
        return "The evidence says something else:"
    if math.isclose(guess, truth, rel_tol=0.1):
        return "That is close to what the evidence says:"
    return f"That is {'below' if guess < truth else 'above'} what the evidence says:"


def long_date(when: str) -> str:
    """An ISO time as a date in words.

    >>> long_date("2026-05-03T10:15:00+02:00")
    '3 May 2026'
    """
    day = datetime.fromisoformat(when)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


# Named here because the computer's own month names follow the learner's language settings.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Question:
    """One question of a quick check.

    Parameters
    ----------
    prompt : the question.
    options : what can be chosen, two or more.
    answer : the right one.
    explain : option → why it is right or wrong.

    Raises
    ------
    FormProblem : the answer is not among the options, or an option is not explained.
    """

    prompt: str
    options: Sequence[str]
    answer: str
    explain: Mapping[str, str]

    def __post_init__(self):
        if self.answer not in self.options:
            raise FormProblem(
                f'The answer "{self.answer}" to "{self.prompt}" is not among its options.'
            )
        silent = [option for option in self.options if not self.explain.get(option, "").strip()]
        if silent:
            raise FormProblem(
                f'"{self.prompt}" does not explain: {"; ".join(silent)}. '
                "Say for every option why it is right or wrong."
            )

    def field(self) -> Pick:
        """The question as a field that says something about each of its options."""
        feedback = [
            f"{'Right.' if option == self.answer else 'Not quite.'} {self.explain[option]}"
            for option in self.options
        ]
        return Pick(Radio(self.prompt, list(self.options)), feedback, self.answer)


class QuickCheck(Form):
    """Three or four questions with an explanation for every answer, right or wrong.

    Parameters
    ----------
    key : such as "03/quick-check".
    questions : the questions in order.
    """

    def __init__(self, key: str, questions: Sequence[Question]):
        super().__init__(
            key,
            "Quick check",
            {f"question {i}": question.field() for i, question in enumerate(questions, start=1)},
            intro="Choose, then check. Change your mind as often as you like.",
            button="Check",
            each=True,
            done="",
        )


def quick_check(lesson: str, table: pandas.DataFrame) -> QuickCheck:
    """The quick check of a lesson, from the table `questions`.

    Parameters
    ----------
    lesson : its two-digit number.
    table : columns lesson, question, prompt, option, right ("yes" or "no"), explain.

    Raises
    ------
    FormProblem : no questions for that lesson, or not exactly one right option in one of them.
    """
    rows = table[table["lesson"] == lesson]
    if rows.empty:
        raise FormProblem(f'There are no questions for lesson "{lesson}".')
    questions = [
        _question(prompt, options) for prompt, options in rows.groupby("prompt", sort=False)
    ]
    return QuickCheck(f"{lesson}/quick-check", questions)


def _question(prompt: str, options: pandas.DataFrame) -> Question:
    right = options.loc[options["right"] == "yes", "option"]
    if len(right) != 1:
        raise FormProblem(f'"{prompt}" has {len(right)} right options. It needs exactly one.')
    explain = dict(zip(options["option"], options["explain"], strict=True))
    return Question(prompt, list(options["option"]), right.iloc[0], explain)


# ---- The sealed envelope -------------------------------------------------------------------


@dataclass(frozen=True)
class Sealed:
    """An envelope as it was sealed.

    Parameters
    ----------
    number : 1 for the learner's first, 2 for the next.
    when : ISO time.
    answers : question id → probability of yes in per cent.
    """

    number: int
    when: str
    answers: Mapping[str, float]


class Envelope(Form):
    """Probabilities that are locked with their date, to be held against what happened.

    A sealed envelope cannot be changed. Whoever thinks again starts a new one; the older ones
    stay in `progress` as they were. What is shown is the newest.

    Parameters
    ----------
    key : where the envelopes are kept, such as "01/envelope".
    questions : question id → the question, to be answered by a probability of yes.
    opens : the lesson that opens it.
    done : said once it is sealed, where not a lesson but time opens it; {date} is the day.
    """

    def __init__(self, key: str, questions: Mapping[str, str], opens: str, done: str = ""):
        fields = {
            name: Number(f"{place}. {question}", "%", 0, 100)
            for place, (name, question) in enumerate(questions.items(), start=1)
        }
        super().__init__(
            key,
            "The sealed envelope",
            fields,
            intro="How likely is a yes, in per cent? 0 means that it cannot happen, 100 that it "
            "is certain, 50 that you have no idea. All must be filled in.",
            button="Seal the envelope",
            done=done or f"Sealed on {{date}}. Lesson {opens} opens it.",
            locks=True,
        )
        self._first = key
        self._turn_to(max(len(self.sealed()), 1))

    def _turn_to(self, number: int) -> None:
        self.number = number
        self.key = self._key(number)

    def _key(self, number: int) -> str:
        return self._first if number == 1 else f"{self._first}-{number}"

    def sealed(self) -> list[Sealed]:
        """Every envelope sealed so far, the oldest first; none where the disk cannot be read."""
        try:
            entries = progress.everything()
        except CourseError as problem:
            print(problem)
            return []
        found = []
        while (entry := entries.get(self._key(len(found) + 1))) and self._complete(entry["value"]):
            found.append(Sealed(len(found) + 1, entry["when"], entry["value"]))
        return found

    def _complete(self, answers) -> bool:
        return isinstance(answers, dict) and all(
            name in answers and self._still_fits(name, answers[name]) for name in self.fields
        )

    def receive(self, raw: Mapping) -> dict:
        """Seal the envelope that is shown, unless it is sealed already.

        Parameters
        ----------
        raw : question id → what was typed.

        Returns
        -------
        As in `Form.receive`.
        """
        if len(self.sealed()) >= self.number:
            return {
                "trouble": "This envelope is sealed, so nothing was changed. For a new one, run "
                "envelope.start_again() in a cell of its own."
            }
        return super().receive(raw)

    def start_again(self) -> None:
        """Show a new, empty envelope; the sealed ones are kept."""
        self._turn_to(len(self.sealed()) + 1)
        self.show()

    def html(self) -> str:
        """The questions for readers who have not run the cell."""
        questions = "".join(_line(field.label) for field in self.fields.values())
        return page.card(
            f"{_line(self.title, f'{STRONG};font-size:15px')}{_line(self.intro)}{questions}"
            f"{_line(NOT_RUN, f'color:{style.QUIET}')}"
        )

    def export(self, folder: Path | str = ".") -> page.Card:
        """Write the newest sealed envelope into a small file, for a class to pool.

        The file holds the number of the envelope, the day and the probabilities, and nothing
        about the learner. A file that is there already is never overwritten: one with the same
        content stays, and beside another one a new name is taken.

        Parameters
        ----------
        folder : where to; by default the folder of the notebook.

        Raises
        ------
        FormProblem : the folder does not take the file.
        """
        sealed = self.sealed()
        if not sealed:
            return _card("There is nothing to save yet. Seal the envelope, then run this again.")
        content = json.dumps(self._contents(sealed[-1]), ensure_ascii=False, indent=1) + "\n"
        name = f"{self._key(sealed[-1].number).replace('/', '-')}.json"
        try:
            path, new = _write_beside(Path(folder) / name, content)
        except OSError as error:
            raise FormProblem(
                f"The envelope could not be saved in {Path(folder).resolve()} "
                f"({error.strerror}). Give another folder: envelope.export(folder)."
            ) from error
        words = "Saved as" if new else "This envelope is saved already, as"
        return _card(f"{words} {path.name}, in the folder {path.resolve().parent}.")

    def _contents(self, envelope: Sealed) -> dict:
        return {
            "course": "Limited Opponents",
            "envelope": self._first,
            "number": envelope.number,
            "sealed": envelope.when[:10],
            "probability_of_yes_in_percent": dict(envelope.answers),
        }


def _card(sentence: str) -> page.Card:
    return page.Card(_line(sentence), sentence)


def _write_beside(path: Path, content: str) -> tuple[Path, bool]:
    """Write a file under that name or the next free one; whether a new file was made."""
    wanted, number = path, 1
    while True:
        try:
            whole.write_new(path, content)
            return path, True
        except FileExistsError:
            if path.is_file() and path.read_bytes() == content.encode("utf-8"):
                return path, False
        number += 1
        path = wanted.with_stem(f"{wanted.stem} ({number})")


# ---- Steps: a tree of situations -----------------------------------------------------------

NOT_PLAYED = "Run this cell to play."


@dataclass(frozen=True)
class Scene:
    """One situation of `Steps`, or an ending where nothing is left to choose.

    Parameters
    ----------
    place : who and when, in a few words.
    text : what is the case.
    choices : what can be chosen → the name of the scene that it leads to.
    """

    place: str
    text: str
    choices: Mapping[str, str] = field(default_factory=dict)


class Steps:
    """Situations that follow from what the learner chooses, to an end; then what happened.

    All of it is data and nothing is kept, so the browser plays it without asking Python.

    Parameters
    ----------
    title : what is played, in a few words.
    scenes : name → Scene; the first one begins.
    intro : what to do, in a sentence or two.
    after : when → what happened; shown at every end.
    after_title : the heading of that list.

    Raises
    ------
    FormProblem : a choice leads nowhere, a scene is never reached, or a way never ends.
    """

    def __init__(
        self,
        title: str,
        scenes: Mapping[str, Scene],
        *,
        intro: str = "",
        after: Mapping[str, str],
        after_title: str = "What happened",
    ):
        if len(scenes) == 0 or len(after) == 0:
            raise FormProblem(f'"{title}" needs at least one scene, and something for its end.')
        self.title = title
        self.scenes = dict(scenes)
        self.intro = intro
        self.after = dict(after)
        self.after_title = after_title
        self.start = next(iter(self.scenes))
        reached = {name for way in self.ways() for name in way}
        if unused := set(self.scenes) - reached:
            raise FormProblem(f'"{title}" never reaches: {", ".join(sorted(unused))}.')

    def ways(self) -> list[list[str]]:
        """Every way from the first scene to an end, as names of scenes.

        Raises
        ------
        FormProblem : a choice leads nowhere, or a way never ends.
        """
        return list(self._ways_from([self.start]))

    def _ways_from(self, way: list[str]) -> Iterator[list[str]]:
        choices = self.scenes[way[-1]].choices
        if not choices:
            yield way
        for label, name in choices.items():
            if name not in self.scenes:
                raise FormProblem(f'"{label}" leads to "{name}", and there is no such scene.')
            if name in way:
                raise FormProblem(f'"{label}" leads back to "{name}", so this way never ends.')
            yield from self._ways_from([*way, name])

    def screen(self) -> dict:
        """What controls.js shows: all scenes, and every word of its own."""
        return {
            "kind": "steps",
            "title": self.title,
            "intro": self.intro,
            "start": self.start,
            "scenes": {
                name: {
                    "place": scene.place,
                    "text": scene.text,
                    "choices": [[label, to] for label, to in scene.choices.items()],
                }
                for name, scene in self.scenes.items()
            },
            "after": [[when, what] for when, what in self.after.items()],
            "words": {
                "after": self.after_title,
                "way": "Your way so far",
                "back": "One step back",
                "again": "Start again",
            },
        }

    def html(self) -> str:
        """The first scene for readers who have not run the cell; the end is one click away."""
        scene = self.scenes[self.start]
        choices = "".join(f"<li>{page.words(label)}</li>" for label in scene.choices)
        after = "".join(
            f"<li><strong>{page.words(when)}</strong>: {page.words(what)}</li>"
            for when, what in self.after.items()
        )
        return page.card(
            f"{_line(self.title, f'{STRONG};font-size:15px')}"
            f"{_line(self.intro) if self.intro else ''}"
            f"{_line(scene.place, STRONG)}{_line(scene.text)}"
            f'<ul style="margin:4px 0">{choices}</ul>'
            f"{_line(NOT_PLAYED, f'color:{style.QUIET}')}"
            f'<details><summary style="cursor:pointer">{page.words(self.after_title)}</summary>'
            f'<ul style="margin:4px 0">{after}</ul></details>'
        )

    def show(self) -> None:
        """Display it: alive where a kernel runs, else its first scene as text."""
        front.show(front.Front(self.screen(), lambda message: {}), self.html(), self.title)


def steps(
    title: str, table: pandas.DataFrame, *, intro: str = "", after: Mapping[str, str]
) -> Steps:
    """`Steps` from a table.

    Parameters
    ----------
    title, intro, after : as in `Steps`.
    table : columns scene, place, text, choice, to; one row a choice, in order. An end is one
        row with an empty choice.
    """
    scenes = {}
    for name, rows in table.groupby("scene", sort=False):
        first = rows.iloc[0]
        taken = rows[rows["choice"].notna()]
        choices = dict(zip(taken["choice"], taken["to"], strict=True))
        scenes[name] = Scene(first["place"], first["text"], choices)
    return Steps(title, scenes, intro=intro, after=after)


# ---- Coding: labels for passages, compared with another reader's ----------------------------

NOT_COMMITTED = (
    "You have not committed your codes yet, so there is nothing to compare. Fill in the form "
    "above, commit, and run this cell again."
)


@dataclass(frozen=True)
class Passage(Pick):
    """A passage that gets one of a few codes.

    Parameters
    ----------
    control : Radio with the passage's heading and the codes.
    text : the passage.
    """

    kind: ClassVar[str] = "passage"
    text: str = ""

    def describe(self) -> dict:
        """What controls.js needs to show it."""
        return {**super().describe(), "kind": self.kind, "text": self.text}

    def html(self) -> str:
        """The passage for readers who have not run the cell."""
        return f"{_line(self.control.label, STRONG)}{_line(self.text)}"


class CodingForm(Envelope):
    """Passages that the learner codes, and commits to before another reader's codes are shown.

    What is chosen is kept as a draft at once, so that a restarted kernel loses nothing. Committed
    codes are locked like an envelope; `start_again` gives an empty form and keeps the old codes.

    Parameters
    ----------
    key : where the codes are kept, such as "10/coding".
    passages : id → heading and passage.
    codes : the codes to choose from.
    theirs : id → the other reader's code, and why.
    whose : the other reader, as named in a sentence.

    Raises
    ------
    FormProblem : the other reader has no code for a passage, or one that is not in `codes`.
    """

    def __init__(
        self,
        key: str,
        passages: Mapping[str, tuple[str, str]],
        codes: Sequence[str],
        theirs: Mapping[str, tuple[str, str]],
        whose: str = "the course",
    ):
        for name in passages:
            if name not in theirs or theirs[name][0] not in codes:
                raise FormProblem(f'The form "{key}" has no code of {whose} for "{name}".')
        fields = {
            name: Passage(Radio(f"{place}. {heading}", list(codes)), text=text)
            for place, (name, (heading, text)) in enumerate(passages.items(), start=1)
        }
        Form.__init__(
            self,
            key,
            f"{len(fields)} passages to code",
            fields,
            intro="One code for each. What you choose is kept as a draft; once committed, your "
            "codes are locked.",
            button="Commit my codes",
            done=f"Committed on {{date}}. Your codes beside those of {whose} are below, shut.",
            locks=True,
        )
        self.theirs = {name: theirs[name] for name in fields}
        self.whose = whose
        self._first = key
        self._turn_to(max(len(self.sealed()), 1))

    def answer(self, message: Mapping) -> dict:
        """What the browser gets: nothing for a draft, else what `receive` says."""
        if message.get("ask") != "draft":
            return super().answer(message)
        raw = message.get("answers")
        self._keep_draft(raw if isinstance(raw, Mapping) else {})
        return {}

    def _keep_draft(self, raw: Mapping) -> None:
        """Keep what fits; a disk that takes nothing is told when the codes are committed."""
        draft = {}
        for name in self.fields.keys() & raw.keys():
            try:
                draft[name] = self.fields[name].read(raw[name])
            except Unfit:
                continue
        try:
            progress.save(f"{self.key}-draft", draft)
        except progress.ProgressProblem:
            return

    def _draft(self) -> dict:
        """The draft as places in the list of codes."""
        try:
            draft = progress.read(f"{self.key}-draft", {})
        except CourseError:
            return {}
        fits = isinstance(draft, dict)
        return self._places(
            {n: v for n, v in draft.items() if n in self.fields and self._still_fits(n, v)}
            if fits
            else {}
        )

    def receive(self, raw: Mapping) -> dict:
        """Commit the codes, unless they are committed already.

        Parameters
        ----------
        raw : id → place of the code.

        Returns
        -------
        As in `Form.receive`.
        """
        if len(self.sealed()) >= self.number:
            return {
                "trouble": "These codes are committed, so nothing was changed. To code once more, "
                "run codes.start_again() in a cell of its own."
            }
        return Form.receive(self, raw)

    def screen(self) -> dict:
        """What controls.js shows; the other reader's codes appear once all are committed."""
        return {
            **super().screen(),
            "kind": "coding",
            "draft": self._draft(),
            "theirs": {
                name: [self.fields[name].control.position(code), why]
                for name, (code, why) in self.theirs.items()
            },
            "words": {
                "title": f"Your codes beside those of {self.whose}",
                "columns": ["passage", "you", self.whose, "if not the same, why"],
                "same": f"You and {self.whose} chose the same code for {{same}} of {{items}} "
                "passages, or {percent}%.",
                "kappa": "Luck alone would give about {luck}%. Kappa is {kappa}; for so few "
                "passages it may be anything from {low} to {high}.",
                "none": "Kappa cannot be computed: both used one and the same code throughout.",
                "grid": f"Your codes down the side, those of {self.whose} across",
            },
        }

    def html(self) -> str:
        """The passages for readers who have not run the cell; nobody's codes."""
        passages = "".join(field.html() for field in self.fields.values())
        return page.card(
            f"{_line(self.title, f'{STRONG};font-size:15px')}{_line(self.intro)}{passages}"
            f"{_line(NOT_RUN, f'color:{style.QUIET}')}"
        )

    # ---- Comparing -------------------------------------------------------------------------

    def labels(self, file: Path | str | None = None) -> pandas.DataFrame:
        """The committed codes beside another reader's; no rows before anything is committed.

        Parameters
        ----------
        file : a partner's file, made by `export`; without it, the codes that came with the form.

        Returns
        -------
        One row a passage: passage, you, and a column named after the other reader.

        Raises
        ------
        FormProblem : the file is missing, or holds no codes for these passages.
        """
        sealed = self.sealed()
        if file is None:
            name, codes = self.whose, {each: code for each, (code, _) in self.theirs.items()}
        else:
            name, codes = "your partner", self._read(Path(file))
        mine = sealed[-1].answers if sealed else {}
        rows = [
            (field.control.label, mine[each], codes[each])
            for each, field in self.fields.items()
            if each in mine
        ]
        return pandas.DataFrame(rows, columns=["passage", "you", name])

    def compare(
        self, draw: Callable[[pandas.DataFrame], Picture], file: Path | str | None = None
    ) -> page.Card | None:
        """Draw the comparison with the other reader, or say that there is nothing to compare.

        Parameters
        ----------
        draw : makes a picture of what `labels` gives.
        file : as in `labels`.
        """
        labels = self.labels(file)
        return self.reveal(draw, labels)

    def reveal(self, draw: Callable[..., Picture], *tables: pandas.DataFrame) -> page.Card | None:
        """Show a picture that gives the other reader's codes away, once one's own are committed.

        Parameters
        ----------
        draw : makes the picture of the tables.
        tables : what it draws.
        """
        if not self.sealed():
            return _card(NOT_COMMITTED)
        figures.show(draw(*tables))
        return None

    def export(self, folder: Path | str = ".") -> page.Card:
        """Write the newest committed codes into a small file, for a partner.

        The file holds the day and the codes, and nothing about the learner. A file that is
        there already is never overwritten.

        Parameters
        ----------
        folder : where to; by default the folder of the notebook.

        Raises
        ------
        FormProblem : the folder does not take the file.
        """
        sealed = self.sealed()
        if not sealed:
            return _card("There is nothing to save yet. Commit your codes, then run this again.")
        content = json.dumps(self._contents(sealed[-1]), ensure_ascii=False, indent=1) + "\n"
        name = f"{self._key(sealed[-1].number).replace('/', '-')}.json"
        try:
            path, new = _write_beside(Path(folder) / name, content)
        except OSError as error:
            raise FormProblem(
                f"Your codes could not be saved in {Path(folder).resolve()} "
                f"({error.strerror}). Give another folder: codes.export(folder)."
            ) from error
        words = "Saved as" if new else "These codes are saved already, as"
        return _card(f"{words} {path.name}, in the folder {path.resolve().parent}.")

    def _contents(self, envelope: Sealed) -> dict:
        return {
            "course": "Limited Opponents",
            "coding": self._first,
            "number": envelope.number,
            "committed": envelope.when[:10],
            "codes": dict(envelope.answers),
        }

    def _read(self, path: Path) -> dict[str, str]:
        """The codes in a partner's file."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise FormProblem(
                f"There is no file {path.name} in {path.resolve().parent}. Put your partner's file "
                "there, or give its whole path."
            ) from error
        except (OSError, ValueError) as error:
            raise FormProblem(
                f"{path.name} cannot be read as a file of codes. Ask your partner to save it "
                "again with codes.export()."
            ) from error
        codes = content.get("codes") if isinstance(content, dict) else None
        if not isinstance(codes, dict) or content.get("coding") != self._first:
            raise FormProblem(f"{path.name} holds no codes for these passages.")
        if not self._complete(codes):
            raise FormProblem(
                f"{path.name} lacks a code, or has one that this form does not know. Ask your "
                "partner to save it again with codes.export()."
            )
        return codes


# ---- Opening: a sealed envelope beside what happened ----------------------------------------

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
            f"{_line('The envelope, opened', f'{STRONG};font-size:15px')}{_line(SEAL_FIRST)}"
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
            return _card(SEAL_FIRST)
        figures.show(draw(table))
        return None


# ---- The memo: claims picked, paragraphs written, citations put in --------------------------


class MemoForm:
    """A place to write a memo from claims: it cites, counts, warns and saves.

    What is written is kept in `progress` as it is typed, whatever is wrong with it. Saved are
    two files, Markdown and HTML, which never overwrite another file.

    Parameters
    ----------
    key : where the draft is kept, such as "14/memo".
    known : what can be cited.
    title : what the form is, in a few words.
    intro : what to do, in a sentence or two.
    folder : where memos are saved.
    """

    def __init__(
        self,
        key: str,
        known: memo.Evidence,
        *,
        title: str = "The memo builder",
        intro: str = "",
        folder: Path = MY_WORK,
    ):
        self.key = key
        self.known = known
        self.title = title
        self.intro = intro
        self.folder = folder

    def draft(self) -> memo.Memo:
        """The memo as it stands in the form; an empty one where nothing was written yet."""
        try:
            return memo.from_data(progress.read(self.key))
        except CourseError as problem:
            print(problem)
            return memo.Memo()

    def passports(self) -> dict[str, str]:
        """The claims that the learner stamped, each with the verdict on its stamp.

        A stamp without a locator, or for a claim that the ledger does not hold, is left out.
        """
        try:
            entries = progress.everything()
        except CourseError:
            return {}
        stamps = {
            name.removeprefix("passport/"): entry["value"]
            for name, entry in entries.items()
            if name.startswith("passport/")
        }
        return {
            name: str(stamp.get("verdict", ""))
            for name, stamp in stamps.items()
            if name in self.known.claims and isinstance(stamp, dict) and stamp.get("locator")
        }

    # ---- Asked by the browser --------------------------------------------------------------

    def answer(self, message: Mapping) -> dict:
        """What the browser gets: for a draft only trouble, else the memo saved or opened."""
        ask = message.get("ask")
        if ask == "open":
            return self._open(message.get("name"))
        if ask not in ("draft", "save"):
            return {}
        written = memo.from_data(message.get("answers"))
        try:
            progress.save(self.key, memo.data(written))
        except progress.ProgressProblem as error:
            if ask == "draft":
                return {"trouble": str(error)}
        return self._save(written) if ask == "save" else {}

    def _save(self, written: memo.Memo) -> dict:
        if problems := memo.problems(written, self.known):
            return {"problems": problems}
        try:
            files, new = memo.save(written, self.known, self.folder)
        except memo.MemoProblem as error:
            return {"trouble": str(error)}
        names = " and ".join(path.name for path in files)
        done = "Saved as" if new else "This memo is saved already, as"
        sentence = f"{done} {names}, in the folder {self.folder}. No other file was touched."
        return {"saved": sentence, "files": memo.saved(self.folder)}

    def _open(self, name) -> dict:
        """A saved memo, put in the place of the draft; the draft is kept beside it."""
        if name not in memo.saved(self.folder):
            return {"trouble": f"There is no memo {name} in {self.folder}."}
        try:
            opened = memo.data(memo.reopen(self.folder / name))
            draft = memo.data(self.draft())
            if draft not in self._files():  # what is in a file already needs no second place
                progress.save(f"{self.key}/before", draft)
            progress.save(self.key, opened)
        except CourseError as error:
            return {"trouble": str(error)}
        return {"opened": opened, "name": name}

    def _files(self) -> list[dict]:
        """The memos in the folder that can be read."""
        found = []
        for name in memo.saved(self.folder):
            try:
                found.append(memo.data(memo.reopen(self.folder / name)))
            except CourseError:
                continue
        return found

    def _before(self) -> dict | None:
        """The draft that an opened memo took the place of."""
        try:
            kept = progress.read(f"{self.key}/before")
        except CourseError:
            return None
        return None if kept is None else memo.data(memo.from_data(kept))

    # ---- On the screen ---------------------------------------------------------------------

    def screen(self) -> dict:
        """What controls.js shows: everything that can be cited, every word, and the draft."""
        known = self.known
        return {
            "kind": "memo",
            "key": self.key,
            "title": self.title,
            "intro": self.intro,
            "heads": dict(memo.HEADS),
            "parts": dict(memo.PARTS),
            "limits": [memo.LEAST, memo.MOST],
            "claims": {
                name: [claim["document"], claim["place"], claim["words"], claim["checks"]]
                for name, claim in known.claims.items()
            },
            "checks": {
                name: [check["verdict"], check["caveat"], check["source"]]
                for name, check in known.checks.items()
            },
            "context": {
                name: [each["words"], each["source"]] for name, each in known.context.items()
            },
            "documents": dict(known.documents),
            "places": list(known.places),
            "settled": memo.SETTLED,
            "patterns": {"place": memo.PLACE, "law": memo.LAW},
            "passports": self.passports(),
            "kept": memo.data(self.draft()),
            "before": self._before(),
            "files": memo.saved(self.folder),
            "says": dict(memo.SAYS),
            "page": memo.PAGE,
            "data": memo.DATA,
            "words": MEMO_WORDS,
            "stopped": f"{STOPPED} Copy or download your memo before that.",
        }

    def html(self) -> str:
        """The parts of a memo for readers who have not run the cell."""
        parts = "".join(f"<li>{page.words(title)}</li>" for title in memo.PARTS.values())
        return page.card(
            f"{_line(self.title, f'{STRONG};font-size:15px')}"
            f"{_line(self.intro) if self.intro else ''}"
            f"{_line('A memo has five parts:')}"
            f'<ol style="margin:4px 0">{parts}</ol>'
            f"{_line('Run this cell to write.', f'color:{style.QUIET}')}"
        )

    def show(self) -> None:
        """Display it: alive where a kernel runs, else the parts of a memo as text."""
        front.show(front.Front(self.screen(), self.answer), self.html(), self.title)


# What the memo builder says, apart from what it says of the memo itself (`memo.SAYS`).
MEMO_WORDS = {
    "pick": "1. Pick your claims",
    "where": "Look in",
    "groups": {
        "passports": "your passports",
        "claims": "the whole ledger",
        "checks": "the source checks",
        "context": "the context",
    },
    "search": "Look for a word, a locator or an id",
    "found": "{count} found, {shown} shown.",
    "more": "Write more of the word to see others.",
    "add": "Pick",
    "picked": "Picked: {id}.",
    "tray": "2. Your claims",
    "none": "Nothing is picked yet.",
    "cite": "Cite",
    "caveat": "Insert caveat",
    "check": "Cite check",
    "drop": "Remove",
    "dropped": "Removed from your claims: {id}. What you wrote stays.",
    "stamp": "Your passport says",
    "verdict": "Check {check}: {verdict}.",
    "unchecked": "No check of its own: say who says so.",
    "into": "{mark} stands in “{part}” now.",
    "write": "3. Write",
    "before": "Citations go where your cursor was last.",
    "state": "4. How it stands",
    "count": "{words} words of {least} to {most}; citations do not count.",
    "refused": "To mend before it can be saved",
    "warned": "A careful reader will ask",
    "fine": "Every figure has a locator, and no failed check goes without its caveat.",
    "keep": "5. Keep it",
    "save": "Save in my-work",
    "not_saved": "Not saved yet; your text is kept in the form. {problems}",
    "nobody": "Nobody answered, so no file was saved. Copy or download the memo instead.",
    "open": "Open a saved memo",
    "open_button": "Open",
    "file": "Open a memo from a file",
    "opened": "{name} is open. What you had before is kept: choose “Back to what was here”.",
    "back": "Back to what was here",
    "backed": "What was here before is back.",
    "no_memo": "{name} holds no memo of this course. Your text is as it was.",
    "copy": "Copy as Markdown",
    "copied": "The memo is in the clipboard, as Markdown.",
    "not_copied": "The browser does not let the page copy. Download the memo instead.",
    "markdown": "Download Markdown",
    "page": "Download HTML",
    "downloaded": "Handed to the browser as {name}; it is in your downloads.",
    "print": "Print",
    "sources": "Sources",
    "untitled": "Memo",
}


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
