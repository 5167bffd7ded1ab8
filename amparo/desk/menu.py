"""The desk's menu: one list, in the order in which people look.

A newcomer's mistake: a line here for a new kind of ask. Its part of the desk registers itself
(desk/asks), and stands below "Asks" by the order that it gives.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

ORGANIZER, VOLUNTEER, ATTORNEY = "organizer", "volunteer", "attorney"


@dataclass(frozen=True)
class Entry:
    label: str | Promise
    url_name: str
    icon: str
    order: int
    roles: tuple[str, ...] = (ORGANIZER,)


ENTRIES = [
    Entry(_("Campaigns"), "desk:campaigns", "clipboard-list", 110, (ORGANIZER, VOLUNTEER)),
    Entry(_("Comments"), "desk:comments", "comment", 130),
    Entry(_("Supporters"), "desk:supporters", "mail", 140, (ORGANIZER, VOLUNTEER)),
    Entry(_("Mail-outs"), "desk:mailouts", "mail", 142),
    Entry(_("News"), "desk:posts", "doc-full-inverse", 145),
    Entry(_("Press"), "desk:releases", "doc-full", 146),
    Entry(_("The old site"), "desk:archive", "history", 147),
    Entry(_("Claims"), "desk:claims", "openquote", 148),
    Entry(_("Bills"), "desk:bills", "doc-full", 149),
    Entry(_("What governments do"), "desk:facts", "globe", 149, (ORGANIZER, VOLUNTEER)),
    Entry(_("Organizations"), "desk:organizations", "group", 150),
    Entry(_("Officials"), "desk:officials", "user", 160),
    Entry(_("Watched texts"), "desk:watches", "view", 149),
    Entry(_("People"), "desk:people", "group", 910),
    Entry(_("Key holders"), "desk:keys", "key", 920, (ORGANIZER, ATTORNEY)),
    Entry(_("Outbox"), "desk:outbox", "mail", 925),
    Entry(_("Log"), "desk:audit", "history", 930),
    Entry(_("Settings"), "desk:settings", "cog", 940),
]


ASKS_ORDER = 120

_asks: dict[str, Entry] = {}


def register_ask(entry: Entry) -> None:
    """Add a line below "Asks"; the same address again replaces it."""
    _asks[entry.url_name] = entry


class RoleMenuItem(MenuItem):
    """A menu item that only the people whose role it serves are shown."""

    def __init__(self, entry: Entry, **kwargs: Any) -> None:
        super().__init__(
            entry.label, reverse(entry.url_name), icon_name=entry.icon, order=entry.order, **kwargs
        )
        self.roles = entry.roles

    def is_shown(self, request: HttpRequest) -> bool:
        return getattr(request.user, "role", "") in self.roles


def menu_items() -> list[MenuItem]:
    below = Menu(items=[_item(entry) for entry in _asks.values()])
    asks = SubmenuMenuItem(_("Asks"), below, name="asks", icon_name="form", order=ASKS_ORDER)
    return [*(_item(entry) for entry in ENTRIES), asks]


def _item(entry: Entry) -> RoleMenuItem:
    return RoleMenuItem(entry, name=entry.url_name)
