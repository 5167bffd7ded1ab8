"""The list of one kind of ask, one ask's page at the desk, and how it will look in public."""

from datetime import datetime, timedelta
from functools import partial
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.accounts.models import Role, User
from amparo.campaigns.access import action_to_see, actions_to_see, campaigns_to_see, may_change
from amparo.campaigns.actions import Action, ActionState
from amparo.campaigns.twins import compare
from amparo.desk.asks.desks import DeskFacts, day_of, number_column
from amparo.desk.asks.registry import panels_of
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    desk_view,
    link_column,
    page_context,
    person,
    show_list,
)
from amparo.lib.dates import week_of
from amparo.supporters import figures
from amparo.web.templatetags.web import language_name


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def show_all(request: HttpRequest, desk: DeskFacts[Any]) -> HttpResponse:
    """Every ask of this kind that this person may see."""
    user = person(request)
    listing = Listing(
        title=str(desk.names.many),
        rows=actions_to_see(desk.model, user),
        columns=_columns(desk),
        filters=[
            Filter("state", _("State"), ActionState.choices),
            Filter("campaign", _("Campaign"), _campaigns(user), _of_campaign),
            *desk.filters(user),
        ],
        search=_search,
        icon=desk.icon,
        empty=str(desk.names.empty),
        export_name=desk.folder,
        buttons=_list_buttons(desk, user),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def show_one(request: HttpRequest, desk: DeskFacts[Any], pk: UUID) -> HttpResponse:
    """One ask: its figures, what it lacks, what belongs to it, and what comes next."""
    found = action_to_see(desk.model, person(request), pk)
    may = may_change(person(request), found.campaign)
    context: dict[str, Any] = {
        "ask": found,
        "names": desk.names,
        "desk": desk,
        "at": _addresses(desk, found),
        "may_change": may,
        "report": compare(found),
        "buttons": desk.buttons(person(request), found),
        "languages": _languages_of(desk, found),
        "panels": panels_of(request, found, may),
        **(figures_of(found) if desk.has_cards else {}),
        **_records_of(desk, found),
        **page_context(found.title, desk.icon, [(str(desk.names.many), desk.list_url())]),
        **desk.panels(request, found),
    }
    return render(request, desk.template, context)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def preview(request: HttpRequest, desk: DeskFacts[Any], pk: UUID, language: str) -> HttpResponse:
    """How it will look in public, in one language."""
    found = action_to_see(desk.model, person(request), pk)
    if desk.preview is None or language not in settings.SITE_LANGUAGES or not found.texts.all():
        raise Http404
    name = f"desk:{desk.name}-preview"
    others = {code: reverse(name, args=[pk, code]) for code in settings.SITE_LANGUAGES}
    with override(language):
        return desk.preview(request, found, others)


def figures_of(found: Action) -> dict[str, Any]:
    """How many put their names to it: in all, this week and last, and who waits."""
    counts = dict(figures.weekly_counts(found.pk))
    monday = week_of(timezone.localdate())
    return {
        "tally": figures.tally(found.pk),
        "this_week": (counts.get(monday, 0), counts.get(monday - timedelta(days=7), 0)),
        "waiting": figures.waiting(found.pk),
    }


def _addresses(desk: DeskFacts[Any], found: Action) -> dict[str, str]:
    known = ["edit", "open", "close", "delete"]
    known += ["win"] if desk.can_win else []
    known += ["update-new"] if desk.has_updates else []
    known += ["delivery-new"] if desk.has_deliveries else []
    return {each.replace("-", "_"): desk.at(each, found) for each in known}


def _records_of(desk: DeskFacts[Any], found: Action) -> dict[str, Any]:
    """Updates and deliveries, each with the words of the desk's language."""
    language = settings.LANGUAGE_CODE
    return {
        "updates": [
            (each, each.text_for(language), desk.at("update", each), desk.at("update-remove", each))
            for each in (found.updates.prefetch_related("texts") if desk.has_updates else ())
        ],
        "deliveries": [
            (each, each.text_for(language), desk.at("delivery-remove", each))
            for each in (found.deliveries.prefetch_related("texts") if desk.has_deliveries else ())
        ],
    }


def _languages_of(desk: DeskFacts[Any], found: Action) -> list[dict[str, Any]]:
    """Per language: its name, public address, preview and links; "" for what is not yet."""
    now = timezone.now()
    return [_links(desk, found, code, now) for code in settings.SITE_LANGUAGES]


def _links(desk: DeskFacts[Any], found: Action, code: str, now: datetime) -> dict[str, Any]:
    is_shown = desk.preview is not None and found.any_text() is not None
    shown = reverse(f"desk:{desk.name}-preview", args=[found.pk, code]) if is_shown else ""
    name = language_name(code).capitalize()
    public = ""
    if found.is_public_in(code, now):
        with override(code):
            public = desk.public_path(found)
    return {"name": name, "public": public, "preview": shown, "links": desk.links(found, code, now)}


def _columns(desk: DeskFacts[Any]) -> list[Column]:
    return [
        link_column("title", _("Title"), partial(desk.at, ""), attrgetter("title")),
        Column("campaign", _("Campaign"), lambda row: row.campaign.title),
        Column("state", _("State"), lambda row: row.get_state_display(), "state"),
        Column("languages", _("Languages"), _languages),
        *desk.columns(),
        number_column("goal", _("Goal"), lambda row: row.goal, "goal"),
        Column("closes", _("Closes"), lambda row: day_of(row.closes_at), "closes_at"),
    ]


def _languages(row: Action) -> str:
    """Which languages are whole: "EN ✓ ES –"."""
    missing = row.missing_languages()
    wanted = row.campaign.wanted_languages()
    return " ".join(f"{code.upper()} {'–' if code in missing else '✓'}" for code in wanted)


def _campaigns(user: User) -> list[tuple[str, str]]:
    return [(str(each.pk), each.title) for each in campaigns_to_see(user).with_texts()]


def _of_campaign(rows: QuerySet[Any], pk: str) -> QuerySet[Any]:
    return rows.filter(campaign_id=pk)


def _search(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    found = rows.filter(texts__title__icontains=words) | rows.filter(slug__icontains=words)
    return found.distinct()


def _list_buttons(desk: DeskFacts[Any], user: User) -> list[Button]:
    if not user.is_organizer:
        return [*desk.list_buttons(user)]
    new = Button(str(desk.names.new), reverse(f"desk:{desk.name}-new"), "plus", is_primary=True)
    return [new, *desk.list_buttons(user)]
