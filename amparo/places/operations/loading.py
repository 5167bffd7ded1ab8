"""Cities, townships and tribal nations of a state, from any table of them.

A newcomer's mistake: to find a city by its name. Names repeat inside a state; the census' number of
seven digits does not, and a place in two counties is one place.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from amparo.places import ocdids
from amparo.places.importers.towns import PlaceRow
from amparo.places.models import Jurisdiction, Kind


@dataclass
class Loaded:
    """What loading did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    unknown_counties: set[str] = field(default_factory=set)


@transaction.atomic
def load_places(state: str, rows: Iterable[PlaceRow]) -> Loaded:
    """Add and rename; nothing is deleted, and the same table again changes nothing."""
    told = list(rows)
    places = _Places(state.upper(), told)
    within: dict[int, set[str]] = {}
    for row in told:
        found = places.write(row)
        within.setdefault(found.pk, set()).add(row.county_fips)
    places.put_into_counties(within)
    return places.loaded


class _Places:
    """Those of a state by what they are found by."""

    def __init__(self, state: str, rows: Sequence[PlaceRow]) -> None:
        self.state, self.loaded = state, Loaded()
        self.parent = Jurisdiction.objects.filter(state=state, kind=Kind.STATE).first()
        known = Jurisdiction.objects.filter(
            state=state, kind__in=(Kind.CITY, Kind.TOWN, Kind.TRIBE)
        )
        self.by_fips = {each.fips: each for each in known if each.fips}
        self.by_ocd = {each.ocd_id: each for each in known if each.ocd_id}
        self.by_name = {each.name: each for each in known if each.kind == Kind.TRIBE}
        cities = {(row.name, row.fips) for row in rows if row.kind == Kind.CITY}
        self.named_twice = {name for name, n in Counter(n for n, _ in cities).items() if n > 1}
        self.seen: dict[int, bool] = {}

    def write(self, row: PlaceRow) -> Jurisdiction:
        ocd_id = row.ocd_id or self._made_id(row)
        found = self._found(row, ocd_id)
        if found is None:
            found = Jurisdiction(kind=row.kind, state=self.state, parent=self.parent)
            self.loaded.added += 1
        was = (found.name, found.fips, found.kind, found.ocd_id)
        found.name, found.kind, found.fips = row.name, row.kind, row.fips or found.fips
        found.ocd_id = ocd_id or found.ocd_id
        if was != (found.name, found.fips, found.kind, found.ocd_id):
            self.loaded.changed += found.pk is not None and found.pk not in self.seen
            found.save()
        elif found.pk not in self.seen:
            self.loaded.unchanged += 1
        self._remember(found)
        return found

    def put_into_counties(self, within: dict[int, set[str]]) -> None:
        known = {
            each.fips: each.pk
            for each in Jurisdiction.objects.filter(state=self.state, kind=Kind.COUNTY)
        }
        through: Any = Jurisdiction.counties.through
        pairs = [(pk, fips) for pk, told in within.items() for fips in told if fips]
        self.loaded.unknown_counties = {fips for _pk, fips in pairs if fips not in known}
        through.objects.bulk_create(
            [
                through(from_jurisdiction_id=pk, to_jurisdiction_id=known[fips])
                for pk, fips in pairs
                if fips in known
            ],
            ignore_conflicts=True,
        )

    def _found(self, row: PlaceRow, ocd_id: str) -> Jurisdiction | None:
        found = self.by_fips.get(row.fips) if row.fips else None
        found = found or (self.by_ocd.get(ocd_id) if ocd_id else None)
        if found is None and row.kind == Kind.TRIBE:
            found = self.by_name.get(row.name)
        return found

    def _made_id(self, row: PlaceRow) -> str:
        """A city's id by its name, where only one city has that name; a township's is not known."""
        if row.kind != Kind.CITY or row.name in self.named_twice:
            return ""
        return ocdids.of_place(self.state, row.name)

    def _remember(self, found: Jurisdiction) -> None:
        self.seen[found.pk] = True
        if found.fips:
            self.by_fips[found.fips] = found
        if found.ocd_id:
            self.by_ocd[found.ocd_id] = found
        if found.kind == Kind.TRIBE:
            self.by_name[found.name] = found
