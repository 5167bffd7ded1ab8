"""What a person decides about items: right as it is, other words, another twin, left out.

A newcomer's mistake: changing what is on the site. Its words are the page's by then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import uuid4

from django.db import transaction

from amparo.archive.models import EVERY, NONE, Import, Item, OldAuthor, Piece, State
from amparo.archive.pairs import propose_pairs
from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.models import Campaign


class CannotPair(Exception):
    """Both are in one language, or one of them is on the site, or they are the same."""


@dataclass(frozen=True)
class Corrected:
    """`titles` by language, in their order; `by_block` gives each block's language."""

    titles: Mapping[str, str]
    by_block: Sequence[str]
    posted_on: date | None
    labels: Sequence[str]
    campaign: Campaign | None


@transaction.atomic
def correct(item: Item, to: Corrected) -> None:
    """Keep what a person changed; the item is to be looked at until somebody says so."""
    for block, language in zip(item.blocks, to.by_block, strict=True):
        block["language"] = language if language in (*to.titles, NONE) else EVERY
    item.posted_on, item.labels, item.campaign = to.posted_on, list(to.labels), to.campaign
    item.save(update_fields=["blocks", "posted_on", "labels", "campaign"])
    item.pieces.exclude(language__in=list(to.titles)).delete()
    for order, (language, title) in enumerate(to.titles.items()):
        Piece.objects.update_or_create(
            item=item, language=language, defaults={"title": title, "order": order}
        )


def look_at(item: Item, *, actor: Actor) -> bool:
    """Somebody has looked, and it may be shown. False where it was not open any more."""
    return _move(item, State.LOOKED, "archive.look", actor)


def look_again(item: Item, *, actor: Actor) -> bool:
    """Back to those that wait, also from what was left out."""
    with transaction.atomic():
        moved = Item.objects.filter(pk=item.pk, state__in=(State.LOOKED, State.LEFT))
        if not moved.update(state=State.NEW):
            return False
        record("archive.look_again", actor=actor, about=item)
        return True


def leave_out(item: Item, *, actor: Actor) -> bool:
    """It will not be shown; it stays here, so that another reading does not bring it back."""
    return _move(item, State.LEFT, "archive.leave_out", actor)


@transaction.atomic
def pair(left: Item, right: Item, *, actor: Actor) -> None:
    """Make two items twins. Raises CannotPair."""
    groups = Item.objects.filter(group__in=(left.group, right.group)).prefetch_related("pieces")
    languages = [code for each in groups for code in each.languages]
    if left.pk == right.pk or len(set(languages)) < len(languages):
        raise CannotPair
    if not (left.is_open and right.is_open):
        raise CannotPair
    groups.update(group=left.group)
    Item.objects.filter(pk__in=(left.pk, right.pk)).update(proposed=None)
    record("archive.pair", actor=actor, about=left)


@transaction.atomic
def part(item: Item, *, actor: Actor) -> None:
    """Take an item out of its pair."""
    Item.objects.filter(pk=item.pk).update(group=uuid4())
    record("archive.part", actor=actor, about=item)
    propose_pairs()


@transaction.atomic
def name_authors(origin: Import, pen_names: Mapping[int, str], *, actor: Actor) -> None:
    """How each author of the old site is named here; an empty name is none."""
    for author in OldAuthor.objects.filter(origin=origin):
        author.pen_name = pen_names.get(author.pk, author.pen_name)
        author.save(update_fields=["pen_name"])
    record("archive.name_authors", actor=actor, about=origin)


@transaction.atomic
def forget_import(origin: Import, *, actor: Actor) -> None:
    """Delete all that waits of a reading, its pictures and authors; pages of ours stay."""
    record("archive.forget", actor=actor, about=origin)
    files = [
        (each.file.storage, each.file.name or "") for each in origin.pictures.all() if each.file
    ]
    origin.delete()
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))


@transaction.atomic
def _move(item: Item, to: State, verb: str, actor: Actor) -> bool:
    open_now = Item.objects.open().filter(pk=item.pk).exclude(state=to)
    if not open_now.update(state=to):
        return False
    record(verb, actor=actor, about=item)
    return True
