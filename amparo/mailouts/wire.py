"""A mold as the bytes that a mail server takes, ready but for one reader's few words.

Python's own message classes take a millisecond for a letter that differs from the last by a name.
What all readers of a language share is encoded once; a reader's words are encoded beside it, each
between soft line breaks (RFC 2045), so that nothing of hers can begin a line of its own. A test
holds the result against what Django makes of the same letter.
"""

import binascii
import secrets
from collections.abc import Mapping
from email.header import Header
from email.utils import formataddr, formatdate, parseaddr
from html import escape

from django.conf import settings

from amparo.mailouts.placeholders import Slot
from amparo.mailouts.wording import Mold, Parts, leave_headers
from amparo.outbox.letters import CannotWrite
from amparo.outbox.messages import mail_domain

_SOFT_BREAK = b"=\r\n"
_TYPES = (b"text/plain", b"text/html")


class Wire:
    """One mold, encoded."""

    def __init__(self, mold: Mold) -> None:
        self.sender = settings.BOUNCES_EMAIL or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        self._head = _head(mold)
        self._domain = mail_domain()
        self._boundary = f"=_{secrets.token_hex(16)}"
        parts = (_encoded(mold.text), _encoded(mold.html))
        self._text, self._html = parts
        self._type = f'Content-Type: multipart/alternative; boundary="{self._boundary}"\r\n\r\n'

    def message(self, to: str, facts: Mapping[str, str]) -> bytes:
        """One reader's message. Raises CannotWrite where the address is not plain ASCII."""
        if not to.isascii() or not to.isprintable() or any(each in to for each in ' <>,;:"()'):
            raise CannotWrite("address")
        boundary = f"--{self._boundary}\r\n".encode()
        said = {name: _quoted(value) for name, value in facts.items()}
        marked = {
            name: said[name] if (safe := escape(value)) == value else _quoted(safe)
            for name, value in facts.items()
        }
        return b"".join(
            [
                self._head,
                self._own_headers(to, facts.get("leave", "")).encode(),
                self._type.encode(),
                boundary,
                _part_head(b"text/plain"),
                *_filled(self._text, said, is_html=False),
                b"\r\n",
                boundary,
                _part_head(b"text/html"),
                *_filled(self._html, marked, is_html=True),
                f"\r\n--{self._boundary}--\r\n".encode(),
            ]
        )

    def _own_headers(self, to: str, leave: str) -> str:
        own = [
            ("To", to),
            ("Message-ID", f"<{secrets.token_hex(16)}@{self._domain}>"),
            *leave_headers(leave),
        ]
        return "".join(f"{name}: {value}\r\n" for name, value in own)


def _head(mold: Mold) -> bytes:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    headers = [
        ("Subject", Header(mold.subject, "utf-8" if not mold.subject.isascii() else "ascii",
                           header_name="Subject").encode(linesep="\r\n")),
        ("From", formataddr((name, address))),
        ("Date", formatdate()),
        ("MIME-Version", "1.0"),
        ("Content-Language", mold.language),
        ("Precedence", "list"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
        *mold.headers,
    ]  # fmt: skip
    return "".join(f"{name}: {value}\r\n" for name, value in headers).encode("ascii")


def _part_head(kind: bytes) -> bytes:
    return (
        b"Content-Type: " + kind + b'; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )


def _encoded(parts: Parts) -> list[bytes | Slot]:
    return [each if isinstance(each, Slot) else _quoted(each) for each in parts]


def _filled(parts: list[bytes | Slot], facts: Mapping[str, bytes], *, is_html: bool) -> list[bytes]:
    done: list[bytes] = []
    for each in parts:
        if isinstance(each, Slot):
            instead = escape(each.instead) if is_html else each.instead
            done += [_SOFT_BREAK, facts.get(each.fact) or _quoted(instead), _SOFT_BREAK]
        else:
            done.append(each)
    return done


def _quoted(text: str) -> bytes:
    """Quoted-printable with the line ends of mail."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return binascii.b2a_qp(plain.encode(), istext=True).replace(b"\n", b"\r\n")
