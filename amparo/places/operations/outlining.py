"""Boundaries made small for the page, whenever they change and once a day, as dates pass."""

from datetime import date

import shapely
from django.db import transaction

from amparo.lib.shapes.outlines import outlined
from amparo.places.models import Boundary, Outline


@transaction.atomic
def outline(state: str, today: date) -> int:
    """Make the outlines of a state again; return how many areas they have."""
    by_kind: dict[str, list[tuple[int, shapely.Geometry]]] = {}
    boundaries = Boundary.objects.filter(district__jurisdiction__state=state.upper())
    for each in boundaries.select_related("district").order_by("district", "since_on"):
        if each.holds_on(today):
            areas = by_kind.setdefault(each.district.kind, [])
            areas.append((each.district_id, shapely.from_wkb(bytes(each.wkb))))
    Outline.objects.filter(state=state.upper()).exclude(kind__in=by_kind).delete()
    for kind, areas in by_kind.items():
        rings = outlined([area for _pk, area in areas])
        packed = [[pk, each] for (pk, _area), each in zip(areas, rings, strict=True)]
        Outline.objects.update_or_create(state=state.upper(), kind=kind, defaults={"areas": packed})
    return sum(len(areas) for areas in by_kind.values())
