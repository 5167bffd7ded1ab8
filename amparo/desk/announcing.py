"""Flyer, picture and words of an ask at the desk: of drafts too, so that they can be looked at.

A newcomer's mistake: linking the desk's flyer for the public. These addresses ask for a login; what
may be passed on stands at amparo.announcing.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amparo.accounts.models import Role
from amparo.announcing.kinds import AnnouncedKind, UnknownKind
from amparo.announcing.kinds import get as announced_kind
from amparo.announcing.offered import Makes, makes
from amparo.announcing.views import (
    announcements,
    date_asked,
    flyer_response,
    picture_response,
)
from amparo.campaigns.access import action_to_see
from amparo.campaigns.actions import Action
from amparo.campaigns.kinds import all_kinds
from amparo.desk.asks import AskPanel, register_panel
from amparo.desk.asks.registry import desk_of
from amparo.desk.frame import desk_view, page_context, person
from amparo.lib.announcing import Facts
from amparo.pages.models import BriefPage, NewsPage, ReleasePage

# By the kind announced, which is also the name of its page at the desk
PAGES: dict[str, Any] = {"news": NewsPage, "release": ReleasePage, "brief": BriefPage}
WHO = (Role.ORGANIZER, Role.VOLUNTEER)


@desk_view(*WHO)
@require_safe
def announce(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    """Everything to announce an ask with, in every language that it has."""
    ask, facts = _found(request, kind, pk)
    desk, at = desk_of(kind), _addresses(kind, ask, date_asked(request))
    context: dict[str, Any] = {
        **page_context(_("Flyer and words"), "mail", desk.crumbs(ask) if desk else ()),
        "facts": facts,
        "makes": makes(facts, at),
        "announcements": announcements(facts, at),
        "is_public": _is_public(announced_kind(kind), ask),
        "has_site_languages": len(facts) == len(settings.SITE_LANGUAGES),
    }
    return render(request, "desk/announcing/page.html", context)


@desk_view(*WHO)
@require_safe
def flyer(
    request: HttpRequest, kind: str, pk: UUID, size: str, ink: str, sides: str
) -> HttpResponse:
    """The flyer as PDF."""
    ask, facts = _found(request, kind, pk)
    return flyer_response(facts, size, ink, sides, ask.slug)


@desk_view(*WHO)
@require_safe
def picture(request: HttpRequest, kind: str, pk: UUID, shape: str) -> HttpResponse:
    """The picture to share, in the language that is asked for."""
    _ask, facts = _found(request, kind, pk)
    return picture_response(facts, shape, _language_asked(request))


@desk_view(Role.ORGANIZER)
@require_safe
def announce_page(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """The same of a post, a release or a brief that is not out yet, so that all is ready."""
    facts, at = _facts_of_page(kind, key), _addresses_of_page(kind, key)
    context: dict[str, Any] = {
        **page_context(_("Flyer and words"), "mail", [(facts[0].title, _desk_page(kind, key))]),
        "facts": facts,
        "makes": makes(facts, at),
        "announcements": announcements(facts, at),
        "is_public": all(_is_out(kind, key, each.language) for each in facts),
        "has_site_languages": len(facts) == len(settings.SITE_LANGUAGES),
    }
    return render(request, "desk/announcing/page.html", context)


@desk_view(Role.ORGANIZER)
@require_safe
def page_flyer(
    request: HttpRequest, kind: str, key: UUID, size: str, ink: str, sides: str
) -> HttpResponse:
    return flyer_response(_facts_of_page(kind, key), size, ink, sides, kind)


@desk_view(Role.ORGANIZER)
@require_safe
def page_picture(request: HttpRequest, kind: str, key: UUID, shape: str) -> HttpResponse:
    return picture_response(_facts_of_page(kind, key), shape, _language_asked(request))


def register() -> None:
    """Show on every ask's page where its flyer is."""
    register_panel(_panel)


def _panel(request: HttpRequest, ask: Action, may_change: bool) -> AskPanel | None:
    if not _facts_of(ask.KIND, ask, None):
        return None
    address = reverse("desk:announce", args=[ask.KIND, ask.pk])
    flyers = _addresses(ask.KIND, ask, None).flyer_at
    return AskPanel("desk/announcing/panel.html", {"url": address, "flyer": _first(ask, flyers)})


