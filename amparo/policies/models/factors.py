"""Factors: the questions that are asked of every government, and what can be answered.

A newcomer's mistake: one flag for "sanctuary". Each factor is asked by itself; whether an answer
protects or harms is said of the answer, and a rubric alone puts answers together.
"""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.web.languages import in_language


class Topic(models.TextChoices):
    AGREEMENTS = "agreements", _("Agreements and contracts with ICE")
    JAIL = "jail", _("In the jail")
    POLICE = "police", _("Police on the street")
    DATA = "data", _("What is shared")
    LIFE = "life", _("Daily life")
    OTHER = "other", _("Something else")


class Effect(models.TextChoices):
    PROTECTS = "protects", _("protects")
    HARMS = "harms", _("harms")
    NEITHER = "neither", _("neither protects nor harms")


class FactorQuerySet(models.QuerySet["Factor"]):
    def with_words(self) -> "FactorQuerySet":
        """With all that a page says of a factor and of its answers."""
        return self.prefetch_related("texts", "values__texts")

    def asked(self) -> "FactorQuerySet":
        """Those that are asked today; one that was put away keeps its facts."""
        return self.filter(is_asked=True)


class Factor(models.Model):
    """One question. Its words are in `texts`, what can be answered in `values`."""

    key = models.SlugField(max_length=60, unique=True)  # stands in files, so it never changes
    topic = models.CharField(max_length=12, choices=Topic.choices, default=Topic.OTHER)
    order = models.PositiveSmallIntegerField(default=0)
    is_asked = models.BooleanField(default=True)
    is_own = models.BooleanField(default=False)  # added by this coalition
    # Several answers may hold at once: a sheriff with two agreements
    is_multiple = models.BooleanField(default=False)
    in_custody = models.BooleanField(default=False)  # decides what happens to who is in jail
    of_states = models.BooleanField(default=False)
    of_counties = models.BooleanField(default=True)
    of_cities = models.BooleanField(default=True)
    old_after_days = models.PositiveSmallIntegerField(default=365)  # then somebody looks again

    objects = FactorQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]

    class Sensitivity:
        public = (
            "id", "key", "topic", "order", "is_asked", "is_own", "is_multiple", "in_custody",
            "of_states", "of_counties", "of_cities", "old_after_days",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        found = self.text()
        return found.name if found else self.key

    def text(self, language: str | None = None) -> "FactorText | None":
        return in_language(self.texts.all(), language or get_language())


class FactorText(models.Model):
    """A factor in one language."""

    factor = models.ForeignKey(Factor, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    name = models.CharField(_("name"), max_length=120)
    definition = models.TextField(_("definition"), blank=True)
    question = models.CharField(_("question"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["factor", "language"], name="one_factor_text_per_language"
            ),
        ]

    class Sensitivity:
        public = ("id", "factor", "language", "name", "definition", "question")

    def __str__(self) -> str:
        return f"Factor text {self.pk}"


class FactorValue(models.Model):
    """What can be answered, and whether that protects or harms."""

    factor = models.ForeignKey(Factor, models.CASCADE, related_name="values")
    key = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField(default=0)
    effect = models.CharField(max_length=8, choices=Effect.choices, default=Effect.NEITHER)
    # Where several answers may hold at once, this one leaves no room for another: "none"
    is_none = models.BooleanField(default=False)

    class Meta:
        ordering = ["factor_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["factor", "key"], name="one_answer_per_key"),
        ]

    class Sensitivity:
        public = ("id", "factor", "key", "order", "effect", "is_none")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        found = self.text()
        return found.name if found else self.key

    def text(self, language: str | None = None) -> "FactorValueText | None":
        return in_language(self.texts.all(), language or get_language())


class FactorValueText(models.Model):
    """An answer in one language."""

    value = models.ForeignKey(FactorValue, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    name = models.CharField(_("answer"), max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["value", "language"], name="one_answer_text_per_language"
            ),
        ]

    class Sensitivity:
        public = ("id", "value", "language", "name")

    def __str__(self) -> str:
        return f"Answer text {self.pk}"
