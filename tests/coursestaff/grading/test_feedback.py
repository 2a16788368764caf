"""The pages: what a student and an instructor read, and that nothing of a notebook runs there."""

from dataclasses import replace
from urllib.parse import unquote

import pandas
import pytest

from coursestaff.grading import feedback, judging, marking, pictures
from coursestaff.grading.judging import TaskMark
from coursestaff.grading.marking import MARKED, NOT_MARKED, Outcome
from coursestaff.written.marks import Marked
from tests.drawn import bars
from tests.reading import read_html

EVIL = "<script>alert(1)</script> & \"'"


def outcome(student="anna", first=2.0, text=None, notes=()):
    state = judging.RIGHT if first == 2 else judging.WRONG
    slips = () if first == 2 else ("For 2008 the ratio is upside down.",)
    marks = [
        TaskMark("e03-1", state, first, 2.0, slips or ("Well done.",), slips, f"x = 1 # {EVIL}")
    ]
    marks += [TaskMark(f"e03-{n}", judging.RIGHT, 2.0, 2.0, ("Well done.",)) for n in (2, 3, 4)]
    marks.append(TaskMark("e03-5", judging.TO_READ, text, 8.0, (), (), "My text. " + EVIL))
    return Outcome(student, None, f"{student}.ipynb", MARKED, tuple(marks), notes, 2.0)


NOBODY = Outcome("chen", None, "chen.ipynb", NOT_MARKED, notes=("The file is empty.",))


def pages(tmp_path, outcomes, given=None, sentences=(), envelopes=()):
    given = given or {}
    points = {whose: marked.points for whose, marked in given.items()}
    marks = marking.table(outcomes, "03", points)
    page = feedback.write_pages(tmp_path, outcomes, marks, "03", given, sentences, envelopes)
    own = {p.stem: p.read_text(encoding="utf-8") for p in (tmp_path / "feedback-03").iterdir()}
    return page.read_text(encoding="utf-8"), own


def test_a_students_page_says_what_each_task_brought(tmp_path):
    _, own = pages(tmp_path, [outcome(first=0.0, notes=("Task 2 stands in 2 cells.",))])
    words = " ".join(read_html(own["anna"]).words.split())
    for part in (
        "Exercise 03 · The power gap: economies",
        "The total of 16 points waits for the texts to be read.",
        "Task 2 stands in 2 cells.",
        "Not right · 0 of 2 points",
        "For 2008 the ratio is upside down.",
        "To be read · not read yet",
    ):
        assert part in words


def test_what_a_reader_gave_stands_line_by_line(tmp_path):
    lines = {"Measure": 2.0, "Time": 1.5, "Ruler": 0.0, "Fairness": 2.0}
    marked = Marked(5.5, 8.0, lines, {"Time": "Which quarter? " + EVIL})
    _, own = pages(tmp_path, [outcome()], {("anna", "e03-5"): marked})
    words = " ".join(read_html(own["anna"]).words.split())
    assert "13.5 of 16 points" in words
    assert "Read · 5.5 of 8 points" in words
    wanted = "it says which year or quarter each half belongs to."
    assert f"Time Full points: {wanted} 1.5 of 2 Which quarter?" in words


def test_nothing_of_a_notebook_runs_in_a_page(tmp_path):
    evil = outcome(student=EVIL, notes=(EVIL,))
    page, own = pages(tmp_path, [evil], sentences=(EVIL,))
    for html in (page, *own.values()):
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_who_was_not_marked_reads_why(tmp_path):
    page, own = pages(tmp_path, [NOBODY])
    words = read_html(own["chen"]).words
    assert "The file is empty." in words and "Not marked yet." in words
    assert "1 handed in: 1 not marked." in read_html(page).words
    assert "The file is empty." in read_html(page).words


def test_a_student_reads_the_own_name_of_the_file(tmp_path):
    source = "class.zip: Ann Hart_4711_assignsubmission_file/03-economies (1).ipynb"
    _, own = pages(tmp_path, [replace(outcome(), source=source)])
    assert "anna · 03-economies (1).ipynb" in read_html(own["anna"]).words


