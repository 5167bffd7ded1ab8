"""Watched texts at the desk: the list, a new one in two minutes, the page of one."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.accounts.models import Role
from amparo.bills.models import LegalText
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    confirm,
    desk_view,
    link_column,
    page_context,
    person,
    show_form,
    show_list,
)
from amparo.desk.sightings.forms import PastedForm, RoadForm, SelectedForm, WatchWordsForm
from amparo.desk.words import has_one, told, words_forms
from amparo.sightings.access import text_to_select_from, watch_to_change
from amparo.sightings.models import Origin, Standing, Tier, WatchedText
from amparo.sightings.operations import watching
from amparo.sightings.operations.watching import CannotWatch, Selection
from amparo.sightings.pictures import picture_of
from amparo.sightings.roads import road_of
from amparo.sightings.shown import progress_of

LARGEST_SHOWN = 400_000  # characters of a text, to select from; of longer ones the parts


@desk_view(Role.ORGANIZER)
def watches(request: HttpRequest) -> HttpResponse:
    seen = Q(sightings__standing=Standing.CONFIRMED) & ~Q(sightings__tier=Tier.CITED)
    listing = Listing(
        title=_("Watched texts"),
        icon="view",
        rows=WatchedText.objects.with_words().annotate(
            seen_count=Count("sightings", filter=seen),
            waiting_count=Count("sightings", filter=Q(sightings__standing=Standing.WAITING)),
        ).order_by("-began_on", "key"),
        columns=[
            link_column("name", _("Watched text"), lambda w: reverse("desk:watch", args=[w.pk])),
            Column("words", _("Words"), lambda w: w.word_count, "word_count", is_number=True),
            Column("seen", _("Confirmed"), lambda w: w.seen_count, "seen_count", is_number=True),
            Column(
                "waiting", _("To look at"), lambda w: w.waiting_count, "waiting_count",
                is_number=True,
            ),
            Column("state", _("State"), _state),
            Column("began", _("Since"), lambda w: w.began_on, "began_on"),
        ],
        filters=[
            Filter(
                "on",
                _("State"),
                [("1", _("Looked for")), ("0", _("No longer looked for"))],
                lambda rows, value: rows.filter(ended_on__isnull=value == "1"),
            )
        ],
        search=lambda rows, words: rows.filter(
            Q(words__title__icontains=words) | Q(body__icontains=words)
        ).distinct(),
        export_name="watched-texts",
        buttons=[
            Button(_("Watch a wording"), reverse("desk:watch-new"), "plus", is_primary=True),
            Button(_("What was seen"), reverse("desk:sightings"), "view"),
        ],
        empty=_(
            "Nothing is watched yet. Paste a wording, or open a text of a bill and choose a part: "
            "when it comes back in any bill, you hear of it."
        ),
    )  # fmt: skip
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    """Paste a wording and say what it does."""
    words, pasted = words_forms(request, WatchWordsForm, []), PastedForm(**sent(request))
    if pasted.is_bound and all_valid(*words, pasted) and _is_named(words):
        try:
            made = watching.watch_pasted(
                pasted.cleaned_data["body"],
                _said(words),
                origin=Origin.MODEL if pasted.cleaned_data["is_model"] else Origin.PASTED,
                today=timezone.localdate(),
                actor=person(request).actor,
            )
        except CannotWatch as refusal:
            pasted.add_error("body", _refusal(refusal))
        else:
            return _begun(request, made)
    return _show_new(request, [pasted, *words])


@desk_view(Role.ORGANIZER)
def select(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A stored text, to choose a part of it, or, with scripts, any words."""
    text = text_to_select_from(person(request), pk)
    context = {
        "text": text,
        "parts": text.provisions.all(),
        "is_shown": len(text.body) <= LARGEST_SHOWN,
        **page_context(_("Choose what to watch"), "view", _crumbs()),
    }
    return render(request, "desk/sightings/select.html", context)


