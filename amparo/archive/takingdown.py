"""What of an old site goes when a campaign is taken down: items that became its pages, or were
meant to, with their old addresses.

A newcomer's mistake: running after the pages' part. Items know their pages only while these are
there, so this part is registered by a room whose `ready` comes first.
"""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import ngettext

from amparo.archive.models import Item
from amparo.campaigns.models import Campaign
from amparo.campaigns.takedown import Gone, Part
from amparo.pages.models import NewsPage


def name_what_goes(campaign: Campaign) -> list[str | Promise]:
    count = _items(campaign).count()
    if not count:
        return []
    said = ngettext(
        "%(count)d post of the old site, with its old address.",
        "%(count)d posts of the old site, with their old addresses.",
        count,
    )
    return [said % {"count": count}]


def paths_of(campaign: Campaign) -> list[str]:
    return [item.path for item in _items(campaign) if item.path.strip("/")]


def remove(campaign: Campaign, now: datetime) -> Gone:
    gone = Gone(paths=paths_of(campaign))
    _items(campaign).delete()
    return gone


def _items(campaign: Campaign) -> "QuerySet[Item]":
    """Of a case, all of them; of another campaign, only what waits: its posts stay as news."""
    waiting = Q(campaign=campaign)
    if not campaign.is_case:
        return Item.objects.open().filter(waiting)
    pages = NewsPage.objects.filter(campaign=campaign).values("pk")
    return Item.objects.filter(waiting | Q(pieces__page__in=pages)).distinct()


PART = Part("archive", name_what_goes=name_what_goes, remove=remove, paths_of=paths_of)
