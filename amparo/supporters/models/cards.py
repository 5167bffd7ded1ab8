"""What people who stood with us left here: sealed cards, and the little that is kept in clear.

A newcomer's mistake: adding a readable column because a page needs it. What a supporter told us
lives in `sealed_` bytes that this server cannot open; a page that needs it opens cards in memory
at the desk, through unsealing.py. Nothing here points up to an action: `action_kind` and
`action_id` name it, so that cards of every ask are alike.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

HOUSEHOLD_LIMIT = 6  # names that may share one e-mail address under one action


class Visibility(models.TextChoices):
    """Who may see a supporter's name. Only she may move it up this list."""

    PUBLIC = "public", _("My name and town")
    INITIALS = "initials", _("My initials and town")
    COUNTED = "counted", _("Counted, without a name")
    SECRET = "secret", _("Counted, and hidden from the organizers too")


class CommentState(models.TextChoices):
    NONE = "none", _("No comment")
    WAITING = "waiting", _("Waiting to be read")
    PUBLISHED = "published", _("Published")
    REFUSED = "refused", _("Not published")


class Keyspace(models.Model):
    """What is opened and shredded together: a campaign's cards, a clinic's, the standing list's."""

    class Kind(models.TextChoices):
        CAMPAIGN = "campaign", _("Campaign")
        LIST = "list", _("Standing list")
        COMMITTEE = "committee", _("Committee")
        CLINIC = "clinic", _("Clinic")

    class OpenedBy(models.TextChoices):
        ORGANIZERS = "organizers", _("Organizers")
        ATTORNEYS = "attorneys", _("Attorneys")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind)
    opened_by = models.CharField(max_length=12, choices=OpenedBy, default=OpenedBy.ORGANIZERS)
    shred_on = models.DateField(null=True, blank=True)
    held_since = models.DateField(null=True, blank=True)
    hold_reason = models.CharField(max_length=300, blank=True)
    shredding_since = models.DateField(null=True, blank=True)
    shredded_count = models.PositiveIntegerField(default=0)
    shredded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind="list"), name="there_is_one_standing_list"
            ),
            models.CheckConstraint(
                condition=Q(kind="list") | Q(shred_on__isnull=False),
                name="everything_but_the_list_has_a_shred_date",
            ),
        ]

    class Sensitivity:
        public = ("id", "kind", "opened_by", "shred_on", "shredded_on")
        internal = ("name", "held_since", "hold_reason", "shredding_since", "shredded_count")

    def __str__(self) -> str:
        return f"keyspace {self.pk}"


