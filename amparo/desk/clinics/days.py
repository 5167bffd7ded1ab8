"""Clinic days at the desk: which there are, their hours, how they are booked.

Counts and hours need no key, and no name is in reach here. A newcomer's mistake: showing who comes.
That is the attorneys' sheet (sheets.py), behind their key.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amparo.accounts.models import Role, User
from amparo.campaigns.access import action_to_change, may_change
from amparo.campaigns.actions import Action
from amparo.clinics import shown
from amparo.clinics.access import day_to_change, day_to_see, days_to_see
from amparo.clinics.days import ClinicDate, date_of, days_of
from amparo.clinics.models import ClinicDay, Slot
from amparo.clinics.operations.days import (
    CannotChange,
    add_slots,
    begin_day,
    remove_day,
    remove_free_slots,
    set_booking,
)
from amparo.desk.asks import AskPanel
from amparo.desk.clinics.forms import DayForm, SlotsForm
from amparo.desk.fields import sent
from amparo.desk.frame import (
    Column,
    Listing,
    confirm,
    desk_view,
    page_context,
    person,
    show_form,
    show_list,
)
from amparo.desk.today import Todo
from amparo.gatherings.dates import next_occurrences, occurrence_on
from amparo.gatherings.models import Gathering, Kind
from amparo.keyring.chain import entitled
from amparo.keyring.errors import Unavailable
from amparo.supporters.models import Keyspace

EVERYBODY = (Role.ORGANIZER, Role.VOLUNTEER, Role.ATTORNEY)
SOON = timedelta(days=2)


@desk_view(*EVERYBODY)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every clinic day, the latest first."""
    found = [each for day in days_to_see(person(request)) if (each := date_of(day))]
    listing = Listing(
        title=_("Clinic days"),
        rows=sorted(found, key=lambda each: each.on, reverse=True),
        columns=_columns(),
        icon="calendar-alt",
        empty=_(
            "No clinic takes appointments yet. Begin at the page of a gathering of kind clinic."
        ),
        export_name="clinic-days",
    )
    return show_list(request, listing)


@desk_view(*EVERYBODY)
@require_safe
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One day: its hours, free or taken; walk-ins; what can be done."""
    user = person(request)
    found = dated(day_to_see(user, pk))
    context: dict[str, Any] = {
        **page_context(title_of(found), "calendar-alt", crumbs()),
        "found": found,
        "day": found.day,
        "rows": [(at, list(slots)) for at, slots in _by_hour(found)],
        "tables": found.tables,
        "counts": counts_of(found),
        "clinic": shown.clinic(found, get_language() or "", timezone.now()),
        "is_bookable": found.is_bookable(timezone.now()),
        "is_shredded": found.day.keyspace.shredded_on,
        "may_change": may_change(user, found.gathering.campaign),
        "may_help": user.role in (Role.ORGANIZER, Role.VOLUNTEER),
        "is_attorney": user.role == Role.ATTORNEY,
        "can_be_read": can_be_read(),
    }
    return render(request, "desk/clinics/day.html", context)


@desk_view(Role.ORGANIZER)
@require_POST
def begin(request: HttpRequest, pk: UUID, on: str) -> HttpResponse:
    """Give a date of a gathering appointments."""
    gathering = action_to_change(Gathering, person(request), pk)
    try:
        occurrence = occurrence_on(gathering, date.fromisoformat(on))
    except ValueError:
        raise Http404 from None
    if occurrence is None or gathering.kind != Kind.CLINIC:
        raise Http404
    day = begin_day(occurrence, actor=person(request).actor)
    return redirect("desk:clinic-slots", pk=day.pk)


@desk_view(Role.ORGANIZER)
def slots(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Part an attorney's hours into times."""
    found = dated(day_to_change(person(request), pk))
    about = found.occurrence
    hours = {"first": about.starts_time, "last": about.ends_time}
    form = SlotsForm(initial=hours, **sent(request))
    if form.is_bound and form.is_valid():
        try:
            count = add_slots(found.day, **form.cleaned_data, actor=person(request).actor)
        except CannotChange:
            form.add_error(None, _("These are more times than a day can hold."))
        else:
            said = ngettext("%(count)s time was added.", "%(count)s times were added.", count)
            messages.success(request, said % {"count": count})
            return redirect("desk:clinic", pk=pk)
    return show_form(
        request,
        title=_("Times with an attorney"),
        forms=[form],
        submit=_("Add these times"),
        crumbs=crumbs(found),
        icon="calendar-alt",
    )


