"""The addresses of OSDI: public resources for everybody, helpers for programs.

A token (`OSDI-API-Token`) tells which organizer a program acts for; it opens nothing that is not
public. A newcomer's mistake: CORS headers on a helper. A page of another site must not be able to
make its readers sign; a browser asks before it sends JSON elsewhere, and hears no.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from amparo.accounts.models import User
from amparo.accounts.programs import owner_of
from amparo.api import helpers, osdi
from amparo.api.helpers import CannotTake
from amparo.gatherings.views import RSVP
from amparo.petitions.views import SIGNING
from amparo.supporters.operations import the_list
from amparo.web.models import Coalition

HAL = "application/hal+json"
ASKING: dict[str, Any] = {"petitions": SIGNING, "events": RSVP}
FOR_ALL = {"Access-Control-Allow-Origin": "*"}  # of what is public

View = Callable[..., dict[str, Any]]


def _answer(
    told: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None
) -> HttpResponse:
    return JsonResponse(told, status=status, content_type=HAL, headers=headers)


def _public(view: View) -> Callable[..., HttpResponse]:
    """Answer with what a view tells in the language that was asked for; errors as OSDI has them."""

    @wraps(view)
    def shown(request: HttpRequest, **place: Any) -> HttpResponse:
        asked = request.GET.get("language", "")
        language = asked if asked in settings.SITE_LANGUAGES else settings.LANGUAGE_CODE
        try:
            _program(request)
            with override(language):
                return _answer(view(request, language, **place), headers=FOR_ALL)
        except CannotTake as error:
            return _answer(osdi.error(error.status, error.words), error.status)

    return require_safe(never_cache(shown))


@_public
def entry(request: HttpRequest, language: str) -> dict[str, Any]:
    return osdi.entry_point(Coalition.here().name)


@_public
def resources(request: HttpRequest, language: str, name: str) -> dict[str, Any]:
    """One page of petitions, events or forms."""
    page = request.GET.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 6 else 1
    return osdi.collection(name, _all(name, language), max(1, number))


@_public
def resource(request: HttpRequest, language: str, name: str, pk: str) -> dict[str, Any]:
    """One petition, event or form."""
    found = [each for each in _all(name, language) if each["identifiers"] == [f"amparo:{pk}"]]
    if not found:
        raise CannotTake(404, "There is nothing here.")
    return found[0]


@csrf_exempt
@require_POST
@never_cache
def helper(request: HttpRequest, name: str, pk: UUID | None = None) -> HttpResponse:
    """Bring one person in; the same answer for new and known."""
    now = timezone.now()
    try:
        program = _program(request)
        told = helpers.read_body(request)
        helpers.check_limit(request, has_token=program is not None, now=now)
        with override(helpers.language_of(told)):
            _take(request, name, pk, told)
    except CannotTake as error:
        told_error = osdi.error(error.status, error.words, error.fields)
        return _answer(told_error, error.status)
    if program is None:
        return _answer({})
    return _answer(
        {"_links": {"osdi:resource": {"href": osdi.address(name, *([pk] if pk else []))}}}
    )


def _take(request: HttpRequest, name: str, pk: UUID | None, told: dict[str, Any]) -> None:
    now = timezone.now()
    if name in ("people", "forms"):
        if name == "forms" and pk != the_list().pk:
            raise CannotTake(404, "There is nothing here.")
        helpers.join_list(told, source=helpers.source_in(told), now=now)
        return
    asking = ASKING[name]
    standing = asking.kind.standings.by_id(pk)
    language = helpers.language_of(told)
    if standing is None or not standing.action.is_public_in(language, now):
        raise CannotTake(404, "There is nothing here.")
    helpers.take_part(asking, standing, request, told, now=now)


def _all(name: str, language: str) -> list[dict[str, Any]]:
    now = timezone.now()
    if name == "petitions":
        return osdi.petitions(language, now)
    return osdi.events(language, now) if name == "events" else osdi.forms(language)


def _program(request: HttpRequest) -> User | None:
    """Return whom a program acts for, None where it shows no token. Raises CannotTake."""
    token = request.headers.get("OSDI-API-Token", "")
    if not token:
        return None
    found = owner_of(token, now=timezone.now())
    if found is None:
        raise CannotTake(401, "This token is unknown, or was ended.")
    return found
