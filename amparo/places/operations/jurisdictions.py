"""Bring the governments of a state into the database.

A newcomer's mistake: deleting what a newer list lacks. Officials and campaigns point at these rows;
loading adds and renames, and may be run again at any time.
"""

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.places import counties, ocdids
from amparo.places.models import Jurisdiction, Kind


class CannotLoad(ValueError):
    """No state has these two letters."""


@transaction.atomic
def load_state(state: str, *, actor: Actor) -> int:
    """Another state than the coalition's own, on somebody's wish. Raises CannotLoad."""
    count = load_jurisdictions(state)
    row = Jurisdiction.objects.get(kind=Kind.STATE, state=state.upper())
    record("places.load_state", actor=actor, about=row, count=count)
    return count


def is_loaded(state: str) -> bool:
    return Jurisdiction.objects.filter(kind=Kind.STATE, state=state.upper()).exists()


@transaction.atomic
def load_jurisdictions(state: str) -> int:
    """Write the country, the state and its counties; return how many there are."""
    digits = counties.state_fips(state)
    if not digits:
        raise CannotLoad(state)
    rows = [_country(), _state(state.upper(), digits), *_counties(state.upper())]
    Jurisdiction.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["ocd_id"],
        update_fields=["kind", "name", "state", "fips"],
    )
    return len(rows)


def load_country() -> Jurisdiction:
    """The country, written where no state has brought it yet."""
    country = _country()
    found, _ = Jurisdiction.objects.get_or_create(
        ocd_id=country.ocd_id, defaults={"kind": country.kind, "name": country.name}
    )
    return found


@transaction.atomic
def add_city(*, state: str, name: str) -> Jurisdiction:
    """Write a city or town that an office belongs to; the same one again changes nothing."""
    slug = ocdids.of_place(state, name)
    found, _ = Jurisdiction.objects.get_or_create(
        ocd_id=slug, defaults={"kind": Kind.CITY, "name": name, "state": state.upper()}
    )
    return found


def _country() -> Jurisdiction:
    return Jurisdiction(ocd_id=ocdids.COUNTRY, kind=Kind.COUNTRY, name="United States")


def _state(state: str, digits: str) -> Jurisdiction:
    name = counties.state_name(state)
    return Jurisdiction(
        ocd_id=ocdids.of_state(state), kind=Kind.STATE, name=name, state=state, fips=digits
    )


def _counties(state: str) -> list[Jurisdiction]:
    return [
        Jurisdiction(
            ocd_id=ocdids.of_county(state, name),
            kind=Kind.COUNTY,
            name=name,
            state=state,
            fips=fips,
        )
        for fips, name in counties.counties(state)
    ]
