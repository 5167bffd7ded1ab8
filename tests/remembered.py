"""What many tests begin with: made once in a process, and then written again as the rows it left.

A site's dozen pages are published in two seconds; their rows are written in a twentieth of one.
Where the tables are not as they were the first time, it is made for real.
A newcomer's mistake: to remember what tells of a test's own clock.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, models, transaction

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class _Left:
    """A table that was changed: its rows before, and after."""

    before: Rows
    after: Rows


_memory: dict[str, Mapping[str, _Left]] = {}


def remembered(name: str, make: Callable[[], object]) -> None:
    """Have in the main database what `make` writes into it, and it alone."""
    known = _memory.get(name)
    if known is None:
        _memory[name] = _changed_by(make)
    elif all(_rows(table) == left.before for table, left in known.items()):
        _write(known)
    else:
        make()


def _changed_by(make: Callable[[], object]) -> Mapping[str, _Left]:
    before = {table: _rows(table) for table in _tables()}
    make()
    after = {table: _rows(table) for table in before}
    return {
        table: _Left(rows, after[table]) for table, rows in before.items() if after[table] != rows
    }


def _write(known: Mapping[str, _Left]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, left in known.items():
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"DELETE FROM {quoted}")  # noqa: S608
            if left.after:
                places = ", ".join(["%s"] * len(left.after[0]))
                cursor.executemany(f"INSERT INTO {quoted} VALUES ({places})", left.after)  # noqa: S608
        changed = [model for model in _models() if model._meta.db_table in known]
        for statement in connection.ops.sequence_reset_sql(no_style(), changed):
            cursor.execute(statement)
    cache.clear()


def _rows(table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        return sorted((tuple(row) for row in cursor.fetchall()), key=repr)


def _tables() -> list[str]:
    here = set(connection.introspection.table_names())
    return [model._meta.db_table for model in _models() if model._meta.db_table in here]


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
