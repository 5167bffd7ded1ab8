"""All answers of a state in one file that a browser reads once: then it asks nobody again.

A newcomer's mistake: one file a county. Which file a browser asks for says where somebody lives.
The cards are the very markup of the page without scripts, so that neither knows more than the
other.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string

from amparo.officials.representing import Card, Combination, Directory, Place
from amparo.places.models import DistrictKind, Jurisdiction, Outline

_BETWEEN_TAGS = re.compile(r">\s+<")
Packed = dict[str, Any]


def packed(directory: Directory) -> Packed:
    """Counties with their places and precincts, districts, and cards; each named by its number."""
    return _Packer(directory).all()


def packed_areas(directory: Directory) -> list[list[Any]]:
    """[name of a kind, [[number of a district, rings]]] of every kind that has boundaries."""
    numbers, outlines = _numbers(directory), Outline.objects.filter(state=directory.state)
    by_kind = {each.kind: each.areas for each in outlines}
    return [
        [
            str(kind.label),
            [[numbers[pk], rings] for pk, rings in by_kind[kind.value] if pk in numbers],
        ]
        for kind in DistrictKind
        if kind.value in by_kind
    ]


class _Packer:
    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.card_numbers = {card.office.pk: at for at, card in enumerate(directory.cards)}
        self.district_numbers = _numbers(directory)

    def all(self) -> Packed:
        return {
            "cards": [_markup(card, self.directory.language) for card in self.directory.cards],
            "state": self._cards(self.directory.statewide),
            "counties": [self._county(each) for each in self.directory.counties],
            "districts": [
                [each.name, self._cards(self.directory.of_districts([each])), _county_of(each)]
                for each in self.directory.districts.values()
            ],
        }

    def _county(self, county: Jurisdiction) -> list[Any]:
        answer = self.directory.county(county)
        own = self._cards(self.directory.of_government(county.pk))
        return [county.fips, county.name, own, [self._place(each) for each in answer.places]]

    def _place(self, place: Place) -> list[Any]:
        """Its name, its offices, and the pieces in which districts cut it."""
        pieces = [self._piece(place, each) for each in place.combinations]
        return [place.name, self._cards(place.cards), pieces]

    def _piece(self, place: Place, piece: Combination) -> list[Any]:
        """Its districts, and the names of its precincts where somebody has to choose."""
        numbers = [self.district_numbers[each.pk] for each in piece.districts]
        return [numbers, [] if place.is_whole else list(piece.precincts)]

    def _cards(self, cards: Iterable[Card]) -> list[int]:
        return [self.card_numbers[card.office.pk] for card in cards]


def _numbers(directory: Directory) -> dict[int, int]:
    return {pk: number for number, pk in enumerate(directory.districts)}


def _county_of(district: Any) -> str:
    """The code of the county whose commissioner it elects: a click finds the sheriff by it."""
    is_county = district.kind == DistrictKind.COMMISSIONER
    return district.jurisdiction.fips if is_county else ""


def _markup(card: Card, language: str) -> str:
    context = {"card": card, "page_language": language, "heading": "h3"}
    return _BETWEEN_TAGS.sub("><", render_to_string("officials/_card.html", context).strip())
