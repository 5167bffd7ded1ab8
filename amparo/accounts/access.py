"""The only way a view gets an account, an invitation or a session that it may change.

The same answer, 404, for "not there" and "not yours".
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from amparo.accounts.models import Invitation, Role, Session, User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def require_role(*roles: str) -> Callable[[View[P]], View[P]]:
    """Ask for a login, then for one of `roles`; all who log in where none is named."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if roles and person_of(request).role not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return login_required(guarded)  # type: ignore[return-value]  # the name of its argument

    return decorate


def person_of(request: HttpRequest) -> User:
    """The one who is logged in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def person_for(user: User, pk: int) -> User:
    """An account that `user` may manage: any, for organizers. Raises Http404."""
    _ask_for_organizer(user)
    return get_object_or_404(User, pk=pk)


def invitation_for(user: User, pk: int) -> Invitation:
    """An open invitation, for organizers. Raises Http404."""
    _ask_for_organizer(user)
    return get_object_or_404(Invitation, pk=pk)


def invitation_by_hash(token_hash: str, today: date) -> Invitation | None:
    """The invitation that a link names, while it may be used."""
    return Invitation.objects.usable_on(today).filter(token_hash=token_hash).first()


def session_for(user: User, key_hash: str, today: date) -> Session:
    """One of her own open sessions. Raises Http404."""
    return get_object_or_404(Session.objects.of(user, today), key_hash=key_hash)


def _ask_for_organizer(user: User) -> None:
    if not (user.is_active and user.role == Role.ORGANIZER):
        raise Http404
