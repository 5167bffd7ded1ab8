"""Lists brought along from elsewhere: what an organizer said of one, and which cards came with it.

Nothing of a file is kept: its rows are sealed as they are read, and what was not understood is
kept by its line number and a reason. A newcomer's mistake: keeping the file's name, which may name
somebody.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo.accounts.models import User
from amparo.supporters.models.cards import Card


class ListImport(models.Model):
    """One file of supporters, put on the standing list in portions; may be taken back whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    label = models.CharField(max_length=80)  # the organizer's own words
    made_on = models.DateField()
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    agreed = models.CharField(max_length=300)  # who agreed to our letters, when, how
    row_count = models.PositiveIntegerField()
    portion_count = models.PositiveIntegerField()
    next_portion = models.PositiveIntegerField(default=0)
    added_count = models.PositiveIntegerField(default=0)
    known_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    finished_on = models.DateField(null=True)
    written_on = models.DateField(null=True)  # of the first letter to any of them
    undoing_since = models.DateField(null=True)
    undone_on = models.DateField(null=True)

    class Sensitivity:
        internal = (
            "id", "label", "made_on", "made_by", "agreed", "row_count", "portion_count",
            "next_portion", "added_count", "known_count", "refused_count", "finished_on",
            "written_on", "undoing_since", "undone_on",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def is_running(self) -> bool:
        return self.finished_on is None and self.undoing_since is None

    @property
    def done_percent(self) -> int:
        return self.next_portion * 100 // max(self.portion_count, 1)


class ImportedCard(models.Model):
    """A card that came with a list; its owner has done nothing since, and no letter went to her."""

    card = models.OneToOneField(
        Card, on_delete=models.CASCADE, primary_key=True, related_name="imported"
    )
    list_import = models.ForeignKey(ListImport, on_delete=models.CASCADE, related_name="cards")

    class Sensitivity:
        internal = ("card", "list_import")

    def __str__(self) -> str:
        return f"imported card {self.pk}"


class Remark(models.TextChoices):
    """Why a line of a file did not become a card of its own."""

    NO_EMAIL = "no_email", _("There is no e-mail on this line.")
    BAD_EMAIL = "bad_email", _("The e-mail cannot be right.")
    NO_CONSENT = "no_consent", _("The line does not say that she agreed to letters.")
    TOO_LONG = "too_long", _("Name and e-mail are longer than a card holds.")
    WIDTH = "width", _("The line has more cells than the header.")
    KNOWN = "known", _("She is on the list already.")
    TWICE = "twice", _("The same person stands further up in the file.")
    SHARED = "shared", _("Somebody else of this address is on the list already.")
    FULL = "full", _("Six names share this address already.")


class ImportRemark(models.Model):
    """One line that was not understood, or was not needed: its number, and why."""

    list_import = models.ForeignKey(ListImport, on_delete=models.CASCADE, related_name="remarks")
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=12, choices=Remark)

    class Meta:
        ordering = ("line",)

    class Sensitivity:
        internal = ("id", "list_import", "line", "reason")

    def __str__(self) -> str:
        return f"remark on line {self.line}"


class AgeKey(models.Model):
    """An organizer's own age key, its public half: files that she takes home are sealed to it."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="age_key")
    recipient = models.CharField(max_length=120)
    added_on = models.DateField()

    class Sensitivity:
        internal = ("user", "recipient", "added_on")

    def __str__(self) -> str:
        return f"age key of account {self.pk}"
