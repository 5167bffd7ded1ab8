"""The public pages of gatherings: what comes next, the month, one gathering or one of its dates,
calendars to subscribe to, and what somebody who comes can change by the link in her letter.

A newcomer's mistake: an answer that tells whether somebody had said before that she comes.
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from amparo.campaigns.access import public_standing
from amparo.campaigns.asking import KEPT_SECONDS, Asking, Refused, SeeOther, Visit
from amparo.campaigns.models import Campaign
from amparo.gatherings import shown
from amparo.gatherings.access import Held, comings_by
from amparo.gatherings.calendars import CONTENT_TYPE, calendar_of, calendar_of_date
from amparo.gatherings.dates import Occurrence, next_occurrence, occurrence_on
from amparo.gatherings.forms import RsvpForm
from amparo.gatherings.kinds import GATHERINGS
from amparo.gatherings.models import Coming, Gathering, Kind
from amparo.gatherings.operations.coming import (
    NEEDS,
    PARTY,
    WHICH,
    CannotCome,
    cancel_coming,
    change_party,
    confirm_coming,
    say_was_there,
)
from amparo.gatherings.owndates import own_context
from amparo.gatherings.waiting import date_of
from amparo.supporters.operations import Submission, receive
from amparo.web.forms import is_language_switch
from amparo.web.headers import hide_from_archives
from amparo.web.models import Coalition
from amparo.web.origins import public_post
from amparo.web.pagecache import public_page
from amparo.web.panels import panels

CALENDAR_SECONDS = 60
MOST_YEARS = 3  # that the month's table turns to


class Rsvp(Asking[Gathering]):
    """A gathering, and the form to say that one comes."""

    kind = GATHERINGS
    form_class = RsvpForm
    template = "gatherings/page.html"
    thanks_template = "gatherings/thanks.html"
    thanks_page = "gatherings:thanks"

    def visit(self, request: HttpRequest, slug: str, **place: Any) -> Visit[Gathering]:
        visit = super().visit(request, slug, **place)
        if "on" in place and occurrence_on(visit.action, place["on"]) is None:
            raise Http404
        return visit

    def take(self, visit: Visit[Gathering], given: dict[str, Any]) -> str:
        gathering, which = visit.action, given.get("which", "").replace(shown.EVERY_TIME, "")
        chosen = date_of(gathering, which)
        if chosen is not None and (chosen.is_cancelled or chosen.is_over(visit.now)):
            name = "which" if gathering.rule else None
            raise Refused(name, _("This date is over or cancelled. Please choose another."))
        told = {PARTY: str(given["party"]), WHICH: which, NEEDS: given["needs"]}
        receive(
            Submission(
                action_kind=Gathering.KIND,
                action_id=gathering.pk,
                text_hash=given["text_hash"],
                language=visit.language,
                name=given["name"],
                email=given["email"],
                phone=given["phone"],
                wants_news=given["wants_news"],
                partner_news=tuple(given.get("partner_news", ())),
                source=visit.source,
                told={key: words for key, words in told.items() if words},
            ),
            now=visit.now,
        )
        return f"{self.kind.path(gathering, visit.language)}thanks/"

    def form_options(self, visit: Visit[Gathering]) -> dict[str, Any]:
        dates = shown.dates_to_choose(visit.action, visit.language, visit.now, _on(visit))
        return {**super().form_options(visit), "dates": dates}

    def initial(self, visit: Visit[Gathering]) -> dict[str, Any]:
        found = _on(visit) or next_occurrence(visit.action, visit.now)
        return {"which": found.which} if found and visit.action.rule else {}

    def is_open(self, visit: Visit[Gathering]) -> bool:
        found, gathering = _on(visit), visit.action
        is_held = found is None or not (found.is_cancelled or found.is_over(visit.now))
        return is_held and gathering.takes_rsvps and gathering.is_open(visit.now)

    def context(self, visit: Visit[Gathering]) -> dict[str, Any]:
        gathering, found = visit.action, _on(visit)
        address = reverse("announcing:picture", args=[Gathering.KIND, gathering.slug, "wide"])
        about = (gathering, found)
        return {
            "gathering": gathering,
            **shown.date_context(gathering, visit.language, visit.now, found),
            **_facts_for_machines(visit, found),
            "room_panels": panels("gathering.page", visit.request, about),
            "share_image": settings.SITE_URL + address,
            "is_clinic": gathering.kind == Kind.CLINIC,
            "is_past": gathering.is_past(visit.now),
        }


class RsvpToDate(Rsvp):
    """The same for one date of a gathering, which has an address of its own."""

    address = "gatherings:occurrence"


RSVP, RSVP_TO_DATE = Rsvp(), RsvpToDate()


@require_safe
@public_page(seconds=KEPT_SECONDS, query=["campaign"])
def gatherings(request: HttpRequest) -> HttpResponse:
    """What people can come to, the soonest first."""
    language, now = _language(), timezone.now()
    campaign = _campaign(request.GET.get("campaign", ""), language, now)
    found = shown.public_gatherings(language, now, campaign=campaign.slug if campaign else "")
    context = {
        "rows": shown.listed(found, language, now),
        "campaign": campaign,
        "campaign_title": campaign.title if campaign else "",
    }
    return render(request, "gatherings/list.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS, query=["month", "campaign"])
def month(request: HttpRequest) -> HttpResponse:
    """A month as a table: every date of every gathering."""
    language, now = _language(), timezone.now()
    today = timezone.localdate(now)
    first = _month(request.GET.get("month", ""), today)
    campaign = _campaign(request.GET.get("campaign", ""), language, now)
    found = shown.public_gatherings(language, now, campaign=campaign.slug if campaign else "")
    before, after = shown.neighbors(first)
    context = {
        "weeks": shown.month_of(found, language, first, today),
        "weekdays": shown.weekday_names(language),
        "name": shown.month_name(first, language),
        "before": (before, shown.month_name(before, language)),
        "after": (after, shown.month_name(after, language)),
        "today": today,
        "campaign": campaign,
        "campaign_title": campaign.title if campaign else "",
    }
    return render(request, "gatherings/month.html", context)


@require_safe
@public_page(seconds=CALENDAR_SECONDS)
def calendar(request: HttpRequest, campaign: str = "") -> HttpResponse:
    """Every gathering, or those of one campaign, for a subscription."""
    language, now = _language(), timezone.now()
    about = _campaign(campaign, language, now)
    if campaign and about is None:
        raise Http404
    found = shown.public_gatherings(language, now, campaign=campaign)
    name = Coalition.here().text(language).name
    if about is not None:
        name = f"{name}: {about.title}"
    return _calendar(calendar_of(found, language, name=name), campaign or "gatherings")


@require_safe
@public_page(seconds=CALENDAR_SECONDS)
def one_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One gathering with all its dates."""
    language, now = _language(), timezone.now()
    standing = public_standing(GATHERINGS.standings, slug, language, now)
    content = calendar_of([standing.action], language, name=_title(standing.action, language))
    return _unarchived(_calendar(content, slug), standing.action)


