"""Writing facts, and what becomes of them: verified, ended, superseded, disputed, withdrawn.

A newcomer's mistake: saving a fact elsewhere. Here each change gets its line in the history, two
facts that cannot both be right are noted as such, and figures counted from facts are looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.evidence.models import Source
from amparo.places.models import AGENCIES, Jurisdiction
from amparo.policies.models import (
    ByHand,
    Fact,
    FactChange,
    FactorValue,
    FactSource,
    State,
    What,
)
from amparo.policies.operations.byhand import changed_edges, days_of, keep_by_hand
from amparo.policies.operations.disagreements import look_for_disagreements
from amparo.policies.operations.figures import count_again
from amparo.policies.wording import in_one_line
from amparo.web.languages import write_in_languages
from amparo.web.pagecache import bump


class CannotChange(Exception):
    """Somebody changed the fact a moment ago, or it is withdrawn; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Said:
    """What a fact says, in no language; `notes` by language."""

    jurisdiction: Jurisdiction
    value: FactorValue
    evidence: str
    starts_on: date
    is_start_known: bool = True
    not_yet_on: date | None = None
    ends_on: date | None = None
    gone_on: date | None = None
    approved_by: str = ""
    is_example: bool = False
    notes: Mapping[str, str] = field(default_factory=dict)

    def columns(self) -> dict[str, object]:
        """What is written into the row."""
        plain = {name: value for name, value in vars(self).items() if name != "notes"}
        government = government_of(self.jurisdiction)
        return {**plain, "government": government, "factor_id": self.value.factor_id}


@dataclass(frozen=True)
class StandsOn:
    source: Source
    where: str = ""
    quote: str = ""
    read_on: date | None = None  # the day on which the source was read where none is given
    is_against: bool = False


def government_of(jurisdiction: Jurisdiction) -> Jurisdiction:
    """Whose a fact is on the map: an agency's is its county's, its city's or its state's."""
    at = jurisdiction
    while at.kind in AGENCIES and at.parent is not None:
        at = at.parent
    return at


@transaction.atomic
def add_fact(
    said: Said, stands_on: Sequence[StandsOn], *, actor: Actor, now: datetime, why: str = ""
) -> Fact:
    """Write a fact. Without a source it is counted nowhere and shown at the desk alone."""
    today = timezone.localdate(now)
    fact = Fact(**said.columns(), recorded_on=today)
    _mark_verified(fact, today)
    fact.save(force_insert=True)
    write_in_languages(fact.texts, _notes(said))
    for each in stands_on:
        _stand_on(fact, each, actor)
    _count(fact)
    note(fact, What.ADDED, why, "", actor, now)
    return fact


@transaction.atomic
def change_fact(fact: Fact, said: Said, *, why: str, actor: Actor, now: datetime) -> Fact:
    """Correct what was written wrongly. A policy that changed is a new fact: supersede."""
    refuse_withdrawn(fact)
    before, days = in_one_line(fact), days_of(fact)
    for name, value in said.columns().items():
        setattr(fact, name, value)
    _mark_verified(fact, timezone.localdate(now))
    fact.save()
    keep_by_hand(fact, changed_edges(days, days_of(fact)))
    write_in_languages(fact.texts, _notes(said))
    note(fact, What.CHANGED, why, before, actor, now)
    return fact


