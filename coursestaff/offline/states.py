"""Every setting of every explorer, drawn ahead and kept in ``build/states/``.

A file a notebook, named by a hash of everything that a picture depends on: the built notebook,
the tables, the kit and the lock. While the hash stays, nothing is drawn again.
"""

import dataclasses
import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from coursekit import paths, whole
from coursestaff.offline import living, packing
from coursestaff.offline.living import Piece

PLACE = "build/states"
FOLDER = paths.ROOT / PLACE


def drawn(
    notebooks: Iterable[Path],
    folder: Path = FOLDER,
    workers: int = 1,
    say: Callable[[str], None] = lambda line: None,
) -> dict[str, list[Piece]]:
    """What lives in each notebook, by its folder and name, such as lessons/03-economies.

    Parameters
    ----------
    notebooks : built lessons or solutions.
    folder : where the states are kept.
    workers : how many notebooks are drawn at a time, each in a process of its own.
    say : is told of every notebook that had to be drawn.
    """
    wanted = {
        path: folder / f"{_name(path).replace('/', '-')}-{key(path)}.gz" for path in notebooks
    }
    missing = [path for path, kept in wanted.items() if not kept.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(_draw(missing, wanted, workers), start=1):
        _forget_older(wanted[path])
        say(f"{number} of {len(missing)} drawn ahead: {_name(path)}")
    return {_name(path): _read(kept) for path, kept in wanted.items()}


def _name(notebook: Path) -> str:
    return f"{notebook.parent.name}/{notebook.stem}"


def _draw(missing: list[Path], wanted: Mapping[Path, Path], workers: int) -> Iterable[Path]:
    if workers == 1 or len(missing) < 2:
        for path in missing:
            _write(path, wanted[path])
            yield path
        return
    with ProcessPoolExecutor(workers) as pool:
        started = {pool.submit(_write, path, wanted[path]): path for path in missing}
        for done in as_completed(started):
            done.result()
            yield started[done]


def key(notebook: Path) -> str:
    """A hash of everything that the states of a notebook depend on."""
    tables = [*paths.DATA.glob("*.csv"), paths.DATA / "datapackage.json"]
    kit = [*(paths.ROOT / "coursekit").rglob("*.py"), *(paths.ROOT / "tasks").glob("*.py")]
    own = [Path(living.__file__), Path(packing.__file__), paths.ROOT / "requirements.lock"]
    total = hashlib.sha256(notebook.read_bytes())
    for path in sorted(path for path in {*tables, *kit, *own} if path.exists()):
        total.update(path.name.encode("utf-8") + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def _write(notebook: Path, kept: Path) -> None:
    found = []
    for piece in living.pieces(notebook):
        found.append({**dataclasses.asdict(piece), "states": packing.pack(piece.states)})
    text = json.dumps(found, ensure_ascii=False)
    whole.write(kept, gzip.compress(text.encode("utf-8"), mtime=0))


def _read(kept: Path) -> list[Piece]:
    found = json.loads(gzip.decompress(kept.read_bytes()))
    return [Piece(**{**each, "states": packing.unpack(each["states"])}) for each in found]


def _forget_older(kept: Path) -> None:
    stem = kept.name.rsplit("-", 1)[0]
    for path in kept.parent.glob(f"{stem}-*.gz"):
        if path != kept:
            path.unlink()
