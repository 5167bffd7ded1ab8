"""A resolution that anybody may carry into a body of theirs, and where it passed.

A newcomer's mistake: showing a report as it comes in. What the public tells is sealed on a card; a
`Report` says only that one waits. An organizer reads it and writes an `Adoption`: a fact about a
body that met in public, with nobody's name in it.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amparo.campaigns.actions import (
    ACTION_PUBLIC,
    ACTION_TEXT_PUBLIC,
    Action,
    ActionQuerySet,
    ActionText,
)
from amparo.places.counties import county_name
from amparo.pledges.models.platforms import Platform


class BodyKind(models.TextChoices):
    CAUCUS = "caucus", _("Precinct caucus")
    CONVENTION = "convention", _("Party convention")
    COUNCIL = "council", _("City council or county board")
    CONGREGATION = "congregation", _("Congregation")
    UNION = "union", _("Union")
    OTHER = "other", _("Another body")


class Outcome(models.TextChoices):
    ADOPTED = "adopted", _("Adopted as it stands")
    AMENDED = "amended", _("Adopted with changes")
    POSTPONED = "postponed", _("Postponed")
    REJECTED = "rejected", pgettext_lazy("a resolution", "Not adopted")


PASSED = (Outcome.ADOPTED, Outcome.AMENDED)


class ResolutionQuerySet(ActionQuerySet["Resolution"]):
    pass


class Resolution(Action):
    """An ask: bring this text before your caucus, council, congregation or union."""

    KIND: ClassVar[str] = "resolution"

    platform = models.ForeignKey(
        Platform, models.SET_NULL, null=True, blank=True, related_name="resolutions"
    )

    objects = ResolutionQuerySet.as_manager()

    class Sensitivity:
        public = (*ACTION_PUBLIC, "platform")


class ResolutionText(ActionText):
    """`body` is the resolution itself, word for word; `steps` tell how to bring it in."""

    NEEDED: ClassVar[tuple[str, ...]] = ("title", "addressee", "ask", "body", "steps")
    CITING: ClassVar[tuple[str, ...]] = ("body", "steps")

    resolution = models.ForeignKey(Resolution, related_name="texts", on_delete=models.CASCADE)
    steps = models.TextField(_("how to bring it in"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "language"], name="one_resolution_text_per_language"
            ),
        ]

    class Sensitivity:
        public = (*ACTION_TEXT_PUBLIC, "resolution", "steps")


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def passed(self) -> "AdoptionQuerySet":
        return self.filter(outcome__in=PASSED)


class Adoption(models.Model):
    """What a body decided on a resolution: public facts, written by an organizer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resolution = models.ForeignKey(Resolution, related_name="adoptions", on_delete=models.CASCADE)
    text_hash = models.CharField(max_length=64)  # hex, of the wording that was brought in
    body_kind = models.CharField(max_length=12, choices=BodyKind.choices)
    body_name = models.CharField(max_length=120)
    town = models.CharField(max_length=80, blank=True)
    county = models.CharField(max_length=5, blank=True)  # FIPS code
    decided_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    changes = models.TextField(blank=True)  # what the body changed, in the words of the report
    changes_language = models.CharField(max_length=8, blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "body_name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(body_name=""), name="a_body_that_decided_has_a_name"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Adoption {self.pk}"

    @property
    def county_name(self) -> str:
        return county_name(self.county) if self.county else ""

    @property
    def has_passed(self) -> bool:
        return self.outcome in PASSED


class ReportQuerySet(models.QuerySet["Report"]):
    def waiting(self) -> "ReportQuerySet":
        """Those that nobody has read."""
        return self.filter(adoption__isnull=True, is_refused=False)


class Report(models.Model):
    """A sealed card tells of a decision, and waits for an organizer to read it.

    Keyed by the card, without a foreign key: when the card goes, the row goes (kinds.py).
    """

    card_id = models.UUIDField(primary_key=True)
    resolution = models.ForeignKey(Resolution, related_name="reports", on_delete=models.CASCADE)
    adoption = models.OneToOneField(
        Adoption, models.SET_NULL, null=True, blank=True, related_name="report"
    )
    is_refused = models.BooleanField(default=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_refused=False) | Q(adoption__isnull=True),
                name="a_report_is_refused_or_written_down",
            ),
        ]

    class Sensitivity:
        internal = ("card_id", "resolution", "adoption", "is_refused")

    def __str__(self) -> str:
        return f"Report {self.pk}"
