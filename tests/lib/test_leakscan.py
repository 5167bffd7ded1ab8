"""The leak scanner finds whatever is planted, in every form, and nothing in noise.

The forms here are written apart from the scanner's own, so that one mistake does not hide in both.
"""

import base64
import bz2
import codecs
import gzip
import hashlib
import html
import io
import json
import lzma
import pickle
import quopri
import random
import sqlite3
import unicodedata
import uuid
import zipfile
import zlib
from collections.abc import Callable
from email.header import Header
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

import amparo.lib
from tests.leakscan import Hit, Person, Scanner, scan_paths

ROSA = Person(
    name="Rosalía Ñuñoz-Ejemplo",
    email="Rosalia.Nunoz+firma@correo.example",
    phone="+16125550187",
    comment="Mi vecina espera desde hace nueve años, y su hija pregunta cada noche cuándo vuelve.",
)
BETO = Person(name="Norberto Quispe Inventado", email="norberto@huerta.example")
SCANNER = Scanner([BETO, ROSA])
NOISE = random.Random(11)

WRITE: dict[str, Callable[[str], bytes]] = {
    "plain": lambda t: t.encode(),
    "utf-16-le": lambda t: t.encode("utf-16-le"),
    "utf-16-be": lambda t: t.encode("utf-16-be"),
    "utf-16 with a mark": lambda t: t.encode("utf-16"),
    "latin-1": lambda t: t.encode("latin-1"),
    "utf-7": lambda t: t.encode("utf-7"),
    "composed": lambda t: unicodedata.normalize("NFC", t).encode(),
    "apart": lambda t: unicodedata.normalize("NFD", t).encode(),
    "upper": lambda t: t.upper().encode(),
    "lower": lambda t: t.lower().encode(),
    "title": lambda t: t.title().encode(),
    "swapped case": lambda t: t.lower().swapcase().encode(),
    "upper, apart, utf-16": lambda t: unicodedata.normalize("NFD", t.upper()).encode("utf-16-le"),
    "json": lambda t: json.dumps({"x": t}).encode(),
    "json as it is": lambda t: json.dumps({"x": t}, ensure_ascii=False).encode(),
    "json with capital escapes": lambda t: (
        json.dumps(t).replace("\\u00f", "\\u00F").replace("\\u00e", "\\u00E").encode()
    ),
    "python": lambda t: repr(t).encode(),
    "python ascii": lambda t: ascii(t).encode(),
    "python bytes": lambda t: repr(t.encode()).encode(),
    "html": lambda t: html.escape(t).encode(),
    "html decimal": lambda t: t.encode("ascii", "xmlcharrefreplace"),
    "html hex": lambda t: "".join(c if ord(c) < 128 else f"&#x{ord(c):X};" for c in t).encode(),
    "html, every letter": lambda t: "".join(f"&#{ord(c)};" for c in t).encode(),
    "url": lambda t: quote(t).encode(),
    "url, all": lambda t: quote(t, safe="").encode(),
    "url in lower case": lambda t: quote(t, safe="").lower().encode(),
    "form": lambda t: quote_plus(t).encode(),
    "quoted-printable": lambda t: quopri.encodestring(t.encode()),
    "mail header q": lambda t: Header(t, "utf-8", maxlinelen=300).encode().encode(),
    "mail body": lambda t: mail_with(t),
    "hex": lambda t: t.encode().hex().encode(),
    "hex in capitals": lambda t: t.encode().hex().upper().encode(),
    "utf-16 hex": lambda t: t.encode("utf-16-le").hex().encode(),
    **{f"base64 +{n}": lambda t, n=n: base64.b64encode(b"zyx"[:n] + t.encode()) for n in range(3)},
    **{
        f"base64 url +{n}": lambda t, n=n: base64.urlsafe_b64encode(
            b"\xff\xfe\xfd"[:n] + t.encode()
        )
        for n in range(3)
    },
    **{
        f"utf-16 base64 +{n}": lambda t, n=n: base64.b64encode(b"zyx"[:n] + t.encode("utf-16-le"))
        for n in range(3)
    },
    "base64 in lines": lambda t: base64.encodebytes(b"x" * 50 + t.encode()),
    **{
        f"ascii85 +{n}": lambda t, n=n: base64.a85encode(b"zyxw"[:n] + t.encode()) for n in range(4)
    },
    "rot13": lambda t: codecs.encode(t, "rot13").encode(),
    "gzip": lambda t: gzip.compress(t.encode()),
    "zlib": lambda t: zlib.compress(t.encode()),
    "zlib, fast": lambda t: zlib.compress(t.encode(), 1),
    "zlib, best": lambda t: zlib.compress(t.encode(), 9),
    "bz2": lambda t: bz2.compress(t.encode()),
    "xz": lambda t: lzma.compress(t.encode()),
    "zip": lambda t: zipped(t.encode()),
    "gzip in zlib in gzip": lambda t: gzip.compress(zlib.compress(gzip.compress(t.encode()))),
    "base64 in gzip": lambda t: gzip.compress(base64.b64encode(b"x" + t.encode())),
    "base64 of zlib of json": lambda t: base64.b64encode(zlib.compress(json.dumps([t]).encode())),
    "base64 url of zlib": lambda t: base64.urlsafe_b64encode(zlib.compress(t.encode())),
    "base64 in lines of gzip": lambda t: base64.encodebytes(gzip.compress(t.encode())),
    "session of Django": lambda t: b".eJ" + base64.urlsafe_b64encode(zlib.compress(t.encode()))[2:],
    "hex of zlib": lambda t: zlib.compress(t.encode()).hex().encode(),
    "PostgreSQL's hex of zlib": lambda t: rb"\\x" + zlib.compress(t.encode()).hex().encode(),
    "PostgreSQL's hex of base64": lambda t: (
        rb"\\x" + base64.b64encode(b"x" + t.encode()).hex().encode()
    ),
    "gzip cut short": lambda t: gzip.compress(t.encode() + NOISE.randbytes(900))[:-400],
    "pickle": lambda t: pickle.dumps({"x": t}),
}
DIGESTS = [
    *("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s"),
    *("sha3_224", "sha3_256", "sha3_384", "sha3_512"),
]
NORMALIZED = {
    "email": [
        ROSA.email,
        ROSA.email.lower(),
        ROSA.email.upper(),
        "rosalia.nunoz@correo.example",
        "rosalianunoz@correo.example",
        f"mailto:{ROSA.email.lower()}",
    ],
    "phone": ["+16125550187", "16125550187", "6125550187"],
    "name": [ROSA.name, ROSA.name.lower(), ROSA.name.upper(), "rosalia nunoz-ejemplo"],
}
PHONE_FORMS = [
    "(612) 555-0187",
    "612-555-0187",
    "612.555.0187",
    "612 555 0187",
    "6125550187",
    "+1 612-555-0187",
    "1-612-555-0187",
    "tel:+1-612-555-0187",
    "612/555/0187",
]


