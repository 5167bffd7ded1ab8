"""Make a key, grant one, and come back after losing the six words.

What is made is shown in the answer to the POST and never again; a reload makes nothing, because
there is a key already. A newcomer would redirect after the POST: then the secret would have to be
kept somewhere meanwhile.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.accounts.models import Role, User
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.keyforms import GrantForm, LanguageForm, WordsForm, code_of_words, words_language
from amparo.desk.unlocked import key_of, needs_key
from amparo.keyring.errors import CannotGrant, CannotMakeHolder, CannotUnlock, TooManyTries
from amparo.keyring.granting import MAY_OPEN
from amparo.keyring.models import Holder, HolderKind
from amparo.keyring.operations import grant, has_key, make_holder, renew_passphrase
from amparo.keyring.unlocking import Unlocked, unlocked_by_words
from amparo.lib.sealing.grants import Scope

HOLDERS = (Role.ORGANIZER, Role.ATTORNEY)


@desk_view(*HOLDERS)
def make_key(request: HttpRequest) -> HttpResponse:
    """Make her own key, and show what she has to keep."""
    user = person(request)
    if has_key(user.pk):
        return redirect("desk:keys")
    language = words_language(user.preferred_language)
    form = LanguageForm(request.POST or None, initial={"language": language})
    if request.method == "POST" and form.is_valid():
        return _made(request, user, form.cleaned_data["language"])
    return show_form(
        request,
        title=_("Make your key"),
        forms=[form],
        submit=_("Make it now"),
        crumbs=_crumbs(),
        icon="key",
        template="desk/keys/make.html",
    )


@desk_view(*HOLDERS)
def grant_key(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Compare six words by voice, and let somebody in."""
    holder = get_object_or_404(Holder.objects.present().filter(user_id__isnull=False), pk=pk)
    unlocked = key_of(request)
    mine = unlocked if unlocked and _opens_alike(unlocked.kind, holder.kind) else None
    form = GrantForm(request.POST or None, needs_words=mine is None)
    if request.method == "POST" and form.is_valid():
        count = _granted(request, form, holder, mine)
        if count is not None:
            _say_granted(request, holder, count)
            return redirect("desk:keys")
    return show_form(
        request,
        title=_("Let %(name)s in") % {"name": holder.label},
        forms=[form],
        submit=_("The words agree: grant the key"),
        crumbs=_crumbs(),
        icon="key",
        template="desk/keys/grant.html",
        context={"holder": holder, "mine": mine, "unlocked": unlocked},
    )


@desk_view(*HOLDERS)
def recover_key(request: HttpRequest) -> HttpResponse:
    """Take the 24 words of her own sheet, and give her six new ones."""
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mine = _recovered(request, form)
        if mine is not None:
            return _renewed(request, mine)
    return show_form(
        request,
        title=_("I forgot my six words"),
        forms=[form],
        submit=_("Give me six new words"),
        crumbs=_crumbs(),
        icon="key",
        template="desk/keys/recover.html",
    )


@desk_view(*HOLDERS)
@needs_key
def renew_key(request: HttpRequest) -> HttpResponse:
    """Give her six new words while she is unlocked."""
    mine = key_of(request)
    if request.method == "POST" and mine is not None:
        return _renewed(request, mine)
    return show_form(
        request,
        title=_("New passphrase"),
        forms=[],
        submit=_("Give me six new words"),
        crumbs=_crumbs(),
        icon="rotate",
        template="desk/keys/renew.html",
    )


def _made(request: HttpRequest, user: User, language: str) -> HttpResponse:
    kind = HolderKind.ATTORNEY if user.role == Role.ATTORNEY else HolderKind.ORGANIZER
    try:
        once = make_holder(
            user.pk,
            label=user.full_name,
            kind=kind,
            words_language=language,
            now=timezone.now(),
        )
    except CannotMakeHolder:  # she pressed twice: the other answer shows the key
        messages.warning(request, _("You have a key already."))
        return redirect("desk:keys")
    return _shown_once(
        request,
        {
            "once": once,
            "code": code_of_words(once.kit_words),
            "name": user.full_name,
            "language": language,
        },
    )


def _renewed(request: HttpRequest, mine: Unlocked) -> HttpResponse:
    language = words_language(person(request).preferred_language)
    passphrase = renew_passphrase(mine, words_language=language, now=timezone.now())
    return _shown_once(request, {"passphrase": passphrase, "language": language})


def _shown_once(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    title = _("Keep this: it is shown once")
    everything = {"page_title": title, "header_title": title, "header_icon": "key", **context}
    return render(request, "desk/keys/once.html", everything)


def _granted(
    request: HttpRequest, form: GrantForm, holder: Holder, mine: Unlocked | None
) -> int | None:
    """Return how many months were handed over; None with the reason beside the field."""
    now, scope = timezone.now(), Scope(MAY_OPEN[HolderKind(holder.kind)])
    try:
        by = mine or unlocked_by_words(
            form.cleaned_data["words"], actor=person(request).actor, now=now
        )
        return grant(holder, by=by, scope=scope, heard=form.cleaned_data["heard"], now=now)
    except TooManyTries:
        form.add_error("words", _("That was wrong too often. Wait an hour."))
    except CannotUnlock:
        form.add_error("words", _("These are not the words of a key of this coalition."))
    except CannotGrant:
        form.add_error(
            "heard",
            _(
                "The words do not agree with the key that the server has, or your own key may not "
                "grant this. Have them read again; if they still differ, stop and find out why."
            ),
        )
    return None


def _opens_alike(kind: str, other: str) -> bool:
    """An organizer's key lets no attorney in, nor the other way round: paper does."""
    return MAY_OPEN[HolderKind(kind)] == MAY_OPEN[HolderKind(other)]


def _say_granted(request: HttpRequest, holder: Holder, count: int) -> None:
    said = ngettext(
        "%(name)s can open %(count)d month of sealed cards, and what comes from now on.",
        "%(name)s can open %(count)d months of sealed cards, and what comes from now on.",
        count,
    )
    messages.success(request, said % {"name": holder.label, "count": count})


def _recovered(request: HttpRequest, form: WordsForm) -> Unlocked | None:
    """Return her own key; None with the reason beside the field."""
    user = person(request)
    try:
        found = unlocked_by_words(form.cleaned_data["words"], actor=user.actor, now=timezone.now())
    except TooManyTries:
        form.add_error("words", _("That was wrong too often. Wait an hour."))
        return None
    except CannotUnlock:
        form.add_error("words", _("These are not the words of your key."))
        return None
    if not Holder.objects.of_user(user.pk).filter(pk=found.holder_id).exists():
        form.add_error("words", _("These are the words of another key, not of yours."))
        return None
    return found


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Key holders"), reverse("desk:keys"))]


urlpatterns = [
    path("keys/mine/", make_key, name="key-make"),
    path("keys/words/", recover_key, name="key-recover"),
    path("keys/new-passphrase/", renew_key, name="key-renew"),
    path("keys/<uuid:pk>/grant/", grant_key, name="key-grant"),
]
