"""The hub, feeds, frames for other sites, and oEmbed: public, without cookies, read by everybody.

A newcomer's mistake: JSON of a row. Everything here is made of what public pages show anyway.
"""

from importlib.resources import files

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from amparo.api.asks import ask_at, path_of
from amparo.api.feeds import GENERATORS, written
from amparo.api.framing import EMBEDDED, answer_framed
from amparo.api.hub import Choice, hub_of
from amparo.api.placing import FORMATS, campaigns_with_feeds, feed_path
from amparo.campaigns.actions import Effort
from amparo.campaigns.embedding import FRAME_HEIGHT, frame_of
from amparo.campaigns.models import Campaign
from amparo.supporters.sources import clean_source
from amparo.web import feeds as web_feeds
from amparo.web.models import Coalition
from amparo.web.origins import public_post
from amparo.web.pagecache import public_page

KEPT_SECONDS = 5
FEED_SECONDS = 60
SCRIPT_SECONDS = 3_600
WIDEST = 720  # dots, of a frame by oEmbed
CACHE_AGE = 86_400  # seconds that a consumer of oEmbed may keep our answer
# Public, and asked for by programs of other sites.
FOR_ALL = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


@require_safe
@public_page(seconds=KEPT_SECONDS, query=["campaign", "effort", "soon"])
def hub(request: HttpRequest) -> HttpResponse:
    """Everything that can be done now; ?campaign=, ?effort= and ?soon=1 narrow it."""
    choice = Choice.of(request.GET)
    context = {
        "hub": hub_of(choice, _language(), timezone.now()),
        "choice": choice,
        "efforts": Effort.choices,
        "feeds_url": reverse("api:feeds"),
    }
    return render(request, "api/hub.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def feeds(request: HttpRequest) -> HttpResponse:
    """Which feeds there are, what a feed is, and how to have one of a single campaign."""
    known = web_feeds.feeds()
    context = {
        "feeds": [(feed, _links(feed.code)) for feed in known],
        "campaigns": [
            (each.title, [(feed.title, _links(feed.code, each.slug)) for feed in known])
            for each in campaigns_with_feeds(_language())
        ],
    }
    return render(request, "api/feeds.html", context)


@require_safe
@public_page(seconds=FEED_SECONDS)
def feed(request: HttpRequest, code: str, form: str, campaign: str = "") -> HttpResponse:
    """One feed, of all campaigns or of one."""
    found, language = web_feeds.feed(code), _language()
    if found is None or form not in GENERATORS:
        raise Http404
    about = _campaign(campaign) if campaign else None
    coalition = Coalition.here().name
    content, kind = written(
        form,
        web_feeds.entries_of(found, language, campaign, timezone.now()),
        title=f"{about.title if about else coalition}: {found.title}",
        says=str(found.says),
        author=coalition,
        home=reverse("campaigns:page", args=[campaign]) if campaign else reverse("api:hub"),
        here=request.path,
        language=language,
    )
    return HttpResponse(content, content_type=kind, headers=FOR_ALL)


@public_post
@require_http_methods(["GET", "HEAD", "POST"])
def embedded(request: HttpRequest, path: str) -> HttpResponse:
    """The page of an ask in a frame of another site; what is sent from there stays there."""
    return answer_framed(request, f"/{path}")


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The script that turns a link into a frame; other sites' pages load it by this address."""
    source = files("amparo.api").joinpath("data", "host.js").read_text(encoding="utf-8")
    response = HttpResponse(source, content_type="text/javascript; charset=utf-8", headers=FOR_ALL)
    response.headers["Cache-Control"] = f"public, max-age={SCRIPT_SECONDS}"
    return response


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """oEmbed 1.0: how to show an ask, by its address. Raises Http404 for what is none."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501, headers=FOR_ALL)  # as the specification asks
    found = ask_at(path_of(request.GET.get("url", "")), timezone.now())
    if found is None:
        raise Http404
    width = min(_number(request.GET.get("maxwidth", "")) or WIDEST, WIDEST)
    height = min(_number(request.GET.get("maxheight", "")) or FRAME_HEIGHT, FRAME_HEIGHT)
    source = clean_source(request.GET.get("source", "")) or EMBEDDED
    coalition = Coalition.here().text(found.language).name
    told = {
        "version": "1.0",
        "type": "rich",
        "title": found.title,
        "provider_name": coalition,
        "provider_url": f"{settings.SITE_URL}/{found.language}/",
        "cache_age": CACHE_AGE,
        "width": width,
        "height": height,
        "html": frame_of(found.path, found.title, source, width=str(width), height=height),
    }
    return JsonResponse(told, headers=FOR_ALL)


def _campaign(slug: str) -> Campaign:
    known = campaigns_with_feeds(_language())
    found = next((each for each in known if each.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _links(code: str, campaign: str = "") -> list[tuple[str, str]]:
    return [(called, feed_path(code, form, campaign)) for form, (_, called) in FORMATS.items()]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
