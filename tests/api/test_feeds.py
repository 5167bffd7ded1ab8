"""Feeds of asks and news: read back by another program, in each language, of each campaign."""

import json
from datetime import datetime

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.campaigns.operations.asks import close_ask
from amparo.campaigns.operations.records import News, post_update
from amparo.web.pagecache import bump
from tests.makers import PETITION_WORDS, make_campaign, make_case, make_open_petition

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]
FORMS = ["atom", "rss"]


def read(path: str) -> feedparser.FeedParserDict:
    """The feed as a feed reader reads it; one that is not well-formed fails."""
    answer = Client().get(path)
    assert answer.status_code == 200
    headers = {"content-type": answer["Content-Type"]}
    found = feedparser.parse(answer.content, response_headers=headers)
    assert not found.bozo, found.bozo_exception
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_open_asks_stand_in_the_feed_of_their_language(
    now: datetime, form: str, language: str
) -> None:
    petition = make_open_petition(now)

    found = read(f"/{language}/feeds/asks.{form}")

    assert found.version in ("atom10", "rss20")
    assert found.feed.language == language
    [entry] = found.entries
    assert entry.title == PETITION_WORDS[language]["title"]
    assert entry.summary == PETITION_WORDS[language]["ask"]
    assert entry.link == f"http://localhost/{language}/petitions/{petition.slug}/?source=feed"
    assert entry.published_parsed[:3] == timezone.now().timetuple()[:3]


def test_the_same_ask_has_an_id_that_stays_and_differs_by_language(now: datetime) -> None:
    make_open_petition(now)

    ids = [read(f"/{language}/feeds/asks.atom").entries[0].id for language in ("en", "es", "en")]

    assert ids[0].startswith("urn:uuid:")
    assert ids[0] == ids[2]
    assert ids[0] != ids[1]


def test_what_is_closed_leaves_the_feed_of_asks(now: datetime) -> None:
    petition = make_open_petition(now)
    close_ask(petition, actor=WORKER, now=now)

    assert not read("/en/feeds/asks.rss").entries


@pytest.mark.parametrize("form", FORMS)
def test_what_became_of_an_ask_is_news(now: datetime, form: str) -> None:
    petition = make_open_petition(now)
    news = {"en": News("They receive us", "On Tuesday."), "es": News("Nos reciben", "El martes.")}
    today = timezone.localdate(now)
    post_update(petition, news=news, posted_on=today, actor=WORKER)

    [entry] = read(f"/es/feeds/news.{form}").entries

    assert (entry.title, entry.summary) == ("Nos reciben", "El martes.")
    assert entry.tags[0].term == "Terminen el acuerdo"


def test_a_campaign_has_feeds_of_its_own(now: datetime) -> None:
    make_open_petition(now, campaign=make_campaign(now, slug="schools"), slug="of-schools")
    make_open_petition(now, campaign=make_campaign(now, slug="sheriff"), slug="of-sheriff")

    found = read("/en/feeds/schools/asks.atom")

    assert [entry.link for entry in found.entries] == [
        "http://localhost/en/petitions/of-schools/?source=feed"
    ]
    assert found.feed.title == "No agreement with ICE: Take action"


def test_a_case_is_in_no_feed_because_feeds_are_copied(now: datetime) -> None:
    campaign, _once = make_case(now, slug="for-omar")
    petition = make_open_petition(now, campaign=campaign, slug="omar-stays")
    news = {"en": News("A hearing", "On Friday.")}
    post_update(petition, news=news, posted_on=timezone.localdate(now), actor=WORKER)

    assert not read("/en/feeds/asks.atom").entries
    assert not read("/en/feeds/news.atom").entries
    assert Client().get("/en/feeds/for-omar/asks.atom").status_code == 404


def test_the_json_feed_says_the_same(now: datetime) -> None:
    petition = make_open_petition(now)

    answer = Client().get("/es/feeds/asks.json")
    told = json.loads(answer.content)

    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["language"] == "es"
    assert told["feed_url"] == "http://localhost/es/feeds/asks.json"
    [item] = told["items"]
    assert item["id"] == read("/es/feeds/asks.atom").entries[0].id
    assert item["url"].endswith(f"/es/petitions/{petition.slug}/?source=feed")
    assert datetime.fromisoformat(item["date_published"]).tzinfo is not None


@pytest.mark.parametrize(
    "path", ["/en/feeds/secrets.rss", "/en/feeds/asks.exe", "/en/feeds/nobody/asks.rss"]
)
def test_what_is_no_feed_is_not_there(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_the_list_of_feeds_names_every_campaign_and_no_case(now: datetime) -> None:
    make_campaign(now, slug="schools")
    make_case(now, slug="for-omar")

    page = Client().get("/en/feeds/").content.decode()

    assert "/en/feeds/schools/news.json" in page
    assert "for-omar" not in page


def test_heads_name_the_feeds_where_people_look_for_news(now: datetime) -> None:
    petition = make_open_petition(now)
    bump()

    hub = Client().get("/es/act/").content.decode()
    ask = Client().get(f"/es/petitions/{petition.slug}/").content.decode()

    for form in ("atom", "rss", "json"):
        assert f'href="/es/feeds/asks.{form}"' in hub
        assert f'href="/es/feeds/news.{form}"' in hub
    assert "application/atom+xml" not in ask
