"""Cities and townships as lists of agencies name them: found where we have them, else written.

A newcomer's mistake: a township by its name. Pennsylvania has three dozen called Washington; one is
known by its county, and where no list says which, its agency stays with the state.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from amparo.places import ocdids
from amparo.places.models import Jurisdiction, Kind
from amparo.policies.importers.agencies import Placed

Key = tuple[str, str]  # (state, an agency's plain name)


def counties_by_fips(codes: Iterable[str]) -> dict[str, Jurisdiction]:
    rows = Jurisdiction.objects.filter(kind=Kind.COUNTY, fips__in=set(codes) - {""})
    return {each.fips: each for each in rows}


def municipalities(
    placed: Mapping[Key, Placed], counties: Mapping[str, Jurisdiction], written: list[int]
) -> dict[Key, Jurisdiction]:
    """Whose each agency is, where it is a city's or a township's; each in the counties named.

    Those that nobody had are written, and their ids added to `written`.
    """
    municipal = {key: at for key, at in placed.items() if at.city}
    found = _cities({key: at for key, at in municipal.items() if not at.is_town}, written)
    found |= _towns({key: at for key, at in municipal.items() if at.is_town}, written)
    through: Any = Jurisdiction.counties.through
    pairs = {
        (found[key].pk, counties[at.county].pk)
        for key, at in municipal.items()
        if key in found and at.county in counties
    }
    through.objects.bulk_create(
        (through(from_jurisdiction_id=city, to_jurisdiction_id=county) for city, county in pairs),
        ignore_conflicts=True,
    )
    return found


def _cities(placed: Mapping[Key, Placed], written: list[int]) -> dict[Key, Jurisdiction]:
    ids = {key: ocdids.of_place(key[0], at.city) for key, at in placed.items()}
    rows = Jurisdiction.objects.filter(ocd_id__in=ids.values())
    known = {str(each.ocd_id): each for each in rows}
    new = {
        ids[key]: Jurisdiction(ocd_id=ids[key], kind=Kind.CITY, name=at.city[:120], state=key[0])
        for key, at in placed.items()
        if ids[key] not in known
    }
    _write(new.values(), written)
    every = known | new
    return {key: every[ocd_id] for key, ocd_id in ids.items()}


def _towns(placed: Mapping[Key, Placed], written: list[int]) -> dict[Key, Jurisdiction]:
    """Those whose county is told first: who does not tell it may mean one of them."""
    found: dict[Key, Jurisdiction] = {}
    if not placed:
        return found
    known = _Towns({key[0] for key in placed}, {at.city for at in placed.values()})
    for key, at in sorted(placed.items(), key=lambda pair: not pair[1].county):
        town = known.find(key[0], at)
        if town is not None:
            found[key] = town
    _write((each for each in known.rows if each.pk is None), written)
    return found


class _Towns:
    """Townships of some names, each with the FIPS codes of its counties."""

    def __init__(self, states: set[str], names: set[str]) -> None:
        rows = Jurisdiction.objects.filter(kind=Kind.TOWN, state__in=states, name__in=names)
        self.rows = list(rows.prefetch_related("counties"))
        self.counties = {id(row): {each.fips for each in row.counties.all()} for row in self.rows}

    def find(self, state: str, at: Placed) -> Jurisdiction | None:
        """The one that is meant; a new one where there is none; None where several may be."""
        named = [row for row in self.rows if row.state == state and row.name == at.city]
        here = [row for row in named if at.county in self.counties[id(row)]]
        unplaced = [row for row in named if not self.counties[id(row)]]
        meant = (here or unplaced) if at.county else named
        if len(meant) > 1:
            return None
        if meant:
            return meant[0]
        made = Jurisdiction(kind=Kind.TOWN, name=at.city[:120], state=state)
        self.rows.append(made)
        self.counties[id(made)] = {at.county} - {""}
        return made


def _write(rows: Iterable[Jurisdiction], written: list[int]) -> None:
    made = list(rows)
    Jurisdiction.objects.bulk_create(made)
    written += [row.pk for row in made]
