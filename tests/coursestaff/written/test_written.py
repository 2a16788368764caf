"""Texts go out under codes, marks come back under names, and nothing that was entered is lost."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest

from coursestaff.written import codes, rubrics, sheet, spreadsheets, written
from coursestaff.written.codes import KeyProblem
from coursestaff.written.spreadsheets import SpreadsheetProblem
from coursestaff.written.written import Answer, Marked, WrittenProblem, hand_out, taken_back

TASK = "e03-5"
SEED = 7
CRITERIA = ["Measure", "Time", "Ruler", "Fairness"]
NASTY = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> </div></article> &amp; \"quoted\" 'it'",
    "# Heading\n\n- **bold** `code` [link](javascript:alert(1))\n- two",
    "😀 👩‍👩‍👧 你好 мир שלום \u202eturned round\u202c",
    "x" * 10_000,
    "=HYPERLINK(1)",
    "a\x00b\x1bc\ud800d",
)
# All that the page is made of; a text must add nothing.
TAGS = (
    "html head meta title style body header h1 p main section h2 details summary div table "
    "caption thead tr th tbody td b nav ul li a article h3 br"
)


def essay(student, text="A letter with a figure (Feng 2.2).", remarks=(), task=TASK):
    return Answer(student, task, text, remarks)


CLASS = [essay("lu"), essay("ada"), essay("kofi")]


class Course:
    """A folder of marks, and somebody who enters points into its sheet."""

    def __init__(self, out, exercise="03"):
        self.out, self.exercise = out, exercise
        self.files = written.Files.of(exercise, out)

    def hand_out(self, answers=CLASS, seed=SEED, **how):
        return hand_out(answers, self.exercise, self.out, seed, **how)

    def taken_back(self):
        return taken_back(self.exercise, self.out)

    def rows(self):
        text = self.files.sheet.read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def codes(self):
        return codes.load(self.files.key).codes

    def save(self, rows, delimiter=",", encoding="utf-8-sig"):
        sink = io.StringIO(newline="")
        writer = csv.DictWriter(sink, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
        self.files.sheet.write_bytes(sink.getvalue().encode(encoding))

    def enter(self, student, points, comment=""):
        """Enter points for the criteria of a student's text, one after the other."""
        rows, given = self.rows(), iter(points)
        for row in rows:
            if row["code"] == self.codes()[student]:
                row["points"], row["comment"] = next(given, row["points"]), comment
        self.save(rows)

    def page(self):
        return self.files.page.read_text(encoding="utf-8")


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path / "marks")


@pytest.fixture
def handed(course):
    course.hand_out()
    return course


# ---- What is handed out ------------------------------------------------------------------


def test_one_criterion_comes_for_all_texts_before_the_next(handed):
    found = [(row["criterion"], row["code"]) for row in handed.rows()]
    order = sorted(handed.codes().values())
    assert found == [(criterion, code) for criterion in CRITERIA for code in order]
    assert {row["scale"] for row in handed.rows()} == {"0 to 2"}
    assert {row["points"] + row["comment"] + row["note"] for row in handed.rows()} == {""}


def test_the_memo_and_its_defence_have_their_own_criteria(tmp_path):
    course = Course(tmp_path, "14")
    course.hand_out(
        [essay("ada", task="e14-3"), essay("ada", task="e14-5"), essay("lu", task="e14-5")]
    )
    found = [(row["task"], row["criterion"], row["scale"]) for row in course.rows()]
    assert found[0] == ("e14-3", "answers the question", "1 to 4")
    assert len([row for row in found if row[0] == "e14-3"]) == 5
    assert found[-1] == ("e14-5", "Open", "0 to 2")
    assert len(found) == 5 + 2 * 4
    assert len(course.codes()) == 2


def test_no_name_stands_in_sheet_or_page(course):
    names = ["Ada-Lovelace", "Kofi Annan-Smith"]
    course.hand_out([essay(name) for name in names])
    for file in (course.files.sheet, course.files.page):
        text = file.read_text(encoding="utf-8")
        assert not [name for name in names if name in text]
    assert set(course.codes()) == set(names)


