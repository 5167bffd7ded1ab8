"""Call-in days: whom to call, what to say, and what the offices answered. No caller is in here.

A newcomer's mistake: writing what somebody said on the telephone into a report. Words are sealed on
a card of the supporters room; a report holds what is counted, and at most the card's random key.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amparo.accounts.models import User
from amparo.campaigns.actions import ACTION_PUBLIC, ACTION_TEXT_PUBLIC, Action, ActionText
from amparo.campaigns.models import Campaign
from amparo.officials.models import AT_OFFICE, Act, AtOffice, Stance
from amparo.places.models import District


class CallIn(Action):
    """A day, or a few, on which we ask people to call offices. Its words are in `texts`.

    Its window is `opens_at` to `closes_at`: calls are reported within it.
    """

    KIND = "callin"

    bill = models.CharField(max_length=40, blank=True)  # as people say it: "SF 958"; fills {bill}

    class Sensitivity:
        public = (*ACTION_PUBLIC, "bill")


class CallInText(ActionText):
    """What a call-in day says in one language; `body` is why we call now.

    The script may hold slots, {office}, {bill} and {name}, which the page fills (script.py).
    """

    NEEDED = ("title", "ask", "points", "body")
    BOUND = ("title", "ask", "body", "opening", "points", "closing")
    CALLED: ClassVar = {
        "body": _("Why call now?"),
        "opening": _("How one begins"),
        "points": _("Points to make"),
        "closing": _("How one ends"),
        "voicemail": _("For the voicemail"),
        "callers": _("Who should call?"),
        "letter": _("To write instead of calling"),
    }

    callin = models.ForeignKey(CallIn, models.CASCADE, related_name="texts")
    callers = models.CharField(max_length=200, blank=True)  # who should call, where not everybody
    opening = models.TextField(blank=True)
    points = models.TextField(blank=True)  # a line each; the page numbers them
    closing = models.TextField(blank=True)
    voicemail = models.TextField(blank=True)  # where nobody answers
    letter = models.TextField(blank=True)  # to write instead; the points where it is empty

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["callin", "language"], name="one_call_in_text_per_language"
            ),
        ]

    class Sensitivity:
        public = (
            *ACTION_TEXT_PUBLIC, "callin", "callers", "opening", "points", "closing", "voicemail",
            "letter",
        )  # fmt: skip


class CallTargetQuerySet(models.QuerySet["CallTarget"]):
    def with_numbers(self) -> "CallTargetQuerySet":
        """With everything that one needs to call them."""
        return self.select_related("office__district__jurisdiction", "official").prefetch_related(
            "office__names", "office__lines", "counties"
        )


class CallTarget(AtOffice):
    """Whom to call, in this order. The fallback is for when nobody answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    callin = models.ForeignKey(CallIn, models.CASCADE, related_name="targets")
    order = models.PositiveSmallIntegerField()  # 1 is called first
    is_fallback = models.BooleanField(default=False)
    is_for_district = models.BooleanField(default=False)  # only people of its district should call

    objects = CallTargetQuerySet.as_manager()

    class Meta:
        ordering = ["is_fallback", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["callin"],
                condition=Q(is_fallback=True),
                name="a_call_in_day_has_one_fallback",
            ),
            models.UniqueConstraint(
                fields=["callin", "official"], name="an_official_is_called_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["callin", "office"],
                condition=Q(official=None),
                name="an_office_is_called_once_a_day",
            ),
        ]

    class Sensitivity:
        public = ("id", *AT_OFFICE, "callin", "order", "is_fallback", "is_for_district")

    def __str__(self) -> str:
        return f"Call target {self.pk}"

    @property
    def county_codes(self) -> set[str]:
        """The counties whose people should call; empty: everybody."""
        return {county.fips for county in self.counties.all()}

    @property
    def district(self) -> District | None:
        """The district whose people should call; none: everybody."""
        return self.office.district if self.is_for_district else None


class TargetCounty(models.Model):
    """A county that a target answers for: only its people should call."""

    target = models.ForeignKey(CallTarget, models.CASCADE, related_name="counties")
    fips = models.CharField(max_length=5)

    class Meta:
        ordering = ["fips"]
        constraints = [
            models.UniqueConstraint(fields=["target", "fips"], name="a_county_is_named_once"),
        ]

    class Sensitivity:
        public = ("id", "target", "fips")

    def __str__(self) -> str:
        return f"County {self.fips}"


class ShownAct(models.Model):
    """Something an office did or said that the page shows beside the script."""

    callin = models.ForeignKey(CallIn, models.CASCADE, related_name="shown_acts")
    act = models.ForeignKey(Act, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-act__done_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["callin", "act"], name="an_act_is_shown_once"),
        ]

    class Sensitivity:
        public = ("id", "callin", "act")

    def __str__(self) -> str:
        return f"Shown act {self.pk}"


class Outcome(models.TextChoices):
    SPOKE = "spoke", _("I spoke with somebody")
    VOICEMAIL = "voicemail", _("I left a message")
    NO_ANSWER = "no_answer", _("Nobody answered")
    SKIPPED = "skipped", _("I did not call this one")


class CallReportQuerySet(models.QuerySet["CallReport"]):
    def that_count(self) -> "CallReportQuerySet":
        """Calls that were made, without what an organizer set aside."""
        return self.exclude(outcome=Outcome.SKIPPED).filter(set_aside_on=None)

    def with_stance(self) -> "CallReportQuerySet":
        return self.that_count().exclude(stance="")


class CallReport(models.Model):
    """How one call went: what is counted of it, and the day. Nothing tells who called."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    callin = models.ForeignKey(CallIn, models.CASCADE, related_name="reports")
    target = models.ForeignKey(CallTarget, models.RESTRICT, related_name="reports")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    stance = models.CharField(max_length=16, choices=Stance.choices, blank=True)
    heard_on = models.DateField()
    card_id = models.UUIDField(null=True, unique=True)  # where words were sealed with it
    set_aside_on = models.DateField(null=True)  # an organizer does not believe it

    objects = CallReportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["callin", "heard_on", "target"], name="reports_of_a_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stance="") | Q(outcome=Outcome.SPOKE),
                name="who_heard_a_stance_spoke_with_somebody",
            ),
        ]

    class Sensitivity:
        internal = (
            "id", "callin", "target", "outcome", "stance", "heard_on", "card_id", "set_aside_on",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Call report {self.pk}"


class Sureness(models.TextChoices):
    SURE = "sure", _("sure")
    LIKELY = "likely", _("likely")
    GUESS = "guess", _("a guess")


class Judgement(AtOffice):
    """What an organizer makes of all that was heard: where an office stands, and how sure.

    It stands beside the reports and never replaces them; the latest one counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="judgements")
    stance = models.CharField(max_length=16, choices=Stance.choices)
    sureness = models.CharField(max_length=8, choices=Sureness.choices)
    judged_on = models.DateField()
    judged_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["-judged_on", "id"]

    class Sensitivity:
        internal = (
            "id", *AT_OFFICE, "campaign", "stance", "sureness", "judged_on", "judged_by", "why",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Judgement {self.pk}"