@pytest.mark.parametrize(
    ("student", "name"),
    [
        ("anna", "anna.html"),
        ("../../etc/passwd", "etc-passwd.html"),
        ("Åsa Ö. (2)", "Åsa-Ö-2.html"),
        ("***", "student.html"),
        ("a" * 300, "a" * 60 + ".html"),
    ],
)
def test_every_name_makes_a_file_name(student, name):
    assert feedback.file_name(student, set()) == name


def test_names_alike_have_pages_of_their_own():
    taken = set()
    names = [feedback.file_name(each, taken) for each in ("Anna", "anna", "an/na", "an-na")]
    assert names == ["Anna.html", "anna-2.html", "an-na.html", "an-na-2.html"]


def test_the_page_of_the_class_counts_slips_once_a_student(tmp_path):
    group = [outcome("anna", 0.0), outcome("boris", 0.0), outcome("chen"), NOBODY]
    page, _ = pages(tmp_path, group)
    words = " ".join(read_html(page).words.split())
    assert "4 handed in: 3 marked, 1 not marked." in words
    assert "1 For 2008 the ratio is upside down. 2" in words


def test_every_link_of_the_class_leads_to_a_page(tmp_path):
    group = [outcome("Åsa Ö"), outcome("b/c"), NOBODY]
    page, _ = pages(tmp_path, group)
    links = page.split('href="')[1:]
    names = {path.name for path in (tmp_path / "feedback-03").iterdir()}
    assert {unquote(link.split('"')[0]).split("/")[1] for link in links} == names


def class_pictures(group):
    marks = marking.table(group, "03", {})
    return pictures.of_class(group, marks, [f"e03-{n}" for n in range(1, 6)])


def test_pictures_show_what_all_of_the_class_have(tmp_path):
    group = [outcome("anna", 0.0), outcome("boris"), NOBODY]
    totals, tasks = class_pictures(group)
    # Tasks 1 to 4: anna has 6 of 8, boris 8 of 8; the texts wait and are left out.
    assert totals.data["students"].tolist() == [0, 0, 0, 1, 1]
    assert bars(totals.figure, lying=True) == [0, 0, 0, 1, 1]
    assert totals.title == "Half of the class has 88% of the points or more"
    assert tasks.data["per cent of the points"].tolist() == [50, 100, 100, 100]
    assert tasks.data["with all points"].tolist() == [1, 2, 2, 2]
    assert tasks.title == "Task 1 brought least: 50% of its points"


def test_no_picture_without_marks():
    assert class_pictures([NOBODY]) == []


def test_a_class_that_got_nothing_can_be_drawn():
    zero = [TaskMark(f"e03-{n}", judging.WRONG, 0.0, 2.0) for n in range(1, 6)]
    nil = Outcome("anna", None, "anna.ipynb", MARKED, tuple(zero))
    totals, tasks = class_pictures([nil])
    assert totals.data["students"].tolist() == [1, 0, 0, 0, 0]
    assert tasks.data["per cent of the points"].tolist() == [0] * 5


def envelope(percent, form="01/envelope"):
    guesses = {f"f{n:02d}": percent for n in range(1, 11)}
    return {"envelope": form, "probability_of_yes_in_percent": guesses}


def test_envelopes_are_pooled_and_scored():
    (picture,) = pictures.of_envelopes([envelope(0), envelope(100), envelope(50, "13/envelope")])
    # The mean of 0 and 100 is 50, whatever happened; each alone is right or wrong throughout.
    assert picture.title.startswith("The mean guess of 2 envelopes scores 0.25")
    assert picture.data["chance"].tolist() == [0.5] * 10
    assert bars(picture.figure) == [0.25] * 10
    asked = picture.data.set_index("question")["what was asked"]
    assert "Islamic State" in asked["f01"] and "low point" in asked["f02"]
    assert pictures.of_envelopes([envelope(50, "13/envelope")]) == []


def test_a_dash_stands_for_what_is_not_known():
    shown = [feedback.number(each) for each in (None, float("nan"), pandas.NA, 2.0, 1.5)]
    assert shown == ["–", "–", "–", "2", "1.5"]
