"""Who says how much, where, and with what evidence: counts over the ledger."""

from typing import ClassVar

import pandas

from coursekit import charts, style

MONEY = "sums of money and percentages"
OTHER = "people, posts, votes, durations and other counts"


def figures_per_passage(claims: pandas.DataFrame, passages: pandas.DataFrame) -> pandas.DataFrame:
    """How many figures each passage claims, money and percentages apart from the rest.

    Parameters
    ----------
    claims : the table `claims`. Counted are the authors' own claims that have a number;
        not ordinals, not ranks such as "the largest", not the course's derivations.
    passages : the table `passages`.

    Returns
    -------
    One row a passage, in reading order: document, position, locator, the two counts
    named by `MONEY` and `OTHER`, and their sum, `figures`.
    """
    counted = claims[
        (claims["origin"] == "author") & claims["value"].notna() & (claims["kind"] != "ranking")
    ]
    is_money = counted["kind"].isin(["money", "percent"])
    table = passages[["document", "position", "locator"]].copy()
    for name, rows in ((MONEY, counted[is_money]), (OTHER, counted[~is_money])):
        per_passage = rows.groupby("locator").size()
        table[name] = passages["locator"].map(per_passage).fillna(0).astype(int)
    table["figures"] = table[MONEY] + table[OTHER]
    return table


def draw_figures_per_passage(counts: pandas.DataFrame) -> charts.Picture:
    """One bar a passage, in reading order, a panel a document.

    Parameters
    ----------
    counts : from `figures_per_passage`.
    """
    ranked = counts.sort_values("figures", ascending=False)
    first, second = ranked.iloc[0], ranked.iloc[1]
    with_money = (counts[MONEY] > 0).sum()
    figure = charts.sequence_bars(
        counts,
        panel="document",
        position="position",
        parts={MONEY: style.STRONG, OTHER: style.WEAK},
        label="locator",
        named=2,
        x_label="paragraphs in reading order, one bar each",
        y_label="figures claimed (count)",
    )
    return charts.Picture(
        figure,
        title=_where_the_money_is(counts, with_money),
        source="the course's ledger (data/claims.csv), counted from the three documents",
        data=counts,
        alt=(
            f"Three panels of bars in reading order, one bar a paragraph. {first['locator']} "
            f"stands highest with {first['figures']} figures, {first[MONEY]} of them money or "
            f"percentages; {second['locator']} follows with {second['figures']}. "
            f"{(counts['figures'] == 0).sum()} of the {len(counts)} paragraphs have none."
        ),
        note="Counted: numbers that an author states. Not counted: dates, ordinals such as "
        "“first”, ranks such as “the largest”, and whatever the course counted or derived.",
    )


# What the explorer of lesson 00 can count, with the kinds of claim behind each.
COUNTS = {
    "all claims": None,
    "figures": ("count", "duration", "money", "percent", "vote"),
    "dates": ("date", "period"),
    "laws and treaties": ("law", "treaty"),
    "forecasts": ("forecast",),
}
WITH, WITHOUT = "with a reference or a named source", "without evidence"
EVIDENCE = {"with or without evidence": None, WITH: True, WITHOUT: False}


