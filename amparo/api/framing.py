"""An ask's own page, for another site to frame: the very view, with its answers kept in the frame.

A newcomer's mistake: a second form for embeds. The page's own view answers, so that every rule
stands once; here its forms and redirects are told to stay below /embed/, where a frame may show
them. Who may post is judged as everywhere (web.origins): the frame's page is ours, the page around
it is not.
"""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch

from amparo.api.asks import framed_view
from amparo.supporters.sources import clean_source
from amparo.web.addresses import EMBED

EMBEDDED = "embed"  # the source code of a frame that names none

_FORM = re.compile(r"<form\b([^>]*)>")
_ACTION = re.compile(r'\baction="(/[^"]*)"')


def answer_framed(request: HttpRequest, path: str) -> HttpResponse:
    """Let the view of the page at `path` answer. Raises Http404 for what nobody may frame."""
    match = framed_view(path)
    if match is None:
        raise Http404
    outside = request.path_info, request.path, request.resolver_match
    _stand_at(request, path, match)
    try:
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    finally:
        request.path_info, request.path, request.resolver_match = outside
    return _kept_in_frame(response)


def _stand_at(request: Any, path: str, match: ResolverMatch) -> None:
    """Make the request one for the page itself; templates look at `is_embedded`."""
    request.is_embedded = True
    request.path_info = request.path = path
    request.resolver_match = match
    if not clean_source(request.GET.get("source", "")):
        given = request.GET.copy()
        given["source"] = EMBEDDED
        request.GET = given


def _kept_in_frame(response: HttpResponse) -> HttpResponse:
    place = response.headers.get("Location", "")
    if place and framed_view(place.partition("?")[0]):
        response.headers["Location"] = EMBED + place
    if response.headers.get("Content-Type", "").startswith("text/html") and response.content:
        response.content = _FORM.sub(_framed_form, response.text).encode()
        del response.headers["Content-Length"]
    return response


def _framed_form(form: re.Match[str]) -> str:
    """Links of the page open beside it; its forms do not."""
    return f'<form target="_self"{_ACTION.sub(_framed_action, form[1])}>'


def _framed_action(action: re.Match[str]) -> str:
    address = action[1]
    is_ours = framed_view(address.partition("?")[0]) is not None
    return f'action="{EMBED}{address}"' if is_ours else action[0]
