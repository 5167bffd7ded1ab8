"""Other people's CSV, read as it comes: what is whole comes out, what is wrong is named."""

import gzip
import io
import zipfile

import pytest

from amparo.lib.csvstream import CsvStream, NotCsv

MIB = 1024 * 1024


def read(data: bytes, *, step: int = 7, most_bytes: int = MIB, most_rows: int = 1000) -> list[str]:
    """Every record as "number: cells", fed in pieces of `step` bytes."""
    stream = CsvStream(most_bytes=most_bytes, most_rows=most_rows)
    found = []
    for start in range(0, len(data), step):
        found += stream.feed(data[start : start + step])
    found += stream.finish()
    return [f"{line.number}: {'/'.join(line.cells)}" for line in found]


def refused(data: bytes, **about: int) -> tuple[str, int]:
    with pytest.raises(NotCsv) as error:
        read(data, **about)
    return error.value.reason, error.value.line


@pytest.mark.parametrize("step", [1, 2, 3, 7, 64, 5000])
def test_pieces_of_any_size_give_the_same_records(step: int) -> None:
    text = 'name,email\n"Peña, Rosa",rosa@example.org\n"two\nlines",x\r\n\n"say ""hi""",y'
    whole = ["1: name/email", "2: Peña, Rosa/rosa@example.org", "3: two\nlines/x", '6: say "hi"/y']
    assert read(text.encode(), step=step) == whole


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_by_the_first_line(separator: str) -> None:
    assert read(f"a{separator}b\n1{separator}2".encode()) == ["1: a/b", "2: 1/2"]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
    ],
)
def test_it_is_read_as_it_was_written(encoding: str, said: str) -> None:
    stream = CsvStream(most_bytes=MIB, most_rows=10)
    data = ("name\n" + "plain\n" * 5 + "Peña Muñoz").encode(encoding)
    found = [line for byte in data for line in stream.feed(bytes([byte]))] + stream.finish()
    assert found[-1].cells == ["Peña Muñoz"]
    assert stream.encoding == said


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_machine_ends_them(end: str) -> None:
    assert read(f"a,b{end}1,2{end}3,4{end}".encode()) == ["1: a/b", "2: 1/2", "3: 3/4"]


def test_a_quotation_mark_inside_of_a_cell_is_a_letter() -> None:
    assert read(b'name,size\nRosa "Rosie,5" pipe\nLuz,3') == [
        "1: name/size",
        '2: Rosa "Rosie/5" pipe',
        "3: Luz/3",
    ]


def test_a_quotation_mark_that_nobody_closed_is_named_by_its_line() -> None:
    assert refused(b'a,b\n1,2\n"never closed,3\n4,5\n') == ("open_quote", 3)
    assert refused(b'a,b\n"' + b"x,y\n" * 40_000, step=4096) == ("open_quote", 2)


def test_an_archive_under_the_name_of_a_csv_is_not_opened() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list.csv", b"0" * MIB)
    assert refused(bomb.getvalue()) == ("archive", 0)
    assert refused(gzip.compress(b"a,b\n1,2")) == ("archive", 0)


@pytest.mark.parametrize("data", [b"a,b\n1,\x002\n", b"\x00\x01\x02\x03abcdef"])
def test_what_is_no_text_is_not_read(data: bytes) -> None:
    assert refused(data)[0] == "not_text"


def test_two_encodings_in_one_file_are_refused_where_the_second_begins() -> None:
    data = "name\nPeña\n".encode() + b"Mu\xf1oz\n"
    assert refused(data, step=5)[0] == "encoding"
    assert refused("name\nPeña".encode("utf-16")[:-1])[0] == "encoding"
    assert refused(b"name\n\x81\x8d\n")[0] == "encoding"


def test_nothing_is_read_beyond_what_was_agreed() -> None:
    assert refused(b"a,b\n" + b"1,2\n" * 50, most_bytes=100) == ("too_large", 0)
    assert refused(b"a,b\n" + b"1,2\n" * 50, most_rows=10) == ("too_many_rows", 11)
    assert refused(b"a," * 300) == ("too_wide", 1)
    assert refused(b"x" * 70_000, step=4096)[0] == "too_wide"


@pytest.mark.parametrize("data", [b"", b"\n\n\n", b"\xef\xbb\xbf", b" , \n"])
def test_a_file_of_nothing_is_empty(data: bytes) -> None:
    assert refused(data) == ("empty", 0)


def test_what_it_refuses_is_not_repeated() -> None:
    with pytest.raises(NotCsv) as error:
        read(b'name\n"rosa@example.org')
    assert "rosa" not in repr(error.value)
    assert error.value.__cause__ is None
