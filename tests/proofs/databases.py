"""The two databases under a site's proof: SQLite's files, or a PostgreSQL server of their own.

A proof asks either the same: be founded, be copied, be changed from outside, be read by a thief.
What lies in SQLite's files lies in the site's home and is found there; a server has a folder
beside it, with its write-ahead log, and is read by its own programs besides.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import psycopg
from django.db import connections

from tests import postgres
from tests.database import templates

ALIASES = ("default", "keyring")
FILES = {"default": "amparo.sqlite3", "keyring": "keyring/keyring.sqlite3"}
URLS = {"default": "DATABASE_URL", "keyring": "KEYRING_URL"}
# As docs/self-hosting.md asks, besides what spares a test its time
QUIET = ("log_min_error_statement = panic", "log_parameter_max_length_on_error = 0")


class Databases(Protocol):
    environment: dict[str, str]  # by which a process finds them
    journal: str  # where a thief finds what has just been written; a piece of a path
    lingers: str  # where words stay for a while after the night; a piece of a path, or empty

    def fill(self, home: Path) -> None:
        """Begin with the tables that the migrations made."""

    def place(self, alias: str) -> str:
        """Where a thief finds what one holds: a piece of a path, or of the name of a dump."""

    def folders(self, home: Path) -> list[Path]:
        """All that can be carried away."""

    def copied(self, home: Path) -> "Databases":
        """Those of the site's copy at `home`, which may be spoiled."""

    def change(self, alias: str, statement: str, *values: object) -> None:
        """Run a statement that changes something, its values as `?`, and settle it."""

    def unsettled(self, statement: str, *values: object) -> AbstractContextManager[None]:
        """Within, what a statement changed in the main one may stand in the journal only."""

    def dumps(self, home: Path) -> Iterator[tuple[str, bytes]]:
        """Every table as words."""


class OnFiles:
    """SQLite, in the site's own folder; `tables` holds the files to begin with."""

    journal, lingers = f"{FILES['default']}-wal", ""

    def __init__(self, tables: Path, home: Path | None = None) -> None:
        self.environment: dict[str, str] = {}
        self._tables, self._home = tables, home

    def fill(self, home: Path) -> None:
        self._home = home
        for alias in ALIASES:
            shutil.copyfile(self._tables / alias, self._file(alias))

    def place(self, alias: str) -> str:
        return FILES[alias]

    def folders(self, home: Path) -> list[Path]:
        return [home]

    def copied(self, home: Path) -> "OnFiles":
        return OnFiles(self._tables, home)

    def change(self, alias: str, statement: str, *values: object) -> None:
        with sqlite3.connect(self._file(alias)) as database:
            assert database.execute(statement, values).rowcount > 0, statement
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()

    @contextmanager
    def unsettled(self, statement: str, *values: object) -> Iterator[None]:
        database = sqlite3.connect(self._file("default"))
        try:
            with database:
                database.execute(statement, values)
            yield
        finally:
            database.close()

    def dumps(self, home: Path) -> Iterator[tuple[str, bytes]]:
        yield from dumped_files(home)

    def _file(self, alias: str) -> Path:
        assert self._home is not None
        return self._home / "data" / FILES[alias]


class OnServer:
    """PostgreSQL: a server whose folder is `data`, and the addresses of two databases in it."""

    journal = lingers = "/pg_wal/"

    def __init__(self, addresses: dict[str, str], data: Path) -> None:
        self._addresses, self._data = addresses, data
        path = f"{postgres.PROGRAMS}{os.pathsep}{os.environ['PATH']}"
        self.environment = {**addresses, "PATH": path}

    def fill(self, home: Path) -> None:
        """Begin with what this process' own test databases hold."""
        for alias in ALIASES:
            kept = connections[alias].settings_dict
            whose = ("--host", str(kept["HOST"]), "--username", str(kept["USER"]))
            dump = _told("pg_dump", *whose, "--format=custom", str(kept["NAME"]))
            _told("pg_restore", "--exit-on-error", "--dbname", self._address(alias), fed=dump)

    def place(self, alias: str) -> str:
        return f"dump of {_name(self._address(alias))}"

    def folders(self, home: Path) -> list[Path]:
        return [home, self._data]

    def copied(self, home: Path) -> "OnServer":
        copies = {}
        for variable, address in self._addresses.items():
            name = _name(address)
            with psycopg.connect(address, dbname="postgres", autocommit=True) as server:
                server.execute(f'CREATE DATABASE "{name}_{home.name}" TEMPLATE "{name}"')
            copies[variable] = address.replace(f"/{name}?", f"/{name}_{home.name}?")
        return OnServer(copies, self._data / "pg_wal")  # the rest has been read, and is no copy

    def change(self, alias: str, statement: str, *values: object) -> None:
        with psycopg.connect(self._address(alias)) as database:
            assert database.execute(statement.replace("?", "%s"), values).rowcount > 0, statement

    @contextmanager
    def unsettled(self, statement: str, *values: object) -> Iterator[None]:
        self.change("default", statement, *values)
        yield

    def dumps(self, home: Path) -> Iterator[tuple[str, bytes]]:
        yield from dumped_files(home)
        for address in self._addresses.values():
            yield f"dump of {_name(address)}", _told("pg_dump", address)
        for path in sorted(home.rglob("*.pgdump")):
            yield f"dump of {path}", _told("pg_restore", "--file=-", str(path))

    def _address(self, alias: str) -> str:
        return self._addresses[URLS[alias]]


@contextmanager
def fresh() -> Iterator[Databases]:
    """Two databases of a proof's own, on PostgreSQL where the tests are.

    On a server of its own, too: of one that others write to, nobody could read the whole journal.
    """
    if not os.environ.get("DATABASE_URL"):
        yield OnFiles(templates(list(ALIASES)))
        return
    with postgres.server((*postgres.QUICK, *QUIET)) as addresses:
        with psycopg.connect(addresses["DATABASE_URL"]) as database:
            [data] = database.execute("SHOW data_directory").fetchone() or [""]
        yield OnServer(addresses, Path(data))


def dumped_files(home: Path) -> Iterator[tuple[str, bytes]]:
    """Every table of every SQLite file, as SQL: each blob in hex, each text as it is."""
    for path in sorted(home.rglob("*.sqlite3")):
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            yield f"dump of {path.name}", "\n".join(database.iterdump()).encode()
        finally:
            database.close()


def _told(program: str, *words: str, fed: bytes = b"") -> bytes:
    run = [str(postgres.PROGRAMS / program), *words]
    return subprocess.run(run, input=fed, capture_output=True, check=True).stdout


def _name(address: str) -> str:
    return urlsplit(address).path.lstrip("/")
