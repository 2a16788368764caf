"""A learner's desk: cells run one by one in this process, as a kernel runs them."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from coursekit.saving import WIDGET_VIEW
from tests.reading import Notebook


@dataclass(frozen=True)
class Run:
    """What became of a cell: its error, what it printed, and what it showed, views left out."""

    error: BaseException | None
    printed: str
    shown: list[dict]


class Desk:
    """Runs cells; each `begin` is a kernel started anew.

    Parameters
    ----------
    shell : IPython's, without a history.
    """

    def __init__(self, shell: InteractiveShell):
        self.shell = shell

    def begin(self) -> None:
        self.shell.reset(new_session=False)

    def run(self, source: str) -> Run:
        with capture_output() as caught:
            result = self.shell.run_cell(source)
        shown = [
            {kind: value for kind, value in (output.data or {}).items() if kind != WIDGET_VIEW}
            for output in caught.outputs
        ]
        return Run(result.error_before_exec or result.error_in_exec, caught.stdout, shown)

    def run_all(self, notebook: Notebook) -> list[Run]:
        self.begin()
        return [self.run(source) for source in notebook.code()]


@contextlib.contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    """A desk that leaves this process as it was; IPython's own files go into the folder."""
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config, ipython_dir=str(folder))
    try:
        yield Desk(shell)
    finally:
        shell.restore_sys_module_state()
        InteractiveShell.clear_instance()
