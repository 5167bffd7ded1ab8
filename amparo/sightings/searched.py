"""What the search finds of provisions: those whose road is public, with their wording.

A newcomer's mistake: what the coalition watches for itself. That it looks for a wording at all is
its own affair until it makes the road public.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.evidence.citing import without_marks
from amparo.sightings.models import WatchedText
from amparo.web.searching import Document, Source


def roads(language: str, now: datetime) -> Iterator[Document]:
    for watch in WatchedText.objects.public().with_words():
        yield _document(watch, language)


def _document(watch: WatchedText, language: str) -> Document:
    own = next((each for each in watch.words.all() if each.language == language), None)
    does = without_marks(own.does) if own else ""
    return Document(
        key=str(watch.pk),
        language=language,
        title=watch.name,
        path=reverse("sightings:road", args=[watch.key]),
        kind=_("Provision that we follow"),
        summary=does,
        body=lambda: watch.body,
    )


def _left(keys: Collection[str], language: str, now: datetime) -> set[str]:
    found = WatchedText.objects.public().filter(pk__in=list(keys)).values_list("pk", flat=True)
    return {str(pk) for pk in found}


SOURCE = Source("provisions", roads, _left)
