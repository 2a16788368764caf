"""Outputs are the same on every run, or they are refused."""

import os
import sys
import tempfile

import pytest
from nbformat import v4

from coursekit import paths
from coursestaff import execute
from coursestaff.execute import WIDGET_VIEW, tidy
from coursestaff.notebooks import BuildProblem

WHERE = "source/03-economies/lesson.md"


def shown(*outputs, source="show()", tags=()):
    """A notebook of one code cell with these outputs."""
    cell = v4.new_code_cell(source, outputs=list(outputs), execution_count=1)
    if tags:
        cell.metadata["tags"] = list(tags)
    return v4.new_notebook(cells=[v4.new_markdown_cell("# Title"), cell])


def display(**data):
    return v4.new_output("display_data", data={k.replace("_", "/"): v for k, v in data.items()})


def error(*traceback, ename="NameError", evalue="name 'x' is not defined"):
    return v4.new_output("error", ename=ename, evalue=evalue, traceback=list(traceback))


def outputs(notebook):
    tidy(notebook, WHERE)
    return notebook.cells[1].outputs


def refused(notebook):
    with pytest.raises(BuildProblem) as problem:
        tidy(notebook, WHERE)
    assert str(problem.value).startswith(f"{WHERE}: the cell that begins ‘show()’")
    return str(problem.value)


def test_view_is_dropped_and_its_html_kept():
    output = display(text_html="<p>Move</p>", text_plain="Explorer")
    output.data[WIDGET_VIEW] = {"model_id": "a1"}
    output.metadata[WIDGET_VIEW] = {}
    (left,) = outputs(shown(output))
    assert left.data == {"text/html": "<p>Move</p>", "text/plain": "Explorer"}
    assert left.metadata == {}


def test_output_that_is_only_a_view_is_dropped():
    output = display()
    output.data[WIDGET_VIEW] = {"model_id": "a1"}
    assert outputs(shown(output, display(text_plain="1"))) == [display(text_plain="1")]


def test_view_without_html_is_refused():
    output = display(text_plain="IntSlider(value=0)")
    output.data[WIDGET_VIEW] = {"model_id": "a1"}
    assert "shows a control with no HTML" in refused(shown(output))


def test_widget_state_and_versions_are_dropped():
    notebook = shown()
    notebook.metadata["widgets"] = {"state": {}}
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.7"}
    tidy(notebook, WHERE)
    assert notebook.metadata == {"language_info": {"name": "python"}}


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("File {lib}/site-packages/pandas/core/frame.py:4", "File pandas/core/frame.py:4"),
        ("File \x1b[32m{lib}/site-packages/a.py:4\x1b[39m", "File \x1b[32ma.py:4\x1b[39m"),
        ("File ~/my env/site-packages/a.py:4", "File a.py:4"),
        ("File C:\\env\\Lib\\site-packages\\a.py:4", "File a.py:4"),
        ("File {tmp}/ipykernel_812/345.py:1", "File this notebook:1"),
        ("File {course}/coursekit/tables.py:9", "File coursekit/tables.py:9"),
        ("Cell In[3], line 1", "Cell In[3], line 1"),
    ],
)
def test_traceback_names_no_folder_of_the_machine(line, left):
    line = line.format(
        lib=f"{sys.prefix}/lib/python3", tmp=tempfile.gettempdir(), course=paths.ROOT
    )
    (output,) = outputs(shown(error(line), tags=["raises-exception"]))
    assert output.traceback == [left]


def test_memory_address_is_refused():
    sentence = refused(shown(display(text_plain="<Line2D at 0x7f21c0ffee10>")))
    assert "a memory address (0x7f21c0ffee10)" in sentence


def test_bytes_of_a_picture_are_no_address():
    html = "<img src='data:image/png;base64,0x7f21c0ffee10' alt='words'>"
    assert outputs(shown(display(text_html=html)))


def test_folder_of_the_machine_is_refused():
    sentence = refused(shown(display(text_plain=f"{paths.ROOT}{os.sep}data")))
    assert "shows a folder of this machine" in sentence


def test_warning_is_refused():
    stream = v4.new_output("stream", name="stderr", text="FutureWarning: soon\n")
    assert "shows a warning: FutureWarning: soon" in refused(shown(stream))


def test_deliberate_error_must_happen():
    notebook = shown(display(text_plain="1"), tags=["raises-exception"])
    assert "is tagged raises-exception and runs without an error" in refused(notebook)


def run(*sources, folder):
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source) for source in sources])
    execute.execute(notebook, folder, WHERE)
    return notebook


def test_kernel_sees_the_course_an_empty_store_and_the_folder(tmp_path):
    built = run(
        "import os, sys, pathlib\nfrom coursekit.paths import ROOT",
        "print('one')\nprint('two')",
        "list(pathlib.Path(os.environ['LIMITED_OPPONENTS_PROGRESS']).iterdir())",
        f"pathlib.Path.cwd().name, sys.prefix == {sys.prefix!r}, ROOT.name",
        "os.environ['PYTHONHASHSEED']",
        folder=tmp_path,
    )
    assert [cell.execution_count for cell in built.cells] == [1, 2, 3, 4, 5]
    assert [output.text for output in built.cells[1].outputs] == ["one\ntwo\n"]
    results = [cell.outputs[0].data["text/plain"] for cell in built.cells[2:]]
    assert results == ["[]", repr((tmp_path.name, True, paths.ROOT.name)), "'0'"]


def test_failing_cell_is_named(tmp_path):
    with pytest.raises(BuildProblem) as problem:
        run("x = 1", "\ny = x / 0\nz = 2", folder=tmp_path)
    assert str(problem.value) == (
        f"{WHERE}: the cell that begins ‘y = x / 0’ failed: ZeroDivisionError: division by zero."
    )


def test_slow_cell_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "TIMEOUT", 1)
    with pytest.raises(BuildProblem, match="‘import time’ failed: it took longer than 1 seconds"):
        run("import time\ntime.sleep(30)", folder=tmp_path)


def test_kernel_that_does_not_start_is_named(tmp_path, monkeypatch):
    def refuse(self, **options):
        raise RuntimeError("no answer in 60 s")

    monkeypatch.setattr(execute.nbclient.NotebookClient, "execute", refuse)
    with pytest.raises(BuildProblem, match=r"Python did not start \(no answer in 60 s\)"):
        run("1", folder=tmp_path)


def test_python_that_ends_is_named(tmp_path):
    with pytest.raises(BuildProblem, match="‘import os’ failed: Python ended"):
        run("import os\nos._exit(1)", folder=tmp_path)
