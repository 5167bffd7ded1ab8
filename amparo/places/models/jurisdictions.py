"""Jurisdictions: the governments that a campaign may move, named by their Open Civic Data ids.

A newcomer's mistake: reading a form's county list from this table. Forms take it from
`amparo.places.counties`, which needs no database and knows every state.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    COUNTRY = "country", _("Country")
    STATE = "state", _("State")
    COUNTY = "county", _("County")
    CITY = "city", _("City")
    TOWN = "town", _("Township")
    TRIBE = "tribe", _("Tribal nation")
    SHERIFF = "sheriff", _("Sheriff")
    POLICE = "police", _("Police")
    JAIL = "jail", _("Jail")
    AGENCY = "agency", _("Another agency")


AGENCIES = (Kind.SHERIFF, Kind.POLICE, Kind.JAIL, Kind.AGENCY)


class Jurisdiction(models.Model):
    """A government or an agency of one. Its ids never change; its name may."""

    # Open Civic Data; agencies and some tribal nations have none
    ocd_id = models.CharField(max_length=200, unique=True, null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=2, blank=True)  # two letters; none for the country
    fips = models.CharField(max_length=7, blank=True)  # 2 digits a state, 5 a county, 7 a place
    ori = models.CharField(max_length=9, blank=True)  # the FBI's code of a police agency
    # The government that an agency answers to, and the state of a county or city
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    # In which counties a city, a town, a tribal nation or their agency lies: often two
    counties: "models.ManyToManyField[Jurisdiction, models.Model]" = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="lies_within"
    )

    class Meta:
        ordering = ["state", "name"]
        indexes = [models.Index(fields=["fips"], name="jurisdiction_by_fips")]
        constraints = [
            models.UniqueConstraint(
                fields=["ori"], condition=~models.Q(ori=""), name="one_agency_per_ori"
            ),
        ]

    class Sensitivity:
        public = ("id", "ocd_id", "kind", "name", "state", "fips", "ori", "parent", "counties")

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """Its name without what it is: "Rice" of "Rice County", as texts in any language say it."""
        kinds = (" County", " Parish", " Borough", " Census Area", " Municipality", " Municipio")
        ending = next((each for each in kinds if self.name.endswith(each)), "")
        return self.name.removesuffix(ending)
