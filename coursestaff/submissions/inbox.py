"""What a folder of submissions holds: whose each notebook is, and which of them is marked.

Four ways of keeping submissions are known, also inside zips:

- **a folder a student**, ``anna/03-economies.ipynb``, or a zip a student;
- **flat files**, ``03-economies_anna.ipynb``: the student is what is left when the exercise's own
  file name is taken away;
- **Moodle**, *Download all submissions*: ``Anna Hart_123456_assignsubmission_file/`` and in it the
  files as they were handed in, or, without folders, one file
  ``Anna Hart_123456_assignsubmission_file_03-economies.ipynb``. The number is the one in the
  column Identifier of Moodle's grading worksheet. Read in Moodle's own code
  (https://github.com/moodle/moodle), in mod/assign/classes/downloader.php;
- **Canvas**, *Download Submissions*: ``hartanna_123_456789_03-economies.ipynb`` for the name
  without blanks, the student's ID in the gradebook, the number of the file, and the file's name;
  with ``_LATE`` before the ID where it was late; ``anon_ab1cd_456789_…`` where names are hidden.
  To the name of a file that it has already Canvas adds ``-1``, then ``-2``. Read in Canvas's own
  code (https://github.com/instructure/canvas-lms), in lib/content_zipper.rb and, for the names,
  app/models/attachment.rb. That the number of a file grows with time is our reading.

Canvas's two numbers are taken as such from three digits on, so that a date in a name is none.

A memo's Markdown file may lie beside its student's notebook, or have the student's name in its own,
as notebooks have it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from coursekit import paths
from coursestaff.submissions import handed, memos
from coursestaff.submissions.handed import LIMIT, Handed, InboxProblem
from coursestaff.submissions.memos import Beside
from coursestaff.submissions.reading import decoded, parsed

__all__ = ["LIMIT", "InboxProblem", "Submission", "collect", "decoded", "envelopes"]

NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)?$", re.IGNORECASE)  # some browsers add the second
EXPORT = re.compile(r"(envelope|coding).*\.json$", re.IGNORECASE)
EXPORT_LIMIT = 100_000  # bytes; an envelope has some 300
FORMS = ("01-envelope", "13-envelope", "10-coding")

MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_file(?:_(?P<rest>.*))?")
CANVAS = re.compile(
    r"(?P<name>\w+?)(?:_LATE)?_(?P<number>\d{3,})_(?P<file>\d{3,})_(?P<rest>.+)", re.IGNORECASE
)
CANVAS_ANONYMOUS = re.compile(
    r"(?:LATE_)?(?P<name>anon_[a-z0-9]+)_(?P<file>\d{3,})_(?P<rest>.+)", re.IGNORECASE
)
AGAIN = re.compile(r"-(\d{1,2})(?:\.\w+)+$")  # Canvas's mark of a further upload
COPY = re.compile(r"(?:[-_ ]*\(\d+\)|[-_ ]+copy ?\d*)+$", re.IGNORECASE)
COURSE_FOLDERS = ("lessons", "exercises", "my-work")  # never a student
LONGEST = 80  # characters of a name
SHOWN = 5  # file names in a sentence


@dataclass(frozen=True)
class Submission:
    """The one notebook of a student that is marked.

    Parameters
    ----------
    student : as the file, the folder or the learning platform names them; no two are alike.
    source : where it was found, for messages.
    path : the file, or the zip that holds it.
    member : its name inside the zip.
    notes : sentences for the instructor about this submission.
    number : Moodle's participant number or Canvas's ID, which exports need.
    outer : the name of the zip inside `path` that holds `member`, where zips are nested.
    memos : the student's memos in Markdown, no two of one name.
    """

    student: str
    source: str
    path: Path
    member: str | None = None
    notes: tuple[str, ...] = ()
    number: str | None = None
    outer: str | None = None
    memos: tuple[Beside, ...] = ()

    def raw(self) -> bytes:
        """The bytes that were handed in.

        Raises InboxProblem: more than LIMIT bytes, a damaged or locked zip, an unreadable file.
        """
        return handed.read(self.path, self.member, self.outer, LIMIT)


@dataclass(frozen=True)
class _Owner:
    """Whose a file is; files with the same key are one student's."""

    key: tuple
    name: str
    number: str | None = None
    upload: tuple[int, int] = (0, 0)  # Canvas's count of uploads of one name; the file's number


