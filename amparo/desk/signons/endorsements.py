"""Who signed a letter: the queue of those to look at, the list, one of them, a new one by hand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_change
from amparo.campaigns.anatomy import text_changes
from amparo.desk.fields import ReasonForm, sent
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    confirm,
    desk_view,
    page_context,
    person,
    show_form,
    show_list,
)
from amparo.desk.signons.forms import DirectoryForm, EndorsementForm
from amparo.desk.signons.letters import DESK
from amparo.lib.pastedlists import state_name
from amparo.organizations.sorting import sort_key
from amparo.signons.listing import state_choices
from amparo.signons.models import Endorsement, EndorsementQuerySet, Letter, LetterText, SignerKind
from amparo.signons.operations import endorsing
from amparo.signons.operations.endorsing import CannotApprove
from amparo.web.templatetags.web import language_name


def endorsement_to_change(request: HttpRequest, pk: UUID) -> Endorsement:
    """One under a letter that this person may change. Raises Http404."""
    found = get_object_or_404(Endorsement.objects.with_names(), pk=pk)
    action_to_change(Letter, person(request), found.letter_id)
    return found


@desk_view(Role.ORGANIZER)
def endorsements(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everybody under a letter; what waits comes first."""
    letter = action_to_change(Letter, person(request), pk)
    waiting = letter.endorsements.waiting()
    return show_list(
        request,
        Listing(
            title=_("Who signed"),
            rows=letter.endorsements.with_names(),
            columns=_columns(),
            filters=_filters(),
            search=_search,
            icon="group",
            empty=_("Nobody has signed yet. A list that you have can be pasted in."),
            export_name=f"{letter.slug}-who-signed",
            buttons=[
                Button(_("Paste a list"), reverse("desk:letter-paste", args=[pk])),
                Button(_("Add one by hand"), reverse("desk:letter-endorsement-new", args=[pk])),
                Button(_("Names that look alike"), reverse("desk:letter-alike", args=[pk])),
            ],
            crumbs=DESK.crumbs(letter),
            above="desk/signons/waiting.html",
            context={"letter": letter, "waiting": waiting.with_names()},
        ),
    )


@desk_view(Role.ORGANIZER)
@require_POST
def approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put the ticked ones on the list."""
    letter = action_to_change(Letter, person(request), pk)
    chosen = list(letter.endorsements.filter(pk__in=_keys(request)))
    try:
        count = endorsing.approve(letter, chosen, actor=person(request).actor, now=timezone.now())
    except CannotApprove as refusal:
        messages.error(request, _refused(refusal.reason) if chosen else _("Please tick some."))
    else:
        said = ngettext("%(count)d name is on the list.", "%(count)d names are on the list.", count)
        messages.success(request, said % {"count": count})
    return redirect("desk:letter-endorsements", pk=pk)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody who signed by letter, telephone or in person."""
    letter = action_to_change(Letter, person(request), pk)
    text = letter.any_text()
    if text is None:
        messages.error(request, _("The letter has no text yet that somebody could sign."))
        return redirect(DESK.at("", letter))
    form = EndorsementForm(language=text.language, **sent(request))
    if form.is_bound and form.is_valid():
        made = endorsing.add_by_hand(
            letter,
            form.given(),
            language=text.language,
            actor=person(request).actor,
            now=timezone.now(),
        )
        messages.success(request, _("“%(name)s” is on the list.") % {"name": made.name})
        return redirect("desk:letter-endorsement-new", pk=pk)
    return show_form(
        request,
        title=_("Add one by hand"),
        forms=[form],
        submit=_("Add it"),
        crumbs=DESK.crumbs(letter),
        icon="group",
    )


