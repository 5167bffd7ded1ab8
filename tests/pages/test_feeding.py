"""Releases and briefs in the feeds: at their hour and not before, each in its language."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from amparo.accounts.models import User
from amparo.api.feeds import GENERATORS
from amparo.campaigns.models import Campaign
from amparo.pages.drafts import send_out
from amparo.pages.feeding import releases
from amparo.pages.models import BriefPage, ReleasePage
from amparo.pages.operations import build_site
from amparo.pages.releases import brief_twins, release_twins
from tests.makers import make_alma, make_campaign, make_case, make_keys
from tests.pages.releases import make_brief, make_release

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
FORMS = list(GENERATORS)


@pytest.fixture
def alma(now: datetime) -> User:
    build_site(name="Coalition of the Lakes")
    make_keys(now)
    return make_alma(now)


def feed(form: str, language: str = "en", campaign: str = "") -> str:
    answer = Client().get(f"/{language}/feeds/{campaign and campaign + '/'}news.{form}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_release_stands_in_the_feed_of_its_language(alma: User, now: datetime, form: str) -> None:
    send_out(release_twins(make_release(alma, now)), by=alma)

    english, spanish = feed(form), feed(form, "es")
    assert "The county ends its contract" in english
    assert "Five of seven voted for it." in english
    assert "El condado termina su contrato" in spanish
    assert "El condado" not in english
    assert "Marta" not in english + spanish  # who is quoted may take it back; a copy cannot


@pytest.mark.parametrize("form", FORMS)
def test_until_its_hour_no_feed_tells_of_a_release(alma: User, now: datetime, form: str) -> None:
    hour = now.replace(microsecond=0) + timedelta(hours=5)
    send_out(release_twins(make_release(alma, now, until=hour)), by=alma)
    assert "The county ends" not in feed(form)

    ReleasePage.objects.update(live=True)  # even where Wagtail took it for published
    assert "The county ends" not in feed(form)
    assert not list(releases("en", "", now))
    later = hour + timedelta(minutes=1)
    [entry] = releases("en", "", later)
    assert (entry.title, entry.posted_at) == ("The county ends its contract", hour)


def test_a_campaign_has_its_releases_and_a_case_has_none(alma: User, now: datetime) -> None:
    campaign = make_campaign(now)
    send_out(release_twins(make_release(alma, now)), by=alma)
    assert "The county ends" not in feed("atom", campaign=campaign.slug)

    ReleasePage.objects.update(campaign=campaign)
    assert "The county ends" in feed("atom", campaign=campaign.slug)
    ReleasePage.objects.update(campaign=make_case(now)[0])
    assert "The county ends" not in feed("atom")


def test_a_brief_stands_in_the_feed_once_it_is_published(alma: User) -> None:
    _series, key = make_brief(alma)
    assert "What it costs 1" not in feed("json")

    send_out(brief_twins(key), by=alma)

    assert "What it costs 1" in feed("json")
    assert "The costs" in feed("json")  # its series
    assert "Lo que cuesta 1" in feed("json", "es")
    assert BriefPage.objects.live().count() == 2


def test_the_head_of_a_campaign_names_its_own_feeds_and_that_of_a_case_does_not(
    alma: User, now: datetime
) -> None:
    campaign, (case, _consent) = make_campaign(now), make_case(now)

    head = Client().get(f"/es/campaigns/{campaign.slug}/").content.decode().partition("</head>")[0]
    assert f"/es/feeds/{campaign.slug}/news.atom" in head
    assert f"/es/feeds/{campaign.slug}/asks.json" in head
    assert head.index(f"/es/feeds/{campaign.slug}/") < head.index("/es/feeds/asks.atom")
    said = Client().get(f"/es/campaigns/{case.slug}/").content.decode()
    assert f"feeds/{case.slug}" not in said
    assert Campaign.objects.count() == 2
