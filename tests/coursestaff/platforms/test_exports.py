"""Marks in Moodle's and Canvas's files: who gets which grade, and that nothing else changes."""

import csv
import doctest
import io
import zipfile

import pandas
import pytest

from coursestaff.platforms import exports, sheet
from coursestaff.platforms.exports import (
    ExportProblem,
    canvas_gradebook,
    canvas_new,
    moodle_feedback,
    moodle_gradebook,
    moodle_worksheet,
)

WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\r\n"
    '"Participant 101","Anna Hart",anna@uni.example,"Submitted, late",,12.00,Yes,"Monday, 5 May"'
    ",-,\r\n"
    'Participant 102,"Ben ""B"" Frey",ben@uni.example,Submitted,7.00,12.00,Yes,-,-,"kept\nas it is"'
    "\r\n"
    "Participant 103,Cai Li,cai@uni.example,Submitted,3.00,12.00,No,-,-,\r\n"
    "Participant 104,=cmd(),dee@uni.example,No submission,,12.00,Yes,-,-,\r\n"
)
GRADEBOOK = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Ex 3 (55),Ex 3 bis (56),Final Score\n"
    ",,,,,Manual Posting,,\n"
    "    Points Possible,,,,,12.00,12.00,(read only)\n"
    '"Hart, Anna",2001,S1,anna,Monday,,9.00,80\n'
    '"Frey, Ben",2002,S2,ben,"Monday, late",EX,9.00,80\n'
    '"Li, Cai",2003,S3,cai,Monday,4.00,N/A,80\n'
    '"Student, Test",2004,,x,Monday,,,\n'
)


def marks(*rows):
    """Rows of student, number, total; out of 12."""
    table = pandas.DataFrame(rows, columns=["student", "number", "total"])
    return table.assign(out_of=12, notes="")


@pytest.fixture
def given(tmp_path):
    """Write a file as a platform gave it, byte for byte."""

    def write(text, name="given.csv", encoding="utf-8"):
        (tmp_path / name).write_bytes(text.encode(encoding))
        return tmp_path / name

    return write


def rows(path):
    """A CSV file as dicts by its headings."""
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


# --- Moodle's worksheet ------------------------------------------------------------------


