"""A small course is built whole: three folders, the same bytes twice, problems as sentences."""

import json

import pytest
from click.testing import CliRunner

from coursekit import paths, workspace
from coursestaff import build
from coursestaff.notebooks import BuildProblem

LESSON = """
# Start

```{code-cell}
:tags: [raises-exception]
prnt("hello")
```

```{code-cell}
class Control:
    def __repr__(self):
        return "Control"

    def _repr_mimebundle_(self, include=None, exclude=None):
        view = {"model_id": str(id(self))}
        return {"application/vnd.jupyter.widget-view+json": view, "text/html": "<p>Move</p>"}
Control()
```
"""

EXERCISE = """
# Exercise

```{code-cell}
:id: e01-1-answer
:tags: [starter]
share = ...
```

```{code-cell}
:id: e01-1-answer
:tags: [solution]
share = 41 + 1
```

```{code-cell}
:id: e01-1-check
print(share)
```
"""


def write(course, name, **texts):
    folder = course / "source" / name
    folder.mkdir(parents=True)
    for file, text in texts.items():
        (folder / f"{file}.md").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Two lessons, one with an exercise, built once; and what the build said."""
    course = tmp_path_factory.mktemp("a course")
    write(course, "00-start", lesson=LESSON)
    write(course, "01-next", lesson="# Next\n", exercise=EXERCISE)
    results = list(build.build(build.jobs(course), course, workers=2))
    return course, results


def read(course, target):
    return json.loads((course / target).read_text(encoding="utf-8"))


def everything(course):
    return {path.name: path.read_bytes() for path in course.glob("*/*.ipynb")}


def test_everything_is_written(course):
    folder, results = course
    assert {result.target for result in results} == {
        "lessons/00-start.ipynb",
        "lessons/01-next.ipynb",
        "exercises/01-next.ipynb",
        "solutions/01-next.ipynb",
    }
    assert all(result.changed and result.problem is None for result in results)
    assert all((folder / result.target).exists() for result in results)


def test_lesson_is_executed_and_tidy(course):
    _, failed, control = read(course[0], "lessons/00-start.ipynb")["cells"]
    assert failed["outputs"][0]["evalue"] == "name 'prnt' is not defined"
    assert [cell["execution_count"] for cell in (failed, control)] == [1, 2]
    assert control["outputs"][0]["data"] == {
        "text/html": ["<p>Move</p>"],
        "text/plain": ["Control"],
    }


def test_exercise_is_not_run_and_solution_is(course):
    exercise, solution = (read(course[0], f"{f}/01-next.ipynb") for f in ("exercises", "solutions"))
    assert [c.get("outputs") for c in exercise["cells"]] == [None, [], []]
    assert "41" not in json.dumps(exercise)
    assert solution["cells"][-1]["outputs"][0]["text"] == ["42\n"]


def test_second_build_gives_the_same_bytes_and_writes_nothing(course, tmp_path):
    folder, _ = course
    again = list(build.build(build.jobs(folder), folder, tmp_path))
    assert everything(tmp_path) == everything(folder)
    assert not build.drift(folder, tmp_path, build.jobs(folder))
    assert all(result.changed for result in again)
    exercise = build.jobs(folder, ("01",))[1]
    assert list(build.build([exercise], folder)) == [build.Result(exercise.target)]


def test_drift_is_found(course, tmp_path):
    folder, _ = course
    job = build.jobs(folder, ("01-next",))[1]
    list(build.build([job], folder, tmp_path))
    (tmp_path / job.target).write_text("{}", encoding="utf-8")
    assert build.drift(folder, tmp_path, [job]) == ["exercises/01-next.ipynb"]


def test_lessons_are_chosen_by_number_or_name(course):
    for wanted in ("1", "01", "01-next"):
        assert {job.source.name for job in build.jobs(course[0], (wanted,))} == {"01-next"}


def test_unknown_lesson_is_named(course):
    with pytest.raises(BuildProblem) as problem:
        build.jobs(course[0], ("07",))
    assert str(problem.value) == ("There is no lesson ‘07’ in source/. Lessons: 00-start, 01-next.")


def test_misnamed_folder_is_named(tmp_path):
    write(tmp_path, "Economies", lesson="# Title\n")
    with pytest.raises(BuildProblem, match="source/Economies is not named like a lesson"):
        build.jobs(tmp_path)


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A course of its own for the command: no kernels, and no checksums of the real course."""
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(build, "execute", lambda built, folder, where: None)
    written = []
    monkeypatch.setattr(workspace, "write_checksums", lambda: written.append("checksums"))
    (tmp_path / "lessons").mkdir()
    return tmp_path, written


def invoke(*arguments):
    return CliRunner().invoke(build.command, arguments)


def test_command_builds_tells_and_renews_checksums(small):
    course, written = small
    write(course, "00-start", lesson="# Title\n")
    done = invoke()
    assert done.exit_code == 0
    assert "1 of 1" in done.output
    assert "lessons/00-start.ipynb written" in done.output
    assert written == ["checksums"]
    assert "lessons/00-start.ipynb unchanged" in invoke("00").output
    assert written == ["checksums"]


def test_command_builds_the_others_where_one_fails(small):
    course, written = small
    write(course, "00-start", lesson="```{code-cell}\n:tags: [typo]\nx\n```\n")
    write(course, "01-next", lesson="# Next\n")
    done = invoke("--jobs", "1")
    assert done.exit_code == 1
    assert "source/00-start/lesson.md: the cell that begins ‘x’ has the tag ‘typo’" in done.output
    assert (course / "lessons" / "01-next.ipynb").exists()
    assert written == []


def test_check_changes_nothing_and_tells_what_is_out_of_date(small):
    course, written = small
    write(course, "00-start", lesson="# Title\n")
    (course / "lessons" / "99-gone.ipynb").write_text("{}", encoding="utf-8")
    done = invoke("--check")
    assert done.exit_code == 1
    assert "lessons/00-start.ipynb is not what its source builds. Run: course build" in done.output
    assert "lessons/99-gone.ipynb has no source. Delete it." in done.output
    assert not (course / "lessons" / "00-start.ipynb").exists()
    assert written == []


def test_check_is_content_with_a_fresh_build(small):
    course, _ = small
    write(course, "00-start", lesson="# Title\n")
    invoke()
    assert invoke("--check").exit_code == 0


def test_unknown_lesson_ends_the_command(small):
    done = invoke("07")
    assert done.exit_code == 1
    assert "There is no lesson ‘07’ in source/. Lessons: none yet." in done.output
