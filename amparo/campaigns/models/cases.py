"""What a person facing deportation agreed to, and what stays when she takes it back: nothing.

A newcomer's mistake: putting a name here. A consent says what may be shown, where and until when;
who gave it stands in the sealed statement, and a tombstone is a keyed hash.
"""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from amparo.accounts.models import User


class CaseConsent(models.Model):
    """One recorded consent: its scope, its languages and its last day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="consents")
    allows_name = models.BooleanField(_("the name may be shown"), default=False)
    allows_photo = models.BooleanField(_("photographs may be shown"), default=False)
    allows_story = models.BooleanField(_("the story may be told"), default=False)
    languages = models.CharField(max_length=60)  # codes with blanks between: "en es"
    recorded_on = models.DateField()
    expires_on = models.DateField(_("in force until"))  # this day counts
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    replaced_on = models.DateField(null=True, blank=True)  # by a newer one; its code still works
    withdrawal_hash = models.CharField(max_length=64, unique=True)  # SHA-256 of the code
    epoch_id = models.UUIDField(null=True)
    sealed_statement = models.BinaryField(null=True)  # who agreed, before whom, how to reach them

    class Meta:
        ordering = ["-recorded_on", "-expires_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("recorded_on")),
                name="consent_ends_after_it_was_given",
            ),
            models.CheckConstraint(
                condition=Q(sealed_statement__isnull=True) | Q(epoch_id__isnull=False),
                name="a_sealed_statement_names_its_epoch",
            ),
        ]

    class Sensitivity:
        public = ()
        internal = (
            "id", "campaign", "allows_name", "allows_photo", "allows_story", "languages",
            "recorded_on", "expires_on", "recorded_by", "withdrawn_on", "replaced_on",
            "withdrawal_hash", "epoch_id",
        )  # fmt: skip
        sealed = ("sealed_statement",)

    def __str__(self) -> str:
        return f"Consent {self.pk}"

    @property
    def language_codes(self) -> list[str]:
        return self.languages.split()

    @property
    def is_standing(self) -> bool:
        """Neither taken back nor replaced; it may have expired."""
        return self.withdrawn_on is None and self.replaced_on is None

    def is_in_force(self, today: date) -> bool:
        return self.is_standing and self.expires_on >= today


class Tombstone(models.Model):
    """An address that answers 410 for ever. It tells neither the address nor who was there."""

    path_hash = models.CharField(max_length=64, primary_key=True)  # keyed, of the path
    since_on = models.DateField()

    class Sensitivity:
        public = ()
        internal = ("path_hash", "since_on")

    def __str__(self) -> str:
        return "Tombstone"
