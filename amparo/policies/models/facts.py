"""Facts: what a government does, by one answer to one factor, since when and by which source.

A newcomer's mistake: changing a fact when the policy changes. The old fact ends on its day and a
new one begins, so that the state of any day can be told. Only a mistake is corrected in place, and
what was wrong altogether is withdrawn; both leave a line in `changes`.
"""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amparo.evidence.models import Source
from amparo.places.models import Jurisdiction
from amparo.policies.models.factors import Factor, FactorValue
from amparo.web.languages import in_language


class Evidence(models.TextChoices):
    """What kind of evidence a fact stands on. Practice stands apart from what is written."""

    POLICY = "policy", _("written policy")
    AGREEMENT = "agreement", _("agreement")
    PRACTICE = "practice", _("practice observed")
    ORDER = "order", _("court order")
    STATUTE = "statute", _("statute")


class State(models.TextChoices):
    STANDING = "standing", _("standing")
    SUPERSEDED = (
        "superseded",
        pgettext_lazy("fact", "superseded"),
    )  # true for its time; a newer fact took over
    DISPUTED = "disputed", _("disputed")  # counted still, and shown with who doubts it
    WITHDRAWN = "withdrawn", _("withdrawn")  # it was never so; kept, and counted at no date


class FactQuerySet(models.QuerySet["Fact"]):
    def public(self) -> "FactQuerySet":
        """Those that stand on a source and were not withdrawn."""
        return self.filter(is_counted=True)

    def on(self, day: date) -> "FactQuerySet":
        """Those that were in force on this day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def of(self, government: Jurisdiction) -> "FactQuerySet":
        """Its own, and those of its agencies."""
        return self.filter(Q(government=government) | Q(jurisdiction=government))

    def old(self, day: date) -> "FactQuerySet":
        """In force, and verified longer ago than their factor allows."""
        return self.on(day).filter(check_by__lt=day).exclude(state=State.WITHDRAWN)

    def contradicted(self) -> "FactQuerySet":
        """Those that another fact disagrees with, until somebody settled it."""
        open_ones = Disagreement.objects.filter(settled_on__isnull=True)
        mine = open_ones.filter(Q(one=OuterRef("pk")) | Q(other=OuterRef("pk")))
        return self.filter(Exists(mine)).exclude(state=State.WITHDRAWN)

    def with_words(self) -> "FactQuerySet":
        """With all that a page says of a fact."""
        return self.select_related(
            "jurisdiction", "government", "factor", "value", "superseded_by__value", "agreement"
        ).prefetch_related(
            "texts", "factor__texts", "value__texts", "cited_sources__source", "rulings__source"
        )


class Fact(models.Model):
    """One answer of one government to one factor, for a time."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="facts")
    # Whose it is on the map: the jurisdiction itself, or the government that the agency answers to
    government = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="all_facts")
    factor = models.ForeignKey(Factor, models.PROTECT, related_name="facts")
    value = models.ForeignKey(FactorValue, models.PROTECT, related_name="facts")
    evidence = models.CharField(max_length=10, choices=Evidence.choices)
    approved_by = models.CharField(max_length=200, blank=True)  # the county board, the sheriff
    # The first day of which it is known. Where `is_start_known`, it began on that day; else it
    # began at that day the latest, and after `not_yet_on` where that is known.
    starts_on = models.DateField()
    is_start_known = models.BooleanField(default=True)
    not_yet_on = models.DateField(null=True, blank=True)
    # The last day of which it is known; none while it is in force. Where `gone_on` is given, it
    # ended on an unknown day from `ends_on` to before `gone_on`.
    ends_on = models.DateField(null=True, blank=True)
    gone_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STANDING)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="earlier"
    )
    verified_on = models.DateField()  # when one of us last held it against its sources
    check_by = models.DateField()  # from then on it is old
    recorded_on = models.DateField()
    is_counted = models.BooleanField(default=False)  # stands on a source, and is not withdrawn
    is_example = models.BooleanField(default=False)  # invented, to show how it looks
    batch = models.ForeignKey(
        "policies.Batch", models.PROTECT, null=True, blank=True, related_name="facts"
    )

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["government", "factor", F("starts_on").desc(), "-id"]
        indexes = [
            # Covers "the state of all facts on a day", grouped as it is read
            models.Index(
                fields=["factor", "government", "value", "starts_on", "ends_on", "is_counted"],
                name="facts_by_day",
            ),
            models.Index(fields=["check_by"], name="facts_by_age"),
            models.Index(
                fields=["government"], condition=Q(is_example=True), name="facts_that_are_examples"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_fact_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(gone_on__isnull=True) | Q(gone_on__gt=F("ends_on")),
                name="a_fact_is_gone_after_it_was_last_seen",
            ),
            models.CheckConstraint(
                condition=Q(not_yet_on__isnull=True) | Q(not_yet_on__lt=F("starts_on")),
                name="a_fact_begins_after_it_was_not_yet",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")),
                name="no_fact_supersedes_itself",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn", is_counted=True),
                name="a_withdrawn_fact_is_counted_nowhere",
            ),
        ]

    class Sensitivity:
        public = (
            "id", "jurisdiction", "government", "factor", "value", "evidence", "approved_by",
            "starts_on", "is_start_known", "not_yet_on", "ends_on", "gone_on", "state",
            "superseded_by", "verified_on", "is_counted", "is_example",
        )  # fmt: skip
        internal = ("check_by", "recorded_on", "batch")

    def __str__(self) -> str:
        return f"Fact {self.pk}"

    @property
    def note(self) -> str:
        """What its answer alone does not say: "only after a conviction"."""
        found = in_language(self.texts.all(), get_language())
        return found.note if found else ""

    @property
    def is_practice(self) -> bool:
        return self.evidence == Evidence.PRACTICE

    def is_in_force(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


class FactText(models.Model):
    """What is to be said of a fact beside its answer, in one language."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    note = models.TextField(_("note"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fact", "language"], name="one_fact_text_per_language"),
        ]

    class Sensitivity:
        public = ("id", "fact", "language", "note")

    def __str__(self) -> str:
        return f"Fact text {self.pk}"


class FactSource(models.Model):
    """A source that a fact stands on: where in it, in its own words, read when and by whom."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="cited_sources")
    source = models.ForeignKey(Source, models.PROTECT, related_name="cited_by_facts")
    where = models.CharField(max_length=80, blank=True)
    quote = models.TextField(blank=True)  # as printed
    read_on = models.DateField()
    read_by = models.CharField(max_length=150, blank=True)  # who logs in
    is_against = models.BooleanField(default=False)  # it says otherwise; shown beside the others
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["is_against", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "source"], name="a_fact_stands_on_a_source_once"
            ),
        ]

    class Sensitivity:
        public = ("id", "fact", "source", "where", "quote", "read_on", "is_against", "order")
        internal = ("read_by",)

    def __str__(self) -> str:
        return f"Source of a fact {self.pk}"


