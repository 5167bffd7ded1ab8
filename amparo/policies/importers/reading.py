"""Tables out of files that people send: CSV and XLSX, alone or many in a ZIP.

A newcomer's mistake: reading what can be read. A file in another encoding, with a formula in a
cell, or blown up to gigabytes is refused whole, with a reason that says what to do.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from amparo.lib.csvs import restored
from amparo.lib.markup import clean_text
from amparo.policies.importers.links import links_of

LARGEST = 20_000_000  # bytes, as sent
LARGEST_INSIDE = 200_000_000  # ... and unpacked
MOST_ROWS = 200_000
MOST_COLUMNS = 100
_FORMULA = re.compile(r"[=@]|[+-](?![\d.\s]|$)")


class CannotRead(Exception):
    """`reason` is a short code, `detail` names the file, the line or the cell."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Table:
    """A file's rows. Cells are text; days are ISO; `first_line` is the line of the first row."""

    name: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
    first_line: int = 2
    links: Mapping[int, Mapping[int, str]] = field(default_factory=dict)  # row → column → address

    def address(self, row: int, column: int) -> str:
        """The web address behind a cell's words, else what stands in it; both counted from 0."""
        return self.links.get(row, {}).get(column) or self.rows[row][column]


def read_tables(name: str, content: bytes) -> list[Table]:
    """The tables of a file by its ending. Raises CannotRead."""
    if len(content) > LARGEST:
        raise CannotRead("too-large", name)
    if PurePosixPath(name).suffix.lower() != ".zip":
        return [read_table(name, content)]
    tables = [read_table(inner, data) for inner, data in _unpacked(name, content)]
    if not tables:
        raise CannotRead("empty", name)
    return tables


def read_table(name: str, content: bytes) -> Table:
    """One CSV or XLSX. Raises CannotRead."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".xlsx":
        return _read_xlsx(name, content)
    if suffix in (".csv", ".tsv", ".txt"):
        return _read_csv(name, content)
    raise CannotRead("kind", name)


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """What a ZIP holds, in the order of its names; a folder's hidden files are left out."""
    with _opened(name, content) as archive:
        for inner in sorted(archive.namelist()):
            plain = PurePosixPath(inner)
            if inner.endswith("/") or plain.name.startswith(".") or "__MACOSX" in plain.parts:
                continue
            yield plain.name, _inner(name, archive, inner)


def _inner(name: str, archive: zipfile.ZipFile, inner: str) -> bytes:
    """A file of a ZIP whole; one whose sum or size is not what the ZIP says is damaged."""
    try:
        return archive.read(inner)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
        raise CannotRead("broken", f"{name}: {inner}") from None


def _opened(name: str, content: bytes) -> zipfile.ZipFile:
    """A ZIP (an XLSX is one too) that will not blow up. Raises CannotRead."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        inside = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise CannotRead("broken", name) from None
    if sum(each.file_size for each in inside) > LARGEST_INSIDE:
        raise CannotRead("too-large", name)
    if any(each.flag_bits & 1 for each in inside):
        raise CannotRead("locked", name)
    return archive


def _read_csv(name: str, content: bytes) -> Table:
    text = _decoded(name, content)
    try:
        dialect = "excel-tab" if "\t" in text.partition("\n")[0] else "excel"
        lines = csv.reader(io.StringIO(text, newline=""), dialect, strict=True)
        rows = [tuple(map(str.strip, row)) for row in lines if any(map(str.strip, row))]
    except csv.Error as error:
        raise CannotRead("broken", f"{name}: {error}") from None
    return _checked(name, rows)


def _decoded(name: str, content: bytes) -> str:
    """UTF-8 and nothing else: a guess would turn names into others."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CannotRead("encoding", f"{name}: {line}") from None
    if "\0" in text:
        raise CannotRead("encoding", name)
    return text


def _read_xlsx(name: str, content: bytes) -> Table:
    _opened(name, content).close()
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write dimensions that are not so
        filled = list(_filled(name, sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)))
        links = links_of(content)
    except CannotRead:
        raise
    except (InvalidFileException, KeyError, IndexError, ValueError, TypeError, OSError):
        raise CannotRead("broken", name) from None
    except Exception as error:  # an XML parser's own errors have no common parent
        if type(error).__module__.split(".")[0] in ("xml", "defusedxml", "lxml", "zipfile", "zlib"):
            raise CannotRead("broken", name) from None
        raise
    table = _checked(name, [row for _at, row in filled])
    behind = {at: links[line] for at, (line, _row) in enumerate(filled[1:]) if line in links}
    shifted = {at: {col - 1: url for col, url in cells.items()} for at, cells in behind.items()}
    return replace(table, links=shifted)


def _filled(name: str, written: Iterator[tuple[Any, ...]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows in which something stands, with their numbers; a sheet without an end is left early."""
    for at, row in enumerate(written, 1):
        if at > MOST_ROWS + 1:
            raise CannotRead("too-long", name)
        if any(cell is not None for cell in row):
            yield at, tuple(_text(cell, f"{name}: {at}") for cell in row)


def _text(cell: Any, where: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, str | int | float | bool):
        return str(cell).strip()
    raise CannotRead("formula", where)  # an array formula is an object


def _checked(name: str, rows: Sequence[tuple[str, ...]]) -> Table:
    if len(rows) < 2:
        raise CannotRead("empty", name)
    if len(rows) > MOST_ROWS:
        raise CannotRead("too-long", name)
    header = tuple(" ".join(clean_text(cell).split()) for cell in _without_end(rows[0]))
    if len(header) > MOST_COLUMNS:
        raise CannotRead("too-wide", name)
    width = len(header)
    body = []
    for at, row in enumerate(rows[1:], 2):
        cells = tuple(restored(cell) for cell in row[:width])
        _refuse_formulas(cells, row, f"{name}: {at}")
        if any(not cell.isprintable() for cell in cells):
            cells = tuple(map(clean_text, cells))  # nothing that hides, or turns a name around
        body.append(cells + ("",) * (width - len(cells)))
    return Table(name, header, body)


def _without_end(row: Sequence[str]) -> Sequence[str]:
    """Without the empty cells after its last."""
    filled = [at for at, cell in enumerate(row) if cell]
    return row[: filled[-1] + 1] if filled else ()


def _refuse_formulas(cells: Sequence[str], written: Sequence[str], where: str) -> None:
    """An apostrophe before it says that it is text: such a cell is none."""
    for cell, raw in zip(cells, written, strict=False):
        if cell == raw and cell[:1] in "=@+-" and _FORMULA.match(cell):
            raise CannotRead("formula", f"{where}: {cell[:30]}")
