"""The standing list's own pages: joining it, saying what to hear and how often, moving, leaving.

Whoever holds the link of her letters changes everything by it that stands in clear. Her name and
address are sealed: a new address is a new card, and the old one goes when a letter to the new one
is answered.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from amparo.supporters import access, operations
from amparo.supporters.forms import AddressForm, FindForm, JoinForm, LettersForm
from amparo.supporters.lists import consent_hash, consent_text, joining
from amparo.supporters.models import Keyspace
from amparo.supporters.operations import Submission
from amparo.supporters.sources import clean_source
from amparo.supporters.views import REFUSED, about, held_or_404, page, refused
from amparo.supporters.wishes import wishes_of
from amparo.web import limits
from amparo.web.forms import WebForm, is_language_switch
from amparo.web.origins import public_post
from amparo.web.proofofwork import NotHuman, check_human, stamp

MOVES_AN_HOUR = 5  # letters to new addresses, by one link


@page
@public_post
@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """Ask to hear more."""
    if request.method != "POST":
        asked = request.GET.getlist("topic")  # from a page about it; what is not offered falls away
        return _join_page(request, JoinForm(initial={"topics": asked}))
    if is_language_switch(request):
        return _join_page(request, JoinForm.retyped(request.POST))
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _join_page(request, form, status=REFUSED)
    try:
        _join(request, form)
    except NotHuman as error:
        form.add_error(None, str(error.message))
        return _join_page(request, form, status=REFUSED)
    except operations.CannotReceive:
        form.add_error(None, _("This is longer than we can keep. Please shorten your name."))
        return _join_page(request, form, status=REFUSED)
    return redirect("supporters:join_thanks")


@never_cache
@require_safe
def join_thanks(request: HttpRequest) -> HttpResponse:
    """Say what happens now; the address proves nothing."""
    return render(request, "supporters/join_thanks.html")


@page
@public_post
@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """Ask for one's own link, which goes to the address of the letters alone."""
    form = _find_form(request)
    if not form.is_bound or not form.is_valid():
        return _find_page(request, form)
    try:
        now, list_id = timezone.now(), operations.the_list().pk
        _check_limit(request, "supporters.find", list_id=list_id, now=now)
        language = get_language() or settings.LANGUAGE_CODE
        operations.send_own_links(form.cleaned_data["email"], language=language, now=now)
    except NotHuman as error:
        form.add_error(None, str(error.message))
        return _find_page(request, form)
    return redirect("supporters:find_sent")


