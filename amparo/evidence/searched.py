"""What the search finds of the evidence: claims that stand on a source, under their sentence.

A newcomer's mistake: showing what was superseded. It stands on the page below the newer one, struck
out; alone in a list it would read as true.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.evidence.access import public_claims
from amparo.evidence.models import Claim
from amparo.evidence.wording import figure, time_of
from amparo.web.searching import Document, Source


def claims(language: str, now: datetime) -> Iterator[Document]:
    for claim in public_claims().standing():
        if document := _document(claim, language):
            yield document


def _document(claim: Claim, language: str) -> Document | None:
    text = next((each for each in claim.texts.all() if each.language == language), None)
    if text is None:
        return None
    return Document(
        key=str(claim.pk),
        language=language,
        title=text.sentence,
        path=f"{reverse('evidence:evidence')}#{claim.key}",
        kind=_("Figure with its source"),
        summary=" · ".join(filter(None, [figure(claim, text), time_of(claim)])),
        body=lambda: "\n".join([text.note, *_sources(claim)]),
    )


def _sources(claim: Claim) -> list[str]:
    return [each.source.title for each in claim.cited_sources.all()]


def _left(keys: Collection[str], language: str, now: datetime) -> set[str]:
    found = public_claims().standing().filter(pk__in=list(keys), texts__language=language)
    return {str(each.pk) for each in found}


SOURCE = Source("claims", claims, _left)
