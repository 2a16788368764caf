"""Fields, forms, predictions and quick checks: what a learner is asked, and what is kept of it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

import pandas

from coursekit import front, page, progress, style
from coursekit.errors import CourseError
from coursekit.explore import SILENCE, STOPPED, Control, Radio, with_unit

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
        return f"{paragraph(self.label, STRONG)}{paragraph(f'{wanted}{unit}.')}"


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
        return paragraph(self.label, STRONG)


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
        return f'{paragraph(self.control.label, STRONG)}<ul style="margin:4px 0">{options}</ul>'


def paragraph(text: str, look: str = "") -> str:
    """A line of a card as HTML, with a look in CSS."""
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
        intro = paragraph(self.intro) if self.intro else ""
        fields = "".join(field.html() for field in self.fields.values())
        return page.card(
            f"{paragraph(self.title, f'{STRONG};font-size:15px')}{intro}{fields}"
            f"{paragraph(NOT_RUN, f'color:{style.QUIET}')}"
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
            paragraph("Your prediction", STRONG) + paragraph(words),
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
