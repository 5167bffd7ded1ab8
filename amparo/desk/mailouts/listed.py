"""Every letter; what of them waits for somebody; and "write to them" on the page of an ask."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from amparo.accounts.models import Role, User
from amparo.campaigns.actions import Action, ActionState
from amparo.desk.asks import AskPanel
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    desk_view,
    link_column,
    person,
    show_list,
)
from amparo.desk.mailouts.reach import page_of
from amparo.desk.today import Todo
from amparo.mailouts.access import mailouts_to_change, may_approve
from amparo.mailouts.models import Belongs, MailOut, State, Why
from amparo.mailouts.operations.running import handed_counts
from amparo.supporters import kinds as supporter_kinds
from amparo.web.templatetags.web import moment, number

SHORT = {
    Belongs.LIST: gettext_lazy("Standing list"),
    Belongs.COMMITTEES: gettext_lazy("Committees"),
}


@desk_view(Role.ORGANIZER)
def letters(request: HttpRequest) -> HttpResponse:
    """Every letter that this organizer may see, the latest first."""
    listing = Listing(
        title=_("Mail-outs"),
        rows=mailouts_to_change(person(request)),
        columns=[
            link_column("title", _("Letter"), page_of, lambda each: each.title),
            Column("state", _("State"), lambda each: each.get_state_display(), "state"),
            Column("ground", _("Belongs to"), ground_of),
            Column("count", _("Sent"), _sent, is_number=True),
            Column("left", _("Left"), lambda each: each.left_count or "", is_number=True),
            Column("day", _("Went"), lambda each: each.started_on),
        ],
        filters=[
            Filter("state", _("State"), State.choices),
            Filter("belongs", _("Belongs to"), Belongs.choices, _of_ground),
        ],
        icon="mail",
        empty=_("No letter yet. Write to the people who asked to hear more."),
        export_name="letters",
        buttons=[Button(_("Write a letter"), reverse("desk:mailout-new"), "plus", True)],
    )
    return show_list(request, listing)


def ground_of(mailout: MailOut) -> str:
    if mailout.campaign is not None:
        return mailout.campaign.title
    return str(SHORT[Belongs(mailout.belongs)])


def todos(user: User, now: datetime) -> list[Todo]:
    """Letters that wait for approval, for their hour, for a key, or for a decision."""
    if not user.is_organizer:
        return []
    waiting = mailouts_to_change(user).filter(state__in=(State.ASKED, State.APPROVED, State.PAUSED))
    return [todo for each in waiting for todo in _todo(each, user, now)]


def panel(request: HttpRequest, found: Action, may_change: bool) -> AskPanel | None:
    """Writing to whoever took part, from an ask's page: the ask's own audience, and its updates."""
    takes_cards = any(each.code == found.KIND for each in supporter_kinds.all_kinds())
    if not may_change or not takes_cards or found.state == ActionState.DRAFT:
        return None
    context = {
        "write_url": write_to(found),
        "updates": [
            (update, update.text_for(get_language() or ""), write_to(found, update=str(update.pk)))
            for update in found.updates.prefetch_related("texts")
        ],
    }
    return AskPanel("desk/mailouts/_panel.html", context)


def write_to(found: Action, *, update: str = "") -> str:
    """Where a letter to an ask's people begins; with an update, in its words."""
    query = {"ask": f"{found.KIND}:{found.pk}", **({"update": update} if update else {})}
    return f"{reverse('desk:mailout-new')}?{urlencode(query)}"


def _todo(mailout: MailOut, user: User, now: datetime) -> Iterator[Todo]:
    about = {"title": mailout.title, "count": number(mailout.asked_count)}
    address = page_of(mailout)
    if mailout.state == State.ASKED and may_approve(mailout, user):
        text = _("“%(title)s” waits for a second look, before %(count)s letters go.") % about
        yield Todo(text, address, _("Look at it"), 25, "mail")
    if mailout.state == State.APPROVED and mailout.send_at and mailout.send_at <= now:
        about["moment"] = moment(mailout.send_at)
        text = _("“%(title)s” was to go at %(moment)s: unlock to send it.") % about
        yield Todo(text, address, _("Send it"), 10, "mail")
    if mailout.state == State.PAUSED:
        why = Why(mailout.paused_why).label if mailout.paused_why else ""
        text = _("“%(title)s” stands still. %(why)s") % {**about, "why": why}
        yield Todo(text, address, _("Look at it"), 15, "mail")


def _sent(mailout: MailOut) -> str:
    return number(handed_counts(mailout)["sent"]) if mailout.started_on else ""


def _of_ground(rows: QuerySet[MailOut], value: str) -> QuerySet[MailOut]:
    return rows.filter(belongs=value)


urlpatterns = [path("mailings/", letters, name="mailouts")]
