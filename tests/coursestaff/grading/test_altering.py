"""Altered tables: they can be loaded, they differ, and every exercise survives them."""

import csv
import functools
import importlib

import pytest

from coursekit import check, paths, tables
from coursestaff.grading import altering, judging, marking, matching
from tests.reading import notebooks

SEEDS = ["one", "two", "three"]
EXERCISES = [each.number for each in notebooks("exercises")]


@pytest.fixture(scope="module")
def altered(tmp_path_factory):
    """A whole folder of tables for each seed."""

    @functools.cache
    def make(seed):
        folder = tmp_path_factory.mktemp(f"tables-{seed}")
        for path in paths.DATA.iterdir():
            if path.suffix in (".csv", ".json"):
                (folder / path.name).write_bytes(path.read_bytes())
        altering.alter(paths.DATA, folder, seed)
        return folder

    return make


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", list(altering.RULES))
def test_an_altered_table_is_valid_and_moves_only_where_it_may(altered, seed, name):
    tables.load(name, altered(seed))
    before, after = rows(paths.DATA / f"{name}.csv"), rows(altered(seed) / f"{name}.csv")
    moves = {rule.column for rule in altering.RULES[name]}
    moves |= {rule.along for rule in altering.RULES[name] if getattr(rule, "along", None)}
    for place, column in enumerate(before[0]):
        same = [row[place] for row in before] == [row[place] for row in after]
        assert same != (column in moves) or column == "reference", column


def test_a_seed_gives_the_same_tables_and_another_seed_others(altered, tmp_path):
    again = tmp_path / "again"
    again.mkdir()
    altering.alter(paths.DATA, again, "one")
    for name in altering.RULES:
        same = (again / f"{name}.csv").read_bytes()
        assert same == (altered("one") / f"{name}.csv").read_bytes()
    other = [(altered("two") / f"{n}.csv").read_bytes() for n in altering.RULES]
    assert not set(other) & {(again / f"{n}.csv").read_bytes() for n in altering.RULES}


def test_a_rule_for_a_column_that_is_gone_is_named(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    for name in altering.RULES:
        (data / f"{name}.csv").write_text("id\n1\n", encoding="utf-8")
    with pytest.raises(altering.AlterProblem, match=r"data/arguments\.csv has no column evidence"):
        altering.alter(data, data, "one")


@pytest.mark.parametrize("exercise", EXERCISES)
def test_some_seed_suits_every_exercise(altered, exercise):
    tasks = matching.tasks_of(marking.master(exercise))
    fitting = []
    for seed in SEEDS:
        try:
            judging.demand_usable(tasks, altered(seed))
        except Exception:
            continue
        fitting.append(seed)
    assert fitting


def computed():
    """Every answer for which a constant is not fair."""
    for number in EXERCISES:
        for name, task in importlib.import_module(f"tasks.e{number}").TASKS.items():
            for variable, expected in task.answers.items():
                if isinstance(expected, check.Number) and not expected.read_off:
                    yield pytest.param(expected, id=f"{name}-{variable}")


# These rest on no table that moves: a model's rule, a calendar, or a count of possibilities.
SAME_FOR_ALL_TABLES = {
    *("e01-3-days", "e02-1-statements", "e02-1-meetings", "e03-3-negative_then"),
    *("e03-3-negative_now", "e05-2-years_to_25", "e05-2-share_after_30", "e05-3-rulers_narrowed"),
    *("e06-3-rows", "e06-3-about_c22", "e07-1-february_2019", "e07-1-february_2020"),
    *("e07-1-september_2018", "e07-3-last_beginning", "e07-3-last_following"),
    *("e09-1-russia_10", "e09-1-america_10", "e09-2-answers", "e09-2-calming", "e09-2-level"),
    *("e09-4-first_above", "e10-2-luck_percent", "e10-3-feng_positions", "e11-1-with_and"),
    *("e11-1-with_or", "e11-2-frozen", "e11-2-bracketed", "e12-1-triangles", "e12-1-silent"),
    *("e12-1-four_countries", "e12-2-best_together", "e12-2-best_for_china", "e12-2-stable"),
    *("e12-4-best_pattern", "e12-4-best_own", "e13-1-always_60", "e13-2-needed_of_20"),
}


@pytest.mark.parametrize("expected", list(computed()))
def test_a_constant_does_not_pass_where_the_task_asks_to_compute(altered, expected, request):
    if request.node.callspec.id in SAME_FOR_ALL_TABLES:
        assert all(same(expected, altered(seed)) for seed in SEEDS)
    else:
        assert not all(same(expected, altered(seed)) for seed in SEEDS)


def same(expected, folder):
    """Whether the published answer passes for these tables too."""
    load = functools.cache(lambda name: tables.load(name, folder))
    published = expected.value(functools.cache(tables.load))
    try:
        expected.demand("it", float(published), load)
    except check.Slip:
        return False
    return True
