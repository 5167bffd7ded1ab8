"""The public pages of a petition: read and sign, thanks, names, the sheet for paper.

A newcomer's mistake: looking here for the way of a signature. It is that of every ask
(campaigns.asking); here stands what only a petition asks and shows.
"""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from amparo.campaigns.asking import KEPT_SECONDS, Asking, Visit, rendered
from amparo.campaigns.forms import AskForm
from amparo.petitions import shown
from amparo.petitions.forms import SignForm, read_whole
from amparo.petitions.kinds import PETITIONS
from amparo.petitions.models import Petition
from amparo.petitions.operations.signing import sign
from amparo.petitions.papers import sheet_pdf
from amparo.supporters import figures
from amparo.web.headers import hide_from_archives
from amparo.web.pagecache import public_page

NAMES_A_PAGE = 300


class Signing(Asking[Petition]):
    """Read it and put one's name to it."""

    kind = PETITIONS
    form_class = SignForm
    template = "petitions/page.html"
    thanks_template = "petitions/thanks.html"
    thanks_page = "petitions:thanks"

    def read(self, visit: Visit[Petition]) -> dict[str, Any] | None:
        return read_whole(visit.request.POST, **self.form_options(visit))

    def take(self, visit: Visit[Petition], given: dict[str, Any]) -> None:
        sign(visit.standing, given, language=visit.language, source=visit.source, now=visit.now)

    def context(self, visit: Visit[Petition]) -> dict[str, Any]:
        return shown.page_context(visit.action)

    def thanks_form(self, visit: Visit[Petition]) -> AskForm:
        form = self.form(visit)
        for name in ("comment", "wants_news", "partner_news"):
            form.fields.pop(name, None)
        return form


SIGNING = Signing()


@require_safe
@public_page(seconds=KEPT_SECONDS, query=["page"])
def names(request: HttpRequest, slug: str) -> HttpResponse:
    """All names whose owners want them shown."""
    visit = SIGNING.visit(request, slug)
    everybody = Paginator(figures.public_names(visit.action.pk), NAMES_A_PAGE)
    page = everybody.get_page(request.GET.get("page"))
    return rendered(request, "petitions/names.html", {**SIGNING.frame(visit), "page": page})


@require_safe
@public_page(seconds=60)
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """A sheet to print and to sign by hand, with the petition's address as a QR code."""
    visit = SIGNING.visit(request, slug)
    if not visit.action.is_open(visit.now):
        raise Http404
    made = sheet_pdf(shown.paper_sheet(visit.standing, visit.language))
    response = HttpResponse(made, content_type="application/pdf")
    name = f"{visit.action.slug}-{visit.language}.pdf"  # a slug needs no quoting
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return hide_from_archives(response) if visit.action.campaign.is_case else response
