"""A memo that was handed in beside its notebook, as exercise 14 opens it again.

The memo builder of lesson 14 saves `memo.md`, then `memo (2).md`. The file is read as text and
never run. It gets the name that the notebook knows it by: where a learning platform or a student
has put a name into the file's, that is taken away again.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from coursestaff.submissions import handed
from coursestaff.submissions.handed import MB, Handed, InboxProblem, TooLarge
from coursestaff.submissions.reading import text_of

LIMIT = MB // 5  # bytes; a memo of 880 words has some 0.02 MB
MOST = 20  # of one student; the builder saves a new file each time

MEMO = re.compile(r"(?<![^\W_])memo[^/\\]*\.md(\.txt)?$", re.IGNORECASE)
ENDING = re.compile(r"\.md(\.txt)?$", re.IGNORECASE)
# What the builder calls a file; the number behind a hyphen is Canvas's, of a further upload.
SAVED_AS = re.compile(
    r"(?<![^\W_])(?:14[-_ ])?memo(?:[-_ ]*\((?P<number>\d{1,3})\)|-\d{1,2})?(?![^\W_])",
    re.IGNORECASE,
)
USABLE = re.compile(r"[\w (),.-]{1,80}")  # as a name on every system


@dataclass(frozen=True)
class Beside:
    """A memo's file beside a notebook.

    Parameters
    ----------
    name : under which the notebook finds it, such as "memo (2).md".
    file : where it was found.
    """

    name: str
    file: Handed

    def raw(self) -> bytes:
        """The bytes that were handed in; InboxProblem: more than LIMIT, or unreadable."""
        return handed.read(self.file.path, self.file.member, self.file.outer, LIMIT)

    def text(self) -> tuple[str, list[str]]:
        """The memo's text with Unix line ends, and a sentence for each thing that was mended.

        Raises InboxProblem: it is too large, cannot be read, is empty, or is no text.
        """
        try:
            text, mended = text_of(self.raw())
        except TooLarge as error:
            raise InboxProblem(
                f"{self.name} is larger than {LIMIT / MB:g} MB, so it was not read."
            ) from error
        except InboxProblem as error:
            raise InboxProblem(f"{self.name} cannot be read as a text.") from error
        if "\0" in text:
            raise InboxProblem(f"{self.name} cannot be read as a text.")
        if not text.strip():
            raise InboxProblem(f"{self.name} is empty.")
        return re.sub(r"\r\n?", "\n", text), [f"{self.name}: {each}" for each in mended]


@dataclass(frozen=True)
class Memos:
    """What a submission finds beside it.

    Parameters
    ----------
    texts : name of a file → its text.
    problems : name of a file that cannot be used → why, in a sentence.
    notes : sentences on what was mended.
    """

    texts: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def opened(files: Iterable[Beside]) -> Memos:
    """The texts of a student's memos; one that cannot be used is named with its reason."""
    texts, problems, notes = {}, {}, []
    for each in files:
        try:
            texts[each.name], mended = each.text()
            notes += mended
        except InboxProblem as problem:
            problems[each.name] = str(problem)
    return Memos(texts, problems, tuple(notes))


def is_memo(file: Handed) -> bool:
    """Whether a file is a memo in Markdown, by its name."""
    return MEMO.search(file.parts[-1]) is not None


def own_name(name: str, with_student: bool) -> str:
    """The name that the notebook knows a file by.

    Parameters
    ----------
    name : as it was handed in.
    with_student : whether a student's name stands in it.

    >>> own_name("memo (2)_anna.md", True), own_name("memo for Lima.MD", False)
    ('memo (2).md', 'memo for Lima.md')
    """
    stem = ENDING.sub("", handed.printable(name))
    found = SAVED_AS.search(stem)
    if found and with_student:
        return f"memo ({found['number']}).md" if found["number"] else "memo.md"
    return f"{stem}.md" if USABLE.fullmatch(stem) else "memo.md"
