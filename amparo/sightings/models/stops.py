"""Stops of a road that no stored text shows: a veto, an offer at a table, a bill not in hand.

A newcomer's mistake: writing the one version of a story that one believes. Where sources differ,
the stop cites both claims, and the road says so.
"""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.bills.models import Bill
from amparo.evidence.models import Claim, Source
from amparo.lib.dates import DateWindow
from amparo.sightings.models.seen import Movement
from amparo.sightings.models.watching import WatchedText
from amparo.web.languages import in_language


class StopQuerySet(models.QuerySet["Stop"]):
    def with_all(self) -> Self:
        return self.select_related("bill__session__jurisdiction", "source").prefetch_related(
            "words", "claims__texts", "claims__cited_sources__source"
        )


class Stop(models.Model):
    """Something that happened to a watched text, by a source, written by a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    watch = models.ForeignKey(WatchedText, models.CASCADE, related_name="stops")
    bill = models.ForeignKey(Bill, models.SET_NULL, null=True, blank=True, related_name="+")
    movement = models.CharField(_("what happened to it"), max_length=8, choices=Movement.choices)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    claims = models.ManyToManyField(Claim, blank=True, related_name="+")

    objects = StopQuerySet.as_manager()

    class Meta:
        ordering = [F("starts_on").asc(nulls_last=True), "ends_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="a_stop_ends_after_it_starts",
            ),
        ]

    class Sensitivity:
        public = (
            "id", "watch", "bill", "movement", "starts_on", "ends_on", "source", "claims",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Stop {self.pk}"

    @property
    def window(self) -> DateWindow:
        return DateWindow(self.starts_on, self.ends_on)

    @property
    def said(self) -> "StopWords | None":
        return in_language(self.words.all(), get_language())


class StopWords(models.Model):
    """What happened, in one language."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="words")
    language = models.CharField(max_length=8)
    label = models.CharField(_("where"), max_length=120)  # "SF 958, public safety"
    note = models.TextField(_("what happened"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stop", "language"], name="a_stop_is_told_once_in_a_language"
            ),
        ]

    class Sensitivity:
        public = ("id", "stop", "language", "label", "note")

    def __str__(self) -> str:
        return self.label
