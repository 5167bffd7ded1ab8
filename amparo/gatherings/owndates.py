"""What somebody who comes is shown of her own dates, on the pages that her letters lead to.

A newcomer's mistake: showing her name. The server cannot read it; the link is all that she is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from amparo.gatherings import waiting
from amparo.gatherings.calendars import address_of
from amparo.gatherings.dates import Occurrence, next_occurrence
from amparo.gatherings.models import Coming, Gathering
from amparo.gatherings.operations.coming import LARGEST_PARTY
from amparo.gatherings.places import Place, place_of
from amparo.gatherings.words import occurrence_in_words, when_in_words


@dataclass(frozen=True)
class OwnDate:
    """One date that she said something about."""

    coming: Coming
    language: str
    now: datetime

    @property
    def occurrence(self) -> Occurrence | None:
        """That date; of every date, the next."""
        gathering, which = self.coming.gathering, self.coming.which
        found = waiting.date_of(gathering, which)
        return found or (None if which else next_occurrence(gathering, self.now))

    @property
    def words(self) -> str:
        gathering, occurrence = self.coming.gathering, self.occurrence
        today = timezone.localdate(self.now, gathering.zone)
        if occurrence is None or (gathering.rule and not self.coming.which):
            return when_in_words(gathering, self.language, today=today)
        return occurrence_in_words(occurrence, self.language, today=today)

    @property
    def which(self) -> str:
        """The name of the date that can be put into a calendar; "" where there is none."""
        return self.occurrence.which if self.occurrence else ""

    @property
    def is_gone(self) -> bool:
        return bool(self.coming.which) and self.occurrence is None

    @property
    def is_over(self) -> bool:
        return self.occurrence is not None and self.occurrence.is_over(self.now)

    @property
    def is_cancelled(self) -> bool:
        cancelled = self.occurrence is not None and self.occurrence.is_cancelled
        return cancelled or self.coming.gathering.is_cancelled

    @property
    def note(self) -> str:
        return self.occurrence.note(self.language) if self.occurrence else ""

    @property
    def place(self) -> Place:
        gathering = self.coming.gathering
        is_coming = self.state == Coming.State.COMING
        return place_of(gathering, self.language, occurrence=self.occurrence, is_coming=is_coming)

    @property
    def state(self) -> str:
        return self.coming.state

    @property
    def turn(self) -> int:
        return waiting.turn_of(self.coming)


def own_context(comings: Iterable[Coming], gathering: Gathering) -> dict[str, Any]:
    """What the page of her dates shows."""
    language, now = get_language() or settings.LANGUAGE_CODE, timezone.now()
    return {
        "gathering": gathering,
        "comings": [OwnDate(each, language, now) for each in comings],
        "largest_party": LARGEST_PARTY,
        "public_url": address_of(gathering, language),
        "is_case": gathering.campaign.is_case,
    }


def facts_of_card(card_id: UUID) -> dict[str, Any]:
    """The same for the pages that the supporters' room shows of her card."""
    comings = list(Coming.objects.filter(card_id=card_id).order_by("which"))
    if not comings:
        return {"comings": []}
    gathering = Gathering.objects.with_words().get(pk=comings[0].gathering_id)
    for each in comings:
        each.gathering = gathering
    return own_context(comings, gathering)
