"""Search stores for people who must not be in them, in every form that we could think of.

A promise about fields misses columns; this asks the bytes. `Scanner(people).scan_paths(paths)`
reads every file whole, looks into what is compressed in it and returns hits. It knows nothing of
Amparo: what is planted comes in, what is found goes out.

Values must be distinctive and at least eight bytes long, or chance would find them too.
"""

import base64
import binascii
import bz2
import hashlib
import html
import json
import lzma
import quopri
import re
import string
import struct
import unicodedata
import uuid
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, quote_plus

from ahocorasick_rs import BytesAhoCorasick

SHORTEST = 8  # bytes of a needle: 4 MB of noise hold one of a million by a chance of 10^-7
PIECE = 16  # characters of a comment: long text may be cut by a page, a line or a limit
DEEPEST = 4  # archives within archives
LARGEST = 256 * 1024 * 1024  # bytes out of one compressed stream
DIGEST_BYTES = 10  # a digest is found though cut to 80 bits

ALGORITHMS = (
    *("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s"),
    *("sha3_224", "sha3_256", "sha3_384", "sha3_512"),
)
NAMESPACES = (uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL, uuid.NAMESPACE_OID, uuid.NAMESPACE_X500)


@dataclass(frozen=True)
class Person:
    """Whom to look for; an empty value is not looked for."""

    name: str = ""
    email: str = ""
    phone: str = ""  # E.164 of the United States
    comment: str = ""


@dataclass(frozen=True)
class Hit:
    """Where somebody was found: which of the people, which value, in which form."""

    where: str  # path, then "> gzip@120" for each archive
    at: int
    person: int
    what: str
    form: str


@dataclass(frozen=True)
class _Needle:
    bytes: bytes
    person: int
    what: str
    form: str
    is_exact: bool  # else matched whatever the case of ASCII letters


class Scanner:
    """Automata over every form of every person's values; build once, scan often."""

    def __init__(self, people: Iterable[Person]) -> None:
        exact: dict[bytes, _Needle] = {}
        folded: dict[bytes, _Needle] = {}
        for needle in (n for at, person in enumerate(people) for n in _needles(at, person)):
            if len(needle.bytes) < SHORTEST:
                continue
            side = exact if needle.is_exact else folded
            side.setdefault(needle.bytes if needle.is_exact else needle.bytes.lower(), needle)
        self._exact = _Side(exact)
        self._folded = _Side(folded)

    def scan_paths(self, paths: Iterable[Path]) -> list[Hit]:
        """Return the hits in these files, and in all files under these folders."""
        files = (file for path in paths for file in _files(path))
        return [hit for file in files for hit in self.scan(file.read_bytes(), str(file))]

    def scan(self, data: bytes, where: str = "bytes") -> list[Hit]:
        """Return the hits in these bytes and in what is compressed in them."""
        return [hit for inner, place in _opened(data, where) for hit in self._hits(inner, place)]

    def _hits(self, data: bytes, where: str) -> Iterator[Hit]:
        unfolded = re.sub(rb"=?\r?\n[ \t]*", b"", data)
        for view in {data, unfolded}:
            yield from self._exact.hits(view, where)
            yield from self._folded.hits(view.lower(), where)


class _Side:
    def __init__(self, needles: dict[bytes, _Needle]) -> None:
        self._needles = list(needles.values())
        self._automaton = BytesAhoCorasick(list(needles)) if needles else None

    def hits(self, view: bytes, where: str) -> Iterator[Hit]:
        if self._automaton is None:
            return
        for which, start, _ in self._automaton.find_matches_as_indexes(view):
            needle = self._needles[which]
            yield Hit(where, start, needle.person, needle.what, needle.form)


def scan_paths(paths: Iterable[Path], people: Iterable[Person]) -> list[Hit]:
    """Return where these people are in these files and folders."""
    return Scanner(people).scan_paths(paths)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (file for file in sorted(path.rglob("*")) if file.is_file())
    elif path.is_file():
        yield path


# What to look for


def _needles(at: int, person: Person) -> Iterator[_Needle]:
    for what in ("name", "email", "phone", "comment"):
        value = getattr(person, what)
        if not value:
            continue
        if len(value.encode()) < SHORTEST:
            raise ValueError(f"the {what} of person {at} is too short to be looked for")
        for text in sorted(_spellings(what, value)):
            for form, found, is_exact in _written(text):
                yield _Needle(found, at, what, form, is_exact)
        if what != "comment":
            for form, found, is_exact in _digested(_ids(what, value)):
                yield _Needle(found, at, what, form, is_exact)


def _spellings(what: str, value: str) -> set[str]:
    match what:
        case "phone":
            return _phone_forms(value)
        case "comment":
            pieces = range(0, max(1, len(value) - PIECE + 1), PIECE)
            return {form for at in pieces for form in _cased(value[at : at + PIECE])}
        case "email":
            local, _, domain = value.partition("@")
            tagless = local.partition("+")[0]
            bare = {value, f"{tagless}@{domain}", f"{tagless.replace('.', '')}@{domain}"}
            alone = {local} if len(local) > SHORTEST else set()
            return {form for text in bare | alone for form in _cased(text)}
        case _:
            return {form for text in {value, _plain(value)} for form in _cased(text)}


