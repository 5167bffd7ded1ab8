"""All claims, and the page of one: what it says, what it stands on, where it is cited."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.campaigns.twins import compare_texts
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    desk_view,
    page_context,
    person,
    show_list,
)
from amparo.evidence import citing
from amparo.evidence.access import claim_to_change
from amparo.evidence.models import Citation, Claim, Disagreement, Status, Topic
from amparo.evidence.wording import figure, time_of
from amparo.places.naming import named_in

FIELDS = ("sentence", "unit", "note")


@desk_view(Role.ORGANIZER)
def claims(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        title=_("Claims"),
        icon="openquote",
        rows=Claim.objects.with_words()
        .annotate(source_count=Count("cited_sources", distinct=True))
        .order_by("topic", "key"),
        columns=[
            Column("claim", _("Claim"), _link),
            Column("figure", _("Figure"), lambda claim: figure(claim, claim.text())),
            Column("time", _("Of when"), time_of, sort="starts_on"),
            Column("mark", _("How to cite it"), _mark),
            Column("state", _("State"), _state),
            Column("checked", _("Checked on"), lambda c: c.checked_on, sort="checked_on"),
        ],
        filters=[
            Filter("topic", _("Topic"), Topic.choices),
            Filter("state", _("State"), Status.choices, lambda rows, v: rows.filter(status=v)),
        ],
        search=lambda rows, words: rows.filter(
            Q(texts__sentence__icontains=words) | Q(key__icontains=words)
        ).distinct(),
        export_name="claims",
        buttons=[
            Button(_("New claim"), reverse("desk:claim-new"), "plus", is_primary=True),
            Button(_("Sources"), reverse("desk:sources"), "link"),
            Button(_("Public page"), reverse("evidence:evidence"), "view"),
        ],
        empty=_("No claim yet. One takes two minutes: a sentence, a figure, where it is from."),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def claim(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = claim_to_change(person(request), pk)
    texts = list(found.texts.all())
    context = {
        "claim": found,
        "texts": [(text, figure(found, text)) for text in texts],
        "time": time_of(found),
        "report": {"notes": compare_texts(texts, FIELDS, places=named_in(*map(_said, texts)))},
        "disagreements": disagreements_of(found),
        "places": places_of(found),
        "changes": found.changes.all(),
        "earlier": found.earlier.with_words(),
        "public_url": reverse("evidence:evidence") + f"#{found.key}",
        **page_context(found.sentence, "openquote", [(_("Claims"), reverse("desk:claims"))]),
    }
    return render(request, "desk/evidence/claim.html", context)


def crumbs(claim: Claim) -> list[tuple[str, str]]:
    here = reverse("desk:claim", args=[claim.pk])
    return [(_("Claims"), reverse("desk:claims")), (claim.sentence, here)]


def disagreements_of(claim: Claim) -> list[tuple[Disagreement, Claim]]:
    """(disagreement, who says otherwise)."""
    rows = Disagreement.objects.filter(Q(one=claim) | Q(other=claim)).prefetch_related("texts")
    rows = rows.select_related("one", "other")
    return [(each, each.other if each.one_id == claim.pk else each.one) for each in rows]


def places_of(claim: Claim) -> list[dict[str, Any]]:
    """Where it is cited, each place once, those first that wait for somebody to look."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in Citation.objects.filter(claim=claim):
        key = (row.place_kind, row.place_id)
        entry = found.setdefault(key, {"kind": citing.kind_name(row.place_kind), "why": ""})
        entry["look_url"] = reverse("desk:place", args=key)
        entry["why"] = entry["why"] or (row.get_why_look_display() if row.to_look_since else "")
    known = citing.places(found)
    for key, entry in found.items():
        entry["place"] = known.get(key)
    return sorted(found.values(), key=lambda entry: not entry["why"])


def _link(claim: Claim) -> str:
    return format_html(
        '<a href="{}">{}</a>', reverse("desk:claim", args=[claim.pk]), claim.sentence
    )


def _mark(claim: Claim) -> str:
    return format_html("<code>{}</code>", claim.mark)


def _state(claim: Any) -> str:
    if not claim.source_count:
        return _("Has no source: shown nowhere")
    return str(claim.get_status_display())


def _said(text: Any) -> str:
    return f"{text.sentence}\n{text.note}"


urlpatterns = [
    path("evidence/", claims, name="claims"),
    path("evidence/<uuid:pk>/", claim, name="claim"),
]
