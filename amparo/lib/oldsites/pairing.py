"""Which two old posts say the same in two languages: proposed, and a person decides.

Links from one to the other tell most, then telephones, dates and figures that only these two share,
pictures, and days of posting that lie close. A newcomer's mistake: comparing words. They are in two
languages; what is written in digits is not.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from amparo.lib.twins.facts import facts

DAYS_APART = 10
ENOUGH = 3.0
_TELLING = {"telephone": 1.0, "bill": 1.0, "date": 0.8, "time": 0.5, "figure": 0.4}
MOST_OF_FACTS = 3.0

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Side(Generic[K]):
    """A post in one language, as far as pairing asks."""

    key: K
    language: str
    posted_on: date | None
    path: str = ""
    links: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    stated: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def stated_in(text: str, language: str) -> frozenset[tuple[str, str]]:
    """What a text states in digits."""
    found = facts(text, language)
    return frozenset((fact.kind, fact.value) for fact in found if fact.kind in _TELLING)


def propose(sides: Sequence[Side[K]]) -> Iterator[tuple[K, K]]:
    """Pairs, the likeliest first; nobody stands in two."""
    dated = sorted((each for each in sides if each.posted_on), key=lambda each: str(each.posted_on))
    scored = [
        (score, at, later, dated[at].key, dated[later].key)
        for at in range(len(dated))
        for later in _near(dated, at)
        if (score := likeness(dated[at], dated[later])) >= ENOUGH
    ]
    taken: set[K] = set()
    for _score, _at, _later, left, right in sorted(scored, key=lambda each: (-each[0], *each[1:3])):
        if left not in taken and right not in taken:
            taken |= {left, right}
            yield left, right


def likeness(left: Side[K], right: Side[K]) -> float:
    """How much speaks for one being the other's twin."""
    score = 4.0 * ((left.path in right.links) + (right.path in left.links)) if left.path else 0.0
    shared = left.stated & right.stated
    score += min(MOST_OF_FACTS, sum(_TELLING[kind] for kind, _value in shared))
    score += 1.0 * bool(left.pictures & right.pictures)
    return score + {0: 1.5, 1: 1.0}.get(_days_between(left, right), 0.3)


def _near(dated: Sequence[Side[K]], at: int) -> Iterator[int]:
    """Posts after this one, in another language and not long after."""
    here = dated[at]
    for later in range(at + 1, len(dated)):
        other = dated[later]
        if _days_between(here, other) > DAYS_APART:
            return
        if other.language != here.language:
            yield later


def _days_between(left: Side[K], right: Side[K]) -> int:
    """More than matters where a day is not known."""
    if left.posted_on is None or right.posted_on is None:
        return DAYS_APART + 1
    return abs((right.posted_on - left.posted_on).days)
