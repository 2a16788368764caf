"""Sources become cells: what goes where, under which id, and what is refused."""

import textwrap

import nbformat
import pytest

from coursestaff import notebooks
from coursestaff.notebooks import EXERCISE, LESSON, SOLUTION, BuildProblem

EXERCISE_TEXT = """
# Exercise

Read the task.

```{code-cell}
rate = 2
```

```{code-cell}
:id: e03-1-answer
:tags: [starter]

share = ...
```

```{code-cell}
:id: e03-1-answer
:tags: [solution]

share = 1.3 / 19.7
```

```{code-cell}
:id: e03-1-check
print(share)
```

+++ {"tags": ["solution"]}

The secret reasoning.

+++ {"id": "e03-2-answer", "tags": ["starter"]}

Write here.

+++ {"id": "e03-2-answer", "tags": ["solution"]}

A model answer.

+++

The end.
"""


@pytest.fixture
def source(tmp_path):
    """A source folder and a way to write into it: source(lesson="...", exercise="...")."""
    folder = tmp_path / "source" / "03-economies"
    folder.mkdir(parents=True)

    def write(**texts):
        for name, text in texts.items():
            path = folder / f"{name}.md"
            path.write_text(textwrap.dedent(text), encoding="utf-8")
        return folder

    return write


def cells(built):
    return [(cell.id, cell.source) for cell in built.cells]


def ids(built):
    return [cell.id for cell in built.cells]


def test_lesson_cells_types_and_tags(source):
    text = """
    # Title

    One.

    +++

    Two.

    ```{code-cell}
    :tags: [raises-exception]
    1 / 0
    ```
    """
    built = notebooks.notebook(source(lesson=text), LESSON)
    assert [(c.cell_type, c.source) for c in built.cells] == [
        ("markdown", "# Title\n\nOne."),
        ("markdown", "Two."),
        ("code", "1 / 0"),
    ]
    assert [dict(c.metadata) for c in built.cells] == [{}, {}, {"tags": ["raises-exception"]}]


def test_metadata_is_the_same_whoever_wrote_the_source(source):
    header = "---\nkernelspec:\n  name: other\n  display_name: Other\n---\n\n# Title\n"
    built = notebooks.notebook(source(lesson=header), LESSON)
    assert built.metadata == {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }
    assert (built.nbformat, built.nbformat_minor) == (4, 5)


def test_exercise_holds_no_solution(source):
    folder = source(exercise=EXERCISE_TEXT)
    text = notebooks.text(notebooks.notebook(folder, EXERCISE))
    assert "share = ..." in text
    assert "Write here." in text
    for secret in ("19.7", "secret reasoning", "model answer", "solution", "starter"):
        assert secret not in text


def test_solution_holds_no_starter(source):
    built = notebooks.notebook(source(exercise=EXERCISE_TEXT), SOLUTION)
    texts = [cell.source for cell in built.cells]
    assert "# Answer to e03-1\nshare = 1.3 / 19.7" in texts
    assert "The secret reasoning." in texts
    assert "share = ..." not in texts
    assert "Write here." not in texts


@pytest.mark.parametrize("kind", [EXERCISE, SOLUTION])
def test_an_answer_names_its_task_three_times(source, kind):
    built = notebooks.notebook(source(exercise=EXERCISE_TEXT), kind)
    code, text = (cell for cell in built.cells if cell.id.endswith("-answer"))
    assert (code.id, code.metadata.task) == ("e03-1-answer", "e03-1")
    assert code.source.splitlines()[0] == "# Answer to e03-1"
    # A comment in a text cell would be a heading.
    assert (text.id, text.metadata.task) == ("e03-2-answer", "e03-2")
    assert not text.source.startswith("#")
    others = [cell for cell in built.cells if cell not in (code, text)]
    assert not [cell for cell in others if "task" in cell.metadata or "# Answer" in cell.source]


def test_exercise_and_solution_share_ids(source):
    folder = source(exercise=EXERCISE_TEXT)
    exercise, solution = (notebooks.notebook(folder, kind) for kind in (EXERCISE, SOLUTION))
    assert set(ids(exercise)) < set(ids(solution))
    assert ids(exercise)[2:5] == ["e03-1-answer", "e03-1-check", "e03-2-answer"]


