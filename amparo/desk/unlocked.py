"""Whether this person has unlocked, as a desk page sees it: a cookie, and what it opens.

The cookie holds the secret under which her key lies in RAM; it is sent to the desk only and never
to a script. A view that needs a key says `@needs_key` and takes it from `key_of(request)`.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from amparo.accounts.models import User
from amparo.desk.frame import person
from amparo.keyring import unlocking
from amparo.keyring.unlocking import LONGEST, Unlocked

COOKIE = "unlocked"

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def key_of(request: HttpRequest) -> Unlocked | None:
    """Return her unlocked key, None while it is locked; looked up once a request."""
    if not hasattr(request, "_unlocked"):
        secret, user = request.COOKIES.get(COOKIE, ""), person(request)
        found = unlocking.opened(secret, user.pk, now=timezone.now()) if secret else None
        cast(Any, request)._unlocked = found
    return cast("Unlocked | None", cast(Any, request)._unlocked)


def needs_key(view: View[P]) -> View[P]:
    """Send her to unlock first, and back here afterwards. Stands below `desk_view`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if key_of(request) is None:
            return redirect(unlock_address(request.get_full_path()))
        return view(request, *args, **kwargs)

    return cast("View[P]", guarded)


def unlock_address(back: str) -> str:
    """The page that asks for the passphrase and leads back."""
    return f"{reverse('desk:unlock')}?{urlencode({'next': back})}"


def unlocked_until(request: HttpRequest) -> datetime | None:
    """Return when it locks by itself if nothing more is done; None while it is locked."""
    secret = request.COOKIES.get(COOKIE, "")
    return unlocking.ends_at(secret, person(request).pk, now=timezone.now()) if secret else None


def keep_unlocked(response: HttpResponse, secret: str) -> HttpResponse:
    response.set_cookie(
        COOKIE,
        secret,
        max_age=LONGEST,
        path=reverse("wagtailadmin_home"),
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Strict",
    )
    return response


def lock_now(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Forget the key in RAM and the cookie."""
    unlocking.lock(request.COOKIES.get(COOKIE, ""), person(request).pk)
    response.delete_cookie(COOKIE, path=reverse("wagtailadmin_home"), samesite="Strict")
    return response


def lock_at_logout(sender: object, request: HttpRequest, user: User | None, **_: object) -> None:
    """Forget the key of whoever logs out here: the next at this computer may know her password."""
    secret = request.COOKIES.get(COOKIE, "")
    if secret and user is not None:
        unlocking.lock(secret, user.pk)
