"""The Python side of controls.js: one widget for explorers and forms alike."""

from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets
from IPython.display import display

CONTROLS = Path(__file__).parent / "static" / "controls.js"


class Front(anywidget.AnyWidget):
    """A screen in the browser that asks and is answered.

    Parameters
    ----------
    screen : what controls.js shows, as plain data.
    answer : called with each message from the browser; what it returns is sent back.
    """

    _esm = CONTROLS.read_text(encoding="utf-8")
    screen = traitlets.Dict().tag(sync=True)

    def __init__(self, screen: dict, answer: Callable[[dict], dict]):
        super().__init__(screen=screen)
        self.on_msg(lambda _, message, __: self.send(answer(message)))


def show(front: Front, html: str, words: str) -> None:
    """Display the living screen, with HTML beside it for whoever opens the notebook unrun.

    Both stand in one output: a live JupyterLab shows the widget and not the HTML, and once
    the widget's view is stripped from the saved notebook, the HTML is what remains.
    """
    alive = front._repr_mimebundle_()[0]
    display({**alive, "text/html": html, "text/plain": words}, raw=True)
