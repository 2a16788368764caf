"""Coding: labels for passages, committed before another reader's are shown, and compared."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pandas

from coursekit import figures, page, progress, style
from coursekit.charts import Picture
from coursekit.errors import CourseError
from coursekit.explore import Radio
from coursekit.forms.form import NOT_RUN, STRONG, Form, FormProblem, Pick, Unfit, paragraph
from coursekit.forms.sealed import Envelope, Sealed, notice

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
        return f"{paragraph(self.control.label, STRONG)}{paragraph(self.text)}"


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

    # What is said when codes are saved into a file.
    NOTHING = "There is nothing to save yet. Commit your codes, then run this again."
    NOT_TAKEN = (
        "Your codes could not be saved in {folder} ({why}). Give another folder: "
        "codes.export(folder)."
    )
    SAVED_ALREADY = "These codes are saved already, as"

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
            f"{paragraph(self.title, f'{STRONG};font-size:15px')}{paragraph(self.intro)}{passages}"
            f"{paragraph(NOT_RUN, f'color:{style.QUIET}')}"
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
            return notice(NOT_COMMITTED)
        figures.show(draw(*tables))
        return None

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
