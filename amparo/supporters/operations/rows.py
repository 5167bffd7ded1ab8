"""The few statements of this room that are written in SQL, because the ORM has no words for them.

One INSERT stores a card, numbers the name behind its address, and tells of a repeat: no row is
read first, so nothing can happen between reading and writing. SQLite and PostgreSQL both know
every word used here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection

from amparo.supporters.models import HOUSEHOLD_LIMIT, HowOften


@dataclass(slots=True)  # not frozen: that takes three times as long, 100,000 times for a list
class CardRow:
    """The columns of a new card, in the order of the statement."""

    id: UUID
    keyspace_id: UUID
    epoch_id: UUID
    action_kind: str
    action_id: UUID
    text_hash: str
    county: str
    language: str
    source: str
    week_on: date
    is_confirmed: bool
    is_tallied: bool
    needs_word: bool
    wants_news: bool
    visibility: str
    comment_state: str
    person_code: bytes | None
    email_code: bytes | None
    codes_boot: bytes | None
    token_hash: bytes | None
    sealed_shown: bytes | None
    repeat_count: int
    sealed_card: bytes
    sealed_comment: bytes | None


@dataclass(frozen=True, slots=True)
class WishRow:
    """The columns of a wish to hear more, in the order of the statement."""

    card_id: UUID
    row_id: UUID
    epoch_id: UUID
    person_code: bytes | None
    email_code: bytes | None
    codes_boot: bytes | None
    token_hash: bytes
    sealed_card: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """The card that stands now: the new one, or the one that it repeats."""

    id: UUID
    repeat_count: int


def insert_card(card: CardRow) -> Stored | None:
    """Store a card, or note on the card that it repeats that she came again.

    Return None where the address has all its names. Raises IntegrityError where two names of one
    address reached for the same number at once; then the transaction may be tried again.
    """
    values = _adapted(_values_of_card(card))
    if card.email_code is None:
        return _one(_plain_insert(), values)
    found = _one(_numbered_insert(), [*values, card.email_code])
    return found or _one(_REPEAT, [card.token_hash, card.sealed_shown, card.person_code])


def insert_cards(cards: Sequence[tuple[CardRow, int]]) -> int:
    """Store many cards, each with the number of its name; what stands there already stays.

    Return how many were stored.
    """
    values = [_adapted_card(card, slot) for card, slot in cards]
    with connection.cursor() as cursor:
        cursor.executemany(_many_insert(), values)
        return int(cursor.rowcount) if values else 0


def insert_beside_imported(ids: Sequence[UUID], import_id: UUID) -> None:
    """Keep beside imported cards that their people wish for every letter, and where they came from.

    Not by the ORM: an instance for each of 100,000 rows takes longer than sealing half of them.
    """
    keys, (came_with,) = _adapted(ids), _adapted([import_id])
    with connection.cursor() as cursor:
        cursor.executemany(_WISHES, [(key, HowOften.EVERY.value) for key in keys])
        cursor.executemany(_CAME, [(key, came_with) for key in keys])


def insert_wish(wish: WishRow, *, card_id: UUID) -> None:
    """Keep a wish to hear more beside its card; an earlier wish of the same card stays."""
    values = _adapted((card_id, *_values_of_wish(wish)[1:]))
    with connection.cursor() as cursor:
        cursor.execute(_wish_insert(), values)


def _one(sql: str, values: list[Any]) -> Stored | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchone()
    if found is None:
        return None
    row_id = found[0] if isinstance(found[0], UUID) else UUID(found[0])
    return Stored(row_id, found[1])


def _adapted(values: Iterable[Any]) -> list[Any]:
    """Spell values as the database keeps them: SQLite has no type for a UUID or a date."""
    return [_for_sqlite(each) for each in values] if connection.vendor == "sqlite" else list(values)


def _adapted_card(card: CardRow, slot: int) -> list[Any]:
    """The same for a card of many, looking only at the columns that need it."""
    values = [*_values_of_card(card), slot]
    if connection.vendor == "sqlite":
        for at in _SPELLED:
            values[at] = _for_sqlite(values[at])
    return values


def _for_sqlite(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    return value.isoformat() if isinstance(value, date) else value


# Not dataclasses.astuple, which copies every value deeply: this stands in the path of a signature.
_values_of_card = attrgetter(*(field.name for field in fields(CardRow)))
_SPELLED = [at for at, each in enumerate(fields(CardRow)) if each.type in (UUID, date)]
_values_of_wish = attrgetter(*(field.name for field in fields(WishRow)))

# Every name and number below is a constant of this room; what people typed goes in as a value.

_ON_REPEAT = """
    fresh_token_hash = {0}, sealed_fresh_shown = {1},
    repeat_count = CASE WHEN supporters_card.repeat_count < 100
        THEN supporters_card.repeat_count + 1 ELSE 100 END
"""
_WISHES = """
    INSERT INTO supporters_preference (card_id, how_often, reads, topics, written_month)
    VALUES (%s, %s, '', '', NULL) ON CONFLICT (card_id) DO NOTHING
"""
_CAME = "INSERT INTO supporters_importedcard (card_id, list_import_id) VALUES (%s, %s)"
_RETURNING = "RETURNING id, repeat_count"
_REPEAT = (
    f"UPDATE supporters_card SET {_ON_REPEAT.format('%s', '%s')} "  # noqa: S608
    f"WHERE person_code = %s {_RETURNING}"
)


@cache
def _numbered_insert() -> str:
    """Give the name the first free number of its address; store nothing where none is free."""
    names = [field.name for field in fields(CardRow)]
    numbers = " UNION ALL ".join(f"SELECT {n} AS n" for n in range(1, HOUSEHOLD_LIMIT + 1))
    on_repeat = _ON_REPEAT.format("excluded.token_hash", "excluded.sealed_shown")
    return f"""
        INSERT INTO supporters_card ({", ".join(names)}, email_slot)
        SELECT {", ".join(["%s"] * len(names))}, MIN(free.n) FROM ({numbers}) AS free
        WHERE NOT EXISTS (
            SELECT 1 FROM supporters_card AS taken
            WHERE taken.email_code = %s AND taken.email_slot = free.n
        )
        HAVING MIN(free.n) IS NOT NULL
        ON CONFLICT (person_code) DO UPDATE SET {on_repeat} {_RETURNING}
    """  # noqa: S608


@cache
def _plain_insert() -> str:
    names = [field.name for field in fields(CardRow)]
    places = ", ".join(["%s"] * len(names))
    return f"INSERT INTO supporters_card ({', '.join(names)}) VALUES ({places}) {_RETURNING}"  # noqa: S608


@cache
def _many_insert() -> str:
    names = [*(field.name for field in fields(CardRow)), "email_slot"]
    places = ", ".join(["%s"] * len(names))
    return (
        f"INSERT INTO supporters_card ({', '.join(names)}) VALUES ({places}) "  # noqa: S608
        "ON CONFLICT DO NOTHING"
    )


@cache
def _wish_insert() -> str:
    names = [field.name for field in fields(WishRow)]
    places = ", ".join(["%s"] * len(names))
    return (
        f"INSERT INTO supporters_listwish ({', '.join(names)}) VALUES ({places}) "  # noqa: S608
        "ON CONFLICT (card_id) DO NOTHING"
    )
