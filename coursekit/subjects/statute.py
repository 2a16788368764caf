"""The sanctions act of 2017 as text: who must or may do what, to whom, and with what exit.

Whether a step against a sanction can be taken, and who can stop it, is another subject.
"""

import textwrap

import pandas
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from coursekit import charts, style

KINDS = ("shall", "may", "report", "statement of policy")

# Feng's five aspects, with the passage of each, then what he does not speak of.
ASPECTS = {
    "1 wider targets": "Feng 1.2",
    "2 wider grounds": "Feng 1.3",
    "3 no recognition": "Feng 1.4",
    "4 review by Congress": "Feng 1.5",
    "5 written into law": "Feng 1.5",
    "not in Feng's five": None,
}
SOURCE = "US Code, title 22; section 253 as quoted, section 241 as reported. The kinds are ours"


def sayings(claims: pandas.DataFrame) -> pandas.DataFrame:
    """Two columns of the ledger, cut out for a join with the clauses of the act.

    Parameters
    ----------
    claims : the table `claims`.

    Returns
    -------
    Columns claim (the id), locator, statement.
    """
    named = claims.rename(columns={"id": "claim"})
    return named[["claim", "locator", "statement"]]


# --- Six phrases to mark before anything is summed up --------------------------------------

PHRASES = ("231(a)", "232(a)", "255(a)", "225", "216(b)(3)", "257(a)(3)")
MEANS = {
    "shall": "Somebody is told what to do, or what to leave undone.",
    "may": "A power is given, and nobody has to use it.",
    "report": "The verb is shall, and what is ordered is to tell Congress something.",
    "statement of policy": "The sentence says what the country stands for, and orders nothing.",
}
MISREAD = {
    ("shall", "may"): "May leaves a choice. Look at the verb, and at the word behind it: "
    "does this sentence leave one?",
    ("shall", "report"): "A report tells Congress something. This sentence is about acting, or "
    "not acting.",
    ("shall", "statement of policy"): "A statement of policy says what the country stands for. "
    "This one tells somebody what to do or to leave undone.",
    ("may", "shall"): "Shall leaves no choice. Look once more at the verb before impose.",
    ("may", "report"): "Nobody has to tell Congress anything here. It is about sanctions.",
    ("may", "statement of policy"): "It gives somebody a power over others. A statement of "
    "policy gives none.",
    ("report", "shall"): "The verb is there. But what is ordered is to tell Congress something, "
    "and by that alone nobody is sanctioned.",
    ("report", "may"): "The verb leaves no choice, and neither does the date.",
    ("report", "statement of policy"): "It has an addressee, a date and a duty. A statement of "
    "policy has none of the three.",
    ("statement of policy", "shall"): "The word shall is not there, and nobody is told to act. "
    "Never makes a sentence sound firm; the verb makes it bind.",
    ("statement of policy", "may"): "No power is given to anybody. Read its first six words.",
    ("statement of policy", "report"): "Nobody is to tell Congress anything. Read its first six "
    "words.",
}


def phrases(provisions: pandas.DataFrame) -> list[tuple[str, str, dict[str, str]]]:
    """The phrases that a learner marks: the words, the right kind, a sentence for every kind.

    Parameters
    ----------
    provisions : the table `provisions`.
    """
    rows = provisions.set_index("clause")
    return [
        (f"“{rows.at[clause, 'words']}”", rows.at[clause, "kind"], _explained(clause, rows))
        for clause in PHRASES
    ]


def _explained(clause: str, rows: pandas.DataFrame) -> dict[str, str]:
    right, note = rows.at[clause, "kind"], rows.at[clause, "note"]
    remark = "" if pandas.isna(note) else f" {note}"
    said = {kind: MISREAD[right, kind] for kind in KINDS if kind != right}
    return {**said, right: f"{MEANS[right]} It is section {clause}.{remark}"}


# --- Aspect, clause, kind ------------------------------------------------------------------

# How a mark of each kind looks: shape, and whether it is filled.
LOOKS = {
    "shall": ("s", style.STRONG),
    "may": ("s", style.WEAK),
    "report": ("s", style.CARD),
    "statement of policy": ("o", style.CARD),
}


