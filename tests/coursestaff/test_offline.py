"""The offline edition without a browser: what lives is found, packed, placed and licensed."""

import json
import re
import subprocess
import sys

import nbformat
import pytest
from click.testing import CliRunner

from coursekit import forms, page, paths, tables
from coursekit.explore import Explorer, Radio
from coursestaff.notebooks import BuildProblem
from coursestaff.offline import (
    command,
    licences,
    living,
    markup,
    packing,
    pages,
    reference,
    states,
)
from tests.browser.screens import draw, say

LIVING = (
    """
from coursekit import explore, forms, welcome
from tests.browser import screens

guess = screens.prediction()
guess.show()
""",
    """
explore.Explorer("bars", "Which?", {"country": explore.Radio("Country", ["China", "Russia"],
    "Russia")}, lambda v: screens.draw({**v, "year": 2008, "ruler": "even", "log": False}),
    lambda v: f"This is a sentence that is about {v['country']} and nothing else.").show()
""",
    """
guess.compare(20, "So it is.")
""",
)


def notebook(path, *cells, html=()):
    """Write a built notebook of code cells; `html` are their outputs."""
    made = nbformat.v4.new_notebook()
    for number, source in enumerate(cells):
        cell = nbformat.v4.new_code_cell(source, id=f"cell-{number}")
        if number < len(html):
            cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": html[number]})]
        made.cells.append(cell)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(made), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A built lesson with a prediction, an explorer and a comparison, and what lives in it."""
    path = tmp_path_factory.mktemp("course") / "lessons" / "03-small.ipynb"
    found = living.pieces(notebook(path, *LIVING))
    notebook(path, *LIVING, html=[piece.stands_for for piece in found])
    return path, found


# ---- What lives on a page ------------------------------------------------------------------


def test_what_the_cells_show_is_found_with_its_cell(built):
    _, found = built
    assert [(piece.kind, piece.cell) for piece in found] == [
        ("form", "cell-0"),
        ("explorer", "cell-1"),
        ("compare", "cell-2"),
    ]
    assert json.loads(json.dumps([piece.data for piece in found]))


def test_every_state_of_an_explorer_is_what_draw_and_say_give(built):
    found = built[1][1]
    assert list(found.states) == ["0", "1"]
    for key, country in enumerate(["China", "Russia"]):
        state = found.states[str(key)]
        assert state["sentence"].startswith(f"This is a sentence that is about {country}")
        assert f'alt="{state["sentence"]}"' in state["picture"]
    assert found.states["0"]["picture"] != found.states["1"]["picture"]
    assert found.data["start"] == "1"


def test_nothing_on_the_page_asks_to_run_a_cell(built):
    for piece in built[1]:
        assert "Run this cell" not in piece.still


@pytest.mark.parametrize(
    ("case", "guess"), [("same", 20), ("close", 20.5), ("below", 3), ("above", 77.25)]
)
def test_a_comparison_has_pythons_words_for_every_case(built, case, guess):
    prediction = forms.Prediction("03/guess", "How much?", unit="%", low=0, high=100)
    prediction.receive({"guess": guess})
    said = prediction.compare(20, "So it is.").words
    when = forms.long_date(prediction.kept()[1])
    template = built[1][2].data["cases"][case]
    assert template.format(answer=prediction.fields["guess"].words(guess), date=when) == said


def test_a_setting_that_cannot_be_drawn_stops_the_build(tmp_path):
    source = LIVING[0] + LIVING[1].replace("lambda v: screens.draw", "lambda v: 1 / 0 or screens")
    with pytest.raises(BuildProblem, match="cannot show its setting 0"):
        living.pieces(notebook(tmp_path / "lessons" / "03-broken.ipynb", source))


def test_a_card_that_asks_to_run_its_cell_again_no_longer_does():
    card = page.Card("<p>Nothing is kept yet. Answer first, then run this cell again.</p>", "")
    still = living._still("cell-0", card, "still", {}).still
    assert "Nothing is kept yet. On screen" in still
    assert "run this" not in still


# ---- Drawn ahead and packed ----------------------------------------------------------------


def test_packed_states_come_back_as_they_were_and_are_small():
    controls = {"year": Radio("Year", [2008, 2013, 2017], 2008)}
    rest = {"country": "Russia", "ruler": "even", "log": False}
    explorer = Explorer(
        "bars", "?", controls, lambda v: draw({**v, **rest}), lambda v: say({**v, **rest})
    )
    answers = {
        explorer.key(v): explorer.answer({"key": explorer.key(v)}) for v in explorer.states()
    }
    packed = packing.pack(answers)
    back = packing.unpack(packed)
    assert back == {
        key: {"picture": each["picture"], "sentence": each["sentence"]}
        for key, each in answers.items()
    }
    assert len(packing.squeezed(packed)) < 0.2 * sum(len(each["picture"]) for each in back.values())


def test_states_are_drawn_again_only_when_something_changed(built, tmp_path, monkeypatch):
    path, found = built
    drawn = []
    monkeypatch.setattr(living, "pieces", lambda path: drawn.append(path) or found)
    for _ in range(2):
        assert states.drawn([path], tmp_path) == {"lessons/03-small": found}
    assert drawn == [path]
    monkeypatch.setattr(states, "key", lambda path: "another")
    states.drawn([path], tmp_path)
    assert drawn == [path, path]
    assert [file.name for file in tmp_path.iterdir()] == ["lessons-03-small-another.gz"]


PART = "coursekit/forms/form.py"


@pytest.mark.parametrize("part", ["data/claims.csv", PART, "requirements.lock"])
def test_the_key_follows_tables_kit_lock_and_notebook(part, tmp_path, monkeypatch):
    for name in ("data/claims.csv", "data/datapackage.json", PART, "lesson"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one", encoding="utf-8")
    (tmp_path / "requirements.lock").write_text("one", encoding="utf-8")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "DATA", tmp_path / "data")
    first = states.key(tmp_path / "lesson")
    assert states.key(tmp_path / "lesson") == first
    (tmp_path / part).write_text("two", encoding="utf-8")
    second = states.key(tmp_path / "lesson")
    (tmp_path / "lesson").write_text("two", encoding="utf-8")
    assert len({first, second, states.key(tmp_path / "lesson")}) == 3


# ---- Pages ---------------------------------------------------------------------------------


def html_of(made):
    """All HTML and text of a page's notebook."""
    cells = [cell.source for cell in made.notebook.cells]
    for cell in made.notebook.cells:
        for output in cell.get("outputs", []):
            cells.append(output.get("data", {}).get("text/html", ""))
    return "\n".join(cells)


