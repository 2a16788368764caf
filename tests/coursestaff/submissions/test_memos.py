"""Memos that were handed in beside a notebook: whose each is, its name, and its text."""

import doctest
import os
import pickle
import zipfile

import pytest

from coursestaff.submissions import memos
from coursestaff.submissions.inbox import InboxProblem, collect
from tests.coursestaff.submissions.test_inbox import E03, lay, notebook, pack

E14 = "14-memo.ipynb"
ANNA, BEN = (f"{who}_assignsubmission_file" for who in ("Anna Hart_101", "Ben Frey_102"))


def put(folder, name, content=b"# A memo\n", when=None):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if when:
        os.utime(path, (when, when))
    return path


def beside(folder, exercise="14-memo"):
    """student → the names of the memos that lie beside the notebook, and their sources."""
    found = collect(folder, exercise)[0]
    return {one.student: {each.name: each.file.source for each in one.memos} for one in found}


# --- Whose is it, and what is it called? ----------------------------------------------------


def test_a_memo_in_a_students_folder_and_in_a_students_zip(tmp_path):
    lay(tmp_path, f"anna/my-work/exercises/{E14}", f"cai/{E14}")
    put(tmp_path, "anna/my-work/memo.md")
    put(tmp_path, "anna/my-work/memo (2).md")
    pack(tmp_path / "ben.zip", {E14: notebook("b"), "deep/memo for Lima.md": b"# Ben's"})
    assert beside(tmp_path) == {
        "anna": {
            "memo.md": "anna/my-work/memo.md",
            "memo (2).md": "anna/my-work/memo (2).md",
        },
        "ben": {"memo for Lima.md": "ben.zip: deep/memo for Lima.md"},
        "cai": {},
    }


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("memo_anna.md", "memo.md"),
        ("Anna - memo.md", "memo.md"),
        ("memo (2)_anna.md", "memo (2).md"),
        ("14-memo_anna.md.txt", "memo.md"),
        ("memo_anna (1).md", "memo.md"),
    ],
)
def test_flat_files_with_the_students_name(tmp_path, file, name):
    lay(tmp_path, "14-memo_anna.ipynb", "14-memo_ben.ipynb")
    put(tmp_path, file)
    assert beside(tmp_path) == {"anna": {name: file}, "ben": {}}


@pytest.mark.parametrize(
    ("files", "student"),
    [
        ((f"{ANNA}/{E14}", f"{ANNA}/memo.md"), "Anna Hart"),
        ((f"{ANNA}_{E14}", f"{ANNA}_memo.md"), "Anna Hart"),
        ((f"hartanna_1001_456789_{E14}", "hartanna_1001_456790_memo.md"), "hartanna"),
    ],
)
@pytest.mark.parametrize("zipped", [True, False])
def test_platforms(tmp_path, files, student, zipped):
    files = dict.fromkeys((*files, f"{BEN}/{E14}"), notebook("x"))
    if zipped:
        pack(tmp_path / "class.zip", files)
    else:
        for name, content in files.items():
            put(tmp_path, name, content)
    found = beside(tmp_path)
    assert list(found[student]) == ["memo.md"]
    assert found["Ben Frey"] == {}


def test_a_memo_that_names_nobody_goes_with_the_only_notebook_beside_it(tmp_path):
    lay(tmp_path, E14)
    put(tmp_path, "memo.md")
    assert beside(tmp_path) == {"14-memo": {"memo.md": "memo.md"}}


def test_whose_a_memo_is_is_never_guessed(tmp_path):
    lay(tmp_path, "14-memo_anna.ipynb", "14-memo_ben.ipynb")
    put(tmp_path, "memo.md")
    put(tmp_path, "memo_cai.md")
    assert beside(tmp_path) == {"anna": {}, "ben": {}}
    sentence = "Passed over, as a memo of nobody whose notebook came: memo.md, memo_cai.md."
    assert sentence in collect(tmp_path, "14-memo")[1]


def test_a_students_own_file_name_does_not_reach_another_student(tmp_path):
    lay(tmp_path, f"{ANNA}/{E14}", f"{BEN}/{E14}")
    put(tmp_path, f"{ANNA}/{BEN}_memo.md")
    found = beside(tmp_path)
    assert len(found["Anna Hart"]) == 1 and found["Ben Frey"] == {}


@pytest.mark.parametrize(
    "names",
    [
        ["class/anna/14-memo anna.ipynb", f"class/ben/{E14}", f"class/cai/{E03}"],
        [f"class/anna/{E14}"],
        ["class/14-memo_anna.ipynb"],
    ],
    ids=["folders", "one folder", "one file"],
)
@pytest.mark.parametrize(
    "memo", ["memo.md", "class/memo.md", "class/anna/memo anna.md", "memos/x/memo.md"]
)
def test_memos_do_not_change_whose_a_notebook_is(tmp_path, names, memo):
    lay(tmp_path, *names)
    before = {one.student: one.source for one in collect(tmp_path)[0]}
    put(tmp_path, memo)
    assert {one.student: one.source for one in collect(tmp_path)[0]} == before