class LedgerMap:
    """How many claims of a kind, and with what evidence, each passage makes.

    Parameters
    ----------
    claims : the table `claims`; the authors' own claims are counted.
    passages : the table `passages`.
    """

    def __init__(self, claims: pandas.DataFrame, passages: pandas.DataFrame):
        self._claims = claims[claims["origin"] == "author"]
        self._passages = passages[["document", "position", "locator"]]

    def counts(self, what: str, evidence: str) -> pandas.DataFrame:
        """One row a passage, in reading order: document, position, locator, claims (count).

        Parameters
        ----------
        what : a key of `COUNTS`.
        evidence : a key of `EVIDENCE`.
        """
        rows = self._claims
        if COUNTS[what] is not None:
            rows = rows[rows["kind"].isin(COUNTS[what])]
        if what == "figures":
            rows = rows[rows["value"].notna()]
        if EVIDENCE[evidence] is not None:
            rows = rows[(rows["evidence"] != "none") == EVIDENCE[evidence]]
        per_passage = rows.groupby("locator").size()
        claims = self._passages["locator"].map(per_passage).fillna(0).astype(int)
        return self._passages.assign(claims=claims)

    def say(self, values: dict) -> str:
        """The finding of one setting, as a sentence.

        Parameters
        ----------
        values : {"what", "evidence"}.
        """
        counts = self.counts(values["what"], values["evidence"])
        totals = counts.groupby("document", sort=False)["claims"].sum()
        top = counts.loc[counts["claims"].idxmax()]
        each = ", ".join(f"{document} {number}" for document, number in totals.items())
        total = f"{totals.sum()} claim{'' if totals.sum() == 1 else 's'}"
        return (
            f"Counting {values['what']} {values['evidence']}, the ledger has {total}: {each}. "
            f"The most in one paragraph is {top['claims']}, in {top['locator']}."
        )

    def draw(self, values: dict) -> charts.Picture:
        """One bar a passage, in reading order, a panel a document.

        Parameters
        ----------
        values : {"what", "evidence"}.
        """
        counts = self.counts(values["what"], values["evidence"])
        label = f"{values['what']} {values['evidence']}"
        figure = charts.sequence_bars(
            counts.rename(columns={"claims": label}),
            panel="document",
            position="position",
            parts={label: style.STRONG},
            label="locator",
            named=2,
            x_label="paragraphs in reading order, one bar each",
            y_label="claims (count)",
        )
        return charts.Picture(
            figure,
            title=f"{label.capitalize()}, by paragraph",
            source="the course's ledger (data/claims.csv), counted from the three documents",
            data=counts[["locator", "claims"]],
        )


def _where_the_money_is(counts: pandas.DataFrame, with_money: int) -> str:
    total = counts[MONEY].sum()
    if with_money == 1:
        only = counts.loc[counts[MONEY].idxmax(), "locator"]
        return f"All {total} sums of money and percentages stand in one paragraph, {only}"
    return f"The {total} sums of money and percentages stand in {with_money} paragraphs"


# --- Claims by kind, topic and evidence ----------------------------------------------------

# Kinds of claim as learners choose them, with the kinds of the ledger behind each.
KINDS = {
    "assertions": ("assertion", "ranking"),
    "dates and events": ("date", "event", "period"),
    "figures": ("count", "duration", "money", "percent", "vote"),
    "forecasts": ("forecast",),
    "laws and treaties": ("law", "treaty"),
    "quotations": ("quotation",),
}
ALL = "all claims"
SHOWN, UNSHOWN = "a source is given", "no source is given"
LEDGER = "the course's ledger (data/claims.csv); words counted in the three documents"
PER_1000 = "claims per 1,000 words"


def countable(claims: pandas.DataFrame) -> pandas.DataFrame:
    """The rows of the ledger that an author claims about the world.

    Left out are the course's own derivations, ordinals such as "the first obstacle", spellings
    of names, and remarks on theory or on the text itself.

    Parameters
    ----------
    claims : the table `claims`.
    """
    authors = claims[claims["origin"] == "author"]
    return authors[(authors["kind"] != "name") & (authors["topic"] != "method")]


def of_kind(claims: pandas.DataFrame, kind: str) -> pandas.DataFrame:
    """The claims of one kind, as learners choose it.

    A figure states its number; "several years" and "overwhelming majorities" are assertions.

    Parameters
    ----------
    claims : rows of the table `claims`.
    kind : `ALL`, or a key of `KINDS`.
    """
    if kind == ALL:
        return claims
    vague = claims["kind"].isin(KINDS["figures"]) & claims["value"].isna()
    rows = claims["kind"].isin(KINDS[kind])
    if kind == "figures":
        return claims[rows & ~vague]
    return claims[rows | vague] if kind == "assertions" else claims[rows]


def density(claims: pandas.DataFrame, documents: pandas.DataFrame) -> pandas.DataFrame:
    """Claims per 1,000 words by document and kind, with and without a source.

    Parameters
    ----------
    claims : the table `claims`, or some of its rows.
    documents : the table `documents`, for the words of each text.

    Returns
    -------
    One row a document and line of the chart: document, kind, `SHOWN` and `UNSHOWN` (claims
    per 1,000 words), claims (count). The first line of each document is all claims.
    """
    counted = countable(claims)
    lines = {kind: of_kind(counted, kind) for kind in (ALL, *KINDS)}
    table = []
    for document, words in zip(documents["document"], documents["body_words"], strict=True):
        for kind, rows in lines.items():
            sourced = rows.loc[rows["document"] == document, "evidence"] != "none"
            shown, count = int(sourced.sum()), len(sourced)
            per = (1000 * shown / words, 1000 * (count - shown) / words)
            table.append((document, kind, *per, count))
    return pandas.DataFrame(table, columns=["document", "kind", SHOWN, UNSHOWN, "claims"])