def _cased(text: str) -> set[str]:
    """Return the cases that differ beyond ASCII, each composed and apart."""
    return {
        unicodedata.normalize(form, cased)
        for cased in (text, text.lower(), text.upper())
        for form in ("NFC", "NFD")
    }


def _plain(text: str) -> str:
    """Return the name folded: no accents, single spaces."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def _phone_forms(phone: str) -> set[str]:
    digits = phone.lstrip("+")
    area, exchange, line = digits[-10:-7], digits[-7:-4], digits[-4:]
    return {
        phone,  # longer than the others, so that its blocks are not too short
        digits[-10:],
        f"({area}) {exchange}-{line}",
        f"({area}){exchange}-{line}",
        *(f"{area}{mark}{exchange}{mark}{line}" for mark in "-. /"),
        f"{area}\u00a0{exchange}\u00a0{line}",
        f"{area} {exchange}-{line}",
    }


def _written(text: str) -> Iterator[tuple[str, bytes, bool]]:
    """Yield (form, bytes, must the case agree) for the ways to write a text."""
    plain = text.encode()
    yield "utf-8", plain, False
    yield "utf-16-le", text.encode("utf-16-le"), False
    yield "utf-16-be", text.encode("utf-16-be"), False
    for charset in ("latin-1", "cp1252", "utf-7"):
        yield charset, text.encode(charset, "ignore"), False
    for form, escaped in _escaped(text):
        yield form, escaped.encode(), False
    yield "quoted-printable", quopri.encodestring(plain).replace(b"=\n", b""), False
    yield "quoted-printable header", quopri.encodestring(plain, header=True), False
    yield "mail header", _header_word(plain), False
    yield "hex", plain.hex().encode(), False
    yield "utf-16 hex", text.encode("utf-16-le").hex().encode(), False
    yield "rot13", plain.translate(_ROT13), False
    for skipped in range(4):
        yield "ascii85", base64.a85encode(_whole(plain[skipped:], 4)), True
    yield from _in_blocks("base64", plain)
    yield from _in_blocks("utf-16 base64", text.encode("utf-16-le"))


def _escaped(text: str) -> Iterator[tuple[str, str]]:
    yield "json", json.dumps(text)[1:-1]
    yield "json", json.dumps(text, ensure_ascii=False)[1:-1]
    yield (
        "json html-safe",
        "".join(c if c.isalnum() and c.isascii() else f"\\u{ord(c):04x}" for c in text),
    )
    yield "python", ascii(text)[1:-1]
    yield "python bytes", repr(text.encode())[2:-1]
    yield "html", html.escape(text)
    yield "html decimal", "".join(c if c.isascii() else f"&#{ord(c)};" for c in text)
    yield "html hex", "".join(c if c.isascii() else f"&#x{ord(c):x};" for c in text)
    yield "html all decimal", "".join(f"&#{ord(c)};" for c in text)
    yield "url", quote(text, safe="")
    yield "url", quote(text, safe="@ ")
    yield "url form", quote_plus(text)
    yield "sql", text.replace("'", "''")


def _header_word(plain: bytes) -> bytes:
    """Return an encoded word with all escaped that may not stand in a name (RFC 2047, 5.3)."""
    escaped = (chr(at) if chr(at) in _HEADER_SAFE else f"={at:02X}" for at in plain)
    return "".join(escaped).replace("=20", "_").encode()


def _in_blocks(form: str, plain: bytes) -> Iterator[tuple[str, bytes, bool]]:
    """Yield, for each alignment, the whole blocks: what stands beside cannot change them."""
    for skipped in range(3):
        encoded = base64.b64encode(_whole(plain[skipped:], 3))
        yield form, encoded, True
        yield f"{form} url", encoded.translate(_URL_SAFE), True


def _whole(plain: bytes, block: int) -> bytes:
    return plain[: len(plain) // block * block]


def _ids(what: str, value: str) -> set[str]:
    """Return what somebody would take a digest of: as typed, and as programs normalize it."""
    if what == "phone":
        digits = value.lstrip("+")
        return {value, digits, digits[-10:]}
    if what == "email":
        lower = value.lower()
        local, _, domain = lower.partition("@")
        tagless = local.partition("+")[0]
        canonical = {f"{tagless}@{domain}", f"{tagless.replace('.', '')}@{domain}"}
        return {value, lower, value.upper(), f"mailto:{lower}", *canonical}
    composed = unicodedata.normalize("NFC", value)
    return {value, composed, composed.lower(), composed.upper(), _plain(value)}


def _digested(ids: set[str]) -> Iterator[tuple[str, bytes, bool]]:
    for text in sorted(ids):
        for algorithm in ALGORITHMS:
            digest = hashlib.new(algorithm, text.encode()).digest()[:DIGEST_BYTES]
            yield from _as_token(algorithm, digest)
        for namespace in NAMESPACES:
            for version, named in ((3, uuid.uuid3), (5, uuid.uuid5)):
                made = named(namespace, text)
                yield f"uuid{version}", str(made).encode(), False
                yield f"uuid{version} raw", made.bytes, True
                yield f"uuid{version} hex", made.hex.encode(), False
                yield f"uuid{version} little-endian", made.bytes_le, True


def _as_token(form: str, digest: bytes) -> Iterator[tuple[str, bytes, bool]]:
    encoded = base64.b64encode(_whole(digest, 3))
    yield form, digest, True
    yield f"{form} hex", digest.hex().encode(), False
    yield f"{form} base64", encoded, True
    yield f"{form} base64 url", encoded.translate(_URL_SAFE), True


_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_HEADER_SAFE = frozenset(string.ascii_letters + string.digits + "!*+-/")
_ROT13 = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    b"NOPQRSTUVWXYZABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm",
)


# Where to look


class _Decompressor(Protocol):
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


_STREAMS: tuple[tuple[str, bytes], ...] = (
    ("gzip", rb"\x1f\x8b\x08"),
    ("zlib", rb"\x78[\x01\x5e\x9c\xda]"),
    ("bz2", rb"BZh[1-9]1AY"),
    ("xz", rb"\xfd7zXZ\x00"),
    ("zip", rb"PK\x03\x04"),
)
_STARTS = re.compile(b"|".join(b"(?P<%s>%s)" % (name.encode(), magic) for name, magic in _STREAMS))
_TEXTS = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
_BYTEA = re.compile(rb"\\x((?:[0-9a-f]{2}){12,})")  # as PostgreSQL dumps it


def _opened(data: bytes, where: str, depth: int = 0) -> Iterator[tuple[bytes, str]]:
    """Yield the bytes, and those within them that were compressed, also behind base64 or hex."""
    yield data, where
    if depth == DEEPEST:
        return
    for inner, name, at in _archives(data):
        yield from _opened(inner, f"{where} > {name}@{at}", depth + 1)
    for decoded, at in _decoded(data):
        for inner, name, _ in _archives(decoded):
            yield from _opened(inner, f"{where} > {name}@{at}", depth + 1)
    for blob in _BYTEA.finditer(data):
        inner = binascii.unhexlify(blob[1])
        yield from _opened(inner, f"{where} > bytea@{blob.start()}", depth + 1)


def _archives(data: bytes) -> Iterator[tuple[bytes, str, int]]:
    for start in _STARTS.finditer(data):
        name = start.lastgroup or ""
        inner = _decompressed(name, data, start.start())
        if len(inner) >= SHORTEST:
            yield inner, name, start.start()


def _decompressed(name: str, data: bytes, at: int) -> bytes:
    """Return as much as comes out, though the stream be cut short or not be one at all."""
    if name == "zip":
        at += _zip_header_bytes(data, at)
    stream = _decompressor(name)
    out = bytearray()
    try:
        for start in range(at, len(data), 65536):
            out += stream.decompress(data[start : start + 65536], LARGEST)
            if getattr(stream, "eof", False) or len(out) >= LARGEST:
                break
    except (zlib.error, OSError, EOFError, lzma.LZMAError):
        pass  # what came before the fault is looked at
    return bytes(out)


def _decompressor(name: str) -> _Decompressor:
    match name:
        case "bz2":
            return bz2.BZ2Decompressor()
        case "xz":
            return lzma.LZMADecompressor()
        case "zip":
            return zlib.decompressobj(-zlib.MAX_WBITS)
        case _:
            return zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, by its header


def _zip_header_bytes(data: bytes, at: int) -> int:
    """Return the length of a local file header (APPNOTE 4.3.7)."""
    if at + 30 > len(data):
        return 30
    name_bytes, extra_bytes = struct.unpack_from("<HH", data, at + 26)
    return 30 + int(name_bytes) + int(extra_bytes)


def _decoded(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield what runs of base64 and of hex stand for, line breaks left out."""
    unfolded = re.sub(rb"=?\r?\n[ \t]*", b"", data)
    for run in _TEXTS.finditer(unfolded):
        text = run.group().rstrip(b"=").translate(_STANDARD)
        for skipped in range(4):  # a word may stand before the run
            yield _unbase64(text[skipped:]), run.start()
        if re.fullmatch(rb"[0-9A-Fa-f]+", text):
            yield binascii.unhexlify(text[: len(text) // 2 * 2]), run.start()


_STANDARD = bytes.maketrans(b"-_", b"+/")


def _unbase64(text: bytes) -> bytes:
    return binascii.a2b_base64(text[: len(text) // 4 * 4])