@transaction.atomic
def verify(
    fact: Fact,
    *,
    stands_on: StandsOn | None = None,
    why: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Held against its sources, or a new one, and it is still so; ends a dispute."""
    refuse_withdrawn(fact)
    if stands_on is not None:
        _stand_on(fact, stands_on, actor)
    if fact.state == State.DISPUTED:
        fact.state = State.STANDING
    _mark_verified(fact, timezone.localdate(now))
    fact.save(update_fields=["state", "verified_on", "check_by"])
    _count(fact)
    note(fact, What.VERIFIED, why, "", actor, now)


@transaction.atomic
def end(
    fact: Fact,
    *,
    on: date,
    gone_on: date | None = None,
    stands_on: StandsOn | None = None,
    why: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Its last day is known. Nothing follows that we know of."""
    refuse_withdrawn(fact)
    if on < fact.starts_on:
        raise CannotChange("before")
    before = in_one_line(fact)
    if stands_on is not None:
        _stand_on(fact, stands_on, actor)
    fact.ends_on, fact.gone_on = on, gone_on
    fact.save(update_fields=["ends_on", "gone_on"])
    keep_by_hand(fact, [ByHand.END])
    note(fact, What.ENDED, why, before, actor, now)


@transaction.atomic
def supersede(
    fact: Fact,
    said: Said,
    stands_on: Sequence[StandsOn],
    *,
    why: str = "",
    actor: Actor,
    now: datetime,
) -> Fact:
    """A newer policy took over: the old one ends on the day before, and stays true for its time."""
    refuse_withdrawn(fact)
    if said.starts_on <= fact.starts_on:
        raise CannotChange("before")
    newer = add_fact(said, stands_on, actor=actor, now=now, why=why)
    before = in_one_line(fact)
    last = said.starts_on - timedelta(days=1)
    fact.ends_on = min(fact.ends_on, last) if fact.ends_on else last
    fact.gone_on, fact.state, fact.superseded_by = None, State.SUPERSEDED, newer
    fact.save(update_fields=["ends_on", "gone_on", "state", "superseded_by"])
    Fact.objects.filter(pk=newer.pk).update(is_counted=bool(stands_on))
    note(fact, What.SUPERSEDED, why, before, actor, now)
    return newer


@transaction.atomic
def dispute(
    fact: Fact, *, stands_on: StandsOn | None = None, why: str, actor: Actor, now: datetime
) -> None:
    """Somebody says otherwise, by a source where there is one. It stays, and shows the doubt."""
    standing = Fact.objects.filter(pk=fact.pk, state__in=(State.STANDING, State.SUPERSEDED))
    if not standing.update(state=State.DISPUTED):
        raise CannotChange("state")
    fact.state = State.DISPUTED
    if stands_on is not None:
        _stand_on(fact, stands_on, actor)
    note(fact, What.DISPUTED, why, "", actor, now)


@transaction.atomic
def withdraw(fact: Fact, *, why: str, actor: Actor, now: datetime) -> None:
    """It was never so. The row stays with its history and is counted at no date."""
    standing = Fact.objects.filter(pk=fact.pk).exclude(state=State.WITHDRAWN)
    if not standing.update(state=State.WITHDRAWN, is_counted=False):
        raise CannotChange("state")
    fact.state, fact.is_counted = State.WITHDRAWN, False
    note(fact, What.WITHDRAWN, why, "", actor, now)


@transaction.atomic
def stand_on(fact: Fact, what: StandsOn, *, actor: Actor, now: datetime) -> FactSource:
    """Add a source; said again, it changes where and how it is quoted."""
    found = _stand_on(fact, what, actor)
    _count(fact)
    note(fact, What.SOURCED, what.source.title, "", actor, now)
    return found


@transaction.atomic
def stand_off(found: FactSource, *, actor: Actor, now: datetime) -> None:
    """Take a source from a fact. Without any that speaks for it, it is counted nowhere."""
    fact, before = found.fact, f"{found.source.title} {found.where}".strip()
    found.delete()
    _count(fact)
    note(fact, What.UNSOURCED, "", before, actor, now)


def note(fact: Fact, what: What, why: str, before: str, actor: Actor, now: datetime) -> None:
    """A line of its history, with all that a change of a fact brings."""
    today = timezone.localdate(now)
    FactChange.objects.create(
        fact=fact, changed_on=today, what=what, who=actor.label[:150], why=why, said_before=before
    )
    record(f"policies.{_VERBS[what]}", actor=actor, about=fact, reason=why, now=now)
    look_for_disagreements([fact.pk], today)
    _tell(fact)


def refuse_withdrawn(fact: Fact) -> None:
    """Raises CannotChange where somebody withdrew it meanwhile."""
    state = Fact.objects.select_for_update().values_list("state", flat=True).get(pk=fact.pk)
    if state == State.WITHDRAWN:
        raise CannotChange("state")


def _mark_verified(fact: Fact, today: date) -> None:
    fact.verified_on = today
    fact.check_by = today + timedelta(days=fact.factor.old_after_days)


def _notes(said: Said) -> dict[str, dict[str, str]]:
    return {code: {"note": note} for code, note in said.notes.items() if note}


def _stand_on(fact: Fact, what: StandsOn, actor: Actor) -> FactSource:
    found, is_new = FactSource.objects.update_or_create(
        fact=fact,
        source=what.source,
        defaults={
            "where": what.where,
            "quote": what.quote,
            "read_on": what.read_on or what.source.read_on,
            "read_by": actor.label[:150] if actor.kind == "person" else "",
            "is_against": what.is_against,
        },
    )
    if is_new:
        found.order = fact.cited_sources.count()
        found.save(update_fields=["order"])
    return found


def _count(fact: Fact) -> None:
    """Is it public from now on? It is where a source speaks for it and nobody withdrew it."""
    stands = fact.cited_sources.filter(is_against=False).exists()
    fact.is_counted = stands and fact.state != State.WITHDRAWN
    Fact.objects.filter(pk=fact.pk).update(is_counted=fact.is_counted)


def _tell(fact: Fact) -> None:
    """Figures that are counted from facts are counted again, and pages forget what they knew."""
    count_again([fact.factor_id], today=timezone.localdate())
    transaction.on_commit(bump)


_VERBS = {
    What.ADDED: "add_fact",
    What.CHANGED: "change_fact",
    What.VERIFIED: "verify",
    What.ENDED: "end_fact",
    What.SUPERSEDED: "supersede",
    What.DISPUTED: "dispute",
    What.SETTLED: "settle",
    What.WITHDRAWN: "withdraw",
    What.SOURCED: "stand_on",
    What.UNSOURCED: "stand_off",
    What.RULED: "rule_on",
    What.UNRULED: "detach_ruling",
}
