"""What every form of chart shares."""

import threading
import time

import matplotlib

from coursekit import charts, style


def test_two_threads_do_not_mix_their_styles():
    """JupyterLab answers controls in a thread of their own, while a cell may be drawing too."""
    inside, seen = threading.Event(), []

    def draw():
        inside.wait(5)
        with charts.house_style():
            time.sleep(0.05)  # the other thread leaves its style meanwhile, if it can
            seen.append(matplotlib.rcParams["text.color"])

    other = threading.Thread(target=draw)
    other.start()
    with charts.house_style():
        inside.set()
        time.sleep(0.02)
    other.join()
    assert seen == [style.PICTURE["text.color"]]
