"""When something goes wrong, the page is finished, says what to do, and loses nothing."""

import errno
import logging
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from amparo.keyring.errors import Unavailable
from amparo.web import errors
from amparo.web.errors import is_unavailable, register_gone


@pytest.fixture
def gone_path() -> Iterator[str]:
    path = "/en/campaigns/taken-down/"
    register_gone(lambda asked: asked == path)
    yield path
    errors._gone_checks.pop()


def test_a_page_that_is_not_there_says_so_in_its_language(site: Client) -> None:
    english, spanish = site.get("/en/nada/"), site.get("/es/nada/")

    assert (english.status_code, spanish.status_code) == (404, 404)
    assert "This page is not here" in english.content.decode()
    assert "Esta página no está aquí" in spanish.content.decode()


def test_a_page_that_was_taken_down_is_gone_for_good(site: Client, gone_path: str) -> None:
    response = site.get(gone_path)

    assert response.status_code == 410
    assert response["X-Robots-Tag"] == "noindex, noarchive"


def test_a_broken_page_speaks_every_language_and_quotes_nobody(
    site: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):
        markup = site.get("/es/broken/").content.decode()

    assert markup.index("Algo falló de nuestro lado") < markup.index("Something broke on our side")
    assert "rosa@example.org" not in markup


def test_a_missing_key_stores_nothing_and_keeps_what_was_typed(site: Client) -> None:
    typed = {"name": 'Rosa "R" Díaz', "proof": "spent", "form_time": "5.abc"}
    response = site.post("/es/keyless/?source=x", typed)
    markup = response.content.decode()

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert 'name="name" value="Rosa &quot;R&quot; Díaz"' in markup
    assert 'name="form_time" value="5.abc"' in markup
    assert 'name="proof"' not in markup
    assert 'action="/es/keyless/?source=x"' in markup


def test_the_page_for_a_missing_database_asks_no_database(site: Client) -> None:
    with patch("amparo.web.models.Coalition.here", side_effect=OperationalError):
        response = site.get("/en/nada/")

    assert response.status_code == 404
    assert "Esta página no está aquí" in response.content.decode()


@pytest.mark.parametrize(
    ("fault", "passes"),
    [
        (Unavailable(), True),
        (OperationalError("disk I/O error"), True),
        (OSError(errno.ENOSPC, "full"), True),
        (OSError(errno.ENOENT, "gone"), False),
        (ValueError(), False),
    ],
)
def test_a_full_disk_is_told_from_a_mistake_of_ours(fault: Exception, passes: bool) -> None:
    assert is_unavailable(fault) is passes
