"""Lists of supporters: every ask with its counts, and the signatures of one.

Counts, charts and closed envelopes need no key. Unlocked, a page of fifty cards is opened for the
answer; searching or sorting by name opens all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.desk import sealed
from amparo.desk.frame import (
    Button,
    Column,
    Listing,
    desk_view,
    kept_query,
    person,
    show_list,
)
from amparo.desk.sealed import Row
from amparo.desk.supporters import columns
from amparo.desk.supporters.choosing import choice_of, fits
from amparo.desk.supporters.reach import ActionHere, action_here
from amparo.desk.unlocked import key_of, unlock_address
from amparo.keyring.unlocking import Unlocked
from amparo.lib.charts import Bar, Flow, Point, bars, time_series, ups_and_downs
from amparo.lib.dates import day_in_words, week_of, weeks_between
from amparo.places.counties import county_name
from amparo.supporters import figures, operations
from amparo.supporters.models import Card
from amparo.web.numbers import in_digits

DESK = (Role.ORGANIZER, Role.VOLUNTEER)
MOST_BARS = 12
SEARCH = "a search in a list"
LOOK = "a list at the desk"


@dataclass(frozen=True)
class Line:
    """One ask in the overview."""

    action: ActionHere
    confirmed: int
    waiting: int
    comments: int
    this_week: int
    last_week: int


@desk_view(*DESK)
def overview(request: HttpRequest) -> HttpResponse:
    """Every ask that people stood under, and the standing list."""
    lines = _lines(request)
    listing = Listing(
        title=_("Supporters"),
        rows=sorted(lines, key=lambda line: (-line.this_week, -line.confirmed)),
        columns=_overview_columns(),
        icon="mail",
        empty=_("Nobody has signed anything yet. Signatures will stand here, ask by ask."),
        export_name="supporters-counts",
        buttons=_overview_buttons(request),
    )
    return show_list(request, listing)


@desk_view(*DESK)
def signatures(request: HttpRequest, kind: str, action_id: UUID) -> HttpResponse:
    """Who stands under one ask: figures, a chart, and the list."""
    action = action_here(person(request), kind, action_id)
    key = key_of(request) if action.may_open else None
    rows = _rows(request, action, key)
    is_list = isinstance(rows, list)
    told = columns.told_columns(action.kind)
    if key is None:
        told = [Column(each.key, each.label, each.value) for each in told]
    listing = Listing(
        title=action.title,
        rows=rows,
        columns=[*told, *columns.kept_columns(is_list=is_list), _link_column(action, key)],
        filters=columns.filters(action.cards),
        search=(lambda found, words: found) if key else None,
        export_name="",
        icon="mail",
        empty=_("Nobody yet."),
        buttons=_buttons(request, action, key),
        crumbs=[(_("Supporters"), reverse("desk:supporters"))],
        above="desk/supporters/above.html",
        context={"figures": _figures(action), "charts": _charts(action)},
        prepare=_prepared(key),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def standing_list(request: HttpRequest) -> HttpResponse:
    """Lead to the signatures of the one ask that is its own keyspace."""
    return redirect("desk:signatures", kind="list", action_id=operations.the_list().pk)


def _rows(request: HttpRequest, action: ActionHere, key: Unlocked | None) -> Any:
    """The database's rows; a list of opened ones where what is sealed is asked for."""
    cards = action.cards.order_by("-week_on")
    words = request.GET.get("q", "").strip()
    if key is None or not (words or request.GET.get("sort", "").endswith("name")):
        return cards
    choice = choice_of(columns.filters(action.cards), request.GET)
    rows = sealed.all_rows(choice.keep(cards), by=key, reason=SEARCH)
    return [row for row in rows if fits(row, choice.words)]


def _prepared(key: Unlocked | None) -> Callable[[list[Any]], list[Row]]:
    """Turn the cards of one page into rows, opened where there is a key."""

    def prepare(page: list[Any]) -> list[Row]:
        if page and isinstance(page[0], Row):
            return page
        if key is None or not page:
            return sealed.closed_rows(page)
        return sealed.opened_rows(page, by=key, reason=LOOK)

    return prepare


def _link_column(action: ActionHere, key: Unlocked | None) -> Column:
    def link(row: Row) -> str:
        address = reverse("desk:signature", args=[action.kind.code, action.id, row.pk])
        return format_html('<a href="{}">{}</a>', address, _("Open"))

    return Column("open", "", link if action.may_open else lambda row: "")


def _buttons(request: HttpRequest, action: ActionHere, key: Unlocked | None) -> list[Button]:
    if not action.may_open:
        return []
    of_list = _list_buttons() if action.is_list else []
    if key is None:
        address = unlock_address(request.get_full_path())
        return [Button(_("Unlock to read"), address, "lock-open", is_primary=True), *of_list]
    args = [action.kind.code, action.id]
    download = f"{reverse('desk:export', args=args)}?{kept_query(request)}".rstrip("?")
    found = [Button(_("Download"), download, "download", is_primary=True)]
    if action.is_list:
        found.append(Button(_("Seal the list anew"), reverse("desk:renew-list"), "key"))
    return [*found, *of_list]


def _list_buttons() -> list[Button]:
    return [
        Button(_("Bring a list along"), reverse("desk:imports"), "upload"),
        Button(_("Topics of letters"), reverse("desk:topics"), "tag"),
    ]


