"""Exercise checks: say at once whether an answer is right, or what kind of slip it looks like.

What a task expects stands in `tasks/eNN.py` and is computed from the data when the check runs;
the answer itself is never printed and never kept. A check is strict about kinds: a number is a
plain number, so neither an empty answer nor an object that claims to equal everything passes.
"""

import functools
import importlib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy
import pandas
from IPython.display import display

from coursekit import charts, cite, figures, page, progress, tables
from coursekit.errors import CourseError

Load = Callable[[str], pandas.DataFrame]

# The verdicts of the table `checks`, as the exercises ask for them.
VERDICTS = (
    "holds",
    "right number, wrong label",
    "not comparable",
    "wrong",
    "cannot be checked",
    "reported, unresolved",
)

# Exact types: a subclass may bring a == of its own, and then a comparison proves nothing.
WHOLE = frozenset({int} | {numpy.dtype(code).type for code in "bBhHiIlLqQ"})
NUMBERS = WHOLE | {float} | {numpy.dtype(code).type for code in "efdg"}


class CheckProblem(CourseError):
    """A check that cannot run: unknown task, or an answer given under another name."""


class Slip(Exception):
    """An answer that is not right, with the sentence that helps."""


@dataclass(frozen=True)
class Foreseen:
    """A slip that a task expects: the wrong value it leads to, and what to say of it.

    Parameters
    ----------
    value : computes the wrong value from the course's tables.
    sentence : what to look at again; never the answer.
    decimals : how closely a number has to meet the wrong value, where not as the task asks.
    """

    value: Callable[[Load], object]
    sentence: str
    decimals: int | None = None


def _name_of_kind(value) -> str:
    """What somebody put in place of an answer, in words for a beginner."""
    if type(value) in NUMBERS:
        return "a single number"
    kinds = [
        (pandas.DataFrame, "a whole table"),
        (pandas.Series, "a whole column"),
        (numpy.ndarray, "a whole array of values"),
        (str, "a piece of text, in quotation marks"),
        (bool, "True or False"),
        ((list, tuple, set, dict), "a collection of several values"),
        (date, "a whole date, with its year and month"),
        (timedelta, "a time between two dates (put .days behind it)"),
    ]
    for kind, words in kinds:
        if isinstance(value, kind):
            return words
    return f"something of the kind {type(value).__name__}"


def _decimals(count: int) -> str:
    return "one decimal" if count == 1 else f"{count} decimals"


def _demand_written(name: str, value) -> None:
    if value is ... or value is None:
        raise Slip(f"{name} has no answer yet. Put yours in place of the three dots.")


@dataclass(frozen=True)
class Number:
    """A task's number.

    Parameters
    ----------
    value : computes the right number from the course's tables.
    decimals : to how many decimals the task asks it to be rounded; an answer that was not
        rounded is right as well.
    slips : wrong numbers that are foreseen.
    whole : the number must be a whole one, such as a year.
    read_off : the number may be read off a table or a chart and typed in. Where it may not, the
        grader asks whether the learner's lines find it for other data as well.
    """

    value: Callable[[Load], float]
    decimals: int = 0
    slips: tuple[Foreseen, ...] = ()
    whole: bool = False
    read_off: bool = False

    def demand(self, name: str, given, load: Load) -> None:
        """Raise `Slip` unless the answer is right."""
        _demand_written(name, given)
        if type(given) is tuple:
            raise Slip(
                f"There is a comma in {name}, which makes it several values. In code 1,234 is "
                "written 1234, and decimals stand behind a point."
            )
        if type(given) not in NUMBERS:
            raise Slip(f"{name} should be one number, and it is {_name_of_kind(given)}.")
        number = float(given)
        if not math.isfinite(number):
            raise Slip(f"{name} is not a usable number ({number}). Look for an empty value.")
        if self.whole and not number.is_integer():
            raise Slip(f"{name} should be a whole number, without decimals.")
        wanted = self.value(load)
        if self._meets(number, wanted):
            return
        for slip in self.slips:
            if self._meets(number, slip.value(load), slip.decimals):
                raise Slip(slip.sentence)
        if any(number == round(wanted, fewer) for fewer in range(self.decimals)):
            raise Slip(f"{name} is rounded too far. Keep {_decimals(self.decimals)}.")
        raise Slip(f"{name} is not the number we get. Read the task again, step by step.")

    def _meets(self, number: float, wanted: float, decimals: int | None = None) -> bool:
        """Right as computed, or rounded as asked; a hair's breadth for binary fractions."""
        decimals = self.decimals if decimals is None else decimals
        return abs(number - wanted) <= 0.5 * 10**-decimals + 1e-9


