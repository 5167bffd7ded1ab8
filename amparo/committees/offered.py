"""What other rooms show of committees: lists of asks and feeds, the search, flyer and messages.

A newcomer's mistake: a campaign to put a committee into. It belongs to none, so it is no `Action`;
what lists of asks need to know of it is handed over here.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from amparo.announcing.kinds import AnnouncedKind
from amparo.campaigns.actions import Effort
from amparo.campaigns.kinds import Ask, OutsideKind
from amparo.committees.models import KIND, Committee, CommitteeText, State
from amparo.evidence.citing import Place, PlaceKind, without_marks
from amparo.lib.announcing import Facts
from amparo.web.models import Coalition
from amparo.web.searching import Document, Source
from amparo.web.templatetags.web import phone


def path_of(committee: Committee, language: str) -> str:
    with override(language):
        return reverse("committees:committee", args=[committee.slug])


def asks(language: str, now: datetime) -> list[Ask]:
    """Every public committee; an open one asks people to join it."""
    found = Committee.objects.public().with_words()
    return [_ask(each, text, language) for each in found if (text := each.any_text(language))]


def documents(language: str, now: datetime) -> Iterator[Document]:
    """What the search finds: those that have words in this language."""
    for each in Committee.objects.public().with_words():
        text = each.any_text(language)
        if text is not None and text.language == language:
            yield _document(each, text)


def _ask(committee: Committee, text: CommitteeText, language: str) -> Ask:
    with override(language):
        button = _("I want to help") if committee.is_open else _("See the committee")
    return Ask(
        kind=KIND,
        id=committee.pk,
        title=text.title,
        sentence=text.purpose,
        url=path_of(committee, language),
        button=button,
        language=text.language,
        is_open=committee.is_open,
        effort=Effort.HOUR,
        opens_at=committee.opened_at,
    )


def _document(committee: Committee, text: CommitteeText) -> Document:
    return Document(
        key=str(committee.pk),
        language=text.language,
        title=text.title,
        path=path_of(committee, text.language),
        kind=_("Committee"),
        summary=text.purpose,
        body=lambda: without_marks(text.body),
    )


def _public_id(slug: str, language: str, now: datetime) -> UUID | None:
    found = Committee.objects.public().filter(slug=slug, texts__language=language).first()
    return found.pk if found else None


def _facts(committee_id: UUID, language: str, on: date | None) -> Facts | None:
    """None where it has no words in this language; it has no dates."""
    committee = Committee.objects.with_words().filter(pk=committee_id).first()
    text = committee.any_text(language) if committee else None
    if committee is None or text is None or text.language != language or on is not None:
        return None
    with override(language):
        return Facts(
            language=language,
            title=text.title,
            url=settings.SITE_URL + path_of(committee, language),
            kind=_("Committee"),
            summary=text.purpose,
            phone=phone(Coalition.here().hotline),
            come=_("I want to help"),
            coalition=Coalition.here().name,
        )


def _page_path(committee_id: UUID, language: str) -> str:
    committee = Committee.objects.filter(pk=committee_id).first()
    return path_of(committee, language) if committee else ""


def _places(ids: Collection[str]) -> dict[str, Place]:
    """Committees as places that cite, in the language of the moment."""
    language = get_language() or settings.LANGUAGE_CODE
    found = Committee.objects.filter(pk__in=ids).with_words()
    return {
        str(each.pk): Place(
            text.title, path_of(each, language) if each.state != State.DRAFT else ""
        )
        for each in found
        if (text := each.any_text(language))
    }


PLACES = PlaceKind(KIND, gettext_lazy("Committee"), _places)
OUTSIDE = OutsideKind(KIND, gettext_lazy("Committee"), "committees:committee", asks)
SOURCE = Source("committees", documents)
ANNOUNCED = AnnouncedKind(KIND, public_id=_public_id, facts=_facts, page_path=_page_path)
