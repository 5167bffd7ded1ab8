"""What an unlock is used for besides reading: fingerprints after a restart, the list's new key.

Both are done in portions, each of which is whole; the page goes on by itself until all is done.
"""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.accounts.models import Role, User
from amparo.desk import sealed
from amparo.desk.frame import confirm, desk_view
from amparo.desk.today import Todo
from amparo.desk.unlocked import key_of, needs_key
from amparo.keyring.models import Epoch
from amparo.keyring.unlocking import opened
from amparo.supporters import operations
from amparo.web.numbers import in_digits

PORTION = 4000  # cards a request: some seconds
AT_ONCE = 1000  # cards at an unlock, which nobody should notice
QUARTER_DAYS = 92


@desk_view(Role.ORGANIZER, Role.ATTORNEY)
@needs_key
def remake(request: HttpRequest) -> HttpResponse:
    """Make fingerprints of an earlier boot anew, a portion a request."""
    key = key_of(request)
    if key is None:
        return redirect("desk:supporters")
    if request.method == "POST":
        made, merged = sealed.remake_codes(by=key, limit=PORTION)
        say_merged(request, merged)
        left = sealed.count_stale(key)
        if not left or not (made or merged):
            messages.success(request, _("Done: who signs twice is told apart again."))
            return redirect("wagtailadmin_home")
    title = _("Tell repeats apart again")
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "key",
        "left": sealed.count_stale(key),
        "goes_on": request.method == "POST",
    }
    return render(request, "desk/supporters/remake.html", context)


@desk_view(Role.ORGANIZER)
@needs_key
def renew_list(request: HttpRequest) -> HttpResponse:
    """Seal the standing list to a new key, so that who left it is gone from every backup."""
    key = key_of(request)
    if request.method == "POST" and key is not None:
        count = sealed.renew_list(by=key, now=timezone.now())
        said = ngettext("%(count)d card is sealed anew.", "%(count)d cards are sealed anew.", count)
        messages.success(request, said % {"count": count})
        return redirect("desk:standing-list")
    return confirm(
        request,
        title=_("Seal the standing list anew"),
        goes=[_("The old keys of the list; everybody who is on it now stays on it.")],
        submit=_("Seal it anew"),
        back=reverse("desk:standing-list"),
        crumbs=[(_("Supporters"), reverse("desk:supporters"))],
    )


def at_unlock(secret: str, user: User, *, now: datetime) -> int:
    """Make the first fingerprints anew as soon as somebody unlocks; most often that is all.

    Return how many cards turned out to be somebody's second one.
    """
    key = opened(secret, user.pk, now=now)
    return 0 if key is None else sealed.remake_codes(by=key, limit=AT_ONCE)[1]


def say_merged(request: HttpRequest, merged: int) -> None:
    """Tell how many cards became one with another, where there were some."""
    if merged:
        said = ngettext(
            "%(count)s card was the second one of somebody, and is merged with her first.",
            "%(count)s cards were second ones of somebody, and are merged with the first.",
            merged,
        )
        messages.info(request, said % {"count": in_digits(merged)})


def todos(user: User, now: datetime) -> list[Todo]:
    """What the start page says about upkeep."""
    if not user.is_organizer:
        return []
    found = []
    if operations.has_stale_cards(now):
        text = _("The server was restarted: until you unlock, somebody could sign twice.")
        found.append(Todo(text, reverse("desk:remake-codes"), _("Put it right"), 30, "key"))
    if _is_list_old(now):
        text = _("The standing list has not been sealed anew for three months.")
        found.append(Todo(text, reverse("desk:renew-list"), _("Seal it anew"), 45, "key"))
    return found


def _is_list_old(now: datetime) -> bool:
    """Does a key of the list live that began before the last quarter?"""
    since = timezone.localdate(now) - timedelta(days=QUARTER_DAYS)
    living = Epoch.objects.living().filter(keyspace_id=operations.the_list().pk)
    return living.filter(month__lt=since).exists()


urlpatterns = [
    path("supporters/remake-codes/", remake, name="remake-codes"),
    path("supporters/renew-list/", renew_list, name="renew-list"),
]
