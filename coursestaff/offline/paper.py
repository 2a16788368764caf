"""The course as one PDF: Sphinx's single page, printed by Chromium.

The PDF is tagged and has an outline. An explorer stands in it as its first setting with its
sentence; solutions stand at the end of their exercise.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from coursestaff.notebooks import BuildProblem
from coursestaff.offline import site
from coursestaff.offline.living import Piece

CHROMIUM = "LIMITED_OPPONENTS_CHROMIUM"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SETTINGS = {"html_theme": "basic", "html_css_files": ["paper.css"], "html_sidebars": {"**": []}}
PAGE = {"format": "A4", "margin": dict.fromkeys(("top", "right", "bottom", "left"), "18mm")}
FOOT = (
    '<p style="width:100%;margin:0 18mm;font:8px sans-serif;color:#57606a;text-align:right">'
    'Limited Opponents · <span class="pageNumber"></span></p>'
)


def chromium() -> str:
    """The Chromium on this computer: the one named in the environment, else the first found.

    Raises BuildProblem where there is none.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get(CHROMIUM) or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise BuildProblem(
            f"The PDF needs Chromium. Install it, or name its program in the variable {CHROMIUM}."
        )
    return found


def compose(pieces: Mapping[str, list[Piece]], out: Path) -> Path:
    """Make the single page that is printed, in a folder; returns it.

    Parameters
    ----------
    pieces : lessons/slug or solutions/slug → what lives there.
    out : the folder.
    """
    work = out / "paper"
    site.source(work / "source", pieces, paper=True)
    shutil.rmtree(work / "html", ignore_errors=True)
    site.sphinx(work / "source", work / "html", "singlehtml", [], SETTINGS)
    return work / "html" / "index.html"


def print_page(browser: Browser, out: Path) -> Path:
    """Print what `compose` made in a folder; returns the PDF.

    Parameters
    ----------
    browser : a running Chromium.
    out : the folder.
    """
    target = out / f"{site.NAME}.pdf"
    page = browser.new_page()
    page.goto((out / "paper" / "html" / "index.html").as_uri())
    page.pdf(
        path=target,
        tagged=True,
        outline=True,
        print_background=True,
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=FOOT,
        **PAGE,
    )
    page.close()
    return target


def print_course(
    pieces: Mapping[str, list[Piece]],
    out: Path = site.BUILD,
    say: Callable[[str], None] = lambda line: None,
) -> Path:
    """Write limited-opponents.pdf into a folder and return it.

    Parameters
    ----------
    pieces : lessons/slug or solutions/slug → what lives there.
    out : the folder.
    say : is told how far it is.
    """
    found = chromium()
    say("Sphinx makes one page of the course")
    compose(pieces, out)
    say("Chromium prints it")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        target = print_page(running, out)
        running.close()
    return target
