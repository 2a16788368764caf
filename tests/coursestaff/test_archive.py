"""Zip files of what is handed out."""

import zipfile

import pytest

from coursestaff import archive


def test_the_zip_is_the_same_for_the_same_content(tmp_path):
    folder = tmp_path / "edition"
    (folder / "lessons").mkdir(parents=True)
    (folder / "lessons" / "eins und zwei.html").write_text("Größe", encoding="utf-8")
    first = archive.zipped(folder).read_bytes()
    (folder / "lessons" / "eins und zwei.html").touch()
    assert archive.zipped(folder).read_bytes() == first


def test_the_order_in_which_files_are_given_does_not_matter(tmp_path):
    files = {"b.txt": b"two", "B.txt": b"three", "a/ü.txt": b"one"}
    archive.write(tmp_path / "one.zip", files)
    archive.write(tmp_path / "two.zip", dict(reversed(files.items())))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == files
        kept = {(each.date_time, each.create_system) for each in packed.infolist()}
    assert kept == {((1980, 1, 1, 0, 0, 0), 3)}, "neither the day nor the system is in it"


def test_a_former_zip_stays_when_writing_fails(tmp_path):
    target = tmp_path / "course.zip"
    archive.write(target, {"a.txt": b"whole"})
    before = target.read_bytes()
    with pytest.raises(TypeError):
        archive.write(target, {"a.txt": None})
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]
