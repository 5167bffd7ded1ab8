"""An old site brought along: nothing public before it was looked at, nothing twice, old addresses
lead on, and what is taken down leaves nothing here."""

import io
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from amparo.archive.models import Item, OldAuthor, OldPicture, State
from amparo.archive.operations import (
    CannotPair,
    Corrected,
    correct,
    forget_import,
    leave_out,
    look_again,
    look_at,
    name_authors,
    pair,
    part,
    take_over,
)
from amparo.campaigns.takedown import name_what_goes, take_down
from amparo.lib.oldsites import CannotParse
from amparo.lib.oldsites.uploads import Uploads, from_folder
from amparo.pages.models import NewsPage, Photograph, StandardPage
from tests.archive.conftest import Desk
from tests.archive.exports import HOST, Post, link_of, picture
from tests.makers import make_case

ENGLISH = "Come to the meeting with your friends. December 17 at 11:00 am. Call 651-555-0174."
SPANISH = (
    "Venga a la reunión con sus amistades. 17 de diciembre a las 11:00 a. m. Llame: 651-555-0174."
)
BOTH = f"(Español abajo)\n\n{ENGLISH}\n\n{SPANISH}"


def test_nothing_is_public_before_somebody_has_looked(desk: Desk) -> None:
    before = Page.objects.count()
    brought = desk.bring(Post("A meeting", ENGLISH))
    item = desk.item("A meeting")

    assert brought.outcome.new == 1
    assert take_over([item], by=desk.alma, now=timezone.now()) == []
    assert (Page.objects.count(), Item.objects.get().state) == (before, State.NEW)

    desk.publish(item)
    assert NewsPage.objects.live().get().title == "A meeting"


def test_reading_it_again_changes_nothing(desk: Desk) -> None:
    posts = [Post("One", ENGLISH), Post("Two", SPANISH), Post("Three", BOTH)]
    desk.bring(*posts)
    desk.publish(desk.item("One"))
    leave_out(desk.item("Two"), actor=desk.alma.actor)

    again = desk.bring(*posts).outcome

    assert (again.new, again.known, again.changed) == (0, 3, 0)
    assert Item.objects.count() == 3
    assert Item.objects.get(title="Two").state == State.LEFT


def test_what_was_written_anew_there_is_to_be_looked_at_again_unless_it_is_on_the_site(
    desk: Desk,
) -> None:
    desk.bring(Post("One", ENGLISH, number=1), Post("Two", ENGLISH, number=2))
    look_at(desk.item("One"), actor=desk.alma.actor)
    desk.publish(desk.item("Two"))

    again = desk.bring(Post("One", f"{ENGLISH} At noon.", number=1), Post("Two!", "x", number=2))

    assert (again.outcome.changed, again.outcome.changed_on_site) == (1, 1)
    assert desk.item("One").state == State.NEW
    assert NewsPage.objects.get().title == "Two"


def test_a_post_in_two_languages_becomes_two_pages_that_know_each_other(desk: Desk) -> None:
    desk.bring(Post("Meeting / Reunión", BOTH, date(2011, 12, 14), "meeting", 9))
    desk.publish(desk.item("Meeting / Reunión"))

    english, spanish = NewsPage.objects.order_by("locale__language_code")
    assert (english.title, spanish.title) == ("Meeting", "Reunión")
    assert english.translation_key == spanish.translation_key
    assert english.posted_on == spanish.posted_on == date(2011, 12, 14)
    assert "Venga" not in english.whole_html()
    assert "Come" not in spanish.whole_html()
    assert "abajo" not in english.whole_html()


def test_two_posts_become_twins_when_a_person_says_so(desk: Desk) -> None:
    desk.bring(Post("Meeting", ENGLISH), Post("Reunión", SPANISH), Post("Other", ENGLISH))
    left, right = desk.item("Meeting"), desk.item("Reunión")
    assert right.proposed in (left, desk.item("Other")), "the same day, hour and telephone"

    pair(left, right, actor=desk.alma.actor)
    with pytest.raises(CannotPair):
        pair(left, desk.item("Other"), actor=desk.alma.actor)
    desk.publish(Item.objects.get(pk=left.pk), Item.objects.get(pk=right.pk))

    pages = NewsPage.objects.all()
    assert len({page.translation_key for page in pages}) == 1
    assert len(pages) == 2


def test_a_pair_can_be_parted(desk: Desk) -> None:
    desk.bring(Post("Meeting", ENGLISH), Post("Reunión", SPANISH))
    left, right = desk.item("Meeting"), desk.item("Reunión")
    pair(left, right, actor=desk.alma.actor)
    part(right, actor=desk.alma.actor)
    assert len(set(Item.objects.values_list("group", flat=True))) == 2


