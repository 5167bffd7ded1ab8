"""Entries written out as Atom, RSS or JSON Feed, by Django's own generators where it has one."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from amparo.web.feeds import Entry

MOST_ENTRIES = 100


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        json.dump(self._whole(), outfile, ensure_ascii=False, indent=1)

    def _whole(self) -> dict[str, Any]:
        return {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"]}],
            "items": [self._item(item) for item in self.items],
        }

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_text": item["description"],
            "date_published": item["pubdate"].isoformat(timespec="seconds"),
            "date_modified": item["updateddate"].isoformat(timespec="seconds"),
            "tags": list(item["categories"]),
        }


GENERATORS: dict[str, type[Atom1Feed | Rss201rev2Feed | JsonFeed]] = {
    "atom": Atom1Feed,
    "rss": Rss201rev2Feed,
    "json": JsonFeed,
}


def written(
    form: str,
    entries: Iterable[Entry],
    *,
    title: str,
    says: str,
    author: str,
    home: str,
    here: str,
    language: str,
) -> tuple[str, str]:
    """The feed and its content type; `home` and `here` are paths."""
    feed = GENERATORS[form](
        title=title,
        link=settings.SITE_URL + home,
        description=says,
        language=language,
        author_name=author,
        feed_url=settings.SITE_URL + here,
    )
    for entry in list(entries)[:MOST_ENTRIES]:
        feed.add_item(**_item(entry, language))
    return feed.writeString("utf-8"), feed.content_type


def _item(entry: Entry, language: str) -> dict[str, Any]:
    return {
        "title": entry.title,
        "link": f"{settings.SITE_URL}{entry.path}?source=feed",
        "description": entry.summary,
        "unique_id": uuid5(entry.id, language).urn,  # each language is an entry of its own
        "unique_id_is_permalink": False,
        "pubdate": entry.posted_at,
        "updateddate": entry.changed_at,
        "categories": [entry.section] if entry.section else [],
    }
