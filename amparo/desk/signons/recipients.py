"""Whom a letter goes to and who gets a copy, in order."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role as AccountRole
from amparo.campaigns.access import action_to_change
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.moves import confirm_then
from amparo.desk.signons.forms import CopiesForm, PostForm, RecipientForm
from amparo.desk.signons.letters import DESK
from amparo.desk.words import words_forms
from amparo.signons.models import Letter, Recipient
from amparo.signons.operations.letters import (
    Post,
    add_copies,
    move_recipient,
    remove_recipient,
    save_recipient,
)


@desk_view(AccountRole.ORGANIZER)
def new(request: HttpRequest, pk: UUID) -> HttpResponse:
    letter = action_to_change(Letter, person(request), pk)
    return _edit(request, Recipient(letter=letter), letter, _("Add somebody"))


@desk_view(AccountRole.ORGANIZER)
def change(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    letter = action_to_change(Letter, person(request), pk)
    found = get_object_or_404(letter.recipients, pk=number)
    return _edit(request, found, letter, found.line_in(request.LANGUAGE_CODE) or _("Addressee"))


@desk_view(AccountRole.ORGANIZER)
def copies(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everybody in copy at once, as they stand at the foot of a letter."""
    letter = action_to_change(Letter, person(request), pk)
    form = CopiesForm(**sent(request))
    if form.is_bound and form.is_valid():
        lines = form.cleaned_data["copies"].splitlines()
        languages = settings.SITE_LANGUAGES
        count = add_copies(letter, lines, languages=languages, actor=person(request).actor)
        said = ngettext("%(count)d copy added.", "%(count)d copies added.", count)
        messages.success(request, said % {"count": count})
        return redirect(DESK.at("", letter))
    return show_form(
        request,
        title=_("Who gets a copy"),
        forms=[form],
        submit=_("Add them"),
        crumbs=DESK.crumbs(letter),
    )


@desk_view(AccountRole.ORGANIZER)
@require_POST
def move(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One place up or down."""
    letter = action_to_change(Letter, person(request), pk)
    found = get_object_or_404(letter.recipients, pk=number)
    move_recipient(found, up="up" in request.POST, actor=person(request).actor)
    return redirect(DESK.at("", letter))


@desk_view(AccountRole.ORGANIZER)
def remove(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    letter = action_to_change(Letter, person(request), pk)
    found = get_object_or_404(letter.recipients, pk=number)
    return confirm_then(
        request,
        lambda: remove_recipient(found, actor=person(request).actor),
        title=_("Take somebody off the letter"),
        goes=[found.line_in(request.LANGUAGE_CODE) or found.address or "—"],
        submit=_("Take it off"),
        back=DESK.at("", letter),
        crumbs=DESK.crumbs(letter),
        done=_("It is taken off."),
    )


def _edit(request: HttpRequest, found: Recipient, letter: Letter, title: str) -> HttpResponse:
    columns = ("role", "name", "address")
    initial = {name: getattr(found, name) for name in columns}
    form = RecipientForm(initial=initial, **sent(request))
    posts = words_forms(request, PostForm, found.texts.all() if found.pk else ())
    if form.is_bound and all_valid(form, *posts) and _says_something(form, posts):
        for name in columns:
            setattr(found, name, form.cleaned_data[name])
        said = {post.language: Post(**post.cleaned_data) for post in posts}
        save_recipient(found, posts=said, actor=person(request).actor)
        return redirect(DESK.at("", letter))
    return show_form(
        request,
        title=title,
        forms=[form, *posts],
        submit=_("Save"),
        crumbs=DESK.crumbs(letter),
        template="desk/words.html",
    )


def _says_something(form: RecipientForm, posts: list[Any]) -> bool:
    if form.cleaned_data["name"] or any(post.cleaned_data["office"] for post in posts):
        return True
    form.add_error("name", _("Please write a name or an office."))
    return False


urlpatterns = [
    path("letters/<uuid:pk>/recipients/new/", new, name="letter-recipient-new"),
    path("letters/<uuid:pk>/recipients/copies/", copies, name="letter-copies"),
    path("letters/<uuid:pk>/recipients/<int:number>/", change, name="letter-recipient"),
    path("letters/<uuid:pk>/recipients/<int:number>/move/", move, name="letter-recipient-move"),
    path(
        "letters/<uuid:pk>/recipients/<int:number>/remove/",
        remove,
        name="letter-recipient-remove",
    ),
]
