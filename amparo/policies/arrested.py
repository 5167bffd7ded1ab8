"""What happens to whoever is arrested anywhere, for a map: custody of a state in five queries.

The stations and the verdict are those of `custody.what_happens_to`, which a page of one government
asks; here every government is answered from what was read once, and a test holds the two together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from amparo.places.models import AGENCIES, Jurisdiction
from amparo.policies.custody import ARRESTING, LONGEST, Chain, Link, Verdict
from amparo.policies.models import Custody, Effect, Fact, FactQuerySet, Topic

# Where sources differ, what is worse for the person is what the map says
_WORST = (Verdict.ENDS, Verdict.NONE, Verdict.UNKNOWN, Verdict.HOLDS)


@dataclass(frozen=True)
class Fate:
    """The verdict on a government, and the chain that leads to it."""

    verdict: Verdict
    chain: Chain

    @property
    def ends_at(self) -> Jurisdiction | None:
        """The jail at whose door protection ends."""
        found = self.chain.ends_at
        return found.place if found and self.verdict == Verdict.ENDS else None


def fates(on: date, *, state: str = "") -> dict[int, Fate]:
    """Of each government of which anything is known, what happens there."""
    world = _World.read(on, state)
    found = {}
    for place in world.starts():
        chains = list(world.chains(place))
        worst = min(chains, key=lambda chain: _WORST.index(chain.verdict))
        found[place.pk] = Fate(worst.verdict, worst)
    return found


@dataclass
class _World:
    """What is known on a day, by government."""

    effects: Mapping[int, Effect]  # of all that decides before the jail
    in_jail: Mapping[int, Effect]
    ways: Mapping[int, list[Custody]]  # by agency
    agencies: Mapping[int, list[int]] = field(default_factory=dict)  # by government
    places: Mapping[int, Jurisdiction] = field(default_factory=dict)

    @classmethod
    def read(cls, on: date, state: str) -> "_World":
        ways = defaultdict(list)
        for way in Custody.objects.with_names().on(on):
            ways[way.agency_id].append(way)
        first = _effects(on).exclude(factor__topic=Topic.LIFE)
        known = {place.pk: place for place in _known(first, on, state)}
        agencies: dict[int, list[int]] = defaultdict(list)
        for place in known.values():
            if place.kind in ARRESTING and place.parent_id:
                agencies[place.parent_id].append(place.pk)
        if state:
            first = first.filter(government__state=state)
        return cls(
            effects=_added(first.values_list("government_id", "value__effect")),
            in_jail=_added(
                _effects(on)
                .filter(factor__in_custody=True)
                .values_list("government_id", "value__effect")
            ),
            ways=ways,
            agencies=agencies,
            places=known,
        )

    def starts(self) -> list[Jurisdiction]:
        """Governments with a fact of their own, or whose arrested go somewhere known."""
        return [
            place
            for place in self.places.values()
            if place.kind not in AGENCIES
            and (place.pk in self.effects or any(map(self.ways.get, self._arresting(place))))
        ]

    def chains(self, place: Jurisdiction) -> Iterable[Chain]:
        first = Link(place, None, (), self.effects.get(place.pk, Effect.NEITHER))
        ways = [way for agency in self._arresting(place) for way in self.ways.get(agency, [])]
        if not ways:
            yield Chain((first,))
        for way in ways:
            for rest in self._on_from(way, {place.pk}):
                yield Chain((first, *rest))

    def _arresting(self, place: Jurisdiction) -> list[int]:
        return [place.pk, *self.agencies.get(place.pk, [])]

    def _on_from(self, way: Custody, seen: set[int]) -> Iterable[tuple[Link, ...]]:
        link = Link(way.jail, way, (), self.in_jail.get(_government(way.jail), Effect.NEITHER))
        seen = {*seen, way.jail_id}
        ways = [each for each in self.ways.get(way.jail_id, []) if each.jail_id not in seen]
        if not ways or len(seen) > LONGEST:
            yield (link,)
            return
        for each in ways:
            for rest in self._on_from(each, seen):
                yield (link, *rest)


def _known(first: FactQuerySet, on: date, state: str) -> Iterable[Jurisdiction]:
    """Governments with a fact, and whoever books its arrested somewhere with its government."""
    arresting = Custody.objects.on(on).order_by().values("agency")
    governments = Jurisdiction.objects.filter(pk__in=arresting).order_by().values("parent")
    rows = Jurisdiction.objects.filter(
        Q(pk__in=first.values("government"))
        | Q(pk__in=arresting)
        | Q(pk__in=governments.filter(parent__isnull=False))
    )
    return rows.filter(state=state) if state else rows


def _effects(on: date) -> FactQuerySet:
    return Fact.objects.public().on(on).exclude(factor__key="fingerprints").order_by()


def _added(rows: Iterable[tuple[int, str]]) -> dict[int, Effect]:
    """What harms weighs more than what protects, as in custody._facts."""
    found: dict[int, set[str]] = defaultdict(set)
    for government, effect in rows:
        found[government].add(effect)
    order = (Effect.HARMS, Effect.PROTECTS)
    return {
        government: next((each for each in order if each in effects), Effect.NEITHER)
        for government, effects in found.items()
    }


def _government(place: Jurisdiction) -> int:
    return place.parent_id if place.kind in AGENCIES and place.parent_id else place.pk
