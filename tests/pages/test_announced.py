"""A post or a release is passed on like an ask: words for each channel, pictures, a flyer; and
every page tells programs what it is, with nobody else's help."""

import json
import re
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from amparo.pages.announced import path_of
from amparo.pages.drafts import send_out
from amparo.pages.models import NewsPage, ReleasePage
from amparo.pages.operations import post_news
from amparo.pages.releases import brief_twins, release_twins
from tests.makers import make_alma, make_case, make_open_petition
from tests.pages.releases import make_brief, make_release
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


def picture_of(markup: str) -> str:
    """The address of the picture that programs are told of."""
    found = re.findall(r'<meta property="og:image" content="http://localhost([^"]+)">', markup)
    return str(found[0]) if found else ""


def is_png(client: Client, address: str) -> bool:
    answer = client.get(address)
    return answer["Content-Type"] == "image/png" and answer.content.startswith(b"\x89PNG")


@pytest.mark.django_db(databases=["default", "keyring"])
def test_what_is_shared_takes_a_picture_along(site: None, now: datetime) -> None:
    alma, client = make_alma(now), Client()
    _english, post = post_news(WORDS, posted_on=DAY)
    release = make_release(alma, now)
    send_out(release_twins(release), by=alma)
    _series, brief = make_brief(alma)
    send_out(brief_twins(brief), by=alma)
    campaign = make_open_petition(now).campaign
    addresses = [post.url, release_twins(release)[0].url, brief_twins(brief)[0].url]
    for address in (*addresses, f"/es/campaigns/{campaign.slug}/"):
        shown = client.get(address).content.decode()
        picture = picture_of(shown)
        assert picture.startswith(address[:4]), "in the language of the page"
        assert is_png(client, picture), address
        assert 'content="summary_large_image"' in shown
        assert f'data-image="http://localhost{picture}"' in shown


@pytest.mark.django_db(databases=["default", "keyring"])
def test_of_a_case_no_picture_goes_along(site: None, now: datetime) -> None:
    case, _once = make_case(now)
    english, _spanish = post_news(WORDS, posted_on=DAY, campaign=case)
    for address in (english.url, f"/en/campaigns/{case.slug}/"):
        shown = Client().get(address).content.decode()
        assert "og:image" not in shown
        assert "data-image" not in shown
    assert Client().get(f"/en/announce/campaign/{case.slug}/").status_code == 404
    assert Client().get(f"/en/announce/campaign/{case.slug}/picture-wide.png").status_code == 404


@pytest.mark.django_db(databases=["default", "keyring"])
def test_a_campaign_is_passed_on_with_a_picture_in_each_language(site: None, now: datetime) -> None:
    campaign = make_open_petition(now).campaign
    client = Client()
    there = f"/en/announce/campaign/{campaign.slug}/"
    assert f'href="{there}"' in client.get(f"/en/campaigns/{campaign.slug}/").content.decode()
    shown = client.get(there).content.decode()
    for language, name in (("en", "Picture to share in English"), ("es", "in Spanish")):
        assert name in shown
        for shape in ("wide", "tall", "square"):
            assert (
                f'href="/{language}/announce/campaign/{campaign.slug}/picture-{shape}.png"' in shown
            )
    assert f'data-image="/es/announce/campaign/{campaign.slug}/picture-square.png"' in shown


@pytest.mark.parametrize("key", ["nothing", "00000000-0000-0000-0000-000000000000"])
def test_a_brief_that_is_not_there_is_not_announced(site: None, key: str) -> None:
    assert Client().get(f"/en/announce/brief/{key}/").status_code == 404


def test_at_the_desk_a_release_is_made_ready_before_it_is_out(site: None, now: datetime) -> None:
    alma, client = make_alma(now), Client()
    client.force_login(alma)
    key = make_release(alma, now)
    there = reverse("desk:announce-page", args=["release", key])
    assert there in client.get(reverse("desk:release", args=[key])).content.decode()
    page = client.get(there).content.decode()
    assert "It is not public yet" in page
    for language in ("en", "es"):
        picture = f"{there}picture-square.png?in={language}"
        assert picture in page
        assert is_png(client, picture)
    assert client.get(f"{there}picture-wide.png?in=en").content != (
        client.get(f"{there}picture-wide.png?in=es").content
    )
    assert client.get(f"{there}flyer-letter/black/both.pdf").content.startswith(b"%PDF")
    assert client.get(there.replace("/release/", "/news/")).status_code == 404
    assert Client().get(there).status_code in (302, 403)


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
