"""Put the rows of a file on the standing list, a portion at a time, and take a whole file back.

All that takes time is done before the write lock: a portion is read, sealed and compared, then
written in one transaction together with the mark of how far we are. So it may be stopped anywhere
and goes on where it was. A newcomer's mistake: keeping a row that was refused, to show it; what is
kept is its line and the reason.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.keyring.ledger import note_removed
from amparo.lib.csvstream import Line
from amparo.lib.dates import week_of
from amparo.lib.sealing.cards import TooLong, seal_card
from amparo.supporters import staging, tokens
from amparo.supporters.models import (
    HOUSEHOLD_LIMIT,
    Card,
    ImportedCard,
    ImportRemark,
    ListImport,
    Remark,
)
from amparo.supporters.operations import growth, rows
from amparo.supporters.operations.codes import has_stale_cards
from amparo.supporters.operations.keyspaces import BATCH, delete_cards, the_list
from amparo.supporters.operations.listing import list_row
from amparo.supporters.operations.receiving import Codes, Sealing, coder_of, sealing_for, turn
from amparo.supporters.operations.removing import CARD
from amparo.supporters.rowreading import Listed, Plan, read_row
from amparo.supporters.staging import Stage, Staged

AGREED = "agreed"  # of what a card tells: when and how she agreed, where her row said it
WERE_THERE = (Remark.KNOWN, Remark.TWICE, Remark.SHARED)
UNDO_DAYS = 30  # afterwards nothing tells any more which cards came with which file


class CannotImport(Exception):
    """`reason` is stale (fingerprints of an earlier boot), gone (the rows have expired), written
    (everybody who came with it has spoken for herself or had a letter), late, running or undone.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def begin_import(
    staged: Staged, *, label: str, agreed: str, user: User, actor: Actor, now: datetime
) -> ListImport:
    """Note that a file is about to be put on the list, and on whose word. Raises CannotImport."""
    if has_stale_cards(now):
        raise CannotImport("stale")  # who is on the list already could not be told
    with transaction.atomic():
        made = ListImport.objects.create(
            label=label,
            made_on=timezone.localdate(now),
            made_by=user,
            agreed=agreed,
            row_count=staged.row_count,
            portion_count=staged.portion_count,
        )
        record("supporters.import", actor=actor, about=made, count=staged.row_count, reason=agreed)
    return made


def import_portion(list_import: ListImport, stage: Stage, plan: Plan, *, now: datetime) -> bool:
    """Put the next rows on the list; False where none were left. Raises CannotImport."""
    number = list_import.next_portion
    if not list_import.is_running or number >= list_import.portion_count:
        return False
    lines = staging.portion(stage, number, now=now)
    if lines is None:
        raise CannotImport("gone")
    portion = _prepared(lines, plan, list_import, now)
    with turn(), transaction.atomic():
        _write(list_import, portion, plan, now)
    list_import.refresh_from_db()
    if list_import.finished_on:
        staging.drop(stage)
    return list_import.is_running


def undo_import(list_import: ListImport, *, actor: Actor, now: datetime, most: int) -> int:
    """Take up to `most` of its cards off the list again; return how many are left to take.

    Who has done something herself since stays, and so does whoever a letter went to. Raises
    CannotImport.
    """
    _begin_undo(list_import, actor, now)
    ids = list(list_import.cards.values_list("pk", flat=True)[:most])
    for batch in _batches(ids):
        note_removed(CARD, batch)
        with transaction.atomic():
            gone = delete_cards(batch)
            growth.take_back(growth.IMPORTED, gone, week_on=week_of(list_import.made_on))
    left = list_import.cards.count()
    if not left:
        _end_undo(list_import, now)
    return left


def why_not_undone(list_import: ListImport, *, now: datetime) -> str:
    """Return the reason why it cannot be taken back, as in CannotImport; "" where it can."""
    if list_import.undone_on:
        return "undone"
    if timezone.localdate(now) > list_import.made_on + timedelta(days=UNDO_DAYS):
        return "late"
    if list_import.finished_on and list_import.added_count and not list_import.cards.exists():
        return "written"
    return ""


