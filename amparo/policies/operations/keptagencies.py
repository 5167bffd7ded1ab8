"""Agencies by hand and from a list of agencies: added, changed, given their ORI, removed.

A newcomer's mistake: moving an agency to another government alone. Its facts are that government's
on the map, and go with it.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import ProtectedError

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.places.models import Jurisdiction, Kind
from amparo.places.origins import Counts, Progress
from amparo.policies.importers.agencylists import AgencyRow
from amparo.policies.models import Fact
from amparo.policies.operations.agencies import Roll, read_roll, write_agencies
from amparo.policies.operations.facts import government_of
from amparo.web.pagecache import bump


class CannotRemove(Exception):
    """Facts, custody or an office still name it."""


@transaction.atomic
def save_agency(row: Jurisdiction, *, actor: Actor) -> Jurisdiction:
    """Keep an agency; its state is its government's, and so are its facts."""
    if row.parent is not None:
        row.state = row.parent.state
    row.save()
    Fact.objects.filter(jurisdiction=row).update(government=government_of(row))
    record("policies.save_agency", actor=actor, about=row)
    transaction.on_commit(bump)
    return row


@transaction.atomic
def remove_agency(row: Jurisdiction, *, actor: Actor) -> None:
    """One that was written by mistake. Raises CannotRemove where something names it."""
    record("policies.remove_agency", actor=actor, about=row)
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        raise CannotRemove from None
    transaction.on_commit(bump)


@transaction.atomic
def store_agencies(rows: Sequence[AgencyRow], *, progress: Progress) -> Counts:
    """Write those that nobody has, and give the others the ORI that they lack."""
    roll = read_roll({row.listed.state for row in rows})
    sheriffs = {each.parent.fips: each for each in roll.by_sheriff.values() if each.parent}
    found = {row.line: _found(roll, sheriffs, row) for row in rows}
    new = [row for row in rows if found[row.line] is None]
    given = [each for row in rows if (each := found[row.line]) and _gives_ori(roll, each, row)]
    Jurisdiction.objects.bulk_update(given, ["ori"], batch_size=200)
    write_agencies(roll, [row.listed for row in new], {row.listed.key: row.placed for row in new})
    progress(len(rows), len(rows))
    transaction.on_commit(bump)
    kept = len(rows) - len(new) - len(given)
    counts = {"agencies_added": len(new), "agencies_changed": len(given), "agencies_kept": kept}
    return {name: count for name, count in counts.items() if count}


def _found(roll: Roll, sheriffs: dict[str, Jurisdiction], row: AgencyRow) -> Jurisdiction | None:
    """By its ORI, by its name, or as the sheriff of its county: a county has one."""
    found = roll.by_ori.get(row.listed.ori or "-") or roll.by_key.get(row.listed.key)
    if found is None and row.placed.kind == Kind.SHERIFF:
        return sheriffs.get(row.placed.county)
    return found


def _gives_ori(roll: Roll, agency: Jurisdiction, row: AgencyRow) -> bool:
    ori = row.listed.ori
    if agency.ori or not ori or ori in roll.by_ori:
        return False
    agency.ori = ori
    roll.by_ori[ori] = agency
    return True
