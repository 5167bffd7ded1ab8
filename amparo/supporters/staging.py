"""The rows of a file between its upload and the list: sealed as they are read, in RAM, for an hour.

Columns are matched by hand between two requests, so that the rows have to wait somewhere. They wait
in portions under a key that only the organizer's cookie holds: neither the disk nor a session ever
has them, and a power cut takes them.
"""

import base64
import binascii
import hashlib
import json
import secrets
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from amparo.keyring.runtime import runtime
from amparo.lib.csvstream import Line, NotCsv
from amparo.lib.sealing.suites import CannotUnseal
from amparo.lib.sealing.symmetric import seal_with, unseal_with

PORTION = 500  # rows
MOST_SEALED_BYTES = 48 * 1024 * 1024  # of RAM, for one file
LIFE = timedelta(hours=1)
SHOWN = 5  # rows of a preview

_PREFIX = "import:"
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the rows of one upload wait: what the cookie holds, and whose it is."""

    key: bytes
    user_id: int

    @property
    def name(self) -> str:
        """Where they stand in RAM; tells nothing of the key."""
        return _PREFIX + hashlib.sha256(self.key).hexdigest()[:32]

    @property
    def cookie(self) -> str:
        return base64.urlsafe_b64encode(self.key).decode()


@dataclass(frozen=True, slots=True)
class Staged:
    """What is known of an upload: its header, how much of it there is, how it was written."""

    header: list[str]
    row_count: int
    portion_count: int
    encoding: str
    plan: dict[str, Any] | None = None  # what its columns hold, once somebody said so


def new_stage(user_id: int) -> Stage:
    return Stage(secrets.token_bytes(_KEY_BYTES), user_id)


def stage_of(cookie: str, user_id: int) -> Stage | None:
    """Return the stage that a cookie opens; None for anything that is no key."""
    try:
        key = base64.b64decode(cookie, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return Stage(key, user_id) if len(key) == _KEY_BYTES else None


class Stager:
    """Takes rows as they are read, and seals each portion as soon as it is full."""

    def __init__(self, stage: Stage, *, now: datetime) -> None:
        self.stage = stage
        self._until = now + LIFE
        self._header: list[str] = []
        self._waiting: list[tuple[int, list[str]]] = []
        self._row_count = self._portions = self._sealed_bytes = 0

    def add(self, lines: Sequence[Line]) -> None:
        """Raises NotCsv where this is more than RAM should hold."""
        for line in lines:
            if not self._header:
                self._header = line.cells
                continue
            self._row_count += 1
            self._waiting.append((line.number, line.cells))
            if len(self._waiting) == PORTION:
                self._seal()

    def finish(self, *, encoding: str) -> Staged:
        """Raises NotCsv where there is a header and nothing else."""
        if self._waiting:
            self._seal()
        if not self._row_count:
            raise NotCsv("empty")
        staged = Staged(self._header, self._row_count, self._portions, encoding)
        keep(self.stage, staged, until=self._until)
        return staged

    def drop(self) -> None:
        drop(self.stage)

    def _seal(self) -> None:
        size = _put(self.stage, str(self._portions), self._waiting, self._until)
        self._portions += 1
        self._waiting = []
        self._sealed_bytes += size
        if self._sealed_bytes > MOST_SEALED_BYTES:
            raise NotCsv("too_large")


def keep(stage: Stage, staged: Staged, *, until: datetime) -> None:
    """Write down what is known of an upload, over what was."""
    told = {name: getattr(staged, name) for name in Staged.__slots__}
    _put(stage, "about", told, until)


def staged_at(stage: Stage, *, now: datetime) -> Staged | None:
    """Return what is known of an upload; None where it is not hers, has expired, or is used up."""
    told = _get(stage, "about", now)
    return None if told is None else Staged(**told)


def portion(stage: Stage, number: int, *, now: datetime) -> list[Line] | None:
    """Return the rows of one portion, from 0; None where they are gone."""
    rows = _get(stage, str(number), now)
    return None if rows is None else [Line(line, cells) for line, cells in rows]


def extend(stage: Stage, *, now: datetime) -> None:
    """Let everything of it live for another hour."""
    store = runtime().store
    for name in store.names(f"{stage.name}:", now):
        store.extend(name, now + LIFE, now)


def drop(stage: Stage) -> None:
    """Forget all of it."""
    runtime().store.drop_all(f"{stage.name}:")


def _put(stage: Stage, name: str, told: Any, until: datetime) -> int:
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    sealed = seal_with(stage.key, zlib.compress(text, 1), info=_info(stage, name))
    runtime().store.put(f"{stage.name}:{name}", sealed, until)
    return len(sealed)


def _get(stage: Stage, name: str, now: datetime) -> Any:
    sealed = runtime().store.get(f"{stage.name}:{name}", now)
    if sealed is None:
        return None
    try:
        return json.loads(zlib.decompress(unseal_with(stage.key, sealed, info=_info(stage, name))))
    except CannotUnseal:
        return None


def _info(stage: Stage, name: str) -> bytes:
    """Tie each portion to its place and to her who uploaded it."""
    return f"amparo import {stage.user_id} {name}".encode()
