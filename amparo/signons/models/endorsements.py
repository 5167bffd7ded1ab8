"""An organization's name under a letter, or an official's by her office, and how it came there.

A newcomer's mistake: a column for the state of an endorsement. Received, confirmed by mail,
approved, withdrawn, merged: each is a day, or it has not happened. What the public sees is
`listed()`, and nothing else.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amparo.organizations.models import Organization
from amparo.signons.models.freezes import Freeze
from amparo.signons.models.letters import Letter


class SignerKind(models.TextChoices):
    ORGANIZATION = "organization", _("Organization")
    OFFICE = "office", _("Official or clergy, by office")


class Scope(models.TextChoices):
    """How far an organization works."""

    LOCAL = "local", pgettext_lazy("scope", "Local")
    STATE = "state", pgettext_lazy("scope", "Statewide")
    NATIONAL = "national", pgettext_lazy("scope", "National")


class Origin(models.TextChoices):
    """Who wrote it down."""

    FORM = "form", _("The form on the page")
    HAND = "hand", _("Entered by an organizer")
    PASTED = "pasted", _("From a pasted list")


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    def standing(self) -> "EndorsementQuerySet":
        """Neither withdrawn nor merged into another."""
        return self.filter(withdrawn_on__isnull=True, merged_into__isnull=True)

    def listed(self) -> "EndorsementQuerySet":
        """What the public sees and what is printed."""
        return self.standing().filter(approved_on__isnull=False)

    def waiting(self) -> "EndorsementQuerySet":
        """Confirmed by whoever signed, and an organizer has not looked yet."""
        return self.standing().filter(confirmed_on__isnull=False, approved_on__isnull=True)

    def unconfirmed(self) -> "EndorsementQuerySet":
        return self.standing().filter(confirmed_on__isnull=True, approved_on__isnull=True)

    def with_names(self) -> "EndorsementQuerySet":
        return self.select_related("organization").prefetch_related("names", "organization__names")


class Endorsement(models.Model):
    """One name under one letter. `card_id` leads to the sealed person who signed for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="endorsements")
    kind = models.CharField(_("kind"), max_length=12, choices=SignerKind)
    organization = models.ForeignKey(  # the same one in our directory
        Organization, models.SET_NULL, null=True, blank=True, related_name="endorsements"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)  # an official's: once confirmed
    sort_name = models.CharField(max_length=200, blank=True, editable=False)
    acronym = models.CharField(_("acronym"), max_length=20, blank=True)
    office = models.CharField(_("office"), max_length=200, blank=True)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    order = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=8, choices=Origin)
    language = models.CharField(max_length=8)  # of the text under which it stands
    text_hash = models.CharField(max_length=64, blank=True)  # hex, of exactly that text
    card_id = models.UUIDField(null=True, blank=True)
    received_on = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    frozen_in = models.ForeignKey(  # the first print in which it stands
        Freeze, models.SET_NULL, null=True, blank=True, related_name="endorsements"
    )

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True)
                | Q(confirmed_on__isnull=False)
                | ~Q(origin="form"),
                name="what_came_by_the_form_is_confirmed_before_it_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | ~Q(name=""),
                name="what_is_listed_has_a_name",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="nothing_is_merged_into_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["letter", "sort_name"], name="endorsements_of_a_letter"),
            models.Index(fields=["card_id"], name="endorsements_of_a_card"),
        ]

    class Sensitivity:
        public = (
            "id", "letter", "kind", "organization", "name", "sort_name", "acronym", "office",
            "scope", "city", "state", "website", "note", "order", "language", "approved_on",
            "frozen_in",
        )  # fmt: skip
        internal = (
            "origin", "text_hash", "card_id", "received_on", "confirmed_on", "withdrawn_on",
            "merged_into",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Endorsement {self.pk}"

    @property
    def is_listed(self) -> bool:
        return self.approved_on is not None and not (self.withdrawn_on or self.merged_into_id)

    @property
    def is_waiting(self) -> bool:
        seen = self.approved_on or self.withdrawn_on or self.merged_into_id
        return self.confirmed_on is not None and not seen

    @property
    def state_label(self) -> str:
        """Where it stands, in a word."""
        if self.merged_into_id:
            return str(_("Merged"))
        if self.withdrawn_on:
            return str(_("Withdrawn"))
        if self.approved_on:
            return str(_("On the list"))
        if self.confirmed_on:
            return str(_("Waiting for you"))
        return str(_("Not confirmed by mail"))

    @property
    def shown_name(self) -> str:
        return self.name_in(get_language() or "")

    def name_in(self, language: str) -> str:
        """Its name in a language, where somebody gave it one; else the name that it signed by."""
        given = {row.language: row.name for row in self.names.all()}
        if language in given:
            return given[language]
        if language != self.language and self.organization:
            rows = {row.language: row.name for row in self.organization.names.all()}
            return rows.get(language, self.name)
        return self.name


class EndorsementName(models.Model):
    """What an endorser is called in another language than the one it signed in."""

    endorsement = models.ForeignKey(Endorsement, models.CASCADE, related_name="names")
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["endorsement", "language"], name="one_endorsement_name_per_language"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Endorsement name {self.pk}"


class Apart(models.Model):
    """Two endorsements that look alike, and somebody said: these are two."""

    first = models.ForeignKey(Endorsement, models.CASCADE, related_name="+")
    second = models.ForeignKey(Endorsement, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_are_kept_apart_once"),
        ]

    class Sensitivity:
        public = ()
        internal = ("id", "first", "second")

    def __str__(self) -> str:
        return f"Apart {self.pk}"
