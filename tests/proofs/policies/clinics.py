"""Who may come in where: clinics, the directory of legal providers."""

from typing import Any
from uuid import uuid4

from amparo.clinics.models import Booking, Provider
from amparo.clinics.operations.providers import save_provider
from tests.clinics.making import make_clinic, make_day
from tests.proofs.rules import (
    CAMPAIGN_CHANGED,
    CAMPAIGN_SEEN,
    DESK,
    FORM,
    HELPERS,
    ORGANIZERS,
    PUBLIC_PAGE,
    Of,
    Rule,
)

WITH_ATTORNEYS = Rule(DESK, DESK, of_campaign=True)
ATTORNEYS = Rule("A", "A", of_campaign=True)  # no organizer: the key is not hers

POLICY: dict[str, Rule] = {
    "clinics:day": FORM,
    "clinics:slip": FORM,
    "clinics:providers": PUBLIC_PAGE,
    "clinics:referral-sheet": PUBLIC_PAGE,
    "desk:clinics": Rule(DESK, DESK),
    "desk:clinic": WITH_ATTORNEYS,
    "desk:clinic-mark": WITH_ATTORNEYS,
    "desk:clinic-walk-in": WITH_ATTORNEYS,
    "desk:clinic-sheet": ATTORNEYS,
    "desk:clinic-sheet-pdf": ATTORNEYS,
    "desk:clinic-book": CAMPAIGN_SEEN,
    "desk:clinic-give-back": CAMPAIGN_SEEN,
    "desk:clinic-begin": CAMPAIGN_CHANGED,
    "desk:clinic-slots": CAMPAIGN_CHANGED,
    "desk:clinic-slots-remove": CAMPAIGN_CHANGED,
    "desk:clinic-settings": CAMPAIGN_CHANGED,
    "desk:clinic-remove": CAMPAIGN_CHANGED,
    "desk:providers": HELPERS,
    "desk:provider": HELPERS,
    "desk:provider-check": HELPERS,
    "desk:provider-new": ORGANIZERS,
    "desk:provider-remove": ORGANIZERS,
}


def _of(name: str) -> Of:
    return lambda world, corner: corner.more[name].pk


def _on(world: Any, corner: Any) -> str:
    return str(corner.more["clinic day"].original_on.isoformat())


WORDS = {
    ("clinics:day", "slug"): lambda world, corner: corner.more["clinic"].slug,
    ("clinics:day", "on"): _on,
    ("desk:clinic-begin", "on"): _on,
    ("desk:clinic-begin", "pk"): _of("clinic"),
    ("desk:clinic-mark", "pk"): _of("booking"),
    ("desk:clinic-give-back", "pk"): _of("booking"),
    ("desk:clinic", "pk"): _of("clinic day"),
    ("desk:provider", "pk"): _of("provider"),
}


def furnish(world: Any, corner: Any) -> None:
    """A clinic with times, one of which is taken, and a provider."""
    slug = f"{corner.campaign.slug}-clinic"
    clinic = make_clinic(world.now, campaign=corner.campaign, slug=slug)
    day = make_day(clinic).day
    # No attorney has a key in this world, so nobody could book: the row stands without a card.
    slot, code = day.slots.all()[0], slug.encode().ljust(32, b".")
    booking = Booking.objects.create(slot=slot, card_id=uuid4(), code_hash=code)
    provider = Provider()
    facts = {"name": slug, "services": ["asylum"], "languages": ["es"], "cost": "free"}
    save_provider(provider, facts=facts, words={}, by=world.alma, today=world.now.date())
    made = {"clinic": clinic, "clinic day": day, "booking": booking, "provider": provider}
    corner.more |= made