class What(models.TextChoices):
    """What became of a fact."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("corrected")
    VERIFIED = "verified", _("verified")
    ENDED = "ended", _("ended")
    SUPERSEDED = "superseded", pgettext_lazy("fact", "superseded")
    DISPUTED = "disputed", _("disputed")
    SETTLED = "settled", _("settled")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SOURCED = "sourced", _("source added")
    UNSOURCED = "unsourced", _("source taken out")
    RULED = "ruled", _("lawsuit or opinion added")
    UNRULED = "unruled", _("lawsuit or opinion taken out")


class FactChangeQuerySet(models.QuerySet["FactChange"]):
    def told(self) -> "FactChangeQuerySet":
        """What the public hears of, the latest first: the world changed, or our view of it."""
        news = (What.ADDED, What.CHANGED, What.ENDED, What.SUPERSEDED, What.DISPUTED, What.SETTLED)
        shown = Q(fact__is_counted=True) | Q(what=What.WITHDRAWN)
        return self.filter(shown, what__in=(*news, What.WITHDRAWN)).order_by("-changed_on", "-id")


class FactChange(models.Model):
    """A line of a fact's history: what it said before, who changed it and why."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="changes")
    changed_on = models.DateField()
    what = models.CharField(max_length=12, choices=What.choices)
    who = models.CharField(max_length=150)  # logs in
    why = models.TextField(blank=True)
    said_before = models.TextField(blank=True)

    objects = FactChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_on", "-id"]
        indexes = [models.Index(fields=["-changed_on", "-id"], name="changes_by_day")]

    class Sensitivity:
        public = ("id", "fact", "changed_on", "what")
        internal = ("who", "why", "said_before")

    def __str__(self) -> str:
        return f"Change of a fact {self.pk}"


class Disagreement(models.Model):
    """Two facts that cannot both be right. Neither yields by itself: both stand, side by side."""

    one = models.ForeignKey(Fact, models.CASCADE, related_name="+")  # the lesser id of the two
    other = models.ForeignKey(Fact, models.CASCADE, related_name="+")
    noted_on = models.DateField()
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.CharField(max_length=150, blank=True)  # nobody: one of the two went

    class Meta:
        ordering = ["-noted_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="two_facts_disagree_once"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="facts_disagree_without_direction"
            ),
        ]

    class Sensitivity:
        public = ("id", "one", "other", "noted_on", "settled_on")
        internal = ("settled_by",)

    def __str__(self) -> str:
        return f"Disagreement of facts {self.pk}"


class RulingKind(models.TextChoices):
    LAWSUIT = "lawsuit", _("Lawsuit")
    OPINION = "opinion", _("Opinion of an attorney general")


class Ruling(models.Model):
    """A lawsuit about facts, or an attorney general's opinion of them."""

    kind = models.CharField(max_length=8, choices=RulingKind.choices)
    title = models.CharField(max_length=200)  # Doe v. County
    body = models.CharField(max_length=200, blank=True)  # the court, or the attorney general
    number = models.CharField(max_length=60, blank=True)  # docket or opinion
    begun_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)  # as the document says it
    source = models.ForeignKey(Source, models.PROTECT, related_name="rulings")
    facts: "models.ManyToManyField[Fact, models.Model]" = models.ManyToManyField(
        Fact, related_name="rulings", blank=True
    )

    class Meta:
        ordering = [F("decided_on").desc(nulls_first=True), "-id"]

    class Sensitivity:
        public = (
            "id", "kind", "title", "body", "number", "begun_on", "decided_on", "outcome",
            "source", "facts",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title