def test_living_parts_stand_where_the_notebook_shows_them(built):
    path, found = built
    made = pages.lesson(path, found)
    assert list(made.pieces) == ["part-1", "part-2", "part-3"]
    outputs = [cell.outputs[0].data["text/html"] for cell in made.notebook.cells[:3]]
    assert [re.search(r'data-lo="(.*?)"', html)[1] for html in outputs] == list(made.pieces)
    assert made.notebook.cells[-1].source == markup.element("answers", "")


def test_on_paper_nothing_lives_and_the_first_setting_stands(built):
    path, found = built
    made = pages.lesson(path, found, paper=True)
    assert made.pieces == {}
    assert "data-lo" not in html_of(made)
    assert found[1].states["1"]["picture"] in html_of(made)


def test_a_notebook_that_shows_something_else_has_to_be_built_again(built, tmp_path):
    path = notebook(tmp_path / "lessons" / "03-small.ipynb", *LIVING, html=["<p>old</p>"] * 3)
    with pytest.raises(BuildProblem, match="course build 03"):
        pages.lesson(path, built[1])


@pytest.fixture(scope="module")
def exercise():
    """The page of exercise 03."""
    name = "03-economies.ipynb"
    return pages.exercise(paths.EXERCISES / name, paths.SOLUTIONS / name, [])


def test_every_task_has_a_place_to_write_and_its_solution_behind_a_click(exercise):
    words = html_of(exercise)
    assert words.count("<details class") == words.count("</details>\n") == 5
    for task in range(1, 6):
        writing = words.index(f'data-lo="written-{task}"')
        solution = words.index(f"Show the solution of task {task}<")
        assert writing < solution
    assert "check.task" not in words
    assert set(exercise.pieces) == {f"written-{task}" for task in range(1, 6)}


