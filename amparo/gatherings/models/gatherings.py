"""Gatherings: whatever people come to, its words, its hosts, and what is different on one date.

A newcomer's mistake: looking for rows of dates. Dates are computed from `first_on` and `rule`
(amparo.gatherings.dates); a row exists only where one date differs from the rule. Another: a time
stored as a moment. `starts_time` is what the clock on the wall says, in summer and in winter.
"""

from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.actions import (
    ACTION_PUBLIC,
    ACTION_TEXT_PUBLIC,
    Action,
    ActionQuerySet,
    ActionText,
)
from amparo.lib.dates import DateWindow
from amparo.lib.recurrence import Recurrence, parsed
from amparo.organizations.models import Organization


class Kind(models.TextChoices):
    DEMONSTRATION = "demonstration", _("Demonstration")
    VIGIL = "vigil", _("Vigil")
    MEETING = "meeting", _("Meeting")
    BANNERING = "bannering", _("Bannering")
    LEAFLETING = "leafleting", _("Leafleting")
    EDUCATION = "education", _("Community education")
    COURT_WATCH = "court-watch", _("Court watch")
    TRAINING = "training", _("Training")
    CLINIC = "clinic", _("Legal clinic")
    HEARING = "hearing", _("Hearing")


def takes_rsvps_by_default(kind: str) -> bool:
    """Organizers open a gathering's cards; who comes to a clinic is for its attorneys alone."""
    return kind != Kind.CLINIC


class HostRole(models.TextChoices):
    HOST = "host", _("Host")
    CO_HOST = "co-host", _("Co-host")
    SPONSOR = "sponsor", _("Sponsor")


def coalition_zone() -> str:
    return settings.TIME_ZONE


class GatheringQuerySet(ActionQuerySet["Gathering"]):
    def with_words(self) -> "GatheringQuerySet":
        """Besides what every ask shows: hosts, the partner that owns it, what differs by date."""
        return (
            super()
            .with_words()
            .select_related("owner")
            .prefetch_related(
                "owner__names",
                "hosts__organization__names",
                "changed_dates__texts",
                "changed_dates__hosts__organization__names",
            )
        )


