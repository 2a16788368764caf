"""Whatever happens to a file of data/, reading it ends in one sentence that names the file."""

import json
import re
import shutil

import pytest

from coursekit import tables
from coursekit.paths import DATA
from tests.robust import damage
from tests.robust.damage import PACKAGE, SCHEMAS

POINTED_AT = {
    name: sorted({key["reference"]["resource"] for key in schema.get("foreignKeys", [])} - {name})
    for name, schema in SCHEMAS.items()
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of data/ that a test may damage; the tests mend it again."""
    copy = tmp_path_factory.mktemp("course") / "data"
    shutil.copytree(DATA, copy)
    return copy


def sentence(name, folder):
    """The one sentence that loading a table ends in."""
    with pytest.raises(tables.DataProblem) as caught:
        tables.load(name, folder)
    said = str(caught.value)
    assert "\n" not in said and "Traceback" not in said
    assert said.endswith(tables.REMEDY)
    return said


def mend(folder, name):
    shutil.copy(DATA / name, folder / name)


@pytest.mark.parametrize("name", tables.names())
def test_a_damaged_table_is_named(folder, name):
    file = f"{name}.csv"
    for what in damage.of(name):
        what(folder / file)
        try:
            assert sentence(name, folder).startswith(f"data/{file}"), what.__name__
        finally:
            mend(folder, file)
    tables.load(name, folder)


@pytest.mark.parametrize("name", [name for name, there in POINTED_AT.items() if there])
def test_a_table_that_points_into_a_damaged_one_names_that(folder, name):
    for target in POINTED_AT[name]:
        file = f"{target}.csv"
        for what in (damage.removed, damage.emptied, damage.cut_in_a_character, damage.in_utf_16):
            what(folder / file)
            try:
                assert f"data/{file}" in sentence(name, folder)
            finally:
                mend(folder, file)
    tables.load(name, folder)


# ---- The description of the tables ---------------------------------------------------------


def cut(text):
    return text[: len(text) // 2].encode("utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: b"",
        cut,
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "é", 1).encode("cp1252", "replace"),
        lambda text: bytes(4096),
        lambda text: b"[]",
        lambda text: b'{"resources": {"claims": 1}}',
        lambda text: b'{"resources": [{"name": "claims", "schema": 1}]}',
        lambda text: b'{"resources": [{"name": "claims"}]}',
        lambda text: json.dumps({"resources": PACKAGE["resources"] * 2}).encode("utf-8"),
    ],
)
def test_a_damaged_description_is_named(tmp_path, spoil):
    path = tmp_path / "datapackage.json"
    path.write_bytes(spoil((DATA / "datapackage.json").read_text(encoding="utf-8")))
    with pytest.raises(tables.DataProblem, match=r"^data/datapackage\.json cannot be understood"):
        tables.names(tmp_path)
    sentence("claims", tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"type": "number"', '"type": "amount"'),
        ('"type": "number"', '"type": ["number"]'),
        ('"fields": [', '"columns": ['),
        ('"primaryKey"', '"primary"'),
        ('"primaryKey": "id"', '"primaryKey": "identity"'),
        (r"\\d{2}", "("),
        ('"minimum": 1', '"minimum": "one"'),
        ('"reference": {', '"to": {'),
    ],
)
def test_a_description_that_cannot_be_followed_is_named(folder, old, new):
    path = folder / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    try:
        said = [sentence(name, folder) for name in broken(folder)]
    finally:
        mend(folder, "datapackage.json")
    assert said
    assert all(re.match(r"data/datapackage\.json does not describe the table", s) for s in said)


def broken(folder):
    """The tables that cannot be read; an error that is no sentence is raised."""
    found = []
    for name in tables.names(folder):
        try:
            tables.load(name, folder)
        except tables.DataProblem:
            found.append(name)
    return found
