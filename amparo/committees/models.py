"""Committees that volunteers join, and the sets in which they join them.

A newcomer's mistake: looking for volunteers. They are sealed cards of the supporters room. Whoever
ticks three committees is one card with one letter: the "action" of the card is the `Joining`, the
set of the three, and the same set ticked by somebody else is the same row.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amparo.accounts.models import User
from amparo.organizations.models import Organization
from amparo.supporters.models import Keyspace
from amparo.web.languages import in_language

KIND = "committee"  # kept in the database with each card, so never changed


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state", "Draft")
    OPEN = "open", pgettext_lazy("state", "Open")
    CLOSED = "closed", pgettext_lazy("state", "Closed")


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def public(self) -> "CommitteeQuerySet":
        return self.exclude(state=State.DRAFT)

    def open(self) -> "CommitteeQuerySet":
        return self.filter(state=State.OPEN)

    def with_words(self) -> "CommitteeQuerySet":
        return self.prefetch_related("texts", "networks__organization__names", "networks__texts")


class Committee(models.Model):
    """A working group: legal research, visits to legislators, community networks."""

    KIND: ClassVar[str] = KIND

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)  # the last time; a feed tells it
    order = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    coordinators = models.ManyToManyField(
        User, through="Coordinator", related_name="committees", blank=True
    )
    digest_on = models.DateField(null=True, blank=True)  # when coordinators last heard
    digest_count = models.PositiveIntegerField(default=0)  # how many had confirmed then

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]

    class Sensitivity:
        public = ("id", "slug", "state", "opened_at", "order")
        internal = ("coordinators", "digest_on", "digest_count")

    def __str__(self) -> str:
        return f"Committee {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def title(self) -> str:
        text = self.any_text()
        return text.title if text else self.slug

    def any_text(self, language: str | None = None) -> "CommitteeText | None":
        """Its text in `language` (by default the page's), else in the first that it has."""
        return in_language(self.texts.all(), language or get_language())


class CommitteeText(models.Model):
    """What a committee is for, in one language."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    title = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("what it is for, in one sentence"), max_length=300)
    body = models.TextField(_("what one does there"), blank=True)
    welcome = models.TextField(_("welcome"), blank=True)  # in the letter to whoever joins

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "language"], name="one_committee_text_per_language"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Committee text ({self.language})"


class Coordinator(models.Model):
    """A person who logs in and looks after a committee; she hears of new volunteers by number."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="coordinating")
    user = models.ForeignKey(User, models.CASCADE, related_name="coordinating")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "user"], name="one_coordinates_a_committee_once"
            ),
        ]

    class Sensitivity:
        public = ()
        internal = ("id", "committee", "user")

    def __str__(self) -> str:
        return f"Coordinator {self.pk}"


class Network(models.Model):
    """An organization in whose community a committee works."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="networks")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="networks")

    class Meta:
        ordering = ["organization__sort_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "organization"], name="a_network_is_named_once"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Network {self.pk}"

    def any_text(self, language: str | None = None) -> "NetworkText | None":
        return in_language(self.texts.all(), language or get_language())


class NetworkText(models.Model):
    """What the committee and the organization do together, in one language."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    what = models.CharField(_("what we do together"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "language"], name="one_network_text_per_language"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Network text ({self.language})"


class Joining(models.Model):
    """A set of committees that one person joins at once. Its key follows from the set."""

    id = models.UUIDField(primary_key=True, editable=False)
    committees = models.ManyToManyField(Committee, related_name="joinings")

    class Sensitivity:
        public = ()
        internal = ("id", "committees")

    def __str__(self) -> str:
        return f"Joining {self.pk}"

    @staticmethod
    def key_of(committee_ids: list[uuid.UUID]) -> uuid.UUID:
        """The same set has the same key, in whatever order it was ticked."""
        return uuid.uuid5(uuid.NAMESPACE_OID, " ".join(sorted(each.hex for each in committee_ids)))


class Term(models.Model):
    """The volunteers of one year are sealed and, at the end of the next, destroyed together."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    keyspace = models.OneToOneField(Keyspace, models.PROTECT, related_name="term")

    class Sensitivity:
        public = ("year",)
        internal = ("keyspace",)

    def __str__(self) -> str:
        return f"Term {self.year}"
