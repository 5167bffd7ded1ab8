"""What candidates and officials said to a platform: pledges, answers, and their own words.

A newcomer's mistake: an endorsement the other way round. A coalition may not be allowed to endorse
candidates, and has no table here to do it in: a candidate says something to the coalition's text,
somebody of ours writes down what, when and by what proof, and that is all.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.models import Wording
from amparo.evidence.models import Source
from amparo.officials.models import Office, Official
from amparo.pledges.models.candidates import Candidate
from amparo.pledges.models.platforms import Plank, Platform, Question


class Scope(models.TextChoices):
    WHOLE = "whole", _("To the whole platform")
    PLANKS = "planks", _("To single planks")
    ANSWERS = "answers", _("Answers to our questions")


class ProofKind(models.TextChoices):
    SIGNED = "signed", _("A signed paper")
    LETTER = "letter", _("A letter or an e-mail")
    STATEMENT = "statement", _("A statement in public")
    RECORDING = "recording", _("A recording")


class Verdict(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
    NONE = "none", _("No answer")


class Fit(models.TextChoices):
    """What a candidate's own text says of a plank."""

    SAME = "same", _("asks for the same")
    PARTLY = "partly", _("asks for a part of it")
    FURTHER = "further", _("goes further")
    OTHERWISE = "otherwise", _("asks for something else")


class Giver(models.Model):
    """Whoever pledges: a candidate or an official, never both."""

    candidate = models.ForeignKey(
        Candidate, models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    official = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(candidate__isnull=False, official__isnull=True)
                | Q(candidate__isnull=True, official__isnull=False),
                name="%(class)s_is_of_a_candidate_or_an_official",
            ),
        ]

    @property
    def giver(self) -> Candidate | Official:
        found = self.candidate or self.official
        assert found is not None  # noqa: S101 - the constraint says so
        return found

    @property
    def giver_key(self) -> tuple[str, uuid.UUID]:
        """Tells two people apart, whichever table they stand in."""
        return ("candidate" if self.candidate_id else "official", self.giver.pk)

    @property
    def name(self) -> str:
        return self.giver.name

    @property
    def office(self) -> Office:
        return self.giver.office

    @property
    def is_candidate(self) -> bool:
        return self.candidate_id is not None


class PledgeQuerySet(models.QuerySet["Pledge"]):
    def with_words(self) -> "PledgeQuerySet":
        people = ("candidate__office", "official__office")
        return self.select_related("platform__campaign", *people).prefetch_related(
            "planks", "answers__question__texts", *(f"{each}__names" for each in people)
        )

    def in_force(self) -> "PledgeQuerySet":
        return self.filter(withdrawn_on__isnull=True)


class Pledge(Giver):
    """A candidate's or official's word on one wording of a platform, with its proof."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    platform = models.ForeignKey(Platform, models.CASCADE, related_name="pledges")
    scope = models.CharField(max_length=8, choices=Scope.choices, default=Scope.WHOLE)
    planks = models.ManyToManyField(Plank, through="PledgedPlank", related_name="pledges")
    text_hash = models.CharField(max_length=64)  # hex, of the very wording
    language = models.CharField(max_length=8)  # of that wording
    given_on = models.DateField(_("given on"))
    statement = models.TextField(_("statement"), blank=True)  # as it was said or printed
    statement_language = models.CharField(max_length=8, blank=True)
    proof_kind = models.CharField(max_length=10, choices=ProofKind.choices)
    proof_url = models.URLField(_("address of the proof"), max_length=500, blank=True)
    proof_file = models.FileField(upload_to="pledges/", blank=True)
    proof_hash = models.CharField(max_length=64, blank=True)  # SHA-256 of what was handed to us
    recorded_by = models.CharField(max_length=120)  # her name, as the log has it
    recorded_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = PledgeQuerySet.as_manager()

    class Meta(Giver.Meta):
        ordering = ["-given_on", "id"]
        constraints = [
            *Giver.Meta.constraints,
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="a_pledge_is_given_before_it_is_withdrawn",
            ),
            models.CheckConstraint(
                condition=~Q(proof_url="") | ~Q(proof_hash=""), name="a_pledge_has_a_proof"
            ),
        ]

    class Sensitivity:
        public = (
            "id", "platform", "candidate", "official", "scope", "planks", "text_hash", "language",
            "given_on", "statement", "statement_language", "proof_kind", "proof_url",
            "proof_file", "proof_hash", "recorded_on", "withdrawn_on",
        )  # fmt: skip
        internal = ("recorded_by",)

    def __str__(self) -> str:
        return f"Pledge {self.pk}"

    @property
    def wording(self) -> Wording | None:
        """The words that it is bound to, kept for ever."""
        return self.platform.wordings.filter(text_hash=self.text_hash).first()


class PledgedPlank(models.Model):
    """A single plank that a pledge is about; of a pledge to the whole there are none."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="pledged")
    plank = models.ForeignKey(Plank, models.RESTRICT, related_name="pledged")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pledge", "plank"], name="a_plank_is_pledged_once"),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Pledged plank {self.pk}"


class Answer(models.Model):
    """What was answered to one question, beside the question as it was asked."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.RESTRICT, related_name="answers")
    asked = models.CharField(max_length=400)  # the very words that were answered
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.NONE)
    words = models.TextField(blank=True)  # as answered

    class Meta:
        ordering = ["question__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["pledge", "question"], name="a_question_is_answered_once"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Answer {self.pk}"

    @property
    def was_asked_otherwise(self) -> bool:
        """Has the question other words today, in every language?"""
        return all(text.words != self.asked for text in self.question.texts.all())


class OwnWords(Giver):
    """A short quotation from a candidate's or official's own text, held against one plank.

    The text itself stays where it stands: a source with its day and address, never a page of ours.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plank = models.ForeignKey(Plank, models.CASCADE, related_name="own_words")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    quote = models.CharField(max_length=600)  # as printed, errors included
    fit = models.CharField(max_length=10, choices=Fit.choices, default=Fit.SAME)

    class Meta(Giver.Meta):
        ordering = ["plank__number", "id"]
        constraints = [*Giver.Meta.constraints]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Own words {self.pk}"
