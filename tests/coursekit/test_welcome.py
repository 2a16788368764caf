"""The environment check says what is missing; the map says where the learner is."""

import shutil

import pytest

from coursekit import progress, welcome
from coursekit.errors import CourseError
from coursekit.paths import DATA


def test_all_is_well_here():
    assert welcome.troubles() == []
    assert repr(welcome.check()).startswith("Everything is here")


def test_a_missing_package_is_named_with_what_to_do():
    (trouble,) = welcome.troubles(needed=("pandas", "no-such-package"))
    assert "no-such-package is not installed" in trouble and "start.py" in trouble


def test_a_damaged_table_is_named(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "data" / "claims.csv").unlink()
    troubles = welcome.troubles(folder=tmp_path / "data")
    assert any("claims.csv is missing" in trouble for trouble in troubles)


def test_a_place_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(progress.PLACE, str(tmp_path / "file" / "inside"))
    assert any("could not be kept" in trouble for trouble in welcome.troubles())


def test_the_check_lists_every_trouble(monkeypatch):
    monkeypatch.setattr(welcome, "troubles", lambda: ["One < two.", "Three."])
    card = welcome.check()
    assert card.html.count("<li>") == 2 and "One &lt; two." in card.html
    assert repr(card) == "One < two. Three."


def test_a_finished_lesson_is_on_the_map():
    before = welcome.course_map().html
    assert "0 of 15 lessons done" in before and ">done<" not in before
    assert "1 of 15" in welcome.finish("00").words
    after = welcome.course_map().html
    assert "1 of 15 lessons done" in after and after.count(">done<") == 1


def test_a_lesson_that_is_not_written_is_not_offered(tmp_path, monkeypatch):
    monkeypatch.setattr(welcome, "LESSONS", tmp_path)
    (tmp_path / "03-economies.ipynb").write_text("", encoding="utf-8")
    html = welcome.course_map().html
    assert html.count(">to do<") == 1 and html.count(">in preparation<") == 14


def test_finishing_a_lesson_that_does_not_exist():
    with pytest.raises(CourseError, match='no lesson "15".*00 to 14'):
        welcome.finish("15")
