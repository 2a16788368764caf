"""What a submission cannot do to its surroundings by what it leaves behind."""

import subprocess
import sys

import pytest

from coursestaff.grading.room import PUBLISHED, Room


@pytest.fixture
def room(tmp_path):
    """A class's folder with one table."""
    tables = tmp_path / "room" / PUBLISHED
    tables.mkdir(parents=True)
    (tables / "claims.csv").write_text("id\n1\n", encoding="utf-8")
    return Room(tmp_path / "room")


def test_a_link_in_place_of_the_tables_leads_nowhere(room, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with room.place({}) as own:
        (own / "data" / "claims.csv").unlink()
        (own / "data").rmdir()
        try:
            (own / "data").symlink_to(elsewhere, target_is_directory=True)
        except OSError:
            pytest.skip("this system lets nobody make a link")
        room.lay_out(PUBLISHED, own)
        assert not (own / "data").is_symlink()
        assert (own / "data" / "claims.csv").read_text(encoding="utf-8") == "id\n1\n"
    assert list(elsewhere.iterdir()) == []


def test_a_file_in_place_of_the_tables_is_taken_away(room):
    with room.place({}) as own:
        (own / "data" / "claims.csv").unlink()
        (own / "data").rmdir()
        (own / "data").write_text("", encoding="utf-8")
        room.lay_out(PUBLISHED, own)
        assert (own / "data" / "claims.csv").exists()


HANGS = """\
import time
from coursestaff.grading import running
with running._watchdog(0.3):
    time.sleep(60)
"""


def test_a_run_that_never_comes_back_ends_its_process():
    assert subprocess.run([sys.executable, "-c", HANGS], timeout=50).returncode == 1


def test_a_run_that_comes_back_ends_nothing():
    code = HANGS.replace("0.3", "1").replace("60", "0") + "time.sleep(2)\n"
    assert subprocess.run([sys.executable, "-c", code], timeout=50).returncode == 0
