"""Point into the documents, look up claims, and say where the numbers come from.

A locator is the course's one way to point: `Feng 2.2` (section.paragraph), `Zheng ¶3`,
`Op-ed ¶5`. The originals have no paragraph numbers, so a passage is found by its first words.
"""

import re

import pandas

from coursekit import page, progress, tables
from coursekit.errors import CourseError

LOCATOR = re.compile(r"Feng [0-4]\.\d{1,2}|(?:Zheng|Op-ed) ¶\d{1,2}")
_LOOSE = re.compile(r"\s*(feng|zheng|op-?ed)[\s,.]*(?:¶|p\.?|para\.?)?\s*(\d+(?:\.\d+)?)\s*", re.I)
_NAMES = {"feng": "Feng", "zheng": "Zheng", "oped": "Op-ed", "op-ed": "Op-ed"}
_RUN = re.compile(
    r"(Feng|Zheng|Op-ed)\s((?:¶?\d+(?:\.\d+)?)(?:(?:\s*[,;–]\s*| and )¶?\d+(?:\.\d+)?)*)"
)

_TYPED = re.compile(
    r"\b(feng|zheng|op-?ed)\b[\s,:(]*(?:(?:section|paragraph|para|p)\b\.?|§|¶)?\s*(?=¶?\d)", re.I
)

NOT_VERIFIED = "not yet verified"
READ = {"original": "the original", "report": "a report", "not read": "nothing", "own": pandas.NA}
LONG = 12  # rows of a provenance table that are shown without a click


class LocatorProblem(CourseError):
    """A locator or a claim id that leads nowhere."""


def locators(text: str) -> list[str]:
    """All locators in a piece of prose, in order; ranges and lists are written out.

    >>> locators("See Feng 1.6, 1.7 and Zheng ¶4–¶6.")
    ['Feng 1.6', 'Feng 1.7', 'Zheng ¶4', 'Zheng ¶5', 'Zheng ¶6']
    """
    found = []
    for document, places in _RUN.findall(text):
        parts = re.findall(r"(–)?\s*¶?(\d+(?:\.\d+)?)", places)
        # A decimal after an Op-ed or Zheng number, or none after a Feng one, is ordinary prose.
        parts = [(dash, place) for dash, place in parts if ("." in place) == (document == "Feng")]
        for dash, place in parts:
            if dash and found:
                found += _between(found[-1], place)
            found.append(_locator(document, place))
    return found


def as_typed(text: str) -> list[str]:
    """Locators in a learner's prose, who may write them with other signs than the course does.

    What looks like one may be none: "by Feng, 7.2 per cent". So ask whether it exists.

    >>> as_typed("(Feng, 2.8 & 2.9), zheng paragraph 3")
    ['Feng 2.8', 'Feng 2.9', 'Zheng ¶3']
    """
    named = _TYPED.sub(lambda found: f"{_NAMES[found[1].lower()]} ", text)
    dashed = re.sub(r"(?<=\d)\s*-\s*(?=¶?\d)", "–", named)
    return locators(re.sub(r"\s*&\s*", " and ", dashed))


def _locator(document: str, place: str) -> str:
    return f"{document} {place}" if document == "Feng" else f"{document} ¶{place}"


def _between(first: str, last: str) -> list[str]:
    """The locators strictly between two of the same document and section."""
    document, place = first.split(" ", 1)
    head, _, start = place.lstrip("¶").rpartition(".")
    last_head, _, end = last.rpartition(".")
    if head != last_head:
        return []
    dot = f"{head}." if head else ""
    return [_locator(document, f"{dot}{n}") for n in range(int(start) + 1, int(end))]


def _normal(locator: str) -> str:
    """Forgive a missing ¶, a small letter, a stray blank."""
    match = _LOOSE.fullmatch(str(locator))
    if not match:
        return str(locator)
    document = _NAMES[match[1].lower()]
    return _locator(document, match[2])


def _passage(locator: str) -> pandas.Series:
    passages = tables.load("passages")
    wanted = _normal(locator)
    rows = passages[passages["locator"] == wanted]
    if rows.empty:
        raise LocatorProblem(
            f'There is no passage "{locator}". A locator looks like "Feng 2.2" or "Zheng ¶3". '
            f"{_reach(wanted, passages)}"
        )
    return rows.iloc[0]


