"""An action committee leaves its blog of five years behind: every post comes along with its day,
its words, figures and telephones; what was in two languages becomes twins; old addresses lead on.
"""

import html
import io
import re
from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone

from amparo.accounts.models import User
from amparo.archive.bringing import bring
from amparo.archive.models import Item
from amparo.archive.operations import look_at, take_over
from amparo.pages.models import NewsPage
from amparo.pages.operations import build_site
from amparo.web.searchindex import find, keep_in_step
from tests.acceptance.oldblog import OldPost, read_blog, said
from tests.archive.exports import HOST, link_of, wxr
from tests.makers import make_alma

pytestmark = [pytest.mark.django_db, pytest.mark.data]

MARKS = re.compile(r"\((?:Español abajo|English below)\)")
TELEPHONE = re.compile(r"\d{3}-\d{3}-\d{4}")
FIGURE = re.compile(r"\d[\d,.]*\d%?|\d%?")


@pytest.fixture(scope="module")
def blog() -> list[OldPost]:
    return read_blog()


@pytest.fixture
def alma(db: None) -> User:
    build_site(name="Coalition of the Lakes")
    return make_alma(timezone.now())


@pytest.fixture
def brought(alma: User, blog: list[OldPost]) -> list[Item]:
    """Read, looked at as it was proposed, and on the site."""
    posts = [post.as_export(number) for number, post in enumerate(blog, 100)]
    file = io.BytesIO(wxr(*posts))
    bring("blog.xml", file, None, actor=alma.actor, now=timezone.now())
    items = list(Item.objects.in_order())
    for item in items:
        look_at(item, actor=alma.actor)
    take_over(items, by=alma, now=timezone.now())
    return items


def words_of(page: NewsPage) -> str:
    markup = re.sub(r"<[^>]*>", " ", page.whole_html())
    return f"{page.title}\n{html.unescape(markup)}"


def pages_of(post: OldPost) -> list[NewsPage]:
    keys = {page.translation_key for page in NewsPage.objects.filter(posted_on=post.on)}
    pages = [page for page in NewsPage.objects.all() if page.translation_key in keys]
    return sorted(pages, key=lambda page: page.locale.language_code)


def test_the_source_is_read_as_the_posts_that_it_was(blog: list[OldPost]) -> None:
    assert [post.on.isoformat() for post in blog] == [
        "2016-09-09", "2014-01-30", "2012-03-28", "2011-12-14", "2011-08-09", "2011-07-21",
        "2011-07-06", "2011-06-21", "2011-06-03", "2011-05-23",
    ]  # fmt: skip


def test_every_word_figure_and_telephone_is_on_the_site_in_its_own_language(
    blog: list[OldPost], brought: list[Item]
) -> None:
    """Nothing is lost, whichever language it went to; a mark that says "below" is no word of it."""
    for post in blog:
        there = "\n".join(words_of(page) for page in pages_of(post))
        lost = Counter(said(MARKS.sub(" ", post.text))) - Counter(said(there))
        assert not lost, post.title
        for pattern in (TELEPHONE, FIGURE):
            assert set(pattern.findall(post.text)) <= set(pattern.findall(there)), post.title
    _twins(blog)
    _languages_apart(blog)


def _twins(blog: list[OldPost]) -> None:
    in_two = {post.on.isoformat() for post in blog if len(pages_of(post)) == 2}
    assert in_two == {"2012-03-28", "2011-12-14", "2011-08-09", "2011-06-21"}
    for post in blog:
        if post.on.isoformat() in in_two:
            english, spanish = pages_of(post)
            assert (english.locale.language_code, spanish.locale.language_code) == ("en", "es")
            assert english.title != spanish.title
            assert len(said(words_of(spanish))) > 30


def _languages_apart(blog: list[OldPost]) -> None:
    clinic = next(post for post in blog if post.on.isoformat() == "2011-08-09")
    english, spanish = pages_of(clinic)
    assert "abogado" in words_of(spanish)
    assert "abogado" not in words_of(english)
    assert "lawyer" in words_of(english)
    assert "lawyer" not in words_of(spanish)
    assert "Clinica" in spanish.title
    assert "Clinic" in english.title


def test_the_order_stays_old_addresses_lead_on_and_words_are_found(
    alma: User, blog: list[OldPost], brought: list[Item]
) -> None:
    _redirects(blog)
    newest = [page.posted_on for page in NewsPage.objects.all().latest_first()]
    assert newest == sorted(newest, reverse=True)
    now = timezone.now()
    keep_in_step(now)
    assert find("governor's veto data practices", "en", now)
    assert find("reunion iglesia", "es", now), "without accents, as people type"
    archive = Client().get("/en/news/archive/").content.decode()
    assert all(str(post.on.year) in archive for post in blog)

    posts = [post.as_export(number) for number, post in enumerate(blog, 100)]
    again = bring("blog.xml", io.BytesIO(wxr(*posts)), None, actor=alma.actor, now=now)
    assert (again.outcome.new, again.outcome.known) == (0, len(blog))


def _redirects(blog: list[OldPost]) -> None:
    visitor = Client()
    for number, post in enumerate(blog, 100):
        export = post.as_export(number)
        for old in (link_of(export).removeprefix(HOST), f"/?p={number}"):
            answer = visitor.get(old)
            assert answer.status_code == 301, old
            assert answer["Location"] in {page.url for page in pages_of(post)}
