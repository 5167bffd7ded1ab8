"""Pages that people write: every page has a place for its twin, and says what is next."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from wagtail.models import Page, Revision

from amparo.pages.models import HomePage, NewsIndexPage, NewsPage, Photograph, StandardPage
from amparo.pages.operations import CannotPost, Post, post_news
from amparo.pages.parity import Gap, gaps
from amparo.pages.scheduling import publish_what_is_due
from amparo.web.searchindex import keep_in_step
from tests.makers import make_campaign, make_site

DAY = date(2026, 11, 20)
WORDS = {
    "en": Post("Vigil on Wednesday", "Come at 4:00 p.m.", ["<p>Bring a candle.</p>"]),
    "es": Post("Vigilia el miércoles", "Venga a las 4:00 p. m.", ["<p>Traiga una vela.</p>"]),
}


def test_a_new_site_has_the_same_pages_in_every_language(site: None) -> None:
    trees = {
        home.locale.language_code: {page.slug for page in home.get_children()}
        for home in HomePage.objects.all()
    }

    assert set(trees) == set(settings.SITE_LANGUAGES)
    assert len({frozenset(slugs) for slugs in trees.values()}) == 1
    assert not list(gaps())


def test_building_a_site_again_changes_nothing(site: None) -> None:
    before = Page.objects.count()

    make_site("Coalition of the Lakes")

    assert Page.objects.count() == before


def test_a_post_stands_in_both_languages_and_its_twins_know_each_other(site: None) -> None:
    english, spanish = post_news(WORDS, posted_on=DAY)
    visitor = Client()

    shown = visitor.get(spanish.url).content.decode()

    assert "Traiga una vela." in shown
    assert f'href="{english.url}"' in shown
    assert english.translation_key == spanish.translation_key
    assert "Vigil on Wednesday" in visitor.get("/en/news/").content.decode()
    assert "Vigilia el miércoles" in visitor.get("/es/").content.decode()


def test_every_post_ends_with_what_is_next(site: None) -> None:
    english, spanish = post_news(WORDS, posted_on=DAY)

    for page, words in ((english, "What is next"), (spanish, "Lo que sigue")):
        assert words in Client().get(page.url).content.decode()


def test_two_posts_of_one_title_have_two_addresses(site: None) -> None:
    made = [post_news({"en": WORDS["en"]}, posted_on=DAY)[0].url for _ in range(3)]

    assert len(set(made)) == 3


def test_without_a_site_there_is_no_list_to_post_to(db: None) -> None:
    NewsIndexPage.objects.all().delete()

    with pytest.raises(CannotPost):
        post_news(WORDS, posted_on=DAY)


def test_the_page_of_one_language_says_that_the_other_is_missing(site: None) -> None:
    page = post_news({"es": WORDS["es"]}, posted_on=DAY)[0]

    assert [gap.language for gap in gaps()] == ["en"]
    assert page.languages_missing() == ["en"]
    assert page.addresses()["en"] == "/en/news/"


def test_twins_that_say_another_hour_are_reported(site: None) -> None:
    wrong = Post("Vigilia el miércoles", "Venga a las 5:00 p. m.", ["<p>Traiga una vela.</p>"])
    post_news({"en": WORDS["en"], "es": wrong}, posted_on=DAY)

    found: list[Gap] = list(gaps())

    assert len(found) == 1
    assert found[0].differing


def test_a_photograph_loses_where_and_when_it_was_taken(db: None) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Telephone of Rosa"
    raw = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(raw, "JPEG", exif=exif)
    assert b"Telephone of Rosa" in raw.getvalue()

    kept = Photograph.objects.create(
        title="Vigil", file=ContentFile(raw.getvalue(), name="vigil.jpg")
    )

    with kept.file.open("rb") as file:
        assert b"Rosa" not in file.read()
    assert kept.file.name.endswith(".jpg")
    assert ".." not in kept.file.name


def test_a_post_with_a_time_goes_up_by_itself(site: None, now: datetime) -> None:
    index = NewsIndexPage.objects.get(locale__language_code="en")
    page = NewsPage(title="Later", slug="later", live=False, locale=index.locale)
    index.add_child(instance=page)
    page.go_live_at = now + timedelta(hours=1)
    page.save_revision().publish()
    publish_what_is_due(now)
    assert not NewsPage.objects.live().filter(slug="later").exists()

    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = (now - timedelta(minutes=1)).isoformat()
    revision.approved_go_live_at = now - timedelta(minutes=1)
    revision.save()
    publish_what_is_due(now)

    assert NewsPage.objects.live().filter(slug="later").exists()


def test_search_finds_pages_and_campaigns_in_their_language(site: None, now: datetime) -> None:
    make_campaign(now)
    post_news(WORDS, posted_on=DAY)
    keep_in_step(now)  # in life the worker does it, soon after
    visitor = Client()

    assert "No agreement with ICE" in visitor.get("/en/search/?q=agreement").content.decode()
    assert "Vigilia" in visitor.get("/es/search/?q=vigilia").content.decode()
    assert "Encontrado en inglés" in visitor.get("/es/search/?q=vigil").content.decode()


def test_what_we_keep_tells_every_form_and_the_day_of_each_shredding(
    site: None, now: datetime
) -> None:
    campaign = make_campaign(now)

    shown = Client().get("/en/privacy/").content.decode()

    assert "When you sign a petition" in shown
    assert "When you ask us to write to you" in shown
    assert campaign.text("en").title in shown
    assert str(campaign.keyspace.shred_on.year) in shown


def test_a_guide_lists_what_stands_below_it(site: None) -> None:
    guides = StandardPage.objects.get(slug="guides", locale__language_code="en")
    guides.add_child(
        instance=StandardPage(title="If they knock", slug="knock", locale=guides.locale)
    )

    shown = Client().get(guides.url).content.decode()

    assert "If they knock" in shown
