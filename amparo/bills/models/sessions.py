"""Sessions of a legislature, regular and special, and its bodies: chambers and their committees.

A newcomer's mistake: taking a special session for a year. It has bills of its own numbers, and a
provision comes back in it; `part_of` says to which biennium it belongs.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amparo.bills.models.parts import Chamber
from amparo.places.models import Jurisdiction

CONGRESS = "US"


def letters_of(state: str) -> str:
    """As a government has them: that of the country has none."""
    return "" if state.upper() == CONGRESS else state.upper()


class SessionKind(models.TextChoices):
    REGULAR = "regular", _("Regular session")
    SPECIAL = "special", _("Special session")


class SittingQuerySet(models.QuerySet["Session"]):
    def of_state(self, state: str) -> "SittingQuerySet":
        """Of a state by its two letters; "US" is Congress."""
        return self.filter(jurisdiction__state=letters_of(state))


class Session(models.Model):
    """A sitting of one legislature. Its key is how the sources of its state name it."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="sessions")
    key = models.CharField(max_length=40)  # "2025-2026", "2011s1"
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(max_length=8, choices=SessionKind.choices, default=SessionKind.REGULAR)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="special_sessions"
    )

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering = ["-first_year", "-kind", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "key"], name="a_legislature_sits_once_under_a_key"
            ),
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")),
                name="a_session_ends_in_or_after_its_first_year",
            ),
        ]

    class Sensitivity:
        public = (
            "id", "jurisdiction", "key", "name", "kind", "first_year", "last_year", "starts_on",
            "ends_on", "part_of",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """Two letters; "US" of Congress."""
        return self.jurisdiction.state or CONGRESS


class BodyKind(models.TextChoices):
    CHAMBER = "chamber", _("Chamber")
    COMMITTEE = "committee", pgettext_lazy("legislature", "Committee")
    CONFERENCE = "conference", _("Conference committee")


class Body(models.Model):
    """A chamber, or one of its committees, by the name that the legislature gives it."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="bodies")
    chamber = models.CharField(max_length=9, choices=Chamber.choices)
    kind = models.CharField(max_length=10, choices=BodyKind.choices)
    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("website"), max_length=500, blank=True)

    class Meta:
        ordering = ["chamber", "kind", "name"]
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "chamber", "name"], name="a_body_has_one_name_in_a_chamber"
            ),
        ]

    class Sensitivity:
        public = ("id", "jurisdiction", "chamber", "kind", "name", "url")

    def __str__(self) -> str:
        return self.name
