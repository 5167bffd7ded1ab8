"""The parts of the tracker's desk, as one row of links above each of its lists.

A newcomer's mistake: a list that nobody can get to. What has a page of its own stands here.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amparo.desk.frame import person

ABOVE = "desk/policies/parts.html"
_PARTS = (  # (what it is called, its address, whether volunteers may come in)
    (pgettext_lazy("policies", "Facts"), "desk:facts", True),
    (_("To look at"), "desk:policy-queue", True),
    (_("287(g) agreements"), "desk:agreements", True),
    (_("Sheriffs, police, jails"), "desk:agencies", True),
    (_("Who books whom where"), "desk:custodies", True),
    (_("Programs"), "desk:programs", True),
    (_("Requests for records"), "desk:records-requests", False),
    (_("Tasks"), "desk:policy-tasks", True),
    (_("Counted figures"), "desk:figures", False),
    (_("Factors"), "desk:factors", True),
    (_("Rubrics"), "desk:rubrics", True),
    (_("Files brought in"), "desk:policy-imports", False),
    (_("What changed, by mail"), "desk:policy-by-mail", True),
)


def parts(request: HttpRequest) -> dict[str, Any]:
    """For a list's context: the parts that this person may see, and which she is looking at."""
    return {"parts": list(_seen(request))}


def _seen(request: HttpRequest) -> Iterator[tuple[str, str, bool]]:
    is_organizer = person(request).is_organizer
    for label, name, is_for_volunteers in _PARTS:
        address = reverse(name)
        if is_organizer or is_for_volunteers:
            yield str(label), address, address == request.path
