"""Everybody who pledged to a platform, everything that happened to its planks, every decision on a
resolution: to filter, to sort and to take home. The page of the ask shows the same to be changed.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_see
from amparo.desk.frame import (
    Column,
    Filter,
    Listing,
    Rows,
    desk_view,
    link_column,
    person,
    show_list,
)
from amparo.desk.pledges import platforms, resolutions
from amparo.pledges.models import (
    Adoption,
    BodyKind,
    Outcome,
    Platform,
    Pledge,
    ProofKind,
    Resolution,
    Scope,
    Stage,
    Step,
)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def pledges(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who pledged to a platform, the latest first."""
    platform = action_to_see(Platform, person(request), pk)
    states = [("stands", _("Stands")), ("withdrawn", _("Taken back"))]
    listing = Listing(
        title=_("Who pledged"),
        rows=Pledge.objects.with_words().filter(platform=platform),
        columns=_pledge_columns(),
        filters=[
            Filter("scope", _("To what"), Scope.choices),
            Filter("proof_kind", _("Proof"), ProofKind.choices),
            Filter("state", _("State"), states, _in_state),
        ],
        icon="user",
        empty=_("Nobody yet. We write down who pledged; we endorse nobody."),
        export_name=f"{platform.slug}-pledges",
        crumbs=platforms.DESK.crumbs(platform),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def steps(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far each plank of a platform has come, plank by plank."""
    platform = action_to_see(Platform, person(request), pk)
    of_it = Step.objects.filter(plank__platform=platform)
    listing = Listing(
        title=_("How far it has come"),
        rows=of_it.select_related("jurisdiction", "source", "plank")
        .prefetch_related("plank__texts")
        .order_by("plank__number", "jurisdiction__name", "on"),
        columns=_step_columns(),
        filters=[Filter("stage", _("Stage"), Stage.choices)],
        icon="history",
        empty=_("Nothing yet. What happened to a plank is written down beside it."),
        export_name=f"{platform.slug}-progress",
        crumbs=platforms.DESK.crumbs(platform),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def adoptions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What bodies decided on a resolution, the latest first."""
    resolution = action_to_see(Resolution, person(request), pk)
    listing = Listing(
        title=_("What bodies decided"),
        rows=Adoption.objects.filter(resolution=resolution),
        columns=_adoption_columns(),
        filters=[
            Filter("outcome", _("Outcome"), Outcome.choices),
            Filter("body_kind", _("Kind of body"), BodyKind.choices),
        ],
        icon="doc-full",
        empty=_("Nothing yet. Print the kit, and ask whoever takes one to tell how it went."),
        export_name=f"{resolution.slug}-decisions",
        crumbs=resolutions.DESK.crumbs(resolution),
    )
    return show_list(request, listing)


def _pledge_columns() -> list[Column]:
    return [
        Column("given", _("Day"), lambda row: row.given_on, "given_on"),
        link_column("name", _("Name"), _public_page),
        Column("office", _("Office"), lambda row: row.office.holder_title or row.office.name),
        Column("scope", _("To what"), lambda row: row.get_scope_display(), "scope"),
        Column("planks", _("Planks"), _planks),
        Column("proof", _("Proof"), lambda row: row.get_proof_kind_display(), "proof_kind"),
        Column("withdrawn", _("Taken back"), lambda row: row.withdrawn_on, "withdrawn_on"),
        Column("by", _("Written down by"), lambda row: row.recorded_by, "recorded_by"),
    ]


def _step_columns() -> list[Column]:
    return [
        Column("plank", _("Plank"), lambda row: f"{row.plank.number}. {row.plank.title}"),
        Column("where", _("Where"), lambda row: row.jurisdiction.name, "jurisdiction__name"),
        Column("stage", _("Stage"), lambda row: row.get_stage_display(), "stage"),
        Column("on", _("Day"), lambda row: row.on, "on"),
        Column("measure", _("What it is called"), lambda row: row.measure),
        Column("source", _("Source"), lambda row: row.source.title),
    ]


def _adoption_columns() -> list[Column]:
    return [
        Column("on", _("Day"), lambda row: row.decided_on, "decided_on"),
        Column("body", _("Body"), lambda row: row.body_name, "body_name"),
        Column("kind", _("Kind of body"), lambda row: row.get_body_kind_display(), "body_kind"),
        Column("town", _("Town"), lambda row: row.town, "town"),
        Column("county", _("County"), lambda row: row.county_name, "county"),
        Column("outcome", _("Outcome"), lambda row: row.get_outcome_display(), "outcome"),
        Column("changes", _("What it changed"), lambda row: row.changes),
    ]


def _in_state(rows: Rows, value: str) -> Rows:
    return rows.filter(withdrawn_on__isnull=value == "stands")


def _public_page(pledge: Pledge) -> str:
    return reverse("pledges:pledge", args=[pledge.platform.slug, pledge.pk])


def _planks(pledge: Pledge) -> str:
    return ", ".join(str(plank.number) for plank in pledge.planks.all())


urlpatterns = [
    path("platforms/<uuid:pk>/pledges/", pledges, name="platform-pledges"),
    path("platforms/<uuid:pk>/steps/", steps, name="platform-steps"),
    path("resolutions/<uuid:pk>/adoptions/", adoptions, name="resolution-adoptions"),
]
