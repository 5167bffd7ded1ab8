"""The further telephones of an office: in which language somebody answers, and what each is for."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.desk.callins.forms import LineForm
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.officials.models import Line, Office, Purpose
from amparo.officials.numbers import Number
from amparo.officials.operations import save_lines
from amparo.web.pagecache import bump

SPARE = 2  # empty rows after those that are filled
MOST = 20


@desk_view(Role.ORGANIZER)
def lines(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A row for each, in the order in which people should try them; empty rows are left out."""
    office = get_object_or_404(Office.objects.with_names(), pk=pk)
    rows = _rows(request, list(office.lines.all()))
    if rows[0].is_bound and all_valid(*rows):
        written = [_number(form) for form in rows if form.cleaned_data["phone"]]
        save_lines(office, written, actor=person(request).actor)
        bump()
        messages.success(request, _("It is saved."))
        return redirect("desk:office", pk=pk)
    return show_form(
        request,
        title=_("More telephones of %(name)s") % {"name": office.name},
        forms=rows,
        submit=_("Save"),
        crumbs=[
            (_("Offices and officials"), reverse("desk:officials")),
            (office.name, reverse("desk:office", args=[pk])),
        ],
        icon="user",
    )


def _rows(request: HttpRequest, known: list[Line]) -> list[LineForm]:
    count = len(known) + SPARE
    while f"line{count + 1}-phone" in request.POST and count < MOST:
        count += 1
    return [
        LineForm(number=number, initial=_initial(known, number), **sent(request))
        for number in range(1, count + 1)
    ]


def _initial(known: list[Line], number: int) -> dict[str, str]:
    if number > len(known):
        return {}
    line = known[number - 1]
    return {"phone": line.phone, "purpose": line.purpose, "language": line.language}


def _number(form: LineForm) -> Number:
    given = form.cleaned_data
    return Number(given["phone"], Purpose(given["purpose"] or Purpose.MAIN), given["language"])


urlpatterns = [path("officials/offices/<uuid:pk>/lines/", lines, name="office-lines")]
