"""A spreadsheet that goes out while it is written: XLSX in pieces, however long it is.

Text is text whatever it begins with; days, numbers and yes or no are what they are (ECMA-376, part
1). A newcomer's mistake: the library that reads ours. It keeps a whole sheet before the first byte
can go out, and takes a minute for what is written here in some seconds.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from amparo.lib.csvs import Cell

MOST_ROWS = 400_000  # of a sheet; Excel takes 1,048,576, and a part of a ZIP 2 GB
MOST_SIGNS = 32_000  # of a cell; Excel takes 32,767
PIECE = 64 * 1024  # bytes
LEVEL = 3  # of compression: most of the gain for a third of the time
_FIRST_DAY, _NO_DAYS = date(1899, 12, 30), date(1900, 3, 1)  # before it Excel counts otherwise
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XF = 'fontId="0" fillId="0" borderId="0"'
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164"'
    ' formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="1"><font><sz val="11"/>'
    '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>'
    '</fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    "<left/><right/><top/><bottom/><diagonal/></border></borders>"
    f'<cellStyleXfs count="1"><xf numFmtId="0" {_XF}/></cellStyleXfs><cellXfs count="2">'
    f'<xf numFmtId="0" {_XF} xfId="0"/>'
    f'<xf numFmtId="164" {_XF} xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)

Row = Sequence[Cell]


def stream_book(sheets: Sequence[tuple[str, Row | None, Iterable[Row]]]) -> Iterator[bytes]:
    """Sheets by name, header (or none) and rows. One that is too long goes on in another
    ("facts", "facts 2"), with the same header."""
    out, names = _Out(), list[str]()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=LEVEL) as book:
        for name, header, rows in sheets:
            for number, portion in enumerate(_portions(rows), 1):
                names.append(name if number == 1 else f"{name} {number}")
                with book.open(f"xl/worksheets/sheet{len(names)}.xml", "w") as part:
                    for piece in _sheet(header, portion):
                        part.write(piece)
                        yield from out.taken(PIECE)
        for path, text in _frame(names):
            book.writestr(path, _HEAD + text)
    yield from out.taken()


class _Out:
    """Where the ZIP is written to; nobody can go back in it, so it never has to be kept."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def write(self, content: bytes) -> int:
        self._kept += content
        return len(content)

    def flush(self) -> None:
        """Nothing lies elsewhere."""

    def close(self) -> None:
        """What was written is taken first."""

    def taken(self, least: int = 1) -> Iterator[bytes]:
        """What has come since, once it is worth a piece."""
        if len(self._kept) >= least:
            yield bytes(self._kept)
            self._kept.clear()


def _portions(rows: Iterable[Row]) -> Iterator[Iterator[Row]]:
    """At least one; a portion has to be read before the next is asked for."""
    left = iter(rows)
    yield islice(left, MOST_ROWS)
    for first in left:
        yield chain([first], islice(left, MOST_ROWS - 1))


def _sheet(header: Row | None, rows: Iterable[Row]) -> Iterator[bytes]:
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
    for row in chain([header] if header else [], rows):
        yield f"<row>{''.join(map(_cell, row))}</row>".encode()
    yield b"</sheetData></worksheet>"


def _cell(value: Cell) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    if isinstance(value, date):
        if value >= _NO_DAYS:
            return f'<c s="1"><v>{(value - _FIRST_DAY).days}</v></c>'
        value = value.isoformat()
    return f'<c t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'


def _text(value: str) -> str:
    """XML knows no control characters."""
    return escape(_NO_XML.sub("", value[:MOST_SIGNS]))


def _frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What says where the sheets are."""
    parts = [f"/xl/worksheets/sheet{number}.xml" for number in range(1, len(names) + 1)]
    kinds = [*((part, "worksheet") for part in parts), ("/xl/styles.xml", "styles"),
             ("/xl/workbook.xml", "sheet.main")]  # fmt: skip
    said = "".join(
        f'<Override PartName="{part}" ContentType="{_KIND}.{kind}+xml"/>' for part, kind in kinds
    )
    xml = "application/vnd.openxmlformats-package.relationships+xml"
    defaults = f'<Default Extension="rels" ContentType="{xml}"/>'
    yield "[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{said}</Types>'
    yield "_rels/.rels", _links([("officeDocument", "xl/workbook.xml")])
    inner = [
        *(("worksheet", part.removeprefix("/xl/")) for part in parts),
        ("styles", "styles.xml"),
    ]
    yield "xl/_rels/workbook.xml.rels", _links(inner)
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="r{number}"/>'
        for number, name in enumerate(names, 1)
    )
    yield (
        "xl/workbook.xml",
        (f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'),
    )
    yield "xl/styles.xml", _STYLES


def _links(targets: Sequence[tuple[str, str]]) -> str:
    said = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>'
