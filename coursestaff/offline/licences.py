"""Whose scripts, style sheets and fonts are in the edition, and on what terms.

Every file that a page can load belongs to one of the parts below. A part gives the text of its
licence: a file of an installed package, or a file of ``licences/`` beside this module where the
package carries none.
"""

import importlib.metadata
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from coursekit import paths
from coursestaff.notebooks import BuildProblem

OWN = Path(__file__).parent / "licences"
LOADED = {".js", ".css", ".woff2", ".woff", ".ttf", ".svg", ".png", ".ico", ".gif"}


@dataclass(frozen=True)
class Part:
    """A part of the edition that somebody made.

    Parameters
    ----------
    name, terms : what it is and the name of its licence.
    files : patterns of the files that belong to it, from the edition's folder.
    text : "package:ending" of a licence file in an installed package, or a file of `licences/`.
    """

    name: str
    terms: str
    files: tuple[str, ...]
    text: str


PARTS = (
    Part(
        "Limited Opponents",
        "BSD 3-Clause (code), CC BY 4.0 (text and pictures)",
        ("_static/lessons/*", "_static/exercises/*", "_static/offline.*"),
        "course",
    ),
    Part(
        "Sphinx",
        "BSD 2-Clause",
        (
            *("_static/doctools.js", "_static/searchtools.js", "_static/sphinx_highlight.js"),
            *("_static/documentation_options.js", "_static/basic.css", "searchindex.js"),
            *("_static/file.png", "_static/minus.png", "_static/plus.png"),
        ),
        "sphinx:LICENSE.rst",
    ),
    Part(
        "Snowball stemmers",
        "BSD 3-Clause",
        ("_static/language_data.js", "_static/base-stemmer.js", "_static/english-stemmer.js"),
        "snowballstemmer:COPYING",
    ),
    Part(
        "PyData Sphinx Theme, with Bootstrap and Popper (MIT) in its scripts and style sheet",
        "BSD 3-Clause",
        (
            *("_static/scripts/pydata-sphinx-theme.js", "_static/styles/pydata-sphinx-theme.css"),
            "_static/styles/theme.css",
        ),
        "pydata-sphinx-theme:LICENSE",
    ),
    Part("Bootstrap and Popper", "MIT", ("_static/scripts/bootstrap.js",), "bootstrap.txt"),
    Part(
        "Font Awesome Free",
        "CC BY 4.0 (icons), SIL OFL 1.1 (fonts), MIT (code)",
        ("_static/scripts/fontawesome.js", "_static/vendor/fontawesome/webfonts/*"),
        "font-awesome.txt",
    ),
    Part("MyST-NB", "BSD 3-Clause", ("_static/mystnb*.css",), "myst-nb:LICENSE"),
    Part("Pygments", "BSD 2-Clause", ("_static/pygments.css",), "pygments:LICENSE"),
)


def write(edition: Path) -> None:
    """Put the licence of every part into the folder `licences` of the edition.

    Raises BuildProblem where a file that a page can load belongs to no part.
    """
    unknown = unlicensed(files(edition))
    if unknown:
        raise BuildProblem(
            f"Nobody knows whose {unknown[0]} is. Name it, with its licence, in "
            "coursestaff/offline/licences.py."
        )
    folder = edition / "licences"
    folder.mkdir(exist_ok=True)
    lines = ["Whose scripts, style sheets, pictures and fonts are in this edition", ""]
    for part in PARTS:
        name = f"{part.name.split(',')[0].lower().replace(' ', '-')}.txt"
        (folder / name).write_text(_licence(part.text), encoding="utf-8")
        lines += [f"{part.name}: {part.terms} ({name})", *(f"    {each}" for each in part.files)]
    (folder / "README.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def files(edition: Path) -> list[str]:
    """Every file that a page can load, from the edition's folder."""
    found = (path for path in edition.rglob("*") if path.suffix in LOADED)
    return sorted(path.relative_to(edition).as_posix() for path in found)


def unlicensed(names: Iterable[str]) -> list[str]:
    """Those of the files that belong to no part."""
    patterns = [pattern for part in PARTS for pattern in part.files]
    return [name for name in names if not any(fnmatch(name, pattern) for pattern in patterns)]


def _licence(text: str) -> str:
    if text == "course":
        return "\n\n".join(
            (paths.ROOT / name).read_text(encoding="utf-8")
            for name in ("LICENSE", "LICENSE-TEXT.md")
        )
    package, _, ending = text.partition(":")
    if not ending:
        return (OWN / text).read_text(encoding="utf-8")
    for file in importlib.metadata.files(package) or []:
        if PurePosixPath(file).name == ending:
            return file.read_text(encoding="utf-8")
    raise BuildProblem(
        f"The installed package {package} has no file {ending}, so its licence is missing. Find "
        "it, and name it in coursestaff/offline/licences.py."
    )
