"""Every exercise in a real JupyterLab: as it is handed out, then with the solution's answers."""

import importlib
import json
import re
import shutil

import pytest

from tests.reading import notebooks, read_html

EXERCISES = notebooks("exercises")
SOLUTIONS = {solution.number: solution for solution in notebooks("solutions")}
ANSWER, CHECK = re.compile(r"e\d\d-\d+-answer"), re.compile(r"e\d\d-\d+-check")
TYPED = "03"  # the exercise whose answers are typed; in the others they are put into the cells


@pytest.fixture(scope="module", params=EXERCISES, ids=lambda exercise: exercise.path.stem)
def exercise(request):
    """A built exercise."""
    return request.param


@pytest.fixture(scope="module")
def opened(exercise, folder, desk):
    """A copy of the exercise, opened and not run."""
    shutil.copy(exercise.path, folder / exercise.name)
    desk.open(exercise.name)
    yield desk
    desk.leave()
    desk.faults.clear()
    desk.requests.clear()


@pytest.fixture(scope="module")
def handed_out(opened):
    """What the exercise shows after Run All, by the names of its cells."""
    opened.run_all()
    return look(opened)


@pytest.fixture(scope="module")
def answered(opened, handed_out, exercise):
    """What it shows with the solution's answers, after Restart Kernel and Run All Cells."""
    give = opened.type if exercise.number == TYPED else opened.put
    for place, source in answers(exercise).items():
        give(place, source)
    opened.restart_and_run_all()
    return look(opened)


def look(opened):
    """Name of each cell with outputs → what is in the notebook and what is on the screen."""
    cells = opened.source()["cells"]
    screens = opened.look([place for place, cell in enumerate(cells) if cell.get("outputs")])
    return {
        cells[place]["id"]: (cells[place]["outputs"], screen) for place, screen in screens.items()
    }


def answers(exercise):
    """Place in the exercise → what the solution has there."""
    solved = {cell["id"]: "".join(cell["source"]) for cell in solution(exercise).cells("code")}
    cells = enumerate(exercise.content["cells"])
    return {place: solved[cell["id"]] for place, cell in cells if ANSWER.fullmatch(cell["id"])}


def solution(exercise):
    return SOLUTIONS[exercise.number]


def tasks(exercise):
    """What the exercise's checks expect, by the names of their cells."""
    expected = importlib.import_module(f"tasks.e{exercise.number}").TASKS
    return {f"{name}-check": task for name, task in expected.items()}


def own_pictures(exercise):
    """The cells that draw what the learner found."""
    cells = exercise.cells("code")
    return [cell["id"] for cell in cells if "check.draw(" in "".join(cell["source"])]


def check_clean(shown):
    """No error and no warning; every picture is seen, and nothing waits for a widget."""
    for name, (outputs, screen) in shown.items():
        assert not [o for o in outputs if o["output_type"] == "error"], name
        assert not [o for o in outputs if o.get("name") == "stderr"], name
        assert screen["seen"] and all(screen["alts"]), name


def words(shown, name):
    """What is on the screen below a cell."""
    return shown[name][1]["words"].strip()


def test_as_handed_out_it_runs_and_every_check_says_not_yet(handed_out, exercise):
    check_clean(handed_out)
    assert {name for name in handed_out if CHECK.fullmatch(name)} == set(tasks(exercise))
    for name in tasks(exercise):
        assert words(handed_out, name).startswith("Not yet.")
    for name in own_pictures(exercise):
        assert words(handed_out, name).startswith("There is nothing to draw yet.")


def test_with_the_solutions_answers_every_check_is_content(answered, exercise):
    check_clean(answered)
    for name, task in tasks(exercise).items():
        assert words(answered, name).startswith(f"{task.head}{task.praise}")


def test_with_the_solutions_answers_its_pictures_are_drawn_and_described(answered, exercise):
    for name in own_pictures(exercise):
        assert answered[name][1]["alts"]
    for cell in solution(exercise).cells("code"):
        alts = described(cell["outputs"])
        assert not alts or answered[cell["id"]][1]["alts"] == alts


def described(outputs):
    """The descriptions of the pictures in stored outputs."""
    pages = [read_html("".join(o.get("data", {}).get("text/html", ""))) for o in outputs]
    return [image["alt"] for page in pages for image in page.images]


def test_the_answers_are_in_the_saved_file(answered, opened, exercise, folder):
    opened.save()
    saved = json.loads((folder / exercise.name).read_text(encoding="utf-8"))
    for place, source in answers(exercise).items():
        assert "".join(saved["cells"][place]["source"]) == source


def test_no_error_in_the_browser_and_no_request_off_the_machine(answered, opened):
    assert opened.faults == []
    assert opened.strangers() == []
