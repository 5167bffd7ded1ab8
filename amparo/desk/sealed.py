"""What an unlocked key shows at the desk: opened in memory for one answer, and noted in the log.

The only module of the desk that opens cards. A newcomer's mistake: keeping an opened card in a
session, a cache or a file; it lives as long as the answer that shows it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from amparo.audit.operations import record
from amparo.keyring.errors import CannotOpen
from amparo.keyring.unlocking import Unlocked
from amparo.supporters import operations, tokens
from amparo.supporters.models import Card, CommentState, Keyspace
from amparo.supporters.unsealing import OpenedCard, open_cards, open_comments, open_with_wishes

BATCH = 500  # cards opened between two looks at the database


@dataclass(frozen=True, slots=True)
class Row:
    """A card in a list. `opened` is None while the list is locked; `comment` where it was asked."""

    card: Card
    opened: OpenedCard | None = None
    comment: str = ""

    @property
    def pk(self) -> UUID:
        return self.card.pk


def closed_rows(cards: Iterable[Card]) -> list[Row]:
    """Rows of a locked list: everything that she told stays an envelope."""
    return [Row(card) for card in cards]


def opened_rows(cards: Sequence[Card], *, by: Unlocked, reason: str) -> list[Row]:
    """Open the cards of one page, in their order."""
    ids = [card.pk for card in cards]
    found = open_cards(Card.objects.filter(pk__in=ids), by=by, actor=by.actor, reason=reason)
    opened = {each.card.pk: each for each in found}
    return [Row(card, opened.get(card.pk)) for card in cards]


def all_rows(cards: QuerySet[Card], *, by: Unlocked, reason: str) -> list[Row]:
    """Open every card of a list, to search it, to sort it by name, or to write it into a file."""
    return [
        Row(each.card, each) for each in open_cards(cards, by=by, actor=by.actor, reason=reason)
    ]


def with_comments(rows: Sequence[Row], *, by: Unlocked, reason: str) -> list[Row]:
    """Add to rows what their people wrote."""
    said = comments_of([row.card for row in rows], by=by, reason=reason)
    return [Row(row.card, row.opened, said.get(row.pk, "")) for row in rows]


def comments_of(cards: Sequence[Card], *, by: Unlocked, reason: str) -> dict[UUID, str]:
    """Read the comments of some cards, by card."""
    texts: dict[UUID, str] = {}
    for ids in _batches([card.pk for card in cards if card.comment_state != CommentState.NONE]):
        found = Card.objects.filter(pk__in=ids)
        read = open_comments(found, by=by, actor=by.actor, reason=reason)
        texts |= {card.pk: text for card, text in read}
    return texts


def shown_of(row: Row) -> tokens.Shown | None:
    """The name as its owner lets it stand in public, from her card."""
    opened = row.opened
    if opened is None or not opened.name:
        return None
    return tokens.shown_as(row.card.visibility, opened.name, opened.town)


def town_counts(action_id: UUID, *, by: Unlocked, reason: str) -> list[tuple[str, int]]:
    """Count confirmed people by town, the largest first; "" for those who named none."""
    cards = Card.objects.filter(action_id=action_id, is_confirmed=True)
    opened = open_cards(cards, by=by, actor=by.actor, reason=reason, shows_hidden=True)
    spelled: dict[str, Counter[str]] = {}
    for each in opened:
        spelled.setdefault(each.town.casefold(), Counter())[each.town] += 1
    counts = [(names.most_common(1)[0][0], names.total()) for names in spelled.values()]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0].casefold()))


def remake_codes(*, by: Unlocked, limit: int) -> tuple[int, int]:
    """Make fingerprints of an earlier boot anew; return how many, and how many cards were merged.

    What this key cannot open waits for one that can.
    """
    waiting = operations.stale_cards().filter(keyspace__opened_by=_opens(by))
    ids = list(waiting.values_list("pk", flat=True)[:limit])
    made = merged = 0
    for batch in _batches(ids):
        cards = Card.objects.filter(pk__in=batch).order_by("week_on")
        reason = "fingerprints after a restart"
        found = open_cards(cards, by=by, actor=by.actor, reason=reason, shows_hidden=True)
        done = operations.remake_codes([each for each in found if each.told])
        made, merged = made + done[0], merged + done[1]
    return made, merged


def count_stale(by: Unlocked) -> int:
    """How many cards wait for new fingerprints that this key can make."""
    return operations.stale_cards().filter(keyspace__opened_by=_opens(by)).count()


def openable(cards: QuerySet[Card], *, by: Unlocked) -> QuerySet[Card]:
    """Those of some cards that this key opens, told by their epochs alone."""
    epochs = cards.order_by().values_list("epoch_id", flat=True).distinct()
    return cards.filter(epoch_id__in=[each for each in epochs if _can_open(by, each)])


def write_again(cards: QuerySet[Card], *, by: Unlocked, reason: str, now: datetime) -> int:
    """Write the lost letters of some cards again; return how many wait now."""
    opened = open_with_wishes(cards, by=by, actor=by.actor, reason=reason)
    count = operations.write_again(opened)
    record("supporters.write_again", actor=by.actor, count=count, reason=reason, now=now)
    return count


def _can_open(by: Unlocked, epoch_id: UUID) -> bool:
    try:
        by.private_key_of(epoch_id)
    except CannotOpen:
        return False
    return True


def cards_to_renew(*, by: Unlocked, now: datetime) -> QuerySet[Card]:
    """Cards of the standing list that wait for its newest key, and that this key opens."""
    return openable(operations.cards_to_renew(now), by=by)


def renew_list(*, by: Unlocked, limit: int, now: datetime) -> int:
    """Seal so many cards of the list to its newest key; an old key goes with its last card."""
    ids = list(cards_to_renew(by=by, now=now).values_list("pk", flat=True)[:limit])
    return operations.renew_list(_opened_to_renew(ids, by), actor=by.actor, now=now)


def _opened_to_renew(ids: list[UUID], by: Unlocked) -> Iterator[OpenedCard]:
    for batch in _batches(ids):
        some = Card.objects.filter(pk__in=batch)
        reason = "renewal of the standing list"
        found = open_cards(some, by=by, actor=by.actor, reason=reason, shows_hidden=True)
        yield from [each for each in found if each.told]


def _opens(by: Unlocked) -> str:
    is_attorney = by.kind in ("attorney", "clinic-kit")
    return Keyspace.OpenedBy.ATTORNEYS if is_attorney else Keyspace.OpenedBy.ORGANIZERS


def _batches(ids: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
