"""The built notebooks are what their sources build.

Everywhere, each built cell has its source's text, type, id and tags. On the locked platform, with
--full or CI=true, everything is built again and compared byte for byte; elsewhere nbval runs the
notebooks and compares what they show.
"""

import os

import nbformat
import pytest

from coursekit.paths import ROOT
from coursestaff import build

JOBS = build.jobs(ROOT)


def parts(notebook):
    return [(c.id, c.cell_type, c.source, c.metadata.get("tags", [])) for c in notebook.cells]


def test_the_course_has_a_source():
    assert JOBS, "source/ holds no lesson"


def test_every_built_notebook_has_a_source():
    assert not build.strays(ROOT)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.target)
def test_cells_are_those_of_the_source(job):
    built = ROOT / job.target
    assert built.exists(), f"{job.target} is not built; run: course build"
    stored = nbformat.read(built, as_version=nbformat.NO_CONVERT)
    assert parts(stored) == parts(job.unrun())


@pytest.fixture(scope="module")
def again(rebuilt, tmp_path_factory):
    """Everything built again in a folder of its own, and what went wrong on the way."""
    if not rebuilt:
        pytest.skip("bytes are compared with --full or CI=true, on Linux with the locked packages")
    out = tmp_path_factory.mktemp("again")
    results = list(build.build(JOBS, ROOT, out, os.cpu_count()))
    return out, {result.target: result.problem for result in results}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.target)
def test_bytes_are_those_of_a_new_build(job, again):
    out, problems = again
    assert problems[job.target] is None
    assert not build.drift(ROOT, out, [job]), f"{job.target} is out of date; run: course build"
