"""Sphinx, and what is tidied after it: one folder that opens by a double-click."""

import io
import json
import shutil
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import nbformat
from sphinx.application import Sphinx
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from coursekit import __version__, front, paths, tables
from coursestaff.notebooks import BuildProblem
from coursestaff.offline import licences, packing, pages, reference
from coursestaff.offline.living import Piece
from coursestaff.offline.pages import Page

BUILD = paths.ROOT / "build"
NAME = "limited-opponents"
STATIC = Path(__file__).parent / "static"
NOT_NEEDED = ("*.map", ".buildinfo", "objects.inv", "_sources", "webpack-macros.html", "paper.css")

SETTINGS = {
    "project": "Limited Opponents",
    "author": "the Limited Opponents authors",
    "copyright": "the Limited Opponents authors. Text: CC BY 4.0. Code: BSD 3-Clause",
    "version": __version__,
    "release": __version__,
    "language": "en",
    "extensions": ["myst_nb"],
    "myst_heading_anchors": 3,
    "myst_heading_slug_func": "coursestaff.terms.anchor",  # links to terms, as in JupyterLab
    "nb_execution_mode": "off",
    "nb_merge_streams": True,
    "nb_code_prompt_show": "Show the code",
    "nb_code_prompt_hide": "Hide the code",
    "html_title": "Limited Opponents",
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_show_search_summary": False,  # it would fetch pages, which no browser does from disk
    "html_use_index": False,
    "html_domain_indices": False,
    "html_static_path": ["static"],
    "html_css_files": ["offline.css"],
}
SCREEN = {
    "html_theme": "pydata_sphinx_theme",
    "html_context": {"default_mode": "auto"},
    # Nothing lies below these pages; those that are notebooks stand among the lessons.
    "html_sidebars": {
        "index": [],
        **{name: [] for page in reference.ORDER for name in (page, f"lessons/{page}")},
    },
    "html_theme_options": {
        "logo": {"text": "Limited Opponents"},
        "navbar_persistent": ["search-button"],
        "navbar_end": ["theme-switcher"],
        "secondary_sidebar_items": ["page-toc"],
        "footer_start": ["copyright"],
        "footer_end": [],
        "show_prev_next": True,
        "back_to_top_button": False,
        "show_toc_level": 2,
    },
}


