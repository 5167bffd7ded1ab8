"""The volunteers of a committee: envelopes while locked; once unlocked, names, languages, times.

A newcomer's mistake: filtering in the database. What somebody speaks and when she can come is
sealed: the list is opened in memory for one answer, and filtered there.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.committees import figures
from amparo.committees.access import committee_to_see
from amparo.committees.forms import LANGUAGES, TIMES, WAYS
from amparo.committees.models import KIND, Committee
from amparo.committees.operations.joining import SEPARATOR
from amparo.desk import sealed
from amparo.desk.committees.committees import crumbs
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    chosen_rows,
    csv_response,
    desk_view,
    kept_query,
    person,
    show_list,
)
from amparo.desk.sealed import Row
from amparo.desk.supporters import columns
from amparo.desk.supporters.choosing import choice_of
from amparo.desk.supporters.exports import WhyForm, ask_why
from amparo.desk.unlocked import key_of, needs_key, unlock_address
from amparo.keyring.unlocking import Unlocked
from amparo.supporters.operations import age_key_of

READ = "volunteers of a committee"


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def volunteers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everybody who joined, the earliest week first."""
    user = person(request)
    found = committee_to_see(user, pk)
    key = key_of(request) if user.is_organizer else None
    listing = _listing(found, key, READ)
    listing.buttons = _buttons(request, found, key) if user.is_organizer else []
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
@needs_key
def download(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The volunteers that the list shows, as a file; it asks what for."""
    user, key = person(request), key_of(request)
    found = committee_to_see(user, pk)
    form = WhyForm(request.POST or None, recipient=age_key_of(user))
    if request.method == "POST" and form.is_valid():
        listing = _listing(found, key, form.why)
        rows = chosen_rows(request, listing)
        return form.sealed(csv_response("volunteers", listing.columns, rows))
    return ask_why(
        request,
        form,
        title=_("Download the volunteers"),
        chosen=choice_of(_filters(), request.GET).said(),
        crumbs=[*crumbs(found), (_("Volunteers"), reverse("desk:volunteers", args=[pk]))],
    )


def _listing(found: Committee, key: Unlocked | None, reason: str) -> Listing:
    cards = figures.cards_of(found).order_by("week_on", "pk")
    rows: Any = sealed.all_rows(cards, by=key, reason=reason) if key else sealed.closed_rows(cards)
    return Listing(
        title=_("Volunteers: %(title)s") % {"title": found.title},
        rows=rows,
        columns=_columns(is_open=key is not None),
        export_name="",
        filters=_filters() if key else (),
        search=_search if key else None,
        icon="group",
        empty=_("Nobody joined so far. Pass its page on."),
        crumbs=crumbs(found),
    )


def _buttons(request: HttpRequest, found: Committee, key: Unlocked | None) -> list[Button]:
    if key is None:
        here = unlock_address(request.get_full_path())
        return [Button(_("Unlock to read them"), here, "key", is_primary=True)]
    address = reverse("desk:volunteers-download", args=[found.pk])
    return [Button(_("Download"), f"{address}?{kept_query(request)}".rstrip("?"), "download")]


def _columns(*, is_open: bool) -> list[Column]:
    told = [
        Column("name", _("Name"), _link if is_open else _envelope, _by_name, csv=_name),
        Column("contact", _("E-mail or telephone"), _said(columns.contact)),
        Column("way", _("Likes to hear by"), _said(lambda row: _words(row, "way", WAYS))),
        Column("town", _("Town"), _said(lambda row: row.opened.town if row.opened else "")),
        Column("speaks", _("Languages"), _said(lambda row: _words(row, "languages", LANGUAGES))),
        Column("times", _("When"), _said(lambda row: _words(row, "times", TIMES))),
        Column("skills", _("Good at"), _said(lambda row: _told(row, "skills"))),
    ]
    kept = [
        Column("week", _("Week of"), lambda row: row.card.week_on, lambda row: row.card.week_on),
        Column("state", _("State"), lambda row: columns.state_of(row.card)),
    ]
    return [*told, *kept] if is_open else [told[0], *kept]


def _filters() -> list[Filter]:
    states = [("yes", _("confirmed")), ("no", _("not confirmed yet"))]
    return [
        Filter("speaks", _("Languages"), LANGUAGES, _keep("languages")),
        Filter("times", _("When"), TIMES, _keep("times")),
        Filter("state", _("State"), states, _keep_state),
    ]


def _keep(key: str) -> Callable[[Any, str], Any]:
    def keep(rows: list[Row], value: str) -> list[Row]:
        return [row for row in rows if value in _told(row, key).split(SEPARATOR)]

    return keep


def _keep_state(rows: list[Row], value: str) -> list[Row]:
    return [row for row in rows if row.card.is_confirmed == (value == "yes")]


def _search(rows: list[Row], words: str) -> list[Row]:
    wanted = words.casefold()
    return [
        row
        for row in rows
        if row.opened
        and wanted in " ".join((row.opened.name, row.opened.town, _told(row, "skills"))).casefold()
    ]


def _told(row: Row, key: str) -> str:
    return row.opened.told_words.get(key, "") if row.opened else ""


def _words(row: Row, key: str, choices: list[tuple[str, Any]]) -> str:
    """Codes in the words of the page; what somebody wrote herself as she wrote it."""
    known = dict(choices)
    return ", ".join(str(known.get(code, code)) for code in _told(row, key).split(SEPARATOR))


def _said(value: Callable[[Row], str]) -> Callable[[Row], str]:
    def said(row: Row) -> str:
        if row.opened is None or not row.opened.told:
            return _("not readable with this key") if row.opened else columns.envelope()
        return value(row)

    return said


def _envelope(row: Row) -> str:
    return columns.envelope()


def _name(row: Row) -> str:
    return row.opened.name if row.opened else ""


def _by_name(row: Row) -> str:
    return _name(row).casefold()


def _link(row: Row) -> str:
    address = reverse("desk:signature", args=[KIND, row.card.action_id, row.pk])
    name = _name(row) or _("not readable with this key")
    return format_html('<a href="{}">{}</a>', address, name)


urlpatterns = [
    path("committees/<uuid:pk>/volunteers/", volunteers, name="volunteers"),
    path("committees/<uuid:pk>/volunteers/download/", download, name="volunteers-download"),
]
