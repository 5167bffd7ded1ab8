"""What is kept of single dates: what differs on one, who was there, which letters went.

A newcomer's mistake: a row for each date. Where a date is as the rule says there is none.
"""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from amparo.gatherings.models.gatherings import Gathering
from amparo.organizations.models import Organization


class ChangedDate(models.Model):
    """One date that differs from the rule: left out, cancelled, moved, or with another host.

    `original_on` is the day that the rule gives, and stays its name for ever (RECURRENCE-ID).
    What is empty is as on every date.
    """

    class What(models.TextChoices):
        LEFT_OUT = "left-out", _("Not on this date")  # as if the rule had not named it (EXDATE)
        CANCELLED = "cancelled", _("Cancelled")  # shown, because people may have planned to come
        CHANGED = "changed", _("Changed")

    gathering = models.ForeignKey(Gathering, related_name="changed_dates", on_delete=models.CASCADE)
    original_on = models.DateField()
    what = models.CharField(max_length=10, choices=What, default=What.CHANGED)
    moved_on = models.DateField(null=True, blank=True)
    starts_time = models.TimeField(null=True, blank=True)
    ends_time = models.TimeField(null=True, blank=True)
    address = models.CharField(max_length=200, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["original_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "original_on"], name="a_date_is_changed_in_one_row"
            ),
        ]

    class Sensitivity:
        public = (
            "id", "gathering", "original_on", "what", "moved_on", "starts_time", "ends_time",
            "capacity", "sequence", "changed_at",
        )  # fmt: skip
        internal = ("address",)

    def __str__(self) -> str:
        return f"Changed date {self.original_on}"


class ChangedDateText(models.Model):
    """What one date says besides, in one language: its theme, another place, why it was changed."""

    changed_date = models.ForeignKey(ChangedDate, related_name="texts", on_delete=models.CASCADE)
    language = models.CharField(max_length=8)
    theme = models.CharField(_("theme of this date"), max_length=140, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    note = models.CharField(_("what people should know"), max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["changed_date", "language"], name="one_text_per_changed_date_and_language"
            ),
        ]

    class Sensitivity:
        public = ("id", "changed_date", "language", "theme", "note")
        internal = ("place",)

    def __str__(self) -> str:
        return f"Changed date text ({self.language})"


class DateHost(models.Model):
    """Who hosts one date: these stand in the place of the gathering's hosts on that date."""

    changed_date = models.ForeignKey(ChangedDate, related_name="hosts", on_delete=models.CASCADE)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["changed_date", "organization"], name="an_organization_hosts_a_date_once"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Date host {self.pk}"


class Attendance(models.Model):
    """How many people were there on one date, as somebody counted at the place."""

    gathering = models.ForeignKey(Gathering, related_name="attendances", on_delete=models.CASCADE)
    original_on = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = [F("original_on").desc()]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "original_on"], name="a_date_is_counted_in_one_row"
            ),
        ]

    class Sensitivity:
        internal = ("id", "gathering", "original_on", "count")

    def __str__(self) -> str:
        return f"Attendance {self.original_on}"


class Reminded(models.Model):
    """That the letters of one kind about one date were let go, so that none goes twice."""

    gathering = models.ForeignKey(Gathering, related_name="reminded", on_delete=models.CASCADE)
    original_on = models.DateField()
    letter = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "original_on", "letter"], name="a_date_is_reminded_once"
            ),
        ]

    class Sensitivity:
        internal = ("id", "gathering", "original_on", "letter")

    def __str__(self) -> str:
        return f"Reminded {self.pk}"
