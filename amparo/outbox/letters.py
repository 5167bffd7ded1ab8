"""What a letter is before it goes, and what may not be in it.

A `Letter` is whole. A `Draft` names a writer and the few facts that it needs, and becomes a letter
only when it is sent: a page that has to be fast enqueues drafts. Writers register from
AppConfig.ready(); this registry imports none of them.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from amparo.lib.emails import NotAnEmail, clean_email

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_HEADERS = {
    "Reply-To",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "List-Id",
}


class CannotWrite(ValueError):
    """This cannot be a letter: no address, or a header that is not ours to set."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one person, in her language. `html` may be empty; `text` may not."""

    to: str
    subject: str
    text: str
    language: str
    html: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that a writer will write when it goes. Facts are words; ids go as text."""

    writer: str
    facts: Mapping[str, str]


Writer = Callable[[Mapping[str, str]], Letter | None]
_writers: dict[str, Writer] = {}
Loss = Callable[[UUID], None]
_losses: list[Loss] = []


def register_writer(code: str, write: Writer) -> None:
    """Name a writer, "supporters.confirm". It may return None: nothing is to be said any more."""
    _writers[code] = write


def when_lost(tell: Loss) -> None:
    """Have a room told which row a letter was about that nobody can open any more."""
    if tell not in _losses:
        _losses.append(tell)


def tell_lost(about: UUID) -> None:
    """A letter about this row is lost; each room looks whether the row is one of its own."""
    for tell in _losses:
        tell(about)


def is_writer(code: str) -> bool:
    return code in _writers


def written(draft: Draft) -> Letter | None:
    """Return the letter of a draft. Raises CannotWrite when nobody can write it."""
    if draft.writer not in _writers:
        raise CannotWrite(draft.writer)
    return _writers[draft.writer](draft.facts)


def checked(letter: Letter) -> Letter:
    """Return the letter fit to be sent: no line break in a header, an address that is one.

    Raises CannotWrite.
    """
    if any(name not in _HEADERS for name, _ in letter.headers):
        raise CannotWrite("header")
    try:
        to = clean_email(letter.to)
    except NotAnEmail:
        raise CannotWrite("address") from None
    headers = tuple((name, one_line(value)) for name, value in letter.headers)
    return Letter(
        to=to,
        subject=one_line(letter.subject),
        text=letter.text,
        language=letter.language,
        html=letter.html,
        headers=headers,
    )


def one_line(text: str) -> str:
    """Return text in which no mail server sees a second header."""
    return " ".join(_CONTROL.sub(" ", text).split())


def as_bytes(mail: Letter | Draft) -> bytes:
    """Return what is sealed."""
    if isinstance(mail, Draft):
        kept: dict[str, object] = {"writer": mail.writer, "facts": dict(mail.facts)}
    else:
        kept = asdict(mail)
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(content: bytes) -> Letter | Draft:
    """Return what `as_bytes` was given."""
    kept = json.loads(content)
    if "writer" in kept:
        return Draft(kept["writer"], kept["facts"])
    kept["headers"] = tuple((name, value) for name, value in kept["headers"])
    return Letter(**kept)
