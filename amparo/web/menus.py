"""The public menu, five words at most: rooms above register their own.

A newcomer's mistake: a sixth item. The list is read on a phone by someone tired; what is not a
reason to come here belongs to the foot or to a page that the menu names.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import override

MOST_ITEMS = 5


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class _Registered:
    order: int
    label: str | Promise
    url: Callable[[str], str]  # language -> address, or "" to leave the item out


_items: list[_Registered] = []
_foot: list[_Registered] = []
_provider: Callable[[str], Iterable[tuple[str, str]]] | None = None


def register_menu_item(order: int, label: str | Promise, url: Callable[[str], str]) -> None:
    """Add a word to the menu; `url` gives its address in a language, or "" to leave it out."""
    _items.append(_Registered(order, label, url))


def register_menu(provider: Callable[[str], Iterable[tuple[str, str]]]) -> None:
    """Let organizers' own menu lead: `provider` gives (label, address) pairs, or none."""
    global _provider
    _provider = provider


def menu(language: str, path: str) -> list[MenuItem]:
    """The menu in `language`, marking the item under which `path` lies."""
    pairs = list(_provider(language)) if _provider else []
    pairs = pairs or registered_items(language)
    current = _current([url for _, url in pairs], path)
    return [MenuItem(label, url, url == current) for label, url in pairs[:MOST_ITEMS]]


def register_foot_link(order: int, label: str | Promise, url: Callable[[str], str]) -> None:
    """Add a line to the foot of every page: what we keep, about us, log in."""
    _foot.append(_Registered(order, label, url))


def foot_links(language: str) -> list[tuple[str, str]]:
    """(address, label) of each line of the foot, in order."""
    with override(language):
        known = sorted(_foot, key=lambda link: link.order)
        return [(url, str(link.label)) for link in known if (url := link.url(language))]


def registered_items(language: str) -> list[tuple[str, str]]:
    """(label, address) of what rooms registered, in order."""
    with override(language):
        known = sorted(_items, key=lambda item: item.order)
        pairs = [(str(item.label), item.url(language)) for item in known]
    return [(label, url) for label, url in pairs if url]


def _current(urls: list[str], path: str) -> str | None:
    """The longest address that `path` lies under; the home page only by its own address."""
    home = f"/{path.strip('/').split('/')[0]}/"
    under = [url for url in urls if url == path or (url != home and path.startswith(url))]
    return max(under, key=len, default=None)
