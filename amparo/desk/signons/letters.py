"""What the desk knows of letters beside what every ask has."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.campaigns.access import campaigns_to_change
from amparo.campaigns.actions import ActionState
from amparo.desk.asks import AskDesk, AskNames, number_column
from amparo.desk.frame import Button, Column
from amparo.desk.signons.forms import LetterFactsForm, LetterWordsForm
from amparo.desk.today import Todo
from amparo.signons.models import Letter, Role
from amparo.signons.operations.letters import set_hosts
from amparo.signons.printing import counts_of
from amparo.signons.shown import letter_path
from amparo.signons.views import preview

NEAR = timedelta(days=7)  # how long before it an internal deadline is brought to mind


def _columns() -> list[Column]:
    return [
        Column("form", _("Kind"), lambda row: row.get_form_display(), "form"),
        number_column("listed", _("On the list"), lambda row: row.endorsements.listed().count()),
        number_column("waiting", _("Waiting"), lambda row: row.endorsements.waiting().count()),
    ]


def _buttons(user: User, found: Letter) -> list[Button]:
    if not campaigns_to_change(user).filter(pk=found.campaign_id).exists():
        return []
    waiting = found.endorsements.waiting().count()
    shown = [Button(_("Who signed"), _at("endorsements", found), is_primary=bool(waiting))]
    if found.state != ActionState.DRAFT:
        shown.append(Button(_("Freeze it"), _at("freeze", found)))
    return [
        *shown,
        Button(_("Paste a list"), _at("paste", found)),
        Button(_("Add one by hand"), _at("endorsement-new", found)),
    ]


def _at(what: str, found: Letter) -> str:
    return reverse(f"desk:letter-{what}", args=[found.pk])


def _panels(request: HttpRequest, found: Letter) -> dict[str, Any]:
    endorsements = found.endorsements
    recipients = list(found.recipients.prefetch_related("texts"))
    language = getattr(request, "LANGUAGE_CODE", "")
    shown = [(each, each.line_in(language)) for each in recipients]
    return {
        "addressees": [pair for pair in shown if pair[0].role == Role.TO],
        "copies": [pair for pair in shown if pair[0].role == Role.COPY],
        "hosts": [each.organization for each in found.hosts.select_related("organization")],
        "counts": counts_of(found),
        "listed_count": endorsements.listed().count(),
        "waiting_count": endorsements.waiting().count(),
        "unconfirmed_count": endorsements.unconfirmed().count(),
        "unfrozen_count": endorsements.listed().filter(frozen_in__isnull=True).count(),
        "freezes": found.freezes.prefetch_related("files"),
        "pasted_lists": found.pasted_lists.all(),
    }


def _links(found: Letter, language: str, now: datetime) -> list[tuple[str, str]]:
    """How the print would look now, and the list on its own page."""
    links = []
    if found.text(language):
        preview_url = reverse("desk:letter-print", args=[found.pk, language])
        links.append((_("How it would be printed now"), preview_url))
    if found.is_public_in(language, now):
        with override(language):
            links.append((_("Who signed"), reverse("signons:signers", args=[found.slug])))
    return links


def _todos(found: Letter, now: datetime) -> Iterable[Todo]:
    waiting = found.endorsements.waiting().count()
    if waiting:
        said = ngettext(
            "%(count)d name waits under “%(title)s” for you to look at it.",
            "%(count)d names wait under “%(title)s” for you to look at them.",
            waiting,
        )
        words = said % {"count": waiting, "title": found.title}
        address = f"{_at('endorsements', found)}?stands=waiting"
        yield Todo(words, address, _("Look"), 20, "group")
    today = timezone.localdate(now)
    if found.deadline_on and found.is_open(now) and today <= found.deadline_on <= today + NEAR:
        words = _("The internal deadline of “%(title)s” is near. Whom do we still ask?")
        yield Todo(words % {"title": found.title}, DESK.at("", found), _("Look"), 35, "date")


def _initial(found: Letter) -> Mapping[str, Any]:
    return {"hosts": list(found.hosts.values_list("organization_id", flat=True))}


def _keep(
    found: Letter, facts: Mapping[str, Any], words: Mapping[str, Mapping[str, Any]], actor: Actor
) -> None:
    set_hosts(found, list(facts.get("hosts", ())), actor=actor)


DESK: AskDesk[Letter] = AskDesk(
    model=Letter,
    name="letter",
    folder="letters",
    names=AskNames(
        many=gettext_lazy("Sign-on letters"),
        new=gettext_lazy("New letter or statement"),
        empty=gettext_lazy("No letter yet. A title and an address are enough for a draft."),
        counted=gettext_lazy("Confirmed by mail"),
        look=gettext_lazy("Look at who signed for them"),
        open=gettext_lazy("Open it for signing"),
        opened=gettext_lazy("It is open: organizations can sign."),
        no_words=gettext_lazy("It has no complete text yet: title, the ask and the text."),
        closing=(gettext_lazy("Nobody can sign from now on; the page says so."),),
        winning=(
            gettext_lazy("The page says that what it asked for has come true."),
            gettext_lazy("Nobody can sign from now on. This cannot be taken back."),
        ),
        closes_soon=gettext_lazy("“%(title)s” closes within three days. Who delivers it?"),
    ),
    facts_form=LetterFactsForm,
    words_form=LetterWordsForm,
    public_path=letter_path,
    preview=preview,
    icon="edit",
    order=20,
    template="desk/signons/page.html",
    columns=_columns,
    buttons=_buttons,
    panels=_panels,
    links=_links,
    todos=_todos,
    initial=_initial,
    keep=_keep,
)
