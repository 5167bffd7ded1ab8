"""What must be forgotten when the power goes: the runtime key and the small store beside it.

One SQLite file in a directory in RAM, shared by all processes of one machine. It answers "was this
spent?", "how many this hour?" and "what was kept under this name?". It is not synced to disk, for
there is no disk under it; and nothing that cannot be lost belongs in it.

Times are aware datetimes, passed in; a row that has expired is as good as gone before any sweep.
"""

import os
import secrets
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from amparo.lib.turns import turn_at

__all__ = [
    "HOUR_SECONDS",
    "KEY_FILE",
    "RUNTIME_KEY_BYTES",
    "STORE_FILE",
    "AlteredRuntimeKey",
    "RuntimeStore",
    "hour_of",
    "replace_runtime_key",
    "runtime_key",
]

RUNTIME_KEY_BYTES = 32
KEY_FILE = "runtime.key"
STORE_FILE = "runtime.sqlite3"

HOUR_SECONDS = 3600
_WAIT_SECONDS = 5  # for another process to finish writing
_SCHEMA = """
CREATE TABLE IF NOT EXISTS spent (
    kind TEXT, token BLOB, expires REAL, PRIMARY KEY (kind, token)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counted (
    bucket TEXT, who BLOB, hour INTEGER, count INTEGER, PRIMARY KEY (bucket, who, hour)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value BLOB, expires REAL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS numbers (name TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID;
"""


class AlteredRuntimeKey(Exception):
    """The key file is not 32 bytes that only its owner may read."""


