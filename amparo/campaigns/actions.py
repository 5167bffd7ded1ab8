"""The abstract Action and its text: what every ask shares, whatever it asks.

A newcomer's mistake: trusting `state` alone. An action is open between its times, while its
campaign is public: ask `is_open(now)`. Who changes it: amparo.campaigns.operations.asks.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.models import Campaign, Delivery, Promised, Update, Wording
from amparo.campaigns.models.records import RecordQuerySet
from amparo.lib.sealing.framing import frame
from amparo.web.languages import in_language

A = TypeVar("A", bound="Action")


class ActionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state", "Draft")
    OPEN = "open", pgettext_lazy("state", "Open")
    CLOSED = "closed", pgettext_lazy("state", "Closed")
    WON = "won", pgettext_lazy("state", "Won")


class Effort(models.TextChoices):
    """How long it takes to do what is asked."""

    MINUTES = "minutes", _("Two minutes")
    HOUR = "hour", _("An hour")
    DAY = "day", _("A day")


class ActionQuerySet(models.QuerySet[A]):
    """What every list of asks needs; a room may add questions of its own."""

    def published(self) -> Self:
        """All but drafts; whether its campaign is public too, `is_public` tells."""
        return self.exclude(state=ActionState.DRAFT)

    def with_words(self) -> Self:
        """With what every page about an ask shows: its texts, its campaign and that one's."""
        return self.select_related("campaign__keyspace").prefetch_related(
            "texts", "campaign__texts", "campaign__consents"
        )


class Action(Promised):
    """Something that we ask people to do.

    A concrete one has KIND, a text with a foreign key whose related_name is `texts`, and where it
    has questions of its own, `objects` from a child of ActionQuerySet.
    """

    KIND: ClassVar[str]  # kept in the database with each card and record, so never changed

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="%(class)ss")
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    state = models.CharField(
        _("state"), max_length=8, choices=ActionState.choices, default=ActionState.DRAFT,
        editable=False,
    )  # fmt: skip
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    goal = models.PositiveIntegerField(_("goal"), null=True, blank=True)
    effort = models.CharField(max_length=8, choices=Effort.choices, blank=True)  # "": as its kind

    texts: Any  # the reverse of the text's foreign key, in each concrete room

    class Meta:
        abstract = True
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="%(class)s_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    @property
    def title(self) -> str:
        """Its title in the page's language, or in one that it has; its address without any."""
        text = self.any_text()
        return text.title if text else self.slug

    @property
    def wordings(self) -> RecordQuerySet[Wording]:
        return Wording.objects.of(self.KIND, self.pk)

    @property
    def updates(self) -> RecordQuerySet[Update]:
        return Update.objects.of(self.KIND, self.pk)

    @property
    def deliveries(self) -> RecordQuerySet[Delivery]:
        return Delivery.objects.of(self.KIND, self.pk)

    def text(self, language: str | None = None) -> "ActionText | None":
        """Its text in `language` (by default the page's); None where it has none."""
        wanted = language or get_language()
        return next((text for text in self.texts.all() if text.language == wanted), None)

    def any_text(self, language: str | None = None) -> "ActionText | None":
        """Its text in `language`, else in the first of the site's languages that it has."""
        return in_language(self.texts.all(), language or get_language())

    def missing_languages(self) -> list[str]:
        """The languages in which its text is not complete; of a case, of those agreed to."""
        whole = {text.language for text in self.texts.all() if text.is_complete}
        return [code for code in self.campaign.wanted_languages() if code not in whole]

    def is_public(self, now: datetime) -> bool:
        """May its page be shown? Not a draft's, nor that of a campaign which is not public."""
        today = timezone.localdate(now)
        return self.state != ActionState.DRAFT and self.campaign.is_public(today)

    def is_public_in(self, language: str, now: datetime) -> bool:
        """May its page be shown in this language? A case's only where its consent says so."""
        today = timezone.localdate(now)
        return self.is_public(now) and self.campaign.is_public_in(language, today)

    def is_open(self, now: datetime) -> bool:
        """Can people do now what it asks?"""
        begun = self.opens_at is None or self.opens_at <= now
        running = self.closes_at is None or now < self.closes_at
        runs = self.campaign.is_running(timezone.localdate(now))
        return self.state == ActionState.OPEN and begun and running and runs


def asks(model: type[A]) -> ActionQuerySet[A]:
    """Every ask of one model, for code that knows no model in particular."""
    found = model._default_manager.all()
    return found if isinstance(found, ActionQuerySet) else ActionQuerySet(model)


class ActionText(models.Model):
    """What an action says in one language. The concrete room adds the foreign key `texts`.

    A room that says more adds columns of text, and names them in NEEDED and BOUND as it should.
    """

    NEEDED: ClassVar[tuple[str, ...]] = ("title", "addressee", "ask", "body")  # to be complete
    BOUND: ClassVar[tuple[str, ...]] = ("title", "addressee", "ask", "body")  # under text_hash
    CITING: ClassVar[tuple[str, ...]] = ("body",)  # whose marks become notes, in their order
    CALLED: ClassVar[Mapping[str, str | Promise]] = {}  # parts whose columns have no label

    language = models.CharField(max_length=8)
    title = models.CharField(_("title"), max_length=140)
    addressee = models.CharField(_("addressed to"), max_length=200, blank=True)
    ask = models.CharField(_("the ask, in one sentence"), max_length=300, blank=True)
    body = models.TextField(_("text"), blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    @property
    def is_complete(self) -> bool:
        return all(getattr(self, name) for name in self.NEEDED)

    @property
    def bound_words(self) -> dict[str, str]:
        """The very words that somebody who takes part is bound to, by field."""
        return {name: getattr(self, name) for name in self.BOUND}

    @property
    def all_words(self) -> dict[str, str]:
        """Everything that it says, bound or not, by part: what its twins should state as well."""
        words = (models.CharField, models.TextField)
        columns = (each for each in self._meta.concrete_fields if isinstance(each, words))
        said = {each.name: getattr(self, each.name) for each in columns if each.name != "language"}
        return said | self.bound_words

    def label_of(self, part: str) -> str:
        """What the desk calls a part; one that is no column and has no name keeps its own."""
        labels = {each.name: each.verbose_name for each in self._meta.concrete_fields}
        return str(capfirst(str({**labels, **self.CALLED}.get(part, part))))

    @property
    def words_that_cite(self) -> str:
        """All of it that becomes notes, in the order of the page: notes are numbered by it."""
        return "\n\n".join(getattr(self, name) for name in self.CITING)

    @property
    def text_hash(self) -> str:
        """SHA-256, hex, of exactly what she sees who takes part; each part led by its length."""
        parts = (self.language, *self.bound_words.values())
        return sha256(frame(*(part.encode() for part in parts))).hexdigest()


ACTION_PUBLIC = (
    "id", "campaign", "slug", "state", "opens_at", "closes_at", "goal", "effort",
    "promised_by", "promise_kept_at",
)  # fmt: skip
ACTION_TEXT_PUBLIC = ("id", "language", "title", "addressee", "ask", "body", "changed_at")
