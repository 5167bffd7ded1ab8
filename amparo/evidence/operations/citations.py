"""Noting what a text cites, and that somebody has looked at a place whose claim moved.

A newcomer's mistake: forgetting to say that a place is gone. What is cited cannot be removed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.evidence.citing import marks_in
from amparo.evidence.models import Citation, Claim, Source
from amparo.web.pagecache import bump


@transaction.atomic
def note_citations(kind: str, place_id: object, texts: Mapping[str, str]) -> None:
    """Note what each language's text cites by key; languages that are not named lose theirs.

    A citation that stays keeps its flag: to save a text is not to have looked at the claim.
    """
    here = Citation.objects.of_place(kind, place_id).exclude(language="")
    here.exclude(language__in=texts).delete()
    for language, text in texts.items():
        _note(kind, str(place_id), language, text)


@transaction.atomic
def list_sources(kind: str, place_id: object, sources: Sequence[Source]) -> None:
    """The sources that are listed for a place by hand, in this order, for all its languages."""
    here = Citation.objects.of_place(kind, place_id).filter(language="")
    here.exclude(source__in=sources).delete()
    for order, source in enumerate(sources, 1):
        Citation.objects.update_or_create(
            place_kind=kind,
            place_id=str(place_id),
            language="",
            source=source,
            defaults={"order": order},
        )
    transaction.on_commit(bump)


def listed_sources(kind: str, place_id: object) -> list[Source]:
    return [
        each.source
        for each in Citation.objects.of_place(kind, place_id).listed()
        if each.source is not None
    ]


def forget_place(kind: str, place_ids: Sequence[object]) -> int:
    """The places are gone; how many citations went with them."""
    return Citation.objects.of_places(kind, place_ids).delete()[0]


@transaction.atomic
def look_at(kind: str, place_id: str, *, actor: Actor) -> int:
    """Somebody has looked at this place since its claims moved; 0 where nothing waited."""
    waiting = Citation.objects.of_place(kind, place_id).to_look_at()
    keys = sorted({each.claim.key for each in waiting.select_related("claim") if each.claim})
    count = waiting.update(to_look_since=None, why_look="")
    if count:
        detail: dict[str, str | int | list[str]] = {"kind": kind, "place": place_id, "claims": keys}
        record("evidence.look_at", actor=actor, count=count, detail=detail)
    return count


def _note(kind: str, place_id: str, language: str, text: str) -> None:
    cited = marks_in(text)
    claims = _known(Claim, cited, "claim")
    sources = _known(Source, cited, "source")
    here = Citation.objects.of_place(kind, place_id).filter(language=language)
    here.filter(claim__isnull=False).exclude(
        claim__in=[each.pk for each in claims.values()]
    ).delete()
    here.filter(source__isnull=False).exclude(
        source__in=[each.pk for each in sources.values()]
    ).delete()
    for order, (what, key) in enumerate(cited, 1):
        thing = {"claim": claims, "source": sources}[what].get(key)
        if thing is not None:
            Citation.objects.update_or_create(
                place_kind=kind,
                place_id=place_id,
                language=language,
                **_as(what, thing),
                defaults={"order": order},
            )


def _as(what: str, thing: Claim | Source) -> dict[str, Any]:
    return {what: thing}


def _known(
    model: type[Claim] | type[Source], cited: list[tuple[str, str]], what: str
) -> dict[str, Claim | Source]:
    keys = [key for kind, key in cited if kind == what]
    return {row.key: row for row in model._default_manager.filter(key__in=keys)}
