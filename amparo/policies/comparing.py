"""Two to four governments side by side, factor by factor.

A newcomer's mistake: leaving out a factor that one of them does not answer. That it is not known
there is what a reader should see.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from amparo.places.lookup import find, label_alone, labels_of
from amparo.places.models import Jurisdiction
from amparo.policies.addresses import governments
from amparo.policies.arrested import Fate, fates
from amparo.policies.models import Fact, Factor, Topic
from amparo.policies.shown import Judgement, judgements
from amparo.policies.standing import facts_of
from amparo.web.models import Coalition

MOST = 4
SUGGESTED = 400
LONGEST = 160


@dataclass(frozen=True)
class Asked:
    """What stands in one field, and which government it means."""

    typed: str = ""
    place: Jurisdiction | None = None
    several: Sequence[str] = ()  # that are called so
    is_wrong: bool = False


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


def asked(given: Iterable[str]) -> list[Asked]:
    """One slot each, by number as in links or by name as people type it; empty ones at the end.

    A government that stands twice is taken once.
    """
    home = Coalition.here().state
    found: list[Asked] = []
    seen: set[int] = set()
    for typed in [each.strip()[:LONGEST] for each in given if each.strip()][:MOST]:
        slot = _asked(typed, home)
        if slot.place is None or slot.place.pk not in seen:
            found.append(slot)
        seen |= {slot.place.pk} if slot.place else set()
    return [*found, *(Asked() for _at in range(MOST - len(found)))]


def offered() -> list[str]:
    """Governments of which something is known, as they are typed: of our own state first."""
    known = Exists(Fact.objects.public().filter(government=OuterRef("pk")))
    rows = governments().filter(known)
    here = rows.filter(state=Coalition.here().state).order_by("name")[:SUGGESTED]
    rest = rows.exclude(state=Coalition.here().state).order_by("state", "name")
    return labels_of([*here, *rest[: SUGGESTED - len(here)]])


def _asked(typed: str, home: str) -> Asked:
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 10
    found = list(governments().filter(pk=int(typed))) if is_number else None
    found = list(find(typed, governments(), home=home)) if found is None else found
    if len(found) == 1:
        return Asked(label_alone(found[0]), found[0])
    return Asked(typed, None, labels_of(found), is_wrong=True)


def _lines(facts: Sequence[Sequence[Fact]]) -> Iterable[Line]:
    factors = {fact.factor_id: fact.factor for here in facts for fact in here}
    for pk, factor in sorted(factors.items(), key=lambda pair: (pair[1].order, pair[0])):
        yield Line(factor, [[fact for fact in here if fact.factor_id == pk] for here in facts])


def _fates(places: Sequence[Jurisdiction], on: date) -> list[Fate | None]:
    found: dict[int, Fate] = {}
    for state in {place.state for place in places}:
        found |= fates(on, state=state)
    return [found.get(place.pk) for place in places]
