"""The letters that the demo sent, read back from the files that Django's file backend writes.

They lie in RUNTIME_DIR, so they are gone after a reboot. One file holds one connection's letters,
parted by a line of dashes, as they would have gone over the wire.
"""

import email
import email.policy
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

MOST_LETTERS = 60
_PARTED = re.compile(rb"^-{79}\n", re.MULTILINE)  # as Django's console backend parts them


@dataclass(frozen=True)
class SentLetter:
    """One letter, as somebody would read it."""

    name: str  # in addresses
    to: str
    subject: str
    sent_at: datetime | None
    text: str
    html: str
    language: str


def letters() -> list[SentLetter]:
    """The latest letters, the newest first; none where none was sent."""
    found = sorted(_messages(), key=lambda pair: pair[0], reverse=True)
    return [_letter(message) for _, message in found[:MOST_LETTERS]]


def letter_named(name: str) -> SentLetter | None:
    return next((each for each in letters() if each.name == name), None)


def _messages() -> Iterator[tuple[tuple[float, int], EmailMessage]]:
    for path in Path(settings.EMAIL_FILE_PATH).glob("*.log"):
        written_at = path.stat().st_mtime
        for place, part in enumerate(_PARTED.split(path.read_bytes())):
            if part.strip():
                yield (written_at, place), _parsed(part)


def _parsed(part: bytes) -> EmailMessage:
    message = email.message_from_bytes(part.strip() + b"\n", policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - so says the policy
    return message


def _letter(message: EmailMessage) -> SentLetter:
    return SentLetter(
        name=hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:16],
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=_sent_at(message),
        text=_part(message, "plain"),
        html=_part(message, "html"),
        language=str(message["Content-Language"] or ""),
    )


def _sent_at(message: EmailMessage) -> datetime | None:
    """When it went. "-0000", as Django writes it, says UTC of an unknown place."""
    if not message["Date"]:
        return None
    at = parsedate_to_datetime(message["Date"])
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()) if body else ""
