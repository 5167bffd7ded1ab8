"""What Wagtail keeps of a case goes with it: pages, versions, log lines, photographs, redirects."""

import io

import pytest
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageLogEntry, Revision
from wagtail.search.models import IndexEntry

from amparo.audit.actors import WORKER
from amparo.campaigns import takedown
from amparo.campaigns.models import Campaign
from amparo.pages.models import CampaignStory, NewsPage, Photograph
from amparo.pages.operations import Post, build_site, post_news
from tests.makers import make_campaign, make_case, make_keys

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def make_photograph(title: str) -> Photograph:
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(out, "PNG")
    photograph = Photograph(title=title, file=ImageFile(io.BytesIO(out.getvalue()), "omar.png"))
    photograph.save()
    return photograph


def tell_story(campaign: Campaign, photograph: Photograph | None = None) -> CampaignStory:
    home = build_site(name="A coalition")
    body = [("paragraph", "<p>The story of Omar.</p>")]
    if photograph:
        body.append(("photo", {"photograph": photograph, "caption": ""}))
    locale = Locale.objects.get(language_code="en")
    story = CampaignStory(
        title="The story of Omar", slug="story-of-omar", campaign=campaign, locale=locale, body=body
    )
    home.get_translation(locale).add_child(instance=story)
    story.save_revision(log_action=True).publish()
    return story


def test_a_story_is_told_within_its_case_where_the_consent_covers_it():
    now = timezone.now()
    make_keys(now)
    case, _ = make_case(now, allows_story=True)
    tell_story(case)
    assert "The story of Omar." in Client().get("/en/campaigns/stand-with-omar/").content.decode()


def test_a_story_is_not_told_without_consent_for_it():
    now = timezone.now()
    make_keys(now)
    case, _ = make_case(now)
    tell_story(case)
    shown = Client().get("/en/campaigns/stand-with-omar/").content.decode()
    assert "The story of Omar." not in shown


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's own file
def test_nothing_of_a_story_is_left(django_capture_on_commit_callbacks):
    now = timezone.now()
    make_keys(now)
    case, _ = make_case(now, allows_story=True)
    photograph = make_photograph("Omar at home")
    rendition = photograph.get_rendition("width-40")
    files = [photograph.file.name, rendition.file.name]
    story = tell_story(case, photograph)
    address = story.url
    Redirect.add_redirect("/omar", redirect_to=story)
    assert "Omar at home" in "\n".join(takedown.name_what_goes(case))
    with django_capture_on_commit_callbacks(execute=True):
        takedown.take_down(case, actor=WORKER, now=now)
    assert not CampaignStory.objects.exists()
    assert not Photograph.objects.exists()
    assert not Redirect.objects.exists()
    for kept in (Page, Revision, PageLogEntry, IndexEntry, DBTaskResult):
        assert "omar" not in str(list(kept.objects.values())).casefold(), kept
    assert not any(default_storage.exists(name) for name in files)
    assert Client().get(address).status_code == 410


def test_a_photograph_of_an_older_version_goes_too():
    now = timezone.now()
    make_keys(now)
    case, _ = make_case(now)
    story = tell_story(case, make_photograph("Omar at home"))
    story.body = [("paragraph", "<p>Shorter.</p>")]
    story.save_revision().publish()
    takedown.take_down(case, actor=WORKER, now=now)
    assert not Photograph.objects.exists()


def test_a_photograph_that_another_page_shows_stays():
    now = timezone.now()
    make_keys(now)
    case, _ = make_case(now)
    shared = make_photograph("The courthouse")
    tell_story(case, shared)
    post_news({"en": Post("A march")}, posted_on=timezone.localdate(now), photograph=shared)
    takedown.take_down(case, actor=WORKER, now=now)
    assert Photograph.objects.get() == shared


def test_posts_about_a_case_go_and_posts_about_a_campaign_stay():
    now = timezone.now()
    make_keys(now)
    build_site(name="A coalition")
    case, _ = make_case(now)
    campaign = make_campaign(now)
    today = timezone.localdate(now)
    post_news({"en": Post("Omar is free")}, posted_on=today, campaign=case)
    post_news({"en": Post("The board votes")}, posted_on=today, campaign=campaign)
    takedown.take_down(case, actor=WORKER, now=now)
    takedown.take_down(campaign, actor=WORKER, now=now)
    assert [post.title for post in NewsPage.objects.all()] == ["The board votes"]
