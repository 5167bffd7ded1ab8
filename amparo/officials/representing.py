"""Who answers for whom: the offices of a place and of the districts that it lies in.

A newcomer's mistake: a function that takes an address, or a point. Nothing here is asked where
somebody lives; it tells everything of a county at once, and the choice is made where she reads it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from amparo.officials.about import Told, told_of_offices
from amparo.officials.models import Act, Office, Official
from amparo.officials.numbers import Dialed, dialed_of
from amparo.officials.seats import order_of
from amparo.places.models import AGENCIES, District, Jurisdiction, Kind, Outline, Unit

MOST_ACTS = 3


@dataclass(frozen=True)
class Holder:
    """Who holds an office, how one reaches her; without an official the seat itself."""

    official: Official | None
    dialed: tuple[Dialed, ...]

    @property
    def is_known(self) -> bool:
        return self.official is not None


@dataclass(frozen=True)
class Card:
    """An office as an answer shows it."""

    office: Office
    holders: tuple[Holder, ...]
    acts: tuple[Act, ...]
    told: tuple[Told, ...]

    @property
    def anchor(self) -> str:
        return f"office-{self.office.pk}"

    @property
    def title(self) -> str:
        return self.office.holder_title or self.office.name


@dataclass(frozen=True)
class Combination:
    """Districts that a place lies in together, and the precincts that do so."""

    districts: tuple[District, ...]
    precincts: tuple[str, ...]
    cards: tuple[Card, ...]

    @property
    def unknown(self) -> list[District]:
        """Districts whose seat nobody has written down yet."""
        known = {card.office.district_id for card in self.cards}
        return [each for each in self.districts if each.pk not in known]


@dataclass(frozen=True)
class Place:
    """A city or township as far as it lies in one county."""

    name: str
    key: str
    cards: tuple[Card, ...]
    combinations: tuple[Combination, ...]

    @property
    def is_whole(self) -> bool:
        return len(self.combinations) == 1


@dataclass(frozen=True)
class CountyAnswer:
    county: Jurisdiction
    cards: tuple[Card, ...]  # of the state and of the county: everybody's
    places: tuple[Place, ...]

    @property
    def everybody(self) -> list[Card]:
        """Every card that this county's answers name, each once."""
        pieces = [piece for place in self.places for piece in place.combinations]
        found = [*self.cards, *(card for piece in pieces for card in piece.cards)]
        return sorted({card.office.pk: card for card in found}.values(), key=_card_order)


