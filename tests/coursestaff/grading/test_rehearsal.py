"""Generated classes: what is in them, and that marking one is timed."""

from coursestaff import bench
from coursestaff.grading import marking, rehearsal
from coursestaff.grading.marking import NOT_MARKED, Outcome
from coursestaff.submissions import inbox
from tests.coursestaff.grading.test_marking import Here


def test_a_class_has_all_kinds_of_students(tmp_path):
    rehearsal.write(tmp_path, 100, "03")
    found, passed_over = inbox.collect(tmp_path, marking.slug("03"))
    assert (len(found), passed_over) == (100, [])
    raw = [each.raw() for each in found]
    dots = sum(b"china_2008 = ..." in each for each in raw)
    assert 10 < dots < 50
    damaged = [each for each in raw if not each.endswith(b"}")]
    assert len(damaged) == 2


def test_marking_a_class_is_timed(monkeypatch):
    seen = []

    def mark(submission, terms):
        seen.append(submission.student)
        return Outcome(submission.student, None, submission.source, NOT_MARKED)

    monkeypatch.setattr(marking, "mark", mark)
    monkeypatch.setattr(marking, "pool", lambda workers: Here())
    found = rehearsal.timed(3)
    assert len(seen) == 3
    assert set(found) == {"seconds", "seconds a submission and core", "megabytes"}
    (line,) = bench.report_classes({"3": {**found, "seconds": 6.0}})
    assert line.startswith("mark a class of     3      6.0 s, ")
