"""A memo as data: what is counted, refused and warned of, and the files it becomes."""

import os
import re

import pytest

from coursekit import memo, tables
from coursekit.memo import Memo, MemoProblem
from tests.reading import ROOT

KNOWN = memo.evidence(tables.load)
SHARE = "Russia's economy was 6.6% of America's [feng-125]."
CAVEAT = KNOWN.checks["C07"]["caveat"]


def written(text, **more):
    return Memo(parts={"evidence": text}, **more)


# ---- What can be cited ---------------------------------------------------------------------


def test_what_can_be_cited_is_the_ledger_of_the_authors_with_a_place_for_each():
    claims = tables.load("claims")
    assert set(KNOWN.claims) == set(claims.loc[claims["origin"] == "author", "id"])
    assert {claim["place"] for claim in KNOWN.claims.values()} <= set(KNOWN.places)
    assert set(KNOWN.checks) == set(tables.load("checks")["id"])
    marks = [*KNOWN.claims, *KNOWN.checks, *KNOWN.context]
    assert [memo.cited(f"[{name}]") for name in marks] == [[name] for name in marks]


def test_the_doubts_about_a_claim_are_the_checks_that_do_not_hold():
    assert KNOWN.doubts("feng-125") == ["C07"]
    assert KNOWN.doubts("feng-177") == [], "its check holds"
    assert KNOWN.doubts("feng-388") == [], "it has no check"
    assert KNOWN.checks["C65"]["verdict"] == "not yet verified"


def test_a_check_of_a_reference_or_of_a_link_is_no_doubt_about_the_claim():
    links = tables.load("check_claims")
    for link in links[links["about"] != "claim"].itertuples():
        if link.claim in KNOWN.claims:
            assert link.check not in KNOWN.claims[link.claim]["checks"]
    assert KNOWN.doubts("feng-312") == KNOWN.doubts("feng-166") == [], "C38 and C45 are not"
    assert KNOWN.doubts("feng-116") == [] and KNOWN.claims["feng-116"]["checks"] == ["C03"]
    assert KNOWN.doubts("feng-110") == ["C37"]


def test_the_list_of_documents_says_what_the_checks_found_on_their_dates():
    assert KNOWN.documents["Feng"].endswith(
        "2019. The 2019 date holds for the English text; the argument is of mid-2018 (check C62)."
    )
    assert KNOWN.documents["Zheng"].endswith("fits (check C48).")


def test_every_caveat_names_its_check_and_says_something():
    for name, check in KNOWN.checks.items():
        assert memo.cited(check["caveat"]) == [name]
        assert check["verdict"] == memo.SETTLED or memo.words(check["caveat"]) > 3


# ---- Words, sentences, figures -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one – two [C07]", 2),
        ("[feng-125] [zheng-014]", 0),
        ("a b\n\nc", 3),
        ("Зимой 6.6%", 2),
        ("[sic] too", 2),
    ],
)
def test_citations_are_no_words(text, count):
    assert memo.words(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It fell by 5.7%. [feng-125] Then it rose.", 2),
        ("Mr Putin said so. He left!", 2),
        ("", 0),
    ],
)
def test_a_text_is_cut_into_sentences(text, count):
    assert len(memo.sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2017 three of 3 came", []),
        ("about 1,300 billion, or 7.2%", ["1,300", "7.2"]),
        ("as Feng 2.2 has it [feng-125]", []),
        ("the G20 and a C-130", []),
        ("28 July 2017", ["28"]),
        ("0.5 points", ["0.5"]),
    ],
)
def test_figures_that_need_a_locator(text, found):
    figures = [each for each in memo.figures(text) if each != "130"]
    assert figures == found


# ---- Refused -------------------------------------------------------------------------------


def test_a_figure_without_a_locator_is_refused_and_the_sentence_is_named():
    [problem] = memo.problems(written(f"{SHARE} Its army gets 46 billion dollars."), KNOWN)
    assert "without a locator" in problem
    assert "Its army gets 46 billion dollars." in problem


