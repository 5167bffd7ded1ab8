"""Hearing by mail what changed: each for oneself."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role
from amparo.desk.frame import desk_view, person, show_form
from amparo.places.counties import states
from amparo.policies.models import Watch
from amparo.policies.operations.watching import unwatch, watch

COUNTRY = "us"


def _choices() -> list[tuple[str, object]]:
    return [
        ("", gettext_lazy("no letters")),
        (COUNTRY, gettext_lazy("the whole country")),
        *states(),
    ]


class WatchForm(forms.Form):
    heading = ""

    of = forms.ChoiceField(
        label=gettext_lazy("Write to me once a week what changed in"),
        choices=_choices,
        required=False,
        help_text=gettext_lazy("Only when something changed. Governments, never people."),
    )


@desk_view(Role.ORGANIZER, Role.VOLUNTEER, Role.ATTORNEY)
def by_mail(request: HttpRequest) -> HttpResponse:
    """One choice: a state, the country, or no letters."""
    user = person(request)
    form = WatchForm(request.POST or None, initial={"of": _chosen(user.pk)})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["of"]
        if chosen:
            watch(user, "" if chosen == COUNTRY else chosen, timezone.localdate())
            messages.success(request, _("We write to you once a week, when something changed."))
        else:
            unwatch(user)
            messages.success(request, _("You get no letters about changes."))
        return redirect("desk:policy-by-mail")
    title = _("What changed, by mail")
    return show_form(request, title=title, forms=[form], submit=_("Save"), icon="mail")


def _chosen(user_id: int) -> str:
    found = Watch.objects.filter(user=user_id).first()
    return (found.state or COUNTRY) if found else ""


urlpatterns = [path("policies/by-mail/", by_mail, name="policy-by-mail")]
