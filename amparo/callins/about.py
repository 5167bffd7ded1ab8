"""What a call-in day tells of an office that it calls: its own page, with number and words."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import override

from amparo.callins.kinds import CALLINS
from amparo.callins.models import CallIn
from amparo.campaigns.actions import asks
from amparo.officials.about import Told


def calls_to_offices(language: str, now: datetime) -> dict[UUID, list[Told]]:
    """By office, of every call-in day that is open; the number is the one of the target's page."""
    found: dict[UUID, list[Told]] = defaultdict(list)
    published = asks(CallIn).published().select_related("campaign")
    for callin in published.prefetch_related("targets", "texts"):
        if not (callin.is_public_in(language, now) and callin.is_open(now)):
            continue
        ask = CALLINS.ask_of(callin, language, now)
        for number, target in enumerate(callin.targets.all(), start=1):
            with override(language):
                url = reverse("callins:target", args=[callin.slug, number])
            if ask:
                told = Told(ask.title, url, ask.button, ask.language, target.official_id)
                found[target.office_id].append(told)
    return found
