"""The coalition's own card: one row, its words by language, changed with a trace."""

from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils.translation import override
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from amparo.audit.actors import Actor
from amparo.audit.models import Entry
from amparo.web.models import Coalition
from amparo.web.operations import describe_coalition

ALMA = Actor("person", "1", "Alma")
WORDS = {
    "en": {"name": "Valley Welcome", "tagline": "Neighbors who stay"},
    "es": {"name": "Bienvenida del Valle", "tagline": "Vecinos que se quedan"},
}


@pytest.fixture
def coalition(
    db: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Coalition:
    with django_capture_on_commit_callbacks(execute=True):
        return describe_coalition(
            facts={"state": "MN", "hotline": "+16123325550"}, texts=WORDS, actor=ALMA
        )


def test_it_is_named_in_the_language_of_the_page(coalition: Coalition) -> None:
    for language, name in (("en", "Valley Welcome"), ("es", "Bienvenida del Valle")):
        with override(language):
            assert Coalition.here().name == name


def test_a_language_without_words_borrows_the_first_ones(coalition: Coalition) -> None:
    assert coalition.text("so").name == "Valley Welcome"


def test_before_there_is_one_pages_still_have_a_name(db: None, settings: Settings) -> None:
    Coalition.forget_kept()

    assert Coalition.here().name == settings.WAGTAIL_SITE_NAME


def test_every_page_shows_it(coalition: Coalition, site: Client) -> None:
    markup = site.get("/es/").content.decode()

    assert "Bienvenida del Valle" in markup
    assert '<a href="tel:+16123325550">(612) 332-5550</a>' in markup


def test_a_change_shows_at_once_and_leaves_a_trace(
    coalition: Coalition, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert Coalition.here().text("en").tagline == "Neighbors who stay"
    with (
        patch("amparo.web.operations.bump") as bumped,
        django_capture_on_commit_callbacks(execute=True),
    ):
        describe_coalition(facts={}, texts={"en": {"tagline": "We stay"}}, actor=ALMA)

    bumped.assert_called_once_with()
    assert Coalition.here().text("en").tagline == "We stay"
    assert Coalition.here().text("en").name == "Valley Welcome"
    assert Entry.objects.filter(verb="web.describe_coalition").count() == 2


def test_there_is_never_a_second_one(coalition: Coalition) -> None:
    with pytest.raises(IntegrityError):
        Coalition.objects.create(only=True)


def test_its_mark_is_sent_and_taken_away(
    coalition: Coalition, site: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    made = describe_coalition(facts={}, texts={}, actor=ALMA, mark=picture.getvalue())

    response = site.get(made.mark.url)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response["Cache-Control"] == "public, max-age=60"
    b"".join(response.streaming_content)

    describe_coalition(facts={}, texts={}, actor=ALMA, mark=b"")
    assert site.get(made.mark.url).status_code == 404


@pytest.mark.parametrize("path", ["../secret_key", "x.svg", "a/../../x.png", "amparo.sqlite3"])
def test_nothing_but_pictures_leaves_the_media_folder(site: Client, path: str) -> None:
    assert site.get(f"/media/{path}").status_code == 404
