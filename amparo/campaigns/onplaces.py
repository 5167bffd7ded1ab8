"""On the page of a government: campaigns that mean to move somebody in it, and what they ask.

A newcomer's mistake: a case here. Its page is shared by consent for what it is; a page about a
county is read by people who look for something else.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from amparo.campaigns import kinds
from amparo.campaigns.models import Campaign
from amparo.campaigns.shown import Card, card_of
from amparo.places.models import Jurisdiction
from amparo.policies.addresses import within


def panel(request: HttpRequest, place: Any) -> str:
    """Registered with the page of a government."""
    language, now = get_language() or settings.LANGUAGE_CODE, timezone.now()
    found = [(card, _open_asks(card, language, now)) for card in campaigns_at(place, language, now)]
    if not found:
        return ""
    return render_to_string("campaigns/_at_place.html", {"campaigns": found}, request=request)


def campaigns_at(place: Jurisdiction, language: str, now: datetime) -> list[Card]:
    """Public campaigns that have a target in this government or in an agency of it."""
    today = timezone.localdate(now)
    public = Campaign.objects.public(today).with_texts()
    offices = ("targets__office", "targets__official__office")
    one, other = (within(f"{each}__jurisdiction", place) for each in offices)
    aimed = public.filter(one | other)
    seen = [each for each in aimed if not each.is_case and each.is_public_in(language, today)]
    return [card_of(each, language, now, with_ask=False) for each in seen]


def _open_asks(card: Card, language: str, now: datetime) -> list[kinds.Ask]:
    return [ask for ask in kinds.asks_of(card.campaign, language, now) if ask.is_open]
