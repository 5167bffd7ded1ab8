"""Citations: which text, anywhere in the house, leans on which claim or source.

A newcomer's mistake: reading notes off this table. A page's notes are made from its text (citing);
these rows are the way back, so that a claim that changes finds its places.
"""

from collections.abc import Collection

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amparo.evidence.models.claims import Claim
from amparo.evidence.models.sources import Source


class Why(models.TextChoices):
    """Why somebody should look at a place again."""

    CHANGED = "changed", _("The claim was changed")
    CHALLENGED = "challenged", _("The claim was challenged")
    SUPERSEDED = "superseded", _("There is a newer claim")
    DISPUTED = "disputed", _("Another claim says otherwise")


class CitationQuerySet(models.QuerySet["Citation"]):
    def of_place(self, kind: str, place_id: object) -> "CitationQuerySet":
        return self.filter(place_kind=kind, place_id=str(place_id))

    def of_places(self, kind: str, place_ids: Collection[object]) -> "CitationQuerySet":
        return self.filter(place_kind=kind, place_id__in=[str(each) for each in place_ids])

    def listed(self) -> "CitationQuerySet":
        """Sources that were listed for a place by hand, in their order."""
        return self.filter(language="").select_related("source").order_by("order", "id")

    def to_look_at(self) -> "CitationQuerySet":
        return self.filter(to_look_since__isnull=False)


class Citation(models.Model):
    """A place (a petition, a page, a letter) cites a claim or a source."""

    place_kind = models.CharField(max_length=20)  # as registered in `citing`
    place_id = models.CharField(max_length=40)
    language = models.CharField(max_length=8, blank=True)  # "": listed for all of them
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="citations")
    order = models.PositiveSmallIntegerField()  # of the first mention; 1 is the first note
    to_look_since = models.DateField(null=True, blank=True)  # until somebody has looked
    why_look = models.CharField(max_length=10, choices=Why.choices, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["place_kind", "place_id", "language", "order"]
        indexes = [models.Index(fields=["place_kind", "place_id"], name="citations_of_a_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False, source__isnull=True)
                | Q(claim__isnull=True, source__isnull=False),
                name="a_citation_is_of_a_claim_or_a_source",
            ),
            models.UniqueConstraint(
                fields=["place_kind", "place_id", "language", "claim"],
                condition=Q(claim__isnull=False),
                name="a_text_cites_a_claim_once",
            ),
            models.UniqueConstraint(
                fields=["place_kind", "place_id", "language", "source"],
                condition=Q(source__isnull=False),
                name="a_text_cites_a_source_once",
            ),
            models.CheckConstraint(
                condition=Q(to_look_since__isnull=True) | ~Q(why_look=""),
                name="who_should_look_knows_why",
            ),
        ]

    class Sensitivity:
        public = (
            "id", "place_kind", "place_id", "language", "claim", "source", "order",
        )  # fmt: skip
        internal = ("to_look_since", "why_look")

    def __str__(self) -> str:
        return f"Citation {self.pk}"
