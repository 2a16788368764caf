"""Who says how much, where, and with what evidence: counts over the ledger."""

import pandas

from coursekit import charts, style

MONEY = "sums of money and percentages"
OTHER = "people, places, votes, years and other counts"


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
        parts={MONEY: style.COUNTRY["United States"], OTHER: style.WEAK},
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
        note="Counted: the authors' own claims that have a number. Not counted: dates, ordinals "
        "such as “first”, ranks such as “the largest”, and figures derived by the course.",
    )


def _where_the_money_is(counts: pandas.DataFrame, with_money: int) -> str:
    total = counts[MONEY].sum()
    if with_money == 1:
        only = counts.loc[counts[MONEY].idxmax(), "locator"]
        return f"All {total} sums of money and percentages stand in one paragraph, {only}"
    return f"The {total} sums of money and percentages stand in {with_money} paragraphs"
