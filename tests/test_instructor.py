"""The instructor's pages: every lesson has its section, every place exists, every number fits."""

import csv
import json
import re

import pandas
import pytest

from coursekit import forms, paths, tables
from coursekit.subjects import coding, forecasts, gaps
from tests.reading import FENCE, ROOT, cited, numbers, sentences, telling_numbers
from tests.test_prose_numbers import ledger  # noqa: F401  a fixture

FOLDER = ROOT / "instructor"
PAGES = sorted(FOLDER.glob("*.md"))
NEW = [page for page in PAGES if page.name != "reviews.md"]
PARTS = ["Aim.", "Time", "Misconceptions.", "Discussion leads.", "Four weeks or fourteen.",
         "Without code."]  # fmt: skip
LINK = re.compile(r"\]\(([^)\s]+)\)")
CHECK = re.compile(r"\bC\d{2}\b")
NAMES = re.compile(
    r"`[^`]*`|\*\*[AB]\d+[^*]*\*\*|\bO\d\b|\b(?:lessons?|exercises?|sections?)\s+[\d, and]+",
    re.IGNORECASE,
)


def read(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def prose(page):
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def rows(table):
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sections(text, mark):
    """Heading → what stands under it, for headings of one level."""
    parts = re.split(rf"^{mark} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


GUIDE = sections(read("guide.md"), "##")
TIMES = {
    number: numbers(found[1])
    for heading, text in sections(read("reviews.md"), "##").items()
    for number in re.findall(r"^Lesson (\d\d)", heading)
    if (found := re.search(r"^Time needed(.*?)\.(?:\s|$)", text, re.MULTILINE | re.DOTALL))
}


def test_every_lesson_has_its_section_in_order():
    wanted = [f"{row['lesson']} · {row['title']}" for row in rows("lessons")]
    assert [heading for heading in GUIDE if re.match(r"\d\d ·", heading)] == wanted


@pytest.mark.parametrize("row", rows("lessons"), ids=lambda row: row["lesson"])
def test_a_section_has_all_its_parts(row):
    section = GUIDE[f"{row['lesson']} · {row['title']}"]
    starts = [re.search(rf"^\*\*{re.escape(part)}", section, re.MULTILINE) for part in PARTS]
    assert all(starts), [part for part, found in zip(PARTS, starts, strict=True) if not found]
    leads = section.split("**Discussion leads.**")[1].split("**Four weeks")[0]
    assert leads.count("\n- ") >= 2
    assert cited(leads)


@pytest.mark.parametrize("row", rows("lessons"), ids=lambda row: row["lesson"])
def test_times_are_those_of_the_reviews_or_called_the_plan(row):
    section = GUIDE[f"{row['lesson']} · {row['title']}"]
    time = re.search(r"^\*\*Time.*?(?=\n\n)", section, re.MULTILINE | re.DOTALL)[0]
    if row["lesson"] in TIMES:
        assert time.startswith("**Time, as read.**")
        assert numbers(time) - {1} == TIMES[row["lesson"]] - {1}
    else:
        assert re.search(rf"plan is {row['minutes']}\s+minutes", time)


def test_the_syllabus_has_the_minutes_and_outcomes_of_the_lessons():
    lessons = {row["lesson"]: row for row in rows("lessons")}
    found = re.findall(
        r"^\| \d+ \| ([^|]+) \| ([\d, ]+) \| ([^|]*) \|", read("syllabus.md"), re.MULTILINE
    )
    used = []
    for names, minutes, outcomes in found:
        here = re.findall(r"\d\d", names)
        used += here
        assert [lessons[name]["minutes"] for name in here] == minutes.split(", ")
        served = {each for name in here for each in lessons[name]["outcomes"].split(";")} - {""}
        assert served == set(outcomes.split(", "))
    assert used[:15] == list(lessons), "the fourteen weeks have every lesson, in order"


@pytest.mark.parametrize("page", NEW, ids=lambda page: page.name)
def test_every_place_exists(page):
    text = prose(page)
    assert set(cited(text)) <= {row["locator"] for row in rows("passages")}
    assert set(CHECK.findall(text)) <= {row["id"] for row in rows("checks")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    for target in LINK.findall(prose(page)):
        if target.startswith("http"):
            continue
        file, _, heading = target.partition("#")
        place = (page.parent / file).resolve() if file else page
        assert place.exists(), target
        titles = re.findall(r"^#+ (.+)$", place.read_text(encoding="utf-8"), re.MULTILINE)
        slugs = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
        assert not heading or heading in slugs, target


def strays(text, there):
    """Sentences that cite places, with the numbers that stand in none of them.

    Each half of an answer in the key, (1) and (2), is a sentence of its own.
    """
    found = []
    for sentence in sentences(re.sub(r"\(\d\)", "\n\n", text)):
        places = [*cited(sentence), *CHECK.findall(sentence)]
        if places:
            bare = CHECK.sub(" ", NAMES.sub(" ", sentence))
            known = set().union(*(there.get(place, set()) for place in places))
            if stray := sorted(telling_numbers(bare) - known):
                found.append(f"{stray} not in {', '.join(places)}: {' '.join(sentence.split())}")
    return found


@pytest.fixture(scope="module")
def everything(ledger):  # noqa: F811  the fixture of that name
    """Place → its numbers, for passages and checks."""
    checks = {row["id"]: numbers(" ; ".join(row.values())) for row in rows("checks")}
    return ledger | checks


@pytest.mark.parametrize("page", NEW, ids=lambda page: page.name)
def test_numbers_stand_in_the_places_that_are_cited(page, everything):
    found = strays(prose(page), everything)
    assert not found, "\n".join(found)


def test_a_stray_number_is_found(everything):
    assert not strays("It is 7.2% (Feng 2.2), or 9.0% for one year (check C14).", everything)
    assert strays("It is 7.3% (Feng 2.2).", everything)
    assert strays("It is 9.9% (check C14).", everything)


@pytest.mark.parametrize("row", rows("lessons")[1:14], ids=lambda row: row["lesson"])
def test_the_lines_of_an_argument_are_those_of_its_exercise(row):
    exercise = (paths.SOURCE / row["slug"] / "exercise.md").read_text(encoding="utf-8")
    task = re.search(r"^## Task 5 · (.+)$", exercise, re.MULTILINE)[1]
    section = sections(read("rubrics.md"), "###")[f"{row['lesson']} · {task}"]
    lines = re.findall(r"^- (\*\*.+)$", section.split("\n## ")[0], re.MULTILINE)
    assert len(lines) == 4
    assert all(line in exercise for line in lines)


def test_the_memo_is_marked_by_the_table():
    shown = re.findall(r"^\| ([a-z ]+) \| (.+) \|$", read("rubrics.md"), re.MULTILINE)
    shown = {name: words.split(" | ") for name, words in shown if len(words.split(" | ")) == 4}
    wanted = {}
    for row in rows("rubric"):
        wanted.setdefault(row["criterion"], []).append(row["words"])
    assert {name: shown.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("form", "AB")
def test_each_form_asks_two_questions_for_each_outcome_and_each_has_its_key(form):
    asked = re.findall(rf"^\*\*{form}(\d+) \((O\d)\)\.\*\*", read("before-and-after.md"), re.M)
    assert asked == [(str(number), f"O{(number + 1) // 2}") for number in range(1, 13)]
    answered = re.findall(rf"^\*\*{form}(\d+)\.\*\*", read("before-and-after-key.md"), re.M)
    assert answered == [number for number, _ in asked]


def test_the_figures_of_the_test_are_those_of_the_tables():
    test, key = (
        " ".join(read(name).split()) for name in ("before-and-after.md", "before-and-after-key.md")
    )
    table = gaps.ends(tables.load("context"), 2008, 2017).set_index("ruler").round(1)
    heads = table.loc["GDP per head at market rates"]
    assert f"{heads['share 2008']}% of America's in 2008 and {heads['share 2017']}%" in test
    market, army = table.loc["GDP at market rates"], table.loc["military spending"]
    assert f"GDP was {market['share 2008']}% in 2008 and {market['share 2017']}% in 2017" in test
    assert f"was {army['share 2008']}% and {army['share 2017']}%" in test
    later = gaps.ends(tables.load("context"), 2017, 2024).set_index("ruler")
    power = later.loc["GDP at purchasing power"]
    assert round(power["share 2017"], 1) == 19.4
    assert round(power["share 2024"], 1) == 23.7
    assert round((power["lead 2024"] / power["lead 2017"] - 1) * 100) == 42
    for sure in (90, 80):
        assert f"= {forecasts.score(sure, 6):.2f}, which is worse than 0.25" in key


def save_as(folder, source, name, change):
    content = json.loads(source.read_text(encoding="utf-8"))
    change(content)
    (folder / name).write_text(json.dumps(content), encoding="utf-8")


def test_the_code_of_the_pooling_page_runs_on_exported_files(tmp_path, monkeypatch, capsys):
    questions = forecasts.questions(tables.load("forecasts"))
    envelope = forms.Envelope("01/envelope", questions, opens="13")
    envelope.receive(dict.fromkeys(questions, 50))
    envelope.export(tmp_path)
    table = tables.load("coding")
    coder = forms.CodingForm(
        "10/coding", coding.to_code(table), list(coding.CODES), coding.by_the_course(table)
    )
    passages = coding.to_code(table)
    course = table.set_index("id")["code"]
    coder.receive({name: list(coding.CODES).index(course[name]) for name in passages})
    coder.export(tmp_path)
    for name in ("envelopes", "codes"):
        (tmp_path / name).mkdir()
    exported = tmp_path / "01-envelope.json"
    save_as(tmp_path / "envelopes", exported, "heron-01-envelope.json", lambda content: None)
    sure = dict.fromkeys(questions, 100)
    save_as(
        tmp_path / "envelopes",
        exported,
        "wren-01-envelope.json",
        lambda content: content["probability_of_yes_in_percent"].update(sure),
    )
    save_as(tmp_path / "codes", tmp_path / "10-coding.json", "heron-10-coding.json", lambda c: None)

    monkeypatch.chdir(tmp_path)
    space = {}
    for block in re.findall(r"^```python\n(.*?)^```", read("pooling.md"), re.M | re.S):
        exec(block, space)  # noqa: S102  the page's own code

    printed = capsys.readouterr().out
    assert "2 envelopes" in printed
    assert "heron-10-coding 12 of 12 kappa 1.0" in printed
    scores = space["pooled"].groupby("file")["squared error"].mean()
    noes = (tables.load("outcomes")["outcome"] == "no").mean()
    expected = pandas.Series({"heron-01-envelope": 0.25, "wren-01-envelope": noes})
    assert scores.round(6).to_dict() == expected.round(6).to_dict()
