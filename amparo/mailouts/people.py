"""Works out, from opened cards, which people an audience is: addresses, as codes that die with it.

Pure bookkeeping: nothing here opens a card. A person is an address, so that a household that shares
one gets one letter. A newcomer would write by any of her cards: letters of a campaign go by what
she did there, not by her card of the standing list, so that ending them does not take her off it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from amparo.mailouts.audiences import Line
from amparo.supporters.models import Card, Keyspace

By = tuple[bool, date, UUID]  # is it of the list, the week, the card: the smallest is written by


@dataclass(slots=True)
class Person:
    """What is known of one address: which places of `Question` hold cards of hers."""

    meets: set[int] = field(default_factory=set)
    by: dict[int, By] = field(default_factory=dict)  # for each line, the card to write by


@dataclass(frozen=True)
class Question:
    """An audience as numbered places: its lines, then the conditions in them, then who is quiet."""

    lines: Sequence[Line]

    @property
    def keys(self) -> list[str]:
        """Every condition once."""
        return list(dict.fromkeys(key for line in self.lines for key in line.conditions))

    @property
    def quiet(self) -> int:
        return len(self.lines) + len(self.keys)


class Answer:
    """Who is in it, as cards are told one after the other."""

    def __init__(self, question: Question) -> None:
        self._question = question
        keys = question.keys
        first = len(question.lines)
        self._number = {key: first + place for place, key in enumerate(keys)}
        self._persons: dict[bytes, Person] = {}
        self.unwritten = 0

    def tell(self, card: Card, mark: bytes | None, places: Iterable[int]) -> None:
        """A card that stands in these places, with the code of its address (None: it has none)."""
        lines = len(self._question.lines)
        if mark is None:
            self.unwritten += any(place < lines for place in places)
            return
        person = self._persons.setdefault(mark, Person())
        for place in places:
            person.meets.add(place)
            if place < lines:
                is_of_list = card.action_kind == Keyspace.Kind.LIST
                by = (is_of_list, card.week_on, card.pk)
                person.by[place] = min(person.by.get(place, by), by)

    def chosen(self) -> dict[bytes, UUID]:
        """The card to write by of everybody in the audience; who came first is written first."""
        found = [(by, mark) for mark, each in self._persons.items() if (by := self._by(each))]
        return {mark: by[2] for by, mark in sorted(found, key=lambda each: each[0][1:])}

    def _by(self, person: Person) -> By | None:
        if self._question.quiet in person.meets:
            return None
        taken: list[By] = []
        for place, line in enumerate(self._question.lines):
            if place not in person.meets or not self._meets(person, line):
                continue
            if line.is_left_out:
                return None
            taken.append(person.by[place])
        return min(taken, default=None)

    def _meets(self, person: Person, line: Line) -> bool:
        did = person.meets
        return all(self._number[key] in did for key in line.also) and not any(
            self._number[key] in did for key in line.unless
        )
