"""Who books whom where."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role, User
from amparo.desk.fields import DayField, all_valid, sent, window_error
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    confirm,
    desk_view,
    person,
    show_form,
    show_list,
)
from amparo.desk.placefields import PlaceField
from amparo.desk.policies.fields import SourceFieldsForm
from amparo.desk.policies.parts import ABOVE, parts
from amparo.desk.today import Todo
from amparo.places.models import Kind
from amparo.policies.models import Custody
from amparo.policies.operations.facts import StandsOn
from amparo.policies.operations.keeping import (
    remove_custody,
    save_custody,
    verify_custody,
)
from amparo.web.forms import LineField

OLD = "old"


class CustodyForm(forms.Form):
    """Whose arrested are booked into which jail."""

    agency = PlaceField(
        label=gettext_lazy("Who arrests"),
        first=(Kind.POLICE, Kind.SHERIFF),
        help_text=gettext_lazy("Northfield Police, MN; or the city itself."),
    )
    jail = PlaceField(
        label=gettext_lazy("Into which jail they are booked"),
        first=(Kind.JAIL,),
        help_text=gettext_lazy("Rice County Jail, MN. What is missing is written first under "
                               "“Sheriffs, police, jails”."),
    )  # fmt: skip
    booked_by = LineField(label=gettext_lazy("Who books them"), required=False, max_length=120)
    starts_on = DayField(label=gettext_lazy("First day of which we know it"))
    ends_on = DayField(label=gettext_lazy("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        trouble = window_error(given.get("starts_on"), given.get("ends_on"))
        if trouble:
            self.add_error("ends_on", trouble)
        if given.get("agency") and given.get("agency") == given.get("jail"):
            self.add_error(
                "jail",
                _("A county's own jail is an agency of its own. Please write it under “Sheriffs, "
                  "police, jails”, then choose it here."),
            )  # fmt: skip
        return given


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def custodies(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        title=_("Who books whom where"),
        icon="lock",
        above=ABOVE,
        context=parts(request),
        rows=Custody.objects.with_names(),
        columns=[
            Column("agency", _("Who arrests"), _link, sort="agency__name"),
            Column("jail", _("Jail"), lambda c: c.jail.name, sort="jail__name"),
            Column("from", _("From"), lambda c: c.starts_on, sort="starts_on"),
            Column("to", _("Until"), lambda c: c.ends_on, sort="ends_on"),
            Column("source", _("Source"), lambda c: c.source.title),
            Column("verified", _("Verified on"), lambda c: c.verified_on,
                   sort="verified_on"),
        ],
        filters=[Filter("is", _("State"), [(OLD, _("old"))],
                        lambda rows, v: rows.old(timezone.localdate()))],
        search=lambda rows, words: rows.filter(agency__name__icontains=words)
        | rows.filter(jail__name__icontains=words),
        export_name="custody",
        buttons=[Button(_("New"), reverse("desk:custody-new"), "plus", is_primary=True)]
        if person(request).is_organizer else [],
        crumbs=_crumbs(),
        empty=_("Nothing yet. Say into which jail each city's arrested are booked, and its page "
                "tells where protection ends."),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new_custody(request: HttpRequest) -> HttpResponse:
    return _edit_custody(request, None)


@desk_view(Role.ORGANIZER)
def custody(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit_custody(request, get_object_or_404(Custody.objects.with_names(), pk=pk))


@require_POST
@desk_view(Role.ORGANIZER)
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Held against its source, and it is still so."""
    found = get_object_or_404(Custody.objects.with_names(), pk=pk)
    verify_custody(found, actor=person(request).actor, now=timezone.now())
    messages.success(request, _("Verified today."))
    return redirect("desk:custodies")


@desk_view(Role.ORGANIZER)
def drop_custody(request: HttpRequest, pk: int) -> HttpResponse:
    """For a mistake; what was so and is no more gets its last day instead."""
    found = get_object_or_404(Custody.objects.with_names(), pk=pk)
    if request.method != "POST":
        said = _("%(agency)s books into %(jail)s")
        return confirm(
            request,
            title=_("Remove it?"),
            goes=[said % {"agency": found.agency.name, "jail": found.jail.name}],
            submit=_("Remove it"),
            back=reverse("desk:custody", args=[pk]),
            crumbs=[*_crumbs(), (_("Who books whom where"), reverse("desk:custodies"))],
        )
    remove_custody(found, actor=person(request).actor)
    messages.success(request, _("It is removed."))
    return redirect("desk:custodies")


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """Where people are taken, and nobody looked for a year."""
    old = Custody.objects.old(timezone.localdate(now)).count() if user.is_organizer else 0
    if old:
        text = _("Notes of who books whom where that nobody has verified for a long time: "
                 "%(count)s") % {"count": old}  # fmt: skip
        yield Todo(text, f"{reverse('desk:custodies')}?is={OLD}", _("Look"), 60, "time")


def _edit_custody(request: HttpRequest, found: Custody | None) -> HttpResponse:
    names = ("agency", "jail", "booked_by", "starts_on", "ends_on")
    initial = {name: getattr(found, name) for name in names} if found else {}
    form = CustodyForm(initial=initial, **sent(request))
    source = SourceFieldsForm(is_needed=found is None, **sent(request))
    if form.is_bound and all_valid(form, source):
        actor = person(request).actor
        row = found or Custody()
        for name, value in form.cleaned_data.items():
            setattr(row, name, value)
        _stand_on(row, source.stands_on(actor))
        save_custody(row, actor=actor)
        messages.success(request, _("Saved."))
        return redirect("desk:custodies")
    return show_form(
        request,
        title=_("Who books whom where"),
        forms=[form, source],
        submit=_("Save"),
        crumbs=[*_crumbs(), (_("Who books whom where"), reverse("desk:custodies"))],
        icon="lock",
        template="desk/policies/custody.html",
        context={"custody": found},
    )


def _stand_on(row: Custody, stands_on: StandsOn | None) -> None:
    row.verified_on = timezone.localdate()
    if stands_on is not None:
        row.source, row.quote = stands_on.source, stands_on.quote


def _link(found: Custody) -> str:
    address = reverse("desk:custody", args=[found.pk])
    return format_html('<a href="{}">{}</a>', address, found.agency.name)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("What governments do"), reverse("desk:facts"))]


urlpatterns = [
    path("policies/custody/", custodies, name="custodies"),
    path("policies/custody/new/", new_custody, name="custody-new"),
    path("policies/custody/<int:pk>/", custody, name="custody"),
    path("policies/custody/<int:pk>/verify/", verify, name="custody-verify"),
    path("policies/custody/<int:pk>/remove/", drop_custody, name="custody-remove"),
]
