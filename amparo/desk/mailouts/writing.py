"""Beginning a letter, and saying it otherwise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role, User
from amparo.campaigns.access import action_to_change, campaign_to_change
from amparo.campaigns.kinds import all_kinds
from amparo.campaigns.models import Campaign, Update
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import confirm, desk_view, person, show_form
from amparo.desk.mailouts.forms import GroundForm, LetterFactsForm, LetterWordsForm
from amparo.desk.mailouts.reach import crumbs, letter_here, page_of
from amparo.desk.words import has_one, words_forms
from amparo.mailouts.audiences import Line
from amparo.mailouts.models import Belongs, MailOut
from amparo.mailouts.operations.writing import (
    CannotChange,
    Facts,
    Words,
    change_mailout,
    create_mailout,
    default_audience,
    delete_draft,
)

FACTS = ("topic", "is_urgent", "blocks", "is_public", "send_at", "per_minute")


@dataclass(frozen=True)
class Start:
    """From where a letter begins: nowhere, an ask's people, or one of its updates."""

    campaign: Campaign | None = None
    audience: Sequence[Line] = ()
    words: Sequence[Any] = field(default_factory=list)  # rows with a language, subject and body
    blocks: Sequence[str] = ()


@dataclass(frozen=True)
class _Said:
    language: str
    subject: str
    body: str


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    """One page: whose ground, the words, what stands below. Then whom it is for."""
    user, start = person(request), _start(request)
    ground = None if start.campaign else GroundForm(user=user, **sent(request))
    words = words_forms(request, LetterWordsForm, start.words)
    draft = MailOut(campaign=start.campaign)
    facts = LetterFactsForm(
        user=user, mailout=draft, initial={"blocks": list(start.blocks)}, **sent(request)
    )
    forms = [each for each in (ground, *words, facts) if each is not None]
    if request.method == "POST" and all_valid(*forms) and _is_written(words):
        made = _made(user, start, ground, words, facts)
        messages.success(request, _("The draft is kept. Now choose whom it is for."))
        return redirect("desk:mailout-audience", pk=made.pk)
    return _show(request, _("Write a letter"), forms, None)


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Any change makes it a draft again, to be approved anew."""
    mailout = letter_here(request, pk)
    if not mailout.is_writable:
        messages.error(request, _("It is going out already, or went: it cannot be changed."))
        return redirect(page_of(mailout))
    words = words_forms(request, LetterWordsForm, mailout.texts.all())
    initial = {name: getattr(mailout, name) for name in FACTS}
    facts = LetterFactsForm(user=person(request), mailout=mailout, initial=initial, **sent(request))
    if facts.is_bound and all_valid(*words, facts) and _is_written(words):
        try:
            change_mailout(mailout, _words(words), _facts(facts), actor=person(request).actor)
        except CannotChange:
            messages.error(request, _("It is going out already, or went: it cannot be changed."))
        else:
            messages.success(request, _("Saved. It has to be approved as it is now."))
        return redirect(page_of(mailout))
    return _show(request, _("Change the letter"), [*words, facts], mailout)


@desk_view(Role.ORGANIZER)
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a letter away that has not gone."""
    mailout = letter_here(request, pk)
    if request.method != "POST":
        return confirm(
            request,
            title=_("Delete this letter"),
            goes=[_("“%(title)s” with its texts.") % {"title": mailout.title}],
            submit=_("Delete it"),
            back=page_of(mailout),
            crumbs=crumbs(mailout),
        )
    try:
        delete_draft(mailout, actor=person(request).actor)
    except CannotChange:
        messages.error(request, _("It went out: what it did has to stay known."))
        return redirect(page_of(mailout))
    messages.success(request, _("It is deleted."))
    return redirect("desk:mailouts")


def _start(request: HttpRequest) -> Start:
    """What the address names: ?ask=petition:… and ?update=…. Raises Http404."""
    kind_code, _colon, name = request.GET.get("ask", "").partition(":")
    if not name:
        return Start()
    kind = next((each for each in all_kinds() if each.code == kind_code), None)
    try:
        pk = UUID(name)
    except ValueError:
        raise Http404 from None
    if kind is None:
        raise Http404
    ask = action_to_change(kind.model, person(request), pk)
    key = f"{kind_code}:{pk}"
    return Start(ask.campaign, [Line(key)], _of_update(request, kind_code, pk), [key])


def _of_update(request: HttpRequest, kind: str, ask_id: UUID) -> list[_Said]:
    name = request.GET.get("update", "")
    if not name:
        return []
    try:
        found = Update.objects.of(kind, ask_id).prefetch_related("texts")
        update = get_object_or_404(found, pk=UUID(name))
    except ValueError:
        raise Http404 from None
    return [_Said(text.language, text.title[:120], text.body) for text in update.texts.all()]


def _made(
    user: User,
    start: Start,
    ground: GroundForm | None,
    words: list[LetterWordsForm],
    facts: LetterFactsForm,
) -> MailOut:
    belongs, campaign = Belongs.CAMPAIGN.value, start.campaign
    if ground is not None:
        belongs = ground.cleaned_data["belongs"]
        if belongs == Belongs.CAMPAIGN:
            campaign = campaign_to_change(user, UUID(ground.cleaned_data["campaign"]))
    return create_mailout(
        belongs,
        campaign,
        _words(words),
        _facts(facts),
        audience=start.audience or default_audience(belongs),
        actor=user.actor,
        today=timezone.localdate(),
    )


def _words(forms: Iterable[LetterWordsForm]) -> dict[str, Words]:
    said = {form.language: Words(**form.cleaned_data) for form in forms}
    return {code: words for code, words in said.items() if words.subject}


def _facts(form: LetterFactsForm) -> Facts:
    given = form.cleaned_data
    return Facts(**{**given, "blocks": tuple(given["blocks"])})


def _is_written(words: list[LetterWordsForm]) -> bool:
    return has_one(words, "subject", _("Please write it in one language at least."))


def _show(
    request: HttpRequest, title: str, forms: Sequence[Any], mailout: MailOut | None
) -> HttpResponse:
    return show_form(
        request,
        title=title,
        forms=forms,
        submit=_("Save"),
        crumbs=crumbs(mailout),
        icon="mail",
        template="desk/mailouts/write.html",
    )


urlpatterns = [
    path("mailings/new/", new, name="mailout-new"),
    path("mailings/<uuid:pk>/edit/", edit, name="mailout-edit"),
    path("mailings/<uuid:pk>/delete/", delete, name="mailout-delete"),
]
