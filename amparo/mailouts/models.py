"""A letter to an audience, what became of it in numbers, and who asked for no more.

A newcomer's mistake: a table of recipients. While a letter goes, a row says that somebody was
handed hers; which somebody, only the key in `sealed_secret` could tell, and when the letter is out
rows and secret are deleted: numbers stay.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amparo.accounts.models import User
from amparo.campaigns.models import Campaign
from amparo.web.languages import in_language

MARK_BYTES = 16


class Belongs(models.TextChoices):
    """On whose ground we write, and so what leaving means."""

    LIST = "list", _("The standing list: people who asked to hear more")
    CAMPAIGN = "campaign", _("A campaign: people who stood with it")
    COMMITTEES = "committees", _("The committees: our volunteers")


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("letter", "Draft")
    ASKED = "asked", pgettext_lazy("letter", "Waiting for approval")
    APPROVED = "approved", pgettext_lazy("letter", "Approved")
    SENDING = "sending", pgettext_lazy("letter", "Going out")
    PAUSED = "paused", pgettext_lazy("letter", "Paused")
    SENT = "sent", pgettext_lazy("letter", "Sent")
    STOPPED = "stopped", pgettext_lazy("letter", "Stopped")


WRITABLE = (State.DRAFT, State.ASKED, State.APPROVED)
BEGUN = (State.SENDING, State.PAUSED)
OVER = (State.SENT, State.STOPPED)


class Why(models.TextChoices):
    """Why a letter stands still."""

    PERSON = "person", _("Somebody paused it.")
    KEY = "key", _("The key is gone, as after a restart or a day. Unlock to go on.")
    CHANGED = "changed", _("What it says has changed since it was approved.")
    HIDDEN = "hidden", _("Its campaign, or an ask in it, is no longer public.")


class MailOutQuerySet(models.QuerySet["MailOut"]):
    def with_words(self) -> "MailOutQuerySet":
        return self.select_related("campaign", "asked_by", "approved_by").prefetch_related(
            "texts", "campaign__texts", "campaign__consents"
        )

    def public(self) -> "MailOutQuerySet":
        """Letters with a page of their own, the latest first."""
        gone = self.filter(is_public=True, published_on__isnull=False)
        return gone.order_by("-published_on", "-pk")


class MailOut(models.Model):
    """One letter to one audience. Who gets it: amparo.mailouts.audiences."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    belongs = models.CharField(max_length=12, choices=Belongs)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="mailouts"
    )
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    audience = models.JSONField(default=list)  # lines, as audiences.Line keeps them
    blocks = models.JSONField(default=list)  # asks shown below the text, as "kind:id"
    topic = models.CharField(max_length=40, blank=True)  # what it is about, for people of the list
    is_urgent = models.BooleanField(default=False)  # goes to who wants urgent letters only, too
    is_public = models.BooleanField(default=False)
    published_on = models.DateField(null=True, blank=True)
    per_minute = models.PositiveIntegerField(default=120)
    send_at = models.DateTimeField(null=True, blank=True)
    made_on = models.DateField()

    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_hash = models.CharField(max_length=64, blank=True)
    asked_count = models.PositiveIntegerField(default=0)
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    run = models.UUIDField(null=True, blank=True)  # the process that may hand letters over
    paused_why = models.CharField(max_length=8, choices=Why, blank=True)
    sealed_secret = models.BinaryField(null=True)  # under an epoch of the standing list
    secret_epoch = models.UUIDField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    total_count = models.PositiveIntegerField(null=True)  # people found, one letter each
    unwritten_count = models.PositiveIntegerField(default=0)  # no e-mail, or a card not readable
    beyond_count = models.PositiveIntegerField(default=0)  # more than was approved
    sent_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    given_up_count = models.PositiveIntegerField(default=0)
    uncertain_count = models.PositiveIntegerField(default=0)
    left_count = models.PositiveIntegerField(default=0)
    acted_count = models.PositiveIntegerField(default=0)  # the most that were there at one time

    objects = MailOutQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(belongs="campaign", campaign__isnull=False)
                | (~Q(belongs="campaign") & Q(campaign__isnull=True)),
                name="a_letter_of_a_campaign_names_it",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "asked"]) | ~Q(asked_hash=""),
                name="what_goes_out_was_approved",
            ),
            models.CheckConstraint(condition=Q(per_minute__gte=1), name="a_letter_goes_sometime"),
        ]

    class Sensitivity:
        public = ("id", "is_public", "published_on")
        internal = (
            "belongs", "campaign", "state", "audience", "blocks", "topic", "is_urgent",
            "per_minute", "send_at", "made_on", "asked_by", "asked_hash", "asked_count",
            "approved_by", "run",
            "paused_why", "secret_epoch", "started_on", "ended_on", "total_count",
            "unwritten_count", "beyond_count", "sent_count", "refused_count", "given_up_count",
            "uncertain_count", "left_count", "acted_count",
        )  # fmt: skip
        sealed = ("sealed_secret",)

    def __str__(self) -> str:
        return f"Letter {self.pk}"

    @property
    def source(self) -> str:
        """The code in its links, by which we count who acted through it; the same for everybody."""
        return f"letter-{self.pk.hex[:10]}"

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def is_due(self) -> bool:
        return self.send_at is None or self.send_at <= timezone.now()

    def any_text(self, language: str | None = None) -> "MailOutText | None":
        return in_language(self.texts.all(), language or get_language())

    @property
    def title(self) -> str:
        text = self.any_text()
        return text.subject if text else str(_("A letter without words"))


class MailOutText(models.Model):
    """A letter in one language: plain text, as people type it."""

    mailout = models.ForeignKey(MailOut, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    subject = models.CharField(_("subject"), max_length=120)
    preheader = models.CharField(_("the line after the subject"), max_length=140, blank=True)
    body = models.TextField(_("letter"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailout", "language"], name="one_mailout_text_per_language"
            ),
        ]

    class Sensitivity:
        public = ("subject", "preheader", "body", "language")
        internal = ("id", "mailout")

    def __str__(self) -> str:
        return f"Letter text ({self.language})"


class Handed(models.Model):
    """That somebody's letter was handed over, or is being: at most one row, so at most one letter.

    `mark` is an HMAC of her address under the letter's own secret: no key, no name.
    """

    class State(models.TextChoices):
        SENDING = "sending", _("being handed over")
        SENT = "sent", _("sent")
        REFUSED = "refused", pgettext_lazy("letter", "refused")
        LATER = "later", _("to be tried again")
        UNCERTAIN = "uncertain", _("nobody knows whether it went")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mailout = models.ForeignKey(MailOut, models.CASCADE, related_name="handed")
    mark = models.BinaryField()
    state = models.CharField(max_length=9, choices=State)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailout", "mark"], name="one_letter_a_person"),
        ]
        indexes = [models.Index(fields=["mailout", "state"], name="how_far_a_letter_is")]

    class Sensitivity:
        internal = ("id", "mailout", "mark", "state")

    def __str__(self) -> str:
        return f"handed {self.pk}"


class Bounce(models.Model):
    """How many letters of a mail-out came back with one class of answer ("5.1"), and no more."""

    mailout = models.ForeignKey(MailOut, models.CASCADE, related_name="bounces")
    status_class = models.CharField(max_length=5)  # RFC 3463: class and subject
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["status_class"]
        constraints = [
            models.UniqueConstraint(
                fields=["mailout", "status_class"], name="one_count_per_class_of_answer"
            ),
        ]

    class Sensitivity:
        internal = ("id", "mailout", "status_class", "count")

    def __str__(self) -> str:
        return f"Bounce {self.pk}"


class Quiet(models.Model):
    """A card whose owner wants no more letters about its campaign; what she signed stands.

    Known by its id alone, as cards may be merged or go; its address is read at the next sending,
    in memory, so that no other card of hers gets what she does not want.
    """

    card_id = models.UUIDField(primary_key=True)

    class Sensitivity:
        internal = ("card_id",)

    def __str__(self) -> str:
        return f"quiet {self.pk}"
