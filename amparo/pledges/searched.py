"""What the search finds of platforms: each plank, under its demand, as its own page shows it."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.campaigns.actions import asks
from amparo.evidence.citing import without_marks
from amparo.pledges.models import Plank, Platform
from amparo.web.searching import Document, Source


def planks(language: str, now: datetime) -> Iterator[Document]:
    for plank in _public(language, now):
        text = next((each for each in plank.texts.all() if each.language == language), None)
        if text is None:
            continue
        yield Document(
            key=str(plank.pk),
            language=language,
            title=text.title,
            path=reverse("pledges:plank", args=[plank.platform.slug, plank.number]),
            kind=_("Demand of a platform"),
            summary=plank.platform.title,
            body=lambda text=text: without_marks("\n".join([text.body, text.decider])),  # type: ignore[misc]
            about=str(plank.platform.campaign_id),
        )


def _public(language: str, now: datetime) -> Iterator[Plank]:
    """Of every platform that has a page in this language, closed ones too."""
    for platform in asks(Platform).published().with_words().select_related("campaign"):
        if platform.is_public_in(language, now):
            yield from Plank.objects.filter(platform=platform).with_words()


def _left(keys: Collection[str], language: str, now: datetime) -> set[str]:
    return {str(each.pk) for each in _public(language, now)} & set(keys)


SOURCE = Source("planks", planks, _left)
