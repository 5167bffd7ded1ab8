"""Places on public pages that rooms above fill: a campaign's asks, a home page's news.

A newcomer's mistake: importing a lower page's view to add something to it. Register a panel; the
page asks for the panels of its place and does not know who made them.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

# (request, the thing whose page it is) -> ready markup, or "" for nothing to show
Render = Callable[[HttpRequest, Any], SafeString | str]

_panels: dict[str, list[tuple[int, Render]]] = defaultdict(list)


def register_panel(place: str, order: int, render: Render) -> None:
    """Show `render` at `place` ("campaign.asks", "home.main"), lower orders first."""
    _panels[place].append((order, render))
    _panels[place].sort(key=lambda pair: pair[0])


def panels(place: str, request: HttpRequest, about: Any = None) -> list[SafeString | str]:
    """The markup of all panels of `place` that have something to show, in order."""
    shown = (render(request, about) for _, render in _panels.get(place, ()))
    return [markup for markup in shown if markup]
