"""What the public sees: maps, one government, several side by side, what changed, files.

A newcomer's mistake: answering a wrong day with today's map and no word. The map of today is shown,
and beside the field stands what to write instead.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amparo.lib.csvs import attachment_header
from amparo.officials.representing import cards_of
from amparo.places.models import Jurisdiction
from amparo.policies import changing, comparing, downloads, programs, questions, shown
from amparo.policies.addresses import COUNTRY, place_at, slug_of, state_of, url_of
from amparo.policies.countrymaps import COUNTIES, STATES, country_map
from amparo.policies.digests import join_address
from amparo.policies.downloads import FORMS, CannotWrite
from amparo.policies.forms import MapForm, Months
from amparo.policies.papers import sheet_of, sheet_pdf
from amparo.policies.pictures import picture_of_map, picture_of_place, picture_png
from amparo.policies.questions import question
from amparo.policies.statemaps import state_map
from amparo.policies.timelines import chart_of
from amparo.web.limits import is_within
from amparo.web.models import Coalition
from amparo.web.pagecache import public_page
from amparo.web.panels import panels

KEPT_SECONDS = 30
FILES_AN_HOUR = 300
MAP_QUERY = ("by", "on", "month", "level")


@require_safe
@public_page(seconds=KEPT_SECONDS, query=MAP_QUERY)
def start(request: HttpRequest) -> HttpResponse:
    """The coalition's own state; the country where it has none."""
    return _map(request, (Coalition.here().state or COUNTRY).lower())


@require_safe
@public_page(seconds=KEPT_SECONDS, query=MAP_QUERY)
def state(request: HttpRequest, state: str) -> HttpResponse:
    """The map of a state, or of the country, on a day."""
    return _map(request, state)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def place(request: HttpRequest, state: str, slug: str) -> HttpResponse:
    """One government: everything known of it, with its sources."""
    found = _government(state, slug)
    if slug != slug_of(found):
        return HttpResponsePermanentRedirect(url_of(found))
    today = timezone.localdate()
    context = {
        "page": shown.page_of(found, today),
        "cards": cards_of(shown.offices_in(found), get_language() or "en", timezone.now()),
        "today": today,
        "state_name": state_of(found.state.lower()) if found.state else "",
        "panels": panels(shown.PANELS, request, found),
        "sheet_url": reverse("policies:sheet", args=[state, slug]),
        **_share(request, found.name, reverse("policies:picture", args=[state, slug])),
    }
    return render(request, "policies/place.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def sheet(request: HttpRequest, state: str, slug: str) -> HttpResponse:
    """The same on paper, in the language of the page."""
    found = _government(state, slug)
    today = timezone.localdate()
    made = sheet_pdf(sheet_of(shown.page_of(found, today), today))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slug_of(found)}.pdf"'
    return response


@require_safe
@public_page(seconds=KEPT_SECONDS)
def picture(request: HttpRequest, state: str, slug: str) -> HttpResponse:
    """What goes along when the page of a government is shared."""
    found = _government(state, slug)
    made = picture_png(picture_of_place(shown.page_of(found, timezone.localdate())))
    return HttpResponse(made, content_type="image/png")


@require_safe
@public_page(seconds=KEPT_SECONDS, query=MAP_QUERY)
def map_picture(request: HttpRequest, state: str) -> HttpResponse:
    """The same of a map, by its question and on its day."""
    name, asked = _name(state), _asked(request)
    by, on, level = asked["question"], asked["on"], _level(request)
    if state == COUNTRY:
        whole = country_map(by, on, level=level)
        made = picture_of_map(name, by, on, whole.svg, whole.legend, is_broad=True)
    else:
        here = state_map(state.upper(), by, on)
        made = picture_of_map(name, by, on, here.svg, here.legend, is_broad=False)
    return HttpResponse(picture_png(made), content_type="image/png")


@require_safe
@public_page(seconds=KEPT_SECONDS)
def all_programs(request: HttpRequest) -> HttpResponse:
    """Every program, with what governments did about it."""
    found = programs.summaries(timezone.localdate())
    return render(request, "policies/programs.html", {"summaries": found})


