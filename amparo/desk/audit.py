"""The log at the desk: who did what, when; filtered, as a file, and whether it is whole.

A newcomer would offer to edit or clear it. There is nothing to do here but read and verify.
"""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.audit.models import Entry, EntryQuerySet
from amparo.audit.operations import verify_chain
from amparo.desk.frame import Button, Column, Filter, Listing, desk_view, show_list
from amparo.desk.verbs import ROOMS, in_words

_ACTORS = ("person", "command", "worker")


@desk_view(Role.ORGANIZER)
def log(request: HttpRequest) -> HttpResponse:
    """Every entry, the newest first; with ?verify=1 what the chain of hashes says."""
    listing = Listing(
        title=_("Log"),
        rows=Entry.objects.all(),
        columns=_columns(),
        filters=_filters(),
        search=_search,
        icon="history",
        empty=_("Nobody has done anything yet that the log keeps."),
        export_name="log",
        buttons=[Button(_("Verify the log"), f"{reverse('desk:audit')}?verify=1", "circle-check")],
        above="desk/audit/above.html",
        context={"report": verify_chain() if request.GET.get("verify") else None},
    )
    return show_list(request, listing)


def _columns() -> list[Column]:
    return [
        Column("number", _("No."), lambda entry: entry.number, "number", is_number=True),
        Column("at", _("When"), _when, "at", lambda entry: entry.at.isoformat()),
        Column("who", _("Who"), lambda entry: entry.actor_label, "actor_label"),
        Column("what", _("What"), lambda entry: in_words(entry.verb), "verb", _as_kept),
        Column("count", _("How many"), lambda entry: _blank(entry.count), "count", is_number=True),
        Column("detail", _("More"), _detail),
        Column("reason", _("Why"), lambda entry: entry.reason),
        Column("hash", _("Hash"), lambda entry: entry.hash[:8], csv=lambda entry: entry.hash),
    ]


def _filters() -> list[Filter]:
    rooms = sorted(((room, str(label)) for room, label in ROOMS.items()), key=lambda each: each[1])
    return [
        Filter("room", _("About"), rooms, lambda rows, room: rows.of_room(room)),
        Filter("by", _("By"), _actors(), lambda rows, kind: rows.filter(actor_kind=kind)),
    ]


def _actors() -> list[tuple[str, str]]:
    words = (_("a person"), _("a command on the server"), _("the server by itself"))
    return list(zip(_ACTORS, words, strict=True))


def _search(rows: EntryQuerySet, words: str) -> EntryQuerySet:
    return rows.filter(
        Q(actor_label__icontains=words) | Q(reason__icontains=words) | Q(verb__icontains=words)
    )


def _when(entry: Entry) -> str:
    return date_format(timezone.localtime(entry.at), "SHORT_DATETIME_FORMAT")


def _as_kept(entry: Entry) -> str:
    return entry.verb


def _detail(entry: Entry) -> str:
    parts = (
        ", ".join(value) if isinstance(value, list) else str(value)
        for value in entry.detail.values()
    )
    return " · ".join(part for part in parts if part)


def _blank(count: int | None) -> int | str:
    return "" if count is None else count


urlpatterns = [path("log/", log, name="audit")]
