"""Petitions: what is asked, of whom, in which words, and what became of it. No signer is in here.

A newcomer's mistake: looking for signatures. They are cards of the supporters room, which name a
petition by kind and id; from here nothing points at a person.
"""

from uuid import uuid4

from django.db import models

from amparo.campaigns.actions import (
    ACTION_PUBLIC,
    ACTION_TEXT_PUBLIC,
    Action,
    ActionQuerySet,
    ActionText,
)


class Petition(Action):
    """An ask that people sign. Its words are in `texts`, one row per language."""

    KIND = "petition"

    objects = ActionQuerySet.as_manager()

    class Sensitivity:
        public = ACTION_PUBLIC


class PetitionText(ActionText):
    """What a petition says in one language."""

    petition = models.ForeignKey(Petition, related_name="texts", on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "language"], name="one_petition_text_per_language"
            ),
        ]

    class Sensitivity:
        public = (*ACTION_TEXT_PUBLIC, "petition")


class PaperCount(models.Model):
    """A stack of paper sheets, counted. The names on it stay on paper."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    petition = models.ForeignKey(Petition, related_name="paper_counts", on_delete=models.CASCADE)
    count = models.PositiveIntegerField()
    counted_by = models.CharField(max_length=120)
    counted_on = models.DateField()
    sheets_kept_at = models.CharField(max_length=200)

    class Meta:
        ordering = ["-counted_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(count__gte=1, count__lte=100_000),
                name="a_stack_of_paper_has_at_least_one_name",
            ),
        ]

    class Sensitivity:
        public = {"id", "petition", "count", "counted_on"}
        internal = {"counted_by", "sheets_kept_at"}

    def __str__(self) -> str:
        return f"Paper count of {self.counted_on}"
