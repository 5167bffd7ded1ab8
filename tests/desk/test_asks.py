"""What the desk makes for every kind of ask: its place in the menu, lines for other sites."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from amparo.accounts.models import User
from amparo.campaigns.standing import forget_all
from amparo.desk.asks import new_links, rows_of
from amparo.desk.menu import menu_items
from tests.makers import (
    make_alma,
    make_beto,
    make_campaign,
    make_ines,
    make_keys,
    make_open_petition,
    make_petition,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def now() -> datetime:
    forget_all()
    now = timezone.now()
    make_keys(now)
    return now


def asks_shown_to(person: Any) -> set[str]:
    """What stands below "Asks" for somebody."""
    request = RequestFactory().get("/desk/")
    request.user = person
    [asks] = [item for item in menu_items() if item.name == "asks"]
    if not asks.is_shown(request):
        return set()
    return {item.name for item in asks.menu.menu_items_for_request(request)}


def test_each_kind_stands_below_asks_for_those_who_may_see_it(now: datetime) -> None:
    assert "desk:petitions" in asks_shown_to(make_alma(now))
    assert "desk:petitions" in asks_shown_to(make_beto(now))
    assert "desk:petitions" not in asks_shown_to(make_ines(now))


def test_a_campaign_names_its_asks_of_every_kind_and_what_can_be_begun(now: datetime) -> None:
    campaign = make_campaign(now)
    petition = make_open_petition(now, campaign=campaign)

    [row] = rows_of(campaign)

    assert (row.title, row.state) == ("End the agreement", "Open")
    assert row.url == reverse("desk:petition", args=[petition.pk])
    begun = [url for _label, url in new_links(campaign)]
    assert f"{reverse('desk:petition-new')}?campaign={campaign.pk}" in begun


@pytest.mark.parametrize(
    ("asked", "put"), [("", "site"), ("st-dominic", "st-dominic"), ('"><script>', "site")]
)
def test_the_word_for_a_hosts_page_is_put_into_what_is_pasted(
    now: datetime, asked: str, put: str
) -> None:
    client = Client()
    client.force_login(make_alma(now))
    petition = make_open_petition(now)

    page = client.get(reverse("desk:petition", args=[petition.pk]), {"source": asked})

    markup = page.content.decode()
    assert f"/embed/es/petitions/{petition.slug}/?source={put}&quot;" in markup
    assert f"data-source=&quot;{put}&quot;" in markup


def test_a_draft_has_nothing_to_paste(now: datetime) -> None:
    client = Client()
    client.force_login(make_alma(now))
    petition = make_petition(now)

    page = client.get(reverse("desk:petition", args=[petition.pk])).content.decode()

    assert 'id="embed"' not in page


@pytest.mark.parametrize(
    ("language", "said"), [("en", "it is for others to see"), ("es", "es para otras personas")]
)
def test_what_is_not_there_is_said_inside_the_desk_in_her_language(
    now: datetime, language: str, said: str
) -> None:
    alma = make_alma(now)
    User.objects.filter(pk=alma.pk).update(preferred_language=language)
    client = Client()
    client.force_login(alma)
    for path in (reverse("desk:petition", args=[uuid4()]), "/desk/nowhere/"):
        answer = client.get(path)
        page = answer.content.decode()
        assert answer.status_code == 404
        assert said in page
        assert reverse("wagtailadmin_home") in page
        assert "Wagtail admin" not in page
