"""Tables are typed, and every kind of damage ends in one sentence."""

import json
import shutil

import pandas
import pytest

from coursekit import tables
from coursekit.paths import DATA


@pytest.fixture
def folder(tmp_path):
    """A copy of the data folder that a test may damage."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    return copy


def change(folder, name, old, new):
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def sentence(folder, name):
    """The one sentence that loading a damaged table ends in."""
    with pytest.raises(tables.DataProblem) as caught:
        tables.load(name, folder)
    text = str(caught.value)
    assert "Traceback" not in text and "\n" not in text
    return text


@pytest.mark.parametrize("name", tables.names())
def test_every_table_of_the_course_loads_with_its_declared_columns(name):
    schema = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    fields = next(r["schema"]["fields"] for r in schema["resources"] if r["name"] == name)
    frame = tables.load(name)
    assert list(frame.columns) == [field["name"] for field in fields]
    assert len(frame) > 0


def test_types_are_real():
    claims = tables.load("claims")
    assert claims["value"].dtype == "float64"
    assert claims["reference"].dtype == "Int64"
    assert pandas.api.types.is_string_dtype(claims["statement"])
    assert pandas.api.types.is_datetime64_any_dtype(tables.load("citations")["accessed"])
    gdp = claims.set_index("id").loc["feng-121"]
    assert (gdp["value"], gdp["unit"], gdp["reference"]) == (19.7, "US$ trillion", 7)


def test_loading_does_not_depend_on_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert len(tables.load("passages")) == 63


def test_a_loaded_table_can_be_changed_without_changing_the_next():
    first = tables.load("documents")
    first.loc[0, "document"] = "changed"
    assert "changed" not in set(tables.load("documents")["document"])


def test_unknown_table_lists_the_tables():
    with pytest.raises(tables.DataProblem, match='no table "claim".*claims'):
        tables.load("claim")


def test_missing_file(folder):
    (folder / "claims.csv").unlink()
    assert "data/claims.csv is missing" in sentence(folder, "claims")


def test_missing_package(folder):
    (folder / "datapackage.json").unlink()
    assert "data/datapackage.json is missing" in sentence(folder, "claims")


def test_damaged_package(folder):
    (folder / "datapackage.json").write_text("{", encoding="utf-8")
    assert "data/datapackage.json cannot be understood" in sentence(folder, "claims")


def test_empty_file(folder):
    (folder / "claims.csv").write_text("", encoding="utf-8")
    assert "claims.csv: the file is empty" in sentence(folder, "claims")


def test_truncated_file_names_the_row(folder):
    path = folder / "documents.csv"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[: whole.rindex('"') - 5], encoding="utf-8")  # inside a quoted cell
    text = sentence(folder, "documents")
    assert "row 4" in text and "damaged here" in text


def test_row_with_too_few_columns(folder):
    path = folder / "documents.csv"
    path.write_text(path.read_text(encoding="utf-8").rstrip().rsplit(",", 2)[0], encoding="utf-8")
    assert "row 4" in sentence(folder, "documents") and "columns" in sentence(folder, "documents")


def test_wrong_type_names_row_and_column(folder):
    change(folder, "claims", ",19.7,", ",nineteen,")
    text = sentence(folder, "claims")
    assert 'column "value"' in text and '"nineteen" is not a number' in text
    assert pandas.read_csv(folder / "claims.csv").loc[_row(text) - 2, "value"] == "nineteen"


def _row(text):
    return int(text.split("row ")[1].split(",")[0])


@pytest.mark.parametrize("value", ["nan", "inf"])
def test_not_a_number_is_no_number(folder, value):
    change(folder, "claims", ",19.7,", f",{value},")
    assert f'"{value}" is not a number' in sentence(folder, "claims")


def test_wrong_date(folder):
    change(folder, "citations", "2019-09-03", "2019-13-03")
    assert '"2019-13-03" is not a date' in sentence(folder, "citations")


def test_wrong_form_of_a_partial_date(folder):
    change(folder, "documents", "2019-06-03", "3 June 2019")
    assert "does not have the expected form" in sentence(folder, "documents")


def test_value_that_is_not_allowed(folder):
    change(folder, "checks", ",holds,", ",stimmt,")
    text = sentence(folder, "checks")
    assert '"stimmt" is not one of: holds' in text and 'column "verdict"' in text


def test_value_below_the_least(folder):
    frame = pandas.read_csv(folder / "lessons.csv", dtype=str)
    frame.loc[1, "minutes"] = "0"
    frame.to_csv(folder / "lessons.csv", index=False)
    assert "row 3" in sentence(folder, "lessons") and "below 5" in sentence(folder, "lessons")


def test_missing_required_value(folder):
    frame = pandas.read_csv(folder / "lessons.csv", dtype=str, keep_default_na=False)
    frame.loc[2, "title"] = ""
    frame.to_csv(folder / "lessons.csv", index=False)
    assert 'row 4, column "title": a value is missing' in sentence(folder, "lessons")


def test_repeated_id_names_both_rows(folder):
    path = folder / "documents.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    text = sentence(folder, "documents")
    assert "row 5" in text and "stands already in row 2" in text


def test_repeated_pair_in_a_link_table(folder):
    path = folder / "check_claims.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    assert "stands already in row 2" in sentence(folder, "check_claims")


def test_key_that_points_nowhere(folder):
    change(folder, "check_claims", "feng-121", "feng-999")
    assert '"feng-999" is not in data/claims.csv' in sentence(folder, "check_claims")


def test_missing_and_foreign_columns(folder):
    change(folder, "claims", "statement", "says")
    assert "'statement' is missing" in sentence(folder, "claims")


def test_wrong_encoding_names_the_row(folder):
    path = folder / "passages.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert "not UTF-8" in sentence(folder, "passages")


def test_encoding_of_a_spreadsheet(folder):
    path = folder / "names.csv"
    text = path.read_text(encoding="utf-8").replace("\n", "\n", 1)
    head, row, rest = text.split("\n", 2)
    broken = row.encode("utf-8") + b"\xe9"
    path.write_bytes(head.encode() + b"\n" + broken + b"\n" + rest.encode("utf-8"))
    assert "row 2" in sentence(folder, "names")


def test_byte_order_mark_and_windows_line_ends_do_no_harm(folder):
    path = folder / "documents.csv"
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    pandas.testing.assert_frame_equal(tables.load("documents", folder), tables.load("documents"))


def test_a_sentence_instead_of_a_traceback_in_a_notebook(folder):
    (folder / "claims.csv").unlink()
    with pytest.raises(tables.DataProblem) as caught:
        tables.load("claims", folder)
    assert caught.value._render_traceback_() == [str(caught.value)]