def by_aspect(provisions: pandas.DataFrame) -> pandas.DataFrame:
    """The clauses in the order of Feng's aspects, then in that of the act."""
    order = provisions["aspect"].map(list(ASPECTS).index)
    return provisions.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def draw_kinds(provisions: pandas.DataFrame) -> charts.Picture:
    """Every clause in the column of its kind, grouped by Feng's aspects.

    Parameters
    ----------
    provisions : the table `provisions`.
    """
    table = by_aspect(provisions)
    places = _rows_with_gaps(table["aspect"])
    height = 0.2 * (max(places) + 3.9)
    with charts.house_style():
        figure = Figure(figsize=(charts.WIDTH, height))
        axis = figure.add_axes((0, 0, 1, 1), xticks=[], yticks=[], frame_on=False)
        axis.set_xlim(0, charts.WIDTH)
        axis.set_ylim(max(places) + 1, -2.9)
        for number, kind in enumerate(KINDS):
            at = COLUMN + number * STEP
            words = "\n".join(textwrap.wrap(kind, 12))
            axis.text(at, -1.1, words, ha="center", va="bottom", fontweight="bold", fontsize=9.5)
            axis.plot([at, at], [-0.6, max(places) + 0.5], color=style.BAND, zorder=0)
        for aspect, rows in table.groupby("aspect", sort=False):
            top = places[rows.index[0]]
            axis.text(0.06, top, aspect, va="center_baseline", fontweight="bold", fontsize=9)
            axis.plot(
                [0.06, charts.WIDTH - 0.06], [top - 0.75] * 2, color=style.RULE, linewidth=0.8
            )
        for place, row in zip(places, table.itertuples(), strict=True):
            axis.text(1.95, place, row.clause, va="center_baseline", fontsize=8.6)
            axis.text(2.95, place, row.topic, va="center_baseline", fontsize=8.6)
            shape, face = LOOKS[row.kind]
            at = COLUMN + KINDS.index(row.kind) * STEP
            axis.plot([at], [place], shape, color=style.STRONG, markerfacecolor=face, markersize=8)
    counts = table["kind"].value_counts()
    return charts.Picture(
        figure,
        title="Four aspects have a shall in them; “never recognise” has none",
        source=SOURCE,
        data=table[["aspect", "clause", "topic", "kind", "sanction"]],
        alt=(
            f"{len(table)} clauses of the act in four columns by kind, grouped by Feng's five "
            f"aspects: {counts['shall']} say shall, {counts['may']} may, {counts['report']} order "
            f"a report, {counts['statement of policy']} are statements of policy. Under the third "
            "aspect, no recognition, both clauses are statements of policy; each of the other four "
            "has at least one shall."
        ),
        note="A selection: the clauses that Feng's aspects speak of, and three reports beside "
        "them. Shall includes “may not”.",
    )


COLUMN = 4.8  # inches: where the first column of marks stands
STEP = 0.73  # from one column to the next


def _rows_with_gaps(groups: pandas.Series) -> list[float]:
    """A place for every row, with half a row more wherever a new group begins."""
    places, at = [], 0.0
    for before, group in zip([groups.iloc[0], *groups], groups, strict=False):
        at += 0.5 if group != before else 0
        places.append(at)
        at += 1
    return places


# --- The explorer: one clause, or one aspect -----------------------------------------------

VERBS = {"shall": "shall", "may": "may", "report": "must", "statement of policy": "declares"}
AT_ONE = {
    "President": "The President",
    "nobody named": "The act",
    "United States": "The United States",
}
AT_ONE["Secretary of the Treasury"] = "The Secretary of the Treasury"


