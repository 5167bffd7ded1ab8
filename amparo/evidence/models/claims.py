"""Claims: one sentence of fact per language, its figure, its sources, and who says otherwise.

A newcomer's mistake: correcting the figure in a text. A text cites a claim by its key; the claim is
changed here, once, and every place that cites it hears of it.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.evidence.models.sources import Source
from amparo.lib.dates import DateWindow


class Topic(models.TextChoices):
    DEPORTATION = "deportation", _("Deportation")
    DETENTION = "detention", _("Detention")
    COOPERATION = "cooperation", _("Police and sheriffs")
    SAFETY = "safety", _("Safety")
    PROCESS = "process", _("A fair hearing")
    FAMILIES = "families", _("Families and children")
    ECONOMY = "economy", _("Work and money")
    LAWS = "laws", _("Laws")
    OTHER = "other", _("Something else")


class Status(models.TextChoices):
    CHECKED = "checked", _("Checked")
    CHALLENGED = "challenged", _("Challenged")
    SUPERSEDED = "superseded", _("Superseded")


class Unit(models.TextChoices):
    NUMBER = "number", _("a number")
    PERCENT = "percent", _("percent")
    DOLLARS = "dollars", _("dollars")


class Bound(models.TextChoices):
    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    OVER = "over", _("more than")
    UNDER = "under", _("less than")
    AT_LEAST = "at-least", _("at least")


class ClaimQuerySet(models.QuerySet["Claim"]):
    def public(self) -> "ClaimQuerySet":
        """Those that stand on a source: a sentence without one is nobody's evidence yet."""
        return self.filter(sources__isnull=False).distinct()

    def standing(self) -> "ClaimQuerySet":
        return self.exclude(status=Status.SUPERSEDED)

    def with_words(self) -> "ClaimQuerySet":
        """With all that a page says of a claim."""
        return self.select_related("superseded_by").prefetch_related(
            "texts", "cited_sources__source", "superseded_by__texts"
        )


class Claim(models.Model):
    """A sentence of fact that can be cited. Its words are in `texts`, one row per language."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=80, unique=True)  # stands in texts, so it never changes
    topic = models.CharField(max_length=12, choices=Topic.choices, default=Topic.OTHER)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=8, choices=Unit.choices, default=Unit.NUMBER)
    bound = models.CharField(max_length=8, choices=Bound.choices, default=Bound.EXACT)
    # The time that the figure tells of; one day where it was counted on one.
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.CHECKED)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="earlier"
    )
    checked_on = models.DateField()  # when one of us last held it against its sources
    sources: "models.ManyToManyField[Source, ClaimSource]" = models.ManyToManyField(
        Source, through="ClaimSource", related_name="claims"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["topic", F("starts_on").desc(nulls_last=True), "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="superseded", superseded_by__isnull=False)
                | (~Q(status="superseded") & Q(superseded_by__isnull=True)),
                name="a_superseded_claim_names_the_newer_one",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")),
                name="no_claim_supersedes_itself",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="the_time_of_a_figure_ends_after_it_starts",
            ),
        ]

    class Sensitivity:
        public = (
            "id", "key", "topic", "value", "unit", "bound", "starts_on", "ends_on", "status",
            "superseded_by", "checked_on", "sources",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Claim {self.key}"

    @property
    def window(self) -> DateWindow:
        return DateWindow(self.starts_on, self.ends_on)

    @property
    def mark(self) -> str:
        """How a text cites it."""
        return f"[claim:{self.key}]"

    @property
    def is_superseded(self) -> bool:
        return self.status == Status.SUPERSEDED

    @property
    def is_challenged(self) -> bool:
        return self.status == Status.CHALLENGED

    def text(self, language: str | None = None) -> "ClaimText | None":
        texts = {text.language: text for text in self.texts.all()}
        wanted = (language or get_language() or "", *settings.SITE_LANGUAGES, *texts)
        return next((texts[code] for code in wanted if code in texts), None)

    @property
    def sentence(self) -> str:
        found = self.text()
        return found.sentence if found else self.key


class ClaimText(models.Model):
    """What a claim says in one language."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    sentence = models.CharField(_("sentence"), max_length=400)
    unit = models.CharField(_("what is counted"), max_length=80, blank=True)  # "people a year"
    note = models.TextField(_("note"), blank=True)  # how it was counted, and what it leaves out

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "language"], name="one_claim_text_per_language"
            ),
        ]

    class Sensitivity:
        public = ("id", "claim", "language", "sentence", "unit", "note")

    def __str__(self) -> str:
        return f"Claim text {self.pk}"


class ClaimSource(models.Model):
    """A source that a claim stands on: where in it, in its own words."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="cited_sources")
    source = models.ForeignKey(Source, models.PROTECT, related_name="cited_by_claims")
    where = models.CharField(max_length=80, blank=True)  # page 4, table 2
    quote = models.TextField(blank=True)  # as printed
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "source"], name="a_claim_stands_on_a_source_once"
            ),
        ]

    class Sensitivity:
        public = ("id", "claim", "source", "where", "quote", "order")

    def __str__(self) -> str:
        return f"Source of a claim {self.pk}"


class Disagreement(models.Model):
    """Two claims that cannot both be right. Neither yields: both stand, side by side."""

    one = models.ForeignKey(Claim, models.CASCADE, related_name="+")  # the lesser id of the two
    other = models.ForeignKey(Claim, models.CASCADE, related_name="+")
    noted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="two_claims_disagree_once"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="a_disagreement_has_no_direction"
            ),
        ]

    class Sensitivity:
        public = ("id", "one", "other", "noted_on")

    def __str__(self) -> str:
        return f"Disagreement {self.pk}"

    def text(self, language: str | None = None) -> "DisagreementText | None":
        texts = {text.language: text for text in self.texts.all()}
        wanted = (language or get_language() or "", *settings.SITE_LANGUAGES, *texts)
        return next((texts[code] for code in wanted if code in texts), None)


class DisagreementText(models.Model):
    """Why two claims differ, as far as we can tell, in one language."""

    disagreement = models.ForeignKey(Disagreement, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    why = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["disagreement", "language"], name="one_disagreement_text_per_language"
            ),
        ]

    class Sensitivity:
        public = ("id", "disagreement", "language", "why")

    def __str__(self) -> str:
        return f"Disagreement text {self.pk}"


class What(models.TextChoices):
    MADE = "made", _("written")
    CHANGED = "changed", _("changed")
    CHECKED = "checked", _("checked")
    CHALLENGED = "challenged", _("challenged")
    SUPERSEDED = "superseded", _("superseded")
    DISPUTED = "disputed", _("found in disagreement")


class ClaimChange(models.Model):
    """A line of a claim's history: what it said before, who changed it and why."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="changes")
    changed_on = models.DateField()
    what = models.CharField(max_length=12, choices=What.choices)
    who = models.CharField(max_length=150)  # logs in
    why = models.TextField(blank=True)
    said_before = models.TextField(blank=True)

    class Meta:
        ordering = ["-changed_on", "-id"]

    class Sensitivity:
        public: ClassVar = ()
        internal = ("id", "claim", "changed_on", "what", "who", "why", "said_before")

    def __str__(self) -> str:
        return f"Change {self.pk}"
