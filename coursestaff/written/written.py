"""Written tasks: handed out for marking without names, and the marks taken back.

In the folder of the marks there are then, for exercise 03: `written/read-03.html`, the texts side
by side; `written/sheet-03.csv`, for the points; and `written/key-03.csv`, which says whose code is
whose and is not needed for marking.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError
from coursestaff.written import answers_page, codes, marks, rubrics, sheet, spreadsheets
from coursestaff.written.marks import Marked
from coursestaff.written.spreadsheets import Table

WORKBOOKS = (".xlsx", ".xls", ".ods", ".numbers")


class WrittenProblem(CourseError):
    """Answers that cannot be handed out: says why, and what to do."""


@dataclass(frozen=True)
class Answer:
    """What one student wrote for one task.

    Parameters
    ----------
    student : as the key names them.
    task : such as "e03-5".
    text : as it was written.
    remarks : sentences of the checks, such as on its length.
    """

    student: str
    task: str
    text: str
    remarks: tuple[str, ...] = ()

    @property
    def whose(self) -> tuple[str, str]:
        """Student and task."""
        return self.student, self.task


@dataclass(frozen=True)
class Files:
    """Where the sheet, the key and the page of one exercise are."""

    sheet: Path
    key: Path
    page: Path

    @classmethod
    def of(cls, exercise: str, out: Path) -> "Files":
        """Those of an exercise, in the folder of the marks."""
        folder = Path(out) / "written"
        names = (f"sheet-{exercise}.csv", f"key-{exercise}.csv", f"read-{exercise}.html")
        return cls(*(folder / name for name in names))


def hand_out(
    answers: Iterable[Answer], exercise: str, out: Path, seed: int, blind: bool = True
) -> list[str]:
    """Write the sheet to mark on, the page to read and the key, and say what there is.

    What was entered in an earlier sheet stays, and so do the codes. Answers without any text are
    left out. A text that was changed after it was marked gets a note in the sheet.

    Parameters
    ----------
    answers : at most one for a student and a task.
    exercise : two digits, such as "03".
    out : the folder of the marks.
    seed : draws the codes.
    blind : whether sheet and page have codes alone, and no names.

    Returns
    -------
    list[str]
        Sentences for the instructor.

    Raises
    ------
    WrittenProblem : an answer belongs to no written task of the exercise, a student has two for
        one task, or an earlier sheet has lost its key.
    RubricProblem, KeyProblem, SpreadsheetProblem : a file cannot be used or written.
    """
    rubric, files, answers = rubrics.load(exercise), Files.of(exercise, out), list(answers)
    _check(answers, set(rubric["task"]), exercise)
    former, key = _former(files)
    given = [each for each in answers if each.text.strip() or each.whose in key.texts]
    new = _new_key(key, given, former, f"{seed}/{exercise}")
    names = {} if blind else {code: student for student, code in new.codes.items()}
    changed = _changed(given, key, former)
    gone = _gone(given, new, former)
    here = {(new.codes[each.student], each.task) for each in given}
    rows = sheet.rows(here | gone, rubrics.scales(rubric), former)
    sheet.note_changes(rows, changed)
    # The key comes last: until it is written, a changed text is found again next time.
    sheet.write(files.sheet, rows, names, former)
    page = answers_page.page(_shown(given, new, names, sheet.noted(rows)), rubric, exercise)
    spreadsheets.keep(files.page, page.encode("utf-8", errors="backslashreplace"))
    codes.save(files.key, new)
    without = len(answers) - len(given)
    return [*former.doubts, *_report(files, len(given), without, changed, gone)]


def _check(answers: Sequence[Answer], tasks: Collection[str], exercise: str) -> None:
    for answer in answers:
        if answer.task not in tasks:
            raise WrittenProblem(
                f"{answer.task} is no written task of exercise {exercise}; its rubric has: "
                f"{', '.join(sorted(tasks))}."
            )
    for (student, task), often in Counter(each.whose for each in answers).items():
        if often > 1:
            raise WrittenProblem(
                f"{student} has {often} answers to {task}. Leave one of them, and set the others "
                "aside."
            )


def _former(files: Files) -> tuple[Table, codes.Key]:
    """The sheet and the key of an earlier time, or empty ones."""
    former = sheet.read(files.sheet)
    if files.key.exists():
        return former, codes.load(files.key)
    if sheet.marked(former):
        raise WrittenProblem(
            f"{spreadsheets.shown(files.key)} is missing, so nobody can say whose marks stand in "
            f"{spreadsheets.shown(files.sheet)}. Put the key back, or move the sheet elsewhere."
        )
    return former, codes.Key()


def _new_key(key: codes.Key, given: Sequence[Answer], former: Table, seed: str) -> codes.Key:
    """The key with the new students and the texts of today."""
    taken = {code for code, _ in sheet.marked(former)}
    drawn = codes.drawn(key.codes, [each.student for each in given], taken, seed)
    today = {each.whose: codes.fingerprint(each.text) for each in given}
    return codes.Key(drawn, {**key.texts, **today})


def _changed(given: Sequence[Answer], key: codes.Key, former: Table) -> set[tuple[str, str]]:
    """Code and task of every answer that was marked with another text."""
    other = [
        each
        for each in given
        if key.texts.get(each.whose, now := codes.fingerprint(each.text)) != now
    ]
    return {(key.codes[each.student], each.task) for each in other} & sheet.marked(former)


def _gone(given: Sequence[Answer], key: codes.Key, former: Table) -> set[tuple[str, str]]:
    """Code and task of every answer that was marked and is not among those given now."""
    here = {each.whose for each in given}
    gone = {(key.codes[whose[0]], whose[1]) for whose in key.texts if whose not in here}
    return gone & sheet.marked(former)


def _shown(
    given: Sequence[Answer],
    key: codes.Key,
    names: Mapping[str, str],
    noted: Collection[tuple[str, str]],
) -> list[answers_page.Shown]:
    """The answers as the page shows them, in the order of the sheet."""
    found = []
    for each in given:
        code = key.codes[each.student]
        remarks = (*each.remarks, *([sheet.CHANGED] if (code, each.task) in noted else []))
        name = names.get(code, "")
        found.append(answers_page.Shown(code, name, each.task, each.text, remarks))
    return sorted(found, key=lambda shown: (shown.task, shown.code))


def _report(
    files: Files,
    count: int,
    without: int,
    changed: Collection[tuple[str, str]],
    gone: Collection[tuple[str, str]],
) -> list[str]:
    """What an instructor should know of what was handed out."""
    file = spreadsheets.shown(files.sheet)
    said = [
        f"Texts of the class: {count}. They stand in {spreadsheets.shown(files.page)}, and their "
        f"points go into {file}."
    ]
    if without:
        said.append(f"Answers without a text, which are not in {file}: {without}.")
    for code, task in sorted(changed):
        said.append(f"{file}: {code}, {task}: {sheet.CHANGED} Look at it again.")
    for code, task in sorted(gone):
        said.append(
            f"{file}: {code}, {task} is not among the answers this time. What was entered for it "
            "stays."
        )
    return said


def taken_back(exercise: str, out: Path) -> tuple[dict[tuple[str, str], Marked], list[str]]:
    """The marks that stand in the sheet, and what is doubtful in it. Nothing is written.

    Parameters
    ----------
    exercise : two digits, such as "03".
    out : the folder of the marks, as `hand_out` was given it.

    Returns
    -------
    dict, list[str]
        Student and task → what was given; and sentences with file and row. An answer with a
        doubtful row counts as not yet marked. Where nothing was handed out, both are empty.

    Raises
    ------
    RubricProblem, SpreadsheetProblem : the rubric cannot be used.
    """
    scales, files = rubrics.scales(rubrics.load(exercise)), Files.of(exercise, out)
    said = _workbooks(files.sheet)
    if not files.sheet.exists():
        return {}, said
    try:
        table, key = sheet.read(files.sheet), codes.load(files.key)
    except CourseError as problem:
        return {}, [*said, str(problem)]
    known = {(key.codes[whose[0]], whose[1]): whose for whose in key.texts if whose[1] in scales}
    found, doubts = marks.read(table, spreadsheets.shown(files.sheet), scales, known)
    given = {known[place]: marked for place, marked in found.items()}
    return given, [*said, *table.doubts, *doubts]


def _workbooks(file: Path) -> list[str]:
    """A sentence for each workbook beside the sheet, since marks in it would go unseen."""
    return [
        f"{spreadsheets.shown(other)} is not read. Save it as CSV, under the name {file.name}."
        for other in map(file.with_suffix, WORKBOOKS)
        if other.exists()
    ]
