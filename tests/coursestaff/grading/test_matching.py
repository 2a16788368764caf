"""Which cell answers which task, whatever an editor or a learner did to the notebook."""

import copy
import itertools

import nbformat
import pytest

from coursestaff.grading import matching
from coursestaff.grading.matching import ANSWER, COLLECT, EXTRA, GIVEN, MatchProblem
from tests.coursestaff.grading.conftest import handed_out, solved, without

MARKS = ("id", "metadata", "comment")


@pytest.fixture
def master():
    return handed_out("03")


def planned(notebook, master):
    return matching.plan(notebook, master)


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.get("id") == name)


@pytest.mark.parametrize(
    "gone", [g for n in range(3) for g in itertools.combinations(MARKS, n)], ids="-".join
)
def test_an_answer_is_found_by_any_one_of_its_three_marks(master, gone):
    whole = planned(solved("03"), master)
    plan = planned(without(solved("03"), *gone), master)
    assert list(plan.answers) == matching.tasks_of(master)
    assert [step.kind for step in plan.steps] == [step.kind for step in whole.steps]
    assert plan.notes == ()


def test_without_any_mark_nothing_is_guessed(master):
    with pytest.raises(MatchProblem, match="No cell of this notebook answers a task"):
        planned(without(solved("03"), *MARKS), master)


def test_another_exercise_is_named(master):
    with pytest.raises(MatchProblem, match="This is exercise 05, and exercise 03 was asked for"):
        planned(solved("05"), master)


def test_a_deleted_answer_is_missed_and_the_others_stay(master):
    notebook = solved("03")
    notebook.cells.remove(cell_of(notebook, "e03-2-answer"))
    plan = planned(notebook, master)
    assert "e03-2" not in plan.answers
    assert len(plan.answers) == 4
    assert plan.notes == ("Task 2 has no answer cell: it was deleted.",)


def test_a_copied_answer_runs_after_the_first(master):
    notebook = solved("03")
    copied = copy.deepcopy(cell_of(notebook, "e03-1-answer"))
    copied.id, copied.source = "from-the-clipboard", "# Answer to e03-1\nchina_2008 = 1"
    notebook.cells.append(copied)
    plan = planned(notebook, master)
    sources = [step.source for step in plan.steps if step.task == "e03-1" and step.kind == ANSWER]
    assert sources[-1] == copied.source and len(sources) == 2
    assert plan.notes == ("Task 1 stands in 2 cells. They ran in order, so the last one counts.",)


def test_cells_in_another_order_run_in_the_masters(master):
    notebook = solved("03")
    notebook.cells.reverse()
    assert planned(notebook, master).steps == planned(solved("03"), master).steps


def test_checks_come_from_the_master(master):
    notebook = solved("03")
    cell_of(notebook, "e03-1-check").source = "print('Right.')"
    plan = planned(notebook, master)
    assert [step.task for step in plan.steps if step.kind == COLLECT] == list(plan.answers)
    assert "A check was changed. The published one was used." in plan.notes


def test_a_changed_given_cell_runs_after_the_published_one(master):
    notebook = solved("03")
    given = next(cell for cell in notebook.cells if cell.cell_type == "code")
    published, given.source = given.source, "context = None"
    kinds = [(step.kind, step.source) for step in planned(notebook, master).steps[:2]]
    assert kinds == [(GIVEN, published), (EXTRA, "context = None")]


def test_cells_of_ones_own_run_where_they_stand(master):
    notebook = solved("03")
    place = notebook.cells.index(cell_of(notebook, "e03-2-answer"))
    notebook.cells.insert(place, nbformat.v4.new_code_cell("half = 1 / 2"))
    steps = planned(notebook, master).steps
    at = steps.index(matching.Step(EXTRA, "half = 1 / 2"))
    assert (steps[at + 1].kind, steps[at + 1].task) == (ANSWER, "e03-2")


@pytest.mark.parametrize("source", ["", "  \n", 'check.task("e03-1", china_2008=1, china_2017=2)'])
def test_empty_cells_and_copied_checks_do_not_run(master, source):
    notebook = solved("03")
    notebook.cells.append(nbformat.v4.new_code_cell(source))
    assert planned(notebook, master).steps == planned(solved("03"), master).steps


def test_windows_line_ends_change_nothing(master):
    notebook = solved("03")
    for cell in notebook.cells:
        cell.source = cell.source.replace("\n", "\r\n")
    plan = planned(notebook, master)
    assert plan.notes == ()
    assert [step.kind for step in plan.steps] == [
        s.kind for s in planned(solved("03"), master).steps
    ]


def test_a_cell_whose_sign_of_a_comment_is_taken_away_as_asked_is_no_changed_cell():
    master, notebook = handed_out("14"), solved("14")
    given = next(cell for cell in notebook.cells if cell.source.startswith("# memo.save("))
    given.source = given.source.removeprefix("# ")
    plan = planned(notebook, master)
    assert plan.notes == ()
    assert matching.Step(EXTRA, "memo.save(mine, known, paths.MY_WORK)") in plan.steps
    next(cell for cell in notebook.cells if cell.cell_type == "code").source = "known = 1"
    assert "A given cell was changed." in planned(notebook, master).notes[0]
