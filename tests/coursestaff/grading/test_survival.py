"""Notebooks that do harm: each is held back or named, and what can be marked is marked."""

import socket
import sys

import pytest

from coursekit.paths import ROOT
from coursestaff.grading import guard, judging
from tests.coursestaff.grading.conftest import LIMITS, points, solved, with_answers

RIGHT = {"1": 2, "2": 2, "3": 2, "4": 2, "5": None}
LINUX = sys.platform == "linux"

# Each is tried in a row in one cell; what is refused is a PermissionError.
TRY = """
import os, shutil, socket, subprocess, ctypes, gc
def attempt(action):
    try:
        action()
    except PermissionError as refused:
        print(refused)

def bomb():
    while True:
        os.fork()

attempt(bomb)
attempt(lambda: subprocess.run(["echo", "x"]))
attempt(lambda: os.system("echo x"))
attempt(lambda: socket.create_connection(("127.0.0.1", {port})))
attempt(lambda: socket.getaddrinfo("example.org", 80))
attempt(lambda: open({outside!r}, "w").write("changed"))
attempt(lambda: os.remove({outside!r}))
attempt(lambda: os.rename({outside!r}, "mine"))
attempt(lambda: shutil.rmtree({folder!r}))
attempt(lambda: os.symlink({outside!r}, "way-out"))
attempt(lambda: open("way-out", "w"))
attempt(lambda: open({reference!r}).read())
attempt(lambda: open({solution!r}).read())
attempt(lambda: os.listdir({course!r}))
attempt(lambda: os.kill(os.getpid(), 9))
attempt(lambda: ctypes.CDLL(None))
attempt(lambda: gc.get_objects())
try:
    import tasks.e03
    stolen = tasks.e03.TASKS
except (ImportError, PermissionError):
    stolen = None
share = -1 if stolen is None else 1
"""


def test_what_a_notebook_has_no_reason_to_do_is_refused(marked, tmp_path):
    outside = tmp_path / "grades.csv"
    outside.write_text("anna,1\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        source = TRY.format(
            port=server.getsockname()[1],
            outside=str(outside),
            folder=str(tmp_path),
            reference=str(ROOT / "tasks" / "e03.py"),
            solution=str(next((ROOT / "solutions").glob("03-*"))),
            course=str(ROOT),
        )
        marks, ran = marked(with_answers("03", e03_4=source), "03")
        with pytest.raises(TimeoutError):
            server.accept()
    assert outside.read_text(encoding="utf-8") == "anna,1\n"
    expected = {
        "start another program",
        "open a connection",
        "change something outside its own folder",
        "read what does not belong to it",
        "stop a process",
        "reach below Python",
        "look into the marking",
    }
    refused = {note.removeprefix("The notebook tried to ").split(". ")[0] for note in ran.notes}
    assert refused == expected
    assert ran.values["published"]["e03-4"]["share"] == -1
    assert points(marks) == {**RIGHT, "4": 0}


DEADLY = {
    "e03_1": "while True:\n    try:\n        while True: pass\n"
    "    except BaseException:\n        pass",
    "e03_2": "import os\nos._exit(0)",
    "e03_3": "import faulthandler\nfaulthandler._sigsegv()",
}


def test_cells_that_end_python_or_never_end_are_left_out(marked):
    notebook = with_answers("03", **DEADLY)
    limits = guard.Limits(cell=6, whole=180)
    marks, ran = marked(notebook, "03", limits)
    assert points(marks) == {**RIGHT, "1": 0, "2": 0, "3": 0}
    assert ran.notes == [
        "The answer to task 1 took more than 6 seconds, and was left out.",
        "The answer to task 2 ended Python, and was left out.",
        "The answer to task 3 ended Python, and was left out.",
    ]
    assert marks["e03-1"].state == judging.STOPPED
    assert "took more than 6 seconds" in marks["e03-1"].sentences[0]
    assert "got no value before the cell stopped" in marks["e03-1"].sentences[1]
    assert "three dots" not in " ".join(marks["e03-1"].sentences)


def test_who_ends_python_too_often_is_not_run_again(marked):
    notebook = with_answers("03", **{f"e03_{n}": "import os\nos._exit(1)" for n in (1, 2)})
    limits = guard.Limits(cell=40, whole=240, deaths=1)
    marks, ran = marked(notebook, "03", limits)
    assert ran.notes[-1].startswith("Python was ended too often")
    assert points(marks) == {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0}


def test_a_notebook_that_is_slow_everywhere_is_ended(marked):
    slow = "import time\ntime.sleep(3)"
    notebook = with_answers("03", e03_1=slow, e03_2=slow, e03_3=slow, e03_4=slow)
    _, ran = marked(notebook, "03", guard.Limits(cell=20, whole=7.5))
    assert ran.notes == ["The notebook took more than 7.5 seconds and was ended."]


@pytest.mark.parametrize("way_out", ["import sys\nsys.exit()", "exit()", "raise KeyboardInterrupt"])
def test_a_polite_end_costs_its_own_task_only(marked, way_out):
    marks, ran = marked(with_answers("03", e03_1=way_out), "03")
    assert points(marks)["3"] == points(marks)["4"] == 2
    assert (marks["e03-1"].points, ran.notes) == (0, [])