def _figures(action: ActionHere) -> list[tuple[str, str]]:
    counts, tally = figures.waiting(action.id), figures.tally(action.id)
    week = week_of(timezone.localdate())
    this_week, last_week = _since(action.cards, week)
    lines = [
        (_("Confirmed"), in_digits(counts.confirmed)),
        (_("On paper"), in_digits(tally.paper_count)),
        (_("This week"), in_digits(this_week)),
        (_("The week before"), in_digits(last_week)),
        (_("Wait for their letter"), in_digits(counts.unconfirmed)),
        (_("Wait for our call"), in_digits(counts.for_a_word)),
    ]
    return [line for line in lines if line[0] != _("On paper") or not action.is_list]


def _since(cards: QuerySet[Card], week: date) -> tuple[int, int]:
    confirmed = cards.filter(is_confirmed=True)
    before = week - timedelta(days=7)
    return confirmed.filter(week_on=week).count(), confirmed.filter(week_on=before).count()


def _charts(action: ActionHere) -> list[SafeString]:
    """Pictures of the same figures, drawn by the server; their text equivalents are in them."""
    first = _growth() if action.is_list else _weeks(action)
    drawn = [*first, *_where(action)]
    return [mark_safe(each) for each in drawn]  # noqa: S308 - lib.charts escapes its words


def _growth() -> list[str]:
    """How the standing list grew and shrank: joined, brought along, gone."""
    today, language = timezone.localdate(), get_language() or "en"
    weeks = [
        Flow(
            day_in_words(week.week_on, language, today=today),
            week.joined,
            week.gone,
            week.total,
            week.imported,
        )
        for week in figures.list_flows(today=today)
    ]
    names = (_("joined"), _("brought along"), _("left or taken off"), _("on the list"))
    title = _("The list by week")
    return [ups_and_downs(weeks, title=title, names=names, say=in_digits)] if weeks else []


def _weeks(action: ActionHere) -> list[str]:
    language = get_language() or "en"
    weeks = dict(figures.weekly_counts(action.id))
    if not weeks:
        return []
    all_weeks = weeks_between(min(weeks), max(weeks))
    today = timezone.localdate()
    points = [
        Point(day_in_words(week, language, today=today), weeks.get(week, 0)) for week in all_weeks
    ]
    return [
        time_series(
            points,
            title=_("People by week"),
            count_name=_("people a week"),
            total_name=_("people in all"),
            say=in_digits,
        )
    ]


def _where(action: ActionHere) -> list[str]:
    counties = figures.county_counts(action.id, hidden_below=0).counties
    named = [(county_name(code), count) for code, count in counties]
    came_from = figures.source_counts(action.id)
    return [*_bars(_("People by county"), named), *_bars(_("Where they came from"), came_from)]


def _bars(title: str, counts: list[tuple[str, int]]) -> list[str]:
    rows = [Bar(name or _("not said"), count) for name, count in counts[:MOST_BARS]]
    return [bars(rows, title=title, say=in_digits)] if len(rows) > 1 else []


def _lines(request: HttpRequest) -> list[Line]:
    week = week_of(timezone.localdate())
    before = week - timedelta(days=7)
    confirmed = Q(is_confirmed=True)
    counted = (
        Card.objects.order_by()
        .values("action_id")
        .annotate(
            confirmed=Count("action_id", filter=confirmed),
            waiting=Count("action_id", filter=~confirmed),
            comments=Count("action_id", filter=confirmed & Q(comment_state="waiting")),
            this_week=Count("action_id", filter=confirmed & Q(week_on=week)),
            last_week=Count("action_id", filter=confirmed & Q(week_on=before)),
        )
    )
    found = [_line(request, row) for row in counted]
    return [line for line in found if line is not None]


def _line(request: HttpRequest, row: Any) -> Line | None:
    """Return one line, or None where this person has no business."""
    kind = Card.objects.filter(action_id=row["action_id"]).values_list("action_kind", flat=True)
    try:
        action = action_here(person(request), kind[0], row.pop("action_id"))
    except (Http404, IndexError):
        return None
    return Line(action, **row)


def _overview_columns() -> list[Column]:
    def count(key: str, label: str) -> Column:
        return Column(key, label, attrgetter(key), key, is_number=True)

    return [
        Column("title", _("Ask"), _title_link, lambda line: line.action.title, _title),
        Column("kind", _("Kind"), lambda line: str(line.action.kind.label)),
        count("confirmed", _("Confirmed")),
        count("this_week", _("This week")),
        count("last_week", _("The week before")),
        count("waiting", _("Not confirmed")),
        count("comments", _("Comments to read")),
    ]


def _title(line: Line) -> str:
    return line.action.title


def _title_link(line: Line) -> str:
    address = reverse("desk:signatures", args=[line.action.kind.code, line.action.id])
    return format_html('<a href="{}">{}</a>', address, line.action.title)


def _overview_buttons(request: HttpRequest) -> list[Button]:
    if not person(request).is_organizer:
        return []
    return [
        Button(_("Standing list"), reverse("desk:standing-list"), "list-ul"),
        Button(_("What is shredded when"), reverse("desk:keyspaces"), "bin"),
    ]


urlpatterns = [
    path("supporters/", overview, name="supporters"),
    path("supporters/list/", standing_list, name="standing-list"),
    path("supporters/<slug:kind>/<uuid:action_id>/", signatures, name="signatures"),
]
