"""What somebody of the list changes by the link of her letters: wishes, address, leaving.

She never logs in and nobody can read her card. What stands in clear is changed on the spot.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from amparo.keyring.runtime import runtime
from amparo.supporters.access import held_by
from amparo.supporters.models import Card, ImportedCard, Keyspace, Preference
from amparo.supporters.operations import growth
from amparo.supporters.operations.answering import CannotAnswer
from amparo.supporters.operations.keyspaces import the_list
from amparo.supporters.operations.receiving import codes_of
from amparo.supporters.operations.removing import remove_card, take_out
from amparo.supporters.wishes import Wishes, kept_as


def set_wishes(link: str, *, language: str, county: str, wishes: Wishes) -> None:
    """Keep what its owner wants from now on. Raises CannotAnswer where she has not confirmed."""
    with transaction.atomic():
        held = held_by(link, for_change=True)
        if held is None or held.card.action_kind != Keyspace.Kind.LIST:
            raise CannotAnswer("unknown")
        if not held.card.is_confirmed:
            raise CannotAnswer("unconfirmed")
        Card.objects.filter(pk=held.card.pk).update(language=language, county=county)
        reads = [code for code in wishes.reads if code != language]
        kept = {
            "how_often": wishes.how_often,
            "reads": kept_as(reads),
            "topics": kept_as(wishes.topics),
        }
        Preference.objects.update_or_create(card=held.card, defaults=kept)
        ImportedCard.objects.filter(card=held.card).delete()  # she has spoken for herself


def leave(link: str, *, now: datetime, with_household: bool = False) -> None:
    """Take its owner off the list, and who shares her address where she says so.

    A link whose card has gone already changes nothing.
    """
    held = held_by(link)
    if held is None:
        return
    others = list(household_of(held.card)) if with_household else []
    for card in (held.card, *others):
        remove_card(card)


def drop_address(email: str) -> int:
    """Take an address at which no letter arrives off the list; return how many names went.

    Told by this boot's fingerprints: after a restart it finds nobody until somebody has unlocked.
    Raises keyring.errors.Unavailable.
    """
    code = codes_of(the_list().pk, email, "").address
    cards = list(Card.objects.filter(action_id=the_list().pk, email_code=code))
    for card in cards:
        take_out(card, as_what=growth.DROPPED)
    return len(cards)


def household_of(card: Card) -> QuerySet[Card]:
    """The other names of the list at her address, as far as this boot's fingerprints tell."""
    if card.email_code is None or card.action_kind != Keyspace.Kind.LIST:
        return Card.objects.none()
    shared = Card.objects.filter(action_id=card.action_id, email_code=card.email_code)
    return shared.exclude(pk=card.pk)


def may_move(card: Card, *, most: int, now: datetime) -> bool:
    """Count one more letter that this card's link sends to a new address within the hour."""
    return runtime().store.count("new address", card.pk.bytes, now) <= most
