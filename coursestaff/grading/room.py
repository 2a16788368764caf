"""The folder from which submissions run: a copy of the kit, the tables, and the altered ones.

It is made once for a class and only read afterwards. A submission gets a folder of its own in it,
with its own tables, and the folder is gone when the submission has run.
"""

import compileall
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coursekit import paths
from coursestaff.grading import altering

PUBLISHED, ALTERED = "published", "altered"
MARKER = ("crossing.py", "kernel.py")  # what of the marker a submission's process needs


@dataclass(frozen=True)
class Room:
    """Where things are in the folder of a class.

    Parameters
    ----------
    folder : holds kit/, published/ and altered/.
    """

    folder: Path

    @property
    def kit(self) -> Path:
        """The folder with `coursekit` and the part of the marker that runs inside."""
        return self.folder / "kit"

    def tables(self, which: str) -> Path:
        """A whole folder of tables: PUBLISHED, or ALTERED."""
        return self.folder / which

    @contextmanager
    def place(self, memos: Mapping[str, str]):
        """A submission's own folder, with the published tables in data/; removed at the end.

        Parameters
        ----------
        memos : name of a file in my-work/ → its text. They are laid once, before the notebook
            runs: later it could have put a link in their place.
        """
        with tempfile.TemporaryDirectory(
            prefix="one-", dir=self.folder, ignore_cleanup_errors=True
        ) as name:
            own = Path(name) / "course"
            for part in ("exercises", "lessons", "my-work", "home", "tmp", "progress"):
                (own / part).mkdir(parents=True)
            for name, text in memos.items():
                (own / "my-work" / name).write_text(text, encoding="utf-8", newline="\n")
            shutil.copytree(self.tables(PUBLISHED), own / "data")
            yield own

    def lay_out(self, which: str, own: Path) -> None:
        """Give a submission's folder other tables, even where it has spoilt the ones it had."""
        data = own / "data"
        # Through a link in its place, tables would be written where the link leads.
        if data.is_symlink() or data.is_file():
            data.unlink()
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(self.tables(which), data, dirs_exist_ok=True)


def furnish(folder: Path, seed: str, course: Path = paths.ROOT) -> Room:
    """Make the room of a class, or find it made.

    Parameters
    ----------
    folder : takes the copies; a worker on another machine makes its own.
    seed : decides the altered tables.
    course : the course folder.

    Raises
    ------
    AlterProblem : a table of the course is missing or has lost a column.
    """
    room = Room(folder)
    if (folder / "ready").exists():
        return room
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="making-", dir=folder.parent))
    only_code = shutil.ignore_patterns("__pycache__", ".*")
    shutil.copytree(course / "coursekit", made / "kit" / "coursekit", ignore=only_code)
    for name in MARKER:
        shutil.copy(Path(__file__).with_name(name), made / "kit" / name)
    compileall.compile_dir(made / "kit", quiet=2)
    shutil.copytree(course / "data", made / PUBLISHED, ignore=only_code)
    shutil.copytree(made / PUBLISHED, made / ALTERED)
    altering.alter(made / PUBLISHED, made / ALTERED, seed)
    (made / "ready").touch()
    try:
        os.replace(made, folder)
    except OSError:  # another worker was first
        shutil.rmtree(made, ignore_errors=True)
    return room
