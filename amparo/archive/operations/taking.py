"""Taking over: an item that was looked at becomes pages, and its old addresses lead there.

A newcomer's mistake: keeping its words here as well. They are the pages' from now on; what stays is
the guid, so that another reading knows it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import override
from wagtail.models import Page

from amparo.accounts.models import User
from amparo.archive.models import Item, OldPicture, Piece, State
from amparo.audit.operations import record
from amparo.lib.markup import clean_html
from amparo.pages.arriving import Arrival, bring, redirect_old
from amparo.pages.models import Photograph


def take_over(items: Iterable[Item], *, by: User, now: datetime) -> list[Page]:
    """Publish every item that was looked at, one after the other. Raises CannotPost."""
    return [page for item in items for page in _take(item, by, now)]


@transaction.atomic
def _take(item: Item, by: User, now: datetime) -> list[Page]:
    claimed = Item.objects.looked_at().filter(pk=item.pk)
    if not claimed.update(state=State.TAKEN):
        return []  # somebody else did, a moment ago
    pages = []
    for piece in item.pieces.all():
        page = bring(_arrival(item, piece, by), today=timezone.localdate(now), by=by)
        Piece.objects.filter(pk=piece.pk).update(page=page, title="")
        pages.append(page)
    if pages:
        _redirect(item, pages[0])
    record("archive.take_over", actor=by.actor, about=item)
    empty: dict[str, Any] = {"blocks": [], "labels": [], "title": "", "excerpt": "", "author": None}
    Item.objects.filter(pk=item.pk).update(**empty, proposed=None)
    return pages


def _arrival(item: Item, piece: Piece, by: User) -> Arrival:
    blocks = [block for each in item.blocks_in(piece.language) for block in _block(each, item, by)]
    is_first = piece.order == 0
    return Arrival(
        language=piece.language,
        title=piece.title,
        blocks=blocks,
        key=item.group,
        is_post=item.is_post,
        lede=item.excerpt if is_first else "",
        slug=item.slug if is_first else "",
        posted_on=item.posted_on,
        byline=item.author.pen_name if item.author else "",
        tags=list(item.labels),
        campaign=item.campaign,
    )


def _block(kept: dict[str, Any], item: Item, by: User) -> list[tuple[str, Any]]:
    """A block as pages hold it; a picture that is not here leaves nothing."""
    if kept["kind"] == "paragraph":
        return [("paragraph", clean_html(kept["value"]))]
    if kept["kind"] == "quote":
        return [("quote", {"words": kept["value"], "who": ""})]
    if kept["kind"] == "heading":
        return [("heading", kept["value"])]
    photograph = _photograph(kept["photo"], item, by)
    if photograph is None:
        return []
    return [("photo", {"photograph": photograph, "caption": kept["photo"].get("caption", "")})]


def _photograph(photo: dict[str, str], item: Item, by: User) -> Photograph | None:
    """One photograph for all posts that show it; what it shows is said by the old site, or by us
    with the post's title, until somebody writes better."""
    picture = OldPicture.objects.filter(address=photo.get("src", "")).first()
    if picture is None:
        return None
    kept: Photograph | None = picture.photograph
    if kept is None and picture.file:
        said = photo.get("alt") or photo.get("caption") or item.title
        with picture.file.open("rb") as file:
            content = ContentFile(file.read(), name="old-picture.jpg")
        made: Photograph = Photograph.objects.create(
            title=said[:120], shown=said[:250], uploaded_by_user=by, file=content
        )
        _now_a_photograph(picture, made)
        return made
    return kept


def _now_a_photograph(picture: OldPicture, made: Photograph) -> None:
    """The waiting copy goes: one picture stands in one place, where a takedown finds it."""
    storage, name = picture.file.storage, picture.file.name or ""
    OldPicture.objects.filter(pk=picture.pk).update(photograph=made, file="")
    transaction.on_commit(lambda: storage.delete(name))


def _redirect(item: Item, page: Page) -> None:
    """Its own old addresses, and those of lists that it stood in."""
    if item.path:
        redirect_old(item.path, page)
    if item.number.isdigit():
        redirect_old(f"/?{'p' if item.is_post else 'page_id'}={item.number}", page)
    with override(page.locale.language_code):
        if item.is_post and item.posted_on and item.path:
            year, month = item.posted_on.year, item.posted_on.month
            redirect_old(f"/{year}/", reverse("pages:news-year", args=[year]))
            redirect_old(f"/{year}/{month:02}/", reverse("pages:news-month", args=[year, month]))
        for label in item.labels if item.is_post else ():
            if slug := slugify(label):
                for folder in ("category", "tag"):
                    redirect_old(f"/{folder}/{slug}/", reverse("pages:news-tagged", args=[slug]))
