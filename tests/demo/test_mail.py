"""The demo's mail: a newcomer signs, opens her letter and presses its button."""

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from amparo.outbox.letters import Letter
from amparo.outbox.operations import enqueue
from amparo.outbox.sending import sweep

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.urls("tests.demo.site"),
]


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def mail(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)


def test_a_letter_can_be_read_and_its_link_followed(mail: None, now: datetime) -> None:
    link = "http://localhost/es/confirm/abc/"
    text = f"Hola <b>Rosa</b>:\n\nConfirme aquí:\n{link}\n"
    enqueue(Letter("rosa@example.org", "Confirme: «El año»", text, "es", html="<p>Hola</p>"))
    sweep(now)
    visitor = Client()

    listed = visitor.get("/es/demo-mail/").content.decode()
    assert "Confirme: «El año»" in listed
    address = listed.split('<h2><a href="')[1].split('"')[0]
    shown = visitor.get(address).content.decode()

    assert f'<a href="{link}">' in shown
    assert "Hola &lt;b&gt;Rosa&lt;/b&gt;:" in shown


def test_an_empty_box_says_what_to_do(mail: None) -> None:
    assert "No letter was sent yet" in Client().get("/en/demo-mail/").content.decode()


def test_a_letter_that_never_was_is_not_found(mail: None) -> None:
    assert Client().get("/en/demo-mail/0123456789abcdef/").status_code == 404


@pytest.mark.urls("amparo.urls")
def test_a_real_site_has_no_such_page() -> None:
    assert Client().get("/en/demo-mail/").status_code == 404
