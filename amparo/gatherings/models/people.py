"""Who comes: how many in each party, counted in clear; who they are stands sealed on their cards.

A newcomer's mistake: a foreign key to the card. Cards are deleted by a room below, which tells us
(amparo.gatherings.operations.coming.note_removed).
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amparo.gatherings.models.gatherings import Gathering


class Coming(models.Model):
    """That somebody will come, and with how many: counted in clear, so that no key is needed.

    Who she is stands sealed on her card, which this names by its id. `which` is the original day
    of one date, as YYYY-MM-DD, or "" for every date (and for the only one).
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Not confirmed yet")
        COMING = "coming", _("Coming")
        WAITING = "waiting", _("On the waiting list")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    card_id = models.UUIDField()
    gathering = models.ForeignKey(Gathering, related_name="comings", on_delete=models.CASCADE)
    which = models.CharField(max_length=10, blank=True)
    party_size = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    waiting_number = models.PositiveIntegerField(null=True)  # their turn, while they wait
    did_come = models.BooleanField(null=True)  # as she said afterwards
    token_hash = models.BinaryField()  # of the link in the letters about this date
    has_letters = models.BooleanField(default=False)  # some are held for her in the outbox

    class Meta:
        indexes = [models.Index(fields=["gathering", "which", "state"], name="who_comes_when")]
        constraints = [
            models.UniqueConstraint(
                fields=["card_id", "which"], name="a_card_comes_to_a_date_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", waiting_number__isnull=False)
                | (~Q(state="waiting") & Q(waiting_number__isnull=True)),
                name="only_who_waits_has_a_number",
            ),
        ]

    class Sensitivity:
        internal = (
            "id", "card_id", "gathering", "which", "party_size", "state", "waiting_number",
            "did_come", "token_hash", "has_letters",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"coming {self.pk}"