@pytest.mark.parametrize(
    "sentence",
    [
        SHARE,
        "It was 6.6%. [feng-125]",
        "It was 6.6% (Feng 2.2).",
        "The review lasts 30 days (section\n216).",
        "It has 60 days by 22 USC 9511.",
        "The share was 9.0% in 2018 [C14].",
        "It stood at 1,574 billion [gdp_usd@2026-07].",
        "We find the second option the safest.",
    ],
)
def test_a_sentence_with_its_source_or_without_a_figure_passes(sentence):
    assert memo.problems(written(sentence), KNOWN) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("So it is [feng-999].", r"There is no claim, check or context \[feng-999\]"),
        ("So it is (Feng 2.99).", "There is no passage Feng 2.99"),
        ("So it is (Zheng ¶30).", "There is no passage Zheng ¶30"),
        (" \n ", "nothing to save yet"),
    ],
)
def test_a_claim_that_leads_nowhere_is_refused(text, words):
    [problem] = memo.problems(written(text), KNOWN)
    assert re.search(words, problem)


# ---- Warned of -----------------------------------------------------------------------------


def test_a_failed_check_needs_its_caveat_in_the_same_paragraph():
    assert memo.caveats_missing(written(SHARE), KNOWN) == [("feng-125", "C07")]
    assert memo.caveats_missing(written(f"{SHARE}\n\n{CAVEAT}"), KNOWN) == [("feng-125", "C07")]
    assert memo.caveats_missing(written(f"{SHARE} {CAVEAT}"), KNOWN) == []
    assert memo.caveats_missing(written("He met him [feng-177]."), KNOWN) == []
    assert memo.caveats_missing(written("It is so [feng-388]."), KNOWN) == []


def test_a_warning_keeps_nothing_from_being_saved(tmp_path):
    text = written(SHARE)
    assert any("check C07 says: not comparable" in each for each in memo.warnings(text, KNOWN))
    memo.save(text, KNOWN, tmp_path)


def test_what_else_a_careful_reader_asks_for():
    found = " ".join(memo.warnings(written("Feng is of two minds here."), KNOWN))
    assert "names an author and cites nothing: “Feng is of two minds" in found
    assert "The line “To” is empty." in found
    assert "Nothing is written under “Options”." in found
    assert "6 words. A memo has 720 to 880." in found


@pytest.mark.parametrize(("count", "fits"), [(719, False), (720, True), (880, True), (881, False)])
def test_the_length_of_a_memo(count, fits):
    text = Memo("a", "b", "c", dict.fromkeys(memo.PARTS, "word"))
    text.parts["brief"] = "word " * (count - 4)
    assert (memo.warnings(text, KNOWN) == []) == fits


# ---- Written out ---------------------------------------------------------------------------


def test_markers_become_locators_and_a_list_of_sources():
    text = memo.markdown(written(f"{SHARE} {CAVEAT} Both [zheng-014] [C23]."), KNOWN)
    assert "6.6% of America's (Feng 2.2)." in text
    assert "periods (check C07)." in text
    assert "Both (Zheng ¶3; check C23)." in text
    assert "- Feng 2.2 (feng-125). 6.6% of US GDP" in text
    assert "Check C07: not comparable." in text
    assert f"Source: {KNOWN.checks['C07']['source']}." in text
    assert "- Zheng: Zheng Yu" in text and "- Op-ed" not in text


def test_the_page_escapes_what_is_written():
    text = written("<script>alert(1)</script> & {title}\nnext", question="A < B {body}?")
    page = memo.html(text, KNOWN)
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {title}<br>\nnext" in page
    assert "<title>A &lt; B {body}?</title>" in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("nasty", ["--> <b>", "\\u002d", "</script>", "[C07] “Ü” \n\n- x", '"'])
