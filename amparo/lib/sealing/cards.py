"""What a supporter told us, sealed to an epoch: cards of one length, comments of three.

The length of a ciphertext tells the length of a name, so a card is padded before it is sealed.
`CardInfo` must be rebuilt from the row when opening: a card that was moved does not open.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from amparo.lib.sealing import envelopes
from amparo.lib.sealing.framing import frame
from amparo.lib.sealing.suites import CannotUnseal

__all__ = [
    "CARD_BYTES",
    "COMMENT_BUCKETS",
    "FORMAT_VERSION",
    "SEALED_CARD_BYTES",
    "CardInfo",
    "TooLong",
    "pad",
    "seal_card",
    "seal_comment",
    "unpad",
    "unseal_card",
    "unseal_comment",
]

FORMAT_VERSION = 1
CARD_BYTES = 512
SEALED_CARD_BYTES = CARD_BYTES + envelopes.OVERHEAD_BYTES
COMMENT_BUCKETS = (512, 2048, 8192)  # bytes

_LENGTH_BYTES = 2


@dataclass(frozen=True, slots=True)
class CardInfo:
    """Where a sealed thing belongs; it opens nowhere else."""

    coalition: str
    keyspace: str
    epoch: str  # "2026-11", or however the keyring names the month
    row: str  # the row's UUID
    kind: str  # "card", "comment", ...
    version: int = FORMAT_VERSION

    def __bytes__(self) -> bytes:
        place = (self.coalition, self.keyspace, self.epoch, self.row, self.kind)
        return frame("amparo card", str(self.version), *place)


class TooLong(ValueError):
    """There is no room for this much; `bytes_over` says by how many bytes (UTF-8)."""

    def __init__(self, bytes_over: int) -> None:
        super().__init__(bytes_over)
        self.bytes_over = bytes_over


def seal_card(card: Mapping[str, Any], *, public_key: bytes, info: CardInfo) -> bytes:
    """Seal what JSON can hold; every result has SEALED_CARD_BYTES. Raises TooLong, BadKey."""
    text = json.dumps(dict(card), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    padded = pad(text.encode(), sizes=(CARD_BYTES,))
    return envelopes.seal(padded, public_key=public_key, info=bytes(info))


def unseal_card(
    envelope: bytes, *, private_key: bytes | MLKEM768X25519PrivateKey, info: CardInfo
) -> dict[str, Any]:
    """Return the card. Raises CannotUnseal, also of what is sealed and no card.

    Everybody has the public key: whoever can write to the database can seal what she likes.
    """
    plain = unpad(envelopes.unseal(envelope, private_key=private_key, info=bytes(info)))
    try:
        card = json.loads(plain)
    except ValueError:
        raise CannotUnseal from None  # json's own error holds all that it read
    if not isinstance(card, dict):
        raise CannotUnseal
    return card


def seal_comment(comment: str, *, public_key: bytes, info: CardInfo) -> bytes:
    """Seal a comment in the smallest bucket that holds it. Raises TooLong, BadKey."""
    padded = pad(comment.encode(), sizes=COMMENT_BUCKETS)
    return envelopes.seal(padded, public_key=public_key, info=bytes(info))


def unseal_comment(
    envelope: bytes, *, private_key: bytes | MLKEM768X25519PrivateKey, info: CardInfo
) -> str:
    """Return the comment. Raises CannotUnseal, also of what is sealed and no text."""
    plain = unpad(envelopes.unseal(envelope, private_key=private_key, info=bytes(info)))
    try:
        return plain.decode()
    except UnicodeDecodeError:
        raise CannotUnseal from None


def pad(content: bytes, *, sizes: tuple[int, ...]) -> bytes:
    """Return the content behind its length, filled with zeros to the first size that fits.

    `sizes` ascend; each includes the two bytes of the length. Raises TooLong.
    """
    framed = len(content) + _LENGTH_BYTES
    for size in sizes:
        if framed <= size:
            return len(content).to_bytes(_LENGTH_BYTES, "big") + content.ljust(
                size - _LENGTH_BYTES, b"\0"
            )
    raise TooLong(framed - sizes[-1])


def unpad(padded: bytes) -> bytes:
    """Return the content of `pad`. Raises CannotUnseal when these bytes were not padded by it."""
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    end = _LENGTH_BYTES + length
    if len(padded) < end or padded[end:].strip(b"\0"):
        raise CannotUnseal
    return padded[_LENGTH_BYTES:end]