def mail_with(text: str) -> bytes:
    message = EmailMessage()
    message.set_content(f"Estimada {text}: " + "x" * 100)
    return message.as_bytes()


def zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/name.txt", content)
    return file.getvalue()


def planted(content: bytes) -> bytes:
    """Return the content between noise whose bytes cannot lengthen a run of letters."""
    before, after = NOISE.randbytes(NOISE.randrange(500)), NOISE.randbytes(300)
    return before + b"\0 " + content + b" \0" + after


def found(content: bytes) -> set[tuple[int, str]]:
    return {(hit.person, hit.what) for hit in SCANNER.scan(planted(content))}


@pytest.mark.parametrize("what", ["name", "email", "phone", "comment"])
@pytest.mark.parametrize("form", list(WRITE))
def test_every_value_is_found_in_every_form(form: str, what: str) -> None:
    assert (1, what) in found(WRITE[form](getattr(ROSA, what)))


@pytest.mark.parametrize("algorithm", DIGESTS)
@pytest.mark.parametrize(
    ("what", "said"), [(what, said) for what, forms in NORMALIZED.items() for said in forms]
)
def test_a_digest_without_a_key_is_found(algorithm: str, what: str, said: str) -> None:
    digest = hashlib.new(algorithm, said.encode()).digest()
    in_each_dress = [
        digest,
        digest[:16],
        digest.hex().encode(),
        digest.hex().upper().encode(),
        digest.hex()[:20].encode(),
        base64.b64encode(digest),
        base64.urlsafe_b64encode(digest),
        base64.b64encode(digest).rstrip(b"="),
    ]
    for dressed in in_each_dress:
        assert (1, what) in found(dressed)