def _bare(words: str) -> str:
    """Words without what is typed by habit: capitals, blanks beside them, a full stop."""
    return " ".join(words.split()).strip(" .").casefold()


@dataclass(frozen=True)
class Choice:
    """One of several given words.

    Parameters
    ----------
    value : computes the right word from the course's tables.
    options : the words allowed.
    slips : wrong words that are foreseen.
    """

    value: Callable[[Load], str]
    options: tuple[str, ...]
    slips: tuple[Foreseen, ...] = ()

    def demand(self, name: str, given, load: Load) -> None:
        """Raise `Slip` unless the answer is right."""
        _demand_written(name, given)
        if type(given) is not str:
            raise Slip(
                f"{name} should be one of the given words in quotation marks, "
                f"and it is {_name_of_kind(given)}."
            )
        word = _bare(given)
        if word not in {_bare(option) for option in self.options}:
            raise Slip(f"{name} should be one of: {'; '.join(self.options)}.")
        if word == _bare(self.value(load)):
            return
        for slip in self.slips:
            if word == _bare(slip.value(load)):
                raise Slip(slip.sentence)
        raise Slip(f"“{given}” does not fit best. Read the evidence in the task once more.")


@dataclass(frozen=True)
class Column:
    """A column of numbers with its labels, such as shares by year.

    Parameters
    ----------
    value : computes the right column from the course's tables.
    decimals : to how many decimals the values are asked for.
    labels : what the labels are, in words ("years").
    slips : wrong columns that are foreseen; they may have other labels than the right one.
    """

    value: Callable[[Load], pandas.Series]
    decimals: int = 0
    labels: str = "labels"
    slips: tuple[Foreseen, ...] = ()

    def demand(self, name: str, given, load: Load) -> None:
        """Raise `Slip` unless the answer is right."""
        _demand_written(name, given)
        if type(given) is not pandas.Series:
            raise Slip(f"{name} should be a column of a table, and it is {_name_of_kind(given)}.")
        if given.empty:
            raise Slip(f"{name} is a column without any values.")
        if not pandas.api.types.is_numeric_dtype(given.dtype) or given.dtype == bool:
            raise Slip(f"{name} should hold numbers.")
        if given.isna().any():
            raise Slip(f"{name} has empty places in it.")
        wanted = self.value(load)
        if self._meets(given, wanted):
            return
        for slip in self.slips:
            if self._meets(given, slip.value(load)):
                raise Slip(slip.sentence)
        if len(given) != len(wanted):
            raise Slip(f"{name} has {len(given)} values; the task asks for {len(wanted)}.")
        if set(given.index) != set(wanted.index):
            raise Slip(f"The values of {name} should be labelled by {self.labels}, as in the task.")
        if list(given.index) != list(wanted.index):
            raise Slip(f"{name} has the right labels, in another order. Keep that of the table.")
        if any(self._meets(given, wanted.round(fewer), 0) for fewer in range(self.decimals)):
            raise Slip(f"{name} is rounded too far. Keep {_decimals(self.decimals)}.")
        raise Slip(f"{name} does not hold the numbers we get. Check how each value is made.")

    def _meets(self, given: pandas.Series, wanted: pandas.Series, reach: float = 0.5) -> bool:
        if list(given.index) != list(wanted.index):
            return False
        distance = numpy.abs(given.to_numpy(dtype=float) - wanted.to_numpy(dtype=float))
        return bool((distance <= reach * 10**-self.decimals + 1e-9).all())


@dataclass(frozen=True)
class Argument:
    """A short written answer: its length and its locators are checked, its quality is not.

    Parameters
    ----------
    least, most : words.
    locators : how many different locators it must name.
    """

    least: int = 100
    most: int = 150
    locators: int = 1

    def demand(self, name: str, given, load: Load) -> None:
        """Raise `Slip` unless the answer has the asked form."""
        _demand_written(name, given)
        if type(given) is not str:
            raise Slip(f"{name} should be a text in quotation marks.")
        words = len(re.findall(r"\S*\w\S*", given))
        if words == 0:
            raise Slip(f"{name} is empty. Write between the quotation marks.")
        if not self.least <= words <= self.most:
            raise Slip(f"{name} has {words} words; the task asks for {self.least} to {self.most}.")
        passages = set(load("passages")["locator"])
        named = set(cite.locators(given))
        if named - passages:
            raise Slip(f"{name} points to {min(named - passages)}, which does not exist.")
        named |= set(cite.as_typed(given)) & passages
        if len(named) < self.locators:
            wanted = "one locator" if self.locators == 1 else f"{self.locators} locators"
            found = f"only {len(named)}" if named else "none"
            raise Slip(
                f"{name} should name at least {wanted}, and we could read {found}. They are "
                "written like this: Feng 2.2, Zheng ¶3, Op-ed ¶5."
            )


