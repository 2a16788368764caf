"""Exercise 11: rules made of conditions, the reach of not, half a proof, limits kept."""

from collections.abc import Callable

from coursekit.check import VERDICTS, Argument, Choice, Column, Foreseen, Load, Number, Task
from coursekit.subjects import labels

SUPPORTS = ("Washington's view", "Moscow's view", "both", "none")


def _pairs(rule: Callable) -> int:
    """How many of the invented pairs meet a rule."""
    return sum(bool(rule(pair)) for _, pair in labels.invented().iterrows())


def _all_marks(pair) -> bool:
    return all(pair[mark] for mark in labels.MARKS)


def _any_mark(pair) -> bool:
    return any(pair[mark] for mark in labels.MARKS)


def _one_or_changed(pair) -> bool:
    """The rule with its last word changed only."""
    return (pair["superpowers"] and pair["ideologies"] and pair["camps"]) or pair["markets"]


def _frozen(pair) -> bool:
    return not pair["solved"] and not pair["growing"]


def _bracketed(pair) -> bool:
    return not (pair["solved"] and pair["growing"])


def _without_brackets(pair) -> bool:
    return not pair["solved"] and pair["growing"]


def _kept(load: Load):
    return labels.rated(load("ratings"))[list(labels.LIMITS)].sum(axis=1)


def _twin(load: Load) -> str:
    """The other period that keeps as few limits as the last one."""
    kept = _kept(load)
    others = kept.drop(labels.PERIODS[-1])
    return others[others == kept[labels.PERIODS[-1]]].index[0]


def _said(word: str, sentence: str) -> Foreseen:
    return Foreseen(lambda load: word, sentence)


def _rule(rule: Callable, sentence: str) -> Foreseen:
    return Foreseen(lambda load: _pairs(rule), sentence)


HALF = "This denies one of the two only. “Neither … nor” needs a “not” before each."
ALL = "That is every pair. Does the rule still ask anything of them?"
BARS = "Compare the bar of {} with that of the last period once more."

TASKS = {
    "e11-1": Task(
        {
            "with_and": Number(
                lambda load: _pairs(_all_marks),
                whole=True,
                slips=(
                    _rule(_any_mark, "This many have at least one mark. Here all four are asked."),
                    _rule(lambda pair: True, ALL),
                ),
            ),
            "with_or": Number(
                lambda load: _pairs(_any_mark),
                whole=True,
                slips=(
                    _rule(
                        _all_marks,
                        "This many have all four marks, and now one is enough. If you changed the "
                        "rule, did you run its cell, and does the loop use the new one?",
                    ),
                    _rule(
                        _one_or_changed,
                        "It looks as if not every “and” was changed. The rule joins four "
                        "conditions, so the word stands in it three times.",
                    ),
                    _rule(
                        lambda pair: _any_mark(pair) and not _all_marks(pair),
                        "Did you leave out the pairs that have all four? They have at least one.",
                    ),
                    Foreseen(
                        lambda load: _pairs(_all_marks) + _pairs(_any_mark),
                        "Two slips end here. Either count was not set back to 0 before the second "
                        "loop, or the rule looks at more columns than the four marks.",
                    ),
                    _rule(lambda pair: True, ALL),
                ),
            ),
        },
        "One small word lets in more than twice as many. Whoever argues about a label argues "
        "about that word too.",
    ),
    "e11-2": Task(
        {
            "frozen": Number(
                lambda load: _pairs(_frozen),
                whole=True,
                slips=(
                    _rule(_without_brackets, "Does your second condition have a “not” of its own?"),
                    _rule(
                        _bracketed,
                        "This lets in pairs whose disputes grow. “Neither … nor” denies each.",
                    ),
                    _rule(lambda pair: not pair["solved"], HALF),
                    _rule(lambda pair: not pair["growing"], HALF),
                    _rule(
                        lambda pair: pair["solved"] and pair["growing"],
                        "This counts the pairs that have both. Zheng denies both.",
                    ),
                ),
            ),
            "bracketed": Number(
                lambda load: _pairs(_bracketed),
                whole=True,
                slips=(
                    _rule(_frozen, "This denies each of the two. The brackets deny both together."),
                    _rule(
                        _without_brackets,
                        "Without the brackets, “not” turns only the first condition.",
                    ),
                    _rule(
                        lambda pair: not _bracketed(pair),
                        "This counts the pairs that have both. The rule denies that.",
                    ),
                    Foreseen(
                        lambda load: _pairs(_frozen) + _pairs(_bracketed),
                        "This looks like two counts in one. Does each rule have a count of its "
                        "own, which begins at 0?",
                    ),
                ),
            ),
        },
        "In prose “not solved and growing” can be read either way. In a rule the brackets decide.",
    ),
    "e11-3": Task(
        {
            "verdict": Choice(
                lambda load: load("checks").set_index("id").at["C43", "verdict"],
                VERDICTS,
                slips=(
                    _said(
                        "not comparable",
                        "The verdict is asked for the quotation: do its words and its date agree "
                        "with the report?",
                    ),
                    _said(
                        "cannot be checked",
                        "The report gives words and date. Compare them with the claim.",
                    ),
                    _said("wrong", "Which word or date of the claim does the report contradict?"),
                    _said(
                        "right number, wrong label",
                        "What would be the label here: the speaker, the day, the topic? Compare "
                        "each with the report.",
                    ),
                    _said(
                        "reported, unresolved",
                        "That is for reports that differ. Here is one report.",
                    ),
                ),
            ),
            "supports": Choice(
                lambda load: SUPPORTS[0],
                SUPPORTS,
                slips=(
                    _said("both", "Can an American official say how Moscow ranks its threats?"),
                    _said("Moscow's view", "Whose official is speaking?"),
                    _said(
                        "none",
                        "He speaks of covert influence only, true. But whose worries does he tell?",
                    ),
                ),
            ),
        },
        "A quotation can be right and carry only half of the sentence that it stands under.",
    ),
    "e11-4": Task(
        {
            "kept": Column(
                _kept,
                labels="periods",
                slips=(
                    Foreseen(
                        lambda load: len(labels.LIMITS) - _kept(load),
                        "This counts the limits that are broken. Count those that are kept.",
                    ),
                    Foreseen(
                        lambda load: labels.rated(load("ratings"))[list(labels.MARKS)].sum(axis=1),
                        "These are the marks of a Cold War. The limits are other columns.",
                    ),
                    Foreseen(
                        lambda load: labels.rated(load("ratings")).sum(axis=1),
                        "This counts all eleven criteria. Pick the three limits first.",
                    ),
                    Foreseen(
                        lambda load: _kept(load) / len(labels.LIMITS),
                        "This is a share. The task asks how many.",
                    ),
                    Foreseen(
                        lambda load: labels.rated(load("ratings"))[list(labels.LIMITS)].sum(),
                        "You added down each column. Add along each row: axis=1.",
                    ),
                ),
            ),
            "twin": Choice(
                _twin,
                labels.PERIODS,
                slips=(
                    _said(labels.PERIODS[-1], "That is the period itself. Which other one?"),
                    _said(labels.PERIODS[2], BARS.format(labels.PERIODS[2])),
                    _said(labels.PERIODS[1], BARS.format(labels.PERIODS[1])),
                ),
            ),
        },
        "Here the limit is the same one, too. The marks of a Cold War are another count.",
    ),
    "e11-5": Task(
        {"argument": Argument(least=100, most=150, locators=2)},
        "Length and locators are in order. Now hold your text against the four lines of the "
        "rubric: no machine can do that for you.",
        head="In order.",
    ),
}
