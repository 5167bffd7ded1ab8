"""Keyspaces from their first day to their shredding.

Deletion means destroying the keys: the wraps go first, so that whatever interrupts the rest,
nobody can open what is left. A newcomer's mistake: deleting rows and calling that deletion. Every
step may be run again; a shredding that was cut short is finished by the next call, or by the
worker's daily round.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.keyring.epochs import destroy_keyspace
from amparo.supporters import kinds, retention
from amparo.supporters.models import (
    Card,
    Keyspace,
    ListWish,
    MergedCard,
    PublicComment,
    PublicName,
)

BATCH = 500  # rows a transaction


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a shredding leaves: no keys, no cards, and this."""

    keyspace_id: UUID
    card_count: int
    shredded_on: date


class CannotShred(Exception):
    """`reason` is held (a legal hold stands) or list (the standing list outlives campaigns)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def make_keyspace(
    *, name: str, kind: str, shred_on: date, opened_by: str = Keyspace.OpenedBy.ORGANIZERS
) -> Keyspace:
    """Begin a keyspace; it knows from its first day when it will be shredded."""
    return Keyspace.objects.create(name=name, kind=kind, shred_on=shred_on, opened_by=opened_by)


def the_list() -> Keyspace:
    """Return the keyspace of the standing list, which is made when it is first needed."""
    found = Keyspace.objects.filter(kind=Keyspace.Kind.LIST).first()
    if found is None:
        found, _ = Keyspace.objects.get_or_create(
            kind=Keyspace.Kind.LIST, defaults={"name": "Standing list"}
        )
    return found


def set_shred_date(keyspace: Keyspace, shred_on: date, *, actor: Actor) -> None:
    """Move the day of shredding, as when a campaign closes earlier or later than planned."""
    with transaction.atomic():
        changed = Keyspace.objects.filter(pk=keyspace.pk, shredding_since=None).exclude(
            shred_on=shred_on
        )
        if changed.update(shred_on=shred_on):
            detail = {"shred_on": shred_on.isoformat()}
            record("supporters.set_shred_date", actor=actor, about=keyspace, detail=detail)


def hold(keyspace: Keyspace, *, reason: str, actor: Actor, now: datetime) -> None:
    """Stop the shredding for a legal reason, until it is released."""
    with transaction.atomic():
        living = Keyspace.objects.filter(pk=keyspace.pk, held_since=None, shredding_since=None)
        if living.update(held_since=timezone.localdate(now), hold_reason=reason):
            record("supporters.hold", actor=actor, about=keyspace, reason=reason)


def release_hold(keyspace: Keyspace, *, reason: str, actor: Actor) -> None:
    """Let the shredding go on; what is overdue is shredded at the next daily round."""
    with transaction.atomic():
        held = Keyspace.objects.filter(pk=keyspace.pk, held_since__isnull=False)
        if held.update(held_since=None, hold_reason=""):
            record("supporters.release_hold", actor=actor, about=keyspace, reason=reason)


def shred(keyspace: Keyspace, *, actor: Actor, now: datetime) -> Certificate:
    """Destroy the keys, then the codes, then the rows; write the certificate into the audit log.

    May be run again after any interruption. Raises CannotShred.
    """
    if keyspace.kind == Keyspace.Kind.LIST:
        raise CannotShred("list")
    today = timezone.localdate(now)
    if not _begin(keyspace, today):
        return _certificate(keyspace)
    destroy_keyspace(keyspace.pk, now=now)  # the wraps first, and the ledger for old backups
    drop_codes(Card.objects.filter(keyspace=keyspace))
    counts = {name: delete_of(keyspace.pk) for name, delete_of in retention.handlers().items()}
    while _delete_batch(keyspace):
        pass
    _finish(keyspace, today, counts, actor)
    return _certificate(keyspace)


def shred_what_is_due(now: datetime, *, actor: Actor) -> list[Certificate]:
    """Shred every keyspace whose day has come, and finish what was interrupted."""
    today = timezone.localdate(now)
    due = Keyspace.objects.filter(shredded_on=None, held_since=None)
    begun_or_due = due.filter(shred_on__lte=today) | due.filter(shredding_since__isnull=False)
    return [shred(keyspace, actor=actor, now=now) for keyspace in begun_or_due]


def drop_codes(cards: models.QuerySet[Card]) -> int:
    """Take the fingerprints off cards; from then on nobody can test an address against them."""
    return cards.filter(codes_boot__isnull=False).update(
        person_code=None, email_code=None, email_slot=None, codes_boot=None
    )


@transaction.atomic
def delete_cards(ids: list[UUID]) -> int:
    """Delete cards with all that hangs on them; their blobs are never read."""
    kinds.tell_removed(ids)
    for model in (ListWish, MergedCard, PublicName, PublicComment):
        model._default_manager.filter(card_id__in=ids).delete()
    _, counts = Card.objects.filter(pk__in=ids).only("pk").delete()
    return counts.get("supporters.Card", 0)


def _begin(keyspace: Keyspace, today: date) -> bool:
    """Mark the keyspace as going. False where it is gone already; raises CannotShred when held."""
    living = Keyspace.objects.filter(pk=keyspace.pk, shredded_on=None)
    if living.filter(held_since=None, shredding_since=None).update(shredding_since=today):
        return True
    now_there = living.first()
    if now_there is not None and now_there.held_since is not None:
        raise CannotShred("held")
    return now_there is not None


def _delete_batch(keyspace: Keyspace) -> int:
    with transaction.atomic():
        ids = list(Card.objects.filter(keyspace=keyspace).values_list("pk", flat=True)[:BATCH])
        count = delete_cards(ids)
        Keyspace.objects.filter(pk=keyspace.pk).update(shredded_count=F("shredded_count") + count)
    return len(ids)


def _finish(keyspace: Keyspace, today: date, counts: dict[str, int], actor: Actor) -> None:
    with transaction.atomic():
        going = Keyspace.objects.filter(pk=keyspace.pk, shredded_on=None)
        if going.update(shredded_on=today):
            cards = Keyspace.objects.values_list("shredded_count", flat=True).get(pk=keyspace.pk)
            record(
                "supporters.shred", actor=actor, about=keyspace, count=cards, detail=dict(counts)
            )


def _certificate(keyspace: Keyspace) -> Certificate:
    keyspace.refresh_from_db()
    shredded_on = keyspace.shredded_on
    if shredded_on is None:
        raise RuntimeError("a certificate was asked for before the shredding ended")
    return Certificate(keyspace.pk, keyspace.shredded_count, shredded_on)