def test_names_are_shown_where_they_are_asked_for(course):
    course.hand_out([essay("Ada <Lovelace>")], blind=False)
    assert {row["student"] for row in course.rows()} == {"Ada <Lovelace>"}
    assert "Ada &lt;Lovelace&gt;" in course.page()
    course.hand_out([essay("Ada <Lovelace>")])
    assert "student" not in course.rows()[0]
    assert "Lovelace" not in course.page()


def test_codes_depend_on_the_seed_and_on_nobody_else_in_the_class(tmp_path):
    drawn = []
    for number, (who, seed) in enumerate(
        [(CLASS, 7), (CLASS[::-1], 7), (CLASS[:1], 7), (CLASS, 8)]
    ):
        course = Course(tmp_path / str(number))
        course.hand_out(who, seed=seed)
        drawn.append(course.codes())
    assert drawn[0] == drawn[1]
    assert drawn[2]["lu"] == drawn[0]["lu"]
    assert drawn[3] != drawn[0]
    other = Course(tmp_path / "another exercise", "04")
    other.hand_out([essay("lu", task="e04-5")])
    assert other.codes()["lu"] != drawn[0]["lu"]


def test_a_large_class_has_a_code_each():
    students = [f"student {number}" for number in range(5_000)]
    drawn = codes.drawn({}, students, (), "7/03")
    assert len(set(drawn.values())) == len(students)
    assert all(re.fullmatch(r"[a-z]+-\d\d+", code) for code in drawn.values())


def test_an_answer_without_a_text_is_counted_and_left_out(course):
    said = course.hand_out([*CLASS, essay("nobody", " \n")])
    assert "Answers without a text, which are not in written/sheet-03.csv: 1." in said
    assert "nobody" not in course.codes()


def test_nobody_at_all_can_be_handed_out(course):
    course.hand_out([])
    assert "no text" in course.page()
    assert course.taken_back() == ({}, [])


def test_a_strange_task_and_two_answers_to_one_task_are_refused(course):
    with pytest.raises(WrittenProblem, match="e03-4 is no written task of exercise 03.*e03-5"):
        course.hand_out([essay("ada", task="e03-4")])
    with pytest.raises(WrittenProblem, match="ada has 2 answers to e03-5"):
        course.hand_out([essay("ada"), essay("ada")])
    assert not course.out.exists()


# ---- The page ----------------------------------------------------------------------------


