"""The paper kits at the desk: made, typed back, and replaced when they are lost.

A new kit is shown in the answer to the POST that makes it, and again on a reload until its words
have been typed back: only then it is on paper. The coalition's kit is the organizers' matter, the
clinics' the attorneys': a newcomer would let an organizer print that one, and she could read from
then on what clinics are told.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.keyforms import LanguageForm, WordsForm, code_of_words, words_language
from amparo.desk.unlocked import key_of, needs_key
from amparo.keyring.errors import CannotGrant, CannotUnlock
from amparo.keyring.models import HolderKind
from amparo.keyring.operations import (
    KitOnce,
    confirm_kit_words,
    is_unconfirmed,
    renew_clinic_kit,
    replace_kit,
)
from amparo.keyring.standing import has_clinic_kit
from amparo.keyring.unlocking import Unlocked


@desk_view(Role.ORGANIZER)
def type_back(request: HttpRequest) -> HttpResponse:
    """Type the paper kit back, so that its key leaves the server."""
    return _typed_back(request, HolderKind.KIT, _("Type the paper kit back"))


@desk_view(Role.ATTORNEY)
def type_clinics_back(request: HttpRequest) -> HttpResponse:
    """The same of the clinics' kit."""
    return _typed_back(request, HolderKind.CLINIC_KIT, _("Type the clinics' paper kit back"))


@desk_view(Role.ATTORNEY)
@needs_key
def clinic_kit(request: HttpRequest) -> HttpResponse:
    """Make the clinics' kit, or another in its place."""
    mine, user = key_of(request), person(request)
    language = words_language(user.preferred_language)
    form = LanguageForm(request.POST or None, initial={"language": language})
    if request.method == "POST" and form.is_valid() and mine is not None:
        return _made(request, mine, form.cleaned_data["language"], is_of_clinics=True)
    return show_form(
        request,
        title=_("The clinics' paper kit"),
        forms=[form],
        submit=_("Show it now") if is_unconfirmed(HolderKind.CLINIC_KIT) else _("Make it now"),
        crumbs=_crumbs(),
        icon="key",
        template="desk/keys/clinic_kit.html",
        context={
            "is_there": has_clinic_kit(),
            "is_unconfirmed": is_unconfirmed(HolderKind.CLINIC_KIT),
        },
    )


@desk_view(Role.ORGANIZER)
@needs_key
def replace(request: HttpRequest) -> HttpResponse:
    """Make another kit; what the old sheet says opens nothing afterwards."""
    mine, user = key_of(request), person(request)
    language = words_language(user.preferred_language)
    form = LanguageForm(request.POST or None, initial={"language": language})
    if request.method == "POST" and form.is_valid() and mine is not None:
        return _made(request, mine, form.cleaned_data["language"], is_of_clinics=False)
    return show_form(
        request,
        title=_("Replace the paper kit"),
        forms=[form],
        submit=_("Make another kit"),
        crumbs=_crumbs(),
        icon="key",
        template="desk/keys/replace.html",
    )


def _made(
    request: HttpRequest, mine: Unlocked, language: str, *, is_of_clinics: bool
) -> HttpResponse:
    make = renew_clinic_kit if is_of_clinics else replace_kit
    label = _("Paper kit of the clinics") if is_of_clinics else _("Paper kit")
    actor, now = person(request).actor, timezone.now()
    try:
        kit = make(by=mine, words_language=language, label=label, actor=actor, now=now)
    except CannotGrant:
        messages.error(request, _("Your key may not do this."))
        return redirect("desk:keys")
    return _shown(request, kit, language, is_of_clinics=is_of_clinics)


def _shown(
    request: HttpRequest, kit: KitOnce, language: str, *, is_of_clinics: bool
) -> HttpResponse:
    title = _("The paper kit: print it now")
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "key",
        "kit": kit,
        "code": code_of_words(kit.words),
        "language": language,
        "is_of_clinics": is_of_clinics,
    }
    return render(request, "desk/keys/kit.html", context)


def _typed_back(request: HttpRequest, kind: HolderKind, title: str) -> HttpResponse:
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now, actor = timezone.now(), person(request).actor
        try:
            confirm_kit_words(form.cleaned_data["words"], actor=actor, now=now, kind=kind)
        except CannotUnlock:
            form.add_error("words", _("These are the words of another sheet, not of the kit."))
        else:
            messages.success(request, _("The kit is on paper now and nowhere else. Keep it safe."))
            return redirect("desk:keys")
    return show_form(
        request,
        title=title,
        forms=[form],
        submit=_("The words are right"),
        crumbs=_crumbs(),
        icon="key",
    )


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Key holders"), reverse("desk:keys"))]


urlpatterns = [
    path("keys/kit/", type_back, name="key-kit"),
    path("keys/kit/replace/", replace, name="key-kit-replace"),
    path("keys/clinic-kit/", clinic_kit, name="key-clinic-kit"),
    path("keys/clinic-kit/words/", type_clinics_back, name="key-clinic-kit-words"),
]