def test_only_the_grades_of_the_worksheet_change(given, tmp_path):
    table = marks(("Anna Hart", "101", 10.5), ("Ben B Frey", "102", 8))
    path, sentences = moodle_worksheet(table, given(WORKSHEET), tmp_path / "out" / "marks.csv")
    wanted = WORKSHEET.replace('late",,12', 'late",10.5,12').replace(",7.00,", ",8,")
    assert path.read_bytes() == wanted.encode("utf-8")
    assert sentences == [
        "Grades entered in marks.csv: 2.",
        'Ben "B" Frey had 7.00 and now has 8.',
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_encoding_and_separator_comes_back_as_it_was(given, tmp_path, encoding, separator):
    text = WORKSHEET.replace(",", separator).replace("Cai", "Zoë")
    before = given(text, encoding=encoding)
    nobody, _ = moodle_worksheet(marks(), before, tmp_path / "a.csv")
    assert nobody.read_bytes() == before.read_bytes()
    somebody, _ = moodle_worksheet(marks(("Anna", 101.0, 11)), before, tmp_path / "b.csv")
    changed = text.replace(f'late"{separator}', f'late"{separator}11')
    assert changed != text
    assert somebody.read_bytes() == changed.encode(encoding)


def test_a_grade_that_is_there_already_keeps_its_decimals(given, tmp_path):
    path, sentences = moodle_worksheet(marks(("Ben", 102, 7)), given(WORKSHEET), tmp_path / "o.csv")
    assert path.read_bytes() == WORKSHEET.encode("utf-8")
    assert sentences[0] == "Grades entered in o.csv: 1."
    assert not any("had 7.00" in each for each in sentences)


def test_a_missing_mark_leaves_the_cell_as_it_stood(given, tmp_path):
    table = marks(("Anna Hart", "101", None), ("Ben B Frey", "102", float("nan")))
    path, sentences = moodle_worksheet(table, given(WORKSHEET), tmp_path / "out.csv")
    assert path.read_bytes() == WORKSHEET.encode("utf-8")
    assert 'Without a mark, so nothing was entered: Anna Hart, Ben "B" Frey.' in sentences


def test_what_moodle_would_not_take_is_not_entered(given, tmp_path):
    table = marks(("Anna Hart", "101", 13), ("Cai Li", "103", 5))
    path, sentences = moodle_worksheet(table, given(WORKSHEET), tmp_path / "out.csv")
    assert path.read_bytes() == WORKSHEET.encode("utf-8")
    assert any("Anna Hart: 13 is above" in each for each in sentences)
    assert any("Cai Li: Moodle does not let" in each for each in sentences)


# --- Moodle's zip of pages ---------------------------------------------------------------


def as_moodle_reads(name):
    """Whose a file in the zip is, and its name, as importziplib.php takes it apart."""
    _, number, kind, plugin, rest = name.split("_", 4)
    assert (kind, plugin) == ("assignfeedback", "file")
    return int(number), rest


def test_every_page_goes_to_whom_the_worksheet_names(given, tmp_path):
    people = ("Anna_M. Hart", "101"), ("Ben B Frey", None), ("Nobody", None)
    table = marks(*((*each, 8) for each in people))
    pages = {name: given(f"<p>{name}</p>", f"{n}.html") for n, (name, _) in enumerate(people)}
    out = tmp_path / "out" / "f.zip"
    path, sentences = moodle_feedback(table, given(WORKSHEET), out, pages, "03_page.html")
    with zipfile.ZipFile(path) as packed:
        found = {as_moodle_reads(name): packed.read(name).decode() for name in packed.namelist()}
    assert found == {
        (101, "03_page.html"): "<p>Anna_M. Hart</p>",
        (102, "03_page.html"): "<p>Ben B Frey</p>",
    }
    assert sentences[0] == "Pages in f.zip: 2."
    assert any("Nobody is not in the file" in each for each in sentences)


def test_without_identifiers_nobody_gets_a_page_and_that_is_said(given, tmp_path):
    worksheet = given("Full name,Grade\nAnna Hart,\n")
    page = given("<p>8</p>", "anna.html")
    table = marks(("Anna Hart", "", 8))
    out, pages = tmp_path / "f.zip", {"Anna Hart": page}
    path, sentences = moodle_feedback(table, worksheet, out, pages, "page.html")
    assert zipfile.ZipFile(path).namelist() == []
    assert any("column Identifier" in each for each in sentences)


def test_per_cent_and_a_scale_that_differs(given, tmp_path):
    hundred = given(WORKSHEET.replace("12.00", "100.00"))
    table = marks(("Anna Hart", "101", 8))
    _, sentences = moodle_worksheet(table, hundred, tmp_path / "points.csv")
    assert any("out of 12, and Maximum Grade in the file is 100" in each for each in sentences)
    path, sentences = moodle_worksheet(table, hundred, tmp_path / "cent.csv", scale="per cent")
    assert rows(path)[0]["Grade"] == "66.67"
    assert len(sentences) == 1
    with pytest.raises(ExportProblem, match="no scale"):
        moodle_worksheet(table, hundred, tmp_path / "no.csv", scale="stars")


def test_who_is_not_found_is_named_and_never_guessed(given, tmp_path):
    table = marks(
        ("Anna Hart", "999", 1),  # a number that is not in the file: not by name then
        ("Hart", "", 2),
        ("ann ahart", "", 3),
        ("cai  LI", "", 4),  # found by name, but may not be changed
        ("ben@uni.example", "", 5),
    )
    path, sentences = moodle_worksheet(table, given(WORKSHEET), tmp_path / "out.csv")
    assert [row["Grade"] for row in rows(path)] == ["", "5", "3.00", ""]
    assert "Anna Hart is not in the file by number 999 and was left out." in sentences
    assert "Hart is not in the file by name and was left out." in sentences
    assert "ann ahart is not in the file by name and was left out." in sentences
    assert any(each.startswith("Cai Li: Moodle") for each in sentences)


def test_two_of_a_name_or_two_of_a_number_get_nothing(given, tmp_path):
    text = WORKSHEET.replace("Cai Li", "Anna Hart")
    table = marks(("Anna Hart", "", 1), ("Ben B Frey", "102", 2), ("Ben again", "102", 3))
    path, sentences = moodle_worksheet(table, given(text), tmp_path / "out.csv")
    assert path.read_bytes() == text.encode("utf-8")
    assert "Anna Hart fits 2 people in the file by name and was left out." in sentences
    assert sum("neither was taken" in each for each in sentences) == 2


def test_a_renamed_student_is_found_by_number_and_said(given, tmp_path):
    table = marks(("Anna Smith", "101", 9), ("Ben B. Frey (102)", "102", 9))
    path, sentences = moodle_worksheet(table, given(WORKSHEET), tmp_path / "out.csv")
    assert rows(path)[0]["Grade"] == "9"
    (said,) = (each for each in sentences if "one person" in each)
    assert "Anna Smith" in said
    assert "Anna Hart" in said


def test_comments_only_if_asked_for_and_only_where_there_are_none(given, tmp_path):
    table = marks(("Anna Hart", "101", 9), ("Ben B Frey", "102", 9))
    table["notes"] = ['=HYPERLINK("x") <b>', "new"]
    before = given(WORKSHEET)
    path, _ = moodle_worksheet(table, before, tmp_path / "without.csv")
    assert [row["Feedback comments"] for row in rows(path)][:2] == ["", "kept\nas it is"]
    path, _ = moodle_worksheet(table, before, tmp_path / "with.csv", comments=True)
    assert [row["Feedback comments"] for row in rows(path)][:2] == [
        '\'=HYPERLINK("x") &lt;b&gt;',
        "kept\nas it is",
    ]


def test_a_comment_that_an_old_encoding_lacks_is_written_as_in_html(given, tmp_path):
    table = marks(("Anna Hart", "101", 9)).assign(notes="李")
    before = given(WORKSHEET.replace("Cai", "Zoë"), encoding="cp1252")
    path, _ = moodle_worksheet(table, before, tmp_path / "out.csv", comments=True)
    assert "&#26446;" in path.read_bytes().decode("cp1252")


def test_blind_marking_by_number(given, tmp_path):
    blind = given(
        "Identifier,Status,Grade,Maximum Grade\nParticipant 7,S,,12\nParticipant 17,S,,12"
    )
    path, sentences = moodle_worksheet(marks(("Participant", "7", 5)), blind, tmp_path / "o.csv")
    assert [row["Grade"] for row in rows(path)] == ["5", ""]
    assert len(sentences) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("Name,Points\nA,1\n", "no grading worksheet"),
        ("ID,Vollständiger Name,Bewertung\nTeilnehmer/in 1,A,\n", "language to English"),
        (WORKSHEET.replace("Status", "Group"), "handed in by groups"),
    ],
)
def test_another_file_is_a_sentence(given, tmp_path, text, says):
    with pytest.raises(ExportProblem, match=says):
        moodle_worksheet(marks(("Anna Hart", "101", 9)), given(text), tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_the_file_that_was_given_is_never_overwritten(given, tmp_path):
    before = given(WORKSHEET)
    with pytest.raises(ExportProblem, match="overwritten"):
        moodle_worksheet(marks(), before, tmp_path / "x" / ".." / "given.csv")
    with pytest.raises(ExportProblem, match="cannot be read"):
        moodle_worksheet(marks(), tmp_path / "none.csv", tmp_path / "out.csv")
    (tmp_path / "taken").mkdir()
    with pytest.raises(ExportProblem, match="cannot be written"):
        moodle_worksheet(marks(), before, tmp_path / "taken")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["given.csv", "taken"]


# --- Moodle's gradebook ------------------------------------------------------------------


def test_a_file_for_moodles_gradebook(given, tmp_path):
    people = given(
        "First name,Last name,ID number,Email address,Quiz (Real)\n"
        "Anna,Hart,7,anna@uni.example,3\n"
        "Ben,Frey,,ben@uni.example,-\n"
        "=Cai,Li,,,-\n"
        "Dee,Ox,9,dee@uni.example,-\n"
    )
    table = marks(
        ("anna hart", "101", 6), ("Ben Frey", "102", 7), ("cai li", "", 8), ("Dee Ox", "", None)
    )
    path, sentences = moodle_gradebook(table, people, tmp_path / "out.csv", "Exercise 03")
    assert path.read_bytes().decode("utf-8").split("\r\n") == [
        "Full name,Email address,ID number,Exercise 03",
        "Anna Hart,anna@uni.example,7,6",
        "Ben Frey,ben@uni.example,,7",
        "",
    ]
    assert any("Cai Li has no Email address or ID number" in each for each in sentences)
    assert any("Without a mark" in each and "Dee Ox" in each for each in sentences)


def test_names_that_a_spreadsheet_would_run_are_defused(given, tmp_path):
    table = marks(("x", "104", 6))
    path, _ = moodle_gradebook(table, given(WORKSHEET), tmp_path / "out.csv", "=E3")
    (row,) = rows(path)
    assert row == {"Full name": "'=cmd()", "Email address": "dee@uni.example", "'=E3": "6"}


def test_people_without_identities_are_a_sentence(given, tmp_path):
    with pytest.raises(ExportProblem, match="needs a column Email address, ID number or Username"):
        moodle_gradebook(marks(), given("First name,Last name\nA,B\n"), tmp_path / "o.csv", "E")


# --- Canvas ------------------------------------------------------------------------------


def test_only_the_assignment_of_the_gradebook_changes(given, tmp_path):
    table = marks(
        ("hartanna", "2001", 10), ("freyben", "2002", 3), ("Cai Li", "", 5), ("who", "9", 1)
    )
    path, sentences = canvas_gradebook(table, given(GRADEBOOK), tmp_path / "out.csv", "ex 3")
    wanted = GRADEBOOK.replace("anna,Monday,,", "anna,Monday,10,").replace(",4.00,", ",5,")
    assert path.read_bytes() == wanted.encode("utf-8")
    assert sentences == [
        "Grades entered in out.csv: 2.",
        "who is not in the file by number 9 and was left out.",
        "Frey, Ben has EX in Canvas, which was left.",
        "Li, Cai had 4.00 and now has 5.",
    ]


@pytest.mark.parametrize("assignment", ["Ex 3 bis", "56", "Ex 3 bis (56)"])
def test_an_assignment_by_title_or_number(given, tmp_path, assignment):
    table = marks(("x", "2004", 4), ("caili", "2003", 4))
    path, _ = canvas_gradebook(table, given(GRADEBOOK), tmp_path / "out.csv", assignment)
    assert [row["Ex 3 bis (56)"] for row in rows(path)][-2:] == ["N/A", "4"]


@pytest.mark.parametrize(
    ("assignment", "says"),
    [("Ex 4", "no assignment ‘Ex 4’.*Ex 3 \\(55\\)"), ("Final Score", "no assignment")],
)
def test_an_assignment_that_is_not_there(given, tmp_path, assignment, says):
    with pytest.raises(ExportProblem, match=says):
        canvas_gradebook(marks(), given(GRADEBOOK), tmp_path / "out.csv", assignment)


def test_two_assignments_of_a_title_need_the_number(given, tmp_path):
    twice = given(GRADEBOOK.replace("Ex 3 bis", "Ex 3"))
    with pytest.raises(ExportProblem, match="more than one"):
        canvas_gradebook(marks(), twice, tmp_path / "out.csv", "Ex 3")


def test_first_and_last_names_in_columns_of_their_own(given, tmp_path):
    text = "LastName,FirstName,ID,SIS Login ID,Section,E (1)\nHart,Anna,2001,a,M,\n"
    path, _ = canvas_gradebook(marks(("anna hart", "", 5)), given(text), tmp_path / "o.csv", "E")
    assert rows(path)[0]["E (1)"] == "5"


def test_another_file_than_canvas_gradebook(given, tmp_path):
    with pytest.raises(ExportProblem, match="no gradebook of Canvas"):
        canvas_gradebook(marks(), given(WORKSHEET), tmp_path / "out.csv", "E")


def test_a_file_of_its_own_for_canvas(tmp_path):
    table = marks(
        ("=hartanna", "2001", 10.25),
        ("freyben", "", 3),
        ("caili", "2003", None),
        ("x", "2005", 1),
        ("y", "2005", 2),
    )
    path, sentences = canvas_new(table, tmp_path / "out.csv", "Exercise 03")
    assert path.read_bytes().decode("utf-8").split("\r\n") == [
        "Student,ID,SIS User ID,SIS Login ID,Section,Exercise 03",
        "    Points Possible,,,,,12",
        "'=hartanna,2001,,,,10.25",
        "",
    ]
    assert len(sentences) == 5
    assert "freyben has no ID of Canvas and was left out." in sentences


@pytest.mark.parametrize("module", [exports, sheet])
def test_the_examples_in_the_docstrings(module):
    assert doctest.testmod(module).failed == 0
