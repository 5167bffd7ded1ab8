"""Paste a list: what was understood, line by line; correct it; put the names on the list.

A newcomer's mistake: one form for two hundred lines. Each line has its own page, and the list is
kept meanwhile: nothing is lost by a telephone that rings.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_change
from amparo.desk.fields import sent
from amparo.desk.frame import confirm, desk_view, page_context, person, show_form
from amparo.desk.signons.forms import LineForm, PasteForm
from amparo.desk.signons.letters import DESK
from amparo.signons.models import Letter, PastedLine, PastedList
from amparo.signons.models.pasted import LineSays
from amparo.signons.operations import pasting
from amparo.signons.operations.pasting import CannotPaste

LINES_A_PAGE = 250


@desk_view(Role.ORGANIZER)
def paste(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a list as it is; nothing is signed yet."""
    letter = action_to_change(Letter, person(request), pk)
    languages = [text.language for text in letter.texts.all()]
    if not languages:
        messages.error(request, _("The letter has no text yet that somebody could sign."))
        return redirect(DESK.at("", letter))
    initial = {"language": getattr(letter.any_text(), "language", "")}
    form = PasteForm(languages=languages, initial=initial, **sent(request))
    if form.is_bound and form.is_valid() and (made := _pasted(request, letter, form)):
        return redirect("desk:pasted", pk=made.pk)
    return show_form(
        request,
        title=_("Paste a list"),
        forms=[form],
        submit=_("Look at it"),
        crumbs=DESK.crumbs(letter),
        icon="list-ul",
    )


@desk_view(Role.ORGANIZER)
def pasted(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was understood, line by line; what was not stands first."""
    found = _list_to_change(request, pk)
    lines = found.lines.select_related("endorsement")
    shown = request.GET.get("show", "")
    kept = {
        "unknown": lines.filter(says=LineSays.UNKNOWN),
        "guessed": lines.filter(says=LineSays.SIGNER, is_guess=True),
        "new": lines.filter(says=LineSays.SIGNER, endorsement__isnull=True),
        "there": lines.filter(endorsement__isnull=False, made_it=False),
    }
    context = {
        "pasted": found,
        "letter": found.letter,
        "page": Paginator(kept.get(shown, lines), LINES_A_PAGE).get_page(request.GET.get("page")),
        "kept": f"show={shown}" if shown in kept else "",
        "shown": shown,
        "choices": _choices(found, kept),
        "new_count": kept["new"].count(),
        "made_count": found.lines.filter(made_it=True).count(),
        **page_context(_("A pasted list"), "list-ul", DESK.crumbs(found.letter)),
    }
    return render(request, "desk/signons/pasted.html", context)


@desk_view(Role.ORGANIZER)
def line(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Say what one line really is."""
    found = _list_to_change(request, pk)
    row = get_object_or_404(PastedLine, pasted_list=found, number=number)
    back = f"{reverse('desk:pasted', args=[pk])}#line-{number}"
    if row.made_it:
        return redirect("desk:endorsement", pk=row.endorsement_id)
    form = LineForm(initial=LineForm.initial_of(row), **sent(request))
    if form.is_bound and form.is_valid():
        pasting.correct_line(row, form.cleaned_data)
        return redirect(back)
    return show_form(
        request,
        title=_("Line %(number)d") % {"number": number},
        forms=[form],
        submit=_("Save"),
        crumbs=_crumbs(found),
        template="desk/signons/line.html",
        context={"line": row},
    )


@desk_view(Role.ORGANIZER)
@require_POST
def put_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put the names that are not there yet on the list."""
    found = _list_to_change(request, pk)
    count = pasting.import_list(found, actor=person(request).actor, now=timezone.now())
    said = ngettext("%(count)d name is on the list.", "%(count)d names are on the list.", count)
    messages.success(request, said % {"count": count})
    return redirect("desk:pasted", pk=pk)


@desk_view(Role.ORGANIZER)
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the names of this list off again."""
    found = _list_to_change(request, pk)
    if request.method == "POST":
        try:
            pasting.take_back(found, actor=person(request).actor)
        except CannotPaste:
            messages.error(
                request, _("A name of this list stands in a frozen print; take names off singly.")
            )
        else:
            messages.success(request, _("The names are off the list; the lines are still here."))
        return redirect("desk:pasted", pk=pk)
    count = found.lines.filter(made_it=True).count()
    said = ngettext(
        "%(count)d name that came from this list.", "%(count)d names that came from this list.",
        count,
    )  # fmt: skip
    return confirm(
        request,
        title=_("Take these names off again"),
        goes=[said % {"count": count}],
        submit=_("Take them off"),
        back=reverse("desk:pasted", args=[pk]),
        crumbs=_crumbs(found),
        is_final=False,
    )


@desk_view(Role.ORGANIZER)
def throw_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Forget the pasted lines."""
    found = _list_to_change(request, pk)
    if request.method == "POST":
        pasting.throw_away(found, actor=person(request).actor)
        messages.success(request, _("The pasted lines are gone."))
        return redirect(DESK.at("", found.letter))
    count = found.lines.count()
    said = ngettext("%(count)d pasted line.", "%(count)d pasted lines.", count)
    return confirm(
        request,
        title=_("Throw the pasted lines away"),
        goes=[said % {"count": count}, _("Names that are on the list already stay there.")],
        submit=_("Throw them away"),
        back=reverse("desk:pasted", args=[pk]),
        crumbs=_crumbs(found),
    )


def _pasted(request: HttpRequest, letter: Letter, form: PasteForm) -> PastedList | None:
    """Keep the list; None with the reason beside the field."""
    try:
        return pasting.paste(
            letter,
            form.cleaned_data["text"],
            language=form.cleaned_data["language"],
            actor=person(request).actor,
            now=timezone.now(),
        )
    except CannotPaste as refusal:
        too_long = _("At most %(count)d lines at once.") % {"count": pasting.MOST_LINES}
        empty = _("Please paste a list of names.")
        form.add_error("text", too_long if refusal.reason == "too_long" else empty)
        return None


def _list_to_change(request: HttpRequest, pk: UUID) -> PastedList:
    found = get_object_or_404(PastedList, pk=pk)
    action_to_change(Letter, person(request), found.letter_id)
    return found


def _crumbs(found: PastedList) -> list[tuple[str, str]]:
    return [
        *DESK.crumbs(found.letter),
        (_("A pasted list"), reverse("desk:pasted", args=[found.pk])),
    ]


def _choices(found: PastedList, kept: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [
        ("", _("All lines"), found.lines.count()),
        ("unknown", _("Not understood"), kept["unknown"].count()),
        ("guessed", _("State guessed"), kept["guessed"].count()),
        ("new", _("New names"), kept["new"].count()),
        ("there", _("Already there"), kept["there"].count()),
    ]


urlpatterns = [
    path("letters/<uuid:pk>/paste/", paste, name="letter-paste"),
    path("pasted/<uuid:pk>/", pasted, name="pasted"),
    path("pasted/<uuid:pk>/<int:number>/", line, name="pasted-line"),
    path("pasted/<uuid:pk>/put-on/", put_on, name="pasted-import"),
    path("pasted/<uuid:pk>/take-back/", take_back, name="pasted-take-back"),
    path("pasted/<uuid:pk>/throw-away/", throw_away, name="pasted-throw-away"),
]