class Reading:
    """What a clause requires, of whom, of what kind, with what exit; or an aspect in sum.

    Parameters
    ----------
    provisions : the table `provisions`.
    claims : the table `claims`.
    """

    def __init__(self, provisions: pandas.DataFrame, claims: pandas.DataFrame):
        self._table = by_aspect(provisions)
        self._rows = self._table.set_index("clause")
        self._said = claims.set_index("id")["value_text"]

    def options(self) -> dict[str, str]:
        """The values of the control: first the aspects, then every clause with its topic."""
        clauses = {clause: f"{clause} · {topic}" for clause, topic in self._rows["topic"].items()}
        return {aspect: f"Aspect {aspect}" for aspect in list(ASPECTS)[:5]} | clauses

    def say(self, values: dict) -> str:
        """The finding of one setting, as a sentence.

        Parameters
        ----------
        values : {"where"}: an aspect or a clause.
        """
        where = values["where"]
        if where in ASPECTS:
            return self._say_aspect(where)
        row = self._rows.loc[where]
        verb, duty = _verb(row)
        subject = AT_ONE.get(row["actor"], row["actor"])
        spoken = subject if verb == "declares" else f"{subject} {verb}"
        return (
            f"Section {where}, {row['topic']}, is a clause of the kind “{row['kind']}”. {spoken} "
            f"{duty}. To whom or about what: {row['target']}. The way out is this. {row['exit']}"
        )

    def _say_aspect(self, aspect: str) -> str:
        rows = self._of(aspect)
        kinds = _counted(rows["kind"], KINDS)
        return (
            f"Feng's aspect “{aspect[2:]}” ({ASPECTS[aspect]}) meets {_clauses(len(rows))} in our "
            f"table: {kinds}. {_sanctioning(rows)} The ways out: {_counted(rows['exit_kind'])}."
        )

    def _of(self, aspect: str) -> pandas.DataFrame:
        return self._table[self._table["aspect"] == aspect]

    def draw(self, values: dict) -> charts.Picture:
        """The clause as a sentence taken apart, with its place among all clauses.

        Parameters
        ----------
        values : {"where"}: an aspect or a clause.
        """
        where = values["where"]
        aspect = where in ASPECTS
        parts, verb = self._aspect_parts(where) if aspect else self._clause_parts(where)
        marked = self._table.index[self._table["aspect" if aspect else "clause"] == where]
        rows = self._table.loc[marked]
        with charts.house_style():
            figure = Figure(figsize=(charts.WIDTH, HEIGHT))
            axis = figure.add_axes((0, 0, 1, 1), xticks=[], yticks=[], frame_on=False)
            axis.set_xlim(0, charts.WIDTH)
            axis.set_ylim(HEIGHT, 0)
            _strip(axis, self._table, marked)
            _sentence(axis, parts, verb)
        return charts.Picture(
            figure,
            title=f"Aspect {where}" if aspect else f"Section {where}: {rows.iloc[0].topic}",
            source=SOURCE,
            data=rows[["clause", "place", "kind", "actor", "duty", "target", "exit", "read"]],
            note=self._in_fengs_words(rows) if aspect else _in_its_words(rows.iloc[0]),
        )

    def _clause_parts(self, clause: str) -> tuple[dict[str, str], str]:
        row = self._rows.loc[clause]
        verb, duty = _verb(row)
        parts = {
            "who": row["actor"],
            "what": duty,
            "to whom, or about what": row["target"],
            "the way out, in short": row["exit_kind"],
        }
        return parts, "policy" if verb == "declares" else verb

    def _aspect_parts(self, aspect: str) -> tuple[dict[str, str], str]:
        rows = self._of(aspect)
        parts = {
            "who": _counted(rows["actor"]),
            "of what kind": _counted(rows["kind"], KINDS),
            "sanctions": _sanctioning(rows),
            "the ways out": _counted(rows["exit_kind"]),
        }
        return parts, ""

    def _in_fengs_words(self, rows: pandas.DataFrame) -> str:
        said = dict.fromkeys(self._said[claim] for claim in rows["claim"])
        return f"What it meets in the ledger: {'; '.join(said)}."


def _in_its_words(row: pandas.Series) -> str:
    """The clause's own words and a remark, for the line under the picture."""
    words = "The text of this section was not read here."
    if pandas.notna(row["words"]):
        words = f"In its own words: “{row['words']}”."
    return words if pandas.isna(row["note"]) else f"{words} {row['note']}"


def _verb(row: pandas.Series) -> tuple[str, str]:
    """The verb of a clause and what it governs; a duty to leave off is written with may not."""
    if row["duty"].startswith("not "):
        return "may not", row["duty"].removeprefix("not ")
    return VERBS[row["kind"]], row["duty"]


def _clauses(number: int) -> str:
    return "1 clause" if number == 1 else f"{number} clauses"


def _counted(column: pandas.Series, order: tuple[str, ...] = ()) -> str:
    """Values with their number, the most frequent first or in the order given."""
    counts = column.value_counts()
    names = [name for name in order if name in counts] or sorted(
        counts.index, key=lambda n: (-counts[n], n)
    )
    return ", ".join(f"{name} {counts[name]}" for name in names)


def _sanctioning(rows: pandas.DataFrame) -> str:
    """How many clauses order or allow a sanction on somebody."""
    some = int((rows["sanction"] == "yes").sum())
    if len(rows) == 1:
        verb = "orders or allows" if some else "neither orders nor allows"
        return f"The clause {verb} a sanction."
    verb = "orders or allows" if some == 1 else "order or allow"
    return f"{some or 'None'} of the {_clauses(len(rows))} {verb} a sanction."


HEIGHT = 3.05  # inches
ACROSS = 1.96  # width of each of the three boxes
LETTERS = 26  # that fit into a line of a box
LONG = 98  # letters in a line across the whole picture