class Page(HTMLParser):
    """The tags of a page, its attributes, its ids and its words."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.ids, self.words = set(), set(), [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}
        self.ids += [value for name, value in attributes if name == "id"]

    def handle_data(self, data):
        self.words.append(data)


def test_what_a_student_writes_stays_text(course):
    course.hand_out([essay(f"s{number}", text, (text,)) for number, text in enumerate(NASTY)])
    page = Page(course.page())
    assert page.tags == set(TAGS.split())
    assert not {each for each in page.attributes if each.startswith("on")} | (
        {"src"} & page.attributes
    )
    shown = "".join(page.words)
    for text in (NASTY[0], "- **bold** `code` [link](javascript:alert(1))", NASTY[2], NASTY[3]):
        assert text in shown
    assert "a\ufffdb\ufffdc" in shown
    assert len(page.ids) == len(set(page.ids))


def test_the_page_needs_no_network_and_no_script(handed):
    page = handed.page()
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert not re.search(r"https?:|url\(|@import|<script|<link", page)
    assert '<html lang="en">' in page


def test_the_page_tells_the_rubric_the_length_and_the_remarks(course):
    course.hand_out(
        [essay("ada", "one two\nthree\n\nfour", ("4 words; 100 < 150.", "No locator."))]
    )
    page = course.page()
    assert '<p dir="auto">one two\nthree</p>\n<p dir="auto">four</p>' in page
    assert "4 words</p>" in page
    assert "<li>4 words; 100 &lt; 150.</li>\n<li>No locator.</li>" in page
    for words in rubrics.load("03")["words"]:
        assert words in page


def test_the_lines_of_a_list_stay_apart(course):
    course.hand_out([essay("ada", "Two:\n- one\n- two\n1. three\nand on")])
    assert '<p dir="auto">Two:<br>- one<br>- two<br>1. three\nand on</p>' in course.page()


def test_the_texts_stand_in_the_order_of_the_sheet(handed):
    order = re.findall(r'<article id="e03-5-([a-z]+-\d+)"', handed.page())
    assert order == [row["code"] for row in handed.rows()][:3]


# ---- Marks come back ---------------------------------------------------------------------


def test_points_and_comments_come_back_under_the_name(handed):
    handed.enter("ada", ["2", "1.5", "0", "1"], "see line 2")
    marks, said = handed.taken_back()
    points = {"Measure": 2, "Time": 1.5, "Ruler": 0, "Fairness": 1}
    assert marks["ada", TASK] == Marked(4.5, 8, points, dict.fromkeys(CRITERIA, "see line 2"))
    assert marks["lu", TASK] == Marked(None, 8, dict.fromkeys(CRITERIA), {})
    assert said == ["written/sheet-03.csv: texts without any points yet: 2 of 3."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sheet_may_be_saved_by_any_spreadsheet(handed, delimiter, encoding):
    for student in ("ada", "lu", "kofi"):
        handed.enter(student, ["2", "1,5", " 1.0 ", "0"], "gut: „ja“")
    rows = handed.rows()[::-1]
    columns = list(rows[0])[::-1]
    rows = [{column: row[column] for column in columns} for row in rows]
    rows.insert(3, dict.fromkeys(columns, ""))
    handed.save(rows, delimiter, encoding)
    marks, said = handed.taken_back()
    assert {marked.points for marked in marks.values()} == {4.5}
    assert marks["lu", TASK].comments["Time"] == "gut: „ja“"
    assert (len(marks), said) == (3, [])


@pytest.mark.parametrize("entry", ["two", "2.5", "-1", "3", "1.25", "nan", "1e0", "½", "9" * 400])
def test_points_that_cannot_be_are_named_and_not_counted(handed, entry):
    handed.enter("ada", ["1", entry, "1", "1"])
    marks, said = handed.taken_back()
    code = handed.codes()["ada"]
    number = [row["code"] for row in handed.rows()].index(code) + 3 + 2
    assert marks["ada", TASK].points is None
    assert marks["ada", TASK].by_criterion == {
        "Measure": 1,
        "Time": None,
        "Ruler": 1,
        "Fairness": 1,
    }
    assert said[0].startswith(f"written/sheet-03.csv, row {number}: “{entry[:40]}")
    assert f"from 0 to 2 in steps of a half. {code} counts as not yet marked." in said[0]
    assert len(said) == 2


def test_a_text_that_is_half_marked_has_no_sum(handed):
    handed.enter("ada", ["2", "", "0"])
    marks, said = handed.taken_back()
    assert marks["ada", TASK].points is None
    code = handed.codes()["ada"]
    assert (
        f"written/sheet-03.csv: {code}, e03-5 is not yet marked in full: no points for Time, "
        "Fairness." in said
    )


def test_a_row_that_stands_twice_counts_for_nothing(handed):
    handed.enter("ada", ["2", "2", "2", "2"])
    rows = handed.rows()
    again = next(row for row in rows if row["code"] == handed.codes()["ada"])
    handed.save([*rows, again])
    marks, said = handed.taken_back()
    assert marks["ada", TASK].points is None
    assert marks["ada", TASK].by_criterion["Measure"] is None
    first = rows.index(again) + 2
    assert said[0].startswith("written/sheet-03.csv, row 14: ")
    assert f"has “Measure” already in row {first}." in said[0]


def test_rows_that_belong_to_nobody_are_named(handed):
    rows = handed.rows()
    strange = [
        {**rows[0], "code": "dodo-01"},
        {**rows[0], "criterion": "Style"},
        {**rows[0], "task": "e03-4"},
    ]
    handed.save([*rows, *({**row, "points": "1"} for row in strange)])
    marks, said = handed.taken_back()
    assert len(marks) == 3
    assert said[0].startswith("written/sheet-03.csv, row 14: no text “dodo-01” was handed out")
    assert "row 15: e03-5 has no criterion “Style”; it has: Measure, Time, Ruler" in said[1]
    assert "row 16: no text" in said[2]


def test_capitals_and_blanks_in_a_code_do_not_matter(handed):
    handed.enter("ada", ["1"] * 4)
    rows = handed.rows()
    for row in rows:
        row |= {"code": f" {row['code'].upper()} ", "criterion": row["criterion"].upper()}
    handed.save(rows)
    assert handed.taken_back()[0]["ada", TASK].points == 4


def test_before_anything_is_handed_out_there_is_nothing_to_say(course):
    assert course.taken_back() == ({}, [])


def test_a_workbook_beside_the_sheet_is_named(handed):
    handed.files.sheet.with_suffix(".xlsx").write_bytes(b"PK")
    said = handed.taken_back()[1]
    assert (
        said[0] == "written/sheet-03.xlsx is not read. Save it as CSV, under the name sheet-03.csv."
    )


@pytest.mark.parametrize("name", ["sheet", "key"])
def test_a_file_that_cannot_be_read_is_said_in_a_sentence(handed, name):
    getattr(handed.files, name).write_text("nothing\n", encoding="utf-8")
    marks, said = handed.taken_back()
    assert marks == {}
    assert f"written/{name}-03.csv has no row that names all its columns" in said[0]


# ---- Handed out again --------------------------------------------------------------------


def test_nothing_that_was_entered_is_lost(handed):
    before = handed.codes()
    handed.enter("ada", ["2", "x", "0"], "=why? “so”\nsecond line")
    handed.hand_out([*CLASS, essay("zoe")], seed=SEED + 1)
    assert {student: handed.codes()[student] for student in before} == before
    rows = [row for row in handed.rows() if row["code"] == before["ada"]]
    assert [row["points"] for row in rows] == ["2", "x", "0", ""]
    marks, _ = handed.taken_back()
    assert marks["ada", TASK].comments == dict.fromkeys(CRITERIA, "=why? “so”\nsecond line")
    assert len(handed.rows()) == 16
    assert marks["zoe", TASK].points is None


def test_a_comment_is_no_formula(handed):
    handed.enter("ada", ["1"] * 4, "=HYPERLINK(1)")
    handed.hand_out([*CLASS, essay("@zoe")], blind=False)
    cells = [cell for row in handed.rows() for cell in row.values()]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))]
    assert "@zoe" in handed.codes()


def test_a_sheet_with_nothing_new_is_left_as_it_was_saved(handed):
    handed.enter("ada", ["1"] * 4)
    handed.save(handed.rows()[::-1], ";", "utf-16")
    before = handed.files.sheet.read_bytes()
    handed.hand_out()
    assert handed.files.sheet.read_bytes() == before


def test_a_sheet_with_something_new_stays_in_the_form_of_its_spreadsheet(handed):
    rows = [{**row, "points": "1,5", "marker": "me"} for row in handed.rows()]
    handed.save(rows, ";")
    handed.hand_out([*CLASS, essay("zoe")])
    head, first, *_ = handed.files.sheet.read_text(encoding="utf-8-sig").splitlines()
    assert head == "code;task;criterion;scale;points;comment;note;marker"
    assert first.endswith(";e03-5;Measure;0 to 2;1,5;;;me")
    assert handed.taken_back()[0]["ada", TASK].points == 6


def test_rows_without_a_place_are_kept_at_the_end(handed):
    rows = handed.rows()
    rows[0]["points"] = "1"
    handed.save(
        [*rows, {**rows[0], "code": "dodo-01", "comment": "whose?"}, {**rows[0], "points": "2"}]
    )
    handed.hand_out([*CLASS, essay("zoe")])
    last = handed.rows()[16:]
    assert {(row["code"], row["points"], row["comment"]) for row in last} == {
        ("dodo-01", "1", "whose?"),
        (rows[0]["code"], "2", ""),
    }


def test_a_text_changed_after_it_was_marked_is_named_until_somebody_has_looked(handed):
    handed.enter("ada", ["2"] * 4)
    now = [essay("lu", "Another text."), essay("ada", "Another text."), CLASS[2]]
    code = handed.codes()["ada"]
    said = f"written/sheet-03.csv: {code}, e03-5: The text was changed after it was marked."
    assert f"{said} Look at it again." in handed.hand_out(now)
    assert {row["note"] for row in handed.rows() if row["code"] == code} == {sheet.CHANGED}
    assert {row["note"] for row in handed.rows() if row["code"] != code} == {""}
    assert sheet.CHANGED in handed.page()
    marks, doubts = handed.taken_back()
    assert marks["ada", TASK].points == 8
    assert [doubt for doubt in doubts if doubt.startswith(said)]

    assert len(handed.hand_out(now)) == 1  # told once, and the note stays
    assert sheet.CHANGED in handed.page()
    handed.save([{**row, "note": ""} for row in handed.rows()])
    handed.hand_out(now)
    assert sheet.CHANGED not in handed.page()
    assert len(handed.taken_back()[1]) == 1


def test_other_line_breaks_are_no_change(handed):
    handed.enter("ada", ["2"] * 4)
    handed.hand_out([essay(each.student, each.text.replace(" ", "\r\n") + "\n") for each in CLASS])
    assert {row["note"] for row in handed.rows()} == {""}


def test_marks_of_an_answer_that_is_gone_stay_and_unmarked_rows_go(handed):
    handed.enter("ada", ["2"] * 4)
    code = handed.codes()["ada"]
    said = handed.hand_out([essay("kofi")])
    assert (
        f"written/sheet-03.csv: {code}, e03-5 is not among the answers this time. What was "
        "entered for it stays." in said
    )
    assert {row["code"] for row in handed.rows()} == {code, handed.codes()["kofi"]}
    assert handed.taken_back()[0]["ada", TASK].points == 8
    before = handed.codes()
    handed.hand_out()
    assert handed.codes() == before
    assert len(handed.rows()) == 12


def test_marks_whose_key_is_lost_are_not_given_to_anybody(handed):
    handed.enter("ada", ["2"] * 4)
    before = handed.files.sheet.read_bytes()
    handed.files.key.unlink()
    with pytest.raises(WrittenProblem, match="key-03.csv is missing, so nobody can say whose"):
        handed.hand_out(seed=SEED + 1)
    assert handed.files.sheet.read_bytes() == before
    marks, said = handed.taken_back()
    assert marks == {}
    assert "written/key-03.csv cannot be read" in said[0]


def test_a_new_student_never_gets_a_code_that_stands_beside_marks(handed):
    expected = codes.drawn(handed.codes(), ["zoe"], (), f"{SEED}/03")["zoe"]
    rows = handed.rows()
    handed.save([*rows, {**rows[0], "code": expected, "points": "2"}])
    handed.hand_out([*CLASS, essay("zoe")])
    assert handed.codes()["zoe"] != expected


def test_a_key_that_gives_one_code_to_two_is_refused(handed):
    text = handed.files.key.read_text(encoding="utf-8-sig")
    one, two = list(handed.codes().values())[:2]
    handed.files.key.write_text(text.replace(one, two), encoding="utf-8")
    with pytest.raises(KeyProblem, match="key-03.csv, row 3: .* Put the key back"):
        handed.hand_out()


def test_a_hand_out_that_breaks_off_loses_no_mark_and_forgets_no_change(handed, monkeypatch):
    handed.enter("ada", ["2"] * 4)
    now = [essay("ada", "Another text."), essay("zoe")]

    def locked(*content):
        raise SpreadsheetProblem("The key cannot be written.")

    with monkeypatch.context() as patched:
        patched.setattr(codes, "save", locked)
        with pytest.raises(SpreadsheetProblem):
            handed.hand_out(now)
    said = handed.hand_out(now)
    assert [each for each in said if sheet.CHANGED in each]
    assert handed.taken_back()[0]["ada", TASK].points == 8
    assert len(handed.rows()) == 8


def test_names_come_back_from_the_key_as_they_went(course):
    names = ["=1+1", "'=1", "a;b", 'a"b', "冯玉军", "one\nline", "-", " blank "]
    course.hand_out([essay(name) for name in names])
    assert set(course.codes()) == set(names)
    assert {student for student, _ in course.taken_back()[0]} == set(names)
    head, *rows = csv.reader(io.StringIO(course.files.key.read_text(encoding="utf-8-sig")))
    assert head == list(codes.COLUMNS)
    assert not [row for row in rows if row[1].startswith(("=", "-"))]
    assert spreadsheets.shown(course.files.key) == "written/key-03.csv"
