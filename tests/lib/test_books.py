"""A spreadsheet that goes out while it is written reads back as what was put in."""

import io
from datetime import date
from zipfile import ZipFile

from openpyxl import load_workbook

from amparo.lib import books
from amparo.lib.books import stream_book

NASTY = ['=cmd|"/c calc"!A1', "<b>&amp;</b>", " spaces ", "two\nlines", "ñ 🕊", "1e5", "00123"]


def read(*sheets):
    return load_workbook(io.BytesIO(b"".join(stream_book(sheets))))


def test_text_stays_text_whatever_it_holds():
    sheet = read(("one", None, [NASTY]))["one"]
    assert [cell.value for cell in sheet[1]] == NASTY
    assert {cell.data_type for cell in sheet[1]} == {"s"}


def test_numbers_days_and_nothing_are_what_they_are():
    row = (7, 1.5, True, date(2025, 7, 18), None, "", date(1850, 1, 1))
    cells = read(("one", None, [row]))["one"][1]
    assert cells[3].value.date() == date(2025, 7, 18)
    assert cells[3].number_format == r"yyyy\-mm\-dd"
    rest = [cell.value for cell in (*cells[:3], *cells[4:])]
    assert rest == [7, 1.5, True, None, None, "1850-01-01"]


def test_what_xml_cannot_hold_is_left_out_and_a_cell_that_is_too_long_is_cut():
    [row] = read(("one", None, [("a\x00b\x1fc\ud800d", "x" * 40_000)]))["one"].values
    assert row == ("abcd", "x" * books.MOST_SIGNS)


def test_a_sheet_that_is_too_long_goes_on_in_another_with_the_same_header(monkeypatch):
    monkeypatch.setattr(books, "MOST_ROWS", 2)
    book = read(("facts", ["n"], [[n] for n in range(5)]), ("about", None, [["x"]]))
    assert book.sheetnames == ["facts", "facts 2", "facts 3", "about"]
    told = [[row[0] for row in book[name].values] for name in book.sheetnames]
    assert told == [["n", 0, 1], ["n", 2, 3], ["n", 4], ["x"]]


def test_an_empty_sheet_has_its_header():
    assert list(read(("facts", ["n"], []))["facts"].values) == [("n",)]


def test_it_goes_out_while_it_is_made():
    asked = []

    def rows():
        for number in range(40_000):
            asked.append(number)
            yield [f"{number * 7919 % 100_003} a line that is like no other {number:x}"]

    pieces = stream_book([("one", None, rows())])
    first = next(pieces)
    assert len(first) >= books.PIECE
    assert len(asked) < 40_000
    assert ZipFile(io.BytesIO(first + b"".join(pieces))).testzip() is None
