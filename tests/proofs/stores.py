"""Leak one person into each store on purpose, each in another guise: the scanner has to find all.

A scan that finds nothing proves nothing until this has found something everywhere.
"""

import base64
import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from amparo.lib.runtimestore import STORE_FILE, RuntimeStore
from tests.proofs.databases import Databases
from tests.proofs.people import Signer

Leak = Callable[[Path, Databases, Signer], None]


def _in_database(alias: str, statement: str, *values: Callable[[Signer], object]) -> Leak:
    def leak(home: Path, databases: Databases, who: Signer) -> None:
        databases.change(alias, statement, *(value(who) for value in values))

    return leak


def _to_file(name: str, content: Callable[[Signer], bytes]) -> Leak:
    def leak(home: Path, _: Databases, who: Signer) -> None:
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as out:
            out.write(content(who))

    return leak


def _to_runtime(home: Path, _: Databases, who: Signer) -> None:
    store = RuntimeStore(home / "runtime" / STORE_FILE)
    until = datetime.now(UTC) + timedelta(days=1)
    store.put(f"card:{hashlib.sha256(who.email.encode()).hexdigest()}", b"1", until)
    store.close()


def _to_staging(home: Path, _: Databases, who: Signer) -> None:
    """A row of a file that waits to be matched, as it would lie there unsealed."""
    store = RuntimeStore(home / "runtime" / STORE_FILE)
    row = zlib.compress(json.dumps([[2, [who.name, "yes"]]], ensure_ascii=False).encode())
    store.put("import:leaked:0", row, datetime.now(UTC) + timedelta(days=1))
    store.close()


def _archived(who: Signer) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        text = json.dumps({"name": who.name}).encode()
        entry = tarfile.TarInfo("amparo.json")
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text))
    return out.getvalue()


MAIN, KEYS = "default", "keyring"
SESSION = "UPDATE accounts_session SET sealed_data = ?"
ONE_CARD = "(SELECT id FROM supporters_card LIMIT 1)"
CARD = f"UPDATE supporters_card SET sealed_comment = ? WHERE id = {ONE_CARD}"  # noqa: S608
LETTER = (
    "INSERT INTO outbox_waiting (id, sealed_letter, hold, state, tries)"
    " VALUES (?, ?, 'act', 'waiting', 0)"
)
# store -> where it has to be found (a database, or a piece of a path), how it is leaked
LEAKS: dict[str, tuple[str, Leak]] = {
    "a table of the main database": (
        MAIN,
        _in_database(MAIN, "UPDATE web_coalitiontext SET tagline = ?", lambda who: who.name),
    ),
    "a card": (MAIN, _in_database(MAIN, CARD, lambda who: zlib.compress(who.comment.encode()))),
    "the outbox": (
        MAIN,
        _in_database(
            MAIN, LETTER, lambda _: uuid4().hex, lambda who: json.dumps([who.email]).encode()
        ),
    ),
    "a session": (
        MAIN,
        _in_database(MAIN, SESSION, lambda who: base64.b64encode(b"x" + who.email.encode())),
    ),
    "the audit log": (
        MAIN,
        _in_database(MAIN, "UPDATE audit_entry SET reason = ?", lambda who: who.email.upper()),
    ),
    "the keyring": (
        KEYS,
        _in_database(KEYS, "UPDATE keyring_holder SET label = ?", lambda who: who.phone),
    ),
    "the runtime store": (STORE_FILE, _to_runtime),
    "rows that wait for their columns": (STORE_FILE, _to_staging),
    "the log": ("logs/amparo.log", _to_file("logs/amparo.log", lambda w: quote(w.email).encode())),
    "the cache": (
        "data/cache/page",
        _to_file("data/cache/page", lambda who: gzip.compress(f"<p>{who.name}</p>".encode())),
    ),
    "media": ("media/x.txt", _to_file("data/media/x.txt", lambda who: who.name.encode("utf-16"))),
    "static": ("static/x.js", _to_file("data/static/x.js", lambda who: ascii(who.name).encode())),
    "a backup": ("backups/main/x.tgz", _to_file("backups/main/x.tgz", _archived)),
    "a temporary file": ("tmp/x.typ", _to_file("tmp/x.typ", lambda who: who.comment.encode())),
}


IN_JOURNAL = "UPDATE web_coalition SET email = ?"
