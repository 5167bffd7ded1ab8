"""What the desk knows of petitions beside what every ask has."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from amparo.accounts.models import User
from amparo.campaigns.actions import ActionState
from amparo.desk.asks import AskDesk, AskNames, number_column
from amparo.desk.asks.forms import AskFactsForm, AskWordsForm
from amparo.desk.frame import Button, Column
from amparo.petitions.kinds import PETITIONS
from amparo.petitions.models import Petition
from amparo.petitions.views import SIGNING
from amparo.supporters import figures


def _columns() -> list[Column]:
    return [
        number_column("count", _("Signatures"), lambda row: figures.tally(row.pk).total),
        number_column("paper", _("On paper"), lambda row: figures.tally(row.pk).paper_count),
    ]


def _buttons(user: User, found: Petition) -> list[Button]:
    if found.state != ActionState.OPEN:
        return []
    address = reverse("desk:petition-paper", args=[found.pk])
    return [Button(_("Add signatures on paper"), address, is_primary=True)]


def _panels(request: HttpRequest, found: Petition) -> dict[str, Any]:
    return {
        "stacks": found.paper_counts.all(),
    }


def _links(found: Petition, language: str, now: datetime) -> list[tuple[str, str]]:
    """The sheet for paper, while it can be signed."""
    if not (found.is_public_in(language, now) and found.is_open(now)):
        return []
    with override(language):
        sheet = reverse("petitions:sheet", args=[found.slug])
    return [(_("Sheet for paper"), sheet)]


DESK = AskDesk(
    model=Petition,
    name="petition",
    folder="petitions",
    names=AskNames(
        many=gettext_lazy("Petitions"),
        new=gettext_lazy("New petition"),
        empty=gettext_lazy("No petition yet. A title and an address are enough for a draft."),
        open=gettext_lazy("Open it for signing"),
        opened=gettext_lazy("It is open: people can sign."),
        closing=(gettext_lazy("Nobody can sign from now on; the page says so."),),
        winning=(
            gettext_lazy("The page says that what it asked for has come true."),
            gettext_lazy("Nobody can sign from now on. This cannot be taken back."),
        ),
        closes_soon=gettext_lazy("“%(title)s” closes within three days. Who delivers it?"),
    ),
    facts_form=AskFactsForm,
    words_form=AskWordsForm,
    public_path=PETITIONS.path,
    preview=SIGNING.preview,
    order=10,
    template="desk/petitions/page.html",
    columns=_columns,
    buttons=_buttons,
    panels=_panels,
    links=_links,
)
