"""Public pages: the roads that organizers made public, each as picture, list, table and sheet."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amparo.bills.shown import address as bill_address
from amparo.lib.csvs import attachment_header, write_csv
from amparo.sightings.access import public_road, public_sighting
from amparo.sightings.models import WatchedText
from amparo.sightings.papers import sheet_of, sheet_pdf
from amparo.sightings.pictures import name_of, picture_of
from amparo.sightings.roads import Point, Road, road_of
from amparo.sightings.shown import seen_side, watched_side
from amparo.web.models import Coalition
from amparo.web.pagecache import public_page

KEPT_SECONDS = 5
Cell = str | int | date | None


@require_safe
@public_page(seconds=KEPT_SECONDS)
def roads(request: HttpRequest) -> HttpResponse:
    found = [road_of(watch) for watch in WatchedText.objects.public().with_words()]
    return render(request, "sightings/list.html", {"roads": found})


@require_safe
@public_page(seconds=KEPT_SECONDS)
def road(request: HttpRequest, key: str) -> HttpResponse:
    watch = public_road(key)
    found = road_of(watch)
    context = {"watch": watch, "road": found, "picture": picture_of(found)}
    return render(request, "sightings/road.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def words(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """The wording beside a text that has it, what they share marked in both."""
    seen = public_sighting(key, pk)
    bill = seen.text.bill
    context = {
        "sighting": seen,
        "watch": seen.watch,
        "where": f"{bill.identifier}, {seen.text.label}" if bill else seen.text.label,
        "bill_url": bill_address(bill) if bill and bill.is_followed else "",
        "watched_side": watched_side(seen),
        "seen_side": seen_side(seen),
    }
    return render(request, "sightings/words.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """The road on paper, in the language of the page."""
    watch = public_road(key)
    made = sheet_pdf(sheet_of(road_of(watch), Coalition.here().name))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{watch.key}-{get_language()}.pdf"'
    return response


@require_safe
@public_page(seconds=KEPT_SECONDS)
def table(request: HttpRequest, key: str) -> HttpResponse:
    """The road for who would rather count."""
    watch = public_road(key)
    response = HttpResponse(
        write_csv(_rows(road_of(watch))), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = attachment_header(f"{watch.key}.csv")
    return response


def _rows(found: Road) -> list[list[Cell]]:
    head: list[Cell] = [
        *(_("From"), _("Until"), _("Where"), _("Session"), _("What happened"), "%", _("Source")),
    ]
    return [head, *(_row(point) for point in found.points)]


def _row(point: Point) -> list[Cell]:
    read_at = point.text.source_url if point.text else ""
    return [
        point.when.starts_on,
        point.when.ends_on,
        name_of(point),
        point.bill.session.name if point.bill else "",
        point.movement_said,
        point.percent,
        point.source.url if point.source else read_at,
    ]
