"""Steps: a tree of situations that a learner plays to an end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas

from coursekit import front, page, style
from coursekit.forms.form import STRONG, FormProblem, paragraph

NOT_PLAYED = "Run this cell to play."


@dataclass(frozen=True)
class Scene:
    """One situation of `Steps`, or an ending where nothing is left to choose.

    Parameters
    ----------
    place : who and when, in a few words.
    text : what is the case.
    choices : what can be chosen → the name of the scene that it leads to.
    """

    place: str
    text: str
    choices: Mapping[str, str] = field(default_factory=dict)


class Steps:
    """Situations that follow from what the learner chooses, to an end; then what happened.

    All of it is data and nothing is kept, so the browser plays it without asking Python.

    Parameters
    ----------
    title : what is played, in a few words.
    scenes : name → Scene; the first one begins.
    intro : what to do, in a sentence or two.
    after : when → what happened; shown at every end.
    after_title : the heading of that list.

    Raises
    ------
    FormProblem : a choice leads nowhere, a scene is never reached, or a way never ends.
    """

    def __init__(
        self,
        title: str,
        scenes: Mapping[str, Scene],
        *,
        intro: str = "",
        after: Mapping[str, str],
        after_title: str = "What happened",
    ):
        if len(scenes) == 0 or len(after) == 0:
            raise FormProblem(f'"{title}" needs at least one scene, and something for its end.')
        self.title = title
        self.scenes = dict(scenes)
        self.intro = intro
        self.after = dict(after)
        self.after_title = after_title
        self.start = next(iter(self.scenes))
        reached = {name for way in self.ways() for name in way}
        if unused := set(self.scenes) - reached:
            raise FormProblem(f'"{title}" never reaches: {", ".join(sorted(unused))}.')

    def ways(self) -> list[list[str]]:
        """Every way from the first scene to an end, as names of scenes.

        Raises
        ------
        FormProblem : a choice leads nowhere, or a way never ends.
        """
        return list(self._ways_from([self.start]))

    def _ways_from(self, way: list[str]) -> Iterator[list[str]]:
        choices = self.scenes[way[-1]].choices
        if not choices:
            yield way
        for label, name in choices.items():
            if name not in self.scenes:
                raise FormProblem(f'"{label}" leads to "{name}", and there is no such scene.')
            if name in way:
                raise FormProblem(f'"{label}" leads back to "{name}", so this way never ends.')
            yield from self._ways_from([*way, name])

    def screen(self) -> dict:
        """What controls.js shows: all scenes, and every word of its own."""
        return {
            "kind": "steps",
            "title": self.title,
            "intro": self.intro,
            "start": self.start,
            "scenes": {
                name: {
                    "place": scene.place,
                    "text": scene.text,
                    "choices": [[label, to] for label, to in scene.choices.items()],
                }
                for name, scene in self.scenes.items()
            },
            "after": [[when, what] for when, what in self.after.items()],
            "words": {
                "after": self.after_title,
                "way": "Your way so far",
                "back": "One step back",
                "again": "Start again",
            },
        }

    def html(self) -> str:
        """The first scene for readers who have not run the cell; the end is one click away."""
        scene = self.scenes[self.start]
        choices = "".join(f"<li>{page.words(label)}</li>" for label in scene.choices)
        after = "".join(
            f"<li><strong>{page.words(when)}</strong>: {page.words(what)}</li>"
            for when, what in self.after.items()
        )
        return page.card(
            f"{paragraph(self.title, f'{STRONG};font-size:15px')}"
            f"{paragraph(self.intro) if self.intro else ''}"
            f"{paragraph(scene.place, STRONG)}{paragraph(scene.text)}"
            f'<ul style="margin:4px 0">{choices}</ul>'
            f"{paragraph(NOT_PLAYED, f'color:{style.QUIET}')}"
            f'<details><summary style="cursor:pointer">{page.words(self.after_title)}</summary>'
            f'<ul style="margin:4px 0">{after}</ul></details>'
        )

    def show(self) -> None:
        """Display it: alive where a kernel runs, else its first scene as text."""
        front.show(front.Front(self.screen(), lambda message: {}), self.html(), self.title)


def steps(
    title: str, table: pandas.DataFrame, *, intro: str = "", after: Mapping[str, str]
) -> Steps:
    """`Steps` from a table.

    Parameters
    ----------
    title, intro, after : as in `Steps`.
    table : columns scene, place, text, choice, to; one row a choice, in order. An end is one
        row with an empty choice.
    """
    scenes = {}
    for name, rows in table.groupby("scene", sort=False):
        first = rows.iloc[0]
        taken = rows[rows["choice"].notna()]
        choices = dict(zip(taken["choice"], taken["to"], strict=True))
        scenes[name] = Scene(first["place"], first["text"], choices)
    return Steps(title, scenes, intro=intro, after=after)
