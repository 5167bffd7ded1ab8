"""A post is changed where it was posted, and nothing that the page editor put there is lost."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from amparo.accounts.models import User
from amparo.audit.models import Entry
from amparo.pages.models import NewsPage, Photograph
from amparo.pages.operations import keep_photograph, post_news
from amparo.pages.posts import post_twins
from tests.desk.test_keys import logged_in, text_of
from tests.makers import make_alma, make_beto, make_open_petition, make_site
from tests.pages.test_pages import DAY, WORDS

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def alma(db: None, settings: Any, tmp_path: Any) -> Client:
    settings.MEDIA_ROOT = tmp_path
    make_site("Coalition")
    return logged_in(make_alma(timezone.now()))


def picture(color: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), color).save(out, "JPEG")
    return out.getvalue()


def photograph(name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(), content_type="image/jpeg")


def page_of(post: NewsPage, name: str = "news-edit") -> str:
    return reverse(f"desk:{name}", args=[post.translation_key])


def fields_of(answer: HttpResponse) -> dict[str, Any]:
    """What the form before her would send if she pressed nothing but "Save"."""
    context = answer.context  # type: ignore[attr-defined]
    told: dict[str, Any] = {"version": context["version"]}
    for form in context["forms"]:
        for name in form.fields:
            value = form[name].value()
            if value not in (None, "", False):
                told[form.add_prefix(name)] = getattr(value, "pk", value)
    return told


def change(client: Client, post: NewsPage, **about: Any) -> HttpResponse:
    """Open the form, type what is given, save."""
    fields = fields_of(client.get(page_of(post)))
    for name, value in about.items():
        fields[name.replace("__", "-")] = value
    return client.post(page_of(post), fields)


def by_language(post: NewsPage) -> dict[str, NewsPage]:
    found = NewsPage.objects.filter(translation_key=post.translation_key)
    return {page.language: page for page in found}


def test_a_post_is_changed_in_both_languages_and_its_address_stays(alma: Client) -> None:
    english, spanish = post_news(WORDS, posted_on=DAY)
    assert page_of(english, "news") in alma.get("/desk/news/").content.decode()
    answer = change(
        alma,
        english,
        en__title="Vigil on Thursday",
        es__text="Venga a las 5.\n\n*Traiga* una vela.",
    )
    assert answer.status_code == 302
    pages = by_language(english)
    assert (pages["en"].title, pages["en"].url) == ("Vigil on Thursday", english.url)
    shown = Client().get(spanish.url).content.decode()
    assert "<strong>Traiga</strong> una vela." in shown
    assert 'class="lede">Venga a las 5.' in shown
    assert Entry.objects.get(verb="pages.write_post").actor_label


def test_saving_without_a_change_changes_nothing(alma: Client) -> None:
    english, _spanish = post_news(WORDS, posted_on=DAY)
    before = [page.latest_revision_id for page in post_twins(english.translation_key)]
    assert change(alma, english).status_code == 302
    assert [page.latest_revision_id for page in post_twins(english.translation_key)] == before


def rich(post: NewsPage, by: User) -> NewsPage:
    """A post as somebody made it in the page editor, with what a phone cannot show."""
    photo = keep_photograph(picture("red"), shown="Candles at the jail", by=by)
    page = NewsPage.objects.get(pk=post.pk)
    page.byline, page.search_description = "The youth group", "For search engines"
    page.expire_at = timezone.now() + timedelta(days=90)
    page.body = [
        ("paragraph", '<p>See <a linktype="page" id="1">us</a> and <b>come</b>.</p><h3>Old</h3>'),
        ("photo", {"photograph": photo, "caption": "By Teo"}),
        ("quote", {"words": "We are here.", "who": "Rosa"}),
        ("callout", {"title": "Call", "words": "<p>Now</p>", "link": "/en/act/", "button": "Go"}),
    ]
    page.save_revision(user=by).publish(user=by)
    return page


def test_what_the_phone_cannot_show_is_not_lost(alma: Client) -> None:
    english, _spanish = post_news(WORDS, posted_on=DAY)
    before = rich(english, User.objects.get())
    form = alma.get(page_of(english))
    assert "Photograph · By Teo]" in text_of(form)
    text = fields_of(form)["en-text"].replace("*come*", "*come* early")
    assert change(alma, english, en__text=text).status_code == 302
    after = by_language(english)["en"]
    assert "<strong>come</strong> early" in after.body[0].value.source
    assert '<a linktype="page" id="1">us</a>' in after.body[0].value.source
    assert "<h3>Old</h3>" in after.body[1].value.source
    assert [(each.id, each.value) for each in after.body][2:] == [
        (each.id, each.value) for each in before.body
    ][1:]
    assert (after.byline, after.search_description) == ("The youth group", "For search engines")
    assert after.expire_at == before.expire_at
    assert after.posted_on == DAY


def test_a_line_that_stands_for_nothing_is_refused_and_what_was_typed_stays(alma: Client) -> None:
    english, _spanish = post_news(WORDS, posted_on=DAY)
    answer = change(alma, english, en__text="New words.\n\n[7 · Photograph · x]")
    assert answer.status_code == 422
    assert "Nothing here belongs to this line: [7 · Photograph · x]" in text_of(answer)
    assert "New words." in text_of(answer)
    assert by_language(english)["en"].title == "Vigil on Wednesday"
    assert "New words." not in Client().get(english.url).content.decode()


def test_tags_campaign_and_photograph_of_each_twin_stay_unless_they_are_changed(
    alma: Client,
) -> None:
    english, spanish = post_news(WORDS, posted_on=DAY, tags=["Vigils"])
    page = NewsPage.objects.get(pk=spanish.pk)
    page.tags.set(["Vigilias", "Vigils"])
    page.photograph = keep_photograph(picture("red"), shown="Velas")
    closed = make_open_petition(timezone.now()).campaign
    page.campaign = closed
    page.save_revision().publish()
    change(alma, english, en__title="Vigil!")
    kept = by_language(english)["es"]
    assert {tag.name for tag in kept.tags.all()} == {"Vigilias", "Vigils"}
    assert kept.photograph is not None
    assert kept.campaign == closed
    change(alma, english, tags="Rice County")
    pages = by_language(english)
    assert {tag.name for tag in pages["en"].tags.all()} == {"Rice County"}
    assert {tag.name for tag in pages["es"].tags.all()} == {"Vigilias", "Rice County"}


def test_a_campaign_that_the_public_sees_no_more_stays_chosen(alma: Client) -> None:
    campaign = make_open_petition(timezone.now()).campaign
    english, _spanish = post_news(WORDS, posted_on=DAY, campaign=campaign)
    type(campaign).objects.filter(pk=campaign.pk).update(state="draft")
    change(alma, english, en__title="Vigil!")
    assert by_language(english)["en"].campaign == campaign


def test_a_photograph_is_replaced_described_and_taken_off(alma: Client) -> None:
    english, _spanish = post_news(WORDS, posted_on=DAY)
    refused = change(alma, english, photograph=photograph())
    assert refused.status_code == 422
    change(alma, english, photograph=photograph(), shown="Candles", has_consent="on")
    first = by_language(english)["es"].photograph
    assert first is not None
    assert first.shown == "Candles"
    page = alma.get(page_of(english)).content.decode()
    assert 'alt="Candles"' in page
    change(alma, english, shown="Candles at night")
    assert Photograph.objects.get().shown == "Candles at night"
    change(alma, english, is_taken_off="on")
    assert by_language(english)["en"].photograph is None
    assert by_language(english)["es"].photograph is None


def test_a_draft_waits_and_a_language_is_added_later(alma: Client) -> None:
    fields = {"en-title": "Vigil", "en-text": "Come at 4.\n\nBring a candle.", "draft": "yes"}
    answer = alma.post(reverse("desk:post"), fields)
    draft = NewsPage.objects.get()
    assert not draft.live
    assert answer["Location"] == page_of(draft, "news")
    assert "Draft" in text_of(alma.get(page_of(draft, "news")))
    announced = reverse("desk:announce-page", args=["news", draft.translation_key])
    assert announced in alma.get(page_of(draft, "news")).content.decode()
    assert "It is not public yet" in text_of(alma.get(announced))
    change(alma, draft, es__title="Vigilia", es__text="Venga a las 4.")
    assert {page.live for page in by_language(draft).values()} == {False}
    assert "EN: Vigil" in text_of(alma.get(page_of(draft, "news-send")))
    alma.post(page_of(draft, "news-send"))
    pages = by_language(draft)
    assert pages["en"].live
    assert pages["es"].live
    assert pages["en"].url in Client().get(pages["es"].url).content.decode(), "they are twins"


def test_a_post_is_taken_off_the_site_in_one_language_and_comes_back(alma: Client) -> None:
    english, spanish = post_news(WORDS, posted_on=DAY)
    alma.post(page_of(english, "news-take-back"), {"languages": ["es"]})
    assert Client().get(spanish.url).status_code == 404
    assert Client().get(english.url).status_code == 200
    assert "Published in" in text_of(alma.get(page_of(english, "news")))
    change(alma, english, es__title="Vigilia el jueves")
    assert Client().get(spanish.url).status_code == 404, "a draft stays one"
    alma.post(page_of(english, "news-send"))
    assert "Vigilia el jueves" in Client().get(spanish.url).content.decode()


def test_a_language_is_not_emptied_by_accident(alma: Client) -> None:
    english, spanish = post_news(WORDS, posted_on=DAY)
    answer = change(alma, english, es__title="", es__text="")
    assert answer.status_code == 422
    assert "ends it there" in text_of(answer)
    assert Client().get(spanish.url).status_code == 200


def test_two_who_change_it_at_once_are_told(alma: Client) -> None:
    english, _spanish = post_news(WORDS, posted_on=DAY)
    fields = fields_of(alma.get(page_of(english)))
    change(alma, english, en__title="Hers")
    refused = alma.post(page_of(english), fields | {"en-title": "Mine"})
    assert refused.status_code == 422
    assert "Somebody changed this post" in text_of(refused)
    assert by_language(english)["en"].title == "Hers"
    again = fields | {"en-title": "Mine", "version": refused.context["version"]}  # type: ignore[attr-defined]
    assert alma.post(page_of(english), again).status_code == 302
    assert by_language(english)["en"].title == "Mine"


def test_what_waits_in_the_page_editor_is_said_before_it_goes_along(alma: Client) -> None:
    english, _spanish = post_news(WORDS, posted_on=DAY)
    page = NewsPage.objects.get(pk=english.pk)
    page.title = "Vigil, maybe"
    page.save_revision()
    assert "not public yet" in text_of(alma.get(page_of(english, "news")))
    form = alma.get(page_of(english))
    assert "If you save, they become public too" in text_of(form)
    assert fields_of(form)["en-title"] == "Vigil, maybe"


def test_a_locked_post_is_not_changed(alma: Client) -> None:
    english, _spanish = post_news(WORDS, posted_on=DAY)
    NewsPage.objects.filter(pk=english.pk).update(locked=True)
    assert alma.get(page_of(english)).status_code == 302
    assert "locked this post" in text_of(alma.get(page_of(english), follow=True))


def test_only_organizers_change_posts(alma: Client) -> None:
    english, _spanish = post_news(WORDS, posted_on=DAY)
    beto = logged_in(make_beto(timezone.now()))
    for name in ("news", "news-edit", "news-send", "news-take-back"):
        assert beto.get(page_of(english, name)).status_code in (302, 403)
    assert (
        alma.get(reverse("desk:news", args=["00000000-0000-0000-0000-000000000000"])).status_code
        == 404
    )