@require_safe
@public_page(seconds=KEPT_SECONDS, query=("page",))
def program(request: HttpRequest, key: str) -> HttpResponse:
    """One program: its names, its map, and each government's part with its source."""
    asked = question(questions.PROGRAM + key)
    found = asked.program
    if found is None:
        raise Http404
    today = timezone.localdate()
    context = {
        "program": found,
        "question": asked,
        "map": programs.map_of(asked, today),
        "ways": programs.ways_of(found, request.GET.get("page")),
        "chart": _chart(asked, _months(asked, today)),
        "share_address": settings.SITE_URL + request.get_full_path(),
        "share_words": found.name,
    }
    return render(request, "policies/program.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS, query=("place",))
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four governments side by side; without them, a form to choose them."""
    today = timezone.localdate()
    slots = comparing.asked(request.GET.getlist("place"))
    places = [slot.place for slot in slots if slot.place]
    context = {
        "offered": comparing.offered(),
        "slots": slots,
        "is_few": len(places) < 2 and any(slot.typed for slot in slots),
        "compared": comparing.compare(places, today) if len(places) > 1 else None,
        "today": today,
    }
    return render(request, "policies/compare.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """What changed lately in a state, or in the country."""
    name = _name(code)
    found = changing.changes("" if code == COUNTRY else code)
    context = {
        "name": name,
        "join_url": join_address(),
        "code": code,
        "days": [(day, list(rows)) for day, rows in groupby(found, key=lambda each: each.on)],
        "feed": changing.feed_code(code),
    }
    return render(request, "policies/changes.html", context)


@require_safe
def download(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """Every public fact of a state, or of the country, as a file."""
    _name(code)
    if form not in downloads.FORMS:
        raise Http404
    name, pieces = f"ice-{code}-{{day}}.{form}", partial(downloads.pieces, form, code)
    return _sent(request, code, pieces, FORMS[form], name)


@require_safe
def table_file(request: HttpRequest, code: str, what: str) -> HttpResponseBase:
    """Who books whom where, or parts in programs, as CSV."""
    _name(code)
    if what not in downloads.TABLES:
        raise Http404
    name, pieces = f"ice-{code}-{what}-{{day}}.csv", partial(downloads.table, what, code)
    return _sent(request, code, pieces, downloads.CSV, name)


for _view in (start, state, place, program):
    _view.is_framable = True  # type: ignore[attr-defined]


def _sent(
    request: HttpRequest,
    code: str,
    pieces: Callable[[date], Any],
    form: downloads.Form,
    name: str,
) -> HttpResponseBase:
    """What is known today, piece by piece; or why not, as where one network takes too many."""
    now, today = timezone.now(), timezone.localdate()
    try:
        if not is_within(request, "policies.file", most=FILES_AN_HOUR, now=now):
            raise CannotWrite("many")
        content = pieces(today)
    except CannotWrite as refusal:
        return _refused(request, code, refusal.reason)
    response = StreamingHttpResponse(content, content_type=form.content_type)
    response["Content-Disposition"] = attachment_header(name.format(day=today))
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _refused(request: HttpRequest, code: str, reason: str) -> HttpResponse:
    """Why there is no file now, and what there is instead."""
    status, seconds = {"busy": (503, 60), "many": (429, 3600)}[reason]
    context = {"code": code, "name": _name(code), "reason": reason}
    response = render(request, "policies/refused.html", context, status=status)
    response["Retry-After"] = str(seconds)
    return response


def _government(state: str, slug: str) -> Jurisdiction:
    """The government of an address, whatever its words say. Raises Http404."""
    found = place_at(state, slug)
    if found is None:
        raise Http404
    return found


def _name(code: str) -> str:
    """What an address's letters mean. Raises Http404 for those that mean nothing."""
    name = _("the whole country") if code == COUNTRY else state_of(code)
    if not name:
        raise Http404
    return name


def _map(request: HttpRequest, code: str) -> HttpResponse:
    if code == COUNTRY:
        return _country(request)
    name = state_of(code)
    if not name:
        raise Http404
    asked = _asked(request)
    context = {
        **asked,
        **_share(request, f"{name}: {asked['question'].title}", _picture_at(code, asked)),
        "name": name,
        "state": code,
        "map": state_map(code.upper(), asked["question"], asked["on"]),
        "chart": _chart(asked["question"], asked["months"], code.upper()),
        "url": reverse("policies:state", args=[code]),
    }
    return render(request, "policies/state.html", context)


def _country(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    level = _level(request)
    context = {
        **asked,
        **_share(request, asked["question"].title, _picture_at(COUNTRY, asked, level)),
        "level": level,
        "map": country_map(asked["question"], asked["on"], level=level),
        "chart": _chart(asked["question"], asked["months"]),
        "url": reverse("policies:state", args=[COUNTRY]),
    }
    return render(request, "policies/country.html", context)


def _chart(by: questions.Question, months: Months, state: str = "") -> str:
    """Counts over time."""
    return chart_of(by, months.first, months.last, state=state)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The form, the question and the day; what was mistyped stands in the form's errors."""
    today = timezone.localdate()
    given = request.GET.copy()
    given.setdefault("by", questions.first_key())
    form = MapForm(given, choices=questions.choices())
    form.is_valid()
    cleaned = form.cleaned_data
    by = question(cleaned.get("by") or questions.first_key())
    months = _months(by, today)
    on = cleaned.get("on") or _slid(cleaned.get("month"), months) or today
    if not form.errors:
        form = MapForm(initial={"by": by.key, "on": on}, choices=questions.choices())
    return {
        "form": form,
        "question": by,
        "on": on,
        "today": today,
        "months": months,
        "month": months.number(on),
        "is_today": on == today,
        "forms": [(form, each.called) for form, each in FORMS.items()],
    }


def _months(by: questions.Question, today: date) -> Months:
    return Months(min(by.first_day() or today, today), today)


def _level(request: HttpRequest) -> str:
    return COUNTIES if request.GET.get("level") == COUNTIES else STATES


def _picture_at(code: str, asked: dict[str, Any], level: str = "") -> str:
    """With the day where it is another than today: the picture of today is made anew each day."""
    day = "" if asked["is_today"] else asked["on"].isoformat()
    query = {"by": asked["question"].key, "on": day, "level": level}
    given = urlencode({name: value for name, value in query.items() if value})
    return f"{reverse('policies:map-picture', args=[code])}?{given}"


def _share(request: HttpRequest, words: str, picture: str) -> dict[str, str]:
    return {
        "share_address": settings.SITE_URL + request.get_full_path(),
        "share_words": words,
        "share_image": settings.SITE_URL + picture,
    }


def _slid(number: int | None, months: Months) -> date | None:
    return None if number is None else months.day(number)