def test_of_two_memos_of_one_name_the_one_in_my_work_or_the_last_counts(tmp_path):
    lay(tmp_path, f"anna/{E14}", f"ben/{E14}")
    put(tmp_path, "anna/my-work/memo.md", when=1_000_000_000)
    put(tmp_path, "anna/memo.md", when=1_100_000_000)
    put(tmp_path, "ben/a/memo.md", when=1_100_000_000)
    put(tmp_path, "ben/b/memo.md", when=1_000_000_000)
    assert beside(tmp_path) == {
        "anna": {"memo.md": "anna/my-work/memo.md"},
        "ben": {"memo.md": "ben/a/memo.md"},
    }
    anna = collect(tmp_path, "14-memo")[0][0]
    words = "anna: anna/my-work/memo.md is taken as memo.md; passed over: anna/memo.md."
    assert words in anna.notes


def test_canvass_last_upload_counts(tmp_path):
    lay(tmp_path, f"hartanna_1001_456789_{E14}")
    put(tmp_path, "hartanna_1001_456790_memo.md", when=1_100_000_000)
    put(tmp_path, "hartanna_1001_456799_memo-1.md", when=1_000_000_000)
    assert beside(tmp_path) == {"hartanna": {"memo.md": "hartanna_1001_456799_memo-1.md"}}


def test_no_more_memos_of_a_student_than_a_bound(tmp_path):
    lay(tmp_path, f"anna/{E14}")
    for number in range(memos.MOST + 3):
        put(tmp_path, f"anna/memo ({number}).md", when=1_000_000_000 + number)
    (anna,) = collect(tmp_path, "14-memo")[0]
    assert len(anna.memos) == memos.MOST
    assert anna.memos[-1].name == f"memo ({memos.MOST + 2}).md"
    assert f"of {memos.MOST + 3} memos the last {memos.MOST} are read" in anna.notes[-1]


@pytest.mark.parametrize("name", ["memo\\..\\..\\up.md", "memo: x.md", f"memo{'x' * 90}.md"])
def test_a_name_that_could_lead_elsewhere_is_replaced(name):
    assert memos.own_name(name, False) == "memo.md"


def test_a_name_inside_a_zip_leads_nowhere(tmp_path):
    pack(tmp_path / "anna.zip", {E14: notebook("a"), "../../memo.md": b"# Up"})
    assert list(beside(tmp_path)["anna"]) == ["memo.md"]


def test_submissions_with_memos_travel_to_another_process(tmp_path):
    lay(tmp_path, f"anna/{E14}")
    put(tmp_path, "anna/memo.md")
    (anna,) = collect(tmp_path, "14-memo")[0]
    assert pickle.loads(pickle.dumps(anna)) == anna and hash(anna)


# --- Its text -------------------------------------------------------------------------------


def handed_in(tmp_path, content):
    lay(tmp_path, f"anna/{E14}")
    put(tmp_path, "anna/memo.md", content)
    return collect(tmp_path, "14-memo")[0][0].memos


WRITTEN = "# Où va l’Europe?\n\nNowhere.\n"


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        (WRITTEN.encode("utf-8"), None),
        (WRITTEN.encode("utf-8-sig"), None),
        (WRITTEN.replace("\n", "\r\n").encode("utf-8"), None),
        (WRITTEN.encode("utf-16"), "memo.md: The file was saved as UTF-16"),
        (WRITTEN.encode("cp1252"), "memo.md: The file was saved in an old Windows encoding"),
    ],
)
def test_however_it_was_saved_the_text_is_the_same(tmp_path, raw, mended):
    found = memos.opened(handed_in(tmp_path, raw))
    assert found.texts == {"memo.md": WRITTEN} and found.problems == {}
    assert [note.startswith(mended) for note in found.notes] == ([True] if mended else [])


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "memo.md is empty."),
        (b" \r\n", "memo.md is empty."),
        (b"#" * (memos.LIMIT + 1), "memo.md is larger than 0.2 MB, so it was not read."),
        (b"# \x81\x8d\xff", "memo.md cannot be read as a text."),
        (b"# A memo with nothing" + bytes(5), "memo.md cannot be read as a text."),
    ],
)
def test_what_cannot_be_used_is_named_with_its_reason(tmp_path, raw, words):
    found = memos.opened(handed_in(tmp_path, raw))
    assert found.texts == {} and found.problems == {"memo.md": words}


def test_a_locked_or_gone_file_is_a_reason_too(tmp_path):
    files = handed_in(tmp_path, b"# A memo")
    (tmp_path / "anna" / "memo.md").unlink()
    assert memos.opened(files).problems == {"memo.md": "memo.md cannot be read as a text."}


def test_a_zip_that_swells_stops_at_the_limit(tmp_path):
    pack(tmp_path / "anna.zip", {E14: notebook("a"), "memo.md": b"#" * 50_000_000})
    with zipfile.ZipFile(tmp_path / "anna.zip") as archive:
        assert archive.getinfo("memo.md").compress_size < memos.LIMIT
    (anna,) = collect(tmp_path, "14-memo")[0]
    with pytest.raises(InboxProblem, match="larger than 0.2 MB"):
        anna.memos[0].text()


def test_the_examples_in_the_docstrings():
    assert doctest.testmod(memos).failed == 0
    assert doctest.testmod(memos).attempted
