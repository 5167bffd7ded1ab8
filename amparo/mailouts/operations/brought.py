"""The first letter to people of a list that was brought along: that they were, how they leave.

A draft like any other, in every language of the site, so that an organizer may say it better, look
at it as three readers do, and have it approved. A newcomer would send it by itself: nobody is
written to without an organizer's word and a key.
"""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from amparo.audit.actors import Actor
from amparo.mailouts.audiences import BROUGHT, Line
from amparo.mailouts.models import Belongs, MailOut
from amparo.mailouts.operations.writing import Facts, Words, create_mailout
from amparo.supporters.models import ListImport
from amparo.web.models import Coalition


@transaction.atomic
def begin_letter_to_brought(brought: ListImport, *, actor: Actor, today: date) -> MailOut:
    """Begin the letter; one that was begun already and has not gone is given again."""
    begun = letter_to_brought(brought)
    if begun is not None and begun.is_writable:
        return begun
    return create_mailout(
        Belongs.LIST,
        None,
        {code: _words(code) for code in settings.SITE_LANGUAGES},
        Facts(),
        audience=[Line(_key(brought))],
        actor=actor,
        today=today,
    )


def letter_to_brought(brought: ListImport) -> MailOut | None:
    """The latest letter to these people, if there is one."""
    letters = MailOut.objects.filter(belongs=Belongs.LIST, made_on__gte=brought.made_on)
    key = _key(brought)
    found = (each for each in letters if any(line.get("who") == key for line in each.audience))
    return next(found, None)


def _key(brought: ListImport) -> str:
    return f"{BROUGHT}:{brought.pk}"


def _words(language: str) -> Words:
    with translation.override(language):
        name = Coalition.here().text(language).name
        body = [
            _("Dear {name|neighbor},"),
            _("you agreed to hear from us ({agreed|on one of our sign-up sheets}). Our letters "
              "come from a new place from now on, and we have brought your address along."),
            _("Your name and your address are sealed here: this server keeps them and cannot read "
              "them."),
            _("You do not have to do anything. If you would rather hear no more from us, the link "
              "below this letter ends it in two steps, and your card is deleted. You owe us no "
              "reason."),
            name,
        ]  # fmt: skip
        return Words(
            subject=_("You are on our list of letters"),
            preheader=_("Why we write to you, and how to leave"),
            body="\n\n".join(body),
        )
