"""A class: every submission by itself, what is done is kept, and the pool makes no difference."""

import json
import os
import threading
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor

import distributed
import pandas
import pytest

from coursestaff.grading import guard, marking
from coursestaff.grading.marking import IN_PART, MARKED, NOT_MARKED, GradeProblem, Outcome, Terms
from coursestaff.submissions.inbox import Submission
from tests.coursestaff.grading.conftest import (
    LIMITS,
    SEED,
    handed_out,
    solved,
    with_answers,
    without,
)


@pytest.fixture(scope="module")
def terms(furnished):
    return Terms("03", furnished.folder, SEED, LIMITS)


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """Three submissions: solved, half solved, and no notebook at all."""
    folder = tmp_path_factory.mktemp("few")
    half = with_answers("03", e03_1="china_2008 = china_2017 = 1", e03_4="share = ...")
    written = {"anna": text(solved("03")), "boris": text(half), "chen": b"{"}
    found = []
    for student, raw in written.items():
        path = folder / f"{student}.ipynb"
        path.write_bytes(raw)
        found.append(Submission(student, path.name, path))
    return found


def text(notebook):
    return json.dumps(notebook).encode("utf-8")


def plain(outcomes):
    """What of outcomes does not depend on the clock."""
    return [(each.student, each.status, each.tasks, each.notes) for each in outcomes]


class Here(Executor):
    """Does the work at once, in this process; breaks at some students."""

    def __init__(self, breaks=(), often=99):
        self.breaks, self.left, self.seen = set(breaks), often, []

    def submit(self, work, submission, terms):
        done = Future()
        self.seen.append(submission.student)
        if submission.student in self.breaks and self.left > 0:
            self.left -= 1
            done.set_exception(BrokenExecutor("a worker ended"))
        else:
            done.set_result(work(submission, terms))
        return done


@pytest.fixture(scope="module")
def in_a_pool(few, terms, tmp_path_factory):
    """The marks of the three, from a pool of two processes."""
    kept = tmp_path_factory.mktemp("pool")
    return marking.mark_all(few, terms, kept, lambda: marking.pool(2), 2)


def test_each_gets_what_it_earned(in_a_pool):
    assert [each.status for each in in_a_pool] == [MARKED, MARKED, NOT_MARKED]
    anna, boris, chen = in_a_pool
    assert [mark.points for mark in anna.tasks] == [2, 2, 2, 2, None]
    assert [mark.points for mark in boris.tasks] == [0, 0, 2, 0, None]
    assert chen.tasks == () and "breaks off" in " ".join(chen.notes)


def test_a_dask_cluster_of_two_workers_gives_identical_marks(few, terms, in_a_pool, tmp_path):
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True
    ) as cluster:
        address = cluster.scheduler_address
        found = marking.mark_all(few, terms, tmp_path, lambda: marking.scheduler(address), 2)
    assert plain(found) == plain(in_a_pool)


def test_nobody_at_the_address_of_a_cluster(monkeypatch):
    monkeypatch.setattr(marking, "PATIENCE", 1)
    with pytest.raises(GradeProblem, match="No Dask scheduler answers at tcp://127.0.0.1:9"):
        marking.scheduler("tcp://127.0.0.1:9")


def fake(monkeypatch, made):
    """Mark without running anything, and remember who was marked."""

    def mark(submission, terms):
        made.append(submission.student)
        return Outcome(submission.student, None, submission.source, MARKED, seconds=1.0)

    monkeypatch.setattr(marking, "mark", mark)


def test_what_is_marked_is_kept_and_only_the_new_is_marked(few, terms, tmp_path, monkeypatch):
    made, told = [], []
    fake(monkeypatch, made)
    first = marking.mark_all(few[:2], terms, tmp_path, Here, 1)
    again = marking.mark_all(few, terms, tmp_path, Here, 1, told.append)
    assert made == ["anna", "boris", "chen"]
    assert again[:2] == first
    assert sorted(outcome.student for outcome in told) == ["anna", "boris", "chen"]


@pytest.mark.parametrize("change", ["seed", "typed_in", "limits", "engine"])
def test_other_terms_mark_anew(few, terms, tmp_path, monkeypatch, change):
    made = []
    fake(monkeypatch, made)
    other = {"seed": "x", "typed_in": 1.0, "limits": guard.Limits(cell=1), "engine": "podman"}
    marking.mark_all(few[:1], terms, tmp_path, Here, 1)
    changed = Terms(**{**vars(terms), change: other[change]})
    marking.mark_all(few[:1], changed, tmp_path, Here, 1)
    assert made == ["anna", "anna"]


def test_a_changed_notebook_is_marked_anew_and_a_damaged_outcome_too(
    handed_in, terms, tmp_path, monkeypatch
):
    made = []
    fake(monkeypatch, made)
    kept = tmp_path / "kept"
    one = handed_in(b"one")
    marking.mark_all([one], terms, kept, Here, 1)
    one.path.write_bytes(b"two")
    marking.mark_all([one], terms, kept, Here, 1)
    for path in kept.iterdir():
        path.write_text('{"student": ', encoding="utf-8")
    marking.mark_all([one], terms, kept, Here, 1)
    assert made == ["anna"] * 3


def test_an_interruption_loses_nothing_that_was_marked(few, terms, tmp_path, monkeypatch):
    made, told = [], []
    fake(monkeypatch, made)

    def interrupt(outcome):
        told.append(outcome.student)
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        marking.mark_all(few, terms, tmp_path, Here, 1, interrupt)
    made.clear()
    outcomes = marking.mark_all(few, terms, tmp_path, Here, 1)
    assert made == [each.student for each in few if each.student not in told]
    assert len(made) == 1
    assert [each.status for each in outcomes] == [MARKED] * 3