_Owned = tuple[Handed, _Owner]


# --- Submissions ------------------------------------------------------------------------


def collect(folder: Path, exercise: str | None = None) -> tuple[list[Submission], list[str]]:
    """The submissions in a folder or zip, by student, and sentences about all the rest.

    Of several notebooks of one student one is marked. In this order: one with the exercise's own
    file name; one in a folder my-work; one that is not in a folder lessons; Canvas's highest
    number of an upload, then of a file; the one changed last; the last by name. Two students with
    the same name (different folders, or different numbers) both stay, told apart by what is put
    behind their names.

    Parameters
    ----------
    folder : the folder, or one zip file.
    exercise : the file name without its ending, such as "03-economies": other exercises'
        notebooks are then passed over. By default the names of all exercises are known.

    Returns
    -------
    The submissions, and sentences for the instructor. What concerns one submission is among its
    notes as well.

    Raises
    ------
    InboxProblem : there is no such folder or zip.
    """
    found, sentences = handed.everything(folder)
    stems = _stems()
    notebooks = list(filter(_is_notebook, found))
    wanted, others = _of(notebooks, exercise, stems)
    sentences += _passed_over("of another exercise", others) + _only(others, notebooks, stems)
    known = (_is_notebook, _is_export, memos.is_memo)
    unknown = [file for file in found if not any(each(file) for each in known)]
    sentences += _passed_over("no notebook", unknown)
    written = list(filter(memos.is_memo, found))
    owned = list(_owners([*wanted, *written], stems, sentences))
    beside = _memos_by_student(owned, sentences)
    owned = [each for each in owned if not memos.is_memo(each[0])]
    marked = [
        _with_memos(_marked(each, exercise, sentences), beside[each[0][1].key], sentences)
        for each in _by_student(owned)
    ]
    marked = _told_apart(marked, sentences)
    if not marked:
        sentences.append(f"There is no notebook to mark in {folder}.")
    return sorted(marked, key=lambda each: (_alike(each.student), each.student)), sentences


def _stems() -> list[str]:
    return sorted(path.stem for path in paths.EXERCISES.glob("*.ipynb"))


def _is_notebook(file: Handed) -> bool:
    return NOTEBOOK.search(file.parts[-1]) is not None


def _is_export(file: Handed) -> bool:
    return EXPORT.search(file.parts[-1]) is not None


def _of(
    notebooks: Iterable[Handed], exercise: str | None, stems: Sequence[str]
) -> tuple[list[Handed], list[Handed]]:
    """Notebooks that may be of the exercise, and those that are named for another."""
    if exercise is None:
        return list(notebooks), []
    rest = [stem for stem in stems if stem != exercise]
    wanted, others = [], []
    for file in notebooks:
        name = file.parts[-1]
        is_other = _names(name, rest) and not _names(name, [exercise])
        (others if is_other else wanted).append(file)
    return wanted, others


def _passed_over(what: str, files: Sequence[Handed]) -> list[str]:
    if not files:
        return []
    shown = ", ".join(file.source for file in files[:SHOWN])
    more = f" and {len(files) - SHOWN} more" if len(files) > SHOWN else ""
    return [f"Passed over, as {what}: {shown}{more}."]


def _only(others: Sequence[Handed], notebooks: Sequence[Handed], stems: Sequence[str]) -> list[str]:
    """A sentence that names whoever handed in other exercises' notebooks and no other."""
    passed_over, of_others, wanted = set(others), {}, set()
    for file, owner in _owners(notebooks, stems, []):
        if file not in passed_over:
            wanted.add(owner.key)
        elif owner.key[0] != "file":  # one that names nobody
            of_others[owner.key] = owner.name
    names = sorted(name for key, name in of_others.items() if key not in wanted)
    if not names:
        return []
    return [f"Without a row, since only another exercise's notebook came: {', '.join(names)}."]


def _by_student(owned: Iterable[_Owned]) -> list[list[_Owned]]:
    groups = defaultdict(list)
    for file, owner in owned:
        groups[owner.key].append((file, owner))
    return list(groups.values())


