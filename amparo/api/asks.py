"""Which ask stands at an address, and which pages of it another site may frame.

A newcomer's mistake: a list of addresses here. An ask's kind names its page; beside it only pages
of campaigns.asking may be framed, because that is where its form leads.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import get_language_from_path, override

from amparo.campaigns.kinds import AskKind, OutsideKind, all_kinds, outside_kinds

Kind = AskKind[Any] | OutsideKind


@dataclass(frozen=True)
class Found:
    """A public ask, by the address of its page."""

    language: str
    path: str
    title: str
    is_open: bool


def ask_at(path: str, now: datetime) -> Found | None:
    """The ask whose page stands at `path`, where it may be shown in that language."""
    match = match_of(path)
    kind = kind_of_page(match.view_name) if match else None
    language = get_language_from_path(path)
    if match is None or kind is None or language is None:
        return None
    if isinstance(kind, OutsideKind):
        return _outside_at(kind, path, language, now)
    standing = kind.standings.by_slug(match.kwargs.get("slug", ""))
    text = standing.text_in(language) if standing else None
    if standing is None or text is None or not standing.action.is_public_in(language, now):
        return None
    return Found(language, path, text[0].title, standing.action.is_open(now))


def _outside_at(kind: OutsideKind, path: str, language: str, now: datetime) -> Found | None:
    found = (ask for ask in kind.find(language, now) if ask.url == path)
    return next((Found(language, path, ask.title, ask.is_open) for ask in found), None)


def path_of(address: str) -> str:
    """The path of an address of this site; "" for any other."""
    ours = urlsplit(settings.SITE_URL)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.path if (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc) else ""


def kind_of_page(view_name: str) -> Kind | None:
    """The kind whose asks stand at addresses of this name."""
    return next((kind for kind in _kinds() if kind.page == view_name), None)


def framed_view(path: str) -> ResolverMatch | None:
    """The view of a page that may be framed."""
    match = match_of(path)
    if match is None:
        return None
    is_framable = getattr(match.func, "is_framable", False) or kind_of_page(match.view_name)
    return match if is_framable else None


def page_of_ask(path: str) -> str:
    """The page of the ask that `path` belongs to: the page itself, its thanks; else ""."""
    match = framed_view(path)
    if match is None or "slug" not in match.kwargs:
        return ""
    kind = kind_of_page(match.view_name) or _kind_of_room(match.namespace)
    with override(get_language_from_path(path)):
        return reverse(kind.page, args=[match.kwargs["slug"]]) if kind else ""


def match_of(path: str) -> ResolverMatch | None:
    """What stands at a path that has a language."""
    language = get_language_from_path(path)
    if language is None:
        return None
    try:
        with override(language):
            return resolve(path)
    except Resolver404:
        return None


def _kind_of_room(namespace: str) -> Kind | None:
    rooms = {kind.page.partition(":")[0]: kind for kind in _kinds()}
    return rooms.get(namespace)


def _kinds() -> list[Kind]:
    return [*all_kinds(), *outside_kinds()]
