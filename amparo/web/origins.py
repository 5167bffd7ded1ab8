"""POSTs of the public, told to be ours by what the browser says of their origin; no cookie.

A newcomer's mistake: `csrf_exempt` alone. Visitors carry no session, so there is nothing to ride
on, but another site could still make its readers sign. `public_post` refuses that.

It also answers the language switch beside a form: the POST is sent on (307, which keeps its body
and the address's query) to the same path in the other language, where web.forms.is_language_switch
tells the view to show what was typed and to judge nothing. Forms need no `action` for this.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from amparo.web.addresses import in_language
from amparo.web.answering import in_turn
from amparo.web.errors import forbidden

View = Callable[..., HttpResponse]


def public_post(view: View) -> View:
    """Exempt a view from the CSRF cookie, and refuse POSTs that another site sent."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return view(request, *args, **kwargs)
        if not is_from_here(request):
            return forbidden(request)
        wanted = request.POST.get("switch_to")  # reads the whole body, however slow it comes
        if wanted in settings.SITE_LANGUAGES and wanted != get_language():
            return _sent_on(in_language(request.get_full_path(), wanted))
        return in_turn(lambda: view(request, *args, **kwargs))

    wrapped.is_public_post = True  # type: ignore[attr-defined]
    return csrf_exempt(wrapped)


def is_public_post(view: Callable[..., object]) -> bool:
    """Whether a view takes what the public sends, and judges the origin by itself."""
    return getattr(view, "is_public_post", False)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of ours sent this request, by Sec-Fetch-Site, else Origin, else Referer."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    # The Host was checked against ALLOWED_HOSTS; the scheme may differ inside of a proxy.
    return urlsplit(said).netloc == request.get_host()


def _sent_on(address: str) -> HttpResponse:
    return HttpResponse(status=307, headers={"Location": address})
