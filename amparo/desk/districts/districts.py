"""Districts at the desk: which there are, whether their boundary and their seat are known."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.desk.districts.forms import DistrictForm
from amparo.desk.fields import sent
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    confirm,
    desk_view,
    link_column,
    person,
    show_form,
    show_list,
)
from amparo.places.models import District, DistrictKind
from amparo.places.models.districts import code_of
from amparo.places.operations.districts import CannotRemove, remove_district, save_district
from amparo.web.pagecache import bump

ICON = "site"
_COLUMNS = (
    "kind", "jurisdiction", "code", "ocd_id", "since_on", "until_on", "source_title", "source_url",
    "checked_on",
)  # fmt: skip


@desk_view(Role.ORGANIZER)
def districts(request: HttpRequest) -> HttpResponse:
    """All of them, with how much is known of each."""
    listing = Listing(
        title=_("Districts"),
        rows=_counted(),
        columns=_columns(),
        filters=[
            Filter(
                "kind",
                _("Kind"),
                DistrictKind.choices,
            ),
            Filter(
                "lacks",
                _("What is missing"),
                [("boundary", _("Boundary")), ("seat", _("Seat")), ("precincts", _("Precincts"))],
                _lacking,
            ),
        ],
        search=_search,
        icon=ICON,
        empty=_("No district yet. Bring the files of your Secretary of State."),
        export_name="districts",
        buttons=[
            Button(_("Bring a file"), reverse("desk:district-file-new"), "upload", is_primary=True),
            Button(
                _("Files of districts and officials"), reverse("desk:district-files"), "list-ul"
            ),
            Button(_("New district"), reverse("desk:district-new"), "plus"),
        ],
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, District(checked_on=timezone.localdate()), _("New district"))


@desk_view(Role.ORGANIZER)
def district(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(District.objects.select_related("jurisdiction"), pk=pk)
    return _edit(request, found, found.name)


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(District.objects.select_related("jurisdiction"), pk=pk)
    back = reverse("desk:district", args=[pk])
    if request.method != "POST":
        return confirm(
            request,
            title=_("Remove %(name)s") % {"name": found.name},
            goes=[_("%(name)s, with its boundaries.") % {"name": found.name}],
            submit=_("Delete it"),
            back=back,
            crumbs=_crumbs(),
        )
    try:
        remove_district(found, actor=person(request).actor)
    except CannotRemove:
        messages.error(request, _("Something still names it: a seat, or precincts."))
        return redirect(back)
    return _saved(request)


def _edit(request: HttpRequest, found: District, title: str) -> HttpResponse:
    form = DistrictForm(initial=_initial(found), **sent(request))
    if form.is_bound and form.is_valid() and _is_free(form, found):
        given = form.cleaned_data
        for name in _COLUMNS:
            setattr(found, name, given[name])
        found.code, found.ocd_id = code_of(given["code"]), given["ocd_id"] or None
        save_district(found, actor=person(request).actor)
        return _saved(request)
    return show_form(
        request,
        title=title,
        forms=[form],
        submit=_("Save"),
        crumbs=_crumbs(),
        icon=ICON,
        template="desk/districts/district.html",
        context={"district": found, "offices": _offices(found)},
    )


def _is_free(form: DistrictForm, found: District) -> bool:
    """No other district of this number or id; said beside the field where there is one."""
    given, others = form.cleaned_data, District.objects.exclude(pk=found.pk)
    same = {"jurisdiction": given["jurisdiction"], "kind": given["kind"]}
    if others.filter(**same, code=code_of(given["code"])).exists():
        form.add_error("code", _("There is a district of this number already."))
    if given["ocd_id"] and others.filter(ocd_id=given["ocd_id"]).exists():
        form.add_error("ocd_id", _("Another district has this id."))
    return form.is_valid()


def _initial(found: District) -> dict[str, Any]:
    """What stands there; the government of a new one is not chosen yet."""
    known = {name: getattr(found, name, None) for name in _COLUMNS if name != "jurisdiction"}
    return {**known, "jurisdiction": found.jurisdiction if found.jurisdiction_id else None}


def _offices(found: District) -> list[Any]:
    return list(found.offices.prefetch_related("names")) if found.pk else []


def _counted() -> QuerySet[District]:
    counted = District.objects.select_related("jurisdiction").annotate(
        boundary_count=Count("boundaries", distinct=True),
        seat_count=Count("offices", distinct=True),
        unit_count=Count("units", distinct=True),
    )
    return counted.order_by("jurisdiction__name", "kind", "code")


def _lacking(rows: QuerySet[District], what: str) -> QuerySet[District]:
    return rows.filter(
        **{{"boundary": "boundary_count", "seat": "seat_count", "precincts": "unit_count"}[what]: 0}
    )


def _columns() -> list[Column]:
    return [
        link_column("name", _("District"), lambda row: reverse("desk:district", args=[row.pk])),
        Column("government", _("Government"), lambda row: row.jurisdiction.name),
        Column(
            "boundary",
            _("Boundary"),
            lambda row: _("known") if row.boundary_count else "",
            "boundary_count",
        ),
        Column("precincts", _("Precincts"), lambda row: row.unit_count, "unit_count", None, True),
        Column("seat", _("Seat"), lambda row: _("known") if row.seat_count else "", "seat_count"),
        Column("id", "OCD", lambda row: row.ocd_id or "", "ocd_id"),
        Column("checked", _("Checked on"), lambda row: row.checked_on, "checked_on"),
    ]


def _search(rows: QuerySet[District], words: str) -> QuerySet[District]:
    by_place = rows.filter(jurisdiction__name__icontains=words)
    return (by_place | rows.filter(code__iexact=words)).distinct()


def _saved(request: HttpRequest) -> HttpResponse:
    bump()
    messages.success(request, _("It is saved."))
    return redirect("desk:districts")


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Districts"), reverse("desk:districts"))]


urlpatterns = [
    path("districts/", districts, name="districts"),
    path("districts/new/", new, name="district-new"),
    path("districts/<int:pk>/", district, name="district"),
    path("districts/<int:pk>/remove/", remove, name="district-remove"),
]
