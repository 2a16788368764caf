"""From checks to a memo: what may be cited as it stands, and what needs a caveat."""

import pandas
from matplotlib.figure import Figure

from coursekit import charts, style

# What each verdict asks of whoever cites the claim, from the lightest duty to the heaviest.
DUTIES = {
    "holds": "cite it, and read the note of the check",
    "no check": "cite it as what its author says",
    "not yet verified": "cite it as what its author says, and say that nobody here settled it",
    "reported, unresolved": "give the range of reports, and whose they are",
    "cannot be checked": "say what is missing: the meaning, the measure, the source, the time",
    "right number, wrong label": "give the number its right label",
    "not comparable": "take it apart, or use a like-for-like figure",
    "wrong": "use it only to say that it is in use, and what is the case",
}
FREE = ("holds",)  # verdicts that ask for no caveat


def duties() -> pandas.DataFrame:
    """Each verdict with what it asks of whoever cites the claim.

    Returns
    -------
    Columns verdict, "what a memo does".
    """
    return pandas.DataFrame(list(DUTIES.items()), columns=["verdict", "what a memo does"])


def draw_passports(table: pandas.DataFrame) -> charts.Picture:
    """Every passport as a box in the row of its verdict.

    Parameters
    ----------
    table : one row a passport; columns lesson, locator, verdict (one of DUTIES).
    """
    rows = [verdict for verdict in DUTIES if (table["verdict"] == verdict).any()]
    height = 0.5 + 0.48 * len(rows)
    with charts.house_style():
        figure = Figure(figsize=(charts.WIDTH, height))
        axis = figure.add_axes((0.29, 0.02, 0.70, 0.96), xticks=[], yticks=[], frame_on=False)
        axis.set_xlim(0, max(6, table["verdict"].value_counts().max()))
        axis.set_ylim(len(rows) - 0.5, -0.5)
        for place, verdict in enumerate(rows):
            axis.text(-0.12, place, verdict, ha="right", va="center", fontsize=10)
            _boxes(axis, place, table[table["verdict"] == verdict], verdict in FREE)
    free = int(table["verdict"].isin(FREE).sum())
    return charts.Picture(
        figure,
        title=f"{free} of {len(table)} passports come from claims that hold",
        source="the course's checks (data/checks.csv) and the stamps of its lessons",
        data=table[["lesson", "claim", "locator", "verdict"]],
        alt=f"The {len(table)} stamped claims sorted by verdict: "
        + "; ".join(f"{(table['verdict'] == verdict).sum()} {verdict}" for verdict in rows)
        + ".",
        note="The number in a box is its lesson. Dark boxes hold.",
    )


def _boxes(axis, place: int, rows: pandas.DataFrame, dark: bool) -> None:
    """The passports of one verdict, side by side."""
    face, ink = (style.STRONG, style.CARD) if dark else (style.BAND, style.INK)
    look = {"color": face, "edgecolor": style.WEAK, "height": 0.78, "width": 0.94}
    axis.barh([place] * len(rows), left=[n + 0.03 for n in range(len(rows))], **look)
    for column, row in enumerate(rows.itertuples()):
        words = f"{row.lesson}\n{row.locator}"
        axis.text(column + 0.5, place, words, ha="center", va="center", fontsize=8, color=ink)
