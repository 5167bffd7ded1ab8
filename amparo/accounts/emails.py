"""Letters to people who log in, each in her language and in nothing but text.

They go at once and not through the outbox: a link that logs somebody in must not wait in a table.
None says from where or with what browser something was done, because we do not know.
"""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from amparo.accounts.models import Invitation, User

log = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, url: str, *, inviter: str, coalition_name: str) -> bool:
    """Send the link; False where the mail server would not take it."""
    words = {"invitation": invitation, "inviter": inviter, "coalition_name": coalition_name}
    with override(invitation.language):
        subject = gettext("Your invitation to %(coalition)s") % {"coalition": coalition_name}
        text = _text("invitation", url=url, **words)
    return _send(invitation.email, subject, text)


def send_reset(user: User, url: str) -> bool:
    """Send the link for a new password, and say what it does not do."""
    with override(user.preferred_language):
        subject = gettext("A new password for your account")
        text = _text("reset", user=user, url=url)
    return _send(user.email, subject, text)


def send_no_account(address: str, language: str) -> bool:
    """Tell who asked for a new password that this address has no account (the page does not)."""
    with override(language):
        subject = gettext("There is no account with this address")
        text = _text("no_account", site_url=settings.SITE_URL)
    return _send(address, subject, text)


def send_notice(user: User, what_happened: str) -> bool:
    """Tell her that something about her login was changed. `what_happened` is in her language."""
    with override(user.preferred_language):
        subject = gettext("Your login was changed")
        text = _text("notice", user=user, what_happened=what_happened)
    return _send(user.email, subject, text)


def _text(name: str, **words: object) -> str:
    return render_to_string(f"accounts/email/{name}.txt", words).strip() + "\n"


def _send(address: str, subject: str, text: str) -> bool:
    letter = EmailMessage(subject, text, to=[address], headers={"Auto-Submitted": "auto-generated"})
    try:
        return letter.send() == 1
    except (SMTPException, OSError) as error:
        log.error("A letter about an account was not taken: %s", type(error).__name__)
        return False
