"""Offices and officials at the desk: whom to call, and where we read the number.

A newcomer's mistake: one form for the two. An office stays when its holder leaves.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role
from amparo.desk.fields import DayField, WordsForm, all_valid, sent, window_error
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
from amparo.desk.words import has_one, words_forms
from amparo.officials.models import Office, Official
from amparo.officials.operations import (
    CannotRemove,
    OfficeCalled,
    save_office,
    save_official,
)
from amparo.officials.operations import remove as remove_thing
from amparo.officials.seats import Seat
from amparo.places.models import District, Kind
from amparo.places.operations import add_city
from amparo.web.forms import EmailAddressField, LineField, PhoneField, ProseField
from amparo.web.models import Coalition
from amparo.web.pagecache import bump
from amparo.web.templatetags.web import phone

REACHED_BY = (
    "phone", "toll_free_phone", "email", "address", "website", "source_title", "source_url",
    "checked_on",
)  # fmt: skip


_OF_PERSON = ("name", "party", "since_on", "term_ends_on", "left_on")


class ReachForm(forms.Form):
    """How one reaches an office or an official, and where we read it."""

    phone = PhoneField(label=gettext_lazy("Telephone"), required=False)
    toll_free_phone = PhoneField(label=gettext_lazy("Toll-free telephone"), required=False)
    email = EmailAddressField(label=gettext_lazy("E-mail"), required=False)
    address = ProseField(
        label=gettext_lazy("Address"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    website = forms.URLField(
        label=gettext_lazy("Website"), required=False, max_length=300, assume_scheme="https"
    )
    source_title = LineField(label=gettext_lazy("Where we read it"), required=False, max_length=200)
    source_url = forms.URLField(
        label=gettext_lazy("Its web address"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    checked_on = DayField(label=gettext_lazy("Checked on"))


class OfficeForm(ReachForm):
    jurisdiction = PlaceField(
        label=gettext_lazy("Government"),
        required=False,
        help_text=gettext_lazy("The state, a county or a city: Rice County, MN."),
    )
    city = LineField(
        label=gettext_lazy("Or a city that is not in the list"), required=False, max_length=80
    )
    seat = forms.ChoiceField(
        label=gettext_lazy("Which seat it is"),
        required=False,
        choices=lambda: [("", _("Another office")), *Seat.choices],
        help_text=gettext_lazy("An answer to “who represents me” is put in order by it."),
    )
    district = forms.ModelChoiceField(
        label=gettext_lazy("District"),
        queryset=District.objects.select_related("jurisdiction"),
        required=False,
        help_text=gettext_lazy("Only where a part of the government's people elects it."),
    )
    field_order = ("jurisdiction", "city", "seat", "district")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("district"):
            given["jurisdiction"] = given["district"].jurisdiction
        if not given.get("jurisdiction") and not given.get("city"):
            self.add_error("jurisdiction", _("Please choose a government or write a city."))
        return given


class OfficeNameForm(WordsForm):
    name = LineField(label=gettext_lazy("Name of the office"), required=False, max_length=200)
    holder_title = LineField(
        label=gettext_lazy("What its holder is called"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example: Sheriff of Rice County"),
    )


class OfficialForm(ReachForm):
    name = LineField(label=gettext_lazy("Name"))
    office = forms.ModelChoiceField(
        label=gettext_lazy("Office"), queryset=Office.objects.with_names()
    )
    party = LineField(label=gettext_lazy("Party"), required=False, max_length=80)
    since_on = DayField(label=gettext_lazy("In office since"), required=False)
    term_ends_on = DayField(label=gettext_lazy("Term ends on"), required=False)
    left_on = DayField(label=gettext_lazy("Left office on"), required=False)
    field_order = ("name", "office", "party", "since_on", "term_ends_on", "left_on")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for last in ("left_on", "term_ends_on"):
            trouble = window_error(given.get("since_on"), given.get(last))
            if trouble:
                self.add_error(last, trouble)
        return given


@desk_view(Role.ORGANIZER)
def offices(request: HttpRequest) -> HttpResponse:
    """Every office, with who holds it."""
    listing = Listing(
        title=_("Offices and officials"),
        rows=Office.objects.with_names(),
        columns=_columns(),
        filters=[
            Filter(
                "kind",
                _("Government"),
                Kind.choices,
                lambda rows, value: rows.filter(jurisdiction__kind=value),
            ),
            Filter("seat", _("Seat"), Seat.choices),
        ],
        search=_search,
        icon="user",
        empty=_("No office yet. Begin with the office that your campaign means to move."),
        export_name="offices",
        buttons=[
            Button(_("New office"), reverse("desk:office-new"), "plus", is_primary=True),
            Button(_("New official"), reverse("desk:official-new"), "plus"),
            Button(_("Districts"), reverse("desk:districts"), "site"),
            Button(_("What offices did and said"), reverse("desk:acts"), "doc-full"),
            Button(_("Visits to offices"), reverse("desk:visits"), "group"),
        ],
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new_office(request: HttpRequest) -> HttpResponse:
    found = Office(checked_on=timezone.localdate(), district=_asked_district(request))
    return _edit_office(request, found, _("New office"))


@desk_view(Role.ORGANIZER)
def office(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Office.objects.with_names(), pk=pk)
    return _edit_office(request, found, found.name)


@desk_view(Role.ORGANIZER)
def new_official(request: HttpRequest) -> HttpResponse:
    found = Official(checked_on=timezone.localdate(), office=_asked_office(request))
    return _edit_official(request, found, _("New official"))


@desk_view(Role.ORGANIZER)
def official(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Official.objects.with_office(), pk=pk)
    return _edit_official(request, found, found.name)


@desk_view(Role.ORGANIZER)
def remove_office(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Office.objects.with_names(), pk=pk)
    return _remove(request, found, found.name, reverse("desk:office", args=[pk]))


@desk_view(Role.ORGANIZER)
def remove_official(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Official.objects.with_office(), pk=pk)
    return _remove(request, found, found.name, reverse("desk:official", args=[pk]))


def _edit_office(request: HttpRequest, found: Office, title: str) -> HttpResponse:
    initial = _initial(found, "jurisdiction", "seat", "district")
    facts = OfficeForm(initial=initial, **sent(request))
    names = words_forms(request, OfficeNameForm, found.names.all() if found.sort_name else ())
    missing = _("Please write its name, in one language at least.")
    if facts.is_bound and all_valid(facts, *names) and has_one(names, "name", missing):
        _fill(found, facts)
        found.seat, found.district = facts.cleaned_data["seat"], facts.cleaned_data["district"]
        found.jurisdiction = facts.cleaned_data["jurisdiction"] or add_city(
            state=Coalition.here().state, name=facts.cleaned_data["city"]
        )
        called = {form.language: OfficeCalled(**form.cleaned_data) for form in names}
        save_office(found, names=called, actor=person(request).actor)
        return _saved(request)
    return show_form(
        request,
        title=title,
        forms=[facts, *names],
        submit=_("Save"),
        crumbs=_crumbs(),
        icon="user",
        template="desk/words.html",
        context={"office": found, "after": ["desk/officials/after_office.html"]},
    )


def _edit_official(request: HttpRequest, found: Official, title: str) -> HttpResponse:
    initial = _initial(found, "office", *_OF_PERSON)
    form = OfficialForm(initial=initial, **sent(request))
    if form.is_bound and form.is_valid():
        _fill(found, form)
        for name in ("office", *_OF_PERSON):
            setattr(found, name, form.cleaned_data[name])
        save_official(found, actor=person(request).actor)
        return _saved(request)
    return show_form(
        request,
        title=title,
        forms=[form],
        submit=_("Save"),
        crumbs=_crumbs(),
        icon="user",
        template="desk/words.html",
        context={"official": found, "after": ["desk/officials/after_official.html"]},
    )


def _remove(request: HttpRequest, found: Office | Official, name: str, back: str) -> HttpResponse:
    if request.method != "POST":
        return confirm(
            request,
            title=_("Remove %(name)s") % {"name": name},
            goes=[_("%(name)s, with telephones and addresses.") % {"name": name}],
            submit=_("Delete it"),
            back=back,
            crumbs=_crumbs(),
        )
    try:
        remove_thing(found, actor=person(request).actor)
    except CannotRemove:
        messages.error(request, _("Something still names it: a campaign, or an official there."))
        return redirect(back)
    return _saved(request)


def _saved(request: HttpRequest) -> HttpResponse:
    bump()
    messages.success(request, _("It is saved."))
    return redirect("desk:officials")


def _fill(found: Office | Official, form: ReachForm) -> None:
    for name in REACHED_BY:
        setattr(found, name, form.cleaned_data[name])


def _initial(found: Office | Official, *more: str) -> dict[str, Any]:
    known = {name: getattr(found, name) for name in REACHED_BY}
    for name in more:
        known[name] = getattr(found, f"{name}_id", None) or getattr(found, name, None)
    return known


def _asked_office(request: HttpRequest) -> Office | None:
    """The office whose page led here."""
    try:
        return Office.objects.filter(pk=UUID(request.GET.get("office", ""))).first()
    except ValueError:
        return None


def _asked_district(request: HttpRequest) -> District | None:
    """The district whose page led here."""
    asked = request.GET.get("district", "")
    return District.objects.filter(pk=asked).first() if asked.isdecimal() else None


def _columns() -> list[Column]:
    return [
        link_column(
            "name",
            _("Office"),
            lambda row: reverse("desk:office", args=[row.pk]),
            sort="sort_name",
        ),
        Column("holder", _("Held by"), _holders),
        Column("phone", _("Telephone"), lambda row: phone(row.phone)),
        Column("toll-free", _("Toll-free"), lambda row: phone(row.toll_free_phone)),
        Column("email", _("E-mail"), lambda row: row.email),
        Column("government", _("Government"), lambda row: row.jurisdiction.name),
        Column("checked", _("Checked on"), lambda row: row.checked_on, "checked_on"),
    ]


def _in_office(row: Office) -> list[Official]:
    return [each for each in row.officials.all() if each.left_on is None]


def _holders(row: Office) -> str:
    links = [(reverse("desk:official", args=[each.pk]), each.name) for each in _in_office(row)]
    return format_html_join(", ", '<a href="{}">{}</a>', links)


def _search(rows: QuerySet[Office], words: str) -> QuerySet[Office]:
    by_office = rows.filter(names__name__icontains=words)
    return (by_office | rows.filter(officials__name__icontains=words)).distinct()


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Offices and officials"), reverse("desk:officials"))]


urlpatterns = [
    path("officials/", offices, name="officials"),
    path("officials/offices/new/", new_office, name="office-new"),
    path("officials/offices/<uuid:pk>/", office, name="office"),
    path("officials/offices/<uuid:pk>/remove/", remove_office, name="office-remove"),
    path("officials/new/", new_official, name="official-new"),
    path("officials/<uuid:pk>/", official, name="official"),
    path("officials/<uuid:pk>/remove/", remove_official, name="official-remove"),
]
