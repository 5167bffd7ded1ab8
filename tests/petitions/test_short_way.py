"""A signature goes a shorter way through Django; what a person or a browser gets is the same."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import RequestFactory

from amparo.keyring.errors import Unavailable
from amparo.petitions import views
from amparo.petitions.models import Petition
from amparo.supporters.models import Card
from amparo.web import shortway
from amparo.web.proofofwork import stamp
from amparo.web.shortway import ShortWay
from tests.makers import Keys, make_open_petition
from tests.petitions.signer import HERS, page_of

FROM_HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
UNLIKE_EACH_TIME = ("form_time", "challenge")  # a line of the page with the second in it


@pytest.fixture(autouse=True)
def _kept_connections() -> Iterator[None]:
    """Leave the connections of the test open, as Django's own test client does."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


class Elsewhere(Exception):
    """It went the long way."""


def short_way() -> ShortWay:
    def long_way(environ: Any, start_response: Any) -> Iterable[bytes]:
        raise Elsewhere

    return ShortWay(long_way)


def answer(application: Any, path: str, data: dict[str, str], **about: Any) -> tuple[Any, ...]:
    """Status, headers in order of their names, and the lines of the page."""
    started: list[Any] = []
    environ = RequestFactory().post(path, data, **{**FROM_HERE, **about}).environ
    body = b"".join(application(environ, lambda *given: started.append(given))).decode()
    lines = [each for each in body.splitlines() if not any(u in each for u in UNLIKE_EACH_TIME)]
    return started[0][0], sorted(started[0][1]), lines


def form_of(petition: Petition, now: datetime) -> dict[str, str]:
    text = petition.any_text("es")
    assert text is not None
    made = stamp(action_kind=Petition.KIND, action_id=petition.pk, now=now - timedelta(seconds=20))
    return {**HERS, "text_hash": text.text_hash, "form_time": made.form_time, "proof": ""}


@pytest.mark.django_db(databases=["default", "keyring"])
@pytest.mark.parametrize(
    ("status", "typed", "about"),
    [
        ("303", {}, {}),
        ("422", {"name": ""}, {}),
        ("422", {"website_2": "x"}, {}),
        ("422", {"text_hash": "0" * 64}, {}),
        ("307", {"switch_to": "en"}, {}),
        ("200", {"switch_to": "es"}, {}),
        ("403", {}, {"HTTP_SEC_FETCH_SITE": "cross-site"}),
        ("400", {}, {"HTTP_HOST": "elsewhere.example"}),
    ],
)
def test_every_answer_is_the_one_of_the_long_way(
    keys: Keys, now: datetime, status: str, typed: dict[str, str], about: dict[str, str]
) -> None:
    petition = make_open_petition(now)
    data = {**form_of(petition, now), **typed}

    short = answer(short_way(), page_of(petition), data, **about)
    long = answer(get_wsgi_application(), page_of(petition), data, **about)

    assert short[0].startswith(status)
    assert short == long
    assert Card.objects.count() == (1 if status == "303" else 0)


@pytest.mark.django_db(databases=["default", "keyring"])
def test_where_nothing_can_be_sealed_both_ways_say_so_and_keep_nothing(
    keys: Keys, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    petition = make_open_petition(now)
    data = form_of(petition, now)

    def refuse(*args: Any, **about: Any) -> None:
        raise Unavailable("no key")

    monkeypatch.setattr(views, "sign", refuse)
    short = answer(short_way(), page_of(petition), data)

    assert short[0].startswith("503")
    assert short == answer(get_wsgi_application(), page_of(petition), data)
    assert not Card.objects.exists()


@pytest.mark.django_db(databases=["default", "keyring"])
def test_a_page_that_is_not_there_is_not_found_on_both_ways(keys: Keys, now: datetime) -> None:
    short = answer(short_way(), "/es/petitions/nothing/", {})

    assert short[0].startswith("404")
    assert short == answer(get_wsgi_application(), "/es/petitions/nothing/", {})


@pytest.mark.parametrize(
    ("path", "about"),
    [
        ("/es/petitions/x/", {"REQUEST_METHOD": "GET"}),
        ("/es/petitions/x/", {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=abc"}),
        ("/accounts/login/", {}),
        ("/desk/", {}),
        ("/es/", {}),
        ("/es/petitions/x/names/", {}),
        ("/petitions/x/", {}),
        ("/", {}),
    ],
)
def test_nothing_else_goes_the_short_way(path: str, about: dict[str, str]) -> None:
    with pytest.raises(Elsewhere):
        answer(short_way(), path, {}, **about)


@pytest.mark.django_db(databases=["default", "keyring"])
def test_no_path_is_remembered_that_may_hold_the_link_of_a_letter(keys: Keys) -> None:
    shortway._kept.clear()
    link = "A" * 43
    for path in (f"/es/confirm/{link}/", f"/es/yours/{link}/name/", f"/es/leave/{link}/"):
        assert answer(short_way(), path, {})[0][:3] in ("302", "404")
    with pytest.raises(Elsewhere):
        answer(short_way(), f"/es/yours/{link}", {})
    answer(short_way(), "/es/petitions/nothing/", {})
    assert set(shortway._kept) == {"/es/petitions/nothing/"}
