"""Names that look alike: two of one organization become one row, by a person's word.

A newcomer's mistake: merging by itself what is equal by its letters. Two parishes of one name in
one state are two.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_change
from amparo.desk.fields import sent
from amparo.desk.frame import desk_view, page_context, person, show_form
from amparo.desk.signons.endorsements import endorsement_to_change, place_of
from amparo.desk.signons.forms import EndorsementForm
from amparo.desk.signons.letters import DESK
from amparo.lib.lookalikes import Named, find_alike
from amparo.organizations.models import Organization
from amparo.signons.models import Apart, Endorsement, Letter, SignerKind
from amparo.signons.operations import endorsing
from amparo.signons.operations.endorsing import CannotMerge
from amparo.web.templatetags.web import day

MOST = 100  # pairs on a page


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows under one letter that may be one organization's."""

    first: Endorsement
    second: Endorsement
    facts: list[tuple[str, str, str]]  # what is told, by the one and by the other


@dataclass(frozen=True, slots=True)
class Known:
    """A row that may be an organization of our directory."""

    endorsement: Endorsement
    organization: Organization


@desk_view(Role.ORGANIZER)
def alike(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pairs under this letter, and names that our directory may know."""
    letter = action_to_change(Letter, person(request), pk)
    title = _("Names that look alike")
    context = {
        "letter": letter,
        "pairs": pairs_of(letter),
        "known": known_of(letter),
        **page_context(title, "group", DESK.crumbs(letter)),
    }
    return render(request, "desk/signons/alike.html", context)


@desk_view(Role.ORGANIZER)
def merge(request: HttpRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Write the one row that stays; the other leaves the list and stays as it was."""
    kept, gone = _two(request, pk, other)
    form = EndorsementForm(language=kept.language, initial=_both(kept, gone), **sent(request))
    back = reverse("desk:letter-alike", args=[kept.letter_id])
    if form.is_bound and form.is_valid():
        try:
            endorsing.merge(kept, gone, form.given(), actor=person(request).actor)
        except CannotMerge:
            messages.error(request, _("One of the two stands there no longer."))
        else:
            messages.success(request, _("The two are one now."))
        return redirect(back)
    return show_form(
        request,
        title=_("Make two names one"),
        forms=[form],
        submit=_("Make them one"),
        crumbs=[*DESK.crumbs(kept.letter), (_("Names that look alike"), back)],
        icon="group",
        template="desk/signons/merge.html",
        context={"pair": Pair(kept, gone, _facts(kept, gone))},
    )


@desk_view(Role.ORGANIZER)
@require_POST
def apart(request: HttpRequest, pk: UUID, other: UUID) -> HttpResponse:
    """These are two; do not propose them again."""
    one, second = _two(request, pk, other)
    endorsing.keep_apart(one, second, actor=person(request).actor)
    messages.success(request, _("They stay two."))
    return redirect("desk:letter-alike", pk=one.letter_id)


@desk_view(Role.ORGANIZER)
@require_POST
def same(request: HttpRequest, pk: UUID, organization: int) -> HttpResponse:
    """This name is that organization of our directory."""
    found = endorsement_to_change(request, pk)
    known = Organization.objects.filter(pk=organization).first()
    if known is None:
        raise Http404
    endorsing.match(found, known, actor=person(request).actor)
    messages.success(request, _("It is tied to the directory."))
    return redirect("desk:letter-alike", pk=found.letter_id)


def pairs_of(letter: Letter) -> list[Pair]:
    """The pairs that nobody has judged yet, the most alike first."""
    rows = {
        each.pk: each
        for each in letter.endorsements.standing().with_names()
        if each.kind == SignerKind.ORGANIZATION
    }
    judged = {
        frozenset(pair)
        for pair in Apart.objects.filter(first__letter=letter).values_list("first_id", "second_id")
    }
    found = [
        pair
        for pair in find_alike([_named(each) for each in rows.values()])
        if frozenset((pair.first, pair.second)) not in judged
    ]
    ordered = [_ordered(rows[pair.first], rows[pair.second]) for pair in found[:MOST]]
    return [Pair(first, second, _facts(first, second)) for first, second in ordered]


def known_of(letter: Letter) -> list[Known]:
    """Rows that may be organizations of our directory, and are not tied to one."""
    rows = letter.endorsements.standing().with_names().filter(organization__isnull=True)
    untied = {each.pk: each for each in rows if each.kind == SignerKind.ORGANIZATION}
    directory = {each.pk: each for each in Organization.objects.with_names()}
    named: list[Named[Any]] = [_named(each) for each in untied.values()]
    named += [Named(("directory", pk), each.name, city=each.city, state=each.state)
              for pk, each in directory.items()]  # fmt: skip
    found = []
    for pair in find_alike(named):
        sides = {isinstance(side, tuple): side for side in (pair.first, pair.second)}
        if len(sides) == 2:
            found.append(Known(untied[sides[False]], directory[sides[True][1]]))
    return found[:MOST]


def _named(row: Endorsement) -> Named[Any]:
    return Named(row.pk, row.name, row.acronym, row.city, row.state)


def _ordered(first: Endorsement, second: Endorsement) -> tuple[Endorsement, Endorsement]:
    """The one that stays stands first: what is listed, printed, told more of."""

    def weight(row: Endorsement) -> tuple[bool, bool, int]:
        return row.is_listed, row.frozen_in_id is not None, len(row.name + row.city + row.state)

    return (first, second) if weight(first) >= weight(second) else (second, first)


def _facts(first: Endorsement, second: Endorsement) -> list[tuple[str, str, str]]:
    told = [
        (_("Name"), first.name, second.name),
        (_("Acronym"), first.acronym, second.acronym),
        (_("City and state"), place_of(first), place_of(second)),
        (_("How far it works"), first.get_scope_display(), second.get_scope_display()),
        (_("Website"), first.website, second.website),
        (_("Note"), first.note, second.note),
        (_("Where it stands"), first.state_label, second.state_label),
        (_("How it came"), first.get_origin_display(), second.get_origin_display()),
        (_("Received"), str(day(first.received_on)), str(day(second.received_on))),
        (_("Wording"), first.text_hash[:8], second.text_hash[:8]),
    ]
    return [row for row in told if row[1] or row[2]]


def _both(kept: Endorsement, gone: Endorsement) -> dict[str, Any]:
    """What the one says, completed by the other."""
    first, second = EndorsementForm.initial_of(kept), EndorsementForm.initial_of(gone)
    return {name: first.get(name) or second.get(name) for name in {**first, **second}}


def _two(request: HttpRequest, pk: UUID, other: UUID) -> tuple[Endorsement, Endorsement]:
    kept, gone = endorsement_to_change(request, pk), endorsement_to_change(request, other)
    if kept.letter_id != gone.letter_id or kept.pk == gone.pk:
        raise Http404
    return kept, gone


urlpatterns = [
    path("letters/<uuid:pk>/alike/", alike, name="letter-alike"),
    path("endorsements/<uuid:pk>/merge/<uuid:other>/", merge, name="endorsement-merge"),
    path("endorsements/<uuid:pk>/apart/<uuid:other>/", apart, name="endorsement-apart"),
    path("endorsements/<uuid:pk>/same/<int:organization>/", same, name="endorsement-same"),
]