def _strip(axis, table: pandas.DataFrame, marked: pandas.Index) -> None:
    """All clauses as small marks in a row, by aspect; the chosen ones are ringed."""
    places = [0.24 + 0.22 * place for place in _rows_with_gaps(table["aspect"])]
    place = pandas.Series(places, index=table.index)
    for kind, (shape, face) in LOOKS.items():
        at = place[table["kind"] == kind]
        look = {"color": style.STRONG, "markerfacecolor": face, "markersize": 7}
        axis.plot(at, [0.44] * len(at), shape, linestyle="none", **look)
    ring = {**charts.RING, "markersize": 13, "linestyle": "none"}
    axis.plot(place[marked], [0.44] * len(marked), "s", **ring)
    for aspect, rows in table.groupby("aspect", sort=False):
        if aspect in list(ASPECTS)[:5]:
            axis.text(place[rows.index[0]] - 0.05, 0.77, aspect[0], fontsize=8.6)
    key = "dark: shall   grey: may   empty: report   round: policy"
    axis.text(0.14, 0.2, key, fontsize=8.6)


def _sentence(axis, parts: dict[str, str], verb: str) -> None:
    """Three boxes joined by the verb, and the way out below them."""
    gap = (charts.WIDTH - 0.28 - 3 * ACROSS) / 2
    lefts = [0.14 + number * (ACROSS + gap) for number in range(3)]
    boxes = [_rectangle(left, 1.02, ACROSS, 1.22) for left in lefts]
    axis.add_collection(PolyCollection(boxes, facecolor=style.BAND), autolim=False)
    *three, out = parts.items()
    for left, (name, text) in zip(lefts, three, strict=True):
        _part(axis, left + 0.09, 1.1, name, _wrapped(text, LETTERS))
    if verb:
        ends = [(left + ACROSS + 0.06, left + ACROSS + gap - 0.1) for left in lefts[:2]]
        axis.hlines([1.63] * 2, *zip(*ends, strict=True), color=style.INK, linewidth=1.1)
        axis.plot([end for _, end in ends], [1.63] * 2, ">", color=style.INK, markersize=5)
        middle = lefts[1] - gap / 2
        axis.text(middle, 1.54, verb, ha="center", fontsize=9, fontweight="bold")
    frame = {"facecolor": "none", "edgecolor": style.QUIET, "linestyle": (0, (4, 3))}
    box = _rectangle(0.14, 2.38, charts.WIDTH - 0.28, 0.54)
    axis.add_collection(PolyCollection([box], **frame), autolim=False)
    _part(axis, 0.23, 2.45, out[0], _wrapped(out[1], LONG))


def _rectangle(left: float, top: float, width: float, height: float) -> list[tuple]:
    right, bottom = left + width, top + height
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _wrapped(words: str, letters: int) -> list[str]:
    return textwrap.wrap(words, letters, break_on_hyphens=False)


def _part(axis, left: float, top: float, name: str, lines: list[str]) -> None:
    axis.text(left, top, name, va="top", fontsize=8.2, color=style.QUIET)
    words = "\n".join(lines)
    axis.text(left, top + 0.19, words, va="top", fontsize=8.6, linespacing=1.3)


# --- The explorer: what is counted ---------------------------------------------------------

CITED = 10  # types of target (Feng 1.2)

# The menu of section 235(a), 22 USC 9529(a), in the order and in short words of ours.
MENU = (
    "export credit",
    "export licences",
    "US bank loans",
    "international loans",
    "US debt dealing",
    "US contracts",
    "foreign exchange",
    "bank transfers",
    "property",
    "shares and debt",
    "officers' visas",
    "chief executives",
)
UNITS = (
    "sections of the act",
    "places in the US Code",
    "clauses",
    "clauses that say shall",
    "clauses in which the President shall",
    "kinds of sanction",
)
SCOPES = {
    "the first aspect": ["1 wider targets"],
    "the first and the second": ["1 wider targets", "2 wider grounds"],
}


