"""What a folder of submissions holds, and what is read from a file that a student handed in."""

import doctest
import json
import os
import pickle
import struct
import unicodedata
import zipfile

import nbformat
import pytest

from coursestaff.submissions import handed, inbox
from coursestaff.submissions.inbox import InboxProblem, collect, decoded, envelopes

E03 = "03-economies.ipynb"
ANNA = "Anna Hart_101_assignsubmission_file"


def notebook(*sources):
    """A small notebook as JupyterLab saves it."""
    cells = [nbformat.v4.new_code_cell(source, id=f"c{i}") for i, source in enumerate(sources)]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode("utf-8")


def lay(folder, *names, when=None):
    """Files with their own names as contents; returns the folder."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook(name))
        if when:
            os.utime(path, (when, when))
    return folder


def pack(path, files):
    """A zip file; `files` are names, or names with contents."""
    files = files if isinstance(files, dict) else {name: notebook(name) for name in files}
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def who(folder, exercise=None):
    """student → (number, source) of everything that is marked."""
    return {each.student: (each.number, each.source) for each in collect(folder, exercise)[0]}


# --- Whose is it? ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("anna.ipynb", "anna"),
        ("03-economies_anna.ipynb", "anna"),
        ("anna 03-economies (1).ipynb", "anna"),
        ("Anna Hart - 03_Economies.ipynb", "Anna Hart"),
        ("anna-03-economies-Copy1.ipynb", "anna"),
        ("03-economies-2_jean-luc.ipynb", "jean-luc"),
        ("anna.ipynb.txt", "anna"),
        ("03-economies_anna_2026_11_22.ipynb", "anna 2026 11 22"),
    ],
)
def test_a_flat_files_student_is_what_is_left(tmp_path, name, student):
    assert who(lay(tmp_path, name)) == {student: (None, name)}


def test_a_flat_file_that_names_nobody_is_a_student_of_its_own(tmp_path):
    found = who(lay(tmp_path, E03, "03-economies (1).ipynb"))
    assert set(found) == {"03-economies", "03-economies (1)"}


def test_one_folder_a_student_also_nested(tmp_path):
    lay(tmp_path, f"anna/{E03}", f"ben_frey/work/exercises/{E03}", "cai/my answers.ipynb")
    assert set(who(tmp_path)) == {"anna", "ben frey", "cai"}


def test_a_zip_in_a_students_folder_and_a_zip_a_student(tmp_path):
    pack(tmp_path / "anna" / "work.zip", [f"deep/er/{E03}"])
    pack(tmp_path / "ben.zip", [E03])
    found = collect(tmp_path)[0]
    assert [each.student for each in found] == ["anna", "ben"]
    assert found[0].source == f"anna/work.zip: deep/er/{E03}"
    assert found[0].raw() == notebook(f"deep/er/{E03}")


@pytest.mark.parametrize(
    ("name", "student"),
    [
        (f"Anna Hart_101_assignsubmission_file/{E03}", "Anna Hart"),
        (f"Anna Hart_101_assignsubmission_file_/{E03}", "Anna Hart"),
        (f"Anna Hart_101_assignsubmission_file_{E03}", "Anna Hart"),
        (f"Anna Hart_101_assignsubmission_file/mine/{E03}", "Anna Hart"),
        (f"Participant_101_assignsubmission_file/{E03}", "Participant"),
    ],
)
@pytest.mark.parametrize("zipped", [True, False])
def test_moodles_names(tmp_path, name, student, zipped):
    other = f"Ben Frey_102_assignsubmission_file/{E03}"
    folder = pack(tmp_path / "class.zip", [name, other]).parent if zipped else lay(tmp_path, name)
    before = "class.zip: " if zipped else ""
    assert who(folder)[student] == ("101", before + name)


@pytest.mark.parametrize(
    ("name", "student", "number"),
    [
        (f"hartanna_2001_456789_{E03}", "hartanna", "2001"),
        (f"hartanna_LATE_2001_456789_{E03}", "hartanna", "2001"),
        ("müllerjörg_2001_456789_my_999_1234_x.ipynb", "müllerjörg", "2001"),
        (f"anon_x7Yb2_456789_{E03}", "anon x7Yb2", None),
        (f"LATE_anon_x7Yb2_456789_{E03}", "anon x7Yb2", None),
    ],
)
def test_canvas_names(tmp_path, name, student, number):
    pack(tmp_path / "submissions.zip", [name, f"freyben_2002_456790_{E03}"])
    found = who(tmp_path)
    assert found[student][0] == number
    assert found["freyben"][0] == "2002"


def test_the_platforms_own_part_of_a_name_counts_not_the_students(tmp_path):
    spoof = "Ben Frey_102_assignsubmission_file_x.ipynb"
    lay(tmp_path, f"{ANNA}/{spoof}", f"Ben Frey_102_assignsubmission_file/{E03}")
    assert {name: number for name, (number, _) in who(tmp_path).items()} == {
        "Anna Hart": "101",
        "Ben Frey": "102",
    }


def test_the_folder_given_may_be_the_zip_and_hold_zips_of_students(tmp_path):
    pack(tmp_path / "one.zip", [E03])
    inner = (tmp_path / "one.zip").read_bytes()
    class_zip = pack(
        tmp_path / "class.zip",
        {f"{ANNA}/work.zip": inner, f"freyben_2002_456790_{E03}": notebook("b")},
    )
    anna, ben = collect(class_zip)[0]
    assert (anna.student, anna.number, anna.member, anna.outer) == (
        "Anna Hart",
        "101",
        E03,
        f"{ANNA}/work.zip",
    )
    assert anna.source == f"class.zip: {ANNA}/work.zip: {E03}"
    assert anna.raw() == notebook(E03)
    assert ben.raw() == notebook("b")


def test_a_folder_around_the_students_folders_is_no_student(tmp_path):
    lay(tmp_path, f"class/2026/anna/{E03}", f"class/2026/ben/{E03}")
    assert set(who(tmp_path)) == {"anna", "ben"}
    assert any("2026" in sentence for sentence in collect(tmp_path)[1])


def test_a_class_of_one_is_that_one(tmp_path):
    lay(tmp_path, f"anna/exercises/{E03}", f"anna/lessons/{E03}")
    assert who(tmp_path) == {"anna": (None, f"anna/exercises/{E03}")}


@pytest.mark.parametrize("name", [f"{ANNA}/{E03}", f"harta_101_456789_{E03}"])
def test_a_platforms_zip_of_one_submission(tmp_path, name):
    pack(tmp_path / "class.zip", [name])
    ((number, source),) = who(tmp_path).values()
    assert (number, source) == ("101", f"class.zip: {name}")


def test_two_sections_zips_beside_each_other(tmp_path):
    pack(tmp_path / "a.zip", [f"{ANNA}/{E03}", "B_102_assignsubmission_file/x.ipynb", "s.ipynb"])
    pack(tmp_path / "b.zip", [f"hartanna_2001_456789_{E03}", f"freyben_2002_456790_{E03}"])
    assert set(who(tmp_path)) == {"Anna Hart", "B", "s", "hartanna", "freyben"}


def test_a_macs_zip_with_letters_beyond_ascii(tmp_path):
    pack(tmp_path / "class.zip", [f"Jörg/{E03}", f"Li Wei 李伟/{E03}"])
    data = (tmp_path / "class.zip").read_bytes()
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):  # take away the flag that names are in UTF-8
        place = 6 if mark == b"PK\x03\x04" else 8
        at = data.find(mark)
        while at >= 0:
            flags = struct.unpack_from("<H", data, at + place)[0] & ~0x800
            data = data[: at + place] + struct.pack("<H", flags) + data[at + place + 2 :]
            at = data.find(mark, at + 4)
    (tmp_path / "class.zip").write_bytes(data)
    found = collect(tmp_path)[0]
    assert [each.student for each in found] == ["Jörg", "Li Wei 李伟"]
    assert found[0].raw() == notebook(f"Jörg/{E03}")


# --- Which is marked ---------------------------------------------------------------------


def test_the_notebook_changed_last_is_marked_and_the_sentence_says_so(tmp_path):
    lay(tmp_path, "anna/03-economies (1).ipynb", when=1_000_000_000)
    lay(tmp_path, f"anna/{E03}", when=1_100_000_000)
    lay(tmp_path, f"ben/{E03}")
    (anna, ben), sentences = collect(tmp_path)
    assert anna.source == f"anna/{E03}"
    assert "changed last" in anna.notes[0]
    assert "anna/03-economies (1).ipynb" in anna.notes[0]
    assert anna.notes[0] in sentences
    assert ben.notes == ()


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (f"hartanna_2001_456789_{E03}", "hartanna_2001_456780_03-economies-1.ipynb", "upload"),
        ("hartanna_2001_456789_x-9.ipynb", "hartanna_LATE_2001_456780_x-10.ipynb", "upload"),
        ("hartanna_2001_456789_b.ipynb", "hartanna_2001_456790_a.ipynb", "highest number"),
        ("anna/a.ipynb", "anna/b.ipynb", "name comes last"),
    ],
)
def test_what_decides_between_two(tmp_path, first, second, why):
    lay(tmp_path, f"ben/{E03}", first, second, when=1_000_000_000)
    (note,) = (note for each in collect(tmp_path)[0] for note in each.notes)
    assert f"{second} is marked" in note
    assert why in note


def test_the_exercises_own_file_in_my_work_comes_before_newer_ones(tmp_path):
    course = "anna/limited-opponents-student"
    lay(tmp_path, f"{course}/my-work/exercises/{E03}", when=1_000_000_000)
    lay(tmp_path, f"{course}/exercises/{E03}", f"{course}/my-work/lessons/{E03}")
    lay(tmp_path, f"{course}/my-work/exercises/04-armies.ipynb", "anna/notes.ipynb", "ben/x.ipynb")
    (anna, ben), sentences = collect(tmp_path, "03-economies")
    assert anna.source == f"{course}/my-work/exercises/{E03}"
    assert ben.source == "ben/x.ipynb"
    assert any("another exercise" in each and "04-armies" in each for each in sentences)
    assert not any("Without a row" in each for each in sentences)


@pytest.mark.parametrize("flat", [True, False])
def test_who_handed_in_another_exercise_only_is_named(tmp_path, flat):
    for who, stem in (("anna", "03-economies"), ("ben", "04-armies"), ("cem", "03-economies")):
        lay(tmp_path, f"{stem}_{who}.ipynb" if flat else f"{who}/{stem}.ipynb")
    lay(tmp_path, "04-armies_cem.ipynb" if flat else "cem/04-armies.ipynb")
    found, sentences = collect(tmp_path, "03-economies")
    assert [each.student for each in found] == ["anna", "cem"]
    assert sentences[-1].endswith("only another exercise's notebook came: ben.")


def test_names_that_come_out_alike_both_stay(tmp_path):
    lay(tmp_path, f"Zoë/{E03}", f"{unicodedata.normalize('NFD', 'zoë')}_/{E03}", f"zoë (2)/{E03}")
    found, sentences = collect(tmp_path)
    names = [each.student for each in found]
    assert sorted(name.casefold() for name in names) == ["zoë (1)", "zoë (2)", "zoë (3)"]
    assert sum("students are called" in each for each in sentences) == 1
    notes = [note for each in found for note in each.notes]
    assert sum("students are called" in note for note in notes) == 2
    assert not any("Zoë/" in note for note in notes)  # a student reads nothing of the others


def test_numbers_tell_two_of_a_name_apart(tmp_path):
    lay(tmp_path, f"{ANNA}/{E03}", f"anna hart_102_assignsubmission_file/{E03}")
    found = {each.student: each.number for each in collect(tmp_path)[0]}
    assert found == {"Anna Hart (101)": "101", "anna hart (102)": "102"}


def test_a_number_with_two_names_is_not_taken_for_one_student(tmp_path):
    lay(tmp_path, f"{ANNA}/{E03}", f"Anna Frey_101_assignsubmission_file/{E03}")
    assert set(who(tmp_path)) == {"Anna Hart", "Anna Frey"}


def test_the_same_download_twice_is_one_student(tmp_path):
    for name in ("class.zip", "class (1).zip"):
        pack(tmp_path / name, [f"{ANNA}/{E03}", f"B_102_assignsubmission_file/{E03}"])
    assert set(who(tmp_path)) == {"Anna Hart", "B"}


# --- What is passed over -----------------------------------------------------------------


def test_litter_is_left_out_and_other_files_are_named(tmp_path):
    lay(tmp_path, f"anna/{E03}", f"anna/.ipynb_checkpoints/{E03}", ".hidden.ipynb")
    lay(tmp_path, "anna/answers.pdf", "10-coding.json")
    pack(tmp_path / "ben.zip", [E03, f"__MACOSX/._{E03}", "../../../evil.ipynb.exe"])
    found, sentences = collect(tmp_path)
    assert [each.student for each in found] == ["anna", "ben"]
    assert sentences == ["Passed over, as no notebook: anna/answers.pdf, ben.zip: evil.ipynb.exe."]


def test_names_in_a_zip_lead_nowhere(tmp_path):
    pack(tmp_path / "in" / "x.zip", ["../../etc/03.ipynb", "C:\\Users\\anna\\x.ipynb"])
    before = sorted(tmp_path.rglob("*"))
    for each in collect(tmp_path / "in")[0]:
        assert each.raw()
        assert ".." not in each.student
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for rights to make links")
def test_links_are_not_followed(tmp_path):
    outside = lay(tmp_path / "outside", E03)
    (tmp_path / "in" / "anna").mkdir(parents=True)
    (tmp_path / "in" / "anna" / E03).symlink_to(outside / E03)
    (tmp_path / "in" / "ben").symlink_to(outside)
    found, sentences = collect(tmp_path / "in")
    assert found == []
    assert sum("is a link" in each for each in sentences) == 2
    assert "no notebook to mark" in sentences[-1]


def test_a_damaged_zip_is_a_sentence_and_the_others_are_collected(tmp_path):
    (tmp_path / "ben.zip").write_bytes(b"PK\x03\x04 not really")
    whole = pack(tmp_path / "cai.zip", [E03]).read_bytes()
    pack(tmp_path / "dot.zip", {"inner.zip": whole[:-30], "too.zip": b""})
    (tmp_path / "cai.zip").write_bytes(whole[:-30])
    found, sentences = collect(lay(tmp_path, f"anna/{E03}"))
    assert [each.student for each in found] == ["anna"]
    for name in ("ben.zip", "cai.zip", "dot.zip: inner.zip", "dot.zip: too.zip"):
        assert any(each.startswith(f"{name} does not open") for each in sentences), name


def test_no_such_folder_is_a_sentence(tmp_path):
    with pytest.raises(InboxProblem, match="no folder"):
        collect(tmp_path / "nowhere")


def test_a_file_and_a_folder_of_one_name_in_a_zip(tmp_path):
    pack(tmp_path / "x.zip", ["a.ipynb", "a.ipynb/b.ipynb", "/".join("c" * 40) + "/d.ipynb"])
    assert collect(tmp_path)[0]


def test_submissions_travel_to_another_process(tmp_path):
    for each in collect(lay(tmp_path, f"anna/{E03}"))[0]:
        assert pickle.loads(pickle.dumps(each)) == each


# --- Reading -----------------------------------------------------------------------------


def test_a_file_over_the_limit_is_not_read(tmp_path):
    path = lay(tmp_path, f"anna/{E03}") / "anna" / E03
    with path.open("r+b") as stream:
        stream.truncate(200_000_000)  # sparse: takes no room on disk
    (anna,) = collect(tmp_path)[0]
    with pytest.raises(InboxProblem, match="larger than 20 MB"):
        anna.raw()


def test_no_more_is_read_than_the_limit():
    class Endless:
        def read(self, size=-1):
            assert 0 <= size <= 8, "all of it would be read"
            return b"x" * size

    with pytest.raises(InboxProblem, match="larger"):
        handed._at_most(7, Endless())


def test_a_zip_bomb_stops_at_the_limit(tmp_path):
    path = tmp_path / "anna.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(E03, "w") as out,
    ):
        for _ in range(30):
            out.write(bytes(1_000_000))
    (anna,) = collect(tmp_path)[0]
    with pytest.raises(InboxProblem, match="larger than 20 MB"):
        anna.raw()
    # The same where the zip lies about its size: nothing more than it declares is read.
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 30_000_000), struct.pack("<I", 100)))
    with pytest.raises(InboxProblem, match="cannot be read"):
        collect(tmp_path)[0][0].raw()


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_can_swell_without_bound_is_refused(tmp_path, way):
    with zipfile.ZipFile(tmp_path / "anna.zip", "w", way) as archive:
        archive.writestr(E03, notebook("x"))
    with pytest.raises(InboxProblem, match="unusual"):
        collect(tmp_path)[0][0].raw()


def test_a_locked_zip_and_a_file_that_is_gone_are_sentences(tmp_path):
    data = pack(tmp_path / "anna.zip", [E03]).read_bytes()
    at = data.find(b"PK\x01\x02") + 8
    (tmp_path / "anna.zip").write_bytes(data[:at] + b"\x01" + data[at + 1 :])
    lay(tmp_path, f"ben/{E03}")
    anna, ben = collect(tmp_path)[0]
    with pytest.raises(InboxProblem, match="password"):
        anna.raw()
    (tmp_path / "ben" / E03).unlink()
    with pytest.raises(InboxProblem, match="cannot be read"):
        ben.raw()


@pytest.mark.parametrize("most", ["MOST_FILES", "MOST_LEVELS"])
def test_a_zip_with_too_much_in_it_is_a_sentence(tmp_path, monkeypatch, most):
    monkeypatch.setattr(handed, most, 2)
    pack(tmp_path / "anna.zip", ["a/b/1.ipynb", "a/2.ipynb", "3.ipynb"])
    found, sentences = collect(tmp_path)
    assert not found
    assert "more than 2" in sentences[0]


# --- Decoding ----------------------------------------------------------------------------

GOOD = notebook("a = 'Größe'\nb = 1")


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        (GOOD, ""),
        (b"\xef\xbb\xbf" + GOOD, ""),
        (GOOD.replace(b"\n", b"\r\n"), ""),
        (GOOD.decode("utf-8").encode("utf-16"), "UTF-16"),
        (GOOD.decode("utf-8").encode("utf-16-be"), "UTF-16"),
        (GOOD.decode("utf-8").encode("cp1252"), "old Windows"),
        (GOOD.replace(b"\\n", b"\\r\\n"), ""),
    ],
)
def test_however_it_was_saved_the_cells_are_the_same(raw, mended):
    found, sentences = decoded(raw)
    assert [cell.source for cell in found.cells] == ["a = 'Größe'\nb = 1"]
    assert found.cells[0].id == "c0"
    assert len(sentences) == bool(mended)
    assert mended in "".join(sentences)
    nbformat.validate(found)


def cells(*cells, **more):
    return json.dumps({"cells": cells, **more}).encode("utf-8")


CODE = {"cell_type": "code", "source": "x"}


def test_outputs_go_and_missing_ids_stay_missing():
    heavy = {**CODE, "outputs": [{"output_type": "stream", "text": "x"}], "execution_count": 7}
    found, _ = decoded(cells(heavy, {**heavy, "id": "mine"}, {**CODE, "id": "no good"}))
    assert [cell.get("id") for cell in found.cells] == [None, "mine", None]
    assert [cell.outputs for cell in found.cells] == [[], [], []]
    assert {cell.execution_count for cell in found.cells} == {None}
    nbformat.validate(decoded(cells(heavy))[0])


def test_what_can_be_read_is_read():
    found, sentences = decoded(
        cells(
            {"cell_type": "markdown", "source": ["one\n", "two"], "metadata": {"tags": ["a"]}},
            {"cell_type": "code", "source": "half \ud800"},
            "no cell",
            {"cell_type": "code", "source": ["x", 5]},
            {"cell_type": "code"},
            {"cell_type": "heading", "source": "x"},
            nbformat="4",
            metadata=[],
        )
    )
    assert [cell.source for cell in found.cells] == ["one\ntwo", "half �"]
    assert found.cells[0].metadata.tags == ["a"]
    assert sentences == ("4 of 6 cells could not be read and were left out.",)
    nbformat.writes(found).encode("utf-8")


def test_format_3_is_converted_without_making_up_ids():
    old = {
        "nbformat": 3,
        "metadata": {"name": ""},
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "code", "input": ["1 +\n", "1"], "outputs": [{"bad": 1}]},
                    {"cell_type": "heading", "level": 2, "source": ["Two"]},
                ]
            }
        ],
    }
    found, sentences = decoded(json.dumps(old).encode("utf-8"))
    assert [(cell.cell_type, cell.source) for cell in found.cells] == [
        ("code", "1 +\n1"),
        ("markdown", "## Two"),
    ]
    assert not any("id" in cell for cell in found.cells)
    assert "converted" in sentences[0]


DEEP = "[" * 400 + "]" * 400


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b" \r\n\0\0", "empty"),
        ("".encode("utf-16"), "empty"),
        (GOOD[: len(GOOD) // 2], "breaks off"),
        (GOOD.replace(b'"cells"', b"cells"), "damaged: line 2"),
        (b"<!DOCTYPE html><title>JupyterLab</title>", "web page"),
        (b"%PDF-1.7 \x81\x8d", "no text"),
        (b"PK\x03\x04 and so on", "no notebook"),
        (b"Dear all, my answers are 3 and 4.", "no notebook"),
        (b"[1, 2]", "no notebook"),
        (b"7", "no notebook"),
        (b'{"course": "Limited Opponents", "envelope": "01/envelope"}', "no cells"),
        (b'{"cells": {}}', "no cells"),
        (b'{"worksheets": 3}', "could not be converted"),
        (b'{"worksheets": [{"cells": [5]}]}', "could not be converted"),
        (b"[" * 200_000, "deeper"),
        (b'{"a":' * 200_000, "deeper"),
        (f'{{"cells": [], "metadata": {{"a": {DEEP}}}}}'.encode(), "deeper"),
        (cells({**CODE, "metadata": {"a": json.loads(DEEP)}}), "deeper"),
        (b'{"cells": [], "nbformat": ' + b"4" * 5000 + b"}", "number"),
        (cells(*[CODE] * 5001), "more than 5,000 cells"),
    ],
)
def test_what_cannot_be_read_is_one_problem_and_no_other(raw, says):
    with pytest.raises(InboxProblem, match=says) as problem:
        decoded(raw)
    assert str(problem.value).endswith(".")
    assert "\n" not in str(problem.value)


# --- Envelopes and codes -----------------------------------------------------------------

ENVELOPE = {
    "course": "Limited Opponents",
    "envelope": "01/envelope",
    "number": 1,
    "sealed": "2026-05-03",
    "probability_of_yes_in_percent": {"f01": 70, "f02": 12.5},
}
CODES = {
    "course": "Limited Opponents",
    "coding": "10/coding",
    "number": 1,
    "committed": "2026-05-03",
    "codes": {"p1": "shared"},
}


def test_exported_files_are_found_and_read(tmp_path):
    (tmp_path / "heron-01-envelope.json").write_text(json.dumps(ENVELOPE), encoding="utf-8")
    second = {**ENVELOPE, "number": 2, "secret": "name"}
    (tmp_path / "heron-01-envelope-2.json").write_text(json.dumps(second), encoding="utf-16")
    pack(tmp_path / "class.zip", {f"{ANNA}/10-coding.json": json.dumps(CODES)})
    found, broken = envelopes(tmp_path)
    assert broken == []
    del second["secret"]
    assert sorted(found, key=str) == sorted([second, CODES], key=str)


def test_the_course_writes_what_is_read_here(tmp_path, monkeypatch):
    from coursekit.forms import Envelope

    monkeypatch.setenv("LIMITED_OPPONENTS_PROGRESS", str(tmp_path / "progress"))
    form = Envelope("01/envelope", {"f01": "Yes?"}, "13")
    form.receive({"f01": 60})
    (tmp_path / "in").mkdir()
    form.export(tmp_path / "in")
    found, broken = envelopes(tmp_path / "in")
    assert not broken
    assert found[0]["probability_of_yes_in_percent"] == {"f01": 60}


@pytest.mark.parametrize(
    "change",
    [
        {"course": "Another"},
        {"number": True},
        {"number": 0},
        {"sealed": "yesterday"},
        {"envelope": None},
        {"probability_of_yes_in_percent": {}},
        {"probability_of_yes_in_percent": {"f01": 101}},
        {"probability_of_yes_in_percent": {"f01": float("nan")}},
        {"probability_of_yes_in_percent": {"f01": 10**400}},
        {"probability_of_yes_in_percent": {"f01": True}},
        {"probability_of_yes_in_percent": {"f01": "70"}},
        {"more": "x" * 100_000},
    ],
)
def test_a_broken_export_is_a_sentence(tmp_path, change):
    path = tmp_path / "01-envelope.json"
    path.write_text(json.dumps({**ENVELOPE, **change}), encoding="utf-8")
    found, broken = envelopes(tmp_path)
    assert found == []
    assert len(broken) == 1
    assert "01-envelope.json" in broken[0]


def test_exports_are_no_submissions(tmp_path):
    (tmp_path / "01-envelope.json").write_text(json.dumps(ENVELOPE), encoding="utf-8")
    found, sentences = inbox.collect(tmp_path)
    assert found == []
    assert len(sentences) == 1


@pytest.mark.parametrize("module", [handed, inbox])
def test_the_examples_in_the_docstrings(module):
    assert doctest.testmod(module).failed == 0
