"""The paper kit at the desk: type it back after it was made, and replace it when it is lost.

A new kit is shown in the answer to the POST that makes it, and again on a reload until its words
have been typed back: only then it is on paper.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.keyforms import LanguageForm, WordsForm, words_language
from amparo.desk.unlocked import key_of, needs_key
from amparo.keyring.errors import CannotGrant, CannotUnlock
from amparo.keyring.operations import confirm_kit_words, replace_kit
from amparo.keyring.unlocking import Unlocked


@desk_view(Role.ORGANIZER)
def type_back(request: HttpRequest) -> HttpResponse:
    """Type the paper kit back, so that its key leaves the server."""
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            now = timezone.now()
            confirm_kit_words(form.cleaned_data["words"], actor=person(request).actor, now=now)
        except CannotUnlock:
            form.add_error("words", _("These are the words of another sheet, not of the kit."))
        else:
            messages.success(request, _("The kit is on paper now and nowhere else. Keep it safe."))
            return redirect("desk:keys")
    return show_form(
        request,
        title=_("Type the paper kit back"),
        forms=[form],
        submit=_("The words are right"),
        crumbs=_crumbs(),
        icon="key",
    )


@desk_view(Role.ORGANIZER)
@needs_key
def replace(request: HttpRequest) -> HttpResponse:
    """Make another kit; what the old sheet says opens nothing afterwards."""
    mine, user = key_of(request), person(request)
    language = words_language(user.preferred_language)
    form = LanguageForm(request.POST or None, initial={"language": language})
    if request.method == "POST" and form.is_valid() and mine is not None:
        return _replaced(request, mine, form.cleaned_data["language"])
    return show_form(
        request,
        title=_("Replace the paper kit"),
        forms=[form],
        submit=_("Make another kit"),
        crumbs=_crumbs(),
        icon="key",
        template="desk/keys/replace.html",
    )


def _replaced(request: HttpRequest, mine: Unlocked, language: str) -> HttpResponse:
    try:
        kit = replace_kit(
            by=mine,
            words_language=language,
            label=_("Paper kit"),
            actor=person(request).actor,
            now=timezone.now(),
        )
    except CannotGrant:
        messages.error(request, _("Your key may not do this."))
        return redirect("desk:keys")
    title = _("The paper kit: print it now")
    context = {"page_title": title, "header_title": title, "header_icon": "key"}
    return render(request, "desk/keys/kit.html", {**context, "kit": kit, "language": language})


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Key holders"), reverse("desk:keys"))]


urlpatterns = [
    path("keys/kit/", type_back, name="key-kit"),
    path("keys/kit/replace/", replace, name="key-kit-replace"),
]