# Why one notebook is marked and not another, in the order in which it counts.
REASONS = (
    "it has the exercise's file name",
    "it lies in my-work",
    "the others lie in a folder of lessons",
    "Canvas counts it as the last upload",
    "it has the highest number that Canvas gave",
    "it was changed last",
    "its name comes last",
)


def _standing(owned: _Owned, exercise: str | None) -> tuple:
    """What decides between a student's notebooks; the highest is marked."""
    file, owner = owned
    return (
        exercise is not None and _names(file.parts[-1], [exercise]),
        "my-work" in file.parts,
        "lessons" not in file.parts,
        *owner.upload,
        file.when,
        file.source,
    )


def _marked(owned: list[_Owned], exercise: str | None, sentences: list[str]) -> Submission:
    """The notebook of a student that is marked; adds a sentence where there are several."""
    *others, chosen = sorted(owned, key=lambda each: _standing(each, exercise))
    file, owner = chosen
    notes = ()
    if others:
        pairs = zip(_standing(chosen, exercise), _standing(others[-1], exercise), strict=True)
        why = next(
            (reason for reason, (a, b) in zip(REASONS, pairs, strict=True) if a != b), REASONS[-1]
        )
        passed = ", ".join(other.source for other, _ in others)
        notes = (f"{owner.name}: {file.source} is marked, since {why}; passed over: {passed}.",)
        sentences += notes
    return Submission(
        owner.name, file.source, file.path, file.member, notes, owner.number, file.outer
    )


def _memos_by_student(owned: Sequence[_Owned], sentences: list[str]) -> dict[tuple, list[_Owned]]:
    """Whose each memo is, by the owner's key; adds a sentence for those that are nobody's.

    A memo that names nobody is its neighbour's where one student's notebooks lie beside it.
    """
    neighbours, found, strays = defaultdict(set), defaultdict(list), []
    for file, owner in owned:
        if not memos.is_memo(file):
            neighbours[file.parts[:-1]].add(owner.key)
    students = set().union(*neighbours.values())
    for file, owner in owned:
        if not memos.is_memo(file):
            continue
        near = neighbours.get(file.parts[:-1], set())
        if owner.key in students:
            found[owner.key].append((file, owner))
        elif owner.key[0] == "file" and len(near) == 1:
            found[next(iter(near))].append((file, owner))
        else:
            strays.append(file)
    sentences += _passed_over("a memo of nobody whose notebook came", strays)
    return found


def _with_memos(
    submission: Submission, owned: Sequence[_Owned], sentences: list[str]
) -> Submission:
    """A submission with its memos; of several of one name the one in my-work or the last counts."""
    named: dict[str, list[Beside]] = defaultdict(list)
    for file, owner in sorted(owned, key=_memo_standing):
        with_student = owner.key[0] == "flat" or _by_platform(file.parts[-1]) == owner
        name = memos.own_name(file.parts[-1], with_student)
        named[name.casefold()].append(Beside(name, file))
    notes = [
        f"{submission.student}: {kept.file.source} is taken as {kept.name}; passed over: "
        f"{', '.join(other.file.source for other in others)}."
        for *others, kept in named.values()
        if others
    ]
    kept = sorted((each[-1] for each in named.values()), key=lambda each: each.file.when)
    if len(kept) > memos.MOST:
        notes.append(f"{submission.student}: of {len(kept)} memos the last {memos.MOST} are read.")
    sentences += notes
    return replace(submission, notes=(*submission.notes, *notes), memos=tuple(kept[-memos.MOST :]))


def _memo_standing(owned: _Owned) -> tuple:
    """What decides between a student's memos of one name; the highest counts."""
    file, owner = owned
    return ("my-work" in file.parts, *owner.upload, file.when, file.source)


def _told_apart(marked: Sequence[Submission], sentences: list[str]) -> list[Submission]:
    """Submissions whose students' names all differ; adds a sentence for names that did not."""
    groups = defaultdict(list)
    for each in marked:
        groups[_alike(each.student)].append(each)
    taken = {name for name, group in groups.items() if len(group) == 1}
    apart = []
    for group in groups.values():
        if len(group) == 1:
            apart += group
            continue
        renamed = [replace(each, student=_free_name(each, taken)) for each in group]
        listed = "; ".join(f"{each.student}: {each.source}" for each in renamed)
        note = (
            f"{len(group)} students are called {group[0].student}, and all are marked: {listed}. "
            "If two are the same person, take one file away."
        )
        sentences.append(note)
        # On a student's page stands nothing of the others.
        own = f"{len(group)} students are called {group[0].student}; this is one of them."
        apart += [replace(each, notes=(*each.notes, own)) for each in renamed]
    return apart


