"""Nobody saves over a master by accident, and saved notebooks hold no dead controls."""

import asyncio
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from tornado.web import HTTPError

from coursekit import saving
from coursekit.paths import ROOT
from coursekit.saving import WIDGET_VIEW, CourseFiles, before_saving, drop_widgets, may_be_saved

SERVER = SimpleNamespace(root_dir=str(ROOT))


def code(*outputs):
    return {"cell_type": "code", "source": "", "metadata": {}, "outputs": list(outputs)}


def shown(**data):
    return {"output_type": "display_data", "metadata": {}, "data": data}


@pytest.mark.parametrize(
    "path",
    [
        "lessons/00-start-here.ipynb",
        "/exercises/01-three-voices.ipynb",
        "solutions/01-three-voices.ipynb",
        "data/claims.csv",
        "Untitled.ipynb",
        "my-work/../lessons/00-start-here.ipynb",
        "my-workshop/x.ipynb",
    ],
)
def test_the_courses_own_files_cannot_be_saved(path):
    with pytest.raises(HTTPError) as refusal:
        before_saving({"type": "notebook", "content": {}}, path, SERVER)
    assert refusal.value.status_code == 403
    assert "my-work" in refusal.value.log_message


@pytest.mark.parametrize("path", ["my-work/lessons/00-start-here.ipynb", "my-work/notes.md"])
def test_the_learners_own_files_can_be_saved(path):
    before_saving({"type": "file", "content": "text"}, path, SERVER)


def test_folders_elsewhere_are_not_the_courses_business(tmp_path):
    assert may_be_saved(tmp_path / "lessons" / "x.ipynb")


def test_a_view_goes_and_the_picture_beside_it_stays():
    output = shown(**{WIDGET_VIEW: {"model_id": "1"}, "text/html": "<figure>", "text/plain": "F"})
    notebook = {"metadata": {"widgets": {"state": {}}}, "cells": [code(output)]}
    before_saving({"type": "notebook", "content": notebook}, "my-work/a.ipynb", SERVER)
    assert output["data"] == {"text/html": "<figure>", "text/plain": "F"}
    assert notebook["metadata"] == {}


def test_a_view_that_stands_alone_leaves_a_word():
    output = shown(**{WIDGET_VIEW: {"model_id": "1"}})
    drop_widgets({"metadata": {}, "cells": [code(output)]})
    assert output["data"] == {"text/plain": "Run this cell to see the control."}


def test_all_else_stays_as_it_is():
    text = {"output_type": "stream", "name": "stdout", "text": "6.6"}
    table = shown(**{"text/html": "<table>", "text/plain": "table"})
    markdown = {"cell_type": "markdown", "source": "# Title", "metadata": {}}
    drop_widgets({"metadata": {"kernelspec": {}}, "cells": [markdown, code(text, table)]})
    assert text["text"] == "6.6"
    assert table["data"] == {"text/html": "<table>", "text/plain": "table"}


@pytest.fixture
def files(tmp_path, monkeypatch):
    """The course's files in a folder that stands for the course."""
    for folder in ("lessons", "my-work"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("as published", encoding="utf-8")
    real = may_be_saved
    monkeypatch.setattr(saving, "may_be_saved", lambda place: real(place, tmp_path))
    return CourseFiles(root_dir=os.fspath(tmp_path), delete_to_trash=False)


@pytest.mark.parametrize(("folder", "writable"), [("lessons", False), ("my-work", True)])
def test_masters_are_shown_as_read_only(files, folder, writable):
    assert asyncio.run(files.get(f"{folder}/a.txt"))["writable"] is writable


def test_masters_cannot_be_deleted_or_moved(files):
    master = Path(files.root_dir, "lessons", "a.txt")
    for change in (
        lambda: files.delete_file("lessons/a.txt"),
        lambda: files.rename_file("lessons/a.txt", "my-work/b.txt"),
        lambda: files.rename_file("my-work/a.txt", "lessons/b.txt"),
    ):
        with pytest.raises(HTTPError, match="403"):
            asyncio.run(change())
    assert master.read_text(encoding="utf-8") == "as published"


def test_the_learners_own_files_can_be_moved_and_deleted(files):
    asyncio.run(files.rename_file("my-work/a.txt", "my-work/b.txt"))
    asyncio.run(files.delete_file("my-work/b.txt"))
    assert list(Path(files.root_dir, "my-work").iterdir()) == []
