"""CSV files that a spreadsheet opens without running anything, and that read back exactly.

A spreadsheet takes a cell that begins with = + - @ (also in full width), a tab or a return for a
formula. Such a cell gets an apostrophe in front, and so does a cell that already has apostrophes
there, so that taking one away on reading gives back what was written (OWASP, "CSV Injection").
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from urllib.parse import quote

BOM = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252
Cell = str | int | float | bool | date | None

_FORMULA = re.compile(
    "'*[\\s\ufeff\u200b]*[=+\\-@\u2212\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\t\r]"
)
_CHUNK = 64 * 1024


def write_csv(rows: Iterable[Sequence[Cell]], *, bom: bool = True) -> bytes:
    """All rows as one file, the header being the first of them."""
    return b"".join(stream_csv(rows, bom=bom))


def stream_csv(rows: Iterable[Sequence[Cell]], *, bom: bool = True) -> Iterator[bytes]:
    """The same in pieces, for a list too long to hold."""
    out = io.StringIO(BOM if bom else "", newline="")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([neutralized(cell) for cell in row])
        if out.tell() > _CHUNK:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def read_csv(data: bytes) -> list[list[str]]:
    """Rows of a file of ours as they were before writing; every cell is text."""
    lines = io.StringIO(data.decode("utf-8-sig"), newline="")
    return [[restored(cell) for cell in row] for row in csv.reader(lines, strict=True)]


def neutralized(cell: Cell) -> str:
    """The cell as text that no spreadsheet takes for a formula. Numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str):
        return str(cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """What `neutralized` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def attachment_header(filename: str) -> str:
    """A Content-Disposition for a file name in any script (RFC 6266, RFC 8187)."""
    name = re.sub(r'[\x00-\x1f\x7f"\\/]', "", filename).strip() or "file"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-") or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
