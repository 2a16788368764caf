"""The bench measures what it says, and prints it so that a person can read it."""

import json

import click
import pytest
from click.testing import CliRunner

from coursekit import paths
from coursekit.explore import Explorer
from coursestaff import bench, explorers


@pytest.fixture(scope="module")
def lesson():
    return paths.LESSONS / "03-economies.ipynb"


def test_the_explorers_of_a_lesson_are_found_without_showing_them(lesson, capsys):
    (gap,) = explorers.declared(lesson)
    assert gap.name == "03-gap"
    assert len(gap.states()) == 120


def test_every_state_is_timed(lesson, monkeypatch):
    (gap,) = explorers.declared(lesson)
    drawn = []
    monkeypatch.setattr(Explorer, "picture", lambda self, values: drawn.append(values) or "")
    times = bench.explorer_states(lesson)
    assert len(times["03-gap"]) == 120
    assert len({tuple(values.values()) for values in drawn}) == 120
    assert all(each > 0 for each in times["03-gap"])


def test_runs_are_interleaved(monkeypatch):
    order = []

    def run(notebook, name):
        order.append(name)
        return float(len(order))

    monkeypatch.setattr(bench, "seconds_to_run", run)
    times = bench.lessons(2, say=lambda line: None)
    first = order[: len(order) // 2]
    assert first[0] == "floor" and "03-economies" in first
    assert order == first * 2
    assert all(len(values) == 2 for values in times.values())


RESULTS = {
    "lessons": {"floor": [2.0, 2.2, 2.4], "03-economies": [3.0, 3.2, 3.9]},
    "explorers": {"03-gap": [60.0, 70.0, 95.0]},
    "import": [12.0],
    "start": [3.0, 4.0, 8.0],
    "browser": {"remembered": [9.0, 10.0]},
}


def test_the_report_gives_medians_and_the_distance_to_the_floor():
    lines = bench.report(RESULTS)
    assert "2.2 s" in lines[0] and "(2.0 to 2.4, 3)" in lines[0]
    assert "3.2 s" in lines[1] and lines[1].endswith("floor + 1.0 s")
    assert "70.0 ms" in lines[2]
    assert any("second start" in line and "4.0 s" in line for line in lines)
    assert any("remembered" in line and "9.5 ms" in line for line in lines)


def test_the_command_writes_all_figures(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "lessons", lambda runs: RESULTS["lessons"])
    monkeypatch.setattr(bench, "explorer_states", lambda path: RESULTS["explorers"])
    monkeypatch.setattr(bench, "kit_import", lambda runs: RESULTS["import"])
    monkeypatch.setattr(bench, "second_start", lambda runs: RESULTS["start"])
    target = tmp_path / "bench.json"
    result = CliRunner().invoke(bench.command, ["--json", str(target)])
    assert result.exit_code == 0, result.output
    assert "floor + 1.0 s" in result.output
    assert json.loads(target.read_text(encoding="utf-8"))["import"] == [12.0]


def test_the_kit_is_imported_in_a_fresh_python():
    (milliseconds,) = bench.kit_import(1)
    assert milliseconds > 0


def test_a_start_is_timed_until_jupyterlab_answers(tmp_path, monkeypatch):
    (tmp_path / ".venv").mkdir()
    (tmp_path / "api").mkdir()  # what it answers with is the list of this folder
    (tmp_path / "start.py").write_text(SERVER, encoding="utf-8")
    monkeypatch.setattr(bench.paths, "ROOT", tmp_path)
    monkeypatch.setattr(bench, "PATIENCE", 20)
    (seconds,) = bench.second_start(1)
    assert seconds >= 0.5


def test_a_start_that_fails_is_told_and_none_is_timed_where_none_was(tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(bench.paths, "ROOT", tmp_path)
    assert bench.second_start(1, said.append) == []
    assert "never started" in said[0]
    (tmp_path / ".venv").mkdir()
    (tmp_path / "start.py").write_text("raise SystemExit(1)", encoding="utf-8")
    with pytest.raises(click.ClickException, match="did not start"):
        bench.second_start(1)


# A stand-in for the course: half a second later it answers at the port that it was given.
SERVER = """
import http.server, sys, time
time.sleep(0.5)
place = ("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1]))
http.server.HTTPServer(place, http.server.SimpleHTTPRequestHandler).serve_forever()
"""
