"""Unlock and lock: the page that asks for six words, and the button that forgets them.

Unlocking asks for no login password and gives none back: they are two different things.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.keyforms import UnlockForm
from amparo.desk.supporters.upkeep import at_unlock, say_merged
from amparo.desk.unlocked import keep_unlocked, key_of, lock_now
from amparo.keyring.errors import CannotUnlock, TooManyTries
from amparo.keyring.standing import standing_of
from amparo.keyring.unlocking import unlock

HOLDERS = (Role.ORGANIZER, Role.ATTORNEY)


@desk_view(*HOLDERS)
def unlock_page(request: HttpRequest) -> HttpResponse:
    """Ask for the six words, then go back to where they were needed."""
    back = _back(request)
    if key_of(request) is not None:
        return redirect(back)
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        secret = _tried(request, form)
        if secret:
            say_merged(request, at_unlock(secret, person(request), now=timezone.now()))
            return keep_unlocked(redirect(back), secret)
    return show_form(
        request,
        title=_("Unlock"),
        forms=[form],
        submit=_("Unlock"),
        icon="lock",
        template="desk/keys/unlock.html",
        context={"mine": standing_of(person(request).pk)},
    )


@desk_view(*HOLDERS)
@require_POST
def lock_page(request: HttpRequest) -> HttpResponse:
    """Lock at once."""
    messages.success(request, _("Locked."))
    return lock_now(request, redirect(_back(request)))


def _tried(request: HttpRequest, form: UnlockForm) -> str:
    """Return the cookie's secret; "" with the reason beside the field."""
    try:
        passphrase = form.cleaned_data["passphrase"]
        return unlock(person(request).pk, passphrase, now=timezone.now())
    except TooManyTries:
        said = _("That was wrong too often. Wait an hour, or use your paper.")
        form.add_error("passphrase", said)
    except CannotUnlock:
        form.add_error("passphrase", _("These are not the six words of your key."))
    return ""


def _back(request: HttpRequest) -> str:
    """Where she came from, if that is a page of ours."""
    address = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours and address.startswith("/") else reverse("desk:keys")


urlpatterns = [
    path("unlock/", unlock_page, name="unlock"),
    path("lock/", lock_page, name="lock"),
]
