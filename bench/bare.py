"""The ceiling: no framework at all, the same validation, one durable INSERT, the same server.

A WSGI function over Python's own sqlite3 or psycopg, with the room's pure functions from
amparo.lib. No proof of work, no sealing, no letter. `python -m bench.bare` makes its table.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from amparo.lib.emails import NotAnEmail, clean_email
from amparo.lib.markup import clean_line, clean_text

TABLE = "CREATE TABLE name (name TEXT, email TEXT, note TEXT)"
PLACES = "%s, %s, %s" if os.environ.get("DATABASE_URL") else "?, ?, ?"
INSERT = f"INSERT INTO name VALUES ({PLACES})"  # noqa: S608
LONGEST = 80
_local = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    given = dict(parse_qsl(environ["wsgi.input"].read(length).decode()))
    name, note = clean_line(given.get("name", "")), clean_text(given.get("comment", ""))
    try:
        email = clean_email(clean_line(given.get("email", "")))
    except NotAnEmail:
        email = ""  # type: ignore[assignment]
    if not email or len(name) > LONGEST or not any(sign.isalpha() for sign in name):
        start_response("422 Unprocessable Content", [("Content-Length", "0")])
        return [b""]
    _store(name, email, note)
    start_response("303 See Other", [("Location", "/thanks/"), ("Content-Length", "0")])
    return [b""]


def _store(name: str, email: str, note: str) -> None:
    _connection().execute(INSERT, (name, email, note))


def _connection() -> Any:
    """This thread's; each statement commits by itself."""
    if not hasattr(_local, "connection"):
        _local.connection = _connected()
    return _local.connection


def _connected() -> Any:
    address = os.environ.get("DATABASE_URL")
    if address:
        import psycopg

        return psycopg.connect(address, autocommit=True)
    file = Path(os.environ["DATA_DIR"]) / "bare.sqlite3"
    connection = sqlite3.connect(file, timeout=20, isolation_level=None)
    connection.execute("PRAGMA journal_mode=wal")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


if __name__ == "__main__":
    _connection().execute(TABLE)
