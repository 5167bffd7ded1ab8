"""Who may come in where: gatherings, their dates, and who counts on the spot."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from amparo.gatherings.models import Coming
from amparo.supporters import tokens
from tests.gatherings.making import make_series
from tests.makers import make_organization
from tests.proofs.rules import (
    CAMPAIGN_CHANGED,
    CAMPAIGN_SEEN,
    FORM,
    PUBLIC_PAGE,
    Rule,
    ask_pks,
    ask_rules,
)

POLICY: dict[str, Rule] = {
    "gatherings:list": PUBLIC_PAGE,
    "gatherings:month": PUBLIC_PAGE,
    "gatherings:calendar": PUBLIC_PAGE,
    "gatherings:campaign-calendar": PUBLIC_PAGE,
    "gatherings:gathering": FORM,
    "gatherings:occurrence": FORM,
    "gatherings:thanks": PUBLIC_PAGE,
    "gatherings:one-calendar": PUBLIC_PAGE,
    "gatherings:date-calendar": PUBLIC_PAGE,
    "gatherings:coming": FORM,  # whoever holds the link of a letter
    "gatherings:own-calendar": PUBLIC_PAGE,
    **ask_rules("gathering", "gatherings", deliveries=False, win=False),
    "desk:gathering-cancel": CAMPAIGN_CHANGED,
    "desk:gathering-revive": CAMPAIGN_CHANGED,
    "desk:gathering-date": CAMPAIGN_CHANGED,
    "desk:gathering-date-cancel": CAMPAIGN_CHANGED,
    "desk:gathering-date-leave-out": CAMPAIGN_CHANGED,
    "desk:gathering-date-restore": CAMPAIGN_CHANGED,
    "desk:gathering-dates": CAMPAIGN_SEEN,
    "desk:gathering-attendance": CAMPAIGN_SEEN,
}
SECRET = b"0123456789abcdef"


def furnish(world: Any, corner: Any) -> None:
    """A weekly gathering with somebody who comes to its first date."""
    from tests.proofs.worlds import give_records

    first = timezone.localdate(world.now) + timedelta(days=4)
    slug = f"{corner.campaign.slug}-gathering"
    hosts = (make_organization(f"Hosts of {slug}"),)
    made = make_series(world.now, first, campaign=corner.campaign, slug=slug, hosts=hosts)
    give_records(made, timezone.localdate(world.now))
    corner.more["gathering"] = made
    corner.more["coming"] = Coming.objects.create(
        card_id=corner.card.pk,
        gathering=made,
        which=first.isoformat(),
        state=Coming.State.COMING,
        token_hash=tokens.hash_of(SECRET),
    )


def _gathering(world: Any, corner: Any) -> Any:
    return corner.more["gathering"]


def _first(world: Any, corner: Any) -> str:
    return str(_gathering(world, corner).first_on.isoformat())


def _link(world: Any, corner: Any) -> str:
    return tokens.link_of(corner.more["coming"].pk, SECRET)


WORDS: dict[tuple[str, str], Any] = {
    ("gatherings:campaign", "campaign"): lambda world, corner: corner.campaign.slug,
    ("gatherings:", "slug"): lambda world, corner: _gathering(world, corner).slug,
    ("gatherings:", "on"): _first,
    ("gatherings:", "which"): _first,
    ("gatherings:", "link"): _link,
    ("desk:gathering", "on"): _first,
    **{(head, "pk"): of for head, of in ask_pks("gathering", _gathering)},
}
