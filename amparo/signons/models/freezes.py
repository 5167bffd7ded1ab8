"""A letter as it stood on a day: numbered, typeset in each language, never changed again.

A newcomer's mistake: setting the file anew to correct a name. A frozen print is what was handed
over; a correction goes into the next one.
"""

from django.db import models

from amparo.signons.models.letters import Letter


class Freeze(models.Model):
    """One print of a letter with everybody who stood under it."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="freezes")
    number = models.PositiveSmallIntegerField()
    frozen_on = models.DateField()
    organization_count = models.PositiveIntegerField()
    office_count = models.PositiveIntegerField()
    individual_count = models.PositiveIntegerField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="prints_are_numbered"),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Freeze {self.number}"

    @property
    def signer_count(self) -> int:
        return self.organization_count + self.office_count + self.individual_count


class FrozenFile(models.Model):
    """The print in one language, with its hash as it stands in the log."""

    freeze = models.ForeignKey(Freeze, models.CASCADE, related_name="files")
    language = models.CharField(max_length=8)
    file = models.FileField(upload_to="letters/")
    sha256 = models.CharField(max_length=64)  # hex, of the file
    text_hash = models.CharField(max_length=64)  # hex, of the text that it prints

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["freeze", "language"], name="one_print_per_language"),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Frozen file {self.pk}"
