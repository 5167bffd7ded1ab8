"""A committee stands wherever asks are listed: take action, feeds, the search, frames, flyers."""

from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client

from amparo.accounts.models import User
from amparo.audit.actors import WORKER
from amparo.committees.models import Committee
from amparo.committees.operations.editing import close_committee
from amparo.web.searchindex import find, keep_in_step
from tests.committees.makers import OTHERS, make_committee, make_open_committee

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]


@pytest.fixture
def research(alma: User) -> Committee:
    return make_open_committee([alma])


def shown(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_take_action_lists_it_in_both_languages_while_it_takes_people_in(
    research: Committee,
) -> None:
    english, spanish = shown("/en/act/"), shown("/es/act/")

    assert "/en/committees/legal-research/?source=act" in english
    assert "I want to help" in english
    assert "Investigación legal" in spanish
    assert "Quiero ayudar" in spanish
    assert "legal-research" in shown("/en/act/?effort=hour")
    assert "legal-research" not in shown("/en/act/?effort=minutes")
    close_committee(research, actor=WORKER)
    assert "legal-research" not in shown("/en/act/")


def test_a_draft_is_nowhere(alma: User, now: datetime) -> None:
    make_committee([alma])
    keep_in_step(now)

    assert "legal-research" not in shown("/en/act/")
    assert "legal-research" not in shown("/en/feeds/asks.json")
    assert not find("agreements", "en", now)
    assert Client().get("/en/announce/committee/legal-research/").status_code == 404


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_the_feed_of_asks_tells_it_with_the_day_on_which_it_opened(
    research: Committee, form: str
) -> None:
    first = shown(f"/es/feeds/asks.{form}")

    assert "Investigación legal" in first
    assert "/es/committees/legal-research/" in first
    Committee.objects.filter(pk=research.pk).update(opened_at="2026-03-04T12:00:00Z")
    assert "2026" in shown(f"/es/feeds/asks.{form}")


def test_the_search_finds_it_by_what_it_does(research: Committee, now: datetime) -> None:
    keep_in_step(now)

    (english,), (spanish,) = find("agreements", "en", now), find("convenios", "es", now)
    assert (english.title, english.kind) == ("Legal research", "Committee")
    assert spanish.path == "/es/committees/legal-research/"


def test_another_site_may_frame_it_and_its_form(research: Committee) -> None:
    page = shown("/en/committees/legal-research/")
    assert "&lt;iframe" in page
    framed = Client().get("/embed/en/committees/")
    assert 'action="/embed/en/committees/' in framed.content.decode()
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    address = f"{settings.SITE_URL}/es/committees/legal-research/"
    told = Client().get("/embed/oembed/", {"url": address}).json()
    assert told["title"] == "Investigación legal"
    assert "/embed/es/committees/legal-research/" in told["html"]


def test_its_flyer_and_words_are_in_reach_of_its_page(research: Committee, alma: User) -> None:
    make_open_committee([alma], slug="visits", words=OTHERS)

    assert "/es/announce/committee/legal-research/" in shown("/es/committees/legal-research/")
    words = shown("/es/announce/committee/legal-research/")
    assert "Leemos convenios y leyes." in words
    assert "Leemos convenios" not in shown("/es/announce/committee/visits/")
    flyer = Client().get("/en/announce/committee/legal-research/flyer-letter/color/both.pdf")
    assert flyer.headers["Content-Type"] == "application/pdf"
