"""Districts, their boundaries, and the precincts by which a place is known to lie in them.

A newcomer's mistake: a district for a sheriff. Who is elected by a whole county, city or state
answers for that government itself; a district is a part of one.
"""

import re
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo.places.models.jurisdictions import Jurisdiction


class DistrictKind(models.TextChoices):
    """In the order in which an answer names them."""

    CONGRESS = "congress", _("Congressional district")
    SENATE = "senate", _("State Senate district")
    HOUSE = "house", _("State House district")
    COMMISSIONER = "commissioner", _("County commissioner district")
    WARD = "ward", _("City ward")
    SCHOOL = "school", _("School district")


LONGEST_CODE = 20  # letters of a district's number

STATEWIDE = (DistrictKind.CONGRESS, DistrictKind.SENATE, DistrictKind.HOUSE, DistrictKind.SCHOOL)

_NAMES = {
    DistrictKind.CONGRESS: _("Congressional District %(code)s"),
    DistrictKind.SENATE: _("State Senate District %(code)s"),
    DistrictKind.HOUSE: _("State House District %(code)s"),
    DistrictKind.COMMISSIONER: _("Commissioner District %(code)s, %(place)s"),
    DistrictKind.WARD: _("Ward %(code)s, %(place)s"),
    DistrictKind.SCHOOL: _("School District %(code)s"),
}


class Sourced(models.Model):
    """Where we read it, and when somebody last looked."""

    source_title = models.CharField(_("where we read it"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    checked_on = models.DateField(_("checked on"))

    class Meta:
        abstract = True


class Dated(models.Model):
    """From when until when; the last day is the first on which it no longer holds."""

    since_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        begun = self.since_on is None or self.since_on <= day
        return begun and (self.until_on is None or day < self.until_on)


SOURCED = ("source_title", "source_url", "checked_on")
DATED = ("since_on", "until_on")


class DistrictQuerySet(models.QuerySet["District"]):
    def on(self, day: date) -> "DistrictQuerySet":
        """Those that exist on a day."""
        begun = models.Q(since_on=None) | models.Q(since_on__lte=day)
        lasts = models.Q(until_on=None) | models.Q(until_on__gt=day)
        return self.filter(begun, lasts)


class District(Sourced, Dated):
    """A part of a government's people that elects somebody; a census moves it under its number."""

    # Whose body it elects; of Congress the state that sends its members
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="districts")
    kind = models.CharField(max_length=12, choices=DistrictKind.choices)
    code = models.CharField(max_length=LONGEST_CODE)  # "5", "62A"; without leading zeros
    ocd_id = models.CharField(max_length=200, unique=True, null=True, blank=True)

    objects = DistrictQuerySet.as_manager()

    class Meta:
        ordering = ["jurisdiction__name", "kind", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "kind", "code"], name="a_district_stands_once"
            ),
        ]

    class Sensitivity:
        public = ("id", "jurisdiction", "kind", "code", "ocd_id", *DATED, *SOURCED)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        said = str(_NAMES[DistrictKind(self.kind)])
        return said % {"code": self.code, "place": self.jurisdiction.name}

    @property
    def in_order(self) -> tuple[int, int, str]:
        """Kinds as an answer names them; 2 before 10, 2A before 2B."""
        number = re.match(r"\d+", self.code)
        kind = list(DistrictKind).index(DistrictKind(self.kind))
        return kind, int(number[0]) if number else 0, self.code


class Boundary(Sourced, Dated):
    """The area of a district while it held, in degrees."""

    district = models.ForeignKey(District, models.CASCADE, related_name="boundaries")
    wkb = models.BinaryField()  # well-known binary, as shapely writes it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "since_on"], name="a_district_has_one_boundary_from_a_day"
            ),
            models.UniqueConstraint(
                fields=["district"],
                condition=models.Q(since_on=None),
                name="a_district_has_one_boundary_from_the_beginning",
            ),
        ]

    class Sensitivity:
        public = ("id", "district", "wkb", *DATED, *SOURCED)

    def __str__(self) -> str:
        return f"Boundary {self.pk}"


class Outline(models.Model):
    """Boundaries of one kind in a state, simplified for a page; made again when they change."""

    state = models.CharField(max_length=2)
    kind = models.CharField(max_length=12, choices=DistrictKind.choices)
    areas = models.JSONField(default=list)  # [[district id, rings as lib.shapes packs them]]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state", "kind"], name="a_kind_is_outlined_once"),
        ]

    class Sensitivity:
        public = ("id", "state", "kind", "areas")

    def __str__(self) -> str:
        return f"Outline {self.pk}"


class Unit(Sourced):
    """A precinct: the smallest piece that lies wholly in one district of every kind."""

    county = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="units")
    # Its city or township; none where the table names one that we do not know
    municipality = models.ForeignKey(
        Jurisdiction, models.PROTECT, null=True, blank=True, related_name="precincts"
    )
    code = models.CharField(max_length=20)  # the county's number of it
    name = models.CharField(max_length=120)
    districts: "models.ManyToManyField[District, models.Model]" = models.ManyToManyField(
        District, related_name="units"
    )

    class Meta:
        ordering = ["county", "code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="a_precinct_stands_once"),
        ]

    class Sensitivity:
        public = ("id", "county", "municipality", "code", "name", "districts", *SOURCED)

    def __str__(self) -> str:
        return self.name


def code_of(told: str) -> str:
    """A district's number as we keep it: "07" is 7, "10a" is 10A, "0659-01" stays in its parts."""
    return "-".join(part.lstrip("0") or part for part in told.strip().upper().split("-"))
