"""Sightings: passages of a watched text, seen in a stored one; what an organizer made of them.

A newcomer's mistake: taking a sighting for a fact. It is what the words say; only what an
organizer confirmed stands on a road.
"""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amparo.bills.models import LegalText
from amparo.sightings.models.watching import WatchedText


class Tier(models.TextChoices):
    """How much of the watched text is there."""

    REAPPEARS = "reappears", _("reappears")
    EDITED = "edited", _("edited")
    TRACE = "trace", _("a trace")
    CITED = "cited", _("cites the same section")
    GONE = "gone", _("no longer there")


class Standing(models.TextChoices):
    WAITING = "waiting", _("waits to be looked at")
    CONFIRMED = "confirmed", _("confirmed, on the road")
    MUTED = "muted", _("not this")


class Movement(models.TextChoices):
    """What happened to the wording from one printing of a bill to the next."""

    ENTERED = "entered", _("entered")
    CHANGED = "changed", _("was changed")
    STAYED = "stayed", _("stayed")
    LEFT = "left", _("left")
    ENACTED = "enacted", _("became law")


class SightingQuerySet(models.QuerySet["Sighting"]):
    def waiting(self) -> Self:
        return self.filter(standing=Standing.WAITING)

    def confirmed(self) -> Self:
        return self.filter(standing=Standing.CONFIRMED)

    def untold(self) -> Self:
        """Not told to organizers yet, and not decided by one."""
        return self.waiting().filter(told_at=None)

    def worded(self) -> Self:
        """Those with words in common."""
        return self.filter(tier__in=[Tier.REAPPEARS, Tier.EDITED, Tier.TRACE])

    def with_all(self) -> Self:
        return self.select_related("watch", "text__bill__session__jurisdiction").prefetch_related(
            "watch__words", "text__bill__texts"
        )


class Sighting(models.Model):
    """One watched text in one stored text. Stretches are [from, to] in characters of a body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    watch = models.ForeignKey(WatchedText, models.CASCADE, related_name="sightings")
    text = models.ForeignKey(LegalText, models.CASCADE, related_name="sightings")
    tier = models.CharField(max_length=9, choices=Tier.choices)
    coverage = models.FloatField()  # 0 to 1: how much of the watched wording is there
    formula = models.FloatField(default=0)  # 0 to 1: how much it looks like what all bills say
    passages = models.JSONField(default=list)  # [[from, to in the watched, from, to there], …]
    dropped = models.JSONField(default=list)  # [[from, to in the watched], …]
    added = models.JSONField(default=list)  # [[from, to there], …]
    sections = models.JSONField(default=list)  # of the statutes, that both cite
    standing = models.CharField(max_length=9, choices=Standing.choices, default=Standing.WAITING)
    found_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)  # to organizers, by a letter or a search
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)  # logs in

    objects = SightingQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at", "-coverage"]
        indexes = [models.Index(fields=["standing", "told_at"], name="sightings_to_tell")]
        constraints = [
            models.UniqueConstraint(
                fields=["watch", "text"], name="a_watched_text_is_seen_once_in_a_text"
            ),
            models.CheckConstraint(
                condition=Q(coverage__gte=0, coverage__lte=1), name="coverage_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.WAITING, decided_on__isnull=True)
                | (~Q(standing=Standing.WAITING) & Q(decided_on__isnull=False)),
                name="a_decision_has_its_day",
            ),
        ]

    class Sensitivity:
        public = (
            "id", "watch", "text", "tier", "coverage", "passages", "dropped", "added", "sections",
        )  # fmt: skip
        internal = (
            "formula", "standing", "found_at", "told_at", "decided_on", "decided_by",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Sighting {self.pk}"

    @property
    def percent(self) -> int:
        """Rounded down: what is not whole is not called whole."""
        return int(self.coverage * 100)

    @property
    def is_waiting(self) -> bool:
        return self.standing == Standing.WAITING

    @property
    def is_confirmed(self) -> bool:
        return self.standing == Standing.CONFIRMED

    @property
    def is_muted(self) -> bool:
        return self.standing == Standing.MUTED

    @property
    def is_gone(self) -> bool:
        return self.tier == Tier.GONE