def forget_old_imports(now: datetime) -> int:
    """Untie cards from files that can no longer be taken back; return how many."""
    oldest = timezone.localdate(now) - timedelta(days=UNDO_DAYS)
    done = ListImport.objects.filter(made_on__lt=oldest)
    return ImportedCard.objects.filter(list_import__in=done).delete()[0]


@dataclass(slots=True)
class _Portion:
    """What one portion of rows comes to, ready to be written."""

    cards: list[tuple[rows.CardRow, int]]  # with the line
    remarks: list[tuple[int, Remark]]


def _prepared(lines: list[Line], plan: Plan, list_import: ListImport, now: datetime) -> _Portion:
    """Read, seal and fingerprint rows; nothing is written yet."""
    portion, maker = _Portion([], []), _Maker.of(list_import, now)
    for line in lines:
        read = read_row(line.cells, plan)
        if isinstance(read, Remark):
            portion.remarks.append((line.number, read))
            continue
        try:
            card = maker.card_of(read)
        except TooLong:
            portion.remarks.append((line.number, Remark.TOO_LONG))
        else:
            portion.cards.append((card, line.number))
    return portion


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes cards of rows; holds what is the same for every row of a portion."""

    sealing: Sealing
    codes: Callable[[str, str], Codes]
    text_hash: str
    week_on: date

    @classmethod
    def of(cls, list_import: ListImport, now: datetime) -> "_Maker":
        text_hash = hashlib.sha256(list_import.agreed.encode()).hexdigest()
        week_on = week_of(timezone.localdate(now))
        return cls(sealing_for(the_list(), now), coder_of(the_list().pk), text_hash, week_on)

    def card_of(self, read: Listed) -> rows.CardRow:
        """Raises TooLong."""
        sealing, row_id, secret = self.sealing, uuid4(), tokens.new_secret()
        told = {"name": read.name, "email": read.email, "phone": read.phone, "town": read.town}
        card: dict[str, object] = {key: value for key, value in told.items() if value}
        card["link"] = tokens.link_of(row_id, secret)
        if read.agreed:
            card["told"] = {AGREED: read.agreed}
        info = sealing.info(row_id, "card")
        return list_row(
            id=row_id,
            list_id=sealing.keyspace.pk,
            epoch_id=sealing.epoch_id,
            codes=self.codes(read.email, read.name),
            token_hash=tokens.hash_of(secret),
            sealed_card=seal_card(card, public_key=sealing.public_key, info=info),
            county=read.county,
            language=read.language,
            week_on=self.week_on,
            text_hash=self.text_hash,
        )


def _write(list_import: ListImport, portion: _Portion, plan: Plan, now: datetime) -> None:
    number = list_import.next_portion
    mine = ListImport.objects.filter(pk=list_import.pk, next_portion=number, undoing_since=None)
    if not mine.update(next_portion=F("next_portion") + 1):
        return  # another request is as far already
    fresh = _numbered(portion, list_import, plan)
    stored_count = rows.insert_cards([(card, slot) for card, slot, _line in fresh])
    if stored_count != len(fresh):
        _lost_races(fresh, portion)
    _note_added(list_import, [card.id for card, _slot, _line in fresh], now)
    ImportRemark.objects.bulk_create(
        ImportRemark(list_import=list_import, line=line, reason=reason)
        for line, reason in sorted(portion.remarks)
    )
    _count(list_import, len(fresh), portion.remarks, now)


def _numbered(
    portion: _Portion, list_import: ListImport, plan: Plan
) -> list[tuple[rows.CardRow, int, int]]:
    """Leave the cards that are new, each with the number of its name and its line."""
    there = _There.of([card.email_code for card, _line in portion.cards], list_import)
    fresh = []
    for card, line in portion.cards:
        slot_or_remark = there.slot_for(card, keeps_households=plan.keeps_households)
        if isinstance(slot_or_remark, Remark):
            portion.remarks.append((line, slot_or_remark))
        else:
            fresh.append((card, slot_or_remark, line))
    return fresh


class _There:
    """Who is on the list at some addresses: told by fingerprints alone."""

    def __init__(self) -> None:
        self.persons: dict[bytes, bool] = {}  # did she come with this very file?
        self.slots: dict[bytes, set[int]] = defaultdict(set)
        self.of_others: set[bytes] = set()  # addresses that were there before this file

    @classmethod
    def of(cls, addresses: list[bytes | None], list_import: ListImport) -> "_There":
        there = cls()
        # By the addresses alone, which the list keys: told the list too, SQLite reads all of it
        cards = Card.objects.filter(email_code__in=addresses).order_by()
        columns = ("person_code", "email_code", "email_slot", "imported__list_import")
        for person, address, slot, came_with in cards.values_list(*columns):
            is_ours = came_with == list_import.pk
            there._add(bytes(person), bytes(address), slot, is_ours=is_ours)
        return there

    def slot_for(self, card: rows.CardRow, *, keeps_households: bool) -> int | Remark:
        """Return the first free number of its address, and take it; or why there is none."""
        person, address = card.person_code or b"", card.email_code or b""
        if person in self.persons:
            return Remark.TWICE if self.persons[person] else Remark.KNOWN
        if address in self.of_others and not keeps_households:
            return Remark.SHARED
        free = set(range(1, HOUSEHOLD_LIMIT + 1)) - self.slots[address]
        if not free:
            return Remark.FULL
        self._add(person, address, min(free), is_ours=True)
        return min(free)

    def _add(self, person: bytes, address: bytes, slot: int, *, is_ours: bool) -> None:
        self.persons[person] = is_ours
        self.slots[address].add(slot)
        if not is_ours:
            self.of_others.add(address)


def _lost_races(fresh: list[tuple[rows.CardRow, int, int]], portion: _Portion) -> None:
    """Take out who joined by herself in the very moment before ours was written."""
    ids = [card.id for card, _slot, _line in fresh]
    stored = set(Card.objects.filter(pk__in=ids).values_list("pk", flat=True))
    lost = [each for each in fresh if each[0].id not in stored]
    for each in lost:
        fresh.remove(each)
        portion.remarks.append((each[2], Remark.KNOWN))


def _note_added(list_import: ListImport, ids: list[UUID], now: datetime) -> None:
    rows.insert_beside_imported(ids, list_import.pk)
    growth.note(growth.IMPORTED, len(ids), now=now)


def _count(
    list_import: ListImport, added: int, remarks: list[tuple[int, Remark]], now: datetime
) -> None:
    known = sum(reason in WERE_THERE for _line, reason in remarks)
    here = ListImport.objects.filter(pk=list_import.pk)
    here.update(
        added_count=F("added_count") + added,
        known_count=F("known_count") + known,
        refused_count=F("refused_count") + len(remarks) - known,
    )
    here.filter(next_portion__gte=F("portion_count")).update(finished_on=timezone.localdate(now))


def _begin_undo(list_import: ListImport, actor: Actor, now: datetime) -> None:
    reason = why_not_undone(list_import, now=now)
    if reason:
        raise CannotImport(reason)
    with transaction.atomic():
        here = ListImport.objects.filter(pk=list_import.pk, undoing_since=None)
        if here.update(undoing_since=timezone.localdate(now)):
            count = list_import.cards.count()
            record("supporters.undo_import", actor=actor, about=list_import, count=count)


def _end_undo(list_import: ListImport, now: datetime) -> None:
    with transaction.atomic():
        here = ListImport.objects.filter(pk=list_import.pk, undone_on=None)
        here.update(undone_on=timezone.localdate(now))
        ImportRemark.objects.filter(list_import=list_import).delete()


def _batches(ids: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
