"""The two bundles: what is in them, and that a student's copy works and holds no solution."""

import ast
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import PurePosixPath

import nbformat
import pytest
from click.testing import CliRunner

from coursekit import workspace
from coursekit.paths import ROOT
from coursestaff import bundle
from coursestaff.execute import execute
from tests.reading import notebooks, read_html

STUDENT = "limited-opponents-student"
WHERE = "Kurs für alle"  # as a student may name a folder: with blanks and a letter beyond ASCII
FOR_STAFF = {"coursestaff", "instructor", "solutions", "source", "tests"}
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)[^)]*\)")
PICTURE = re.compile(r"base64,[A-Za-z0-9+/=]+")
LONG = 60  # from how many characters on a piece of a solution is nobody else's sentence

# A copy that tries to import what it must do without fails; nothing else is in the way.
ALONE = "import sys; sys.modules['coursestaff'] = None; sys.argv[0] = 'course'; "


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """The student's bundle as a zip file."""
    return bundle.bundle("student", tmp_path_factory.mktemp("handed out"))[0]


@pytest.fixture(scope="module")
def copy(packed, tmp_path_factory):
    """The student's copy, unpacked elsewhere."""
    folder = tmp_path_factory.mktemp("student") / WHERE
    with zipfile.ZipFile(packed) as content:
        content.extractall(folder)
    return folder / STUDENT


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A small course folder that can be bundled."""
    for name in bundle.INSTRUCTOR:
        path = tmp_path / name
        if "." in name or name == "LICENSE":
            path.write_text(f"{name}\n", encoding="utf-8")
        else:
            path.mkdir()
            (path / "file.txt").write_text("text\n", encoding="utf-8")
    workspace.write_checksums(tmp_path)
    return tmp_path


def run(copy, code, *arguments):
    """Run Python in the student's copy, with its own kit and without ours."""
    return subprocess.run(
        [sys.executable, "-P", "-c", ALONE + code, *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


COURSE = "from coursekit.cli import course; course(prog_name='course')"


# --- What is in them ---------------------------------------------------------------------


def tops(held):
    return {name.split("/")[0] for name in held}


def test_a_students_copy_holds_what_a_student_needs_and_nothing_else():
    held = bundle.files("student")
    assert tops(held) == set(bundle.STUDENT)
    assert not tops(held) & FOR_STAFF
    assert {f"lessons/{each.path.name}" for each in notebooks("lessons")} <= held.keys()
    assert {f"exercises/{each.path.name}" for each in notebooks("exercises")} <= held.keys()
    assert {"coursekit/static/controls.js", "settings/jupyter_server_config.py"} <= held.keys()


def test_an_instructors_copy_holds_everything_published():
    """Git knows what that is; what our own test machine runs is no part of the course."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("only a git checkout can tell what is published")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    names = {name for name in listed.decode("utf-8").split("\0") if name}
    there = {name for name in names if (ROOT / name).exists()}
    assert set(bundle.files("instructor")) == {n for n in there if not n.startswith(".ci/")}


def test_what_lies_beside_the_course_stays_out(small):
    for name in ("marks/marks.csv", "submissions/anna.ipynb", "my-work/lessons/00.ipynb", "a.txt"):
        (small / name).parent.mkdir(parents=True, exist_ok=True)
        (small / name).write_text("of a student", encoding="utf-8")
    for name in ("__pycache__/a.pyc", ".ipynb_checkpoints/a.ipynb", "Thumbs.db", ".hidden"):
        path = small / "coursekit" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("litter", encoding="utf-8")
    for audience, names in bundle.BUNDLES.items():
        held = bundle.files(audience, small)
        assert tops(held) == set(names)
        assert {n for n in held if n.startswith("coursekit/")} == {"coursekit/file.txt"}


def test_a_bundle_is_the_same_bytes_for_the_same_content(packed, tmp_path):
    again, count = bundle.bundle("student", tmp_path)
    assert again.read_bytes() == packed.read_bytes()
    with zipfile.ZipFile(again) as content:
        assert len(content.namelist()) == count
        assert {name.split("/")[0] for name in content.namelist()} == {STUDENT}


def test_every_path_is_short_enough_for_windows_and_has_only_plain_letters():
    for name in bundle.files("instructor"):
        assert len(f"limited-opponents-instructor/{name}") < 100
        assert name.isascii(), name


# --- What stops a bundle -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "what"), [("exercises/anna.ipynb", "new"), ("data/file.txt", "changed")]
)
def test_data_or_notebooks_not_as_published_stop_it(small, name, what):
    (small / name).write_text("other\n", encoding="utf-8")
    with pytest.raises(bundle.BundleProblem, match=rf"{re.escape(name)} \({what}\).*course build"):
        bundle.files("student", small)


def test_a_missing_folder_stops_it(small):
    shutil.rmtree(small / "solutions")
    assert bundle.files("student", small)
    with pytest.raises(bundle.BundleProblem, match="solutions is missing"):
        bundle.files("instructor", small)


def test_a_folder_that_cannot_be_written_is_a_sentence(small, tmp_path):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(bundle.BundleProblem, match="cannot be written"):
        bundle.bundle("student", tmp_path / "out", small)


def test_the_command_says_what_it_wrote(tmp_path):
    result = CliRunner().invoke(bundle.command, ["student", "--out", str(tmp_path)])
    assert result.exit_code == 0
    assert str(tmp_path / f"{STUDENT}.zip") in result.output
    assert "no solutions" in result.output


# --- The README of a student's copy ------------------------------------------------------


def test_marked_parts_of_the_readme_are_left_out():
    text = (
        f"a\n\n{bundle.FROM}\n\nb\n\n{bundle.TO}\n\nc\n- d\n  {bundle.FROM}\n- e\n  {bundle.TO}\n"
    )
    assert bundle.readme(text) == "a\n\nc\n- d\n"
    assert bundle.readme(text.replace("\n", "\r\n")) == "a\n\nc\n- d\n"


@pytest.mark.parametrize("half", [bundle.FROM, bundle.TO])
def test_half_a_mark_in_the_readme_stops_it(half):
    with pytest.raises(bundle.BundleProblem, match="without its other half"):
        bundle.readme(f"a\n{half}\nb\n")


def test_the_students_readme_names_only_what_is_there(copy):
    text = (copy / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\((?!http|#)([^)#]+)\)", text) + re.findall(r"^- `([^`]+)`", text, re.M)
    assert len(named) > 5
    assert not [name for name in named if not (copy / name).exists()]
    assert not [name for name in FOR_STAFF if f"`{name}/`" in text]
    assert "<!--" not in text
    assert "start.py test" not in text


# --- A student's copy works --------------------------------------------------------------


def test_no_link_of_a_students_notebook_leads_nowhere(copy):
    for path in [*copy.glob("lessons/*.ipynb"), *copy.glob("exercises/*.ipynb")]:
        for cell in nbformat.read(path, as_version=4).cells:
            links = [target for *_, target in LINK.findall(cell.source)]
            for output in cell.get("outputs", []):
                links += read_html(output.get("data", {}).get("text/html", "")).links
            inside = [link.split("#")[0] for link in links if "://" not in link]
            gone = [link for link in inside if link and not (path.parent / link).exists()]
            assert not gone, path.name


def test_a_students_copy_is_as_published(copy):
    result = run(copy, COURSE, "verify")
    assert result.returncode == 0, result.stderr
    assert result.stdout.endswith("files of data, exercises and lessons.\n")


def test_a_changed_file_of_a_students_copy_is_found(copy, tmp_path):
    shutil.copytree(copy, tmp_path / "copy")
    (tmp_path / "copy/data/claims.csv").write_text("id\n", encoding="utf-8")
    result = run(tmp_path / "copy", COURSE, "verify")
    assert result.returncode == 1
    assert "data/claims.csv (changed)" in result.stdout


def test_a_students_copy_opens(copy, tmp_path):
    """All but JupyterLab itself: the copies are made, and its command line."""
    shutil.copytree(copy, tmp_path / "copy")
    code = "from coursekit import lab; lab.launch = lambda line: print('LAB', *line); "
    result = run(tmp_path / "copy", code + COURSE, "open", "--no-browser")
    assert result.returncode == 0, result.stderr
    assert "LAB --ServerApp.root_dir=" in result.stdout
    assert "lab/tree/my-work/lessons/00-start-here.ipynb" in result.stdout
    made = {path.name for path in (tmp_path / "copy/my-work/exercises").glob("*.ipynb")}
    assert made == {each.path.name for each in notebooks("exercises")}


def test_start_knows_what_to_install_and_that_there_are_no_tests(copy):
    result = run(copy, "import start; print(start.plan(start.ROOT, 'students'))")
    assert result.stdout.strip() == "('', ['make', 'packages', 'project'], 'students')"
    result = run(copy, "import start; sys.exit(start.main(['test']))")
    assert result.returncode == 1
    assert "no tests" in result.stderr
    assert not (copy / ".venv").exists()


def test_it_installs_without_the_staffs_package_and_says_where_that_lives(copy, tmp_path):
    """The editable install of start.py, up to the wheel that pip would unpack."""
    shutil.copytree(copy, tmp_path / "copy")
    site = tmp_path / "site"
    built = run(
        tmp_path / "copy",
        "from hatchling.build import build_editable; print(build_editable(sys.argv[1]))",
        str(tmp_path),
    )
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(tmp_path / built.stdout.split()[-1]) as wheel:
        wheel.extractall(site)
    (pth,) = site.glob("*.pth")
    code = f"sys.path.insert(0, {str(site)!r}); "
    assert pth.read_text(encoding="utf-8").strip() == str(tmp_path / "copy")
    for name in ("build", "bundle", "offline"):
        result = run(tmp_path / "copy", code + COURSE, name)
        assert result.returncode == 1
        assert "lives in coursestaff/, which is not in this copy of the course" in result.stderr
    shown = run(tmp_path / "copy", code + COURSE, "--help")
    assert "verify" in shown.stdout
    assert "bundle" not in shown.stdout


def test_an_exercise_is_worked_in_a_students_copy(copy, tmp_path, monkeypatch):
    """From the text of the task alone: task 1 of exercise 03, first empty, then right."""
    made = run(copy, "from coursekit import workspace; print(workspace.prepare())")
    assert made.stdout.strip() == "[]", made.stderr
    mine = copy / "my-work" / "exercises"
    whole = nbformat.read(mine / "03-economies.ipynb", as_version=4)
    ids = [cell.id for cell in whole.cells]
    cells = whole.cells[: ids.index("e03-1-check") + 1]
    answer, check = cells[-2], cells[-1]
    assert answer.id == "e03-1-answer"
    row = '100 * table.set_index("year").loc[{0}, "China"]'
    row += ' / table.set_index("year").loc[{0}, "United States"]'
    solved = nbformat.from_dict({**answer, "id": "mine"})
    solved.source = "\n".join(f"china_{y} = round({row.format(y)}, 1)" for y in (2008, 2017))
    again = nbformat.from_dict({**check, "id": "again"})
    alone = nbformat.v4.new_code_cell("import sys; sys.modules['coursestaff'] = None")
    of_whom = nbformat.v4.new_code_cell(
        "from pathlib import Path\nimport coursekit, tasks\nfrom coursekit import welcome\n"
        "for each in (coursekit, tasks):\n"
        "    print(Path(each.__file__).samefile(f'../../{each.__name__}/__init__.py'))\n"
        "welcome.course_map()"
    )
    whole.cells = [alone, *cells, solved, again, of_whom]
    monkeypatch.setenv("PYTHONPATH", str(copy))
    monkeypatch.setattr("coursekit.paths.ROOT", copy)
    execute(whole, mine, "exercise 03")

    def said(cell):
        return read_html(cell.outputs[-1].data["text/html"]).words.strip()

    assert said(check).startswith("Not yet.")
    assert said(again).startswith("Right.")
    assert of_whom.outputs[0].text.split() == ["True", "True"], "this copy's own kit and tasks"
    assert "Were they right?" in said(of_whom)


# --- No solution is inside ---------------------------------------------------------------


def flat(text):
    """A text without line ends and doubled blanks, so that a new fold hides nothing."""
    return " ".join(text.split())


def strings(value):
    """Every text in a JSON file; lists of lines, as notebooks have them, are one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        if all(isinstance(each, str) for each in value):
            yield "".join(value)
        else:
            for each in value:
                yield from strings(each)


def readings(name, content):
    """A file as a reader could read it: its text, and the strings in it put together.

    Pictures are left out, also those inside notebooks.
    """
    kind = PurePosixPath(name).suffix
    if kind == ".png":
        return ""
    text = content.decode("utf-8")
    found = [text]
    if kind in (".ipynb", ".json"):
        found = strings(json.loads(text))
    elif kind == ".csv":
        found += [cell for row in csv.reader(text.splitlines(True)) for cell in row]
    elif kind == ".py":
        nodes = ast.walk(ast.parse(text))
        found += [n.value for n in nodes if isinstance(n, ast.Constant) and type(n.value) is str]
    return "\n".join(flat(PICTURE.sub("", each)) for each in found)


def pieces(cells):
    """What one would recognise of cells: each as a whole, each long line, paragraph, sentence."""
    for cell in cells:
        if cell.cell_type == "code":
            yield flat(cell.source)
            cut = cell.source.splitlines()
        else:
            cut = re.split(r"\n\s*\n|(?<=[.!?])\s+|\n[-*|] ", cell.source)
        for piece in [cell.source, *cut]:
            if len(flat(piece)) > LONG:
                yield flat(piece)


def solved():
    """Of every solution: the pieces that its exercise does not have."""
    for each in notebooks("solutions"):
        solution = nbformat.read(each.path, as_version=4).cells
        exercise = nbformat.read(ROOT / "exercises" / each.path.name, as_version=4).cells
        known = {cell.source for cell in exercise}
        own = set(pieces(cell for cell in solution if cell.source not in known))
        asked = "\n".join(flat(cell.source) for cell in exercise)
        yield each.path.stem, {piece for piece in own if piece not in asked}


def test_no_text_of_a_solution_is_in_a_students_copy():
    texts = {name: readings(name, content) for name, content in bundle.files("student").items()}
    found, looked_for = [], 0
    for stem, own in solved():
        assert len(own) > 8, f"{stem} has hardly a solution: is it read rightly?"
        looked_for += len(own)
        found += [(stem, p, name) for p in own for name, text in texts.items() if p in text]
    assert looked_for > 500
    assert not found


def test_the_search_would_find_a_solution():
    """The same search in what an instructor gets finds every piece of every solution."""
    held = bundle.files("instructor")
    for stem, own in solved():
        text = readings(f"{stem}.ipynb", held[f"solutions/{stem}.ipynb"])
        assert not [piece for piece in own if piece not in text]


@pytest.mark.parametrize("name", ["a.ipynb", "a.py", "a.csv", "a.md"])
def test_the_search_reads_every_kind_of_file(name):
    cells = {
        "a.ipynb": json.dumps({"source": ["Points come from\n", "“subtracting” one"]}),
        "a.py": 'x = (\n    "Points come from "\n    "“subtracting” one"\n)\n',
        "a.csv": 'id,why\n1,"Points come\nfrom “subtracting” one"\n',
        "a.md": "Points come\nfrom  “subtracting” one\n",
    }
    assert "Points come from “subtracting” one" in readings(name, cells[name].encode("utf-8"))