GREEDY = {
    "e03_1": "hoard = bytearray(5 * 2**30)",
    "e03_2": "with open('big', 'wb') as file:\n"
    "    for _ in range(200):\n        file.write(bytes(10**6))",
}
LOUD = "for line in range(2_000_000):\n    print('line', line)\n"


@pytest.mark.skipif(not LINUX, reason="only Linux enforces these limits")
def test_memory_files_and_printing_have_limits(marked):
    loud = LOUD + "negative_then, negative_now, verdict = 2, 1, 'holds'"
    marks, ran = marked(with_answers("03", **GREEDY, e03_3=loud), "03", LIMITS)
    assert points(marks) == {**RIGHT, "1": 0, "2": 0}
    assert "MemoryError" in ran.errors["e03-1"]
    assert "File too large" in ran.errors["e03-2"]


TRICKS = {
    # An object that equals everything, and builtins that find everything right.
    "e03_1": "class Equal:\n    def __eq__(self, other): return True\n"
    "china_2008 = china_2017 = Equal()",
    "e03_2": "import builtins, math\nbuiltins.abs = lambda number: 0\n"
    "builtins.round = lambda *number: 0\nrise_in_points, rise_in_percent = 1, 1",
    # The marker's own steps and the checks, changed.
    "e03_3": "import json, marking, numpy\nfrom coursekit import check\n"
    "check.Number.demand = check.Choice.demand = check.Column.demand = lambda *given: None\n"
    "numpy.abs = lambda given: given * 0\n"
    "negative_then, negative_now, verdict = 7, 7, 'nonsense'",
    "e03_4": "import marking\nmarking.restart = lambda: None\n"
    "share, highest_year = table['share'], 1",
}


def test_tricks_earn_nothing(marked):
    marks, _ = marked(with_answers("03", **TRICKS), "03")
    assert points(marks) == {"1": 0, "2": 0, "3": 0, "4": 0, "5": None}
    assert "something of the kind Equal" in marks["e03-1"].sentences[0]


FORGED = """
import json
from IPython.display import display
import marking
def forge(names):
    display({"application/json": {"marking": FORM}}, raw=True)
marking.collect = forge
"""


@pytest.mark.parametrize(
    "form", ["'nonsense'", "'9' * 50_000", "json.dumps({'values': '[]', 'refused': []})"]
)
def test_a_forged_message_costs_the_answers_it_hides(marked, form):
    marks, ran = marked(with_answers("03", e03_1=FORGED.replace("FORM", form)), "03")
    assert all(mark.points == 0 for mark in marks.values())
    assert "The answers to task 1 could not be collected." in ran.notes


def test_a_number_that_was_copied_is_told_from_one_that_was_computed(marked):
    copied = with_answers(
        "04", e04_1="of_china_2013, of_china_2018 = 53.9, 26.5", e04_4=solved_share()
    )
    marks, _ = marked(copied, "04")
    assert (marks["e04-1"].state, marks["e04-1"].points) == (judging.TYPED_IN, 1)
    assert all("brings 50% of its points" in words for words in marks["e04-1"].sentences)
    assert "The task asks to compute it" in marks["e04-1"].sentences[0]
    # A column typed in is no answer either; the year of its peak may be read off the chart.
    assert (marks["e04-4"].state, marks["e04-4"].points) == (judging.PARTLY, 1.5)


def solved_share():
    return (
        "import pandas\n"
        "share = pandas.Series([13.0, 13.1, 10.5, 10.8, 10.3, 9.0], index=range(2013, 2019))\n"
        "highest_year = 2014"
    )


def test_the_tables_are_whole_again_after_a_notebook_has_spoilt_them(marked):
    spoil = "from pathlib import Path\nfor each in Path('../data').iterdir(): each.unlink()\n"
    marks, ran = marked(with_answers("03", e03_3=spoil), "03")
    assert points(marks)["1"] == points(marks)["2"] == 2
    assert ran.values["altered"]["e03-1"]


def test_the_memo_may_be_saved_as_in_the_worksheet(marked):
    notebook = solved("14")
    for cell in notebook.cells:
        cell.source = cell.source.replace("# memo.save(", "memo.save(")
    marks, ran = marked(notebook, "14")
    assert ran.notes == []
    assert [mark.points for mark in marks.values()] == [2, 2, None, 2, None]


def test_each_solution_gets_all_that_a_machine_can_give(marked):
    marks, ran = marked(solved("03"), "03", LIMITS)
    assert points(marks) == RIGHT
    assert (ran.notes, ran.errors) == ([], {})


def test_what_this_system_does_not_hold_back_is_said():
    found = {fence.danger: fence.holds for fence in guard.fences()}
    assert found["an endless loop"]
    assert found["code that goes below Python"] is False
    if LINUX:
        assert found["taking too much memory"] and found["writing a file that is too large"]
    said = guard.sentences([guard.Fence(d, h) for d, h in found.items()])
    assert said[0].startswith("Unguarded on this system: ")
    assert all((danger in said[0]) != holds for danger, holds in found.items())
    assert guard.sentences([guard.Fence("anything", True)]) == []