def source(folder: Path, pieces: Mapping[str, list[Piece]], paper: bool = False) -> list[Page]:
    """Write everything that Sphinx reads into a folder; returns the pages of notebooks.

    Parameters
    ----------
    folder : is emptied first.
    pieces : lessons/slug or solutions/slug → what lives there.
    paper : for the PDF.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(STATIC, folder / "static")
    found = []
    for path in sorted(paths.LESSONS.glob("*.ipynb")):
        found.append(pages.lesson(path, pieces[f"lessons/{path.stem}"], paper))
        exercise, solution = paths.EXERCISES / path.name, paths.SOLUTIONS / path.name
        if exercise.exists():
            living = pieces[f"solutions/{path.stem}"]
            found.append(pages.exercise(exercise, solution, living, paper))
    for page in found:
        _write(folder / f"{page.place}.ipynb", nbformat.writes(page.notebook))
        if page.pieces:
            _write(folder / "static" / f"{page.place}.js", script(page.pieces))
    for name, text in (_paper(found) if paper else _screen(found)).items():
        _write(folder / f"{name}.md", text)
    return found


def _screen(found: Iterable[Page]) -> dict[str, str]:
    """The pages that are no notebooks, with the order of all."""
    lessons, others = _sorted_out(found)
    texts = {place: text for place, text in reference.pages().items() if place not in others}
    heads = [others.get(place, place) for place in reference.ORDER if place in {**others, **texts}]
    start = reference.start(tables.load("lessons"), lessons)
    words = "# Lessons and exercises\n\nEach exercise stands after its lesson."
    inner = _order([f"/{place}" for place in lessons], ":maxdepth: 1")
    return {
        "index": f"{start}\n\n{_order(['lessons/index', *heads], ':hidden:')}",
        "lessons/index": f"{words}\n\n{inner}",
        **texts,
    }


def _paper(found: Iterable[Page]) -> dict[str, str]:
    """The same for paper: one chapter after the other."""
    lessons, others = _sorted_out(found)
    texts = {place: text for place, text in reference.pages().items() if place not in others}
    heads = [others.get(place, place) for place in reference.ORDER if place in {**others, **texts}]
    return {"index": f"{reference.cover()}\n\n{_order([*lessons, *heads], ':hidden:')}", **texts}


def _sorted_out(found: Iterable[Page]) -> tuple[list[str], dict[str, str]]:
    """The places of lessons and exercises, and name → place of notebooks without a number."""
    places = [page.place for page in found]
    others = {name: place for place in places if not (name := place.split("/")[1])[0].isdigit()}
    return [place for place in places if place not in others.values()], others


def _order(places: Iterable[str], option: str) -> str:
    return "\n".join(["```{toctree}", f"{option}\n", *places, "```"])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def script(living: Mapping[str, Piece]) -> str:
    """What lives on a page, as the script that hands it to offline.js."""
    found = {name: {"kind": each.kind, **each.data} for name, each in living.items()}
    for name, each in living.items():
        if each.states:
            found[name]["packed"] = packing.squeezed(packing.pack(each.states))
    return f"limitedOpponentsPage = {json.dumps(found, ensure_ascii=False)};\n"


def sphinx(source: Path, out: Path, builder: str, found: Iterable[Page], settings: Mapping) -> None:
    """Run Sphinx.

    Parameters
    ----------
    source, out : folders.
    builder : html or singlehtml.
    found : the pages on which something may live.
    settings : on top of `SETTINGS`.

    Raises
    ------
    BuildProblem : Sphinx warns of anything; what a reader would meet is not in order.
    """
    alive = {page.place for page in found if page.pieces}
    complaints = io.StringIO()
    # What one library tells another of its next version is nothing for an author.
    warnings.simplefilter("ignore", DeprecationWarning)
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    with patch_docutils(), docutils_namespace():  # so that one process can build twice
        app = Sphinx(
            srcdir=source,
            confdir=None,
            outdir=out,
            doctreedir=out.with_name(f"{out.name}-read"),
            buildername=builder,
            confoverrides={**SETTINGS, **settings},
            status=None,
            warning=complaints,
            freshenv=True,
        )
        app.connect("html-page-context", lambda app, place, *_: _give_life(app, place, alive))
        app.build(force_all=True)
    said = [line for line in strip_colors(complaints.getvalue()).splitlines() if line.strip()]
    if said or app.statuscode:
        first = "; ".join(said[:3]) or f"it ended with status {app.statuscode}"
        more = f" (and {len(said) - 3} more)" if len(said) > 3 else ""
        raise BuildProblem(f"Sphinx is not content with the offline edition: {first}{more}")


def _give_life(app: Sphinx, place: str, alive: set[str]) -> None:
    """Browsers import no module from disk, so a page carries the lines of controls.js."""
    if place in alive:
        app.add_js_file(f"{place}.js")
        app.add_js_file(None, type="module", body=front.CONTROLS.read_text(encoding="utf-8"))
    app.add_js_file("offline.js", loading_method="defer")


def build(
    pieces: Mapping[str, list[Piece]],
    out: Path = BUILD,
    say: Callable[[str], None] = lambda line: None,
) -> Path:
    """Build the edition and return its folder.

    Parameters
    ----------
    pieces : lessons/slug or solutions/slug → what lives there.
    out : where the folder goes; a former edition there is replaced.
    say : is told how far it is.
    """
    work = out / "offline"
    found = source(work / "source", pieces)
    say(f"{len(found)} notebooks written; Sphinx makes pages of them")
    made, edition = work / "html", out / NAME
    shutil.rmtree(made, ignore_errors=True)
    sphinx(work / "source", made, "html", found, SCREEN)
    for pattern in NOT_NEEDED:
        for path in list(made.rglob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    licences.write(made)
    shutil.rmtree(edition, ignore_errors=True)
    shutil.move(made, edition)
    return edition


def size(folder: Path) -> int:
    """Bytes of everything in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
