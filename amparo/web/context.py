"""What every template knows: the coalition, the menu, the languages.

A newcomer's mistake: reading `request.user` or the session here. A public page would then vary by
cookie, and neither our page cache nor a proxy could keep it.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from amparo.web.menus import menu
from amparo.web.models import Coalition


def site(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "coalition": Coalition.here(),
        "languages": settings.SITE_LANGUAGES,
        "menu": menu(language, request.path),
        "page_language": language,
        "page_direction": "rtl" if get_language_bidi() else "ltr",
        "site_url": settings.SITE_URL,
    }
