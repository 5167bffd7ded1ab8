"""Two to four governments side by side, factor by factor.

A newcomer's mistake: leaving out a factor that one of them does not answer. That it is not known
there is what a reader should see.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from amparo.places.models import Jurisdiction
from amparo.policies.addresses import governments
from amparo.policies.arrested import Fate, fates
from amparo.policies.models import Fact, Factor, Topic
from amparo.policies.shown import Judgement, judgements
from amparo.policies.standing import facts_of

MOST = 4


@dataclass(frozen=True)
class Line:
    factor: Factor
    cells: list[list[Fact]]  # of each government, in their order


@dataclass(frozen=True)
class Comparison:
    places: list[Jurisdiction]
    topics: list[tuple[str, list[Line]]]
    stances: list[tuple[str, list[Judgement | None]]]
    fates: list[Fate | None]


def compare(places: Sequence[Jurisdiction], on: date) -> Comparison:
    facts = [list(facts_of(place, on)) for place in places]
    lines = list(_lines(facts))
    judged = [{each.version.pk: each for each in judgements(each)} for each in facts]
    versions = {pk: each.version.rubric.name for every in judged for pk, each in every.items()}
    return Comparison(
        places=list(places),
        topics=[(str(name), here) for topic, name in Topic.choices
                if (here := [line for line in lines if line.factor.topic == topic])],
        stances=[(name, [every.get(pk) for every in judged]) for pk, name in versions.items()],
        fates=_fates(places, on),
    )  # fmt: skip


def chosen(numbers: Iterable[str]) -> list[Jurisdiction]:
    """The governments with these numbers, in their order; what is none is left out."""
    wanted = [int(each) for each in numbers if each.isascii() and each.isdigit() and len(each) < 10]
    found = governments().in_bulk(wanted)
    unique = dict.fromkeys(wanted)
    return [found[pk] for pk in unique if pk in found][:MOST]


def offered() -> list[tuple[str, list[tuple[int, str]]]]:
    """Governments of which something is known, by state."""
    rows = governments().filter(all_facts__is_counted=True).distinct().order_by("state", "name")
    found: dict[str, list[tuple[int, str]]] = {}
    for place in rows:
        found.setdefault(place.state, []).append((place.pk, place.name))
    return list(found.items())


def _lines(facts: Sequence[Sequence[Fact]]) -> Iterable[Line]:
    factors = {fact.factor_id: fact.factor for here in facts for fact in here}
    for pk, factor in sorted(factors.items(), key=lambda pair: (pair[1].order, pair[0])):
        yield Line(factor, [[fact for fact in here if fact.factor_id == pk] for here in facts])


def _fates(places: Sequence[Jurisdiction], on: date) -> list[Fate | None]:
    found: dict[int, Fate] = {}
    for state in {place.state for place in places}:
        found |= fates(on, state=state)
    return [found.get(place.pk) for place in places]