def test_who_breaks_the_pool_runs_alone_and_the_others_are_marked(
    few, terms, tmp_path, monkeypatch
):
    made, pools = [], []
    fake(monkeypatch, made)

    def executor():
        pools.append(Here(breaks=["boris"]))
        return pools[-1]

    outcomes = marking.mark_all(few, terms, tmp_path, executor, 1)
    assert [each.status for each in outcomes] == [MARKED, NOT_MARKED, MARKED]
    assert "ended the program that marks, twice" in outcomes[1].notes[0]
    assert [pool.seen for pool in pools] == [["anna", "boris", "chen"], ["boris"]]


def test_who_was_only_near_when_the_pool_broke_is_marked(few, terms, tmp_path, monkeypatch):
    fake(monkeypatch, [])
    pools = iter([Here(breaks=["anna", "boris"]), Here(), Here()])
    outcomes = marking.mark_all(few, terms, tmp_path, lambda: next(pools), 1)
    assert [each.status for each in outcomes] == [MARKED] * 3


def test_a_fault_of_ours_is_no_mark_and_is_said(few, terms, tmp_path, monkeypatch):
    def mark(submission, terms):
        raise RuntimeError("Kernel died before replying to kernel_info")

    monkeypatch.setattr(marking, "mark", mark)

    class Threads(ThreadPoolExecutor):
        """Hands exceptions over, as a pool of processes does."""

    outcomes = marking.mark_all(few[:1], terms, tmp_path, lambda: Threads(1), 1)
    assert outcomes[0].status == NOT_MARKED
    assert "through no fault of the notebook's: Kernel died" in outcomes[0].notes[0]


def test_never_more_than_a_few_submissions_are_handed_out_at_once(few, terms, monkeypatch):
    most = []

    class Slow(Executor):
        """Finishes one piece of work whenever somebody waits."""

        def __init__(self):
            self.open = []

        def submit(self, work, submission, terms):
            future = Future()
            self.open.append((future, submission))
            most.append(len([f for f, _ in self.open if not f.done()]))
            threading.Timer(0.01, self.finish).start()
            return future

        def finish(self):
            future, submission = next((f, s) for f, s in self.open if not f.done())
            future.set_result(Outcome(submission.student, None, "", MARKED))

    many = [few[0]] * 40
    found = list(marking._in_parallel(many, terms, Slow, 2))
    assert len(found) == 40 and max(most) <= 2 * marking.AHEAD


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "empty"),
        (b"{", "breaks off in the middle"),
        (b'{"cells": 1}', "notebook"),
        (text(solved("05")), "This is exercise 05"),
        (text(without(handed_out("03"), "id", "metadata", "comment")), "No cell"),
    ],
    ids=["empty", "cut off", "no notebook", "another exercise", "no answers"],
)
def test_what_cannot_be_marked_says_why_in_words(handed_in, terms, raw, sentence):
    outcome = marking.mark(handed_in(raw), terms)
    assert (outcome.status, outcome.tasks) == (NOT_MARKED, ())
    assert sentence in " ".join(outcome.notes)


def test_a_file_of_200_mb_is_not_even_read(handed_in, terms):
    submission = handed_in(b"")
    os.truncate(submission.path, 200 * 10**6)
    outcome = marking.mark(submission, terms)
    assert outcome.status == NOT_MARKED and "MB" in " ".join(outcome.notes)


def test_a_notebook_from_notepad_is_marked_like_any_other(handed_in, terms):
    saved = text(solved("03")).decode("utf-8").replace("\n", "\r\n").encode("utf-16")
    outcome = marking.mark(handed_in(saved), terms)
    assert [mark.points for mark in outcome.tasks] == [2, 2, 2, 2, None]
    assert outcome.status == MARKED


def test_a_notebook_with_a_cell_missing_is_marked_in_part(handed_in, terms):
    notebook = solved("03")
    notebook.cells = [cell for cell in notebook.cells if cell.id != "e03-4-answer"]
    outcome = marking.mark(handed_in(text(notebook)), terms)
    assert outcome.status == IN_PART
    assert [mark.points for mark in outcome.tasks] == [2, 2, 2, 0, None]
    assert outcome.tasks[3].state == "no cell"


def test_the_table_waits_for_texts_or_counts_without_them(in_a_pool):
    waits = marking.table(in_a_pool, "03", {})
    assert waits["total"].isna().all()
    read = marking.table(in_a_pool, "03", {("anna", "e03-5"): 6.5})
    assert read["total"].tolist()[:1] == [14.5]
    assert pandas.isna(read["total"][1]) and read["out_of"].tolist()[:2] == [16, 16]
    alone = marking.table(in_a_pool, "03", {}, count_written=False)
    assert alone["total"].tolist()[:2] == [8, 2] and alone["out_of"].tolist()[:2] == [8, 8]
    assert list(alone.columns[:4]) == ["student", "number", "file", "status"]
    assert list(alone.columns[-4:]) == ["total", "out_of", "seconds", "notes"]


def test_an_exercise_that_does_not_exist():
    with pytest.raises(GradeProblem, match="There is no exercise 15. There are: 01, 02"):
        marking.master("15")


def test_outcomes_are_plain_json_on_disk(few, terms, tmp_path, monkeypatch):
    fake(monkeypatch, [])
    marking.mark_all(few[:1], terms, tmp_path, Here, 1)
    (path,) = tmp_path.glob("*.json")
    assert json.loads(path.read_text(encoding="utf-8"))["student"] == "anna"