def _reach(wanted: str, passages: pandas.DataFrame) -> str:
    """How far the section goes that somebody looked in, or else how far each document goes."""
    section = passages[passages["locator"].str.startswith(wanted.rsplit(".", 1)[0] + ".")]
    if not section.empty:
        return f"That section ends at {section['locator'].iloc[-1]}."
    ends = passages.groupby("document", sort=False)["locator"].agg(["first", "last"])
    spans = "; ".join(f"{row['first']} to {row['last']}" for _, row in ends.iterrows())
    return f"The documents run from {spans}."


def find(locator: str) -> page.Card:
    """Where a passage stands and what it says, in the course's words.

    Parameters
    ----------
    locator : such as "Feng 2.2" or "Zheng ¶3".

    Raises
    ------
    LocatorProblem : no such passage.
    """
    passage = _passage(locator)
    heading = passage["heading"]
    part = "" if pandas.isna(heading) else f", in the part headed “{_inner_marks(heading)}”"
    count = (tables.load("claims")["locator"] == passage["locator"]).sum()
    document = "the Op-ed" if passage["document"] == "Op-ed" else passage["document"]
    where = (
        f"Paragraph {passage['position']} of {document}{part}. "
        f"It begins “{passage['first_words']} …” and has {passage['words']} words."
    )
    ledger = f"The ledger holds {count} {'entry' if count == 1 else 'entries'} from it."
    html = (
        f"<p style='margin:0 0 6px 0'><strong>{passage['locator']}</strong></p>"
        f"<p style='margin:0 0 6px 0'>{page.words(where)}</p>"
        f"<p style='margin:0 0 6px 0'><em>In our words.</em> {page.words(passage['precis'])}</p>"
        f"<p style='margin:0'>{ledger}</p>"
    )
    return page.Card(html, f"{passage['locator']}. {where} In our words. {passage['precis']}")


def _inner_marks(heading: str) -> str:
    """Quotation marks inside quotation marks are single ones."""
    return heading.replace("“", "‘").replace("”", "’")


def ledger(locator: str) -> page.Card:
    """All claims that the ledger holds from a passage.

    Parameters
    ----------
    locator : such as "Feng 1.9".

    Raises
    ------
    LocatorProblem : no such passage.
    """
    passage = _passage(locator)
    claims = tables.load("claims")
    rows = claims[claims["locator"] == passage["locator"]]
    if rows.empty:
        words = f"The ledger holds nothing from {passage['locator']}: it claims nothing to check."
        return page.Card(f"<p style='margin:0'>{words}</p>", words)
    shown = pandas.DataFrame(
        {"claim": rows["id"], "value": rows["value_text"], "in our words": rows["statement"]}
    )
    caption = f"What the ledger holds from {passage['locator']}"
    return page.Card(page.table(shown, caption), f"{caption}: {len(shown)} claims")


def documents() -> page.Card:
    """The three documents side by side."""
    frame = tables.load("documents")
    rows = {
        "author": frame["author"],
        "institution": frame["affiliation"],
        "title": frame["title"],
        "published in": frame["outlet"],
        "date": [_said_date(row.published, row.published_precision) for row in frame.itertuples()],
        "how the date is known": frame["published_note"],
        "written for": frame["audience"],
        "paragraphs": frame["passages"],
        "words": frame["body_words"],
        "references": frame["references"],
    }
    side_by_side = pandas.DataFrame(rows).T
    side_by_side.columns = frame["document"]
    side_by_side.insert(0, "document", list(rows))
    words = "The three documents side by side"
    return page.Card(page.table(side_by_side, words), words)


def _said_date(date: str | pandas.Timestamp, precision: str) -> str:
    """An ISO date as people say it, to the precision that is known."""
    forms = {"day": "%-d %B %Y", "month": "%B %Y", "year": "%Y"}
    stamp = pandas.Timestamp(date)
    return stamp.strftime(forms[precision].replace("%-d", str(stamp.day)))


def contested_names(subject: str | None = None) -> page.Card:
    """Who calls a contested thing by which name, and how we know.

    Parameters
    ----------
    subject : a subject of the table `names`, or a part of its name; all by default.

    Raises
    ------
    LocatorProblem : no such subject.
    """
    names = tables.load("names")
    subjects = list(dict.fromkeys(names["subject"]))
    if subject is not None:
        wanted = [each for each in subjects if str(subject).strip().lower() in each.lower()]
        if not str(subject).strip() or not wanted:
            raise LocatorProblem(f'"{subject}" is not in the table. It has: {"; ".join(subjects)}.')
        subjects = wanted
    html = "".join(_names_of(each, names[names["subject"] == each]) for each in subjects)
    return page.Card(html, f"Contested names: {'; '.join(subjects)}")


