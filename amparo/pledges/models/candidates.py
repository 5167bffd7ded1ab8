"""People who run for an office: what everybody may read about them, and no way to reach them.

A newcomer's mistake: turning a candidate into an official when she wins. She becomes one as well;
what she promised as a candidate stays hers as a candidate, and the pledge goes on naming that.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo.officials.models import Office


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def with_office(self) -> "CandidateQuerySet":
        return self.select_related("office__jurisdiction").prefetch_related("office__names")


class Candidate(models.Model):
    """A person who runs, or ran, for an office on one day of election."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="candidates")
    name = models.CharField(_("name"), max_length=120)
    election_on = models.DateField(_("day of the election"))
    withdrew_on = models.DateField(_("no longer running since"), null=True, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["-election_on", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "election_on", "name"], name="a_candidate_runs_once_an_election"
            ),
        ]

    class Sensitivity:
        public = ("id", "office", "name", "election_on", "withdrew_on", "website")

    def __str__(self) -> str:
        return f"Candidate {self.pk}"
