"""Rows of a bill made like a feed's list, without touching what a person corrected.

A newcomer's mistake: deleting a row that a person took away. It stays, marked, so that the next
import does not bring it back.
"""

from collections.abc import Mapping
from typing import Any

Fields = Mapping[str, Any]


def sync(
    rows: Any, feed: str, wanted: Mapping[str, Fields], *, is_new: bool = False
) -> dict[str, int]:
    """Make the rows of `feed` as `wanted` (by key) says; how many came, changed and went.

    Where another feed has written rows of this kind, that one leads and nothing happens: two
    feeds tell the same step in other words. `rows` is the bill's related manager; `is_new` says
    that the bill has none yet.
    """
    kept = {} if is_new else {row.import_key: row for row in rows.exclude(import_key="")}
    keys = {f"{feed}:{key}"[:80]: fields for key, fields in wanted.items()}
    if any(not key.startswith(f"{feed}:") for key in kept):
        return {}
    counts = {"added": _add(rows, keys, kept), "changed": 0, "gone": 0}
    for key, fields in keys.items():
        row = kept.get(key)
        if row is not None and not row.hand and _change(row, fields):
            counts["changed"] += 1
    for key, row in kept.items():
        if key not in keys and not row.hand:
            row.delete()
            counts["gone"] += 1
    return counts


def _add(rows: Any, keys: Mapping[str, Fields], kept: Mapping[str, Any]) -> int:
    of_bill = {rows.field.name: rows.instance}
    new = {key: fields for key, fields in keys.items() if key not in kept}
    rows.model._default_manager.bulk_create(
        (rows.model(import_key=key, **of_bill, **fields) for key, fields in new.items()),
        batch_size=500,
    )
    return len(new)


def _change(row: Any, fields: Fields) -> bool:
    """Write what differs; `checked_on` alone is no change."""
    differing = [name for name, value in fields.items() if getattr(row, name) != value]
    if not differing:
        return False
    for name in differing:
        setattr(row, name, fields[name])
    row.save(update_fields=differing)
    return differing != ["checked_on"]
