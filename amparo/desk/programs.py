"""Programs that act for an organizer: each has its own token, shown once, ended at any time."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import ProgramToken, Role
from amparo.accounts.programs import end_token, make_token
from amparo.desk.frame import (
    Button,
    Column,
    Listing,
    confirm,
    desk_view,
    link_column,
    page_context,
    person,
    show_form,
    show_list,
)
from amparo.web.templatetags.web import day


class ProgramForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("Which program is it"),
        max_length=60,
        help_text=gettext_lazy("So that you know later what to end."),
    )


@desk_view(Role.ORGANIZER)
def programs(request: HttpRequest) -> HttpResponse:
    """One's own programs."""
    listing = Listing(
        title=_("Programs"),
        rows=person(request).program_tokens.all(),
        columns=[
            link_column(
                "label",
                _("Program"),
                lambda token: reverse("desk:token-end", args=[token.pk]),
                lambda token: token.label,
                "label",
            ),
            Column("made", _("Since"), lambda token: token.made_on, "made_on"),
            Column(
                "used",
                _("Last seen on"),
                lambda token: _last(token),
                "used_on",
                csv=lambda token: token.used_on,
            ),
        ],
        export_name="tokens",
        icon="code",
        empty=_(
            "No program acts for you. With a token, one may read what is public and bring in "
            "signatures by OSDI; nobody's data can be read by it."
        ),
        buttons=[Button(_("Let a program in"), reverse("desk:token-new"), "plus", True)],
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    """Make a token; the answer shows it this once."""
    form = ProgramForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        label = form.cleaned_data["label"]
        token = make_token(person(request), label=label, now=timezone.now())
        context = {**page_context(label, "code", _crumbs()), "token": token}
        return render(request, "desk/programs/once.html", context)
    return show_form(
        request,
        title=_("Let a program in"),
        forms=[form],
        submit=_("Make a token"),
        crumbs=_crumbs(),
        icon="code",
    )


@desk_view(Role.ORGANIZER)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a program of one's own in no more."""
    token = get_object_or_404(person(request).program_tokens, pk=pk)
    if request.method == "POST":
        end_token(token, by=person(request), now=timezone.now())
        messages.success(request, _("This program is let in no more."))
        return redirect("desk:tokens")
    return confirm(
        request,
        title=_("Let “%(label)s” in no more?") % {"label": token.label},
        goes=[_("Its token. What it brought in stays.")],
        submit=_("End it"),
        back=reverse("desk:tokens"),
        crumbs=_crumbs(),
    )


def _last(token: ProgramToken) -> str:
    return day(token.used_on) if token.used_on else _("never")


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Programs"), reverse("desk:tokens"))]


urlpatterns = [
    path("programs/", programs, name="tokens"),
    path("programs/new/", new, name="token-new"),
    path("programs/<int:pk>/end/", end, name="token-end"),
]
