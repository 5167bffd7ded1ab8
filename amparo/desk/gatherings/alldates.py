"""Every date of a gathering, past ones too, with who hosted and how many came: to take home."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_see
from amparo.desk.asks import number_column
from amparo.desk.frame import Column, Filter, Listing, Rows, desk_view, person, show_list
from amparo.desk.gatherings.gatherings import DESK
from amparo.desk.gatherings.rows import DateRow, every_date, rows_of
from amparo.gatherings.dates import Occurrence
from amparo.gatherings.models import Gathering


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def all_dates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The latest first. What is known of each is asked for one page at a time."""
    found, now = action_to_see(Gathering, person(request), pk), timezone.now()
    when = [("past", _("Over")), ("ahead", _("To come")), ("cancelled", _("Cancelled"))]
    listing = Listing(
        title=_("All its dates"),
        rows=every_date(found, now),
        columns=_columns(),
        filters=[Filter("when", _("When"), when, _keep)],
        icon="calendar-alt",
        empty=_("It has no day yet."),
        export_name=f"{found.slug}-dates",
        crumbs=DESK.crumbs(found),
        prepare=lambda rows: rows_of(rows, get_language() or "", now),
    )
    return show_list(request, listing)


def _columns() -> list[Column]:
    return [
        Column("date", _("Date"), _counting, "sorts_by", csv=lambda row: row.occurrence.on),
        Column("state", _("State"), _state),
        Column("hosts", _("Hosts"), lambda row: row.hosts),
        Column("theme", _("Theme"), lambda row: row.theme),
        number_column("coming", _("Coming"), lambda row: row.count.coming),
        number_column("waiting", _("On the waiting list"), lambda row: row.count.waiting),
        number_column("there", _("Were there"), lambda row: row.attended),
    ]


def _counting(row: DateRow) -> str:
    """Its hour and day in words, which lead to where people are counted; bare in the file."""
    which = [row.occurrence.gathering.pk, row.occurrence.which]
    address = reverse("desk:gathering-attendance", args=which)
    return format_html('<a href="{}">{}</a>', address, row.words)


def _state(row: DateRow) -> str:
    if row.occurrence.is_cancelled:
        return _("Cancelled")
    return _("Moved") if row.occurrence.is_moved else ""


def _keep(rows: Rows, value: str) -> list[Occurrence]:
    now = timezone.now()
    if value == "cancelled":
        return [each for each in rows if each.is_cancelled]
    return [each for each in rows if each.is_over(now) == (value == "past")]


urlpatterns = [path("gatherings/<uuid:pk>/dates/", all_dates, name="gathering-dates")]
