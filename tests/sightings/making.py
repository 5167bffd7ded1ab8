"""Watched texts and what is seen of them, through the room's own operations."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.bills.models import LegalText
from amparo.bills.texts import tell_everything
from amparo.sightings.models import Sighting, WatchedText
from amparo.sightings.operations.catching_up import search_waiting
from amparo.sightings.operations.watching import Selection, watch_pasted, watch_selection
from tests.bills.making import PROVISION, make_bill, make_session, make_text

SAID = {
    "en": {"title": "Sharing every list", "does": "The state gives every list away."},
    "es": {"title": "Entregar cada lista", "does": "El estado entrega cada lista."},
}
OTHER = (
    "A road authority may set a lower limit of speed near a school during the hours in which "
    "children arrive and leave, and it posts signs that say so at both ends of the zone."
)


def watch_provision(now: datetime, text: LegalText | None = None, **more: Any) -> WatchedText:
    """Watch the provision: as it stands in a text, or pasted."""
    today = timezone.localdate(now)
    if text is None:
        watch = watch_pasted(PROVISION, SAID, today=today, actor=WORKER)
    else:
        start = text.body.index(PROVISION)
        chosen = Selection(text, start, start + len(PROVISION), **more)
        watch = watch_selection(chosen, SAID, today=today, actor=WORKER)
    search_waiting(now)
    watch.refresh_from_db()
    return watch


def store(now: datetime, number: str, body: str, *, on: date, **more: Any) -> LegalText:
    """A text of a bill of its year, of which every listener has been told."""
    session = make_session(more.pop("session", f"{on.year}"))
    found = session.bills.filter(identifier=number).first()
    text = make_text(now, found or make_bill(now, number, session=session), body, on=on, **more)
    tell_everything(now)
    return text


def seen(text: LegalText) -> Sighting | None:
    return Sighting.objects.filter(text=text).first()
