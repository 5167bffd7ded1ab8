"""Where pages show up outside of themselves: menu, foot, the story in a campaign's page."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, override
from wagtail.models import Page

from amparo.campaigns.models import Campaign
from amparo.pages.models import (
    BriefPage,
    BriefsPage,
    CampaignStory,
    HomePage,
    PressPage,
    PrivacyPage,
    ReleasePage,
)
from amparo.web.menus import registered_items

MENU_PAGES = 2  # with what rooms registered (take action, campaigns) and joining that makes five


def menu(language: str) -> Iterator[tuple[str, str]]:
    """What rooms registered, then the pages ticked "show in menus", then joining."""
    home = HomePage.objects.filter(locale__language_code=language).live().first()
    if home is None:
        return
    with override(language):
        yield from registered_items(language)
        for page in home.get_children().live().in_menu()[:MENU_PAGES]:
            yield page.title, page.url
        yield gettext("Join us"), reverse("supporters:join")


def privacy_url(language: str) -> str:
    return _url(PrivacyPage.objects.filter(locale__language_code=language).live().first())


def about_url(language: str) -> str:
    pages = Page.objects.filter(locale__language_code=language, slug="about").live()
    return _url(pages.first())


def search_url(language: str) -> str:
    with override(language):
        return reverse("pages:search")


def story(request: HttpRequest, campaign: Campaign) -> str:
    """The campaign's story in the page's language; nothing where none is published."""
    found = (
        CampaignStory.objects.live()
        .filter(campaign=campaign, locale__language_code=get_language())
        .first()
    )
    if found is None:
        return ""
    return render_to_string("pages/_story.html", {"story": found, **found.cited()}, request=request)


def press_url(language: str) -> str:
    """Left out of the foot while no release is out."""
    page = PressPage.objects.filter(locale__language_code=language).live().first()
    has_news = page is not None and ReleasePage.objects.child_of(page).out(timezone.now()).exists()
    return _url(page) if has_news else ""


def briefs_url(language: str) -> str:
    """Left out of the foot while no brief is out."""
    page = BriefsPage.objects.filter(locale__language_code=language).live().first()
    has_briefs = page is not None and BriefPage.objects.descendant_of(page).live().exists()
    return _url(page) if has_briefs else ""


def _url(page: Page | None) -> str:
    return (page.url or "") if page else ""
