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

from amparo.campaigns.actions import Action
from amparo.campaigns.kinds import AskKind, all_kinds


@dataclass(frozen=True)
class Found:
    """A public ask, by the address of its page."""

    kind: AskKind[Any]
    action: Action
    language: str
    path: str
    title: str


def ask_at(path: str, now: datetime) -> Found | None:
    """The ask whose page stands at `path`, where it may be shown in that language."""
    match = match_of(path)
    kind = kind_of_page(match.view_name) if match else None
    language = get_language_from_path(path)
    if match is None or kind is None or language is None:
        return None
    standing = kind.standings.by_slug(match.kwargs.get("slug", ""))
    text = standing.text_in(language) if standing else None
    if standing is None or text is None or not standing.action.is_public_in(language, now):
        return None
    return Found(kind, standing.action, language, path, text[0].title)


def path_of(address: str) -> str:
    """The path of an address of this site; "" for any other."""
    ours = urlsplit(settings.SITE_URL)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.path if (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc) else ""


def kind_of_page(view_name: str) -> AskKind[Any] | None:
    """The kind whose asks stand at addresses of this name."""
    return next((kind for kind in all_kinds() if kind.page == view_name), None)


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
    kind = _kind_of_room(match.namespace)
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


def _kind_of_room(namespace: str) -> AskKind[Any] | None:
    rooms = {kind.page.partition(":")[0]: kind for kind in all_kinds()}
    return rooms.get(namespace)
