"""Which importer reads a file: told by what is in it, and never by its name alone."""

import io
import zipfile
from collections.abc import Iterator

from amparo.bills.importers import (
    congress,
    legiscan,
    legislators,
    lines,
    openstates,
    openstates_csv,
    plain,
    revisor,
)
from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.reading import files_in, json_of, lines_of, text_of
from amparo.bills.importers.records import LooseText, Record, TextRecord

ZSTANDARD = b"\x28\xb5\x2f\xfd"


def parse(content: bytes, name: str = "") -> Iterator[Record]:
    """Records of any file that we read. Raises CannotRead, at once or while it is read."""
    if not content.strip():
        raise CannotRead("empty")
    if content[:2] == b"PK":
        return _parse_zip(content)
    if content[:5] == b"%PDF-":
        return _parse_document(content, name)
    if content[:4] == ZSTANDARD:
        return congress.parse(lines_of(content))
    start = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start[:1] in (b"{", b"["):
        return _parse_json(content, name)
    if start[:5] == b"<?xml" or b"<FILE_TYPE>" in content[:20_000]:
        return revisor.parse_xml(content)
    if legislators.is_yaml(content):
        return legislators.parse_yaml(content, name)
    words = text_of(content)
    if legislators.is_csv(words):
        return legislators.parse_csv(words)
    if plain.is_page(words) and revisor.is_page(words):
        return revisor.parse_page(content)
    return _parse_document(content, name)


def feed_of(record: Record) -> str:
    return getattr(record, "feed", "file")


def _parse_json(content: bytes, name: str) -> Iterator[Record]:
    first = content.lstrip(b"\xef\xbb\xbf \r\n\t").split(b"\n", 1)
    if _is_congress(first[0]):
        return congress.parse(text_of(content).splitlines())
    if name.endswith(".jsonl") or (len(first) > 1 and _is_whole(first[0]) and first[1].strip()):
        return lines.parse(content)
    found = json_of(content, name)
    if lines.is_ours(found):
        return lines.parse_bill(content)
    if isinstance(found, dict) and "text" in found and isinstance(found["text"], str):
        return lines.parse(content)
    if legislators.is_list(found):
        return legislators.of_list(found)
    if legiscan.is_ours(found) and not openstates.is_ours(found):
        return legiscan.parse(content)
    return openstates.of_json(found)


def _is_congress(line: bytes) -> bool:
    try:
        return congress.is_ours(json_of(line))
    except CannotRead:
        return False


def _is_whole(line: bytes) -> bool:
    try:
        json_of(line)
    except CannotRead:
        return False
    return line.lstrip()[:1] == b"{"


def _parse_zip(content: bytes) -> Iterator[Record]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise CannotRead("zip") from error
    if openstates_csv.is_ours(names):
        return openstates_csv.parse(content)
    if legislators.is_zip(names):
        return legislators.parse_zip(content)
    return _parse_json_files(content, names)


def _parse_json_files(content: bytes, names: list[str]) -> Iterator[Record]:
    """LegiScan's dataset, or Open States' one JSON in a ZIP."""
    whole = [name for name in names if name.endswith("_bills.json")]
    if not whole:
        yield from legiscan.parse(content)
        return
    for name, unpacked in files_in(content):
        if name in whole:
            yield from openstates.of_json(json_of(unpacked, name))


def _parse_document(content: bytes, name: str) -> Iterator[Record]:
    text, media_type = plain.read_file(content)
    label = name.rpartition("/")[2].rpartition(".")[0] or "Text"
    yield LooseText(
        "file",
        TextRecord(
            key=f"file-{label}"[:80], label=label[:200], media_type=media_type, body=text.body,
            marks=tuple(text.marks),
        ),
    )  # fmt: skip
