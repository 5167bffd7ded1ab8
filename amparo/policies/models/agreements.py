"""Agreements under section 287(g): what a fact's answer alone does not hold.

A newcomer's mistake: one agreement per sheriff. Crow Wing has two, each with its own day. Every
agreement stands on one fact of the factor "287g"; dates of force are the fact's.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from amparo.evidence.models import Source
from amparo.places.models import Jurisdiction
from amparo.policies.models.facts import Fact


class Model(models.TextChoices):
    """The programs' own names; the values of the factor have the same keys."""

    JAIL = "jail", _("Jail enforcement model")
    WARRANT = "warrant", _("Warrant service officer")
    TASK_FORCE = "task-force", _("Task force model")


class ByHand(models.TextChoices):
    """What of an agreement somebody wrote: no list changes it."""

    START = "start", _("when it began")
    END = "end", _("when it ended")
    DOCUMENT = "document", _("the address of its document")


class Sheet(models.Model):
    """A list of agreements as it was published on a day, sometimes twice a day."""

    listed_on = models.DateField()
    part = models.CharField(max_length=2, blank=True)  # "am", "pm"
    source = models.ForeignKey(Source, models.PROTECT, related_name="sheets")
    row_count = models.PositiveIntegerField()
    state = models.CharField(max_length=2, blank=True)  # it was read for this state alone
    # [agency, model, signed or "", address or ""] each: history is made from all sheets at once
    rows = models.JSONField(default=list)
    batch = models.ForeignKey("policies.Batch", models.PROTECT, null=True, related_name="sheets")

    class Meta:
        ordering = ["listed_on", "part", "id"]
        constraints = [
            models.UniqueConstraint(fields=["listed_on", "part"], name="one_sheet_per_half_day"),
        ]

    class Sensitivity:
        public = ("id", "listed_on", "part", "source", "row_count", "state", "rows")
        internal = ("batch",)

    def __str__(self) -> str:
        return f"{self.listed_on} {self.part}".strip()


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def with_words(self) -> "AgreementQuerySet":
        return self.select_related(
            "agency__parent", "fact__value", "first_sheet", "last_sheet", "superseded_by"
        )


class Agreement(models.Model):
    """One signed agreement of one agency, after one model."""

    fact = models.OneToOneField(Fact, models.PROTECT, related_name="agreement")
    agency = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="agreements")
    model = models.CharField(max_length=10, choices=Model.choices)
    named = models.CharField(max_length=200)  # the agency as the latest sheet writes it
    signed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)  # where a document says it
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="earlier"
    )
    document_url = models.URLField(max_length=500, blank=True)
    by_hand = models.JSONField(default=list, blank=True)  # each a ByHand
    document = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    first_sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, related_name="first_seen")
    last_sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, related_name="last_seen")
    missing_sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, related_name="missed")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["agency__state", "agency__name", "model", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")),
                name="no_agreement_supersedes_itself",
            ),
        ]

    class Sensitivity:
        public = (
            "id", "fact", "agency", "model", "named", "signed_on", "ended_on", "superseded_by",
            "document_url", "document", "first_sheet", "last_sheet", "missing_sheet",
        )  # fmt: skip
        internal = ("by_hand",)

    def __str__(self) -> str:
        return f"Agreement {self.pk}"

    @property
    def by_hand_said(self) -> str:
        """ "when it began, when it ended": for the desk."""
        return ", ".join(str(ByHand(each).label) for each in self.by_hand)
