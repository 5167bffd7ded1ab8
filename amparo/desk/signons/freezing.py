"""Freeze a letter, and look at how its print would be now."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_change
from amparo.desk.frame import confirm, desk_view, person
from amparo.desk.signons.letters import DESK
from amparo.lib.csvs import attachment_header
from amparo.lib.typesetting import CannotTypeset
from amparo.signons.models import Letter
from amparo.signons.operations.freezing import CannotFreeze
from amparo.signons.operations.freezing import freeze as freeze_letter
from amparo.signons.papers import counts_sentence, letter_pdf
from amparo.signons.printing import counts_of, names_of, print_of


@desk_view(Role.ORGANIZER)
def freeze(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make the next numbered print; nothing changes it afterwards."""
    letter = action_to_change(Letter, person(request), pk)
    if request.method != "POST":
        return confirm(
            request,
            title=_("Freeze the letter"),
            goes=[
                _("A numbered print with today's date is made in every language."),
                _("It bears the names of %(counts)s.")
                % {"counts": counts_sentence(counts_of(letter))},
                _("It is never changed again; who signs later stands in the next one."),
            ],
            submit=_("Freeze it"),
            back=DESK.at("", letter),
            crumbs=DESK.crumbs(letter),
            is_final=False,
        )
    try:
        made = freeze_letter(letter, actor=person(request).actor, now=timezone.now())
    except CannotFreeze as refusal:
        messages.error(request, _refused(refusal.reason))
    except CannotTypeset:
        messages.error(request, _("The print could not be set. Nothing was frozen."))
    else:
        messages.success(request, _("Print no. %(number)d is made.") % {"number": made.number})
    return redirect(DESK.at("", letter))


@desk_view(Role.ORGANIZER)
def look(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """The print as it would be now, marked as not frozen."""
    letter = action_to_change(Letter, person(request), pk)
    try:
        made = print_of(letter, names_of(letter), language)
    except LookupError:
        raise Http404 from None
    response = HttpResponse(letter_pdf(made), content_type="application/pdf")
    response["Content-Disposition"] = attachment_header(f"{letter.slug}-{language}.pdf")
    return response


def _refused(reason: str) -> str:
    return {
        "draft": _("A draft cannot be frozen: open it first."),
        "words": _("A language is missing: write it first."),
        "nobody": _("Nobody stands on the list yet."),
    }.get(reason, _("Somebody froze it a moment ago."))


urlpatterns = [
    path("letters/<uuid:pk>/freeze/", freeze, name="letter-freeze"),
    path("letters/<uuid:pk>/print/<slug:language>/", look, name="letter-print"),
]
