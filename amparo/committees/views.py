"""The public pages: all committees with one form, one committee, and thanks.

A newcomer's mistake: an answer that tells whether an address had joined before. New and repeated
are one path to one thanks page, which anybody may open.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amparo.campaigns.anatomy import keep_line
from amparo.campaigns.asking import SeeOther, TooMany, explain, let_in
from amparo.committees.forms import VolunteerForm
from amparo.committees.models import KIND, Committee, Joining
from amparo.committees.operations.joining import join
from amparo.evidence.citing import notes_for
from amparo.supporters.operations import CannotReceive
from amparo.supporters.sources import clean_source
from amparo.web.addresses import in_language
from amparo.web.forms import is_language_switch
from amparo.web.origins import public_post
from amparo.web.pagecache import public_page
from amparo.web.proofofwork import NotHuman, stamp

KEPT_SECONDS = 5
NOBODY = Joining.key_of([])  # the stamp of the form, which is of no committee in particular


@public_post
@require_http_methods(["GET", "HEAD", "POST"])
@public_page(seconds=KEPT_SECONDS, query=["source", "committee"], has_form=True)
def committees(request: HttpRequest) -> HttpResponse:
    """Every committee with its purpose, and one form for all of them."""
    if request.method != "POST":
        chosen = request.GET.get("committee", "")
        ticked = [str(each.pk) for each in _open() if each.slug == chosen]
        form = VolunteerForm(initial={"committees": ticked}, offered=_offered())
        return _page(request, form)
    if is_language_switch(request):
        return _page(request, VolunteerForm.retyped(request.POST, offered=_offered()))
    return _answer(request)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def committee(request: HttpRequest, slug: str) -> HttpResponse:
    """What one does in one committee, and with whom it works."""
    found = Committee.objects.public().with_words().filter(slug=slug).first()
    text = found.any_text() if found else None
    if found is None or text is None:
        raise Http404
    context = {
        "committee": found,
        "text": text,
        "notes": notes_for(text.body),
        "networks": _networks([found]),
        "join_url": f"{reverse('committees:list')}?committee={found.slug}#volunteer",
        "share_address": settings.SITE_URL + request.path,
        "share_words": text.purpose or text.title,
        "share_image": _picture(found, text.language),
    }
    return render(request, "committees/committee.html", context)


@require_safe
@public_page(seconds=KEPT_SECONDS)
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens now. It proves nothing."""
    address = settings.SITE_URL + reverse("committees:list")
    words = _("Help us: join a committee.")
    context = {"share_address": address, "share_words": words, "keep_line": _keep_line()}
    return render(request, "committees/thanks.html", context)


for _view in (committees, committee, thanks):
    _view.is_framable = True  # type: ignore[attr-defined]  # by other sites: api.framing


def _answer(request: HttpRequest) -> HttpResponse:
    """Take a volunteer, or say beside the form why not; what was typed stays."""
    form = VolunteerForm(request.POST, offered=_offered())
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        _take(request, form.cleaned_data)
    except (NotHuman, CannotReceive, TooMany) as refusal:
        return _page(request, form, status=explain(form, refusal))
    with override(_language()):
        return SeeOther(reverse("committees:thanks"))


def _take(request: HttpRequest, given: dict[str, Any]) -> None:
    now = timezone.now()
    let_in(request, KIND, NOBODY, bucket=f"{KIND}.take", now=now)
    chosen = [each for each in _open() if str(each.pk) in given["committees"]]
    join(chosen, given, language=_language(), source=_source(request), now=now)


def _page(request: HttpRequest, form: VolunteerForm, *, status: int = 200) -> HttpResponse:
    found = list(Committee.objects.public().with_words())
    shown = [(each, text) for each in found if (text := each.any_text())]
    path, source = reverse("committees:list"), _source(request)
    path += f"?source={source}" if source else ""
    context = {
        "form": form,
        "committees": [(each, text) for each, text in shown if each.is_open],
        "closed": [(each, text) for each, text in shown if not each.is_open],
        "networks": _networks(found),
        "form_action": path,
        "switch_form": "volunteer-form",
        "alternates": {code: in_language(path, code) for code in settings.SITE_LANGUAGES},
        "stamp": stamp(action_kind=KIND, action_id=NOBODY, now=timezone.now()),
        "keep_line": _keep_line(),
        "share_address": settings.SITE_URL + reverse("committees:list"),
        "share_words": _("Help us: join a committee."),
    }
    return render(request, "committees/list.html", context, status=status)


def _picture(found: Committee, language: str) -> str:
    """What goes along where its page is shared."""
    if language != _language():
        return ""
    return settings.SITE_URL + reverse("announcing:picture", args=[KIND, found.slug, "wide"])


def _networks(committees: list[Committee]) -> list[tuple[Any, str, str]]:
    """(organization, what we do together, in which language), each organization once."""
    found: dict[Any, tuple[Any, str, str]] = {}
    for each in committees:
        for network in each.networks.all():
            if network.organization.is_listed:
                text = network.any_text()
                words, language = (text.what, text.language) if text else ("", "")
                found.setdefault(network.organization_id, (network.organization, words, language))
    return list(found.values())


def _open() -> list[Committee]:
    return list(Committee.objects.open().with_words())


def _offered() -> list[tuple[str, str]]:
    return [(str(each.pk), each.title) for each in _open()]


def _keep_line() -> str:
    until = timezone.localdate().replace(month=12, day=31)
    return keep_line(until.replace(year=until.year + 1), _language())


def _source(request: HttpRequest) -> str:
    return clean_source(request.GET.get("source", ""))


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
