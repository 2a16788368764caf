"""A learner's copies are never overwritten or removed; masters are compared with checksums."""

import json

import pytest

from coursekit import workspace
from coursekit.workspace import differences, prepare, write_checksums

LESSON = "lessons/00-start-here.ipynb"


@pytest.fixture
def course(tmp_path):
    """A course with two lessons and an exercise."""
    for name in (LESSON, "lessons/01-three-voices.ipynb", "exercises/01-three-voices.ipynb"):
        write(tmp_path, name, f"first {name}\n")
    return tmp_path


def write(root, name, text):
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8", newline="")


def read(root, name):
    return (root / name).read_text(encoding="utf-8")


def work(root):
    """What the learner sees in my-work/."""
    folder = root / "my-work"
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in files if not path.name.startswith("."))


# --- Copies -----------------------------------------------------------------------------


def test_missing_copies_are_made_in_the_same_folders(course):
    assert prepare(course) == []
    assert work(course) == [
        "exercises/01-three-voices.ipynb",
        LESSON,
        "lessons/01-three-voices.ipynb",
    ]
    assert read(course, f"my-work/{LESSON}") == read(course, LESSON)


def test_a_copy_of_a_read_only_master_can_be_written_to(course):
    (course / LESSON).chmod(0o444)
    prepare(course)
    assert (course / "my-work" / LESSON).stat().st_mode & 0o200


def test_a_learners_work_stays(course):
    prepare(course)
    write(course, f"my-work/{LESSON}", "mine\n")
    assert prepare(course) == []
    assert read(course, f"my-work/{LESSON}") == "mine\n"


def test_a_copy_that_the_learner_removed_is_made_again(course):
    prepare(course)
    (course / "my-work" / LESSON).unlink()
    write(course, LESSON, "second\n")
    assert prepare(course) == []
    assert read(course, f"my-work/{LESSON}") == "second\n"
    assert prepare(course) == []


def test_a_newer_master_is_laid_beside_the_copy_once(course):
    prepare(course)
    write(course, f"my-work/{LESSON}", "mine\n")
    write(course, LESSON, "second\n")
    (told,) = prepare(course)
    assert LESSON in told
    assert "my-work/lessons/00-start-here.newer.ipynb" in told
    assert read(course, f"my-work/{LESSON}") == "mine\n"
    assert read(course, "my-work/lessons/00-start-here.newer.ipynb") == "second\n"
    assert prepare(course) == []


def test_a_newer_master_that_the_learner_threw_away_is_not_offered_again(course):
    prepare(course)
    write(course, LESSON, "second\n")
    prepare(course)
    (course / "my-work/lessons/00-start-here.newer.ipynb").unlink()
    assert prepare(course) == []
    assert "lessons/00-start-here.newer.ipynb" not in work(course)


def test_each_newer_master_has_a_name_of_its_own(course):
    prepare(course)
    for text in ("second\n", "third\n"):
        write(course, LESSON, text)
        prepare(course)
    assert read(course, "my-work/lessons/00-start-here.newer.ipynb") == "second\n"
    assert read(course, "my-work/lessons/00-start-here.newer-2.ipynb") == "third\n"


def test_a_master_that_changes_back_is_nothing_new(course):
    prepare(course)
    first = read(course, LESSON)
    write(course, LESSON, "second\n")
    prepare(course)
    write(course, LESSON, first)
    assert prepare(course) == []


def test_other_line_ends_are_nothing_new(course):
    prepare(course)
    write(course, LESSON, read(course, LESSON).replace("\n", "\r\n"))
    assert prepare(course) == []


def test_a_removed_master_leaves_the_copy(course):
    prepare(course)
    (course / LESSON).unlink()
    assert prepare(course) == []
    assert LESSON in work(course)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"lessons/00-start-here.ipynb": 1}'])
def test_a_damaged_list_of_copies_is_set_aside_and_said_so(course, damage):
    prepare(course)
    write(course, f"my-work/{LESSON}", "mine\n")
    write(course, "my-work/.masters.json", damage)
    (told,) = prepare(course)
    assert "was damaged" in told
    assert read(course, f"my-work/{LESSON}") == "mine\n"
    assert read(course, "my-work/.masters.damaged.json") == damage
    write(course, LESSON, "second\n")
    assert len(prepare(course)) == 1


def test_a_file_in_the_place_of_my_work_stays(course):
    write(course, "my-work", "mine")
    with pytest.raises(workspace.WorkspaceProblem, match="it is a file"):
        prepare(course)
    assert read(course, "my-work") == "mine"


def test_a_folder_that_cannot_be_written_to_ends_in_a_sentence(course, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied", str(course / "my-work"))

    monkeypatch.setattr(workspace, "_copy", refuse)
    with pytest.raises(workspace.WorkspaceProblem, match="cannot write to .*Permission denied"):
        prepare(course)


def test_a_copy_cut_off_leaves_no_half_notebook(course, monkeypatch):
    def cut_off(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(workspace.os, "replace", cut_off)
    with pytest.raises(workspace.WorkspaceProblem, match="disk is not full"):
        prepare(course)
    assert work(course) == []


# --- Checksums --------------------------------------------------------------------------


@pytest.fixture
def published(course):
    """The course with data, a solution, and its checksums."""
    write(course, "data/claims.csv", "id\n1\n")
    write(course, "solutions/01-three-voices.ipynb", "solved\n")
    write_checksums(course)
    return course


def test_nothing_differs_from_what_was_just_published(published):
    assert differences(published) == {}


def test_what_is_changed_missing_or_new_is_named(published):
    write(published, "data/claims.csv", "id\n2\n")
    (published / LESSON).unlink()
    write(published, "exercises/extra.ipynb", "")
    assert differences(published) == {
        "data/claims.csv": "changed",
        "exercises/extra.ipynb": "new",
        LESSON: "missing",
    }


def test_line_ends_hidden_files_and_litter_do_not_count(published):
    write(published, "data/claims.csv", "id\r\n1\r\n")
    write(published, "lessons/.ipynb_checkpoints/00-start-here-checkpoint.ipynb", "")
    write(published, "data/desktop.ini", "")
    assert differences(published) == {}


def test_a_students_copy_without_solutions_is_as_published(published):
    (published / "solutions/01-three-voices.ipynb").unlink()
    assert differences(published) == {"solutions/01-three-voices.ipynb": "missing"}
    (published / "solutions").rmdir()
    assert differences(published) == {}


def test_the_learners_own_work_does_not_count(published):
    prepare(published)
    write(published, f"my-work/{LESSON}", "mine\n")
    assert differences(published) == {}


@pytest.mark.parametrize("damage", [None, "", "[]"])
def test_missing_or_damaged_checksums_end_in_a_sentence(published, damage):
    path = published / workspace.CHECKSUMS
    path.unlink() if damage is None else path.write_text(damage, encoding="utf-8")
    with pytest.raises(workspace.ChecksumProblem, match="Download the course again"):
        differences(published)


def test_checksums_written_twice_are_the_same_bytes(published):
    path = published / workspace.CHECKSUMS
    before = path.read_bytes()
    write_checksums(published)
    assert path.read_bytes() == before
    assert b"\r" not in before
    assert list(json.loads(before)) == sorted(json.loads(before))


def test_this_course_is_as_published():
    assert differences() == {}, "run `course build`: it renews data/checksums.json"
