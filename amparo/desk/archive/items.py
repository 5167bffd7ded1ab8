"""One post of an old site: seen as it will stand, corrected, paired, said yes or no to.

A newcomer's mistake: showing its markup as it came. Blocks were cleaned when they were read, and
are cleaned once more on the way out.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amparo.accounts.models import Role
from amparo.archive.access import item_to_change
from amparo.archive.models import Item, OldPicture, State
from amparo.archive.operations import (
    CannotPair,
    correct,
    leave_out,
    look_again,
    look_at,
    pair,
    part,
)
from amparo.archive.telling import not_understood
from amparo.desk.archive.forms import ItemForm, TwinForm
from amparo.desk.fields import sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.lib.markup import clean_html

DAYS_AROUND = 45
MOST_TWINS = 40


@desk_view(Role.ORGANIZER)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Look at a post; `do` says what is to be done with it."""
    item = item_to_change(person(request), pk)
    if not item.is_open:
        return _settled(request, item)
    form = ItemForm(item=item, **sent(request))
    if form.is_bound and request.POST.get("do") == "leave":
        leave_out(item, actor=person(request).actor)
        messages.success(request, _("It is left out: %(title)s") % {"title": item.title})
        return _to_next(item)
    if form.is_bound and form.is_valid():
        correct(item, form.corrected())
        if request.POST.get("do", "right") == "right":
            look_at(item, actor=person(request).actor)
            return _to_next(item)
        messages.success(request, _("Saved."))
        return redirect("desk:archive-item", pk=pk)
    return show_form(
        request,
        title=item.title or _("Without a title"),
        icon="view",
        forms=[form],
        submit=_("It is right: to the next"),
        crumbs=_crumbs(item),
        template="desk/archive/item.html",
        context=_shown(item, form),
    )


@desk_view(Role.ORGANIZER)
@require_POST
def twin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pair it with another post, or take it out of its pair."""
    by = person(request)
    item = item_to_change(by, pk)
    other = request.POST.get("other", "")
    if request.POST.get("do") == "part":
        part(item, actor=by.actor)
        messages.success(request, _("It stands alone again."))
        return redirect("desk:archive-item", pk=pk)
    try:
        pair(item, item_to_change(by, UUID(other)), actor=by.actor)
    except ValueError:
        messages.error(request, _("Please choose the other post."))
    except CannotPair:
        messages.error(request, _("These two cannot be one: look at their languages."))
    else:
        messages.success(request, _("They are versions of one post now."))
    return redirect("desk:archive-item", pk=pk)


@desk_view(Role.ORGANIZER)
@require_POST
def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Back to those that wait."""
    item = item_to_change(person(request), pk)
    look_again(item, actor=person(request).actor)
    return redirect("desk:archive-item", pk=pk)


@desk_view(Role.ORGANIZER)
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture that waits: the desk alone sees it."""
    found = get_object_or_404(OldPicture, pk=pk)
    if not found.file:
        raise Http404
    is_png = (found.file.name or "").endswith(".png")
    kind = "image/png" if is_png else "image/jpeg"
    with found.file.open("rb") as file:
        return HttpResponse(file.read(), content_type=kind)


def _settled(request: HttpRequest, item: Item) -> HttpResponse:
    """Of what is on the site or left out: where it is, and how to begin again."""
    pages = [piece.page for piece in item.pieces.select_related("page") if piece.page]
    return show_form(
        request,
        title=pages[0].title if pages else item.title,
        icon="view",
        forms=[],
        submit="",
        crumbs=_crumbs(item),
        template="desk/archive/settled.html",
        context={"item": item, "pages": pages, "is_left": item.state == State.LEFT},
    )


def _shown(item: Item, form: ItemForm) -> dict[str, Any]:
    pictures = {
        each.address: each for each in OldPicture.objects.filter(address__in=_sources(item))
    }
    in_group = Item.objects.filter(group=item.group).exclude(pk=item.pk)
    others = _others(item)
    return {
        "item": item,
        "parts": [
            (_part(block, pictures), place)
            for block, place in zip(item.blocks, form.places(), strict=True)
        ],
        "heads": form.heads(),
        "report": not_understood([item]),
        "twins": in_group.prefetch_related("pieces"),
        "twin_form": TwinForm(item=item, others=others) if others else None,
        "left_count": item.origin.items.waiting().count(),
    }


def _part(block: dict[str, Any], pictures: dict[str, OldPicture]) -> dict[str, Any]:
    found = pictures.get(block["photo"].get("src", "")) if block["photo"] else None
    html = clean_html(block["value"]) if block["kind"] == "paragraph" else ""
    return {
        **block,
        "html": mark_safe(html),  # noqa: S308 - clean_html keeps an allow-list
        "picture": reverse("desk:archive-picture", args=[found.pk]) if found and found.file else "",
        "lang": block["language"] if block["language"] not in ("", "mark") else "",
    }


def _sources(item: Item) -> list[str]:
    return [each["photo"]["src"] for each in item.blocks if each["photo"].get("src")]


def _others(item: Item) -> list[Item]:
    """Open posts of other languages around its day; the proposed one first."""
    rows = Item.objects.open().exclude(group=item.group).prefetch_related("pieces")
    if item.posted_on:
        around = timedelta(days=DAYS_AROUND)
        rows = rows.filter(posted_on__range=(item.posted_on - around, item.posted_on + around))
    own = set(item.languages)
    found = [each for each in rows.in_order()[:400] if not own & set(each.languages)]
    return sorted(found, key=lambda each: each.pk != item.proposed_id)[:MOST_TWINS]


def _to_next(item: Item) -> HttpResponse:
    """The next post that waits, below this one in the list; else the list."""
    waiting = list(item.origin.items.waiting().in_order())
    after = [each for each in waiting if (each.posted_on or item.posted_on) == item.posted_on or (
        each.posted_on and item.posted_on and each.posted_on < item.posted_on
    )]  # fmt: skip
    following = next(iter(after or waiting), None)
    if following is None:
        return redirect("desk:archive-import", pk=item.origin_id)
    return redirect("desk:archive-item", pk=following.pk)


def _crumbs(item: Item) -> list[tuple[str, str]]:
    here = reverse("desk:archive-import", args=[item.origin_id])
    return [(_("The old site"), reverse("desk:archive")), (item.origin.name, here)]


urlpatterns = [
    path("archive/items/<uuid:pk>/", one, name="archive-item"),
    path("archive/items/<uuid:pk>/twin/", twin, name="archive-twin"),
    path("archive/items/<uuid:pk>/again/", again, name="archive-again"),
    path("archive/pictures/<int:pk>/", picture, name="archive-picture"),
]
