"""Worksheet 14: what a machine can see of a memo, and nothing more."""

import re

import pandas
import pytest

from coursekit import check, memo, tables
from coursekit.memo import Memo
from tasks import e14
from tests.coursekit.checks.answers import PICKED
from tests.reading import ROOT

SOURCE = (ROOT / "source" / "14-memo" / "exercise.md").read_text(encoding="utf-8")
SOLUTION = re.compile(r":id: e14-\d-answer\n:tags: \[solution\]\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def model():
    """The names that the solution's answers give, but for its table."""
    names = {"memo": memo}
    for answer in SOLUTION.findall(SOURCE):
        if "merge(" not in answer:
            exec(answer, names)
    return names


def said(task, **answers):
    return check.judge(task, answers)


def test_the_model_memo_has_the_asked_form(model):
    known = memo.evidence(tables.load)
    assert memo.problems(model["mine"], known) == []
    assert memo.warnings(model["mine"], known) == []
    assert said("e14-3", mine=model["mine"]).right
    assert said("e14-1", picked=model["picked"]).right
    used = [name for name in memo.cited(model["mine"].text()) if name in known.claims]
    assert set(used) == set(model["picked"])
    failed = [name for name in used if known.doubts(name)]
    assert len(failed) == 4 and len(used) == 16, "as the solution says"


@pytest.mark.parametrize(
    ("picked", "words"),
    [
        (..., "should be a list"),
        ([...], "no claims yet"),
        ([], "no claims yet"),
        (tuple(PICKED), "should be a list"),
        ([*PICKED, 3], "ids in quotation marks"),
        ([*PICKED, "feng-999"], "feng-999 is no claim"),
        ([*PICKED, "feng-053"], "feng-053 is no claim"),
        ([*PICKED, "feng-125"], "holds a claim twice"),
        (PICKED[:5], "has 5 claims"),
        ([p for p in PICKED if "feng" in p] + ["feng-120", "feng-121"], "one document"),
        (
            ["feng-177", "feng-388", "feng-320", "zheng-011", "zheng-013", "zheng-031"],
            "failed a check",
        ),
    ],
)
def test_a_list_that_cannot_carry_a_memo(picked, words):
    verdict = said("e14-1", picked=picked)
    assert not verdict.right and words in verdict.sentences[0]


def joined(how="left"):
    own = tables.load("claims")[["id", "locator"]].rename(columns={"id": "claim"})
    own = own[own["claim"].isin(PICKED)]
    checks = tables.load("checks")[["id", "verdict"]]
    links = tables.load("check_claims")
    table = own.merge(links[links["about"] == "claim"], on="claim", how=how)
    table = table.merge(checks, left_on="check", right_on="id", how=how)
    table["verdict"] = table["verdict"].fillna("no check")
    return table


def test_the_joined_table_is_right_with_or_without_other_columns():
    assert said("e14-2", table=joined()).right
    assert said("e14-2", table=joined()[e14.COLUMNS]).right


def wrong_verdict():
    table = joined()
    table.loc[table["claim"] == "feng-125", "verdict"] = "holds"
    return table


def empty_verdict():
    table = joined()
    table.loc[0, "verdict"] = None
    return table


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (..., "has no answer yet"),
        ([1], "should be a table"),
        (pandas.DataFrame(), "no column called claim"),
        (joined("inner"), 'use how="left"'),
        (joined().drop(columns="check"), "no column called check"),
        (empty_verdict(), "empty verdict"),
        (wrong_verdict(), "The rows of feng-125"),
    ],
)
def test_a_table_that_lost_or_changed_something(table, words):
    verdict = said("e14-2", table=table)
    assert not verdict.right and words in verdict.sentences[0]


def changed(model, part, text):
    old = model["mine"]
    return Memo(old.to, old.sender, old.question, {**old.parts, part: text}, old.claims)


def test_what_is_missing_in_a_memo_is_named(model):
    parts = model["mine"].parts
    bare = parts["unknown"] + " It was 46 billion."
    careless = parts["brief"].replace("[C23]", "")
    for memo_, words in [
        (changed(model, "unknown", bare), "without a locator"),
        (changed(model, "brief", careless), "check C23 says: cannot be checked"),
        (changed(model, "options", ""), "Nothing is written under “Options”."),
        (changed(model, "brief", parts["brief"] * 3), "A memo has 720 to 880."),
    ]:
        verdict = said("e14-3", mine=memo_)
        assert not verdict.right and words in verdict.sentences[0]


@pytest.mark.parametrize(
    "mine", [..., None, "", {}, Memo(), Memo(parts={"brief": ...}), Memo(..., ..., ..., {})]
)
def test_an_empty_memo_is_none(mine):
    assert not said("e14-3", mine=mine).right


@pytest.mark.parametrize(
    "levels",
    [
        ...,
        {},
        [4] * 5,
        dict.fromkeys(e14.CRITERIA, ...),
        dict.fromkeys(e14.CRITERIA, 5),
        dict.fromkeys(e14.CRITERIA, True),
        dict.fromkeys(e14.CRITERIA[:4], 3),
    ],
)
def test_each_criterion_has_a_level(levels):
    assert not said("e14-4", levels=levels).right


def test_the_criteria_are_those_of_the_rubric(model):
    assert list(dict.fromkeys(tables.load("rubric")["criterion"])) == list(e14.CRITERIA)
    assert said("e14-4", levels=model["levels"]).right
    assert said("e14-5", argument=model["argument"]).right


def test_all_that_is_missing_in_a_memo_is_listed_up_to_a_bound(model):
    few = changed(model, "options", "")
    few = Memo("", "", "", {**few.parts, "unknown": "It was 46 billion."}, few.claims)
    words = said("e14-3", mine=few).sentences[0]
    known = memo.evidence(tables.load)
    found = [*memo.problems(few, known), *memo.warnings(few, known)]
    assert 5 <= len(found) <= e14.SHOWN
    assert all(each in words for each in found) and "more" not in words
    many = changed(model, "unknown", "\n\n".join(f"It was {n} billion." for n in range(40, 56)))
    words = said("e14-3", mine=many).sentences[0]
    assert words.count("A figure without a locator") == e14.SHOWN
    assert words.endswith(": 6 more.") and "Mend these and run again" in words
