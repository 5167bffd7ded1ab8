"""What the web room answers by itself: challenges, and what robots may read."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from amparo.web.pagecache import public_page
from amparo.web.proofofwork import challenge

# Addresses with a token in them are nobody's business; the desk has nothing to find.
ROBOTS = """User-agent: *
Disallow: /desk/
Disallow: /accounts/
Disallow: /challenge/
Disallow: /*/confirm/
Disallow: /*/yours/
"""


@require_safe
def new_challenge(request: HttpRequest, action_kind: str, action_id: UUID) -> HttpResponse:
    """A fresh proof of work for one action; never the same twice, so never kept."""
    made = challenge(action_kind=action_kind, action_id=action_id, now=timezone.now())
    return JsonResponse(made)


@require_safe
@public_page(seconds=60)
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
