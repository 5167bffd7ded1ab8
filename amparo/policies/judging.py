"""What a rubric says of a government, and the rules by which it says so, in words.

A newcomer's mistake: reading "not known" as "does not". A step that nobody has looked into stops
the count, and the stance says that it is not known.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.policies.models import (
    Effect,
    FactorValue,
    Method,
    RubricStep,
    RubricVersion,
    Stance,
)
from amparo.policies.standing import Answers, answers_by_government, answers_over_time

MET, UNMET, UNKNOWN = "met", "unmet", "unknown"


@dataclass(frozen=True)
class Judged:
    """The stance, how many steps in a row are met, and each step's own state in order."""

    stance: Stance
    level: int
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    """A version ready to judge many governments."""

    method: str
    protects_from: int
    harms_below: int
    steps: tuple[tuple[int, frozenset[int]], ...]  # (factor, answers that meet it)
    harming: frozenset[int]  # answers that harm

    @property
    def factors(self) -> list[int]:
        return [factor for factor, _met_by in self.steps]


def version_with_words(pk: int) -> RubricVersion:
    """With everything that printing its rules needs. Raises RubricVersion.DoesNotExist."""
    return (
        RubricVersion.objects.select_related("rubric")
        .prefetch_related(
            "rubric__texts", "steps__factor__texts", "steps__met_by__texts", "steps__met_by"
        )
        .get(pk=pk)
    )


def rules_of(version: RubricVersion) -> Rules:
    steps = list(version.steps.prefetch_related("met_by"))
    harming = FactorValue.objects.filter(
        factor__in=[step.factor_id for step in steps], effect=Effect.HARMS
    )
    return Rules(
        method=version.method,
        protects_from=version.protects_from,
        harms_below=version.harms_below,
        steps=tuple(
            (step.factor_id, frozenset(value.pk for value in step.met_by.all())) for step in steps
        ),
        harming=frozenset(harming.values_list("pk", flat=True)),
    )


def judge(rules: Rules, answers: Answers) -> Judged:
    """What the rules say of one government's answers."""
    states = tuple(_state(met_by, answers.get(factor)) for factor, met_by in rules.steps)
    level = next((at for at, state in enumerate(states) if state != MET), len(states))
    if rules.method == Method.STEPS:
        return Judged(_by_steps(rules, states, level), level, states)
    return Judged(_by_balance(rules, states, answers), states.count(MET), states)


def judge_all(
    version: RubricVersion, on: date, *, kind: str = "", state: str = ""
) -> dict[int, Judged]:
    """Every government of which a fact is known on that day, by its id."""
    rules = rules_of(version)
    known = answers_by_government(on, factors=rules.factors, kind=kind, state=state)
    return {government: judge(rules, answers) for government, answers in known.items()}


def stances_over_time(
    version: RubricVersion, days: Sequence[date], *, kind: str = "", state: str = ""
) -> Iterator[Counter[Stance]]:
    """How many governments of which a fact is known get each stance, on each day in turn."""
    rules, judged = rules_of(version), dict[frozenset[tuple[int, int]], Stance]()
    for known in answers_over_time(days, factors=rules.factors, kind=kind, state=state):
        alike = Counter(known.values())
        counts: Counter[Stance] = Counter()
        for pairs, count in alike.items():
            if pairs not in judged:  # many governments answer alike
                judged[pairs] = judge(rules, _answers(pairs)).stance
            counts[judged[pairs]] += count
        yield counts


def _answers(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for factor, value in pairs:
        found.setdefault(factor, set()).add(value)
    return found


def printed(version: RubricVersion) -> list[str]:
    """The rules as sentences, in the reader's language: one a step, then what they add up to."""
    return [*(_said(step) for step in version.steps.all()), *_added_up(version)]


def _state(met_by: frozenset[int], answers: set[int] | None) -> str:
    if not answers:
        return UNKNOWN
    return MET if answers <= met_by else UNMET


def _by_steps(rules: Rules, states: tuple[str, ...], level: int) -> Stance:
    if level >= rules.protects_from:
        return Stance.PROTECTS
    if states[level] == UNKNOWN:
        return Stance.UNKNOWN
    return Stance.HARMS if level < rules.harms_below else Stance.MIXED


def _by_balance(rules: Rules, states: tuple[str, ...], answers: Answers) -> Stance:
    protects = MET in states
    harms = any(answers.get(factor, set()) & rules.harming for factor, _met_by in rules.steps)
    known: Mapping[tuple[bool, bool], Stance] = {
        (True, False): Stance.PROTECTS,
        (False, True): Stance.HARMS,
        (True, True): Stance.MIXED,
    }
    nothing = Stance.UNKNOWN if set(states) <= {UNKNOWN} else Stance.MIXED
    return known.get((protects, harms), nothing)


def _said(step: RubricStep) -> str:
    met_by = _(" or ").join(f"“{value.name}”" for value in step.met_by.all())
    return _("%(number)s. %(factor)s: %(answers)s.") % {
        "number": step.order,
        "factor": step.factor.name,
        "answers": met_by,
    }


def _added_up(version: RubricVersion) -> list[str]:
    if version.method == Method.BALANCE:
        return [
            _("Protects where at least one of these is so and nothing known harms."),
            _("Harms where something known harms and none of these is so; mixed in between."),
            _("Where nothing is known of any of them, it says so."),
        ]
    first, last = version.harms_below, version.protects_from
    return [
        _("A step counts where it and all before it are so."),
        ngettext("Protects from %(n)s step on.", "Protects from %(n)s steps on.", last)
        % {"n": last},
        ngettext("Harms with fewer than %(n)s step.", "Harms with fewer than %(n)s steps.", first)
        % {"n": first},
        _("Where the next step is not known, the stance is not known."),
    ]
