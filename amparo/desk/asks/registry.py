"""Which kinds of ask the desk has: each part registers its own, and panels for everybody's page."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from amparo.accounts.models import User
from amparo.campaigns.access import actions_to_see
from amparo.campaigns.actions import Action, asks
from amparo.campaigns.models import Campaign
from amparo.desk import menu, today
from amparo.desk.asks.desks import AskPanel, AskRow, DeskFacts
from amparo.desk.asks.todos import todos_of

PanelMaker = Callable[[HttpRequest, Action, bool], AskPanel | None]  # the bool: may she change it?

_desks: dict[str, DeskFacts[Any]] = {}
_panels: list[PanelMaker] = []


def register(desk: DeskFacts[Any]) -> None:
    """Add a kind, with its line in the menu; the same name again replaces it."""
    _desks[desk.name] = desk
    menu.register_ask(
        menu.Entry(
            desk.names.many,
            f"desk:{desk.folder}",
            desk.icon,
            desk.order,
            (menu.ORGANIZER, menu.VOLUNTEER),
        )
    )
    today.register(todos)


def register_panel(maker: PanelMaker) -> None:
    """Show a piece on the page of every ask, as citations are; None shows nothing."""
    if maker not in _panels:
        _panels.append(maker)


def panels_of(request: HttpRequest, found: Action, may_change: bool) -> list[AskPanel]:
    made = (maker(request, found, may_change) for maker in _panels)
    return [panel for panel in made if panel]


def desk_of(kind: str) -> DeskFacts[Any] | None:
    """The desk of the asks that are kept as `kind`."""
    return next((desk for desk in _desks.values() if desk.kind == kind), None)


def rows_of(campaign: Campaign) -> list[AskRow]:
    """A campaign's asks of every kind, for its page."""
    return [row for desk in _desks.values() for row in _rows(desk, campaign)]


def new_links(campaign: Campaign) -> list[tuple[str, str]]:
    """(label, address) of what can be begun in a campaign."""
    return [(str(desk.names.new), desk.new_url(campaign)) for desk in _desks.values()]


def todos(user: User, now: datetime) -> Iterator[today.Todo]:
    """What asks of every kind need from this person today."""
    if not user.is_organizer:
        return
    for desk in _desks.values():
        for found in actions_to_see(desk.model, user):
            yield from todos_of(desk, found, now)


def _rows(desk: DeskFacts[Any], campaign: Campaign) -> list[AskRow]:
    found = asks(desk.model).filter(campaign=campaign).with_words()
    return [AskRow(each.title, each.get_state_display(), desk.at("", each)) for each in found]
