"""What an e-mail address is, and when two of them are one mailbox.

`clean_email` gives the address to write to, `canonical_email` the form that is only ever compared:
writing to the canonical form would lose the tag that its owner chose.
"""

import re
import unicodedata
from functools import lru_cache

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

__all__ = ["CleanEmail", "NotAnEmail", "canonical_email", "clean_email"]

_LONGEST, _LONGEST_LOCAL = 254, 64  # RFC 5321, 4.5.3.1
_USUAL_LOCAL = re.compile(r"[A-Za-z0-9_-]+(?:[.+][A-Za-z0-9_-]+)*")
# Source: https://support.google.com/mail/answer/7436150 (dots do not matter), read 2026-11
_DOTLESS_DOMAINS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}


class NotAnEmail(ValueError):
    """This cannot be an e-mail address. Carries no text: what was typed must not reach a log."""


class CleanEmail(str):
    """An address that `clean_email` has read, so that nobody has to read it again."""

    __slots__ = ()


def clean_email(text: str) -> CleanEmail:
    """Return the address to write to, its domain in lower case. Asks no name server."""
    if isinstance(text, CleanEmail):
        return text
    return _plain(text.strip()) or CleanEmail(_validated(text).normalized)


def canonical_email(text: str) -> str:
    """Return one form for all spellings of one mailbox: case, width, plus tag, Gmail's dots.

    The domain is in its ASCII form. Raises NotAnEmail.
    """
    local, _, domain = clean_email(text).rpartition("@")
    local = unicodedata.normalize("NFKC", local.casefold())
    local = local.partition("+")[0] or local
    domain = domain.lower() if domain.isascii() else _validated(text).ascii_domain.lower()
    if domain in _DOTLESS_DOMAINS:
        local, domain = local.replace(".", ""), _DOTLESS_DOMAINS[domain]
    return f"{local}@{domain}"


def _plain(text: str) -> CleanEmail | None:
    """The usual address, read a tenth as long; None where the library has to read it whole.

    Its domain is the library's to judge, once for everybody who has a mailbox there.
    """
    local, _, domain = text.partition("@")
    if len(text) > _LONGEST or len(local) > _LONGEST_LOCAL or not domain.isascii():
        return None
    if not _USUAL_LOCAL.fullmatch(local):
        return None
    known = _domain(domain)
    return CleanEmail(f"{local}@{known}") if known else None


@lru_cache(maxsize=256)
def _domain(domain: str) -> str:
    """A domain as the library writes it; "" for one that it refuses."""
    try:
        return _validated(f"a@{domain}").domain
    except NotAnEmail:
        return ""


def _validated(text: str) -> ValidatedEmail:
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        return validate_email(plain, check_deliverability=False, strict=True)
    except EmailNotValidError:
        raise NotAnEmail from None  # the library's message repeats parts of the address
