"""The keyring's own backup: apart from the main one, a file a day, seven days and no longer.

What is shredded today can be opened from these files for a week, and that is the promise. The main
backup is kept for longer: a newcomer who put the keyring into it would undo every shredding.
"""

import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from django.core import serializers
from django.db.models import Model

from amparo.keyring.locks import alone_with_keys
from amparo.keyring.models import Epoch, Grant, Holder, Removed, Revocation, Wrap
from amparo.keyring.router import ALIAS

KEPT_DAYS = 7
TABLES: tuple[type[Model], ...] = (Holder, Grant, Revocation, Epoch, Wrap, Removed)

_PREFIX, _SUFFIX, _HALF = "keyring-", ".jsonl", ".half"


class CannotRestore(Exception):
    """There are keys here already; a backup never goes over living keys."""


def backup_keyring(directory: Path, *, now: datetime) -> Path:
    """Write today's file, over an earlier one of today; return it. Works on either database."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = directory / f"{_PREFIX}{now.date().isoformat()}{_SUFFIX}"
    half = path.with_suffix(_HALF)
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        with alone_with_keys():
            serializers.serialize("jsonl", _rows(), stream=file)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    return path


def prune_backups(directory: Path, *, now: datetime) -> int:
    """Remove files of KEPT_DAYS ago and older, half written ones too; return how many."""
    oldest = now.date() - timedelta(days=KEPT_DAYS)
    found = [*directory.glob(f"{_PREFIX}*{_SUFFIX}"), *directory.glob(f"{_PREFIX}*{_HALF}")]
    old = [path for path in found if _day(path) <= oldest]
    for path in old:
        path.unlink()
    return len(old)


def restore_keyring(file: Path) -> int:
    """Read a backup into an empty keyring; return how many rows. Raises CannotRestore."""
    with alone_with_keys():
        if any(model._default_manager.exists() for model in TABLES):
            raise CannotRestore
        with file.open(encoding="utf-8") as source:
            rows = list(serializers.deserialize("jsonl", source, using=ALIAS))
        for row in rows:
            row.save(using=ALIAS)
    return len(rows)


def _rows() -> Iterator[Model]:
    for model in TABLES:
        yield from model._default_manager.order_by("pk").iterator()


def _day(path: Path) -> date:
    return date.fromisoformat(path.stem.removeprefix(_PREFIX))
