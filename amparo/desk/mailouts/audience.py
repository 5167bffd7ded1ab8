"""Whom a letter is for: lines that take people in or leave them out, and how many that is.

Works without scripts: "Save and add a line" shows one more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _

from amparo.accounts.models import Role, User
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.mailouts import keys
from amparo.desk.mailouts.forms import LineForm, initial_of
from amparo.desk.mailouts.reach import crumbs, letter_here, page_of
from amparo.mailouts.audiences import MOST_LINES, Line, cards_of, lines_of
from amparo.mailouts.models import MailOut
from amparo.mailouts.operations.writing import CannotChange, set_audience
from amparo.places.counties import county_name
from amparo.places.covering import counties_of
from amparo.places.models import District
from amparo.web.templatetags.web import day, language_said


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose the lines; how many that is stands on the letter's page."""
    mailout = letter_here(request, pk)
    if not mailout.is_writable:
        messages.error(request, _("It is going out already, or went: it cannot be changed."))
        return redirect(page_of(mailout))
    forms = _forms(request, mailout)
    if request.method == "POST" and all_valid(*forms):
        lines = [form.line for form in forms if form.line]
        if any(not line.is_left_out for line in lines):
            return _kept(request, mailout, lines)
        forms[0].add_error("who", _("Please choose somebody to write to."))
    return show_form(
        request,
        title=_("Whom it is for"),
        forms=forms,
        submit=_("Save"),
        crumbs=crumbs(mailout),
        icon="group",
        template="desk/mailouts/audience.html",
        context={"may_add": len(forms) < MOST_LINES},
    )


@dataclass(frozen=True)
class Shown:
    """A line in words, and how many cards it begins with."""

    line: Line
    who: str
    narrowed: list[str]
    count: int


def shown_lines(mailout: MailOut, user: User) -> list[Shown]:
    """The audience as the letter's page says it."""
    names = keys.labels(user, mailout)
    return [_shown(mailout, line, names) for line in lines_of(mailout)]


def _shown(mailout: MailOut, line: Line, names: dict[str, str]) -> Shown:
    gone = _("something that is gone")
    narrowed = [
        *(_("also: %(what)s") % {"what": names.get(key, gone)} for key in line.also),
        *(_("but not: %(what)s") % {"what": names.get(key, gone)} for key in line.unless),
        ", ".join(county_name(each) for each in line.counties),
        *_districts(line),
        ", ".join(language_said(each) for each in line.languages),
        ", ".join(f"?source={each}" for each in line.sources),
        _("since the week of %(day)s") % {"day": day(line.since_on)} if line.since_on else "",
        _("until the week of %(day)s") % {"day": day(line.until_on)} if line.until_on else "",
        _("asked to hear more") if line.wants_news else "",
    ]
    count = cards_of(mailout, line).count()
    return Shown(line, names.get(line.who, gone), [each for each in narrowed if each], count)


def _districts(line: Line) -> Iterator[str]:
    """Each with the counties that stand for it, said as what it is."""
    districts = District.objects.filter(pk__in=line.districts).select_related(
        "jurisdiction__parent"
    )
    known = counties_of(districts)
    said = _("%(district)s, by its counties: everybody in %(counties)s")
    for each in districts:
        names = ", ".join(county.name for county in known.get(each.pk, [])) or _(
            "none that we know"
        )
        yield said % {"district": each.name, "counties": names}


def _forms(request: HttpRequest, mailout: MailOut) -> list[LineForm]:
    lines = lines_of(mailout)
    if request.method == "POST":
        number = min(_number(request), MOST_LINES)
    else:
        number = min(len(lines) + bool(request.GET.get("more")), MOST_LINES)
    return [
        LineForm(
            user=person(request),
            mailout=mailout,
            prefix=f"line{place}",
            initial=initial_of(lines[place]) if place < len(lines) else {},
            **sent(request),
        )
        for place in range(max(number, 1))
    ]


def _number(request: HttpRequest) -> int:
    sent_lines = {name.partition("-")[0] for name in request.POST if name.startswith("line")}
    return len(sent_lines)


def _kept(request: HttpRequest, mailout: MailOut, lines: Sequence[Line]) -> HttpResponse:
    try:
        set_audience(mailout, lines, actor=person(request).actor)
    except CannotChange:
        messages.error(request, _("It is going out already, or went: it cannot be changed."))
        return redirect(page_of(mailout))
    if "more" in request.POST:
        response = redirect("desk:mailout-audience", pk=mailout.pk)
        response["Location"] += "?more=1"
        return response
    messages.success(request, _("Saved. It has to be approved as it is now."))
    return redirect(page_of(mailout))


urlpatterns = [path("mailings/<uuid:pk>/audience/", edit, name="mailout-audience")]
