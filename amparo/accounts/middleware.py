"""The language of pages without a language in their address: the desk and these accounts.

`?language=es` decides for one page, else what the person prefers, else what her browser asks for.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation

from amparo.accounts.models import User

PREFIXES = ("/accounts/", "/desk/")
ACCOUNTS_PREFIX = "/accounts/"


class PreferredLanguage:
    """Stands below the authentication middleware, whose work it reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(PREFIXES):
            language = _asked(request) or _preferred(request)
            if language:
                translation.activate(language)
                request.LANGUAGE_CODE = language
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        """Offer an accounts page in its other languages, at the same address."""
        if request.path_info.startswith(ACCOUNTS_PREFIX) and response.context_data is not None:
            response.context_data.setdefault("alternates", _alternates(request))
        return response


def _asked(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in settings.SITE_LANGUAGES else ""


def _preferred(request: HttpRequest) -> str:
    """Look at the session only where there is one, so that no page gains a cookie by this."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    user = request.user
    language = user.preferred_language if isinstance(user, User) else ""
    return language if language in settings.SITE_LANGUAGES else ""


def _alternates(request: HttpRequest) -> dict[str, str]:
    addresses = {}
    for code in settings.SITE_LANGUAGES:
        query = request.GET.copy()
        query["language"] = code
        addresses[code] = f"{request.path}?{query.urlencode()}"
    return addresses
