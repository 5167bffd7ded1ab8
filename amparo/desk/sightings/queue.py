"""What was seen, and what an organizer makes of it: confirm, or "not this"."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role, User
from amparo.desk.bills.overview import say_flagged
from amparo.desk.frame import Column, Filter, Listing, desk_view, page_context, person, show_list
from amparo.desk.sightings.forms import MuteForm
from amparo.desk.sightings.watches import crumbs_of
from amparo.desk.today import Todo
from amparo.sightings.access import sighting_to_decide
from amparo.sightings.models import Sighting, Standing, Tier, WatchedText
from amparo.sightings.moving import bills_before
from amparo.sightings.operations import deciding
from amparo.sightings.operations.deciding import CannotDecide
from amparo.sightings.shown import added_words, dropped_words, seen_side, watched_side
from amparo.web.templatetags.web import window


@desk_view(Role.ORGANIZER)
def sightings(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        title=_("What was seen"),
        icon="view",
        rows=Sighting.objects.with_all(),
        columns=[
            Column("watch", _("Watched text"), lambda row: row.watch.name),
            Column("text", _("Seen in"), _link),
            Column("when", _("Of when"), _when, sort="text__starts_on"),
            Column("tier", _("How"), lambda row: row.get_tier_display(), sort="tier"),
            Column(
                "percent", _("How much, %"), lambda row: row.percent, "coverage", is_number=True
            ),
            Column("state", _("State"), lambda row: row.get_standing_display(), sort="standing"),
            Column("found", _("Found on"), lambda row: row.found_at, sort="found_at"),
        ],
        filters=[
            Filter(
                "state", _("State"), Standing.choices, lambda rows, v: rows.filter(standing=v)
            ),
            Filter("tier", _("How"), Tier.choices),
            Filter("watch", _("Watched text"), _watches()),
        ],
        search=lambda rows, words: rows.filter(text__bill__identifier__icontains=words),
        export_name="sightings",
        crumbs=[(_("Watched texts"), reverse("desk:watches"))],
        empty=_("Nothing was seen yet."),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def sighting(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = sighting_to_decide(person(request), pk)
    context = {
        "sighting": found,
        "where": where(found),
        "watched_side": watched_side(found),
        "seen_side": seen_side(found),
        "dropped": dropped_words(found),
        "added": added_words(found),
        "mute": MuteForm(),
        "before": bills_before(found),
        **page_context(f"{found.watch.name}: {where(found)}", "view", _crumbs(found)),
    }
    return render(request, "desk/sightings/sighting.html", context)


@require_POST
@desk_view(Role.ORGANIZER)
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm it, or mute it; "what" says which."""
    found = sighting_to_decide(person(request), pk)
    today, actor = timezone.localdate(), person(request).actor
    try:
        if request.POST.get("what") == "confirm":
            _say_confirmed(request, deciding.confirm(found, actor=actor, now=timezone.now()))
        else:
            form = MuteForm(request.POST)
            is_formula = form.is_valid() and form.cleaned_data["is_formula"]
            deciding.mute(found, is_formula=is_formula, today=today, actor=actor)
            messages.success(request, _("It is put aside. You can take that back at any time."))
    except CannotDecide:
        messages.error(request, _("Somebody decided it a moment ago. Please look again."))
    return redirect("desk:sighting", pk=pk)


@require_POST
@desk_view(Role.ORGANIZER)
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = sighting_to_decide(person(request), pk)
    deciding.take_back(found, actor=person(request).actor)
    return redirect("desk:sighting", pk=pk)


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """What reappeared and nobody has looked at, a line for each watched text."""
    if not user.is_organizer:
        return
    for watch in WatchedText.objects.watching().with_words():
        waiting = watch.sightings.waiting()
        urgent = waiting.filter(tier=Tier.REAPPEARS).count()
        url = f"{reverse('desk:sightings')}?state={Standing.WAITING}&watch={watch.pk}"
        if urgent:
            text = ngettext(
                "“%(name)s” reappears in %(count)s text",
                "“%(name)s” reappears in %(count)s texts",
                urgent,
            )
            said = text % {"name": watch.name, "count": urgent}
            yield Todo(said, url, _("Look"), weight=8, icon="view")
        elif rest := waiting.exclude(tier=Tier.CITED).count():
            text = ngettext(
                "“%(name)s” may be in %(count)s text",
                "“%(name)s” may be in %(count)s texts",
                rest,
            )
            said = text % {"name": watch.name, "count": rest}
            yield Todo(said, url, _("Look"), weight=60, icon="view")


def where(row: Sighting) -> str:
    """ "SF 958 (2011), 1st engrossment"."""
    bill = row.text.bill
    label = row.text.label
    return f"{bill.identifier} ({bill.session.name}), {label}" if bill else label


def _say_confirmed(request: HttpRequest, flagged: int) -> None:
    messages.success(request, _("Confirmed: it stands on the road."))
    say_flagged(request, flagged)


def _watches() -> list[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in WatchedText.objects.with_words()]


def _when(row: Sighting) -> str:
    return window(row.text.window)


def _link(row: Sighting) -> str:
    return format_html('<a href="{}">{}</a>', reverse("desk:sighting", args=[row.pk]), where(row))


def _crumbs(found: Sighting) -> list[tuple[str, str]]:
    return crumbs_of(found.watch)


urlpatterns = [
    path("sightings/", sightings, name="sightings"),
    path("sightings/<uuid:pk>/", sighting, name="sighting"),
    path("sightings/<uuid:pk>/decide/", decide, name="sighting-decide"),
    path("sightings/<uuid:pk>/take-back/", take_back, name="sighting-take-back"),
]
