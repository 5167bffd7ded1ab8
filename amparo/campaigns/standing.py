"""What taking part needs to know of an ask, remembered for a second in each process.

A newcomer's mistake: reading the ask again on the way of a signature. On a bad day five people
sign in a second and a thousand look; what does not change for them is read once. Whatever changes
an ask calls `show_on_commit`; another process follows within KEPT_SECONDS, and who took part
meanwhile is still bound to the words that she saw.
"""

import time
from dataclasses import dataclass
from typing import Any, Generic
from uuid import UUID

from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext

from amparo.campaigns.actions import A, Action, asks
from amparo.campaigns.models import Partnership, Wording
from amparo.supporters.models import Keyspace
from amparo.web.languages import in_language
from amparo.web.pagecache import bump

KEPT_SECONDS = 1.0
MOST_KEPT = 500


class TextChanged(Exception):
    """She saw other words than stand there now; `seen` is None where nobody knows hers."""

    def __init__(self, seen: Wording | None) -> None:
        super().__init__()
        self.seen = seen


@dataclass(frozen=True, slots=True)
class Standing(Generic[A]):
    """An ask with its texts, its campaign and its keyspace loaded; never change it."""

    action: A
    texts: dict[str, tuple[Any, str]]  # by language: the text and its hash
    asking: tuple[Partnership, ...]  # partners that ask for leave to write, names loaded

    @property
    def keyspace(self) -> Keyspace:
        return self.action.campaign.keyspace

    def partners(self, language: str) -> list[tuple[str, str]]:
        """The partners that ask for leave to write, each with a link to what it keeps."""
        return [(str(each.organization_id), _asked(each, language)) for each in self.asking]

    def text_in(self, language: str) -> tuple[Any, str] | None:
        """The text that a page in `language` shows, and its hash."""
        shown = in_language((text for text, _hash in self.texts.values()), language)
        return self.texts[shown.language] if shown else None

    def check_seen(self, text_hash: str, language: str) -> None:
        """Raise TextChanged unless these are the words that a page in `language` shows now."""
        shown = self.text_in(language)
        if shown is None or text_hash != shown[1]:
            raise TextChanged(self.action.wordings.filter(text_hash=text_hash).first())


class Standings(Generic[A]):
    """The published asks of one model, by address and by id, at most KEPT_SECONDS old."""

    def __init__(self, model: type[A]) -> None:
        self.model = model
        self._by_slug: dict[str, tuple[float, Standing[A]]] = {}
        self._by_id: dict[UUID, tuple[float, Standing[A]]] = {}
        _all.append(self)

    def by_slug(self, slug: str) -> Standing[A] | None:
        return _fresh(self._by_slug.get(slug)) or self._read(slug=slug)

    def by_id(self, action_id: UUID) -> Standing[A] | None:
        return _fresh(self._by_id.get(action_id)) or self._read(pk=action_id)

    def of(self, action: A) -> Standing[A]:
        """The same of an ask in hand, draft or not; remembered nowhere."""
        texts = {text.language: (text, text.text_hash) for text in action.texts.all()}
        return Standing(action, texts, _partners_who_ask(action))

    def forget(self) -> None:
        self._by_slug.clear()
        self._by_id.clear()

    def _read(self, **which: object) -> Standing[A] | None:
        published = asks(self.model).published().with_words()
        action = published.filter(**which).first()
        if action is None:
            return None
        found = self.of(action)
        if len(self._by_slug) >= MOST_KEPT:
            self.forget()
        self._by_slug[action.slug] = self._by_id[action.pk] = (time.monotonic(), found)
        return found


_all: list[Standings[Any]] = []


def forget_all() -> None:
    """Read everything again at the next signature."""
    for each in _all:
        each.forget()


def show_on_commit() -> None:
    """Let the public see a change once it is kept; inside the transaction, old rows would stay."""
    transaction.on_commit(_show)


def _show() -> None:
    forget_all()
    bump()


def _fresh(kept: tuple[float, Standing[A]] | None) -> Standing[A] | None:
    if kept is None or time.monotonic() - kept[0] > KEPT_SECONDS:
        return None
    return kept[1]


def _partners_who_ask(action: Action) -> tuple[Partnership, ...]:
    return tuple(action.campaign.partnerships.filter(asks_to_write=True).with_names())


def _asked(partnership: Partnership, language: str) -> str:
    name = partnership.organization.name_in(language)
    if not partnership.privacy_url:
        return name
    return format_html(
        '<span>{} (<a href="{}" rel="noreferrer">{}</a>)</span>',
        name,
        partnership.privacy_url,
        gettext("what it keeps"),
    )
