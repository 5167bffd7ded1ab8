"""The link that ends letters: it says which card, and can do nothing else.

Letters are passed on to friends. So the link is made of what the row keeps (a hash of the secret in
her own letters), and nobody who gets a forwarded letter can take back a signature with it.
"""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation

from amparo.mailouts.models import Belongs, MailOut, Quiet
from amparo.supporters import tokens
from amparo.supporters.models import Card, Keyspace, MergedCard
from amparo.supporters.operations import remove_card
from amparo.supporters.operations.wishing import household_of


def leave_link(card: Card) -> str:
    """The letters of a card's link."""
    return link_from(card.pk, bytes(card.token_hash or card.sealed_card))


def link_from(card_id: UUID, kept: bytes) -> str:
    """The same from what a card's row keeps: the hash of its link, else what is sealed."""
    return tokens.link_of(card_id, _derived(kept))


def leave_address(mailout: MailOut, card: Card, language: str) -> str:
    """Where a reader ends letters like this one; the same address takes the one-click POST."""
    return leave_page(mailout.pk, leave_link(card), language)


def leave_page(mailout_id: UUID, link: str, language: str) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse("mailouts:leave", args=[mailout_id, link])


def card_of(link: str) -> Card | None:
    """The card that a link names, or None: never was, is gone, was altered."""
    read = tokens.parsed(link)
    if read is None:
        return None
    row_id, secret = read
    cards = Card.objects.defer("sealed_comment")
    card = cards.filter(pk=row_id).first()
    if card is None:
        merged = MergedCard.objects.filter(pk=row_id).values("card")
        card = cards.filter(pk__in=merged).first()
    return card if card is not None and _fits(card, secret) else None


@transaction.atomic
def leave(mailout_id: UUID, link: str, *, with_household: bool = False) -> bool:
    """Send her no more letters like this one. Of the list her card is deleted; what she signed
    stands. Tells whether there was anything to do; the page does not.

    `with_household`: a mailbox that several share gets one letter, and a mail program ends it for
    all of them.
    """
    card = card_of(link)
    if card is None:
        return False
    if card.action_kind == Keyspace.Kind.LIST:
        for each in (card, *(list(household_of(card)) if with_household else ())):
            remove_card(each)
        is_new = True
    else:
        _, is_new = Quiet.objects.get_or_create(card_id=card.pk)
    if is_new:
        MailOut.objects.filter(pk=mailout_id).update(left_count=F("left_count") + 1)
    return is_new


def is_of_list(mailout_id: UUID) -> bool:
    """May its readers choose which letters they get? Told by the letter, whoever has the link."""
    return MailOut.objects.filter(pk=mailout_id, belongs=Belongs.LIST).exists()


def forget_gone() -> int:
    """Forget the wishes of cards that are gone; a round of the worker."""
    there = Card.objects.values("pk")
    merged = MergedCard.objects.values("pk")
    gone, _ = Quiet.objects.exclude(card_id__in=there).exclude(card_id__in=merged).delete()
    return gone


def _fits(card: Card, secret: bytes) -> bool:
    kept = (card.token_hash, card.fresh_token_hash, None if card.token_hash else card.sealed_card)
    return any(hmac.compare_digest(_derived(bytes(each)), secret) for each in kept if each)


def _derived(kept: bytes) -> bytes:
    whole = hashlib.sha256(bytes(kept)).digest()
    return hmac.digest(whole, b"amparo leave 1", "sha256")[: tokens.SECRET_BYTES]