@require_safe
@never_cache
def find_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens now; the address of this page proves nothing."""
    return render(request, "supporters/find_sent.html")


@page
@public_post
@never_cache
def letters(request: HttpRequest, link: str) -> HttpResponse:
    """Change what we write about, how often, in which languages."""
    held = _listed(link)
    form = _letters_form(request, held)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            operations.set_wishes(
                link, language=typed["language"], county=typed["county"], wishes=form.wishes()
            )
        except operations.CannotAnswer as error:
            return refused(request, error.reason)
        return redirect("supporters:yours", link=link)
    context = {**about(held, link), "form": form, "switch_form": "letters-form"}
    status = REFUSED if form.is_bound else 200
    return render(request, "supporters/letters.html", context, status=status)


@page
@public_post
@never_cache
def address(request: HttpRequest, link: str) -> HttpResponse:
    """Write a letter to a new address; the old card goes once that letter is answered."""
    held = _listed(link)
    context = {**about(held, link), "switch_form": "address-form"}
    form = _sent_form(request, AddressForm)
    if form.is_bound and form.is_valid() and _may_move(form, held):
        try:
            _move(held, form.cleaned_data)
        except operations.CannotReceive:
            form.add_error("name", _("This is longer than we can keep. Please shorten your name."))
        else:
            return render(request, "supporters/address_sent.html", context)
    status = REFUSED if form.is_bound else 200
    return render(request, "supporters/address.html", {**context, "form": form}, status=status)


@page
@public_post
@never_cache
def leave(request: HttpRequest, link: str) -> HttpResponse:
    """The link under every letter of the list: one button, and no more letters."""
    held = access.held_by(link)
    if held is None:
        return redirect("supporters:gone")
    if request.method == "POST" and not is_language_switch(request):
        operations.leave(link, now=timezone.now(), with_household=bool(request.POST.get("all")))
        return redirect("supporters:gone")
    others = operations.household_of(held.card).count()
    context = {**about(held, link), "others": others}
    return render(request, "supporters/leave.html", context)


def _listed(link: str) -> access.Held:
    """Return what the link of a letter of the list holds. Raises Http404."""
    held = held_or_404(link)
    if held.card.action_kind != Keyspace.Kind.LIST:
        raise Http404
    return held


def _sent_form(request: HttpRequest, form: type[AddressForm]) -> AddressForm:
    if is_language_switch(request):
        return form.retyped(request.POST)
    return form(request.POST if request.method == "POST" else None)


def _letters_form(request: HttpRequest, held: access.Held) -> LettersForm:
    wishes = wishes_of(held.card)
    if is_language_switch(request):
        return LettersForm.retyped(request.POST, chosen=wishes.topics)
    if request.method == "POST":
        return LettersForm(request.POST, chosen=wishes.topics)
    stands = {
        "language": held.card.language,
        "county": held.card.county,
        "reads": wishes.reads,
        "topics": wishes.topics,
        "how_often": wishes.how_often,
    }
    return LettersForm(initial=stands, chosen=wishes.topics)


def _may_move(form: WebForm, held: access.Held) -> bool:
    """Let one link send few letters an hour, so that nobody floods others through it."""
    if operations.may_move(held.card, most=MOVES_AN_HOUR, now=timezone.now()):
        return True
    form.add_error(None, _("Too many letters were sent from here. Please try again in an hour."))
    return False


def _move(held: access.Held, typed: dict[str, Any]) -> None:
    card = held.card
    submission = Submission(
        action_kind=card.action_kind,
        action_id=card.action_id,
        text_hash=consent_hash(card.language),
        language=card.language,
        county=card.county,
        source=card.source,
        wants_news=True,
        wishes=wishes_of(card),
        replaces=card.pk,
        **typed,
    )
    operations.receive(submission, now=timezone.now())


def _join(request: HttpRequest, form: JoinForm) -> None:
    now, list_id = timezone.now(), operations.the_list().pk
    _check_limit(request, "supporters.join", list_id=list_id, now=now)
    language = get_language() or settings.LANGUAGE_CODE
    source = clean_source(request.GET.get("source", ""))
    operations.receive(joining(form, language=language, source=source), now=now)


def _check_limit(request: HttpRequest, what: str, *, list_id: UUID, now: datetime) -> None:
    """Raises NotHuman."""
    human = check_human(request, action_kind="list", action_id=list_id, now=now)
    most = limits.WITH_PROOF if human.has_proof else limits.WITHOUT_PROOF
    if not limits.is_within(request, what, most=most, now=now):
        raise NotHuman("early")


def _find_form(request: HttpRequest) -> FindForm:
    if request.method != "POST":
        return FindForm()
    return FindForm.retyped(request.POST) if is_language_switch(request) else FindForm(request.POST)


def _find_page(request: HttpRequest, form: FindForm) -> HttpResponse:
    made = stamp(action_kind="list", action_id=operations.the_list().pk, now=timezone.now())
    context = {"form": form, "stamp": made, "switch_form": "find-form"}
    status = REFUSED if form.is_bound else 200
    return render(request, "supporters/find.html", context, status=status)


def _join_page(request: HttpRequest, form: JoinForm, *, status: int = 200) -> HttpResponse:
    made = stamp(action_kind="list", action_id=operations.the_list().pk, now=timezone.now())
    words = consent_text(get_language() or settings.LANGUAGE_CODE)
    context = {"form": form, "stamp": made, "switch_form": "join-form", "consent_text": words}
    return render(request, "supporters/join.html", context, status=status)