def _free_name(submission: Submission, taken: set[str]) -> str:
    """A name that nobody has; notes it as taken."""
    name = submission.student
    # Nobody keeps the bare name: marks would be exported to whoever else has it.
    tries = [f"{name} ({submission.number})"] if submission.number else []
    tries += [f"{name} ({count})" for count in range(1, len(taken) + 2)]
    free = next(each for each in tries if _alike(each) not in taken)
    taken.add(_alike(free))
    return free


# --- Whose is it? -----------------------------------------------------------------------


def _owners(
    files: Iterable[Handed], stems: Sequence[str], sentences: list[str], depth: int = 0
) -> Iterator[_Owned]:
    """Each file with its owner, by the folder, zip or file at that depth of its path.

    What a folder holds is read from its notebooks or exports; memos go where these lead.
    """
    tops = defaultdict(list)
    for file in files:
        tops[file.parts[depth]].append(file)
    telling = {
        top: [file for file in below if not memos.is_memo(file)] for top, below in tops.items()
    }
    alone = sum(map(bool, telling.values())) == 1
    for top, below in tops.items():
        if owner := _by_platform(top):
            yield from ((file, owner) for file in below)
        elif any(len(file.parts) == depth + 1 for file in below):
            yield from ((file, _by_file_name(file, stems)) for file in below)
        elif telling[top] and _holds_students(telling[top], depth + 1, stems, alone=alone):
            if not any(_by_platform(file.parts[depth + 1]) for file in telling[top]):
                shown = handed.printable(top)
                sentences.append(f"In {shown} each folder or file is taken as one student's.")
            yield from _owners(below, stems, sentences, depth + 1)
        else:
            folder = below[0].parts[: depth + 1]
            name = readable(re.sub(r"\.zip$", "", top, flags=re.IGNORECASE))
            yield from ((file, _Owner(("folder", *folder), name)) for file in below)


def _by_platform(name: str) -> _Owner | None:
    """The owner as Moodle or Canvas writes it into the name of a folder or file, or None."""
    if found := MOODLE.fullmatch(name):
        who = readable(found["name"])
        return _Owner(("moodle", found["number"], _alike(who)), who, found["number"])
    if found := CANVAS_ANONYMOUS.fullmatch(name):
        who = readable(found["name"])
        return _Owner(("canvas", _alike(who)), who, None, _upload(found))
    if found := CANVAS.fullmatch(name):
        who = readable(found["name"])
        key = ("canvas", found["number"], _alike(who))
        return _Owner(key, who, found["number"], _upload(found))
    return None


def _upload(found: re.Match) -> tuple[int, int]:
    again = AGAIN.search(found["rest"])
    return (int(again[1]) if again else 0, int(found["file"]))


def _by_file_name(file: Handed, stems: Sequence[str]) -> _Owner:
    """The owner of a flat file. One that names nobody is a student of its own."""
    name = _left_of_memo(file) if memos.is_memo(file) else _left_over(file.parts[-1], stems)
    if not name:
        return _Owner(("file", *file.parts), readable(_stem(file.parts[-1])))
    return _Owner(("flat", *file.parts[:-1], _alike(name)), name)


def _holds_students(
    files: Sequence[Handed], depth: int, stems: Sequence[str], *, alone: bool
) -> bool:
    """Whether a folder or zip holds a class, and not one student's files."""
    children = {file.parts[depth] for file in files}
    if len({owner.key for owner in map(_by_platform, children) if owner}) > (0 if alone else 1):
        return True
    if not alone or any(child in COURSE_FOLDERS for child in children):
        return False
    flat = {file.parts[depth] for file in files if len(file.parts) == depth + 1}
    if len(children) == 1:
        return not flat and _holds_students(files, depth + 1, stems, alone=True)
    return all(_left_over(child, stems) for child in flat)


