"""What a takedown deletes of a campaign's letters: all of them, and their own pages.

What went out lies in mailboxes: the confirmation says so.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import ngettext

from amparo.campaigns.models import Campaign
from amparo.campaigns.takedown import Gone, Part
from amparo.mailouts import grants
from amparo.mailouts.models import MailOut


def part() -> Part:
    """Registered when the server starts."""
    return Part("letters", name_what_goes=_name, remove=_remove, paths_of=_paths)


def _name(campaign: Campaign) -> list[str | Promise]:
    count = MailOut.objects.filter(campaign=campaign).count()
    if not count:
        return []
    said = ngettext(
        "%(count)d letter to its supporters; what went out stays in their mailboxes.",
        "%(count)d letters to its supporters; what went out stays in their mailboxes.",
        count,
    )
    return [said % {"count": count}]


def _paths(campaign: Campaign) -> list[str]:
    with translation.override(settings.LANGUAGE_CODE):
        found = MailOut.objects.filter(campaign=campaign)
        return [reverse("mailouts:letter", args=[pk]) for pk in found.values_list("pk", flat=True)]


def _remove(campaign: Campaign, now: datetime) -> Gone:
    gone = Gone(paths=_paths(campaign))
    for mailout in MailOut.objects.filter(campaign=campaign):
        grants.drop_grant(mailout.pk)
        mailout.delete()
    return gone
