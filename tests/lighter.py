"""What every test would pay for and none looks at: done cheaply in the tests' own process.

How dear a password or a passphrase is to guess is proved where it is decided (Django, lib); the
processes that a proof starts keep the full cost. A page's context is noted once, not again for
each of the hundred templates that it includes.
"""

import gc
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import ScryptPasswordHasher
from django.test import client

from amparo.keyring import operations
from amparo.lib.sealing.wrapping import Cost

CHEAP = Cost(memory_kib=64, passes=1)
_note = client.store_rendered_templates
_wrap = operations._wrapped


def lighten() -> None:
    """Once in a process, before the first test."""
    ScryptPasswordHasher.work_factor = 2**4
    client.store_rendered_templates = _note_first
    operations._wrapped = _wrap_cheaply


def settle() -> None:
    """Let collections pass over what the start has loaded, as the server does, and come rarely."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _note_first(store: dict[str, Any], *told: Any, **more: Any) -> None:
    if "templates" not in store:
        _note(store, *told, **more)


def _wrap_cheaply(seed: bytes, passphrase: str, holder_id: UUID, _cost: Cost) -> bytes:
    return _wrap(seed, passphrase, holder_id, CHEAP)