class RuntimeStore:
    """The store at `path`; may be shared by threads, and made anew after a fork."""

    is_met_anew = False  # a file forgets nothing while its key is there

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._turn = turn_at(path.with_suffix(".turn"))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        self._connection.executescript(_SCHEMA)

    def spend(self, kind: str, token_hash: bytes, expires: datetime) -> bool:
        """Mark a token as spent; False when it was spent before. Kept until `expires`."""
        row = (kind, token_hash, expires.timestamp())
        return self._changed("INSERT OR IGNORE INTO spent VALUES (?, ?, ?)", *row) == 1

    def count(self, bucket: str, pseudonym: bytes, now: datetime) -> int:
        """Count one more, and return how many this clock hour, this one included."""
        row = (bucket, pseudonym, hour_of(now))
        return self._number(
            "INSERT INTO counted VALUES (?, ?, ?, 1)"
            " ON CONFLICT DO UPDATE SET count = count + 1 RETURNING count",
            *row,
        )

    def counted(self, bucket: str, pseudonym: bytes, now: datetime) -> int:
        """Return how many this clock hour, without counting."""
        row = (bucket, pseudonym, hour_of(now))
        return self._number(
            "SELECT coalesce(sum(count), 0) FROM counted WHERE bucket = ? AND who = ? AND hour = ?",
            *row,
        )

    def forget_count(self, bucket: str, pseudonym: bytes) -> None:
        """Start this counter again, as after a login that succeeded."""
        self._changed("DELETE FROM counted WHERE bucket = ? AND who = ?", bucket, pseudonym)

    def put(self, name: str, value: bytes, expires: datetime) -> None:
        """Keep a value under a name until it expires, over any value already there."""
        row = (name, value, expires.timestamp())
        self._changed("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", *row)

    def get(self, name: str, now: datetime) -> bytes | None:
        """Return the value, or None where there is none or it has expired."""
        found = self._connection.execute(
            "SELECT value FROM kept WHERE name = ? AND expires > ?", (name, now.timestamp())
        ).fetchone()
        return None if found is None else bytes(found[0])

    def get_or_put(
        self, name: str, make: Callable[[], bytes], expires: datetime, now: datetime
    ) -> bytes:
        """Return the value; where there is none, keep what `make` gives. All processes get one."""
        found = self.get(name, now)
        if found is not None:
            return found
        row = (name, make(), expires.timestamp(), now.timestamp())
        self._changed(
            "INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET value = excluded.value, expires = excluded.expires WHERE expires <= ?",
            *row,
        )
        return self.get(name, now) or row[1]

    def extend(self, name: str, expires: datetime, now: datetime) -> bool:
        """Keep a living value until another time; False when it has already expired."""
        times = (expires.timestamp(), name, now.timestamp())
        return (
            self._changed("UPDATE kept SET expires = ? WHERE name = ? AND expires > ?", *times) == 1
        )

    def drop(self, name: str) -> bool:
        """Forget a value; tell whether there was one."""
        return self._changed("DELETE FROM kept WHERE name = ?", name) == 1

    def drop_all(self, prefix: str) -> int:
        """Forget every value whose name begins so; return how many."""
        return self._changed("DELETE FROM kept WHERE substr(name, 1, ?) = ?", len(prefix), prefix)

    def names(self, prefix: str, now: datetime) -> list[str]:
        """Return the names, in order, of the living values that begin so."""
        rows = self._connection.execute(
            "SELECT name FROM kept WHERE substr(name, 1, ?) = ? AND expires > ? ORDER BY name",
            (len(prefix), prefix, now.timestamp()),
        )
        return [name for (name,) in rows]

    def bump(self, name: str) -> int:
        """Raise a number by one and return it. It starts at 0 and does not expire."""
        return self._number(
            "INSERT INTO numbers VALUES (?, 1)"
            " ON CONFLICT DO UPDATE SET number = number + 1 RETURNING number",
            name,
        )

    def number(self, name: str) -> int:
        """Return a number that `bump` raises, 0 where it never did."""
        return self._number("SELECT coalesce(sum(number), 0) FROM numbers WHERE name = ?", name)

    def reserve(self, name: str, seconds: float, now: datetime, *, most_ahead: float) -> float:
        """Take the next `seconds` of a line that all processes share; return in how many seconds
        they begin. Nobody waits longer than `most_ahead`, whatever became of the clock.
        """
        at, took = int(now.timestamp() * 1000), int(seconds * 1000)
        ends = self._number(
            "INSERT INTO numbers VALUES (?, ?) ON CONFLICT DO UPDATE"
            " SET number = min(max(number, ?), ?) + ? RETURNING number",
            *(name, at + took, at, at + int(most_ahead * 1000), took),
        )
        return (ends - took - at) / 1000

    def sweep(self, now: datetime) -> int:
        """Remove what has expired and the counts of past hours; return how many rows."""
        return (
            self._changed("DELETE FROM spent WHERE expires <= ?", now.timestamp())
            + self._changed("DELETE FROM counted WHERE hour < ?", hour_of(now))
            + self._changed("DELETE FROM kept WHERE expires <= ?", now.timestamp())
        )

    def close(self) -> None:
        """Close this thread's connection."""
        self._connection.close()
        self._local.pid = None

    @property
    def _connection(self) -> sqlite3.Connection:
        """This thread's connection; SQLite's must not be carried over a fork."""
        if getattr(self._local, "pid", None) != os.getpid():
            self._local.connection = _connected(self.path)
            self._local.pid = os.getpid()
        connection: sqlite3.Connection = self._local.connection
        return connection

    def _changed(self, sql: str, *values: object) -> int:
        with self._turn:
            return self._connection.execute(sql, values).rowcount

    def _number(self, sql: str, *values: object) -> int:
        with self._turn:
            [[number]] = self._connection.execute(sql, values).fetchall()
        return int(number)


def runtime_key(directory: Path) -> bytes:
    """Return this boot's key, making it where there is none; all processes get the same one.

    Raises AlteredRuntimeKey. Whether the directory is in RAM is the caller's to ask (`lib.ram`).
    """
    path = directory / KEY_FILE
    with suppress(FileNotFoundError):
        return _read_key(path)
    fresh = _written(directory, secrets.token_bytes(RUNTIME_KEY_BYTES))
    try:
        os.link(fresh, path)  # whole or not at all, and only for the first who comes
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return _read_key(path)


def replace_runtime_key(directory: Path, key: bytes) -> None:
    """Take over the key that other machines have, over this one's own."""
    _written(directory, key).rename(directory / KEY_FILE)


def _written(directory: Path, key: bytes) -> Path:
    """Write a key into a file of its own."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = directory / f".{secrets.token_hex(8)}"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
    return path


def _read_key(path: Path) -> bytes:
    key = path.read_bytes()
    is_private = path.stat().st_mode & 0o077 == 0
    if len(key) != RUNTIME_KEY_BYTES or not is_private:
        raise AlteredRuntimeKey
    return key


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def hour_of(now: datetime) -> int:
    """Number the clock hours; counts are kept by them."""
    return int(now.timestamp()) // HOUR_SECONDS
