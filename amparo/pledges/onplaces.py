"""On the page of a government: how far planks have come in it, and who in it pledged what.

A newcomer's mistake: reading a pledge as ours. We write down who said it to which text, and endorse
nobody.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from amparo.campaigns.actions import asks
from amparo.places.models import Jurisdiction
from amparo.pledges.models import Platform, Pledge, Step
from amparo.policies.addresses import within


def panel(request: HttpRequest, place: Any) -> str:
    """Registered with the page of a government."""
    platforms = _public_platforms()
    context = {"steps": _steps(place, platforms), "pledges": _pledges(place, platforms)}
    if not any(context.values()):
        return ""
    return render_to_string("pledges/_at_place.html", context, request=request)


def _public_platforms() -> dict[Any, Platform]:
    """Platforms that this language may show, none of a case."""
    language, now = get_language() or settings.LANGUAGE_CODE, timezone.now()
    found = asks(Platform).published().with_words().select_related("campaign")
    return {
        each.pk: each
        for each in found
        if not each.campaign.is_case and each.is_public_in(language, now)
    }


def _steps(place: Jurisdiction, platforms: dict[Any, Platform]) -> list[Step]:
    """Where each plank stands here: its last step."""
    rows = Step.objects.filter(jurisdiction=place, plank__platform__in=list(platforms))
    last = {step.plank_id: step for step in rows.select_related("plank__platform").order_by("on")}
    return list(last.values())


def _pledges(place: Jurisdiction, platforms: dict[Any, Platform]) -> list[Pledge]:
    offices = ("candidate__office", "official__office")
    one, other = (within(f"{each}__jurisdiction", place) for each in offices)
    found = Pledge.objects.in_force().with_words().filter(platform__in=list(platforms))
    return list(found.filter(one | other))
