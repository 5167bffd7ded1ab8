"""What the search finds: governments by name and by every answer, programs by all their names.

A newcomer's mistake: an index of today's answers. What a county did until last year is asked for
too, and nothing in the index has to change because a day has passed.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from functools import partial

from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.evidence.citing import without_marks
from amparo.places.models import Jurisdiction
from amparo.policies.addresses import governments, url_of
from amparo.policies.models import Program
from amparo.policies.standing import facts_of
from amparo.web.searching import Document, Source


def places(language: str, now: datetime) -> Iterator[Document]:
    """Every government of which a public fact is known."""
    rows = _public().annotate(
        known=Count("all_facts", distinct=True), newest=Max("all_facts__changes__id")
    )
    for place in rows:
        yield Document(
            key=str(place.pk),
            language=language,
            title=_("%(name)s and ICE") % {"name": place.name},
            path=url_of(place),
            kind=_("What a government does"),
            summary=_("What it does with ICE, since when, and by which source."),
            body=_words_of(place),
            stamp=f"{place.known} {place.newest}",
        )


def _words_of(place: Jurisdiction) -> Callable[[], str]:
    """Read only where something changed: a state has thousands of facts."""

    def read() -> str:
        return without_marks("\n".join(_said(place)))

    return read


def _said(place: Jurisdiction) -> Iterator[str]:
    for fact in facts_of(place).select_related("jurisdiction"):
        who = fact.jurisdiction.name if fact.jurisdiction_id != place.pk else ""
        yield " ".join((who, fact.factor.name, fact.value.name, fact.approved_by, fact.note))


def _public() -> QuerySet[Jurisdiction]:
    return governments().filter(all_facts__is_counted=True).distinct()


def _left(keys: Collection[str], language: str, now: datetime) -> set[str]:
    return {str(pk) for pk in _public().filter(pk__in=list(keys)).values_list("pk", flat=True)}


def programs(language: str, now: datetime) -> Iterator[Document]:
    """Every program, under each name that it ever had."""
    for program in Program.objects.with_words():
        eras = program.eras
        yield Document(
            key=program.key,
            language=language,
            title=program.name,
            path=reverse("policies:program", args=[program.key]),
            kind=_("Federal program"),
            summary=program.about,
            body=partial("\n".join, [f"{each.name}: {each.about}" for each in eras]),
            stamp=" ".join(f"{each.pk} {each.name} {each.about}" for each in eras),
        )


SOURCES = (Source("policies", places, _left), Source("programs", programs))
