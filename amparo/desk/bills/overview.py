"""All bills at the desk, and the page of one: what we say of it, what we know, what names it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.bills.models import Bill, Position, Session, Stage
from amparo.bills.operations.bills import check_bill, follow, let_go, remove_bill
from amparo.bills.shown import address, related, steps_of, texts_of, votes_of
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    confirm,
    desk_view,
    page_context,
    person,
    show_list,
)
from amparo.evidence import citing


@desk_view(Role.ORGANIZER)
def bills(request: HttpRequest) -> HttpResponse:
    """Those that we follow come first; the filter shows all that was imported."""
    listing = Listing(
        title=_("Bills"),
        icon="doc-full",
        rows=Bill.objects.with_words().order_by("-is_followed", "-session__first_year", "key"),
        columns=[
            Column("number", _("Bill"), _link, sort="key", csv=str),
            Column("name", _("What it does"), lambda bill: bill.name[:120]),
            Column("session", _("Session"), lambda bill: bill.session.name),
            Column("stage", _("Where it stands"), lambda bill: bill.get_stage_display()),
            Column("position", _("Our position"), lambda bill: bill.get_position_display()),
            Column("followed", _("Followed"), lambda b: _("Yes") if b.is_followed else ""),
            Column("checked", _("Checked on"), lambda b: b.checked_on, sort="checked_on"),
        ],
        filters=[
            Filter("followed", _("Followed"), _YES_NO, _keep_followed),
            Filter("session", _("Session"), _sessions()),
            Filter("stage", _("Where it stands"), Stage.choices, lambda r, v: r.filter(stage=v)),
            Filter(
                "position", _("Our position"), Position.choices, lambda r, v: r.filter(position=v)
            ),
        ],
        search=lambda rows, words: rows.filter(
            Q(identifier__icontains=words)
            | Q(key__icontains=words)
            | Q(title__icontains=words)
            | Q(texts__title__icontains=words)
        ).distinct(),
        export_name="bills",
        buttons=[
            Button(_("Add a bill"), reverse("desk:bill-new"), "plus", is_primary=True),
            Button(_("Import a file"), reverse("desk:bill-import"), "download"),
            Button(_("Imports"), reverse("desk:bill-imports"), "history"),
            Button(_("Add a session"), reverse("desk:bill-session"), "plus"),
        ],
        empty=_("No bill yet. Import a file, or add one by hand."),
    )
    return show_list(request, listing)


_YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def _keep_followed(rows: Any, value: str) -> Any:
    return rows.filter(is_followed=value == "yes")


def _sessions() -> list[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in Session.objects.all()]


def _link(bill: Bill) -> str:
    url = reverse("desk:bill", args=[bill.pk])
    return format_html('<a href="{}">{}</a>', url, bill.identifier)


@desk_view(Role.ORGANIZER)
def bill(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = bill_to_change(pk)
    mentions = list(found.mentions.all())
    places = citing.places([(each.place_kind, each.place_id) for each in mentions])
    context = {
        "bill": found,
        "texts": list(found.texts.all()),
        "steps": steps_of(found),
        "hearings": list(found.hearings.kept().by_date().select_related("body")),
        "votes": votes_of(found),
        "sponsors": list(found.sponsors.kept()),
        "related": related(found),
        "relations": list(found.relations.kept()),
        "legal_texts": texts_of(found),
        "sources": list(found.sources.all()),
        "mentions": [
            (each, places[each.place_kind, each.place_id], citing.kind_name(each.place_kind))
            for each in mentions
            if (each.place_kind, each.place_id) in places
        ],
        "public_url": address(found) if found.is_followed else "",
        **page_context(found.identifier, "doc-full", [(_("Bills"), reverse("desk:bills"))]),
    }
    return render(request, "desk/bills/bill.html", context)


@require_POST
@desk_view(Role.ORGANIZER)
def set_followed(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = bill_to_change(pk)
    follow(found, is_followed=not found.is_followed, actor=person(request).actor)
    said = (
        _("We follow it: it has a public page.") if found.is_followed else _("No longer followed.")
    )
    messages.success(request, said)
    return redirect("desk:bill", pk=pk)


@require_POST
@desk_view(Role.ORGANIZER)
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    check_bill(bill_to_change(pk), actor=person(request).actor, now=timezone.now())
    messages.success(request, _("Noted: checked today."))
    return redirect("desk:bill", pk=pk)


@require_POST
@desk_view(Role.ORGANIZER)
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let imports write again what was corrected by hand."""
    let_go(bill_to_change(pk), actor=person(request).actor)
    messages.success(request, _("The next import may change these fields again."))
    return redirect("desk:bill", pk=pk)


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = bill_to_change(pk)
    if request.method == "POST":
        remove_bill(found, actor=person(request).actor)
        messages.success(request, _("It is removed."))
        return redirect("desk:bills")
    return confirm(
        request,
        title=_("Remove this bill"),
        goes=[
            f"{found.identifier}: {found.name[:200]}",
            _("Its steps, votes, hearings and %(count)s texts.")
            % {"count": found.legal_texts.count()},
        ],
        submit=_("Remove it"),
        back=reverse("desk:bill", args=[pk]),
        crumbs=crumbs(found),
    )


def say_flagged(request: HttpRequest, count: int) -> None:
    """What waits on the start page because wording moved; nothing where nothing does."""
    if not count:
        return
    said = ngettext(
        "%(count)s text of ours names a bill that it was in before: somebody should look.",
        "%(count)s texts of ours name a bill that it was in before: somebody should look.",
        count,
    )
    messages.warning(request, said % {"count": count})


def bill_to_change(pk: UUID) -> Bill:
    return get_object_or_404(Bill.objects.with_words(), pk=pk)


def crumbs(bill: Bill) -> list[tuple[str, str]]:
    return [
        (_("Bills"), reverse("desk:bills")),
        (bill.identifier, reverse("desk:bill", args=[bill.pk])),
    ]


urlpatterns = [
    path("bills/", bills, name="bills"),
    path("bills/<uuid:pk>/", bill, name="bill"),
    path("bills/<uuid:pk>/follow/", set_followed, name="bill-follow"),
    path("bills/<uuid:pk>/check/", check, name="bill-check"),
    path("bills/<uuid:pk>/release/", release, name="bill-release"),
    path("bills/<uuid:pk>/remove/", remove, name="bill-remove"),
]
