"""Writing, changing, challenging and superseding claims; two that disagree stand side by side.

A newcomer's mistake: changing a claim for a new year. That is a new claim, which supersedes the old
one: what was said then stays what was said then. Every change flags the places that cite it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.evidence.keys import free_key
from amparo.evidence.models import (
    Bound,
    Citation,
    Claim,
    ClaimChange,
    ClaimSource,
    ClaimText,
    Disagreement,
    DisagreementText,
    Source,
    Status,
    Topic,
    Unit,
    What,
    Why,
)
from amparo.evidence.operations.sources import CannotRemove
from amparo.evidence.wording import in_all_languages
from amparo.web.pagecache import bump


class CannotSupersede(Exception):
    """The newer claim is itself superseded, or is this one."""


@dataclass(frozen=True)
class Facts:
    """What is the same in every language."""

    topic: str = Topic.OTHER
    value: Decimal | None = None
    unit: str = Unit.NUMBER
    bound: str = Bound.EXACT
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Words:
    sentence: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class StandsOn:
    source: Source
    where: str = ""
    quote: str = ""


@transaction.atomic
def make_claim(
    facts: Facts,
    words: Mapping[str, Words],
    *,
    stands_on: Sequence[StandsOn],
    actor: Actor,
    now: datetime,
    key: str = "",
) -> Claim:
    """Write a claim that texts can cite from now on. `key` is made from its words where empty."""
    first = next(iter(words.values()))
    claim = Claim(
        key=key or free_key(Claim, first.sentence, facts.starts_on),
        checked_on=timezone.localdate(now),
        **vars(facts),
    )
    claim.save(force_insert=True)
    _write(claim, words)
    for each in stands_on:
        _stand_on(claim, each)
    _note(claim, What.MADE, "", "", actor, now)
    return claim


@transaction.atomic
def change_claim(
    claim: Claim,
    facts: Facts,
    words: Mapping[str, Words],
    *,
    why: str,
    actor: Actor,
    now: datetime,
) -> Claim:
    """Say it otherwise. Places that cite it are flagged where a sentence or its figure moved."""
    before = in_all_languages(claim)
    for name, value in vars(facts).items():
        setattr(claim, name, value)
    claim.checked_on = timezone.localdate(now)
    claim.save()
    _write(claim, words)
    if in_all_languages(claim) != before:
        flag_places(claim, Why.CHANGED, timezone.localdate(now))
    _note(claim, What.CHANGED, why, before, actor, now)
    return claim


@transaction.atomic
def challenge(claim: Claim, *, why: str, actor: Actor, now: datetime) -> bool:
    """Somebody doubts it with reason; False where it was not standing as checked any more."""
    return _move(claim, Status.CHECKED, Status.CHALLENGED, What.CHALLENGED, why, actor, now)


@transaction.atomic
def confirm(claim: Claim, *, why: str, actor: Actor, now: datetime) -> bool:
    """Held against its sources again, and it stands; ends a challenge where there is one."""
    if _move(claim, Status.CHALLENGED, Status.CHECKED, What.CHECKED, why, actor, now):
        return True
    if claim.status != Status.CHECKED:
        return False
    Claim.objects.filter(pk=claim.pk).update(checked_on=timezone.localdate(now))
    _note(claim, What.CHECKED, why, "", actor, now)
    return True


@transaction.atomic
def supersede(claim: Claim, *, by: Claim, why: str, actor: Actor, now: datetime) -> None:
    """`by` says it newer or better. Raises CannotSupersede."""
    newer = Claim.objects.exclude(status=Status.SUPERSEDED).exclude(pk=claim.pk)
    if not newer.filter(pk=by.pk).exists():
        raise CannotSupersede
    standing = Claim.objects.filter(pk=claim.pk).exclude(status=Status.SUPERSEDED)
    if not standing.update(status=Status.SUPERSEDED, superseded_by=by):
        raise CannotSupersede
    claim.refresh_from_db()
    Claim.objects.filter(superseded_by=claim).update(superseded_by=by)  # always to the newest
    flag_places(claim, Why.SUPERSEDED, timezone.localdate(now))
    _note(claim, What.SUPERSEDED, why, "", actor, now)


@transaction.atomic
def disagree(
    one: Claim, other: Claim, *, why: Mapping[str, str], actor: Actor, now: datetime
) -> Disagreement:
    """Note that the two cannot both be right; said again, it changes the reason."""
    first, second = sorted((one, other), key=lambda claim: claim.pk.hex)
    found, is_new = Disagreement.objects.get_or_create(
        one=first, other=second, defaults={"noted_on": timezone.localdate(now)}
    )
    DisagreementText.objects.filter(disagreement=found).delete()
    DisagreementText.objects.bulk_create(
        DisagreementText(disagreement=found, language=code, why=said)
        for code, said in why.items()
        if said
    )
    if is_new:
        for claim in (first, second):
            flag_places(claim, Why.DISPUTED, timezone.localdate(now))
            _note(claim, What.DISPUTED, next(iter(why.values()), ""), "", actor, now)
    transaction.on_commit(bump)
    return found


@transaction.atomic
def end_disagreement(found: Disagreement, *, actor: Actor) -> None:
    """It was none after all."""
    record("evidence.agree", actor=actor, about=found.one)
    found.delete()
    transaction.on_commit(bump)


@transaction.atomic
def stand_on(claim: Claim, what: StandsOn, *, actor: Actor) -> ClaimSource:
    """Add a source that the claim stands on; said again, it changes where and how it is quoted."""
    found = _stand_on(claim, what)
    record("evidence.stand_on", actor=actor, about=claim)
    transaction.on_commit(bump)
    return found


@transaction.atomic
def stand_off(found: ClaimSource, *, actor: Actor) -> None:
    """Take a source from a claim. Without any it is shown nowhere. Raises CannotRemove."""
    claim = found.claim
    is_last = not claim.cited_sources.exclude(pk=found.pk).exists()
    if is_last and claim.citations.exists():
        raise CannotRemove
    found.delete()
    record("evidence.stand_off", actor=actor, about=claim)
    transaction.on_commit(bump)


@transaction.atomic
def remove_claim(claim: Claim, *, actor: Actor) -> None:
    """Delete a claim that nothing cites and that supersedes nothing. Raises CannotRemove."""
    record("evidence.remove_claim", actor=actor, about=claim)
    try:
        claim.delete()
    except ProtectedError as error:
        raise CannotRemove from error
    transaction.on_commit(bump)


def flag_places(claim: Claim, why: Why, today: date) -> None:
    """Every place that cites it waits at the desk until somebody has looked."""
    Citation.objects.filter(claim=claim).update(to_look_since=today, why_look=why)
    transaction.on_commit(bump)


def _move(
    claim: Claim, old: str, new: str, what: What, why: str, actor: Actor, now: datetime
) -> bool:
    today = timezone.localdate(now)
    if not Claim.objects.filter(pk=claim.pk, status=old).update(status=new, checked_on=today):
        return False
    claim.refresh_from_db()
    if new == Status.CHALLENGED:
        flag_places(claim, Why.CHALLENGED, today)
    _note(claim, what, why, "", actor, now)
    return True


def _write(claim: Claim, words: Mapping[str, Words]) -> None:
    """One row a language; a language left empty loses its words."""
    said = {code: each for code, each in words.items() if each.sentence}
    ClaimText.objects.filter(claim=claim).exclude(language__in=said).delete()
    for code, each in said.items():
        ClaimText.objects.update_or_create(claim=claim, language=code, defaults=vars(each))


def _stand_on(claim: Claim, what: StandsOn) -> ClaimSource:
    found, is_new = ClaimSource.objects.update_or_create(
        claim=claim,
        source=what.source,
        defaults={"where": what.where, "quote": what.quote},
    )
    if is_new:
        found.order = claim.cited_sources.count()
        found.save(update_fields=["order"])
    return found


def _note(claim: Claim, what: What, why: str, before: str, actor: Actor, now: datetime) -> None:
    today = timezone.localdate(now)
    ClaimChange.objects.create(
        claim=claim, changed_on=today, what=what, who=actor.label[:150], why=why, said_before=before
    )
    record(f"evidence.{_VERBS[what]}", actor=actor, about=claim, reason=why, now=now)
    transaction.on_commit(bump)


_VERBS = {
    What.MADE: "make_claim",
    What.CHANGED: "change_claim",
    What.CHECKED: "confirm",
    What.CHALLENGED: "challenge",
    What.SUPERSEDED: "supersede",
    What.DISPUTED: "disagree",
}
