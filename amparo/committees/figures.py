"""How many volunteers a committee has, counted without a key.

A newcomer's mistake: adding up committees. Whoever joins three is counted in each of the three.
"""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from amparo.committees.models import KIND, Committee
from amparo.supporters.models import Card


@dataclass(frozen=True, slots=True)
class Volunteers:
    confirmed: int
    for_a_letter: int  # have not pressed the button of their letter yet
    for_a_word: int  # gave a telephone only, and wait for our call

    @property
    def total(self) -> int:
        return self.confirmed + self.for_a_letter + self.for_a_word


def cards_of(committee: Committee) -> QuerySet[Card]:
    """The sealed cards of all who joined it, alone or with others."""
    joinings = committee.joinings.values("pk")
    return Card.objects.filter(action_kind=KIND, action_id__in=joinings)


def volunteers(committee: Committee) -> Volunteers:
    counts: dict[str, int] = cards_of(committee).aggregate(
        confirmed=Count("pk", filter=Q(is_confirmed=True)),
        for_a_letter=Count("pk", filter=Q(is_confirmed=False, needs_word=False)),
        for_a_word=Count("pk", filter=Q(is_confirmed=False, needs_word=True)),
    )
    return Volunteers(**counts)
