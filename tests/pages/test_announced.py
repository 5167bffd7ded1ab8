"""A post or a release is passed on like an ask: words for each channel, pictures, a flyer; and
every page tells programs what it is, with nobody else's help."""

import json
import re
from datetime import datetime

import pytest
from django.test import Client

from amparo.pages.announced import path_of
from amparo.pages.models import NewsPage, ReleasePage
from amparo.pages.operations import post_news
from tests.makers import make_alma, make_case, make_open_petition
from tests.pages.releases import make_release
from tests.pages.test_pages import DAY, WORDS

LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def facts_of(markup: str) -> dict[str, object]:
    found = LD.findall(markup)
    assert len(found) == 1
    told: dict[str, object] = json.loads(found[0])
    return told


def test_a_post_is_passed_on_in_both_languages(site: None) -> None:
    english, spanish = post_news(WORDS, posted_on=DAY)

    page = Client().get(path_of(spanish).replace("/en/", "/es/")).content.decode()

    assert "Vigilia el miércoles" in page
    assert "Vigil on Wednesday" in page
    assert "https://wa.me/?text=" in page
    for shape in ("wide", "tall", "square"):
        assert f"picture-{shape}.png" in page
    shown = Client().get(english.url).content.decode()
    assert f'href="{path_of(english)}"' in shown


def test_a_square_picture_is_square(site: None) -> None:
    english, _spanish = post_news(WORDS, posted_on=DAY)
    answer = Client().get(f"{path_of(english)}picture-square.png")
    assert answer["Content-Type"] == "image/png"
    assert answer.content[16:24] == (1080).to_bytes(4, "big") * 2


@pytest.mark.django_db(databases=["default", "keyring"])
def test_a_post_about_a_case_has_a_link_and_nothing_made_of_it(site: None, now: datetime) -> None:
    case, _once = make_case(now)
    english, _spanish = post_news(WORDS, posted_on=DAY, campaign=case)
    assert path_of(english) == ""
    assert Client().get(f"/en/announce/news/{english.slug}/").status_code == 404


def test_a_release_that_is_not_out_is_not_announced(site: None, now: datetime) -> None:
    make_release(make_alma(now), now)
    page = ReleasePage.objects.first()
    assert page is not None
    assert Client().get(f"/en/announce/release/{page.slug}/").status_code == 404


def test_a_post_tells_programs_what_it_is(site: None) -> None:
    english, _spanish = post_news(WORDS, posted_on=DAY)
    shown = Client().get(english.url).content.decode()
    told = facts_of(shown)
    assert (told["@type"], told["headline"]) == ("NewsArticle", "Vigil on Wednesday")
    assert told["datePublished"] == "2026-11-20"
    assert '<meta property="og:title" content="Vigil on Wednesday">' in shown


@pytest.mark.django_db(databases=["default", "keyring"])
def test_every_page_has_a_title_of_its_own_where_it_is_shared(site: None, now: datetime) -> None:
    petition = make_open_petition(now)
    for path in ("/en/", "/en/act/", "/en/campaigns/", f"/en/petitions/{petition.slug}/",
                 "/en/search/?q=%3Cscript%3E", "/en/about/"):  # fmt: skip
        shown = Client().get(path).content.decode()
        told = facts_of(shown)
        assert told["@type"] == "WebPage", path
        title = re.search(r'property="og:title" content="([^"]+)"', shown)
        assert title, path
        assert "<script>" not in title[1]
    assert "picture-wide.png" in Client().get(f"/en/petitions/{petition.slug}/").content.decode()


def test_tags_of_a_post_typed_at_the_desk_lead_to_their_posts(site: None, now: datetime) -> None:
    desk = Client()
    desk.force_login(make_alma(now))
    words = {"en-title": "Vigil", "en-text": "Come on Wednesday.", "tags": "Vigils, Rice County"}
    desk.post("/desk/news/post/", words)
    assert {tag.name for tag in NewsPage.objects.get().tags.all()} == {"Vigils", "Rice County"}
    assert "Vigil" in Client().get("/en/news/tagged/rice-county/").content.decode()
    assert path_of(NewsPage.objects.get()) in desk.get("/desk/news/").content.decode()