@desk_view(Role.ORGANIZER)
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of them: how it is written, how it came, what can be done with it."""
    found = endorsement_to_change(request, pk)
    form = EndorsementForm(
        language=found.language, initial=EndorsementForm.initial_of(found), **sent(request)
    )
    if form.is_bound and form.is_valid():
        endorsing.correct(found, form.given(), actor=person(request).actor)
        messages.success(request, _("It is saved."))
        return redirect("desk:endorsement", pk=pk)
    return show_form(
        request,
        title=found.name or _("An official, by office"),
        forms=[form],
        submit=_("Save"),
        crumbs=_crumbs(found),
        icon="group",
        template="desk/signons/endorsement.html",
        context={
            "endorsement": found,
            "card_url": _card_url(found),
            "is_organization": found.kind == SignerKind.ORGANIZATION,
        },
    )


@desk_view(Role.ORGANIZER)
@require_safe
def wording(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The exact words under which it stands, and what the letter says otherwise today."""
    found = endorsement_to_change(request, pk)
    kept = found.letter.wordings.filter(text_hash=found.text_hash).first()
    today = found.letter.text(found.language)
    is_same = today is not None and today.text_hash == found.text_hash
    labels = {each.name: str(each.verbose_name) for each in LetterText._meta.concrete_fields}
    words = kept.words if kept else (today.bound_words if today and is_same else {})
    context = {
        **page_context(_("The exact words"), "doc-full", _crumbs(found)),
        "endorsement": found,
        "kept": kept,
        "parts": [(capfirst(labels[name]), said) for name, said in words.items() if said],
        "is_same": is_same,
        "changes": text_changes(kept, today) if kept and today and not is_same else [],
    }
    return render(request, "desk/signons/wording.html", context)


@desk_view(Role.ORGANIZER)
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it off the list, with a reason for the log."""
    found = endorsement_to_change(request, pk)
    hint = _("For the log: who asked for it, and how.")
    form = ReasonForm(request.POST or None, hint=hint, is_needed=False)
    if form.is_bound and form.is_valid():
        endorsing.withdraw(
            found,
            actor=person(request).actor,
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("It is off the list."))
        return redirect("desk:endorsement", pk=pk)
    return confirm(
        request,
        title=_("Take a name off the list"),
        goes=[_("“%(name)s” leaves the list; frozen prints keep it.") % {"name": found.name}],
        submit=_("Take it off"),
        back=reverse("desk:endorsement", args=[pk]),
        crumbs=_crumbs(found),
        form=form,
        is_final=False,
    )


@desk_view(Role.ORGANIZER)
@require_POST
def bring_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo a withdrawal or a merge."""
    found = endorsement_to_change(request, pk)
    endorsing.bring_back(found, actor=person(request).actor)
    messages.success(request, _("It stands again as it was."))
    return redirect("desk:endorsement", pk=pk)


