"""The pages made from tables hold them whole, in an order that a reader expects."""

import re

import pandas
import pytest
from pybtex.database import parse_file, parse_string

from coursekit import __version__, tables
from coursekit.paths import DATA, ROOT
from coursestaff import build, pages


@pytest.fixture(scope="module")
def glossary():
    return pages.glossary(ROOT)


@pytest.fixture(scope="module")
def references():
    return pages.references(ROOT)


def entries(cell):
    return [line for line in cell.source.splitlines() if re.match(r"- |\d+\. ", line)]


def test_the_glossary_has_every_term_in_the_order_of_the_alphabet(glossary):
    headings = [cell.source.splitlines()[0].removeprefix("### ") for cell in glossary[2:-2]]
    assert sorted(headings) == sorted(tables.load("glossary")["term"])
    assert headings.index("INF Treaty") < headings.index("join")
    assert headings.index("market rate") < headings.index("Nash equilibrium")


def test_a_term_comes_with_its_gloss_its_words_and_its_lesson(glossary):
    (cell,) = (cell for cell in glossary if cell.source.startswith("### kernel"))
    assert cell.source == (
        "### kernel\n\nThe Python that does the work behind a notebook.\n\n"
        "Chinese: 内核 · Russian: ядро · [Lesson 00](00-start-here.ipynb)"
    )


def test_a_term_without_a_sure_word_claims_none(glossary):
    (cell,) = (cell for cell in glossary if cell.source.startswith("### ledger"))
    assert "Chinese" not in cell.source and "Russian" not in cell.source


def test_the_contested_names_stand_at_the_end(glossary):
    assert glossary[-2].source.startswith("## Contested names")
    assert "cite.contested_names()" in glossary[-1].source


def test_every_source_is_listed_once(references):
    listed = [line for cell in references for line in entries(cell)]
    assert len(listed) == len(parse_file(str(DATA / "references.bib"), "bibtex").entries)
    assert len(set(listed)) == len(listed)


def test_fengs_references_keep_his_numbers(references):
    cell = next(cell for cell in references if cell.source.startswith("## Feng's"))
    assert [line.split(".")[0] for line in entries(cell)] == [str(n) for n in range(1, 21)]


def test_a_source_of_figures_names_its_lessons(references):
    cell = next(cell for cell in references if cell.source.startswith("## Sources of the context"))
    assert all(re.search(r"\(Lessons? \d\d(, \d\d)*\.\)$", line) for line in entries(cell))


@pytest.mark.parametrize(
    ("bib", "words"),
    [
        (
            "@misc{a, author={Feng, Yujun}, title={Two {US} Names}, howpublished={A Site}, "
            "day={3}, month=jun, year={2019}}",
            "- Feng, Yujun. Two US Names. A Site, 3 June 2019.",
        ),
        ("@misc{a, key={CNN}, title={News}, year={2017}}", "- CNN. News. 2017."),
        (
            r"@misc{a, key={B}, title={\$46 for `a_b' men}, year={2018}}",
            r"- B. \$46 for ‘a\_b’ men. 2018.",
        ),
        (
            "@article{a, author={A, B and C, D and E, F}, title={T}, journal={J}, year={1950}}",
            "- A, B; C, D and E, F. T. *J*, 1950.",
        ),
    ],
)
def test_a_source_is_set_as_people_write_it(bib, words):
    assert pages._listed(["a"], parse_string(bib, "bibtex").entries) == words


def test_sources_stand_by_author_or_key():
    bib = "@misc{x, key={Beta}, title={A}} @misc{y, author={{Alpha}}, title={Z}}"
    assert pages._in_order(["x", "y"], parse_string(bib, "bibtex").entries) == ["y", "x"]


def corrected(monkeypatch, **stood_in):
    """The two lists of the page, with some rows moved into published versions."""
    rows = tables.load("corrections")
    for row, version in stood_in.items():
        rows.loc[rows["id"] == row, "stood_in"] = version
    rows.loc[rows["id"] == "k02", "day"] = pandas.Timestamp("2027-03-04")
    load = tables.load
    monkeypatch.setattr(
        tables, "load", lambda name, *more: rows if name == "corrections" else load(name, *more)
    )
    return pages.corrections(ROOT)[1:]


def test_every_correction_is_listed_once_under_the_lesson_that_had_it(monkeypatch):
    published, made = corrected(monkeypatch)
    assert published.source.endswith("None so far.")
    assert len(entries(made)) == len(tables.load("corrections"))
    for line, row in zip(entries(made), tables.load("corrections").itertuples(), strict=True):
        assert line.startswith(f"- **[Lesson {row.lesson}]({row.lesson}-")
        assert row.we_wrote in line and row.now in line and row.why in line


def test_what_stood_in_a_published_version_comes_first_and_names_it(monkeypatch):
    published, made = corrected(monkeypatch, k01="0.1.0", k02="0.1.0 to 0.2.0")
    first, second = entries(published)
    assert first.startswith("- **[Lesson 00](00-start-here.ipynb), version 0.1.0 to 0.2.0.** ")
    assert first.endswith("(A date; found by a reader, 4 March 2027; k02.)")
    assert "version 0.1.0.**" in second
    assert "None so far" not in published.source
    assert len(entries(made)) == len(tables.load("corrections")) - 2


def test_the_page_of_corrections_says_of_which_version_it_is():
    assert f"version {__version__}:" in pages.corrections(ROOT)[0].source


def test_a_page_is_built_by_its_name():
    (job,) = build.jobs(ROOT, ("glossary",))
    assert job.target == "lessons/glossary.ipynb"
    assert job.told == "data/glossary.csv"


def test_a_course_without_the_tables_has_no_pages(tmp_path):
    (tmp_path / "source" / "00-start").mkdir(parents=True)
    assert [job.kind for job in build.jobs(tmp_path)] == ["lesson"]
