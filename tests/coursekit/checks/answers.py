"""The right answers of every exercise, written out by hand, and how the tests give them in.

The numbers stand here as a learner would type them, so a slip in `tasks/` does not carry over.
"""

import functools
import importlib
from dataclasses import replace

import pandas

from coursekit import check, tables
from coursekit.subjects import labels
from tasks import e14
from tests.reading import notebooks

WORDS = "word " * 100
FELL = pandas.Series([1, 0, 0, 0, 1, 1, 1, 1, 0], index=range(2009, 2018))
PICKED = ["feng-125", "feng-132", "feng-177", "zheng-014", "zheng-011", "feng-388"]

ANSWERS = {
    "e01-1": {"feng_days": 34, "zheng_days": 8},
    "e01-2": {"feng_rate": 5.2, "zheng_rate": 9.5},
    "e01-3": {"days": 11, "verdict": "right number, wrong label"},
    "e01-4": {"zheng_evidence": 5, "zheng_broken": 3, "feng_evidence": 7, "feng_broken": 2},
    "e01-5": {"argument": "Feng 3.7 and Op-ed ¶2 " + WORDS},
    "e02-1": {"statements": 5, "meetings": 4, "commonest": "action"},
    "e02-2": {"days_printed": 13, "days_checked": 33},
    "e02-3": {"days_after": -5, "verdict": "wrong"},
    "e02-4": {
        "counts": pandas.Series(
            [1, 1, 1, 8, 5, 5, 7, 1, 2, 4, 2],
            index=[
                *("2015 Q3", "2016 Q4", "2017 Q2", "2017 Q3", "2017 Q4", "2018 Q1"),
                *("2018 Q2", "2018 Q3", "2018 Q4", "2019 Q1", "2019 Q2"),
            ],
        ),
        "busiest": "2017 Q3",
    },
    "e02-5": {"argument": "Russia answered the vote (Feng 1.7). " + WORDS},
    "e03-1": {"china_2008": 31.6, "china_2017": 63.9},
    "e03-2": {"rise_in_points": 32.3, "rise_in_percent": 102},
    "e03-3": {"negative_then": 2, "negative_now": 1, "verdict": "holds"},
    "e03-4": {
        "share": pandas.Series(
            [41.5, 41.1, 42.1, 45.6, 46.9, 48.8, 46.6, 42.2, 41.4, 42.9], index=range(2008, 2018)
        ),
        "highest_year": 2013,
    },
    "e03-5": {"argument": "The share of 6.6% (Feng 2.2) " + WORDS},
    "e04-1": {"of_china_2013": 53.9, "of_china_2018": 26.5},
    "e04-2": {"roubles_factor": 1.25, "rate_factor": 0.63, "dollars_factor": 0.78},
    "e04-3": {"share_then": 9.5, "us_raised": 5.2, "verdict": "holds"},
    "e04-4": {
        "share": pandas.Series([13.0, 13.1, 10.5, 10.8, 10.3, 9.0], index=range(2013, 2019)),
        "highest_year": 2014,
    },
    "e04-5": {"argument": "The 7.2% (Feng 2.2) " + WORDS},
    "e05-1": {
        "change_of_share": 3.4,
        "change_of_lead": 20.6,
        "by_share": "narrowing",
        "by_lead": "widening",
    },
    "e05-2": {"years_to_25": 18, "share_after_30": 30.1},
    "e05-3": {"military_change": 171, "rulers_narrowed": 4, "verdict": "cannot be checked"},
    "e05-4": {
        "change": pandas.Series(
            [5.5, 23.7, 13.5, -3.3, -19.6, -30.6, -31.0, -13.9, -16.6, -12.7],
            index=range(2008, 2018),
        ),
        "last_narrowing": 2010,
    },
    "e05-5": {"argument": "By which ruler, and since when (Feng 2.2)? " + WORDS},
    "e06-1": {"odd_section": 232, "its_kind": "may", "shall_clauses": 8},
    "e06-2": {"president_shall": 12, "treasury_shall": 3},
    "e06-3": {"rows": 8, "about_c22": 2},
    "e06-4": {
        "ways_out": pandas.Series(
            {
                "national interest": 3,
                "none read": 4,
                "sunset": 1,
                "time": 1,
                "waiver and termination": 8,
            }
        ),
        "none_read": 4,
    },
    "e06-5": {"argument": "A statement of policy (Feng 1.4). " + WORDS},
    "e07-1": {"february_2019": 11, "february_2020": 10, "september_2018": 5},
    "e07-2": {"short_2015": 2, "short_2019": 12},
    "e07-3": {"last_beginning": 16, "last_following": 17, "verdict": "wrong"},
    "e07-4": {
        "share": pandas.Series(
            {
                "senate-iran-2015": 58.0,
                "house-act-2017": 99.3,
                "senate-act-2017": 98.0,
                "senate-proceed-2019": 57.6,
                "senate-cloture-2019": 57.6,
                "house-rusal-2019": 87.2,
                "senate-arms-2019": 52.9,
            }
        ),
        "lost_with_majority": 3,
    },
    "e07-5": {"argument": "After a report and a wait (Zheng ¶3). " + WORDS},
    "e08-1": {"parts": 1235, "in_neither": 44},
    "e08-2": {"most_not_local": 345, "least_local": 410, "headline": "cannot be true"},
    "e08-3": {"nine_countries": 5, "like_for_like": 35.7, "verdict": "not comparable"},
    "e08-4": {"by_year": pandas.Series({2016: 2, 2017: 5, 2018: 2}), "busiest_year": 2017},
    "e08-5": {"argument": "The 189 (Feng 1.6) " + WORDS},
    "e09-1": {"russia_10": 40.3, "america_10": 26.1},
    "e09-2": {"answers": 0.1, "calming": 0.12, "end": "settles", "level": 65},
    "e09-3": {"total_2014": 34.5, "change": -31, "largest_year": 2021, "shows": "fits it"},
    "e09-4": {
        "together": pandas.Series(
            [40, 47, 53.2, 59.8, 66.6, 73.8, 81.3, 89.2, 97.5, 106.1, 115.2]
            + [124.7, 134.7, 145.1, 156.1, 167.5, 179.5, 192.1, 205.3, 219.1, 233.5],
            index=range(21),
        ),
        "first_above": 9,
        "end": "runs away",
    },
    "e09-5": {"argument": "Why (Feng 2.9), and who says so (Feng 2.8)? " + WORDS},
    "e10-1": {"same_count": 8, "same_percent": 66.7},
    "e10-2": {"luck_percent": 38.9, "kappa": 0.45},
    "e10-3": {"feng_positions": 14, "feng_sourced": 3, "verdict": "cannot be checked"},
    "e10-4": {"never_kept": "mixed", "became_opposed": 2},
    "e10-5": {"argument": "Prospects or wishes (Zheng ¶7, ¶8)? " + WORDS},
    "e11-1": {"with_and": 2, "with_or": 5},
    "e11-2": {"frozen": 4, "bracketed": 7},
    "e11-3": {"verdict": "holds", "supports": "Washington's view"},
    "e11-4": {
        "kept": pandas.Series([1, 3, 3, 1], index=list(labels.PERIODS)),
        "twin": "Cold War",
    },
    "e11-5": {"argument": "Four marks (Feng 3.1), and values (Feng 3.5). " + WORDS},
    "e12-1": {"triangles": 27, "silent": 19, "four_countries": 64},
    "e12-2": {"best_together": 15, "best_for_china": 6, "stable": 1},
    "e12-3": {"rise": 124, "best_year": 2021, "verdict": "cannot be checked"},
    "e12-4": {
        "lead": pandas.Series([0, 2, -2, 0, -2, 0, -2, 0], index=range(1, 9)),
        "best_pattern": 2,
        "best_own": 2,
    },
    "e12-5": {"argument": "Will they align (Feng 4.1), or not (Feng 4.3)? " + WORDS},
    "e13-1": {"careful_score": 0.188, "always_60": 0.26},
    "e13-2": {"certain_score": 0.4, "needed_of_20": 14},
    "e13-3": {"original": 0.376, "verdict": "not comparable"},
    "e13-4": {"errors": (0.8 - FELL) ** 2, "costly_years": 4},
    "e13-5": {"argument": "Which day (Zheng ¶9)? " + WORDS},
    "e14-1": {"picked": PICKED},
    "e14-4": {"levels": dict.fromkeys(e14.CRITERIA, 3)},
    "e14-5": {"argument": "No power of his own (Zheng ¶3), but a report (Feng 1.5). " + WORDS},
}
# A joined table and a whole memo: test_check_e14.py makes them and judges them.
MADE_BY_THEIR_TEST = {"e14-2", "e14-3"}

load = functools.cache(tables.load)  # the tasks only read


def judged(task: str, **changes) -> check.Verdict:
    """What is said of the right answers to a task, some of them changed."""
    return check.judge(task, {**ANSWERS[task], **changes}, load)


def tasks() -> dict[str, check.Task]:
    """Every task of every exercise, by its name; a value is computed once for each loader."""
    found = {}
    for exercise in notebooks("exercises"):
        found |= importlib.import_module(f"tasks.e{exercise.number}").TASKS
    return {name: _remembering(task) for name, task in found.items()}


def _remembering(task: check.Task) -> check.Task:
    return replace(task, answers={name: _once(each) for name, each in task.answers.items()})


def _once(expected):
    if not hasattr(expected, "value"):
        return expected
    slips = [replace(slip, value=functools.cache(slip.value)) for slip in expected.slips]
    return replace(expected, value=functools.cache(expected.value), slips=tuple(slips))
