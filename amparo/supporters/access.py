"""The only way from a link in a letter to the card that it answers for.

The answer is the same for a link that never was, one whose card is gone, and one that was altered.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from amparo.supporters import tokens
from amparo.supporters.models import Card, MergedCard


@dataclass(frozen=True, slots=True)
class Held:
    """A card in the hands of the person who has its link."""

    card: Card
    secret: bytes
    is_fresh: bool  # the link came with a repeated sign-up

    @property
    def shown(self) -> tokens.Shown | None:
        """The name that she asked to show when she signed, which only this link can read."""
        sealed = self.card.sealed_fresh_shown if self.is_fresh else self.card.sealed_shown
        return tokens.unseal_shown(bytes(sealed), self.secret) if sealed else None


def held_by(link: str, *, for_change: bool = False) -> Held | None:
    """Return what this link answers for, or None. `for_change` locks the row until commit."""
    read = tokens.parsed(link)
    if read is None:
        return None
    row_id, secret = read
    found = _cards(for_change).filter(pk=row_id).first() or _merged(row_id, for_change)
    if found is None:
        return None
    if tokens.fits(secret, found.token_hash):
        return Held(found, secret, is_fresh=False)
    if tokens.fits(secret, found.fresh_token_hash):
        return Held(found, secret, is_fresh=True)
    return None


def _merged(row_id: UUID, for_change: bool) -> Card | None:
    merged = MergedCard.objects.filter(pk=row_id).values("card")
    return _cards(for_change).filter(pk__in=merged).first()


def _cards(for_change: bool) -> QuerySet[Card]:
    cards = Card.objects.select_related("keyspace")
    return cards.select_for_update(of=("self",)) if for_change else cards