def _stem(name: str) -> str:
    """A file name without what it ends in."""
    return re.sub(r"\.json$", "", NOTEBOOK.sub("", name), flags=re.IGNORECASE)


def _pattern(stems: Sequence[str]) -> re.Pattern:
    """Where a name holds one of the exercises' names, with blanks or underscores for hyphens."""
    either = "|".join("[-_ ]".join(map(re.escape, stem.split("-"))) for stem in stems)
    return re.compile(rf"(?<![^\W_])(?:{either})(?:-\d{{1,2}})?(?![^\W_])", re.IGNORECASE)


def _names(name: str, stems: Sequence[str]) -> bool:
    return bool(stems) and _pattern(stems).search(name) is not None


def _left_over(name: str, stems: Sequence[str]) -> str:
    """What a file name says besides the exercise: the student, or nothing.

    >>> _left_over("anna_hart 03-economies (1).ipynb", ["03-economies"])
    'anna hart'
    """
    name = COPY.sub("", _stem(name))
    if stems:
        name = _pattern(stems).sub(" ", name)
    name = COPY.sub("", name)
    return readable(name) if re.search(r"[^\W_]", name) else ""


def _left_of_memo(file: Handed) -> str:
    """What the name of a memo says besides that it is one: the student, or nothing."""
    name = COPY.sub("", memos.ENDING.sub("", file.parts[-1]))
    name = COPY.sub("", memos.SAVED_AS.sub(" ", name, count=1))
    return readable(name) if re.search(r"[^\W_]", name) else ""


def readable(name: str) -> str:
    """A student's name from the name of a file or folder.

    >>> readable("anna_hart-")
    'anna hart'
    """
    name = re.sub(r"[\s_]+", " ", handed.printable(name))
    return name[:LONGEST].strip(" -.,") or "no name"


def _alike(name: str) -> str:
    """Names that are alike but for capitals, blanks and the way letters are stored."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return " ".join(folded.split())


# --- Envelopes and codes ----------------------------------------------------------------


def envelopes(folder: Path) -> tuple[list[dict], list[str]]:
    """The sealed envelopes and codes that students exported, and sentences about broken files.

    They are files such as heron-01-envelope.json and 10-coding.json, as coursekit.forms writes
    them and instructor/pooling.md describes them. Of one student's files of one form the one with
    the highest number counts. A file that names nobody, not beside its student's notebook, counts
    as one student's.

    Returns
    -------
    Each as the form wrote it and nothing else: course, number; for an envelope the keys envelope,
    sealed and probability_of_yes_in_percent; for codes the keys coding, committed and codes.

    Raises
    ------
    InboxProblem : there is no such folder or zip.
    """
    found, _ = handed.everything(folder)
    newest, broken = {}, []
    for file, owner in _owners(filter(_is_export, found), FORMS, []):
        try:
            content = _form(
                parsed(handed.read(file.path, file.member, file.outer, EXPORT_LIMIT))[0]
            )
        except InboxProblem:
            broken.append(
                f"{file.source} was left out: it is not as the course writes it. Ask for it again; "
                "the student runs the cell that saves it once more."
            )
            continue
        key = (owner.key, content.get("envelope"), content.get("coding"))
        if key not in newest or newest[key]["number"] < content["number"]:
            newest[key] = content
    return list(newest.values()), broken


def _form(content: object) -> dict:
    """The form in an exported file, checked; raises InboxProblem."""
    if not isinstance(content, dict) or content.get("course") != "Limited Opponents":
        raise InboxProblem("The file is not of this course.")
    if "envelope" in content:
        names, fits = ("envelope", "sealed", "probability_of_yes_in_percent"), _is_percent
    else:
        names, fits = ("coding", "committed", "codes"), _is_text
    form, day, answers = (content.get(name) for name in names)
    sound = (
        _is_text(form)
        and _is_day(day)
        and type(content.get("number")) is int
        and 1 <= content["number"] < 1000
        and isinstance(answers, dict)
        and 0 < len(answers) <= 100
        and all(map(fits, answers.values()))
    )
    if not sound:
        raise InboxProblem("The file is not as the course writes it.")
    return {name: content[name] for name in ("course", names[0], "number", *names[1:])}


def _is_percent(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False
