"""What campaigns tell of an office: the open asks of a campaign that means to move it."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from amparo.campaigns.kinds import asks_of
from amparo.campaigns.models import Target
from amparo.officials.about import Told


def asks_about_offices(language: str, now: datetime) -> dict[UUID, list[Told]]:
    """By office; of an official only where she is the one who is meant."""
    found: dict[UUID, list[Told]] = defaultdict(list)
    open_asks: dict[UUID, list[Told]] = {}
    targets = Target.objects.select_related("campaign", "official", "office")
    for target in targets:
        campaign = target.campaign
        if campaign.pk not in open_asks:
            asks = asks_of(campaign, language, now)
            open_asks[campaign.pk] = [
                Told(ask.title, ask.url, ask.button, ask.language) for ask in asks if ask.is_open
            ]
        official = target.official.pk if target.official else None
        for told in open_asks[campaign.pk]:
            office = target.place.pk
            found[office].append(Told(told.title, told.url, told.button, told.language, official))
    return found
