"""Built again in another folder, by another Python process, everything has the same bytes.

The drift test builds all notebooks where they are; here are some of each kind, in a folder as a
learner may name it.
"""

import os
import shutil
import subprocess
import sys

import pytest

from coursekit import paths
from coursekit.paths import ROOT
from coursestaff import build, bundle
from coursestaff.offline import states

WHERE = "Курс für alle 课程 2"  # blanks, and letters of three scripts
BUILT = ("11", "14", "glossary")
DRAWN = "lessons/00-start-here.ipynb"  # its explorer has few settings
HIDDEN = shutil.ignore_patterns("__pycache__", ".*")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """A copy of the course, as far as a student has it, with the solutions, in another folder."""
    folder = tmp_path_factory.mktemp("elsewhere") / WHERE
    folder.mkdir()
    for name in (*bundle.STUDENT, "solutions"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=HIDDEN)
        else:
            shutil.copy(ROOT / name, folder)
    return folder


def test_notebooks_and_pages_built_elsewhere(elsewhere, rebuilt, tmp_path, monkeypatch):
    if not rebuilt:
        pytest.skip("bytes are compared with --full or CI=true, on Linux with the locked packages")
    for number in BUILT[:2]:
        [source] = (ROOT / "source").glob(f"{number}-*")
        shutil.copytree(source, elsewhere / "source" / source.name)
    monkeypatch.setattr(paths, "ROOT", elsewhere)
    todo = build.jobs(elsewhere, BUILT)
    assert {job.kind for job in todo} == {build.LESSON, build.EXERCISE, build.SOLUTION, build.PAGE}
    assert [each.problem for each in build.build(todo, elsewhere, tmp_path)] == [None] * len(todo)
    assert build.drift(ROOT, tmp_path, todo) == []
    assert len(list(tmp_path.rglob("*.ipynb"))) == len(todo)


def test_a_bundle_made_elsewhere(elsewhere, tmp_path):
    here, _ = bundle.bundle("student", tmp_path / "here")
    there, _ = bundle.bundle("student", tmp_path / "there", elsewhere)
    assert there.read_bytes() == here.read_bytes()


def test_settings_drawn_ahead_by_another_python(elsewhere, tmp_path):
    """What the offline edition shows, down to the bytes of the compressed file."""
    kept = []
    for folder, seed in ((ROOT, "1"), (elsewhere, "2")):
        kept.append(tmp_path / f"{seed}.gz")
        script = (
            "import sys; from pathlib import Path; from coursestaff.offline import states; "
            "states._write(Path(sys.argv[1]), Path(sys.argv[2]))"
        )
        # The kit of that folder; the staff's tools, which a student's copy lacks, from here.
        path = os.pathsep.join([str(folder), str(ROOT), os.environ.get("PYTHONPATH", "")])
        subprocess.run(
            [sys.executable, "-c", script, str(folder / DRAWN), str(kept[-1])],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            check=True,
        )
    one, other = (each.read_bytes() for each in kept)
    assert one == other
    assert len(one) > 1000


def test_the_name_under_which_settings_are_kept_holds_no_folder(elsewhere):
    assert states.key(elsewhere / DRAWN) == states.key(ROOT / DRAWN)