@desk_view(Role.ORGANIZER)
@require_POST
def remove_slots(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take away the free times of one attorney."""
    found = day_to_change(person(request), pk)
    table = request.POST.get("table", "")
    count = remove_free_slots(found, table=table, actor=person(request).actor)
    said = ngettext("%(count)s free time was removed.", "%(count)s free times were removed.", count)
    messages.success(request, said % {"count": count})
    return redirect("desk:clinic", pk=pk)


@desk_view(Role.ORGANIZER)
def settings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a day for bookings, or close it."""
    found = dated(day_to_change(person(request), pk))
    names = ("takes_bookings", "takes_online", "names_tables", "kept_days")
    form = DayForm(initial={name: getattr(found.day, name) for name in names}, **sent(request))
    if form.is_bound and form.is_valid():
        if form.cleaned_data["takes_bookings"] and not can_be_read():
            form.add_error("takes_bookings", _("No attorney holds a key: nobody could read them."))
        else:
            set_booking(found.day, **form.cleaned_data, actor=person(request).actor)
            messages.success(request, _("Saved."))
            return redirect("desk:clinic", pk=pk)
    return show_form(
        request,
        title=_("How times are booked"),
        forms=[form],
        submit=_("Save"),
        crumbs=crumbs(found),
        icon="cog",
    )


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the appointments of a date away, while nobody has one."""
    found = dated(day_to_change(person(request), pk))
    if request.method != "POST":
        return confirm(
            request,
            title=_("Remove the appointments"),
            goes=[_("All times of this date. The gathering itself stays.")],
            submit=_("Remove them"),
            back=reverse("desk:clinic", args=[pk]),
            crumbs=crumbs(found),
        )
    try:
        remove_day(found.day, actor=person(request).actor)
    except CannotChange:
        messages.error(request, _("Somebody has a time. Give it back first."))
        return redirect("desk:clinic", pk=pk)
    messages.success(request, _("The appointments are removed."))
    return redirect("desk:clinics")


def panel(request: HttpRequest, ask: Action, may_change: bool) -> AskPanel | None:
    """On the page of a clinic: its dates, with or without appointments."""
    if not isinstance(ask, Gathering) or ask.kind != Kind.CLINIC:
        return None
    known = days_of(ask)
    taken = {each.day.original_on for each in known}
    coming = [
        each
        for each in next_occurrences(ask, timezone.now(), count=5)
        if each.original_on not in taken and not each.is_cancelled
    ]
    context = {
        "days": [(each, counts_of(each)) for each in known],
        "coming": coming,
        "gathering": ask,
        "may_change": may_change,
    }
    return AskPanel("desk/clinics/panel.html", context)


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """A clinic that begins soon: its sheet for attorneys, its door for the others."""
    today = timezone.localdate(now)
    for day in days_to_see(user):
        found = date_of(day)
        if found is None or not today <= found.on <= today + SOON or not day.takes_bookings:
            continue
        said = _("The clinic of %(day)s: %(taken)s of %(all)s times are booked.")
        counts = counts_of(found)
        said %= {
            "day": shown.day_said(found.on, get_language() or ""),
            "taken": counts["taken"],
            "all": counts["all"],
        }
        name = "desk:clinic-sheet" if user.role == Role.ATTORNEY else "desk:clinic"
        yield Todo(said, reverse(name, args=[day.pk]), _("Look at it"), weight=15)


def dated(day: ClinicDay) -> ClinicDate:
    """The day with its date. Raises Http404 where the gathering's rule dropped the date."""
    found = date_of(day)
    if found is None:
        raise Http404
    return found


def can_be_read() -> bool:
    """Does any attorney hold a key, so that bookings could be opened?"""
    try:
        return bool(entitled(Keyspace.OpenedBy.ATTORNEYS))
    except Unavailable:
        return False


def counts_of(found: ClinicDate) -> dict[str, int]:
    bookings = [slot.booking for slot in found.slots if slot.is_taken]
    return {
        "all": len(found.slots),
        "taken": len(bookings),
        "free": len(found.slots) - len(bookings),
        "came": found.day.came_count + sum(each.did_come is True for each in bookings),
        "absent": found.day.absent_count + sum(each.did_come is False for each in bookings),
        "walk_ins": found.day.walk_in_count,
    }


def title_of(found: ClinicDate) -> str:
    said = shown.day_said(found.on, get_language() or "")
    return f"{found.gathering.title}, {said}"


def crumbs(found: ClinicDate | None = None) -> list[tuple[str, str]]:
    trail = [(_("Clinic days"), reverse("desk:clinics"))]
    if found is not None:
        trail.append((title_of(found), reverse("desk:clinic", args=[found.day.pk])))
    return trail


def _by_hour(found: ClinicDate) -> Iterator[tuple[Any, Iterator[Slot]]]:
    return groupby(found.slots, key=lambda slot: slot.starts_time)


def _columns() -> list[Column]:
    return [
        Column("title", _("Clinic"), _link),
        Column("day", _("Day"), lambda each: each.on, lambda each: each.on),
        _count_column("taken", _("Booked")),
        _count_column("free", pgettext("times", "Free")),
        _count_column("came", _("Came")),
        _count_column("absent", _("Did not come")),
        _count_column("walk_ins", _("Without appointment")),
    ]


def _count_column(key: str, label: str) -> Column:
    return Column(key, label, lambda each: counts_of(each)[key], is_number=True)


def _link(found: ClinicDate) -> str:
    address = reverse("desk:clinic", args=[found.day.pk])
    return format_html('<a href="{}">{}</a>', address, found.gathering.title)


urlpatterns = [
    path("clinics/", overview, name="clinics"),
    path("clinics/<uuid:pk>/", page, name="clinic"),
    path("clinics/begin/<uuid:pk>/<str:on>/", begin, name="clinic-begin"),
    path("clinics/<uuid:pk>/times/", slots, name="clinic-slots"),
    path("clinics/<uuid:pk>/times/remove/", remove_slots, name="clinic-slots-remove"),
    path("clinics/<uuid:pk>/settings/", settings, name="clinic-settings"),
    path("clinics/<uuid:pk>/remove/", remove, name="clinic-remove"),
]
