"""Custody, programs, rulings, requests for records and tasks: kept, changed, taken back.

A newcomer's mistake: ending custody by deleting it. It gets its last day, so that the page of last
year still says where people were taken then.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.evidence.models import Source
from amparo.policies.models import (
    Custody,
    Fact,
    Part,
    Program,
    ProgramName,
    RecordsRequest,
    Ruling,
    Task,
    What,
)
from amparo.policies.operations.facts import note
from amparo.web.pagecache import bump

M = TypeVar("M", bound=models.Model)


def save_custody(row: Custody, *, actor: Actor) -> Custody:
    return _kept(row, "policies.save_custody", actor)


def verify_custody(row: Custody, *, actor: Actor, now: datetime) -> Custody:
    """Held against its source, and it is still so."""
    row.verified_on = timezone.localdate(now)
    return _kept(row, "policies.verify_custody", actor)


def remove_custody(row: Custody, *, actor: Actor) -> None:
    _removed(row, "policies.remove_custody", actor)


def save_part(row: Part, *, actor: Actor) -> Part:
    return _kept(row, "policies.save_part", actor)


def remove_part(row: Part, *, actor: Actor) -> None:
    _removed(row, "policies.remove_part", actor)


@transaction.atomic
def save_program(
    row: Program, names: Mapping[str, Mapping[str, str]], *, from_on: date | None, actor: Actor
) -> Program:
    """Keep a program, and what it is called in each language from a day on."""
    _kept(row, "policies.save_program", actor)
    for language, words in names.items():
        if words.get("name"):
            ProgramName.objects.update_or_create(
                program=row, language=language, from_on=from_on, defaults=dict(words)
            )
    return row


@transaction.atomic
def save_ruling(row: Ruling, facts: Collection[Fact], *, actor: Actor, now: datetime) -> Ruling:
    """Keep a lawsuit or an opinion, and the facts that it is about."""
    _kept(row, "policies.save_ruling", actor)
    new = [fact for fact in facts if not row.facts.filter(pk=fact.pk).exists()]
    row.facts.add(*new)
    for fact in new:
        note(fact, What.RULED, row.title, "", actor, now)
    return row


@transaction.atomic
def detach_ruling(row: Ruling, fact: Fact, *, actor: Actor, now: datetime) -> None:
    """It is not about this fact after all."""
    row.facts.remove(fact)
    note(fact, What.UNRULED, "", row.title, actor, now)


def save_request(row: RecordsRequest, *, actor: Actor) -> RecordsRequest:
    """Write down what was asked of whom."""
    if not row.who:
        row.who = actor.label[:150]
    return _kept(row, "policies.save_request", actor)


@transaction.atomic
def answer_request(
    row: RecordsRequest, *, answer: str, on: date, note: str, documents: Collection[Source],
    actor: Actor,
) -> RecordsRequest:  # fmt: skip
    """What came of it. Each document is a source from then on, and facts can stand on it."""
    row.answer, row.answered_on, row.answer_note = answer, on, note
    _kept(row, "policies.answer_request", actor)
    row.documents.add(*documents)
    return row


def save_task(row: Task, *, actor: Actor) -> Task:
    return _kept(row, "policies.save_task", actor)


@transaction.atomic
def finish_task(task: Task, *, found: str, on: date, by: User) -> bool:
    """Somebody found it out; False where it was done before."""
    open_ones = Task.objects.open().filter(pk=task.pk)
    if not open_ones.update(done_on=on, found=found, whose=by):
        return False
    record("policies.finish_task", actor=by.actor, about=task)
    return True


def reopen_task(task: Task, *, actor: Actor) -> None:
    Task.objects.filter(pk=task.pk).update(done_on=None)
    record("policies.save_task", actor=actor, about=task)


@transaction.atomic
def _kept(row: M, verb: str, actor: Actor) -> M:
    row.save()
    record(verb, actor=actor, about=row)
    transaction.on_commit(bump)
    return row


@transaction.atomic
def _removed(row: models.Model, verb: str, actor: Actor) -> None:
    record(verb, actor=actor, about=row)
    row.delete()
    transaction.on_commit(bump)