def draw_density(claims: pandas.DataFrame, documents: pandas.DataFrame) -> charts.Picture:
    """Claims per 1,000 words, a panel a document, split by whether a source is given.

    Parameters
    ----------
    claims, documents : the tables of these names.
    """
    table = density(claims, documents)
    total = table[table["kind"] == ALL].set_index("document")
    per = total[SHOWN] + total[UNSHOWN]
    share = 100 * total[SHOWN] / per
    figure = charts.panel_bars(
        table,
        panel="document",
        name="kind",
        parts={SHOWN: style.STRONG, UNSHOWN: style.WEAK},
        decimals=1,
        x_label=PER_1000,
    )
    each = "; ".join(
        f"{document} {per[document]:.0f}, of which a source is given for {share[document]:.0f}%"
        for document in per.index
    )
    return charts.Picture(
        figure,
        title="Word for word, the two short texts claim more and show less",
        source=LEDGER,
        data=table.assign(**{part: table[part].round(1) for part in (SHOWN, UNSHOWN)}),
        alt=(
            f"Three panels of bars, one a document, in claims per 1,000 words. All claims: {each}. "
            f"Assertions are the largest kind in each panel. Figures are few, and Feng has most "
            "of them for his length."
        ),
        note="Counted: what an author claims about the world, and what he reports others to "
        "say. Not counted: headings, reference "
        "lists, ordinals such as “second”, spellings of names, theory, and whatever the course "
        "derived. A source is a numbered reference or somebody named in the text.",
    )


def checked(
    claims: pandas.DataFrame, checks: pandas.DataFrame, links: pandas.DataFrame
) -> pandas.DataFrame:
    """How many claims each document makes, how many were checked, and how many of these hold.

    A check that nobody read a source for does not count, nor one that is about the reference
    or the day of a link. A claim holds if every check of it says so.

    Parameters
    ----------
    claims, checks : the tables of these names.
    links : the table `check_claims`.

    Returns
    -------
    Columns document, claims, "with a source", checked, "found to hold" (counts).
    """
    links = links[links["about"] == "claim"]
    verdicts = links.merge(checks[["id", "verdict"]], left_on="check", right_on="id")
    verdicts = verdicts[verdicts["verdict"].notna()]
    holds = (verdicts["verdict"] == "holds").groupby(verdicts["claim"]).all()
    counted = countable(claims)
    lines = []
    for document, rows in counted.groupby("document", sort=False):
        ours = holds[holds.index.isin(rows["id"])]
        sourced = (rows["evidence"] != "none").sum()
        lines.append((document, len(rows), sourced, len(ours), ours.sum()))
    names = ["document", "claims", "with a source", "checked", "found to hold"]
    return pandas.DataFrame(lines, columns=names)


