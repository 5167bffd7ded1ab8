"""One writer of keys at a time, so that what was read about holders still holds when it is used."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction

from amparo.keyring.router import ALIAS

_LOCK = 0x616D706B  # "ampk"


@contextmanager
def alone_with_keys() -> Iterator[None]:
    """A transaction that no other writer of keys overlaps, in this process or another.

    SQLite's begins as IMMEDIATE; PostgreSQL needs to be told.
    """
    with transaction.atomic(using=ALIAS):
        connection = connections[ALIAS]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield
