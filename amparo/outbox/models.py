"""Mail waiting to go, sealed to the runtime key, and how many went or did not.

After a power cut a row cannot be opened and is dropped: that is meant; whoever owns the row that it
was `about` hears of it. A row tells nothing about whom it goes to or when it was written; the order
of sending is the database's.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    UNCERTAIN = "uncertain", _("nobody knows whether it went")


class WaitingQuerySet(models.QuerySet["Waiting"]):
    def to_send(self) -> "WaitingQuerySet":
        return self.filter(state=State.WAITING, hold="")

    def uncertain(self) -> "WaitingQuerySet":
        return self.filter(state=State.UNCERTAIN)


class Waiting(models.Model):
    """One letter. `hold` names the act that releases it; "" means that it may go."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed_letter = models.BinaryField()
    hold = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    sender = models.UUIDField(null=True, blank=True)  # the worker that has it in hand
    # The row of another room that is told when the letter is lost; docs/decisions/0072
    about = models.UUIDField(null=True, blank=True)

    objects: ClassVar[models.Manager["Waiting"]] = WaitingQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting letter")
        verbose_name_plural = _("waiting letters")
        indexes = [models.Index(fields=["state", "hold"], name="letters_that_may_go")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sending", sender__isnull=False)
                | models.Q(state__in=["waiting", "uncertain"], sender__isnull=True),
                name="a_letter_in_flight_is_in_somebodys_hand",
            ),
        ]

    class Sensitivity:
        public = ()
        internal = ("id", "hold", "state", "tries", "sender", "about")
        sealed = ("sealed_letter",)

    def __str__(self) -> str:
        return f"Waiting letter {self.pk}"


class OutcomeKind(models.TextChoices):
    SENT = "sent", _("sent")
    REFUSED = "refused", _("refused by the mail server")
    GIVEN_UP = "given-up", _("given up after several tries")
    UNREADABLE = "unreadable", _("lost at a restart")
    UNCERTAIN = "uncertain", _("uncertain after a crash")


class Outcome(models.Model):
    """How many letters ended so on a day: all that stays of them."""

    kind = models.CharField(max_length=10, choices=OutcomeKind.choices)
    day_on = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["-day_on", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "day_on"], name="one_count_per_kind_and_day"),
        ]

    class Sensitivity:
        public = ()
        internal = ("id", "kind", "day_on", "count")
        sealed = ()

    def __str__(self) -> str:
        return f"Outcome {self.pk}"
