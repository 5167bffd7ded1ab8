"""Lists of 287(g) agreements brought in; from all of them together, the history of each agreement.

A newcomer's mistake: adding what is new and ending what is missing as each list comes. Lists come
in any order, and one may be taken back. So history is made anew from every list that there is:
what stands in lists in a row is one agreement; what is missing from the next one ended in between.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.evidence.models import Source
from amparo.places.models import Jurisdiction
from amparo.policies.importers.agencies import Listed, proper_name
from amparo.policies.importers.sheets import Day, Entry
from amparo.policies.models import Batch, Sheet
from amparo.policies.operations.agencies import (
    Key,
    Roll,
    match,
    read_roll,
    settle,
    write_agencies,
)
from amparo.policies.operations.batches import claim
from amparo.policies.operations.histories import write_histories
from amparo.web.pagecache import bump


@dataclass
class Brought:
    """What an import did, or would do: shown before and after."""

    days: list[Day] = field(default_factory=list)  # that are new
    known_days: list[Day] = field(default_factory=list)  # that we had
    new_agencies: list[Listed] = field(default_factory=list)
    typing_errors: list[tuple[str, str]] = field(default_factory=list)
    appeared: list[tuple[Day, str, str]] = field(default_factory=list)  # (day, agency, model)
    vanished: list[tuple[Day, str, str]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(len(day.entries) for day in self.days)

    @property
    def twice(self) -> int:
        return sum(day.twice for day in self.days)

    @property
    def troubles(self) -> list[tuple[Day, int, str]]:
        return [(day, line, what) for day in self.days for line, what in day.troubles]


def only_of(days: Iterable[Day], state: str) -> list[Day]:
    """The same lists with the agreements of one state alone."""
    return [
        Day(day.listed_on, day.part, day.name,
            [each for each in day.entries if each.agency.state == state], 0, day.troubles)
        for day in days
    ]  # fmt: skip


def look_ahead(days: Sequence[Day]) -> Brought:
    """What bringing in these lists would do; nothing is written."""
    known = _known_days(days)
    found = Brought(
        days=[day for day in days if day.order not in known],
        known_days=[day for day in days if day.order in known],
    )
    roll = read_roll(_states(found.days))
    found.new_agencies = list(_unknown(roll, found.days))
    found.typing_errors = list(dict.fromkeys(roll.typing_errors))
    _compare(found)
    return found


def bring_in(
    days: Sequence[Day], *, batch: Batch, source: Source, state: str, actor: Actor, now: datetime
) -> Brought:
    """Keep the lists that are new, and make every agreement's history anew. Raises CannotBringIn.

    What takes long is found out before the transaction: who signs meanwhile waits only for the
    writing, and nobody ever sees half of it.
    """
    found = look_ahead(days)
    with transaction.atomic():
        claim(batch, now=now)
        if _known_days(found.days):
            found = look_ahead(days)
        _write(found, batch=batch, source=source, state=state, actor=actor, now=now)
    return found


def _write(
    found: Brought, *, batch: Batch, source: Source, state: str, actor: Actor, now: datetime
) -> None:
    roll, told = read_roll(_states(found.days)), _told_best(found.days)
    for day in found.days:
        _keep(day, roll, told, batch=batch, source=source, state=state)
    settle(roll, told.values())
    counts = write_histories(batch=batch, actor=actor, now=now)
    batch.source = source
    batch.counts = {
        **counts, "rows": found.rows, "lists": len(found.days), "places": roll.written,
    }  # fmt: skip
    batch.save()
    detail: dict[str, str | int | list[str]]
    detail = {"lists": len(found.days), "file": batch.file_name}
    record("policies.bring_in", actor=actor, about=batch, count=found.rows, detail=detail, now=now)
    transaction.on_commit(bump)


def _told_best(days: Iterable[Day]) -> dict[Key, Listed]:
    """Each agency as the latest list tells of it that says its county, else as the latest does."""
    told: dict[Key, Listed] = {}
    for day in days:
        for entry in day.entries:
            before = told.get(entry.agency.key)
            if before is None or entry.agency.county or not before.county:
                told[entry.agency.key] = entry.agency
    return told


def _keep(
    day: Day,
    roll: Roll,
    told: Mapping[Key, Listed],
    *,
    batch: Batch,
    source: Source,
    state: str,
) -> None:
    beside = [each.agency.key for each in day.entries]
    write_agencies(roll, [told[each.agency.key] for each in day.entries
                          if match(roll, each.agency, beside) is None])  # fmt: skip
    _take_better_names(roll, day)
    rows = [_row(each, roll) for each in day.entries]
    Sheet.objects.create(
        listed_on=day.listed_on,
        part=day.part,
        source=source,
        row_count=len(rows),
        state=state,
        rows=rows,
        batch=batch,
    )


def _row(entry: Entry, roll: Roll) -> list[int | str]:
    signed = entry.signed_on.isoformat() if entry.signed_on else ""
    return [roll.by_key[entry.agency.key].pk, entry.model, signed, entry.url]


def _take_better_names(roll: Roll, day: Day) -> None:
    """A list that writes "Cass County Sheriff's Office" knows better than "cass county sheriff"."""
    better = []
    for entry in day.entries:
        agency, named = roll.by_key[entry.agency.key], entry.agency.named
        is_guess = agency.name == proper_name(agency.name.lower())  # a whisper with capitals
        if is_guess and named != named.lower() and agency.name != named:
            agency.name = named
            better.append(agency)
    Jurisdiction.objects.bulk_update(better, ["name"], batch_size=200)


def _known_days(days: Sequence[Day]) -> set[tuple[date, str]]:
    rows = Sheet.objects.filter(listed_on__in={day.listed_on for day in days})
    return set(rows.values_list("listed_on", "part"))


def _states(days: Iterable[Day]) -> set[str]:
    return {entry.agency.state for day in days for entry in day.entries}


def _unknown(roll: Roll, days: Sequence[Day]) -> Iterable[Listed]:
    """Each agency once that nobody has, typing errors among the lists set aside."""
    seen: dict[Key, Listed] = {}
    for day in days:
        beside = [each.agency.key for each in day.entries]
        for entry in day.entries:
            if entry.agency.key not in seen and match(roll, entry.agency, beside) is None:
                seen[entry.agency.key] = entry.agency
    return seen.values()


def _compare(found: Brought) -> None:
    """Which agreements come and go from list to list."""
    days = sorted(found.days, key=lambda day: day.order)
    for before, after in pairwise(days):
        old, new = _agreements(before), _agreements(after)
        found.appeared += [(after, new[key], key[1]) for key in new.keys() - old.keys()]
        found.vanished += [(after, old[key], key[1]) for key in old.keys() - new.keys()]


def _agreements(day: Day) -> dict[tuple[Key, str], str]:
    return {(each.agency.key, each.model): each.agency.named for each in day.entries}


def by_day(rows: Iterable[tuple[Day, str, str]]) -> dict[date, list[tuple[str, str]]]:
    """For a preview: what came or went, by the day of the list."""
    found: dict[date, list[tuple[str, str]]] = defaultdict(list)
    for day, agency, model in rows:
        found[day.listed_on].append((agency, model))
    return dict(found)
