"""Progress with two lessons at once, a clock that was set back, and a learner without a home."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from types import SimpleNamespace
from unittest.mock import Mock

import nbclient
import nbformat
import pytest

from coursekit import forms, lab, memo, progress, tables, workspace
from coursekit.paths import ROOT
from coursestaff import execute
from tests.reading import notebooks

WRITERS, WRITES = 3, 30
WRITER = """
import sys, time
from pathlib import Path
from coursekit import progress
name, go, times = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
Path(f"{go}-{name}").touch()
while not go.exists():
    time.sleep(0.01)
for number in range(times):
    progress.save(f"{name}/{number}", number)
    progress.save("both", name)
"""


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv(progress.PLACE, str(tmp_path / "kept"))
    return tmp_path / "kept"


# ---- Two lessons at once -------------------------------------------------------------------


def test_lessons_in_several_kernels_lose_nothing_of_each_other(store, tmp_path):
    go = tmp_path / "go"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(name), str(go), str(WRITES)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for name in range(WRITERS)
    ]
    try:
        while len(list(tmp_path.glob("go-*"))) < WRITERS:
            assert all(each.poll() is None for each in running), "a writer ended before it began"
        go.touch()
        assert [each.wait(timeout=120) for each in running] == [0] * WRITERS
    finally:
        for each in running:
            each.kill()
    kept = progress.everything()
    wanted = {f"{name}/{number}": number for name in range(WRITERS) for number in range(WRITES)}
    assert {key: kept[key]["value"] for key in kept if key != "both"} == wanted
    assert kept["both"]["value"] in map(str, range(WRITERS))
    assert sorted(path.name for path in store.iterdir()) == ["progress.json", "progress.lock"]


# ---- A clock that was set back -------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock that progress is dated by."""

    def set_to(year):
        moment = datetime(year, 5, 3, 12)
        monkeypatch.setattr(progress, "datetime", SimpleNamespace(now=lambda: moment))
        return str(year)

    return set_to


def test_the_newer_answer_wins_whatever_the_clock_said(store, clock):
    clock(2041)
    progress.save("03/prediction", 6.6)
    year = clock(2019)
    assert progress.save("03/prediction", 7).startswith(year)
    assert progress.read("03/prediction") == 7


def test_envelopes_stay_in_the_order_in_which_they_were_sealed(store, clock, monkeypatch):
    monkeypatch.setattr(forms.Envelope, "show", lambda self: None)
    envelope = forms.Envelope("01/envelope", {"f01": "Will it?"}, opens="13")
    for year, percent in ((2041, 30), (2019, 40)):
        clock(year)
        assert envelope.receive({"f01": percent})["kept"] == {"f01": percent}
        envelope.start_again()
    sealed = forms.Envelope("01/envelope", {"f01": "Will it?"}, opens="13").sealed()
    assert [each.answers["f01"] for each in sealed] == [30, 40]


def test_a_memo_saved_by_a_clock_of_the_future_is_neither_lost_nor_overwritten(tmp_path):
    known = memo.evidence(tables.load)
    files, _ = memo.save(memo.Memo(parts={"brief": "One [feng-125]."}), known, tmp_path)
    future = (datetime.now() + timedelta(days=9999)).timestamp()
    for path in files:
        os.utime(path, (future, future))
    memo.save(memo.Memo(parts={"brief": "Two [feng-125]."}), known, tmp_path)
    assert sorted(memo.saved(tmp_path)) == ["memo (2).md", "memo.md"]
    briefs = [memo.reopen(tmp_path / name).parts["brief"] for name in ("memo.md", "memo (2).md")]
    assert briefs == ["One [feng-125].", "Two [feng-125]."]


def test_a_newer_master_is_known_by_its_text_and_not_by_its_date(tmp_path):
    master = tmp_path / "lessons" / "00-start.ipynb"
    master.parent.mkdir()
    for text in ("first", "second"):
        master.write_text(text, encoding="utf-8")
        os.utime(master, (0, 0))
        told = workspace.prepare(tmp_path)
    assert "newer version" in told[0]


# ---- No home -------------------------------------------------------------------------------


@pytest.mark.parametrize("nowhere", ["~/.local/share/limited-opponents", RuntimeError()])
def test_a_home_that_the_system_does_not_know_is_a_sentence(monkeypatch, nowhere):
    """Older versions of platformdirs give a folder named "~" beside the lesson, newer ones none."""
    monkeypatch.delenv(progress.PLACE)
    monkeypatch.setattr(progress.platformdirs, "user_data_dir", Mock(side_effect=[nowhere] * 2))
    for ask in (progress.everything, lambda: progress.save("a", 1)):
        with pytest.raises(progress.ProgressProblem, match=progress.PLACE):
            ask()


@pytest.mark.skipif(os.name == "nt", reason="Windows knows a home without being told")
def test_without_a_home_nothing_is_written_beside_the_lesson(tmp_path):
    script = (
        "import pwd; pwd.getpwuid = lambda number: {}[number]; from coursekit import progress; "
        "progress.save('a', 1)"
    )
    left = {k: v for k, v in os.environ.items() if k != "HOME" and not k.startswith("XDG_")}
    left.pop(progress.PLACE)
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**left, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.stderr.strip().splitlines()[-1].startswith("coursekit.progress.ProgressProblem")
    assert list(tmp_path.iterdir()) == []


def test_a_build_needs_no_home(monkeypatch):
    monkeypatch.setattr(execute.Path, "home", Mock(side_effect=RuntimeError))
    assert "~/" not in execute._machine_folders().values()


def test_a_lesson_runs_to_its_last_cell_where_no_home_can_be_made(tmp_path):
    (tmp_path / "file").write_text("where a home should be", encoding="utf-8")
    home = str(tmp_path / "file" / "home")
    environ = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}
    environ.pop(progress.PLACE)
    environ |= dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), home)
    [lesson] = [each for each in notebooks("lessons") if each.number == "08"]
    notebook = nbformat.read(lesson.path, as_version=4)
    client = nbclient.NotebookClient(
        notebook, kernel_manager_class=execute._Kernels, allow_errors=True
    )
    client.execute(env=lab.environment(tmp_path / "state", environ))
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    failed = {
        cell.source: output
        for cell in code
        for output in cell.outputs
        if output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", [])
    }
    assert list(failed) == [code[-1].source] == ['welcome.finish("08")']
    [error] = failed.values()
    assert error.ename == "ProgressProblem" and error.traceback == [error.evalue]
    assert "could not be kept" in error.evalue


def test_a_passport_is_shown_where_nothing_can_be_kept(tmp_path, monkeypatch):
    """A cell in the middle of a lesson must not stop Run All there."""
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv(progress.PLACE, str(tmp_path / "file" / "kept"))
    sources = [source for each in notebooks("lessons") for source in each.code()]
    stamps = [source for source in sources if "cite.stamp(" in source]
    assert stamps
    for source in stamps:
        exec(f"from coursekit import cite\n{source}", {})


def test_progress_is_the_owners_alone(store):
    progress.save("a", 1)
    if os.name != "nt":
        assert (store / "progress.json").stat().st_mode & 0o077 == 0
    assert json.loads((store / "progress.json").read_text(encoding="utf-8"))["a"]["value"] == 1
