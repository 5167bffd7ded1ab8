"""What the room does by itself each day: forget what nobody confirmed, erase what was deleted.

A deleted row is still on the disk until the database is told otherwise (docs/threat-model.md has
the measurements); `erase_deleted` tells it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.keyring.epochs import EpochKey, current_epoch, destroy_epoch
from amparo.keyring.ledger import KEYSPACE, removed
from amparo.keyring.models import Epoch
from amparo.keyring.runtime import runtime
from amparo.lib.sealing.cards import seal_card
from amparo.supporters.models import Card, Keyspace, ListWish, PublicComment, PublicName
from amparo.supporters.operations import growth
from amparo.supporters.operations.answering import NAME
from amparo.supporters.operations.keyspaces import BATCH, delete_cards, shred, the_list
from amparo.supporters.operations.moderating import COMMENT
from amparo.supporters.operations.receiving import card_info
from amparo.supporters.operations.removing import CARD

UNCONFIRMED_DAYS = 35  # a letter that was not answered by then will not be
UNSPOKEN_DAYS = 91  # organizers take longer to call
RESTORE = Actor.command("amparo restore")
REMEMBERED = timedelta(days=30)  # when a table was last written anew
OLDEST_MONTHS = 12  # an epoch of the list that nobody renewed


class Opened(Protocol):
    """A card as somebody with its key reads it."""

    @property
    def card(self) -> Card: ...
    @property
    def told(self) -> Mapping[str, Any]: ...


def drop_unconfirmed(now: datetime) -> int:
    """Delete sign-ups that nobody confirmed in time; let people repeat theirs again."""
    today = timezone.localdate(now)
    Card.objects.filter(repeat_count__gt=0).update(repeat_count=0)
    waiting = Card.objects.filter(is_confirmed=False)
    mailed = waiting.filter(needs_word=False, week_on__lt=today - timedelta(UNCONFIRMED_DAYS))
    called = waiting.filter(needs_word=True, week_on__lt=today - timedelta(UNSPOKEN_DAYS))
    return _delete_all(mailed.values_list("pk", flat=True)) + _delete_all(
        called.values_list("pk", flat=True)
    )


def apply_removals(now: datetime) -> int:
    """Delete what an old backup brought back; return how many. Run before anything is served."""
    count = _delete_all(UUID(each) for each in removed(CARD))
    for model, kind in ((PublicName, NAME), (PublicComment, COMMENT)):
        for ids in _batches(UUID(each) for each in removed(kind)):
            count += model._default_manager.filter(card_id__in=ids).delete()[0]
    gone = Keyspace.objects.filter(pk__in=removed(KEYSPACE), shredded_on=None)
    gone.update(held_since=None, hold_reason="")  # it was shredded, so the hold had been released
    return count + sum(shred(each, actor=RESTORE, now=now).card_count for each in gone)


def cards_to_renew(now: datetime) -> QuerySet[Card]:
    """Return the cards of the list that are not sealed to its newest epoch yet."""
    keyspace = the_list()
    newest = _newest_epoch(keyspace, timezone.localdate(now))
    return Card.objects.filter(keyspace=keyspace).exclude(epoch_id=newest.id)


def renew_list(opened: Iterable[Opened], *, actor: Actor, now: datetime) -> int:
    """Seal cards of the list to its newest epoch, and destroy the epochs left empty.

    So whoever left the list is gone from every backup, too. A portion of the cards will do: an
    epoch goes with the last card that needed it. May be stopped anywhere and run again.
    """
    keyspace, today = the_list(), timezone.localdate(now)
    count = sum(_renew(each, keyspace, today) for each in opened)
    newest = _newest_epoch(keyspace, today).id
    living = Epoch.objects.living().filter(keyspace_id=keyspace.pk)
    for epoch_id in {*living.values_list("pk", flat=True)} - _epochs_of(keyspace) - {newest}:
        destroy_epoch(epoch_id, now=now)
    record("supporters.renew_list", actor=actor, about=keyspace, count=count, now=now)
    return count


def drop_old_epochs(now: datetime) -> int:
    """Shred cards of the list whose epoch nobody renewed within a year; return how many."""
    today = timezone.localdate(now)
    oldest = date(today.year - OLDEST_MONTHS // 12, today.month, 1)
    old = Epoch.objects.living().filter(keyspace_id=the_list().pk, month__lt=oldest)
    count = 0
    for epoch_id in list(old.values_list("pk", flat=True)):
        destroy_epoch(epoch_id, now=now)
        ListWish.objects.filter(epoch_id=epoch_id).delete()
        count += _delete_all(Card.objects.filter(epoch_id=epoch_id).values_list("pk", flat=True))
    growth.note(growth.DROPPED, count, now=now)
    return count


def erase_deleted() -> None:
    """Make the database write over what was deleted, in its files and in its journal.

    Not inside a transaction. PostgreSQL writes every table anew that lost or changed a row since
    the last time, and locks it for that; and its samples of columns, which hold values of rows that
    are gone. Its write-ahead log goes a while later.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for table, changes in _changed_tables(cursor):
            cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(table)}")
            runtime().store.put(f"erased:{table}", changes, timezone.now() + REMEMBERED)
        cursor.execute("VACUUM FULL pg_statistic")
        cursor.execute("CHECKPOINT")


def _changed_tables(cursor: CursorWrapper) -> list[tuple[str, bytes]]:
    """Tables that may hold what was deleted, with how often a row of each was; all after a boot."""
    cursor.execute(
        "SELECT relname, n_tup_upd + n_tup_del, n_dead_tup > 0 FROM pg_stat_user_tables"
        " WHERE schemaname = current_schema() ORDER BY relname"
    )
    told = [(table, str(changes).encode(), is_dirty) for table, changes, is_dirty in cursor]
    store, now = runtime().store, timezone.now()
    return [
        (table, changes)
        for table, changes, is_dirty in told
        if is_dirty or store.get(f"erased:{table}", now) != changes
    ]


def _renew(opened: Opened, keyspace: Keyspace, today: date) -> int:
    card, epoch = opened.card, _newest_epoch(keyspace, today)
    if epoch.id == card.epoch_id:
        return 0
    info = card_info(keyspace.pk, epoch.id, card.pk, "card")
    sealed = seal_card(opened.told, public_key=epoch.public_key, info=info)
    unchanged = Card.objects.filter(pk=card.pk, epoch_id=card.epoch_id)
    return unchanged.update(epoch_id=epoch.id, sealed_card=sealed)


def _newest_epoch(keyspace: Keyspace, today: date) -> EpochKey:
    return current_epoch(keyspace.pk, opened_by=keyspace.opened_by, today=today)


def _epochs_of(keyspace: Keyspace) -> set[UUID]:
    cards = Card.objects.filter(keyspace=keyspace).order_by().values_list("epoch_id", flat=True)
    return {*cards.distinct(), *ListWish.objects.values_list("epoch_id", flat=True)}


def _delete_all(ids: Iterable[UUID]) -> int:
    return sum(delete_cards(batch) for batch in _batches(ids))


def _batches(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    """Cut into lists that a statement can name; read whole first, for the rows will be gone."""
    waiting = list(ids)
    for start in range(0, len(waiting), BATCH):
        yield waiting[start : start + BATCH]
