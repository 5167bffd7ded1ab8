"""Programs on pages of their own: every name a program had, and each government's part in it.

A newcomer's mistake: one row for each step. A government that joined, sought to leave and was told
that it cannot has one place in the table, with its steps in order.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.paginator import Page as Portion
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.safestring import SafeString

from amparo.places.counties import state_name
from amparo.places.models import Jurisdiction, Kind
from amparo.policies.addresses import COUNTRY
from amparo.policies.countrymaps import COUNTIES, STATES, country_map
from amparo.policies.models import Part, Program, Role
from amparo.policies.questions import Question
from amparo.policies.statemaps import Line, state_map
from amparo.web.models import Coalition

PLACES_A_PAGE = 100


@dataclass(frozen=True)
class Way:
    """What one government or agency did about a program, the first step first."""

    place: Jurisdiction
    steps: list[Part]

    @property
    def state_name(self) -> str:
        """Empty where the government is the state itself."""
        here = self.place
        return state_name(here.state) if here.state and here.kind != Kind.STATE else ""

    @property
    def now(self) -> Part | None:
        """Its last step by today; what lies ahead is among the steps alone."""
        today = timezone.localdate()
        return next((each for each in reversed(self.steps) if each.on <= today), None)


@dataclass(frozen=True)
class Summary:
    """A program in the list: how many did what last, by what is known today."""

    program: Program
    counts: list[tuple[str, int]]


@dataclass(frozen=True)
class Map:
    """Of the coalition's own state where something is known there; else of the country."""

    code: str
    level: str
    svg: SafeString
    legend: list[Line]


def summaries(today: date) -> list[Summary]:
    """Every program there is, also one of which no government's part is known."""
    done: dict[int, Counter[str]] = {}
    last = Part.objects.on(today).order_by().values_list("program_id", "role")
    for program, role in last:
        done.setdefault(program, Counter())[role] += 1
    return [
        Summary(each, list(_said(done.get(each.pk, Counter()))))
        for each in Program.objects.with_words()
    ]


def ways_of(program: Program, number: str | None) -> "Portion[Way]":
    """A page of the governments whose part is known, by state and name."""
    places = Jurisdiction.objects.filter(parts__program=program).distinct()
    ordered = places.order_by("state", "name", "pk").select_related("parent")
    portion = Paginator(ordered, PLACES_A_PAGE).get_page(number)
    here = list(portion.object_list)
    steps = _steps(program, here)
    ways = [Way(place, steps[place.pk]) for place in here]
    portion.object_list = ways  # type: ignore[assignment]
    return portion  # type: ignore[return-value]


def map_of(question: Question, today: date) -> Map | None:
    """Nothing where no part is known, or those of cities alone, which no country's map shows."""
    parts = Part.objects.filter(program=question.program, on__lte=today)
    own = Coalition.here().state
    if own and parts.filter(jurisdiction__state=own).exists():
        here = state_map(own, question, today)
        return Map(own.lower(), "", here.svg, here.legend)
    kinds = set(parts.order_by().values_list("jurisdiction__kind", "jurisdiction__parent__kind"))
    shown = {kind for pair in kinds for kind in pair}
    level = STATES if Kind.STATE in shown else COUNTIES if Kind.COUNTY in shown else ""
    if not level:
        return None
    whole = country_map(question, today, level=level)
    return Map(COUNTRY, level, whole.svg, whole.legend)


def _steps(program: Program, places: Iterable[Jurisdiction]) -> dict[int, list[Part]]:
    rows = Part.objects.filter(program=program, jurisdiction__in=list(places))
    ordered = rows.select_related("source").order_by("jurisdiction", "on", "pk")
    found = {}
    for place, steps in groupby(ordered, key=lambda part: part.jurisdiction_id):
        found[place] = [_named(part, program) for part in steps]
    return found


def _named(part: Part, program: Program) -> Part:
    """With the program's names, which are read once."""
    part.program = program
    return part


def _said(counts: Counter[str]) -> Iterable[tuple[str, int]]:
    return ((str(role.label), counts[role]) for role in Role if counts[role])
