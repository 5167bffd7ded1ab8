"""Two texts compared by what they state; languages that are missing or lag behind.

Stating a thing twice is no difference from stating it once: what counts is whether the other twin
states it at all. A difference is a question to a person, never a verdict: a text may rightly say
"both" where its twin says "two".
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from amparo.lib.twins.facts import Fact, Kind, facts

NEAR = 0.2  # of a text's length: unpaired facts so close to one another are taken for one changed


@dataclass(frozen=True)
class Difference:
    """What the left twin states and the right one does not, the reverse, or states otherwise."""

    kind: Kind
    left: Fact | None
    right: Fact | None


@dataclass(frozen=True)
class Twin:
    """One language of a text and when it was last changed."""

    language: str
    changed_at: datetime


def differences(
    left: str,
    right: str,
    left_language: str,
    right_language: str,
    *,
    places: Collection[str] = (),
) -> list[Difference]:
    """Everything that only one of two twins states, in the order of the left one.

    `places` are names that are the same in both languages (counties, cities) and are looked for.
    """
    left_facts = facts(left, left_language, places=places)
    right_facts = facts(right, right_language, places=places)
    only_left, only_right = _without(left_facts, right_facts), _without(right_facts, left_facts)
    found = list(_paired(only_left, only_right, len(left) or 1, len(right) or 1))
    return sorted(found, key=lambda each: _place_of(each, len(left) or 1, len(right) or 1))


def missing(twins: Iterable[Twin], languages: Sequence[str]) -> list[str]:
    """The languages that have no text, in the order of `languages`."""
    there = {twin.language for twin in twins}
    return [language for language in languages if language not in there]


def older(twins: Iterable[Twin], *, grace: timedelta = timedelta(0)) -> list[str]:
    """The languages whose text was last changed more than `grace` before the newest was."""
    known = list(twins)
    newest = max((twin.changed_at for twin in known), default=None)
    return [
        twin.language for twin in known if newest is not None and newest - twin.changed_at > grace
    ]


def _without(mine: Sequence[Fact], theirs: Sequence[Fact]) -> list[Fact]:
    """My facts that they do not state, each value once. Numbers in letters ask for nothing."""
    seen: set[tuple[str, str]] = set()
    rest = []
    for fact in mine:
        key = (fact.kind, fact.value)
        if fact.kind != "word" and key not in seen and not any(_same(fact, t) for t in theirs):
            seen.add(key)
            rest.append(fact)
    return rest


def _same(one: Fact, other: Fact) -> bool:
    if {one.kind, other.kind} <= {"figure", "word"}:
        return one.value == other.value
    if {one.kind, other.kind} == {"date", "figure"}:
        return _year_alone(one, other)
    if one.kind != other.kind:
        return False
    if one.kind == "date":
        return _same_date(one.value, other.value)
    if one.kind == "time":
        return _same_time(one.value, other.value)
    return one.value == other.value


def _year_alone(one: Fact, other: Fact) -> bool:
    """A year by itself is answered by a date of that year, but a date not by its year."""
    return one.kind == "figure" and other.value.startswith(f"{one.value}-")


def _same_date(one: str, other: str) -> bool:
    """Equal in what both say: "06-17" answers "2011-06-17"; "2010-11" does not."""
    if len(one) == len(other):
        return one == other
    return {len(one), len(other)} == {5, 10} and one[-5:] == other[-5:]


def _same_time(one: str, other: str) -> bool:
    if "?" not in one + other:
        return one == other
    halves = [(int(each[:2]) % 12, each[3:5]) for each in (one, other)]
    return halves[0] == halves[1]


def _paired(
    lefts: list[Fact], rights: list[Fact], left_length: int, right_length: int
) -> Iterable[Difference]:
    """Join what was probably one fact, changed: the likest first, then the nearest."""
    open_lefts, open_rights = list(lefts), list(rights)
    candidates = sorted(
        (
            (not _alike(left, right), abs(left.at / left_length - right.at / right_length), i, j)
            for i, left in enumerate(lefts)
            for j, right in enumerate(rights)
            if left.kind == right.kind
        ),
    )
    for is_unlike, distance, i, j in candidates:
        left, right = lefts[i], rights[j]
        if (is_unlike and distance > NEAR) or left not in open_lefts or right not in open_rights:
            continue
        open_lefts.remove(left)
        open_rights.remove(right)
        yield Difference(left.kind, left, right)
    yield from (Difference(left.kind, left, None) for left in open_lefts)
    yield from (Difference(right.kind, None, right) for right in open_rights)


def _alike(left: Fact, right: Fact) -> bool:
    """Dates of the same day in other years, or figures and numbers that share their beginning."""
    if left.kind == "date":
        return left.value[-5:] == right.value[-5:] or left.value[:7] == right.value[:7]
    return left.value[:3] == right.value[:3]


def _place_of(difference: Difference, left_length: int, right_length: int) -> float:
    if difference.left is not None:
        return difference.left.at / left_length
    return difference.right.at / right_length if difference.right else 0.0
