"""The texts of a bill at the desk: added, described better, their words put in where we have none.

A newcomer's mistake: a field for the words of a text that has some. A printing is what it was; only
what we say about it can be corrected.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.bills.models import Bill, LegalText
from amparo.bills.operations.bills import add_text, change_text, fill_text
from amparo.bills.operations.texts import CannotStore
from amparo.desk.bills.forms import LegalTextForm, TextFactsForm, TextWordsForm
from amparo.desk.bills.overview import bill_to_change, crumbs
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import desk_view, person, show_form


@desk_view(Role.ORGANIZER)
def add_legal_text(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A printing from a file or pasted; once stored it is never edited."""
    bill = bill_to_change(pk)
    form = LegalTextForm(**sent(request))
    if form.is_bound and form.is_valid() and _store(bill, form, request):
        messages.success(request, _("It is stored. What we watch is looked for in it now."))
        return redirect("desk:bill", pk=pk)
    return show_form(
        request,
        title=_("Add a text"),
        forms=[form],
        submit=_("Store it"),
        crumbs=crumbs(bill),
        icon="doc-full",
    )


def edit_text(request: HttpRequest, bill: Bill, text: LegalText) -> HttpResponse:
    """What is said about it; and its words, while we have its address alone."""
    facts = TextFactsForm(initial=_initial(text), **sent(request))
    words = [] if text.is_stored else [TextWordsForm(**sent(request))]
    if facts.is_bound and all_valid(facts, *words) and _fill(text, words, request):
        _describe(text, facts.cleaned_data)
        change_text(text, actor=person(request).actor)
        messages.success(request, _("It is saved, and no import changes it."))
        return redirect("desk:bill", pk=bill.pk)
    return show_form(
        request,
        title=_("Change the text"),
        forms=[facts, *words],
        submit=_("Save"),
        crumbs=crumbs(bill),
        icon="doc-full",
    )


def _initial(text: LegalText) -> dict[str, Any]:
    told = {name: getattr(text, name) for name in ("label", "kind", "starts_on", "source_url")}
    return {**told, "source_title": text.source_title, "is_excerpt": not text.is_complete}


def _describe(text: LegalText, given: dict[str, Any]) -> None:
    for name in ("label", "kind", "starts_on", "source_title", "source_url"):
        setattr(text, name, given[name])
    text.ends_on = given["starts_on"]
    text.is_complete = not given["is_excerpt"]


def _fill(text: LegalText, words: list[TextWordsForm], request: HttpRequest) -> bool:
    """Store the words that were brought, where some were."""
    read = words[0].cleaned_data.get("read") if words else None
    if read is None:
        return True
    given = words[0].cleaned_data
    try:
        fill_text(
            text,
            read.body,
            marks=read.marks,
            media_type=given["media_type"],
            actor=person(request).actor,
            now=timezone.now(),
        )
    except CannotStore:
        words[0].add_error("words", _("There are no words in it, or far more than a bill has."))
        return False
    return True


def _store(bill: Bill, form: LegalTextForm, request: HttpRequest) -> bool:
    given = form.cleaned_data
    text = LegalText(
        bill=bill, order=bill.legal_texts.count(), media_type=given["media_type"],
        checked_on=timezone.localdate(),
    )  # fmt: skip
    _describe(text, given)
    read, actor = given["read"], person(request).actor
    try:
        add_text(text, read.body, marks=read.marks, actor=actor, now=timezone.now())
    except CannotStore:
        form.add_error("words", _("There are no words in it, or far more than a bill has."))
        return False
    return True


urlpatterns = [
    path("bills/<uuid:pk>/add-text/", add_legal_text, name="bill-text-new"),
]
