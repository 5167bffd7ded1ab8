"""Offices and the people who hold them: public officials, by their public telephones.

A newcomer's mistake: keeping a private address or a mobile number. Only what the office itself
publishes stands here, with where it was read and when.
"""

import uuid

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.officials.seats import Seat
from amparo.places.models import District, Jurisdiction
from amparo.web.languages import in_language


class Reachable(models.Model):
    """How to reach an office or an official, and where we read that."""

    phone = models.CharField(_("telephone"), max_length=20, blank=True)  # E.164
    toll_free_phone = models.CharField(_("toll-free telephone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.TextField(_("address"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    source_title = models.CharField(_("where we read it"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    checked_on = models.DateField(_("checked on"))

    class Meta:
        abstract = True


REACHABLE = (
    "phone", "toll_free_phone", "email", "address", "website", "source_title", "source_url",
    "checked_on",
)  # fmt: skip


class OfficeQuerySet(models.QuerySet["Office"]):
    def with_names(self) -> "OfficeQuerySet":
        return self.select_related("jurisdiction").prefetch_related("names", "officials")


class Office(Reachable):
    """The place that one calls: a sheriff's office, a governor's, a county board."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="offices")
    # The seat of a district; without one its holder answers for the whole government
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="offices"
    )
    seat = models.CharField(max_length=24, choices=Seat.choices, blank=True)
    sort_name = models.CharField(max_length=200, editable=False)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name"]

    class Sensitivity:
        public = ("id", "jurisdiction", "district", "seat", "sort_name", *REACHABLE)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        found = self._name_row(get_language())
        return found.name if found else ""

    @property
    def holder_title(self) -> str:
        """What its holder is called: "Sheriff of Sherburne County"."""
        found = self._name_row(get_language())
        return found.holder_title if found else ""

    def _name_row(self, language: str | None) -> "OfficeName | None":
        return in_language(self.names.all(), language) if self.sort_name else None


class OfficeName(models.Model):
    """An office's name in one language, and the title of whoever holds it."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="names")
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    holder_title = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "language"], name="one_office_name_per_language"
            ),
        ]

    class Sensitivity:
        public = ("id", "office", "language", "name", "holder_title")

    def __str__(self) -> str:
        return self.name


class Purpose(models.TextChoices):
    """What a telephone of an office is for."""

    MAIN = "main", _("main number")
    TOLL_FREE = "toll_free", _("toll-free")
    OPINION = "opinion", _("for opinions and messages")
    DISTRICT = "district", _("office in the district")
    RELAY = "relay", _("TTY or relay")


class Line(models.Model):
    """One more telephone of an office: in a language, or for a use. Its order is how we call."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="lines")
    phone = models.CharField(max_length=20)  # E.164
    language = models.CharField(max_length=8, blank=True)  # "" where any is spoken, or unknown
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.MAIN)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "phone", "language"], name="a_telephone_of_an_office_stands_once"
            ),
        ]

    class Sensitivity:
        public = ("id", "office", "phone", "language", "purpose", "order")

    def __str__(self) -> str:
        return f"Line {self.pk}"


class OfficialQuerySet(models.QuerySet["Official"]):
    def in_office(self) -> "OfficialQuerySet":
        return self.filter(left_on__isnull=True)

    def with_office(self) -> "OfficialQuerySet":
        return self.select_related("office__jurisdiction").prefetch_related("office__names")


class Official(Reachable):
    """A person in office; her own telephones where she has some beside the office's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="officials")
    name = models.CharField(_("name"), max_length=120)
    ocd_id = models.CharField(max_length=60, blank=True)  # Open Civic Data's of the person
    party = models.CharField(_("party"), max_length=80, blank=True)
    since_on = models.DateField(_("in office since"), null=True, blank=True)
    term_ends_on = models.DateField(_("term ends on"), null=True, blank=True)
    left_on = models.DateField(_("left office on"), null=True, blank=True)

    objects = OfficialQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["ocd_id"], name="official_by_ocd_id")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since_on__isnull=True)
                | models.Q(left_on__isnull=True)
                | models.Q(left_on__gte=models.F("since_on")),
                name="an_official_leaves_after_coming",
            ),
        ]

    class Sensitivity:
        public = (
            "id", "office", "name", "ocd_id", "party", "since_on", "term_ends_on", "left_on",
            *REACHABLE,
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Official {self.pk}"

    @property
    def best_phone(self) -> str:
        return self.phone or self.office.phone
