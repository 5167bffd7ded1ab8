"""What was opened to find a letter's people, closed again until each is written to.

Opening a card costs fifty times what opening this does, and both passes over an audience need the
same few words. A newcomer would keep them as they are: so one person's words lie open at a time,
and the key is as short-lived as the process that made it.
"""

import json
from collections.abc import Collection, Mapping
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305


class Box:
    """Words by card, under a key that nobody else has and that is written nowhere."""

    def __init__(self) -> None:
        self._cipher = ChaCha20Poly1305(ChaCha20Poly1305.generate_key())
        self._closed: dict[UUID, bytes] = {}
        self._count = 0

    def put(self, card: UUID, told: Mapping[str, str]) -> None:
        self._count += 1  # a nonce of its own for each: the key seals nothing else
        nonce = self._count.to_bytes(12, "big")
        content = json.dumps(dict(told), separators=(",", ":")).encode()
        self._closed[card] = nonce + self._cipher.encrypt(nonce, content, card.bytes)

    def open(self, card: UUID) -> dict[str, str]:
        """Raises KeyError for a card of which nothing was put in."""
        closed = self._closed[card]
        content = self._cipher.decrypt(closed[:12], closed[12:], card.bytes)
        told: dict[str, str] = json.loads(content)
        return told

    def keep_only(self, cards: Collection[UUID]) -> None:
        self._closed = {card: self._closed[card] for card in cards if card in self._closed}

    def drop(self, card: UUID) -> None:
        self._closed.pop(card, None)
