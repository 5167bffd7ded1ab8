"""What the search finds of the directory: providers of legal help that are listed.

They stand on one page, each under a mark of its own. Whoever looks for "asylum Rochester" means a
service and a place, so both are words of it.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.clinics.directory import Asked, Listed, found
from amparo.clinics.models import Provider
from amparo.web.searching import Document, Source


def providers(language: str, now: datetime) -> Iterator[Document]:
    for each in found(Asked()):
        yield Document(
            key=str(each.provider.pk),
            language=language,
            title=each.provider.name,
            path=f"{reverse('clinics:providers')}#{each.anchor}",
            kind=_("Legal help"),
            summary=" · ".join([each.cost, *each.services]),
            body=lambda each=each: _words(each, language),  # type: ignore[misc]
        )


def _words(each: Listed, language: str) -> str:
    own = each.text if each.text and each.text.language == language else None
    said = [own.hours, own.note] if own else []
    facts = [each.provider.address, each.provider.phone, *each.languages, *each.counties]
    return "\n".join([*facts, *said])


def _left(keys: Collection[str], language: str, now: datetime) -> set[str]:
    listed = Provider.objects.listed().filter(pk__in=list(keys))
    return {str(pk) for pk in listed.values_list("pk", flat=True)}


SOURCE = Source("providers", providers, _left)
