"""Opening, closing and what else moves a campaign or an ask: ask first, do it, say what came of it.

A newcomer's mistake: writing the promise of a missing language a second time. `open_or_ask` is the
one way by which anything at the desk is opened to the public.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.campaigns.actions import Action
from amparo.campaigns.models import Campaign
from amparo.campaigns.promises import CannotOpen
from amparo.desk.fields import MomentField
from amparo.desk.frame import confirm, person, show_form
from amparo.web.templatetags.web import language_said

Said = str | Promise
Crumbs = Sequence[tuple[str, str]]


class OpenForm(forms.Form):
    """Open with a promise, where a language is missing."""

    promise_by = MomentField(
        label=gettext_lazy("By when will the other language be there?"),
        help_text=gettext_lazy("The page says so, in that language; the log keeps it."),
    )

    def clean_promise_by(self) -> Any:
        moment = self.cleaned_data["promise_by"]
        if moment <= timezone.now():
            raise forms.ValidationError(_("This hour has passed already."))
        return moment


def open_or_ask(
    request: HttpRequest,
    found: Campaign | Action,
    operation: Callable[..., None],
    *,
    back: str,
    crumbs: Crumbs,
    icon: str,
    opened: Said,
    no_words: Said,
) -> HttpResponse:
    """Open it by `operation`; where a language is missing, first ask by when it will be there."""
    if request.method != "POST":
        return redirect(back)
    form = OpenForm(request.POST if "promise_by" in request.POST else None)
    promise_by = form.cleaned_data["promise_by"] if form.is_bound and form.is_valid() else None
    try:
        operation(found, actor=person(request).actor, now=timezone.now(), promise_by=promise_by)
    except CannotOpen as refusal:
        if refusal.reason == "languages":
            return _ask_promise(request, found, form, crumbs, icon)
        said = no_words if refusal.reason == "words" else refusal_words(refusal.reason)
        messages.error(request, str(said))
        return redirect(back)
    messages.success(request, str(opened))
    return redirect(back)


def confirm_then(
    request: HttpRequest,
    operation: Callable[[], None],
    *,
    title: str,
    goes: Iterable[Said],
    submit: str,
    back: str,
    crumbs: Crumbs,
    done: Said = "",
    refused: Said = "",
) -> HttpResponse:
    """Say what follows; once confirmed, do it. Nothing goes for good here: things end."""
    if request.method != "POST":
        sentences = [str(each) for each in goes]
        return confirm(
            request,
            title=title,
            goes=sentences,
            submit=submit,
            back=back,
            crumbs=crumbs,
            is_final=False,
        )
    try:
        operation()
    except CannotOpen:
        somebody = _("Somebody changed it a moment ago. Please look again.")
        messages.error(request, str(refused or somebody))
    else:
        if done:
            messages.success(request, str(done))
    return redirect(back)


def refusal_words(reason: str) -> str:
    """Why a campaign or an ask does not open, and what to do."""
    return {
        "languages": _("A language is missing. Write it, or promise by when it will be there."),
        "promise": _("The promised hour has passed already."),
        "consent": _("A case opens only with a recorded consent that is in force."),
        "over": _("Its last day has passed. Move it first."),
        "campaign": _("Its campaign is not open."),
    }.get(reason, _("It is open already, or somebody changed it a moment ago."))


def _ask_promise(
    request: HttpRequest, found: Campaign | Action, form: OpenForm, crumbs: Crumbs, icon: str
) -> HttpResponse:
    missing = ", ".join(language_said(code) for code in found.missing_languages())
    return show_form(
        request,
        title=_("Open it without %(languages)s?") % {"languages": missing},
        forms=[form if form.is_bound else OpenForm()],
        submit=_("Open it, with this promise"),
        crumbs=crumbs,
        icon=icon,
    )
