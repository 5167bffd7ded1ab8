"""Views of pages that are no Wagtail page: the search, papers of releases and briefs, the kit."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from amparo.lib.markup import clean_line
from amparo.pages.kits import kit_of
from amparo.pages.models import BriefPage, PressPage, ReleasePage
from amparo.pages.papers import brief_pdf, release_pdf
from amparo.web.pagecache import public_page
from amparo.web.searchindex import Found, find

LONGEST = 100  # letters
KEPT_SECONDS = 30


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the public can read, by its words; what only another language has, below."""
    words = clean_line(request.GET.get("q", ""))[:LONGEST]
    here = get_language() or settings.LANGUAGE_CODE
    others = [code for code in settings.SITE_LANGUAGES if code != here]
    context = {
        "words": words,
        "found": _found(words, here),
        "elsewhere": [(code, rows) for code in others if (rows := _found(words, code))],
    }
    return render(request, "pages/search.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def release_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """A release as PDF. Under embargo there is nothing here, as if it had never been written."""
    now = timezone.now()
    out = ReleasePage.objects.out(now).filter(locale__language_code=get_language())
    return _pdf(release_pdf(get_object_or_404(out, slug=slug), now), slug)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def brief_paper(request: HttpRequest, series: str, slug: str) -> HttpResponse:
    rows = BriefPage.objects.live().filter(locale__language_code=get_language(), slug=slug)
    for page in rows:
        parent = page.get_parent()
        if parent.slug == series and parent.live:
            return _pdf(brief_pdf(page, parent.specific), slug)
    raise Http404


@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """What journalists may take, in one file: facts, the mark, photographs with their credits."""
    pages = PressPage.objects.live().filter(locale__language_code=get_language())
    response = HttpResponse(kit_of(get_object_or_404(pages)), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="kit-{get_language()}.zip"'
    return response


def _found(words: str, language: str) -> list[Found]:
    return find(words, language, timezone.now()) if words else []


def _pdf(content: bytes, slug: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{slug}-{get_language()}.pdf"  # a slug needs no quoting
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