def _names_of(subject: str, rows: pandas.DataFrame) -> str:
    frame = pandas.DataFrame(
        {
            "who": rows["speaker"],
            "says": rows["term"] + (" · " + rows["original"]).fillna(""),
            "where": rows["locator"].fillna(rows["source"]),
            "what we read": rows["source_read"].map(READ),
            "note": rows["note"],
        }
    )
    return page.table(frame, f"Contested names: {subject}")


def _claim(claim_id: str) -> pandas.Series:
    claims = tables.load("claims")
    rows = claims[claims["id"] == str(claim_id).strip().lower()]
    if rows.empty:
        raise LocatorProblem(
            f'The ledger has no claim "{claim_id}". Ids look like "feng-124"; '
            'cite.ledger("Feng 2.2") lists those of a passage.'
        )
    return rows.iloc[0]


def _citations() -> pandas.DataFrame:
    return tables.load("citations").set_index("number")


def _evidence(claim: pandas.Series, citations: pandas.DataFrame) -> str:
    """In words, what the author offers as evidence for a claim."""
    if pandas.notna(claim["reference"]):
        number = int(claim["reference"])
        cited = citations.loc[number]
        outlet = "" if pandas.isna(cited["outlet"]) else f", {cited['outlet']}"
        return f"reference [{number}]: {cited['title']}{outlet}"
    return {"named source": "a source named in the text", "none": "none given"}[claim["evidence"]]


def reference(number: int) -> page.Card:
    """One of Feng's references as his list prints it.

    Parameters
    ----------
    number : 1 to 20.

    Raises
    ------
    LocatorProblem : no such reference.
    """
    citations = tables.load("citations")
    rows = citations[citations["number"].astype(str) == str(number).strip()]
    if rows.empty:
        raise LocatorProblem(f"There is no reference {number}. Feng's list runs from 1 to 20.")
    row = rows.iloc[0]
    facts = pandas.DataFrame(
        [
            ("title", row["title"]),
            ("outlet", row["outlet"]),
            ("published, as printed", _said_partial(row["published"], row["published_precision"])),
            ("address, as printed", row["address"]),
            ("accessed, as printed", _said_partial(row["accessed"], "day")),
            ("cited at", row["cited_at"]),
        ],
        columns=["", "in the list"],
    )
    return _facts(facts, f"Feng's reference [{number}]")


def _said_partial(date: str | pandas.Timestamp, precision: str) -> str | None:
    return None if pandas.isna(date) else _said_date(date, precision)


def claim(claim_id: str) -> page.Card:
    """One row of the ledger: what is claimed, where, and on what evidence.

    Parameters
    ----------
    claim_id : such as "feng-124".

    Raises
    ------
    LocatorProblem : no such claim.
    """
    row = _claim(claim_id)
    facts = pandas.DataFrame(
        [
            ("what is claimed", row["statement"]),
            ("value", row["value_text"]),
            ("where", row["locator"]),
            ("evidence offered", _evidence(row, _citations())),
            ("note", row["note"]),
            ("checked in", ", ".join(checks_of(row["id"])["id"]) or None),
        ],
        columns=["", "in the ledger"],
    ).dropna()
    return _facts(facts, f"Claim {claim_id}")


def _facts(facts: pandas.DataFrame, caption: str) -> page.Card:
    """Two columns as a card; an empty header would tell a screen reader nothing."""
    named = facts.rename(columns={"": "what"})
    words = "; ".join(f"{a}: {b}" for a, b in named.itertuples(index=False, name=None))
    return page.Card(page.table(named, caption), f"{caption}. {words}")


def verdict(check: pandas.Series) -> str:
    """The verdict a learner sees: never firmer than what somebody read.

    Parameters
    ----------
    check : a row of the table `checks`.
    """
    if check["source_read"] == "not read":
        return NOT_VERIFIED
    return check["verdict"]


def _verdict_words(check: pandas.Series) -> str:
    if check["source_read"] == "not read":
        return NOT_VERIFIED
    return f"{check['verdict']}. {check['verdict_note']}"


def checks_of(claim_id: str) -> pandas.DataFrame:
    """All checks that touch a claim, those of its reference too: rows of the table `checks`.

    Raises
    ------
    LocatorProblem : no such claim.
    """
    links = tables.load("check_claims")
    wanted = links.loc[links["claim"] == _claim(claim_id)["id"], "check"]
    checks = tables.load("checks")
    return checks[checks["id"].isin(wanted)].reset_index(drop=True)


