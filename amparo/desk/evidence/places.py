"""Places whose claim moved: each stands on the start page until somebody has looked.

A newcomer's mistake: taking a flag off when a text is saved. Whoever fixed a comma has not looked.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from amparo.accounts.models import Role, User
from amparo.desk.frame import desk_view, page_context, person
from amparo.desk.today import Todo
from amparo.evidence import citing
from amparo.evidence.models import Citation, CitationQuerySet
from amparo.evidence.operations.citations import look_at
from amparo.evidence.wording import figure, time_of

EditUrl = Callable[[str], str]
_edits: dict[str, EditUrl] = {}


def register_edit(kind: str, url: EditUrl) -> None:
    """Say where at the desk a kind of place is edited, by its id."""
    _edits[kind] = url


def edit_url(kind: str, place_id: str) -> str:
    return _edits[kind](place_id) if kind in _edits else ""


@desk_view(Role.ORGANIZER)
def place(request: HttpRequest, kind: str, place_id: str) -> HttpResponse:
    """What moved beneath this text; a button says that somebody has looked."""
    if request.method == "POST":
        if look_at(kind, place_id, actor=person(request).actor):
            messages.success(request, _("Noted: you have looked."))
        return redirect("desk:place", kind=kind, place_id=place_id)
    rows = Citation.objects.of_place(kind, place_id).filter(claim__isnull=False)
    found = citing.places([(kind, place_id)]).get((kind, place_id))
    if found is None or not rows.exists():
        raise Http404
    context = {
        "place": found,
        "kind": citing.kind_name(kind),
        "edit_url": edit_url(kind, place_id),
        "claims": list(_moved(rows)),
        "is_waiting": rows.to_look_at().exists(),
        **page_context(found.title, "openquote", [(_("Claims"), reverse("desk:claims"))]),
    }
    return render(request, "desk/evidence/place.html", context)


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """One line for each place, whichever of its claims moved."""
    if user.role != Role.ORGANIZER:
        return
    rows = Citation.objects.to_look_at().values_list("place_kind", "place_id").distinct()
    pairs = list(rows.order_by("place_kind", "place_id"))
    known = citing.places(pairs)
    for kind, place_id in pairs:
        found = known.get((kind, place_id))
        if found is not None:
            text = _("A claim moved beneath “%(title)s”") % {"title": found.title}
            url = reverse("desk:place", args=[kind, place_id])
            yield Todo(text, url, _("Look"), weight=45, icon="openquote")


def _moved(rows: CitationQuerySet) -> Iterator[dict[str, object]]:
    """Each claim of the place once, those that moved first, with the newer one where it is."""
    seen = set()
    cited = rows.select_related("claim__superseded_by").prefetch_related("claim__texts")
    for row in sorted(cited, key=lambda each: (each.to_look_since is None, each.order)):
        if row.claim is None or row.claim_id in seen:
            continue
        seen.add(row.claim_id)
        newer = row.claim.superseded_by
        yield {
            "claim": row.claim,
            "figure": figure(row.claim, row.claim.text()),
            "time": time_of(row.claim),
            "why": row.get_why_look_display() if row.to_look_since else "",
            "since": row.to_look_since,
            "newer": newer,
            "newer_figure": figure(newer, newer.text()) if newer else "",
            "before": row.claim.changes.exclude(said_before="").first(),
        }


urlpatterns = [path("evidence/places/<slug:kind>/<slug:place_id>/", place, name="place")]
