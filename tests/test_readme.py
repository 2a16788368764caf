"""The README says what is there."""

import re

from coursekit import paths, tables

TEXT = (paths.ROOT / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d{2}) (.+?) \| .+ \| (.+) \|$", re.MULTILINE)


def test_the_map_names_every_lesson_and_its_state():
    rows = {number: (title, state) for number, title, state in ROW.findall(TEXT)}
    lessons = tables.load("lessons")
    assert list(rows) == list(lessons["lesson"])
    for lesson in lessons.itertuples():
        title, state = rows[lesson.lesson]
        assert title == lesson.title
        built = (paths.LESSONS / f"{lesson.slug}.ipynb").exists()
        exercise = (paths.EXERCISES / f"{lesson.slug}.ipynb").exists()
        wanted = "in preparation" if not built else "ready, with exercise" if exercise else "ready"
        assert state == wanted, lesson.lesson


def test_pictures_and_files_are_there():
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        if not target.startswith("http"):
            assert (paths.ROOT / target).exists(), target


def test_every_picture_is_described():
    for alt in re.findall(r"!\[(.*?)\]", TEXT):
        assert len(alt) > 40
