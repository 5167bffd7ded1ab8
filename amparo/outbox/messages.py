"""Turn a letter into a message that tells nothing about the machine that wrote it."""

import secrets
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from amparo.outbox.letters import Letter


def as_message(letter: Letter, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """Return text, with HTML beside it where there is some. The letter has been checked."""
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.to],
        headers=dict(letter.headers) | _own_headers(letter),
        connection=connection,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def mail_domain() -> str:
    """The domain that our letters come from."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address.rpartition("@")[2] or "localhost"


def _own_headers(letter: Letter) -> dict[str, str]:
    return {
        # Django's own would carry the name of this machine.
        "Message-ID": f"<{secrets.token_hex(16)}@{mail_domain()}>",
        "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday replies to it
        "X-Auto-Response-Suppress": "All",
        "Content-Language": letter.language,
    }
