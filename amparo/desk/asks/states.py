"""Open an ask, close it, declare it won: each a button that says what follows."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_change
from amparo.campaigns.actions import Action
from amparo.campaigns.operations.asks import close_ask, declare_ask_won, open_ask
from amparo.desk.asks.desks import DeskFacts, Said
from amparo.desk.frame import desk_view, person
from amparo.desk.moves import confirm_then, open_or_ask


@desk_view(Role.ORGANIZER)
def open_(request: HttpRequest, desk: DeskFacts[Any], pk: UUID) -> HttpResponse:
    """Open it; where a language is missing, first ask by when it will be there."""
    found = action_to_change(desk.model, person(request), pk)
    return open_or_ask(
        request,
        found,
        open_ask,
        back=desk.at("", found),
        crumbs=desk.crumbs(found),
        icon=desk.icon,
        opened=desk.names.opened,
        no_words=desk.names.no_words,
    )


@desk_view(Role.ORGANIZER)
def close(request: HttpRequest, desk: DeskFacts[Any], pk: UUID) -> HttpResponse:
    """Take no more names."""
    found = action_to_change(desk.model, person(request), pk)
    goes = [*desk.names.closing]
    if desk.has_cards:
        goes.append(_("The codes that tell duplicates are forgotten."))
        goes.append(_("What people wrote stays, sealed, until the campaign is shredded."))
    title = _("Close “%(title)s”") % {"title": found.title}
    return _move(request, desk, found, close_ask, title, goes, _("Close it"))


@desk_view(Role.ORGANIZER)
def win(request: HttpRequest, desk: DeskFacts[Any], pk: UUID) -> HttpResponse:
    """Say that it came true."""
    found = action_to_change(desk.model, person(request), pk)
    title = _("Declare “%(title)s” won") % {"title": found.title}
    goes = desk.names.winning
    return _move(request, desk, found, declare_ask_won, title, goes, _("It is won"))


def _move(
    request: HttpRequest,
    desk: DeskFacts[Any],
    found: Action,
    operation: Callable[..., None],
    title: str,
    goes: Sequence[Said],
    submit: str,
) -> HttpResponse:
    return confirm_then(
        request,
        partial(operation, found, actor=person(request).actor, now=timezone.now()),
        title=title,
        goes=goes,
        submit=submit,
        back=desk.at("", found),
        crumbs=desk.crumbs(found),
    )
