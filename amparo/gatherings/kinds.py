"""What other rooms may know of gatherings: their pages, their next date, how one says one comes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.actions import Effort
from amparo.campaigns.kinds import AskKind
from amparo.gatherings.dates import next_occurrence
from amparo.gatherings.models import Gathering
from amparo.gatherings.places import place_of
from amparo.gatherings.words import when_in_words


def _starts_at(gathering: Gathering) -> datetime | None:
    occurrence = next_occurrence(gathering, timezone.now())
    return occurrence.sorts_by if occurrence else None


def _uncounted(gathering: Gathering) -> None:
    """A number of people told in public would tell who came in last."""


def _where(gathering: Gathering, language: str) -> str:
    """The place as everybody may know it; where it is told to those who come alone, its area."""
    place = place_of(gathering, language)
    return "\n".join(filter(None, (place.name, place.area, place.address)))


def facts_of(gathering_id: UUID, language: str) -> Mapping[str, Any]:
    """What the letters that ask to confirm say of a gathering."""
    standing = GATHERINGS.standings.by_id(gathering_id)
    if standing is None:
        return {}
    today = timezone.localdate(timezone.now(), standing.action.zone)
    return {"when": when_in_words(standing.action, language, today=today)}


GATHERINGS = AskKind(
    Gathering,
    label=_("Gathering"),
    page="gatherings:gathering",
    button=_("See when and where"),
    button_after=_("See the gathering"),
    goes=_("The gathering “%(title)s” with all its dates, texts and headcounts."),
    effort=Effort.HOUR,
    starts_at=_starts_at,
    count_of=_uncounted,
    also_found_by=_where,
)
