"""Who may come in where: watched texts, what was seen of them, and their roads."""

from typing import Any

from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.sightings.models import Sighting, Standing, Stop, Tier
from amparo.sightings.operations.stops import save_stop
from amparo.sightings.operations.watching import tell, watch_pasted
from tests.proofs.rules import ORGANIZERS, PUBLIC_PAGE, Rule

POLICY: dict[str, Rule] = {
    "sightings:roads": PUBLIC_PAGE,
    "sightings:road": PUBLIC_PAGE,
    "sightings:table": PUBLIC_PAGE,
    "sightings:sheet": PUBLIC_PAGE,
    "sightings:words": PUBLIC_PAGE,
    # what the coalition watches is its own: volunteers and attorneys see the public roads
    "desk:watches": ORGANIZERS,
    "desk:watch-new": ORGANIZERS,
    "desk:watch-select": ORGANIZERS,
    "desk:watch-selected": ORGANIZERS,
    "desk:watch": ORGANIZERS,
    "desk:watch-edit": ORGANIZERS,
    "desk:watch-search": ORGANIZERS,
    "desk:watch-resume": ORGANIZERS,
    "desk:watch-end": ORGANIZERS,
    "desk:watch-remove": ORGANIZERS,
    "desk:sightings": ORGANIZERS,
    "desk:sighting": ORGANIZERS,
    "desk:sighting-decide": ORGANIZERS,
    "desk:sighting-take-back": ORGANIZERS,
    "desk:stop-new": ORGANIZERS,
    "desk:stop": ORGANIZERS,
    "desk:stop-remove": ORGANIZERS,
}


def furnish(world: Any, corner: Any) -> None:
    """A watched text with a public road, a stop of it, and a sighting in a stored text."""
    from tests.bills.making import BODY, PROVISION, make_bill, make_session, make_text
    from tests.sightings.making import SAID

    today = timezone.localdate(world.now)
    session = make_session("2025-2026")
    number = f"SF {1000 + session.bills.count()}"
    text = make_text(world.now, make_bill(world.now, number, session=session), BODY)
    watch = watch_pasted(PROVISION, SAID, today=today, actor=WORKER)
    tell(watch, SAID, is_public=True, actor=WORKER)
    stop = Stop(watch=watch, movement="entered", starts_on=today, ends_on=today)
    corner.more["stop"] = stop
    save_stop(stop, {"en": {"label": "An offer"}}, actor=WORKER, now=world.now)
    corner.more["watch"], corner.more["legal_text"] = watch, text
    corner.more["sighting"] = Sighting.objects.create(
        watch=watch, text=text, tier=Tier.REAPPEARS, coverage=1, found_at=world.now
    )
    later = make_text(world.now, text.bill, BODY + " Once more.", label="Later")
    corner.more["confirmed"] = Sighting.objects.create(
        watch=watch, text=later, tier=Tier.REAPPEARS, coverage=1, found_at=world.now,
        standing=Standing.CONFIRMED, decided_on=today,
    )  # fmt: skip


WORDS: dict[tuple[str, str], Any] = {
    ("sightings:", "key"): lambda world, corner: corner.more["watch"].key,
    ("sightings:words", "pk"): lambda world, corner: corner.more["confirmed"].pk,
    ("desk:watch-select", "pk"): lambda world, corner: corner.more["legal_text"].pk,
    ("desk:watch-selected", "pk"): lambda world, corner: corner.more["legal_text"].pk,
    ("desk:watch", "pk"): lambda world, corner: corner.more["watch"].pk,
    ("desk:sighting", "pk"): lambda world, corner: corner.more["sighting"].pk,
    ("desk:stop", "watch"): lambda world, corner: corner.more["watch"].pk,
    ("desk:stop", "pk"): lambda world, corner: corner.more["stop"].pk,
}
