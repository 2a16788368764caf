"""Tables come back from a spreadsheet as they went, and no cell of them is run as a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import whole
from coursestaff.written import spreadsheets
from coursestaff.written.spreadsheets import SpreadsheetProblem

COLUMNS = ("code", "points")
SIGNS = "=+-@＝＋－＠'; \t\n\r,\"a1"


def cells(path, delimiter=","):
    """What stands in the cells of a file, as a spreadsheet would see it."""
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def saved(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "marks" / "sheet.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


@given(st.text(alphabet=SIGNS, max_size=12) | st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_comes_back_as_it_went(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    spreadsheets.write(path, COLUMNS, [{"code": text, "points": "1"}])
    [row] = spreadsheets.read(path, COLUMNS).rows
    assert row.cells == {"code": text, "points": "1"}


@given(st.sampled_from("=+-@＝＋－＠"), st.sampled_from(["", " ", "\t", "\n", "\r", "a;", "a; "]))
def test_no_cell_begins_as_a_formula(tmp_path_factory, sign, before):
    path = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    spreadsheets.write(path, COLUMNS, [{"code": f"{before}{sign}HYPERLINK(1)"}])
    [_, [cell, _]] = cells(path)
    for part in cell.split(";"):
        assert part.lstrip()[0] in "a'"


def test_the_file_opens_in_excel_as_utf_8(tmp_path):
    path = tmp_path / "sheet.csv"
    spreadsheets.write(path, COLUMNS, [{"code": "冯", "points": "1"}])
    assert path.read_bytes() == b"\xef\xbb\xbfcode,points\r\n\xe5\x86\xaf,1\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_whatever_a_spreadsheet_saves_is_read(tmp_path, encoding, delimiter, line_end):
    text = 'Points|CODE |\n"1,5"|wren-01|\n||\n|été|\n'.replace("|", delimiter)
    table = spreadsheets.read(saved(tmp_path, text.replace("\n", line_end), encoding), COLUMNS)
    assert table.columns == ("points", "code")
    assert [(row.number, row.cells["code"], row.cells["points"]) for row in table.rows] == [
        (2, "wren-01", "1,5"),
        (4, "été", ""),
    ]
    assert table.delimiter == delimiter
    assert [doubt for doubt in table.doubts if "Windows-1252" in doubt] == list(table.doubts)
    assert bool(table.doubts) == (encoding == "cp1252")


def test_columns_that_somebody_added_are_kept_and_empty_ones_are_not(tmp_path):
    table = spreadsheets.read(saved(tmp_path, "code,points,who,,\na,1,me,,look\n"), COLUMNS)
    assert table.columns == ("code", "points", "who", "column 5")
    assert [table.rows[0].cells[name] for name in table.columns] == ["a", "1", "me", "look"]


def test_a_line_before_the_names_of_columns_is_passed_over(tmp_path):
    table = spreadsheets.read(saved(tmp_path, "sep=;\ncode;points\na;1\n"), COLUMNS)
    assert [(row.number, row.cells["code"]) for row in table.rows] == [(3, "a")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "marks/sheet.csv has no row that names all its columns; 'code' is missing"),
        ("code,total\na,1\n", "'points' is missing"),
        ('"code","total"\n"a","1"\n', "'points' is missing"),
        ("code,points,Points\na,1,2\n", "two columns 'points'"),
        ('code,points\na,"1\nb,2\n', "marks/sheet.csv is damaged and cannot be read"),
        ("PK\x03\x04 and more", "marks/sheet.csv is a workbook"),
    ],
)
def test_what_is_no_such_table_is_said_in_a_sentence(tmp_path, text, said):
    with pytest.raises(SpreadsheetProblem, match=said):
        spreadsheets.read(saved(tmp_path, text), COLUMNS)


def test_bytes_that_are_no_text_are_said_in_a_sentence(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_bytes(b"code,points\n\x81\xff,1\n")
    with pytest.raises(SpreadsheetProblem, match="not UTF-8"):
        spreadsheets.read(path, COLUMNS)


def test_a_file_that_cannot_be_replaced_stays_whole(tmp_path, monkeypatch):
    path = saved(tmp_path, "code,points\na,1\n")

    def locked(*names):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(whole.os, "replace", locked)
    with pytest.raises(SpreadsheetProblem, match="open in another program"):
        spreadsheets.write(path, COLUMNS, [])
    assert path.read_text(encoding="utf-8") == "code,points\na,1\n"
    assert [each.name for each in path.parent.iterdir()] == ["sheet.csv"]