class Ledger:
    """Claims by document, topic, kind and source: topics as bars, the rest by control.

    Parameters
    ----------
    claims, documents : the tables of these names.
    """

    MEASURES: ClassVar[tuple] = ("number of claims", PER_1000)
    KINDS: ClassVar[tuple] = (ALL, *KINDS)

    def __init__(self, claims: pandas.DataFrame, documents: pandas.DataFrame):
        counted = countable(claims)
        self._words = documents.set_index("document")["body_words"]
        self._topics = list(counted["topic"].value_counts().index)
        # Counted once, so that a control moved finds its numbers ready.
        self._counts = {kind: self._count(of_kind(counted, kind)) for kind in self.KINDS}

    def _count(self, rows: pandas.DataFrame) -> pandas.DataFrame:
        sourced = (rows["evidence"] != "none").map({True: SHOWN, False: UNSHOWN})
        sizes = rows.groupby(["document", "topic", sourced]).size().to_dict()
        places = [(document, topic) for document in self._words.index for topic in self._topics]
        table = [
            (*place, *(sizes.get((*place, p), 0) for p in (SHOWN, UNSHOWN))) for place in places
        ]
        return pandas.DataFrame(table, columns=["document", "topic", SHOWN, UNSHOWN])

    def counts(self, kind: str) -> pandas.DataFrame:
        """Claims by document and topic: document, topic, `SHOWN` and `UNSHOWN` (counts).

        Parameters
        ----------
        kind : one of `Ledger.KINDS`.
        """
        return self._counts[kind]

    def say(self, values: dict) -> str:
        """The finding of one setting, as a sentence.

        Parameters
        ----------
        values : {"kind", "measure"}.
        """
        table, decimals = self._measured(**values)
        parts = []
        for document, rows in table.groupby("document", sort=False):
            both, shown = rows[SHOWN] + rows[UNSHOWN], rows[SHOWN].sum()
            first = rows.loc[both == both.max(), "topic"]
            topic = f"{_the(first.iloc[0])} leads" if len(first) == 1 else "no topic leads"
            parts.append(
                f"{document} has {both.sum():.{decimals}f}, "
                f"with a source for {f'{shown:.{decimals}f}' if shown else 'none'}; {topic}"
            )
        unit = f" ({PER_1000})" if decimals else ""
        return f"Counting {values['kind']}{unit}: {'. '.join(parts)}."

    def _measured(self, kind: str, measure: str) -> tuple[pandas.DataFrame, int]:
        """The counts, or the counts per 1,000 words, and the decimals to write them with."""
        table = self.counts(kind)
        if measure != PER_1000:
            return table, 0
        words = table["document"].map(self._words)
        rates = {part: 1000 * table[part] / words for part in (SHOWN, UNSHOWN)}
        return table.assign(**rates), 1

    def draw(self, values: dict) -> charts.Picture:
        """One bar a topic, a panel a document, split by whether a source is given.

        Parameters
        ----------
        values : {"kind", "measure"}.
        """
        table, decimals = self._measured(**values)
        figure = charts.panel_bars(
            table,
            panel="document",
            name="topic",
            parts={SHOWN: style.STRONG, UNSHOWN: style.WEAK},
            decimals=decimals,
            x_label=PER_1000 if decimals else "claims (count)",
            written=2,
        )
        return charts.Picture(
            figure,
            title=f"{values['kind'].capitalize()} by topic: {values['measure']}",
            source=LEDGER,
            data=table.round(1),
        )


def _the(topic: str) -> str:
    return "the Middle East" if topic == "Middle East" else topic


# --- Argument maps -------------------------------------------------------------------------

TITLES = {
    "Feng": "Feng builds on many reasons, and answers two objections",
    "Zheng": "Zheng sets five obstacles against one paragraph of hope",
    "Op-ed": "The Op-ed voices three objections and turns against each",
}


def draw_argument(arguments: pandas.DataFrame, document: str) -> charts.Picture:
    """The argument of one document as a map: the claim, reasons, evidence, objections.

    Parameters
    ----------
    arguments : the table `arguments`.
    document : "Feng", "Zheng" or "Op-ed".
    """
    rows = arguments[arguments["document"] == document].reset_index(drop=True)
    figure = charts.argument_map(
        rows.assign(sourced=rows["evidence"] != "none"),
        columns=["claim", "reasons, and objections", "evidence, and answers"],
    )
    claim = rows[rows["target"].isna()].iloc[0]
    steps = [
        f"{row.text} ({row.locator}) {row.relation} “{_short(rows, row.target)}”"
        for row in rows[rows["target"].notna()].itertuples()
    ]
    return charts.Picture(
        figure,
        title=TITLES[document],
        source=f"our reading of {document}, in our words (data/arguments.csv)",
        data=rows[["id", "kind", "text", "locator", "relation", "target", "evidence"]],
        alt=f"A map from left to right. Claim: {claim['text']} ({claim['locator']}). "
        f"{'. '.join(steps)}.",
        note="White boxes are evidence: something outside the argument that a reader could look "
        "up. Where the author gives a source for it the outline is solid, else it is broken.",
    )


def _short(rows: pandas.DataFrame, box: str) -> str:
    """The first words of a box, to name it by."""
    words = rows.set_index("id").at[box, "text"].split()
    return " ".join(words[:4]).rstrip(",:") + (" …" if len(words) > 4 else "")