@require_safe
@public_page(seconds=CALENDAR_SECONDS)
def date_calendar(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """One date, to be put into a calendar."""
    language, now = _language(), timezone.now()
    standing = public_standing(GATHERINGS.standings, slug, language, now)
    found = _occurrence(standing.action, on)
    content = calendar_of_date(found, language, name=_title(standing.action, language))
    return _unarchived(_calendar(content, f"{slug}-{found.which}"), standing.action)


@public_post
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def coming(request: HttpRequest, link: str) -> HttpResponse:
    """Her dates, by the link in her letters: confirm one, change how many, take it back."""
    held = comings_by(link)
    if held is None:
        return redirect("supporters:gone")
    status = 200
    if request.method == "POST" and not is_language_switch(request):
        if _act(request, held, link):
            return SeeOther(request.get_full_path() if held.card is None else _yours(link))
        status, held = 409, comings_by(link) or held
    context = {
        **own_context(held.comings, held.gathering),
        "link": link,
        "can_confirm": bool(held.card and held.card.is_confirmed),
        "action_title": _title(held.gathering, _language()),
        "was_refused": status == 409,
    }
    return render(request, "gatherings/coming.html", context, status=status)


@never_cache
@require_safe
def own_calendar(request: HttpRequest, link: str, which: str) -> HttpResponse:
    """One of her dates for her own calendar, with the place where it is told to those who come."""
    held = comings_by(link)
    found = date_of(held.gathering, which) if held else None
    if held is None or found is None:
        raise Http404
    is_coming = any(
        each.state == Coming.State.COMING and each.which in (which, "") for each in held.comings
    )
    name = _title(held.gathering, _language())
    content = calendar_of_date(found, _language(), name=name, is_coming=is_coming)
    return hide_from_archives(_calendar(content, which))


def _act(request: HttpRequest, held: Held, link: str) -> bool:
    """Do what a button says; False where it cannot be done any more."""
    which, wanted = request.POST.get("which", ""), request.POST.get("do", "")
    mine = next((each for each in held.comings if each.which == which), None)
    if mine is None:
        return True  # pressed twice: it is done
    if wanted == "come" and held.card is not None and held.card.is_confirmed:
        confirm_coming(mine)
    elif wanted == "cancel":
        cancel_coming(mine)
    elif wanted in ("was", "was-not"):
        say_was_there(mine, did_come=wanted == "was")
    elif wanted == "party":
        return _changed_party(request, mine)
    return True


def _changed_party(request: HttpRequest, mine: Coming) -> bool:
    typed = request.POST.get("party", "").strip()
    try:
        change_party(mine, int(typed) if typed.isdecimal() else 0)
    except CannotCome:
        return False
    return True


def _yours(link: str) -> str:
    return reverse("supporters:yours", args=[link])


def _on(visit: Visit[Gathering]) -> Occurrence | None:
    """The one date that the page is about; None on the page of all."""
    day = visit.place.get("on")
    return occurrence_on(visit.action, day) if day else None


def _facts_for_machines(visit: Visit[Gathering], found: Occurrence | None) -> dict[str, Any]:
    text = visit.standing.text_in(visit.language)
    occurrence = found or next_occurrence(visit.action, visit.now)
    if text is None or occurrence is None:
        return {}
    told = shown.told_to_search_engines(visit.action, text[0], visit.language, occurrence)
    return {"json_ld_facts": told}


def _occurrence(gathering: Gathering, on: date) -> Occurrence:
    found = occurrence_on(gathering, on)
    if found is None:
        raise Http404
    return found


def _calendar(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


def _unarchived(response: HttpResponse, gathering: Gathering) -> HttpResponse:
    return hide_from_archives(response) if gathering.campaign.is_case else response


def _campaign(slug: str, language: str, now: datetime) -> Campaign | None:
    """The campaign that a list is narrowed to; None for all, and for one that nobody may see."""
    found = Campaign.objects.with_texts().filter(slug=slug).first() if slug else None
    today = timezone.localdate(now)
    return found if found and found.is_public_in(language, today) else None


def _month(asked: str, today: date) -> date:
    """The first day of the month that was asked for, not too far away; else of this one."""
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
    is_near = abs(first.year - today.year) <= MOST_YEARS
    return first if is_near else today.replace(day=1)


def _title(gathering: Gathering, language: str) -> str:
    text: Any = gathering.any_text(language)
    return str(text.title) if text else _("Gathering")


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
