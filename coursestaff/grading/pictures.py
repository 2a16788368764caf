"""Three pictures of a class: its totals, its success task by task, and its envelopes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas
from matplotlib.ticker import MaxNLocator

from coursekit import charts, style, tables
from coursekit.charts import Picture
from coursekit.subjects import forecasts
from coursestaff.grading.marking import Outcome

BANDS = 5
ENVELOPE = "01/envelope"


def of_class(
    outcomes: Sequence[Outcome], marks: pandas.DataFrame, tasks: Sequence[str]
) -> list[Picture]:
    """The totals and the tasks, where there is anything to draw.

    Parameters
    ----------
    outcomes : of the class.
    marks : as `marking.table` makes it.
    tasks : its columns of tasks.
    """
    marked = [place for place, outcome in enumerate(outcomes) if outcome.tasks]
    if not marked:
        return []
    marks = marks.iloc[marked]
    out_of = {mark.task: mark.out_of for mark in outcomes[marked[0]].tasks}
    # A task that waits for its reader would say something of the fastest readers only.
    known = [task for task in tasks if marks[task].notna().all()]
    if not known:
        return []
    return [_totals(marks, known, out_of), _tasks(marks, known, out_of)]


def _totals(marks: pandas.DataFrame, tasks: Sequence[str], out_of: Mapping) -> Picture:
    """How many students stand in each fifth of the points."""
    part = marks[list(tasks)].astype(float).sum(axis="columns") / sum(out_of[t] for t in tasks)
    band = (part * BANDS).clip(upper=BANDS - 1e-9).astype(int)
    names = [f"{100 * b // BANDS}–{100 * (b + 1) // BANDS}%" for b in range(BANDS)]
    frame = pandas.DataFrame(
        {"points": names, "students": [int((band == each).sum()) for each in range(BANDS)]}
    )
    frame["written"] = frame["students"].astype(str)
    median = 100 * part.median()
    figure = charts.scale_bars(
        frame,
        name="points",
        value="students",
        written="written",
        colours=dict.fromkeys(names, style.STRONG),
        x_label="students",
    )
    figure.axes[0].xaxis.set_major_locator(MaxNLocator(integer=True))
    return Picture(
        figure,
        title=f"Half of the class has {median:.0f}% of the points or more",
        source=f"The marks of {len(marks)} students, {_named(tasks)}",
        data=frame[["points", "students"]],
        alt="Five bars, one for each fifth of the points: "
        + "; ".join(f"{row.points}: {row.students}" for row in frame.itertuples())
        + f" students. The median is {median:.0f}%.",
    )


def _named(tasks: Sequence[str]) -> str:
    *others, last = [task.split("-")[1] for task in tasks]
    return f"tasks {', '.join(others)} and {last}" if others else f"task {last}"


def _tasks(marks: pandas.DataFrame, tasks: Sequence[str], out_of: Mapping) -> Picture:
    """What part of the points each task brought."""
    frame = pandas.DataFrame([_task(t, marks[t].astype(float), out_of[t]) for t in tasks])
    hardest = frame.loc[frame["part"].idxmin()]
    return Picture(
        charts.scale_bars(
            frame,
            name="task",
            value="drawn",
            written="written",
            colours=dict.fromkeys(frame["task"], style.STRONG),
            x_label="per cent of the points, on average",
        ),
        title=f"{hardest['task']} brought least: {hardest['part']:.0f}% of its points",
        source=f"The marks of {len(marks)} students",
        data=frame[["task", "part", "full", "students"]].rename(
            columns={"part": "per cent of the points", "full": "with all points"}
        ),
        alt="One bar a task, in per cent of its points: "
        + "; ".join(f"{row.task} {row.part:.0f}" for row in frame.itertuples())
        + ".",
    )


def _task(task: str, points: pandas.Series, out_of: float) -> dict:
    full = int((points >= out_of - 1e-9).sum())
    part = 100 * points.mean() / out_of
    return {
        "task": f"Task {task.split('-')[1]}",
        "part": round(part, 1),
        "drawn": max(part, 0.1),  # a scale from 0 to 0 cannot be drawn
        "full": full,
        "students": len(points),
        "written": f"{part:.0f}% ({full} of {len(points)} with all points)",
    }


def of_envelopes(envelopes: Sequence[Mapping]) -> list[Picture]:
    """The class's mean guesses of lesson 01, scored; nothing where no envelope came.

    Parameters
    ----------
    envelopes : as `inbox.envelopes` reads them.
    """
    own = [each for each in envelopes if each.get("envelope") == ENVELOPE]
    if not own:
        return []
    guesses = pandas.DataFrame([each["probability_of_yes_in_percent"] for each in own]) / 100
    outcomes = tables.load("outcomes").set_index("forecast")["outcome"]
    asked = [name for name in guesses.columns if name in outcomes.index]
    happened = (outcomes.loc[asked] == "yes").astype(int)
    crowd = pandas.DataFrame(
        {"question": asked, "chance": guesses[asked].mean().to_numpy(), "happened": happened}
    ).reset_index(drop=True)
    each = guesses[asked].sub(happened, axis="columns").pow(2).mean(axis="columns")
    score = forecasts.squared_errors(crowd).mean()
    drawn = forecasts.draw_errors(crowd)
    words = tables.load("forecasts").set_index("id")["question"]
    data = drawn.data.copy()
    data.insert(1, "what was asked", [words[name] for name in asked])
    return [
        replace(
            drawn,
            title=f"The mean guess of {len(own)} envelopes scores {score:.2f}; the median "
            f"envelope alone {each.median():.2f}",
            source="The envelopes of the class, pooled, and the table of outcomes",
            data=data,
            note="The table below says what was asked. Lower is better; always saying 50% scores "
            "0.25. Many envelopes and ten questions are still only ten endings.",
        )
    ]
