"""Addresses of what was taken down: they answer 410, and the table tells nobody what they were.

A newcomer's mistake: keeping the address itself. A case's address may be a name, so only a keyed
hash of it is kept; every address below a buried one is buried too, in every language.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings
from django.utils.crypto import salted_hmac

from amparo.campaigns.models import Tombstone

_SALT = "amparo.campaigns.tombstones"


def bury(paths: Iterable[str], today: date) -> list[str]:
    """Let these addresses answer 410 from now on; return their hashes. May be run again."""
    hashes = sorted({hash_of(path) for path in paths})
    bury_hashes(hashes, today)
    return hashes


def bury_hashes(hashes: Iterable[str], today: date) -> None:
    rows = [Tombstone(path_hash=each, since_on=today) for each in hashes]
    Tombstone.objects.bulk_create(rows, ignore_conflicts=True)


def is_buried(path: str) -> bool:
    """Was this address, or one above it, taken down?"""
    hashes = [hash_of(each) for each in _with_ancestors(path)]
    return Tombstone.objects.filter(path_hash__in=hashes).exists()


def hash_of(path: str) -> str:
    """Keyed hash of an address without language and outer slashes."""
    return salted_hmac(_SALT, _bare(path), algorithm="sha256").hexdigest()


def _bare(path: str) -> str:
    parts = [part for part in re.split("/+", path.partition("?")[0]) if part]
    if parts and parts[0] in settings.SITE_LANGUAGES:
        parts = parts[1:]
    return "/".join(parts).casefold()


def _with_ancestors(path: str) -> Iterator[str]:
    parts = _bare(path).split("/")
    for count in range(1, len(parts) + 1):
        yield "/".join(parts[:count])