class Directory:
    """All offices of a state, and who lies where. Read once, asked for one county or for all."""

    def __init__(self, state: str, language: str, now: datetime) -> None:
        self.state, self.language, self.now = state.upper(), language, now
        self.today = timezone.localdate(now)

    @cached_property
    def counties(self) -> list[Jurisdiction]:
        """Those that have precincts or an office; by name."""
        found = Jurisdiction.objects.filter(state=self.state, kind=Kind.COUNTY)
        return sorted(found, key=lambda county: county.name)

    @property
    def has_map(self) -> bool:
        return Outline.objects.filter(state=self.state).exists()

    @cached_property
    def cards(self) -> list[Card]:
        """In the order of an answer."""
        here = Office.objects.filter(jurisdiction__state__in=(self.state, ""))
        return cards_of(here, self.language, self.now)

    @cached_property
    def statewide(self) -> tuple[Card, ...]:
        return tuple(self._of_governments.get(None, ()))

    def of_government(self, pk: int) -> tuple[Card, ...]:
        """Offices that answer for a whole county or city, agencies of its own included."""
        return tuple(self._of_governments.get(pk, ()))

    def of_districts(self, districts: Iterable[District]) -> tuple[Card, ...]:
        found = [card for each in districts for card in self._of_district.get(each.pk, ())]
        return tuple(sorted(found, key=_card_order))

    def county(self, county: Jurisdiction) -> CountyAnswer:
        """Everything of a county: its places, and where a place is cut, its precincts."""
        units = self._units.get(county.pk, [])
        cards = sorted((*self.statewide, *self.of_government(county.pk)), key=_card_order)
        return CountyAnswer(county, tuple(cards), tuple(self._places(units)))

    @cached_property
    def districts(self) -> dict[int, District]:
        here = District.objects.filter(jurisdiction__state=self.state).on(self.today)
        return {each.pk: each for each in here.select_related("jurisdiction")}

    @cached_property
    def _units(self) -> dict[int, list[Unit]]:
        found = defaultdict(list)
        units = Unit.objects.filter(county__state=self.state).select_related("municipality")
        for unit in units:
            found[unit.county_id].append(unit)
        return found

    @cached_property
    def _districts_of(self) -> dict[int, tuple[District, ...]]:
        through: Any = Unit.districts.through
        pairs = through.objects.filter(unit__county__state=self.state)
        found = defaultdict(list)
        for unit, district in pairs.values_list("unit_id", "district_id"):
            if district in self.districts:
                found[unit].append(self.districts[district])
        return {
            unit: tuple(sorted(each, key=lambda one: one.in_order)) for unit, each in found.items()
        }

    @cached_property
    def _of_governments(self) -> dict[int | None, list[Card]]:
        """By the county or city that they answer for; None for the state and the country."""
        found: dict[int | None, list[Card]] = defaultdict(list)
        for card in self.cards:
            if card.office.district_id is None:
                found[_answers_for(card.office.jurisdiction)].append(card)
        return found

    @cached_property
    def _of_district(self) -> dict[int, list[Card]]:
        found = defaultdict(list)
        for card in self.cards:
            if card.office.district_id is not None:
                found[card.office.district_id].append(card)
        return found

    def _places(self, units: Sequence[Unit]) -> list[Place]:
        by_place: dict[tuple[str, int | None], list[Unit]] = defaultdict(list)
        for unit in units:
            name = unit.municipality.name if unit.municipality else unit.name
            by_place[name, unit.municipality_id].append(unit)
        return [
            Place(
                name,
                f"place-{units[0].pk}",
                self.of_government(pk) if pk else (),
                self._combinations(units, pk),
            )
            for (name, pk), units in sorted(by_place.items(), key=lambda pair: pair[0][0])
        ]

    def _combinations(self, units: Sequence[Unit], place: int | None) -> tuple[Combination, ...]:
        named: dict[tuple[District, ...], list[str]] = defaultdict(list)
        for unit in units:
            named[self._districts_of.get(unit.pk, ())].append(unit.name)
        own = self.of_government(place) if place else ()
        return tuple(
            Combination(
                districts,
                tuple(names),
                tuple(sorted((*self.of_districts(districts), *own), key=_card_order)),
            )
            for districts, names in named.items()
        )


def cards_of(offices: QuerySet[Office], language: str, now: datetime) -> list[Card]:
    """These offices as an answer shows them, in its order."""
    told, acts = told_of_offices(language, now), _acts(offices)
    shown = [_card(each, acts, told, language) for each in _with_holders(offices)]
    return sorted(shown, key=_card_order)


def _acts(offices: QuerySet[Office]) -> dict[UUID, list[Act]]:
    found = defaultdict(list)
    for act in Act.objects.with_words().filter(office__in=offices.order_by().values("pk")):
        found[act.office_id].append(act)
    return found


def _with_holders(offices: QuerySet[Office]) -> QuerySet[Office]:
    in_office = Official.objects.in_office()
    return offices.select_related(
        "jurisdiction__parent", "district__jurisdiction"
    ).prefetch_related(
        "names", "lines", Prefetch("officials", queryset=in_office, to_attr="holding")
    )


def _card(
    office: Office, acts: dict[UUID, list[Act]], told: dict[UUID, list[Told]], language: str
) -> Card:
    holding: list[Official] = office.holding  # type: ignore[attr-defined]  # prefetched above
    holders: list[Official | None] = [*holding] or [None]
    names = {each.pk for each in holding}
    about = [each for each in acts.get(office.pk, ()) if each.official_id in (None, *names)]
    lines = [each for each in told.get(office.pk, ()) if each.official in (None, *names)]
    reached = (Holder(each, tuple(dialed_of(office, each, language))) for each in holders)
    return Card(office, tuple(reached), tuple(about[:MOST_ACTS]), tuple(lines))


def _answers_for(place: Jurisdiction) -> int | None:
    """The county or city whose people an office answers to; of an agency whom that answers to."""
    if place.kind in AGENCIES and place.parent is not None:
        place = place.parent
    return None if place.kind in (Kind.STATE, Kind.COUNTRY) else place.pk


def _card_order(card: Card) -> tuple[int, str]:
    return order_of(card.office.seat), card.office.sort_name
