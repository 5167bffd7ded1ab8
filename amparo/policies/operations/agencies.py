"""Agencies and cities as lists name them: found where we have them, else written, all at once.

A newcomer's mistake: one query a row. A national list has a thousand agencies, and most of them
are here already from the list of the day before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import ProtectedError

from amparo.places.models import AGENCIES, Jurisdiction, Kind
from amparo.places.operations import load_jurisdictions
from amparo.policies.importers.agencies import (
    LONGEST_NAME,
    Listed,
    Placed,
    place,
    plain_name,
    proper_name,
    same_but_for_typing,
)
from amparo.policies.models import Fact
from amparo.policies.operations.municipalities import counties_by_fips, municipalities

Key = tuple[str, str]  # (state, plain name)


@dataclass
class Roll:
    """Every agency that we know, by its plain name; and what was written to know it."""

    by_key: dict[Key, Jurisdiction] = field(default_factory=dict)
    by_sheriff: dict[int, Jurisdiction] = field(default_factory=dict)  # county → its sheriff
    by_ori: dict[str, Jurisdiction] = field(default_factory=dict)
    written: list[int] = field(default_factory=list)
    typing_errors: list[tuple[str, str]] = field(default_factory=list)  # (as written, taken for)

    def names(self, state: str) -> list[str]:
        return [name for of, name in self.by_key if of == state]


def read_roll(states: Iterable[str]) -> Roll:
    """The agencies of these states as they are here now."""
    roll = Roll()
    rows = Jurisdiction.objects.filter(kind__in=AGENCIES, state__in=set(states))
    for each in rows.select_related("parent").order_by("-pk"):
        _enter(roll, each)
    return roll


def match(roll: Roll, listed: Listed, beside: Sequence[Key] = ()) -> Jurisdiction | None:
    """Who is meant; by a typing error too, unless that one stands beside it in the same list."""
    found = roll.by_key.get(listed.key) or roll.by_ori.get(listed.ori if listed.ori else "-")
    if found is not None:
        return found
    others = [name for name in roll.names(listed.state) if (listed.state, name) not in beside]
    near = same_but_for_typing(listed.key[1], others, listed.state)
    if near:
        roll.typing_errors.append((listed.named, roll.by_key[listed.state, near].name))
        roll.by_key[listed.key] = roll.by_key[listed.state, near]
    return roll.by_key.get(listed.key)


def write_agencies(
    roll: Roll, new: Iterable[Listed], where: Mapping[Key, Placed] | None = None
) -> None:
    """Write those that nobody has; each answers to its county, its city or its state.

    `where` they belong is told by the list, or found in their names.
    """
    listed = list({each.key: each for each in new}.values())
    placed = {each.key: where[each.key] if where else place(each) for each in listed}
    for state in {each.state for each in listed}:
        if not Jurisdiction.objects.filter(kind=Kind.COUNTY, state=state).exists():
            load_jurisdictions(state)
    counties = counties_by_fips(at.county for at in placed.values())
    cities = municipalities(placed, counties, roll.written)
    states = {each.state: each for each in Jurisdiction.objects.filter(kind=Kind.STATE)}
    rows = []
    for each in listed:
        at = placed[each.key]
        parent = cities.get(each.key) or counties.get(at.county) or states[each.state]
        if at.kind == Kind.SHERIFF and parent.pk in roll.by_sheriff:
            roll.by_key[each.key] = roll.by_sheriff[parent.pk]
            continue
        rows.append(_agency(roll, each, at, parent))
    _write(roll, rows)


def settle(roll: Roll, told: Iterable[Listed]) -> None:
    """Where a list tells more of an agency's place than an earlier one did, take it from there.

    One that was left with its state goes to its city or county, and its facts with it; a city
    gets the county that it had not.
    """
    known = {each.key: each for each in told if _is_known(roll, each)}
    placed = {key: place(each) for key, each in known.items()}
    counties = counties_by_fips(at.county for at in placed.values())
    cities = municipalities(placed, counties, roll.written)
    for key, at in placed.items():
        agency, parent = roll.by_key[key], cities.get(key) or counties.get(at.county)
        is_left = agency.parent is not None and agency.parent.kind == Kind.STATE
        is_second = agency.kind == Kind.SHERIFF and parent and parent.pk in roll.by_sheriff
        if is_left and parent is not None and not is_second:
            agency.parent = parent
            agency.save(update_fields=["parent"])
            Fact.objects.filter(jurisdiction=agency).update(government=parent)


def remove_unused(written: Sequence[int]) -> int:
    """Take back agencies and cities that an import wrote, where nothing leans on them since."""
    removed = 0
    for kinds in (AGENCIES, (Kind.CITY, Kind.TOWN)):
        for each in Jurisdiction.objects.filter(pk__in=written, kind__in=kinds):
            try:
                with transaction.atomic():
                    each.delete()
                removed += 1
            except ProtectedError:
                continue
    return removed


def _is_known(roll: Roll, listed: Listed) -> bool:
    """By its own name, not by a typing error; where it tells a place at all."""
    found = roll.by_key.get(listed.key)
    return found is not None and found.pk is not None and plain_name(found.name) == listed.key[1]


def _agency(roll: Roll, listed: Listed, at: Placed, parent: Jurisdiction) -> Jurisdiction:
    is_taken = listed.ori in roll.by_ori or len(listed.ori) != 9
    made = Jurisdiction(
        kind=at.kind,
        name=proper_name(listed.named)[:LONGEST_NAME],
        state=listed.state,
        parent=parent,
        ori="" if is_taken else listed.ori,
    )
    _enter(roll, made)
    roll.by_key[listed.key] = made  # its name may have been written out or cut
    return made


def _enter(roll: Roll, agency: Jurisdiction) -> None:
    roll.by_key[agency.state, plain_name(agency.name)] = agency
    if agency.ori:
        roll.by_ori[agency.ori] = agency
    is_of_county = agency.parent is not None and agency.parent.kind == Kind.COUNTY
    if agency.kind == Kind.SHERIFF and agency.parent_id and is_of_county:
        roll.by_sheriff[agency.parent_id] = agency  # a state has many whose county nobody tells


def _write(roll: Roll, rows: Sequence[Jurisdiction]) -> None:
    Jurisdiction.objects.bulk_create(rows)
    roll.written += [row.pk for row in rows]
