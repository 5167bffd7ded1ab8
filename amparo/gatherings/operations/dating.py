"""One date that differs: left out, cancelled, moved, with another host, place or theme; and back.

A newcomer's mistake: changing the rule to move one date. The rule gives a date its name, by which
calendars and those who come know it; what differs is laid over it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import F

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.standing import show_on_commit
from amparo.gatherings import waiting
from amparo.gatherings.dates import Occurrence, is_ruled
from amparo.gatherings.emails import CHANGED
from amparo.gatherings.models import (
    ChangedDate,
    ChangedDateText,
    DateHost,
    Gathering,
)
from amparo.gatherings.operations.reminding import send_now
from amparo.organizations.models import Organization

What = ChangedDate.What


class CannotChangeDate(Exception):
    """The rule names no such day."""


@dataclass(frozen=True, slots=True)
class DateFacts:
    """What one date has of its own; empty is as on every date."""

    moved_on: date | None = None
    starts_time: time | None = None
    ends_time: time | None = None
    address: str = ""
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class DateWords:
    """What one date says of its own in one language."""

    theme: str = ""
    place: str = ""
    note: str = ""


@transaction.atomic
def change_date(
    occurrence: Occurrence,
    *,
    facts: DateFacts,
    words: Mapping[str, DateWords],
    hosts: Sequence[Organization],
    tells: bool,
    actor: Actor,
    now: datetime,
) -> ChangedDate:
    """Let one date differ so; what it had of its own before is replaced."""
    kept = asdict(facts)
    if kept["moved_on"] == occurrence.original_on:
        kept["moved_on"] = None
    change = _lay(occurrence.gathering, occurrence.original_on, What.CHANGED, kept, now)
    _write(change, words, hosts)
    _tell(change, "change_date", tells, actor)
    return change


@transaction.atomic
def cancel_date(
    occurrence: Occurrence,
    *,
    words: Mapping[str, DateWords],
    tells: bool,
    actor: Actor,
    now: datetime,
) -> ChangedDate:
    """Cancel one date: it stays in sight, struck through, with what people should know."""
    change = _lay(occurrence.gathering, occurrence.original_on, What.CANCELLED, {}, now)
    for language, said in words.items():
        _write_text(change, language, asdict(said))
    _tell(change, "cancel_date", tells, actor)
    return change


@transaction.atomic
def leave_out_date(
    gathering: Gathering, original_on: date, *, tells: bool = False, actor: Actor, now: datetime
) -> ChangedDate:
    """Leave one date out, as if the rule had not named it: a holiday that was known beforehand."""
    change = _lay(gathering, original_on, What.LEFT_OUT, asdict(DateFacts()), now)
    _write(change, {}, ())
    _tell(change, "leave_out_date", tells, actor)
    return change


@transaction.atomic
def restore_date(
    gathering: Gathering, original_on: date, *, tells: bool, actor: Actor, now: datetime
) -> None:
    """Let one date be as every date again."""
    gone, _ = ChangedDate.objects.filter(gathering=gathering, original_on=original_on).delete()
    if not gone:
        return
    _grow(gathering, now)
    detail = {"date": original_on.isoformat()}
    record("gatherings.restore_date", actor=actor, about=gathering, detail=detail)
    waiting.promote(gathering, original_on.isoformat())
    if tells:
        send_now(gathering, CHANGED, which=original_on.isoformat())
    show_on_commit()


def _lay(
    gathering: Gathering, original_on: date, what: str, facts: Mapping[str, Any], now: datetime
) -> ChangedDate:
    """Write the row of one date. Raises CannotChangeDate."""
    if not is_ruled(gathering, original_on):
        raise CannotChangeDate
    _grow(gathering, now)
    change, _ = ChangedDate.objects.update_or_create(
        gathering=gathering,
        original_on=original_on,
        defaults={**facts, "what": what, "sequence": gathering.sequence, "changed_at": now},
    )
    return change


def _grow(gathering: Gathering, now: datetime) -> None:
    """Let calendars take the change; raises the number of the whole, so that it never falls."""
    Gathering.objects.filter(pk=gathering.pk).update(sequence=F("sequence") + 1, changed_at=now)
    gathering.refresh_from_db()


def _write(
    change: ChangedDate, words: Mapping[str, DateWords], hosts: Sequence[Organization]
) -> None:
    change.texts.exclude(language__in=list(words)).delete()
    for language, said in words.items():
        _write_text(change, language, asdict(said))
    change.hosts.all().delete()
    DateHost.objects.bulk_create(
        DateHost(changed_date=change, organization=each, order=order)
        for order, each in enumerate(dict.fromkeys(hosts))
    )


def _write_text(change: ChangedDate, language: str, said: Mapping[str, str]) -> None:
    if any(said.values()):
        kept = {name: words for name, words in said.items() if words}
        ChangedDateText.objects.update_or_create(
            changed_date=change, language=language, defaults=kept
        )
    else:
        change.texts.filter(language=language).delete()


def _tell(change: ChangedDate, verb: str, tells: bool, actor: Actor) -> None:
    which = change.original_on.isoformat()
    record(f"gatherings.{verb}", actor=actor, about=change.gathering, detail={"date": which})
    waiting.promote(change.gathering, which)
    if tells:
        send_now(change.gathering, CHANGED, which=which)
    show_on_commit()
