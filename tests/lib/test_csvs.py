"""Lists that leave the house as CSV."""

import csv
import io
from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.lib.csvs import attachment_header, read_csv, stream_csv, write_csv

CELLS = st.text(
    st.sampled_from("'=+-@\t\r\n \",;\uff1d\uff0b\uff0d\uff20\u200b\ufeffaé")
    | st.characters(exclude_categories=("Cs",))
)
DANGER = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2)), st.booleans())
def test_what_is_written_reads_back_exactly(rows: list[list[str]], bom: bool) -> None:
    assert read_csv(write_csv(rows, bom=bom)) == rows


@given(CELLS)
def test_no_cell_begins_a_formula(cell: str) -> None:
    written = write_csv([[cell, "x"]]).decode("utf-8-sig")
    first = next(csv.reader(io.StringIO(written, newline="")))[0]
    assert first[:1] not in set(DANGER)
    assert first.strip()[:1] not in set("=+-@")


@pytest.mark.parametrize("cell", ["=1+1", " =1+1", "+1 612 555 0100", "@SUM(A1)", "-2", "＝1"])
def test_a_formula_is_words(cell: str) -> None:
    assert f'"\'{cell}"' in write_csv([[cell]]).decode()


def test_numbers_stay_numbers_and_days_are_said_plainly() -> None:
    row = [3, -1, 2.5, True, date(2026, 12, 3), None]
    assert write_csv([row], bom=False) == b'"3","-1","2.5","True","2026-12-03",""\r\n'


def test_a_spreadsheet_is_told_that_it_is_unicode() -> None:
    assert write_csv([["Núñez"]]).startswith(b"\xef\xbb\xbf")


def test_a_long_list_comes_in_pieces() -> None:
    rows = [["a" * 1000, "b"]] * 300
    pieces = list(stream_csv(rows))
    assert len(pieces) > 2
    assert read_csv(b"".join(pieces)) == rows


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_a_file_name_in_any_script_breaks_no_header(name: str) -> None:
    header = attachment_header(name)
    assert header.isascii()
    assert not set(header) & {"\r", "\n", "\x00"}
    assert header.count('"') == 2


def test_a_file_name_keeps_its_accents() -> None:
    header = attachment_header("firmas – petición.csv")
    assert 'filename="firmas-peticion.csv"' in header
    assert unquote(header.split("UTF-8''")[1]) == "firmas – petición.csv"
