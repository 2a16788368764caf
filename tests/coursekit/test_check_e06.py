"""Exercise 06: the solution's own lines, and clauses that are not to be counted."""

from coursekit import check, tables
from coursekit.paths import SOURCE
from tasks import e06
from tests.coursekit.checks.answers import ANSWERS, judged


def test_the_solutions_own_code_gives_the_answers():
    provisions, links = tables.load("provisions"), tables.load("check_claims")
    orders = provisions[provisions["kind"] == "shall"]
    joined = links.merge(provisions, on="claim")
    assert judged("e06-4", ways_out=orders.groupby("exit_kind").size()).right
    assert judged("e06-3", rows=len(joined), about_c22=(joined["check"] == "C22").sum()).right


def test_the_tasks_sections_are_those_that_the_check_knows():
    source = (SOURCE / "06-statute" / "exercise.md").read_text(encoding="utf-8")
    assert f"named = {list(e06.NAMED)}" in source


def test_counts_of_all_clauses_are_not_taken_for_those_that_say_shall():
    everything = tables.load("provisions").groupby("exit_kind").size()
    assert "6 values" in judged("e06-4", ways_out=everything).sentences[0]


def test_the_expected_values_follow_the_data():
    """The grader alters the data; a right answer of yesterday is then no longer right."""

    def altered(name):
        frame = tables.load(name)
        if name == "provisions":
            frame.loc[frame["clause"] == "232(a)", "kind"] = "shall"
            frame.loc[frame["clause"] == "231(a)", "kind"] = "report"
            frame.loc[frame["clause"] == "216(b)(3)", "claim"] = None
        return frame

    for task in ("e06-1", "e06-3", "e06-4"):
        assert not check.judge(task, ANSWERS[task], altered).right
