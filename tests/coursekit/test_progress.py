"""Progress is kept whole, by itself, and never at the price of a lesson."""

import json
import threading

import filelock
import pytest

from coursekit import progress


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    monkeypatch.setenv(progress.PLACE, str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_what_was_saved_is_read_back_with_its_time():
    when = progress.save("03/prediction", {"value": 12.5, "why": "größer"})
    assert progress.read("03/prediction") == {"value": 12.5, "why": "größer"}
    assert progress.entry("03/prediction")["when"] == when


def test_nothing_saved_yet():
    assert progress.read("03/prediction") is None
    assert progress.read("03/prediction", default=0) == 0
    assert progress.everything() == {}


def test_entries_do_not_disturb_each_other():
    progress.save("a", 1)
    progress.save("b", 2)
    progress.save("a", 3)
    assert {key: entry["value"] for key, entry in progress.everything().items()} == {"a": 3, "b": 2}


@pytest.mark.parametrize("damage", [b"{", b"\xff\xfe\x00", b"[]", b'{"a": 1}', b""])
def test_a_damaged_file_is_set_aside_and_said_so(store, capsys, damage):
    store.mkdir()
    (store / "progress.json").write_bytes(damage)
    assert progress.everything() == {}
    said = capsys.readouterr().out
    aside = list(store.glob("progress.damaged-*.json"))
    assert len(aside) == 1 and str(aside[0]) in said
    assert aside[0].read_bytes() == damage
    progress.save("a", 1)
    assert progress.read("a") == 1


def test_a_failed_write_leaves_the_old_file(store, monkeypatch):
    progress.save("a", 1)

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(progress.os, "replace", full)
    with pytest.raises(progress.ProgressProblem, match="No space left"):
        progress.save("a", 2)
    monkeypatch.undo()
    monkeypatch.setenv(progress.PLACE, str(store))
    assert progress.read("a") == 1
    assert list(store.glob("*.part")) == []


def test_a_folder_that_cannot_be_made(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv(progress.PLACE, str(blocked / "inside"))
    with pytest.raises(progress.ProgressProblem, match="could not be kept"):
        progress.save("a", 1)


def test_another_writer_is_waited_for_and_then_named(store, monkeypatch):
    progress.save("a", 1)
    monkeypatch.setattr(progress, "PATIENCE", 0.05)
    held = filelock.FileLock(store / "progress.lock")
    with held, pytest.raises(progress.ProgressProblem, match="Another lesson"):
        progress.save("a", 2)
    assert progress.read("a") == 1


def test_many_writers_lose_nothing():
    def write(name):
        for number in range(10):
            progress.save(f"{name}/{number}", number)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(progress.everything()) == 30


def test_the_file_is_json_that_a_person_can_read(store):
    progress.save("01/envelope", {"Russia–US": 0.3})
    text = (store / "progress.json").read_text(encoding="utf-8")
    assert "Russia–US" in text and json.loads(text)["01/envelope"]["value"] == {"Russia–US": 0.3}


def test_the_place_without_the_variable_is_the_platforms_own(monkeypatch):
    monkeypatch.delenv(progress.PLACE)
    assert progress.place().name == "limited-opponents"
