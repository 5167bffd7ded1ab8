"""Whatever one is asked to do: on the hub, in feeds, on other sites, told to programs, announced.

One ask of every kind that there is. A new kind fails here until it has a maker.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from amparo.callins.operations.targets import Whom
from amparo.campaigns.kinds import Ask, all_asks, all_kinds, outside_kinds
from amparo.campaigns.standing import forget_all
from tests.committees.makers import make_open_committee
from tests.gatherings.making import make_gathering
from tests.makers import (
    make_alma,
    make_callin,
    make_campaign,
    make_keys,
    make_office,
    make_open_petition,
    reboot,
)
from tests.pledges.makers import make_open_platform, make_open_resolution
from tests.signons.conftest import make_letter

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

TO_THE_PUBLIC: dict[str, Callable[[datetime], Any]] = {
    "petition": make_open_petition,
    "letter": make_letter,
    "callin": lambda now: make_callin(now, make_campaign(now), [Whom(make_office(now))]),
    "gathering": make_gathering,
    "platform": make_open_platform,
    "resolution": make_open_resolution,
    "committee": lambda now: make_open_committee([make_alma(now)]),
}
THINGS = {"gathering": "Event"}  # else a page


def test_there_is_one_of_every_kind() -> None:
    kinds = {each.code for each in (*all_kinds(), *outside_kinds())}
    assert set(TO_THE_PUBLIC) == kinds


@pytest.fixture(params=TO_THE_PUBLIC)
def kind(request: pytest.FixtureRequest) -> str:
    code: str = request.param
    forget_all()
    reboot()
    now = timezone.now()
    make_keys(now)
    TO_THE_PUBLIC[code](now)
    forget_all()
    return code


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_open_ask_is_found_wherever_people_and_programs_look(kind: str, language: str) -> None:
    ask = found(kind, language)
    page = told(ask.url)

    assert ask.url in told(f"/{language}/act/")
    for form in ("atom", "rss", "json"):
        assert ask.url in told(f"/{language}/feeds/asks.{form}")
    assert THINGS.get(kind, "WebPage") in types_in(page)
    framed = told(f"/embed{ask.url}")
    assert '<body class="embed">' in framed
    assert f"/embed{ask.url}" in page, "what to paste into another site"
    link = re.search(r'type="application/json\+oembed" href="([^"]+)"', page)
    assert link
    address = urlsplit(link[1].replace("&amp;", "&"))
    oembed = json.loads(told(f"{address.path}?{address.query}"))
    assert oembed["title"] == ask.title
    assert f"/embed{ask.url}" in oembed["html"]
    announced = re.search(rf'href="(/{language}/announce/[^"]+)"', page)
    assert announced
    assert ask.title in told(announced[1])


def found(kind: str, language: str) -> Ask:
    (ask,) = [each for each in all_asks(language, timezone.now()) if each.kind == kind]
    return ask


def told(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def types_in(page: str) -> set[str]:
    """What programs are told that the page is about (schema.org)."""
    blocks = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    facts = [json.loads(each) for each in blocks]
    graph = [thing for each in facts for thing in each.get("@graph", [each])]
    return {str(thing["@type"]) for thing in graph}
