"""What is kept of any ask besides the ask itself: its wordings, its updates, its deliveries.

A newcomer's mistake: looking for a foreign key to the ask. Asks live in rooms above, so a record
names its ask by kind and id, as the cards do; it hangs on the campaign and goes down with it.
"""

from typing import TypeVar
from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.models.campaigns import Campaign
from amparo.web.languages import in_language

R = TypeVar("R", bound="AskRecord")


class RecordQuerySet(models.QuerySet[R]):
    def of(self, kind: str, action_id: UUID) -> "RecordQuerySet[R]":
        """The records of one ask."""
        return self.filter(action_kind=kind, action_id=action_id)


class AskRecord(models.Model):
    """Something that is kept of an ask, of whatever kind."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    action_kind = models.CharField(max_length=20)
    action_id = models.UUIDField()

    class Meta:
        abstract = True


class Wording(AskRecord):
    """A text as it once stood, for ever: who takes part is bound to the words that she saw."""

    language = models.CharField(max_length=8)
    text_hash = models.CharField(max_length=64)  # hex, as on the cards
    words = models.JSONField()  # by field of the text, in the order in which they are read
    since_on = models.DateField()

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action_kind", "action_id", "text_hash"], name="each_wording_once"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Wording {self.text_hash[:8]} ({self.language})"


class Update(AskRecord):
    """What happened since: shown on the ask's page, newest first."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    posted_on = models.DateField()

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-posted_on"]
        indexes = [models.Index(fields=["action_kind", "action_id"], name="updates_of_an_ask")]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Update of {self.posted_on}"

    def text_for(self, language: str) -> "UpdateText | None":
        return in_language(self.texts.all(), language)


class UpdateText(models.Model):
    """What an update says in one language."""

    update = models.ForeignKey(Update, related_name="texts", on_delete=models.CASCADE)
    language = models.CharField(max_length=8)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["update", "language"], name="one_update_text_per_language"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Update text ({self.language})"


class Delivery(AskRecord):
    """It was handed over: the day, how many names it bore, a photograph."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    delivered_on = models.DateField()
    name_count = models.PositiveIntegerField(null=True, blank=True)  # as delivered, with paper
    photo = models.ImageField(upload_to="deliveries/", blank=True)  # re-encoded; no EXIF

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-delivered_on"]
        indexes = [models.Index(fields=["action_kind", "action_id"], name="deliveries_of_an_ask")]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Delivery of {self.delivered_on}"

    def text_for(self, language: str) -> "DeliveryText | None":
        return in_language(self.texts.all(), language)


class DeliveryText(models.Model):
    """Who received an ask and where, in one language."""

    delivery = models.ForeignKey(Delivery, related_name="texts", on_delete=models.CASCADE)
    language = models.CharField(max_length=8)
    received_by = models.CharField(max_length=200)  # an office, or a person in it
    place = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    photo_shows = models.CharField(max_length=300, blank=True)  # for those who cannot see it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "language"], name="one_delivery_text_per_language"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Delivery text ({self.language})"
