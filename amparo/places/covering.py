"""Which counties a district lies in, for whatever knows people by their county alone.

Told by the precincts that were imported; of a county's or a city's own districts by their
government. A newcomer's mistake: taking a county for its part of the district. `is_whole` says
whether all of the county's precincts lie in it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from amparo.places.counties import county_name
from amparo.places.models import District, Kind, Unit


@dataclass(frozen=True, slots=True)
class Covered:
    """A county that a district touches."""

    fips: str
    is_whole: bool  # does all of it lie in the district?

    @property
    def name(self) -> str:
        return county_name(self.fips)


def counties_of(districts: Iterable[District]) -> dict[int, list[Covered]]:
    """The counties of each district, by name; none where nobody imported what would tell."""
    wanted = {each.pk: each for each in districts}
    found = _by_precincts(list(wanted))
    for pk, district in wanted.items():
        government = district.jurisdiction
        own = government if government.kind == Kind.COUNTY else government.parent
        if pk not in found and own is not None and own.kind == Kind.COUNTY:
            found[pk] = [Covered(own.fips, is_whole=False)]
    return {pk: sorted(rows, key=lambda each: each.name) for pk, rows in found.items()}


def districts_placed(state: str, day: date) -> list[tuple[District, list[Covered]]]:
    """The districts of a state whose counties are known, in the order of an answer."""
    there = District.objects.on(day).filter(jurisdiction__state=state)
    districts = list(there.select_related("jurisdiction__parent"))
    known = counties_of(districts)
    placed = [(each, known[each.pk]) for each in districts if each.pk in known]
    return sorted(placed, key=lambda pair: (pair[0].in_order, pair[0].name))


def _by_precincts(districts: list[int]) -> dict[int, list[Covered]]:
    all_of = dict(Unit.objects.order_by().values_list("county__fips").annotate(n=Count("pk")))
    rows = Unit.districts.through._default_manager.filter(district__in=districts)
    parts = rows.values_list("district", "unit__county__fips").annotate(n=Count("pk"))
    found: dict[int, list[Covered]] = defaultdict(list)
    for district, fips, count in parts.order_by():
        found[district].append(Covered(fips, is_whole=count == all_of.get(fips)))
    return dict(found)
