"""A file that somebody brought: looked at first, stored by a second step, and what came of it.

A newcomer's mistake: to keep the file. It is gone as soon as it is stored, or after a day; what
stays is where it came from and the report.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo.accounts.models import User
from amparo.places.models.districts import SOURCED, Sourced


class ImportState(models.TextChoices):
    LOOKED_AT = "looked_at", _("waits to be stored")
    STORED = "stored", _("stored")
    LET_GO = "let_go", _("not stored")


class Import(Sourced):
    """One file: what kind, with which answers to our questions, and the report."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)  # a key of places.importing
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(default=bytes)  # empty as soon as it is stored or let go
    options = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.LOOKED_AT
    )
    report = models.JSONField(default=dict)  # counts by their names in places.importing
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-brought_at"]

    class Sensitivity:
        internal = (
            "id", "kind", "file_name", "content", "options", "state", "report", "brought_at",
            "brought_by", *SOURCED,
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Import {self.pk}"
