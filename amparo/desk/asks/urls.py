"""The addresses of one kind of ask: the desk is handed to each view beside what the path says."""

from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, path

from amparo.desk.asks import editing, overview, records, states
from amparo.desk.asks.desks import A, DeskFacts


@dataclass(frozen=True, kw_only=True)
class AskDesk(DeskFacts[A]):
    """One kind of ask at the desk, with its addresses: what a room makes."""

    @property
    def urlpatterns(self) -> list[URLPattern]:
        """Its addresses; the room's part of the desk adds its own to them."""
        found = [*_ways(self, SHARED)]
        found += _ways(self, [("<uuid:pk>/win/", states.win, "win")]) if self.can_win else []
        found += _ways(self, UPDATES) if self.has_updates else []
        found += _ways(self, DELIVERIES) if self.has_deliveries else []
        listing = path(f"{self.folder}/", overview.show_all, {"desk": self}, name=self.folder)
        return [listing, *found]


def _ways(desk: AskDesk[Any], ways: list[tuple[str, Any, str]]) -> list[URLPattern]:
    return [
        path(f"{desk.folder}/{tail}", view, {"desk": desk}, name=f"{desk.name}{what and '-'}{what}")
        for tail, view, what in ways
    ]


SHARED: list[tuple[str, Any, str]] = [
    ("new/", editing.new, "new"),
    ("<uuid:pk>/", overview.show_one, ""),
    ("<uuid:pk>/preview/<slug:language>/", overview.preview, "preview"),
    ("<uuid:pk>/edit/", editing.edit, "edit"),
    ("<uuid:pk>/delete/", editing.delete, "delete"),
    ("<uuid:pk>/open/", states.open_, "open"),
    ("<uuid:pk>/close/", states.close, "close"),
]
UPDATES: list[tuple[str, Any, str]] = [
    ("<uuid:pk>/updates/new/", records.new_update, "update-new"),
    ("updates/<uuid:pk>/", records.edit_update, "update"),
    ("updates/<uuid:pk>/remove/", records.delete_update, "update-remove"),
]
DELIVERIES: list[tuple[str, Any, str]] = [
    ("<uuid:pk>/deliveries/new/", records.deliver, "delivery-new"),
    ("deliveries/<uuid:pk>/remove/", records.undeliver, "delivery-remove"),
]
