"""What the public page of claims shows: each with its sources, those that disagree side by side.

A newcomer's mistake: showing the claim that one believes. Where two disagree both stand, in the
same size, and the reason stands between them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from amparo.evidence import citing, recounting
from amparo.evidence.access import public_claims
from amparo.evidence.models import (
    Citation,
    Claim,
    ClaimSource,
    ClaimText,
    Disagreement,
    DisagreementText,
    Topic,
)
from amparo.evidence.wording import figure, time_of


@dataclass(frozen=True)
class Card:
    """A claim as it is shown."""

    claim: Claim
    text: ClaimText | None
    figure: str
    time: str
    sources: list[ClaimSource]
    places: list[citing.Place] = field(default_factory=list)
    earlier: list["Card"] = field(default_factory=list)
    stale: recounting.Stale | None = None  # its figure would be another now


@dataclass(frozen=True)
class Group:
    """One claim, or several that disagree, with the reasons."""

    cards: list[Card]
    reasons: list[DisagreementText]

    @property
    def is_dispute(self) -> bool:
        return len(self.cards) > 1


@dataclass(frozen=True)
class Section:
    topic: str
    name: str
    groups: list[Group]


@dataclass(frozen=True)
class Page:
    sections: list[Section]
    topics: list[tuple[str, str]]  # (code, name) of those that have a claim
    campaigns: list[tuple[str, str]]


def page_of(*, topic: str = "", campaign: str = "") -> Page:
    """The claims that stand, by topic; of one topic, or those that one campaign cites."""
    claims = list(public_claims())
    places = _places_of(claims)
    groups = dict(sorted({p.group for each in places.values() for p in each if p.group[0]}))
    standing = [claim for claim in claims if not claim.is_superseded]
    topics = [pair for pair in Topic.choices if any(c.topic == pair[0] for c in standing)]
    wanted = [
        claim
        for claim in standing
        if (not topic or claim.topic == topic)
        and (not campaign or any(p.group[0] == campaign for p in places.get(claim.pk, ())))
    ]
    shown = _with_opponents(wanted, standing)
    stale = recounting.stale([each.pk for each in shown])
    cards = {each.pk: _card(each, places, claims, stale.get(each.pk)) for each in shown}
    return Page(
        sections=list(_sections(wanted, cards)),
        topics=[(code, str(name)) for code, name in topics],
        campaigns=list(groups.items()),
    )


def card_of(claim: Claim) -> Card:
    """One claim, without its places."""
    text = claim.text()
    return Card(claim, text, figure(claim, text), time_of(claim), list(claim.cited_sources.all()))


def _card(
    claim: Claim,
    places: dict[UUID, list[citing.Place]],
    claims: Sequence[Claim],
    stale: recounting.Stale | None,
) -> Card:
    text = claim.text()
    earlier = [card_of(each) for each in claims if each.superseded_by_id == claim.pk]
    return Card(
        claim,
        text,
        figure(claim, text),
        time_of(claim),
        list(claim.cited_sources.all()),
        [place for place in places.get(claim.pk, []) if _is_for_the_reader(place)],
        earlier,
        stale,
    )


def _is_for_the_reader(place: citing.Place) -> bool:
    """Public, and not the twin in another language."""
    return bool(place.url) and place.language in ("", get_language())


def _places_of(claims: Iterable[Claim]) -> dict[UUID, list[citing.Place]]:
    """Where each claim is cited: every place once, in whichever languages it cites it."""
    rows = Citation.objects.filter(claim__in=[each.pk for each in claims])
    pairs = list(rows.values_list("claim_id", "place_kind", "place_id").distinct())
    known = citing.places((kind, place_id) for _claim, kind, place_id in pairs)
    found: dict[UUID, list[citing.Place]] = {}
    for claim_id, kind, place_id in pairs:
        place = known.get((kind, place_id))
        if place is not None and place not in found.setdefault(claim_id, []):
            found[claim_id].append(place)
    return found


def _disagreements(pks: Iterable[UUID]) -> list[Disagreement]:
    ids = list(pks)
    rows = Disagreement.objects.filter(Q(one__in=ids) & Q(other__in=ids))
    return list(rows.prefetch_related("texts"))


def _with_opponents(wanted: list[Claim], standing: list[Claim]) -> list[Claim]:
    """A filter never hides who says otherwise."""
    known = {claim.pk: claim for claim in standing}
    reached, waiting = {claim.pk for claim in wanted}, [claim.pk for claim in wanted]
    pairs = [(each.one_id, each.other_id) for each in _disagreements(known)]
    while waiting:
        here = waiting.pop()
        for one, other in pairs:
            there = other if here == one else one if here == other else None
            if there is not None and there not in reached:
                reached.add(there)
                waiting.append(there)
    return [claim for claim in standing if claim.pk in reached]


def _sections(wanted: list[Claim], cards: dict[UUID, Card]) -> Iterator[Section]:
    disputes = _disagreements(cards)
    done: set[UUID] = set()
    sections: dict[str, list[Group]] = {}
    for claim in wanted:
        if claim.pk not in done:
            members = _members(claim.pk, disputes)
            done |= members
            sections.setdefault(claim.topic, []).append(_group(members, cards, disputes))
    for code, name in Topic.choices:
        if code in sections:
            yield Section(code, str(name), sections[code])


def _members(start: UUID, disputes: list[Disagreement]) -> set[UUID]:
    """Everybody who disagrees with it, and with those in turn."""
    members = {start}
    while True:
        more = {
            side
            for each in disputes
            if each.one_id in members or each.other_id in members
            for side in (each.one_id, each.other_id)
        }
        if more <= members:
            return members
        members |= more


def _group(members: set[UUID], cards: dict[UUID, Card], disputes: list[Disagreement]) -> Group:
    reasons = [each.text() for each in disputes if each.one_id in members]
    shown = [card for pk, card in cards.items() if pk in members]
    return Group(shown, [reason for reason in reasons if reason is not None])
