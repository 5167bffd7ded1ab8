"""How far each plank has come, government by government.

A newcomer's mistake: one state a plank. Minneapolis may have adopted what Hennepin County has not
heard of: a step belongs to one government, has its day and its source, and is never overwritten.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo.evidence.models import Source
from amparo.places.models import Jurisdiction
from amparo.pledges.models.platforms import Plank


class Stage(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ADOPTED = "adopted", _("Adopted")
    IN_FORCE = "in_force", _("In force")
    REPEALED = "repealed", _("Repealed")


class Step(models.Model):
    """Something that happened to a plank in one government. The last by day is where it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plank = models.ForeignKey(Plank, models.CASCADE, related_name="steps")
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    on = models.DateField(_("day"))
    measure = models.CharField(_("what it is called"), max_length=200, blank=True)  # as printed
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["jurisdiction__name", "on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plank", "jurisdiction", "stage", "on"], name="a_step_is_written_once"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Step of {self.on}"
