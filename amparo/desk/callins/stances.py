"""Where an office stands, day by day: what callers heard, visits, acts, and our own judgement.

A newcomer's mistake: one number for a stance. Who heard it, how many and how alike stand beside it,
and an organizer's judgement never hides what callers reported.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amparo.accounts.models import Role
from amparo.callins import figures
from amparo.callins.figures import SCALE, Heard, StanceRecord, Whose
from amparo.callins.models import Judgement
from amparo.callins.operations.judging import judge, remove_judgement
from amparo.campaigns.access import campaign_to_change, campaign_to_see, may_change
from amparo.campaigns.models import Campaign
from amparo.desk.callins.callins import DESK
from amparo.desk.callins.forms import JudgementForm
from amparo.desk.callins.whom import found, key_of
from amparo.desk.fields import sent
from amparo.desk.frame import (
    Column,
    Listing,
    desk_view,
    link_column,
    page_context,
    person,
    show_form,
    show_list,
)
from amparo.lib import dots
from amparo.officials.models import Stance
from amparo.web.templatetags.web import day, number

MOST_DAYS = 40  # on the chart; the latest ones
_AT = {stance.value: row for row, stance in enumerate(SCALE)}


@dataclass(frozen=True)
class Line:
    """One of them in the overview."""

    name: str
    url: str
    heard: dict[str, str]
    judgement: Judgement | None

    @property
    def judged_on(self) -> date | None:
        return self.judgement.judged_on if self.judgement else None


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
@require_safe
def stances(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everybody whom call-in days of a campaign called, with where they stand."""
    campaign = campaign_to_see(person(request), pk)
    listing = Listing(
        title=_("Where they stand"),
        rows=[_line(campaign, whose) for whose in figures.followed(campaign)],
        columns=[
            link_column("who", _("Who"), lambda row: row.url),
            Column("heard", _("What callers heard"), lambda row: row.heard["stance"]),
            Column("by", _("Who heard it"), lambda row: f"{row.heard['by']} {row.heard['sure']}"),
            Column("judgement", _("Our judgement"), _judged),
            Column("judged", _("Judged on"), lambda row: row.judged_on),
        ],
        export_name="stances",
        icon="view",
        empty=_("This campaign has not called anybody yet."),
        crumbs=_crumbs(campaign),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
@require_safe
def stance(request: HttpRequest, pk: UUID, whom: str) -> HttpResponse:
    """One of them: the chart, and everything that it is drawn from."""
    campaign = campaign_to_see(person(request), pk)
    whose = _whose(campaign, whom)
    record = figures.stance_record(campaign, whose)
    crumbs = [*_crumbs(campaign), (_("Where they stand"), reverse("desk:stances", args=[pk]))]
    context = {
        "campaign": campaign,
        "whose": whose,
        "key": key_of(whose),
        "key_slug": key_of(whose).replace(":", "-"),
        "record": record,
        "chart": _chart(record, whose) if record.days else "",
        "heard": _heard(figures.heard_lately(record.lately)),
        "may_change": may_change(person(request), campaign),
        **page_context(whose.name, "view", crumbs),
    }
    return render(request, "desk/callins/stance.html", context)


@desk_view(Role.ORGANIZER)
def judge_stance(request: HttpRequest, pk: UUID, whom: str) -> HttpResponse:
    """Write down our own judgement beside the reports."""
    campaign = campaign_to_change(person(request), pk)
    whose, form = _whose(campaign, whom), JudgementForm(**sent(request))
    if form.is_bound and form.is_valid():
        judge(
            campaign,
            whose.office,
            whose.official,
            **form.cleaned_data,
            judged_by=person(request),
            today=timezone.localdate(),
        )
        messages.success(request, _("It is saved."))
        return redirect(_address(campaign, whose))
    return show_form(
        request,
        title=_("Our judgement: %(name)s") % {"name": whose.name},
        forms=[form],
        submit=_("Save"),
        crumbs=[*_crumbs(campaign), (whose.name, _address(campaign, whose))],
        icon="view",
    )


@desk_view(Role.ORGANIZER)
@require_POST
def unjudge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a judgement back."""
    judgement = get_object_or_404(Judgement.objects.select_related("office", "official"), pk=pk)
    campaign = campaign_to_change(person(request), judgement.campaign_id)
    whose = Whose(judgement.office, judgement.official)
    remove_judgement(judgement, actor=person(request).actor)
    messages.success(request, _("It is taken back."))
    return redirect(_address(campaign, whose))


def _whose(campaign: Campaign, whom: str) -> Whose:
    """Somebody whom this campaign called. Raises Http404."""
    wanted = found(whom.replace("-", ":", 1))
    known = {key_of(each) for each in figures.followed(campaign)}
    if wanted is None or key_of(wanted) not in known:
        raise Http404
    return wanted


def _address(campaign: Campaign, whose: Whose) -> str:
    key = key_of(whose).replace(":", "-")
    return reverse("desk:stance", args=[campaign.pk, key])


def _line(campaign: Campaign, whose: Whose) -> Line:
    record = figures.stance_record(campaign, whose)
    heard = _heard(figures.heard_lately(record.lately))
    judgement = record.judgements[0] if record.judgements else None
    return Line(whose.name, _address(campaign, whose), heard, judgement)


def _judged(row: Line) -> str:
    if row.judgement is None:
        return _("none yet")
    return f"{row.judgement.get_stance_display()} ({row.judgement.get_sureness_display()})"


def _heard(heard: Heard) -> dict[str, str]:
    """The answer in words, who heard it, and how sure that makes us."""
    if not heard.of:
        return {"stance": "", "by": _("Nobody was told anything yet."), "sure": ""}
    by = ngettext(
        "%(count)s of %(of)s caller heard it in the last week with answers.",
        "%(count)s of %(of)s callers heard it in the last week with answers.",
        heard.of,
    )
    return {
        "stance": str(Stance(heard.stance).label),
        "by": by % {"count": number(heard.count), "of": number(heard.of)},
        "sure": {
            "few": _("Too few to lean on."),
            "agreed": _("Most heard the same."),
            "divided": _("They heard different things."),
        }[heard.sureness],
    }


def _chart(record: StanceRecord, whose: Whose) -> str:
    days = _days(record.days)
    counts = {(row, days.index(record.days[column])): count
              for (row, column), count in record.counts.items()
              if record.days[column] in days}  # fmt: skip
    return dots.dots(
        [str(stance.label) for stance in SCALE],
        [day(each) for each in days],
        counts,
        title=_("What callers of %(name)s heard, day by day") % {"name": whose.name},
        marks=_marks(record, days),
        say=number,
    )


def _days(known: list[date]) -> list[date]:
    """Every day from first to last, so that silence shows; only known ones of a long time."""
    first, last = known[0], known[-1]
    if (last - first).days >= MOST_DAYS:
        return known[-MOST_DAYS:]
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _marks(record: StanceRecord, days: list[date]) -> list[dots.Mark]:
    """Our judgements and visits; each says in words what it is."""
    judged = [(each.judged_on, each.stance, _("our judgement")) for each in record.judgements]
    visited = [(each.visited_on, each.stance, _("a visit")) for each in record.visits]
    return [
        dots.Mark(days.index(on), _AT[said], f"{day(on)}, {what}: {Stance(said).label}")
        for on, said, what in [*judged, *visited]
        if said and on in days
    ]


def _crumbs(campaign: Campaign) -> list[tuple[str, str]]:
    return [
        (str(DESK.names.many), DESK.list_url()),
        (campaign.title, reverse("desk:campaign", args=[campaign.pk])),
    ]


urlpatterns = [
    path("campaigns/<uuid:pk>/stances/", stances, name="stances"),
    path("campaigns/<uuid:pk>/stances/<str:whom>/", stance, name="stance"),
    path("campaigns/<uuid:pk>/stances/<str:whom>/judge/", judge_stance, name="stance-judge"),
    path("judgements/<uuid:pk>/remove/", unjudge, name="judgement-remove"),
]
