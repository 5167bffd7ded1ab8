"""What the desk knows of resolutions beside what every ask has."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from amparo.accounts.models import User
from amparo.campaigns.actions import ActionState
from amparo.desk.asks import AskDesk, AskNames, number_column
from amparo.desk.frame import Button, Column
from amparo.desk.pledges.forms import ResolutionFactsForm, ResolutionWordsForm, resolution_of
from amparo.desk.today import Todo
from amparo.pledges.models import Report, Resolution
from amparo.pledges.views import REPORTING


def waiting(resolution: Resolution) -> int:
    """Reports that nobody has read."""
    return Report.objects.waiting().filter(resolution=resolution).count()


def _path(resolution: Resolution) -> str:
    return reverse("pledges:resolution", args=[resolution.slug])


def _columns() -> list[Column]:
    return [
        number_column("passed", _("Passed"), lambda row: row.adoptions.passed().count()),
        number_column("waiting", _("Reports to read"), waiting),
    ]


def _buttons(user: User, resolution: Resolution) -> list[Button]:
    if not user.is_organizer or resolution.state == ActionState.DRAFT:
        return []
    reports = reverse("desk:resolution-reports", args=[resolution.pk])
    new = reverse("desk:adoption-new", args=[resolution.pk])
    return [
        Button(_("Read the reports"), reports, is_primary=bool(waiting(resolution))),
        Button(_("Write down a decision"), new),
    ]


def _panels(request: HttpRequest, resolution: Resolution) -> dict[str, Any]:
    return {
        "adoptions": list(resolution.adoptions.all()),
        "passed_count": resolution.adoptions.passed().count(),
        "reports_count": waiting(resolution),
    }


def _links(resolution: Resolution, language: str, now: datetime) -> list[tuple[str, str]]:
    if not resolution.is_public_in(language, now):
        return []
    with override(language):
        return [(_("Kit on paper"), reverse("pledges:kit", args=[resolution.slug]))]


def _todos(resolution: Resolution, now: datetime) -> Iterator[Todo]:
    count = waiting(resolution)
    if count:
        said = ngettext(
            "%(count)d report of “%(title)s” waits to be read.",
            "%(count)d reports of “%(title)s” wait to be read.",
            count,
        )
        yield Todo(
            said % {"count": count, "title": resolution.title},
            reverse("desk:resolution-reports", args=[resolution.pk]),
            _("Read them"),
            weight=40,
            icon="comment",
        )


def _initial(resolution: Resolution) -> dict[str, Any]:
    return {"platform": resolution_of(resolution)}


DESK = AskDesk(
    model=Resolution,
    name="resolution",
    folder="resolutions",
    names=AskNames(
        many=gettext_lazy("Resolutions"),
        new=gettext_lazy("New resolution"),
        empty=gettext_lazy("No resolution yet. A title and an address are enough for a draft."),
        counted=gettext_lazy("Reports"),
        look=gettext_lazy("Look at the reports"),
        opened=gettext_lazy("It is open: everybody can print it and tell how it went."),
        no_words=gettext_lazy(
            "It has no complete text yet: title, for which bodies, the ask, the resolution, and how"
            " to bring it in."
        ),
        closing=(gettext_lazy("It takes no more reports from now on; its page says so."),),
        winning=(
            gettext_lazy("The page says that what it asked for has come true."),
            gettext_lazy("This cannot be taken back."),
        ),
    ),
    facts_form=ResolutionFactsForm,
    words_form=ResolutionWordsForm,
    public_path=_path,
    preview=REPORTING.preview,
    icon="doc-full",
    order=65,
    template="desk/pledges/resolution.html",
    columns=_columns,
    buttons=_buttons,
    panels=_panels,
    links=_links,
    todos=_todos,
    initial=_initial,
    has_deliveries=False,
)
