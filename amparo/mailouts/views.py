"""Letters as public pages, and the way out of them.

A mail program ends letters by itself with one POST (RFC 8058): no cookie, no page of ours before
it, no redirect after it. So this one address judges no origin; the link in it is the whole
authority, and it can do nothing but end letters. The answer never tells whether there was a card.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from amparo.mailouts import leaving
from amparo.mailouts.access import is_public_in, public_mailout
from amparo.mailouts.below import blocks_of
from amparo.mailouts.models import MailOut, MailOutText
from amparo.mailouts.placeholders import plain
from amparo.mailouts.wording import public_url
from amparo.web.pagecache import public_page


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, pk: UUID, link: str) -> HttpResponse:
    """Fetching it asks, as mail scanners fetch; one POST, hers or her mail program's, does it."""
    if request.method == "POST":
        by_mail_program = "List-Unsubscribe" in request.POST
        is_for_all = by_mail_program or bool(request.POST.get("all"))
        leaving.leave(pk, link, with_household=is_for_all)
        return render(request, "mailouts/left.html")
    context = {"link": link, "is_list": leaving.is_of_list(pk)}
    return render(request, "mailouts/leave.html", context)


@never_cache
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """What everybody is told who left, and everybody who was never there."""
    return render(request, "mailouts/left.html")


@public_page()
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Every letter that has a page of its own."""
    found = MailOut.objects.public().with_words()[:100]
    shown = [(each, text) for each in found if _is_public(each) and (text := each.any_text())]
    return render(request, "mailouts/letters.html", {"letters": shown})


@public_page()
@require_safe
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One letter, as nobody in particular reads it."""
    found = public_mailout(pk)
    text = found.any_text()
    if text is None or not _is_public(found):
        raise Http404
    return render(request, "mailouts/letter.html", _shown(found, text))


def _shown(found: MailOut, text: MailOutText) -> dict[str, object]:
    language = get_language() or text.language
    return {
        "letter": found,
        "text": text,
        "subject": plain(text.subject),
        "body": plain(text.body),
        "is_other_language": text.language != language,
        "share_address": public_url(found, language),
        "share_words": plain(text.subject),
        "blocks": blocks_of(found, text.language, timezone.now()),
    }


def _is_public(found: MailOut) -> bool:
    return is_public_in(found, get_language() or "", timezone.localdate())
