"""A list that somebody pasted, line by line, until its names stand under the letter and after.

A newcomer's mistake: deleting the lines once they are imported. What was not understood waits here
for a person, and an import can be taken back.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo.signons.models.endorsements import Endorsement, Scope, SignerKind
from amparo.signons.models.letters import Letter


class PastedList(models.Model):
    """What was pasted on one day for one letter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="pasted_lists")
    language = models.CharField(max_length=8)  # of the text that they signed
    pasted_on = models.DateField()
    imported_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-pasted_on", "id"]

    class Sensitivity:
        public = ()
        internal = ("id", "letter", "language", "pasted_on", "imported_on")

    def __str__(self) -> str:
        return f"Pasted list {self.pk}"


class LineSays(models.TextChoices):
    SIGNER = "signer", _("Signer")
    HEADING = "heading", _("Heading of a group")
    RULER = "ruler", _("Ruler")
    UNKNOWN = "unknown", _("Not understood")


class PastedLine(models.Model):
    """One line as it was pasted, and what we take it for; a person may correct all but `text`."""

    pasted_list = models.ForeignKey(PastedList, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    text = models.TextField()
    says = models.CharField(max_length=8, choices=LineSays)
    kind = models.CharField(_("kind"), max_length=12, choices=SignerKind, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    acronym = models.CharField(_("acronym"), max_length=20, blank=True)
    office = models.CharField(_("office"), max_length=200, blank=True)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_guess = models.BooleanField(default=False)  # the state was read out of a name or a town
    is_corrected = models.BooleanField(default=False)
    made_it = models.BooleanField(default=False)  # the endorsement was made from this line
    endorsement = models.ForeignKey(
        Endorsement, models.SET_NULL, null=True, blank=True, related_name="lines"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["pasted_list", "number"], name="one_row_per_pasted_line"
            ),
        ]

    class Sensitivity:
        public = ()
        internal = (
            "id", "pasted_list", "number", "text", "says", "kind", "name", "acronym", "office",
            "scope", "city", "state", "note", "is_guess", "is_corrected", "made_it",
            "endorsement",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Pasted line {self.pk}"
