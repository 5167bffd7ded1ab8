"""Addresses behind the words of an XLSX: ICE writes "link", and the agreement lies behind it.

A newcomer's mistake: opening the book whole for their sake. The reader that goes row by row passes
them over; they stand after the rows, by cell, with their addresses in a file beside the sheet.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from itertools import islice, product

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils import range_boundaries
from openpyxl.xml.functions import fromstring, iterparse

BOOK = "xl/workbook.xml"
MOST = 200_000
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def links_of(content: bytes) -> Mapping[int, Mapping[int, str]]:
    """Of the first sheet: row → column → address, both counted from 1. Web addresses alone."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = _first_sheet(archive)
        addresses = _addresses(archive, part, "hyperlink")
        found: dict[int, dict[int, str]] = {}
        if addresses:
            for row, column, name in islice(_cells(archive, part), MOST):
                address = addresses.get(name, "")
                if address.startswith(("https://", "http://")):
                    found.setdefault(row, {})[column] = address
        return found


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """Where it lies; its place in the book, not its number, is what counts."""
    sheets = fromstring(archive.read(BOOK)).find("{*}sheets") if _has(archive, BOOK) else None
    first = next(iter(sheets), None) if sheets is not None else None
    parts = _addresses(archive, BOOK, "worksheet")
    return "" if first is None else parts.get(first.get(_ID), "")


def _addresses(archive: zipfile.ZipFile, part: str, kind: str) -> dict[str, str]:
    """What a part of the book leads to, by its ids."""
    beside = get_rels_path(part) if part else ""
    if not _has(archive, beside):
        return {}
    rows = get_dependents(archive, beside)
    return {row.Id: row.target for row in rows if row.Type.rpartition("/")[2] == kind}


def _cells(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    """(row, column, id of the address) of every cell with one."""
    with archive.open(part) as sheet:
        for _event, element in iterparse(sheet):
            if element.tag.endswith("}hyperlink") and element.get(_ID) and element.get("ref"):
                left, top, right, bottom = range_boundaries(element.get("ref"))
                cells = product(range(top, bottom + 1), range(left, right + 1))
                yield from ((row, column, element.get(_ID)) for row, column in cells)
            element.clear()


def _has(archive: zipfile.ZipFile, name: str) -> bool:
    return bool(name) and name in archive.namelist()
