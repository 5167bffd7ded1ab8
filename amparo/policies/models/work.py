"""What people do so that facts come in: imports, requests for records, tasks, computed claims.

A newcomer's mistake: deleting what an import brought by hand. Undo takes back a batch as a whole,
and refuses where somebody has worked on a row since.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from amparo.accounts.models import User
from amparo.evidence.models import Claim, Source
from amparo.places.models import Jurisdiction
from amparo.policies.models.factors import Factor, FactorValue
from amparo.policies.models.rubrics import RubricVersion, Stance


class BatchKind(models.TextChoices):
    TABLE = "table", _("a table of facts")
    SHEETS = "sheets", _("lists of 287(g) agreements")


class Batch(models.Model):
    """One import. The file waits here between its preview and its import, then is thrown away."""

    kind = models.CharField(max_length=8, choices=BatchKind.choices)
    file_name = models.CharField(max_length=200)
    file = models.FileField(upload_to="imports/policies/", blank=True)
    sha256 = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict, blank=True)  # column → field, as chosen by hand
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    begun_on = models.DateField()
    who = models.CharField(max_length=150)  # logs in
    imported_on = models.DateField(null=True, blank=True)
    undone_on = models.DateField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)  # what it brought
    before = models.JSONField(default=dict, blank=True)  # rows it changed, as they were

    class Meta:
        ordering = ["-begun_on", "-id"]

    class Sensitivity:
        internal = (
            "id", "kind", "file_name", "file", "sha256", "mapping", "source", "begun_on", "who",
            "imported_on", "undone_on", "counts", "before",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.file_name


class Answer(models.TextChoices):
    GRANTED = "granted", _("everything was given")
    PARTLY = "partly", _("a part was given")
    DENIED = "denied", _("refused")
    NOTHING = "nothing", _("they have no such record")


class RecordsRequestQuerySet(models.QuerySet["RecordsRequest"]):
    def waiting(self) -> "RecordsRequestQuerySet":
        return self.filter(answered_on__isnull=True)

    def overdue(self, day: date) -> "RecordsRequestQuerySet":
        return self.waiting().filter(due_on__lt=day)


class RecordsRequest(models.Model):
    """What was asked of whom under which law, and what came of it. The desk's alone."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="records_requests")
    asked_of = models.CharField(max_length=200)  # the responsible authority, the records clerk
    asked_on = models.DateField()
    statute = models.CharField(max_length=120)  # Minn. Stat. 13.03
    wanted = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answer_note = models.TextField(blank=True)
    documents: "models.ManyToManyField[Source, models.Model]" = models.ManyToManyField(
        Source, related_name="records_requests", blank=True
    )
    who = models.CharField(max_length=150)  # logs in

    objects = RecordsRequestQuerySet.as_manager()

    class Meta:
        ordering = [F("answered_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="")
                | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="an_answered_request_says_how",
            ),
        ]

    class Sensitivity:
        internal = (
            "id", "jurisdiction", "asked_of", "asked_on", "statute", "wanted", "due_on",
            "answered_on", "answer", "answer_note", "documents", "who",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Records request {self.pk}"


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> "TaskQuerySet":
        return self.filter(done_on__isnull=True)


class Task(models.Model):
    """Something that a volunteer finds out about one government."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="policy_tasks")
    factor = models.ForeignKey(Factor, models.PROTECT, null=True, blank=True, related_name="tasks")
    what = models.CharField(max_length=300)
    whose = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="policy_tasks"
    )
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    found = models.TextField(blank=True)  # what she found, with its address

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = [F("done_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "id"]

    class Sensitivity:
        internal = ("id", "jurisdiction", "factor", "what", "whose", "due_on", "done_on", "found")

    def __str__(self) -> str:
        return f"Task {self.pk}"


class Level(models.TextChoices):
    """Which governments a computed claim counts."""

    COUNTIES = "county", _("counties")
    CITIES = "city", _("cities")
    STATES = "state", _("states")


class ComputedClaim(models.Model):
    """A claim whose figure is counted from facts, as of a day: by an answer or by a rubric."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="computed")
    level = models.CharField(max_length=6, choices=Level.choices)
    state = models.CharField(max_length=2, blank=True)  # two letters; the whole country without
    value = models.ForeignKey(
        FactorValue, models.PROTECT, null=True, blank=True, related_name="computed_claims"
    )
    version = models.ForeignKey(
        RubricVersion, models.PROTECT, null=True, blank=True, related_name="computed_claims"
    )
    stance = models.CharField(max_length=8, choices=Stance.choices, blank=True)
    as_of = models.DateField()
    # What would be counted for the same day by what is known now; differs: the claim is stale
    count_now = models.PositiveIntegerField()
    stale_since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-as_of", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, version__isnull=True, stance="")
                | (Q(value__isnull=True, version__isnull=False) & ~Q(stance="")),
                name="a_claim_counts_an_answer_or_a_stance",
            ),
        ]

    class Sensitivity:
        public = (
            "id", "claim", "level", "state", "value", "version", "stance", "as_of", "count_now",
            "stale_since",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Computed claim {self.pk}"
