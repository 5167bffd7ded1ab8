"""Sheriffs, police and jails at the desk: which there are, added and changed by hand.

A newcomer's mistake: the county itself as its jail. Whoever books people into a jail needs the jail
as an agency of its own; a city's page follows its arrested there.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role
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
from amparo.desk.placefields import PlaceField
from amparo.desk.policies.parts import ABOVE, parts
from amparo.places.models import AGENCIES, Jurisdiction, Kind
from amparo.policies.importers.agencylists import ORI
from amparo.policies.operations.keptagencies import CannotRemove, remove_agency, save_agency
from amparo.web.forms import LineField

ICON = "group"


class AgencyForm(forms.Form):
    """An agency: what it is, whose it is, the FBI's code of it."""

    name = LineField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("Rice County Sheriff's Office; Rice County Jail."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(kind.value, kind.label) for kind in AGENCIES]
    )
    parent = PlaceField(
        label=gettext_lazy("Of which government"),
        kinds=(Kind.STATE, Kind.COUNTY, Kind.CITY, Kind.TOWN, Kind.TRIBE),
        help_text=gettext_lazy("The county, the city or the state that it answers to."),
    )
    ori = LineField(
        label=gettext_lazy("ORI"),
        required=False,
        max_length=9,
        help_text=gettext_lazy("The FBI's code of the agency, nine signs: MN0660000."),
    )

    def __init__(self, *args: Any, found: Jurisdiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found

    def clean_ori(self) -> str:
        typed = self.cleaned_data["ori"].upper()
        if typed and not ORI.fullmatch(typed):
            raise forms.ValidationError(_("An ORI has nine signs: two letters of the state, then "
                                          "seven letters and digits."))  # fmt: skip
        other = self._others().filter(ori=typed).first() if typed else None
        if other is not None:
            raise forms.ValidationError(_("%(name)s has this ORI.") % {"name": other.name})
        return typed

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if {"name", "parent"} <= given.keys():
            same = self._others().filter(kind__in=AGENCIES, state=given["parent"].state)
            if same.filter(name__iexact=given["name"]).exists():
                self.add_error("name", _("There is an agency of this name in its state already."))
        return given

    def _others(self) -> Any:
        return Jurisdiction.objects.exclude(pk=self.found.pk)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def agencies(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        title=_("Sheriffs, police, jails"),
        icon=ICON,
        above=ABOVE,
        context=parts(request),
        rows=Jurisdiction.objects.filter(kind__in=AGENCIES).select_related("parent"),
        columns=[
            link_column("name", _("Agency"), lambda a: reverse("desk:agency", args=[a.pk]),
                        lambda a: a.name, sort="name"),
            Column("kind", _("Kind"), lambda a: a.get_kind_display(), sort="kind"),
            Column("of", _("Of"), lambda a: a.parent.name if a.parent else "",
                   sort="parent__name"),
            Column("state", _("State"), lambda a: a.state, sort="state"),
            Column("ori", _("ORI"), lambda a: a.ori, sort="ori"),
        ],
        filters=[Filter("kind", _("Kind"), [(kind.value, str(kind.label)) for kind in AGENCIES])],
        search=lambda rows, words: rows.filter(name__icontains=words)
        | rows.filter(parent__name__icontains=words) | rows.filter(ori__iexact=words),
        export_name="agencies",
        buttons=_buttons(request),
        crumbs=_crumbs()[:1],
        empty=_("No agency yet. The FBI's public list of agencies comes in as a file; a jail is "
                "written by hand."),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, Jurisdiction(kind=Kind.JAIL), _("New agency"))


@desk_view(Role.ORGANIZER)
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    return _edit(request, found, found.name)


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """For one written by mistake; whatever is known of it keeps it."""
    found = _found(pk)
    back = reverse("desk:agency", args=[pk])
    if request.method != "POST":
        return confirm(
            request,
            title=_("Remove %(name)s") % {"name": found.name},
            goes=[found.name],
            submit=_("Remove it"),
            back=back,
            crumbs=_crumbs(),
        )
    try:
        remove_agency(found, actor=person(request).actor)
    except CannotRemove:
        messages.error(request, _("Something still names it: a fact, custody, an office."))
        return redirect(back)
    messages.success(request, _("It is removed."))
    return redirect("desk:agencies")


def _edit(request: HttpRequest, found: Jurisdiction, title: str) -> HttpResponse:
    names = ("name", "kind", "parent", "ori")
    initial = {name: getattr(found, name) for name in names}
    form = AgencyForm(found=found, initial=initial, **sent(request))
    if form.is_bound and form.is_valid():
        for name in names:
            setattr(found, name, form.cleaned_data[name])
        save_agency(found, actor=person(request).actor)
        messages.success(request, _("Saved."))
        return redirect("desk:agencies")
    return show_form(
        request,
        title=title,
        forms=[form],
        submit=_("Save"),
        crumbs=_crumbs(),
        icon=ICON,
        template="desk/policies/agency.html",
        context={"agency": found},
    )


def _found(pk: int) -> Jurisdiction:
    rows = Jurisdiction.objects.filter(kind__in=AGENCIES).select_related("parent")
    return get_object_or_404(rows, pk=pk)


def _buttons(request: HttpRequest) -> list[Button]:
    if not person(request).is_organizer:
        return []
    file = reverse("desk:district-file-new") + "?kind=agencies"
    return [
        Button(_("New agency"), reverse("desk:agency-new"), "plus", is_primary=True),
        Button(_("Bring in a list of agencies"), file, "upload"),
    ]


def _crumbs() -> list[tuple[str, str]]:
    return [(_("What governments do"), reverse("desk:facts")),
            (_("Sheriffs, police, jails"), reverse("desk:agencies"))]  # fmt: skip


urlpatterns = [
    path("policies/agencies/", agencies, name="agencies"),
    path("policies/agencies/new/", new, name="agency-new"),
    path("policies/agencies/<int:pk>/", agency, name="agency"),
    path("policies/agencies/<int:pk>/remove/", remove, name="agency-remove"),
]