@dataclass(frozen=True)
class Task:
    """One task of an exercise.

    Parameters
    ----------
    answers : name of a variable → what it should hold.
    praise : what to say when all answers are right: what they mean, not what they are.
    head : the first words of it; a text can be in order, but no machine calls it right.
    """

    answers: Mapping[str, Number | Choice | Column | Argument]
    praise: str
    head: str = "Right."


@dataclass(frozen=True)
class Verdict:
    """What a check found: `right`, and the sentences for the learner."""

    right: bool
    sentences: tuple[str, ...]


def find(name: str) -> Task:
    """What a task expects.

    Parameters
    ----------
    name : such as "e03-1".

    Raises
    ------
    CheckProblem : there is no such task.
    """
    match = re.fullmatch(r"e(\d{2})-(\d+)", str(name))
    try:
        module = importlib.import_module(f"tasks.e{match[1]}")
        return module.TASKS[name]
    except (TypeError, ModuleNotFoundError, KeyError) as error:
        raise CheckProblem(
            f'There is no task "{name}". A task is called e03-1: exercise 03, task 1.'
        ) from error


def judge(name: str, answers: Mapping[str, object], load: Load = tables.load) -> Verdict:
    """Whether the answers to a task are right; nothing is shown or kept.

    Parameters
    ----------
    name : such as "e03-1".
    answers : name of a variable → what the learner put into it.
    load : gives a table by its name; the grader passes altered tables.

    Raises
    ------
    CheckProblem : unknown task, or names of answers that the task does not ask for.
    """
    task = find(name)
    if set(answers) != set(task.answers):
        raise CheckProblem(
            f"The check of {name} wants exactly these names: {', '.join(task.answers)}."
        )
    sentences = []
    for variable, expected in task.answers.items():
        try:
            expected.demand(variable, answers[variable], load)
        except Slip as slip:
            sentences.append(str(slip))
    return Verdict(not sentences, tuple(sentences) or (task.praise,))


def task(name: str, **answers) -> None:
    """Check the answers to a task and say at once what comes of it.

    Parameters
    ----------
    name : such as "e03-1".
    answers : the task's variables, by name.

    Raises
    ------
    CheckProblem : as in `judge`.
    """
    # A table is read once for all answers; the tasks only read.
    verdict = judge(name, answers, functools.cache(tables.load))
    head = find(name).head if verdict.right else "Not yet."
    lines = "".join(f"<p style='margin:4px 0'>{page.text(line)}</p>" for line in verdict.sentences)
    words = " ".join((head, *verdict.sentences))
    try:
        progress.save(f"exercise/{name}", "right" if verdict.right else "tried")
    except progress.ProgressProblem as problem:
        lines += f"<p style='margin:4px 0'>{page.text(str(problem))}</p>"
    display(page.Card(f"<p style='margin:0'><strong>{head}</strong></p>{lines}", words))


def _instead_of_a_column(given) -> str:
    """What to do about something that is no column, or one with empty places."""
    if given is ... or given is None:
        return "Put your answer in place of the three dots."
    if type(given) is pandas.DataFrame:
        return "This is still a whole table; make one column of it."
    if type(given) in NUMBERS:
        return "This is one number; the chart needs a whole column."
    return "Fill the column first."


def draw(picture: Callable[[pandas.Series], charts.Picture], column) -> None:
    """Draw a learner's own column; a sentence where there is nothing to draw yet.

    Parameters
    ----------
    picture : makes a picture of a column, such as `economies.draw_own_share`.
    column : the learner's answer.
    """
    if type(column) is not pandas.Series or column.empty or column.isna().any():
        words = f"There is nothing to draw yet. {_instead_of_a_column(column)} Then run this again."
        display(page.Card(f"<p style='margin:0'>{words}</p>", words))
        return
    figures.show(picture(column))
