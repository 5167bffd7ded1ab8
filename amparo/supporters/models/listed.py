"""What people of the standing list wish of our letters, and how the list grew and shrank.

All of it is consent, so that it stands in clear and can be counted without a key: she agrees to
letters about this, so often, in these languages. A newcomer's mistake: a topic that tells something
of who chose it. Topics say what a letter is about, never who its readers are.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo.supporters.models.cards import Card


class HowOften(models.TextChoices):
    """How many letters she wants."""

    EVERY = "every", _("Every letter")
    MONTHLY = "monthly", _("At most one a month")
    URGENT = "urgent", _("Only when it is urgent")


class Topic(models.Model):
    """Something that letters of the list are about. Once retired it is offered to nobody new."""

    code = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_offered = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "code")

    class Sensitivity:
        public = ("id", "code", "order", "is_offered")

    def __str__(self) -> str:
        return f"topic {self.code}"


class TopicName(models.Model):
    """What a topic is called in one language."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=12)
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "language"], name="a_topic_has_one_name_in_a_language"
            )
        ]

    class Sensitivity:
        public = ("id", "topic", "language", "name")

    def __str__(self) -> str:
        return f"name of topic {self.topic_id} in {self.language}"


class Preference(models.Model):
    """What one person of the list wants of our letters; her language and county are on her card.

    One row holds all of it, so that one statement keeps it whole. `reads` and `topics` are codes
    between spaces (" es so "); no topic means every topic. wishes.py reads and writes them.
    """

    card = models.OneToOneField(
        Card, on_delete=models.CASCADE, primary_key=True, related_name="preference"
    )
    how_often = models.CharField(max_length=8, choices=HowOften, default=HowOften.EVERY)
    reads = models.CharField(max_length=60, blank=True)  # besides the language of her card
    topics = models.CharField(max_length=500, blank=True)
    written_month = models.DateField(null=True)  # the first of the month of our last letter

    class Sensitivity:
        internal = ("card", "how_often", "reads", "topics", "written_month")

    def __str__(self) -> str:
        return f"preference {self.pk}"


class AddressChange(models.Model):
    """A card that waits for its letter, and the card that goes once it is confirmed."""

    card = models.OneToOneField(
        Card, on_delete=models.CASCADE, primary_key=True, related_name="address_change"
    )
    old = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="moving_to")

    class Sensitivity:
        internal = ("card", "old")

    def __str__(self) -> str:
        return f"address change {self.pk}"


class ListWeek(models.Model):
    """How many came to the list in one week, and how many went: numbers that outlive the cards."""

    week_on = models.DateField(primary_key=True)  # the Monday
    joined_count = models.PositiveIntegerField(default=0)
    imported_count = models.PositiveIntegerField(default=0)
    left_count = models.PositiveIntegerField(default=0)
    merged_count = models.PositiveIntegerField(default=0)  # second cards of one person
    dropped_count = models.PositiveIntegerField(default=0)  # imports undone, keys grown too old

    class Sensitivity:
        internal = (
            "week_on", "joined_count", "imported_count", "left_count", "merged_count",
            "dropped_count",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"week of the list {self.pk}"
