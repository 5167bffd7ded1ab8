"""The public pages of a letter: read and sign it in three ways, who signed, frozen prints.

A newcomer's mistake: looking here for the way of a signature. It is that of every ask
(campaigns.asking); here stands what only a letter asks and shows.
"""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from amparo.campaigns.access import public_standing
from amparo.campaigns.asking import KEPT_SECONDS, Asking, Visit, rendered
from amparo.signons import shown
from amparo.signons.forms import IndividualForm, OfficeForm, OrganizationForm
from amparo.signons.kinds import LETTERS
from amparo.signons.listing import count_of, groups_of, matching
from amparo.signons.models import FrozenFile, Letter
from amparo.signons.operations.signing import submission_of
from amparo.signons.printing import names_of
from amparo.supporters.operations import receive
from amparo.web.headers import hide_from_archives
from amparo.web.origins import public_post
from amparo.web.pagecache import public_page

LONGEST_SEARCH = 80  # letters


class Signing(Asking[Letter]):
    """Read it and sign it in one way."""

    kind = LETTERS
    signs: ClassVar[str]
    template = "signons/letter.html"
    thanks_template = "signons/thanks.html"
    thanks_page = "signons:thanks"

    def visit(self, request: HttpRequest, slug: str, **place: Any) -> Visit[Letter]:
        found = super().visit(request, slug, **place)
        if self.signs not in shown.ways_of(found.action):
            raise Http404
        return found

    def take(self, visit: Visit[Letter], given: dict[str, Any]) -> None:
        sent = submission_of(
            visit.action, given, self.signs, language=visit.language, source=visit.source
        )
        receive(sent, now=visit.now)

    def context(self, visit: Visit[Letter]) -> dict[str, Any]:
        words = shown.way_words()
        context = shown.page_context(visit.action, visit.language, self.signs)
        ways = [(words[way], path) for way, path in context["other_ways"]]
        kept = shown.keep_lines().get(self.signs)
        more = {"keep_line": kept} if kept else {}
        return {**context, **more, "other_ways": ways, "way_title": words[self.signs]}


class OrganizationSigning(Signing):
    form_class = OrganizationForm
    signs = "organization"


class OfficeSigning(Signing):
    form_class = OfficeForm
    signs = "office"
    address = "signons:office"


class PersonSigning(Signing):
    form_class = IndividualForm
    signs = "person"
    address = "signons:person"


SIGNINGS: dict[str, Signing] = {
    each.signs: each for each in (OrganizationSigning(), OfficeSigning(), PersonSigning())
}


@public_post
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """The letter with the form of its first way at once."""
    return _usual(_public(slug)).page(request, slug=slug)


@require_safe
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens now. Anybody may open it: it proves nothing."""
    return _usual(_public(slug)).thanks(request, slug=slug)


@require_safe
@public_page(seconds=KEPT_SECONDS, query=["q"])
def signers(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who signed; ?q= looks for a name, a town, a state."""
    asking = _usual(_public(slug))
    visit = asking.visit(request, slug)
    asked = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    names = names_of(visit.action)
    groups = groups_of(visit.action, names.endorsements, visit.language)
    found = matching(groups, asked) if asked else groups
    context = {
        **asking.frame(visit),
        **shown.list_context(visit.action, names, found),
        "asked": asked,
        "found_count": count_of(found),
    }
    return rendered(request, "signons/signers.html", context)


@require_safe
def frozen(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A frozen print, exactly as its hash in the log says."""
    language = get_language() or ""
    found = _public(slug)
    prints = FrozenFile.objects.filter(freeze__letter=found, freeze__number=number)
    kept = get_object_or_404(prints, language=language)
    with kept.file.open() as file:
        response = HttpResponse(file.read(), content_type="application/pdf")
    name = f"{slug}-{number}-{language}.pdf"  # a slug needs no quoting
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return hide_from_archives(response) if found.campaign.is_case else response


def preview(request: HttpRequest, found: Letter, alternates: dict[str, str]) -> HttpResponse:
    """The page as it will be, for the desk."""
    return _usual(found).preview(request, found, alternates)


def _public(slug: str) -> Letter:
    language = get_language() or ""
    return public_standing(LETTERS.standings, slug, language, timezone.now()).action


def _usual(found: Letter) -> Signing:
    return SIGNINGS[shown.ways_of(found)[0]]
