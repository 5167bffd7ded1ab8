"""Changes to the tree of pages that are not made in Wagtail's own editor.

A newcomer's mistake: making a page in one language only. The trees of all languages have the same
shape, so that every page has a place for its twin.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext, override
from wagtail.models import Locale, Page, Site

from amparo.accounts.models import User
from amparo.campaigns.models import Campaign
from amparo.pages.models import (
    HomePage,
    NewsIndexPage,
    NewsPage,
    Photograph,
    PrivacyPage,
    StandardPage,
)
from amparo.web.pagecache import bump


@dataclass(frozen=True)
class Post:
    """The words of a post in one language."""

    title: str
    lede: str = ""
    paragraphs: list[str] = field(default_factory=list)  # HTML of the paragraph block


_TAKEN = {"tagged", "by", "archive"}  # below the list of news


class CannotPost(Exception):
    """There is no list of news to post to: the site was not built."""


@transaction.atomic
def build_site(*, name: str) -> HomePage:
    """Make the empty tree in every site language; return the first language's home.

    Safe to run again: what is there stays, languages that were added get their tree.
    """
    locales = [_locale(code) for code in settings.SITE_LANGUAGES]
    first = _home(locales[0], name)
    for locale in locales[1:]:
        if not first.has_translation(locale):
            with override(locale.language_code):
                _copy_tree(first, locale)
    _point_site_at(first, name)
    transaction.on_commit(bump)
    return first


@transaction.atomic
def post_news(
    texts: Mapping[str, Post],
    *,
    posted_on: date,
    by: User | None = None,
    photograph: Photograph | None = None,
    campaign: Campaign | None = None,
    tags: Sequence[str] = (),
) -> list[NewsPage]:
    """Publish one post in each language that has words; twins know each other."""
    made: list[NewsPage] = []
    for language, words in texts.items():
        page = NewsPage(
            title=words.title,
            slug=free_slug(news_index(language), words.title, posted_on),
            lede=words.lede,
            body=[("paragraph", paragraph) for paragraph in words.paragraphs],
            posted_on=posted_on,
            photograph=photograph,
            campaign=campaign,
            owner=by,
            locale=Locale.objects.get(language_code=language),
        )
        if made:
            page.translation_key = made[0].translation_key
        page.tags.set(tags)
        news_index(language).add_child(instance=page)
        page.save_revision(user=by).publish(user=by)
        made.append(page)
    transaction.on_commit(bump)
    return made


def keep_photograph(data: bytes, *, shown: str, by: User | None = None) -> Photograph:
    """Store a photograph that lib.pictures made anew; `shown` says in words what is on it."""
    file = ContentFile(data, "photograph.jpg")
    return Photograph.objects.create(title=shown[:120], shown=shown, uploaded_by_user=by, file=file)


def describe_photograph(photograph: Photograph, shown: str) -> None:
    """Say otherwise what is on it, for who cannot see it, wherever it stands."""
    photograph.shown = shown
    photograph.save(update_fields=["shown"])
    transaction.on_commit(bump)


def news_index(language: str) -> NewsIndexPage:
    found = NewsIndexPage.objects.filter(locale__language_code=language).live().first()
    if found is None:
        raise CannotPost(language)
    return found


def free_slug(parent: Page, title: str, posted_on: date) -> str:
    """The title in an address, with the date where another page there has the same."""
    plain = slugify(title)[:80] or posted_on.isoformat()
    if plain.isdigit() or plain in _TAKEN:  # addresses of the archive
        plain = f"{plain}-{posted_on.isoformat()}"
    if not parent.get_children().filter(slug=plain).exists():
        return plain
    dated = f"{plain}-{posted_on.isoformat()}"
    count = parent.get_children().filter(slug__startswith=dated).count()
    return f"{dated}-{count + 1}" if count else dated


def _locale(code: str) -> Locale:
    locale, _made = Locale.objects.get_or_create(language_code=code)
    return locale


def _home(locale: Locale, name: str) -> HomePage:
    found = HomePage.objects.filter(locale=locale).first()
    if found is not None:
        return found
    root = Page.get_first_root_node()
    Page.objects.filter(depth=2, slug="home").exclude(pk__in=HomePage.objects.all()).delete()
    root.refresh_from_db()
    with override(locale.language_code):
        home = root.add_child(instance=HomePage(title=name, slug="home", locale=locale))
        _publish(home, name, home.slug)
        for page in _first_pages(locale):
            _publish(home.add_child(instance=page), page.title, page.slug)
    return home


def _first_pages(locale: Locale) -> list[Page]:
    """The pages that every site begins with, in the language that is active."""
    return [
        NewsIndexPage(title=gettext("News"), slug="news", locale=locale, show_in_menus=True),
        StandardPage(title=gettext("Guides"), slug="guides", locale=locale, show_in_menus=True),
        StandardPage(title=gettext("About us"), slug="about", locale=locale, show_in_menus=True),
        PrivacyPage(title=gettext("What we keep"), slug="privacy", locale=locale),
    ]


def _copy_tree(home: HomePage, locale: Locale) -> None:
    twin = home.copy_for_translation(locale)
    _publish(twin, home.title, f"home-{locale.language_code}")
    titles = {page.slug: page.title for page in _first_pages(locale)}
    for page in home.get_children().specific():
        copied = page.copy_for_translation(locale)
        _publish(copied, titles.get(page.slug, page.title), page.slug)


def _publish(page: Page, title: str, slug: str) -> None:
    page.title, page.slug = title, slug
    page.save_revision().publish()


def _point_site_at(home: HomePage, name: str) -> None:
    host = settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "site_name": name, "hostname": host, "port": 80},
    )