class Gathering(Action):
    """Anything people come to, once or again and again. Its words are in `texts`."""

    KIND = "gathering"

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    owner = models.ForeignKey(  # the partner whose gathering it is; without one it is ours
        Organization, models.PROTECT, null=True, blank=True, related_name="+",
    )  # fmt: skip
    # When: a first day and how often; or a window of days; or nothing, "to be announced"
    time_zone = models.CharField(max_length=40, default=coalition_zone)
    first_on = models.DateField(null=True, blank=True)
    starts_time = models.TimeField(null=True, blank=True)
    ends_time = models.TimeField(null=True, blank=True)  # before `starts_time`: on the next day
    rule = models.CharField(max_length=120, blank=True)  # RFC 5545, as lib.recurrence says it
    window_starts_on = models.DateField(null=True, blank=True)
    window_ends_on = models.DateField(null=True, blank=True)
    # Where; how the place is called stands in the texts
    address = models.CharField(_("street and number, town"), max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    sketch = models.ImageField(upload_to="sketches/", blank=True)  # re-encoded; no EXIF
    online_url = models.URLField(max_length=400, blank=True)
    hides_place = models.BooleanField(default=False)  # address told only to those who come
    # Who may come
    # Off unless it is said: a clinic must not keep who comes where organizers open it
    takes_rsvps = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField(null=True, blank=True)  # people on one date
    is_cancelled = models.BooleanField(default=False)
    # For calendars (RFC 5545): grows with every change that matters to those who come
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = GatheringQuerySet.as_manager()

    class Meta(Action.Meta):
        abstract = False
        constraints = [
            *Action.Meta.constraints,
            models.CheckConstraint(
                condition=Q(rule="") | Q(first_on__isnull=False),
                name="what_recurs_has_a_first_day",
            ),
            models.CheckConstraint(
                condition=Q(first_on__isnull=True)
                | Q(window_starts_on__isnull=True, window_ends_on__isnull=True),
                name="a_gathering_has_a_day_or_a_window",
            ),
            models.CheckConstraint(
                condition=Q(ends_time__isnull=True) | Q(starts_time__isnull=False),
                name="a_gathering_that_ends_has_begun",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="a_point_has_two_coordinates",
            ),
        ]

    class Sensitivity:
        public = (
            *ACTION_PUBLIC, "kind", "owner", "time_zone", "first_on", "starts_time", "ends_time",
            "rule", "window_starts_on", "window_ends_on", "hides_place", "takes_rsvps", "capacity",
            "is_cancelled", "sequence", "changed_at",
        )  # fmt: skip
        # Public unless `hides_place`: shown through gatherings.places alone
        internal = ("address", "latitude", "longitude", "sketch", "online_url")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def recurrence(self) -> Recurrence | None:
        """How often; None for a single date."""
        return parsed(self.rule) if self.rule else None

    @property
    def window(self) -> DateWindow:
        """The days between which it will be, where no day is fixed yet."""
        return DateWindow(self.window_starts_on, self.window_ends_on)

    @property
    def last_on(self) -> date | None:
        """The last day of all; None where no day is fixed or there is no end."""
        recurrence = self.recurrence
        if self.first_on is None or recurrence is None:
            return self.first_on
        return recurrence.last_day(self.first_on)

    def is_past(self, now: datetime) -> bool:
        """Has its last day gone by? What is not announced yet has not."""
        today = timezone.localdate(now, self.zone)
        if self.first_on is None:
            return self.window.is_over(today)
        last = self.last_on
        moved = (each.moved_on for each in self.changed_dates.all() if each.moved_on)
        return last is not None and max([last, *moved]) < today

    def is_open(self, now: datetime) -> bool:
        """Can people still come?"""
        return super().is_open(now) and not self.is_cancelled and not self.is_past(now)


class GatheringText(ActionText):
    """What a gathering says in one language. `ask` is its summary in one sentence."""

    NEEDED = ("title", "ask")  # to be complete
    BOUND = ("title", "ask")  # what somebody agrees to who says she will come
    CALLED: ClassVar = {"sketch_shows": _("what the sketch shows")}

    gathering = models.ForeignKey(Gathering, related_name="texts", on_delete=models.CASCADE)
    place = models.CharField(_("place"), max_length=160, blank=True)
    area = models.CharField(_("part of town"), max_length=160, blank=True)  # never hidden
    door = models.CharField(_("which door"), max_length=200, blank=True)
    accessibility = models.CharField(_("accessibility"), max_length=400, blank=True)
    parking = models.CharField(_("parking and transit"), max_length=400, blank=True)
    bring = models.CharField(_("what to bring"), max_length=400, blank=True)
    weather = models.CharField(_("weather"), max_length=300, blank=True)
    sketch_shows = models.CharField(max_length=300, blank=True)  # for those who cannot see it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "language"], name="one_gathering_text_per_language"
            ),
        ]

    class Sensitivity:
        public = (
            *ACTION_TEXT_PUBLIC, "gathering", "area", "accessibility", "bring", "weather",
        )  # fmt: skip
        internal = ("place", "door", "parking", "sketch_shows")  # as the address


class HostQuerySet(models.QuerySet["Host"]):
    def with_names(self) -> "HostQuerySet":
        return self.select_related("organization").prefetch_related("organization__names")


class Host(models.Model):
    """An organization's part in a gathering, on every date that does not say otherwise."""

    gathering = models.ForeignKey(Gathering, related_name="hosts", on_delete=models.CASCADE)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    role = models.CharField(max_length=8, choices=HostRole, default=HostRole.HOST)
    order = models.PositiveSmallIntegerField(default=0)

    objects = HostQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "organization"], name="an_organization_hosts_once"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Host {self.pk}"