def test_a_solution_is_nowhere_but_behind_its_click(exercise):
    shown = re.sub(
        r'<details class="lo-solution">.*?\n</details>', "", html_of(exercise), flags=re.S
    )
    given = (paths.EXERCISES / "03-economies.ipynb").read_text(encoding="utf-8")
    assert "china_2008 = 31.6" in html_of(exercise)
    assert "china_2008 = 31.6" not in shown + given
    assert "**Why.**" not in shown
    assert "china_2008 = ..." in shown


def test_on_paper_the_solutions_stand_at_the_end():
    name = "03-economies.ipynb"
    words = html_of(pages.exercise(paths.EXERCISES / name, paths.SOLUTIONS / name, [], paper=True))
    tasks, solutions = words.split("## Solutions of exercise 03")
    assert "china_2008 = 31.6" in solutions
    assert "china_2008 = 31.6" not in tasks
    assert solutions.count("**Task ") == 5


def test_tables_of_pandas_get_scopes_and_one_head_row():
    frame = tables.load("lessons")[["lesson", "minutes"]].set_index("lesson").head(2)
    html = markup.repaired(frame._repr_html_())
    assert html.count("<tr") == 3
    assert '<th scope="col">lesson</th>' in html
    assert '<th scope="row">00</th>' in html
    assert "<style" not in html
    plain = markup.repaired(frame.reset_index()._repr_html_())
    assert "<th></th>" not in plain
    assert "<td></td>" in plain


# ---- Pages from tables ---------------------------------------------------------------------


def test_the_start_page_links_what_is_there_and_says_what_is_not():
    words = reference.start(tables.load("lessons"), ["lessons/00-start-here"])
    assert "[00 · Start here](lessons/00-start-here)" in words
    assert "14 · The memo (to come)" in words
    assert "{lessons}" not in words


def test_every_entry_of_the_bibliography_is_listed():
    words = reference.references()
    entries = re.findall(r"^@\w+\{", (paths.DATA / "references.bib").read_text("utf-8"), re.M)
    assert len(re.findall(r"^(?:-|1\.) ", words, re.M)) == len(entries)
    assert "{" not in words


def test_every_contested_name_is_in_the_table_of_its_subject():
    words = reference.names()
    for subject in tables.load("names")["subject"].unique():
        assert f"## {subject}" in words
    assert words.count('<th scope="row"') == len(tables.load("names"))


def test_a_glossary_appears_with_its_table(tmp_path):
    assert ("glossary" in tables.names()) == (reference.glossary() is not None)
    fields = [{"name": "term", "type": "string"}, {"name": "in_chinese", "type": "string"}]
    schema = {"fields": fields, "primaryKey": "term"}
    resource = {"name": "glossary", "path": "glossary.csv", "schema": schema}
    package = json.dumps({"name": "small", "resources": [resource]})
    (tmp_path / "datapackage.json").write_text(package, encoding="utf-8")
    (tmp_path / "glossary.csv").write_text("term,in_chinese\nrouble,卢布\n", encoding="utf-8")
    words = reference.glossary(tmp_path)
    assert "卢布" in words
    assert "in chinese" in words


# ---- The folder ----------------------------------------------------------------------------


def test_a_file_that_nobody_answers_for_stops_the_build(tmp_path):
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "doctools.js").write_text("", encoding="utf-8")
    licences.write(tmp_path)
    (tmp_path / "_static" / "stray.js").write_text("", encoding="utf-8")
    with pytest.raises(BuildProblem, match=r"stray\.js"):
        licences.write(tmp_path)


def test_every_part_has_the_text_of_its_licence(tmp_path):
    licences.write(tmp_path)
    texts = {path.name: path.read_text("utf-8") for path in (tmp_path / "licences").iterdir()}
    assert len(texts) == len(licences.PARTS) + 1
    for part in licences.PARTS:
        assert part.name in texts["README.txt"]
    for text in texts.values():
        assert len(text) > 500


def test_a_missing_package_is_named_in_a_sentence(monkeypatch):
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "sphinx" else name)
    result = CliRunner().invoke(command.command, [])
    assert result.exit_code == 1
    assert "needs sphinx" in result.output
    assert "python3 start.py test" in result.output


def test_the_command_does_not_import_sphinx_before_it_is_needed():
    code = "import sys, coursestaff.offline.command; print('sphinx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
