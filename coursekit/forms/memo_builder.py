"""The memo: claims picked, paragraphs written, citations put in."""

from collections.abc import Mapping
from pathlib import Path

from coursekit import front, memo, page, progress, style
from coursekit.errors import CourseError
from coursekit.explore import STOPPED
from coursekit.forms.form import STRONG, paragraph
from coursekit.paths import MY_WORK


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
            f"{paragraph(self.title, f'{STRONG};font-size:15px')}"
            f"{paragraph(self.intro) if self.intro else ''}"
            f"{paragraph('A memo has five parts:')}"
            f'<ol style="margin:4px 0">{parts}</ol>'
            f"{paragraph('Run this cell to write.', f'color:{style.QUIET}')}"
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