@pytest.mark.parametrize(
    ("what", "said"), [(what, said) for what, forms in NORMALIZED.items() for said in forms]
)
@pytest.mark.parametrize("make", [uuid.uuid3, uuid.uuid5])
def test_a_uuid_of_an_identifier_is_found(
    make: Callable[[uuid.UUID, str], uuid.UUID], what: str, said: str
) -> None:
    for space in (uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL, uuid.NAMESPACE_OID, uuid.NAMESPACE_X500):
        made = make(space, said)
        for dressed in (str(made).encode(), made.hex.upper().encode(), made.bytes, made.bytes_le):
            assert (1, what) in found(dressed)


@pytest.mark.parametrize("written", PHONE_FORMS)
def test_a_number_is_found_however_it_is_written(written: str) -> None:
    assert (1, "phone") in found(written.encode())


def test_a_part_of_a_comment_is_enough() -> None:
    assert (1, "comment") in found(ROSA.comment[10:60].encode())


def test_a_local_part_alone_is_enough() -> None:
    assert (1, "email") in found(b"Rosalia.Nunoz+firma")


def test_noise_holds_nobody() -> None:
    assert SCANNER.scan(NOISE.randbytes(4 * 1024 * 1024)) == []


def test_what_others_wrote_holds_nobody() -> None:
    assert SCANNER.scan_paths([Path(amparo.lib.__path__[0])]) == []


def test_people_are_told_apart() -> None:
    assert found(b"norberto quispe inventado") == {(0, "name")}


def test_a_hit_says_where_it_was() -> None:
    inside = gzip.compress(b"..." + BETO.email.encode())
    [hit] = {Hit(h.where, 0, h.person, h.what, "") for h in SCANNER.scan(b"ab" + inside, "log")}
    assert hit == Hit("log > gzip@2", 0, 0, "email", "")


def test_folders_databases_and_their_journals_are_read(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    with sqlite3.connect(tmp_path / "deep" / "store.sqlite3") as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE t (a TEXT)")
        database.execute("INSERT INTO t VALUES (?)", (ROSA.email,))
        database.commit()
        hits = scan_paths([tmp_path, tmp_path / "not there"], [ROSA])
    database.close()
    assert {hit.what for hit in hits} == {"email"}
    assert {Path(hit.where).name for hit in hits} == {"store.sqlite3-wal"}


def test_a_value_that_chance_would_find_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        Scanner([Person(name="Rosa")])


def test_nobody_to_look_for_is_nobody_found() -> None:
    assert Scanner([]).scan(b"Rosa") == []


@pytest.mark.proof
def test_a_thousand_people_are_found_once_each_and_never_in_noise() -> None:
    people = [
        Person(f"Persona Inventada {at:05}-Ñ", f"persona{at:05}@correo.example")
        for at in range(1000)
    ]
    scanner = Scanner(people)
    assert scanner.scan(NOISE.randbytes(4 * 1024 * 1024)) == []
    store = b"\n".join(planted(person.email.encode()) for person in people)
    assert {hit.person for hit in scanner.scan(store)} == set(range(1000))
