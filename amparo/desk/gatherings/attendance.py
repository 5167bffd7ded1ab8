"""Counting on the spot, with one hand on a telephone: who is there, and who was expected.

A newcomer's mistake: a list of names to tick. Names are sealed; at a vigil a number is enough, and
five people who stand side by side are one press.
"""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_see
from amparo.desk.frame import desk_view, page_context, person
from amparo.desk.gatherings.dateforms import CountForm
from amparo.desk.gatherings.gatherings import DESK
from amparo.gatherings import converters as converters  # registers <day:…>
from amparo.gatherings import waiting
from amparo.gatherings.dates import occurrence_on
from amparo.gatherings.models import Attendance, Gathering
from amparo.gatherings.operations.coming import count_attendance, set_attendance
from amparo.gatherings.words import occurrence_in_words

STEPS = (1, 5, 10, -1)


@desk_view(Role.ORGANIZER, Role.VOLUNTEER)
def attendance(request: HttpRequest, pk: UUID, on: date) -> HttpResponse:
    """A large number, and buttons beside it."""
    found = action_to_see(Gathering, person(request), pk)
    occurrence = occurrence_on(found, on)
    if occurrence is None:
        raise Http404
    row = Attendance.objects.filter(gathering=found, original_on=on).first()
    count = row.count if row else 0
    form = CountForm(request.POST if "count" in request.POST else None, initial={"count": count})
    if request.method == "POST":
        if not form.is_bound:
            count_attendance(found, on, more=_step(request))
            return redirect(request.path)
        if form.is_valid():
            set_attendance(found, on, count=form.cleaned_data["count"])
            return redirect(request.path)
    words = occurrence_in_words(occurrence, get_language() or "", today=timezone.localdate())
    said = waiting.for_date(found, occurrence.which)
    context = {
        "form": form,
        "forms": [form],
        "count": count,
        "steps": STEPS,
        "head": waiting.headcount(found, occurrence.which),
        "was_there": said.filter(did_come=True).count(),
        "was_not": said.filter(did_come=False).count(),
        "is_over": occurrence.is_over(timezone.now()),
        "words": words,
        **page_context(_("Who is there"), "group", DESK.crumbs(found)),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/gatherings/attendance.html", context, status=status)


def _step(request: HttpRequest) -> int:
    """The number on the button; nothing for anything else."""
    known = {str(step): step for step in STEPS}
    return known.get(request.POST.get("more", ""), 0)


urlpatterns = [
    path("gatherings/<uuid:pk>/dates/<day:on>/count/", attendance, name="gathering-attendance"),
]
