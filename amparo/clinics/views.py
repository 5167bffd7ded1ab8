"""The public pages of clinics: book an hour, look it up or give it back; whom to call instead.

A newcomer's mistake: a redirect to a page with the code in its address. The slip is the answer to
the POST, and no cache and no history keeps it.
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from amparo.campaigns.access import public_standing
from amparo.campaigns.asking import TooMany, let_in
from amparo.clinics import shown
from amparo.clinics.days import ClinicDate, day_of
from amparo.clinics.forms import TAKEN, BookingForm, CodeForm
from amparo.clinics.models import ClinicDay
from amparo.clinics.operations.booking import Booked, CannotBook, book, cancel, found_by
from amparo.gatherings.kinds import GATHERINGS
from amparo.web import limits
from amparo.web.forms import is_language_switch
from amparo.web.headers import hide_from_archives
from amparo.web.origins import public_post
from amparo.web.proofofwork import NotHuman, stamp

CODES_AN_HOUR = 30  # tries from one network; a hall full of people looks up fewer


@public_post
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, slug: str, on: str) -> HttpResponse:
    """The free hours of one date, and the form; a POST books one and answers with the slip."""
    found, now = _found(slug, on), timezone.now()
    if request.method != "POST":
        return _page(request, found, _form(found, now), now)
    if is_language_switch(request):
        form = BookingForm.retyped(request.POST, **_choices(found, now))
        return _page(request, found, form, now)
    return _answer(request, found, now)


@public_post
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest) -> HttpResponse:
    """Look up an hour by its code, and give it back."""
    if request.method != "POST":
        return _look_up(request, CodeForm())
    if is_language_switch(request):
        return _look_up(request, CodeForm.retyped(request.POST))
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _look_up(request, form, status=422)
    if not limits.is_within(request, "clinics.code", most=CODES_AN_HOUR, now=timezone.now()):
        form.add_error(None, _("Too many codes were tried from your network. Please call us."))
        return _look_up(request, form, status=429)
    booked = found_by(form.cleaned_data["code"])
    if booked is None:
        form.add_error("code", _("We do not find this code. It may have been given back."))
        return _look_up(request, form, status=422)
    if request.POST.get("act") == "cancel":
        cancel(booked)
        return _shown(request, "clinics/given_back.html", booked)
    return _shown(request, "clinics/slip.html", booked)


def _found(slug: str, on: str) -> ClinicDate:
    standing = public_standing(GATHERINGS.standings, slug, _language(), timezone.now())
    try:
        original_on = date.fromisoformat(on)
    except ValueError:
        raise Http404 from None
    found = day_of(standing.action, original_on)
    if found is None or not found.day.takes_bookings:
        raise Http404
    return found


def _answer(request: HttpRequest, found: ClinicDate, now: datetime) -> HttpResponse:
    if not found.is_open_online(now):
        return _page(request, found, _form(found, now), now, status=409)
    form = BookingForm(request.POST, **_choices(found, now))
    if not form.is_valid():
        return _page(request, found, form, now, status=422)
    try:
        # With a proof as without one: a robot with time must not take all the hours of a day
        strict = limits.WITHOUT_PROOF
        let_in(
            request, ClinicDay.KIND, found.day.pk, bucket="clinics.book", now=now, with_proof=strict
        )
    except NotHuman as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, found, form, now, status=422)
    except TooMany:
        form.add_error(None, _("Many times were booked from your network. Please call us."))
        return _page(request, found, form, now, status=429)
    return _book(request, found, form, now)


def _book(
    request: HttpRequest, found: ClinicDate, form: BookingForm, now: datetime
) -> HttpResponse:
    given = form.cleaned_data
    try:
        booked = book(
            found,
            at=given["hour"],
            table=given.get("table", ""),
            given=given,
            language=_language(),
            now=now,
        )
    except CannotBook as refusal:
        again = day_of(found.gathering, found.day.original_on) or found
        return _refused(request, again, refusal, now)
    return _shown(request, "clinics/slip.html", booked, is_new=True)


def _refused(
    request: HttpRequest, found: ClinicDate, refusal: CannotBook, now: datetime
) -> HttpResponse:
    if refusal.reason == "closed":
        return _page(request, found, _form(found, now), now, status=409)
    form = BookingForm(request.POST, **_choices(found, now))
    form.is_valid()
    if refusal.reason == "too_long":
        form.add_error("name", _("This is too long; please shorten it."))
    elif "hour" not in form.errors:
        form.add_error("hour", TAKEN)
    return _page(request, found, form, now, status=422)


def _page(
    request: HttpRequest,
    found: ClinicDate,
    form: BookingForm,
    now: datetime,
    *,
    status: int = 200,
) -> HttpResponse:
    language = _language()
    context: dict[str, Any] = {
        "clinic": shown.clinic(found, language, now),
        "found": found,
        "form": form,
        "hours": found.free_hours(now),
        "is_open": found.is_open_online(now),
        "is_bookable": found.is_bookable(now),
        "keep_line": shown.keep_line(found, language),
        "stamp": stamp(action_kind=ClinicDay.KIND, action_id=found.day.pk, now=now),
        "switch_form": "book",
    }
    return hide_from_archives(render(request, "clinics/day.html", context, status=status))


def _look_up(request: HttpRequest, form: CodeForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "switch_form": "look"}
    return hide_from_archives(render(request, "clinics/look_up.html", context, status=status))


def _shown(
    request: HttpRequest, template: str, booked: Booked, *, is_new: bool = False
) -> HttpResponse:
    context = {
        "slip": shown.slip(booked, _language()),
        "clinic": shown.clinic(booked.date, _language(), timezone.now()),
        "is_new": is_new,
    }
    response = hide_from_archives(render(request, template, context))
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(found: ClinicDate, now: datetime) -> BookingForm:
    return BookingForm(**_choices(found, now))


def _choices(found: ClinicDate, now: datetime) -> dict[str, Any]:
    return {
        "hours": found.free_hours(now),
        "language": _language(),
        "names_tables": found.day.names_tables,
    }


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