def test_nothing_is_lost_between_saving_and_opening(tmp_path, nasty):
    text = memo.from_data(
        {"to": nasty, "question": nasty, "parts": {"brief": nasty}, "claims": ["feng-125"]}
    )
    paths, _ = memo.save(text, KNOWN, tmp_path)
    assert [memo.reopen(path) for path in paths] == [text, text]


# ---- Saved ---------------------------------------------------------------------------------


def test_a_memo_is_saved_twice_over_and_never_over_another(tmp_path):
    first, second = written(SHARE), written(f"{SHARE} {CAVEAT}")
    paths, new = memo.save(first, KNOWN, tmp_path / "work")
    assert new and [path.name for path in paths] == ["memo.md", "memo.html"]
    before = [path.read_bytes() for path in paths]
    again, new = memo.save(first, KNOWN, tmp_path / "work")
    assert not new and again == paths
    others, new = memo.save(second, KNOWN, tmp_path / "work")
    assert new and [path.name for path in others] == ["memo (2).md", "memo (2).html"]
    assert [path.read_bytes() for path in paths] == before
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == sorted(
        p.name for p in [*paths, *others]
    )


@pytest.mark.parametrize("name", ["memo.md", "memo.html"])
def test_a_file_of_the_same_name_stays(tmp_path, name):
    (tmp_path / name).write_text("my shopping list", encoding="utf-8")
    paths, _ = memo.save(written(SHARE), KNOWN, tmp_path)
    assert [path.stem for path in paths] == ["memo (2)"] * 2
    assert (tmp_path / name).read_text(encoding="utf-8") == "my shopping list"


def test_a_refused_memo_leaves_no_file(tmp_path):
    with pytest.raises(MemoProblem, match="Not saved. A figure without a locator"):
        memo.save(written("It was 46 billion."), KNOWN, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fails_half_way_leaves_no_half_memo(tmp_path, monkeypatch):
    replace, moved = os.replace, []

    def fails_second(part, path):
        if moved:
            raise OSError(28, "No space left on device")
        moved.append(path)
        replace(part, path)

    monkeypatch.setattr(memo.os, "replace", fails_second)
    with pytest.raises(MemoProblem, match="No space left on device"):
        memo.save(written(SHARE), KNOWN, tmp_path)
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".md", ".part")]


def test_a_place_that_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(MemoProblem, match="could not be saved"):
        memo.save(written(SHARE), KNOWN, tmp_path / "file")


def test_only_memos_are_listed(tmp_path):
    assert memo.saved(tmp_path / "nowhere") == []
    (tmp_path / "notes.md").write_text("# My notes", encoding="utf-8")
    memo.save(written(SHARE), KNOWN, tmp_path)
    assert memo.saved(tmp_path) == ["memo.md"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file memo.md"),
        ("# A text", "holds no memo"),
        ("<!-- limited-opponents-memo {broken} -->", "holds no memo"),
        (b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_a_file_that_is_no_memo(tmp_path, content, words):
    path = tmp_path / "memo.md"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(MemoProblem, match=words):
        memo.reopen(path)


@pytest.mark.parametrize(
    "raw", [None, [], {"to": 3, "parts": [1], "claims": "x"}, {"parts": {"brief": None}}]
)
def test_whatever_arrives_is_a_memo(raw):
    assert memo.from_data(raw) == memo.from_data({})


# ---- What goes with the lesson -------------------------------------------------------------


def test_every_stamp_of_a_lesson_is_among_the_passports():
    table = tables.load("passports")
    listed = list(zip(table["lesson"], table["claim"], strict=True))
    stamped = [
        (path.parent.name[:2], claim)
        for path in sorted((ROOT / "source").glob("*/lesson.md"))
        for claim in re.findall(r'cite\.stamp\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
    ]
    assert listed == stamped


def test_the_rubric_has_five_criteria_with_four_levels():
    rubric = tables.load("rubric")
    assert len(rubric) == 20
    assert rubric.groupby("criterion")["level"].agg(list).map(sorted).eq([[1, 2, 3, 4]] * 5).all()
    assert rubric["words"].is_unique
