"""Custody: who books the arrested of which agency into which jail; and programs with many names.

A newcomer's mistake: reading a city's policy as the end of the story. Its police may ask nothing,
and the county's jail that holds the arrested may hold them for ICE.
"""

from datetime import date, timedelta
from itertools import groupby

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amparo.evidence.models import Source
from amparo.places.models import Jurisdiction
from amparo.web.languages import in_language

OLD_AFTER = timedelta(days=365)


class CustodyQuerySet(models.QuerySet["Custody"]):
    def on(self, day: date) -> "CustodyQuerySet":
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def old(self, day: date) -> "CustodyQuerySet":
        """In force, and looked at longer than a year ago."""
        return self.on(day).filter(verified_on__lt=day - OLD_AFTER)

    def with_names(self) -> "CustodyQuerySet":
        return self.select_related("agency__parent", "jail__parent", "source")


class Custody(models.Model):
    """The arrested of this agency are booked into this jail. Two at once: sources differ."""

    agency = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="books_into")
    jail = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="holds_for")
    booked_by = models.CharField(max_length=120, blank=True)  # the sheriff's deputies
    starts_on = models.DateField()  # the first day of which it is known
    ends_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="custodies")
    quote = models.TextField(blank=True)  # as printed
    verified_on = models.DateField()
    is_example = models.BooleanField(default=False)

    objects = CustodyQuerySet.as_manager()

    class Meta:
        ordering = ["agency__name", "-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="custody_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(agency=F("jail")),
                name="an_agency_books_into_another",
            ),
        ]

    class Sensitivity:
        public = (
            "id", "agency", "jail", "booked_by", "starts_on", "ends_on", "source", "quote",
            "verified_on", "is_example",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Custody {self.pk}"


class ProgramQuerySet(models.QuerySet["Program"]):
    def with_words(self) -> "ProgramQuerySet":
        rows = self.select_related("succeeded_by", "source")
        return rows.prefetch_related("names", "succeeded_by__names")


class Program(models.Model):
    """A federal program in which governments take part, whatever it is called at the time."""

    key = models.SlugField(max_length=60, unique=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    succeeded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="succeeds"
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="programs")

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = [F("starts_on").asc(nulls_last=True), "key"]

    class Sensitivity:
        public = ("id", "key", "starts_on", "ends_on", "succeeded_by", "source")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its latest name."""
        return self.name_on(None)

    def name_on(self, day: date | None) -> str:
        """What it was called on a day; its latest name without one."""
        found = in_language(self._called(day), get_language())
        return found.name if found else self.key

    @property
    def about(self) -> str:
        """What it does, under its latest name."""
        return self.eras[-1].about if self.names.all() else ""

    @property
    def eras(self) -> "list[ProgramName]":
        """Its names in the order of time, one for each day on which it got one."""
        by_day = groupby(self._in_time(), key=lambda each: each.from_on)
        found = (in_language(rows, get_language()) for _day, rows in by_day)
        return [each for each in found if each]

    def _called(self, day: date | None) -> "list[ProgramName]":
        """In the order of time, so that of one language the latest stays."""
        names = self._in_time()
        return [each for each in names if day is None or (each.from_on or date.min) <= day] or names

    def _in_time(self) -> "list[ProgramName]":
        return sorted(self.names.all(), key=lambda each: each.from_on or date.min)


class ProgramName(models.Model):
    """What a program is called in one language from a day on, and in a sentence what it does."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="names")
    language = models.CharField(max_length=8)
    name = models.CharField(_("name"), max_length=120)
    about = models.TextField(_("what it does"), blank=True)
    from_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "language", "from_on"],
                nulls_distinct=False,
                name="one_name_of_a_program_at_a_time",
            ),
        ]

    class Sensitivity:
        public = ("id", "program", "language", "name", "about", "from_on")

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a government did about a program."""

    JOINED = "joined", pgettext_lazy("lawsuit", "joined")
    DECLINED = "declined", _("declined")
    SOUGHT = "sought", _("sought to leave")
    LEFT = "left", _("left")
    MANDATORY = "mandatory", _("mandatory since")


class PartQuerySet(models.QuerySet["Part"]):
    def on(self, day: date) -> "PartQuerySet":
        """What each government had done last by this day."""
        later = Part.objects.filter(
            jurisdiction=OuterRef("jurisdiction"), program=OuterRef("program"), on__lte=day
        ).order_by("-on", "-id")
        return self.filter(pk=Subquery(later.values("pk")[:1]))


class Part(models.Model):
    """A government's part in a program from a day on."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="parts")
    program = models.ForeignKey(Program, models.PROTECT, related_name="parts")
    role = models.CharField(max_length=10, choices=Role.choices)
    on = models.DateField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="parts")
    quote = models.TextField(blank=True)  # as printed
    is_example = models.BooleanField(default=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "program", "role", "on"], name="one_part_on_a_day"
            ),
        ]

    class Sensitivity:
        public = ("id", "jurisdiction", "program", "role", "on", "source", "quote", "is_example")

    def __str__(self) -> str:
        return f"Part {self.pk}"
