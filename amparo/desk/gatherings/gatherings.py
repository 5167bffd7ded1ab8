"""What the desk knows of gatherings beside what every ask has: dates, headcounts, hosts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from amparo.accounts.models import Role, User
from amparo.audit.actors import Actor
from amparo.campaigns.access import action_to_change
from amparo.desk.asks import AskDesk, AskNames, number_column
from amparo.desk.frame import Button, Column, Filter, confirm, desk_view, person
from amparo.desk.gatherings.dateforms import CancelForm
from amparo.desk.gatherings.forms import (
    GatheringFactsForm,
    GatheringWordsForm,
    chosen,
)
from amparo.desk.gatherings.rows import date_rows, left_out
from amparo.desk.today import Todo
from amparo.gatherings import waiting
from amparo.gatherings.calendars import address_of
from amparo.gatherings.dates import next_occurrence, past_occurrences
from amparo.gatherings.models import Attendance, Gathering, Kind
from amparo.gatherings.operations.making import (
    cancel_gathering,
    revive_gathering,
    set_point,
    set_sketch,
    settle,
)
from amparo.gatherings.views import RSVP
from amparo.gatherings.words import occurrence_in_words, when_in_words


def _columns() -> list[Column]:
    return [
        Column("when", _("Next date"), _next),
        number_column("coming", _("Coming"), _coming),
    ]


def _next(row: Gathering) -> str:
    occurrence, language = next_occurrence(row, timezone.now()), get_language() or ""
    if occurrence is None:
        return when_in_words(row, language, today=timezone.localdate())
    return occurrence_in_words(occurrence, language, today=timezone.localdate())


def _coming(row: Gathering) -> int:
    occurrence = next_occurrence(row, timezone.now())
    return waiting.headcount(row, occurrence.which if occurrence else "").coming


def _filters(user: User) -> list[Filter]:
    return [Filter("kind", _("Kind"), Kind.choices)]


def _buttons(user: User, found: Gathering) -> list[Button]:
    occurrence = next_occurrence(found, timezone.now())
    if occurrence is None or found.state != "open":
        return []
    address = reverse("desk:gathering-attendance", args=[found.pk, occurrence.which])
    return [Button(_("Count who is there"), address, is_primary=True)]


def _panels(request: HttpRequest, found: Gathering) -> dict[str, Any]:
    language, now = get_language() or "", timezone.now()
    occurrence = next_occurrence(found, now)
    return {
        "when": when_in_words(found, language, today=timezone.localdate(now)),
        "headcount": waiting.headcount(found, occurrence.which if occurrence else ""),
        "next_date": occurrence_in_words(occurrence, language) if occurrence else "",
        "rows": date_rows(found, language, now),
        "absent": left_out(found, timezone.localdate(now)),
    }


def _todos(found: Gathering, now: datetime) -> list[Todo]:
    """The last date that nobody has counted; people who wait while there are places."""
    gone = past_occurrences(found, now, count=1)
    if not gone or (now - gone[0].over_at).days >= 7:
        return []
    last = gone[0]
    if Attendance.objects.filter(gathering=found, original_on=last.original_on).exists():
        return []
    text = _("“%(title)s”: how many people were there?") % {"title": found.title}
    address = reverse("desk:gathering-attendance", args=[found.pk, last.which])
    return [Todo(text, address, _("Write it down"), weight=60, icon="group")]


def _links(found: Gathering, language: str, now: datetime) -> list[tuple[str, str]]:
    """Its calendar file, once it can be fetched."""
    if not found.is_public_in(language, now):
        return []
    return [(_("Calendar file"), f"{address_of(found, language)}calendar.ics")]


def _keep(
    found: Gathering,
    facts: Mapping[str, Any],
    words: Mapping[str, Mapping[str, Any]],
    actor: Actor,
) -> None:
    """Hosts, the point, the sketch; and what follows from the change for those who come."""
    set_point(found, facts.get("point"))
    if facts.get("drawing"):
        set_sketch(found, facts["drawing"])
    elif facts.get("drops_drawing"):
        set_sketch(found, None)
    hosts = {
        "host": list(facts["hosts"]),
        "co-host": list(facts["co_hosts"]),
        "sponsor": list(facts["sponsors"]),
    }
    settle(found, hosts=hosts, tells=bool(facts.get("tells")), now=timezone.now())


DESK = AskDesk(
    model=Gathering,
    name="gathering",
    folder="gatherings",
    names=AskNames(
        many=gettext_lazy("Gatherings"),
        new=gettext_lazy("New gathering"),
        empty=gettext_lazy("No gathering yet. A title, a day and a place are enough."),
        counted=gettext_lazy("Said that they come"),
        look=gettext_lazy("Look at who comes"),
        open=gettext_lazy("Announce it"),
        opened=gettext_lazy("It is announced: everybody can see it."),
        no_words=gettext_lazy("It needs a title and one sentence about it, in one language."),
        closing=(
            gettext_lazy("Nobody can say any more that they come; it leaves the lists."),
            gettext_lazy("It is not cancelled by that."),
        ),
        closes_soon=gettext_lazy("“%(title)s” closes within three days."),
    ),
    facts_form=GatheringFactsForm,
    words_form=GatheringWordsForm,
    public_path=lambda found: address_of(found, get_language() or ""),
    preview=RSVP.preview,
    icon="calendar-alt",
    order=40,
    template="desk/gatherings/page.html",
    columns=_columns,
    filters=_filters,
    buttons=_buttons,
    panels=_panels,
    links=_links,
    todos=_todos,
    initial=chosen,
    keep=_keep,
    has_deliveries=False,
    can_win=False,
)


@desk_view(Role.ORGANIZER)
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cancel the whole gathering, all its dates; its page stays and says so."""
    found = action_to_change(Gathering, person(request), pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor, now = person(request).actor, timezone.now()
        cancel_gathering(found, tells=form.cleaned_data["tells"], actor=actor, now=now)
        messages.success(request, _("It is cancelled, and its page says so."))
        return redirect(DESK.at("", found))
    return confirm(
        request,
        title=_("Cancel this gathering"),
        goes=[_("“%(title)s” takes place on no date any more.") % {"title": found.title}],
        submit=_("Cancel it"),
        back=DESK.at("", found),
        crumbs=DESK.crumbs(found),
        form=form,
        is_final=False,
    )


@desk_view(Role.ORGANIZER)
def revive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the cancelling back."""
    found = action_to_change(Gathering, person(request), pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor, now = person(request).actor, timezone.now()
        revive_gathering(found, tells=form.cleaned_data["tells"], actor=actor, now=now)
        messages.success(request, _("It takes place again."))
        return redirect(DESK.at("", found))
    return confirm(
        request,
        title=_("It takes place after all"),
        goes=[_("“%(title)s” takes place on all its dates again.") % {"title": found.title}],
        submit=_("It takes place"),
        back=DESK.at("", found),
        crumbs=DESK.crumbs(found),
        form=form,
        is_final=False,
    )


whole = [
    path("gatherings/<uuid:pk>/cancel/", cancel, name="gathering-cancel"),
    path("gatherings/<uuid:pk>/revive/", revive, name="gathering-revive"),
]
