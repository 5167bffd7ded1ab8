"""Old sites at the desk: bringing a file, what came of it, whose names stand, publishing.

A newcomer's mistake: a button that publishes everything. What nobody has looked at stays here.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from amparo.accounts.models import Role, User
from amparo.archive.access import import_to_change
from amparo.archive.bringing import Brought, bring
from amparo.archive.models import Import, Item, State
from amparo.archive.operations import forget_import, name_authors, take_over
from amparo.archive.operations.pictures import wanted
from amparo.archive.telling import not_brought, not_understood, refusal
from amparo.desk.archive.forms import AuthorsForm, BringForm
from amparo.desk.archive.uploads import receiving, unread_post
from amparo.desk.fields import sent
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    confirm,
    desk_view,
    link_column,
    person,
    show_form,
    show_list,
)
from amparo.desk.today import Todo
from amparo.lib.oldsites import CannotParse
from amparo.pages.operations import CannotPost
from amparo.web.templatetags.web import day, language_name

MOST_NAMED = 40


@desk_view(Role.ORGANIZER)
def imports(request: HttpRequest) -> HttpResponse:
    waiting = Count("items", filter=Q(items__state=State.NEW))
    listing = Listing(
        title=_("The old site"),
        icon="history",
        rows=Import.objects.annotate(item_count=Count("items"), waiting=waiting).order_by(
            "-read_at"
        ),
        columns=[
            link_column("name", _("Where from"), lambda row: _address(row), sort="name"),
            Column("read", _("Read on"), lambda row: row.read_at),
            Column("items", _("Posts and pages"), lambda row: row.item_count, is_number=True),
            Column("waiting", _("To be looked at"), lambda row: row.waiting, is_number=True),
            Column("by", _("Brought by"), lambda row: row.read_by),
        ],
        export_name="old-sites",
        buttons=[
            Button(
                _("Bring an old site along"), reverse("desk:archive-new"), "plus", is_primary=True
            )
        ],
        empty=_(
            "Posts of a WordPress site, or saved pages, can come along: with their days, pictures "
            "and addresses. Nothing is shown before one of you has looked at it."
        ),
    )
    return show_list(request, listing)


@unread_post
@desk_view(Role.ORGANIZER)
@receiving
def new(request: HttpRequest) -> HttpResponse:
    form = BringForm(**sent(request))
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = bring(
                file.name,
                file.file,
                form.cleaned_data["uploads"],
                actor=person(request).actor,
                now=timezone.now(),
            )
        except CannotParse as error:
            form.add_error("file", refusal(error))
        else:
            _say(request, brought)
            return redirect(_address(brought.outcome.origin))
    return show_form(
        request,
        title=_("Bring an old site along"),
        icon="upload",
        forms=[form],
        submit=_("Read it"),
        crumbs=_crumbs(),
    )


@desk_view(Role.ORGANIZER)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All posts of an import, by what has become of them."""
    origin = import_to_change(person(request), pk)
    items = origin.items.in_order().prefetch_related("pieces__page").select_related("proposed")
    listing = Listing(
        title=origin.name,
        icon="history",
        rows=items,
        columns=[
            link_column(
                "title",
                _("Title"),
                lambda item: reverse("desk:archive-item", args=[item.pk]),
                _name,
            ),
            Column("date", _("Date"), lambda item: item.posted_on, sort="posted_on"),
            Column("languages", _("Language"), _languages_said),
            Column("state", _("State"), lambda item: item.get_state_display(), sort="state"),
            Column("mind", pgettext("old post", "Mind"), _mind),
        ],
        filters=[
            Filter("state", _("State"), State.choices, lambda rows, to: rows.filter(state=to)),
            Filter("language", _("Language"), _languages(), _in_language),
            Filter("sure", pgettext("old post", "Mind"), [("no", _("Look closely"))], _unsure),
        ],
        search=lambda rows, words: rows.filter(title__icontains=words),
        export_name="old-posts",
        crumbs=_crumbs(),
        above="desk/archive/above.html",
        context=_figures(origin),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def authors(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whose names stand under posts here: nobody's, unless a pen name is written."""
    origin = import_to_change(person(request), pk)
    form = AuthorsForm(authors=list(origin.authors.all()), **sent(request))
    if form.is_bound and form.is_valid():
        name_authors(origin, form.pen_names(), actor=person(request).actor)
        messages.success(request, _("Saved."))
        return redirect(_address(origin))
    return show_form(
        request,
        title=_("Who signs"),
        icon="user",
        forms=[form],
        submit=_("Save"),
        crumbs=[*_crumbs(), (origin.name, _address(origin))],
        template="desk/archive/authors.html",
    )


@desk_view(Role.ORGANIZER)
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put everything that was looked at on the site, after naming it."""
    origin, by = import_to_change(person(request), pk), person(request)
    ready = list(origin.items.looked_at().in_order().prefetch_related("pieces"))
    if request.method == "POST":
        try:
            made = take_over(ready, by=by, now=timezone.now())
        except CannotPost:
            messages.error(request, _("There is no list of news in one of the languages."))
            return redirect(_address(origin))
        said = ngettext(
            "%(count)d page is on the site.", "%(count)d pages are on the site.", len(made)
        )
        messages.success(request, said % {"count": len(made)})
        return redirect(_address(origin))
    named = [f"{day(item.posted_on, 'year')} · {item.title}" for item in ready[:MOST_NAMED]]
    if len(ready) > MOST_NAMED:
        named.append(_("… and %(count)d more") % {"count": len(ready) - MOST_NAMED})
    return confirm(
        request,
        title=_("Publish what was looked at"),
        goes=named,
        submit=_("Publish"),
        back=_address(origin),
        crumbs=[*_crumbs(), (origin.name, _address(origin))],
        is_final=False,
    )


@desk_view(Role.ORGANIZER)
def forget(request: HttpRequest, pk: UUID) -> HttpResponse:
    origin = import_to_change(person(request), pk)
    if request.method == "POST":
        forget_import(origin, actor=person(request).actor)
        messages.success(request, _("It is removed."))
        return redirect("desk:archive")
    waiting = origin.items.open().count()
    said = ngettext(
        "%(count)d post that is not on the site",
        "%(count)d posts that are not on the site",
        waiting,
    )
    return confirm(
        request,
        title=_("Remove this import"),
        goes=[
            said % {"count": waiting},
            _("Their pictures, and the names of their authors"),
            _("Pages that are on the site stay, with their old addresses."),
        ],
        submit=_("Remove it"),
        back=_address(origin),
        crumbs=[*_crumbs(), (origin.name, _address(origin))],
    )


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """What of an old site waits to be looked at."""
    if user.role != Role.ORGANIZER:
        return
    for origin in Import.objects.filter(items__state=State.NEW).distinct():
        count = origin.items.waiting().count()
        said = ngettext(
            "%(count)d post of %(site)s waits to be looked at",
            "%(count)d posts of %(site)s wait to be looked at",
            count,
        )
        text = said % {"count": count, "site": origin.name}
        yield Todo(text, _address(origin), _("Look"), weight=70, icon="history")


def _say(request: HttpRequest, brought: Brought) -> None:
    """What came of a reading, in a sentence each."""
    outcome, pictures = brought.outcome, brought.pictures
    new = ngettext(
        "%(count)d post or page is new.", "%(count)d posts and pages are new.", outcome.new
    )
    lines = [new % {"count": outcome.new}]
    if outcome.known:
        lines.append(_("%(count)d were here already.") % {"count": outcome.known})
    if outcome.changed:
        lines.append(_("%(count)d have other words now.") % {"count": outcome.changed})
    if outcome.changed_on_site:
        said = _("%(count)d are on our site and say something else there by now: look at them.")
        lines.append(said % {"count": outcome.changed_on_site})
    if pictures is not None:
        lines.append(_("%(count)d pictures were kept.") % {"count": pictures.kept})
        if pictures.missing:
            said = _("%(count)d pictures are not in the zip.")
            lines.append(said % {"count": len(pictures.missing)})
        if pictures.unreadable:
            said = _("%(count)d pictures cannot be read, or are of a kind that we do not take.")
            lines.append(said % {"count": len(pictures.unreadable)})
    messages.success(request, " ".join(lines))


def _figures(origin: Import) -> dict[str, Any]:
    items = list(origin.items.only("state", "odd"))
    counts = {state: sum(item.state == state for item in items) for state in State.values}
    first = origin.items.waiting().in_order().first()
    return {
        "origin": origin,
        "figures": [(State(key).label, count) for key, count in counts.items()],
        "first": first,
        "ready_count": counts[State.LOOKED],
        "author_count": origin.authors.count(),
        "missing_count": len(wanted()),
        "report": [*not_brought(origin), *not_understood(items)],
    }


def _name(item: Item) -> str:
    page = next((piece.page for piece in item.pieces.all() if piece.page), None)
    return str(page.title) if page else item.title or _("Without a title")


def _languages_said(item: Item) -> str:
    return ", ".join(language_name(code) for code in item.languages)


def _mind(item: Item) -> str:
    if not item.is_open:
        return ""
    notes = [] if item.is_sure else [_("Look closely")]
    if item.proposed_id:
        notes.append(_("Has a twin?"))
    return format_html("{}", " · ".join(notes))


def _in_language(rows: Any, code: str) -> Any:
    return rows.filter(pieces__language=code)


def _unsure(rows: Any, value: str) -> Any:
    return rows.filter(is_sure=False, state__in=(State.NEW, State.LOOKED))


def _languages() -> list[tuple[str, str]]:
    return [(code, language_name(code).capitalize()) for code in settings.SITE_LANGUAGES]


def _address(origin: Import) -> str:
    return reverse("desk:archive-import", args=[origin.pk])


def _crumbs() -> list[tuple[str, str]]:
    return [(_("The old site"), reverse("desk:archive"))]


urlpatterns = [
    path("archive/", imports, name="archive"),
    path("archive/new/", new, name="archive-new"),
    path("archive/<uuid:pk>/", one, name="archive-import"),
    path("archive/<uuid:pk>/authors/", authors, name="archive-authors"),
    path("archive/<uuid:pk>/publish/", publish, name="archive-publish"),
    path("archive/<uuid:pk>/forget/", forget, name="archive-forget"),
]
