"""The tables hold together: schema, keys, every figure of the documents, every derivation."""

import os
import re
from pathlib import Path

import frictionless
import pandas
import pytest
from pybtex.database import parse_file

from coursekit import cite, tables
from coursekit.paths import DATA

DOCUMENTS = "LIMITED_OPPONENTS_DOCUMENTS"
LOCATORS = {
    "Feng": [(0, 2), (1, 9), (2, 9), (3, 8), (4, 13)],
    "Zheng": 9,
    "Op-ed": 13,
}
WORDS = {
    word: value
    for value, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=2
    )
}


@pytest.fixture(scope="module")
def claims():
    return tables.load("claims")


@pytest.fixture(scope="module")
def passages():
    return tables.load("passages").set_index("locator")


def test_the_data_package_is_valid_frictionless():
    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert report.valid, report.flatten(["title", "fieldName", "rowNumber", "note"])[:5]


def test_every_table_names_its_source_or_licence():
    package = frictionless.Package(str(DATA / "datapackage.json"))
    for resource in package.resources:
        assert resource.licenses, resource.name
        assert resource.description, resource.name
        assert all(field.description for field in resource.schema.fields), resource.name


def test_tables_are_saved_as_every_computer_reads_them():
    for path in [*DATA.glob("*.csv"), *DATA.glob("*.json"), *DATA.glob("*.bib")]:
        raw = path.read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf"), path.name
        assert raw.endswith(b"\n"), path.name
        raw.decode("utf-8")


def test_there_are_63_passages_with_the_locators_of_the_originals(passages):
    wanted = [f"Feng {s}.{n}" for s, n in _feng_places()]
    for document in ("Zheng", "Op-ed"):
        wanted += [f"{document} ¶{n}" for n in range(1, LOCATORS[document] + 1)]
    assert list(passages.index) == wanted
    assert len(wanted) == 63


def _feng_places():
    for section, last in LOCATORS["Feng"]:
        for number in range(1, last + 1):
            yield section, number


def test_documents_and_passages_agree(passages):
    documents = tables.load("documents").set_index("document")
    for document, rows in passages.groupby("document"):
        assert documents.at[document, "passages"] == len(rows)
        assert documents.at[document, "body_words"] == rows["words"].sum()
        assert list(rows["position"]) == list(range(1, len(rows) + 1))
    assert documents.at["Feng", "references"] == len(tables.load("citations"))


def test_a_passage_is_described_in_at_most_thirty_words(passages):
    assert passages["precis"].str.split().str.len().max() <= 30
    assert (passages["first_words"].str.split().str.len() == 4).all()


def test_every_passage_has_a_lesson_or_a_reason(passages):
    lessons = set(tables.load("lessons")["lesson"])
    for locator, row in passages.iterrows():
        planned = [] if pandas.isna(row["lessons"]) else row["lessons"].split(";")
        assert set(planned) <= lessons, locator
        assert planned or pandas.notna(row["unused_reason"]), f"{locator} is used by no lesson"


def test_every_figure_of_a_passage_is_in_the_ledger(claims, passages):
    """`numbers` was read off the documents; each of them must meet a claim at its locator."""
    missing = []
    for locator, row in passages.iterrows():
        if pandas.isna(row["numbers"]):
            continue
        held = _numbers_of(claims[claims["locator"] == locator])
        missing += [(locator, n) for n in row["numbers"].split(";") if float(n) not in held]
    assert missing == []