def test_a_person_decides_what_belongs_to_which_language(desk: Desk) -> None:
    desk.bring(Post("Meeting", f"{ENGLISH}\n\n{SPANISH}\n\nThanks to the old plugin."))
    item = desk.item("Meeting")
    titles = {"es": "Reunión", "en": "Meeting"}
    by_block = ["en", "es", "mark"]
    correct(item, Corrected(titles, by_block, date(2010, 1, 2), ["Vigils"], None))
    desk.publish(Item.objects.get(pk=item.pk))

    spanish = NewsPage.objects.get(locale__language_code="es")
    assert (spanish.title, spanish.posted_on) == ("Reunión", date(2010, 1, 2))
    assert [tag.name for tag in spanish.tags.all()] == ["Vigils"]
    assert "plugin" not in spanish.whole_html()


@pytest.mark.parametrize(
    "old", ["/2011/08/09/clinic/", "/2011/08/09/clinic", "/?p=77", "/2011/08/", "/category/vigils/"]
)
def test_old_addresses_lead_on(desk: Desk, old: str) -> None:
    desk.bring(Post("Clinic", ENGLISH, slug="clinic", number=77, labels=["Vigils"]))
    desk.publish(desk.item("Clinic"))

    answer = Client().get(old)

    assert answer.status_code == 301, old
    assert Client().get(answer["Location"]).status_code == 200, answer["Location"]


def test_years_tags_and_pen_names_are_lists_of_the_new_site(desk: Desk) -> None:
    brought = desk.bring(
        Post("Clinic", ENGLISH, date(2011, 8, 9), labels=["Legal help"]),
        Post("Vigil", ENGLISH, date(2014, 1, 30)),
    )
    author = OldAuthor.objects.get(origin=brought.outcome.origin)
    name_authors(brought.outcome.origin, {author.pk: "The clinic team"}, actor=desk.alma.actor)
    desk.publish(*Item.objects.all())
    visitor = Client()

    def shown(path: str) -> str:
        return str(visitor.get(path).content.decode())

    archive = shown("/en/news/archive/")
    assert "2014" in archive
    assert "August" in archive
    assert "Legal help" in archive
    assert "Clinic" in shown("/en/news/2011/")
    assert "Vigil" not in shown("/en/news/2011/8/")
    assert "Clinic" in shown("/en/news/tagged/legal-help/")
    assert "Clinic" in shown("/en/news/by/the-clinic-team/")
    assert "The clinic team" in shown(NewsPage.objects.get(title="Clinic").url)
    for nothing in ("/en/news/1999/", "/en/news/2011/13/", "/en/news/tagged/x/", "/en/news/by/x/"):
        assert visitor.get(nothing).status_code == 404


def test_nobody_is_named_who_was_not_given_a_pen_name(desk: Desk) -> None:
    desk.bring(Post("Clinic", ENGLISH))
    desk.publish(desk.item("Clinic"))
    assert "Alma P." not in Client().get(NewsPage.objects.get().url).content.decode()
    assert NewsPage.objects.get().byline == ""


def test_a_page_of_the_old_site_becomes_a_page(desk: Desk) -> None:
    desk.bring(Post("Who we are", ENGLISH, kind="page", slug="who"))
    desk.publish(desk.item("Who we are"))
    assert StandardPage.objects.get(title="Who we are").url == "/en/who/"
    assert not NewsPage.objects.exists()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of a rendition
def test_pictures_come_without_what_the_camera_wrote(
    desk: Desk, tmp_path: Path, renditions: None, django_capture_on_commit_callbacks: Any
) -> None:
    (tmp_path / "2011" / "08").mkdir(parents=True)
    (tmp_path / "2011" / "08" / "march.jpg").write_bytes(picture())
    source = f"{HOST}/wp-content/uploads/2011/08/march-300x200.jpg"
    body = f'{ENGLISH}\n\n<img src="{source}" alt="A march">'
    lost = f'<img src="{HOST}/wp-content/uploads/lost.jpg">'

    brought = desk.bring(Post("March", body + lost), uploads=from_folder(tmp_path))

    assert brought.pictures is not None
    assert (brought.pictures.kept, len(brought.pictures.missing)) == (1, 1)
    waiting = OldPicture.objects.get()
    assert Client().get(f"/media/{waiting.file.name}").status_code == 404, "not public yet"
    with django_capture_on_commit_callbacks(execute=True):
        desk.publish(desk.item("March"))
    photograph = Photograph.objects.get()
    with photograph.file.open("rb") as file:
        assert b"Rosa" not in file.read()
    assert photograph.shown == "A march"
    assert "<img" in Client().get(NewsPage.objects.get().url).content.decode()
    assert not default_storage.exists(waiting.file.name), "one picture stands in one place"


