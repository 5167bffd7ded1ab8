"""Adding a bill and a session, and writing what a bill does in plain words, side by side."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.records import SessionRecord
from amparo.bills.operations.bills import CannotAdd, Words, add_bill, add_session, change_bill
from amparo.bills.operations.sessions import session_for
from amparo.desk.bills.forms import BillForm, BillWordsForm, NewBillForm, SessionForm
from amparo.desk.bills.overview import bill_to_change, crumbs
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.words import words_forms

FACTS = ("position", "stage", "title", "subjects")


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    form = NewBillForm(**sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = add_bill(
                given["session"],
                given["identifier"],
                actor=person(request).actor,
                now=timezone.now(),
            )
        except CannotAdd as error:
            messages.info(request, _("This bill is here already."))
            return redirect("desk:bill", pk=error.there.pk)
        messages.success(request, _("It is here. Now say what it does."))
        return redirect("desk:bill-edit", pk=made.pk)
    return show_form(
        request,
        title=_("Add a bill"),
        forms=[form],
        submit=_("Add it"),
        crumbs=[(_("Bills"), reverse("desk:bills"))],
        icon="plus",
    )


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Facts above, plain words of each language side by side below."""
    found = bill_to_change(pk)
    initial = {name: getattr(found, name) for name in FACTS}
    facts = BillForm(initial=initial, **sent(request))
    words = words_forms(request, BillWordsForm, found.texts.all())
    if facts.is_bound and all_valid(facts, *words):
        for name in FACTS:
            setattr(found, name, facts.cleaned_data[name])
        said = {form.language: Words(**form.cleaned_data) for form in words}
        change_bill(found, words=said, actor=person(request).actor)
        messages.success(request, _("It is saved."))
        return redirect("desk:bill", pk=pk)
    return show_form(
        request,
        title=_("Change %(bill)s") % {"bill": found.identifier},
        forms=[facts, *words],
        submit=_("Save"),
        crumbs=crumbs(found),
        template="desk/words.html",
    )


@desk_view(Role.ORGANIZER)
def session(request: HttpRequest) -> HttpResponse:
    form = SessionForm(**sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        special = (given["number"] or 1) if given["kind"] == "special" else 0
        record = SessionRecord(
            given["state"], given["first_year"], given["last_year"], special, given["name"]
        )
        try:
            made = session_for(record)
        except CannotRead as error:
            form.add_error("state", str(error))
        else:
            for name in ("name", "starts_on", "ends_on"):
                setattr(made, name, given[name])
            add_session(made, actor=person(request).actor)
            messages.success(request, _("The session is here."))
            return redirect("desk:bill-new")
    return show_form(
        request,
        title=_("Add a session"),
        forms=[form],
        submit=_("Add it"),
        crumbs=[(_("Bills"), reverse("desk:bills"))],
        icon="plus",
    )


urlpatterns = [
    path("bills/new/", new, name="bill-new"),
    path("bills/session/", session, name="bill-session"),
    path("bills/<uuid:pk>/edit/", edit, name="bill-edit"),
]
