"""What the demo's pages offer as PDF: every paper that the product has."""

import re
from collections.abc import Iterator

from django.test import Client
from django.urls import Resolver404, URLResolver, get_resolver, resolve
from django.utils.translation import override

from amparo.clinics.papers import DayRow, DaySheet, day_pdf

BY_OTHER_NAMES = {"pledges:paper", "pledges:kit"}  # addresses that do not end in .pdf
LINK = re.compile(r'href="(/(?:en|es)/[^"#]*)"')
OTHER_FILES = (".png", ".zip", ".ics", ".csv", ".xlsx", ".json", ".geojson", ".atom", ".rss")
MOST = 2  # pages of one kind: the first may lead to no paper; of papers one is enough


def kinds_of_paper() -> set[str]:
    """The names of all public addresses at which a paper stands."""
    return BY_OTHER_NAMES | set(_named_pdf(get_resolver(), ""))


def papers(language: str) -> Iterator[tuple[str, str, bytes]]:
    """A paper of every kind that pages in this language lead to, from the first page on.

    The name of its address, the address, the paper. It ends as soon as there is one of each.
    """
    visitor, missing = Client(), kinds_of_paper()
    queue, seen, counts = [f"/{language}/"], set[str](), dict[str, int]()
    while queue and missing:
        address = queue.pop(0)
        kind = _kind_of(address)
        if not kind or address in seen or counts.get(kind, 0) >= MOST:
            continue
        seen.add(address)
        answer = visitor.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        if answer.status_code != 200:
            continue
        counts[kind] = counts.get(kind, 0) + 1
        if answer["Content-Type"] == "application/pdf":
            counts[kind] = MOST
            missing.discard(kind)
            yield kind, address, content
        elif answer["Content-Type"].startswith("text/html"):
            links = LINK.findall(content.decode())
            queue += [
                each.replace("&amp;", "&") for each in links if each.startswith(f"/{language}/")
            ]


def _kind_of(address: str) -> str:
    """Which view answers; pages of the same view are of one kind."""
    if address.partition("?")[0].endswith(OTHER_FILES):
        return ""
    try:
        with override(address.split("/")[1]):  # addresses are read in the language of the moment
            found = resolve(address.partition("?")[0])
    except Resolver404:
        return ""
    if found.url_name != "wagtail_serve":
        return found.view_name
    parts = address.split("/")
    return f"pages {len(parts)} deep below {parts[2]}"


def day_sheets() -> bytes:
    """What attorneys alone may ask for: nobody's page leads to it."""
    rows = [DayRow("10:00 a.m.", "Ines", "Rosa", "(612) 555-0142", "Spanish", "")]
    sheets = [DaySheet("Ines", rows), DaySheet("", [])]
    return day_pdf(title="Legal clinic", when="Monday, December 7", sheets=sheets, language="en")


def _named_pdf(resolver: URLResolver, space: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            if each.namespace != "desk":
                yield from _named_pdf(each, f"{each.namespace}:" if each.namespace else space)
        elif str(each.pattern).endswith(".pdf"):
            yield f"{space}{each.name}"
