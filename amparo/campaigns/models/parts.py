"""What belongs to a campaign: targets, partners, milestones, sources, and who may work on it.

A newcomer's mistake: a date where only a season is known. A milestone has a window; leave both
days empty and it says "to be announced".
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.accounts.models import User
from amparo.campaigns.models.campaigns import Campaign
from amparo.evidence.models import Source
from amparo.lib.dates import DateWindow
from amparo.officials.models import Office, Official
from amparo.organizations.models import Organization


class TargetQuerySet(models.QuerySet["Target"]):
    def with_names(self) -> "TargetQuerySet":
        return self.select_related(
            "official__office__jurisdiction", "office__jurisdiction"
        ).prefetch_related("official__office__names", "office__names")


class Target(models.Model):
    """An official or an office that a campaign means to move."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="targets")
    official = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="targeted_by"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="targeted_by"
    )
    order = models.PositiveSmallIntegerField(default=0)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(official__isnull=False, office__isnull=True)
                | Q(official__isnull=True, office__isnull=False),
                name="a_target_is_an_official_or_an_office",
            ),
            models.UniqueConstraint(
                fields=["campaign", "official"], name="an_official_is_targeted_once"
            ),
            models.UniqueConstraint(
                fields=["campaign", "office"], name="an_office_is_targeted_once"
            ),
        ]

    class Sensitivity:
        public = ("id", "campaign", "official", "office", "order")

    def __str__(self) -> str:
        return f"Target {self.pk}"

    @property
    def place(self) -> Office:
        """The office to call: its own, or that of the official."""
        found = self.official.office if self.official else self.office
        assert found is not None  # noqa: S101 - the constraint says so
        return found

    @property
    def name(self) -> str:
        return self.official.name if self.official else self.place.name

    @property
    def title(self) -> str:
        """The office of an official; nothing beside an office's own name."""
        return (self.place.holder_title or self.place.name) if self.official else ""

    @property
    def phone(self) -> str:
        return self.official.best_phone if self.official else self.place.phone

    @property
    def toll_free_phone(self) -> str:
        return self.place.toll_free_phone


class PartnerRole(models.TextChoices):
    LEADING = "leading", _("Leading")
    SUPPORTING = "supporting", _("Supporting")
    MEMBER = "member", _("Member")
    CO_FOUNDER = "co-founder", _("Co-founder")


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def with_names(self) -> "PartnershipQuerySet":
        return self.select_related("organization").prefetch_related("organization__names")


class Partnership(models.Model):
    """An organization's part in one campaign."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="partnerships")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="partnerships")
    role = models.CharField(
        max_length=12, choices=PartnerRole.choices, default=PartnerRole.SUPPORTING
    )
    order = models.PositiveSmallIntegerField(default=0)
    # May this partner ask signers for leave to write to them? One unticked box each.
    asks_to_write = models.BooleanField(default=False)
    privacy_url = models.URLField(max_length=300, blank=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["order", "organization__sort_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organization"], name="one_role_per_partner_and_campaign"
            ),
        ]

    class Sensitivity:
        public = (
            "id", "campaign", "organization", "role", "order", "asks_to_write", "privacy_url",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Partnership {self.pk}"


class Milestone(models.Model):
    """Something that happened or will: a day, a window, or to be announced."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="milestones")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_reached = models.BooleanField(default=False)
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="milestones"
    )

    class Meta:
        ordering = [F("starts_on").asc(nulls_last=True), "ends_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="a_milestone_ends_after_it_starts",
            ),
        ]

    class Sensitivity:
        public = ("id", "campaign", "starts_on", "ends_on", "is_reached", "source")

    def __str__(self) -> str:
        return f"Milestone {self.pk}"

    @property
    def window(self) -> DateWindow:
        return DateWindow(self.starts_on, self.ends_on)

    def text(self, language: str | None = None) -> "MilestoneText | None":
        texts = {text.language: text for text in self.texts.all()}
        wanted = (language or get_language() or "", *settings.SITE_LANGUAGES, *texts)
        return next((texts[code] for code in wanted if code in texts), None)


class MilestoneText(models.Model):
    """What a milestone is called in one language."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "language"], name="one_milestone_text_per_language"
            ),
        ]

    class Sensitivity:
        public = ("id", "milestone", "language", "title", "note")

    def __str__(self) -> str:
        return f"Milestone text {self.pk}"


class CampaignRole(models.Model):
    """What a person who logs in may do in one campaign."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("Coordinator")
        HELPER = "helper", _("Helper")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="roles")
    user = models.ForeignKey(User, models.CASCADE, related_name="campaign_roles")
    role = models.CharField(max_length=12, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "user"], name="one_role_per_person_and_campaign"
            ),
        ]

    class Sensitivity:
        public = ()
        internal = ("id", "campaign", "user", "role")

    def __str__(self) -> str:
        return f"Campaign role {self.pk}"
