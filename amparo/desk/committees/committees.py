"""Committees at the desk: the list, one committee, its words, its coordinators, its networks.

A newcomer's mistake: looking for a coordinator's rights. She who coordinates and organizes may
change it; a volunteer who coordinates sees its counts and closed envelopes, as everywhere.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role, User
from amparo.committees import figures
from amparo.committees.access import committee_to_change, committee_to_see, committees_to_see
from amparo.committees.models import KIND, Committee, Network, State
from amparo.committees.operations.editing import (
    AddressTaken,
    CannotDelete,
    CannotOpen,
    Facts,
    Said,
    change_committee,
    close_committee,
    create_committee,
    delete_draft,
    open_committee,
    remove_network,
    save_network,
)
from amparo.desk.asks import number_column
from amparo.desk.committees.forms import (
    CommitteeForm,
    CommitteeWordsForm,
    NetworkForm,
    NetworkWordsForm,
)
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import (
    Button,
    Column,
    Listing,
    confirm,
    desk_view,
    page_context,
    person,
    show_form,
    show_list,
)
from amparo.desk.words import has_one, told, words_forms
from amparo.web.templatetags.web import language_name


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def committees(request: HttpRequest) -> HttpResponse:
    """All for an organizer; for a volunteer those that she coordinates."""
    organizes = person(request).is_organizer
    new = Button(_("New committee"), reverse("desk:committee-new"), "plus", is_primary=True)
    listing = Listing(
        title=_("Committees"),
        rows=committees_to_see(person(request)),
        columns=[
            Column("title", _("Committee"), _link),
            Column("state", _("State"), lambda row: row.get_state_display(), "state"),
            number_column(
                "volunteers", _("Volunteers"), lambda row: figures.volunteers(row).confirmed
            ),
            number_column("waiting", _("Waiting for a call"), _for_a_word),
            Column("coordinators", _("Coordinators"), _coordinators),
        ],
        icon="group",
        empty=_("No committee yet. A name and an address are enough for a draft."),
        export_name="committees",
        buttons=[new] if organizes else [],
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def committee(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One committee: how many help, who looks after it, how it looks in public."""
    found = committee_to_see(person(request), pk)
    context = {
        **page_context(found.title, "group", crumbs()),
        "committee": found,
        "counted": figures.volunteers(found),
        "coordinators": _coordinators(found),
        "networks": list(found.networks.all()),
        "languages": [_in_language(found, code) for code in settings.SITE_LANGUAGES],
        "may_change": person(request).is_organizer,
    }
    return render(request, "desk/committees/committee.html", context)


