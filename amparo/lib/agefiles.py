"""Files sealed to somebody's own age key (age-encryption.org/v1, X25519), opened on her computer.

Only the public half ever comes here. A newcomer's mistake: accepting the private half, which begins
with AGE-SECRET-KEY, because it looks like a key: whoever pasted it has to make a new one.
"""

from pyrage import RecipientError, encrypt, x25519

__all__ = ["SUFFIX", "NotARecipient", "clean_recipient", "sealed_to"]

SUFFIX = ".age"

_SECRET = "AGE-SECRET-KEY"  # noqa: S105 - how one begins, to be refused


class NotARecipient(ValueError):
    """`reason` is private (the half that must stay at home) or unknown. Carries nothing pasted."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def clean_recipient(text: str) -> str:
    """Return the public half as age writes it. Raises NotARecipient."""
    if _SECRET in text.upper():
        raise NotARecipient("private")
    try:
        return str(x25519.Recipient.from_str(text.strip()))
    except RecipientError:
        raise NotARecipient("unknown") from None


def sealed_to(recipient: str, content: bytes) -> bytes:
    """Return the content as a file that only the owner of this key opens. Raises NotARecipient."""
    sealed: bytes = encrypt(content, [x25519.Recipient.from_str(clean_recipient(recipient))])
    return sealed
