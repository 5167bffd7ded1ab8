"""What one ask needs today: a language, a look before it closes, and what its room says."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from amparo.campaigns.actions import Action, ActionState
from amparo.desk.asks.desks import DeskFacts
from amparo.desk.today import Todo

SOON = timedelta(days=3)  # before it closes


def todos_of(desk: DeskFacts[Any], found: Action, now: datetime) -> Iterator[Todo]:
    if found.state not in (ActionState.CLOSED, ActionState.WON):
        yield from _shared(desk, found, now)
    yield from desk.todos(found, now)


def _shared(desk: DeskFacts[Any], found: Action, now: datetime) -> Iterator[Todo]:
    names = {"title": found.title}
    if found.is_promise_broken(now):
        text = _("“%(title)s”: the promised language is late.") % names
        yield Todo(text, desk.at("edit", found), _("Write it"), 0, "warning")
    elif found.missing_languages():
        text = _("“%(title)s” lacks a language.") % names
        weight = 10 if found.has_open_promise else 40
        yield Todo(text, desk.at("edit", found), _("Write it"), weight, "edit")
    if found.is_open(now) and found.closes_at and found.closes_at - now < SOON:
        text = str(desk.names.closes_soon) % names
        yield Todo(text, desk.at("", found), _("Look"), 30, "date")
