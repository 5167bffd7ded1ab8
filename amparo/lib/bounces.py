"""What a mail server says when a letter could not be delivered: to whom, and the class of why.

RFC 3464 where the message is whole; where only its text was pasted, the same words are looked for
in it. Nothing else of a returned message is of use to us, and its words repeat an address.
A newcomer's mistake: a full mailbox or a slow server taken for an address that is no more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from amparo.lib.emails import CleanEmail, NotAnEmail, clean_email

MOST_BYTES = 1024 * 1024

_STATUS = re.compile(r"\b([245]\.\d{1,3})\.\d{1,3}\b")
_REPLY = re.compile(r"(?<![\d.])([45])\d{2}(?=[ -])")
_ADDRESS = re.compile(r"[^\s<>\"'(),;:=\[\]]{1,64}@[^\s<>\"'(),;:=\[\]]{1,255}")
_FAILED = "5"  # RFC 3463: for good


class NotABounce(ValueError):
    """Nothing in it says that a letter came back. Carries no text: it would repeat an address."""


@dataclass(frozen=True, slots=True)
class Returned:
    """One address at which a letter did not arrive, and the class of the answer ("5.1")."""

    email: CleanEmail
    status_class: str

    @property
    def is_for_good(self) -> bool:
        return self.status_class.startswith(_FAILED)

    @property
    def is_no_address(self) -> bool:
        """Is there no such mailbox, so that no later letter can arrive either?"""
        return self.status_class == "5.1"


def read_bounce(content: bytes, *, ours: str) -> list[Returned]:
    """Read a returned message, whole or pasted. `ours` is the address that our letters come from.

    Raises NotABounce.
    """
    if len(content) > MOST_BYTES:
        raise NotABounce
    try:
        message = message_from_bytes(content, policy=policy.compat32)
        found = _reported(message) or _pasted(content.decode("utf-8", "replace"))
    except (RecursionError, LookupError, ValueError):
        raise NotABounce from None
    told = {each.email: each for each in found if each.email.casefold() != ours.casefold()}
    if not told:
        raise NotABounce
    return list(told.values())


def returned_letter(content: bytes) -> tuple[str, str] | None:
    """The class of why a whole message came back, and the List-Unsubscribe of the letter in it.

    None where it is no report of a failure (RFC 3464), or has no such letter with it. No address is
    read.
    """
    try:
        message = message_from_bytes(content, policy=policy.compat32)
        classes = [found[1] for block in _failures(message) if (found := _status_of(block))]
        headers = next(filter(None, map(_unsubscribe_of, message.walk())), "")
    except (RecursionError, LookupError, ValueError, MessageError):
        return None
    return (classes[0], headers) if classes and headers else None


def _unsubscribe_of(part: Message) -> str:
    """Of the letter itself, or of its headers alone (RFC 3462)."""
    payload = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(payload, list):
        return next((_plain_of(each) for each in payload if isinstance(each, Message)), "")
    if part.get_content_type() == "text/rfc822-headers":
        raw = part.get_payload(decode=True)
        return _plain_of(message_from_bytes(raw if isinstance(raw, bytes) else b""))
    return ""


def _plain_of(letter: Message) -> str:
    """Some servers write a long header anew as encoded words (RFC 2047)."""
    return str(make_header(decode_header(str(letter.get("List-Unsubscribe") or ""))))


def _failures(message: Message) -> Iterator[Message]:
    """The fields of a delivery report (RFC 3464, 2.3) for each recipient that it failed for."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if not isinstance(block, Message):
                continue
            if str(block.get("Action", "failed")).strip().lower() == "failed":
                yield block


def _status_of(block: Message) -> re.Match[str] | None:
    return _STATUS.search(str(block.get("Status", "")))


def _reported(message: Message) -> list[Returned]:
    found = []
    for block in _failures(message):
        recipient = str(block.get("Final-Recipient") or block.get("Original-Recipient") or "")
        status, email = _status_of(block), _clean(recipient.partition(";")[2])
        if email and status:
            found.append(Returned(email, status[1]))
    return found


def _pasted(text: str) -> list[Returned]:
    """The first address and the first answer in a text; the rest may be the letter that we sent."""
    status, reply = _STATUS.search(text), _REPLY.search(text)
    said = status[1] if status else f"{reply[1]}.0" if reply else ""
    if not said or said.startswith("2"):
        return []
    cleaned = (_clean(each[0]) for each in _ADDRESS.finditer(text))
    machines = ("mailer-daemon@", "postmaster@", "bounce")
    return [
        Returned(each, said) for each in cleaned if each and not each.lower().startswith(machines)
    ][:1]


def _clean(text: str) -> CleanEmail | None:
    try:
        return clean_email(text.strip().strip(".<>"))
    except NotAnEmail:
        return None