def test_ids_of_other_cells_stay_when_one_is_inserted(source):
    before = notebooks.notebook(source(exercise=EXERCISE_TEXT), SOLUTION)
    longer = EXERCISE_TEXT.replace("Read the task.", "Read the task.\n\n+++\n\nThen think.")
    after = notebooks.notebook(source(exercise=longer), SOLUTION)
    added = [pair for pair in cells(after) if pair not in cells(before)]
    assert [text for _, text in added] == ["Then think."]
    assert [pair for pair in cells(after) if pair not in added] == cells(before)


def test_equal_cells_have_different_ids(source):
    built = notebooks.notebook(source(lesson="# Title\n\n+++\n\nSame.\n\n+++\n\nSame.\n"), LESSON)
    first, second = ids(built)[1:]
    assert second == f"{first}-2"


def test_equal_cells_of_two_notebooks_have_different_ids(source):
    folder = source(lesson="Same.\n", exercise="Same.\n")
    lesson, exercise = (notebooks.notebook(folder, kind) for kind in (LESSON, EXERCISE))
    assert ids(lesson) != ids(exercise)


def test_text_is_sorted_readable_and_ends_in_one_newline(source):
    text = notebooks.text(notebooks.notebook(source(lesson="# Zhèng ¶3\n"), LESSON))
    assert text.startswith('{\n "cells": [\n')
    assert "Zhèng ¶3" in text
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert nbformat.reads(text, as_version=4).cells[0].source == "# Zhèng ¶3"


def starter(name="e03-1-answer", tags="[starter]", body="x = ..."):
    return f"```{{code-cell}}\n:id: {name}\n:tags: {tags}\n{body}\n```\n"


CHECK = "```{code-cell}\n:id: e03-1-check\nprint(x)\n```\n"
SOLVED = starter(tags="[solution]", body="x = 1")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "```{code-cell}\n:tags: [solutoin]\nx\n```\n",
            "the cell that begins ‘x’ has the tag ‘solutoin’",
        ),
        (
            "```{code-cell}\n:tags: solution\nx\n```\n",
            "notebook: 'solution' is not of type 'array'. Look at",
        ),
        ("```{code-cell}\n:name: a\nx\n```\n", "has the option ‘name’. Only id and tags"),
        ("```{code-cell}\n:id: a b\nx\n```\n", "has the id ‘a b’. Use letters"),
        ("```{raw-cell}\nx\n```\n", "is neither code nor Markdown"),
        (starter(tags="[starter, solution]"), "is tagged starter and solution"),
        ("```{code-cell}\n:tags: [starter]\nx = ...\n```\n", "the starter that begins ‘x = ...’"),
        ("```{code-cell}\n:tags: [solution]\nx = 1\n```\n", "the solution that begins ‘x = 1’"),
        (starter("answer"), "the starter ‘answer’ is not named like an answer. Use e03-1-answer"),
        (starter("e04-1-answer"), "is not named like an answer. Use e03-1-answer"),
        (starter() + CHECK, "the starter ‘e03-1-answer’ has no solution"),
        (SOLVED, "the solution ‘e03-1-answer’ has no starter"),
        (starter() + SOLVED, "has no check. Add a code cell with the id e03-1-check"),
        (starter() + starter() + SOLVED + CHECK, "the id ‘e03-1-answer’ is given to two cells"),
        (starter() + SOLVED + CHECK + CHECK, "the id ‘e03-1-check’ is given to two cells"),
        (
            starter() + CHECK + '+++ {"id": "e03-1-answer", "tags": ["solution"]}\n\nText.\n',
            "and its solution are not of one type",
        ),
        ("+++ {id: broken\n\nText.\n", "cannot be read as a MyST Markdown notebook"),
    ],
)
def test_exercise_is_refused(source, text, sentence):
    folder = source(exercise="# Exercise\n\n" + text)
    with pytest.raises(BuildProblem) as problem:
        for kind in (EXERCISE, SOLUTION):
            notebooks.notebook(folder, kind)
    assert str(problem.value).startswith("source/03-economies/exercise.md")
    assert sentence in str(problem.value)


def test_lesson_with_a_starter_is_refused(source):
    with pytest.raises(BuildProblem, match="Those belong in exercise.md"):
        notebooks.notebook(source(lesson=starter()), LESSON)


def test_missing_source_is_named(source):
    with pytest.raises(BuildProblem, match="source/03-economies/lesson.md is missing"):
        notebooks.notebook(source(), LESSON)


def test_other_encoding_is_named(source):
    folder = source()
    (folder / "lesson.md").write_bytes("# Zhèng\n".encode("latin-1"))
    with pytest.raises(BuildProblem, match="lesson.md is not UTF-8 text"):
        notebooks.notebook(folder, LESSON)
