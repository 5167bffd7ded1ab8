"""The only way from a link in a letter to what somebody said about coming.

Two kinds of link lead here: that of one date, in the letters about it, and that of her card, which
stands for all her dates of one gathering. The answer is the same for a link that never was and one
whose row is gone.
"""

from dataclasses import dataclass

from amparo.gatherings.models import Coming, Gathering
from amparo.supporters import tokens
from amparo.supporters.access import held_by
from amparo.supporters.models import Card


@dataclass(frozen=True)
class Held:
    """What a link answers for. `card` is there where the link is the card's own."""

    gathering: Gathering
    comings: list[Coming]
    card: Card | None = None


def comings_by(link: str) -> Held | None:
    """What this link answers for, or None."""
    read = tokens.parsed(link)
    if read is None:
        return None
    row_id, secret = read
    coming = Coming.objects.filter(pk=row_id).first()
    if coming is not None:
        is_hers = tokens.fits(secret, coming.token_hash)
        return _held([coming]) if is_hers else None
    held = held_by(link)
    if held is None or held.card.action_kind != Gathering.KIND:
        return None
    comings = Coming.objects.filter(card_id=held.card.pk).order_by("which")
    return _held(list(comings), held.card)


def _held(comings: list[Coming], card: Card | None = None) -> Held | None:
    if not comings:
        return None
    gathering = Gathering.objects.with_words().get(pk=comings[0].gathering_id)
    for each in comings:
        each.gathering = gathering
    return Held(gathering, comings, card)
