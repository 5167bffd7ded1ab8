"""Rubrics: how answers become one word, by rules that are printed beside it.

A newcomer's mistake: changing a version that was used. What the map said last year was said by the
rules of last year; new rules are a new version, and the old one can still be asked.
"""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.policies.models.factors import Factor, FactorValue
from amparo.web.languages import in_language


class Stance(models.TextChoices):
    """What a rubric says of a government."""

    PROTECTS = "protects", _("protects")
    MIXED = "mixed", _("mixed")
    HARMS = "harms", _("harms")
    UNKNOWN = "unknown", _("not known")


class Method(models.TextChoices):
    STEPS = "steps", _("steps, each on top of those before it")
    BALANCE = "balance", _("what protects and what harms, side by side")


class Rubric(models.Model):
    """A way of judging, with versions."""

    key = models.SlugField(max_length=60, unique=True)
    is_own = models.BooleanField(default=False)  # written by this coalition
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    class Sensitivity:
        public = ("id", "key", "is_own", "order")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        found = in_language(self.texts.all(), get_language())
        return found.name if found else self.key

    @property
    def about(self) -> str:
        found = in_language(self.texts.all(), get_language())
        return found.about if found else ""

    @property
    def current(self) -> "RubricVersion | None":
        """The version that is used now."""
        return max(self.versions.all(), key=lambda each: each.number, default=None)


class RubricText(models.Model):
    """A rubric in one language."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    name = models.CharField(_("name"), max_length=120)
    about = models.TextField(_("what it looks at"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rubric", "language"], name="one_rubric_text_per_language"
            ),
        ]

    class Sensitivity:
        public = ("id", "rubric", "language", "name", "about")

    def __str__(self) -> str:
        return f"Rubric text {self.pk}"


class RubricVersion(models.Model):
    """The rules from one day on. `steps` are in their order."""

    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=8, choices=Method.choices)
    protects_from = models.PositiveSmallIntegerField(default=0)  # of steps: from this many on
    harms_below = models.PositiveSmallIntegerField(default=0)  # of steps: with fewer than this
    made_on = models.DateField()

    class Meta:
        ordering = ["rubric", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "number"], name="one_version_per_number"),
        ]

    class Sensitivity:
        public = (
            "id", "rubric", "number", "method", "protects_from", "harms_below", "made_on",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.rubric_id}/{self.number}"


class RubricStep(models.Model):
    """One factor of a rubric; `met_by` are the answers that meet it."""

    version = models.ForeignKey(RubricVersion, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    factor = models.ForeignKey(Factor, models.PROTECT, related_name="rubric_steps")
    met_by: "models.ManyToManyField[FactorValue, models.Model]" = models.ManyToManyField(
        FactorValue, related_name="rubric_steps"
    )

    class Meta:
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "factor"], name="a_rubric_asks_a_factor_once"
            ),
        ]

    class Sensitivity:
        public = ("id", "version", "order", "factor", "met_by")

    def __str__(self) -> str:
        return f"Step {self.pk}"
