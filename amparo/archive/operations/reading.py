"""Reading an old site into items. Safe to run twice: a post is known by its guid.

A newcomer's mistake: overwriting. What is on the site, or was left out, stays as it is; what waits
takes the newer words and is to be looked at again.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from amparo.archive.models import EVERY, NONE, Import, Item, OldAuthor, Piece, State
from amparo.archive.pairs import propose_pairs
from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.campaigns.tombstones import is_buried
from amparo.lib.oldsites import Block, OldSite, Record, Split, blocks_of, split
from amparo.lib.oldsites.tongues import MARK, titles_of


@dataclass(frozen=True)
class Outcome:
    """What a reading did: new items, ones that were known, ones that say something else now."""

    origin: Import
    new: int
    known: int
    changed: int
    changed_on_site: int  # said otherwise there by now, and left alone here


def read_in(site: OldSite, *, name: str, sha256: str, actor: Actor, now: datetime) -> Outcome:
    """Keep everything of a site that can be looked at; all of it or nothing.

    What takes long, telling languages and twins, is done while nobody else waits to write.
    """
    known = dict(Item.objects.values_list("guid", "stamp"))
    read = [
        (each, _understood(each, site) if known.get(_guid(each)) != _stamp(each) else None)
        for each in site.records
    ]
    outcome = _keep_all(site, read, name=name, sha256=sha256, actor=actor, now=now)
    propose_pairs()
    return outcome


@transaction.atomic
def _keep_all(
    site: OldSite,
    read: Sequence[tuple[Record, "_Understood | None"]],
    *,
    name: str,
    sha256: str,
    actor: Actor,
    now: datetime,
) -> Outcome:
    origin = Import.objects.create(
        name=(site.title or name)[:200],
        sha256=sha256,
        address=site.address[:300],
        read_at=now,
        read_by=actor.label[:120],
    )
    authors = _authors(origin, site)
    counts: Counter[str] = Counter()
    for each, understood in read:
        counts[_keep(each, understood, origin, authors)] += 1
    site.left_out["taken_down"] += counts["buried"]
    origin.left_out = {key: count for key, count in site.left_out.items() if count}
    origin.save(update_fields=["left_out"])
    record("archive.read", actor=actor, about=origin, count=counts["new"] + counts["changed"])
    return Outcome(
        origin, counts["new"], counts["known"], counts["changed"], counts["changed_on_site"]
    )


def _authors(origin: Import, site: OldSite) -> dict[str, OldAuthor]:
    names = sorted({each.author for each in site.records if each.author})
    return {name: OldAuthor.objects.create(origin=origin, name=name) for name in names}


def _keep(
    each: Record,
    understood: "_Understood | None",
    origin: Import,
    authors: dict[str, OldAuthor],
) -> str:
    """Keep one record; say what became of it."""
    guid, stamp = _guid(each), _stamp(each)
    path = _path(each.link)
    if path and is_buried(path):
        return "buried"
    item = Item.objects.filter(guid=guid).first()
    if understood is None or (item is not None and item.stamp == stamp):
        return "known"
    if item is not None and not item.is_open:
        return "changed_on_site" if item.state == State.TAKEN else "known"
    outcome = "changed" if item else "new"
    item = item or Item(guid=guid)
    item.origin, item.stamp, item.state, item.path = origin, stamp, State.NEW, path
    item.author = authors.get(each.author)
    _fill(item, each, understood)
    return outcome


@dataclass(frozen=True)
class _Understood:
    """The blocks of a record, what of it was odd, and which language each block is in."""

    blocks: list[Block]
    odd: Counter[str]
    told: Split


def _understood(each: Record, site: OldSite) -> _Understood:
    blocks, odd = blocks_of(each.body, address=site.address, is_plain=each.is_plain)
    if each.picture:
        blocks.insert(0, Block("photo", photo={"src": each.picture, "alt": "", "caption": ""}))
    _number_pictures(blocks, site)
    return _Understood(blocks, odd, split(blocks, each.title, settings.SITE_LANGUAGES))


def _fill(item: Item, each: Record, understood: _Understood) -> None:
    blocks, odd, told = understood.blocks, understood.odd, understood.told
    item.is_post = each.kind == "post"
    item.number, item.slug = each.number[:20], each.slug[:200]
    item.posted_on, item.title = each.posted_on, each.title[:300]
    item.excerpt, item.labels = each.excerpt[:400], each.labels
    item.odd, item.is_sure = dict(odd), told.is_sure and bool(blocks)
    item.blocks = _kept(blocks, told)
    item.save()
    _keep_pieces(item, blocks, told)


def _number_pictures(blocks: Sequence[Block], site: OldSite) -> None:
    """A gallery names its pictures by number; from here on they go by address."""
    for block in blocks:
        number = block.photo.get("number", "")
        if number and not block.photo.get("src"):
            block.photo["src"] = site.attachments.get(number, "")


def _kept(blocks: Sequence[Block], told: Split) -> list[dict[str, object]]:
    return [
        {
            "kind": block.kind,
            "value": block.value,
            "photo": {key: block.photo.get(key, "") for key in ("src", "alt", "caption")}
            if block.photo
            else {},
            "language": {MARK: NONE}.get(language, language or EVERY),
        }
        for block, language in zip(blocks, told.by_block, strict=True)
    ]


def _keep_pieces(item: Item, blocks: Sequence[Block], told: Split) -> None:
    pieces = {
        code: [block for block, of in zip(blocks, told.by_block, strict=True) if of == code]
        for code in told.languages
    }
    titles = titles_of(item.title, pieces, settings.SITE_LANGUAGES) if len(pieces) > 1 else {}
    item.pieces.all().delete()
    for order, code in enumerate(pieces):
        title = titles.get(code, item.title)[:250]
        Piece.objects.create(item=item, language=code, title=title, order=order)


def _guid(each: Record) -> str:
    said = each.guid or each.link
    return said[:400] if said else f"untitled:{_stamp(each)}"


def _stamp(each: Record) -> str:
    said = [each.title, each.body, str(each.posted_on), each.excerpt, *each.labels, each.picture]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _path(link: str) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return (parts.path + (f"?{parts.query}" if parts.query else ""))[:400]
