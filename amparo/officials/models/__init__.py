"""Offices, who holds them, and what they did and said.

A newcomer's mistake: writing about the public here. Acts and words are those of people in office;
a visit names the organizers who went, and nobody else.
"""

from amparo.officials.models.offices import (
    REACHABLE,
    Line,
    Office,
    OfficeName,
    OfficeQuerySet,
    Official,
    OfficialQuerySet,
    Purpose,
    Reachable,
)
from amparo.officials.models.records import (
    AT_OFFICE,
    Act,
    ActKind,
    ActQuerySet,
    ActText,
    AtOffice,
    Stance,
    Visit,
    VisitQuerySet,
)

__all__ = [
    "AT_OFFICE",
    "REACHABLE",
    "Act",
    "ActKind",
    "ActQuerySet",
    "ActText",
    "AtOffice",
    "Line",
    "Office",
    "OfficeName",
    "OfficeQuerySet",
    "Official",
    "OfficialQuerySet",
    "Purpose",
    "Reachable",
    "Stance",
    "Visit",
    "VisitQuerySet",
]
