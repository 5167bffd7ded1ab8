"""Factors and rubrics: what is asked, and how answers are judged.

A newcomer's mistake: taking out an answer that facts give, or changing rules that a claim was
counted by. An answer stays while a fact gives it; changed rules are a new version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.policies.models import (
    Factor,
    FactorValue,
    Rubric,
    RubricStep,
    RubricVersion,
)
from amparo.web.languages import write_in_languages
from amparo.web.pagecache import bump

Words = Mapping[str, Mapping[str, str]]  # language → words


@dataclass(frozen=True)
class Answer:
    """One answer: a known one by its id, or a new one."""

    effect: str
    names: Mapping[str, str]
    pk: int | None = None
    is_none: bool = False


@dataclass(frozen=True)
class Step:
    factor: Factor
    met_by: Sequence[FactorValue]


@dataclass(frozen=True)
class Ways:
    """How a version judges."""

    method: str
    protects_from: int = 0
    harms_below: int = 0
    steps: Sequence[Step] = field(default_factory=list)


@transaction.atomic
def save_factor(factor: Factor, words: Words, answers: Sequence[Answer], *, actor: Actor) -> Factor:
    """Keep a question with its answers; answers that are left out stay where facts give them."""
    if factor._state.adding:
        factor.is_own = True
        factor.key = _free_slug(Factor, next(iter(words.values()))["name"])
        factor.order = (Factor.objects.aggregate(last=Max("order"))["last"] or 0) + 1
    factor.save()
    write_in_languages(factor.texts, words)
    kept = [_save_answer(factor, each, at) for at, each in enumerate(answers, 1)]
    left_out = factor.values.exclude(pk__in=kept)
    left_out.filter(facts=None, rubric_steps=None, computed_claims=None).delete()
    record("policies.save_factor", actor=actor, about=factor)
    transaction.on_commit(bump)
    return factor


@transaction.atomic
def save_rubric(
    rubric: Rubric, words: Words, ways: Ways, *, actor: Actor, today: date
) -> RubricVersion:
    """Keep a rubric's words; rules that differ from the latest are its next version."""
    if rubric._state.adding:
        rubric.is_own = True
        rubric.key = _free_slug(Rubric, next(iter(words.values()))["name"])
        rubric.order = (Rubric.objects.aggregate(last=Max("order"))["last"] or 0) + 1
    rubric.save()
    write_in_languages(rubric.texts, words)
    latest = rubric.versions.first()
    if latest is None or _as_written(latest) != _as_asked(ways):
        latest = _add_version(rubric, ways, latest.number + 1 if latest else 1, today)
    record("policies.save_rubric", actor=actor, about=rubric, count=latest.number)
    transaction.on_commit(bump)
    return latest


def _save_answer(factor: Factor, answer: Answer, order: int) -> int:
    value = factor.values.filter(pk=answer.pk).first() if answer.pk else None
    if value is None:
        first = next(iter(answer.names.values()))
        taken = set(factor.values.values_list("key", flat=True))
        value = FactorValue(factor=factor, key=_free(slugify(first)[:36] or "answer", taken))
    value.effect, value.order, value.is_none = answer.effect, order, answer.is_none
    value.save()
    write_in_languages(value.texts, {code: {"name": name} for code, name in answer.names.items()})
    return value.pk


def _add_version(rubric: Rubric, ways: Ways, number: int, today: date) -> RubricVersion:
    version = RubricVersion.objects.create(
        rubric=rubric,
        number=number,
        method=ways.method,
        protects_from=ways.protects_from,
        harms_below=ways.harms_below,
        made_on=today,
    )
    for order, step in enumerate(ways.steps, 1):
        row = RubricStep.objects.create(version=version, order=order, factor=step.factor)
        row.met_by.set(step.met_by)
    return version


def _as_written(version: RubricVersion) -> tuple[object, ...]:
    steps = [(step.factor_id, {value.pk for value in step.met_by.all()})
             for step in version.steps.prefetch_related("met_by")]  # fmt: skip
    return version.method, version.protects_from, version.harms_below, steps


def _as_asked(ways: Ways) -> tuple[object, ...]:
    steps = [(step.factor.pk, {value.pk for value in step.met_by}) for step in ways.steps]
    return ways.method, ways.protects_from, ways.harms_below, steps


def _free_slug(model: type[Factor] | type[Rubric], name: str) -> str:
    taken = set(model._default_manager.values_list("key", flat=True))
    return _free(slugify(name)[:50] or "own", taken)


def _free(plain: str, taken: set[str]) -> str:
    if plain not in taken:
        return plain
    return next(key for at in range(2, 10_000) if (key := f"{plain}-{at}") not in taken)
