"""After a test that commits, its SQLite databases are what the migrations made of them.

Django empties some three hundred tables, and reads back every row of the migrations one by one:
two seconds a test. SQLite copies the whole file in a blink. Numbers that were given are not given
again, as Django would have it too: what a process keeps by number is not taken for something else.
"""

import sqlite3
from typing import Any

from django.db import connections
from django.test import TransactionTestCase

_migrated: dict[str, sqlite3.Connection] = {}
GIVEN = "SELECT name, seq FROM sqlite_sequence"


def put_back_from_now_on(aliases: list[str]) -> None:
    """Keep what the databases hold now, and bring it back after each test that commits."""
    for alias in aliases:
        connections[alias].ensure_connection()
        _migrated[alias] = sqlite3.connect(":memory:", check_same_thread=False)
        connections[alias].connection.backup(_migrated[alias])
    fill, empty = TransactionTestCase._fixture_setup.__func__, TransactionTestCase._fixture_teardown

    def _fixture_setup(cls: type[Any]) -> None:
        if not cls.serialized_rollback:
            fill(cls)

    def _fixture_teardown(self: Any) -> None:
        if not self.serialized_rollback:
            return empty(self)
        for alias in self._databases_names(include_mirrors=False):
            _put_back(alias)
        return None

    TransactionTestCase._fixture_setup = classmethod(_fixture_setup)  # type: ignore[assignment]
    TransactionTestCase._fixture_teardown = _fixture_teardown  # type: ignore[method-assign]


def _put_back(alias: str) -> None:
    connections[alias].ensure_connection()
    database = connections[alias].connection
    given = database.execute(GIVEN).fetchall()
    _migrated[alias].backup(database)
    had = dict(database.execute(GIVEN).fetchall())
    for name, seq in given:
        if seq > had.get(name, 0):
            database.execute("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            database.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, seq))
    database.commit()