@desk_view(Role.ORGANIZER)
def to_directory(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make it an organization of our directory."""
    found = endorsement_to_change(request, pk)
    if found.organization or found.kind != SignerKind.ORGANIZATION or not found.name:
        return redirect("desk:endorsement", pk=pk)
    form = DirectoryForm(**sent(request))
    if form.is_bound and form.is_valid():
        endorsing.add_to_directory(
            found, kind=form.cleaned_data["kind"], actor=person(request).actor
        )
        messages.success(request, _("It is in the directory."))
        return redirect("desk:endorsement", pk=pk)
    return show_form(
        request,
        title=_("Add “%(name)s” to the directory") % {"name": found.name},
        forms=[form],
        submit=_("Add it"),
        crumbs=_crumbs(found),
        icon="group",
    )


def _crumbs(found: Endorsement) -> list[tuple[str, str]]:
    listed = reverse("desk:letter-endorsements", args=[found.letter_id])
    return [*DESK.crumbs(found.letter), (_("Who signed"), listed)]


def _card_url(found: Endorsement) -> str:
    """Where an unlocked key shows who signed for it; "" where nobody of the form did."""
    if found.card_id is None:
        return ""
    return reverse("desk:signature", args=[Letter.KIND, found.letter_id, found.card_id])


def _refused(reason: str) -> str:
    if reason == "unconfirmed":
        return _("Whoever signed has not answered our mail yet.")
    return _("Somebody looked at these a moment ago.")


def _keys(request: HttpRequest) -> list[UUID]:
    keys = []
    for value in request.POST.getlist("endorsement"):
        try:
            keys.append(UUID(value))
        except ValueError:
            continue
    return keys


def _columns() -> list[Column]:
    return [
        Column("name", _("Name"), _link, "sort_name", csv=lambda row: row.name),
        Column("acronym", _("Acronym"), lambda row: row.acronym),
        Column("office", _("Office"), lambda row: row.office),
        Column("city", _("City or town"), lambda row: row.city, "city"),
        Column("state", _("State"), lambda row: row.state, "state"),
        Column("scope", _("How far it works"), lambda row: row.get_scope_display()),
        Column("note", _("Note"), lambda row: row.note),
        Column("website", _("Website"), lambda row: row.website),
        Column("stands", _("Where it stands"), lambda row: row.state_label),
        Column("origin", _("How it came"), lambda row: row.get_origin_display(), "origin"),
        Column("language", _("Text signed"), lambda row: language_name(row.language)),
        Column("hash", _("Wording"), lambda row: row.text_hash[:8], csv=lambda row: row.text_hash),
        Column("received", _("Received"), lambda row: row.received_on, "received_on"),
    ]  # fmt: skip


def _link(row: Endorsement) -> Any:
    name = row.name or _("An official, by office")
    return format_html('<a href="{}">{}</a>', reverse("desk:endorsement", args=[row.pk]), name)


def _filters() -> list[Filter]:
    stands = {
        "waiting": lambda rows: rows.waiting(),
        "listed": lambda rows: rows.listed(),
        "unfrozen": lambda rows: rows.listed().filter(frozen_in__isnull=True),
        "unconfirmed": lambda rows: rows.unconfirmed(),
        "withdrawn": lambda rows: rows.filter(withdrawn_on__isnull=False),
        "merged": lambda rows: rows.filter(merged_into__isnull=False),
    }
    labels = [
        ("waiting", _("Waiting for you")),
        ("listed", _("On the list")),
        ("unfrozen", _("On the list, in no print yet")),
        ("unconfirmed", _("Not confirmed by mail")),
        ("withdrawn", _("Withdrawn")),
        ("merged", _("Merged")),
    ]
    return [
        Filter("stands", _("Where it stands"), labels, lambda rows, value: stands[value](rows)),
        Filter("kind", _("Who signs"), SignerKind.choices),
        Filter("state", _("State"), state_choices()[1:]),
    ]  # fmt: skip


def _search(rows: EndorsementQuerySet, words: str) -> EndorsementQuerySet:
    plain = sort_key(f"x {words}").removeprefix("x ")
    held = Q(sort_name__contains=plain) | Q(name__icontains=words) | Q(city__icontains=words)
    return rows.filter(held | Q(acronym__iexact=words) | Q(office__icontains=words))


def place_of(endorsement: Endorsement) -> str:
    """Its town and state, for lists of the desk."""
    state = state_name(endorsement.state, get_language() or "")
    return ", ".join(filter(None, (endorsement.city, state)))


urlpatterns = [
    path("letters/<uuid:pk>/endorsements/", endorsements, name="letter-endorsements"),
    path("letters/<uuid:pk>/endorsements/approve/", approve, name="letter-approve"),
    path("letters/<uuid:pk>/endorsements/new/", new, name="letter-endorsement-new"),
    path("endorsements/<uuid:pk>/", change, name="endorsement"),
    path("endorsements/<uuid:pk>/wording/", wording, name="endorsement-wording"),
    path("endorsements/<uuid:pk>/withdraw/", withdraw, name="endorsement-withdraw"),
    path("endorsements/<uuid:pk>/bring-back/", bring_back, name="endorsement-bring-back"),
    path("endorsements/<uuid:pk>/directory/", to_directory, name="endorsement-directory"),
]
