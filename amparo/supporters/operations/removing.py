"""Take a card out for good: the ledger first, so that no backup brings back who has left."""

from django.db import transaction

from amparo.keyring.ledger import note_removed
from amparo.supporters.models import Card, Keyspace, MergedCard
from amparo.supporters.operations import growth
from amparo.supporters.operations.keyspaces import delete_cards
from amparo.supporters.operations.tallying import note_leaving
from amparo.web import pagecache

CARD = "supporters.card"  # in the ledger of what is gone


def remove_card(card: Card) -> None:
    """Delete a card and take it off the tally; both or neither. Off the list, it has left."""
    take_out(card, as_what=growth.LEFT)


def take_out(card: Card, *, as_what: str) -> None:
    """The same, where the list's figures call it something else ("" not to count it)."""
    merged = list(MergedCard.objects.filter(card=card).values_list("pk", flat=True))
    note_removed(CARD, [card.pk, *merged])
    with transaction.atomic():
        cards = Card.objects.select_for_update().filter(pk=card.pk)
        there = cards.only("is_tallied", "is_confirmed", "action_kind").first()
        if there is None:
            return
        delete_cards([card.pk])
        if there.is_tallied:
            note_leaving(card.action_id)
        if as_what and there.is_confirmed and there.action_kind == Keyspace.Kind.LIST:
            growth.note(as_what)
    pagecache.bump()
