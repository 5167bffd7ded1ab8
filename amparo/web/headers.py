"""The headers that every response carries, errors and files included.

A newcomer's mistake: setting `Cache-Control` in a view. Whatever says nothing is `no-store`; a page
that may be kept says so with `amparo.web.pagecache.cache_page_public`.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeGuard

from csp.constants import HEADER, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from amparo.web.addresses import EMBED_PREFIX
from amparo.web.inlinescripts import harmless_hashes
from amparo.web.pagecache import MARKER

DESK_PREFIXES = ("/desk/", "/accounts/")

# Wagtail's frame sets sizes by style attributes and shows pictures before they are uploaded.
DESK_POLICY = {
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
EMBED_POLICY = {"frame-ancestors": ["*"]}

_PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
        "encrypted-media", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
        "payment", "screen-wake-lock", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": _PERMISSIONS,
    "X-Permitted-Cross-Domain-Policies": "none",
}

DRAFT = {"X-Frame-Options": "SAMEORIGIN", "Cache-Control": "no-store"}


class SafeHeaders:
    """Outermost middleware: adds what is missing from a response, and overrides nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_preview(request):
            for name, value in DRAFT.items():
                response.headers[name] = value
            del response.headers[MARKER]
        for name, value in headers_for(request.path_info).items():
            response.headers.setdefault(name, value)
        return response


class PolicyByPlace(CSPMiddleware):
    """The content security policy: strict in public, a little looser at the desk and in embeds."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if _has_wishes(request, response):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _public_policy())
        return response

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.replace is None:
            place = DESK_PREFIXES[0] if _is_preview(request) else request.path_info
            parts.replace = policy_changes(place)
            if request.path_info.startswith(DESK_PREFIXES) and _is_page(response):
                parts.update = {"script-src": harmless_hashes(response.text)}
        return parts


def _has_wishes(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether this answer's policy could be another than that of every public page."""
    is_elsewhere = request.path_info.startswith((*DESK_PREFIXES, EMBED_PREFIX))
    asks = any(name.startswith("_csp") for name in (*vars(response), *vars(request)))
    return is_elsewhere or _is_preview(request) or asks


@cache
def _public_policy() -> str:
    return build_policy()


def _is_preview(request: HttpRequest) -> bool:
    """Whether an editor looks at a draft: it is framed by the desk, and nobody else's."""
    return getattr(request, "is_preview", False)


def _is_page(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    kind = response.headers.get("Content-Type", "")
    return isinstance(response, HttpResponse) and kind.startswith("text/html")


def policy_changes(path: str) -> dict[str, Any] | None:
    """What the policy of `path` has different from the public one."""
    if path.startswith(DESK_PREFIXES):
        return DESK_POLICY
    if path.startswith(EMBED_PREFIX):
        return EMBED_POLICY
    return None


def headers_for(path: str) -> dict[str, str]:
    """Every header that a response at `path` must carry, unless it set its own."""
    headers = dict(ALWAYS)
    headers["Cache-Control"] = "no-store"
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    if path.startswith(EMBED_PREFIX):
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    elif path.startswith(DESK_PREFIXES):
        headers["X-Frame-Options"] = "SAMEORIGIN"
    else:
        headers["X-Frame-Options"] = "DENY"
    return headers


def hide_from_archives(response: HttpResponse) -> HttpResponse:
    """Mark the page of a case: no copy in archives, so that a takedown holds."""
    response.headers["X-Robots-Tag"] = "noarchive"
    return response
