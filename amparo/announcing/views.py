"""What anybody may take along to announce a thing: its flyer, its picture, its words.

A newcomer's mistake: a flyer of what is not public. `public_facts` is the only way in here; the
desk has its own for drafts (amparo.desk.announcing).
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from amparo.announcing.flyers import Flyer, Ink, Shape, Size, flyer_pdf, picture_png
from amparo.announcing.kinds import AnnouncedKind, UnknownKind, get
from amparo.announcing.offered import Makes, makes
from amparo.announcing.wording import Ready, ready_texts
from amparo.lib.announcing import Facts
from amparo.web.headers import hide_from_archives
from amparo.web.pagecache import public_page

KEPT_SECONDS = 30
BOTH = "both"


@require_safe
@public_page(seconds=KEPT_SECONDS, query=["on"])
def page(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Everything to announce it with, in every language that it has."""
    found, facts = _found(request, kind, slug)
    here = next((each for each in facts if each.language == _language()), facts[0])
    at = _addresses(request, kind, slug)
    context: dict[str, Any] = {
        "facts": here,
        "is_sensitive": _is_sensitive(found, slug, here.language),
        "makes": makes(_own_first(facts), at),
        "announcements": announcements(_own_first(facts), at),
        "back": here.url,
    }
    return hide_from_archives(render(request, "announcing/page.html", context))


@require_safe
@public_page(seconds=KEPT_SECONDS, query=["on"])
def flyer(
    request: HttpRequest, kind: str, slug: str, size: str, ink: str, sides: str
) -> HttpResponse:
    """The flyer as PDF: `sides` is a language, or both."""
    return flyer_response(_found(request, kind, slug)[1], size, ink, sides, slug)


@require_safe
@public_page(seconds=KEPT_SECONDS, query=["on"])
def picture(request: HttpRequest, kind: str, slug: str, shape: str) -> HttpResponse:
    """The picture to share, in the language of the address."""
    return picture_response(_found(request, kind, slug)[1], shape, _language())


def announcements(facts: list[Facts], at: Makes) -> list[tuple[str, list[Ready], str]]:
    """For each language its texts, and the picture that a telephone sends along with them."""
    return [
        (each.language, ready_texts(each), at.picture_at(Shape.SQUARE, each.language))
        for each in facts
    ]


def flyer_response(facts: list[Facts], size: str, ink: str, sides: str, name: str) -> HttpResponse:
    """A flyer as an answer, for the public and for the desk. Raises Http404."""
    chosen = facts if sides == BOTH else [each for each in facts if each.language == sides]
    if not chosen:
        raise Http404
    try:
        made = flyer_pdf(Flyer(tuple(chosen), Size(size), Ink(ink)))
    except ValueError:
        raise Http404 from None
    response = HttpResponse(made, content_type="application/pdf")
    file_name = f"{name}-{sides}-{size}-{ink}.pdf"  # a slug needs no quoting
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    return hide_from_archives(response)


def picture_response(facts: list[Facts], shape: str, language: str) -> HttpResponse:
    """A picture as an answer. Raises Http404."""
    here = next((each for each in facts if each.language == language), facts[0])
    try:
        made = picture_png(here, Shape(shape))
    except ValueError:
        raise Http404 from None
    return hide_from_archives(HttpResponse(made, content_type="image/png"))


def date_asked(request: HttpRequest) -> date | None:
    """The one date that `?on=` names; None for all. Raises Http404 for what is no date."""
    asked = request.GET.get("on", "")
    if not asked:
        return None
    try:
        return date.fromisoformat(asked)
    except ValueError:
        raise Http404 from None


def public_facts(kind: AnnouncedKind, slug: str, on: date | None, now: datetime) -> list[Facts]:
    """The facts in every language in which the public may read them."""
    found = []
    for code in settings.SITE_LANGUAGES:
        thing = kind.public_id(slug, code, now)
        facts = kind.facts(thing, code, on) if thing else None
        if facts is not None and facts.language == code:
            found.append(facts)
    return found


def _found(request: HttpRequest, code: str, slug: str) -> tuple[AnnouncedKind, list[Facts]]:
    try:
        kind = get(code)
    except UnknownKind:
        raise Http404 from None
    facts = public_facts(kind, slug, date_asked(request), timezone.now())
    if not facts:
        raise Http404
    return kind, facts


def _is_sensitive(kind: AnnouncedKind, slug: str, language: str) -> bool:
    thing = kind.public_id(slug, language, timezone.now())
    return thing is not None and kind.is_sensitive(thing)


def _addresses(request: HttpRequest, kind: str, slug: str) -> Makes:
    query = f"?on={on.isoformat()}" if (on := date_asked(request)) else ""

    def flyer_at(size: str, ink: str, sides: str) -> str:
        return reverse("announcing:flyer", args=[kind, slug, size, ink, sides]) + query

    def picture_at(shape: str, language: str) -> str:
        with override(language):
            return reverse("announcing:picture", args=[kind, slug, shape]) + query

    return Makes(flyer_at, picture_at)


def _own_first(facts: list[Facts]) -> list[Facts]:
    """The language of the page before the others."""
    return sorted(facts, key=lambda each: each.language != _language())


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
