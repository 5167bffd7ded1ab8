"""Organizations: members, partners and endorsers, and which coalitions they belong to.

A newcomer's mistake: keeping a partner's role here. A role belongs to one campaign
(`campaigns.Partnership`); here stands only who is a member of which coalition.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.lib.dates import DateWindow
from amparo.organizations.sorting import whole_year
from amparo.web.languages import in_language


class Kind(models.TextChoices):
    FAITH = "faith", _("Faith community")
    LABOR = "labor", _("Union or workers' center")
    LEGAL = "legal", _("Legal aid")
    COMMUNITY = "community", _("Community group")
    STUDENT = "student", _("Student group")
    COALITION = "coalition", _("Coalition")
    OTHER = "other", _("Another kind")


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def listed(self) -> "OrganizationQuerySet":
        return self.filter(is_listed=True)

    def with_names(self) -> "OrganizationQuerySet":
        return self.prefetch_related("names")

    def coalitions(self) -> "OrganizationQuerySet":
        return self.filter(kind=Kind.COALITION)


class Organization(models.Model):
    """A group. Its names are rows, one per language; many have one name for all."""

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    sort_name = models.CharField(max_length=200, editable=False)  # folded, of its first name
    city = models.CharField(_("city"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)  # re-encoded
    is_listed = models.BooleanField(_("shown to the public"), default=True)
    is_us = models.BooleanField(default=False)  # the coalition of this installation
    place = models.PositiveSmallIntegerField(  # among partners; without one, by the alphabet
        _("place among partners"), null=True, blank=True
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = [F("place").asc(nulls_last=True), "sort_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_us"], condition=Q(is_us=True), name="one_organization_is_us"
            ),
        ]

    class Sensitivity:
        public = (
            "id", "kind", "sort_name", "city", "state", "website", "logo", "is_listed", "is_us",
            "place",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_in(get_language())

    @property
    def logo_alt(self) -> str:
        """What the logo shows, in the page's language; its name where nobody said."""
        found = self._name_row(get_language())
        return (found.logo_alt if found else "") or self.name

    def name_in(self, language: str | None) -> str:
        """Its name in a language, else in the site's first, else any."""
        found = self._name_row(language)
        return found.name if found else ""

    def _name_row(self, language: str | None) -> "OrganizationName | None":
        return in_language(self.names.all(), language) if self.pk else None


class OrganizationName(models.Model):
    """What an organization calls itself in one language."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="names")
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    logo_alt = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "language"], name="one_organization_name_per_language"
            ),
        ]

    class Sensitivity:
        public = ("id", "organization", "language", "name", "logo_alt")

    def __str__(self) -> str:
        return self.name


class MembershipRole(models.TextChoices):
    MEMBER = "member", _("Member")
    CO_FOUNDER = "co-founder", _("Co-founder")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, today: date) -> "MembershipQuerySet":
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=today))


class Membership(models.Model):
    """One organization belongs to a coalition, since a day or a window (a year is a window)."""

    member = models.ForeignKey(Organization, models.CASCADE, related_name="memberships")
    coalition = models.ForeignKey(Organization, models.CASCADE, related_name="members")
    role = models.CharField(
        max_length=12, choices=MembershipRole.choices, default=MembershipRole.MEMBER
    )
    since_starts_on = models.DateField(null=True, blank=True)
    since_ends_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "coalition"], name="an_organization_joins_a_coalition_once"
            ),
            models.CheckConstraint(
                condition=~Q(member=F("coalition")), name="no_coalition_belongs_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(since_starts_on__isnull=True)
                | Q(since_ends_on__isnull=True)
                | Q(since_ends_on__gte=F("since_starts_on")),
                name="a_membership_window_ends_after_it_starts",
            ),
        ]

    class Sensitivity:
        public = (
            "id", "member", "coalition", "role", "since_starts_on", "since_ends_on", "left_on",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Membership {self.pk}"

    @property
    def since(self) -> DateWindow:
        return DateWindow(self.since_starts_on, self.since_ends_on)

    @property
    def since_year(self) -> int | None:
        """Its year, where only the year is known."""
        return whole_year(self.since)
