"""Campaign: a named effort to move somebody; a defense case and an umbrella are kinds of it.

A newcomer's mistake: asking `state == "open"` before showing a case. A case is public only while
its consent is in force and covers the language: ask `is_public_in(language, today)`.
"""

import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.models.cases import CaseConsent
from amparo.supporters.models import Keyspace


class Kind(models.TextChoices):
    CAMPAIGN = "campaign", _("Campaign")
    CASE = "case", _("Defense case")
    UMBRELLA = "umbrella", _("Umbrella over several cases")


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state", "Draft")
    OPEN = "open", pgettext_lazy("state", "Open")
    CLOSED = "closed", pgettext_lazy("state", "Closed")


class Promised(models.Model):
    """Opened before every language was ready, with a time by which the rest is promised.

    What is promised is not stored: it is whatever language has no complete text.
    """

    promised_by = models.DateTimeField(null=True, blank=True)
    promise_kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def has_open_promise(self) -> bool:
        return self.promised_by is not None and self.promise_kept_at is None

    def is_late(self, now: datetime) -> bool:
        return self.promised_by is not None and self.promised_by < now

    def is_promise_broken(self, now: datetime) -> bool:
        return self.has_open_promise and self.is_late(now)


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def public(self, today: date) -> "CampaignQuerySet":
        """What the public may see today: opened, and for cases with consent in force."""
        agreed = Q(
            consents__withdrawn_on__isnull=True,
            consents__replaced_on__isnull=True,
            consents__expires_on__gte=today,
        )
        seen = self.exclude(state=State.DRAFT).filter(~Q(kind=Kind.CASE) | agreed)
        return seen.distinct()

    def under_no_umbrella(self) -> "CampaignQuerySet":
        return self.filter(parent__isnull=True)

    def with_texts(self) -> "CampaignQuerySet":
        return self.prefetch_related("texts", "consents")

    def in_umbrella(self, umbrella: "Campaign") -> "CampaignQuerySet":
        """Its cases, in the order in which they are shown."""
        return self.filter(parent=umbrella).order_by("order", "-opens_on", "slug")

    def with_unkept_promise(self) -> "CampaignQuerySet":
        return self.filter(promised_by__isnull=False, promise_kept_at__isnull=True)

    def whose_consent_ended(self, today: date) -> "CampaignQuerySet":
        """Open cases that no consent in force covers any more."""
        return self.filter(kind=Kind.CASE, state=State.OPEN).exclude(
            pk__in=self.public(today).values("pk")
        )


class Campaign(Promised):
    """An effort with an aim, targets, partners, milestones and asks; cards of one keyspace."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CAMPAIGN)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="cases"
    )  # the umbrella of a case
    order = models.PositiveSmallIntegerField(default=0)  # among the cases of its umbrella
    keyspace = models.OneToOneField(Keyspace, models.PROTECT, related_name="campaign")
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.DRAFT, editable=False
    )
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))  # 30 days later its cards are shredded
    photo = models.ImageField(_("photograph"), upload_to="campaigns/", blank=True)  # re-encoded
    limited_to_roles = models.BooleanField(
        _("only organizers with a role in it may change it"), default=False
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="a_campaign_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(kind="case"),
                name="only_cases_have_an_umbrella",
            ),
        ]

    class Sensitivity:
        public = (
            "id", "slug", "kind", "parent", "order", "state", "opens_on", "closes_on", "photo",
            "promised_by", "promise_kept_at",
        )  # fmt: skip
        internal = ("keyspace", "limited_to_roles")

    def __str__(self) -> str:
        return f"Campaign {self.pk}"

    @property
    def is_case(self) -> bool:
        return self.kind == Kind.CASE

    def text(self, language: str | None = None) -> "CampaignText | None":
        """Its text in `language` (by default the page's), else in the first that it has."""
        texts = {text.language: text for text in self.texts.all()}
        wanted = (language or get_language() or "", *settings.SITE_LANGUAGES, *texts)
        return next((texts[code] for code in wanted if code in texts), None)

    @property
    def title(self) -> str:
        found = self.text()
        return found.title if found else self.slug

    def wanted_languages(self) -> list[str]:
        """The languages its words have to come in: the site's, of a case those agreed to."""
        if not self.is_case:
            return list(settings.SITE_LANGUAGES)
        standing = [each for each in self.consents.all() if each.is_standing]
        agreed = {code for each in standing for code in each.language_codes}
        return [code for code in settings.SITE_LANGUAGES if code in agreed]

    def missing_languages(self) -> list[str]:
        """The languages in which its text is not complete."""
        whole = {text.language for text in self.texts.all() if text.is_complete}
        return [code for code in self.wanted_languages() if code not in whole]

    def is_running(self, today: date) -> bool:
        """Does it take part in anything today? Its cards are shredded soon after its last day."""
        return self.state == State.OPEN and today <= self.closes_on and self.is_public(today)

    def consent(self, today: date) -> CaseConsent | None:
        """The consent in force; None for what needs none, and for a case without."""
        return next((each for each in self.consents.all() if each.is_in_force(today)), None)

    def is_public(self, today: date) -> bool:
        if self.state == State.DRAFT:
            return False
        return not self.is_case or self.consent(today) is not None

    def is_public_in(self, language: str, today: date) -> bool:
        """May its page be shown in this language? A case: only in those that were agreed to."""
        if not self.is_case or not self.is_public(today):
            return self.is_public(today)
        consent = self.consent(today)
        return consent is not None and language in consent.language_codes

    def shows_photo(self, today: date) -> bool:
        consent = self.consent(today)
        agreed = not self.is_case or (consent is not None and consent.allows_photo)
        return bool(self.photo) and agreed

    def shows_story(self, today: date) -> bool:
        consent = self.consent(today)
        return not self.is_case or (consent is not None and consent.allows_story)


class CampaignText(models.Model):
    """What a campaign says of itself in one language."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    title = models.CharField(_("title"), max_length=140)
    aim = models.CharField(_("aim, in one sentence"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    background = models.TextField(_("background"), blank=True)
    photo_alt = models.CharField(_("what the photograph shows"), max_length=200, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "language"], name="one_campaign_text_per_language"
            ),
        ]

    class Sensitivity:
        public = (
            "id", "campaign", "language", "title", "aim", "summary", "background", "photo_alt",
            "changed_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Campaign text {self.pk}"

    @property
    def is_complete(self) -> bool:
        return bool(self.title and self.aim and self.summary)
