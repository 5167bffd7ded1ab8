"""Take action: what is open, of every campaign and kind, narrowed without scripts."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from amparo.audit.actors import WORKER
from amparo.campaigns.operations.asks import close_ask
from tests.makers import Keys, make_campaign, make_case, make_open_petition, make_petition

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]


def shown(query: str = "", language: str = "en") -> str:
    return Client().get(f"/{language}/act/{query}").content.decode()


def test_what_is_open_stands_there_and_nothing_else(now: datetime) -> None:
    here = make_open_petition(now)
    closed = make_open_petition(now, campaign=make_campaign(now, slug="closed"), slug="closed-one")
    close_ask(closed, actor=WORKER, now=now)
    make_petition(now, campaign=make_campaign(now, slug="draft"), slug="a-draft")

    page = shown()

    assert f"/en/petitions/{here.slug}/?source=act" in page
    assert "closed-one" not in page
    assert "a-draft" not in page


def test_spanish_has_the_spanish_words_and_addresses(now: datetime) -> None:
    petition = make_open_petition(now)

    page = shown(language="es")

    assert "Terminen el acuerdo" in page
    assert f"/es/petitions/{petition.slug}/?source=act" in page


def test_what_is_said_in_one_language_only_says_in_which(now: datetime) -> None:
    petition = make_open_petition(now)
    petition.texts.filter(language="es").delete()

    assert "<li>en inglés</li>" in shown(language="es")
    assert "<li>in English</li>" not in shown()


def test_it_is_narrowed_by_campaign_effort_and_deadline(now: datetime) -> None:
    schools = make_campaign(now, slug="schools")
    sheriff = make_campaign(now, slug="sheriff")
    tomorrow = now + timedelta(days=1)
    make_open_petition(now, campaign=schools, slug="soon-over", closes_at=tomorrow)
    make_open_petition(now, campaign=sheriff, slug="for-long")

    assert "soon-over" in shown("?campaign=schools")
    assert "for-long" not in shown("?campaign=schools")
    assert "for-long" not in shown("?soon=1")
    assert "soon-over" in shown("?soon=1")
    assert "for-long" in shown("?effort=minutes")
    assert "for-long" not in shown("?effort=day")
    assert shown().index("soon-over") < shown().index("for-long")


def test_an_ask_that_says_how_long_it_takes_is_listed_by_that(now: datetime) -> None:
    petition = make_open_petition(now, slug="walk-the-wards")
    type(petition).objects.filter(pk=petition.pk).update(effort="day")

    assert "walk-the-wards" in shown("?effort=day")
    assert "walk-the-wards" not in shown("?effort=minutes")


def test_nothing_that_fits_and_nothing_at_all_each_say_what_next(now: datetime) -> None:
    assert "Nothing is open today" in shown()
    make_open_petition(now)
    assert "Nothing that is open now fits this" in shown("?effort=day")


@pytest.mark.parametrize("query", ["?effort=<script>", "?campaign=none-of-ours", "?soon=%00"])
def test_a_choice_that_is_none_breaks_nothing(query: str, now: datetime) -> None:
    make_open_petition(now)

    answer = Client().get(f"/en/act/{query}")

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().replace('<script src="', "")


def test_a_case_stands_there_only_in_the_language_agreed_to(now: datetime, keys: Keys) -> None:
    campaign, _once = make_case(now, slug="for-luz", languages=("es",))
    make_open_petition(now, campaign=campaign, slug="luz-stays")

    assert "luz-stays" in shown(language="es")
    assert "luz-stays" not in shown()
