"""What an unlock is used for besides reading: fingerprints after a restart, the list's new key.

Both are done in portions, each of which is whole; the page goes on by itself until all is done.
"""

from datetime import datetime, timedelta

from django import forms
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
from amparo.keyring.unlocking import Unlocked, opened
from amparo.supporters import operations
from amparo.web.numbers import in_digits

PORTION = 4000  # cards a request: some seconds
AT_ONCE = 1000  # cards at an unlock, which nobody should notice
RENEWED_AT_ONCE = 1000  # cards a request, each sealed and written: a few seconds
QUARTER_DAYS = 92


class BetweenForm(forms.Form):
    """How much there was at the beginning, for the bar of a page that goes on by itself."""

    total = forms.IntegerField(
        required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput
    )


@desk_view(Role.ORGANIZER, Role.ATTORNEY)
@needs_key
def remake(request: HttpRequest) -> HttpResponse:
    """Make fingerprints of an earlier boot anew, a portion a request."""
    key = key_of(request)
    if key is None:
        return redirect("desk:supporters")
    before = left = sealed.count_stale(key)
    if request.method == "POST":
        made, merged = sealed.remake_codes(by=key, limit=PORTION)
        say_merged(request, merged)
        left = sealed.count_stale(key)
        if not left or not (made or merged):
            messages.success(request, _("Done: who signs twice is told apart again."))
            return redirect("wagtailadmin_home")
    return _page(
        request,
        title=_("Tell repeats apart again"),
        template="desk/supporters/remake.html",
        left=left,
        total=_total(request, before),
    )


@desk_view(Role.ORGANIZER)
@needs_key
def renew_list(request: HttpRequest) -> HttpResponse:
    """Seal the standing list to a new key, so that who left it is gone from every backup.

    A portion a request, as above.
    """
    key = key_of(request)
    if request.method == "POST" and key is not None:
        return _renewed(request, key)
    return confirm(
        request,
        title=_("Seal the standing list anew"),
        goes=[_("The old keys of the list; everybody who is on it now stays on it.")],
        submit=_("Seal it anew"),
        back=reverse("desk:standing-list"),
        crumbs=[(_("Supporters"), reverse("desk:supporters"))],
    )


def _renewed(request: HttpRequest, key: Unlocked) -> HttpResponse:
    now = timezone.now()
    total = _total(request, sealed.cards_to_renew(by=key, now=now).count())
    count = sealed.renew_list(by=key, limit=RENEWED_AT_ONCE, now=now)
    left = sealed.cards_to_renew(by=key, now=now).count()
    if left and count:
        return _page(
            request,
            title=_("Seal the standing list anew"),
            template="desk/supporters/renew.html",
            left=left,
            total=total,
        )
    done = max(total - left, 0)
    said = ngettext("%(count)d card is sealed anew.", "%(count)d cards are sealed anew.", done)
    messages.success(request, said % {"count": done})
    return redirect("desk:standing-list")


def _total(request: HttpRequest, before: int) -> int:
    """How much there was when it began: from the page before this one, or now."""
    form = BetweenForm(request.POST)
    return (form.cleaned_data["total"] if form.is_valid() else None) or before


def _page(
    request: HttpRequest, *, title: str, template: str, left: int, total: int
) -> HttpResponse:
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "key",
        "left": left,
        "between": BetweenForm(initial={"total": total}),
        "done_percent": max(total - left, 0) * 100 // max(total, 1),
        "goes_on": request.method == "POST",
    }
    return render(request, template, context)


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