def gif(frames: int = 1) -> bytes:
    """A drawing as old blogs have them, that may move."""
    out = io.BytesIO()
    drawn = [Image.new("P", (300, 200), at) for at in range(frames)]
    drawn[0].save(out, "GIF", save_all=True, append_images=drawn[1:], comment=b"Telephone of Rosa")
    return out.getvalue()


@pytest.mark.parametrize("frames", [1, 3])
def test_a_gif_of_an_old_blog_comes_along_as_a_still_picture(desk: Desk, frames: int) -> None:
    uploads = Uploads({"uploads/march.gif": partial(bytes, gif(frames))})
    brought = desk.bring(
        Post("March", f'{ENGLISH} <img src="{HOST}/uploads/march.gif">'), uploads=uploads
    )
    assert brought.pictures is not None
    assert brought.pictures.kept == 1
    kept = OldPicture.objects.get().file.read()
    assert kept.startswith(b"\x89PNG")
    assert b"Rosa" not in kept
    assert Image.open(io.BytesIO(kept)).size == (300, 200)


def test_what_is_no_picture_for_us_is_not_called_missing(desk: Desk) -> None:
    uploads = Uploads({"uploads/map.svg": partial(bytes, b"<svg/>")})
    brought = desk.bring(
        Post("Map", f'{ENGLISH} <img src="{HOST}/uploads/map.svg"> <img src="{HOST}/gone.gif">'),
        uploads=uploads,
    )
    assert brought.pictures is not None
    assert brought.pictures.unreadable == [f"{HOST}/uploads/map.svg"]
    assert brought.pictures.missing == [f"{HOST}/gone.gif"]


def test_an_unreadable_picture_is_told_and_stops_nothing(desk: Desk) -> None:
    uploads = Uploads({"a.jpg": partial(bytes, b"no picture")})
    brought = desk.bring(Post("March", f'{ENGLISH} <img src="{HOST}/a.jpg">'), uploads=uploads)
    assert brought.pictures is not None
    assert brought.pictures.unreadable == [f"{HOST}/a.jpg"]
    desk.publish(desk.item("March"))
    assert "<img" not in NewsPage.objects.get().whole_html()


def test_what_a_file_breaks_leaves_nothing_half(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CannotParse):
        desk.bring(Post("One", ENGLISH), Post("Two", "x" * 5_000_000))
    assert not Item.objects.exists()


def test_forgetting_an_import_keeps_the_pages_and_lets_the_rest_go(desk: Desk) -> None:
    brought = desk.bring(Post("One", ENGLISH), Post("Two", ENGLISH))
    desk.publish(desk.item("One"))
    forget_import(brought.outcome.origin, actor=desk.alma.actor)
    assert not Item.objects.exists()
    assert not OldAuthor.objects.exists()
    assert NewsPage.objects.get().title == "One"


def test_left_out_can_be_looked_at_again(desk: Desk) -> None:
    desk.bring(Post("One", ENGLISH))
    item = desk.item("One")
    assert leave_out(item, actor=desk.alma.actor)
    assert not leave_out(item, actor=desk.alma.actor)
    assert look_again(item, actor=desk.alma.actor)
    assert desk.item("One").state == State.NEW


@pytest.mark.django_db(databases=["default", "keyring"])
def test_a_takedown_takes_what_came_from_the_old_site_and_no_reading_brings_it_back(
    desk: Desk,
) -> None:
    now = timezone.now()
    case, _once = make_case(now)
    post = Post("Stand with Omar", ENGLISH, slug="stand-with-omar")
    desk.bring(post)
    item = desk.item("Stand with Omar")
    labels = list(item.labels)
    correct(item, Corrected({"en": item.title}, ["en"], item.posted_on, labels, case))
    desk.publish(Item.objects.get(pk=item.pk))
    assert any("old site" in line for line in name_what_goes(case))

    take_down(case, actor=desk.alma.actor, now=now)

    assert not Item.objects.exists()
    assert not NewsPage.objects.exists()
    assert not Redirect.objects.filter(redirect_page__isnull=False).exists()
    assert Client().get(link_of(post).removeprefix(HOST)).status_code == 410
    desk.bring(post)
    assert not Item.objects.exists()
