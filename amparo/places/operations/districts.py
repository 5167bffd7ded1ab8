"""Districts, their boundaries, and the precincts that lie in them, written from what files told.

A newcomer's mistake: to delete a district that a newer file lacks. Seats and officials name it; it
ends on a day. Precincts, which nothing names, are replaced county by county.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import shapely
from django.db import transaction
from django.db.models import Q

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.places.importers.boundaries import BoundaryRow
from amparo.places.importers.divisions import DivisionRow
from amparo.places.importers.precincts import PrecinctRow
from amparo.places.importers.sheets import CannotImport
from amparo.places.models import (
    STATEWIDE,
    Boundary,
    District,
    DistrictKind,
    Jurisdiction,
    Kind,
    Unit,
)
from amparo.places.origins import Counts, Origin, Progress, silent


class CannotRemove(Exception):
    """Something still names this district: a seat, or a precinct."""


@transaction.atomic
def store_divisions(state: str, rows: Iterable[DivisionRow], origin: Origin) -> Counts:
    """Write districts by their ids; those of a county or city that we do not know are counted."""
    writer, counts = DistrictWriter(state, origin), Counter[str]()
    governments = Jurisdiction.objects.filter(state=state.upper(), ocd_id__isnull=False)
    known = {each.ocd_id: each for each in governments}
    for row in rows:
        government = known.get(row.government)
        if government is None:
            counts["unknown_place"] += 1
            continue
        found = writer.district(government, row.kind, row.code)
        given = (row.ocd_id, row.since_on or found.since_on, row.until_on or found.until_on)
        if (found.ocd_id, found.since_on, found.until_on) != given:
            found.ocd_id, found.since_on, found.until_on = given
            found.save()
            counts["with_id"] += 1
    return {**counts, **writer.counts}


@transaction.atomic
def store_boundaries(
    state: str, rows: Sequence[BoundaryRow], origin: Origin, *, since_on: date | None = None,
    until_on: date | None = None, progress: Progress = silent,
) -> Counts:  # fmt: skip
    """Write areas that hold from a day; what held before ends on it."""
    writer, counts = DistrictWriter(state, origin), Counter[str]()
    for done, row in enumerate(rows, start=1):
        district = writer.district(writer.government(row.kind, row.place), row.kind, row.code)
        counts[_write_boundary(district, row, origin, since_on, until_on)] += 1
        counts["mended"] += row.was_mended
        progress(done, len(rows))
    return {**{key: count for key, count in counts.items() if count}, **writer.counts}


@transaction.atomic
def store_precincts(
    state: str, rows: Sequence[PrecinctRow], origin: Origin, *, progress: Progress = silent
) -> Counts:
    """Write the precincts of every county that the table names; those it lacks there are gone."""
    writer = DistrictWriter(state, origin)
    units = [_unit(writer, row, origin) for row in rows]
    gone = _drop_others({unit.county_id for unit in units}, {(u.county_id, u.code) for u in units})
    had = Unit.objects.filter(county_id__in={unit.county_id for unit in units}).count()
    Unit.objects.bulk_create(
        units,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["county", "code"],
        update_fields=["municipality", "name", "source_title", "source_url", "checked_on"],
    )
    _put_into_districts(writer, rows, progress)
    without = sum(unit.municipality_id is None for unit in units)
    counts = {"precincts_added": len(units) - had, "precincts_kept": had, "precincts_gone": gone}
    told = {**counts, "without_place": without, **writer.counts}
    return {key: count for key, count in told.items() if count}


@transaction.atomic
def save_district(district: District, *, actor: Actor) -> District:
    """Write a district by hand."""
    verb = "places.add_district" if district._state.adding else "places.change_district"
    district.save()
    record(verb, actor=actor, about=district)
    return district


@transaction.atomic
def remove_district(district: District, *, actor: Actor) -> None:
    """Delete a district that nothing names, with its boundaries. Raises CannotRemove."""
    if district.offices.exists() or district.units.exists():
        raise CannotRemove
    record("places.remove_district", actor=actor, about=district)
    district.delete()


class DistrictWriter:
    """The districts of a state by what they are found by; makes those that are not there yet."""

    def __init__(self, state: str, origin: Origin) -> None:
        here = Jurisdiction.objects.filter(state=state.upper())
        kinds = (Kind.STATE, Kind.COUNTY, Kind.CITY, Kind.TOWN)
        self.by_fips = {each.fips: each for each in here.filter(kind__in=kinds) if each.fips}
        self.state = next((e for e in self.by_fips.values() if e.kind == Kind.STATE), None)
        known = District.objects.filter(jurisdiction__in=here).select_related("jurisdiction")
        self.known = {(each.jurisdiction_id, each.kind, each.code): each for each in known}
        self.origin = origin
        self.counts: Counts = {}

    def government(self, kind: DistrictKind, place: str) -> Jurisdiction:
        """Whose body a district elects. Raises CannotImport where it is not loaded."""
        found = self.state if kind in STATEWIDE else self.by_fips.get(place)
        if found is None:
            raise CannotImport("unknown-county", word=place or kind.value)
        return found

    def district(self, government: Jurisdiction, kind: DistrictKind, code: str) -> District:
        key = (government.pk, kind.value, code)
        if key not in self.known:
            self.known[key] = District.objects.create(
                jurisdiction=government, kind=kind, code=code, **self.origin.as_columns
            )
            self.counts["districts_added"] = self.counts.get("districts_added", 0) + 1
        return self.known[key]


def _write_boundary(
    district: District, row: BoundaryRow, origin: Origin, since: date | None, until: date | None
) -> str:
    """What became of it, as the report counts it."""
    same = Boundary.objects.filter(district=district, since_on=since).first()
    area = row.area
    if same is not None and row.is_piece:
        area = shapely.union(area, shapely.from_wkb(bytes(same.wkb)))
    wkb = shapely.to_wkb(shapely.normalize(area))
    columns = {"wkb": wkb, "until_on": until, **origin.as_columns}
    if same is not None:
        is_same = bytes(same.wkb) == wkb
        Boundary.objects.filter(pk=same.pk).update(**columns)
        return "boundaries_kept" if is_same else "boundaries_changed"
    if since is not None:
        begun = Q(since_on=None) | Q(since_on__lt=since)
        ends = Q(until_on=None) | Q(until_on__gt=since)
        Boundary.objects.filter(begun, ends, district=district).update(until_on=since)
    Boundary.objects.create(district=district, since_on=since, **columns)
    return "boundaries_added"


def _unit(writer: DistrictWriter, row: PrecinctRow, origin: Origin) -> Unit:
    county = writer.by_fips.get(row.county_fips)
    if county is None:
        raise CannotImport("unknown-county", word=row.county_fips)
    return Unit(
        county=county,
        municipality=writer.by_fips.get(row.municipality),
        code=row.code,
        name=row.name,
        **origin.as_columns,
    )


def _drop_others(counties: set[int], kept: set[tuple[int, str]]) -> int:
    there = Unit.objects.filter(county_id__in=counties).values_list("pk", "county_id", "code")
    gone = [pk for pk, county, code in there if (county, code) not in kept]
    for start in range(0, len(gone), 500):
        Unit.objects.filter(pk__in=gone[start : start + 500]).delete()
    return len(gone)


def _put_into_districts(
    writer: DistrictWriter, rows: Sequence[PrecinctRow], progress: Progress
) -> None:
    """Which precinct lies where, in one sweep."""
    counties = {writer.by_fips[row.county_fips].pk for row in rows}
    units = {
        (county, code): pk
        for pk, county, code in Unit.objects.filter(county_id__in=counties).values_list(
            "pk", "county_id", "code"
        )
    }
    through: Any = Unit.districts.through
    through.objects.filter(unit__county_id__in=counties).delete()
    pairs = []
    for done, row in enumerate(rows, start=1):
        unit = units[writer.by_fips[row.county_fips].pk, row.code]
        for kind, code in row.districts:
            place = row.municipality if kind == DistrictKind.WARD else row.county_fips
            if kind == DistrictKind.WARD and place not in writer.by_fips:
                continue  # a ward of a city that is not loaded
            district = writer.district(writer.government(kind, place), kind, code)
            pairs.append(through(unit_id=unit, district_id=district.pk))
        progress(done, len(rows))
    through.objects.bulk_create(pairs, batch_size=500)
