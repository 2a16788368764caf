"""What a learner meets: damaged tables, cells in any order, and Restart and Run All.

A lesson's cells run in this process; one lesson with a damaged table runs in a kernel of its own.
"""

import contextlib
import io
import shutil

import nbclient
import nbformat
import pytest

from coursekit import progress, tables
from coursekit.errors import CourseError
from coursekit.paths import DATA
from coursestaff.execute import _Kernels
from tests.reading import notebooks
from tests.robust import damage
from tests.robust.desk import desk as make_desk

LESSONS = notebooks("lessons")
AND_EXERCISES = [*LESSONS, *notebooks("exercises")]
HERE = [damage.removed, damage.cut_between_rows, damage.in_cp1252]
CHECKS_ALL = "welcome.check()"  # reads every table, and says what is wrong without an error
TELLS_PROGRESS = "welcome.course_map()"  # the one thing that a second run may show otherwise


class Tables:
    """A copy of data/ that cells read from, and which of its tables were asked for."""

    def __init__(self, folder):
        self.folder = folder
        self.asked = []
        self._load = tables.load
        shutil.copytree(DATA, folder)

    def load(self, name, folder=None):
        self.asked.append(name)
        return self._load(name, folder or self.folder)

    @contextlib.contextmanager
    def damaged(self, name, what):
        path = self.folder / f"{name}.csv"
        what(path)
        try:
            yield
        finally:
            shutil.copy(DATA / path.name, path)


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """The tables that all cells here read, in a folder that may be damaged."""
    ready = Tables(tmp_path_factory.mktemp("course") / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "load", ready.load)
        yield ready


@pytest.fixture(scope="module")
def desk(tmp_path_factory, copied):
    with make_desk(tmp_path_factory.mktemp("ipython")) as ready:
        yield ready


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """One learner's progress and folder, for as long as a lesson is worked with."""
    return tmp_path_factory.mktemp("learner")


@contextlib.contextmanager
def at(store):
    """Cells run in a folder where what they write does no harm, and find what they kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(store)
        patch.setenv(progress.PLACE, str(store / "progress"))
        yield


@pytest.fixture(autouse=True)
def elsewhere(store, empty_progress):
    with at(store):
        yield


@pytest.fixture(scope="module", params=LESSONS, ids=lambda lesson: lesson.path.stem)
def lesson(request):
    return request.param


@pytest.fixture(scope="module")
def worked_through(lesson, desk, copied, store):
    """The lesson run once: of each cell what it showed, and the tables that it read."""
    desk.begin()
    runs = []
    with at(store):
        for source in lesson.code():
            copied.asked.clear()
            found = desk.run(source)
            runs.append((source, found, sorted(set(copied.asked))))
    return runs


# ---- Damaged tables ------------------------------------------------------------------------


def test_a_damaged_table_stops_the_cell_that_reads_it_with_a_sentence(worked_through, desk, copied):
    met = set()
    for source, _, asked in worked_through:
        for name in asked if CHECKS_ALL not in source else []:
            # Which damages `load` finds is tried in test_tables.py; here, what a cell makes of it.
            for what in HERE if name not in met else HERE[:1]:
                with copied.damaged(name, what):
                    check_sentence(desk.run(source), name)
            met.add(name)
    assert met


def check_sentence(found, name):
    """The cell shows one sentence that names the table, and no traceback."""
    assert isinstance(found.error, tables.DataProblem), found.error
    said = str(found.error)
    assert f"data/{name}.csv" in said
    assert found.printed.strip().endswith(said)
    assert "Traceback" not in found.printed and "File " not in found.printed


def test_lesson_00_tells_of_a_damaged_table_without_an_error(desk, copied, monkeypatch):
    [source] = [each for each in LESSONS[0].code() if CHECKS_ALL in each]
    monkeypatch.setattr("coursekit.welcome.troubles.__defaults__", ((), copied.folder))
    desk.begin()
    with copied.damaged("series", damage.cut_between_rows):
        found = desk.run(f"from coursekit import welcome\n\n{source}")
    assert found.error is None
    assert "data/series.csv" in found.printed + str(found.shown)


def test_in_a_kernel_the_sentence_is_all_that_the_cell_shows(tmp_path):
    """The one path that goes through Jupyter's own messages."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    damage.in_utf_16(folder / "claims.csv")
    [lesson] = [each for each in LESSONS if each.number == "03"]
    notebook = nbformat.read(lesson.path, as_version=4)
    broken = "from pathlib import Path\nfrom coursekit import tables\n"
    broken += f"tables.load.__defaults__ = (Path({str(folder)!r}),)"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(broken))
    del notebook.cells[8:]  # the rest only costs time
    client = nbclient.NotebookClient(
        notebook, kernel_manager_class=_Kernels, timeout=60, allow_errors=True
    )
    client.execute()
    first = next(
        output
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    )
    assert first.ename == "DataProblem"
    assert first.traceback == [first.evalue]
    assert first.evalue.startswith("data/claims.csv, row 1: this is not UTF-8 text")


# ---- Cells in any order --------------------------------------------------------------------


def failure(source, names):
    """What goes wrong in a cell: nothing, a sentence of ours, or an error that is neither.

    A name that is not there yet is a learner's own, and Python says so plainly.
    """
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            exec(source, names)
        except (CourseError, NameError):
            return None
        except Exception as error:  # any other is what this test is about
            return repr(error)
    return None


def meant(notebook):
    """The code cells that are not there to fail."""
    return [
        "".join(cell["source"])
        for cell in notebook.cells("code")
        if "raises-exception" not in cell["metadata"].get("tags", [])
    ]


@pytest.mark.parametrize("notebook", AND_EXERCISES, ids=lambda notebook: notebook.name)
def test_each_cell_alone_after_the_imports(notebook):
    cells, imported = meant(notebook), {}
    failure(next(source for source in cells if "import " in source), imported)
    for source in cells:
        assert failure(source, dict(imported)) is None, source


def test_restart_and_run_all_shows_the_same_again(worked_through, lesson, desk):
    again = desk.run_all(lesson)
    for (source, one, _), other in zip(worked_through, again, strict=True):
        if TELLS_PROGRESS not in source:
            assert (type(other.error), other.printed) == (type(one.error), one.printed), source
            assert other.shown == one.shown, source
    assert progress.read(f"{lesson.number}/done") is True