class Card(models.Model):
    """One person under one action (or on the list), sealed. Its key is random, its time a week."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Found by the index of what is counted of a keyspace, which begins with it
    keyspace = models.ForeignKey(
        Keyspace, on_delete=models.PROTECT, related_name="cards", db_index=False
    )
    epoch_id = models.UUIDField()
    action_kind = models.CharField(max_length=20)
    action_id = models.UUIDField()
    text_hash = models.CharField(max_length=64)  # hex, of the very text that she saw
    county = models.CharField(max_length=5, blank=True)  # FIPS code
    language = models.CharField(max_length=12)
    source = models.CharField(max_length=40, blank=True)
    week_on = models.DateField()  # the Monday
    is_confirmed = models.BooleanField(default=False)
    is_tallied = models.BooleanField(default=False)
    needs_word = models.BooleanField(default=False)  # telephone only: an organizer confirms
    wants_news = models.BooleanField(default=False)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.COUNTED)
    comment_state = models.CharField(max_length=10, choices=CommentState, default=CommentState.NONE)
    # Fingerprints, while the action is open; keyed by the action, so they are unique alone
    person_code = models.BinaryField(null=True)
    email_code = models.BinaryField(null=True)
    email_slot = models.PositiveSmallIntegerField(null=True)
    codes_boot = models.BinaryField(null=True)  # which runtime key made them
    # What a link in a letter opens; the second pair is of the latest repeated sign-up
    token_hash = models.BinaryField(null=True)
    sealed_shown = models.BinaryField(null=True)  # the public name, under the token itself
    fresh_token_hash = models.BinaryField(null=True)
    sealed_fresh_shown = models.BinaryField(null=True)
    repeat_count = models.PositiveSmallIntegerField(default=0)  # today; each sends a letter
    sealed_card = models.BinaryField()
    sealed_comment = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_code"], name="a_person_signs_an_action_once"),
            models.UniqueConstraint(
                fields=["email_code", "email_slot"], name="an_address_has_numbered_names"
            ),
            models.CheckConstraint(
                condition=Q(email_code__isnull=True, email_slot__isnull=True)
                | Q(
                    email_code__isnull=False,
                    email_slot__isnull=False,
                    email_slot__gte=1,
                    email_slot__lte=HOUSEHOLD_LIMIT,
                ),
                name="at_most_six_names_share_an_address",
            ),
        ]
        indexes = [
            models.Index(  # all that is counted of an action, so that no sealed row is read for it
                fields=[
                    "action_id",
                    "week_on",
                    "county",
                    "source",
                    "language",
                    "is_confirmed",
                    "is_tallied",
                    "needs_word",
                    "visibility",
                    "comment_state",
                ],
                name="what_is_counted_of_an_action",
            ),
            models.Index(  # the same of whoever a letter may go to
                fields=[
                    "keyspace",
                    "action_id",
                    "is_confirmed",
                    "needs_word",
                    "county",
                    "language",
                    "source",
                    "week_on",
                    "wants_news",
                    "action_kind",
                ],
                name="what_is_counted_of_a_keyspace",
            ),
            models.Index(
                fields=["comment_state", "week_on"],
                condition=Q(sealed_comment__isnull=False),
                name="comments_by_state",
            ),
            models.Index(
                fields=["action_id"],
                condition=Q(is_confirmed=True, is_tallied=False),
                name="cards_to_tally",
            ),
        ]

    class Sensitivity:
        internal = (
            "id", "keyspace", "epoch_id", "action_kind", "action_id", "text_hash", "county",
            "language", "source", "week_on", "is_confirmed", "is_tallied", "needs_word",
            "wants_news", "visibility", "comment_state", "person_code", "email_code",
            "email_slot", "codes_boot", "token_hash", "fresh_token_hash",
            "repeat_count",
        )  # fmt: skip
        sealed = ("sealed_shown", "sealed_fresh_shown", "sealed_card", "sealed_comment")

    def __str__(self) -> str:
        return f"card {self.pk}"


class ListWish(models.Model):
    """A wish to hear more, waiting for confirmation: a card of the standing list, ready sealed.

    It is sealed at sign-up because the server cannot open the signature's card later. Its row id
    is that of the future card, so that nothing ties the list to the action she came from.
    """

    card = models.OneToOneField(
        Card, on_delete=models.CASCADE, primary_key=True, related_name="list_wish"
    )
    row_id = models.UUIDField()
    epoch_id = models.UUIDField()
    person_code = models.BinaryField(null=True)
    email_code = models.BinaryField(null=True)
    codes_boot = models.BinaryField(null=True)
    token_hash = models.BinaryField(null=True)
    sealed_card = models.BinaryField()

    class Sensitivity:
        internal = (
            "card", "row_id", "epoch_id", "person_code", "email_code",
            "codes_boot", "token_hash",
        )  # fmt: skip
        sealed = ("sealed_card",)

    def __str__(self) -> str:
        return f"list wish {self.pk}"


class LostLetter(models.Model):
    """A card whose letter was lost with the power; somebody with a key may have it written again.

    It goes when that is done, and with its card.
    """

    card = models.OneToOneField(
        Card, on_delete=models.CASCADE, primary_key=True, related_name="lost_letter"
    )

    class Sensitivity:
        internal = ("card",)

    def __str__(self) -> str:
        return f"lost letter {self.pk}"


class MergedCard(models.Model):
    """A card that turned out to be another one's repeat: her old links still lead to her card."""

    id = models.UUIDField(primary_key=True)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="merged")

    class Sensitivity:
        internal = ("id", "card")

    def __str__(self) -> str:
        return f"merged card {self.pk}"


class PublicName(models.Model):
    """A name that its owner chose to show, after she confirmed. The one readable name we hold."""

    card = models.OneToOneField(
        Card, on_delete=models.CASCADE, primary_key=True, related_name="public_name"
    )
    action_id = models.UUIDField()
    shown = models.CharField(max_length=120)
    town = models.CharField(max_length=80, blank=True)
    week_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["action_id", "week_on"], name="names_of_an_action")]

    class Sensitivity:
        public = ("shown", "town")
        internal = ("card", "action_id", "week_on")

    def __str__(self) -> str:
        return f"public name {self.pk}"


class PublicComment(models.Model):
    """A comment that an organizer read and published."""

    card = models.OneToOneField(
        Card, on_delete=models.CASCADE, primary_key=True, related_name="public_comment"
    )
    action_id = models.UUIDField()
    text = models.TextField()
    language = models.CharField(max_length=12)
    week_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["action_id", "week_on"], name="comments_of_an_action")]

    class Sensitivity:
        public = ("text", "language")
        internal = ("card", "action_id", "week_on")

    def __str__(self) -> str:
        return f"public comment {self.pk}"


class Tally(models.Model):
    """How many stand under an action. Counted in batches, so that nobody's signing can be timed."""

    action_id = models.UUIDField(primary_key=True)
    action_kind = models.CharField(max_length=20)
    confirmed_count = models.PositiveIntegerField(default=0)
    leaving_count = models.PositiveIntegerField(default=0)  # withdrawn, and not yet taken off
    paper_count = models.PositiveIntegerField(default=0)

    class Sensitivity:
        public = ("action_id", "action_kind", "confirmed_count", "paper_count")
        internal = ("leaving_count",)

    def __str__(self) -> str:
        return f"tally {self.pk}"

    @property
    def total(self) -> int:
        return self.confirmed_count + self.paper_count
