"""Where gatherings show up outside of this room: the next dates, where a page says what is next."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from amparo.gatherings.shown import listed, public_gatherings

DATES = 3


def next_dates(request: HttpRequest, about: Any) -> str:
    """The soonest dates that the public may come to, and the way to all of them."""
    language, now = get_language() or settings.LANGUAGE_CODE, timezone.now()
    rows = [row for row in listed(public_gatherings(language, now), language, now) if row.next]
    if not rows:
        return ""
    return render_to_string("gatherings/_next.html", {"rows": rows[:DATES]}, request=request)
