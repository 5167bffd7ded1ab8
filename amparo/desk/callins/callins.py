"""What the desk knows of call-in days beside what every ask has."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.callins import figures
from amparo.callins.figures import Whose
from amparo.callins.models import CallIn
from amparo.callins.operations.targets import Whom, set_targets
from amparo.callins.views import CALLING
from amparo.campaigns.actions import ActionState
from amparo.desk.asks import AskDesk, AskNames, number_column
from amparo.desk.callins.forms import CallInFactsForm, CallInWordsForm
from amparo.desk.callins.whom import our_government
from amparo.desk.frame import Button, Column
from amparo.desk.today import Todo
from amparo.officials.models import Office
from amparo.officials.operations import OfficeCalled, save_office


def _path(callin: CallIn) -> str:
    return reverse("callins:callin", args=[callin.slug])


def _columns() -> list[Column]:
    return [
        number_column("calls", _("Calls"), lambda row: row.reports.that_count().count()),
        number_column("targets", _("Whom we call"), lambda row: row.targets.count()),
    ]


def _buttons(user: User, callin: CallIn) -> list[Button]:
    live = Button(
        _("How the calls go"),
        reverse("desk:callin-live", args=[callin.pk]),
        is_primary=callin.state == ActionState.OPEN,
    )
    if not user.is_organizer:
        return [live]
    change = Button(_("Whom to call"), reverse("desk:callin-targets", args=[callin.pk]))
    return [live, change] if callin.state != ActionState.DRAFT else [change]


def _panels(request: HttpRequest, callin: CallIn) -> dict[str, Any]:
    return {
        "targets": figures.totals(callin),
        "shown_acts": callin.shown_acts.select_related("act").prefetch_related("act__texts"),
        "days": figures.days_of(callin),
    }


def _links(callin: CallIn, language: str, now: datetime) -> list[tuple[str, str]]:
    if not callin.is_public_in(language, now):
        return []
    with override(language):
        return [(_("Sheet for paper"), reverse("callins:sheet", args=[callin.slug]))]


def _todos(callin: CallIn, now: datetime) -> Iterator[Todo]:
    """One that is open with nobody to call."""
    if callin.state != ActionState.DRAFT and not callin.targets.exists():
        yield Todo(
            _("“%(title)s” calls nobody yet.") % {"title": callin.title},
            reverse("desk:callin-targets", args=[callin.pk]),
            _("Choose whom"),
            weight=5,
            icon="warning",
        )


def _keep(
    callin: CallIn,
    facts: Mapping[str, Any],
    words: Mapping[str, Mapping[str, Any]],
    actor: Actor,
) -> None:
    """Whom a new one calls; later that is changed on its own page."""
    if "whom" not in facts:
        return
    first = facts["whom"] or _new_office(facts, list(words), actor)
    chosen = [_whom(each) for each in (first, facts["second"]) if each]
    if facts["fallback"]:
        chosen.append(_whom(facts["fallback"], is_fallback=True))
    if chosen:
        set_targets(callin, chosen, actor=actor)


def _whom(whose: Whose, *, is_fallback: bool = False) -> Whom:
    return Whom(whose.office, whose.official, is_fallback=is_fallback)


def _new_office(facts: Mapping[str, Any], languages: list[str], actor: Actor) -> Whose | None:
    """An office that somebody writes down in a hurry; it belongs to the state until changed."""
    name = facts.get("office_name")
    if not name:
        return None
    office = Office(
        jurisdiction=our_government(),
        phone=facts["office_phone"],
        checked_on=timezone.localdate(),
    )
    names = {code: OfficeCalled(name) for code in languages}
    return Whose(save_office(office, names=names, actor=actor), None)


DESK = AskDesk(
    model=CallIn,
    name="callin",
    folder="callins",
    names=AskNames(
        many=gettext_lazy("Call-in days"),
        new=gettext_lazy("New call-in day"),
        empty=gettext_lazy(
            "No call-in day yet. A title, whom to call and three points are enough."
        ),
        counted=gettext_lazy("Calls"),
        look=gettext_lazy("Look at the reports"),
        opened=gettext_lazy("It is open: people can call."),
        no_words=gettext_lazy(
            "It has no complete text yet: title, the ask, the points and why now."
        ),
        closing=(gettext_lazy("Nobody can report a call from now on; the page says so."),),
        winning=(
            gettext_lazy("The page says that what it asked for has come true."),
            gettext_lazy("Nobody can report a call from now on. This cannot be taken back."),
        ),
        closes_soon=gettext_lazy("“%(title)s” closes within three days. Who thanks the callers?"),
    ),
    facts_form=CallInFactsForm,
    words_form=CallInWordsForm,
    public_path=_path,
    preview=CALLING.preview,
    icon="mail",
    order=30,
    template="desk/callins/page.html",
    columns=_columns,
    buttons=_buttons,
    panels=_panels,
    links=_links,
    todos=_todos,
    keep=_keep,
    has_cards=False,
    has_deliveries=False,
)
