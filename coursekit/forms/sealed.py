"""The sealed envelope: probabilities that are locked with their date, saved for a class to pool."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coursekit import page, progress, style, whole
from coursekit.errors import CourseError
from coursekit.forms.form import NOT_RUN, STRONG, Form, FormProblem, Number, paragraph


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

    # What is said when an envelope is saved into a file.
    NOTHING = "There is nothing to save yet. Seal the envelope, then run this again."
    NOT_TAKEN = (
        "The envelope could not be saved in {folder} ({why}). Give another folder: "
        "envelope.export(folder)."
    )
    SAVED_ALREADY = "This envelope is saved already, as"

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
        questions = "".join(paragraph(field.label) for field in self.fields.values())
        return page.card(
            f"{paragraph(self.title, f'{STRONG};font-size:15px')}{paragraph(self.intro)}{questions}"
            f"{paragraph(NOT_RUN, f'color:{style.QUIET}')}"
        )

    def export(self, folder: Path | str = ".") -> page.Card:
        """Write what was sealed last into a small file, for a class to pool or a partner.

        The file holds the number of the envelope, the day and the answers, and nothing about
        the learner. A file that is there already is never overwritten: one with the same
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
            return notice(self.NOTHING)
        content = json.dumps(self._contents(sealed[-1]), ensure_ascii=False, indent=1) + "\n"
        name = f"{self._key(sealed[-1].number).replace('/', '-')}.json"
        try:
            path, new = write_beside(Path(folder) / name, content)
        except OSError as error:
            place = Path(folder).resolve()
            raise FormProblem(self.NOT_TAKEN.format(folder=place, why=error.strerror)) from error
        words = "Saved as" if new else self.SAVED_ALREADY
        return notice(f"{words} {path.name}, in the folder {path.resolve().parent}.")

    def _contents(self, envelope: Sealed) -> dict:
        return {
            "course": "Limited Opponents",
            "envelope": self._first,
            "number": envelope.number,
            "sealed": envelope.when[:10],
            "probability_of_yes_in_percent": dict(envelope.answers),
        }


def notice(sentence: str) -> page.Card:
    """A card that says one sentence."""
    return page.Card(paragraph(sentence), sentence)


def write_beside(path: Path, content: str) -> tuple[Path, bool]:
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
