"""The list of campaigns, and one campaign's page: what it lacks, what it has, what comes next."""

from datetime import datetime, timedelta
from functools import partial
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role, User
from amparo.campaigns.access import (
    campaign_to_change,
    campaign_to_see,
    campaigns_to_change,
    campaigns_to_see,
    may_change,
)
from amparo.campaigns.citations import sources_of
from amparo.campaigns.models import Campaign, Kind, State
from amparo.campaigns.operations.campaigns import close_campaign, open_campaign
from amparo.campaigns.shown import partners_of, url_of
from amparo.campaigns.twins import compare
from amparo.desk import asks
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
from amparo.desk.moves import confirm_then, open_or_ask
from amparo.desk.today import Todo
from amparo.web.templatetags.web import day

CONSENT_WARNING = timedelta(days=14)  # before a consent runs out


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign that this person may see."""
    user = person(request)
    listing = Listing(
        title=_("Campaigns"),
        rows=campaigns_to_see(user).with_texts().select_related("keyspace"),
        columns=_columns(),
        filters=[
            Filter("state", _("State"), State.choices),
            Filter("kind", _("Kind"), Kind.choices),
        ],
        search=_search,
        icon="clipboard-list",
        empty=_("No campaign yet. A title, an aim and two days are enough to begin."),
        export_name="campaigns",
        buttons=_list_buttons(user),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def campaign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One campaign: what it lacks, what belongs to it, and one thing to do next."""
    found = campaign_to_see(person(request), pk)
    context: dict[str, Any] = {
        "campaign": found,
        "may_change": may_change(person(request), found),
        "report": compare(found),
        "texts": {text.language: text for text in found.texts.all()},
        "asks": asks.rows_of(found),
        "new_asks": asks.new_links(found),
        "partners": partners_of(found),
        "targets": found.targets.with_names(),
        "milestones": found.milestones.prefetch_related("texts"),
        "sources": sources_of(found),
        "cases": campaigns_to_see(person(request)).in_umbrella(found).with_texts(),
        "roles": found.roles.select_related("user"),
        "consent": found.consent(timezone.localdate()),
        "consents": found.consents.all(),
        "public_url": url_of(found, (found.wanted_languages() or settings.SITE_LANGUAGES)[0]),
        "today": timezone.localdate(),
        **page_context(
            found.title, "clipboard-list", [(_("Campaigns"), reverse("desk:campaigns"))]
        ),
    }
    return render(request, "desk/campaigns/page.html", context)


@desk_view(Role.ORGANIZER)
def open_(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open it; where a language is missing, first ask by when it will be there."""
    found = campaign_to_change(person(request), pk)
    return open_or_ask(
        request,
        found,
        open_campaign,
        back=reverse("desk:campaign", args=[pk]),
        crumbs=crumbs(found),
        icon="clipboard-list",
        opened=_("It is open: everybody can see it."),
        no_words=_("It has no complete text yet: title, aim and summary."),
    )


@desk_view(Role.ORGANIZER)
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End it today."""
    found = campaign_to_change(person(request), pk)
    shredded = timezone.localdate() + timedelta(days=30)
    return confirm_then(
        request,
        partial(close_campaign, found, actor=person(request).actor, now=timezone.now()),
        title=_("End “%(title)s” today") % {"title": found.title},
        goes=[
            _("Its asks take no more names from now on."),
            _("On %(day)s everything that supporters told it is shredded.")
            % {"day": day(shredded)},
            _("Its page stays and says that it has ended."),
        ],
        submit=_("End it"),
        back=reverse("desk:campaign", args=[pk]),
        crumbs=crumbs(found),
        done=_("It has ended. Thank you."),
        refused=_("It is not open."),
    )


def todos(user: User, now: datetime) -> list[Todo]:
    """What campaigns need from this person today."""
    if not user.is_organizer:
        return []
    mine = campaigns_to_change(user).exclude(state=State.CLOSED).with_texts()
    return [todo for each in mine for todo in _todos_of(each, now)]


def _todos_of(campaign: Campaign, now: datetime) -> list[Todo]:
    found = []
    names = {"title": campaign.title}
    edit = reverse("desk:campaign-edit", args=[campaign.pk])
    if campaign.is_promise_broken(now):
        text = _("“%(title)s”: the promised language is late.") % names
        found.append(Todo(text, edit, _("Write it"), 0, "warning"))
    elif campaign.state == State.OPEN and campaign.missing_languages():
        text = _("“%(title)s” lacks a language.") % names
        found.append(Todo(text, edit, _("Write it"), 10, "edit"))
    return found + _consent_todos(campaign, now)


def _consent_todos(campaign: Campaign, now: datetime) -> list[Todo]:
    today = timezone.localdate(now)
    standing = [each for each in campaign.consents.all() if each.is_standing]
    last = max((each.expires_on for each in standing), default=None)
    if not campaign.is_case or last is None or last > today + CONSENT_WARNING:
        return []
    text = _("“%(title)s”: the consent ends on %(day)s.") if last >= today else _(
        "“%(title)s” is off the public pages: its consent ended on %(day)s."
    )  # fmt: skip
    address = reverse("desk:campaign-consent", args=[campaign.pk])
    said = text % {"title": campaign.title, "day": day(last)}
    return [Todo(said, address, _("Ask again"), 15, "warning")]


def crumbs(campaign: Campaign) -> list[tuple[str, str]]:
    """The way back from a page that belongs to a campaign."""
    return [
        (_("Campaigns"), reverse("desk:campaigns")),
        (campaign.title, reverse("desk:campaign", args=[campaign.pk])),
    ]


def _list_buttons(user: User) -> list[Button]:
    if not user.is_organizer:
        return []
    return [Button(_("New campaign"), reverse("desk:campaign-new"), "plus", is_primary=True)]


def _columns() -> list[Column]:
    return [
        link_column(
            "title",
            _("Title"),
            lambda row: reverse("desk:campaign", args=[row.pk]),
            attrgetter("title"),
        ),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), "kind"),
        Column("state", _("State"), lambda row: row.get_state_display(), "state"),
        Column("languages", _("Languages"), _languages),
        Column("opens", _("Opens on"), lambda row: row.opens_on, "opens_on"),
        Column("closes", _("Ends on"), lambda row: row.closes_on, "closes_on"),
        Column("shredded", _("Shredded on"), _shred_day, "keyspace__shred_on"),
    ]


def _languages(row: Campaign) -> str:
    """Which languages are there and which are missing: "EN ✓ ES –"."""
    whole = {text.language for text in row.texts.all() if text.is_complete}
    return " ".join(
        f"{code.upper()} {'✓' if code in whole else '–'}" for code in row.wanted_languages()
    )


def _shred_day(row: Campaign) -> Any:
    return row.keyspace.shredded_on or row.keyspace.shred_on


def _search(rows: QuerySet[Campaign], words: str) -> QuerySet[Campaign]:
    return (
        rows.filter(texts__title__icontains=words) | rows.filter(slug__icontains=words)
    ).distinct()


urlpatterns = [
    path("campaigns/", campaigns, name="campaigns"),
    path("campaigns/<uuid:pk>/", campaign, name="campaign"),
    path("campaigns/<uuid:pk>/open/", open_, name="campaign-open"),
    path("campaigns/<uuid:pk>/close/", close, name="campaign-close"),
]
