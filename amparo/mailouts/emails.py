"""A letter to its own writer, to look at it in her own mailbox. It goes through the outbox, sealed.

A newcomer would mail the letter itself: it is written when it goes, so that a change meanwhile
shows, and only the organizer's own address is ever written to.
"""

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from amparo.accounts.models import User
from amparo.mailouts.leaving import leave_page
from amparo.mailouts.models import MailOut
from amparo.mailouts.wording import mold
from amparo.outbox.letters import Draft, Letter, register_writer
from amparo.outbox.operations import enqueue
from amparo.supporters import tokens

TEST = "mailouts.test"


def register_writers() -> None:
    register_writer(TEST, _written)


def send_test(mailout: MailOut, user: User) -> int:
    """Send every language of a letter to the organizer herself; return how many."""
    languages = [text.language for text in mailout.texts.all()]
    for language in languages:
        facts = {"letter": mailout.pk.hex, "user": str(user.pk), "language": language}
        enqueue(Draft(TEST, facts))
    return len(languages)


def _written(facts: Mapping[str, str]) -> Letter | None:
    """None for a letter or a person who is gone meanwhile."""
    mailout = MailOut.objects.with_words().filter(pk=UUID(facts["letter"])).first()
    user = User.objects.who_can_log_in().filter(pk=facts["user"]).first()
    if mailout is None or user is None:
        return None
    set_ = mold(mailout, facts["language"], now=timezone.now())
    if set_ is None:
        return None
    nobody = tokens.link_of(mailout.pk, tokens.new_secret())  # leads to the page for everybody
    leave = leave_page(mailout.pk, nobody, set_.language)
    letter = set_.letter(user.email, {"name": user.full_name, "leave": leave})
    with translation.override(user.preferred_language):
        subject = _("[Test] %(subject)s") % {"subject": letter.subject}
    return Letter(user.email, subject, letter.text, letter.language, letter.html, letter.headers)
