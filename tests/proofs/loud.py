"""The settings of a server that says all it can say, and that breaks when a proof asks it to.

Everything else is as in life. Nobody may serve a site with these.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from amparo.settings import *  # noqa: F403
from amparo.settings import LOGGING, MIDDLEWARE

LOGGING["root"]["level"] = "DEBUG"
for _logger in LOGGING["loggers"].values():
    _logger["level"] = "DEBUG"

BREAKS = "tests.proofs.loud.BreakOnRequest"
MIDDLEWARE += [BREAKS]


class BreakOnRequest:
    """Raise what a careless line would raise: an exception that quotes what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.headers.get("X-Break"):
            raise RuntimeError(f"cannot use {dict(request.POST)} of {request.get_full_path()}")
        return self.get_response(request)