def _first(ask: Action, flyer_at: Callable[[str, str, str], str]) -> str:
    """The flyer that is wanted most: a whole page, in all languages that there are."""
    facts = _facts_of(ask.KIND, ask, None)
    return flyer_at("letter", "color", "both" if len(facts) > 1 else facts[0].language)


def _found(request: HttpRequest, kind: str, pk: UUID) -> tuple[Action, list[Facts]]:
    """An ask that she may see, and its facts. Raises Http404."""
    model = next((each.model for each in all_kinds() if each.code == kind), None)
    if model is None:
        raise Http404
    ask = action_to_see(model, person(request), pk)
    facts = _facts_of(kind, ask, date_asked(request))
    if not facts:
        raise Http404
    return ask, facts


def _facts_of(kind: str, ask: Action, on: date | None) -> list[Facts]:
    try:
        announced = announced_kind(kind)
    except UnknownKind:
        return []
    own = get_language()  # of the desk, before the others
    codes = sorted(settings.SITE_LANGUAGES, key=lambda code: code != own)
    found = (announced.facts(ask.pk, code, on) for code in codes)
    return [each for each in found if each]


def _is_public(kind: AnnouncedKind, ask: Action) -> bool:
    now = timezone.now()
    return any(kind.public_id(ask.slug, code, now) for code in settings.SITE_LANGUAGES)


def _addresses(kind: str, ask: Action, on: date | None) -> Makes:
    query = f"?on={on.isoformat()}" if on else ""

    def flyer_at(size: str, ink: str, sides: str) -> str:
        return reverse("desk:announce-flyer", args=[kind, ask.pk, size, ink, sides]) + query

    def picture_at(shape: str, language: str) -> str:
        there = {"in": language, **({"on": on.isoformat()} if on else {})}
        return reverse("desk:announce-picture", args=[kind, ask.pk, shape]) + f"?{urlencode(there)}"

    return Makes(flyer_at, picture_at)


def _language_asked(request: HttpRequest) -> str:
    return request.GET.get("in") or get_language() or settings.LANGUAGE_CODE


def _facts_of_page(kind: str, key: UUID) -> list[Facts]:
    """Of a page that the desk writes, in every language that it has. Raises Http404."""
    if kind not in PAGES:
        raise Http404
    own = get_language()
    codes = sorted(settings.SITE_LANGUAGES, key=lambda code: code != own)
    found = [announced_kind(kind).facts(key, code, None) for code in codes]
    facts = [each for each in found if each]
    if not facts:
        raise Http404
    return facts


def _is_out(kind: str, key: UUID, language: str) -> bool:
    live = PAGES[kind].objects.filter(translation_key=key, locale__language_code=language)
    return live.live().exists()


def _desk_page(kind: str, key: UUID) -> str:
    return reverse(f"desk:{kind}", args=[key])


def _addresses_of_page(kind: str, key: UUID) -> Makes:
    def flyer_at(size: str, ink: str, sides: str) -> str:
        return reverse("desk:announce-page-flyer", args=[kind, key, size, ink, sides])

    def picture_at(shape: str, language: str) -> str:
        here = reverse("desk:announce-page-picture", args=[kind, key, shape])
        return f"{here}?{urlencode({'in': language})}"

    return Makes(flyer_at, picture_at)


_PAGE = "announce/page/<slug:kind>/<uuid:key>/"
_BELOW = "announce/<slug:kind>/<uuid:pk>/"

urlpatterns = [
    path(_PAGE, announce_page, name="announce-page"),
    path(
        f"{_PAGE}flyer-<slug:size>/<slug:ink>/<slug:sides>.pdf",
        page_flyer,
        name="announce-page-flyer",
    ),
    path(f"{_PAGE}picture-<slug:shape>.png", page_picture, name="announce-page-picture"),
    path(_BELOW, announce, name="announce"),
    path(f"{_BELOW}flyer-<slug:size>/<slug:ink>/<slug:sides>.pdf", flyer, name="announce-flyer"),
    path(f"{_BELOW}picture-<slug:shape>.png", picture, name="announce-picture"),
]