@desk_view(Role.ORGANIZER)
def new_selected(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Watch words of a text: `start` and `end` count characters of its body."""
    text = text_to_select_from(person(request), pk)
    words = words_forms(request, WatchWordsForm, [])
    places = SelectedForm(initial=_places(request, text), **sent(request))
    if places.is_bound and all_valid(*words, places) and _is_named(words):
        given = places.cleaned_data
        chosen = Selection(text, given["start"], given["end"], given["is_new_only"])
        try:
            made = watching.watch_selection(
                chosen, _said(words), today=timezone.localdate(), actor=person(request).actor
            )
        except CannotWatch as refusal:
            places.add_error(None, _refusal(refusal))
        else:
            return _begun(request, made)
    wording = _wording(text, places)
    return _show_new(request, [places, *words], {"text": text, "wording": wording})


@desk_view(Role.ORGANIZER)
def watch(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = watch_to_change(person(request), pk)
    road = road_of(found)
    sightings = found.sightings.with_all()
    context = {
        "watch": found,
        "texts": found.words.all(),
        "progress": progress_of(found),
        "waiting": sightings.waiting().order_by("-coverage"),
        "muted": sightings.filter(standing=Standing.MUTED),
        "road": road,
        "picture": picture_of(road),
        "public_url": reverse("sightings:road", args=[found.key]),
        **page_context(found.name, "view", _crumbs()),
    }
    return render(request, "desk/sightings/watch.html", context)


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = watch_to_change(person(request), pk)
    words = words_forms(request, WatchWordsForm, found.words.all())
    road = RoadForm(initial={"is_public": found.is_public}, **sent(request))
    if road.is_bound and all_valid(*words, road) and _is_named(words):
        is_public = road.cleaned_data["is_public"]
        watching.tell(found, _said(words), is_public=is_public, actor=person(request).actor)
        messages.success(request, _("Saved."))
        return redirect("desk:watch", pk=pk)
    return show_form(
        request,
        title=_("What it is called, and who may see its road"),
        forms=[road, *words],
        submit=_("Save"),
        crumbs=crumbs_of(found),
        template="desk/words.html",
    )


@require_POST
@desk_view(Role.ORGANIZER)
def search_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = watch_to_change(person(request), pk)
    watching.search_again(found, actor=person(request).actor)
    messages.success(request, _("The search begins anew, in the background."))
    return redirect("desk:watch", pk=pk)


@require_POST
@desk_view(Role.ORGANIZER)
def resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = watch_to_change(person(request), pk)
    watching.resume(found, actor=person(request).actor)
    return redirect("desk:watch", pk=pk)


@desk_view(Role.ORGANIZER)
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = watch_to_change(person(request), pk)
    if request.method == "POST":
        watching.end(found, today=timezone.localdate(), actor=person(request).actor)
        messages.success(request, _("It is looked for no more. What was seen stays."))
        return redirect("desk:watch", pk=pk)
    return confirm(
        request,
        title=_("Stop looking for it"),
        goes=[_("New texts are not held against it any more. You can begin again at any time.")],
        submit=_("Stop looking for it"),
        back=reverse("desk:watch", args=[pk]),
        crumbs=crumbs_of(found),
        is_final=False,
    )


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = watch_to_change(person(request), pk)
    if request.method == "POST":
        watching.remove(found, actor=person(request).actor)
        messages.success(request, _("It is removed."))
        return redirect("desk:watches")
    return confirm(
        request,
        title=_("Remove this watched text"),
        goes=[found.name, _("Everything that was seen of it, confirmed or not, and its road")],
        submit=_("Remove it"),
        back=reverse("desk:watch", args=[pk]),
        crumbs=crumbs_of(found),
    )


def crumbs_of(found: WatchedText) -> list[tuple[str, str]]:
    return [*_crumbs(), (found.name, reverse("desk:watch", args=[found.pk]))]


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Watched texts"), reverse("desk:watches"))]


def _show_new(
    request: HttpRequest, shown: list[Any], context: dict[str, Any] | None = None
) -> HttpResponse:
    return show_form(
        request,
        title=_("Watch a wording"),
        forms=shown,
        submit=_("Watch it"),
        crumbs=_crumbs(),
        icon="plus",
        template="desk/sightings/new.html",
        context=context,
    )


def _begun(request: HttpRequest, made: WatchedText) -> HttpResponse:
    messages.success(request, _("It is watched. The search through everything stored has begun."))
    return redirect("desk:watch", pk=made.pk)


def _places(request: HttpRequest, text: LegalText) -> dict[str, Any]:
    """Where the link said; only what is new, wherever the printing says what is."""
    is_new = any(kind == "new" for _start, _end, kind in text.marks)
    asked = {name: request.GET.get(name, "") for name in ("start", "end")}
    return {**asked, "is_new_only": is_new}


def _wording(text: LegalText, places: SelectedForm) -> str:
    try:
        start, end = int(places["start"].value()), int(places["end"].value())
    except (TypeError, ValueError):
        return ""
    return text.body[max(0, start) : max(0, end)]


def _is_named(words: list[WatchWordsForm]) -> bool:
    return has_one(words, "title", _("Please give it a name."))


def _said(words: list[WatchWordsForm]) -> dict[str, dict[str, str]]:
    return {form.language: form.cleaned_data for form in told(words) if form.cleaned_data["title"]}


def _refusal(refusal: CannotWatch) -> forms.ValidationError:
    return forms.ValidationError(
        {
            "few": _(
                "These are too few words: with less than twelve, every bill would look alike."
            ),
            "many": _("These are too many words: choose the provision alone, at most 4,000 words."),
            "place": _("Please choose words of this text."),
        }[refusal.reason]
    )


def _state(found: WatchedText) -> str:
    if not found.is_watching:
        return _("No longer looked for")
    if found.searched_at is None:
        return _("The search is under way")
    return _("Public road") if found.is_public else _("Looked for")


urlpatterns = [
    path("watched/", watches, name="watches"),
    path("watched/new/", new, name="watch-new"),
    path("watched/in/<uuid:pk>/", select, name="watch-select"),
    path("watched/in/<uuid:pk>/new/", new_selected, name="watch-selected"),
    path("watched/<uuid:pk>/", watch, name="watch"),
    path("watched/<uuid:pk>/edit/", edit, name="watch-edit"),
    path("watched/<uuid:pk>/search/", search_again, name="watch-search"),
    path("watched/<uuid:pk>/resume/", resume, name="watch-resume"),
    path("watched/<uuid:pk>/end/", end, name="watch-end"),
    path("watched/<uuid:pk>/remove/", remove, name="watch-remove"),
]
