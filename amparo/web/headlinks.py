"""What the head of a page tells programs of it: feeds, oEmbed. Rooms above register providers.

A newcomer's mistake: a `<link>` in a template of a room below. It cannot know what lies above it.
"""

from collections.abc import Callable, Iterable, Iterator

from django.http import HttpRequest

HeadLink = tuple[str, str, str]  # type, address, title
Provider = Callable[[HttpRequest], Iterable[HeadLink]]

_providers: list[Provider] = []


def register_head_links(provider: Provider) -> None:
    """Ask `provider` for links of every public page; it answers with none where it has none."""
    if provider not in _providers:
        _providers.append(provider)


def head_links(request: HttpRequest) -> Iterator[HeadLink]:
    for provider in _providers:
        yield from provider(request)