class Count:
    """How many “types” the act has, by what is counted and where.

    Parameters
    ----------
    provisions : the table `provisions`.
    """

    def __init__(self, provisions: pandas.DataFrame):
        table = by_aspect(provisions)
        self._sanctions = table[table["sanction"] == "yes"].sort_values("section", kind="stable")

    def counted(self, unit: str, scope: str) -> pandas.DataFrame:
        """What is counted, one row a thing: name, aspect.

        Parameters
        ----------
        unit : one of `UNITS`.
        scope : a key of `SCOPES`; the menu of kinds is the same for both.
        """
        if unit == "kinds of sanction":
            return pandas.DataFrame({"name": MENU, "aspect": "menu"})
        rows = self._sanctions[self._sanctions["aspect"].isin(SCOPES[scope])]
        if "shall" in unit:
            rows = rows[rows["kind"] == "shall"]
        if "President" in unit:
            rows = rows[rows["actor"] == "President"]
        names = {
            "sections of the act": rows["section"].astype(str),
            "places in the US Code": rows["place"].str.extract(r"(\d{4})", expand=False),
        }.get(unit, rows["clause"])
        return pandas.DataFrame({"name": names, "aspect": rows["aspect"]}).drop_duplicates(
            "name", ignore_index=True
        )

    def say(self, values: dict) -> str:
        """The finding of one setting, as a sentence.

        Parameters
        ----------
        values : {"unit", "scope"}.
        """
        unit, scope = values["unit"], values["scope"]
        number = len(self.counted(unit, scope))
        than = "as many as" if number == CITED else "more than" if number > CITED else "fewer than"
        both = scope != "the first aspect"
        where = "Feng's first two aspects together have" if both else "Feng's first aspect has"
        if unit == "kinds of sanction":
            menu = f"The menu of section 235 has {number} {unit}"
            return f"{menu}, for {scope} as for all aspects: {than} ten."
        return f"Counted by {unit}, {where} {number} with a sanction in them: {than} ten."

    def draw(self, values: dict) -> charts.Picture:
        """What is counted, in rows of five, on the outline of Feng's ten.

        Parameters
        ----------
        values : {"unit", "scope"}.
        """
        things = self.counted(**values)
        with charts.house_style():
            figure = Figure(figsize=(charts.WIDTH, 2.1))
            axis = figure.add_axes((0, 0, 1, 1), xticks=[], yticks=[], frame_on=False)
            axis.set_xlim(0, charts.WIDTH)
            axis.set_ylim(2.1, 0)
            frame = _rectangle(0.07, 0.35, charts.WIDTH - 0.14, 1.16)
            look = {"facecolor": "none", "edgecolor": style.INK, "linestyle": (0, (4, 3))}
            axis.add_collection(PolyCollection([frame], **look), autolim=False)
            for aspect, face in FACES.items():
                places = things.index[things["aspect"] == aspect]
                _boxes(axis, places, facecolor=face, edgecolor=style.STRONG)
            for place, thing in things.iterrows():
                left, top = _corner(place)
                ink = style.CARD if FACES[thing["aspect"]] == style.STRONG else style.INK
                middle = {"ha": "center", "va": "center_baseline", "fontsize": 8.6}
                axis.text(left + TILE / 2, top + 0.21, thing["name"], color=ink, **middle)
            axis.text(0.14, 0.2, _key(things), fontsize=8.6)
        return charts.Picture(
            figure,
            title=f"Counting {values['unit']}: {len(things)}",
            source="US Code, title 22; the count is ours. Ten: Feng 1.2",
            data=things,
        )


TILE = 1.36  # inches: width of a box
FACES = {"1 wider targets": style.STRONG, "2 wider grounds": style.BAND, "menu": style.CARD}


def _corner(place: int) -> tuple[float, float]:
    row, column = divmod(place, 5)
    return 0.16 + column * (TILE + 0.12), 0.44 + row * 0.56


def _boxes(axis, places, **look) -> None:
    boxes = [_rectangle(*_corner(place), TILE, 0.42) for place in places]
    axis.add_collection(PolyCollection(boxes, **look), autolim=False)


def _key(things: pandas.DataFrame) -> str:
    words = {
        "1 wider targets": "dark: first aspect",
        "2 wider grounds": "light: second aspect",
        "menu": "white: the menu",
    }
    there = [words[aspect] for aspect in words if aspect in set(things["aspect"])]
    return "   ".join([*there, "inside the broken line: room for Feng's ten"])


# --- For the exercise ----------------------------------------------------------------------


def draw_own_counts(counts: pandas.Series) -> charts.Picture:
    """A learner's own count of clauses by their way out.

    Parameters
    ----------
    counts : number of clauses, labelled by kind of exit.
    """
    table = counts.rename("clauses").rename_axis("way out").reset_index()
    table["written"] = table["clauses"].astype(str)
    figure = charts.scale_bars(
        table,
        name="way out",
        value="clauses",
        written="written",
        colours=dict.fromkeys(table["way out"], style.STRONG),
        x_label="clauses that say shall",
    )
    return charts.Picture(
        figure,
        title="Your column: the ways out of the clauses that say shall",
        source="your own count, from the table provisions",
        data=table[["way out", "clauses"]],
        alt=(
            f"Bars of your own counts, one for each of {len(table)} kinds of way out; the longest "
            f"has {counts.max()} clauses."
        ),
    )
