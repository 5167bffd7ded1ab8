"""The standing list: people who agreed to hear more, under its own key that outlives campaigns.

Nothing ties a card of the list to the signature that it came with: it has another row, another
link and another key.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from amparo.lib.dates import week_of
from amparo.supporters.models import (
    AddressChange,
    Card,
    CommentState,
    ImportedCard,
    ListWish,
    MergedCard,
    Preference,
    Visibility,
)
from amparo.supporters.operations import growth, rows
from amparo.supporters.operations.keyspaces import the_list
from amparo.supporters.operations.receiving import Codes
from amparo.supporters.operations.removing import take_out
from amparo.supporters.wishes import Wishes, kept_as

if TYPE_CHECKING:
    from amparo.supporters.operations import Submission

KIND = "list"


def on_stored(card_id: UUID, sent: "Submission", is_new: bool) -> None:
    """Keep beside a card what its owner wants of our letters, and which card it is to replace.

    A repeat changes no wish: whoever knows her address can send one. `is_new` is not looked at,
    so that both take the same steps.
    """
    keep_wishes([card_id], sent.wishes)
    if sent.replaces and sent.replaces != card_id:
        AddressChange.objects.update_or_create(card_id=card_id, defaults={"old_id": sent.replaces})


def on_confirmed(card_id: UUID) -> None:
    """She is on the list now; where she only changed her address, she was before."""
    if not _replace(card_id, as_what=""):
        growth.note(growth.JOINED)


def on_pressed(card_id: UUID) -> None:
    """She says herself that we may write; a second card that this one replaces goes."""
    ImportedCard.objects.filter(card_id=card_id).delete()
    _replace(card_id, as_what=growth.MERGED)


def on_merged(gone_id: UUID, kept_id: UUID) -> None:
    """Two cards were one person's: what she wished with the earlier stays."""
    if Card.objects.filter(pk__in=(gone_id, kept_id), is_confirmed=True).count() == 2:
        growth.note(growth.MERGED)
    ImportedCard.objects.filter(card_id=kept_id).delete()
    AddressChange.objects.filter(old_id=gone_id).update(old_id=kept_id)


def keep_wishes(card_ids: list[UUID], wishes: Wishes) -> None:
    """Write down the wishes of new cards; where there are some already, those stay."""
    made = [_preference(card_id, wishes) for card_id in card_ids]
    Preference.objects.bulk_create(made, ignore_conflicts=True)


def join(card: Card, *, now: datetime) -> bool:
    """Turn the wish that waits beside a confirmed card into a card of the list, if there is one."""
    wish = ListWish.objects.filter(card=card).first()
    if wish is None:
        return False
    stored = _insert(_row_of_wish(card, wish, now))
    if stored is not None:
        _settle(stored, wish, now)
    wish.delete()
    return stored is not None


def forget_wish(card: Card) -> bool:
    """Drop a wish that its owner took back; always False, for she did not join."""
    ListWish.objects.filter(card=card).delete()
    return False


def list_id() -> UUID:
    """The list is the one action that is its own keyspace."""
    return the_list().pk


def _settle(stored: rows.Stored, wish: ListWish, now: datetime) -> None:
    if stored.id == wish.row_id:
        keep_wishes([stored.id], Wishes())
        growth.note(growth.JOINED, now=now)
        return
    # She was on the list already: the link that she was just sent leads to that card.
    MergedCard.objects.get_or_create(pk=wish.row_id, defaults={"card_id": stored.id})
    if Card.objects.filter(pk=stored.id, is_confirmed=False).update(is_confirmed=True):
        growth.note(growth.JOINED, now=now)  # she had asked before, and never answered our letter


def _replace(card_id: UUID, *, as_what: str) -> bool:
    """Let the card go that this one was made instead of; tell whether there was one."""
    change = AddressChange.objects.filter(card_id=card_id).select_related("old").first()
    if change is None:
        return False
    change.delete()
    take_out(change.old, as_what=as_what)
    return True


def _preference(card_id: UUID, wishes: Wishes) -> Preference:
    return Preference(
        card_id=card_id,
        how_often=wishes.how_often,
        reads=kept_as(wishes.reads),
        topics=kept_as(wishes.topics),
    )


def _insert(row: rows.CardRow) -> rows.Stored | None:
    try:
        with transaction.atomic():
            return rows.insert_card(row)
    except IntegrityError:  # two names of one household at once; the number is free now
        return rows.insert_card(row)


def list_row(
    *,
    id: UUID,
    list_id: UUID,
    epoch_id: UUID,
    codes: Codes,
    token_hash: bytes | None,
    sealed_card: bytes,
    county: str,
    language: str,
    week_on: date,
    text_hash: str = "",
    needs_word: bool = False,
) -> rows.CardRow:
    """A confirmed card of the list, ready to be stored."""
    return rows.CardRow(
        id=id,
        keyspace_id=list_id,
        epoch_id=epoch_id,
        action_kind=KIND,
        action_id=list_id,
        text_hash=text_hash,
        county=county,
        language=language,
        source="",
        week_on=week_on,
        is_confirmed=True,
        is_tallied=False,
        needs_word=needs_word,
        wants_news=True,
        visibility=Visibility.COUNTED,
        comment_state=CommentState.NONE,
        person_code=codes.person,
        email_code=codes.address,
        codes_boot=codes.boot,
        token_hash=token_hash,
        sealed_shown=None,
        repeat_count=0,
        sealed_card=sealed_card,
        sealed_comment=None,
    )


def _row_of_wish(card: Card, wish: ListWish, now: datetime) -> rows.CardRow:
    codes = (_bytes(wish.person_code), _bytes(wish.email_code), _bytes(wish.codes_boot))
    return list_row(
        id=wish.row_id,
        list_id=the_list().pk,
        epoch_id=wish.epoch_id,
        codes=Codes(*codes),
        token_hash=_bytes(wish.token_hash),
        sealed_card=bytes(wish.sealed_card),
        county=card.county,
        language=card.language,
        week_on=week_of(timezone.localdate(now)),
        needs_word=card.needs_word,
    )


def _bytes(kept: bytes | memoryview | None) -> bytes | None:
    return None if kept is None else bytes(kept)
