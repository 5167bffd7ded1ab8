"""What happened to a bill, and what is to come: steps, votes by member, hearings.

A newcomer's mistake: a day for everything. "In a special session, before July 1" is a window, and
the page says it as one.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amparo.bills.models.bills import Bill
from amparo.bills.models.parts import (
    BY_HAND,
    DATED,
    SOURCED,
    ByHand,
    ByHandQuerySet,
    Chamber,
    Dated,
    DatedQuerySet,
    Sourced,
)
from amparo.bills.models.sessions import Body
from amparo.officials.models import Official
from amparo.web.languages import in_language


class StepKind(models.TextChoices):
    INTRODUCED = "introduced", _("Introduced")
    REFERRED = "referred", _("Sent to a committee")
    HEARD = "heard", _("Heard in committee")
    REPORTED = "reported", _("Reported by a committee")
    AMENDED = "amended", _("Amended")
    READING = "reading", pgettext_lazy("bill", "Read")
    PASSED = "passed", pgettext_lazy("bill", "Passed")
    FAILED = "failed", _("Voted down")
    RECEIVED = "received", _("Received by the other chamber")
    CONFERENCE = "conference", _("Sent to conference")
    CONFERENCE_REPORT = "conference_report", _("Conference report")
    REPASSED = "repassed", _("Passed again, as agreed in conference")
    PRESENTED = "presented", _("Sent to the governor")
    SIGNED = "signed", _("Signed")
    VETOED = "vetoed", _("Vetoed")
    OVERRIDDEN = "overridden", _("Veto overridden")
    LAW = "law", _("Became law")
    MOVED = "moved", _("Wording moved to another bill")
    DIED = "died", _("Ended without becoming law")
    OTHER = "other", _("Step")


class StepQuerySet(DatedQuerySet["Step"]):
    pass


class Step(Dated, Sourced, ByHand):
    """Something that happened. `words` are the legislature's own; ours are in `texts`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bill = models.ForeignKey(Bill, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=17, choices=StepKind.choices, default=StepKind.OTHER)
    chamber = models.CharField(max_length=9, choices=Chamber.choices, blank=True)
    body = models.ForeignKey(Body, models.SET_NULL, null=True, blank=True, related_name="steps")
    words = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="en")  # of `words`

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["bill", "order"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["bill", "import_key"],
                condition=~Q(import_key=""),
                name="a_bill_has_an_imported_step_once",
            ),
        ]

    class Sensitivity:
        public = ("id", *DATED, *SOURCED, "bill", "kind", "chamber", "body", "words", "language")
        internal = BY_HAND

    def __str__(self) -> str:
        return f"Step {self.pk}"

    @property
    def told(self) -> "StepText | None":
        """What we say of it ourselves, in the language of the moment."""
        return in_language(self.texts.all(), get_language())


class StepText(models.Model):
    """What happened, in our words of one language, and what sources say differently."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    words = models.TextField(_("what happened"))
    dispute = models.TextField(_("what sources say differently"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "language"], name="one_step_text_per_language"),
        ]

    class Sensitivity:
        public = ("id", "step", "language", "words", "dispute")

    def __str__(self) -> str:
        return f"Step text {self.pk}"


class VoteQuerySet(ByHandQuerySet["Vote"]):
    def with_members(self) -> "VoteQuerySet":
        return self.prefetch_related("members__official__office__names")


class Vote(Sourced, ByHand):
    """A vote with its counts, and by member where the source has them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bill = models.ForeignKey(Bill, models.CASCADE, related_name="votes")
    step = models.ForeignKey(Step, models.SET_NULL, null=True, blank=True, related_name="votes")
    body = models.ForeignKey(Body, models.SET_NULL, null=True, blank=True, related_name="votes")
    chamber = models.CharField(max_length=9, choices=Chamber.choices, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    motion = models.CharField(_("motion"), max_length=500)
    has_passed = models.BooleanField(_("it passed"), null=True)
    yes_count = models.PositiveSmallIntegerField(_("yes"), default=0)
    no_count = models.PositiveSmallIntegerField(_("no"), default=0)
    other_count = models.PositiveSmallIntegerField(_("absent or not voting"), default=0)
    # The names below are examples: the source has counts and no names (demo, training)
    has_example_names = models.BooleanField(default=False)

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "import_key"],
                condition=~Q(import_key=""),
                name="a_bill_has_an_imported_vote_once",
            ),
        ]

    class Sensitivity:
        public = (
            "id", *SOURCED, "bill", "step", "body", "chamber", "held_on", "motion", "has_passed",
            "yes_count", "no_count", "other_count", "has_example_names",
        )  # fmt: skip
        internal = BY_HAND

    def __str__(self) -> str:
        return f"Vote {self.pk}"


class Option(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    ABSENT = "absent", _("Absent")
    NOT_VOTING = "not_voting", _("Did not vote")


class MemberVote(models.Model):
    """How one member voted: an official of ours where we know her, else as printed."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="members")
    official = models.ForeignKey(
        Official, models.SET_NULL, null=True, blank=True, related_name="member_votes"
    )
    name = models.CharField(max_length=160)
    district = models.CharField(max_length=20, blank=True)
    party = models.CharField(max_length=40, blank=True)
    option = models.CharField(max_length=10, choices=Option.choices)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "name", "district"], name="a_member_votes_once"
            ),
        ]

    class Sensitivity:
        public = ("id", "vote", "official", "name", "district", "party", "option")

    def __str__(self) -> str:
        return f"Member vote {self.pk}"


class HearingQuerySet(DatedQuerySet["Hearing"]):
    pass


class Hearing(Dated, Sourced, ByHand):
    """When a bill is or was heard. `hour` is of the coalition's own zone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bill = models.ForeignKey(Bill, models.CASCADE, related_name="hearings")
    body = models.ForeignKey(Body, models.SET_NULL, null=True, blank=True, related_name="hearings")
    title = models.CharField(_("who hears it"), max_length=200)
    chamber = models.CharField(max_length=9, choices=Chamber.choices, blank=True)
    hour = models.TimeField(_("hour"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=300, blank=True)
    is_cancelled = models.BooleanField(_("it is cancelled"), default=False)

    objects = HearingQuerySet.as_manager()

    class Meta:
        ordering = ["bill", "starts_on", "hour"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["bill", "import_key"],
                condition=~Q(import_key=""),
                name="a_bill_has_an_imported_hearing_once",
            ),
        ]

    class Sensitivity:
        public = (
            "id", *DATED, *SOURCED, "bill", "body", "title", "chamber", "hour", "place",
            "is_cancelled",
        )  # fmt: skip
        internal = BY_HAND

    def __str__(self) -> str:
        return f"Hearing {self.pk}"