@desk_view(Role.ORGANIZER)
def new_committee(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _edit(request, committee_to_change(person(request), pk))


@desk_view(Role.ORGANIZER)
@require_POST
def open_it(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let people join."""
    found = committee_to_change(person(request), pk)
    try:
        actor, now = person(request).actor, timezone.now()
        open_committee(found, languages=settings.SITE_LANGUAGES, actor=actor, now=now)
        messages.success(request, _("It is open: people can join."))
    except CannotOpen as refusal:
        messages.error(request, _why_not(refusal.reason))
    return redirect("desk:committee", pk=pk)


@desk_view(Role.ORGANIZER)
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take nobody in any more."""
    found = committee_to_change(person(request), pk)
    if request.method != "POST":
        return confirm(
            request,
            title=_("Close “%(title)s”") % {"title": found.title},
            goes=[_("Nobody can join from now on; its page says so. Who joined stays.")],
            submit=_("Close it"),
            back=reverse("desk:committee", args=[pk]),
            crumbs=crumbs(found),
            is_final=False,
        )
    try:
        close_committee(found, actor=person(request).actor)
        messages.success(request, _("It is closed."))
    except CannotOpen:
        messages.error(request, _("Somebody changed it a moment ago. Please look again."))
    return redirect("desk:committee", pk=pk)


@desk_view(Role.ORGANIZER)
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    found = committee_to_change(person(request), pk)
    if request.method != "POST":
        return confirm(
            request,
            title=_("Delete the draft “%(title)s”") % {"title": found.title},
            goes=[_("The draft with its texts.")],
            submit=_("Delete it"),
            back=reverse("desk:committee", args=[pk]),
            crumbs=crumbs(found),
        )
    try:
        delete_draft(found, actor=person(request).actor)
        messages.success(request, _("It is deleted."))
        return redirect("desk:committees")
    except CannotDelete:
        messages.error(request, _("It was public: close it instead."))
        return redirect("desk:committee", pk=pk)


@desk_view(Role.ORGANIZER)
def new_network(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name an organization in whose community the committee works."""
    found = committee_to_change(person(request), pk)
    facts = NetworkForm(**sent(request))
    words = words_forms(request, NetworkWordsForm, ())
    if facts.is_bound and all_valid(facts, *words):
        save_network(
            found,
            facts.cleaned_data["organization"],
            what={form.language: form.cleaned_data["what"] for form in words},
            actor=person(request).actor,
        )
        messages.success(request, _("It is saved."))
        return redirect("desk:committee", pk=pk)
    return show_form(
        request,
        title=_("Community network"),
        forms=[facts, *words],
        submit=_("Save"),
        crumbs=crumbs(found),
        template="desk/words.html",
    )


@desk_view(Role.ORGANIZER)
@require_POST
def drop_network(request: HttpRequest, pk: UUID, network: int) -> HttpResponse:
    found = committee_to_change(person(request), pk)
    named = get_object_or_404(Network, pk=network, committee=found)
    remove_network(named, actor=person(request).actor)
    messages.success(request, _("It is taken out."))
    return redirect("desk:committee", pk=pk)


def crumbs(found: Committee | None = None) -> list[tuple[str, str]]:
    trail = [(_("Committees"), reverse("desk:committees"))]
    if found:
        trail.append((found.title, reverse("desk:committee", args=[found.pk])))
    return trail


def _edit(request: HttpRequest, found: Committee | None) -> HttpResponse:
    is_public = found is not None and found.state != State.DRAFT
    facts = CommitteeForm(is_public=is_public, initial=_initial(found), **sent(request))
    words = words_forms(request, CommitteeWordsForm, found.texts.all() if found else ())
    missing = _("Please write its name, in one language at least.")
    if facts.is_bound and all_valid(facts, *words) and has_one(words, "title", missing):
        said = {form.language: Said(**form.cleaned_data) for form in told(words)}
        saved = _saved(found, facts, said, person(request))
        if saved:
            messages.success(request, _("It is saved."))
            return redirect("desk:committee", pk=saved.pk)
    return show_form(
        request,
        title=found.title if found else _("New committee"),
        forms=[facts, *words],
        submit=_("Save"),
        crumbs=crumbs(found),
        icon="group",
        template="desk/words.html",
    )


def _saved(
    found: Committee | None, form: CommitteeForm, said: dict[str, Said], user: User
) -> Committee | None:
    given = form.cleaned_data
    facts = Facts(given["slug"], given["order"], list(given["coordinators"]))
    try:
        if found is None:
            return create_committee(facts, said, actor=user.actor)
        change_committee(found, facts, said, actor=user.actor)
    except AddressTaken:
        form.add_error("slug", _("Another one has this address. Please choose a different one."))
        return None
    return found


def _initial(found: Committee | None) -> dict[str, Any]:
    if found is None:
        return {"order": 0}
    chosen = [each.user_id for each in found.coordinating.all()]
    return {"slug": found.slug, "order": found.order, "coordinators": chosen}


def _why_not(reason: str) -> str:
    return {
        "words": _("A language is missing: its name and what it is for."),
        "coordinators": _("Nobody looks after it yet. Choose a coordinator first."),
    }.get(reason, _("It is open already, or somebody changed it a moment ago."))


def _in_language(found: Committee, code: str) -> dict[str, str]:
    """Where it stands in one language: its address, or that its words are missing."""
    texts = {text.language for text in found.texts.all()}
    with override(code):
        url = reverse("committees:committee", args=[found.slug])
        flyer_url = reverse("announcing:page", args=[KIND, found.slug])
    is_shown = found.state != State.DRAFT and code in texts
    return {
        "name": language_name(code),
        "url": url if is_shown else "",
        "flyer_url": flyer_url,
        "is_missing": "" if code in texts else "1",
    }


def _coordinators(found: Committee) -> str:
    people = found.coordinating.select_related("user").order_by("user__full_name")
    return ", ".join(each.user.full_name for each in people)


def _for_a_word(found: Committee) -> int:
    return figures.volunteers(found).for_a_word


def _link(row: Committee) -> str:
    return format_html('<a href="{}">{}</a>', reverse("desk:committee", args=[row.pk]), row.title)


urlpatterns = [
    path("committees/", committees, name="committees"),
    path("committees/new/", new_committee, name="committee-new"),
    path("committees/<uuid:pk>/", committee, name="committee"),
    path("committees/<uuid:pk>/edit/", edit, name="committee-edit"),
    path("committees/<uuid:pk>/open/", open_it, name="committee-open"),
    path("committees/<uuid:pk>/close/", close, name="committee-close"),
    path("committees/<uuid:pk>/delete/", delete, name="committee-delete"),
    path("committees/<uuid:pk>/networks/new/", new_network, name="committee-network"),
    path(
        "committees/<uuid:pk>/networks/<int:network>/remove/",
        drop_network,
        name="committee-network-out",
    ),
]