def _numbers_of(rows):
    held = set(rows["value"].dropna())
    for column in ("date", "date_end"):
        for date in rows[column].dropna():
            held.update(float(part) for part in date.split("-"))
    for words in rows["value_text"]:
        held.update(float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", words))
        held.update(v for w, v in WORDS.items() if re.search(rf"\b{w}\b", words, re.I))
    return held


def test_a_missing_claim_would_be_noticed(claims):
    without = claims[claims["id"] != "feng-121"]
    assert 19.7 not in _numbers_of(without[without["locator"] == "Feng 2.2"])


def test_a_value_comes_with_unit_and_bound(claims):
    valued = claims["value"].notna()
    assert claims.loc[valued, ["unit", "bound"]].notna().all().all()
    assert claims.loc[~valued, "bound"].isna().all()


def test_the_precision_of_a_date_is_the_length_it_is_written_in(claims):
    lengths = {4: "year", 7: "month", 10: "day"}
    dated = claims[claims["date"].notna()]
    assert list(dated["date"].str.len().map(lengths)) == list(dated["date_precision"])
    assert (claims["date"].isna() == claims["date_precision"].isna()).all()
    for date in dated["date"]:
        pandas.Timestamp(date)  # raises where no such day exists


def test_a_claim_offers_a_reference_exactly_where_it_names_one(claims):
    assert ((claims["evidence"] == "reference") == claims["reference"].notna()).all()


def test_a_reference_is_cited_where_the_ledger_says(claims):
    cited_at = tables.load("citations").set_index("number")["cited_at"].str.split(";")
    for row in claims.dropna(subset=["reference"]).itertuples():
        assert row.locator in cited_at[row.reference], row.id


def test_the_claims_stand_in_the_document_that_their_id_names(claims):
    prefix = claims["id"].str.rsplit("-", n=1).str[0]
    assert list(prefix) == list(claims["document"].str.lower())
    assert [cite.locators(text) for text in claims["locator"]] == [[x] for x in claims["locator"]]


OPERATIONS = {
    "ratio_percent": lambda a, b: 100 * a / b,
    "change_percent": lambda a, b: 100 * (b - a) / a,
    "sum": lambda a, b: a + b,
    "difference": lambda a, b: a - b,
    "years_inclusive": lambda a, b: a - b + 1,
}


def test_every_derived_figure_is_recomputed_from_its_parts(claims):
    values = claims.set_index("id")["value"]
    for row in tables.load("derivations").itertuples():
        computed = OPERATIONS[row.operation](values[row.a], values[row.b])
        assert round(computed, row.decimals) == values[row.claim], row.claim


def test_the_three_derived_shares_are_among_them():
    derived = set(tables.load("derivations")["claim"])
    assert {"feng-125", "feng-127", "feng-132"} <= derived


def test_our_own_figures_are_all_derived_or_dated(claims):
    ours = claims[(claims["origin"] == "ours") & claims["value"].notna()]
    derived = set(tables.load("derivations")["claim"])
    by_dates = ours["statement"].str.contains("year", case=False)
    counted = ours["note"].fillna("").str.contains("count")
    assert set(ours.loc[~by_dates & ~counted, "id"]) <= derived


def test_no_verdict_is_firmer_than_what_somebody_read():
    checks = tables.load("checks")
    unread = checks["source_read"] == "not read"
    assert checks.loc[unread, "verdict"].isna().all()
    assert checks.loc[~unread, "verdict"].notna().all()
    assert {cite.verdict(row) for _, row in checks[unread].iterrows()} == {cite.NOT_VERIFIED}


def test_every_check_concerns_a_claim():
    assert set(tables.load("checks")["id"]) == set(tables.load("check_claims")["check"])


def test_a_check_of_a_reference_is_no_verdict_on_what_the_claim_says():
    links = tables.load("check_claims").merge(tables.load("checks"), left_on="check", right_on="id")
    claims = tables.load("claims").set_index("id")
    of_references = links[links["subject"].str.startswith("Reference")]
    own = of_references[of_references["about"] == "claim"]
    assert set(claims.loc[own["claim"], "kind"]) == {"name"}, "there the name is the claim"


def test_one_series_has_one_unit():
    units = tables.load("context").groupby("series")["unit"].nunique()
    assert list(units[units > 1].index) == []


def test_context_is_kept_only_where_a_lesson_uses_it():
    lessons = set(tables.load("lessons")["lesson"])
    for used in tables.load("context")["lessons"]:
        assert set(used.split(";")) <= lessons


def test_every_source_is_in_the_bibliography():
    keys = set(parse_file(str(DATA / "references.bib"), "bibtex").entries)
    assert set(tables.load("citations")["bibkey"]) <= keys
    assert set(tables.load("context")["source"]) <= keys
    assert {"feng2019", "zheng2019", "oped2017"} <= keys


def test_the_contested_names_have_speaker_source_and_the_courses_own_wording():
    names = tables.load("names")
    assert names["subject"].nunique() == 5
    for subject, rows in names.groupby("subject"):
        assert "This course" in set(rows["speaker"]), subject


def test_figures_that_the_course_stands_on(claims):
    values = claims.set_index("id")["value"]
    wanted = {
        "feng-121": 19.7,
        "feng-124": 1.3,
        "feng-125": 6.6,
        "feng-126": 9000,
        "feng-127": 15,
        "feng-128": 60000,
        "feng-129": 639.1,
        "feng-130": 66.4,
        "feng-131": 46,
        "feng-132": 7.2,
        "feng-080": 189,
        "feng-086": 455,
        "zheng-021": 357,
    }
    assert {name: values[name] for name in wanted} == wanted


documents_here = pytest.mark.skipif(
    DOCUMENTS not in os.environ,
    reason=f"the documents are not part of the course; name their folder in {DOCUMENTS}",
)


@documents_here
def test_passages_are_as_the_documents_have_them(passages):
    texts = {}
    for path in Path(os.environ[DOCUMENTS]).glob("*.md"):
        marked = re.findall(
            r"^\[(Feng|Zheng|Op-ed) ([^\]]+)\] (.*)$", path.read_text("utf-8"), re.M
        )
        texts |= {f"{document} {place}": text for document, place, text in marked}
    assert set(texts) == set(passages.index)
    for locator, text in texts.items():
        text = re.sub(r"\s*\[\d+\]", "", text).replace("\\$", "$")
        row = passages.loc[locator]
        assert " ".join(text.split()[:4]) == row["first_words"], locator
        found = re.findall(r"\d[\d,]*(?:\.\d+)?|\b(?:" + "|".join(WORDS) + r")\b", text, re.I)
        figures = [_figure(token) for token in found]
        held = [] if pandas.isna(row["numbers"]) else row["numbers"].split(";")
        assert figures == [float(n) for n in held], locator


def _figure(token):
    return float(WORDS.get(token.lower(), token.replace(",", "").rstrip(".")))
