"""Links in letters: who holds one may confirm, withdraw, or change what is shown.

A link names its row and carries 128 random bits; the row keeps their SHA-256 alone. The same bits
are the key of the name that she wants shown, so that nobody can read it before she confirms.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from uuid import UUID

from amparo.lib.sealing.symmetric import derive, seal_with, unseal_with
from amparo.supporters.models import Visibility

SECRET_BYTES = 16
LINK_LETTERS = 43

_INFO = b"amparo shown name"


@dataclass(frozen=True, slots=True)
class Shown:
    """A name as it is to stand in public."""

    visibility: str
    name: str
    town: str


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def hash_of(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()


def link_of(row_id: UUID, secret: bytes) -> str:
    """Return the letters of a link: the row, then the secret."""
    return base64.urlsafe_b64encode(row_id.bytes + secret).rstrip(b"=").decode()


def parsed(link: str) -> tuple[UUID, bytes] | None:
    """Return row and secret, or None for anything that no letter of ours ever carried."""
    try:
        raw = base64.b64decode(link + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(link) != LINK_LETTERS or len(raw) != 16 + SECRET_BYTES:
        return None
    return UUID(bytes=raw[:16]), raw[16:]


def fits(secret: bytes, kept: bytes | memoryview | None) -> bool:
    """Tell, in a time that says nothing, whether the row keeps this secret's hash."""
    return kept is not None and hmac.compare_digest(hash_of(secret), bytes(kept))


def shown_as(visibility: str, name: str, town: str) -> Shown | None:
    """Return how a name stands in public, or None where it does not."""
    if visibility == Visibility.PUBLIC:
        return Shown(visibility, name, town)
    if visibility == Visibility.INITIALS:
        return Shown(visibility, initials(name), town)
    return None


def initials(name: str) -> str:
    """Return "R. M." for Rosa Martínez; scripts without capitals give their first letters."""
    return " ".join(f"{word[0].upper()}." for word in name.replace("-", " ").split())


def seal_shown(shown: Shown, secret: bytes) -> bytes:
    text = json.dumps([shown.visibility, shown.name, shown.town], ensure_ascii=False)
    return seal_with(derive(secret, "shown name"), text.encode(), info=_INFO)


def unseal_shown(sealed: bytes, secret: bytes) -> Shown:
    """Raises CannotUnseal."""
    text = unseal_with(derive(secret, "shown name"), bytes(sealed), info=_INFO)
    return Shown(*json.loads(text))
