"""Whether a paper can be heard: what PDF/UA-1 asks for and a program can tell.

Typst makes every paper as PDF/UA-1 and refuses what it cannot tag; no validator of the whole
standard runs without Java. This reads what came out by itself: a second pair of eyes.
"""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject

SHOWING = {b"Tj", b"TJ", b"'", b'"', b"Do", b"f", b"f*", b"S", b"s", b"B", b"B*", b"b", b"sh"}
HEADINGS = {f"/H{level}" for level in range(1, 7)}


def troubles(pdf: bytes, language: str) -> list[str]:
    """What is wrong with a paper in this language, in words; an empty list where nothing is."""
    reader = PdfReader(io.BytesIO(pdf))
    tree = reader.trailer["/Root"].get("/StructTreeRoot", DictionaryObject())
    elements = list(_elements(tree.get_object()))
    return [
        *_about_the_file(reader, language),
        *_about_pages(reader, elements),
        *_about_elements(elements),
        *_about_fonts(reader),
    ]


def _about_the_file(reader: PdfReader, language: str) -> Iterator[str]:
    root = reader.trailer["/Root"]
    if root.get("/Lang", "").split("-")[0] != language:
        yield f"its language is {root.get('/Lang')}"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "it is not marked as tagged"
    if not (reader.metadata and reader.metadata.title):
        yield "it has no title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "a window would show the name of the file instead of the title"
    if b"pdfuaid:part>1<" not in root["/Metadata"].get_object().get_data():
        yield "it does not say that it is PDF/UA-1"
    if {"/OpenAction", "/AA"} & set(root):
        yield "it does something when it is opened"


def _about_pages(reader: PdfReader, elements: list[DictionaryObject]) -> Iterator[str]:
    """Everything drawn is an artifact, or a piece that exactly the tree of tags knows."""
    known: dict[int, list[int]] = {}
    for element in elements:
        for page, piece in _pieces(element):
            known.setdefault(page, []).append(piece)
    for at, page in enumerate(reader.pages, 1):
        drawn, is_loose = _drawn(page, reader)
        told = known.get(page.indirect_reference.idnum if page.indirect_reference else 0, [])
        if is_loose:
            yield f"page {at} shows something without a tag"
        if drawn != set(told) or len(told) != len(set(told)):
            yield f"page {at} and the tree of tags differ on what is there"
        if page.get("/Annots"):
            if page.get("/Tabs") != "/S":
                yield f"page {at} is not tabbed through in the order of its tags"
            if not all(each.get_object().get("/Contents") for each in page["/Annots"]):
                yield f"page {at} has a link without words"


def _about_elements(elements: list[DictionaryObject]) -> Iterator[str]:
    level = 0
    for element in elements:
        kind = element["/S"]
        if kind in ("/Figure", "/Formula") and not str(element.get("/Alt", "")).strip():
            yield "a picture has no words"
        if kind == "/Table" and not any(each["/S"] == "/TH" for each in _elements(element)):
            yield "a table has no heads"
        if kind in HEADINGS:
            deeper, level = int(kind[2:]) - level, int(kind[2:])
            if deeper > 1:
                yield f"a heading of level {level} follows one of level {level - deeper}"
    if not any(element["/S"] in HEADINGS for element in elements):
        yield "it has no heading"


def _about_fonts(reader: PdfReader) -> Iterator[str]:
    for page in reader.pages:
        for font in page["/Resources"].get_object().get("/Font", {}).values():
            inner = font.get_object().get("/DescendantFonts", [font])[0].get_object()
            described = inner["/FontDescriptor"].get_object()
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described):
                yield f"{inner['/BaseFont']} is not in the file"
            if "/ToUnicode" not in font.get_object():
                yield f"{inner['/BaseFont']} does not tell its letters"


def _elements(node: DictionaryObject) -> Iterator[DictionaryObject]:
    """Every element below, in the order in which it is read."""
    for kid in _kids(node):
        if isinstance(kid, DictionaryObject) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _pieces(element: DictionaryObject) -> Iterator[tuple[int, int]]:
    """The pieces of pages that are its own: the number of the page's object, and of the piece."""
    for kid in _kids(element):
        if isinstance(kid, int):
            yield _page_of(element), int(kid)
        elif isinstance(kid, DictionaryObject) and "/MCID" in kid:
            yield _page_of(kid if "/Pg" in kid else element), int(kid["/MCID"])


def _page_of(node: DictionaryObject) -> int:
    found = node.raw_get("/Pg")
    assert isinstance(found, IndirectObject)
    return found.idnum


def _kids(node: DictionaryObject) -> list[Any]:
    kids = node.get("/K", ArrayObject())
    kids = kids.get_object() if isinstance(kids, IndirectObject) else kids
    return [each.get_object() for each in kids] if isinstance(kids, ArrayObject) else [kids]


def _drawn(page: Any, reader: PdfReader) -> tuple[set[int], bool]:
    """The numbered pieces that a page shows, and whether anything stands outside of all marks."""
    pieces: set[int] = set()
    marks: list[str] = []
    is_loose = False
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            about = operands[1] if len(operands) > 1 else {}
            piece = about.get("/MCID") if isinstance(about, DictionaryObject) else None
            marks.append(operands[0])
            if piece is not None:
                pieces.add(int(piece))
        elif operator == b"EMC":
            marks.pop()
        elif operator in SHOWING and not marks:
            is_loose = True
    return pieces, is_loose
