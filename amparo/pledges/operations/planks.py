"""Write planks and questions, put them in order, take them out.

A newcomer's mistake: a plank saved by itself. Its words are part of what people pledge to: every
change here keeps the platform's new wording, and a promise of the other language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, RestrictedError

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.operations.asks import note_words_changed
from amparo.campaigns.standing import show_on_commit
from amparo.pledges.models import (
    Instrument,
    Plank,
    PlankText,
    Platform,
    Question,
    QuestionText,
    Reading,
)


class IsPledged(Exception):
    """Somebody pledged to this plank, or answered this question: it stays."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a plank says in one language."""

    title: str
    body: str = ""
    decider: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())


@dataclass(frozen=True, slots=True)
class ToRead:
    """One line of further reading."""

    title: str
    url: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class PlankFacts:
    """All of a plank but its number."""

    words: Mapping[str, Said]  # by language; one left empty loses its text
    instrument: str = Instrument.OTHER
    readings: Sequence[ToRead] = field(default_factory=tuple)


@transaction.atomic
def add_plank(platform: Platform, facts: PlankFacts, *, actor: Actor, now: datetime) -> Plank:
    """Write a new demand under the last number."""
    number = (platform.planks.aggregate(last=Max("number"))["last"] or 0) + 1
    plank = Plank.objects.create(platform=platform, number=number, instrument=facts.instrument)
    _write(plank, facts)
    record("pledges.add_plank", actor=actor, about=plank)
    _keep_words(platform, actor, now)
    return plank


@transaction.atomic
def change_plank(plank: Plank, facts: PlankFacts, *, actor: Actor, now: datetime) -> None:
    """Write a demand anew; who pledged before stays bound to the words of that day."""
    Plank.objects.filter(pk=plank.pk).update(instrument=facts.instrument)
    _write(plank, facts)
    record("pledges.change_plank", actor=actor, about=plank)
    _keep_words(plank.platform, actor, now)


@transaction.atomic
def move_plank(plank: Plank, *, to: int, actor: Actor, now: datetime) -> None:
    """Give a plank another number; the others close up."""
    others = plank.platform.planks.exclude(pk=plank.pk).order_by("number")
    ordered = list(others.values_list("pk", flat=True))
    place = min(max(to, 1), len(ordered) + 1) - 1
    _number([*ordered[:place], plank.pk, *ordered[place:]])
    record("pledges.move_plank", actor=actor, about=plank)
    _keep_words(plank.platform, actor, now)


@transaction.atomic
def remove_plank(plank: Plank, *, actor: Actor, now: datetime) -> None:
    """Take a demand out; those behind it move up. Raises IsPledged."""
    platform = plank.platform
    record("pledges.remove_plank", actor=actor, about=plank)
    try:
        plank.delete()
    except RestrictedError:
        raise IsPledged from None
    _number(list(platform.planks.order_by("number").values_list("pk", flat=True)))
    _keep_words(platform, actor, now)


@transaction.atomic
def save_question(
    platform: Platform,
    question: Question | None,
    *,
    words: Mapping[str, str],
    plank: Plank | None,
    actor: Actor,
) -> Question:
    """Ask something new, or word it anew; what was answered keeps the words that were asked."""
    if question is None:
        number = (platform.questions.aggregate(last=Max("number"))["last"] or 0) + 1
        question = Question(platform=platform, number=number)
    question.plank = plank
    question.save()
    said = {language: each for language, each in words.items() if each}
    question.texts.exclude(language__in=said).delete()
    for language, each in said.items():
        QuestionText.objects.update_or_create(
            question=question, language=language, defaults={"words": each}
        )
    record("pledges.save_question", actor=actor, about=question)
    show_on_commit()
    return question


@transaction.atomic
def remove_question(question: Question, *, actor: Actor) -> None:
    """Take a question out that nobody answered. Raises IsPledged."""
    record("pledges.remove_question", actor=actor, about=question)
    try:
        question.delete()
    except RestrictedError:
        raise IsPledged from None
    show_on_commit()


def _write(plank: Plank, facts: PlankFacts) -> None:
    words = {language: said for language, said in facts.words.items() if said}
    PlankText.objects.filter(plank=plank).exclude(language__in=words).delete()
    for language, said in words.items():
        PlankText.objects.update_or_create(plank=plank, language=language, defaults=asdict(said))
    Reading.objects.filter(plank=plank).delete()
    Reading.objects.bulk_create(
        Reading(plank=plank, order=place, **asdict(each))
        for place, each in enumerate(facts.readings, start=1)
    )


def _number(ordered: list[UUID]) -> None:
    """Numbers are unique; the database looks at the end of the transaction."""
    for number, pk in enumerate(ordered, start=1):
        Plank.objects.filter(pk=pk).update(number=number)


def _keep_words(platform: Platform, actor: Actor, now: datetime) -> None:
    """Read anew: planks that were fetched along with the platform are no longer the ones kept."""
    fresh = Platform.objects.with_words().get(pk=platform.pk)
    note_words_changed(fresh, actor=actor, now=now)
