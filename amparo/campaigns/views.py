"""Public pages: campaigns, one campaign, partners, and taking a case down with the code on paper.

A newcomer's mistake: `get_object_or_404(Campaign, slug=…)`. Whether a page may be shown depends on
the day and, for a case, on the language: `_found` asks.
"""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amparo.audit.actors import WORKER
from amparo.campaigns import shown
from amparo.campaigns import takedown as taking_down
from amparo.campaigns.forms import CodeForm
from amparo.campaigns.models import Campaign, CaseConsent, Kind, State
from amparo.campaigns.operations.consents import consent_of_code, take_back
from amparo.organizations.models import Organization
from amparo.web.forms import is_language_switch
from amparo.web.headers import hide_from_archives
from amparo.web.limits import is_within
from amparo.web.origins import public_post
from amparo.web.pagecache import public_page
from amparo.web.panels import panels

KEPT_SECONDS = 5
TRIES_AN_HOUR = 30  # of one network, at typing a code


@require_safe
@public_page(seconds=KEPT_SECONDS)
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every public campaign: what goes on now, cases, and what has ended."""
    cards = shown.public_cards(_language(), timezone.now())
    going_on = [each for each in cards if each.campaign.state == State.OPEN]
    context = {
        "campaigns": [each for each in going_on if each.campaign.kind == Kind.CAMPAIGN],
        "cases": [each for each in going_on if each.campaign.kind != Kind.CAMPAIGN],
        "ended": [each for each in cards if each.campaign.state != State.OPEN],
    }
    return render(request, "campaigns/list.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """One campaign: its asks first, then why, then who and when."""
    now = timezone.now()
    found = _found(slug, now)
    page = shown.page_of(found, _language(), now)
    address = settings.SITE_URL + shown.url_of(found, _language())
    context = {
        "page": page,
        "story_panels": panels("campaign.story", request, found) if page.shows_story else [],
        "alternates": shown.alternates(found, page.today),
        "share_address": address,
        "share_words": page.text.title,
        "share_title": page.text.title,
    }
    if found.kind == Kind.CAMPAIGN:  # of a person nothing is made that cannot be recalled
        names = ["campaign", found.slug]
        context["share_image"] = settings.SITE_URL + reverse(
            "announcing:picture", args=[*names, "wide"]
        )
        context["announce_url"] = reverse("announcing:page", args=names)
    response = render(request, "campaigns/page.html", context)
    if found.kind != Kind.CAMPAIGN:
        response.headers["Cache-Control"] = "no-store"  # nothing of a case stays on a shared phone
        hide_from_archives(response)
    return response


@require_safe
@public_page(seconds=KEPT_SECONDS)
def partners(request: HttpRequest) -> HttpResponse:
    """Whom we work with: logos, coalitions with their members, roles by campaign."""
    now = timezone.now()
    cards = [each for each in shown.public_cards(_language(), now) if not each.campaign.is_case]
    by_campaign = [(each, shown.partners_of(each.campaign)) for each in cards]
    today = timezone.localdate(now)
    listed = Organization.objects.listed().filter(is_us=False).with_names()
    context = {
        "logos": [each for each in listed if each.logo],
        "our_members": shown.our_members(today),
        "coalitions": shown.coalitions(today),
        "by_campaign": [(card, groups) for card, groups in by_campaign if groups],
        "has_partners": listed.exists(),
    }
    return render(request, "campaigns/partners.html", context)


@public_post
@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest) -> HttpResponse:
    """Take a case down without an account: first the code, then what goes and a button."""
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    if is_language_switch(request):
        form = CodeForm.retyped(request.POST)
    if not form.is_bound or not form.is_valid():
        return _ask_code(request, form)
    now = timezone.now()
    if not is_within(request, "campaigns.take-down", most=TRIES_AN_HOUR, now=now):
        form.add_error("code", _("Too many tries from here. Please wait an hour, or call us."))
        return _ask_code(request, form)
    consent = consent_of_code(form.cleaned_data["code"])
    if consent is None:
        form.add_error("code", _("This is not a code of ours. Please look at the paper again."))
        return _ask_code(request, form)
    if request.POST.get("sure") != "yes":
        return _ask_twice(request, form, consent)
    take_back(consent, actor=WORKER, now=now)
    return redirect("campaigns:taken-down")


@require_safe
def taken_down(request: HttpRequest) -> HttpResponse:
    """Say that it is done; the address tells nobody what was taken down."""
    return render(request, "campaigns/taken_down.html")


def _found(slug: str, now: datetime) -> Campaign:
    """A campaign that may be shown today in the page's language. Raises Http404."""
    with_all = Campaign.objects.with_texts().select_related("parent", "keyspace")
    found = with_all.filter(slug=slug).first()
    if found is None or not found.is_public_in(_language(), timezone.localdate(now)):
        raise Http404
    return found


def _ask_code(request: HttpRequest, form: CodeForm) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "switch_form": "code-form"}
    return render(request, "campaigns/take_down.html", context, status=status)


def _ask_twice(request: HttpRequest, form: CodeForm, consent: CaseConsent) -> HttpResponse:
    context = {
        "code": form.cleaned_data["code"],
        "goes": taking_down.name_what_goes(consent.campaign),
        "switch_form": "sure-form",
    }
    return render(request, "campaigns/take_down_sure.html", context)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
