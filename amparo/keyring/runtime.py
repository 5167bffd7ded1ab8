"""This boot's key and the small store beside it, both in RAM (RUNTIME_DIR).

Callers ask `runtime()` each time and keep nothing: one look at the key file tells whether it is
still the same, so that all processes of a machine change together and an altered file stops them.
Several machines have both in common through a Valkey (RUNTIME_URL), and a copy of the key each.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from amparo.keyring.errors import Unavailable
from amparo.lib.ram import is_in_ram
from amparo.lib.runtimestore import (
    KEY_FILE,
    STORE_FILE,
    AlteredRuntimeKey,
    RuntimeStore,
    replace_runtime_key,
    runtime_key,
)
from amparo.lib.sealing.symmetric import derive

if TYPE_CHECKING:
    from amparo.lib.sharedstore import SharedStore

_BOOT_BYTES = 16
_OFFERED = "runtime key"
_Mark = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Runtime:
    """What lives until the power goes."""

    key: bytes = field(repr=False)
    boot: bytes  # names the key without telling it
    store: "RuntimeStore | SharedStore"


_known: dict[_Mark, Runtime] = {}


def runtime() -> Runtime:
    """Return this boot's key and store, making them at the first call. Raises Unavailable."""
    directory: Path = settings.RUNTIME_DIR
    mark = _mark(directory)
    if mark is not None and mark in _known and not _known[mark].store.is_met_anew:
        return _known[mark]
    return _opened(directory)


def _mark(directory: Path) -> _Mark | None:
    """Tell one key file from another without reading it: at every signature, so without pathlib."""
    path = f"{directory}/{KEY_FILE}"
    try:
        seen = os.stat(path)
    except OSError:
        return None
    return path, seen.st_ino, seen.st_mtime_ns, seen.st_size, seen.st_mode


def _opened(directory: Path) -> Runtime:
    if not directory.is_dir():
        raise Unavailable("RUNTIME_DIR is not there")
    if not settings.ALLOW_DISK_RUNTIME and not is_in_ram(directory):
        raise Unavailable("RUNTIME_DIR is on a disk")
    try:
        store = _store(directory)
        key = _common_key(directory, store)
        opened = Runtime(key, derive(key, "amparo boot")[:_BOOT_BYTES], store)
    except AlteredRuntimeKey as error:
        raise Unavailable("the runtime key was altered") from error
    except OSError as error:
        raise Unavailable("RUNTIME_DIR cannot be used") from error
    mark = _mark(directory)
    if mark is not None:
        _known.clear()
        _known[mark] = opened
    return opened


def _store(directory: Path) -> "RuntimeStore | SharedStore":
    if not settings.RUNTIME_URL:
        return RuntimeStore(directory / STORE_FILE)
    from amparo.lib.sharedstore import SharedStore  # one machine has no use for its library

    for known in _known.values():
        if isinstance(known.store, SharedStore) and known.store.url == settings.RUNTIME_URL:
            return known.store  # its connections stand
    return SharedStore(settings.RUNTIME_URL, away=Unavailable)


def _common_key(directory: Path, store: "RuntimeStore | SharedStore") -> bytes:
    """This machine's key, or the one that another machine had before."""
    key = runtime_key(directory)
    if isinstance(store, RuntimeStore):
        return key
    common = store.offer(_OFFERED, key)
    if common != key:
        replace_runtime_key(directory, common)
    return common
