"""What only a petition's page shows besides the anatomy of every ask: how far, who, and paper."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from amparo.campaigns.standing import Standing
from amparo.evidence.citing import without_marks
from amparo.petitions.kinds import PETITIONS
from amparo.petitions.models import Petition
from amparo.petitions.papers import Sheet
from amparo.supporters import figures
from amparo.web.models import Coalition
from amparo.web.progress import Progress

NAMES_ON_PAGE = 30
COMMENTS_ON_PAGE = 6


def page_context(petition: Petition) -> dict[str, Any]:
    """How far it has come, those who let themselves be shown, and what one may print."""
    names = list(figures.public_names(petition.pk)[: NAMES_ON_PAGE + 1])
    return {
        "progress": progress(petition),
        "names": names[:NAMES_ON_PAGE],
        "has_more_names": len(names) > NAMES_ON_PAGE,
        "comments": figures.public_comments(petition.pk, limit=COMMENTS_ON_PAGE),
        "names_url": reverse("petitions:names", args=[petition.slug]),
        "sheet_url": reverse("petitions:sheet", args=[petition.slug]),
    }


def progress(petition: Petition) -> Progress:
    """Everybody who stands under it, paper included; as fresh as the last batch."""
    tally = figures.tally(petition.pk)
    return Progress(count=tally.total, goal=petition.goal or 0, paper=tally.paper_count)


def paper_sheet(standing: Standing[Petition], language: str) -> Sheet:
    """What the sheet for paper says, in the language of the text that there is."""
    petition, found = standing.action, standing.text_in(language)
    if found is None:
        raise LookupError("a published petition without a text")
    text = found[0]
    with override(text.language):
        campaign = petition.campaign.text()
        path = PETITIONS.path(petition, text.language)
        return Sheet(
            language=text.language,
            coalition=Coalition.here().name,
            campaign=campaign.title if campaign else "",
            title=text.title,
            addressee=text.addressee,
            ask=text.ask,
            body=without_marks(text.body),
            address=f"{settings.SITE_URL}{path}?source=paper",
        )
