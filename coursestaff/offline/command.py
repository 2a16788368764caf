"""`course offline`: the edition for readers who have a browser and nothing else."""

from importlib.util import find_spec
from pathlib import Path

import click

from coursekit import paths
from coursekit.cli import cores
from coursestaff import archive

NEEDED = ("myst_nb", "pydata_sphinx_theme", "pybtex", "sphinx")


@click.command("offline")
@click.option("--pdf", is_flag=True, help="Make one PDF of the course instead; needs Chromium.")
@click.option("--jobs", "workers", type=click.IntRange(min=1), help="How many at a time.")
def command(pdf: bool, workers: int | None) -> None:
    """Build the edition that opens without Python and without a network."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise click.ClickException(
            f"`course offline` needs {missing[0]}, one of the authors' packages. "
            "To install them: python3 start.py test"
        )
    # Imported here because Sphinx is slow to import, and the other commands do without it.
    from coursestaff.offline import paper, site, states

    living = states.drawn(notebooks(), workers=workers or cores(), say=click.echo)
    if pdf:
        click.echo(f"Written: {_shown(paper.print_course(living, say=click.echo))}")
        return
    folder = site.build(living, say=click.echo)
    packed = archive.zipped(folder)
    click.echo(f"Written: {_shown(folder)}, {site.size(folder) / 1e6:.1f} MB, and {packed.name}")
    click.echo("Open index.html in it by a double-click.")


def notebooks() -> list[Path]:
    """The built notebooks on whose pages something may live."""
    folders = (paths.LESSONS, paths.SOLUTIONS)
    return [path for folder in folders for path in sorted(folder.glob("*.ipynb"))]


def _shown(path: Path) -> str:
    return path.relative_to(paths.ROOT).as_posix()