def check(check_id: str) -> page.Card:
    """One source check: what the document says, what better evidence says, the verdict.

    Parameters
    ----------
    check_id : such as "C38".

    Raises
    ------
    LocatorProblem : no such check.
    """
    checks = tables.load("checks")
    rows = checks[checks["id"] == str(check_id).strip().upper()]
    if rows.empty:
        raise LocatorProblem(f'There is no check "{check_id}". Ids look like "C38".')
    row = rows.iloc[0]
    facts = pandas.DataFrame(
        [
            ("the document says", row["document_says"]),
            ("better evidence says", row["finding"]),
            ("verdict", _verdict_words(row)),
            ("source", row["source"]),
            ("was the source read?", row["source_read"]),
            ("how sure we are", row["confidence"]),
        ],
        columns=["", "source check"],
    )
    return _facts(facts, f"Check {check_id}: {row['subject']}")


def stamp(
    claim_id: str, *, measures: str, when: str, says_who: str, source: str, verdict: str
) -> page.Card:
    """Stamp a claim's passport: five answers, kept in the learner's progress for lesson 14.

    Parameters
    ----------
    claim_id : such as "feng-125".
    measures, when, says_who, source, verdict : the five answers, in words.

    Raises
    ------
    LocatorProblem : no such claim, or an answer is empty.
    ProgressProblem : the stamp could not be kept.
    """
    row = _claim(claim_id)
    answers = {
        "measures what": measures,
        "when": when,
        "who says so": says_who,
        "from what source": source,
        "verdict": verdict,
    }
    for question, answer in answers.items():
        if not str(answer).strip():
            raise LocatorProblem(f'The passport of {claim_id} has no answer to "{question}".')
    try:
        progress.save(f"passport/{claim_id}", {"locator": row["locator"], **answers})
    except progress.ProgressProblem as problem:
        print(problem)  # the passport is shown all the same, and the cells below it run
    facts = pandas.DataFrame(list(answers.items()), columns=["", "answer"])
    return _facts(facts, f"Passport of {claim_id} ({row['locator']}): {row['value_text']}")


def sources(*used: str, context: pandas.DataFrame | None = None) -> page.Card:
    """Where the numbers come from: the ledger rows used, and the context.

    Parameters
    ----------
    used : ids of claims, or locators, which stand for all claims of a passage.
    context : rows of the table `context` that the lesson uses.

    Raises
    ------
    LocatorProblem : a claim or a locator leads nowhere.
    """
    claims = tables.load("claims")
    citations = _citations()
    rows = pandas.concat([_rows_of(name, claims) for name in used])
    parts = [_ledger_part(rows.drop_duplicates("id"), citations)]
    if context is not None:
        parts.append(_context_part(context))
    frame = pandas.concat(parts, ignore_index=True)
    html = page.table(frame, "Where the numbers come from")
    if len(frame) > LONG:
        html = f"<details><summary>Show all {len(frame)} rows</summary>{html}</details>"
    return page.Card(html, f"Where the numbers come from: {len(frame)} rows")


def _rows_of(name: str, claims: pandas.DataFrame) -> pandas.DataFrame:
    if name in set(claims["id"]):
        return claims[claims["id"] == name]
    locator = _passage(name)["locator"]
    return claims[(claims["locator"] == locator) & (claims["origin"] != "structure")]


def _ledger_part(rows: pandas.DataFrame, citations: pandas.DataFrame) -> pandas.DataFrame:
    return pandas.DataFrame(
        {
            "row": rows["id"],
            "place": rows["locator"],
            "figure": rows["value_text"],
            "what": rows["statement"],
            "source": [_evidence(row, citations) for _, row in rows.iterrows()],
        }
    )


def _values(group: pandas.DataFrame) -> str:
    return "1 value" if len(group) == 1 else f"{len(group)} values"


def _context_part(rows: pandas.DataFrame) -> pandas.DataFrame:
    """Context in one line a series and edition: a page of single years helps nobody."""
    titles = tables.load("series").set_index("series")["title"]
    lines = []
    for (series, publisher, vintage), group in rows.groupby(
        ["series", "publisher", "vintage"], sort=False
    ):
        first, last = group["year"].min(), group["year"].max()
        lines.append(
            {
                "row": "context",
                "place": ", ".join(sorted(set(group["country"]))),
                "figure": f"{first}–{last}" if first < last else str(first),
                "what": f"{titles[series]}, {group['unit'].iloc[0]}; {_values(group)}",
                "source": f"{publisher}, edition of {vintage}; {group['licence'].iloc[0]}",
            }
        )
    return pandas.DataFrame(lines)
