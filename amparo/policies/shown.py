"""What the page of one government shows: facts by topic, contradictions side by side, history.

A newcomer's mistake: one answer a factor. What is written and what is done stand apart, and where
two sources contradict each other both are shown, in the same size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import QuerySet

from amparo.officials.models import Office, OfficeQuerySet
from amparo.places.models import AGENCIES, Jurisdiction, Kind
from amparo.policies.addresses import within
from amparo.policies.custody import Chain, what_happens_to
from amparo.policies.judging import MET, Judged, judge, rules_of, version_with_words
from amparo.policies.models import (
    Agreement,
    Disagreement,
    Fact,
    Factor,
    Part,
    Program,
    Rubric,
    RubricVersion,
    Topic,
)
from amparo.policies.standing import facts_of

PANELS = "policies.place"  # where rooms above say what they do about a government


@dataclass(frozen=True)
class Answered:
    """A factor of which something is known today: in writing, and as it is done."""

    factor: Factor
    written: list[Fact]
    practice: list[Fact]
    contradicts: bool

    @property
    def facts(self) -> list[Fact]:
        return [*self.written, *self.practice]


@dataclass(frozen=True)
class Section:
    topic: str
    name: str
    answered: list[Answered]


@dataclass(frozen=True)
class Event:
    """Something began or ended on a day."""

    on: date
    is_end: bool
    fact: Fact | None = None
    part: Part | None = None


@dataclass(frozen=True)
class Judgement:
    """What a rubric says, with each step's own state."""

    version: RubricVersion
    judged: Judged

    @property
    def steps(self) -> list[tuple[str, bool, bool]]:
        """(factor, whether it is met, whether it is known)."""
        states = zip(self.version.steps.all(), self.judged.steps, strict=True)
        return [(step.factor.name, state == MET, state != "unknown") for step, state in states]


@dataclass
class Page:
    place: Jurisdiction
    sections: list[Section]
    unknown: list[Factor]
    history: list[Event]
    chains: list[Chain]
    agreements: list[Agreement]
    parts: list[tuple[Program, list[Part]]]
    offices: list[Office]
    judgements: list[Judgement]
    inside: list[Jurisdiction] = field(default_factory=list)
    lies_in: list[Jurisdiction] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.sections and not self.history

    @property
    def has_examples(self) -> bool:
        return any(event.fact and event.fact.is_example for event in self.history)


def page_of(place: Jurisdiction, today: date) -> Page:
    every = list(facts_of(place))
    standing = [fact for fact in every if fact.is_in_force(today)]
    answered = list(_answered(standing))
    known = {each.factor.pk for each in answered}
    parts = list(_parts(place))
    return Page(
        place=place,
        sections=list(_sections(answered)),
        unknown=[each for each in _asked_of(place) if each.pk not in known],
        history=_history(every, parts, today),
        chains=what_happens_to(place, today),
        agreements=list(_agreements(place)),
        parts=_by_program(parts),
        offices=offices_of(place),
        judgements=list(judgements(standing)),
        inside=list(_inside(place)),
        lies_in=list(place.counties.all()),
    )


def offices_of(place: Jurisdiction) -> list[Office]:
    """Who decides there, its agencies' offices included."""
    return list(offices_in(place).with_names().prefetch_related("lines"))


def offices_in(place: Jurisdiction) -> OfficeQuerySet:
    """The same, to be asked further."""
    here = Office.objects.filter(within("jurisdiction", place))
    if place.kind == Kind.STATE:  # its 200 legislators stand with their districts
        here = here.filter(district__isnull=True)
    return here


def judgements(standing: Sequence[Fact]) -> Iterable[Judgement]:
    """What every rubric says of facts that are in force."""
    answers: dict[int, set[int]] = {}
    for fact in standing:
        answers.setdefault(fact.factor_id, set()).add(fact.value_id)
    for rubric in Rubric.objects.prefetch_related("versions"):
        if rubric.current is not None:
            version = version_with_words(rubric.current.pk)
            yield Judgement(version, judge(rules_of(version), answers))


def _answered(standing: Sequence[Fact]) -> Iterable[Answered]:
    settled = _settled(standing)
    for factor, rows in groupby(standing, key=lambda fact: fact.factor):
        facts = list(rows)
        values = {fact.value_id for fact in facts}
        pairs = {frozenset((a.pk, b.pk)) for a in facts for b in facts if a.value_id != b.value_id}
        contradicts = len(values) > 1 and not factor.is_multiple and not pairs <= settled
        yield Answered(
            factor,
            [fact for fact in facts if not fact.is_practice],
            [fact for fact in facts if fact.is_practice],
            contradicts,
        )


def _settled(standing: Sequence[Fact]) -> set[frozenset[int]]:
    """Pairs that somebody looked into and left side by side."""
    pks = [fact.pk for fact in standing]
    rows = Disagreement.objects.filter(one__in=pks, other__in=pks, settled_on__isnull=False)
    return {frozenset(pair) for pair in rows.values_list("one_id", "other_id")}


def _sections(answered: Sequence[Answered]) -> Iterable[Section]:
    for topic, name in Topic.choices:
        here = [each for each in answered if each.factor.topic == topic]
        if here:
            yield Section(topic, str(name), here)


def _asked_of(place: Jurisdiction) -> QuerySet[Factor]:
    """The factors that are asked of its kind."""
    flag = {Kind.STATE: "of_states", Kind.COUNTY: "of_counties"}.get(Kind(place.kind), "of_cities")
    return Factor.objects.asked().filter(**{flag: True}).prefetch_related("texts")


def _history(facts: Sequence[Fact], parts: Sequence[Part], today: date) -> list[Event]:
    """What began and ended, the latest first; what lies ahead is part of it."""
    events = [Event(fact.starts_on, False, fact) for fact in facts]
    events += [Event(fact.ends_on, True, fact) for fact in facts if fact.ends_on]
    events += [Event(part.on, False, part=part) for part in parts]
    return sorted(events, key=lambda event: (event.on, event.is_end), reverse=True)


def _parts(place: Jurisdiction) -> QuerySet[Part]:
    here = Part.objects.filter(within("jurisdiction", place))
    rows = here.select_related("program", "source", "jurisdiction")
    return rows.prefetch_related("program__names")


def _by_program(parts: Sequence[Part]) -> list[tuple[Program, list[Part]]]:
    """Its steps in each program."""
    found: dict[int, list[Part]] = {}
    for part in parts:
        found.setdefault(part.program_id, []).append(part)
    return [(steps[0].program, steps) for steps in found.values()]


def _agreements(place: Jurisdiction) -> QuerySet[Agreement]:
    rows = Agreement.objects.filter(within("agency", place), fact__is_counted=True).with_words()
    return rows.order_by("-fact__starts_on", "-id")


def _inside(place: Jurisdiction) -> QuerySet[Jurisdiction]:
    """Cities, towns and tribal nations in a county of which something is known."""
    rows = place.lies_within.exclude(kind__in=AGENCIES).filter(all_facts__is_counted=True)
    return rows.distinct().order_by("name")
