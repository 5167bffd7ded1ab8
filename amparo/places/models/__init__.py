"""Governments, the districts of their bodies, and what lies in which district."""

from amparo.places.models.districts import (
    SOURCED,
    STATEWIDE,
    Boundary,
    District,
    DistrictKind,
    DistrictQuerySet,
    Outline,
    Sourced,
    Unit,
)
from amparo.places.models.imports import Import, ImportState
from amparo.places.models.jurisdictions import AGENCIES, Jurisdiction, Kind

__all__ = [
    "AGENCIES",
    "SOURCED",
    "STATEWIDE",
    "Boundary",
    "District",
    "DistrictKind",
    "DistrictQuerySet",
    "Import",
    "ImportState",
    "Jurisdiction",
    "Kind",
    "Outline",
    "Sourced",
    "Unit",
]
