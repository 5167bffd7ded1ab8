"""Bytes of a stranger made into text, JSON, XML or files, within limits.

A newcomer's mistake: trusting a size that a ZIP file states. What comes out is counted while it is
unpacked; nothing is written to the disk.
"""

import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from amparo.bills.importers.errors import CannotRead

MOST_FILES = 60_000
MOST_OF_ONE = 60_000_000  # bytes, unpacked
MOST_IN_ALL = 1_500_000_000
MOST_VOTES = 30_000  # of one kind, in any chamber
A_PIECE = 1_000  # bytes of a packed file: they may unpack into 30 MB
MOST_TIMES = 200  # what honest text is packed into at best is a twentieth

_DECLARED = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)


def text_of(content: bytes) -> str:
    """Text in UTF-8, or in the encoding that an HTML page declares. Raises CannotRead."""
    if not content.strip():
        raise CannotRead("empty")
    declared = _DECLARED.search(content[:4096])
    for name in ("utf-8-sig", declared[1].decode() if declared else ""):
        try:
            found = content.decode(name) if name else None
        except (UnicodeDecodeError, LookupError):
            continue
        if found is not None and "\0" not in found:
            return found
    raise CannotRead("encoding")


def words_sent(content: bytes) -> str:
    """Text that a feed packed without saying how: UTF-8, or as Windows writes it."""
    try:
        return text_of(content)
    except CannotRead as error:
        if error.why != "encoding" or b"\0" in content:
            raise
        return content.decode("cp1252", errors="replace")


def json_of(content: bytes, name: str = "") -> Any:
    try:
        return json.loads(text_of(content))
    except (ValueError, RecursionError) as error:
        if isinstance(error, CannotRead):
            raise
        raise CannotRead("json", name) from error


def xml_of(content: bytes) -> Element:
    """The root of an XML file that declares no entities."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise CannotRead("entities") from error
    except (ParseError, LookupError, ValueError) as error:
        raise CannotRead("xml" if content.strip() else "empty") from error
    return root


def files_in(content: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of the files in a ZIP, by name, each unpacked when it is asked for."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = [each for each in archive.infolist() if not each.is_dir()]
            if len(listed) > MOST_FILES:
                raise CannotRead("bomb")
            total = 0
            for each in sorted(listed, key=lambda one: one.filename):
                unpacked = _unpacked(archive, each)
                total += len(unpacked)
                if total > min(MOST_IN_ALL, max(len(content), 100_000) * MOST_TIMES):
                    raise CannotRead("bomb")
                yield each.filename, unpacked
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise CannotRead("zip") from error


def lines_of(content: bytes) -> Iterator[str]:
    """The lines of a file packed by Zstandard, one at a time: unpacked they are hundreds of MB.

    The package that unpacks it is an extra of ours; without it whoever has the file unpacks it.
    """
    try:
        import zstandard
    except ImportError as error:
        raise CannotRead("zstd") from error
    rest = b""
    try:
        for piece in _pieces(content, zstandard.ZstdDecompressor):
            *whole, rest = (rest + piece).split(b"\n")
            yield from (line.decode() for line in whole)
        yield rest.decode()
    except (zstandard.ZstdError, UnicodeDecodeError) as error:
        raise CannotRead("cut") from error


def _pieces(content: bytes, make: Any) -> Iterator[bytes]:
    """What comes out, a little at a time; a file that ends within a frame has been cut off."""
    at, total, most = 0, 0, min(MOST_IN_ALL, max(len(content), 100_000) * MOST_TIMES)
    while at < len(content):
        frame = make().decompressobj()
        while not frame.eof and at < len(content):
            piece = frame.decompress(content[at : at + A_PIECE])
            at += A_PIECE
            total += len(piece)
            if total > most:
                raise CannotRead("bomb")
            yield piece
        if not frame.eof:
            raise CannotRead("cut")
        at = min(at, len(content)) - len(frame.unused_data)


def _unpacked(archive: zipfile.ZipFile, each: zipfile.ZipInfo) -> bytes:
    with archive.open(each) as stream:
        found = stream.read(MOST_OF_ONE + 1)
    if len(found) > MOST_OF_ONE:
        raise CannotRead("bomb", each.filename)
    return found


def day_of(said: object, where: str = "") -> date | None:
    """A date of ISO 8601, of "3/14/2025" or of a time; None where none is said."""
    text = str(said or "").strip()
    if not text or text.startswith("0000"):
        return None
    for pattern, length in (("%Y-%m-%d", 10), ("%m/%d/%Y", 10), ("%Y%m%d", 8)):
        try:
            found = datetime.strptime(text[:length], pattern).date()  # noqa: DTZ007 - a day only
        except ValueError:
            continue
        if 1800 <= found.year <= 2200:
            return found
    raise CannotRead("date", f"{where} {text}".strip())


def count_of(said: object, where: str = "") -> int:
    """A number of votes; nothing said is none."""
    found = int(said or 0)  # type: ignore[call-overload]
    if not 0 <= found <= MOST_VOTES:
        raise CannotRead("field", f"{where} {said}".strip())
    return int(found)


def tidy(text: object) -> str:
    """One line, without entities of HTML and without letters that cannot be stored."""
    return " ".join(storable(html.unescape(str(text or ""))).split())


def storable(words: str) -> str:
    """Without the letters that no database keeps: zeros, and halves of a pair."""
    return words.replace("\0", "").encode("utf-8", "ignore").decode()


def web_address(url: object) -> str:
    """An address that a reader may follow, else ""."""
    said = tidy(url)
    return said if said.startswith(("https://", "http://")) and len(said) <= 500 else ""
